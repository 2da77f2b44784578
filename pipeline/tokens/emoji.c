#include "tokens/emoji.h"

#include "tokens/utf8.h"

enum { JOINER = 0x200D, KEYCAP = 0x20E3, TEXT_STYLE = 0xFE0E, EMOJI_STYLE = 0xFE0F };

static bool is_skin_tone(uint32_t c)
{
    return c >= 0x1F3FB && c <= 0x1F3FF;
}

static bool is_tag(uint32_t c)
{
    return c >= 0xE0020 && c <= 0xE007F;
}

/* The code point at `at`, 0 at the end of the text. */
static uint32_t peek(ef_span text, size_t at, size_t *len)
{
    *len = 0;
    return at < text.len ? ef_utf8_decode(text, at, len) : 0;
}

/* Shown as a picture even without U+FE0F, or commonly meant as one: U+2764 ❤ and its like. */
static bool is_picture_by_default(uint32_t c)
{
    return (c >= 0x231A && c <= 0x23FF) || (c >= 0x2600 && c <= 0x27BF) ||
           (c >= 0x2B1B && c <= 0x2B55) || c >= 0x1F000;
}

/* Behind selectors, skin tones, tags and keycap marks. */
static size_t skip_modifiers(ef_span text, size_t at)
{
    size_t len = 0;
    for (uint32_t c = peek(text, at, &len);
         len > 0 &&
         (c == EMOJI_STYLE || c == TEXT_STYLE || c == KEYCAP || is_skin_tone(c) || is_tag(c));
         c = peek(text, at, &len))
        at += len;
    return at;
}

static size_t keycap_len(ef_span text, size_t at)
{
    size_t len = 0;
    size_t end = at + 1;
    if (peek(text, end, &len) == EMOJI_STYLE)
        end += len;
    return peek(text, end, &len) == KEYCAP ? end + len - at : 0;
}

static size_t flag_len(ef_span text, size_t at, size_t first_len)
{
    size_t len = 0;
    const uint32_t second = peek(text, at + first_len, &len);
    return len > 0 && ef_utf8_class(second) == EF_CHAR_REGIONAL ? first_len + len : first_len;
}

static size_t picture_len(ef_span text, size_t at, size_t first_len)
{
    size_t end = skip_modifiers(text, at + first_len);
    size_t joiner_len = 0;
    while (peek(text, end, &joiner_len) == JOINER) {
        size_t len = 0;
        const uint32_t c = peek(text, end + joiner_len, &len);
        if (len == 0 || ef_utf8_class(c) != EF_CHAR_PICTOGRAPH)
            break;
        end = skip_modifiers(text, end + joiner_len + len);
    }
    return end - at;
}

size_t ef_emoji_len(ef_span text, size_t at)
{
    size_t len = 0;
    size_t next_len = 0;
    const uint32_t c = peek(text, at, &len);
    if ((c >= '0' && c <= '9') || c == '#' || c == '*')
        return keycap_len(text, at);
    if (c < 0x80)
        return 0;
    const ef_char_class class = ef_utf8_class(c);
    if (class == EF_CHAR_REGIONAL)
        return flag_len(text, at, len);
    const bool styled = peek(text, at + len, &next_len) == EMOJI_STYLE;
    if (class == EF_CHAR_PICTOGRAPH && (styled || is_picture_by_default(c)))
        return picture_len(text, at, len);
    return 0;
}

void ef_emoji_fold(ef_span emoji, ef_buffer *out)
{
    const size_t start = out->len;
    for (size_t at = 0, len; at < emoji.len; at += len) {
        const uint32_t c = ef_utf8_decode(emoji, at, &len);
        if (c != EMOJI_STYLE && c != TEXT_STYLE && !is_skin_tone(c))
            ef_buffer_add(out, emoji.at + at, len);
    }
    if (out->len == start) /* a skin tone on its own */
        ef_buffer_add_span(out, emoji);
}
