#include "records/reader.h"

#include <assert.h>
#include <stdlib.h>

#include "records/feed.h"
#include "records/split.h"

enum { BATCH_BYTES = 1024 * 1024, SPARE_BYTES = 4 * 1024 * 1024 };

struct ef_reader {
    ef_source *source;
    ef_plan *plan;
    const char *name;
    size_t batch_bytes;
    ef_feed feed;
    ef_splitter splitter;
    size_t carried;     /* bytes that were given back to the feed: the batch's first */
    size_t located;     /* this place in the batch ... */
    uint64_t offset;    /* ... is this one in the decompressed input */
    uint64_t n_records; /* so far, with those that became rejects */
    bool odd_told;
};

/* ---- opening -------------------------------------------------------------------------------- */

static earful_status pass_on(const ef_reader *reader, earful_error *err)
{
    if (err != NULL && err->status == EARFUL_OK)
        *err = reader->feed.failure;
    return reader->feed.failure.status;
}

static earful_status make_plan(ef_reader *reader, const ef_plan_options *options, earful_error *err)
{
    const ef_span head = ef_feed_head(&reader->feed);
    if (head.len == 0 && reader->feed.failure.status != EARFUL_OK)
        return pass_on(reader, err);
    const bool whole = reader->feed.end == EF_ENDED;
    const earful_status status =
        ef_plan_make(options, reader->name, head, whole, &reader->plan, err);
    if (status == EARFUL_OK && (reader->plan->utf16_le || reader->plan->utf16_be))
        ef_feed_set_utf16(&reader->feed, reader->plan->utf16_be);
    return status;
}

earful_status ef_reader_open(const earful_input *input, const ef_reader_options *options,
                             ef_reader **reader, earful_error *err)
{
    *reader = NULL;
    ef_reader *const opened = calloc(1, sizeof *opened);
    if (opened == NULL)
        return ef_fail_memory(err);
    opened->batch_bytes = options->batch_bytes > 0 ? options->batch_bytes : BATCH_BYTES;
    earful_status status = ef_source_open(input, &options->source, &opened->source, err);
    if (status == EARFUL_OK) {
        opened->name = input->name;
        ef_feed_init(&opened->feed, opened->source);
        status = make_plan(opened, &options->plan, err);
    }
    if (status != EARFUL_OK) {
        ef_reader_close(opened);
        return status;
    }
    ef_splitter_init(&opened->splitter, opened->plan);
    *reader = opened;
    return EARFUL_OK;
}

void ef_reader_close(ef_reader *reader)
{
    if (reader == NULL)
        return;
    ef_feed_fini(&reader->feed);
    ef_plan_free(reader->plan);
    ef_source_close(reader->source);
    free(reader);
}

const ef_plan *ef_reader_plan(const ef_reader *reader)
{
    return reader->plan;
}

ef_source *ef_reader_source(ef_reader *reader)
{
    return reader->source;
}

/* ---- filling -------------------------------------------------------------------------------- */

static bool is_empty(const ef_batch *batch)
{
    return batch->n_records == 0 && batch->n_rejects == 0;
}

/* The offset in the decompressed input of a place in the batch; places never go back. */
static uint64_t locate(ef_reader *reader, const ef_batch *batch, size_t place)
{
    assert(place >= reader->located);
    const size_t len = place - reader->located;
    reader->offset += reader->feed.is_utf16
                          ? ef_utf16_bytes(ef_span_make(batch->bytes + reader->located, len))
                          : len;
    reader->located = place;
    return reader->offset;
}

static bool add_reject(ef_reader *reader, ef_batch *batch, ef_cut cut)
{
    return ef_batch_add_reject(
        batch, (ef_reject){.reason = cut.reason,
                           .offset = locate(reader, batch, cut.start),
                           .record = reader->n_records++,
                           .at = cut.at,
                           .bytes = ef_span_make(batch->bytes + cut.start, cut.len)});
}

/* The source was interrupted and everything before has been poured. */
static bool is_interrupted(const ef_reader *reader)
{
    return reader->feed.failure.status == EARFUL_INTERRUPTED &&
           ef_feed_end(&reader->feed) != EF_GOES_ON;
}

