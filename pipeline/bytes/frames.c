#include "bytes/frames.h"

#include <assert.h>
#include <stdlib.h>

#include "bytes/decode.h"

enum { FRAME_MOST = 8 * 1024 * 1024 };

/* Threads that read and analyse as well never decode more than every other moment. */
bool ef_frames_init(ef_frames *frames, unsigned n_threads)
{
    const size_t capacity = n_threads / 2 + 1;
    *frames = (ef_frames){.ring = calloc(capacity, sizeof frames->ring[0])};
    pthread_mutex_init(&frames->lock, NULL);
    pthread_cond_init(&frames->work, NULL);
    pthread_cond_init(&frames->decoded, NULL);
    frames->capacity = frames->ring != NULL ? capacity : 0;
    return frames->ring != NULL;
}

void ef_frames_fini(ef_frames *frames)
{
    for (size_t i = 0; i < frames->capacity; i++) {
        ef_buffer_fini(&frames->ring[i].raw);
        ef_buffer_fini(&frames->ring[i].text);
        ef_zstd_context_free(frames->ring[i].context);
    }
    free(frames->ring);
    pthread_cond_destroy(&frames->decoded);
    pthread_cond_destroy(&frames->work);
    pthread_mutex_destroy(&frames->lock);
}

static ef_frame *at(const ef_frames *frames, size_t index)
{
    return &frames->ring[(frames->first + index) % frames->capacity];
}

/* ---- decoding ------------------------------------------------------------------------------- */

/* The first frame in that state; NULL = none. The lock is held. */
static ef_frame *find(const ef_frames *frames, ef_frame_state state)
{
    for (size_t i = 0; i < frames->count; i++)
        if (at(frames, i)->state == state)
            return at(frames, i);
    return NULL;
}

/* Whatever goes wrong, also want of memory, the decoder that goes block by block meets it again. */
static bool decode_whole(ef_frame *frame)
{
    ef_buffer_reset(&frame->text);
    if (frame->context == NULL)
        frame->context = ef_zstd_context_new();
    return frame->context != NULL &&
           ef_zstd_decode_whole(frame->context, ef_buffer_span(&frame->raw), &frame->text,
                                frame->room);
}

/* Lets go of the lock meanwhile. */
static void decode(ef_frames *frames, ef_frame *frame)
{
    frame->state = EF_FRAME_TAKEN;
    pthread_mutex_unlock(&frames->lock);
    const bool sound = decode_whole(frame);
    pthread_mutex_lock(&frames->lock);
    frame->state = sound ? EF_FRAME_DECODED : EF_FRAME_RAW;
    pthread_cond_signal(&frames->decoded);
}

void ef_frames_take_turn(ef_frames *frames)
{
    pthread_mutex_lock(&frames->lock);
    while (frames->turn_is_taken) {
        ef_frame *const frame = find(frames, EF_FRAME_WHOLE);
        if (frame != NULL)
            decode(frames, frame);
        else
            pthread_cond_wait(&frames->work, &frames->lock);
    }
    frames->turn_is_taken = true;
    pthread_mutex_unlock(&frames->lock);
}

void ef_frames_pass_turn(ef_frames *frames)
{
    pthread_mutex_lock(&frames->lock);
    frames->turn_is_taken = false;
    pthread_cond_signal(&frames->work);
    pthread_mutex_unlock(&frames->lock);
}

/* ---- an input ------------------------------------------------------------------------------- */

void ef_frames_begin(ef_frames *frames, ef_raw_input *input, ef_span piece, uint64_t max_memory)
{
    assert(frames->input == NULL);
    frames->input = input;
    frames->piece = piece;
    frames->limit = max_memory > 0 && max_memory < FRAME_MOST ? max_memory : FRAME_MOST;
}

