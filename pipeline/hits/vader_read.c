/* The original's words: white space parts them, and punctuation goes from both ends of a word that
 * keeps more than two characters without it. */
#include "base/grow.h"
#include "base/table.h"
#include "hits/vader.h"
#include "tokens/python_text.h"
#include "tokens/utf8.h"

/* Of string.punctuation. */
static bool is_punctuation(char c)
{
    const uint8_t class = ef_byte_class[(uint8_t)c];
    return class == EF_CHAR_PUNCT || class == EF_CHAR_SYMBOL;
}

/* Of eight that can be read, the rest zeroes. */
static uint64_t first_bytes(const char *at, size_t count)
{
    uint64_t chunk;
    memcpy(&chunk, at, sizeof chunk);
    const unsigned others = count < 8 ? 64 - 8 * (unsigned)count : 0;
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
    while (inner.len > 0 && is_punctuation(inner.at[0]))
        inner = ef_span_make(inner.at + 1, inner.len - 1);
    while (inner.len > 0 && is_punctuation(inner.at[inner.len - 1]))
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

/* Most words are of one chunk; the text in lower case has room for one behind its end. */
static uint32_t find_ascii(const ef_vader *vader, const ef_vader_token *token)
{
    uint64_t key[EF_VADER_CHUNKS];
    const char *lower = vader->lower + token->at;
    const size_t len = token->end - token->at;
    if (len > sizeof key)
        return EF_VADER_UNKNOWN;
    for (size_t i = 0; i * 8 < len; i++, lower += 8)
        key[i] = first_bytes(lower, len - i * 8);
    return ef_vader_find(vader->lexicon, key, len);
}

static ef_span span_of(const ef_vader *vader, const ef_vader_token *token)
{
    return ef_span_make(vader->text.at + token->at, token->end - token->at);
}

/* ---- words ---- */

static void strip_token(const ef_vader *vader, ef_vader_token *token)
{
    const ef_span word = strip(span_of(vader, token));
    token->at = (uint32_t)(word.at - vader->text.at);
    token->end = token->at + (uint32_t)word.len;
}

static void add_token(ef_vader *vader, size_t at, size_t end)
{
    ef_vader_token *const token = &vader->tokens[vader->n_tokens++];
    *token = (ef_vader_token){.at = (uint32_t)at, .end = (uint32_t)end};
    strip_token(vader, token);
}

/* White space beyond ASCII may part what none of ASCII does. */
static void add_words(ef_vader *vader, const ef_vader_token *run)
{
    size_t start = run->at;
    for (size_t at = run->at; at < run->end;) {
        const size_t space = ef_python_space(vader->text, at);
        if (space == 0) {
            at++;
            continue;
        }
        if (at > start)
            add_token(vader, start, at);
        at += space;
        start = at;
    }
    if (run->end > start)
        add_token(vader, start, run->end);
}

/* The words that the filter lets pass: a store that is always made costs less than a branch that no
 * processor foresees. */
static void sift(ef_vader *vader)
{
    const ef_vader_filter filter = vader->lexicon->filter;
    const ef_vader_token *const tokens = vader->tokens;
    const char *const lower = vader->lower;
    const size_t n_tokens = vader->n_tokens;
    uint32_t *const known = vader->known;
    size_t n_known = 0;
    for (size_t i = 0; i < n_tokens; i++) {
        const size_t len = tokens[i].end - tokens[i].at;
        known[n_known] = (uint32_t)i;
        n_known +=
            ef_vader_may_know(filter, ef_vader_hash(first_bytes(lower + tokens[i].at, len), len));
    }
    vader->n_known = n_known;
}

/* Keeps of these those that the lexicon knows. */
static void look_up(ef_vader *vader)
{
    size_t n_known = 0;
    for (size_t i = 0; i < vader->n_known; i++) {
        const uint32_t number = vader->known[i];
        ef_vader_token *const token = &vader->tokens[number];
        token->word = find_ascii(vader, token);
        vader->known[n_known] = number;
        n_known += token->word != EF_VADER_UNKNOWN;
    }
    vader->n_known = n_known;
}

/* The same of a text of any words, whose lower case may be another. */
static void look_up_all(ef_vader *vader)
{
    vader->n_known = 0;
    for (size_t i = 0; i < vader->n_tokens; i++) {
        ef_vader_token *const token = &vader->tokens[i];
        const ef_span word = span_of(vader, token);
        token->word = ef_span_is_ascii(word) ? find_ascii(vader, token) : find_beyond(vader, word);
        if (token->word != EF_VADER_UNKNOWN)
            vader->known[vader->n_known++] = (uint32_t)i;
    }
}

/* The token that holds byte `at`. */
static ef_vader_token *token_at(ef_vader *vader, size_t at)
{
    size_t low = 0;
    for (size_t high = vader->n_tokens; high - low > 1;) {
        const size_t middle = low + (high - low) / 2;
        if (vader->tokens[middle].at <= at)
            low = middle;
        else
            high = middle;
    }
    return &vader->tokens[low];
}

/* Words with n't in them deny, also those that no table has. */
static void find_contractions(ef_vader *vader)
{
    for (size_t i = 0; i <= vader->text.len / 64; i++)
        for (uint64_t quotes = vader->masks[i].quotes; quotes != 0; quotes &= quotes - 1) {
            const size_t at = 64 * i + (size_t)__builtin_ctzll(quotes);
            if (at == 0 || vader->lower[at - 1] != 'n' || vader->lower[at + 1] != 't')
                continue;
            ef_vader_token *const token = token_at(vader, at);
            if (token->word == EF_VADER_UNKNOWN)
                token->word = EF_VADER_CONTRACTED;
        }
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

/* The sum with what was carried from the word before. */
static uint64_t add_carrying(uint64_t a, uint64_t b, bool *carry)
{
    uint64_t sum;
    const bool first = __builtin_add_overflow(a, b, &sum);
    *carry = __builtin_add_overflow(sum, (uint64_t)*carry, &sum) || first;
    return sum;
}

/* What is known of a run that goes on in the next mask, and of all runs so far. */
typedef struct listening {
    bool inside;
    bool upper; /* a capital was in it */
    bool lower;
    bool opened;       /* it begins with punctuation */
    bool sign;         /* as did the last byte */
    uint64_t shouting; /* any bit: some run does */
    uint64_t other;
} listening;

/* Where the runs of a mask begin, where they end, and the ends of those with punctuation at either. To
 * add a bit within a run carries to the bit behind it, so all runs are asked at once. */
typedef struct bounds {
    uint64_t starts;
    uint64_t ends;
    uint64_t signs;
} bounds;

static bounds listen(listening *so_far, const ef_word_masks *mask)
{
    const uint64_t runs = ~mask->space;
    const uint64_t behind = runs << 1 | so_far->inside;
    bounds found = {.starts = runs & ~behind, .ends = behind & ~runs};
    const uint64_t shouts = add_carrying(runs, mask->upper, &so_far->upper) &
                            ~add_carrying(runs, mask->lower, &so_far->lower);
    found.signs = add_carrying(runs, found.starts & mask->signs, &so_far->opened) |
                  mask->signs << 1 | so_far->sign;
    so_far->shouting |= found.ends & shouts;
    so_far->other |= found.ends & ~shouts;
    so_far->inside = runs >> 63 != 0;
    so_far->sign = mask->signs >> 63 != 0;
    return found;
}

/* The runs between white space of ASCII; returns how many. Those with punctuation at an end, one of
 * eight, become known. */
static size_t part(ef_vader *vader, ef_vader_token *runs)
{
    listening so_far = {0};
    ef_vader_token *start = runs;
    uint32_t *const known = vader->known;
    uint32_t n_runs = 0;
    size_t n_known = 0;
    for (size_t i = 0; i <= vader->text.len / 64; i++) {
        const bounds found = listen(&so_far, &vader->masks[i]);
        for (uint64_t bits = found.starts; bits != 0; bits &= bits - 1)
            *start++ = (ef_vader_token){.at = (uint32_t)(64 * i + (size_t)__builtin_ctzll(bits))};
        for (uint64_t bits = found.ends; bits != 0; bits &= bits - 1) {
            const size_t bit = (size_t)__builtin_ctzll(bits);
            known[n_known] = n_runs;
            n_known += found.signs >> bit & 1;
            runs[n_runs++].end = (uint32_t)(64 * i + bit);
        }
    }
    vader->n_known = n_known;
    vader->some_shout = so_far.shouting != 0 && so_far.other != 0;
    return n_runs;
}

static bool some_shout(const ef_vader *vader)
{
    size_t count = 0;
    for (size_t i = 0; i < vader->n_tokens; i++)
        count += ef_python_is_upper(span_of(vader, &vader->tokens[i]));
    return count > 0 && count < vader->n_tokens;
}

static void read_ascii(ef_vader *vader)
{
    vader->n_tokens = part(vader, vader->tokens);
    for (size_t i = 0; i < vader->n_known; i++)
        strip_token(vader, &vader->tokens[vader->known[i]]);
    sift(vader);
    look_up(vader);
}

static void read_any(ef_vader *vader)
{
    const size_t n_runs = part(vader, vader->runs);
    vader->n_tokens = 0;
    for (size_t i = 0; i < n_runs; i++)
        add_words(vader, &vader->runs[i]);
    vader->some_shout = some_shout(vader);
    look_up_all(vader);
}

static bool make_room(ef_vader *vader)
{
    const size_t most = vader->text.len / 2 + 1; /* every other byte may part two words */
    return ef_grow(&vader->runs, &vader->runs_capacity, most, sizeof vader->runs[0]) &&
           ef_grow(&vader->tokens, &vader->tokens_capacity, most, sizeof vader->tokens[0]) &&
           ef_grow(&vader->known, &vader->known_capacity, most, sizeof vader->known[0]);
}

bool ef_vader_read(ef_vader *vader, ef_span text)
{
    bool ascii;
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
    if (!make_room(vader))
        return false;
    (ascii ? read_ascii : read_any)(vader);
    count_marks(vader);
    find_contractions(vader);
    return !vader->failed;
}

bool ef_vader_shouts(const ef_vader *vader, size_t token)
{
    return vader->some_shout && ef_python_is_upper(span_of(vader, &vader->tokens[token]));
}
