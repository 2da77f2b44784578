/* Options: the command line, parsed. One table (options.def) says what there is. */
#ifndef EF_OPTIONS_H
#define EF_OPTIONS_H

#include "earful.h"

enum command_bit {
    ON_HELP = 1,
    ON_JOB = 2, /* run */
    ON_SCORE = 4,
    ON_SNIFF = 8,
    ON_EXPLAIN = 16,
    ON_MERGE = 32,
    ON_REPORT = 64,
    ON_DEMO = 128,
    ON_RUN = ON_JOB | ON_DEMO,
    ON_READ = ON_RUN | ON_SCORE,
    ON_INPUT = ON_JOB | ON_SCORE | ON_SNIFF,
    ON_MODEL = ON_READ | ON_EXPLAIN,
    ON_RESULT = ON_RUN | ON_MERGE | ON_REPORT,
    ON_TEXT = ON_EXPLAIN | ON_SNIFF,
    ON_ALL = 255
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
    bool force, strict, quiet, progress, help, version;
    int argc;
    const char *const *argv;
} cli_options;

typedef struct option_info {
    const char *name;
    int letter; /* 0 = none */
    const char *argument;
    unsigned commands;
    const char *help;
} option_info;

extern const option_info option_table[];
extern const size_t n_options;

/* False after it has complained on stderr. */
bool parse_options(int argc, char **argv, cli_options *out);
void free_options(cli_options *self);

#endif
