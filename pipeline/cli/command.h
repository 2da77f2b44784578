/* A command: its name, what it takes, and the function that does it. main.c knows the list. */
#ifndef EF_COMMAND_H
#define EF_COMMAND_H

#include "cli/options.h"

typedef struct command {
    const char *name;
    enum command_bit bit;
    const char *arguments; /* as help shows them */
    const char *summary;
    const char *examples; /* whole lines */
    int (*run)(const cli_options *options);
} command;

extern const command commands[];
extern const size_t n_commands;

const command *find_command(const char *name); /* NULL when there is none */

/* Exit codes, as scripts know them. */
enum exit_code {
    EXIT_GOOD = 0,
    EXIT_FAILED = 1,  /* a check failed, or nothing could be written */
    EXIT_USAGE = 2,   /* usage, model or configuration */
    EXIT_DAMAGED = 3, /* a result was written, but input was damaged or too much was rejected */
    EXIT_LIMIT = 4,
    EXIT_INTERRUPTED = 130,
    EXIT_TERMINATED = 143,
    EXIT_CLOSED_PIPE = 141
};

int run_command(const cli_options *options);
int score_command(const cli_options *options);
int sniff_command(const cli_options *options);
int explain_command(const cli_options *options);
int merge_command(const cli_options *options);
int report_command(const cli_options *options);
int demo_command(const cli_options *options);
int try_command(const cli_options *options);
int concordance_command(const cli_options *options);
int help_command(const cli_options *options);

#endif
