/* Times the stages on one thread. Each line runs the pipeline up to and including one stage over the
 * whole file, so the difference between two lines is what the later stage costs; `decode` is the
 * floor that the ratios stand on. CPU seconds (user + system), the median of the runs. Before them, what
 * opening the built-in model takes, the first time and at the median.
 *
 *     build/bench/stages FILE [RUNS]
 *     build/bench/stages FILE up-to STAGE      once and silently, for a profiler; "open" reads nothing
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "bytes/source.h"
#include "hits/sentiment.h"
#include "hits/tagging.h"
#include "records/reader.h"
#include "tallies/tally.h"

enum stage { DECODE, CUT, READ, TOKENS, RESOLVE, SENTIMENT, TAGGING, TALLY, N_STAGES };

static const char *const names[N_STAGES] = {"decode",  "cut",       "read",    "tokens",
                                            "resolve", "sentiment", "tagging", "tally"};

enum { MOST_RUNS = 25, PIECE = 1 << 20 };

typedef struct bench {
    earful_model *model;
    ef_batch batch;
    ef_documents documents;
    ef_tokens tokens;
    ef_meanings meanings;
    ef_resolved resolved;
    ef_evaluator *evaluator;
    ef_hits hits;
    uint64_t bytes;
} bench;

static void must(bool good, const char *what)
{
    if (good)
        return;
    fprintf(stderr, "bench: %s failed\n", what);
    exit(1);
}

static double cpu_seconds(void)
{
    struct rusage use;
    getrusage(RUSAGE_SELF, &use);
    return (double)(use.ru_utime.tv_sec + use.ru_stime.tv_sec) +
           (double)(use.ru_utime.tv_usec + use.ru_stime.tv_usec) / 1e6;
}

static void decode(const char *path)
{
    const earful_input input = {.name = path};
    ef_source *source = NULL;
    char *const piece = malloc(PIECE);
    size_t got = 1;
    must(piece != NULL, "memory");
    must(ef_source_open(&input, &(ef_source_options){0}, &source, NULL) == EARFUL_OK, "open");
    while (got > 0)
        must(ef_source_read(source, piece, PIECE, &got, NULL) == EARFUL_OK, "read");
    ef_source_close(source);
    free(piece);
}

static void analyse(bench *self, const ef_block *block, enum stage last, ef_tally *tally)
{
    const ef_plan *const plan = block->batch->plan;
    const earful_model *const model = self->model;
    if (last >= READ)
        must(ef_read_documents(block, &self->documents), "documents");
    if (last >= TOKENS)
        must(ef_tokenize_guarded(&model->spelling, &model->languages, &self->documents,
                                 &self->tokens),
             "tokens");
    if (last >= RESOLVE)
        must(ef_resolve(&self->meanings, &self->tokens, &self->resolved) &&
                 ef_evaluator_begin(self->evaluator, plan, &self->documents, &self->tokens,
                                    &self->resolved),
             "resolve");
    if (last >= SENTIMENT)
        must(ef_score_sentiment(model, &self->documents, &self->tokens, &self->resolved,
                                self->evaluator, &self->hits, NULL),
             "sentiment");
    if (last >= TAGGING)
        must(ef_tag_topics(model, self->evaluator, &self->documents, &self->tokens, &self->resolved,
                           &self->hits),
             "tagging");
    if (last >= TALLY)
        must(ef_tally_add(tally, plan, &self->documents, &self->tokens, &self->hits, NULL) ==
                 EARFUL_OK,
             "tally");
}

static void run(bench *self, const char *path, enum stage last)
{
    const earful_input input = {.name = path};
    const ef_tally_options options = {.model = self->model, .max_cells = 1000000};
    ef_reader *reader = NULL;
    ef_tally tally;
    ef_block block;
    must(ef_tally_init(&tally, &options), "tally");
    must(ef_reader_open(&input, &(ef_reader_options){0}, &reader, NULL) == EARFUL_OK, "open");
    for (bool more = true; more;) {
        ef_batch_reset(&self->batch);
        must(ef_reader_fill(reader, &self->batch, &more, NULL) == EARFUL_OK, "fill");
        self->batch.plan = ef_reader_plan(reader);
        self->batch.input_name = path;
        while (last > CUT && ef_batch_next_block(&self->batch, &block))
            analyse(self, &block, last, &tally);
    }
    self->bytes = ef_source_decoded_bytes(ef_reader_source(reader));
    ef_reader_close(reader);
    ef_tally_fini(&tally);
}

static int ascending(const void *a, const void *b)
{
    const double left = *(const double *)a;
    const double right = *(const double *)b;
    return left < right ? -1 : left > right;
}

/* Opens and closes the built-in model; the first time its memory comes from the system. */
static void time_opening(int runs)
{
    double times[MOST_RUNS];
    for (int i = 0; i < runs; i++) {
        earful_model *model = NULL;
        const double before = cpu_seconds();
        must(earful_model_open(NULL, &model, NULL) == EARFUL_OK, "model");
        times[i] = cpu_seconds() - before;
        earful_model_close(model);
    }
    const double first = times[0];
    qsort(times, (size_t)runs, sizeof times[0], ascending);
    printf("{\"bench\":\"opening\",\"first_seconds\":%.4f,\"cpu_seconds\":%.4f}\n", first,
           times[runs / 2]);
}

