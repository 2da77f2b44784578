#include "tokens/tokens.h"

#include <stdlib.h>

#include "base/key_hash.h"

void ef_tokens_init(ef_tokens *tokens)
{
    *tokens = (ef_tokens){.kernels = ef_kernels_choose()};
}

void ef_tokens_fini(ef_tokens *tokens)
{
    free(tokens->start);
    free(tokens->len);
    free(tokens->word_at);
    free(tokens->word_len);
    free(tokens->hash);
    free(tokens->kind);
    free(tokens->flags);
    free(tokens->sentence);
    free(tokens->clause);
    ef_buffer_fini(&tokens->words);
    free(tokens->sentences);
    free(tokens->masks);
    free(tokens->breaks);
    free(tokens->documents);
    free(tokens->votes);
    ef_tokens_init(tokens);
}

static size_t end_of(const ef_tokens *t, size_t token)
{
    return (size_t)t->start[token] + t->len[token];
}

static bool check_word(const ef_tokens *t, size_t token)
{
    return t->word_len[token] > 0 &&
           (size_t)t->word_at[token] + t->word_len[token] <= t->words.len &&
           t->hash[token] == ef_key_hash(ef_token_word(t, token)) && t->kind[token] <= EF_SYMBOL;
}

/* Only the later tokens of a contraction may stand on the bytes of the one before them. */
static bool check_order(const ef_tokens *t, size_t token)
{
    if ((t->flags[token] & EF_CONTINUED) == 0)
        return t->start[token] >= end_of(t, token - 1);
    return t->start[token] >= t->start[token - 1] && end_of(t, token) >= end_of(t, token - 1) &&
           t->clause[token] >= t->clause[token - 1];
}

static bool check_sentence(const ef_tokens *t, size_t number, ef_span text)
{
    const ef_sentence *const s = &t->sentences[number];
    const size_t end = (size_t)s->first_token + s->n_tokens;
    if (s->n_tokens == 0 || s->n_clauses == 0 || end > t->count)
        return false;
    const size_t last_clause = s->first_clause + s->n_clauses - 1;
    if (s->start != t->start[s->first_token] || s->start + s->len != end_of(t, end - 1) ||
        s->start + s->len > text.len)
        return false;
    for (size_t i = s->first_token; i < end; i++) {
        if (t->sentence[i] != number || t->len[i] == 0 || !check_word(t, i))
            return false;
        if (i > s->first_token && (!check_order(t, i) || t->clause[i] < t->clause[i - 1] ||
                                   t->clause[i] > t->clause[i - 1] + 1))
            return false;
    }
    return t->clause[s->first_token] == s->first_clause && t->clause[end - 1] == last_clause;
}

/* Sentences and tokens of a document, which begin where those of the last one ended. */
static bool check_document(const ef_tokens *t, size_t number, ef_span text, size_t *token,
                           size_t *sentence, size_t *clause)
{
    const ef_document_tokens *const d = &t->documents[number];
    if (d->first_token != *token || d->first_sentence != *sentence ||
        *sentence + d->n_sentences > t->n_sentences)
        return false;
    for (size_t i = 0; i < d->n_sentences; i++, (*sentence)++) {
        const ef_sentence *const s = &t->sentences[*sentence];
        if (s->document != number || s->first_token != *token || s->first_clause != *clause ||
            !check_sentence(t, *sentence, text))
            return false;
        if (i > 0 && s->start < s[-1].start + s[-1].len)
            return false;
        *token += s->n_tokens;
        *clause += s->n_clauses;
    }
    return d->first_token + d->n_tokens == *token;
}

void ef_tokens_join(const ef_tokens *tokens, size_t first, size_t last, ef_buffer *out)
{
    ef_buffer_reset(out);
    for (size_t token = first; token <= last; token++) {
        if (token > first)
            ef_buffer_add_char(out, ' ');
        ef_buffer_add_span(out, ef_token_word(tokens, token));
    }
}

bool ef_tokens_check(const ef_tokens *tokens, const ef_documents *documents)
{
    const size_t count = documents != NULL ? documents->count : 1;
    const ef_span anything = {.len = SIZE_MAX};
    size_t token = 0;
    size_t sentence = 0;
    size_t clause = 0;
    for (size_t i = 0; i < count; i++) {
        const ef_span text = documents != NULL ? documents->items[i].text : anything;
        if (!check_document(tokens, i, text, &token, &sentence, &clause))
            return false;
    }
    return token == tokens->count && sentence == tokens->n_sentences && clause == tokens->n_clauses;
}
