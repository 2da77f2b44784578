#include "cli/manual.h"

#include <stdio.h>
#include <string.h>

#include "cli/command.h"
#include "cli/rule_page.h"

/* Of the text in this file; what comes from the tables is as new as the program. */
static const char date[] = "November 22, 2026";

enum table { TABLE_TOPICS, TABLE_LEXICON, TABLE_SPELLING, TABLE_TYPES };

typedef struct column_info {
    enum table table;
    const char *name;
    const char *meaning;
} column_info;

static const column_info columns[] = {
#define COLUMN(table, name, meaning) {TABLE_##table, name, meaning},
#include "cli/columns.def"
#undef COLUMN
};

/* As it is: roff gives these characters a meaning or another shape. */
static void print_escaped(char c)
{
    static const char characters[] = "\\-'`^~\"";
    static const char *const escapes[] = {"\\(rs", "\\-",   "\\(aq", "\\(ga",
                                          "\\(ha", "\\(ti", "\\(dq"};
    const char *const found = c != '\0' ? strchr(characters, c) : NULL;
    if (found != NULL)
        fputs(escapes[found - characters], stdout);
    else
        putchar(c);
}

/* Lines as they are; none is taken for a request. */
static void print_lines(const char *text)
{
    bool starts = true;
    for (const char *c = text; *c != '\0'; c++) {
        if (starts && *c == '.')
            fputs("\\&", stdout);
        print_escaped(*c);
        starts = *c == '\n';
    }
}

/* Running text, each sentence of it on a line of its own, so that it is spaced as one. */
static void print_text(const char *text)
{
    for (const char *end; (end = strstr(text, ". ")) != NULL; text = end + 2) {
        for (const char *c = text; c < end; c++)
            print_escaped(*c);
        puts(".");
    }
    print_lines(text);
}

/* One argument of a macro, whatever is in it. */
static void print_argument(const char *text, size_t len)
{
    fputs(" \"\\&", stdout);
    for (size_t i = 0; i < len; i++)
        print_escaped(text[i]);
    putchar('"');
}

static void print_item(const char *macro, const char *text)
{
    printf(".It %s", macro);
    print_argument(text, strlen(text));
    putchar('\n');
}

static void print_literal(const char *lines)
{
    puts(".Bd -literal -offset indent");
    print_lines(lines);
    puts(".Ed");
}

static void print_head(const char *title, int section, const char *name, const char *purpose)
{
    printf(".\\\" Made by the program from its own tables.\n"
           ".Dd %s\n.Dt %s %d\n.Os earful %s\n"
           ".Sh NAME\n.Nm %s\n.Nd %s\n",
           date, title, section, earful_version(), name, purpose);
}

static void print_columns(enum table table)
{
    puts(".Bl -tag -width touchpoint");
    for (size_t i = 0; i < sizeof columns / sizeof columns[0]; i++) {
        if (columns[i].table != table)
            continue;
        print_item("Cm", columns[i].name);
        print_text(columns[i].meaning);
        putchar('\n');
    }
    puts(".El");
}

/* "[OPTIONS] STATE... -o STATE" as macros, a word a line. */
static void print_synopsis(const command *of)
{
    printf(".Nm\n.Cm %s\n", of->name);
    for (const char *word = of->arguments; *word != '\0';) {
        const size_t len = strcspn(word, " ");
        if (word[0] == '[' && word[len - 1] == ']') {
            fputs(".Op Ar", stdout);
            print_argument(word + 1, len - 2);
        } else if (word[0] == '-') {
            fputs(".Fl", stdout);
            print_argument(word + 1, len - 1);
        } else {
            fputs(".Ar", stdout);
            print_argument(word, len);
        }
        putchar('\n');
        word += len + strspn(word + len, " ");
    }
}

static void print_commands(void)
{
    puts(".Bl -tag -width concordance");
    for (size_t i = 0; i < n_commands; i++) {
        print_item("Cm", commands[i].name);
        print_text(commands[i].summary);
        puts(".");
    }
    puts(".El");
}

/* Which commands take it; nothing when all do. */
static void print_takers(const option_info *option)
{
    bool all = true;
    for (size_t i = 0; i < n_commands; i++)
        all = all && (option->commands & (unsigned)commands[i].bit) != 0;
    const char *before = "\n[";
    for (size_t i = 0; i < n_commands && !all; i++) {
        if ((option->commands & (unsigned)commands[i].bit) == 0)
            continue;
        printf("%s%s", before, commands[i].name);
        before = ", ";
    }
    if (before[0] == ',')
        putchar(']');
}

static void print_options(void)
{
    puts(".Bl -tag -width Ds");
    for (size_t i = 0; i < n_options; i++) {
        const option_info *const option = &option_table[i];
        if (option->help == NULL)
            continue;
        fputs(".It", stdout);
        if (option->letter != 0)
            printf(" Fl %c ,", option->letter);
        printf(" Fl -%s", option->name);
        if (option->argument != NULL) {
            fputs(" Ar", stdout);
            print_argument(option->argument, strlen(option->argument));
        }
        putchar('\n');
        print_text(option->help);
        print_takers(option);
        putchar('\n');
    }
    puts(".El");
}

static void print_exits(void)
{
    puts(".Bl -tag -width Ds");
    for (size_t i = 0; i < n_exits; i++) {
        printf(".It %d\n", exits[i].code);
        print_text(exits[i].meaning);
        putchar('\n');
    }
    puts(".El");
}

