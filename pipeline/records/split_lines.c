/* Records that are lines: NDJSON and plain text. A line ends in LF or CRLF; one of nothing but
 * white space is no record. */
#include "records/split.h"

static bool is_blank(ef_span window, ef_cut line)
{
    return ef_span_trim(ef_span_make(window.at + line.start, line.len)).len == 0;
}

/* What stands behind the last newline. */
static bool cut_rest(ef_splitter *splitter, ef_span window, ef_end end, ef_cut *cut)
{
    *cut = ef_split_line(window, splitter->start, window.len);
    splitter->start = splitter->at;
    if (is_blank(window, *cut))
        return false;
    if (end == EF_BROKE_OFF)
        *cut = (ef_cut){cut->start, window.len - cut->start, EF_CUT_SHORT, 0};
    return true;
}

bool ef_split_lines(ef_splitter *splitter, ef_span window, ef_end end, ef_cut *cut)
{
    if (splitter->skipping && !ef_split_skip_line(splitter, window))
        return false;
    while (splitter->at < window.len) {
        const size_t most = splitter->start + splitter->limit + 1;
        const size_t until = window.len < most ? window.len : most;
        const char *const newline = memchr(window.at + splitter->at, '\n', until - splitter->at);
        if (newline == NULL) {
            splitter->at = until;
            if (until < most)
                break;
            *cut = ef_split_too_long(splitter);
            return true;
        }
        *cut = ef_split_line(window, splitter->start, (size_t)(newline - window.at));
        splitter->at = splitter->start = (size_t)(newline - window.at) + 1;
        if (!is_blank(window, *cut))
            return true;
    }
    return end != EF_GOES_ON && splitter->start < window.len &&
           cut_rest(splitter, window, end, cut);
}
