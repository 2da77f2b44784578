#include "tokens/written.h"

#include "tokens/tokens.h"

ef_char_class ef_class_at(ef_span text, size_t at)
{
    if (at >= text.len)
        return EF_CHAR_SPACE;
    size_t len = 0;
    const uint8_t class = ef_byte_class[(uint8_t)text.at[at]];
    return class == EF_CHAR_BEYOND ? ef_utf8_class(ef_utf8_decode(text, at, &len))
                                   : (ef_char_class) class;
}

static bool is_digit(ef_span text, size_t at)
{
    return at < text.len && text.at[at] >= '0' && text.at[at] <= '9';
}

size_t ef_apostrophe_len(ef_span text, size_t at)
{
    if (at >= text.len)
        return 0;
    const uint8_t c = (uint8_t)text.at[at];
    if (c < 0x80)
        return c == '\'' || c == '`';
    size_t len = 0;
    return ef_utf8_is_apostrophe(ef_utf8_decode(text, at, &len)) ? len : 0;
}

/* The length of what stands between two parts of one word: an apostrophe before a letter, or in a
 * number a mark before a digit. 0 = the word ends here. */
static size_t inner_len(ef_span text, const ef_written *w)
{
    const char c = text.at[w->end];
    if (c == ' ')
        return 0;
    const size_t apostrophe = ef_apostrophe_len(text, w->end);
    if (apostrophe > 0)
        return ef_class_at(text, w->end + apostrophe) == EF_CHAR_LETTER ? apostrophe : 0;
    const bool starts_with_digit = is_digit(text, w->start);
    if (w->n_digits > 0 && is_digit(text, w->end - 1) && is_digit(text, w->end + 1) &&
        (c == '.' || (starts_with_digit && (c == ',' || c == ':' || c == '/'))))
        return 1;
    return 0;
}

size_t ef_ascii_end(ef_span text, size_t start)
{
    size_t at = start;
    for (; at < text.len; at++) {
        const uint8_t class = ef_byte_class[(uint8_t)text.at[at]];
        if (class != EF_CHAR_LETTER && class != EF_CHAR_DIGIT)
            break;
    }
    return at;
}

/* A character of the word, in lower case; the third of a kind will be squeezed out. */
static inline void note(ef_written *w, uint32_t c)
{
    w->is_folded &= c != w->last[0] || c != w->last[1];
    w->last[1] = w->last[0];
    w->last[0] = c;
}

/* Bit 5 of a letter tells its case, bit 6 a letter from a digit. */
static void read_ascii(ef_span text, ef_written *w)
{
    const size_t start = w->end;
    size_t n_letters = 0;
    size_t n_lower = 0;
    w->end = ef_ascii_end(text, start);
    for (size_t at = start; at < w->end; at++) {
        const size_t c = (uint8_t)text.at[at];
        n_letters += c >> 6 & 1;
        n_lower += c >> 6 & c >> 5 & 1;
        note(w, (uint32_t)c | 0x20);
    }
    w->n_lower += n_lower;
    w->n_upper += n_letters - n_lower;
    w->n_digits += w->end - start - n_letters;
}

/* One character that is more than ASCII; false when it is not of the word. */
static bool read_beyond(ef_span text, ef_written *w)
{
    size_t len = 0;
    const uint32_t c = ef_utf8_decode(text, w->end, &len);
    ef_common_letter letter;
    if (ef_utf8_common(c, &letter)) {
        if (letter.class != EF_CHAR_LETTER)
            return false;
        w->n_upper += letter.is_upper;
        w->n_lower += letter.is_lower;
        w->is_folded &= !letter.is_upper;
        note(w, c);
        w->beyond = true;
        w->end += len;
        return true;
    }
    const ef_char_class class = ef_utf8_class(c);
    if (class == EF_CHAR_DIGIT)
        w->n_digits++;
    else if (class == EF_CHAR_LETTER) {
        w->n_upper += ef_utf8_is_upper(c);
        w->n_lower += ef_utf8_is_lower(c);
    } else if (class != EF_CHAR_MARK && class != EF_CHAR_IGNORED)
        return false;
    w->is_folded = false;
    w->beyond = true;
    w->end += len;
    return true;
}

