#include "criterion/criterion.h"

#include <stdlib.h>
#include <sys/mman.h>

#include "emulated_avx512.h"
#include "simd/kernels.h"

/* Every table gives what the scalar one gives, at every alignment and length, and reads nothing
 * outside of its span: the span ends where memory does. AVX-512 is emulated too, for the machines
 * that have none. */

enum { LONGEST = 200, PAGE = 4096, ROUNDS = 3 };

typedef struct room {
    char *pages; /* two, the second one forbidden */
    uint64_t state;
} room;

static void setup(room *r)
{
    void *pages = NULL;
    cr_assert_eq(posix_memalign(&pages, PAGE, 2 * PAGE), 0);
    r->pages = pages;
    r->state = 20260101;
    cr_assert_eq(mprotect(r->pages + PAGE, PAGE, PROT_NONE), 0);
}

static void teardown(room *r)
{
    mprotect(r->pages + PAGE, PAGE, PROT_READ | PROT_WRITE);
    free(r->pages);
}

static unsigned draw(room *r)
{
    r->state = r->state * UINT64_C(6364136223846793005) + 1442695040888963407u;
    return (unsigned)(r->state >> 33);
}

/* Bytes of which each kind that a kernel tells apart is common, and runs of one letter. */
static ef_span fill(room *r, size_t len, size_t from_end)
{
    static const char common[] =
        "aAbBzZ@[`{<& .,!?'_%+-/:09\"\\\n\r\t\x1f\x7f\x80\xbf\xc3\xe2\xf0\xff";
    char *const at = r->pages + PAGE - from_end - len;
    for (size_t i = 0; i < len; i++) {
        const unsigned kind = draw(r) % 8;
        if (kind < 3 && i > 0)
            at[i] = (char)(at[i - 1] ^ (kind == 0 ? 0x20 : 0));
        else if (kind < 6)
            at[i] = common[draw(r) % (sizeof common - 1)];
        else
            at[i] = (char)draw(r);
    }
    return ef_span_make(at, len);
}

enum { MOST_TABLES = EF_KERNELS_MOST + 1 };

static size_t list_tables(const ef_kernels *list[MOST_TABLES])
{
    const size_t count = ef_kernels_list(list);
    list[count] = &emulated_avx512;
    return count + 1;
}

typedef void (*comparison)(const ef_kernels *kernels, ef_span text);

static void compare_all(comparison compare)
{
    const ef_kernels *list[MOST_TABLES];
    const size_t count = list_tables(list);
    room r;
    setup(&r);
    for (size_t len = 0; len <= LONGEST; len++) {
        for (size_t from_end = 0; from_end < 64 * ROUNDS; from_end++) {
            const ef_span text = fill(&r, len, from_end % 64);
            for (size_t k = 0; k < count; k++)
                compare(list[k], text);
        }
    }
    teardown(&r);
}

Test(kernels, are_listed_from_the_specification_to_the_best)
{
    const ef_kernels *list[EF_KERNELS_MOST];
    const size_t count = ef_kernels_list(list);
    cr_assert_eq(list[0], &ef_kernels_scalar);
    unsetenv("EARFUL_KERNELS");
    cr_assert_eq(ef_kernels_choose(), list[count - 1]);
    setenv("EARFUL_KERNELS", "scalar", 1);
    cr_assert_eq(ef_kernels_choose(), list[0]);
    setenv("EARFUL_KERNELS", "abacus", 1);
    cr_assert_eq(ef_kernels_choose(), list[count - 1]);
}

Test(kernels, read_64_bits_of_a_mask_from_any_place)
{
    const uint64_t words[] = {UINT64_C(0x123456789abcdef0), UINT64_C(0xfedcba9876543217)};
    cr_assert_eq(ef_mask_from(words[0], words[1], 0), words[0]);
    cr_assert_eq(ef_mask_from(words[0], words[1], 4), UINT64_C(0x7123456789abcdef));
    cr_assert_eq(ef_mask_from(words[0], words[1], 64 + 63), words[1] << 1);
}

static void compare_lower_letters(const ef_kernels *kernels, ef_span text)
{
    enum { WORDS = LONGEST / 64 + 2, ROOM = 64 * (LONGEST / 64 + 1) };
    char want_lower[ROOM], lower[ROOM];
    ef_text_masks want[WORDS], masks[WORDS];
    memset(want, 1, sizeof want);
    memset(masks, 2, sizeof masks);
    ef_kernels_scalar.lower_letters(text, want_lower, want);
    kernels->lower_letters(text, lower, masks);
    const size_t n_words = ef_mask_words(text.len);
    cr_assert_eq(memcmp(lower, want_lower, ef_mask_room(text.len)), 0, "%s: lower case of %zu",
                 kernels->name, text.len);
    cr_assert_eq(memcmp(masks, want, n_words * sizeof want[0]), 0, "%s: masks of %zu",
                 kernels->name, text.len);
    cr_assert_eq(masks[n_words - 1].letters, 0);
}

