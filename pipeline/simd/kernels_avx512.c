/* The kernels in AVX-512: 64 bytes a register, a mask from each comparison, and what is left at the
 * end of a text read by a mask. VBMI, which all but the first of these processors have, looks each
 * byte up among 128: what a byte of ASCII is needs no comparison at all. */
#include "simd/kernels.h"

#if defined(__x86_64__) || defined(AVX512)

#ifndef AVX512 /* else a test brings intrinsics that any processor runs */
#include <immintrin.h>
#define AVX512 __attribute__((target("avx512f,avx512bw,avx512vl,avx512vbmi,bmi,bmi2")))
#endif

#include "simd/masks.h"
#include "simd/utf8_errors.h"

/* The 64 bytes from `at` on, those behind the text `fill`. */
AVX512 static inline __m512i load(ef_span text, size_t at, char fill)
{
    const size_t len = text.len - at;
    const uint64_t is_text = len < 64 ? (UINT64_C(1) << len) - 1 : UINT64_MAX;
    return _mm512_mask_loadu_epi8(_mm512_set1_epi8(fill), is_text, text.at + at);
}

AVX512 static inline uint64_t equal(__m512i bytes, char c)
{
    return _mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8(c));
}

AVX512 static inline uint64_t within(__m512i bytes, char first, char last)
{
    return _mm512_cmpge_epu8_mask(bytes, _mm512_set1_epi8(first)) &
           _mm512_cmple_epu8_mask(bytes, _mm512_set1_epi8(last));
}

AVX512 static inline __m512i to_lower(__m512i bytes, uint64_t upper)
{
    const __m512i lower = _mm512_or_si512(bytes, _mm512_set1_epi8(0x20));
    return _mm512_mask_mov_epi8(bytes, upper, lower);
}

/* Each byte's neighbour `count` places on the left; those of the first are the last of `before`. */
AVX512 static inline __m512i left_of(__m512i bytes, __m512i before, char count)
{
    const __m512i places = _mm512_setr_epi64(
        0x4746454443424140, 0x4f4e4d4c4b4a4948, 0x5756555453525150, 0x5f5e5d5c5b5a5958,
        0x6766656463626160, 0x6f6e6d6c6b6a6968, 0x7776757473727170, 0x7f7e7d7c7b7a7978);
    const __m512i left = _mm512_sub_epi8(places, _mm512_set1_epi8(count));
    return _mm512_permutex2var_epi8(before, left, bytes);
}

/* What each byte of ASCII is, as traits_of in kernels_scalar.c tells it. */
enum {
    LETTER = 1,
    UPPER = 2,
    SPACE = 4,
    WIDE = 8, /* white space that is no blank */
    QUOTE = 16,
    JOINS = 32,
    SIGN = 64,
    MARK = 128
};

/* Names as long as a row of 16 allows: control, blank, digit, upper and lower case, quote, sign, also
 * one that joins, that is a mark, or both. */
enum {
    C = SPACE | WIDE,
    B = SPACE,
    D = JOINS,
    U = LETTER | UPPER | JOINS,
    L = LETTER | JOINS,
    Q = QUOTE,
    S = SIGN,
    J = SIGN | JOINS,
    M = SIGN | MARK,
    P = SIGN | MARK | JOINS
};

static const uint8_t kinds_of_ascii[128] = {
    C, C, C, C, C, C, C, C, C, C, C, C, C, C, C, C, /* 0 */
    C, C, C, C, C, C, C, C, C, C, C, C, C, C, C, C, /* 1 */
    B, M, S, S, S, J, S, Q, S, S, S, J, M, J, P, J, /* 2    ! " # $ % & ' ( ) * + , - . / */
    D, D, D, D, D, D, D, D, D, D, S, S, S, S, S, M, /* 3  0 to 9 : ; < = > ? */
    D, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, /* 4  @ A to O */
    U, U, U, U, U, U, U, U, U, U, U, S, S, S, S, J, /* 5  P to Z [ \ ] ^ _ */
    Q, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, /* 6  ` a to o */
    L, L, L, L, L, L, L, L, L, L, L, S, S, S, S, C, /* 7  p to z { | } ~ and delete */
};

AVX512 static inline uint64_t are(__m512i kinds, int kind)
{
    return _mm512_test_epi8_mask(kinds, _mm512_set1_epi8((char)kind));
}

/* Writes 64 bytes in lower case; `last` is those before them. */
AVX512 static inline ef_text_kinds lower_block(__m512i bytes, char *lower, __m512i *last)
{
    const uint64_t beyond = _mm512_movepi8_mask(bytes);
    const __m512i kinds =
        _mm512_maskz_permutex2var_epi8(~beyond, _mm512_loadu_si512(kinds_of_ascii), bytes,
                                       _mm512_loadu_si512(kinds_of_ascii + 64));
    const uint64_t upper = are(kinds, UPPER);
    const __m512i low = to_lower(bytes, upper);
    const uint64_t same = _mm512_cmpeq_epi8_mask(low, left_of(low, *last, 1));
    _mm512_storeu_si512(lower, low);
    *last = low;
    return (ef_text_kinds){
        .letters = are(kinds, LETTER),
        .upper = upper,
        .same = same,
        .spaces = are(kinds, SPACE),
        .wide = are(kinds, WIDE),
        .quotes = are(kinds, QUOTE) | beyond,
        .joins = are(kinds, JOINS),
        .signs = are(kinds, SIGN),
        .marks = are(kinds, MARK),
    };
}

