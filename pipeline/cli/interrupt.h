/* Interruption: the first Ctrl-C or SIGTERM asks the run to finish with what it has, the second
 * ends the program at once. A closed pipe is an error of write(), not a signal. */
#ifndef EF_INTERRUPT_H
#define EF_INTERRUPT_H

#include <stdbool.h>

/* Sets the handlers; the flag turns true at the first signal. */
const volatile bool *catch_interrupts(void);

/* 130 or 143 by the signal that came, or `otherwise` when none did. */
int interrupted_exit_code(int otherwise);

#endif
