/* The original's words: white space parts them, and punctuation goes from both ends of a word that
 * keeps more than two characters without it. */
#include "base/grow.h"
#include "base/table.h"
#include "hits/vader.h"
#include "tokens/python_text.h"

enum { PUNCT = 1, UPPER = 2, LOWER = 4 };

/* What a byte of ASCII is to the original; all of string.punctuation is PUNCT. */
// clang-format off
enum { PU = PUNCT, UP = UPPER, LO = LOWER };
static const uint8_t classes[256] = {
    0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,
    0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,
    0,  PU, PU, PU, PU, PU, PU, PU, PU, PU, PU, PU, PU, PU, PU, PU,
    0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  PU, PU, PU, PU, PU, PU,
    PU, UP, UP, UP, UP, UP, UP, UP, UP, UP, UP, UP, UP, UP, UP, UP,
    UP, UP, UP, UP, UP, UP, UP, UP, UP, UP, UP, PU, PU, PU, PU, PU,
    PU, LO, LO, LO, LO, LO, LO, LO, LO, LO, LO, LO, LO, LO, LO, LO,
    LO, LO, LO, LO, LO, LO, LO, LO, LO, LO, LO, PU, PU, PU, PU, 0,
    0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,
    0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,
    0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,
    0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,
    0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,
    0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,
    0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,
    0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,
};
// clang-format on

static unsigned class_at(ef_span text, size_t at)
{
    return classes[(unsigned char)text.at[at]];
}

static uint64_t first_bytes(uint64_t chunk, size_t count)
{
    const unsigned others = 64 - 8 * (unsigned)count;
    return __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__ ? chunk & UINT64_MAX >> others
                                                     : chunk & UINT64_MAX << others;
}

static bool has_two_characters_at_most(ef_span word)
{
    size_t count = 0;
    for (size_t i = 0; i < word.len && count <= 2; i++)
        count += ((unsigned char)word.at[i] & 0xC0) != 0x80;
    return count <= 2;
}

static ef_span strip(ef_span word)
{
    ef_span inner = word;
    while (inner.len > 0 && (class_at(inner, 0) & PUNCT) != 0)
        inner = ef_span_make(inner.at + 1, inner.len - 1);
    while (inner.len > 0 && (class_at(inner, inner.len - 1) & PUNCT) != 0)
        inner.len--;
    return has_two_characters_at_most(inner) ? word : inner;
}

static uint32_t find_beyond(const ef_vader *vader, ef_span word)
{
    uint64_t key[EF_VADER_CHUNKS] = {0};
    char lower[EF_VADER_LONGEST];
    const size_t len = ef_python_lower(word, lower, sizeof lower);
    if (len > sizeof lower)
        return 0;
    memcpy(key, lower, len);
    return ef_vader_find(vader->lexicon, key, len);
}

/* The text in lower case has room for a chunk behind its end. Most words are one chunk. */
static uint32_t find_ascii(const ef_vader *vader, ef_span word)
{
    uint64_t key[EF_VADER_CHUNKS];
    const char *lower = vader->lower + (word.at - vader->text.at);
    size_t left = word.len;
    if (EF_UNLIKELY(left > EF_VADER_LONGEST))
        return 0;
    for (uint64_t *chunk = key;; chunk++, lower += 8, left -= 8) {
        memcpy(chunk, lower, sizeof *chunk);
        if (left <= 8) {
            *chunk = first_bytes(*chunk, left);
            return ef_vader_find(vader->lexicon, key, word.len);
        }
    }
}

static bool is_upper(ef_span word)
{
    unsigned seen = 0;
    for (size_t i = 0; i < word.len; i++)
        seen |= class_at(word, i);
    return (seen & (UPPER | LOWER)) == UPPER;
}

static bool is_ascii(ef_span word)
{
    for (size_t i = 0; i < word.len; i++)
        if ((unsigned char)word.at[i] >= 0x80)
            return false;
    return true;
}

/* ---- words ---- */

/* Room for the words of so many bytes, of which every other one may part two. */
static bool make_room(ef_vader *vader, size_t bytes)
{
    return ef_grow(&vader->tokens, &vader->tokens_capacity, vader->n_tokens + bytes / 2 + 1,
                   sizeof vader->tokens[0]);
}

