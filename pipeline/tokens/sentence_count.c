/* Marks behind a whole word or number, before a blank and the next one or at the end of the text, dots
 * inside of numbers and addresses, and line breaks between words: what sentence.c would say of these
 * is said here, by looking at bytes. Of any other mark, and of what is beyond ASCII and no letter,
 * this knows nothing, and leaves the text to the tokenizer: one generated text of fifty, one real
 * review of four, at nine times the cost. Whoever adds a rule to sentence.c, emoticon.c or word.c
 * that sees more around . ! ? must let it through here. */
#include "tokens/sentence_count.h"

#include "base/grow.h"
#include "base/key_hash.h"
#include "tokens/address.h"
#include "tokens/utf8.h"

enum { LONGEST_WORD = 31, LONGEST_ADDRESS = 256, LONGEST_TEXT = 16 * 1024 };

typedef enum verdict { ENDS, GOES_ON, UNKNOWN } verdict;

/* Marks in a row, and what closes behind them. */
typedef struct ending {
    size_t start;
    size_t end;
    size_t count; /* of marks */
    bool strong;  /* ! or ? is one of them */
    bool closed;
} ending;

/* The word or number that touches the marks. */
typedef struct word_before {
    size_t start;
    size_t len;
    bool number;
    bool joined; /* by an apostrophe inside */
    bool closed; /* by a bracket or quotation mark */
} word_before;

static bool is_letter(char c)
{
    return ef_byte_class[(uint8_t)c] == EF_CHAR_LETTER;
}

static bool is_digit(char c)
{
    return ef_byte_class[(uint8_t)c] == EF_CHAR_DIGIT;
}

static bool is_word(char c)
{
    return is_letter(c) || is_digit(c);
}

static bool is_mark(char c)
{
    return c == '.' || c == '!' || c == '?';
}

static bool is_beyond(char c)
{
    return (uint8_t)c >= 0x80;
}

static bool is_break(char c)
{
    return c == '\n' || c == '\r';
}

static bool is_blank(char c)
{
    return c == ' ' || is_break(c);
}

static bool is_quote(char c)
{
    return c == '\'' || c == '`';
}

static size_t skip_blanks(ef_span text, size_t at)
{
    while (at < text.len && is_blank(text.at[at]))
        at++;
    return at;
}

/* Whether the blanks in [at, next) end a sentence by themselves. */
static bool line_ends(ef_span text, size_t at, size_t next)
{
    unsigned lines = 0;
    for (; at < next; at++)
        lines +=
            is_break(text.at[at]) && !(text.at[at] == '\n' && at > 0 && text.at[at - 1] == '\r');
    return lines > 1 || (lines == 1 && !ef_utf8_is_lower((uint8_t)text.at[next]));
}

static char char_at(ef_span text, size_t at)
{
    return at < text.len ? text.at[at] : ' ';
}

/* One bracket or straight quotation mark closes, when nothing touches it from behind. */
static ending read_ending(ef_span text, size_t at)
{
    ending e = {.start = at, .end = at};
    for (; e.end < text.len && is_mark(text.at[e.end]); e.end++)
        e.strong |= text.at[e.end] != '.';
    e.count = e.end - at;
    const char behind = char_at(text, e.end);
    e.closed = (behind == ')' || behind == '"') && is_blank(char_at(text, e.end + 1));
    e.end += e.closed;
    return e;
}

/* Whether a blank stands before it, or nothing. What stands behind a quote and a blank may be the end
 * of a contraction. */
static bool is_free(ef_span text, size_t at)
{
    return at == 0 || (is_blank(text.at[at - 1]) && (at == 1 || !is_quote(text.at[at - 2])));
}

/* False when what stands there is not plain: letters, digits, and hyphens and apostrophes among them,
 * behind a blank or what opens. */
