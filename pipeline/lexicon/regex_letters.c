#include "lexicon/regex_letters.h"

#include "tokens/utf8.h"

enum { SHORTEST_PIECE = 3, MAX_DEPTH = 20 };

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_one_of(char c, const char *set)
{
    return c != '\0' && strchr(set, c) != NULL;
}

static char byte_at(ef_span text, size_t at)
{
    return at < text.len ? text.at[at] : '\0';
}

/* The length of [...] made of letters, digits and ranges; 0 for any other class. */
static size_t plain_class(ef_span text, size_t at)
{
    const size_t start = at++;
    while (is_letter(byte_at(text, at)) || is_digit(byte_at(text, at)) ||
           (byte_at(text, at) == '-' && at > start + 1))
        at++;
    return byte_at(text, at) == ']' && at > start + 1 ? at + 1 - start : 0;
}

static size_t repeat_length(ef_span text, size_t at)
{
    size_t len = 1;
    while (is_digit(byte_at(text, at + len)) || byte_at(text, at + len) == ',')
        len++;
    return len > 1 && byte_at(text, at + len) == '}' ? len + 1 : 0;
}

/* The length of the piece at a place that stays inside a word; 0 for one that may not. */
static size_t word_piece(ef_span text, size_t at)
{
    const char c = text.at[at];
    if (is_letter(c) || is_digit(c) || is_one_of(c, "|)?+*"))
        return 1;
    if (c == '\\')
        return is_one_of(byte_at(text, at + 1), "bwd") ? 2 : 0;
    if (c == '[')
        return plain_class(text, at);
    if (c == '{')
        return repeat_length(text, at);
    if (c == '(') {
        if (byte_at(text, at + 1) == '?')
            return byte_at(text, at + 2) == ':' ? 3 : 0;
        return byte_at(text, at + 1) == '*' ? 0 : 1;
    }
    size_t len = 0;
    if ((unsigned char)c >= 0x80 && ef_utf8_class(ef_utf8_decode(text, at, &len)) == EF_CHAR_LETTER)
        return len;
    return 0;
}

bool ef_regex_is_word(ef_span expression)
{
    bool letters = false;
    for (size_t at = 0, len; at < expression.len; at += len) {
        len = word_piece(expression, at);
        if (len == 0)
            return false;
        letters =
            letters || is_letter(expression.at[at]) || (unsigned char)expression.at[at] >= 0x80;
    }
    return letters;
}

/* One of the pieces is in every match; none = nothing is known. */
typedef struct choice {
    ef_span pieces[EF_REGEX_LETTERS];
    size_t count;
    size_t shortest;
} choice;

typedef struct reading {
    ef_span text;
    size_t at;
    unsigned depth;
    bool lost; /* met something that it does not understand */
} reading;

static char here(const reading *scan)
{
    return byte_at(scan->text, scan->at);
}

/* True when a quantifier stands here, which is skipped; *optional when it allows none. */
static bool skip_quantifier(reading *scan, bool *optional)
{
    const char c = here(scan);
    *optional = c == '*' || c == '?';
    if (c == '{') {
        const size_t len =
            is_digit(byte_at(scan->text, scan->at + 1)) ? repeat_length(scan->text, scan->at) : 0;
        if (len == 0)
            return false;
        long long least = 0;
        ef_span counts = ef_span_make(scan->text.at + scan->at + 1, len - 2);
        *optional = !ef_span_to_int(ef_span_cut(&counts, ','), &least) || least == 0;
        scan->at += len;
    } else if (c == '*' || c == '+' || c == '?') {
        scan->at++;
    } else {
        return false;
    }
    if (here(scan) == '?' || here(scan) == '+') /* lazy, possessive */
        scan->at++;
    return true;
}

