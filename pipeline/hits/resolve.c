#include "hits/resolve.h"

#include <stdlib.h>

#include "base/grow.h"
#include "base/key_hash.h"
#include "tokens/utf8.h"

enum { LONGEST_DRAWN_OUT = 128, FEW_ATOMS = 4 };

void ef_resolved_init(ef_resolved *resolved)
{
    *resolved = (ef_resolved){0};
}

void ef_resolved_fini(ef_resolved *resolved)
{
    free(resolved->first);
    free(resolved->atoms);
    free(resolved->word);
    *resolved = (ef_resolved){0};
}

static bool has_meaning(ef_token_kind kind)
{
    return kind != EF_PUNCT && kind != EF_URL && kind != EF_EMAIL && kind != EF_HANDLE;
}

static bool is_counted(ef_token_kind kind)
{
    return kind == EF_WORD || kind == EF_NUMBER || kind == EF_HASHTAG;
}

/* "soo" as "so": every letter that stands there twice, once. */
static size_t single_letters(ef_span word, char *out)
{
    size_t len = 0;
    size_t last = 0; /* length of the character written last */
    for (size_t at = 0, size; at < word.len; at += size) {
        ef_utf8_decode(word, at, &size);
        if (size == last && memcmp(out + len - last, word.at + at, size) == 0)
            continue;
        memcpy(out + len, word.at + at, size);
        len += size;
        last = size;
    }
    return len;
}

/* How specific the best of some atoms is; 0 for none. */
static uint32_t best_rank(const ef_vocabulary *vocabulary, const uint32_t *atoms, size_t n_atoms)
{
    uint32_t best = 0;
    for (size_t i = 0; i < n_atoms; i++) {
        const uint32_t rank = ef_vocabulary_rank(vocabulary, atoms[i]);
        best = rank + 1 > best ? rank + 1 : best;
    }
    return best;
}

/* The better known of the two spellings. What the cache gives lasts for one question only, so the
 * written one may have to be asked again. */
static const uint32_t *resolve_drawn_out(const ef_vocabulary *vocabulary,
                                         ef_vocabulary_cache *cache, uint64_t hash, ef_span word,
                                         size_t *n_atoms)
{
    char shorter[LONGEST_DRAWN_OUT];
    const ef_span single = ef_span_make(shorter, single_letters(word, shorter));
    const uint32_t *atoms = ef_vocabulary_resolve(cache, hash, word, n_atoms);
    const uint32_t written = best_rank(vocabulary, atoms, *n_atoms);
    atoms = ef_vocabulary_resolve(cache, ef_key_hash(single), single, n_atoms);
    if (best_rank(vocabulary, atoms, *n_atoms) > written)
        return atoms;
    return ef_vocabulary_resolve(cache, hash, word, n_atoms);
}

static const uint32_t *resolve_token(const ef_vocabulary *vocabulary, ef_vocabulary_cache *cache,
                                     const ef_tokens *tokens, size_t token, size_t *n_atoms)
{
    const ef_span word = ef_token_word(tokens, token);
    const uint64_t hash = tokens->hash[token];
    if ((tokens->flags[token] & EF_ELONGATED) != 0 && word.len <= LONGEST_DRAWN_OUT)
        return resolve_drawn_out(vocabulary, cache, hash, word, n_atoms);
    return ef_vocabulary_resolve(cache, hash, word, n_atoms);
}

bool ef_resolve(const earful_model *model, ef_vocabulary_cache *cache, const ef_tokens *tokens,
                ef_resolved *resolved)
{
    size_t count = 0;
    uint32_t words = 0;
    resolved->failed = !ef_grow(&resolved->first, &resolved->first_capacity, tokens->count + 1,
                                sizeof resolved->first[0]) ||
                       !ef_grow(&resolved->word, &resolved->word_capacity, tokens->count + 1,
                                sizeof resolved->word[0]) ||
                       !ef_grow(&resolved->atoms, &resolved->atoms_capacity,
                                FEW_ATOMS * (tokens->count + 1), sizeof resolved->atoms[0]);
    for (size_t t = 0; t < tokens->count && !resolved->failed; t++) {
        const ef_token_kind kind = (ef_token_kind)tokens->kind[t];
        size_t n_atoms = 0;
        const uint32_t *const atoms =
            has_meaning(kind) ? resolve_token(model->vocabulary, cache, tokens, t, &n_atoms) : NULL;
        resolved->first[t] = (uint32_t)count;
        resolved->word[t] = words;
        words += is_counted(kind);
        if (count + n_atoms > UINT32_MAX || !ef_grow(&resolved->atoms, &resolved->atoms_capacity,
                                                     count + n_atoms, sizeof resolved->atoms[0]))
            resolved->failed = true;
        else if (n_atoms > 0)
            memcpy(resolved->atoms + count, atoms, n_atoms * sizeof atoms[0]);
        count += n_atoms;
    }
    if (!resolved->failed) {
        resolved->first[tokens->count] = (uint32_t)count;
        resolved->word[tokens->count] = words;
    }
    return !resolved->failed;
}