static bool read_word(ef_span text, size_t end, word_before *w)
{
    const char last = end > 0 ? text.at[end - 1] : ' ';
    *w = (word_before){.closed = last == ')' || last == '"'};
    end -= w->closed;
    w->start = end;
    size_t start = end;
    for (bool whole = false; start > 0; start--) {
        const char c = text.at[start - 1];
        if (!is_letter(c) && !is_digit(c) && c != '-' && c != '\'')
            break;
        whole |= c == '-';
        w->start -= !whole;
        w->number |= !whole && is_digit(c);
        w->joined |= !whole && c == '\'';
    }
    w->len = end - w->start;
    if (w->len == 0 || w->len > LONGEST_WORD || !is_word(text.at[start]) ||
        !is_word(text.at[w->start]) || !is_word(text.at[end - 1]) || (w->closed && w->number))
        return false;
    if (start > 0 && (text.at[start - 1] == '(' || text.at[start - 1] == '"'))
        start--;
    return is_free(text, start);
}

/* Whether a word or number begins there, or what may stand before one, that begins no face. */
static bool begins_word(ef_span text, size_t at)
{
    at += memchr("(\"#@", text.at[at], 4) != NULL;
    const char c = char_at(text, at);
    const char next = char_at(text, at + 1);
    return is_word(c) && (memchr("8xXDToOuUQqt0", c, 13) == NULL ||
                          (is_word(next) && next != 'D') || is_blank(next));
}

/* The kinds of the last word that the spelling makes of it; false when that takes more than to look
 * it up. A letter three times in a row is spelled otherwise. */
static bool find_kinds(const ef_spelling *spelling, ef_span text, const word_before *w,
                       unsigned *kinds)
{
    char folded[LONGEST_WORD];
    for (size_t i = 0; i < w->len; i++) {
        const char c = text.at[w->start + i];
        folded[i] = is_letter(c) ? (char)(c | 0x20) : c;
        if (i >= 2 && folded[i] == folded[i - 1] && folded[i] == folded[i - 2])
            return false;
    }
    ef_span word = ef_span_make(folded, w->len);
    uint32_t number = 0;
    *kinds = ef_spelling_find(spelling, ef_key_hash(word), word, &number);
    if ((*kinds & EF_CONTRACTION) == 0)
        return !w->joined;
    word = spelling->expansions[number][spelling->n_expansions[number] - 1];
    *kinds = ef_spelling_find(spelling, ef_key_hash(word), word, &number);
    return true;
}

/* Of a single dot, before the word at `next`, in the sentence that begins at `first`. */
static verdict judge_dot(const ef_spelling *spelling, ef_span text, const word_before *w,
                         size_t first, size_t next)
{
    unsigned kinds = 0;
    if (w->closed)
        return ENDS;
    if (w->number)
        return w->joined || w->start == first ? UNKNOWN : ENDS;
    if (!find_kinds(spelling, text, w, &kinds))
        return UNKNOWN;
    const char letter = text.at[w->start];
    const bool initial = w->len == 1 && ef_utf8_is_upper((uint8_t)letter) && letter != 'I' &&
                         ef_utf8_is_upper((uint8_t)text.at[next]);
    return (kinds & EF_ABBREVIATION) != 0 || initial ? GOES_ON : ENDS;
}

/* What follows stands at `next`. */
static verdict judge(const ef_spelling *spelling, ef_span text, const ending *e, size_t first,
                     size_t next)
{
    word_before w;
    const bool single = e->count == 1 && !e->strong && !e->closed;
    if (!read_word(text, e->start, &w) || is_beyond(char_at(text, next)))
        return UNKNOWN;
    if (next == text.len || line_ends(text, e->end, next))
        return ENDS;
    if (!begins_word(text, next) || (!e->strong && next == e->end))
        return UNKNOWN;
    if (single)
        return judge_dot(spelling, text, &w, first, next);
    const bool lower_next = ef_utf8_is_lower((uint8_t)text.at[next]);
    return lower_next && (e->closed || !e->strong) ? GOES_ON : ENDS;
}

