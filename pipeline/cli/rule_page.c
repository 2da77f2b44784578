#include "cli/rule_page.h"

#include <stdio.h>
#include <string.h>

/* Where things stand in a line. */
enum { MEANING = 20, MATCH = 38, MISS = 70, WIDTH = 100 };

const rule_entry rule_entries[] = {
#define SECTION(title, meaning)                       {title, meaning, NULL, NULL, NULL, NULL},
#define RULE(form, meaning, rule, given, match, miss) {form, meaning, rule, given, match, miss},
#include "cli/rules.def"
#undef SECTION
#undef RULE
};

const size_t n_rule_entries = sizeof rule_entries / sizeof rule_entries[0];

const char rule_page_title[] = "The rule language of topics.csv";

const char rule_page_legend[] =
    "Each example shows a rule, + a text that it matches and - one that "
    "it does not. A text in braces\n"
    "is a record; [scope=turn] is another cell of the row.";

const char rule_page_end[] =
    "A rule that cannot be read is refused with its file, line and column, "
    "and what to write instead.";

/* Goes on at a column of the line, or of the next one when something stands there. */
static int go_to(int column, int at)
{
    if (at >= column) {
        putchar('\n');
        at = 0;
    }
    printf("%*s", column - at, "");
    return column;
}

/* Lines, all of them from the same column on. */
static void print_meaning(const char *meaning, int column, int at)
{
    for (const char *line = meaning; line != NULL;) {
        const char *const end = strchr(line, '\n');
        at = go_to(column, at);
        at += printf("%.*s", end != NULL ? (int)(end - line) : (int)strlen(line), line);
        line = end != NULL ? end + 1 : NULL;
    }
    putchar('\n');
}

static void print_example(const rule_entry *entry)
{
    int at = printf("    %s", entry->rule);
    if (entry->given != NULL)
        at += printf("  [%s]", entry->given);
    at = go_to(MATCH, at);
    at += printf("+ %s", entry->match);
    const int needed = (int)strlen(entry->miss) + 2;
    at = go_to(at < MISS && MISS + needed <= WIDTH ? MISS : MATCH, at);
    printf("- %s\n", entry->miss);
}

void print_rule_page(void)
{
    printf("%s\n\n%s\n", rule_page_title, rule_page_legend);
    for (size_t i = 0; i < n_rule_entries; i++) {
        const rule_entry *const entry = &rule_entries[i];
        if (entry->rule == NULL) {
            printf("\n%s", entry->form);
            if (entry->meaning != NULL)
                printf(". %s", entry->meaning);
            putchar('\n');
        } else {
            print_meaning(entry->meaning, MEANING, printf("  %s", entry->form));
            print_example(entry);
        }
    }
    printf("\n%s\n", rule_page_end);
}
