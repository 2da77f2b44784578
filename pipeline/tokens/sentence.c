#include "tokens/sentence.h"

#include "base/grow.h"
#include "base/key_hash.h"
#include "tokens/clause.h"
#include "tokens/utf8.h"

typedef struct splitter {
    const ef_spelling *spelling;
    ef_span text;
    ef_tokens *t;
    size_t next_break; /* the first of tokens->breaks that has not been looked at */
} splitter;

static size_t end_of(const ef_tokens *t, size_t token)
{
    return (size_t)t->start[token] + t->len[token];
}

/* U+2028 and U+2029 */
static bool is_unicode_break(ef_span text, size_t at)
{
    return at + 3 <= text.len && (memcmp(text.at + at, "\xE2\x80\xA8", 3) == 0 ||
                                  memcmp(text.at + at, "\xE2\x80\xA9", 3) == 0);
}

static unsigned count_lines(const splitter *s, size_t start, size_t end)
{
    unsigned lines = 0;
    for (size_t at = start; at < end && lines < 2; at++) {
        const char c = s->text.at[at];
        if (c == ' ')
            continue;
        const bool crlf = c == '\n' && at > 0 && s->text.at[at - 1] == '\r';
        lines += (c == '\n' && !crlf) || c == '\r' || is_unicode_break(s->text, at);
    }
    return lines;
}

/* The line breaks between two tokens; at most two are counted. Nearly always a blank stands there, or
 * nothing. */
static inline unsigned lines_before(const splitter *s, size_t token)
{
    const size_t start = end_of(s->t, token - 1);
    const size_t end = s->t->start[token];
    if (start >= end || (end - start == 1 && s->text.at[start] == ' '))
        return 0;
    return count_lines(s, start, end);
}

static uint32_t first_char(const splitter *s, size_t token)
{
    size_t len = 0;
    return ef_utf8_decode(s->text, s->t->start[token], &len);
}

static bool is_stop(uint32_t mark)
{
    return mark == '.' || mark == 0x2026;
}

/* Marks that end a sentence wherever they stand. */
static bool is_strong(uint32_t mark)
{
    switch (mark) {
    case '!':
    case '?':
    case 0x61F:  /* ؟ */
    case 0x6D4:  /* ۔ */
    case 0x964:  /* । */
    case 0x965:  /* ॥ */
    case 0x203C: /* ‼ */
    case 0x2047:
    case 0x2048:
    case 0x2049: /* ⁉ */
    case 0x3002: /* 。 */
    case 0xFF61: return true;
    default: return false;
    }
}

static bool is_question(ef_span marks)
{
    return marks.at[0] == '?' || (marks.len > 1 && memchr(marks.at, '?', marks.len) != NULL) ||
           (marks.len >= 2 && memcmp(marks.at, "\xD8\x9F", 2) == 0);
}

/* Closing brackets and quotation marks belong to the sentence when they touch it. */
static bool closes(const splitter *s, size_t token, size_t count)
{
    const ef_tokens *const t = s->t;
    if (end_of(t, token - 1) != t->start[token])
        return false;
    switch (ef_mark_of(t, token)) {
    case ')':
    case ']':
    case '}':
    case 0x2019:
    case 0x201D:
    case 0xBB:
    case 0x203A:
    case 0x300D:
    case 0x300F:
    case 0x3011: return true;
    case '"':
    case '\'':
    case 0x201C: return token + 1 == count || end_of(t, token) < t->start[token + 1];
    default: return false;
    }
}

/* An end mark and everything behind it that belongs to it. */
typedef struct ending {
    size_t end; /* the token behind it */
    size_t n_stops;
    bool strong;
    bool question;
    bool closed;
} ending;

static void add_end_mark(const splitter *s, size_t token, ending *e)
{
    const uint32_t mark = ef_mark_of(s->t, token);
    if (is_stop(mark))
        e->n_stops += mark == '.' ? s->t->word_len[token] : 2;
    else
        e->strong = true;
    e->question |= is_question(ef_token_word(s->t, token));
    e->end = token + 1;
}

static inline bool is_end_mark(const ef_tokens *t, size_t token)
{
    if (t->kind[token] != EF_PUNCT)
        return false;
    const uint32_t mark = ef_mark_of(t, token);
    return is_stop(mark) || is_strong(mark);
}