/* A dot that touches what follows: of a number, or of an address, which *next lies behind. */
static verdict judge_inner_dot(ef_span text, size_t dot, size_t *next)
{
    *next = dot + 1;
    if (dot > 0 && is_digit(text.at[dot - 1]) && is_digit(text.at[*next]))
        return GOES_ON;
    size_t start = dot;
    while (start > 0 && dot - start < LONGEST_ADDRESS && !is_blank(text.at[start - 1]))
        start--;
    size_t end = start;
    while (is_word(text.at[end]))
        end++;
    if (!is_free(text, start) || end < start + 2 || text.at[start + 1] == 'D' ||
        ef_address_find(text, start, end, next) == EF_NO_ADDRESS || *next <= dot)
        return UNKNOWN;
    return GOES_ON;
}

/* A letter, or the apostrophe between two. */
static verdict judge_beyond(ef_span text, size_t at, size_t *next)
{
    size_t len = 0;
    ef_common_letter letter;
    const uint32_t c = ef_utf8_decode(text, at, &len);
    *next = at + len;
    const bool joins =
        c == 0x2019 && at > 0 && is_letter(text.at[at - 1]) && is_letter(char_at(text, *next));
    return joins || ef_utf8_common(c, &letter) ? GOES_ON : UNKNOWN;
}

/* A line break between two words. */
static verdict judge_break(ef_span text, size_t at, size_t next)
{
    while (at > 0 && is_blank(text.at[at - 1]))
        at--;
    if (at == 0 || next == text.len)
        return GOES_ON;
    if (is_quote(text.at[at - 1]) || is_quote(text.at[next]) || is_beyond(text.at[next]))
        return UNKNOWN;
    return line_ends(text, at, next) ? ENDS : GOES_ON;
}

/* EF_NONE when something does not tell. */
static uint32_t count_plain(const ef_spelling *spelling, ef_span text, const uint64_t *ends)
{
    uint32_t count = 0;
    size_t first = skip_blanks(text, 0);
    size_t next = 0;
    for (size_t i = 0; i <= text.len / 64; i++)
        for (uint64_t bits = ends[i]; bits != 0; bits &= bits - 1) {
            const size_t at = 64 * i + (size_t)__builtin_ctzll(bits);
            verdict says = UNKNOWN;
            if (at < next)
                continue;
            if (text.at[at] == '.' && is_word(char_at(text, at + 1))) {
                says = judge_inner_dot(text, at, &next);
            } else if (is_mark(text.at[at])) {
                const ending e = read_ending(text, at);
                next = skip_blanks(text, e.end);
                says = judge(spelling, text, &e, first, next);
            } else if (is_break(text.at[at])) {
                next = skip_blanks(text, at);
                says = judge_break(text, at, next);
            } else if (is_beyond(text.at[at])) {
                says = judge_beyond(text, at, &next);
            }
            if (says == UNKNOWN)
                return EF_NONE;
            count += says == ENDS;
            first = says == ENDS ? next : first;
        }
    return count + (first < text.len);
}

static uint32_t count_by_marks(const ef_kernels *kernels, const ef_spelling *spelling, ef_span text)
{
    uint64_t ends[LONGEST_TEXT / 64 + 2];
    if (text.len > LONGEST_TEXT)
        return EF_NONE;
    kernels->mark_ends(text, ends);
    return count_plain(spelling, text, ends);
}

bool ef_count_sentences(const ef_spelling *spelling, const ef_documents *documents,
                        ef_tokens *scratch, ef_tokens *tokens)
{
    bool good = ef_grow(&tokens->documents, &tokens->documents_capacity, documents->count,
                        sizeof tokens->documents[0]);
    for (size_t i = 0; i < documents->count && good; i++) {
        const ef_document *const document = &documents->items[i];
        uint32_t count = 0;
        if (documents->records[document->record].outcome == EF_SCORED)
            count = count_by_marks(tokens->kernels, spelling, document->text);
        if (count == EF_NONE) {
            good = ef_tokenize_text(spelling, document->text, scratch);
            count = (uint32_t)scratch->n_sentences;
        }
        tokens->documents[i] = (ef_document_tokens){.n_sentences = count};
    }
    return good;
}
