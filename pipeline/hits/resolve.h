/* What each token of a block means to the model. */
#ifndef EF_RESOLVE_H
#define EF_RESOLVE_H

#include "hits/meaning.h"
#include "tokens/tokens.h"

typedef struct ef_resolved {
    const ef_meanings *meanings;
    const ef_meaning *items; /* of the meanings */
    uint32_t *meaning;       /* by token: its number in the items; EF_MEANS_NOTHING behind them */
    size_t meaning_capacity;
    uint32_t *word; /* how many words (kinds WORD, NUMBER, HASHTAG) stand before token t in the
                       block: what NEAR and negation windows count in; tokens + 1 of them */
    size_t word_capacity;
    uint64_t
        *notable; /* bits by token: where a term of the lexicon may begin, or an exclamation mark
                          or a link stands. One token of five; sentiment reads no others */
    size_t notable_capacity;
    uint64_t *triggers; /* likewise: where some choice of topic rules is tried */
    size_t triggers_capacity;
    bool failed;
} ef_resolved;

void ef_resolved_init(ef_resolved *resolved);
void ef_resolved_fini(ef_resolved *resolved);

/* URLs, e-mail addresses, handles and punctuation have no atoms: they never score and never match.
 * An elongated word is also tried with every letter once ("greatt" as "great"); the spelling whose
 * best atom is more specific counts (ef_vocabulary_rank), the written one when they are equal. */
bool ef_resolve(ef_meanings *meanings, const ef_tokens *tokens, ef_resolved *resolved);

static inline const ef_meaning *ef_meaning_of(const ef_resolved *resolved, uint32_t token)
{
    return &resolved->items[resolved->meaning[token]];
}

/* The tokens of a sentence that have a bit, one after the other. Who wants to pass over some moves
 * `at`. */
typedef struct ef_token_bits {
    const uint64_t *bits;
    uint32_t at; /* the next that may be one */
    uint32_t end;
} ef_token_bits;

static inline ef_token_bits ef_token_bits_of(const uint64_t *bits, const ef_sentence *sentence)
{
    return (ef_token_bits){bits, sentence->first_token, sentence->first_token + sentence->n_tokens};
}

static inline bool ef_token_bits_next(ef_token_bits *tokens, uint32_t *token)
{
    uint32_t at = tokens->at;
    uint64_t bits = 0;
    for (; at < tokens->end; at = (at | 63) + 1) {
        bits = tokens->bits[at / 64] >> at % 64;
        if (bits != 0)
            break;
    }
    *token = bits != 0 ? at + (uint32_t)__builtin_ctzll(bits) : at;
    tokens->at = *token + 1;
    return *token < tokens->end;
}

/* Whether the lexicon has a phrase that may begin with one word and go on with the next. */
static inline bool ef_may_begin_phrase(const ef_lexicon *lexicon, const ef_meaning *here,
                                       const ef_meaning *next)
{
    const bool several = (here->begins == EF_SEVERAL) | (next->follows == EF_SEVERAL);
    return (here->begins != EF_NONE) & (next->follows != EF_NONE) &
           (several | ef_lexicon_may_pair(lexicon, here->begins, next->follows));
}

/* The atoms that a token satisfies, ascending. */
typedef struct ef_atoms {
    const uint32_t *at;
    uint32_t count;
} ef_atoms;

static inline ef_atoms ef_atoms_of(const ef_resolved *resolved, uint32_t token)
{
    const ef_meaning *const meaning = ef_meaning_of(resolved, token);
    return (ef_atoms){resolved->meanings->atoms + meaning->atoms, meaning->n_atoms};
}

/* Those that some rule or condition asks for and not every word has. */
static inline ef_atoms ef_asked_atoms_of(const ef_resolved *resolved, uint32_t token)
{
    const ef_meaning *const meaning = ef_meaning_of(resolved, token);
    return (ef_atoms){resolved->meanings->atoms + meaning->atoms + meaning->n_atoms,
                      meaning->n_asked};
}

static inline bool ef_atoms_have(ef_atoms atoms, uint32_t atom)
{
    for (uint32_t i = 0; i < atoms.count; i++)
        if (atoms.at[i] == atom)
            return true;
    return false;
}

static inline bool ef_has_atom(const ef_resolved *resolved, uint32_t token, uint32_t atom)
{
    return ef_atoms_have(ef_atoms_of(resolved, token), atom);
}

#endif
