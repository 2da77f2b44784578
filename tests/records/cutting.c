#include "cutting.h"

#include <criterion/criterion.h>
#include <stdlib.h>

size_t draw(unsigned *random, size_t below)
{
    *random = *random * 1664525u + 1013904223u;
    return (*random >> 8) % below;
}

static void note(ef_span window, size_t dropped, ef_cut cut, ef_buffer *log)
{
    cr_assert_leq(cut.start + cut.len, window.len);
    ef_buffer_add_format(log, "%zu", dropped + cut.start);
    if (cut.reason != EF_REASON_NONE)
        ef_buffer_add_format(log, "!%s@%u", ef_reason_name(cut.reason), cut.at);
    ef_buffer_add_char(log, '<');
    ef_buffer_add(log, window.at + cut.start, cut.len);
    ef_buffer_add_char(log, '>');
}

void cut_in_slices(const ef_plan *plan, ef_span input, ef_end end, size_t limit, slicing slices,
                   ef_buffer *log)
{
    ef_splitter splitter;
    ef_splitter_init(&splitter, plan);
    if (limit != 0)
        splitter.limit = limit;
    size_t dropped = 0;
    size_t given = 0;
    for (bool last = false; !last;) {
        const size_t size = slices.random ? 1 + draw(&slices.random, slices.size) : slices.size;
        given = input.len - given < size ? input.len : given + size;
        last = given == input.len;
        /* An allocation of its own, so that a look behind its end is seen by the sanitizer. */
        const size_t len = given - dropped;
        char *const bytes = malloc(len + 1);
        if (len > 0)
            memcpy(bytes, input.at + dropped, len);
        bytes[len] = '"';
        const ef_span window = ef_span_make(bytes, len);
        ef_cut cut;
        while (ef_splitter_next(&splitter, window, last ? end : EF_GOES_ON, &cut))
            note(window, dropped, cut, log);
        cr_assert_leq(splitter.start, splitter.at);
        cr_assert_leq(splitter.at, window.len);
        dropped += splitter.start;
        ef_splitter_drop(&splitter, splitter.start);
        free(bytes);
    }
}

void expect_cuts(const ef_plan *plan, ef_span input, ef_end end, size_t limit, const char *expected)
{
    for (size_t size = 0; size < 10; size++) {
        ef_buffer log = {0};
        cut_in_slices(plan, input, end, limit, (slicing){.size = size ? size : input.len + 1},
                      &log);
        cr_assert(ef_span_is(ef_buffer_span(&log), expected),
                  "%.*s\n in slices of %zu: %.*s\n not %s", (int)input.len, input.at, size,
                  (int)log.len, log.at, expected);
        ef_buffer_fini(&log);
    }
}
