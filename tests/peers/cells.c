/* Prints the cells of delimited rows as earful cuts and reads them: `cells DELIMITER <FILE`. A row
 * is a line "N LENGTH...", and the bytes of its N cells; a row that is refused is "-". */
#include <stdio.h>
#include <stdlib.h>

#include "base/buffer.h"
#include "records/csv_row.h"
#include "records/split.h"

enum { MOST_CELLS = 256, PIECE = 65536 };

static void demand(bool holds)
{
    if (!holds)
        abort();
}

static void print_row(ef_span row, char delimiter, ef_arena *arena)
{
    ef_span cells[MOST_CELLS];
    size_t count = 0;
    size_t bad_at = 0;
    if (!ef_csv_row(row, delimiter, arena, cells, MOST_CELLS, &count, &bad_at)) {
        puts("-");
        return;
    }
    demand(count <= MOST_CELLS && !arena->failed);
    printf("%zu", count);
    for (size_t i = 0; i < count; i++)
        printf(" %zu", cells[i].len);
    putchar('\n');
    for (size_t i = 0; i < count; i++)
        fwrite(cells[i].at, 1, cells[i].len, stdout);
}

static void read_all(ef_buffer *input)
{
    for (size_t got = 1; got > 0; input->len += got) {
        char *const room = ef_buffer_reserve(input, PIECE);
        demand(room != NULL);
        got = fread(room, 1, PIECE, stdin);
    }
}

int main(int argc, char **argv)
{
    demand(argc == 2);
    const ef_plan plan = {.form = EF_CSV, .delimiter = argv[1][0]};
    ef_buffer input = {0};
    ef_splitter splitter;
    ef_arena arena;
    ef_cut cut;
    read_all(&input);
    ef_splitter_init(&splitter, &plan);
    ef_arena_init(&arena, PIECE);
    const ef_span window = ef_buffer_span(&input);
    while (ef_splitter_next(&splitter, window, EF_ENDED, &cut)) {
        if (cut.reason == EF_REASON_NONE)
            print_row(ef_span_make(window.at + cut.start, cut.len), plan.delimiter, &arena);
        else
            puts("-");
    }
    ef_arena_fini(&arena);
    ef_buffer_fini(&input);
    return 0;
}