void print_earful_manual(void)
{
    print_head("EARFUL", 1, "earful", "count topics and sentiment in customer feedback");
    puts(".Sh SYNOPSIS");
    for (size_t i = 0; i < n_commands; i++)
        print_synopsis(&commands[i]);
    puts(".Sh DESCRIPTION\n"
         ".Nm\n"
         "reads reviews, chats, calls, email, surveys and social posts, and counts what customers\n"
         "talk about and how they feel about it, per channel.\n"
         "An input is a file, a directory, a glob, or\n"
         ".Sq \\-\n"
         "for standard input; its compression, form and fields are recognised from its bytes.\n"
         "Data goes to standard output, talk to standard error.\n"
         ".Pp\n"
         "The same bytes come out for any number of threads, order of inputs, locale and time\n"
         "zone.\n"
         ".Sh COMMANDS");
    print_commands();
    puts(".Sh OPTIONS\n"
         "In brackets stand the commands that take an option; without brackets, all do.");
    print_options();
    puts(".Sh EXIT STATUS");
    print_exits();
    puts(".Sh EXAMPLES");
    for (size_t i = 0; i < n_commands; i++)
        print_literal(commands[i].examples);
    puts(".Sh SEE ALSO\n.Xr earful-lexicon 5 ,\n.Xr earful-topics 5");
}

static void print_rule(const rule_entry *entry)
{
    print_item("Ic", entry->form);
    print_text(entry->meaning);
    puts("\n.Bd -literal -compact");
    print_lines(entry->rule);
    if (entry->given != NULL) {
        fputs("  [", stdout);
        print_lines(entry->given);
        putchar(']');
    }
    fputs("\n+ ", stdout);
    print_lines(entry->match);
    fputs("\n\\- ", stdout);
    print_lines(entry->miss);
    puts("\n.Ed");
}

static void print_rules(void)
{
    bool open = false;
    for (size_t i = 0; i < n_rule_entries; i++) {
        const rule_entry *const entry = &rule_entries[i];
        if (entry->rule != NULL) {
            print_rule(entry);
            continue;
        }
        if (open)
            puts(".El");
        printf(".Ss %s\n", entry->form);
        if (entry->meaning != NULL) {
            print_text(entry->meaning);
            putchar('\n');
        }
        puts(".Bl -tag -width Ds");
        open = true;
    }
    puts(".El");
}

void print_topics_manual(void)
{
    print_head("EARFUL-TOPICS", 5, "earful-topics", "topics and the rules that find them");
    puts(".Sh DESCRIPTION\n"
         "A topics file names topics and says by which rules they are found in a text.\n"
         "It is a table in UTF\\-8, comma\\- or tab\\-separated, quoted as in RFC 4180.\n"
         "Its first row names the columns, in any order; only a topic and a rule are needed.\n"
         "Lines that begin with # are comments.\n"
         ".Pp\n"
         "A file given by\n"
         ".Fl -topics\n"
         "lies over the model: a row with the same topic and the same rule replaces the earlier\n"
         "one, and all others are added.\n"
         "Of the matches of one topic that overlap the longest counts; different topics overlap\n"
         "freely.\n"
         ".Sh COLUMNS\n"
         "Within a file the rows of a topic must agree on polarity, stage, pillar, touchpoint,\n"
         "owner and severity.");
    print_columns(TABLE_TOPICS);
    puts(".Sh RULE LANGUAGE");
    print_text(rule_page_legend);
    putchar('\n');
    print_rules();
    puts(".Sh EXAMPLES");
    print_literal("topic,rule,scope,polarity,example,counter\n"
                  "Delivery > Late,late NEAR/5 (deliver* OR parcel*),,pain,It came late.,\n"
                  "Delivery > Late,\"\"\"never arrived\"\"\",,pain,It never arrived.,\n"
                  "Support > Kind,(kind OR friendly) AND role:customer,turn,delight,,\n");
    puts(".Sh DIAGNOSTICS");
    print_text(rule_page_end);
    puts("\n.Sh SEE ALSO\n.Xr earful 1 ,\n.Xr earful-lexicon 5");
}

void print_lexicon_manual(void)
{
    print_head("EARFUL-LEXICON", 5, "earful-lexicon", "words and what they are worth");
    puts(".Sh DESCRIPTION\n"
         "A lexicon lists the words and phrases that carry an opinion, and those that shift one.\n"
         "It is a table in UTF\\-8, comma\\- or tab\\-separated, quoted as in RFC 4180.\n"
         "Its first row names the columns, in any order; only a term and a valence are needed.\n"
         "Lines that begin with # are comments; those of # source: and # licence: go into the\n"
         "manifest of every run.\n"
         ".Pp\n"
         "A file given by\n"
         ".Fl -lexicon\n"
         "lies over the model, term by term.\n"
         "A list in the form of VADER, without a header, of term, tab and valence, is read as it\n"
         "is.\n"
         "The longest term wins, and an exact word beats a wildcard.\n"
         ".Sh COLUMNS");
    print_columns(TABLE_LEXICON);
    puts(".Sh TYPES");
    print_columns(TABLE_TYPES);
    puts(".Sh SPELLING\n"
         "A model has a table\n"
         ".Pa spelling.csv\n"
         "as well, of three columns.");
    print_columns(TABLE_SPELLING);
    puts(".Sh EXAMPLES");
    print_literal("term,valence,negated,type,cond,note\n"
                  "sick,2.5,,word,channel:social,our customers are skaters\n"
                  "unreal,-,,word,,removed: we sell a game of that name\n"
                  "ever so slightly,-0.3,,dampener,,\n");
    puts(".Sh SEE ALSO\n.Xr earful 1 ,\n.Xr earful-topics 5");
}
