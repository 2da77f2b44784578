/* A feed: the decompressed bytes of a source as UTF-8, on their way into batches.
 *
 * Its first mebibyte is held back until somebody has looked at it and said whether it is UTF-16.
 * Later bytes are decoded straight into the caller's memory, and what the caller could not use, the
 * start of a record that goes on, is given back and comes first the next time. A failure of the
 * source is kept until all bytes before it have been poured. */
#ifndef EF_FEED_H
#define EF_FEED_H

#include "base/buffer.h"
#include "bytes/source.h"
#include "records/split.h"
#include "records/transcode.h"

typedef struct ef_feed {
    ef_source *source; /* borrowed */
    ef_buffer waiting; /* bytes that come before those of the source ... */
    size_t from;       /* ... from here on */
    bool is_utf16;
    bool odd; /* half a code unit was left at the end */
    ef_transcoder transcoder;
    ef_end end;           /* of the source */
    earful_error failure; /* why it broke off */
} ef_feed;

/* Reads the head. No failure here: one of the source is met again when the head has been poured. */
void ef_feed_init(ef_feed *feed, ef_source *source);
void ef_feed_fini(ef_feed *feed);

/* The start of the input as the source gives it, until the first call of another function. */
ef_span ef_feed_head(const ef_feed *feed);

/* Before the first byte is poured: the input is UTF-16, also the head. */
void ef_feed_set_utf16(ef_feed *feed, bool big_endian);

/* As many bytes as there is room for; less only at the end. */
size_t ef_feed_pour(ef_feed *feed, char *room, size_t capacity);

/* Takes back the last tail.len bytes that were poured. False when memory is out. */
bool ef_feed_give_back(ef_feed *feed, ef_span tail);

/* Whether all has been poured, and how the input ended; half a code unit is damage. */
ef_end ef_feed_end(const ef_feed *feed);

#endif
