#include "make_json.h"

#include <string.h>

#include "base/attr.h"

size_t dice_below(dice *d, size_t below)
{
    uint64_t z = d->state += 0x9E3779B97F4A7C15u; /* splitmix64 */
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return (size_t)((z ^ (z >> 31)) % below);
}

#define PICK(d, list) (list)[dice_below((d), EF_COUNT(list))]

static void add_space(dice *d, ef_buffer *out)
{
    static const char *const spaces[] = {" ", "\t", "\r", "  \t ", "                    "};
    if (dice_below(d, 6) == 0)
        ef_buffer_add_text(out, PICK(d, spaces));
}

/* Bytes 0x80 and up, most of them UTF-8. */
static void add_beyond(dice *d, ef_buffer *out)
{
    static const char *const pieces[] = {"\xC3\xA9",     "\xE2\x80\x99",     "\xF0\x9F\x98\x80",
                                         "\xE2\x80\xA8", "\xEF\xBB\xBF",     "\xEF\xBF\xBF",
                                         "\xC2\x80",     "\xF4\x8F\xBF\xBF", "\xED\x9F\xBF"};
    static const char *const wrong[] = {"\x80",     "\xC3",         "\xE2\x80", "\xF0\x9F\x98",
                                        "\xC0\xAF", "\xED\xA0\x80", "\xFF",     "\xF4\x90\x80\x80",
                                        "\xFE",     "\xE0\x80\x80"};
    if (dice_below(d, 12) == 0)
        ef_buffer_add_text(out, PICK(d, wrong));
    else
        ef_buffer_add_text(out, PICK(d, pieces));
}

static void add_escape(dice *d, ef_buffer *out)
{
    static const char *const pieces[] = {"\\\"",
                                         "\\\\",
                                         "\\/",
                                         "\\b",
                                         "\\f",
                                         "\\n",
                                         "\\r",
                                         "\\t",
                                         "\\u0000",
                                         "\\u00e9",
                                         "\\uFFFF",
                                         "\\u2028",
                                         "\\ud83d\\ude00",
                                         "\\uD83D",
                                         "\\uDE00",
                                         "\\ud83dx",
                                         "\\ud83d\\n",
                                         "\\uD83D\\uD83D\\uDE00"};
    ef_buffer_add_text(out, PICK(d, pieces));
}

/* Runs of every length, so that quotes and backslashes come to stand anywhere in a block. */
static void add_string(dice *d, ef_buffer *out)
{
    ef_buffer_add_char(out, '"');
    for (size_t pieces = dice_below(d, 5); pieces > 0; pieces--) {
        size_t run = dice_below(d, dice_below(d, 8) == 0 ? 300 : 24);
        switch (dice_below(d, 6)) {
        case 0: add_beyond(d, out); break;
        case 1: add_escape(d, out); break;
        case 2:
            for (run %= 12; run > 0; run--)
                ef_buffer_add_text(out, "\\\\");
            break;
        default:
            for (; run > 0; run--)
                ef_buffer_add_char(out, "abc {}[]:,'/-01e \x7f"[dice_below(d, 18)]);
        }
    }
    ef_buffer_add_char(out, '"');
}

static void add_number(dice *d, ef_buffer *out)
{
    static const char *const numbers[] = {"0",
                                          "-0",
                                          "-0.0",
                                          "1e5",
                                          "1E-7",
                                          "-12.5e+3",
                                          "9223372036854775807",
                                          "-9223372036854775808",
                                          "18446744073709551615",
                                          "123456789012345678901234567890",
                                          "1e308",
                                          "1e400",
                                          "-1e999",
                                          "0.1",
                                          "5e-324",
                                          "1e-400",
                                          "179769313486231570000000000000.5",
                                          "0.30000000000000004"};
    if (dice_below(d, 3) == 0)
        ef_buffer_add_text(out, PICK(d, numbers));
    else
        ef_buffer_add_format(out, "%s%zu%s%zu", dice_below(d, 4) == 0 ? "-" : "",
                             dice_below(d, 100000), dice_below(d, 2) == 0 ? "." : "e-",
                             dice_below(d, 300));
}

static void add_value(dice *d, unsigned depth, ef_buffer *out);

