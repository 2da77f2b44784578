/* The kernels in AVX2: 32 bytes a register. */
#include "simd/kernels.h"

#ifdef __x86_64__

#include <immintrin.h>

#include "simd/masks.h"
#include "simd/utf8_errors.h"

#define AVX2 __attribute__((target("avx2,bmi,bmi2")))

typedef struct pair {
    __m256i low;
    __m256i high;
} pair;

AVX2 static inline pair load(const char *at)
{
    return (pair){_mm256_loadu_si256((const __m256i *)(const void *)at),
                  _mm256_loadu_si256((const __m256i *)(const void *)(at + 32))};
}

AVX2 static inline void store(char *to, pair bytes)
{
    _mm256_storeu_si256((__m256i *)(void *)to, bytes.low);
    _mm256_storeu_si256((__m256i *)(void *)(to + 32), bytes.high);
}

AVX2 static inline uint64_t bits(__m256i low, __m256i high)
{
    return (uint64_t)(uint32_t)_mm256_movemask_epi8(high) << 32 |
           (uint32_t)_mm256_movemask_epi8(low);
}

AVX2 static inline __m256i equal(__m256i bytes, char c)
{
    return _mm256_cmpeq_epi8(bytes, _mm256_set1_epi8(c));
}

/* 0xff where first <= c <= first + span; bytes are biased because AVX2 compares signed ones only. */
AVX2 static inline __m256i within(__m256i bytes, char first, char span)
{
    const __m256i biased = _mm256_add_epi8(
        bytes, _mm256_set1_epi8((char)((unsigned char)-128 - (unsigned char)first)));
    return _mm256_cmpgt_epi8(_mm256_set1_epi8((char)(-128 + span + 1)), biased);
}

AVX2 static inline __m256i to_lower(__m256i bytes, __m256i upper)
{
    return _mm256_or_si256(bytes, _mm256_and_si256(upper, _mm256_set1_epi8(0x20)));
}

/* Each byte's neighbour `count` places on the left. */
#define LEFT_OF(bytes, before, count)                                                              \
    _mm256_alignr_epi8(bytes, _mm256_permute2x128_si256(before, bytes, 0x21), 16 - (count))

AVX2 static inline __m256i look_up(__m256i nibbles, const uint8_t table[16])
{
    const __m128i half = _mm_loadu_si128((const __m128i *)(const void *)table);
    return _mm256_shuffle_epi8(_mm256_broadcastsi128_si256(half), nibbles);
}

/* 0xff where a byte is one of a table that holds each at the place that its lower half names. A
 * shuffle gives 0 for bytes beyond ASCII, which these are not. */
AVX2 static inline __m256i is_in(__m256i bytes, const uint8_t table[16])
{
    return _mm256_cmpeq_epi8(bytes, look_up(bytes, table));
}

/* Kinds of 32 bytes in lower case. */
typedef struct traits {
    __m256i digit;
    __m256i at;
    __m256i blank;
    __m256i wide;
    __m256i quote; /* also more than ASCII; only the top bits count */
    __m256i joint; /* of what joins, all but letters and digits */
    __m256i mark;
} traits;

AVX2 static inline traits traits_of(__m256i low)
{
    enum { NONE = 0xff };
    static const uint8_t quotes[16] = {'`',  NONE, NONE, NONE, NONE, NONE, NONE, '\'',
                                       NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE};
    static const uint8_t marks[16] = {NONE, '!',  NONE, NONE, NONE, NONE, NONE, NONE,
                                      NONE, NONE, NONE, NONE, ',',  NONE, '.',  '?'};
    static const uint8_t joints[16] = {'@',  NONE, NONE, NONE, NONE, '%', NONE, NONE,
                                       NONE, NONE, NONE, '+',  NONE, '-', '.',  '_'};
    return (traits){
        .digit = within(low, '0', 9),
        .at = equal(low, '@'),
        .blank = equal(low, ' '),
        .wide = _mm256_or_si256(within(low, 0, 0x1f), equal(low, 0x7f)),
        .quote = _mm256_or_si256(is_in(low, quotes), low),
        .joint = _mm256_or_si256(is_in(low, joints), equal(low, '/')),
        .mark = is_in(low, marks),
    };
}

AVX2 static inline ef_text_kinds kinds_of(pair low)
{
    const traits l = traits_of(low.low);
    const traits h = traits_of(low.high);
    const uint64_t letters = bits(within(low.low, 'a', 25), within(low.high, 'a', 25));
    const uint64_t words = letters | bits(l.digit, h.digit);
    const uint64_t wide = bits(l.wide, h.wide);
    const uint64_t spaces = bits(l.blank, h.blank) | wide;
    const uint64_t quotes = bits(l.quote, h.quote);
    return (ef_text_kinds){
        .letters = letters,
        .spaces = spaces,
        .wide = wide,
        .quotes = quotes,
        .joins = words | bits(l.joint, h.joint),
        .signs = ~(words | spaces | quotes | bits(l.at, h.at)),
        .marks = bits(l.mark, h.mark),
    };
}