static void skip_class(reading *scan)
{
    size_t at = scan->at + 1;
    at += byte_at(scan->text, at) == '^';
    at += byte_at(scan->text, at) == ']';
    while (at < scan->text.len && scan->text.at[at] != ']') {
        /* [:alpha:] and \Q have rules of their own inside a class. */
        if (scan->text.at[at] == '[' || byte_at(scan->text, at + 1) == 'Q')
            scan->lost = true;
        at += scan->text.at[at] == '\\' ? 2 : 1;
    }
    scan->at = at + 1;
}

static choice scan_choice(reading *scan);

static choice scan_group(reading *scan)
{
    scan->at++;
    if (here(scan) == '?' && byte_at(scan->text, scan->at + 1) == ':')
        scan->at += 2;
    else if (here(scan) == '?' || here(scan) == '*')
        scan->lost = true;
    choice inside = {0};
    if (++scan->depth > MAX_DEPTH)
        scan->lost = true;
    if (!scan->lost)
        inside = scan_choice(scan);
    scan->depth--;
    if (here(scan) != ')')
        scan->lost = true;
    scan->at++;
    return inside;
}

/* A dot, an anchor, an escape, a mark. */
static void skip_other(reading *scan)
{
    const char c = here(scan);
    if (c == '\\') {
        const char escaped = byte_at(scan->text, ++scan->at);
        if (escaped == '\0' || is_digit(escaped) ||
            (is_letter(escaped) && !is_one_of(escaped, "bBsSwWdDtnr")))
            scan->lost = true;
    } else if (is_one_of(c, "*+?")) {
        scan->lost = true;
    }
    scan->at++;
}

static void take_better(choice *best, const choice *other)
{
    if (other->count > 0 && (best->count == 0 || other->shortest > best->shortest))
        *best = *other;
}

/* Letters [from, to) stand in every match in a row. */
static void take_run(choice *best, const reading *scan, size_t from, size_t to)
{
    if (to < from + SHORTEST_PIECE + 1)
        return;
    choice run = {.count = 1, .shortest = to - from - 1};
    run.pieces[0] = ef_span_make(scan->text.at + from, to - from - 1);
    take_better(best, &run);
}

static choice scan_sequence(reading *scan)
{
    choice best = {0};
    size_t run = scan->at;
    while (!scan->lost && scan->at < scan->text.len && here(scan) != '|' && here(scan) != ')') {
        const size_t from = scan->at;
        const bool letter = is_letter(here(scan));
        choice inside = {0};
        if (letter)
            scan->at++;
        else if (here(scan) == '(')
            inside = scan_group(scan);
        else if (here(scan) == '[')
            skip_class(scan);
        else
            skip_other(scan);
        const size_t to = scan->at;
        bool optional = false;
        const bool repeated = skip_quantifier(scan, &optional);
        if (!optional)
            take_better(&best, &inside);
        if (letter && !repeated)
            continue;
        take_run(&best, scan, run, letter && !optional ? to : from);
        run = scan->at;
    }
    take_run(&best, scan, run, scan->at < scan->text.len ? scan->at : scan->text.len);
    return best;
}

static choice scan_choice(reading *scan)
{
    choice all = scan_sequence(scan);
    while (!scan->lost && here(scan) == '|') {
        scan->at++;
        const choice more = scan_sequence(scan);
        if (all.count == 0 || more.count == 0 || all.count + more.count > EF_REGEX_LETTERS) {
            all.count = 0;
            continue;
        }
        memcpy(all.pieces + all.count, more.pieces, more.count * sizeof more.pieces[0]);
        all.count += more.count;
        all.shortest = more.shortest < all.shortest ? more.shortest : all.shortest;
    }
    return all;
}

size_t ef_regex_letters(ef_span expression, ef_span pieces[EF_REGEX_LETTERS])
{
    reading whole = {.text = expression};
    if (ef_span_starts_with(expression, EF_SPAN_TEXT("(?-i)")))
        whole.at = strlen("(?-i)");
    const choice found = scan_choice(&whole);
    if (whole.lost || whole.at < expression.len)
        return 0;
    memcpy(pieces, found.pieces, found.count * sizeof pieces[0]);
    return found.count;
}