void ef_frames_end(ef_frames *frames)
{
    pthread_mutex_lock(&frames->lock);
    for (size_t i = 0; i < frames->count; i++)
        if (at(frames, i)->state == EF_FRAME_WHOLE)
            at(frames, i)->state = EF_FRAME_RAW;
    while (find(frames, EF_FRAME_TAKEN) != NULL)
        pthread_cond_wait(&frames->decoded, &frames->lock);
    for (size_t i = 0; i < frames->capacity; i++)
        ef_buffer_reset(&frames->ring[i].raw);
    frames->count = 0;
    pthread_mutex_unlock(&frames->lock);
    frames->input = NULL;
    frames->walk = (ef_zstd_walk){0};
    frames->in_parts = false;
    frames->is_out = false;
    frames->ended = false;
    frames->failure = (earful_error){0};
}

/* ---- bringing in ---------------------------------------------------------------------------- */

static void publish(ef_frames *frames, ef_frame *frame, ef_frame_state state)
{
    pthread_mutex_lock(&frames->lock);
    frame->state = state;
    frames->count++;
    if (state == EF_FRAME_WHOLE)
        pthread_cond_signal(&frames->work);
    pthread_mutex_unlock(&frames->lock);
}

/* The end comes with an empty piece, or with a failure; what there is of a frame is handed out. */
static void end_input(ef_frames *frames)
{
    ef_frame *const frame = at(frames, frames->count);
    frames->ended = true;
    if (frame->raw.len > 0)
        publish(frames, frame, EF_FRAME_RAW);
}

/* The next raw bytes, to the end of their frame or of their piece at most. */
static void gather(ef_frames *frames)
{
    ef_frame *const frame = at(frames, frames->count);
    ef_zstd_walk *const walk = &frames->walk;
    ef_span *const piece = &frames->piece;
    const size_t len = ef_zstd_walk_on(walk, (const uint8_t *)piece->at, piece->len);
    ef_buffer_add(&frame->raw, piece->at, len);
    if (frame->raw.failed) {
        ef_fail_memory(&frames->failure);
        frames->ended = true;
        return;
    }
    *piece = ef_span_make(piece->at + len, piece->len - len);
    const bool ended = walk->state == EF_ZSTD_ENDED;
    if (!ef_zstd_walk_fits(walk, frames->limit) || frame->raw.len > frames->limit)
        frames->in_parts = true;
    frame->room = walk->room < walk->header.content ? walk->room : walk->header.content;
    if (frames->in_parts)
        publish(frames, frame, EF_FRAME_RAW);
    else if (ended)
        publish(frames, frame, EF_FRAME_WHOLE);
    if (!ended)
        return;
    *walk = (ef_zstd_walk){0};
    frames->in_parts = false;
}

static void bring_in(ef_frames *frames)
{
    while (!frames->ended && frames->count < frames->capacity &&
           (frames->count == 0 || frames->piece.len > 0 || ef_raw_input_is_ready(frames->input))) {
        if (frames->piece.len > 0)
            gather(frames);
        else if (ef_raw_input_next(frames->input, &frames->piece, &frames->failure) != EARFUL_OK ||
                 frames->piece.len == 0)
            end_input(frames);
    }
}

/* ---- handing out ---------------------------------------------------------------------------- */

static void take_back(ef_frames *frames)
{
    if (!frames->is_out)
        return;
    frames->is_out = false;
    pthread_mutex_lock(&frames->lock);
    ef_buffer_reset(&at(frames, 0)->raw);
    frames->first = (frames->first + 1) % frames->capacity;
    frames->count--;
    pthread_mutex_unlock(&frames->lock);
}

static void await(ef_frames *frames, ef_frame *frame)
{
    pthread_mutex_lock(&frames->lock);
    if (frame->state == EF_FRAME_WHOLE)
        decode(frames, frame);
    while (frame->state == EF_FRAME_TAKEN)
        pthread_cond_wait(&frames->decoded, &frames->lock);
    pthread_mutex_unlock(&frames->lock);
}

earful_status ef_frames_next(ef_frames *frames, const ef_frame **frame, earful_error *err)
{
    *frame = NULL;
    take_back(frames);
    bring_in(frames);
    if (frames->count == 0) {
        if (frames->failure.status != EARFUL_OK && err != NULL)
            *err = frames->failure;
        return frames->failure.status;
    }
    await(frames, at(frames, 0));
    frames->is_out = true;
    *frame = at(frames, 0);
    return EARFUL_OK;
}
