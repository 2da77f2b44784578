/* The original's words: emoji become their descriptions, white space parts words, and punctuation
 * goes from both ends of a word that keeps more than two characters without it. */
#include "base/grow.h"
#include "base/table.h"
#include "hits/vader.h"
#include "tokens/python_text.h"
#include "tokens/utf8.h"

enum { SPACE = 1, PUNCT = 2, UPPER = 4, LOWER = 8, MARK = 16, BEYOND = 32 };

/* What a byte is to the original; all of string.punctuation is PUNCT. */
// clang-format off
enum { SP = SPACE, PU = PUNCT, UP = UPPER, LO = LOWER, MA = PUNCT | MARK, BE = BEYOND };
static const uint8_t classes[256] = {
    0,  0,  0,  0,  0,  0,  0,  0,  0,  SP, SP, SP, SP, SP, 0,  0,
    0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  SP, SP, SP, SP,
    SP, MA, PU, PU, PU, PU, PU, PU, PU, PU, PU, PU, PU, PU, PU, PU,
    0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  PU, PU, PU, PU, PU, MA,
    PU, UP, UP, UP, UP, UP, UP, UP, UP, UP, UP, UP, UP, UP, UP, UP,
    UP, UP, UP, UP, UP, UP, UP, UP, UP, UP, UP, PU, PU, PU, PU, PU,
    PU, LO, LO, LO, LO, LO, LO, LO, LO, LO, LO, LO, LO, LO, LO, LO,
    LO, LO, LO, LO, LO, LO, LO, LO, LO, LO, LO, PU, PU, PU, PU, 0,
    BE, BE, BE, BE, BE, BE, BE, BE, BE, BE, BE, BE, BE, BE, BE, BE,
    BE, BE, BE, BE, BE, BE, BE, BE, BE, BE, BE, BE, BE, BE, BE, BE,
    BE, BE, BE, BE, BE, BE, BE, BE, BE, BE, BE, BE, BE, BE, BE, BE,
    BE, BE, BE, BE, BE, BE, BE, BE, BE, BE, BE, BE, BE, BE, BE, BE,
    BE, BE, BE, BE, BE, BE, BE, BE, BE, BE, BE, BE, BE, BE, BE, BE,
    BE, BE, BE, BE, BE, BE, BE, BE, BE, BE, BE, BE, BE, BE, BE, BE,
    BE, BE, BE, BE, BE, BE, BE, BE, BE, BE, BE, BE, BE, BE, BE, BE,
    BE, BE, BE, BE, BE, BE, BE, BE, BE, BE, BE, BE, BE, BE, BE, BE,
};
// clang-format on

static unsigned class_at(ef_span text, size_t at)
{
    return classes[(unsigned char)text.at[at]];
}

static void splice(ef_vader *vader, size_t source, bool described)
{
    if (!ef_grow(&vader->splices, &vader->splices_capacity, vader->n_splices + 1,
                 sizeof vader->splices[0])) {
        vader->failed = true;
        return;
    }
    vader->splices[vader->n_splices++] = (ef_vader_splice){
        .at = (uint32_t)vader->expanded.len, .source = (uint32_t)source, .described = described};
}

/* A space parts a description from what stands before it; nothing parts it from what follows. */
static void describe(ef_vader *vader, ef_span text, size_t at, ef_span description)
{
    ef_buffer *const out = &vader->expanded;
    const bool touches = vader->n_splices > 0 && vader->splices[vader->n_splices - 1].described;
    if (touches || (at > 0 && text.at[at - 1] != ' '))
        ef_buffer_add_char(out, ' ');
    splice(vader, at, true);
    ef_buffer_add_span(out, description);
}

/* The text with its emoji described; the text itself when it has none. */
static ef_span expand(ef_vader *vader, ef_span text)
{
    const bool *const leads = vader->lexicon->emoji_lead;
    size_t copied = 0; /* up to here all is in the buffer */
    ef_buffer_reset(&vader->expanded);
    for (size_t at = 0, len; at < text.len; at += len) {
        len = 1;
        if (EF_LIKELY(!leads[(unsigned char)text.at[at]]))
            continue;
        const ef_span description =
            ef_vader_describe(vader->lexicon, ef_utf8_decode(text, at, &len));
        if (description.at == NULL)
            continue;
        if (at > copied) {
            splice(vader, copied, false);
            ef_buffer_add(&vader->expanded, text.at + copied, at - copied);
        }
        describe(vader, text, at, description);
        copied = at + len;
    }
    if (copied == 0)
        return text;
    splice(vader, copied, false);
    ef_buffer_add(&vader->expanded, text.at + copied, text.len - copied);
    vader->failed |= vader->expanded.failed;
    return ef_buffer_span(&vader->expanded);
}

static uint64_t first_bytes(uint64_t chunk, size_t count)
{
    const unsigned others = 64 - 8 * (unsigned)count;
    return __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__ ? chunk & UINT64_MAX >> others
                                                     : chunk & UINT64_MAX << others;
}

