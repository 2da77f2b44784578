#include <criterion/criterion.h>

#include "base/key_hash.h"
#include "lexicon/spelling_sheet.h"

static earful_status read_sheet(const char *text, ef_spelling *spelling, earful_error *err)
{
    ef_sheet sheet;
    ef_spelling_init(spelling);
    cr_assert_eq(ef_sheet_parse(&sheet, "spelling.csv", ef_span_of(text), err), EARFUL_OK);
    const earful_status status = ef_spelling_read(spelling, &sheet, err);
    ef_sheet_fini(&sheet);
    return status;
}

static void expect_error(const char *text, uint32_t line, uint32_t column, const char *message)
{
    ef_spelling spelling;
    earful_error err = {0};
    cr_assert_eq(read_sheet(text, &spelling, &err), EARFUL_MODEL, "%s", text);
    cr_expect_eq(err.line, line, "line %u of %s", err.line, text);
    cr_expect_eq(err.column, column, "column %u of %s", err.column, text);
    cr_expect(strstr(err.message, message) != NULL, "%s", err.message);
    ef_spelling_fini(&spelling);
}

static unsigned kinds_of(const ef_spelling *spelling, const char *word)
{
    uint32_t number = 0;
    return ef_spelling_find(spelling, ef_key_hash(ef_span_of(word)), ef_span_of(word), &number);
}

Test(spelling_sheet, reads_each_kind)
{
    ef_spelling spelling;
    earful_error err = {0};
    cr_assert_eq(read_sheet("word,kind,expansion\ndon't,contraction,do not\n"
                            "Dr,abbreviation,\nbecause,clause,\n",
                            &spelling, &err),
                 EARFUL_OK, "%s", err.message);
    cr_expect_eq(kinds_of(&spelling, "don't"), EF_CONTRACTION);
    cr_expect_eq(kinds_of(&spelling, "dr"), EF_ABBREVIATION);
    cr_expect_eq(kinds_of(&spelling, "because"), EF_CLAUSE_WORD);
    cr_expect_eq(kinds_of(&spelling, "other"), 0);
    ef_spelling_fini(&spelling);
}

Test(spelling_sheet, says_where_a_row_is_wrong)
{
    expect_error("word,kind\na,clauze\n", 2, 3, "no kind `clauze`; did you mean `clause`");
    expect_error("word,kind\na,verbosity\n", 2, 3, "there are contraction, abbreviation, clause");
    expect_error("word,kind,expansion\ndr,clause,\n,abbreviation,\n", 3, 1, "word is missing");
    expect_error("word,kind,expansion\ndon't,contraction,\n", 2, 19, "needs the words");
    expect_error("word,kind,expansion\ndr,abbreviation,doctor\n", 2, 17, "only a contraction");
    expect_error("# x\nword,expansion\n", 2, 1, "needs the columns word and kind");
}
