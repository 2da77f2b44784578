#include "records/json_key.h"

#include "records/json_text.h"

bool ef_json_key_is(ef_span written, ef_span key)
{
    while (written.len > 0) {
        char bytes[4] = {written.at[0]};
        size_t len = 1;
        const size_t taken =
            bytes[0] == '\\' ? ef_json_undo_escape(written, bytes, &len) : (size_t)1;
        if (taken == 0 || !ef_span_starts_with(key, ef_span_make(bytes, len)))
            return false;
        written = ef_span_make(written.at + taken, written.len - taken);
        key = ef_span_make(key.at + len, key.len - len);
    }
    return key.len == 0;
}