/* Eight ASCII bytes with their capitals made small. */
static uint64_t lower_chunk(uint64_t chunk)
{
    const uint64_t ones = UINT64_C(0x0101010101010101);
    const uint64_t from_a = chunk + ones * (0x80 - 'A');
    const uint64_t beyond_z = chunk + ones * (0x7F - 'Z');
    return chunk | ((from_a ^ beyond_z) & ones * 0x80) >> 2;
}

/* The key of an ASCII word that lies in `text`. */
static void make_key(ef_span text, ef_span word, uint64_t key[EF_VADER_CHUNKS])
{
    const size_t behind = (size_t)(text.at + text.len - word.at); /* readable from the word on */
    for (size_t i = 0; i * 8 < word.len; i++) {
        const size_t left = word.len - i * 8;
        uint64_t chunk = 0;
        if (EF_LIKELY(behind >= i * 8 + 8)) {
            memcpy(&chunk, word.at + i * 8, 8);
            if (left < 8)
                chunk = first_bytes(chunk, left);
        } else {
            memcpy(&chunk, word.at + i * 8, left);
        }
        key[i] = lower_chunk(chunk);
    }
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

static uint32_t find_ascii(const ef_vader *vader, ef_span word)
{
    uint64_t key[EF_VADER_CHUNKS];
    if (word.len > EF_VADER_LONGEST)
        return 0;
    make_key(vader->text, word, key);
    return ef_vader_find(vader->lexicon, key, word.len);
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

static void count_marks(ef_vader *vader, ef_span word)
{
    for (size_t i = 0; i < word.len; i++) {
        vader->exclamations += word.at[i] == '!';
        vader->questions += word.at[i] == '?';
    }
}

/* `seen` are the classes of the word's bytes. */
static void add(ef_vader *vader, ef_span word, unsigned seen)
{
    if (vader->n_tokens == vader->tokens_capacity &&
        !ef_grow(&vader->tokens, &vader->tokens_capacity, vader->n_tokens + 1,
                 sizeof vader->tokens[0])) {
        vader->failed = true;
        return;
    }
    if ((seen & MARK) != 0)
        count_marks(vader, word);
    if ((seen & PUNCT) != 0)
        word = strip(word);
    const bool beyond = (seen & BEYOND) != 0;
    vader->tokens[vader->n_tokens++] = (ef_vader_token){
        .at = (uint32_t)(word.at - vader->text.at),
        .len = (uint32_t)word.len,
        .word = beyond ? find_beyond(vader, word) : find_ascii(vader, word),
        .shouts = beyond ? ef_python_is_upper(word) : (seen & (UPPER | LOWER)) == UPPER};
}

/* White space beyond ASCII may part what none of ASCII does. */
static void add_beyond(ef_vader *vader, ef_span run)
{
    size_t start = 0;
    unsigned seen = 0;
    for (size_t at = 0; at < run.len;) {
        const size_t space = ef_python_space(run, at);
        if (space == 0) {
            seen |= class_at(run, at++);
            continue;
        }
        if (at > start)
            add(vader, ef_span_make(run.at + start, at - start), seen);
        at += space;
        start = at;
        seen = 0;
    }
    if (run.len > start)
        add(vader, ef_span_make(run.at + start, run.len - start), seen);
}

static void compare_capitals(ef_vader *vader)
{
    size_t shouting = 0;
    for (size_t i = 0; i < vader->n_tokens; i++)
        shouting += vader->tokens[i].shouts;
    vader->some_shout = shouting > 0 && shouting < vader->n_tokens;
}

bool ef_vader_read(ef_vader *vader, ef_span text)
{
    vader->n_tokens = 0;
    vader->n_splices = 0;
    vader->exclamations = 0;
    vader->questions = 0;
    text = vader->text = expand(vader, text);
    for (size_t at = 0; at < text.len && !vader->failed;) {
        unsigned seen = class_at(text, at);
        if ((seen & SPACE) != 0) {
            at++;
            continue;
        }
        const size_t start = at;
        for (unsigned one; ++at < text.len && ((one = class_at(text, at)) & SPACE) == 0;)
            seen |= one;
        const ef_span run = ef_span_make(text.at + start, at - start);
        if (EF_LIKELY((seen & BEYOND) == 0))
            add(vader, run, seen);
        else
            add_beyond(vader, run);
    }
    compare_capitals(vader);
    return !vader->failed;
}

uint32_t ef_vader_source(const ef_vader *vader, const ef_vader_token *token)
{
    size_t low = 0;
    for (size_t high = vader->n_splices; low < high;) {
        const size_t middle = low + (high - low) / 2;
        if (vader->splices[middle].at <= token->at)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == 0)
        return token->at;
    const ef_vader_splice *const last = &vader->splices[low - 1];
    return last->described ? last->source : last->source + (token->at - last->at);
}
