/* Folding words: what the tokenizer, the lexicon and the rules all do to a word before they compare
 * it. ASCII goes byte by byte; anything else by code point, and through NFC first when it has to. */
#include "base/buffer.h"
#include "records/repair.h"
#include "tokens/utf8.h"

/* Lower case may be longer than upper case by one byte a character: hence the room. */
static void fold_beyond(ef_span word, ef_buffer *out)
{
    char composed[EF_COMPOSE_ROOM];
    const size_t composed_len = ef_utf8_compose(word, composed);
    if (composed_len > 0)
        word = ef_span_make(composed, composed_len);
    char *to = ef_buffer_reserve(out, 2 * word.len + 4);
    if (to == NULL)
        return;
    const char *const start = to;
    for (size_t at = 0, len; at < word.len; at += len) {
        const uint32_t c = ef_utf8_decode(word, at, &len);
        ef_common_letter letter;
        if (ef_utf8_common(c, &letter))
            to += ef_utf8_put(letter.lower, to);
        else if (ef_utf8_is_apostrophe(c))
            *to++ = '\'';
        else if (ef_utf8_class(c) != EF_CHAR_IGNORED)
            to += ef_utf8_put(ef_utf8_lower(c), to);
    }
    out->len += (size_t)(to - start);
}

void ef_fold(ef_span word, ef_buffer *out)
{
    if (word.len == 0)
        return;
    if (!ef_span_is_ascii(word)) {
        fold_beyond(word, out);
        return;
    }
    char *const to = ef_buffer_reserve(out, word.len);
    if (to == NULL)
        return;
    for (size_t i = 0; i < word.len; i++)
        to[i] = ef_fold_byte(word.at[i]);
    out->len += word.len;
}

static bool is_letter(uint32_t c)
{
    const ef_char_class class = ef_utf8_class(c);
    return class >= EF_CHAR_LETTER && class <= EF_CHAR_KATAKANA;
}

size_t ef_squeeze(char *word, size_t len)
{
    const ef_span from = ef_span_make(word, len);
    uint32_t last = 0;
    unsigned run = 0;
    size_t to = 0;
    for (size_t at = 0, step; at < len; at += step) {
        const uint32_t c = ef_utf8_decode(from, at, &step);
        run = c == last ? run + 1 : 1;
        last = c;
        if (run > 2 && is_letter(c))
            continue;
        memmove(word + to, word + at, step);
        to += step;
    }
    return to;
}
