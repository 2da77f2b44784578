/* earful help: overview, one page a command, and pages on rules and formats. All of it is made from
 * the tables of commands and options, so that help cannot fall behind. */
#include <stdio.h>
#include <string.h>

#include "cli/command.h"
#include "cli/complain.h"
#include "cli/manual.h"
#include "cli/rule_page.h"

typedef struct help_page {
    const char *name;
    void (*print)(void);
} help_page;

static void print_formats(void)
{
    puts("What earful reads and writes\n"
         "\n"
         "  compression  none, zstd (any number of frames), gzip (any number of members)\n"
         "  form         NDJSON, JSON arrays and objects, CSV, TSV, plain lines; UTF-8 or UTF-16\n"
         "  fields       id, channel, text, time, rating, role, product, lang, author, "
         "conversation,\n"
         "               weight, reply; found by their usual names, or by --map FIELD=PATH\n"
         "\n"
         "  earful sniff FILE     says what a file is taken for\n"
         "\n"
         "  -o DIR       topics.csv, sentiment.csv, dim_topic.csv, state.earful, manifest.json\n"
         "  -o FILE      .csv (topics), .json (all), .ndjson (topics), .earful (mergeable state)\n"
         "\n"
         "Exit codes");
    for (size_t i = 0; i < n_exits; i++)
        printf("  %3d  %s\n", exits[i].code, exits[i].meaning);
}

static const help_page pages[] = {{"rules", print_rule_page}, {"formats", print_formats}};

/* What is installed beside the program; not for readers, so never offered. */
static const help_page sources[] = {{"earful.1", print_earful_manual},
                                    {"earful-topics.5", print_topics_manual},
                                    {"earful-lexicon.5", print_lexicon_manual},
                                    {"earful.bash", print_bash_completion}};

const char *help_page_name(size_t i)
{
    return i < sizeof pages / sizeof pages[0] ? pages[i].name : NULL;
}

static const help_page *find_page(const char *name)
{
    for (size_t i = 0; i < sizeof pages / sizeof pages[0]; i++)
        if (strcmp(name, pages[i].name) == 0)
            return &pages[i];
    for (size_t i = 0; i < sizeof sources / sizeof sources[0]; i++)
        if (strcmp(name, sources[i].name) == 0)
            return &sources[i];
    return NULL;
}

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
    puts("\nMore: earful help COMMAND, earful help rules, earful help formats (and exit codes)");
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
    const help_page *const page = find_page(name);
    if (page == NULL)
        return complain_unknown(name);
    page->print();
    return EXIT_GOOD;
}