static void add_key(dice *d, ef_buffer *out)
{
    static const char *const keys[] = {"\"a\"",       "\"b\"",       "\"c\"",   "\"a\"",
                                       "\"\\u0061\"", "\"\"",        "\"a.b\"", "\"A\"",
                                       "\"aa\"",      "\"\\u0062\"", "\"text\""};
    if (dice_below(d, 8) == 0)
        add_string(d, out);
    else
        ef_buffer_add_text(out, PICK(d, keys));
}

static void add_container(dice *d, unsigned depth, ef_buffer *out)
{
    const bool object = dice_below(d, 3) > 0;
    ef_buffer_add_char(out, object ? '{' : '[');
    add_space(d, out);
    for (size_t n = dice_below(d, 5), i = 0; i < n; i++) {
        if (i > 0)
            ef_buffer_add_char(out, ',');
        add_space(d, out);
        if (object) {
            add_key(d, out);
            add_space(d, out);
            ef_buffer_add_char(out, ':');
        }
        add_value(d, depth - 1, out);
    }
    ef_buffer_add_char(out, object ? '}' : ']');
}

static void add_value(dice *d, unsigned depth, ef_buffer *out)
{
    static const char *const words[] = {"true", "false", "null"};
    add_space(d, out);
    switch (dice_below(d, depth > 0 ? 8 : 4)) {
    case 0: ef_buffer_add_text(out, PICK(d, words)); break;
    case 1: add_number(d, out); break;
    case 2:
    case 3: add_string(d, out); break;
    default: add_container(d, depth, out);
    }
    add_space(d, out);
}

/* As deep as the limit, and around it. */
static void add_deep(dice *d, ef_buffer *out)
{
    const size_t depth = 1015 + dice_below(d, 20);
    for (size_t i = 0; i < depth; i++)
        ef_buffer_add_text(out, i % 2 == 0 ? "[" : "{\"a\":");
    ef_buffer_add_text(out, "1");
    for (size_t i = depth; i-- > 0;)
        ef_buffer_add_char(out, i % 2 == 0 ? ']' : '}');
}

/* Changes a byte, takes some out, or puts some in that mean something. */
static void change(dice *d, size_t from, ef_buffer *out)
{
    static const char *const meant[] = {"\"",
                                        "\\",
                                        "{",
                                        "}",
                                        "[",
                                        "]",
                                        ":",
                                        ",",
                                        "0",
                                        "-",
                                        "e",
                                        ".",
                                        "\x01",
                                        "\t",
                                        "\x1f",
                                        "/",
                                        "\\u",
                                        "\\\"",
                                        "\xEF\xBB\xBF",
                                        "\xFF",
                                        "'"};
    const size_t len = out->len - from;
    const size_t at = from + dice_below(d, len);
    if (dice_below(d, 3) == 0) {
        out->at[at] = (char)dice_below(d, 256);
    } else if (dice_below(d, 2) == 0) {
        const size_t most = out->len - at;
        const size_t gone = dice_below(d, 4) == 0 ? most : 1 + dice_below(d, most < 3 ? most : 3);
        memmove(out->at + at, out->at + at + gone, most - gone);
        out->len -= gone;
    } else {
        const char *const piece = PICK(d, meant);
        const size_t more = strlen(piece);
        ef_buffer_add_text(out, piece); /* makes the room */
        memmove(out->at + at + more, out->at + at, out->len - more - at);
        memcpy(out->at + at, piece, more);
    }
}

void make_json_line(dice *d, ef_buffer *out)
{
    const size_t from = out->len;
    ef_buffer_add_text(out, "{\"text\":\"x\",\"v\":");
    if (dice_below(d, 100) == 0)
        add_deep(d, out);
    else
        add_value(d, 4, out);
    ef_buffer_add_char(out, '}');
    if (dice_below(d, 2) == 0) {
        for (size_t n = 1 + dice_below(d, 3); n > 0 && out->len > from + 1; n--)
            change(d, from, out);
    }
    for (size_t i = from; i < out->len; i++)
        if (out->at[i] == '\n')
            out->at[i] = ' ';
    if (ef_span_trim(ef_span_make(out->at + from, out->len - from)).len == 0)
        ef_buffer_add_char(out, '?'); /* a blank line would be no record */
    ef_buffer_add_char(out, '\n');
}
