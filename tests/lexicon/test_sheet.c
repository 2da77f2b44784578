#include <criterion/criterion.h>

#include "base/table.h"
#include "lexicon/sheet.h"

static void expect_cell(const ef_sheet *sheet, size_t row, const char *header, const char *text)
{
    const ef_span cell = ef_sheet_cell(sheet, row, ef_sheet_column(sheet, header));
    cr_assert(ef_span_is(cell, text), "%s of row %zu is <%.*s>, not <%s>", header, row,
              (int)cell.len, cell.len > 0 ? cell.at : "", text);
}

static ef_sheet parse(const char *text)
{
    ef_sheet sheet;
    earful_error err = {0};
    cr_assert_eq(ef_sheet_parse(&sheet, "x.csv", ef_span_of(text), &err), EARFUL_OK, "%s",
                 err.message);
    return sheet;
}

static void expect_error(ef_span text, uint32_t line, uint32_t column, const char *message)
{
    ef_sheet sheet;
    earful_error err = {0};
    cr_assert_eq(ef_sheet_parse(&sheet, "x.csv", text, &err), EARFUL_MODEL, "%s", text.at);
    cr_expect_str_eq(err.path, "x.csv");
    cr_expect_eq(err.line, line, "line %u of %s", err.line, text.at);
    cr_expect_eq(err.column, column, "column %u of %s", err.column, text.at);
    cr_expect(strstr(err.message, message) != NULL, "%s", err.message);
    ef_sheet_fini(&sheet);
}

Test(sheet, finds_cells_by_header_in_any_case_and_trims_them)
{
    ef_sheet sheet = parse("Term,VALENCE\n good , 1.5\nbad,-2\n");
    cr_assert_eq(sheet.n_rows, 2);
    expect_cell(&sheet, 0, "term", "good");
    expect_cell(&sheet, 0, "valence", "1.5");
    expect_cell(&sheet, 1, "term", "bad");
    cr_assert_eq(ef_sheet_column(&sheet, "cond"), EF_NONE);
    cr_assert_eq(ef_sheet_cell(&sheet, 0, EF_NONE).len, 0);
    ef_sheet_fini(&sheet);
}

Test(sheet, reads_tabs_when_the_header_holds_one)
{
    ef_sheet sheet = parse("term\tnote\ngood, really\tyes\n");
    expect_cell(&sheet, 0, "term", "good, really");
    expect_cell(&sheet, 0, "note", "yes");
    ef_sheet_fini(&sheet);
}

Test(sheet, skips_a_byte_order_mark_comments_and_blank_lines)
{
    ef_sheet sheet = parse("\xef\xbb\xbf# source: me\r\n#Licence:  MIT \r\n\r\nterm,note\r\n"
                           "  \n# x,y,z\na,1\r\n\nb,2");
    cr_assert(ef_span_is(sheet.source, "me"));
    cr_assert(ef_span_is(sheet.licence, "MIT"));
    cr_assert_eq(sheet.n_rows, 2);
    cr_assert_eq(sheet.lines[0], 7);
    cr_assert_eq(sheet.lines[1], 9);
    expect_cell(&sheet, 0, "note", "1");
    expect_cell(&sheet, 1, "note", "2");
    ef_sheet_fini(&sheet);
}

Test(sheet, keeps_the_first_source_that_is_named)
{
    ef_sheet sheet = parse("# source: one\n# source: two\nterm\n");
    cr_assert(ef_span_is(sheet.source, "one"));
    cr_assert_eq(sheet.licence.len, 0);
    ef_sheet_fini(&sheet);
}

Test(sheet, keeps_quoted_newlines_and_goes_on_counting_lines)
{
    ef_sheet sheet = parse("term,note\n\"a\nb\"\"c\",1\nd,2\n");
    expect_cell(&sheet, 0, "term", "a\nb\"c");
    expect_cell(&sheet, 1, "term", "d");
    cr_assert_eq(sheet.lines[0], 2);
    cr_assert_eq(sheet.lines[1], 4);
    ef_sheet_fini(&sheet);
}

Test(sheet, does_not_take_a_number_sign_inside_a_row_for_a_comment)
{
    ef_sheet sheet = parse("term,note\n\"#fail\",1\na,#b\n");
    expect_cell(&sheet, 0, "term", "#fail");
    expect_cell(&sheet, 1, "note", "#b");
    ef_sheet_fini(&sheet);
}

Test(sheet, gives_empty_cells_where_a_row_is_short)
{
    ef_sheet sheet = parse("a,b,c\n1\n1,2\n");
    expect_cell(&sheet, 0, "b", "");
    expect_cell(&sheet, 0, "c", "");
    expect_cell(&sheet, 1, "b", "2");
    expect_cell(&sheet, 1, "c", "");
    ef_sheet_fini(&sheet);
}

