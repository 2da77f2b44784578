#include "cli/interrupt.h"

#include <signal.h>
#include <stddef.h>

#include "cli/command.h"

/* A signal handler can only speak through file-scope variables. */
static volatile bool interrupted;
static volatile sig_atomic_t signal_number;

static void note(int number)
{
    interrupted = true;
    signal_number = number;
    signal(SIGINT, SIG_DFL);
    signal(SIGTERM, SIG_DFL);
}

const volatile bool *catch_interrupts(void)
{
    struct sigaction action = {.sa_handler = note};
    sigemptyset(&action.sa_mask);
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
    return &interrupted;
}

int interrupted_exit_code(int otherwise)
{
    if (signal_number == SIGINT)
        return EXIT_INTERRUPTED;
    return signal_number == SIGTERM ? EXIT_TERMINATED : otherwise;
}
