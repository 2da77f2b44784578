/* The specification of every kernel, and what machines without a faster table run. */
#include "simd/kernels.h"

#include "base/utf8_valid.h"

/* What the masks of a text ask of a byte in lower case. */
typedef struct traits {
    unsigned byte;
    bool letter;
    bool space;
    bool quote;
    bool joins; /* letters, digits and what addresses are made of */
    bool sign;  /* any other mark that a word may end before */
} traits;

static traits traits_of(unsigned low)
{
    const bool letter = low - 'a' <= 'z' - 'a';
    const bool digit = low - '0' <= '9' - '0';
    const bool quote = low == '\'' || low == '`';
    return (traits){.byte = low,
                    .letter = letter,
                    .space = low <= ' ' || low == 0x7f,
                    .quote = quote,
                    .joins = letter || digit || low == '.' || low == '_' || low == '%' ||
                             low == '+' || low == '-' || low == '@' || low == '/',
                    .sign = low > ' ' && low < 0x7f && !letter && !digit && !quote && low != '@'};
}

static bool is_mark(unsigned c)
{
    return c == '.' || c == ',' || c == '!' || c == '?';
}

/* The masks of up to 64 bytes; before[0] is what stands before them, before[1] before that. */
static ef_text_masks lower_word(const char *text, size_t len, char *lower, traits before[2])
{
    ef_text_masks mask = {0};
    for (size_t i = 0; i < 64; i++) {
        const unsigned c = i < len ? (unsigned char)text[i] : 0;
        const bool is_upper = c - 'A' <= 'Z' - 'A';
        const unsigned low = is_upper ? c | 0x20 : c;
        const traits t = traits_of(low);
        const bool is_third = low == before[0].byte && low == before[1].byte;
        const bool gap = before[0].space && (before[0].byte != ' ' || before[1].space);
        const bool end =
            (before[0].space && !t.quote && low < 0x80) || (before[0].sign && !t.joins);
        mask.letters |= (uint64_t)(t.letter && !is_third) << i;
        mask.upper |= (uint64_t)is_upper << i;
        mask.spaces |= (uint64_t)t.space << i;
        mask.marks |= (uint64_t)is_mark(low) << i;
        mask.gaps |= (uint64_t)gap << i;
        mask.ends |= (uint64_t)end << i;
        before[1] = before[0];
        before[0] = t;
        lower[i] = (char)low;
    }
    return mask;
}

static void lower_letters(ef_span text, char *lower, ef_text_masks *masks)
{
    traits before[2] = {{0}, {0}};
    const size_t room = ef_mask_room(text.len);
    for (size_t at = 0; at < room; at += 64)
        masks[at / 64] = lower_word(text.at + at, text.len - at, lower + at, before);
    masks[room / 64] = (ef_text_masks){0};
}

static bool is_utf8(ef_span text)
{
    return ef_utf8_valid_len(text) == text.len;
}

static void mark_json(ef_span bytes, uint64_t *stops)
{
    memset(stops, 0, ef_mask_words(bytes.len) * sizeof stops[0]);
    for (size_t i = 0; i < bytes.len; i++) {
        const unsigned char c = (unsigned char)bytes.at[i];
        stops[i / 64] |= (uint64_t)(c == '"' || c == '\\' || c < 0x20) << i % 64;
    }
}

static void mark_ends(ef_span text, uint64_t *ends)
{
    memset(ends, 0, ef_mask_words(text.len) * sizeof ends[0]);
    for (size_t i = 0; i < text.len; i++) {
        const unsigned char c = (unsigned char)text.at[i];
        const bool ends_here = c == '.' || c == '!' || c == '?' || c < ' ' || c >= 0x7f;
        ends[i / 64] |= (uint64_t)ends_here << i % 64;
    }
}

static size_t find_markup(ef_span text)
{
    size_t at = 0;
    while (at < text.len && text.at[at] != '<' && text.at[at] != '&' && text.at[at] != '[')
        at++;
    return at;
}

static bool is_sign(unsigned c)
{
    return c > ' ' && c < 0x7f && (c | 0x20) - 'a' > 'z' - 'a' && c - '0' > '9' - '0';
}

static void lower_words(ef_span text, char *lower, ef_word_masks *masks)
{
    const size_t room = ef_mask_room(text.len);
    memset(masks, 0, room / 64 * sizeof masks[0]);
    for (size_t i = 0; i < room; i++) {
        const unsigned char c = i < text.len ? (unsigned char)text.at[i] : ' ';
        masks[i / 64].space |= (uint64_t)((c >= 9 && c <= 13) || (c >= 28 && c <= 32)) << i % 64;
        masks[i / 64].upper |= (uint64_t)(c >= 'A' && c <= 'Z') << i % 64;
        masks[i / 64].lower |= (uint64_t)(c >= 'a' && c <= 'z') << i % 64;
        masks[i / 64].signs |= (uint64_t)is_sign(c) << i % 64;
        masks[i / 64].marks |= (uint64_t)(c == '!' || c == '?') << i % 64;
        masks[i / 64].quotes |= (uint64_t)(c == '\'') << i % 64;
        masks[i / 64].beyond |= (uint64_t)(c >= 0x80) << i % 64;
        lower[i] = (char)(c >= 'A' && c <= 'Z' ? c | 0x20 : c);
    }
}

uint64_t ef_mark_brackets_scalar(ef_span bytes, ef_json_state *state)
{
    uint64_t marks = 0;
    for (size_t i = 0; i < bytes.len; i++) {
        const char c = bytes.at[i];
        const bool is_bracket = c == '{' || c == '}' || c == '[' || c == ']';
        marks |= (uint64_t)(c == '\n' || (is_bracket && !state->in_string)) << i;
        const bool is_escaped = state->escaped;
        state->escaped = state->in_string && !is_escaped && c == '\\';
        if (c == '"' && !is_escaped)
            state->in_string = !state->in_string;
    }
    return marks;
}

static void mark_brackets(ef_span bytes, ef_json_state *state, uint64_t *marks)
{
    const size_t n_words = ef_mask_words(bytes.len);
    for (size_t i = 0; i < n_words; i++) {
        const size_t at = 64 * i < bytes.len ? 64 * i : bytes.len;
        const size_t len = bytes.len - at < 64 ? bytes.len - at : 64;
        marks[i] = len > 0 ? ef_mark_brackets_scalar(ef_span_make(bytes.at + at, len), state) : 0;
    }
}

const ef_kernels ef_kernels_scalar = {
    .name = "scalar",
    .lower_letters = lower_letters,
    .is_utf8 = is_utf8,
    .mark_json = mark_json,
    .mark_ends = mark_ends,
    .lower_words = lower_words,
    .find_markup = find_markup,
    .mark_brackets = mark_brackets,
};
