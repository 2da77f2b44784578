/* Rows of CSV, and their cells: the first two bytes choose the slices and the limit. Any slices
 * give the same rows; cells lie in the row or the arena and, written back, give the same cells. */
#include <stdlib.h>

#include "base/buffer.h"
#include "records/csv_row.h"
#include "records/split.h"

enum { MOST_CELLS = 64 };

static void demand(bool holds)
{
    if (!holds)
        abort();
}

static void write_back(const ef_span *cells, size_t count, ef_buffer *out)
{
    for (size_t i = 0; i < count; i++) {
        ef_buffer_add_text(out, i > 0 ? ",\"" : "\"");
        for (size_t k = 0; k < cells[i].len; k++) {
            if (cells[i].at[k] == '"')
                ef_buffer_add_char(out, '"');
            ef_buffer_add_char(out, cells[i].at[k]);
        }
        ef_buffer_add_char(out, '"');
    }
}

static void check_row(ef_span row)
{
    ef_arena arena;
    ef_arena_init(&arena, 256);
    ef_span cells[MOST_CELLS];
    ef_span again[MOST_CELLS];
    size_t count = 0;
    size_t count_again = 0;
    size_t bad_at = 0;
    ef_buffer written = {0};
    if (!ef_csv_row(row, ',', &arena, cells, MOST_CELLS, &count, &bad_at)) {
        demand(bad_at < row.len);
    } else if (count <= MOST_CELLS) {
        write_back(cells, count, &written);
        demand(ef_csv_row(ef_buffer_span(&written), ',', &arena, again, MOST_CELLS, &count_again,
                          &bad_at));
        demand(count == count_again);
        for (size_t i = 0; i < count; i++)
            demand(ef_span_equal(cells[i], again[i]));
    }
    ef_buffer_fini(&written);
    ef_arena_fini(&arena);
}

static void cut_all(ef_span input, size_t slice, size_t limit, ef_buffer *log)
{
    static const ef_plan plan = {.form = EF_CSV, .delimiter = ',', .header_rows = 1};
    ef_splitter splitter;
    ef_splitter_init(&splitter, &plan);
    splitter.limit = limit;
    size_t dropped = 0;
    size_t given = 0;
    do {
        given = input.len - given < slice ? input.len : given + slice;
        const ef_span window = ef_span_make(input.at + dropped, given - dropped);
        ef_cut cut;
        while (
            ef_splitter_next(&splitter, window, given == input.len ? EF_ENDED : EF_GOES_ON, &cut)) {
            demand(cut.start + cut.len <= window.len && cut.len <= limit);
            ef_buffer_add_format(log, "%zu+%zu:%d ", dropped + cut.start, cut.len, (int)cut.reason);
            if (cut.reason == EF_REASON_NONE)
                check_row(ef_span_make(window.at + cut.start, cut.len));
        }
        demand(splitter.start <= splitter.at && splitter.at <= window.len);
        dropped += splitter.start;
        ef_splitter_drop(&splitter, splitter.start);
    } while (given < input.len);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 3)
        return 0;
    const ef_span input = ef_span_make((const char *)data + 2, size - 2);
    const size_t limit = 1 + data[1];
    ef_buffer whole = {0};
    ef_buffer sliced = {0};
    cut_all(input, input.len, limit, &whole);
    cut_all(input, 1 + data[0] % 32, limit, &sliced);
    demand(ef_span_equal(ef_buffer_span(&whole), ef_buffer_span(&sliced)));
    ef_buffer_fini(&whole);
    ef_buffer_fini(&sliced);
    return 0;
}
