#include "criterion/criterion.h"

#include <stdio.h>

#include "tokens/utf8.h"

static void expect_fold(const char *word, const char *expected)
{
    ef_buffer out = {0};
    ef_buffer_add_text(&out, "<");
    ef_fold(ef_span_of(word), &out);
    ef_buffer_add_text(&out, ">");
    ef_buffer_add_char(&out, '\0');
    char *const got = out.at;
    out.at[out.len - 2] = '\0';
    cr_expect_str_eq(got + 1, expected, "%s", word);
    ef_buffer_fini(&out);
}

Test(fold, lowers_every_script_that_has_case)
{
    expect_fold("HeLLo", "hello");
    expect_fold("\u00c9COLE \u0416\u041e\u0420\u0410 \u03a3",
                "\u00e9cole \u0436\u043e\u0440\u0430 \u03c3");
    expect_fold("stra\u00dfe", "stra\u00dfe");
    expect_fold("\u0130", "i");
    expect_fold("\u023a", "\u2c65"); /* longer in lower case */
}

Test(fold, writes_apostrophes_straight)
{
    expect_fold("o\u2019c o\u02bcc o\uff07c o`c o\u00b4c", "o'c o'c o'c o'c o'c");
}

Test(fold, composes_and_drops_what_cannot_be_seen)
{
    expect_fold("CAFE\u0301", "caf\u00e9");
    expect_fold("E\u0301", "\u00e9");
    expect_fold("so\u00adft\u200d\ufeff", "soft");
}

Test(fold, of_nothing_is_nothing)
{
    expect_fold("", "");
    expect_fold("\u200d", "");
}

static void expect_squeeze(const char *word, const char *expected)
{
    char copy[64];
    snprintf(copy, sizeof copy, "%s", word);
    copy[ef_squeeze(copy, strlen(copy))] = '\0';
    cr_expect_str_eq(copy, expected);
}

Test(fold, squeezes_letters_only)
{
    expect_squeeze("sooooo goood", "soo good");
    expect_squeeze("good", "good");
    expect_squeeze("\u00e9\u00e9\u00e9\u00e9a", "\u00e9\u00e9a");
    expect_squeeze("1000 '''", "1000 '''");
    expect_squeeze("", "");
}
