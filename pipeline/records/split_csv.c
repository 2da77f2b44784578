/* Records that are rows of CSV or TSV. A quote opens only at the start of a cell, as in csv_row.c;
 * inside quotes a newline is text. An empty line is no row.
 *
 * A quote that nothing closes makes the row run on until the limit; cutting then goes on at the
 * next newline as if outside quotes. At the end of the input such a row is EF_CUT_SHORT. Newlines
 * and quotes are found by memchr and remembered, so bytes of other kinds cost next to nothing. */
#include "records/split.h"

/* The place of the next `c` from `from` on, or `until`. */
static size_t find(ef_finder *finder, ef_span window, size_t from, size_t until, char c)
{
    if (finder->found && finder->clear < from)
        *finder = (ef_finder){.clear = from};
    if (finder->clear < from)
        finder->clear = from;
    if (!finder->found && finder->clear < until) {
        const char *const at = memchr(window.at + finder->clear, c, until - finder->clear);
        finder->found = at != NULL;
        finder->clear = at != NULL ? (size_t)(at - window.at) : until;
    }
    return finder->clear < until ? finder->clear : until;
}

/* Looks for the quote that ends a quoted cell; false when it takes more bytes. */
static bool leave_quotes(ef_splitter *splitter, ef_span window, size_t until, ef_end end)
{
    for (;;) {
        const size_t quote = find(&splitter->quotes, window, splitter->at, until, '"');
        splitter->at = quote;
        if (quote == until || (quote + 1 == window.len && end == EF_GOES_ON))
            return false; /* whether it is doubled is told by the byte behind it */
        const bool doubled = quote + 1 < window.len && window.at[quote + 1] == '"';
        splitter->at = quote + 1 + doubled;
        if (!doubled) {
            splitter->in_quotes = false;
            return true;
        }
    }
}

/* Looks for the newline that ends the row; false when it takes more bytes, else either at the
 * newline or inside quotes. */
static bool leave_row(ef_splitter *splitter, ef_span window, size_t until)
{
    const size_t newline = find(&splitter->newlines, window, splitter->at, until, '\n');
    for (;;) {
        const size_t quote = find(&splitter->quotes, window, splitter->at, newline, '"');
        if (quote == newline) {
            splitter->at = newline;
            return newline < until;
        }
        splitter->at = quote + 1;
        if (quote == splitter->start || window.at[quote - 1] == splitter->plan->delimiter) {
            splitter->in_quotes = true;
            return true;
        }
    }
}

/* True for a row that is a record; the first rows may be the header's. */
static bool take_row(ef_splitter *splitter, const ef_cut *cut)
{
    if (cut->len == 0)
        return false;
    if (splitter->header_rows == 0)
        return true;
    splitter->header_rows--;
    return false;
}

static bool cut_rest(ef_splitter *splitter, ef_span window, ef_end end, ef_cut *cut)
{
    const bool unfinished = splitter->in_quotes || end == EF_BROKE_OFF;
    if (window.len - splitter->start > splitter->limit) {
        *cut = ef_split_too_long(splitter);
        return true;
    }
    *cut = ef_split_line(window, splitter->start, window.len);
    splitter->start = splitter->at = window.len;
    splitter->in_quotes = false;
    if (!unfinished)
        return take_row(splitter, cut);
    if (cut->len > 0)
        *cut = (ef_cut){cut->start, window.len - cut->start, EF_CUT_SHORT, 0};
    return cut->len > 0;
}

bool ef_split_csv(ef_splitter *splitter, ef_span window, ef_end end, ef_cut *cut)
{
    if (splitter->skipping && !ef_split_skip_line(splitter, window))
        return false;
    while (splitter->at < window.len) {
        const size_t most = splitter->start + splitter->limit + 1;
        const size_t until = window.len < most ? window.len : most;
        const bool found = splitter->in_quotes ? leave_quotes(splitter, window, until, end)
                                               : leave_row(splitter, window, until);
        if (!found && until < most)
            break;
        if (!found) {
            splitter->in_quotes = false;
            splitter->header_rows -= splitter->header_rows > 0;
            *cut = ef_split_too_long(splitter);
            return true;
        }
        if (splitter->in_quotes || splitter->at == until || window.at[splitter->at] != '\n')
            continue;
        *cut = ef_split_line(window, splitter->start, splitter->at);
        splitter->start = ++splitter->at;
        if (take_row(splitter, cut))
            return true;
    }
    return end != EF_GOES_ON && splitter->start < window.len &&
           cut_rest(splitter, window, end, cut);
}
