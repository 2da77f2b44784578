#include "engine/intake.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

/* The size of standard input, a pipe or a device is not known: 0. */
static void look_at(ef_intake_input *item, const earful_input *input)
{
    struct stat about;
    item->input = input;
    if (input->data != NULL)
        item->size = input->size;
    else if (strcmp(input->name, "-") == 0)
        item->is_stream = true;
    else if (stat(input->name, &about) == 0 && S_ISREG(about.st_mode))
        item->size = (uint64_t)about.st_size;
    else
        item->is_stream = true;
}

/* An interruption is no failure: it ends the intake, and the run has a result. */
static earful_status interrupt_or_fail(ef_intake *intake, earful_status status,
                                       const earful_error *what, earful_error *err)
{
    if (status == EARFUL_INTERRUPTED) {
        intake->interrupted = intake->stopping = true;
        return EARFUL_OK;
    }
    if (status != EARFUL_OK && err != NULL)
        *err = *what;
    return status;
}

/* A stream cannot be read a second time; its digest stays zero. */
static earful_status digest_input(ef_intake *intake, ef_intake_input *item, earful_error *err)
{
    if (item->digest_known || item->is_stream)
        return EARFUL_OK;
    ef_source *source = NULL;
    earful_status status =
        ef_source_open(item->input, &intake->reader_options.source, &source, err);
    if (status == EARFUL_OK)
        status = ef_source_digest(source, &item->digest, err);
    ef_source_close(source);
    item->digest_known = status == EARFUL_OK;
    return status;
}

static earful_status refuse_repeat(const ef_intake_input *a, const ef_intake_input *b,
                                   earful_error *err)
{
    return ef_fail(err, EARFUL_CONFLICT,
                   "%s and %s are the same input; name it once, or count it twice with "
                   "--allow-repeat",
                   a->input->name, b->input->name);
}

/* Two files can only be the same when their sizes are. */
static earful_status refuse_repeats(ef_intake *intake, earful_error *err)
{
    for (size_t i = 0; i < intake->n_inputs; i++) {
        ef_intake_input *const a = &intake->inputs[i];
        for (size_t j = i + 1; j < intake->n_inputs && a->size > 0; j++) {
            ef_intake_input *const b = &intake->inputs[j];
            if (b->size != a->size)
                continue;
            earful_status status = digest_input(intake, a, err);
            if (status == EARFUL_OK)
                status = digest_input(intake, b, err);
            if (status != EARFUL_OK)
                return status;
            if (ef_digest_compare(a->digest, b->digest) == 0)
                return refuse_repeat(a, b, err);
        }
    }
    return EARFUL_OK;
}

static earful_status skip_covered(ef_intake *intake, const ef_coverage *covered, earful_error *err)
{
    for (size_t i = 0; i < intake->n_inputs; i++) {
        ef_intake_input *const item = &intake->inputs[i];
        if (item->is_stream)
            continue; /* the merge will tell */
        const earful_status status = digest_input(intake, item, err);
        if (status != EARFUL_OK)
            return status;
        item->skipped = ef_coverage_holds(covered, item->digest);
    }
    return EARFUL_OK;
}

earful_status ef_intake_init(ef_intake *intake, const earful_options *options,
                             const ef_reader_options *reader_options, const earful_input *inputs,
                             size_t n_inputs, unsigned n_threads, const ef_coverage *covered,
                             earful_error *err)
{
    *intake = (ef_intake){.options = options, .reader_options = *reader_options};
    intake->reader_options.source.frames = &intake->frames;
    const bool has_frames = ef_frames_init(&intake->frames, n_threads);
    intake->inputs = calloc(n_inputs + 1, sizeof intake->inputs[0]);
    if (intake->inputs == NULL || !has_frames)
        return ef_fail_memory(err);
    intake->n_inputs = n_inputs;
    for (size_t i = 0; i < n_inputs; i++) {
        look_at(&intake->inputs[i], &inputs[i]);
        intake->total_bytes += intake->inputs[i].size;
    }
    earful_status status = EARFUL_OK;
    earful_error what = {0};
    if (covered != NULL)
        status = skip_covered(intake, covered, &what);
    if (status == EARFUL_OK && !options->allow_repeat)
        status = refuse_repeats(intake, &what);
    return interrupt_or_fail(intake, status, &what, err);
}

void ef_intake_fini(ef_intake *intake)
{
    for (size_t i = 0; i < intake->n_inputs; i++) {
        ef_reader_close(intake->inputs[i].reader);
        free(intake->inputs[i].damage);
    }
    free(intake->inputs);
    ef_frames_fini(&intake->frames);
}

static earful_status note_damage(ef_intake_input *item, const earful_error *what, earful_error *err)
{
    const size_t room = sizeof what->message + 32;
    item->damage = malloc(room);
    if (item->damage == NULL)
        return ef_fail_memory(err);
    snprintf(item->damage, room, "%s at byte %" PRIu64, what->message, what->offset);
    return EARFUL_OK;
}

/* When the rest cannot be digested because of an interruption the input is left unfinished. */
static earful_status finish_input(ef_intake *intake, ef_intake_input *item, earful_error *err)
{
    ef_source *const source = ef_reader_source(item->reader);
    earful_error what = {0};
    const earful_status status = ef_source_digest(source, &item->digest, &what);
    if (status != EARFUL_OK)
        return interrupt_or_fail(intake, status, &what, err);
    item->digest_known = true;
    item->raw_bytes = ef_source_raw_bytes(source);
    item->decoded_bytes = ef_source_decoded_bytes(source);
    item->compression = ef_source_compression(source);
    item->finished = true;
    intake->bytes_of_finished += item->raw_bytes;
    return EARFUL_OK;
}

