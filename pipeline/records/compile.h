/* The last steps of making a plan: paths become places, and the head must bear the plan out. For
 * plan.c alone. */
#ifndef EF_COMPILE_H
#define EF_COMPILE_H

#include "records/plan.h"
#include "records/sniff_form.h"

/* Gives every path its place: a column of the guess, or a node of plan->wanted. */
earful_status ef_plan_compile(ef_plan *plan, const ef_guess *guess, earful_error *err);

/* Notes which paths are seen in the head. EARFUL_USAGE when what the user mapped, or any text at
 * all, is not there, although records are; the message lists what is. */
earful_status ef_plan_check(ef_plan *plan, const ef_plan_options *options, const char *input_name,
                            const ef_head *head, const ef_guess *guess, earful_error *err);

#endif
