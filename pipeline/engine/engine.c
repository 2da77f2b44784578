#include "engine/engine.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "base/file.h"
#include "engine/account.h"
#include "engine/identity.h"
#include "engine/worker.h"

enum { MAX_THREADS = 256, MAX_STATE_BYTES = 1 << 30, ARENA_CHUNK = 16 * 1024 };

/* Everything that lives as long as a run. */
typedef struct session {
    const earful_model *model;
    const earful_options *options;
    ef_where *where;
    ef_zone *zone;
    ef_seen *seen;
    ef_state covered; /* of options->covered_by */
    const char *extra[EF_MAX_FIELDS];
    size_t n_extra;
    ef_intake intake;
    bool opened; /* intake was initialised */
    ef_order order;
    ef_job job;
    ef_worker *workers;
    unsigned n_workers;
    ef_run *run;
} session;

void ef_run_fini(ef_run *run)
{
    ef_state_fini(&run->state);
    ef_arena_fini(&run->arena);
}

static int64_t milliseconds(clockid_t clock)
{
    struct timespec now = {0};
    clock_gettime(clock, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* Fields that --by, --where, the model's rules and the visitor ask for, each once. */
static earful_status add_extra(session *self, const char *name, earful_error *err)
{
    for (size_t i = 0; i < self->n_extra; i++)
        if (strcmp(self->extra[i], name) == 0)
            return EARFUL_OK;
    if (self->n_extra == EF_MAX_FIELDS - EF_FIRST_EXTRA_FIELD)
        return ef_fail(err, EARFUL_USAGE, "more than %d fields are asked for; the last was %s",
                       EF_MAX_FIELDS, name);
    self->extra[self->n_extra++] = name;
    return EARFUL_OK;
}

static earful_status collect_extra(session *self, const ef_visitor *visitor, earful_error *err)
{
    const char *const *names = NULL;
    const size_t n_names = ef_where_fields(self->where, &names);
    earful_status status = EARFUL_OK;
    for (size_t i = 0; i < self->options->n_by && status == EARFUL_OK; i++)
        status = add_extra(self, self->options->by[i], err);
    for (size_t i = 0; i < n_names && status == EARFUL_OK; i++)
        status = add_extra(self, names[i], err);
    for (size_t i = 0; i < self->model->n_fields && status == EARFUL_OK; i++)
        status = add_extra(self, self->model->fields[i], err);
    for (size_t i = 0; visitor != NULL && i < visitor->n_fields && status == EARFUL_OK; i++)
        status = add_extra(self, visitor->fields[i], err);
    return status;
}

static earful_status read_covered(session *self, earful_error *err)
{
    ef_buffer bytes = {0};
    const char *const path = self->options->covered_by;
    earful_status status = ef_file_read(path, MAX_STATE_BYTES, &bytes, err);
    if (status == EARFUL_OK)
        status = ef_state_read(&self->covered, path, ef_buffer_span(&bytes), err);
    ef_buffer_fini(&bytes);
    return status;
}

static earful_status check_options(const earful_options *options, earful_error *err)
{
    if (!(options->sample >= 0 && options->sample <= 1))
        return ef_fail(err, EARFUL_USAGE, "--sample takes a share from 0 to 1");
    if (options->threads > MAX_THREADS)
        return ef_fail(err, EARFUL_USAGE, "--threads takes 1 to %d", MAX_THREADS);
    if (options->max_cells == 0)
        return ef_fail(err, EARFUL_USAGE, "--max-cells must be at least 1");
    return EARFUL_OK;
}

/* Opens what the options name. */
static earful_status prepare(session *self, const ef_visitor *visitor, earful_error *err)
{
    const earful_options *const options = self->options;
    earful_status status = check_options(options, err);
    if (status == EARFUL_OK)
        status = ef_where_parse(options->where, &self->where, err);
    if (status == EARFUL_OK && options->tz != NULL)
        status = ef_zone_open(options->tz, &self->zone, err);
    if (status == EARFUL_OK)
        status = collect_extra(self, visitor, err);
    if (status == EARFUL_OK && options->covered_by != NULL)
        status = read_covered(self, err);
    if (status == EARFUL_OK && options->drop_duplicates && (self->seen = ef_seen_new()) == NULL)
        status = ef_fail_memory(err);
    return status;
}

ef_reader_options ef_reading_options(const earful_options *options)
{
    return (ef_reader_options){.source = {.long_windows = options->long_windows,
                                          .max_memory = options->max_memory,
                                          .interrupted = options->interrupted},
                               .plan = {.preset = options->preset,
                                        .maps = options->maps,
                                        .n_maps = options->n_maps,
                                        .records = options->records,
                                        .turns = options->turns,
                                        .channel = options->channel,
                                        .scale = options->scale},
                               .batch_bytes = options->batch_bytes};
}

/* Which copy of a duplicate is dropped must not depend on time when lines are written: then one
 * worker does it all, in input order. Counting does not care which copy it was. */
static unsigned how_many_workers(const session *self, ef_audience audience)
{
    if (audience.lines != NULL && self->options->drop_duplicates)
        return 1;
    if (self->options->threads > 0)
        return self->options->threads;
    const long processors = sysconf(_SC_NPROCESSORS_ONLN);
    return processors < 1 ? 1 : processors > MAX_THREADS ? MAX_THREADS : (unsigned)processors;
}

static earful_status open_intake(session *self, const earful_input *inputs, size_t n_inputs,
                                 unsigned n_threads, earful_error *err)
{
    ef_reader_options reading = ef_reading_options(self->options);
    reading.plan.extra = self->extra;
    reading.plan.n_extra = self->n_extra;
    const bool skips = self->options->covered_by != NULL;
    self->opened = true;
    return ef_intake_init(&self->intake, self->options, &reading, inputs, n_inputs, n_threads,
                          skips ? &self->covered.coverage : NULL, err);
}

static void *work_in_thread(void *worker)
{
    ef_worker_run(worker);
    return NULL;
}

/* The calling thread is worker 0. With fewer threads than wished the rest does the work. */
static void work(session *self)
{
    pthread_t threads[MAX_THREADS];
    unsigned n_started = 1;
    while (n_started < self->n_workers && pthread_create(&threads[n_started], NULL, work_in_thread,
                                                         &self->workers[n_started]) == 0)
        n_started++;
    ef_worker_run(&self->workers[0]);
    for (unsigned i = 1; i < n_started; i++)
        pthread_join(threads[i], NULL);
}

static earful_status start_workers(session *self, unsigned wanted, earful_error *err)
{
    self->workers = calloc(wanted, sizeof self->workers[0]);
    if (self->workers == NULL)
        return ef_fail_memory(err);
    for (; self->n_workers < wanted; self->n_workers++)
        if (!ef_worker_init(&self->workers[self->n_workers], &self->job)) {
            ef_worker_fini(&self->workers[self->n_workers]);
            return ef_fail_memory(err);
        }
    return EARFUL_OK;
}

/* The first failure by worker number; a failure of the sink often makes others, so a closed pipe
 * gives way to anything else. */
static earful_status first_failure(const session *self, earful_error *err)
{
    const earful_error *worst = NULL;
    for (unsigned i = 0; i < self->n_workers; i++) {
        const earful_error *const one = &self->workers[i].err;
        if (one->status != EARFUL_OK && (worst == NULL || worst->status == EARFUL_CLOSED))
            worst = one;
    }
    if (worst == NULL)
        return EARFUL_OK;
    if (err != NULL)
        *err = *worst;
    return worst->status;
}

/* Every state goes back to the visitor, also when the run failed. */
static earful_status finish_visit(session *self, earful_status status, earful_error *err)
{
    const ef_visitor *const visitor = self->job.visitor;
    for (unsigned i = 0; i < self->n_workers && visitor != NULL; i++) {
        if (self->workers[i].visit == NULL)
            continue;
        const earful_status finished =
            visitor->finish(visitor->context, self->workers[i].visit, status, err);
        self->workers[i].visit = NULL;
        status = status == EARFUL_OK ? finished : status;
    }
    return status;
}

static earful_status gather(session *self, const ef_identity *identity, earful_error *err)
{
    ef_tally *const all = &self->workers[0].tally;
    for (unsigned i = 1; i < self->n_workers; i++) {
        const earful_status status = ef_tally_merge(all, &self->workers[i].tally, err);
        if (status != EARFUL_OK)
            return status;
    }
    if (self->intake.interrupted &&
        !ef_census_add(&all->census, EF_CENSUS_MENDED, EF_SPAN_TEXT("interrupted"), 1))
        return ef_fail_memory(err);
    ef_state *const state = &self->run->state;
    earful_status status = ef_state_from_tally(state, all, identity->digest, identity->settings,
                                               identity->n_settings, err);
    if (status == EARFUL_OK)
        status = ef_intake_coverage(&self->intake, &state->coverage, err);
    if (status != EARFUL_OK || self->seen == NULL)
        return status;
    ef_digest *dropped = NULL;
    if (!ef_seen_sorted(self->seen, &dropped, &state->n_dropped))
        return ef_fail_memory(err);
    state->drops_duplicates = true;
    state->dropped = ef_arena_array(&state->arena, state->n_dropped + 1, sizeof dropped[0]);
    if (state->dropped != NULL)
        memcpy(state->dropped, dropped, state->n_dropped * sizeof dropped[0]);
    free(dropped);
    return state->arena.failed ? ef_fail_memory(err) : EARFUL_OK;
}

static earful_status write_warnings(const session *self, earful_error *err)
{
    const ef_manifest *const manifest = &self->run->manifest;
    ef_buffer lines = {0};
    const ef_census *const census = &self->run->state.census;
    uint32_t *const order =
        ef_arena_array(&self->run->arena, census->names.count + 1, sizeof order[0]);
    if (self->options->warnings == NULL)
        return EARFUL_OK;
    if (order == NULL || !ef_census_sorted(census, order))
        return ef_fail_memory(err);
    for (size_t i = 0; i < manifest->n_inputs; i++)
        if (manifest->inputs[i].damage.len > 0)
            ef_buffer_add_format(&lines, "%.*s: %.*s\n", (int)manifest->inputs[i].name.len,
                                 manifest->inputs[i].name.at, (int)manifest->inputs[i].damage.len,
                                 manifest->inputs[i].damage.at);
    for (uint32_t i = 0; i < census->names.count; i++)
        if (ef_census_warn_of_runaway(census, order[i], &lines))
            ef_buffer_add_char(&lines, '\n');
    const earful_status status =
        lines.failed ? ef_fail_memory(err)
                     : ef_sink_write(self->options->warnings, ef_buffer_span(&lines), err);
    ef_buffer_fini(&lines);
    return status;
}

static earful_status run_session(session *self, const earful_input *inputs, size_t n_inputs,
                                 ef_audience audience, earful_error *err)
{
    const unsigned n_threads = how_many_workers(self, audience);
    ef_identity identity;
    earful_status status = prepare(self, audience.visitor, err);
    if (status == EARFUL_OK &&
        !ef_identity_make(&identity, self->model, self->options, &self->run->arena))
        status = ef_fail_memory(err);
    if (status == EARFUL_OK && self->options->covered_by != NULL &&
        ef_digest_compare(self->covered.digest, identity.digest) != 0)
        status = ef_fail_at(err, EARFUL_CONFLICT, self->options->covered_by, 0, 0,
                            "this state was made with another model or other options; use the "
                            "same, or start a new one");
    if (status == EARFUL_OK)
        status = open_intake(self, inputs, n_inputs, n_threads, err);
    if (status != EARFUL_OK)
        return status;
    const earful_options *const options = self->options;
    self->job =
        (ef_job){.model = self->model,
                 .intake = &self->intake,
                 .order = audience.lines != NULL || options->rejects != NULL ? &self->order : NULL,
                 .selection = {.model = self->model,
                               .any_language = options->any_language,
                               .where = self->where,
                               .sample = options->sample,
                               .seen = self->seen,
                               .by = options->by,
                               .n_by = options->n_by},
                 .scores = audience.lines != NULL,
                 .visitor = audience.visitor,
                 .tally = {.model = self->model,
                           .period = options->period,
                           .zone = self->zone,
                           .by = options->by,
                           .n_by = options->n_by,
                           .unique = options->unique,
                           .max_cells = options->max_cells}};
    status = start_workers(self, n_threads, err);
    if (status != EARFUL_OK)
        return finish_visit(self, status, err);
    work(self);
    status = finish_visit(self, first_failure(self, err), err);
    if (status == EARFUL_OK)
        status = gather(self, &identity, err);
    if (status == EARFUL_OK)
        status = ef_account_make(self->run, &self->intake, self->model, self->n_workers, err);
    return status == EARFUL_OK ? write_warnings(self, err) : status;
}

static void close_session(session *self)
{
    for (unsigned i = 0; i < self->n_workers; i++)
        ef_worker_fini(&self->workers[i]);
    free(self->workers);
    if (self->opened)
        ef_intake_fini(&self->intake);
    ef_order_fini(&self->order);
    ef_state_fini(&self->covered);
    ef_seen_free(self->seen);
    ef_zone_close(self->zone);
    ef_where_free(self->where);
}

earful_counts ef_run_counts(const ef_run *run)
{
    const ef_census *const census = &run->state.census;
    earful_counts counts = {.scored = ef_census_sum(census, EF_CENSUS_SCORED),
                            .filtered = ef_census_sum(census, EF_CENSUS_FILTERED),
                            .duplicate = ef_census_sum(census, EF_CENSUS_DUPLICATE),
                            .rejected = ef_census_sum(census, EF_CENSUS_REJECTED),
                            .documents = ef_census_sum(census, EF_CENSUS_DOCUMENTS),
                            .inputs_damaged = run->inputs_damaged,
                            .inputs_skipped = run->inputs_skipped,
                            .complete = run->manifest.complete};
    counts.records_in = counts.scored + counts.filtered + counts.duplicate + counts.rejected;
    return counts;
}

earful_status ef_engine_run(const earful_model *model, const earful_options *options,
                            const earful_input *inputs, size_t n_inputs, ef_audience audience,
                            ef_run *run, earful_error *err)
{
    const int64_t wall = milliseconds(CLOCK_MONOTONIC);
    const int64_t cpu = milliseconds(CLOCK_PROCESS_CPUTIME_ID);
    *run = (ef_run){0};
    ef_arena_init(&run->arena, ARENA_CHUNK);
    session self = {.model = model, .options = options, .run = run};
    ef_order_init(&self.order, audience.lines, options->rejects);
    earful_status status = run_session(&self, inputs, n_inputs, audience, err);
    if (status == EARFUL_OK && self.intake.interrupted)
        status = ef_fail(err, EARFUL_INTERRUPTED, "interrupted");
    run->manifest.wall_milliseconds = milliseconds(CLOCK_MONOTONIC) - wall;
    run->manifest.cpu_milliseconds = milliseconds(CLOCK_PROCESS_CPUTIME_ID) - cpu;
    close_session(&self);
    return status;
}