static void report_progress(const ef_intake *intake, const ef_intake_input *item)
{
    if (intake->options->progress == NULL || intake->stopping)
        return;
    const uint64_t here = item->finished ? 0 : ef_source_raw_bytes(ef_reader_source(item->reader));
    intake->options->progress(intake->options->progress_context, intake->bytes_of_finished + here,
                              intake->total_bytes, intake->records);
}

/* An input that is damaged from its first byte on has no reader: it is finished at once. */
static earful_status open_reader(ef_intake *intake, ef_intake_input *item, earful_error *err)
{
    earful_error what = {0};
    const earful_status status =
        ef_reader_open(item->input, &intake->reader_options, &item->reader, &what);
    if (status == EARFUL_CORRUPT) {
        item->finished = true;
        item->raw_bytes = item->size;
        intake->bytes_of_finished += item->raw_bytes;
        return note_damage(item, &what, err) == EARFUL_OK ? digest_input(intake, item, err)
                                                          : EARFUL_MEMORY;
    }
    if (status != EARFUL_OK)
        return interrupt_or_fail(intake, status, &what, err);
    item->form = ef_reader_plan(item->reader)->form;
    item->preset = ef_reader_plan(item->reader)->preset;
    return EARFUL_OK;
}

static earful_status fill(ef_intake *intake, ef_intake_input *item, ef_batch *batch,
                          earful_error *err)
{
    if (item->reader == NULL) {
        const earful_status opened = open_reader(intake, item, err);
        if (opened != EARFUL_OK || item->finished || intake->interrupted)
            return opened;
    }
    bool more = false;
    earful_error what = {0};
    const earful_status status = ef_reader_fill(item->reader, batch, &more, &what);
    item->records += batch->n_records + batch->n_rejects;
    if (status == EARFUL_OK && more)
        return EARFUL_OK;
    if (status == EARFUL_CORRUPT && note_damage(item, &what, err) != EARFUL_OK)
        return EARFUL_MEMORY;
    if (status != EARFUL_OK && status != EARFUL_CORRUPT)
        return interrupt_or_fail(intake, status, &what, err);
    return finish_input(intake, item, err);
}

/* A reader lives as long as a batch points into its plan. */
static void close_if_unused(ef_intake_input *item)
{
    if (!item->finished || item->holders > 0)
        return;
    ef_reader_close(item->reader);
    item->reader = NULL;
}

static void take_back(ef_intake *intake, ef_batch *batch)
{
    if (batch->plan == NULL)
        return;
    ef_intake_input *const item = &intake->inputs[batch->input];
    batch->plan = NULL;
    item->holders--;
    close_if_unused(item);
}

static void hand_out(ef_intake *intake, ef_intake_input *item, ef_batch *batch)
{
    batch->plan = ef_reader_plan(item->reader);
    batch->input = (uint32_t)(item - intake->inputs);
    batch->input_name = item->input->name;
    batch->ordinal = intake->next_ordinal++;
    item->holders++;
}

static earful_status next_batch(ef_intake *intake, ef_batch *batch, bool *more, earful_error *err)
{
    while (intake->current < intake->n_inputs && !intake->stopping) {
        ef_intake_input *const item = &intake->inputs[intake->current];
        if (!item->skipped) {
            ef_batch_reset(batch);
            const earful_status status = fill(intake, item, batch, err);
            if (status != EARFUL_OK)
                return status;
            intake->records += batch->n_records;
            report_progress(intake, item);
        }
        if (item->skipped || item->finished)
            intake->current++;
        if (!item->skipped && batch->n_records + batch->n_rejects > 0) {
            hand_out(intake, item, batch);
            *more = true;
            return EARFUL_OK;
        }
        close_if_unused(item);
    }
    return EARFUL_OK;
}

earful_status ef_intake_next(ef_intake *intake, ef_batch *batch, bool *more, earful_error *err)
{
    *more = false;
    earful_status status = EARFUL_OK;
    ef_frames_take_turn(&intake->frames);
    take_back(intake, batch);
    if (intake->options->interrupted != NULL && *intake->options->interrupted)
        intake->interrupted = intake->stopping = true;
    if (!intake->stopping)
        status = next_batch(intake, batch, more, err);
    if (status != EARFUL_OK)
        intake->stopping = true;
    ef_frames_pass_turn(&intake->frames);
    return status;
}

void ef_intake_stop(ef_intake *intake)
{
    ef_frames_take_turn(&intake->frames);
    intake->stopping = true;
    ef_frames_pass_turn(&intake->frames);
}

earful_status ef_intake_coverage(const ef_intake *intake, ef_coverage *coverage, earful_error *err)
{
    for (size_t i = 0; i < intake->n_inputs; i++) {
        const ef_intake_input *const item = &intake->inputs[i];
        if (item->skipped || !item->finished)
            continue;
        for (size_t j = 0; j < i && !intake->options->allow_repeat; j++)
            if (intake->inputs[j].finished && item->raw_bytes > 0 &&
                ef_digest_compare(intake->inputs[j].digest, item->digest) == 0)
                return refuse_repeat(&intake->inputs[j], item, err);
        const ef_covered covered = {.digest = item->digest,
                                    .size = item->raw_bytes,
                                    .start = 0,
                                    .end = item->raw_bytes,
                                    .times = 1,
                                    .damaged = item->damage != NULL};
        if (!ef_coverage_add(coverage, covered))
            return ef_fail_memory(err);
    }
    return EARFUL_OK;
}
