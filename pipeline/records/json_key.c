#include "records/json_key.h"

#include "records/transcode.h"

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* The code unit of \uXXXX at the front of `text`, or -1. */
static int read_unit(ef_span text)
{
    if (text.len < 6 || text.at[0] != '\\' || text.at[1] != 'u')
        return -1;
    int unit = 0;
    for (size_t i = 2; i < 6; i++) {
        const int digit = hex_digit(text.at[i]);
        if (digit < 0)
            return -1;
        unit = unit << 4 | digit;
    }
    return unit;
}

static ef_span behind(ef_span text, size_t count)
{
    return ef_span_make(text.at + count, text.len - count);
}

/* Undoes the escape at the front of *text: one \uXXXX, or two when the first is half of a pair.
 * Writes up to 4 bytes and returns how many, 0 for a wrong escape. */
static size_t undo_escape(ef_span *text, char out[4])
{
    static const char names[] = "\"\\/bfnrt";
    static const char meant[] = "\"\\/\b\f\n\r\t";
    const char *const name = text->len > 1 ? memchr(names, text->at[1], sizeof names - 1) : NULL;
    if (name != NULL) {
        *text = behind(*text, 2);
        out[0] = meant[name - names];
        return 1;
    }
    const int unit = read_unit(*text);
    if (unit < 0)
        return 0;
    *text = behind(*text, 6);
    const int second = read_unit(*text);
    const bool pair = (unit & 0xfc00) == 0xd800 && second >= 0 && (second & 0xfc00) == 0xdc00;
    const char units[] = {(char)(unit >> 8), (char)unit, (char)(second >> 8), (char)second};
    if (pair)
        *text = behind(*text, 6);
    ef_transcoder transcoder;
    ef_transcoder_init(&transcoder, true);
    char room[12];
    bool odd = false;
    size_t len = ef_transcode(&transcoder, ef_span_make(units, pair ? 4 : 2), room);
    len += ef_transcode_finish(&transcoder, room + len, &odd);
    memcpy(out, room, len);
    return len;
}

bool ef_json_key_is(ef_span written, ef_span key)
{
    while (written.len > 0) {
        char bytes[4] = {written.at[0]};
        size_t len = 1;
        if (bytes[0] == '\\')
            len = undo_escape(&written, bytes);
        else
            written = behind(written, 1);
        if (len == 0 || !ef_span_starts_with(key, ef_span_make(bytes, len)))
            return false;
        key = behind(key, len);
    }
    return key.len == 0;
}
