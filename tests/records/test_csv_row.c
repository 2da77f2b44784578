#include <criterion/criterion.h>

#include "records/csv_row.h"

enum { CELLS = 8 };

typedef struct parsed {
    ef_arena arena;
    ef_span cells[CELLS];
    size_t count;
    size_t bad_at;
    bool good;
} parsed;

static parsed read_row(ef_span bytes, char delimiter)
{
    parsed row = {0};
    ef_arena_init(&row.arena, 256);
    row.good = ef_csv_row(bytes, delimiter, &row.arena, row.cells, CELLS, &row.count, &row.bad_at);
    return row;
}

static void expect_cells(const char *bytes, char delimiter, size_t count, const char *const *cells)
{
    parsed row = read_row(ef_span_of(bytes), delimiter);
    cr_assert(row.good, "%s", bytes);
    cr_assert_eq(row.count, count, "%s has %zu cells", bytes, row.count);
    for (size_t i = 0; i < count; i++)
        cr_assert(ef_span_is(row.cells[i], cells[i]), "%s: cell %zu is <%.*s>", bytes, i,
                  (int)row.cells[i].len, row.cells[i].at);
    ef_arena_fini(&row.arena);
}

#define EXPECT(bytes, delimiter, ...)                                                              \
    do {                                                                                           \
        const char *const cells_[] = {__VA_ARGS__};                                                \
        expect_cells(bytes, delimiter, sizeof cells_ / sizeof cells_[0], cells_);                  \
    } while (0)

static void expect_bad(const char *bytes, size_t bad_at)
{
    parsed row = read_row(ef_span_of(bytes), ',');
    cr_assert_not(row.good, "%s", bytes);
    cr_assert_eq(row.bad_at, bad_at, "%s is bad at %zu", bytes, row.bad_at);
    ef_arena_fini(&row.arena);
}

Test(csv_row, separates_cells_at_the_delimiter)
{
    EXPECT("a,b,c", ',', "a", "b", "c");
    EXPECT("a,b\tc", '\t', "a,b", "c");
    EXPECT("a;b", ';', "a", "b");
}

Test(csv_row, has_one_empty_cell_in_an_empty_row)
{
    EXPECT("", ',', "");
    EXPECT("\r\n", ',', "");
}

Test(csv_row, keeps_empty_cells_at_both_ends)
{
    EXPECT(",", ',', "", "");
    EXPECT(",a,,", ',', "", "a", "", "");
    EXPECT("\"\",\"\"", ',', "", "");
}

Test(csv_row, drops_one_line_end_and_no_more)
{
    EXPECT("a,b\n", ',', "a", "b");
    EXPECT("a,b\r\n", ',', "a", "b");
    EXPECT("a,b\r", ',', "a", "b");
    EXPECT("a,\"b\"\r\n", ',', "a", "b");
    EXPECT("a\rb,c\r\r\n", ',', "a\rb", "c\r");
}

Test(csv_row, keeps_delimiters_and_newlines_inside_quotes)
{
    EXPECT("\"a,b\",\"c\r\nd\n\"", ',', "a,b", "c\r\nd\n");
}

Test(csv_row, makes_one_quote_of_two_inside_quotes)
{
    EXPECT("\"say \"\"hi\"\"\",x", ',', "say \"hi\"", "x");
    EXPECT("\"\"\"\"", ',', "\"");
    EXPECT("\"\"\"a\"\"\"\"b\"", ',', "\"a\"\"b");
}

Test(csv_row, takes_a_quote_in_the_middle_of_a_cell_for_text)
{
    EXPECT("5\" disk,a\"b\",c", ',', "5\" disk", "a\"b\"", "c");
    EXPECT(" \"a\",b", ',', " \"a\"", "b");
}

Test(csv_row, says_where_bytes_stand_behind_a_closing_quote)
{
    expect_bad("\"a\"b,c", 3);
    expect_bad("x,\"a\" ,c", 5);
    expect_bad("\"a\"\"\"b", 5);
}

Test(csv_row, says_where_the_quote_opens_that_nothing_closes)
{
    expect_bad("\"abc", 0);
    expect_bad("a,\"b\"\"", 2);
    expect_bad("a,b,\"", 4);
    expect_bad("a,\"b\nc,d\n", 2);
}

Test(csv_row, borrows_cells_from_the_row_unless_they_hold_a_doubled_quote)
{
    const ef_span bytes = EF_SPAN("a,\"b\",\"c\"\"d\"");
    parsed row = read_row(bytes, ',');
    cr_assert_eq(row.cells[0].at, bytes.at);
    cr_assert_eq(row.cells[1].at, bytes.at + 3);
    cr_assert(row.cells[2].at < bytes.at || row.cells[2].at >= bytes.at + bytes.len);
    ef_arena_fini(&row.arena);
}

Test(csv_row, counts_cells_beyond_the_capacity_without_storing_them)
{
    ef_arena arena;
    ef_arena_init(&arena, 64);
    ef_span cells[3] = {{0}, {0}, EF_SPAN("untouched")};
    size_t count = 0;
    size_t bad_at = 0;
    cr_assert(ef_csv_row(EF_SPAN_TEXT("a,b,\"c\"\"c\",d"), ',', &arena, cells, 2, &count, &bad_at));
    cr_assert_eq(count, 4);
    cr_assert(ef_span_is(cells[1], "b"));
    cr_assert(ef_span_is(cells[2], "untouched"));
    cr_assert_null(arena.chunk, "a cell that is only counted needs no memory");
}

Test(csv_row, keeps_bytes_of_every_value)
{
    char bytes[258];
    for (int i = 0; i < 256; i++)
        bytes[i + 1] = (char)i;
    bytes[0] = 'x';
    bytes[257] = 'x';
    parsed row = read_row(ef_span_make(bytes, sizeof bytes), ',');
    cr_assert(row.good);
    cr_assert_eq(row.count, 2);
    cr_assert_eq(row.cells[0].len + 1 + row.cells[1].len, sizeof bytes);
    ef_arena_fini(&row.arena);
}
