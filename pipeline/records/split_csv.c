/* Records that are rows of CSV or TSV. A quote opens only at the start of a cell, as in csv_row.c;
 * inside quotes a newline is text. An empty line is no row.
 *
 * A quote that nothing closes makes the row run on until the limit; cutting then goes on at the
 * next newline as if outside quotes. At the end of the input such a row is EF_CUT_SHORT. Newlines
 * and quotes are found by memchr, so bytes of other kinds cost next to nothing. */
#include "records/split.h"

static size_t find(ef_span window, size_t from, size_t until, char c)
{
    const char *const at = memchr(window.at + from, c, until - from);
    return at != NULL ? (size_t)(at - window.at) : until;
}

/* The place of the next newline, or `until`. */
static size_t find_newline(ef_splitter *splitter, ef_span window, size_t until)
{
    if (splitter->newline < splitter->at)
        splitter->newline = splitter->at;
    if (splitter->newline < until && window.at[splitter->newline] != '\n')
        splitter->newline = find(window, splitter->newline, until, '\n');
    return splitter->newline < until ? splitter->newline : until;
}

/* Outside of quotes: the place of the next quote or newline, or `until`. */
static size_t find_stop(ef_splitter *splitter, ef_span window, size_t until)
{
    const char c = window.at[splitter->at];
    const size_t near = splitter->at + (c != '"'); /* behind a quoted cell is often another */
    if (c != '\n' && near < until && window.at[near] == '"')
        return near;
    return find(window, splitter->at, find_newline(splitter, window, until), '"');
}

/* Moves behind the quote that closes, or to `until`. Of two quotes the first closes and the second,
 * right behind it, opens again. */
static void leave_quotes(ef_splitter *splitter, ef_span window, size_t until)
{
    splitter->at = find(window, splitter->at, until, '"');
    if (splitter->at == until)
        return;
    splitter->closed = ++splitter->at;
    splitter->in_quotes = false;
}

/* Moves to the newline that ends the row; false when there is none before `until`. */
static bool find_row_end(ef_splitter *splitter, ef_span window, size_t until)
{
    while (splitter->at < until) {
        if (splitter->in_quotes) {
            leave_quotes(splitter, window, until);
            continue;
        }
        const size_t stop = find_stop(splitter, window, until);
        splitter->at = stop;
        if (stop == until || window.at[stop] == '\n')
            return stop < until;
        splitter->in_quotes = stop == splitter->start || stop == splitter->closed ||
                              window.at[stop - 1] == splitter->plan->delimiter;
        splitter->at++;
    }
    return false;
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
    *cut = ef_split_line(window, splitter->start, window.len);
    splitter->start = splitter->at = window.len;
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
        if (!find_row_end(splitter, window, until)) {
            if (until < most)
                break;
            splitter->in_quotes = false;
            splitter->header_rows -= splitter->header_rows > 0;
            *cut = ef_split_too_long(splitter);
            return true;
        }
        *cut = ef_split_line(window, splitter->start, splitter->at);
        splitter->start = ++splitter->at;
        if (take_row(splitter, cut))
            return true;
    }
    return end != EF_GOES_ON && splitter->start < window.len &&
           cut_rest(splitter, window, end, cut);
}
