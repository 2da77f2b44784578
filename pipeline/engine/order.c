#include "engine/order.h"

#include <errno.h>

void ef_order_init(ef_order *order, const earful_sink *lines, const earful_sink *rejects)
{
    *order = (ef_order){.lines = lines, .rejects = rejects};
    pthread_mutex_init(&order->lock, NULL);
    pthread_cond_init(&order->turn, NULL);
}

void ef_order_fini(ef_order *order)
{
    pthread_cond_destroy(&order->turn);
    pthread_mutex_destroy(&order->lock);
}

earful_status ef_sink_write(const earful_sink *sink, ef_span bytes, earful_error *err)
{
    if (bytes.len == 0)
        return EARFUL_OK;
    errno = 0;
    if (sink->write(sink->context, bytes.at, bytes.len))
        return EARFUL_OK;
    if (errno == EPIPE)
        return ef_fail(err, EARFUL_CLOSED, "the reader of the output is gone");
    return ef_fail_system(err, NULL, "cannot write the output");
}

earful_status ef_order_write(ef_order *order, uint64_t ordinal, const ef_buffer *lines,
                             const ef_buffer *rejects, earful_error *err)
{
    earful_status status = EARFUL_OK;
    pthread_mutex_lock(&order->lock);
    while (order->next != ordinal && !order->stopped)
        pthread_cond_wait(&order->turn, &order->lock);
    if (!order->stopped) {
        if (order->lines != NULL)
            status = ef_sink_write(order->lines, ef_buffer_span(lines), err);
        if (order->rejects != NULL && status == EARFUL_OK)
            status = ef_sink_write(order->rejects, ef_buffer_span(rejects), err);
        order->next++;
    }
    pthread_cond_broadcast(&order->turn);
    pthread_mutex_unlock(&order->lock);
    return status;
}

void ef_order_stop(ef_order *order)
{
    pthread_mutex_lock(&order->lock);
    order->stopped = true;
    pthread_cond_broadcast(&order->turn);
    pthread_mutex_unlock(&order->lock);
}
