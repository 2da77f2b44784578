/* The manual pages, as mdoc, and the completion of bash: all made from the tables of commands,
 * options, exit codes, rules and columns, so that a new command is in them at once.
 *
 * `earful help earful.1` and its like print them when the program is installed; they are no pages
 * for readers, so help does not list them. */
#ifndef EF_MANUAL_H
#define EF_MANUAL_H

void print_earful_manual(void);  /* earful(1) */
void print_topics_manual(void);  /* earful-topics(5) */
void print_lexicon_manual(void); /* earful-lexicon(5) */

void print_bash_completion(void);

#endif
