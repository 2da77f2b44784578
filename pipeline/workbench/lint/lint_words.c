#include "workbench/lint/lint_words.h"

#include <stdlib.h>

#include "base/grow.h"
#include "lexicon/word_wildcard.h"

void ef_lint_words_init(ef_lint_words *words, const ef_vocabulary *vocabulary)
{
    *words = (ef_lint_words){.vocabulary = vocabulary};
    ef_table_init(&words->whole);
}

void ef_lint_words_fini(ef_lint_words *words)
{
    ef_table_fini(&words->whole);
    free(words->members);
}

bool ef_lint_is_words(const ef_node *node)
{
    return node->kind == EF_NODE_WORDS && node->pattern == NULL && node->n_atoms > 0;
}

/* `deliver*` and the like. */
static bool is_prefix(ef_span word)
{
    return word.len > 1 && word.at[word.len - 1] == '*' &&
           !ef_word_is_wildcard(ef_span_make(word.at, word.len - 1));
}

void ef_lint_words_add(ef_lint_words *words, const ef_node *node, uint32_t owner)
{
    if (!ef_lint_is_words(node) || node->n_atoms != 1)
        return;
    const ef_lint_word word = {ef_vocabulary_text(words->vocabulary, node->atoms[0]), owner};
    bool added = false;
    if (ef_word_is_wildcard(word.text) && !is_prefix(word.text)) {
        if (words->n_others < EF_LINT_WILDCARDS)
            words->others[words->n_others++] = word;
        return;
    }
    const uint32_t number =
        ef_grow(&words->members, &words->capacity, words->whole.count + 1, sizeof words->members[0])
            ? ef_table_add(&words->whole, word.text, &added)
            : EF_NONE;
    words->failed |= number == EF_NONE;
    if (added)
        words->members[number] = word;
}

static ef_lint_word find(const ef_lint_words *words, ef_span key, uint32_t owner)
{
    const uint32_t number = ef_table_find(&words->whole, key);
    return number == EF_NONE || words->members[number].owner == owner ? (ef_lint_word){0}
                                                                      : words->members[number];
}

/* Whether whatever the second matches is matched by the first. A `?` is not followed into stars. */
static bool covers(ef_span wildcard, ef_span word)
{
    if (memchr(wildcard.at, '?', wildcard.len) != NULL && ef_word_is_wildcard(word))
        return false;
    return ef_word_matches(wildcard, word);
}

static ef_lint_word cover_of(const ef_lint_words *words, ef_span word, uint32_t owner)
{
    char prefix[EF_WILDCARD_LIMIT + 1];
    ef_lint_word cover = find(words, word, owner);
    for (size_t len = 1; cover.text.len == 0 && len <= word.len && len < EF_WILDCARD_LIMIT; len++) {
        prefix[len - 1] = word.at[len - 1];
        prefix[len] = '*';
        if (prefix[len - 1] == '*' || prefix[len - 1] == '?')
            break;
        cover = find(words, ef_span_make(prefix, len + 1), owner);
    }
    for (size_t i = 0; i < words->n_others && cover.text.len == 0; i++)
        if (words->others[i].owner != owner && covers(words->others[i].text, word))
            cover = words->others[i];
    return cover;
}

ef_lint_word ef_lint_words_cover(const ef_lint_words *words, const ef_node *node, uint32_t owner)
{
    ef_lint_word cover = {0};
    for (size_t i = 0; i < node->n_atoms && cover.text.len == 0; i++)
        cover = cover_of(words, ef_vocabulary_text(words->vocabulary, node->atoms[i]), owner);
    return cover;
}
