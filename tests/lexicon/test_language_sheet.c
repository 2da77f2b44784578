#include <criterion/criterion.h>

#include "lexicon/language_sheet.h"

static earful_status read_sheet(const char *text, ef_languages *languages, earful_error *err)
{
    ef_sheet sheet;
    ef_languages_init(languages);
    cr_assert_eq(ef_sheet_parse(&sheet, "languages.csv", ef_span_of(text), err), EARFUL_OK);
    const earful_status status = ef_languages_read(languages, &sheet, err);
    ef_sheet_fini(&sheet);
    return status;
}

static void expect_error(const char *text, uint32_t line, uint32_t column, const char *message)
{
    ef_languages languages;
    earful_error err = {0};
    cr_assert_eq(read_sheet(text, &languages, &err), EARFUL_MODEL, "%s", text);
    cr_expect_eq(err.line, line, "line %u of %s", err.line, text);
    cr_expect_eq(err.column, column, "column %u of %s", err.column, text);
    cr_expect(strstr(err.message, message) != NULL, "%s", err.message);
    ef_languages_fini(&languages);
}

Test(language_sheet, reads_each_kind)
{
    ef_languages languages;
    earful_error err = {0};
    cr_assert_eq(read_sheet("language,kind,forms\naa bb,script,0041-007A 00c0-024F\n"
                            "bb,word,der\nbb,common,Und\naa,hint,der\nbb,letter,\u00df\n",
                            &languages, &err),
                 EARFUL_OK, "%s", err.message);
    cr_expect_eq(languages.names.count, 2);
    cr_expect_eq(languages.n_scripts, 2);
    cr_expect_eq(languages.scripts[1].first, 0xC0);
    cr_expect_eq(languages.scripts[1].languages, 3);
    const uint32_t der = ef_table_find(&languages.clues, EF_SPAN_TEXT("der"));
    cr_assert_neq(der, EF_NONE);
    cr_expect_eq(languages.found[der].words, 2);
    cr_expect_eq(languages.found[der].hints, 1);
    const uint32_t und = ef_table_find(&languages.clues, EF_SPAN_TEXT("und"));
    cr_assert_neq(und, EF_NONE);
    cr_expect_eq(languages.found[und].words, 2);
    cr_expect_neq(ef_table_find(&languages.clues, EF_SPAN_TEXT(".\u00df")), EF_NONE);
    ef_languages_fini(&languages);
}

Test(language_sheet, says_where_a_row_is_wrong)
{
    expect_error("language,kind\naa,word\n", 1, 1, "needs the columns language, kind and forms");
    expect_error("language,kind,forms\naa,words,x\n", 2, 4, "there are common, word, hint, letter");
    expect_error("language,kind,forms\n,word,x\n", 2, 1, "names no language");
    expect_error("language,kind,forms\naa,script,41-5a 5b\n", 2, 11, "`5b` is no range");
    expect_error("language,kind,forms\naa,script,0x41-5a\n", 2, 11, "is no range");
    expect_error("language,kind,forms\naa,script,5a-41\n", 2, 11, "is no range");
    expect_error(
        "language,kind,forms\n"
        "a b c d e f g h i j k l m n o p q r s t u v w x y z aa bb cc dd ee ff gg hh ii jj kk "
        "ll mm nn oo pp qq rr ss tt uu vv ww xx yy zz ab ac ad ae af ag ah ai aj ak al am "
        "an,word,x\n",
        2, 1, "`an` is one language too many");
}
