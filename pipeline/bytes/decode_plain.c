/* The decoder of inputs that are not compressed: a copy, so that source.c knows one way only. */
#include <stdlib.h>

#include "bytes/decode.h"

/* There is nothing to remember, but NULL would say that memory is out. */
static void *open_plain(const ef_source_options *options)
{
    (void)options;
    return malloc(1);
}

static earful_status decode_plain(void *decoder, ef_flow *flow, earful_error *err)
{
    (void)decoder;
    (void)err;
    const size_t len = flow->raw_len < flow->room_len ? flow->raw_len : flow->room_len;
    if (len > 0)
        memcpy(flow->room, flow->raw, len);
    ef_flow_take(flow, len);
    ef_flow_give(flow, len);
    return EARFUL_OK;
}

const ef_decoding ef_plain_decoding = {open_plain, decode_plain, free};