Test(kernels, lower_letters_alike)
{
    compare_all(compare_lower_letters);
}

Test(kernels, find_letters_and_their_case_but_not_the_third_of_a_kind)
{
    char lower[64];
    ef_text_masks masks[2];
    ef_kernels_scalar.lower_letters(EF_SPAN_TEXT("Sooo @aAa[ 111"), lower, masks);
    cr_assert_eq(memcmp(lower, "sooo @aaa[ 111\0", 15), 0);
    cr_assert_eq(masks[0].letters, 0x0c7);
    cr_assert_eq(masks[0].upper, 0x081);
}

/* The marks of a text's first bytes, an x for each that is set. */
static void check_mask(uint64_t mask, const char *expected, const char *name)
{
    for (size_t i = 0; expected[i] != '\0'; i++)
        cr_assert_eq((mask >> i & 1) != 0, expected[i] == 'x', "%s: %zu", name, i);
}

Test(kernels, mark_what_stands_between_words)
{
    char lower[64];
    ef_text_masks masks[2];
    ef_kernels_scalar.lower_letters(EF_SPAN_TEXT("a  b\tc. d,e! (f)'`@g \xc3 h/\x7f."), lower,
                                    masks);
    check_mask(masks[0].spaces, "_xx_x__x____x_______x_x__x_", "spaces");
    check_mask(masks[0].marks, "______x__x_x______________x", "marks");
    check_mask(masks[0].gaps, "___x_x____________________x", "gaps");
    check_mask(masks[0].ends, "__xx_x_xx___xx__x______x_xx", "ends");
}

typedef void (*marker)(ef_span text, uint64_t *masks);

static void compare_marks(const char *name, marker scalar, marker mark, ef_span text)
{
    enum { WORDS = LONGEST / 64 + 2 };
    uint64_t want[WORDS], masks[WORDS];
    memset(want, 1, sizeof want);
    memset(masks, 2, sizeof masks);
    scalar(text, want);
    mark(text, masks);
    cr_assert_eq(memcmp(masks, want, ef_mask_words(text.len) * sizeof want[0]), 0,
                 "%s: masks of %zu", name, text.len);
}

static void compare_mark_json(const ef_kernels *kernels, ef_span text)
{
    compare_marks(kernels->name, ef_kernels_scalar.mark_json, kernels->mark_json, text);
}

Test(kernels, mark_json_alike)
{
    compare_all(compare_mark_json);
}

static void compare_mark_ends(const ef_kernels *kernels, ef_span text)
{
    compare_marks(kernels->name, ef_kernels_scalar.mark_ends, kernels->mark_ends, text);
}

Test(kernels, mark_ends_alike)
{
    compare_all(compare_mark_ends);
}

Test(kernels, mark_what_may_end_a_sentence)
{
    uint64_t ends[2];
    ef_kernels_scalar.mark_ends(EF_SPAN_TEXT("a. b!?\n~\x7f,\x80"), ends);
    cr_assert_eq(ends[0], 0x572);
    cr_assert_eq(ends[1], 0);
}

/* From each start on to the next one. */
static void compare_find_markup(const ef_kernels *kernels, ef_span text)
{
    for (size_t at = 0; at < text.len + 1;) {
        const ef_span rest = ef_span_make(text.at + at, text.len - at);
        const size_t found = kernels->find_markup(rest);
        cr_assert_eq(found, ef_kernels_scalar.find_markup(rest), "%s: of %zu from %zu",
                     kernels->name, text.len, at);
        at += found + 1;
    }
}

Test(kernels, find_markup_alike)
{
    compare_all(compare_find_markup);
}

Test(kernels, find_markup_at_any_place)
{
    static const char starts[] = {'<', '&', '['};
    const ef_kernels *list[MOST_TABLES];
    const size_t count = list_tables(list);
    for (size_t k = 0; k < count; k++) {
        char text[LONGEST];
        memset(text, ']', sizeof text);
        for (size_t at = 0; at < sizeof text; at++) {
            text[at] = starts[at % sizeof starts];
            cr_assert_eq(list[k]->find_markup(ef_span_make(text, sizeof text)), at);
            cr_assert_eq(list[k]->find_markup(ef_span_make(text, at)), at);
            text[at] = ']';
        }
        cr_assert_eq(list[k]->find_markup((ef_span){0}), 0);
    }
}