/* A face right behind the mark goes with what was said: "Great! :)" */
static ending read_ending(const splitter *s, size_t token)
{
    const ef_tokens *const t = s->t;
    ending e = {0};
    add_end_mark(s, token, &e);
    while (e.end < t->count && lines_before(s, e.end) == 0) {
        if (is_end_mark(t, e.end)) {
            add_end_mark(s, e.end, &e);
            continue;
        }
        const bool closing = closes(s, e.end, t->count);
        if (!closing && t->kind[e.end] != EF_EMOJI && t->kind[e.end] != EF_EMOTICON)
            break;
        e.closed |= closing;
        e.end++;
    }
    return e;
}

static bool has_kind(const splitter *s, size_t token, ef_spelling_kind kind)
{
    uint32_t number = 0;
    return (ef_spelling_find(s->spelling, s->t->hash[token], ef_token_word(s->t, token), &number) &
            kind) != 0;
}

static bool is_single_letter(const splitter *s, size_t token)
{
    size_t len = 0;
    if (s->t->kind[token] != EF_WORD)
        return false;
    ef_utf8_decode(s->text, s->t->start[token], &len);
    return len == s->t->len[token];
}

/* Where the chain of letters and dots begins whose last letter is `letter`: the e of "e.g". */
static size_t chain_start(const splitter *s, size_t letter, size_t first)
{
    enum { LONGEST_CHAIN = 8 };
    const ef_tokens *const t = s->t;
    size_t start = letter;
    for (unsigned n = 1; n < LONGEST_CHAIN && start >= first + 2; n++) {
        if (ef_mark_of(t, start - 1) != '.' || t->len[start - 1] != 1 ||
            !is_single_letter(s, start - 2) || end_of(t, start - 1) != t->start[start] ||
            end_of(t, start - 2) != t->start[start - 1])
            break;
        start -= 2;
    }
    return start;
}

/* Whether text[start, end), ASCII letters and dots, is an abbreviation of the spelling: "e.g". */
static bool is_dotted_abbreviation(const splitter *s, size_t start, size_t end)
{
    char folded[32];
    if (end - start > sizeof folded)
        return false;
    for (size_t i = start; i < end; i++) {
        const char c = s->text.at[i];
        folded[i - start] = c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
    }
    const ef_span word = ef_span_make(folded, end - start);
    uint32_t number = 0;
    return (ef_spelling_find(s->spelling, ef_key_hash(word), word, &number) & EF_ABBREVIATION) != 0;
}

/* A dot behind a single letter: of "e.g.", of "U.S.", of "J. Smith"; but "so do I." ends. */
static bool letter_dot_ends(const splitter *s, size_t letter, size_t next, size_t first)
{
    const size_t start = chain_start(s, letter, first);
    if (is_dotted_abbreviation(s, s->t->start[start], end_of(s->t, letter)))
        return false;
    const bool upper_next = ef_utf8_is_upper(first_char(s, next));
    if (!ef_utf8_is_upper(first_char(s, letter)))
        return start == letter || upper_next;
    const bool initial = upper_next && first_char(s, letter) != 'I';
    return start == letter && !initial;
}

/* "Great.Awful": two sentences when the first word is no abbreviation by its looks. */
static bool tight_dot_ends(const splitter *s, size_t dot, size_t next, size_t first)
{
    const ef_tokens *const t = s->t;
    if (dot == first || t->kind[dot - 1] != EF_WORD || t->kind[next] != EF_WORD ||
        end_of(t, dot - 1) != t->start[dot] || is_single_letter(s, dot - 1))
        return false;
    const bool caps = (t->flags[dot - 1] & EF_ALL_CAPS) != 0;
    return !caps && !ef_utf8_is_lower(first_char(s, next));
}

