#include "bytes/decode.h"

bool ef_flow_gather(ef_flow *flow, uint8_t *field, size_t *have, size_t len)
{
    const size_t missing = len - *have;
    const size_t taken = missing < flow->raw_len ? missing : flow->raw_len;
    if (taken > 0)
        memcpy(field + *have, flow->raw, taken);
    ef_flow_take(flow, taken);
    *have += taken;
    return *have == len;
}

earful_status ef_flow_corrupt(const ef_flow *flow, uint64_t offset, const char *what,
                              earful_error *err)
{
    return ef_fail_offset(err, EARFUL_CORRUPT, flow->name, offset, "%s", what);
}