/* From each state that there is, and what the last of a text becomes. */
static void compare_mark_brackets(const ef_kernels *kernels, ef_span text)
{
    enum { WORDS = LONGEST / 64 + 2 };
    static const ef_json_state states[] = {{false, false}, {true, false}, {true, true}};
    uint64_t want[WORDS], marks[WORDS];
    for (size_t i = 0; i < sizeof states / sizeof states[0]; i++) {
        ef_json_state wanted = states[i], state = states[i];
        memset(want, 1, sizeof want);
        memset(marks, 2, sizeof marks);
        ef_kernels_scalar.mark_brackets(text, &wanted, want);
        kernels->mark_brackets(text, &state, marks);
        cr_assert(state.in_string == wanted.in_string && state.escaped == wanted.escaped,
                  "%s: state behind %zu", kernels->name, text.len);
        cr_assert_eq(memcmp(marks, want, ef_mask_words(text.len) * sizeof want[0]), 0,
                     "%s: marks of %zu", kernels->name, text.len);
    }
}

Test(kernels, mark_brackets_alike)
{
    compare_all(compare_mark_brackets);
}

/* Hardly any other bytes than quotes, backslashes and brackets, so that runs are long. */
Test(kernels, mark_brackets_alike_behind_many_backslashes)
{
    static const char common[] = "\\\\\\\\\"[] \n";
    const ef_kernels *list[MOST_TABLES];
    const size_t count = list_tables(list);
    room r;
    setup(&r);
    for (int round = 0; round < 20000; round++) {
        char bytes[LONGEST];
        const unsigned rare = 1 + draw(&r) % 40;
        for (size_t i = 0; i < sizeof bytes; i++)
            bytes[i] = draw(&r) % rare != 0 ? 'a' : common[draw(&r) % (sizeof common - 1)];
        bytes[0] = '"';
        for (size_t i = 0; i < count; i++)
            compare_mark_brackets(list[i], ef_span_make(bytes, draw(&r) % LONGEST));
    }
    teardown(&r);
}

Test(kernels, mark_brackets_outside_of_strings)
{
    uint64_t marks[2];
    ef_json_state state = {0};
    ef_kernels_scalar.mark_brackets(EF_SPAN_TEXT("{\"}\\\"]\n\":[1]}\\\"{"), &state, marks);
    cr_assert_eq(marks[0], 0x1a41, "%llx", (unsigned long long)marks[0]);
    cr_assert(state.in_string && !state.escaped);
}

Test(kernels, mark_what_ends_a_plain_run_of_json)
{
    uint64_t masks[2];
    ef_kernels_scalar.mark_json(EF_SPAN_TEXT("a\"b\\c\x1f \x7f\x80\n"), masks);
    cr_assert_eq(masks[0], 0x22a);
    cr_assert_eq(masks[1], 0);
}

static void compare_lower_words(const ef_kernels *kernels, ef_span text)
{
    enum { WORDS = LONGEST / 64 + 1, ROOM = 64 * WORDS };
    char want_lower[ROOM], lower[ROOM];
    ef_word_masks want[WORDS], masks[WORDS];
    memset(want, 1, sizeof want);
    memset(masks, 2, sizeof masks);
    ef_kernels_scalar.lower_words(text, want_lower, want);
    kernels->lower_words(text, lower, masks);
    const size_t n_words = ef_mask_words(text.len) - 1;
    cr_assert_eq(memcmp(lower, want_lower, ef_mask_room(text.len)), 0, "%s: lower case of %zu",
                 kernels->name, text.len);
    cr_assert_eq(memcmp(masks, want, n_words * sizeof want[0]), 0, "%s: masks of %zu",
                 kernels->name, text.len);
    cr_assert_eq(masks[n_words - 1].space >> 63, 1);
}

Test(kernels, lower_words_alike)
{
    compare_all(compare_lower_words);
}