Test(sheet, knows_the_byte_column_where_the_text_of_a_cell_begins)
{
    ef_sheet sheet = parse("a,b,c\nxy,  z,w\n\"q,\"\"\", \"\"\"r\"\"\" ,\"s\"\n\"x\ny\",z,w\n");
    cr_expect_eq(ef_sheet_cell_column(&sheet, 0, 0), 1);
    cr_expect_eq(ef_sheet_cell_column(&sheet, 0, 1), 6);
    cr_expect_eq(ef_sheet_cell_column(&sheet, 0, 2), 8);
    cr_expect_eq(ef_sheet_cell_column(&sheet, 1, 0), 2);
    cr_expect_eq(ef_sheet_cell_column(&sheet, 1, 1), 9, "%u", ef_sheet_cell_column(&sheet, 1, 1));
    cr_expect_eq(ef_sheet_cell_column(&sheet, 1, 2), 19, "%u", ef_sheet_cell_column(&sheet, 1, 2));
    cr_expect(ef_sheet_cell_quoted(&sheet, 1, 0));
    cr_expect_not(ef_sheet_cell_quoted(&sheet, 1, 1));
    cr_expect(ef_sheet_cell_quoted(&sheet, 1, 2));
    cr_expect_not(ef_sheet_cell_quoted(&sheet, 0, EF_NONE));
    cr_expect_eq(ef_sheet_cell_column(&sheet, 2, 0), 1);
    cr_expect_eq(ef_sheet_cell_column(&sheet, 2, 2), 1);
    ef_sheet_fini(&sheet);
}

Test(sheet, places_a_missing_cell_at_the_end_of_its_row)
{
    ef_sheet sheet = parse("a,b,c\nxy\n\"z\",w\n1,2,3");
    cr_expect_eq(ef_sheet_cell_column(&sheet, 0, 1), 3);
    cr_expect_eq(ef_sheet_cell_column(&sheet, 0, 2), 3);
    cr_expect_eq(ef_sheet_cell_column(&sheet, 1, 2), 6);
    cr_expect_not(ef_sheet_cell_quoted(&sheet, 0, 2));
    ef_sheet_fini(&sheet);
}

Test(sheet, has_no_rows_behind_a_lone_header)
{
    ef_sheet sheet = parse("term");
    cr_assert_eq(sheet.n_rows, 0);
    cr_assert_eq(sheet.n_headers, 1);
    ef_sheet_fini(&sheet);
}

Test(sheet, refuses_a_file_without_a_header)
{
    expect_error(EF_SPAN_TEXT(""), 1, 1, "no header");
    expect_error(EF_SPAN_TEXT("# source: x\n\n"), 3, 1, "no header");
}

Test(sheet, says_where_a_quotation_mark_is_wrong)
{
    expect_error(EF_SPAN_TEXT("a,b\n1,\"two\n3,4\n"), 2, 3, "nothing closes");
    expect_error(EF_SPAN_TEXT("a,b\n1,\"two\"2\n"), 2, 8, "behind a closing");
    expect_error(EF_SPAN_TEXT("a,b\n\"x\ny\"z,1\n"), 3, 3, "behind a closing");
    expect_error(EF_SPAN_TEXT("a,\"b\n"), 1, 3, "nothing closes");
}

Test(sheet, says_where_a_row_has_too_many_cells)
{
    expect_error(EF_SPAN_TEXT("a,b\n1,2\n\"x\",22,3,4\n"), 3, 8, "4 cells under 2 headers");
    expect_error(EF_SPAN_TEXT("a\tb\n1\t2\t3\n"), 2, 5, "holds a tab");
}

Test(sheet, refuses_two_columns_of_one_name)
{
    expect_error(EF_SPAN_TEXT("term,note, Term\n"), 1, 12, "second column is called Term");
}

Test(sheet, refuses_more_columns_than_anybody_needs)
{
    char header[201] = {0};
    memset(header, ',', 200);
    expect_error(ef_span_of(header), 1, 65, "201 columns");
}

Test(sheet, says_where_a_byte_is_not_utf8)
{
    expect_error(EF_SPAN_TEXT("term\ngood\nna\xefve\n"), 3, 3, "0xef is not UTF-8");
    expect_error(EF_SPAN_TEXT("term\n\xc0\x80\n"), 2, 1, "0xc0");
    expect_error(EF_SPAN_TEXT("term\n\xed\xa0\x80\n"), 2, 1, "0xed");
    expect_error(EF_SPAN_TEXT("term\n\xf4\x90\x80\x80\n"), 2, 1, "0xf4");
    expect_error(EF_SPAN_TEXT("term\nx\xe2\x82"), 2, 2, "0xe2");
    ef_sheet sheet = parse("term\n\xf4\x8f\xbf\xbf\n\xed\x9f\xbf\n\xc2\x80\n\xf0\x9f\x98\x80\n");
    cr_assert_eq(sheet.n_rows, 4);
    ef_sheet_fini(&sheet);
}