static void open_bench(bench *self)
{
    must(earful_model_open(NULL, &self->model, NULL) == EARFUL_OK, "model");
    ef_batch_init(&self->batch);
    ef_documents_init(&self->documents);
    ef_tokens_init(&self->tokens);
    ef_resolved_init(&self->resolved);
    ef_hits_init(&self->hits);
    self->evaluator = ef_evaluator_new(self->model);
    must(ef_meanings_init(&self->meanings, self->model) && self->evaluator != NULL, "memory");
}

static void run_up_to(bench *self, const char *path, enum stage last)
{
    if (last == DECODE)
        decode(path);
    else
        run(self, path, last);
}

static int run_once(bench *self, const char *path, const char *name)
{
    if (strcmp(name, "open") == 0)
        return 0;
    for (enum stage stage = DECODE; stage < N_STAGES; stage++)
        if (strcmp(names[stage], name) == 0) {
            run_up_to(self, path, stage);
            return 0;
        }
    fprintf(stderr, "bench: no stage %s\n", name);
    return 2;
}

static void time_stages(bench *self, const char *path, int runs)
{
    double times[N_STAGES][MOST_RUNS];
    double medians[N_STAGES];
    for (int i = 0; i < runs; i++) /* in turn, so that a slow spell of the machine hits them all */
        for (enum stage stage = DECODE; stage < N_STAGES; stage++) {
            const double before = cpu_seconds();
            run_up_to(self, path, stage);
            times[stage][i] = cpu_seconds() - before;
        }
    for (enum stage stage = DECODE; stage < N_STAGES; stage++) {
        qsort(times[stage], (size_t)runs, sizeof times[stage][0], ascending);
        medians[stage] = times[stage][runs / 2];
        printf("{\"bench\":\"stages\",\"up_to\":\"%s\",\"cpu_seconds\":%.4f,"
               "\"ratio_to_decode\":%.2f,\"mb_per_second\":%.1f,\"stage_seconds\":%.4f}\n",
               names[stage], medians[stage], medians[stage] / medians[DECODE],
               (double)self->bytes / 1e6 / medians[stage],
               stage == DECODE ? medians[stage] : medians[stage] - medians[stage - 1]);
    }
}

int main(int argc, char **argv)
{
    if (argc < 2) {
        fputs("usage: stages FILE [RUNS | up-to STAGE]\n", stderr);
        return 2;
    }
    bench self = {0};
    if (argc > 3 && strcmp(argv[2], "up-to") == 0) {
        open_bench(&self);
        return run_once(&self, argv[1], argv[3]);
    }
    const int wanted = argc > 2 ? atoi(argv[2]) : 5;
    const int runs = wanted < 1 ? 1 : wanted > MOST_RUNS ? MOST_RUNS : wanted;
    time_opening(runs);
    open_bench(&self);
    time_stages(&self, argv[1], runs);
    return 0;
}
