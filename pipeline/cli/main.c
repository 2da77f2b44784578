/* The program: finds the command, parses its options, runs it. Sees the public header only. */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "cli/command.h"
#include "cli/complain.h"

const command commands[] = {
    {"run", ON_JOB, "[OPTIONS] INPUT...",
     "The main job: counts of topics and sentiment per channel",
     "  earful run reviews.ndjson.zst chats.jsonl.gz tweets.csv -o out/\n"
     "  earful run --period week --by product --scale 1-5 -o out/ dump/\n"
     "  earful run --into state.earful -o out/ --force today/*.ndjson.zst\n",
     run_command},
    {"score", ON_SCORE, "[OPTIONS] INPUT...", "One NDJSON line a record, in input order",
     "  earful score reviews.ndjson.zst | jq 'select(.label == \"negative\")'\n", score_command},
    {"explain", ON_EXPLAIN, "[OPTIONS] TEXT|-", "Why a text scores as it does, word by word",
     "  earful explain \"Great phone, awful support\"\n"
     "  earful explain --format json - < letter.txt\n",
     explain_command},
    {"sniff", ON_SNIFF, "[OPTIONS] INPUT...", "What an input is taken for",
     "  earful sniff export.json\n", sniff_command},
    {"lint", ON_LINT, "[OPTIONS] [DIR]", "All that is wrong or doubtful in a model's files",
     "  earful lint my-model/\n"
     "  earful lint --topics client.csv --format ndjson | jq -r .class | sort | uniq -c\n"
     "\n"
     "Errors (exit code 1)\n"
     "  sheet, row, setting, model          a file, row or line that cannot be read\n"
     "  unknown-column, missing-column, unknown-value, valence, term\n"
     "  rule, rule-term, unbalanced-bracket, lower-case-operator, no-positive-term\n"
     "  reference, reference-cycle          ^topics that are not there, or in a circle\n"
     "  conflicting-attribute, conflicting-valence, shadowed-term\n"
     "                                      two lines of one file that say different things\n"
     "\n"
     "Warnings (exit code 1 with --strict)\n"
     "  mixed-operators                     OR beside AND without brackets\n"
     "  unreachable-term, duplicate-term, duplicate-rule, unmatchable-term, contraction-form\n"
     "                                      what can never add a hit\n"
     "  greedy-wildcard, common-word, leading-wildcard, needs-no-word\n"
     "                                      what matches too much, or makes every text be "
     "searched\n"
     "  no-example, no-counter, unused-list, hidden-character, trailing-space\n",
     lint_command},
    {"check", ON_CHECK, "[OPTIONS] [DIR]", "Try the examples and counters inside topics.csv",
     "  earful check my-model/\n"
     "  earful check --pack airline\n",
     check_command},
    {"import", ON_IMPORT, "FORM PATH -o DIR", "Make a model of a foreign lexicon",
     "  earful import vader vader_lexicon.txt -o my-model\n"
     "  earful import liwc dictionary.dic -o my-model\n"
     "  earful lint my-model && earful explain --model my-model \"Great phone!\"\n"
     "\n"
     "Forms\n"
     "  vader          vader_lexicon.txt, or a folder that has emoji_utf8_lexicon.txt as well\n"
     "  afinn          lines of a term, a tab and a whole number from -5 to 5\n"
     "  liwc           a .dic file: categories between lines of %, then terms\n"
     "  quanteda       a YAML dictionary: nested keys over lists of words\n"
     "  sentistrength  the folder that holds EmotionLookupTable.txt and its like\n",
     import_command},
    {"merge", ON_MERGE, "STATE... -o STATE", "Make one result of partial ones",
     "  earful merge monday.earful tuesday.earful -o week.earful\n", merge_command},
    {"report", ON_REPORT, "STATE -o FILE|DIR", "Any output from a finished run",
     "  earful report week.earful -o week/\n"
     "  earful report week.earful --format table\n",
     report_command},
    {"demo", ON_DEMO, "[OPTIONS]", "The main job on built-in sample data",
     "  earful demo\n"
     "  earful demo --period week --format csv\n",
     demo_command},
    {"try", ON_TRY, "[OPTIONS] RULE INPUT...",
     "A rule before it is in the model: hits and near misses",
     "  earful try 'late NEAR/5 deliver*' reviews.ndjson.zst\n"
     "  earful try --most 25 '\"never arrived\" NOT refund' dump/\n",
     try_command},
    {"concordance", ON_CONCORDANCE, "[OPTIONS] RULE INPUT...",
     "The hits of a rule in their context",
     "  earful concordance 'refund*' chats.jsonl.gz\n"
     "  earful concordance --most 200 --width 60 'driver*' dump/\n",
     concordance_command},
    {"diff", ON_DIFF, "[OPTIONS] MODEL_A MODEL_B INPUT...",
     "Two models on the same records: what moved, and which line did it",
     "  earful diff builtin my-model/ reviews.ndjson.zst\n"
     "  earful diff --most 50 --format ndjson old/ new/ dump/\n",
     diff_command},
    {"eval", ON_EVAL, "[OPTIONS] LABELLED...",
     "How well the model agrees with labels, scores and ratings",
     "  earful eval labelled.ndjson.zst\n"
     "  earful eval --labels map.json --format ndjson tickets.csv\n"
     "  earful eval --map label=sentiment --calibrate reviews.csv\n",
     eval_command},
    {"profile", ON_PROFILE, "[OPTIONS] INPUT...", "What each rule costs, in counted steps",
     "  earful profile reviews.ndjson.zst\n"
     "  earful profile --model my-model/ --format ndjson dump/\n",
     profile_command},
    {"suggest", ON_SUGGEST, "[OPTIONS] INPUT...",
     "Words of negative sentences that no topic catches",
     "  earful suggest reviews.ndjson.zst\n"
     "  earful suggest --most 100 --where 'channel=chat' dump/\n",
     suggest_command},
    {"coverage", ON_COVERAGE, "[OPTIONS] INPUT...",
     "What the model catches and misses; dead and greedy rules",
     "  earful coverage reviews.ndjson.zst chats.jsonl.gz\n"
     "  earful coverage --model my-model/ --format ndjson dump/ | jq 'select(.kind == "
     "\"dead_rule\")'\n",
     coverage_command},
    {"learn", ON_LEARN, "[OPTIONS] LABELLED... -o FILE",
     "Fit valences of words and phrases to labels or ratings",
     "  earful learn labelled.ndjson.zst -o learned.csv\n"
     "  earful learn --scale 1-5 reviews/*.csv -o learned.csv\n"
     "  earful run --lexicon learned.csv reviews.ndjson.zst\n",
     learn_command},
    {"audit", ON_AUDIT, "[OPTIONS] INPUT...",
     "Lexicon entries whose sign disagrees with the ratings",
     "  earful audit reviews.ndjson.zst\n"
     "  earful audit --lexicon my-terms.csv --most 20 reviews.csv\n",
     audit_command},
    {"help", ON_HELP, "[COMMAND|rules|formats]", "This overview, or a page on one thing",
     "  earful help run\n", help_command}};

