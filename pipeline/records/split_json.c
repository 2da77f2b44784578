/* Records that are JSON values: those at the top, or those that plan->records leads to.
 *
 * A walk over bytes, one state at a time, with a counter instead of a stack for whatever is not on
 * the path: no recursion and no limit of depth. A record ends where the brackets of its own kind
 * balance outside strings; the rest of its grammar is not looked at here. A value that is not on
 * the path is passed over and never held in memory.
 *
 * Damage between records is one reject. Cutting then resumes at the next document: in NDJSON behind
 * the next newline, which no document crosses; else at the next line that begins, without
 * indentation, with the bracket that the damaged document began with. If a line inside a document
 * ever began so, that would be a guess, and the rest of the input is given up instead. */
#include "records/json_key.h"
#include "records/split.h"

enum state {
    DUE,          /* a value: at the top, behind a comma or a colon */
    FIRST_VALUE,  /* a value or the end of the array */
    FIRST_KEY,    /* a key or the end of the object */
    KEY_DUE,      /* a key behind a comma */
    COLON_DUE,    /* the colon */
    BEHIND_VALUE, /* a comma or the end of the container */
    IN_RECORD,    /* in a value: one that is a record, */
    TOO_LONG,     /* one that was a record until it passed the limit, */
    IN_OTHER,     /* one that is not on the path */
    IN_KEY,       /* in a key */
    LOST,         /* behind damage */
    OVER          /* the end was reached and reported */
};

