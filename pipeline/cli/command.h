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
#define EXIT(name, code, meaning) EXIT_##name = code,
#include "cli/exits.def"
#undef EXIT
};

typedef struct exit_info {
    enum exit_code code;
    const char *meaning;
} exit_info;

extern const exit_info exits[];
extern const size_t n_exits;

int run_command(const cli_options *options);
int score_command(const cli_options *options);
int sniff_command(const cli_options *options);
int explain_command(const cli_options *options);
int lint_command(const cli_options *options);
int check_command(const cli_options *options);
int import_command(const cli_options *options);
int merge_command(const cli_options *options);
int report_command(const cli_options *options);
int demo_command(const cli_options *options);
int try_command(const cli_options *options);
int concordance_command(const cli_options *options);
int diff_command(const cli_options *options);
int eval_command(const cli_options *options);
int coverage_command(const cli_options *options);
int audit_command(const cli_options *options);
int profile_command(const cli_options *options);
int suggest_command(const cli_options *options);
int learn_command(const cli_options *options);
int help_command(const cli_options *options);

/* The pages that help has beside those of the commands; NULL past the last. */
const char *help_page_name(size_t i);

#endif
