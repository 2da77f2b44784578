/* The page on the rule language, from rules.def. Help prints it, and the manual is made of its rows. */
#ifndef EF_RULE_PAGE_H
#define EF_RULE_PAGE_H

#include <stddef.h>

/* A section's title, if it has no rule. */
typedef struct rule_entry {
    const char *form;    /* or the title */
    const char *meaning; /* lines; NULL = nothing to say of a section */
    const char *rule;
    const char *given; /* column=value beside the rule; NULL = none */
    const char *match;
    const char *miss;
} rule_entry;

extern const rule_entry rule_entries[];
extern const size_t n_rule_entries;

extern const char rule_page_title[];
extern const char rule_page_legend[];
extern const char rule_page_end[];

void print_rule_page(void);

#endif
