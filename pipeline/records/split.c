#include "records/split.h"

#include <assert.h>

void ef_splitter_init(ef_splitter *splitter, const ef_plan *plan)
{
    *splitter = (ef_splitter){.plan = plan,
                              .limit = EF_RECORD_LIMIT,
                              .header_rows = plan->header_rows,
                              .walk.previous = '\n'};
}

/* False when it cannot be told yet whether the input starts with a byte order mark. */
static bool skip_mark(ef_splitter *splitter, ef_span window, ef_end end)
{
    static const ef_span mark = EF_SPAN("\xef\xbb\xbf");
    const size_t len = window.len < mark.len ? window.len : mark.len;
    const bool matches = ef_span_equal(ef_span_make(window.at, len), ef_span_make(mark.at, len));
    if (matches && len < mark.len && end == EF_GOES_ON)
        return false;
    if (matches && len == mark.len)
        splitter->start = splitter->at = mark.len;
    splitter->begun = true;
    return true;
}

bool ef_splitter_next(ef_splitter *splitter, ef_span window, ef_end end, ef_cut *cut)
{
    assert(splitter->at <= window.len);
    if (!splitter->begun && !skip_mark(splitter, window, end))
        return false;
    switch (splitter->plan->form) {
    case EF_CSV:
    case EF_TSV: return ef_split_csv(splitter, window, end, cut);
    case EF_JSON: return ef_split_json(splitter, window, end, cut);
    case EF_NDJSON:
        if (splitter->plan->records.n_steps > 0)
            return ef_split_json(splitter, window, end, cut);
        return ef_split_lines(splitter, window, end, cut);
    case EF_LINES: break;
    }
    return ef_split_lines(splitter, window, end, cut);
}

static size_t move_back(size_t place, size_t count)
{
    return place < count ? 0 : place - count;
}

void ef_splitter_drop(ef_splitter *splitter, size_t count)
{
    splitter->start -= count;
    splitter->at -= count;
    splitter->closed = move_back(splitter->closed, count);
    splitter->newline = move_back(splitter->newline, count);
    ef_json_brackets_drop(&splitter->brackets, count);
}

bool ef_split_skip_line(ef_splitter *splitter, ef_span window)
{
    const size_t left = window.len - splitter->at;
    const char *const newline = left > 0 ? memchr(window.at + splitter->at, '\n', left) : NULL;
    splitter->at = newline != NULL ? (size_t)(newline - window.at) + 1 : window.len;
    splitter->start = splitter->at;
    splitter->skipping = newline == NULL;
    return newline != NULL;
}

ef_cut ef_split_too_long(ef_splitter *splitter)
{
    const ef_cut cut = {.start = splitter->start, .reason = EF_TOO_LONG};
    splitter->start = splitter->at;
    splitter->skipping = true;
    return cut;
}

ef_cut ef_split_line(ef_span window, size_t start, size_t end)
{
    if (end > start && window.at[end - 1] == '\r')
        end--;
    return (ef_cut){.start = start, .len = end - start};
}