static bool dot_ends(const splitter *s, size_t dot, const ending *e, size_t first)
{
    const ef_tokens *const t = s->t;
    const size_t next = e->end;
    if (end_of(t, next - 1) == t->start[next] && !e->closed)
        return tight_dot_ends(s, dot, next, first);
    if (dot == first)
        return true;
    if (has_kind(s, dot - 1, EF_ABBREVIATION))
        return false;
    if (end_of(t, dot - 1) != t->start[dot])
        return true;
    if (t->kind[dot - 1] == EF_NUMBER && dot - 1 == first) /* "1. The screen" */
        return false;
    return !is_single_letter(s, dot - 1) || letter_dot_ends(s, dot - 1, next, first);
}

static bool goes_on_with_mark(const splitter *s, size_t next)
{
    const uint32_t mark = ef_mark_of(s->t, next);
    return end_of(s->t, next - 1) == s->t->start[next] &&
           (mark == ',' || mark == ';' || mark == ':' || mark == ')');
}

static bool ends_here(const splitter *s, size_t mark, const ending *e, size_t first)
{
    if (e->end == s->t->count)
        return true;
    if (goes_on_with_mark(s, e->end))
        return false;
    const bool lower_next = ef_utf8_is_lower(first_char(s, e->end));
    if (e->strong)
        return !(e->closed && lower_next);
    if (e->n_stops > 1 || e->closed)
        return !lower_next;
    return dot_ends(s, mark, e, first);
}

/* A blank line ends a sentence, and so does a line that is not followed by a lower-case one. */
static bool line_ends(const splitter *s, size_t next)
{
    const unsigned lines = lines_before(s, next);
    return lines > 1 || (lines == 1 && !ef_utf8_is_lower(first_char(s, next)));
}

/* The end of the sentence that begins at token `first`, and s->next_break is not before it. */
static size_t find_end(splitter *s, size_t first, bool *question)
{
    const ef_tokens *const t = s->t;
    size_t from = first;
    *question = false;
    for (; s->next_break < t->n_breaks; s->next_break++) {
        const size_t at = t->breaks[s->next_break];
        if (at < from)
            continue;
        if (at > first && line_ends(s, at))
            return at;
        if (!is_end_mark(t, at))
            continue;
        const ending e = read_ending(s, at);
        *question = e.question;
        if (ends_here(s, at, &e, first) || line_ends(s, e.end))
            return e.end;
        *question = false;
        from = e.end;
    }
    return t->count;
}

/* The breaks of a sentence: those from `first_break` on that lie before its end. */
static size_t count_breaks(splitter *s, size_t first_break, size_t end)
{
    const ef_tokens *const t = s->t;
    while (s->next_break < t->n_breaks && t->breaks[s->next_break] < end)
        s->next_break++;
    return s->next_break - first_break;
}

static void add_sentence(splitter *s, uint32_t document, size_t first, size_t end,
                         size_t first_break, bool question)
{
    ef_tokens *const t = s->t;
    if (!ef_grow(&t->sentences, &t->sentences_capacity, t->n_sentences + 1,
                 sizeof t->sentences[0])) {
        t->failed = true;
        return;
    }
    const uint32_t number = (uint32_t)t->n_sentences++;
    ef_number_tokens(t->sentence, first, end, number);
    for (size_t i = first; i < end && question; i++)
        t->flags[i] |= EF_QUESTION;
    const uint32_t first_clause = t->n_clauses;
    const uint32_t *const breaks = t->breaks + first_break;
    const size_t n_breaks = count_breaks(s, first_break, end);
    t->sentences[number] =
        (ef_sentence){.document = document,
                      .first_token = (uint32_t)first,
                      .n_tokens = (uint32_t)(end - first),
                      .first_clause = first_clause,
                      .n_clauses = ef_mark_clauses(t, first, end, breaks, n_breaks),
                      .start = t->start[first],
                      .len = (uint32_t)(end_of(t, end - 1) - t->start[first])};
    ef_mark_quoted(t, first, end, breaks, n_breaks);
}

void ef_split_sentences(const ef_spelling *spelling, ef_span text, uint32_t document,
                        ef_tokens *tokens)
{
    splitter s = {.spelling = spelling, .text = text, .t = tokens};
    size_t at = tokens->documents[document].first_token;
    while (at < tokens->count && !tokens->failed) {
        bool question = false;
        const size_t first_break = s.next_break;
        const size_t end = find_end(&s, at, &question);
        add_sentence(&s, document, at, end, first_break, question);
        at = end;
    }
}
