/* Options: the command line, parsed. One table (options.def) says what there is. */
#ifndef EF_OPTIONS_H
#define EF_OPTIONS_H

#include "earful_workbench.h"

enum command_bit {
    ON_HELP = 1,
    ON_JOB = 2, /* run */
    ON_SCORE = 4,
    ON_SNIFF = 8,
    ON_EXPLAIN = 16,
    ON_MERGE = 32,
    ON_REPORT = 64,
    ON_DEMO = 128,
    ON_LINT = 256,
    ON_CHECK = 512,
    ON_TRY = 1024,
    ON_CONCORDANCE = 2048,
    ON_COVERAGE = 4096,
    ON_PROFILE = 8192,
    ON_EVAL = 1 << 14,
    ON_DIFF = 1 << 15,
    ON_SUGGEST = 1 << 16,
    ON_AUDIT = 1 << 17,
    ON_IMPORT = 1 << 18,
    ON_LEARN = 1 << 19,
    ON_DATA = ON_TRY | ON_CONCORDANCE | ON_COVERAGE | ON_PROFILE | ON_EVAL | ON_DIFF | ON_SUGGEST |
              ON_AUDIT | ON_LEARN, /* tools of the workbench that read records */
    ON_RUN = ON_JOB | ON_DEMO,
    ON_READ = ON_RUN | ON_SCORE | ON_DATA,
    ON_INPUT = ON_JOB | ON_SCORE | ON_SNIFF | ON_DATA,
    ON_MODEL = (ON_READ | ON_EXPLAIN | ON_LINT | ON_CHECK) & ~ON_DIFF,
    ON_SENTIMENT = ON_MODEL & (ON_READ | ON_EXPLAIN) & ~ON_LEARN,
    ON_RESULT = ON_RUN | ON_MERGE | ON_REPORT,
    ON_TEXT = ON_EXPLAIN | ON_SNIFF,
    ON_FINDINGS = ON_DATA | ON_LINT | ON_CHECK,
    ON_ALL = (1 << 20) - 1
};

/* A list of borrowed strings. */
typedef struct string_list {
    const char **items;
    size_t count;
    size_t capacity;
} string_list;

typedef struct cli_options {
    const struct command *command;
    earful_options engine;
    earful_model_options model;
    string_list packs, lexicons, topics, maps, by, arguments;
    char *by_text; /* what `by` points into */
    const char *output;
    const char *format;
    const char *into;
    const char *rejects;
    double max_bad; /* percent */
    size_t most;    /* SIZE_MAX = not given */
    size_t width;
    earful_eval_options eval;
    earful_learn_options learn;
    bool force, strict, quiet, progress, help, version;
    int argc;
    const char *const *argv;
} cli_options;

typedef struct option_info {
    const char *name;
    int letter; /* 0 = none */
    const char *argument;
    unsigned commands; /* command_bit */
    const char *help;
} option_info;

extern const option_info option_table[];
extern const size_t n_options;

/* False after it has complained on stderr. */
bool parse_options(int argc, char **argv, cli_options *out);
void free_options(cli_options *self);

#endif
