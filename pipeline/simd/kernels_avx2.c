/* The kernels in AVX2: 32 bytes a register. */
#include "simd/kernels.h"

#ifdef __x86_64__

#include <immintrin.h>

#define AVX2 __attribute__((target("avx2,bmi,bmi2,pclmul")))

typedef struct pair {
    __m256i low;
    __m256i high;
} pair;

AVX2 static inline pair load(const char *at)
{
    return (pair){_mm256_loadu_si256((const __m256i *)(const void *)at),
                  _mm256_loadu_si256((const __m256i *)(const void *)(at + 32))};
}

AVX2 static inline uint64_t bits(__m256i low, __m256i high)
{
    return (uint64_t)(uint32_t)_mm256_movemask_epi8(high) << 32 |
           (uint32_t)_mm256_movemask_epi8(low);
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

/* Each byte's neighbour on the left; the first one's is the last of `before`. */
AVX2 static inline __m256i left_of(__m256i bytes, __m256i before)
{
    return _mm256_alignr_epi8(bytes, _mm256_permute2x128_si256(before, bytes, 0x21), 15);
}

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

AVX2 static inline __m256i or3(__m256i a, __m256i b, __m256i c)
{
    return _mm256_or_si256(_mm256_or_si256(a, b), c);
}

/* The same as traits in kernels_scalar.c. */
typedef struct traits {
    __m256i space;
    __m256i wide;  /* white space that is no blank */
    __m256i quote; /* also more than ASCII; only the top bits count */
    __m256i joins;
    __m256i sign;
    __m256i mark;
} traits;

AVX2 static inline traits traits_of(__m256i low, __m256i letter)
{
    enum { NONE = 0xff };
    static const uint8_t quotes[16] = {'`',  NONE, NONE, NONE, NONE, NONE, NONE, '\'',
                                       NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE};
    static const uint8_t marks[16] = {NONE, '!',  NONE, NONE, NONE, NONE, NONE, NONE,
                                      NONE, NONE, NONE, NONE, ',',  NONE, '.',  '?'};
    static const uint8_t joints[16] = {'@',  NONE, NONE, NONE, NONE, '%', NONE, NONE,
                                       NONE, NONE, NONE, '+',  NONE, '-', '.',  '_'};
    const __m256i digit = within(low, '0', 9);
    const __m256i quote = is_in(low, quotes);
    const __m256i at = _mm256_cmpeq_epi8(low, _mm256_set1_epi8('@'));
    const __m256i slash = _mm256_cmpeq_epi8(low, _mm256_set1_epi8('/'));
    const __m256i blank = _mm256_cmpeq_epi8(low, _mm256_set1_epi8(' '));
    const __m256i wide =
        _mm256_or_si256(within(low, 0, 0x1f), _mm256_cmpeq_epi8(low, _mm256_set1_epi8(0x7f)));
    const __m256i no_sign = _mm256_or_si256(_mm256_or_si256(letter, digit), or3(quote, at, blank));
    return (traits){
        .space = _mm256_or_si256(blank, wide),
        .wide = wide,
        .quote = _mm256_or_si256(quote, low),
        .joins = _mm256_or_si256(_mm256_or_si256(letter, digit),
                                 _mm256_or_si256(is_in(low, joints), slash)),
        .sign = _mm256_andnot_si256(no_sign, within(low, ' ', 0x7e - ' ')),
        .mark = is_in(low, marks),
    };
}

typedef struct lowering {
    __m256i last;    /* the 32 bytes before these */
    uint64_t same;   /* whether the last of them was like its neighbour */
    uint64_t spaces; /* masks of the block before, for what they say of its last two bytes */
    uint64_t wide;
    uint64_t signs;
} lowering;

/* Each bit's neighbour `count` places below; those of the first are the last of the word before. */
static inline uint64_t below(uint64_t word, uint64_t before, unsigned count)
{
    return word << count | before >> (64 - count);
}

AVX2 static inline void mark_text(__m256i low, __m256i high, pair letter, ef_text_masks *mask,
                                  lowering *so_far)
{
    const traits l = traits_of(low, letter.low);
    const traits h = traits_of(high, letter.high);
    const uint64_t spaces = bits(l.space, h.space);
    const uint64_t wide = bits(l.wide, h.wide);
    const uint64_t signs = bits(l.sign, h.sign);
    const uint64_t behind_space = below(spaces, so_far->spaces, 1);
    mask->spaces = spaces;
    mask->marks = bits(l.mark, h.mark);
    mask->gaps = behind_space & (below(wide, so_far->wide, 1) | below(spaces, so_far->spaces, 2));
    mask->ends = (behind_space & ~bits(l.quote, h.quote)) |
                 (below(signs, so_far->signs, 1) & ~bits(l.joins, h.joins));
    so_far->spaces = spaces;
    so_far->wide = wide;
    so_far->signs = signs;
}

AVX2 static inline void lower_block(const char *at, char *lower, ef_text_masks *mask,
                                    lowering *so_far)
{
    const pair bytes = load(at);
    const pair upper = {within(bytes.low, 'A', 25), within(bytes.high, 'A', 25)};
    const pair low = {to_lower(bytes.low, upper.low), to_lower(bytes.high, upper.high)};
    const pair letter = {within(low.low, 'a', 25), within(low.high, 'a', 25)};
    const uint64_t same = bits(_mm256_cmpeq_epi8(low.low, left_of(low.low, so_far->last)),
                               _mm256_cmpeq_epi8(low.high, left_of(low.high, low.low)));
    _mm256_storeu_si256((__m256i *)(void *)lower, low.low);
    _mm256_storeu_si256((__m256i *)(void *)(lower + 32), low.high);
    mask->letters = bits(letter.low, letter.high) & ~(same & (same << 1 | so_far->same));
    mask->upper = bits(upper.low, upper.high);
    mark_text(low.low, low.high, letter, mask, so_far);
    so_far->last = low.high;
    so_far->same = same >> 63;
}

AVX2 static void lower_letters(ef_span text, char *lower, ef_text_masks *masks)
{
    lowering so_far = {.last = _mm256_setzero_si256()};
    char rest[64] = {0};
    if (text.len % 64 > 0)
        memcpy(rest, text.at + text.len - text.len % 64, text.len % 64);
    for (size_t at = 0; at <= text.len; at += 64)
        lower_block(text.len - at >= 64 ? text.at + at : rest, lower + at, masks++, &so_far);
    *masks = (ef_text_masks){0};
}

AVX2 static inline __m256i json_stops(__m256i bytes)
{
    const __m256i quotes = _mm256_cmpeq_epi8(bytes, _mm256_set1_epi8('"'));
    const __m256i slashes = _mm256_cmpeq_epi8(bytes, _mm256_set1_epi8('\\'));
    return _mm256_or_si256(_mm256_or_si256(quotes, slashes), within(bytes, 0, 0x1f));
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

AVX2 static inline __m256i python_space(__m256i bytes)
{
    return _mm256_or_si256(within(bytes, 9, 4), within(bytes, 28, 4));
}

AVX2 static inline __m256i exclaims_or_asks(__m256i bytes)
{
    return _mm256_or_si256(_mm256_cmpeq_epi8(bytes, _mm256_set1_epi8('!')),
                           _mm256_cmpeq_epi8(bytes, _mm256_set1_epi8('?')));
}

AVX2 static inline ef_word_masks lower_words_block(pair bytes, char *lower)
{
    _mm256_storeu_si256((__m256i *)(void *)lower, to_lower(bytes.low, within(bytes.low, 'A', 25)));
    _mm256_storeu_si256((__m256i *)(void *)(lower + 32),
                        to_lower(bytes.high, within(bytes.high, 'A', 25)));
    return (ef_word_masks){.space = bits(python_space(bytes.low), python_space(bytes.high)),
                           .marks = bits(exclaims_or_asks(bytes.low), exclaims_or_asks(bytes.high)),
                           .beyond = bits(bytes.low, bytes.high)};
}

AVX2 static void lower_words(ef_span text, char *lower, ef_word_masks *masks)
{
    size_t at = 0;
    for (; text.len - at >= 64; at += 64)
        *masks++ = lower_words_block(load(text.at + at), lower + at);
    char rest[64];
    memset(rest, ' ', sizeof rest);
    if (at < text.len)
        memcpy(rest, text.at + at, text.len - at);
    *masks = lower_words_block(load(rest), lower + at);
}

AVX2 static inline uint64_t equal_to(pair bytes, char c)
{
    const __m256i wanted = _mm256_set1_epi8(c);
    return bits(_mm256_cmpeq_epi8(bytes.low, wanted), _mm256_cmpeq_epi8(bytes.high, wanted));
}

/* The bytes behind a backslash that is not behind one itself: in a run of backslashes every second
 * byte from its second on. Adding a backslash to a run that starts at an odd place carries to the
 * run's end and tells these runs from the others. Langdale and Lemire, "Parsing Gigabytes of JSON
 * per Second". */
static inline uint64_t mark_escaped(uint64_t slashes, bool *escaped)
{
    const uint64_t even = UINT64_C(0x5555555555555555);
    const uint64_t first = *escaped;
    slashes &= ~first;
    const uint64_t behind = slashes << 1 | first;
    const uint64_t odd_starts = slashes & ~even & ~behind;
    uint64_t ends;
    *escaped = __builtin_add_overflow(odd_starts, slashes, &ends);
    return (even ^ ends << 1) & behind;
}

/* From each odd bit to the one before the next even bit: what lies between quotes. */
AVX2 static inline uint64_t between(uint64_t quotes)
{
    const __m128i all = _mm_set1_epi8((char)0xff);
    const __m128i low = _mm_set_epi64x(0, (long long)quotes);
    return (uint64_t)_mm_cvtsi128_si64(_mm_clmulepi64_si128(low, all, 0));
}

AVX2 static inline uint64_t mark_brackets_block(const char *at, ef_json_state *state)
{
    const pair bytes = load(at);
    const __m256i case_bit = _mm256_set1_epi8(0x20); /* makes [ and ] curly */
    const pair curly = {_mm256_or_si256(bytes.low, case_bit),
                        _mm256_or_si256(bytes.high, case_bit)};
    const uint64_t slashes = equal_to(bytes, '\\');
    ef_json_state after = *state;
    const uint64_t escaped = mark_escaped(slashes, &after.escaped);
    const uint64_t inside =
        between(equal_to(bytes, '"') & ~escaped) ^ (state->in_string ? UINT64_MAX : 0);
    if ((slashes & ~inside) != 0) /* which no JSON has, and it escapes nothing */
        return ef_mark_brackets_scalar(ef_span_make(at, 64), state);
    after.in_string = inside >> 63 != 0;
    *state = after;
    return ((equal_to(curly, '{') | equal_to(curly, '}')) & ~inside) | equal_to(bytes, '\n');
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

/* Keiser and Lemire, "Validating UTF-8 in less than one instruction per byte": what may be wrong of
 * two neighbours is looked up by the left one's halves and the right one's upper half; an error is a
 * bit that all three have. That a third or fourth byte is due, and is there, is seen by two
 * continuation bytes in a row standing exactly behind a lead byte that wants them. */
enum {
    TOO_SHORT = 1,       /* a lead byte, then no continuation */
    TOO_LONG = 2,        /* ASCII, then a continuation */
    OVERLONG_3 = 4,      /* E0 80 to E0 9F */
    TOO_LARGE = 8,       /* F4 90 and above */
    SURROGATE = 16,      /* ED A0 to ED BF */
    OVERLONG_2 = 32,     /* C0 and C1 */
    OVERLONG_4 = 64,     /* F0 80 to F0 8F; also F5 80 and above */
    CONTINUATIONS = 128, /* two in a row */
    ALWAYS = TOO_SHORT | TOO_LONG | CONTINUATIONS
};

AVX2 static inline __m256i upper_half(__m256i bytes)
{
    return _mm256_and_si256(_mm256_srli_epi16(bytes, 4), _mm256_set1_epi8(0x0f));
}

/* Each byte's neighbour `count` places on the left. */
#define LEFT_OF(bytes, before, count)                                                              \
    _mm256_alignr_epi8(bytes, _mm256_permute2x128_si256(before, bytes, 0x21), 16 - (count))

AVX2 static inline __m256i utf8_errors(__m256i bytes, __m256i before)
{
    static const uint8_t by_upper_left[16] = {TOO_LONG,
                                              TOO_LONG,
                                              TOO_LONG,
                                              TOO_LONG,
                                              TOO_LONG,
                                              TOO_LONG,
                                              TOO_LONG,
                                              TOO_LONG,
                                              CONTINUATIONS,
                                              CONTINUATIONS,
                                              CONTINUATIONS,
                                              CONTINUATIONS,
                                              TOO_SHORT | OVERLONG_2,
                                              TOO_SHORT,
                                              TOO_SHORT | OVERLONG_3 | SURROGATE,
                                              TOO_SHORT | TOO_LARGE | OVERLONG_4};
    enum { LARGE = ALWAYS | TOO_LARGE | OVERLONG_4 };
    static const uint8_t by_lower_left[16] = {ALWAYS | OVERLONG_2 | OVERLONG_3 | OVERLONG_4,
                                              ALWAYS | OVERLONG_2,
                                              ALWAYS,
                                              ALWAYS,
                                              ALWAYS | TOO_LARGE,
                                              LARGE,
                                              LARGE,
                                              LARGE,
                                              LARGE,
                                              LARGE,
                                              LARGE,
                                              LARGE,
                                              LARGE,
                                              LARGE | SURROGATE,
                                              LARGE,
                                              LARGE};
    enum { MIDDLE = TOO_LONG | CONTINUATIONS | OVERLONG_2 };
    static const uint8_t by_upper_right[16] = {TOO_SHORT,
                                               TOO_SHORT,
                                               TOO_SHORT,
                                               TOO_SHORT,
                                               TOO_SHORT,
                                               TOO_SHORT,
                                               TOO_SHORT,
                                               TOO_SHORT,
                                               MIDDLE | OVERLONG_3 | OVERLONG_4,
                                               MIDDLE | OVERLONG_3 | TOO_LARGE,
                                               MIDDLE | SURROGATE | TOO_LARGE,
                                               MIDDLE | SURROGATE | TOO_LARGE,
                                               TOO_SHORT,
                                               TOO_SHORT,
                                               TOO_SHORT,
                                               TOO_SHORT};
    const __m256i left = LEFT_OF(bytes, before, 1);
    const __m256i lower_left = _mm256_and_si256(left, _mm256_set1_epi8(0x0f));
    const __m256i wrong =
        _mm256_and_si256(_mm256_and_si256(look_up(upper_half(left), by_upper_left),
                                          look_up(lower_left, by_lower_left)),
                         look_up(upper_half(bytes), by_upper_right));
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
    .lower_words = lower_words,
    .mark_brackets = mark_brackets,
};

#endif
