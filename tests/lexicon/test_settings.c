#include <criterion/criterion.h>

#include "lexicon/settings.h"

typedef struct settings_case {
    ef_settings settings;
    ef_arena arena;
    earful_error err;
    earful_status status;
} settings_case;

static settings_case parse(ef_span bytes)
{
    settings_case c = {0};
    ef_arena_init(&c.arena, 256);
    c.status = ef_settings_parse(&c.settings, &c.arena, "model.ini", bytes, &c.err);
    return c;
}

static void expect_error(const char *text, uint32_t line, uint32_t column, const char *message)
{
    settings_case c = parse(ef_span_of(text));
    cr_assert_eq(c.status, EARFUL_MODEL, "%s", text);
    cr_expect_str_eq(c.err.path, "model.ini");
    cr_expect_eq(c.err.line, line, "line %u of %s", c.err.line, text);
    cr_expect_eq(c.err.column, column, "column %u of %s", c.err.column, text);
    cr_expect(strstr(c.err.message, message) != NULL, "%s", c.err.message);
    ef_arena_fini(&c.arena);
}

Test(settings, has_defaults_for_everything_but_the_language)
{
    settings_case c = parse(EF_SPAN_TEXT("language = en"));
    cr_assert_eq(c.status, EARFUL_OK, "%s", c.err.message);
    cr_expect(ef_span_is(c.settings.language, "en"));
    cr_expect(ef_span_is(c.settings.languages, "en"));
    cr_expect_eq(c.settings.positive_threshold, 500);
    cr_expect_eq(c.settings.negative_threshold, -500);
    cr_expect_eq(c.settings.negation_window, 4);
    cr_expect_eq(c.settings.negation_factor, -7400);
    cr_expect_eq(c.settings.squash, 15 * EF_UNIT);
    cr_expect_eq(c.settings.small_n, 30);
    ef_arena_fini(&c.arena);
    expect_error("# nothing\n", 2, 1, "language = en");
}

Test(settings, reads_every_key_into_its_own_field)
{
    settings_case c = parse(EF_SPAN_TEXT("\xef\xbb\xbfname = A = b\r\n"
                                         "language=de\n"
                                         "  languages = de, nds  gsw\n"
                                         "; a comment\n"
                                         "positive_threshold = 0.01\n"
                                         "negative_threshold = -0.02\n"
                                         "mixed_threshold = 0.03\n"
                                         "negation_window = 4\n"
                                         "negation_factor = -0.05\n"
                                         "booster_window = 6\n"
                                         "caps_boost = 0.07\n"
                                         "elongation_boost = 0.08\n"
                                         "exclamation_boost = 0.09\n"
                                         "exclamation_limit = 10\n"
                                         "question_damp = 0.11\n"
                                         "contrast_before = 0.12\n"
                                         "contrast_after = 0.13\n"
                                         "request_damp = 0.14\n"
                                         "squash = 15.5\n"
                                         "small_n = 16\n"));
    cr_assert_eq(c.status, EARFUL_OK, "%u: %s", c.err.line, c.err.message);
    const ef_settings *const s = &c.settings;
    cr_expect(ef_span_is(s->name, "A = b"));
    cr_expect(ef_span_is(s->language, "de"));
    cr_expect(ef_span_is(s->languages, "de, nds  gsw"));
    const int32_t got[] = {
        s->positive_threshold, s->negative_threshold, s->mixed_threshold, s->negation_window,
        s->negation_factor,    s->booster_window,     s->caps_boost,      s->elongation_boost,
        s->exclamation_boost,  s->exclamation_limit,  s->question_damp,   s->contrast_before,
        s->contrast_after,     s->request_damp,       s->squash,          s->small_n};
    const int32_t wanted[] = {100, -200, 300,  4,    -500, 6,    700,    800,
                              900, 10,   1100, 1200, 1300, 1400, 155000, 16};
    for (size_t i = 0; i < sizeof got / sizeof got[0]; i++)
        cr_expect_eq(got[i], wanted[i], "number %zu is %d", i, got[i]);
    ef_arena_fini(&c.arena);
}

Test(settings, refuses_an_unknown_key_and_says_what_was_meant)
{
    expect_error("language = en\nnegation_windw = 3\n", 2, 1, "did you mean `negation_window`");
    expect_error("colour = red\n", 1, 1, "there are name, language, languages");
}

Test(settings, refuses_a_number_out_of_range_at_its_column)
{
    expect_error("negation_window = 21\n", 1, 19, "whole number from 0 to 20, not `21`");
    expect_error("negation_window = 1.5\n", 1, 19, "whole number");
    expect_error("\n  positive_threshold =   -0.1\n", 2, 26, "from 0 to 1, not `-0.1`");
    expect_error("squash = 0\n", 1, 10, "from 1 to 10000");
    expect_error("caps_boost = lots\n", 1, 14, "not `lots`");
    expect_error("caps_boost =\n", 1, 1, "not ``");
}

Test(settings, refuses_what_is_no_key_and_value)
{
    expect_error("language = en\nnonsense\n", 2, 1, "key = value");
    expect_error("= 3\n", 1, 1, "key = value");
    expect_error("language = en\nlanguage = de\n", 2, 1, "language is set twice");
}

Test(settings, refuses_what_is_no_language_code)
{
    expect_error("language = English\n", 1, 12, "no language code");
    expect_error("language = e\n", 1, 12, "no language code");
    expect_error("languages = en, DE\n", 1, 13, "no language code");
    expect_error("languages =\n", 1, 1, "no language code");
}

Test(settings, refuses_bytes_that_are_not_utf8)
{
    expect_error("language = en\nname = \xff\n", 2, 8, "not UTF-8");
}

static void expect_decimal(const char *text, int32_t wanted)
{
    int32_t got = 1;
    cr_assert(ef_decimal_parse(ef_span_of(text), &got), "%s", text);
    cr_assert_eq(got, wanted, "%s is %d", text, got);
}

Test(settings, reads_decimals_as_ten_thousandths_rounding_half_away_from_zero)
{
    expect_decimal("0", 0);
    expect_decimal("1.5", 15000);
    expect_decimal("-0.74", -7400);
    expect_decimal("+.5", 5000);
    expect_decimal("3.", 30000);
    expect_decimal("0.00004999", 0);
    expect_decimal("0.00005", 1);
    expect_decimal("-0.00005", -1);
    expect_decimal("0.99995", 10000);
    expect_decimal("214748.3647", 2147483647);
    expect_decimal("0000000000000000000000000000000001.0000000000000000000000000009", 10000);
}

Test(settings, does_not_take_other_texts_for_decimals)
{
    const char *const wrong[] = {"",
                                 ".",
                                 "-",
                                 "1e3",
                                 "1,5",
                                 "0x10",
                                 "nan",
                                 "1.2.3",
                                 " 1",
                                 "214748.3648",
                                 "--1",
                                 "1 ",
                                 "99999999999999999999999999",
                                 "214748.36475"};
    int32_t got = 0;
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
        cr_expect_not(ef_decimal_parse(ef_span_of(wrong[i]), &got), "%s", wrong[i]);
}