/* Writes 64 bytes in lower case; `last` is the 32 bytes before them. */
AVX2 static inline ef_text_kinds lower_block(const char *at, char *lower, __m256i *last)
{
    const pair bytes = load(at);
    const pair upper = {within(bytes.low, 'A', 25), within(bytes.high, 'A', 25)};
    const pair low = {to_lower(bytes.low, upper.low), to_lower(bytes.high, upper.high)};
    store(lower, low);
    ef_text_kinds kinds = kinds_of(low);
    kinds.upper = bits(upper.low, upper.high);
    kinds.same = bits(_mm256_cmpeq_epi8(low.low, LEFT_OF(low.low, *last, 1)),
                      _mm256_cmpeq_epi8(low.high, LEFT_OF(low.high, low.low, 1)));
    *last = low.high;
    return kinds;
}

AVX2 static void lower_letters(ef_span text, char *lower, ef_text_masks *masks)
{
    __m256i last = _mm256_setzero_si256();
    ef_text_kinds before = {0};
    char rest[64] = {0};
    if (text.len % 64 > 0)
        memcpy(rest, text.at + text.len - text.len % 64, text.len % 64);
    for (size_t at = 0; at <= text.len; at += 64) {
        const char *const from = text.len - at >= 64 ? text.at + at : rest;
        const ef_text_kinds kinds = lower_block(from, lower + at, &last);
        *masks++ = ef_mask_text(&kinds, &before);
        before = kinds;
    }
    *masks = (ef_text_masks){0};
}

AVX2 static inline __m256i json_stops(__m256i bytes)
{
    return _mm256_or_si256(_mm256_or_si256(equal(bytes, '"'), equal(bytes, '\\')),
                           within(bytes, 0, 0x1f));
}

AVX2 static inline uint64_t mark_json_block(pair bytes)
{
    return bits(json_stops(bytes.low), json_stops(bytes.high));
}

AVX2 static void mark_json(ef_span bytes, uint64_t *stops)
{
    size_t at = 0;
    for (; bytes.len - at >= 64; at += 64)
        *stops++ = mark_json_block(load(bytes.at + at));
    char rest[64];
    memset(rest, ' ', sizeof rest);
    if (at < bytes.len)
        memcpy(rest, bytes.at + at, bytes.len - at);
    *stops++ = mark_json_block(load(rest));
    *stops = 0;
}

AVX2 static inline __m256i text_ends(__m256i bytes)
{
    enum { NONE = 0xff };
    static const uint8_t marks[16] = {NONE, '!',  NONE, NONE, NONE, NONE, NONE, NONE,
                                      NONE, NONE, NONE, NONE, NONE, NONE, '.',  '?'};
    const __m256i visible = within(bytes, ' ', 0x7e - ' ');
    return _mm256_or_si256(is_in(bytes, marks),
                           _mm256_xor_si256(visible, _mm256_set1_epi8((char)0xff)));
}

AVX2 static void mark_ends(ef_span text, uint64_t *ends)
{
    size_t at = 0;
    for (; text.len - at >= 64; at += 64) {
        const pair bytes = load(text.at + at);
        *ends++ = bits(text_ends(bytes.low), text_ends(bytes.high));
    }
    char rest[64];
    memset(rest, ' ', sizeof rest);
    if (at < text.len)
        memcpy(rest, text.at + at, text.len - at);
    const pair bytes = load(rest);
    *ends++ = bits(text_ends(bytes.low), text_ends(bytes.high));
    *ends = 0;
}

AVX2 static inline uint64_t markup_starts(pair bytes)
{
    enum { NONE = 0xff };
    static const uint8_t starts[16] = {NONE, NONE, NONE, NONE, NONE, NONE, '&',  NONE,
                                       NONE, NONE, NONE, '[',  '<',  NONE, NONE, NONE};
    return bits(is_in(bytes.low, starts), is_in(bytes.high, starts));
}

AVX2 static size_t find_markup(ef_span text)
{
    size_t at = 0;
    uint64_t starts = 0;
    for (; text.len - at >= 64 && starts == 0; at += 64)
        starts = markup_starts(load(text.at + at));
    if (starts != 0)
        return at - 64 + (size_t)__builtin_ctzll(starts);
    char rest[64] = {0};
    if (at < text.len)
        memcpy(rest, text.at + at, text.len - at);
    starts = markup_starts(load(rest));
    return starts != 0 ? at + (size_t)__builtin_ctzll(starts) : text.len;
}

AVX2 static inline __m256i python_space(__m256i bytes)
{
    return _mm256_or_si256(within(bytes, 9, 4), within(bytes, 28, 4));
}

AVX2 static inline __m256i exclaims_or_asks(__m256i bytes)
{
    return _mm256_or_si256(equal(bytes, '!'), equal(bytes, '?'));
}

AVX2 static inline uint64_t equal_to(pair bytes, char c)
{
    return bits(equal(bytes.low, c), equal(bytes.high, c));
}