Test(kernels, mark_what_parts_words)
{
    char ascii[128], lower[192];
    ef_word_masks masks[3];
    for (size_t i = 0; i < sizeof ascii; i++)
        ascii[i] = (char)i;
    ef_kernels_scalar.lower_words(ef_span_make(ascii, sizeof ascii), lower, masks);
    cr_assert_eq(memcmp(&lower['@'], "@abcdefghijklmnopqrstuvwxyz[", 28), 0);
    cr_assert_eq(masks[0].space, UINT64_C(0x1f0003e00));
    cr_assert_eq(masks[0].marks, UINT64_C(0x8000000200000000));
    cr_assert_eq(masks[1].space | masks[1].marks, 0);
    cr_assert_eq(masks[0].upper | masks[0].lower, 0);
    cr_assert_eq(masks[1].upper, UINT64_C(0x7fffffe));
    cr_assert_eq(masks[1].lower, UINT64_C(0x7fffffe) << 32);
    cr_assert_eq(masks[0].signs, UINT64_C(0xfc00fffe00000000));
    cr_assert_eq(masks[1].signs, UINT64_C(0x78000001f8000001));
    cr_assert_eq(masks[0].quotes, UINT64_C(1) << '\'');
    cr_assert_eq(masks[0].beyond | masks[1].beyond, 0);
    cr_assert_eq(masks[2].space, UINT64_MAX);
    ef_kernels_scalar.lower_words(EF_SPAN_TEXT("\x80 \xff"), lower, masks);
    cr_assert_eq(masks[0].beyond, 5);
    cr_assert_eq(masks[0].space, ~UINT64_C(5));
}

/* Sequences of all lengths and of code points at every border, some of them not quite right. */
static ef_span fill_utf8(room *r, size_t len, size_t from_end)
{
    static const char *const pieces[] = {"a",
                                         "\x7f",
                                         "\xc2\x80",
                                         "\xdf\xbf",
                                         "\xe0\xa0\x80",
                                         "\xed\x9f\xbf",
                                         "\xee\x80\x80",
                                         "\xef\xbf\xbf",
                                         "\xf0\x90\x80\x80",
                                         "\xf4\x8f\xbf\xbf",
                                         "\xc1\xbf",
                                         "\xe0\x9f\xbf",
                                         "\xed\xa0\x80",
                                         "\xf0\x8f\xbf\xbf",
                                         "\xf4\x90\x80\x80",
                                         "\xf5\x80\x80\x80",
                                         "\xf1\x80\x80",
                                         "\xe1\x80",
                                         "\xc3",
                                         "\x80",
                                         "\xff",
                                         "\xf8\x88\x80\x80",
                                         "\xe1\x80\xc0",
                                         "\xf1\x80\x80\x00"};
    char *const at = r->pages + PAGE - from_end - len;
    const unsigned wrong = draw(r) % 2 == 0 ? 10 + draw(r) % 14 : 0;
    for (size_t i = 0; i < len;) {
        const char *const piece =
            wrong > 0 && draw(r) % 40 == 0 ? pieces[wrong] : pieces[draw(r) % 10];
        for (size_t k = 0; i < len && piece[k] != '\0'; k++)
            at[i++] = piece[k];
    }
    return ef_span_make(at, len);
}

Test(kernels, tell_utf8_alike)
{
    const ef_kernels *list[MOST_TABLES];
    const size_t count = list_tables(list);
    room r;
    setup(&r);
    size_t n_valid = 0, n_wrong = 0;
    for (size_t len = 0; len <= LONGEST; len++) {
        for (size_t from_end = 0; from_end < 64 * ROUNDS; from_end++) {
            const ef_span text = fill_utf8(&r, len, from_end % 64);
            const bool valid = ef_kernels_scalar.is_utf8(text);
            n_valid += valid;
            n_wrong += !valid;
            for (size_t k = 0; k < count; k++)
                cr_assert_eq(list[k]->is_utf8(text), valid, "%s: %zu bytes", list[k]->name, len);
        }
    }
    cr_assert(n_valid > 5000 && n_wrong > 5000, "%zu valid, %zu wrong", n_valid, n_wrong);
    teardown(&r);
}

static void compare_is_utf8(const ef_kernels *kernels, ef_span text)
{
    cr_assert_eq(kernels->is_utf8(text), ef_kernels_scalar.is_utf8(text));
}

/* Every pair and a third of the triples of bytes behind ASCII; what is emulated is slow, and sees some
 * of the triples. */
Test(kernels, tell_every_short_sequence_of_utf8_alike)
{
    const ef_kernels *list[MOST_TABLES];
    const size_t count = list_tables(list);
    for (uint32_t bytes = 0; bytes < 1u << 24; bytes += bytes < 0x10000 ? 1 : 3) {
        const char text[] = {'a', (char)(bytes >> 16), (char)(bytes >> 8), (char)bytes, '\x80',
                             'z'};
        const bool emulated = bytes < 0x10000 || bytes % 31 == 0;
        for (size_t len = 4; len <= 6; len++)
            for (size_t k = 1; k < count - !emulated; k++)
                compare_is_utf8(list[k], ef_span_make(text, len));
    }
}
