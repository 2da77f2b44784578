/* Inputs: what the user named, as a list of files. Directories are walked (names that begin with a
 * dot are passed over), globs the shell left alone are expanded; the order is that of the names,
 * byte by byte, inside each argument. */
#ifndef EF_INPUTS_H
#define EF_INPUTS_H

#include "cli/options.h"

typedef struct input_list {
    earful_input *items;
    size_t count;
    size_t capacity;
} input_list;

/* False after it has complained: nothing there, nothing found, no input named. */
bool find_inputs(const string_list *arguments, input_list *found);
void free_inputs(input_list *found);

#endif