AVX2 static inline uint64_t bits_within(pair bytes, char first, char span)
{
    return bits(within(bytes.low, first, span), within(bytes.high, first, span));
}

AVX2 static inline void lower_words_block(pair bytes, char *lower, ef_word_masks *mask)
{
    const pair upper = {within(bytes.low, 'A', 25), within(bytes.high, 'A', 25)};
    store(lower, (pair){to_lower(bytes.low, upper.low), to_lower(bytes.high, upper.high)});
    mask->space = bits(python_space(bytes.low), python_space(bytes.high));
    mask->upper = bits(upper.low, upper.high);
    mask->lower = bits_within(bytes, 'a', 25);
    mask->signs = bits_within(bytes, '!', '~' - '!') &
                  ~(mask->upper | mask->lower | bits_within(bytes, '0', 9));
    mask->marks = bits(exclaims_or_asks(bytes.low), exclaims_or_asks(bytes.high));
    mask->quotes = equal_to(bytes, '\'');
    mask->beyond = bits(bytes.low, bytes.high);
}

AVX2 static void lower_words(ef_span text, char *lower, ef_word_masks *masks)
{
    char rest[64];
    memset(rest, ' ', sizeof rest);
    if (text.len % 64 > 0)
        memcpy(rest, text.at + text.len - text.len % 64, text.len % 64);
    for (size_t at = 0; at <= text.len; at += 64)
        lower_words_block(load(text.len - at >= 64 ? text.at + at : rest), lower + at, masks++);
}

AVX2 static inline uint64_t mark_brackets_block(const char *at, ef_json_state *state)
{
    const pair bytes = load(at);
    const __m256i case_bit = _mm256_set1_epi8(0x20); /* makes [ and ] curly */
    const pair curly = {_mm256_or_si256(bytes.low, case_bit),
                        _mm256_or_si256(bytes.high, case_bit)};
    const ef_json_kinds kinds = {.quotes = equal_to(bytes, '"'),
                                 .slashes = equal_to(bytes, '\\'),
                                 .brackets = equal_to(curly, '{') | equal_to(curly, '}'),
                                 .newlines = equal_to(bytes, '\n')};
    return ef_mask_brackets(&kinds, at, state);
}

AVX2 static void mark_brackets(ef_span bytes, ef_json_state *state, uint64_t *marks)
{
    size_t at = 0;
    for (; bytes.len - at >= 64; at += 64)
        *marks++ = mark_brackets_block(bytes.at + at, state);
    *marks++ = at < bytes.len
                   ? ef_mark_brackets_scalar(ef_span_make(bytes.at + at, bytes.len - at), state)
                   : 0;
    *marks = 0;
}

AVX2 static inline __m256i upper_half(__m256i bytes)
{
    return _mm256_and_si256(_mm256_srli_epi16(bytes, 4), _mm256_set1_epi8(0x0f));
}

AVX2 static inline __m256i utf8_errors(__m256i bytes, __m256i before)
{
    const __m256i left = LEFT_OF(bytes, before, 1);
    const __m256i lower_left = _mm256_and_si256(left, _mm256_set1_epi8(0x0f));
    const __m256i wrong =
        _mm256_and_si256(_mm256_and_si256(look_up(upper_half(left), ef_utf8_by_upper_left),
                                          look_up(lower_left, ef_utf8_by_lower_left)),
                         look_up(upper_half(bytes), ef_utf8_by_upper_right));
    const __m256i third =
        _mm256_subs_epu8(LEFT_OF(bytes, before, 2), _mm256_set1_epi8(0xE0 - 0x80));
    const __m256i fourth =
        _mm256_subs_epu8(LEFT_OF(bytes, before, 3), _mm256_set1_epi8(0xF0 - 0x80));
    const __m256i due =
        _mm256_and_si256(_mm256_or_si256(third, fourth), _mm256_set1_epi8((char)CONTINUATIONS));
    return _mm256_xor_si256(due, wrong);
}

AVX2 static bool is_utf8(ef_span text)
{
    __m256i errors = _mm256_setzero_si256();
    __m256i before = errors;
    char rest[32] = {0}; /* ASCII behind the end shows what is cut short */
    if (text.len % 32 > 0)
        memcpy(rest, text.at + text.len - text.len % 32, text.len % 32);
    for (size_t at = 0; at <= text.len; at += 32) {
        const char *const from = text.len - at >= 32 ? text.at + at : rest;
        const __m256i bytes = _mm256_loadu_si256((const __m256i *)(const void *)from);
        if (_mm256_movemask_epi8(_mm256_or_si256(bytes, before)) != 0)
            errors = _mm256_or_si256(errors, utf8_errors(bytes, before));
        before = bytes;
    }
    return _mm256_testz_si256(errors, errors) != 0;
}

const ef_kernels ef_kernels_avx2 = {
    .name = "avx2",
    .lower_letters = lower_letters,
    .is_utf8 = is_utf8,
    .mark_json = mark_json,
    .mark_ends = mark_ends,
    .lower_words = lower_words,
    .find_markup = find_markup,
    .mark_brackets = mark_brackets,
};

#endif