static void read_alphabetic(ef_span text, ef_written *w)
{
    for (;;) {
        read_ascii(text, w);
        if (w->end >= text.len)
            return;
        const bool beyond = (uint8_t)text.at[w->end] >= 0x80;
        if (beyond && read_beyond(text, w))
            continue;
        const size_t inner = inner_len(text, w);
        if (inner == 0)
            return;
        w->beyond |= beyond;
        w->is_folded &= !beyond && text.at[w->end] != '`';
        note(w, (uint8_t)text.at[w->end]);
        if (ef_apostrophe_len(text, w->end) > 0)
            w->apostrophe = w->end;
        w->end += inner;
    }
}

/* A Han character, or a run of one kana; the mark of a long vowel goes with both. */
static void read_east_asian(ef_span text, ef_written *w, ef_char_class script)
{
    enum { LONG_VOWEL = 0x30FC };
    size_t len = 0;
    ef_common_letter letter;
    const uint32_t first = ef_utf8_decode(text, w->start, &len);
    w->is_folded = ef_utf8_common(first, &letter);
    note(w, first);
    w->end = w->start + len;
    w->beyond = true;
    while (w->end < text.len) {
        const uint32_t c = ef_utf8_decode(text, w->end, &len);
        const ef_char_class class = ef_utf8_class(c);
        const bool same = script != EF_CHAR_HAN && (class == script || c == LONG_VOWEL);
        if (!same && class != EF_CHAR_MARK && class != EF_CHAR_IGNORED)
            return;
        w->is_folded &= ef_utf8_common(c, &letter);
        note(w, c);
        w->end += len;
    }
}

void ef_read_written(ef_span text, size_t start, ef_written *written)
{
    *written =
        (ef_written){.start = start, .end = start, .apostrophe = SIZE_MAX, .is_folded = true};
    const uint8_t byte = (uint8_t)text.at[start];
    if (byte < 0x80) {
        written->first_upper = byte >= 'A' && byte <= 'Z';
        read_alphabetic(text, written);
        return;
    }
    size_t len = 0;
    const uint32_t first = ef_utf8_decode(text, start, &len);
    const ef_char_class script = ef_utf8_class(first);
    written->first_upper = ef_utf8_is_upper(first);
    if (script >= EF_CHAR_HAN && script <= EF_CHAR_KATAKANA)
        read_east_asian(text, written, script);
    else
        read_alphabetic(text, written);
}

/* Fold and squeeze in one go. True when something was squeezed out. */
static bool fold_ascii(ef_span word, bool squeeze, ef_buffer *out)
{
    char *to = ef_buffer_reserve(out, word.len);
    if (to == NULL)
        return false;
    char last = '\0';
    char before = '\0';
    const char *const start = to;
    for (size_t i = 0; i < word.len; i++) {
        const char c = ef_fold_byte(word.at[i]);
        if (squeeze && c == last && c == before)
            continue;
        before = last;
        last = c;
        *to++ = c;
    }
    out->len += (size_t)(to - start);
    return (size_t)(to - start) < word.len;
}

static bool fold_beyond(ef_span word, bool squeeze, ef_buffer *out)
{
    const size_t start = out->len;
    ef_fold(word, out);
    if (out->failed || !squeeze)
        return false;
    const size_t len = ef_squeeze(out->at + start, out->len - start);
    const bool elongated = len < out->len - start;
    out->len = start + len;
    return elongated;
}

unsigned ef_fold_written(ef_span text, const ef_written *written, ef_buffer *out)
{
    const ef_span word = ef_span_make(text.at + written->start, written->end - written->start);
    const bool squeeze = written->n_digits == 0;
    const bool elongated =
        written->beyond ? fold_beyond(word, squeeze, out) : fold_ascii(word, squeeze, out);
    return (elongated ? EF_ELONGATED : 0u) | ef_case_flags(written);
}

unsigned ef_case_flags(const ef_written *written)
{
    return (written->n_upper >= 2 && written->n_lower == 0 ? EF_ALL_CAPS : 0u) |
           (written->first_upper ? EF_INITIAL_CAP : 0u);
}
