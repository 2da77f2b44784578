/* Alternatives that can never add a hit, because another one of the same OR is there wherever they
 * are: a word under a wildcard, a phrase around a word. A phrase with a negator in it is no such
 * case: a hit that holds the negator itself is not guarded. */
#include <stdlib.h>

#include "lexicon/word_wildcard.h"
#include "workbench/lint/lint.h"

enum { MOST_WILDCARDS = 64 };

typedef struct alternatives {
    ef_lint *lint;
    const ef_rule_context *context;
    ef_span rule;
    const ef_node *node;
    ef_table whole;    /* the atoms of each alternative */
    ef_table words;    /* single words */
    ef_table prefixes; /* of wildcards such as `deliver*`: what stands before the star */
    ef_span others[MOST_WILDCARDS]; /* other wildcards */
    size_t n_others;
} alternatives;

static bool is_words(const ef_node *node)
{
    return node->kind == EF_NODE_WORDS && node->pattern == NULL && node->n_atoms > 0;
}

static ef_span text_of(const alternatives *of, uint32_t atom)
{
    return ef_vocabulary_text(of->context->vocabulary, atom);
}

/* `deliver*` and the like: one star, at the end. */
static bool is_prefix(ef_span word)
{
    return word.len > 1 && word.at[word.len - 1] == '*' &&
           !ef_word_is_wildcard(ef_span_make(word.at, word.len - 1));
}

static void gather(alternatives *of)
{
    bool added = false;
    for (size_t i = 0; i < of->node->n_children; i++) {
        const ef_node *const child = of->node->children[i];
        if (!is_words(child) || child->n_atoms != 1)
            continue;
        const ef_span word = text_of(of, child->atoms[0]);
        if (!ef_word_is_wildcard(word))
            ef_table_add(&of->words, word, &added);
        else if (is_prefix(word))
            ef_table_add(&of->prefixes, ef_span_make(word.at, word.len - 1), &added);
        else if (of->n_others < MOST_WILDCARDS)
            of->others[of->n_others++] = word;
    }
}

/* Whether whatever the second matches is matched by the first. A `?` is not followed into stars. */
static bool covers(ef_span wildcard, ef_span word)
{
    if (ef_span_equal(wildcard, word) ||
        (memchr(wildcard.at, '?', wildcard.len) != NULL && ef_word_is_wildcard(word)))
        return false;
    return ef_word_matches(wildcard, word);
}

/* The alternative that is there wherever the word is; the empty span when there is none. */
static ef_span cover_of(const alternatives *of, ef_span word, bool itself, char scratch[256])
{
    if (itself && ef_table_find(&of->words, word) != EF_NONE)
        return word;
    if (itself && is_prefix(word) &&
        ef_table_find(&of->prefixes, ef_span_make(word.at, word.len - 1)) != EF_NONE)
        return word;
    for (size_t len = 1; len <= word.len && len < 255; len++) {
        const ef_span prefix = ef_span_make(word.at, len);
        if (word.at[len - 1] == '*' || word.at[len - 1] == '?')
            break;
        if (is_prefix(word) && len + 1 == word.len)
            break;
        if (ef_table_find(&of->prefixes, prefix) == EF_NONE)
            continue;
        memcpy(scratch, prefix.at, len);
        scratch[len] = '*';
        return ef_span_make(scratch, len + 1);
    }
    for (size_t i = 0; i < of->n_others; i++)
        if (covers(of->others[i], word))
            return of->others[i];
    return (ef_span){0};
}

static void check_alternative(const alternatives *of, const ef_node *child)
{
    char scratch[256];
    for (size_t i = 0; i < child->n_atoms; i++)
        if (child->n_atoms > 1 &&
            ef_table_find(&of->lint->negators, text_of(of, child->atoms[i])) != EF_NONE)
            return;
    for (size_t i = 0; i < child->n_atoms; i++) {
        const ef_span cover =
            cover_of(of, text_of(of, child->atoms[i]), child->n_atoms > 1, scratch);
        if (cover.len == 0)
            continue;
        ef_lint_doubt(of->lint, of->context, of->rule, child->column - 1, "unreachable-term",
                      "`%.*s` is found wherever the alternative `%.*s` is, which also finds more; "
                      "remove one of them",
                      (int)child->text.len, child->text.at, (int)cover.len, cover.at);
        return;
    }
}

static void check_all(alternatives *of)
{
    gather(of);
    for (size_t i = 0; i < of->node->n_children; i++) {
        const ef_node *const child = of->node->children[i];
        bool added = true;
        if (!is_words(child))
            continue;
        const ef_span atoms =
            ef_span_make((const char *)child->atoms, child->n_atoms * sizeof child->atoms[0]);
        if (ef_table_add(&of->whole, atoms, &added) != EF_NONE && !added)
            ef_lint_doubt(of->lint, of->context, of->rule, child->column - 1, "duplicate-term",
                          "`%.*s` is an alternative already; remove it", (int)child->text.len,
                          child->text.at);
        else
            check_alternative(of, child);
    }
}

bool ef_lint_alternatives(ef_lint *lint, const ef_rule_context *context, ef_span rule,
                          const ef_node *node)
{
    alternatives of = {.lint = lint, .context = context, .rule = rule, .node = node};
    ef_table_init(&of.whole);
    ef_table_init(&of.words);
    ef_table_init(&of.prefixes);
    check_all(&of);
    const bool good = !of.whole.failed && !of.words.failed && !of.prefixes.failed;
    ef_table_fini(&of.whole);
    ef_table_fini(&of.words);
    ef_table_fini(&of.prefixes);
    return good;
}
