/* The turn to read an input, and the zstd frames that are decoded by those who wait for it.
 *
 * One thread at a time has the turn: it brings in raw bytes, frame by frame, and takes out what they
 * decode to, in their order. A frame that lies here whole is decoded by whoever has nothing else to
 * do: a thread that waits for its turn, or the one that needs the frame now. A frame that is too
 * long for that, damaged or in any way odd is handed out raw, perhaps in parts, for the decoder
 * that goes block by block and says how far it is sound. So what is read depends on the input
 * alone, never on threads. Memory: a frame for every two threads and one more, each of at most
 * 8 MiB and as many raw bytes. */
#ifndef EF_FRAMES_H
#define EF_FRAMES_H

#include <pthread.h>

#include "base/buffer.h"
#include "bytes/raw_input.h"
#include "bytes/zstd_walk.h"

typedef enum ef_frame_state {
    EF_FRAME_RAW,   /* to be decoded block by block, or a part of such a frame */
    EF_FRAME_WHOLE, /* to be decoded here */
    EF_FRAME_TAKEN, /* somebody does it */
    EF_FRAME_DECODED
} ef_frame_state;

typedef struct ef_frame {
    ef_frame_state state;
    ef_buffer raw;
    ef_buffer text;
    size_t room;   /* that its text takes at most */
    void *context; /* libzstd's; NULL before it is needed */
} ef_frame;

typedef struct ef_frames {
    pthread_mutex_t lock;   /* of what stands up to the next blank line */
    pthread_cond_t work;    /* the turn is free, or a frame is whole */
    pthread_cond_t decoded; /* a frame that was taken is */
    bool turn_is_taken;
    ef_frame *ring;
    size_t capacity;
    size_t first; /* the frame that was handed out last, or is next */
    size_t count; /* changed by the one who has the turn, who may read it without the lock */

    ef_raw_input *input; /* NULL between inputs */
    ef_span piece;       /* raw bytes that belong to no frame yet */
    ef_zstd_walk walk;   /* through the frame behind the last */
    bool in_parts;       /* that frame is handed out raw */
    bool is_out;         /* the first frame was handed out */
    bool ended;
    uint64_t limit;
    earful_error failure; /* of the input; told once the frames before it have been handed out */
} ef_frames;

/* False when memory is out; fini all the same. */
bool ef_frames_init(ef_frames *frames, unsigned n_threads);
void ef_frames_fini(ef_frames *frames);

/* Waits for the turn, and decodes frames meanwhile. */
void ef_frames_take_turn(ef_frames *frames);
void ef_frames_pass_turn(ef_frames *frames);

/* For who has the turn, or before there is a second thread. `piece` is the input's first. A frame is
 * decoded here when it takes no more than `max_memory`; 0 = the usual. Every input that was begun
 * is ended, read to its end or not. */
void ef_frames_begin(ef_frames *frames, ef_raw_input *input, ef_span piece, uint64_t max_memory);
void ef_frames_end(ef_frames *frames);

/* The next frame, EF_FRAME_RAW or EF_FRAME_DECODED, valid until the next call; NULL at the end.
 * Brings in as many frames as there is memory for, but waits for a stream only when none is left.
 * EARFUL_IO, EARFUL_INTERRUPTED, EARFUL_MEMORY. */
earful_status ef_frames_next(ef_frames *frames, const ef_frame **frame, earful_error *err);

#endif
