/* earful help: overview, one page a command, and pages on rules and formats. All of it is made from
 * the tables of commands and options, so that help cannot fall behind. */
#include <stdio.h>
#include <string.h>

#include "cli/command.h"
#include "cli/complain.h"

typedef struct topic_page {
    const char *name;
    const char *text;
} topic_page;

static const topic_page pages[] = {
    {"rules",
     "The rule language of topics.csv\n"
     "\n"
     "  word                  whole words, case and apostrophes folded; didn't = did not\n"
     "  deliver*  colo?r      * any run of letters, ? zero or one letter\n"
     "  \"never arrived\"       a phrase\n"
     "  a OR b,  a, b         either; operators in capitals only\n"
     "  a AND b,  a NOT b     inside the row's scope: sentence, turn, document, first:N\n"
     "  a WITH b, a NOTWITH b always inside the sentence\n"
     "  a NEAR/5 b            at most 5 words in between, either order; NEAR = NEAR/10\n"
     "  a ONEAR/5 b           the same, in this order; a NOTNEAR/5 b: a without b near\n"
     "  /order #?\\d+/         a PCRE2 regular expression over the sentence\n"
     "  raw:\"BBB\"             exact bytes\n"
     "  role:agent            role, channel, lang, rating:<=2, product:X*, any mapped field\n"
     "  ^\"Delivery > Late\"    whatever another topic matches\n"
     "  @words.txt            a list of words, one a line\n"
     "\n"
     "Pain and delight topics are guarded: \"it never crashes\" is no crash. A negated hit is\n"
     "counted in mentions_guarded and nowhere else.\n"},
    {"formats",
     "What earful reads and writes\n"
     "\n"
     "  compression  none, zstd (any number of frames), gzip (any number of members)\n"
     "  form         NDJSON, JSON arrays and objects, CSV, TSV, plain lines; UTF-8 or UTF-16\n"
     "  fields       id, channel, text, time, rating, role, product, lang, author, conversation,\n"
     "               weight, reply; found by their usual names, or by --map FIELD=PATH\n"
     "\n"
     "  earful sniff FILE     says what a file is taken for\n"
     "\n"
     "  -o DIR       topics.csv, sentiment.csv, dim_topic.csv, state.earful, manifest.json\n"
     "  -o FILE      .csv (topics), .json (all), .ndjson (topics), .earful (mergeable state)\n"
     "\n"
     "Exit codes: 0 good, 1 a check failed or nothing could be written, 2 usage or model,\n"
     "3 a result was written but input was damaged or rejects exceed --max-bad, 4 a limit,\n"
     "130 and 143 interrupted, 141 the reader of the output is gone.\n"}};

static void print_option(const option_info *info)
{
    char left[48];
    char letter[8] = "    ";
    if (info->letter != 0)
        snprintf(letter, sizeof letter, "-%c, ", info->letter);
    snprintf(left, sizeof left, "%s--%s%s%s", letter, info->name, info->argument != NULL ? " " : "",
             info->argument != NULL ? info->argument : "");
    printf("  %-26s %s\n", left, info->help);
}

static int print_command(const command *about)
{
    printf("earful %s %s\n\n%s.\n\n", about->name, about->arguments, about->summary);
    for (size_t i = 0; i < n_options; i++)
        if ((option_table[i].commands & (unsigned)about->bit) != 0 && option_table[i].help != NULL)
            print_option(&option_table[i]);
    printf("\nExamples\n%s", about->examples);
    return EXIT_GOOD;
}

static int print_overview(void)
{
    puts("earful counts topics and sentiment in customer feedback, per channel.\n"
         "\n"
         "  earful demo                                     try it on built-in sample data\n"
         "  earful run reviews.ndjson.zst chats.csv -o out/ the main job\n"
         "  earful run --by product --period month dump/    by product and month\n"
         "  earful explain \"The app keeps crashing.\"        why a text scores as it does\n"
         "  earful sniff export.json                        what a file is taken for\n"
         "\n"
         "Commands");
    for (size_t i = 0; i < n_commands; i++)
        printf("  %-11s %-26s %s\n", commands[i].name, commands[i].arguments, commands[i].summary);
    puts("\nMore: earful help COMMAND, earful help rules, earful help formats");
    return EXIT_GOOD;
}

static int complain_unknown(const char *name)
{
    const char *names[32];
    size_t n = 0;
    for (size_t i = 0; i < n_commands; i++)
        names[n++] = commands[i].name;
    for (size_t i = 0; i < sizeof pages / sizeof pages[0]; i++)
        names[n++] = pages[i].name;
    const char *const near = did_you_mean(name, names, n);
    complain("no help on '%s'%s%s%s", name, near != NULL ? "; did you mean " : "",
             near != NULL ? near : "", near != NULL ? "?" : "");
    return EXIT_USAGE;
}

int help_command(const cli_options *options)
{
    if (options->arguments.count == 0)
        return options->command->bit == ON_HELP ? print_overview()
                                                : print_command(options->command);
    const char *const name = options->arguments.items[0];
    const command *const about = find_command(name);
    if (about != NULL)
        return print_command(about);
    for (size_t i = 0; i < sizeof pages / sizeof pages[0]; i++)
        if (strcmp(name, pages[i].name) == 0) {
            fputs(pages[i].text, stdout);
            return EXIT_GOOD;
        }
    return complain_unknown(name);
}
