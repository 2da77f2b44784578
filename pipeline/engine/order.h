/* Order: what workers write comes out in the order of their batches, whoever is ready first.
 *
 * A worker whose turn has not come waits. It cannot wait for ever: batches are handed out in order,
 * each worker holds one, and the one with the lowest ordinal never waits. */
#ifndef EF_ORDER_H
#define EF_ORDER_H

#include <pthread.h>

#include "base/buffer.h"
#include "base/failure.h"

typedef struct ef_order {
    pthread_mutex_t lock; /* guards next and stopped */
    pthread_cond_t turn;
    uint64_t next;
    bool stopped;
    const earful_sink *lines;   /* may be NULL */
    const earful_sink *rejects; /* may be NULL */
} ef_order;

void ef_order_init(ef_order *order, const earful_sink *lines, const earful_sink *rejects);
void ef_order_fini(ef_order *order);

/* Writes what batch `ordinal` has to say once all before it have; waits until then. Must be called
 * exactly once for every batch, also with empty buffers. The sinks are called under the lock, by
 * one thread at a time. EARFUL_CLOSED, EARFUL_IO; EARFUL_OK without writing once stopped. */
earful_status ef_order_write(ef_order *order, uint64_t ordinal, const ef_buffer *lines,
                             const ef_buffer *rejects, earful_error *err);

/* Wakes everybody who waits; nothing is written any more. */
void ef_order_stop(ef_order *order);

/* Hands all bytes to a sink. */
earful_status ef_sink_write(const earful_sink *sink, ef_span bytes, earful_error *err);

#endif