/* Half a code unit at the end spoils the record that it belongs to; without one it is a reject. */
static bool tell_odd(ef_reader *reader, ef_batch *batch)
{
    if (!reader->feed.odd || reader->odd_told || ef_feed_end(&reader->feed) == EF_GOES_ON)
        return true;
    reader->odd_told = true;
    return add_reject(reader, batch, (ef_cut){.start = batch->len, .reason = EF_BAD_UTF16});
}

/* Cuts all that is whole. False when memory is out. */
static bool cut(ef_reader *reader, ef_batch *batch)
{
    const bool interrupted = is_interrupted(reader);
    const ef_end end = interrupted ? EF_GOES_ON : ef_feed_end(&reader->feed);
    const ef_span window = ef_span_make(batch->bytes, batch->len);
    ef_cut cut;
    while (ef_splitter_next(&reader->splitter, window, end, &cut)) {
        const bool last = end != EF_GOES_ON && cut.start + cut.len == window.len;
        if (last && reader->feed.odd && cut.reason == EF_CUT_SHORT) {
            cut.reason = EF_BAD_UTF16;
            reader->odd_told = true;
        }
        if (cut.reason != EF_REASON_NONE) {
            if (!add_reject(reader, batch, cut))
                return false;
            continue;
        }
        if (!ef_batch_add_record(batch, cut.start, cut.len, locate(reader, batch, cut.start)))
            return false;
        reader->n_records++;
    }
    return interrupted || tell_odd(reader, batch);
}

/* Forgets the start of the batch, which no record needs. */
static void drop_start(ef_reader *reader, ef_batch *batch)
{
    const size_t count = reader->splitter.start;
    locate(reader, batch, count);
    reader->located = 0;
    ef_splitter_drop(&reader->splitter, count);
    memmove(batch->bytes, batch->bytes + count, batch->len - count);
    batch->len -= count;
}

/* Starts a batch; returns how many bytes it is to hold, at least all that were given back. */
static size_t begin(ef_reader *reader, ef_batch *batch)
{
    const size_t needed = reader->carried + 1;
    batch->plan = reader->plan;
    batch->input_name = reader->name;
    batch->first_record = reader->n_records;
    reader->located = 0;
    return needed > reader->batch_bytes ? needed : reader->batch_bytes;
}

/* Room for more bytes: what no record needs is forgotten, and a batch that is full of one record
 * grows. A batch that once held a huge one gives that memory back. */
static bool make_room(ef_reader *reader, ef_batch *batch, size_t *room)
{
    if (reader->splitter.start > 0)
        drop_start(reader, batch);
    if (batch->len == *room)
        *room *= 2;
    if (batch->capacity >= *room && batch->capacity - *room < SPARE_BYTES)
        return true;
    char *const bytes = realloc(batch->bytes, *room);
    if (bytes == NULL)
        return false;
    batch->bytes = bytes;
    batch->capacity = *room;
    return true;
}

/* Gives back the start of a record that goes on. */
static bool finish(ef_reader *reader, ef_batch *batch)
{
    const size_t start = reader->splitter.start;
    locate(reader, batch, start);
    reader->carried = batch->len - start;
    ef_splitter_drop(&reader->splitter, start);
    batch->len = start;
    return ef_feed_give_back(&reader->feed, ef_span_make(batch->bytes + start, reader->carried));
}

earful_status ef_reader_fill(ef_reader *reader, ef_batch *batch, bool *more, earful_error *err)
{
    *more = false;
    assert(is_empty(batch) && batch->len == 0);
    size_t room = begin(reader, batch);
    do {
        if (!make_room(reader, batch, &room))
            return ef_fail_memory(err);
        batch->len += ef_feed_pour(&reader->feed, batch->bytes + batch->len, room - batch->len);
        if (!cut(reader, batch))
            return ef_fail_memory(err);
    } while (is_empty(batch) && ef_feed_end(&reader->feed) == EF_GOES_ON);
    if (is_interrupted(reader))
        return pass_on(reader, err);
    if (!finish(reader, batch))
        return ef_fail_memory(err);
    if (ef_feed_end(&reader->feed) != EF_GOES_ON && reader->feed.failure.status != EARFUL_OK)
        return pass_on(reader, err);
    *more = !is_empty(batch);
    return EARFUL_OK;
}