const size_t n_commands = sizeof commands / sizeof commands[0];

const exit_info exits[] = {
#define EXIT(name, code, meaning) {code, meaning},
#include "cli/exits.def"
#undef EXIT
};

const size_t n_exits = sizeof exits / sizeof exits[0];

const command *find_command(const char *name)
{
    for (size_t i = 0; i < n_commands; i++)
        if (strcmp(name, commands[i].name) == 0)
            return &commands[i];
    return NULL;
}

static int print_version(void)
{
    printf("earful %s\n", earful_version());
    return EXIT_GOOD;
}

static int unknown_command(const char *name)
{
    const char *names[32];
    for (size_t i = 0; i < n_commands; i++)
        names[i] = commands[i].name;
    const char *const near = did_you_mean(name, names, n_commands);
    if (near != NULL)
        complain("there is no command '%s'; did you mean %s?", name, near);
    else
        complain("there is no command '%s'; see earful help", name);
    return EXIT_USAGE;
}

/* stdout that cannot be written is a failure, not a success without output. */
static int close_stdout(int code)
{
    errno = 0;
    if (fflush(stdout) == 0 && ferror(stdout) == 0)
        return code;
    if (errno == EPIPE)
        return code == EXIT_GOOD ? EXIT_CLOSED_PIPE : code;
    if (code == EXIT_GOOD)
        complain("cannot write to standard output");
    return code == EXIT_GOOD ? EXIT_FAILED : code;
}

int main(int argc, char **argv)
{
    signal(SIGPIPE, SIG_IGN);
    if (argc < 2) {
        complain("no command given; see earful help");
        return EXIT_USAGE;
    }
    const char *name = argv[1];
    if (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0)
        name = "help";
    if (strcmp(name, "--version") == 0 || strcmp(name, "-V") == 0)
        return close_stdout(print_version());
    cli_options options = {.command = find_command(name)};
    if (options.command == NULL)
        return unknown_command(name);
    int code = EXIT_USAGE;
    if (parse_options(argc - 1, argv + 1, &options)) {
        if (options.help)
            options.arguments.count = 0;
        code = options.version ? print_version()
               : options.help  ? help_command(&options)
                               : options.command->run(&options);
    }
    free_options(&options);
    return close_stdout(code);
}