static bool is_space(char c)
{
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

static bool is_one_of(char c, const char *set)
{
    return c != '\0' && strchr(set, c) != NULL;
}

static char previous_byte(const ef_splitter *splitter, ef_span window)
{
    return splitter->at > 0 ? window.at[splitter->at - 1] : splitter->walk.previous;
}

/* In NDJSON a newline ends the document, even inside a string. */
static bool ends_document(const ef_splitter *splitter, char c)
{
    return c == '\n' && splitter->plan->form == EF_NDJSON;
}

static bool scan_scalar(ef_splitter *splitter, ef_span window, size_t until)
{
    while (splitter->at < until) {
        const char c = window.at[splitter->at];
        if (is_space(c) || is_one_of(c, ",:[]{}\""))
            return true;
        splitter->at++;
    }
    return false;
}

/* True behind the closing quote, or at a newline that ends the document. */
static bool scan_string(ef_splitter *splitter, ef_span window, size_t until)
{
    ef_walk *const walk = &splitter->walk;
    while (splitter->at < until) {
        const char c = window.at[splitter->at];
        if (ends_document(splitter, c))
            return true;
        splitter->at++;
        if (walk->escaped)
            walk->escaped = false;
        else if (c == '\\')
            walk->escaped = true;
        else if (c == '"') {
            walk->in_string = false;
            return true;
        }
    }
    return false;
}

static void note_bracket(ef_splitter *splitter, ef_span window, char c)
{
    if (c == splitter->walk.first && previous_byte(splitter, window) == '\n')
        splitter->walk.unsure = true;
}

/* True behind the bracket that balances the first, or at a newline that ends the document. */
static bool scan_container(ef_splitter *splitter, ef_span window, size_t until)
{
    ef_walk *const walk = &splitter->walk;
    const char closes = walk->opens == '{' ? '}' : ']';
    for (;;) {
        splitter->at = ef_json_brackets_next(&splitter->brackets, window, splitter->at, until);
        if (splitter->at == until)
            return false;
        const char c = window.at[splitter->at];
        if (ends_document(splitter, c))
            return true;
        if (c == '{' || c == '[')
            note_bracket(splitter, window, c);
        splitter->at++;
        walk->depth += c == walk->opens;
        if (c == closes && --walk->depth == 0)
            return true;
    }
}

static bool scan_value(ef_splitter *splitter, ef_span window, size_t until)
{
    ef_walk *const walk = &splitter->walk;
    if (walk->opens == '{' || walk->opens == '[')
        return scan_container(splitter, window, until);
    return walk->opens == '"' ? scan_string(splitter, window, until)
                              : scan_scalar(splitter, window, until);
}

/* Whether the value being scanned is whole, once scan_value says that it ended. */
static bool is_whole(const ef_walk *walk)
{
    return !walk->in_string && walk->depth == 0;
}

static void start_scan(ef_splitter *splitter, ef_span window, enum state state)
{
    ef_walk *const walk = &splitter->walk;
    const char c = window.at[splitter->at];
    const bool bracket = c == '{' || c == '[';
    walk->state = state;
    walk->opens = bracket || c == '"' ? c : '\0';
    walk->in_string = c == '"';
    walk->escaped = false;
    walk->depth = bracket;
    splitter->start = splitter->at;
    if (bracket)
        ef_json_brackets_begin(&splitter->brackets, splitter->at);
    splitter->at += bracket || c == '"';
}

static void leave_value(ef_walk *walk)
{
    walk->state = walk->level == 0 ? DUE : BEHIND_VALUE;
}

static bool get_lost(ef_splitter *splitter, size_t start, ef_reason reason, ef_cut *cut)
{
    *cut = (ef_cut){.start = start, .reason = reason};
    splitter->walk.state = LOST;
    splitter->walk.level = 0;
    return true;
}

/* ---- the three kinds of value --------------------------------------------------------------- */

static bool read_record(ef_splitter *splitter, ef_span window, ef_cut *cut)
{
    ef_walk *const walk = &splitter->walk;
    const size_t start = splitter->start;
    const size_t most = start + splitter->limit;
    const bool ended = scan_value(splitter, window, window.len < most ? window.len : most);
    if (!ended && splitter->at < most)
        return false;
    *cut = (ef_cut){.start = start, .len = splitter->at - start};
    if (!ended) {
        *cut = (ef_cut){.start = start, .reason = EF_TOO_LONG};
        walk->state = TOO_LONG;
    } else if (is_whole(walk)) {
        leave_value(walk);
    } else {
        get_lost(splitter, start, EF_CUT_SHORT, cut);
        cut->len = splitter->at - start;
    }
    return true;
}

static bool read_other(ef_splitter *splitter, ef_span window, ef_cut *cut)
{
    ef_walk *const walk = &splitter->walk;
    if (!scan_value(splitter, window, window.len))
        return false;
    if (!is_whole(walk)) {
        const bool told = walk->state == TOO_LONG;
        get_lost(splitter, splitter->at, EF_CUT_SHORT, cut);
        return !told;
    }
    leave_value(walk);
    return false;
}

static bool read_key(ef_splitter *splitter, ef_span window, ef_cut *cut)
{
    ef_walk *const walk = &splitter->walk;
    const size_t start = splitter->start;
    const size_t most = start + splitter->limit;
    const bool ended = scan_string(splitter, window, window.len < most ? window.len : most);
    if (!ended && splitter->at < most)
        return false;
    if (!ended || !is_whole(walk))
        return get_lost(splitter, start, ended ? EF_CUT_SHORT : EF_TOO_LONG, cut);
    const ef_step *const step = &splitter->plan->records.steps[walk->level - 1];
    const ef_span written = ef_span_make(window.at + start + 1, splitter->at - start - 2);
    walk->on_path = step->every || ef_json_key_is(written, step->key);
    walk->state = COLON_DUE;
    return false;
}

/* ---- the walk ------------------------------------------------------------------------------- */

static void enter(ef_splitter *splitter, char c)
{
    ef_walk *const walk = &splitter->walk;
    walk->is_array[walk->level++] = c == '[';
    walk->on_path = true;
    walk->state = c == '[' ? FIRST_VALUE : FIRST_KEY;
    splitter->at++;
}

/* The first byte of a value. */
static bool begin_value(ef_splitter *splitter, ef_span window, char c, ef_cut *cut)
{
    ef_walk *const walk = &splitter->walk;
    const ef_path *const path = &splitter->plan->records;
    const bool top = walk->level == 0;
    if (top ? !is_one_of(c, "{[\"-0123456789tfn") : is_one_of(c, ",:]}"))
        return get_lost(splitter, splitter->at, EF_BAD_JSON, cut);
    if (top) {
        walk->first = c;
        walk->on_path = true;
    } else {
        note_bracket(splitter, window, c);
    }
    if (walk->on_path && walk->level == path->n_steps)
        start_scan(splitter, window, IN_RECORD);
    else if (walk->on_path && walk->level < EF_MAX_WALK &&
             (c == '{' || (c == '[' && path->steps[walk->level].every)))
        enter(splitter, c);
    else
        start_scan(splitter, window, IN_OTHER);
    return false;
}

/* The byte behind a value: a comma or the bracket that closes the container. */
static bool go_on(ef_splitter *splitter, char c, ef_cut *cut)
{
    ef_walk *const walk = &splitter->walk;
    const bool array = walk->is_array[walk->level - 1];
    if (c == ',' && walk->state == BEHIND_VALUE) {
        walk->state = array ? DUE : KEY_DUE;
        walk->on_path = true;
    } else if (c == (array ? ']' : '}')) {
        walk->level--;
        leave_value(walk);
    } else {
        return get_lost(splitter, splitter->at, EF_BAD_JSON, cut);
    }
    splitter->at++;
    return false;
}

/* A byte that is no white space, between values. */
static bool take_byte(ef_splitter *splitter, ef_span window, ef_cut *cut)
{
    ef_walk *const walk = &splitter->walk;
    const char c = window.at[splitter->at];
    const unsigned state = walk->state;
    if (state == BEHIND_VALUE || (state == FIRST_VALUE && c == ']') ||
        (state == FIRST_KEY && c == '}'))
        return go_on(splitter, c, cut);
    if (state == DUE || state == FIRST_VALUE)
        return begin_value(splitter, window, c, cut);
    if (c != (state == COLON_DUE ? ':' : '"'))
        return get_lost(splitter, splitter->at, EF_BAD_JSON, cut);
    if (state != COLON_DUE) {
        start_scan(splitter, window, IN_KEY);
        return false;
    }
    walk->state = DUE;
    splitter->at++;
    return false;
}

static bool take_space(ef_splitter *splitter, char c, ef_cut *cut)
{
    if (ends_document(splitter, c) && splitter->walk.level > 0)
        return get_lost(splitter, splitter->at, EF_CUT_SHORT, cut);
    splitter->at++;
    return false;
}

static bool may_begin_document(const ef_walk *walk, char c)
{
    const bool known = walk->first == '{' || walk->first == '[';
    return known ? c == walk->first && !walk->unsure : c == '{' || c == '[';
}

/* Skips to where the next document begins. */
static void find_document(ef_splitter *splitter, ef_span window)
{
    ef_walk *const walk = &splitter->walk;
    while (splitter->at < window.len && walk->state == LOST) {
        const char c = window.at[splitter->at];
        if (ends_document(splitter, c))
            walk->state = DUE;
        else if (splitter->plan->form == EF_JSON && previous_byte(splitter, window) == '\n' &&
                 may_begin_document(walk, c))
            walk->state = DUE;
        else
            splitter->at++;
    }
}

/* What the end of the input leaves unfinished. */
static bool cut_rest(ef_splitter *splitter, ef_span window, ef_end end, ef_cut *cut)
{
    ef_walk *const walk = &splitter->walk;
    const unsigned state = walk->state;
    const bool scalar_at_top = walk->level == 0 && walk->opens == '\0' && end == EF_ENDED;
    walk->state = OVER;
    if (state == OVER || state == LOST || state == TOO_LONG)
        return false;
    if (state == IN_RECORD) {
        *cut = (ef_cut){.start = splitter->start, .len = window.len - splitter->start};
        cut->reason = scalar_at_top ? EF_REASON_NONE : EF_CUT_SHORT;
        return true;
    }
    *cut = (ef_cut){.start = window.len, .reason = EF_CUT_SHORT};
    return end == EF_ENDED && (walk->level > 0 || (state == IN_OTHER && !scalar_at_top));
}

bool ef_split_json(ef_splitter *splitter, ef_span window, ef_end end, ef_cut *cut)
{
    ef_walk *const walk = &splitter->walk;
    bool found = false;
    while (!found && splitter->at < window.len) {
        const char c = window.at[splitter->at];
        if (walk->state == IN_RECORD)
            found = read_record(splitter, window, cut);
        else if (walk->state == TOO_LONG || walk->state == IN_OTHER)
            found = read_other(splitter, window, cut);
        else if (walk->state == IN_KEY)
            found = read_key(splitter, window, cut);
        else if (walk->state == LOST)
            find_document(splitter, window);
        else if (is_space(c))
            found = take_space(splitter, c, cut);
        else
            found = take_byte(splitter, window, cut);
    }
    if (splitter->at > 0)
        walk->previous = window.at[splitter->at - 1];
    if (!found && end != EF_GOES_ON)
        found = cut_rest(splitter, window, end, cut);
    if (walk->state != IN_RECORD && walk->state != IN_KEY)
        splitter->start = splitter->at;
    return found;
}
