#include "tokens/clause.h"

static uint32_t end_of(const ef_tokens *t, size_t token)
{
    return t->start[token] + t->len[token];
}

static bool spaced(const ef_tokens *t, size_t token, size_t first, size_t end)
{
    const bool before = token == first || end_of(t, token - 1) < t->start[token];
    const bool after = token + 1 == end || end_of(t, token) < t->start[token + 1];
    return before && after;
}

static bool ends_clause(const ef_tokens *t, size_t token, size_t first, size_t end)
{
    switch (ef_mark_of(t, token)) {
    case ',':
    case ';':
    case ':':
    case '(':
    case ')':
    case 0x2013: /* – */
    case 0x2014: /* — */
    case 0x2015: /* ― */
    case 0x60C:  /* ، */
    case 0x61B:  /* ؛ */
    case 0x3001: /* 、 */
    case 0xFF64: return true;
    case '-': return t->word_len[token] > 1 || spaced(t, token, first, end);
    default: return false;
    }
}

/* A clause that is being read. */
typedef struct clause {
    uint32_t number;
    bool pending;  /* the next token that is no punctuation begins a clause */
    bool has_any;  /* the clause holds such a token */
    bool has_word; /* ... that does not merely open it */
} clause;

static void begin_clause(clause *c)
{
    *c = (clause){.number = c->number + 1};
}

/* Tokens [first, end), of which none is a break. */
static void add_words(ef_tokens *tokens, size_t first, size_t end, clause *c)
{
    if (first >= end)
        return;
    if (c->pending && c->has_any)
        begin_clause(c);
    c->pending = false;
    c->has_any = c->has_word = true;
    ef_number_tokens(tokens->clause, first, end, c->number);
}

static void add_break(ef_tokens *tokens, size_t token, size_t first, size_t end, clause *c)
{
    const bool punctuation = tokens->kind[token] == EF_PUNCT;
    const bool opens = (tokens->flags[token] & EF_OPENS_CLAUSE) != 0;
    if (!punctuation && ((c->pending && c->has_any) || (opens && c->has_word)))
        begin_clause(c);
    if (!punctuation) {
        c->pending = false;
        c->has_any = true;
        c->has_word |= !opens;
    }
    c->pending |= punctuation && ends_clause(tokens, token, first, end);
    tokens->clause[token] = c->number;
}

uint32_t ef_mark_clauses(ef_tokens *tokens, size_t first, size_t end, const uint32_t *breaks,
                         size_t n_breaks)
{
    clause c = {.number = tokens->n_clauses};
    size_t at = first;
    for (size_t i = 0; i < n_breaks; i++) {
        add_words(tokens, at, breaks[i], &c);
        add_break(tokens, breaks[i], first, end, &c);
        at = breaks[i] + 1;
    }
    add_words(tokens, at, end, &c);
    const uint32_t count = c.number + 1 - tokens->n_clauses;
    tokens->n_clauses = c.number + 1;
    return count;
}

/* Which kind of quotation a mark opens or closes. A straight mark does both. */
enum { STRAIGHT, CURLY, SINGLE, CURLY_SINGLE, GUILLEMETS, CORNERS, WHITE_CORNERS, QUOTE_KINDS };
enum { OPENS = 1, CLOSES = 2 };

typedef struct quote {
    int kind;
    unsigned role; /* 0 = no quotation mark */
} quote;

/* A straight single mark opens before a word and closes behind one; between two it did neither. */
static quote single_quote(const ef_tokens *t, size_t token, size_t first, size_t end)
{
    const bool before = token > first && end_of(t, token - 1) == t->start[token];
    const bool after = token + 1 < end && end_of(t, token) == t->start[token + 1];
    return (quote){SINGLE, !before && after ? OPENS : before ? CLOSES : 0};
}

/* 5" is a length. */
static quote double_quote(const ef_tokens *t, size_t token, size_t first)
{
    const bool inches =
        token > first && t->kind[token - 1] == EF_NUMBER && end_of(t, token - 1) == t->start[token];
    return (quote){STRAIGHT, inches ? CLOSES : OPENS | CLOSES};
}

static quote quote_at(const ef_tokens *t, size_t token, size_t first, size_t end)
{
    switch (ef_mark_of(t, token)) {
    case '"': return double_quote(t, token, first);
    case '\'': return single_quote(t, token, first, end);
    case 0x201C: return (quote){CURLY, OPENS | CLOSES}; /* “ opens, but closes „German“ */
    case 0x201D: return (quote){CURLY, CLOSES};
    case 0x201E: return (quote){CURLY, OPENS};
    case 0x2018: return (quote){CURLY_SINGLE, OPENS};
    case 0x201A: return (quote){CURLY_SINGLE, OPENS};
    case 0x2019: return (quote){CURLY_SINGLE, CLOSES};
    case 0xAB: return (quote){GUILLEMETS, OPENS | CLOSES};
    case 0xBB: return (quote){GUILLEMETS, OPENS | CLOSES};
    case 0x300C: return (quote){CORNERS, OPENS};
    case 0x300D: return (quote){CORNERS, CLOSES};
    case 0x300E: return (quote){WHITE_CORNERS, OPENS};
    case 0x300F: return (quote){WHITE_CORNERS, CLOSES};
    default: return (quote){0};
    }
}

/* Quotations of one kind do not overlap, so every token is flagged at most once a kind. */
void ef_mark_quoted(ef_tokens *tokens, size_t first, size_t end, const uint32_t *breaks,
                    size_t n_breaks)
{
    size_t open[QUOTE_KINDS] = {0}; /* the token behind the opening mark; 0 = none is open */
    for (size_t b = 0; b < n_breaks; b++) {
        const size_t i = breaks[b];
        if (tokens->kind[i] != EF_PUNCT)
            continue;
        const quote q = quote_at(tokens, i, first, end);
        if (open[q.kind] > 0 && (q.role & CLOSES) != 0) {
            for (size_t j = open[q.kind]; j < i; j++)
                tokens->flags[j] |= EF_QUOTED;
            open[q.kind] = 0;
        } else if ((q.role & OPENS) != 0) {
            open[q.kind] = i + 1;
        }
    }
}
