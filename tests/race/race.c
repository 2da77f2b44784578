/* The engine under ThreadSanitizer: one model shared by runs at the same time, ordered writing, a
 * sink that fails in the middle, an interruption. A plain program, because Criterion cannot start
 * under ThreadSanitizer. Prints "N passed, N failed". */
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "earful.h"

enum { RUNS = 3, MANY_RECORDS = 4000 };

typedef struct job {
    const earful_model *model;
    earful_input inputs[8];
    size_t n_inputs;
    size_t len; /* of what it wrote */
    uint64_t sum;
    earful_status status;
} job;

static int passed;
static int failed;

static void check(bool good, const char *what)
{
    if (good) {
        passed++;
        return;
    }
    failed++;
    printf("race: %s\n", what);
}

/* Not commutative: another order of the same lines gives another sum. */
static bool add_up(void *context, const char *bytes, size_t len)
{
    job *const self = context;
    for (size_t i = 0; i < len; i++)
        self->sum = self->sum * 31 + (unsigned char)bytes[i];
    self->len += len;
    return true;
}

static bool break_off(void *context, const char *bytes, size_t len)
{
    (void)bytes;
    size_t *const left = context;
    if (*left > len) {
        *left -= len;
        return true;
    }
    errno = EPIPE;
    return false;
}

static void *score(void *context)
{
    job *const self = context;
    earful_options options;
    earful_options_init(&options);
    options.threads = 4;
    options.batch_bytes = 3000;
    const earful_sink sink = {.write = add_up, .context = self};
    self->status =
        earful_score(self->model, &options, self->inputs, self->n_inputs, &sink, NULL, NULL);
    return NULL;
}

static void share_a_model(const job *pattern)
{
    job jobs[RUNS];
    pthread_t threads[RUNS];
    for (size_t i = 0; i < RUNS; i++) {
        jobs[i] = *pattern;
        pthread_create(&threads[i], NULL, score, &jobs[i]);
    }
    for (size_t i = 0; i < RUNS; i++)
        pthread_join(threads[i], NULL);
    for (size_t i = 0; i < RUNS; i++)
        check(jobs[i].status == EARFUL_OK && jobs[i].len > 0 && jobs[i].sum == jobs[0].sum,
              "runs that share a model write different lines");
}

static void break_the_pipe(const job *pattern)
{
    earful_options options;
    earful_options_init(&options);
    options.threads = 8;
    options.batch_bytes = 500;
    size_t left = 5000;
    const earful_sink sink = {.write = break_off, .context = &left};
    const earful_status status = earful_score(pattern->model, &options, pattern->inputs,
                                              pattern->n_inputs, &sink, NULL, NULL);
    check(status == EARFUL_CLOSED, "a closed sink must end the run with EARFUL_CLOSED");
}

static void count_with_everything_on(const job *pattern)
{
    static const char *const by[] = {"product"};
    earful_options options;
    earful_options_init(&options);
    options.threads = 8;
    options.batch_bytes = 500;
    options.by = by;
    options.n_by = 1;
    options.unique = true;
    options.drop_duplicates = true;
    options.period = EARFUL_WEEK;
    earful_result *result = NULL;
    check(earful_run(pattern->model, &options, pattern->inputs, pattern->n_inputs, &result, NULL) ==
              EARFUL_OK,
          "a run with all options fails");
    const earful_counts counts = earful_result_counts(result);
    check(counts.duplicate > 0 && counts.records_in == counts.scored + counts.filtered +
                                                           counts.duplicate + counts.rejected,
          "counts do not balance");
    earful_result_close(result);
}

static void interrupt_at_once(const job *pattern)
{
    volatile bool interrupted = true;
    earful_options options;
    earful_options_init(&options);
    options.threads = 4;
    options.interrupted = &interrupted;
    earful_result *result = NULL;
    check(earful_run(pattern->model, &options, pattern->inputs, pattern->n_inputs, &result, NULL) ==
                  EARFUL_INTERRUPTED &&
              result != NULL,
          "an interrupted run must leave a result");
    earful_result_close(result);
}

int main(void)
{
    job pattern = {0};
    earful_model *model = NULL;
    earful_error err = {0};
    if (earful_model_open(NULL, &model, &err) != EARFUL_OK) {
        printf("race: %s\n0 passed, 1 failed\n", err.message);
        return 1;
    }
    pattern.model = model;
    while (pattern.n_inputs < 7 &&
           earful_demo_input(pattern.n_inputs, &pattern.inputs[pattern.n_inputs]))
        pattern.n_inputs++;
    char *const many = malloc(MANY_RECORDS * 64);
    size_t len = 0;
    for (int i = 0; i < MANY_RECORDS && many != NULL; i++)
        len += (size_t)sprintf(many + len, "{\"text\":\"Late again, not happy :( %d\"}\n", i / 2);
    pattern.inputs[pattern.n_inputs++] = (earful_input){.name = "many", .data = many, .size = len};
    share_a_model(&pattern);
    break_the_pipe(&pattern);
    count_with_everything_on(&pattern);
    interrupt_at_once(&pattern);
    free(many);
    earful_model_close(model);
    printf("%d passed, %d failed\n", passed, failed);
    return failed > 0;
}