AVX512 static void lower_letters(ef_span text, char *lower, ef_text_masks *masks)
{
    __m512i last = _mm512_setzero_si512();
    ef_text_kinds before = {0};
    for (size_t at = 0; at <= text.len; at += 64) {
        const ef_text_kinds kinds = lower_block(load(text, at, 0), lower + at, &last);
        *masks++ = ef_mask_text(&kinds, &before);
        before = kinds;
    }
    *masks = (ef_text_masks){0};
}

AVX512 static void mark_json(ef_span bytes, uint64_t *stops)
{
    for (size_t at = 0; at <= bytes.len; at += 64) {
        const __m512i block = load(bytes, at, ' ');
        *stops++ = equal(block, '"') | equal(block, '\\') | within(block, 0, 0x1f);
    }
    *stops = 0;
}

AVX512 static void mark_ends(ef_span text, uint64_t *ends)
{
    for (size_t at = 0; at <= text.len; at += 64) {
        const __m512i bytes = load(text, at, ' ');
        *ends++ =
            equal(bytes, '.') | equal(bytes, '!') | equal(bytes, '?') | ~within(bytes, ' ', '~');
    }
    *ends = 0;
}

AVX512 static size_t find_markup(ef_span text)
{
    for (size_t at = 0; at < text.len; at += 64) {
        const __m512i bytes = load(text, at, 0);
        const uint64_t starts = equal(bytes, '<') | equal(bytes, '&') | equal(bytes, '[');
        if (starts != 0)
            return at + (size_t)__builtin_ctzll(starts);
    }
    return text.len;
}

AVX512 static void lower_words(ef_span text, char *lower, ef_word_masks *masks)
{
    for (size_t at = 0; at <= text.len; at += 64) {
        const __m512i bytes = load(text, at, ' ');
        const uint64_t upper = within(bytes, 'A', 'Z');
        const uint64_t small = within(bytes, 'a', 'z');
        _mm512_storeu_si512(lower + at, to_lower(bytes, upper));
        *masks++ = (ef_word_masks){.space = within(bytes, 9, 13) | within(bytes, 28, 32),
                                   .upper = upper,
                                   .lower = small,
                                   .signs = within(bytes, '!', '~') & ~upper & ~small &
                                            ~within(bytes, '0', '9'),
                                   .quotes = equal(bytes, '\''),
                                   .marks = equal(bytes, '!') | equal(bytes, '?'),
                                   .beyond = _mm512_movepi8_mask(bytes)};
    }
}

AVX512 static inline uint64_t mark_brackets_block(const char *at, ef_json_state *state)
{
    const __m512i bytes = _mm512_loadu_si512(at);
    const __m512i curly = _mm512_or_si512(bytes, _mm512_set1_epi8(0x20)); /* so are [ and ] */
    const ef_json_kinds kinds = {.quotes = equal(bytes, '"'),
                                 .slashes = equal(bytes, '\\'),
                                 .brackets = equal(curly, '{') | equal(curly, '}'),
                                 .newlines = equal(bytes, '\n')};
    return ef_mask_brackets(&kinds, at, state);
}

AVX512 static void mark_brackets(ef_span bytes, ef_json_state *state, uint64_t *marks)
{
    size_t at = 0;
    for (; bytes.len - at >= 64; at += 64)
        *marks++ = mark_brackets_block(bytes.at + at, state);
    *marks++ = ef_mark_brackets_scalar(ef_span_make(bytes.at + at, bytes.len - at), state);
    *marks = 0;
}

/* By the lower half of each byte; what its upper half says falls on the same 16 again. */
AVX512 static inline __m512i look_up(__m512i halves, const uint8_t table[16])
{
    const __m128i once = _mm_loadu_si128((const __m128i *)(const void *)table);
    return _mm512_permutexvar_epi8(halves, _mm512_broadcast_i32x4(once));
}

AVX512 static inline __m512i utf8_errors(__m512i bytes, __m512i before)
{
    const __m512i left = left_of(bytes, before, 1);
    const __m512i by_left =
        _mm512_and_si512(look_up(_mm512_srli_epi16(left, 4), ef_utf8_by_upper_left),
                         look_up(left, ef_utf8_by_lower_left));
    const __m512i wrong =
        _mm512_and_si512(by_left, look_up(_mm512_srli_epi16(bytes, 4), ef_utf8_by_upper_right));
    const __m512i third =
        _mm512_subs_epu8(left_of(bytes, before, 2), _mm512_set1_epi8(0xE0 - 0x80));
    const __m512i fourth =
        _mm512_subs_epu8(left_of(bytes, before, 3), _mm512_set1_epi8(0xF0 - 0x80));
    const __m512i due =
        _mm512_and_si512(_mm512_or_si512(third, fourth), _mm512_set1_epi8((char)CONTINUATIONS));
    return _mm512_xor_si512(due, wrong);
}

AVX512 static bool is_utf8(ef_span text)
{
    __m512i errors = _mm512_setzero_si512();
    __m512i before = errors;
    for (size_t at = 0; at <= text.len; at += 64) {
        const __m512i bytes = load(text, at, 0); /* ASCII behind the end shows what is cut short */
        if (_mm512_movepi8_mask(_mm512_or_si512(bytes, before)) != 0)
            errors = _mm512_or_si512(errors, utf8_errors(bytes, before));
        before = bytes;
    }
    return _mm512_test_epi8_mask(errors, errors) == 0;
}

const ef_kernels ef_kernels_avx512 = {
    .name = "avx512",
    .lower_letters = lower_letters,
    .is_utf8 = is_utf8,
    .mark_json = mark_json,
    .mark_ends = mark_ends,
    .lower_words = lower_words,
    .find_markup = find_markup,
    .mark_brackets = mark_brackets,
};

#endif