/* There is room. */
static void add_token(ef_vader *vader, ef_span word, uint32_t number, bool shouts)
{
    ef_vader_token *const token = &vader->tokens[vader->n_tokens++];
    token->at = (uint32_t)(word.at - vader->text.at);
    token->len = (uint32_t)word.len;
    token->word = number;
    token->shouts = shouts;
    vader->n_shouting += shouts;
}

static void add_ascii(ef_vader *vader, ef_span word)
{
    if (((class_at(word, 0) | class_at(word, word.len - 1)) & PUNCT) != 0)
        word = strip(word);
    const bool shouts = (class_at(word, word.len - 1) & LOWER) == 0 && is_upper(word);
    add_token(vader, word, find_ascii(vader, word), shouts);
}

static void add_word(ef_vader *vader, ef_span word)
{
    if (is_ascii(word)) {
        add_ascii(vader, word);
        return;
    }
    word = strip(word);
    add_token(vader, word, find_beyond(vader, word), ef_python_is_upper(word));
}

/* White space beyond ASCII may part what none of ASCII does. */
static void add_words(ef_vader *vader, ef_span run)
{
    size_t start = 0;
    vader->failed |= !make_room(vader, run.len + 64);
    for (size_t at = 0; at < run.len && !vader->failed;) {
        const size_t space = ef_python_space(run, at);
        if (space == 0) {
            at++;
            continue;
        }
        if (at > start)
            add_word(vader, ef_span_make(run.at + start, at - start));
        at += space;
        start = at;
    }
    if (run.len > start && !vader->failed)
        add_word(vader, ef_span_make(run.at + start, run.len - start));
}

/* ---- texts ---- */

/* Lower case and masks of the text; *ascii says whether that is all there is. */
static bool mark(ef_vader *vader, ef_span text, bool *ascii)
{
    const size_t n_masks = ef_mask_words(text.len) - 1;
    uint64_t beyond = 0;
    vader->text = text;
    if (!ef_grow(&vader->masks, &vader->masks_capacity, n_masks, sizeof vader->masks[0]) ||
        !ef_grow(&vader->lower, &vader->lower_capacity, ef_mask_room(text.len) + 8, 1))
        return false;
    vader->kernels->lower_words(text, vader->lower, vader->masks);
    for (size_t i = 0; i < n_masks; i++)
        beyond |= vader->masks[i].beyond;
    *ascii = beyond == 0;
    return true;
}

static void count_marks(ef_vader *vader)
{
    for (size_t i = 0; i <= vader->text.len / 64; i++) {
        for (uint64_t marks = vader->masks[i].marks; marks != 0; marks &= marks - 1) {
            const bool asks = vader->text.at[64 * i + (size_t)__builtin_ctzll(marks)] == '?';
            vader->questions += asks;
            vader->exclamations += !asks;
        }
    }
}

/* Each run between white space of ASCII: what lies between a change of the mask and the next. */
static void read_runs(ef_vader *vader, bool ascii)
{
    const ef_span text = vader->text;
    uint64_t before = 1; /* what stands before the text is no word */
    size_t start = 0;
    bool inside = false;
    for (size_t i = 0; i <= text.len / 64; i++) {
        vader->failed |= !make_room(vader, 64);
        if (vader->failed)
            return;
        const uint64_t space = vader->masks[i].space;
        uint64_t changes = space ^ (space << 1 | before);
        before = space >> 63;
        for (; changes != 0; changes &= changes - 1) {
            const size_t at = 64 * i + (size_t)__builtin_ctzll(changes);
            const ef_span run = ef_span_make(text.at + start, at - start);
            if (inside)
                (ascii ? add_ascii : add_words)(vader, run);
            start = at;
            inside = !inside;
        }
    }
}

bool ef_vader_read(ef_vader *vader, ef_span text)
{
    bool ascii;
    vader->n_tokens = 0;
    vader->n_shouting = 0;
    vader->n_splices = 0;
    vader->exclamations = 0;
    vader->questions = 0;
    if (!mark(vader, text, &ascii))
        return false;
    if (!ascii || vader->lexicon->has_ascii_emoji) {
        text = ef_vader_expand(vader, text);
        if (text.at != vader->text.at && !mark(vader, text, &ascii))
            return false;
    }
    count_marks(vader);
    read_runs(vader, ascii);
    vader->some_shout = vader->n_shouting > 0 && vader->n_shouting < vader->n_tokens;
    return !vader->failed;
}
