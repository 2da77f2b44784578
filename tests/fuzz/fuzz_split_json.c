/* JSON cut into records: the first three bytes choose plan, slices and limit. Any slices give the
 * same records and rejects, in ascending order, and records do not overlap. */
#include <stdlib.h>

#include "base/buffer.h"
#include "records/split.h"

static void demand(bool holds)
{
    if (!holds)
        abort();
}

static ef_step steps[] = {{.every = true}, {.key = EF_SPAN("a")}, {.every = true}};

static const ef_plan plans[] = {
    {.form = EF_JSON},
    {.form = EF_JSON, .records = {.steps = steps, .n_steps = 1}},
    {.form = EF_JSON, .records = {.steps = steps + 1, .n_steps = 2}},
    {.form = EF_JSON, .records = {.steps = steps, .n_steps = 3}},
    {.form = EF_NDJSON, .records = {.steps = steps + 1, .n_steps = 2}},
};

static void cut_all(const ef_plan *plan, ef_span input, size_t slice, size_t limit, ef_buffer *log)
{
    ef_splitter splitter;
    ef_splitter_init(&splitter, plan);
    splitter.limit = limit;
    size_t dropped = 0;
    size_t given = 0;
    size_t last = 0; /* where the last cut ended */
    do {
        given = input.len - given < slice ? input.len : given + slice;
        const ef_span window = ef_span_make(input.at + dropped, given - dropped);
        ef_cut cut;
        while (
            ef_splitter_next(&splitter, window, given == input.len ? EF_ENDED : EF_GOES_ON, &cut)) {
            demand(cut.start + cut.len <= window.len && cut.len <= limit);
            demand(cut.reason != EF_REASON_NONE || cut.len > 0);
            demand(dropped + cut.start >= last);
            last = dropped + cut.start + cut.len;
            ef_buffer_add_format(log, "%zu+%zu:%d ", dropped + cut.start, cut.len, (int)cut.reason);
        }
        demand(splitter.start <= splitter.at && splitter.at <= window.len);
        demand(splitter.at - splitter.start <= limit);
        dropped += splitter.start;
        ef_splitter_drop(&splitter, splitter.start);
    } while (given < input.len);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 4)
        return 0;
    const ef_span input = ef_span_make((const char *)data + 3, size - 3);
    const ef_plan *const plan = &plans[data[0] % EF_COUNT(plans)];
    const size_t limit = 2 + data[2];
    ef_buffer whole = {0};
    ef_buffer sliced = {0};
    cut_all(plan, input, input.len, limit, &whole);
    cut_all(plan, input, 1 + data[1] % 32, limit, &sliced);
    demand(ef_span_equal(ef_buffer_span(&whole), ef_buffer_span(&sliced)));
    ef_buffer_fini(&whole);
    ef_buffer_fini(&sliced);
    return 0;
}
