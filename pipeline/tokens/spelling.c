#include "tokens/spelling.h"

#include <stdlib.h>

#include "base/grow.h"
#include "tokens/utf8.h"

enum { EXPANSION_CHUNK = 4 * 1024 };

void ef_spelling_init(ef_spelling *spelling)
{
    *spelling = (ef_spelling){0};
    ef_table_init(&spelling->words);
    ef_arena_init(&spelling->arena, EXPANSION_CHUNK);
}

void ef_spelling_fini(ef_spelling *spelling)
{
    ef_table_fini(&spelling->words);
    free(spelling->kinds);
    free(spelling->expansions);
    free(spelling->n_expansions);
    ef_arena_fini(&spelling->arena);
    ef_spelling_init(spelling);
}

/* Appends the word as a token's word would be; returns where it begins. */
static size_t fold_into(ef_buffer *out, ef_span word)
{
    const size_t start = out->len;
    ef_fold(word, out);
    if (!out->failed && out->len > start)
        out->len = start + ef_squeeze(out->at + start, out->len - start);
    return start;
}

/* Columns for one word more, before the table gets it: the table never runs ahead of them. */
static bool make_room(ef_spelling *spelling)
{
    const size_t count = spelling->words.count + 1;
    return ef_grow(&spelling->kinds, &spelling->kinds_capacity, count, 1) &&
           ef_grow(&spelling->expansions, &spelling->expansions_capacity, count,
                   sizeof spelling->expansions[0]) &&
           ef_grow(&spelling->n_expansions, &spelling->n_expansions_capacity, count,
                   sizeof spelling->n_expansions[0]);
}

/* The number of the word, with its columns ready. EF_NONE when memory is out. */
static uint32_t add_word(ef_spelling *spelling, ef_span folded)
{
    bool added = false;
    if (!make_room(spelling))
        return EF_NONE;
    const uint32_t number = ef_table_add(&spelling->words, folded, &added);
    if (added) {
        spelling->kinds[number] = 0;
        spelling->expansions[number] = NULL;
        spelling->n_expansions[number] = 0;
        ef_sieve_add(spelling->sieve, EF_SPELLING_SIEVE_BITS, spelling->words.entries[number].hash);
    }
    return number;
}

static size_t count_words(ef_span text)
{
    size_t n = 0;
    for (ef_span rest = text; rest.len > 0;)
        n += ef_span_trim(ef_span_cut(&rest, ' ')).len > 0;
    return n;
}

static bool set_expansion(ef_spelling *spelling, uint32_t number, ef_span expansion,
                          ef_buffer *scratch)
{
    const size_t count = count_words(expansion);
    if (count == 0)
        return true;
    ef_span *const words = ef_arena_array(&spelling->arena, count, sizeof words[0]);
    size_t n = 0;
    for (ef_span rest = expansion; words != NULL && rest.len > 0;) {
        const ef_span word = ef_span_trim(ef_span_cut(&rest, ' '));
        const size_t start = fold_into(scratch, word);
        if (scratch->failed)
            return false;
        if (scratch->len == start)
            continue;
        words[n++] = ef_arena_span(&spelling->arena,
                                   ef_span_make(scratch->at + start, scratch->len - start));
    }
    if (spelling->arena.failed)
        return false;
    if (n == 0)
        return true;
    spelling->expansions[number] = words;
    spelling->n_expansions[number] = (uint32_t)n;
    spelling->kinds[number] |= EF_CONTRACTION;
    return true;
}

bool ef_spelling_add(ef_spelling *spelling, ef_spelling_kind kind, ef_span word, ef_span expansion)
{
    ef_buffer folded = {0};
    bool good = false;
    word = ef_span_trim(word);
    if (kind == EF_ABBREVIATION && word.len > 1 && word.at[word.len - 1] == '.')
        word.len--;
    fold_into(&folded, word);
    if (folded.failed)
        goto done;
    if (folded.len == 0) {
        good = true;
        goto done;
    }
    const uint32_t number = add_word(spelling, ef_buffer_span(&folded));
    if (number == EF_NONE)
        goto done;
    if (kind == EF_CONTRACTION)
        good = set_expansion(spelling, number, expansion, &folded);
    else {
        spelling->kinds[number] |= (uint8_t)kind;
        good = true;
    }
done:
    ef_buffer_fini(&folded);
    return good;
}
