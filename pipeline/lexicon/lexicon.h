/* The sentiment lexicon: words and phrases with their valence, and every word that shifts it.
 *
 * Terms are sequences of vocabulary atoms. A later file wins over an earlier one, term by term and
 * type by type, and a valence of `-` removes; so an analyst's overlay never edits what it overlays.
 * Where several terms fit, the one with the most words wins, then the more specific first word. */
#ifndef EF_LEXICON_H
#define EF_LEXICON_H

#include "lexicon/settings.h"
#include "lexicon/sheet.h"
#include "lexicon/vocabulary.h"
#include "tokens/spelling.h"

typedef enum ef_term_type {
    EF_TERM_WORD,
    EF_TERM_PHRASE,
    EF_TERM_BOOSTER,
    EF_TERM_DAMPENER,
    EF_TERM_NEGATOR,
    EF_TERM_CONTRAST,
    EF_TERM_REQUEST,
    EF_TERM_EMOJI,
    EF_TERM_EMOTICON,
    EF_TERM_STOP,
    EF_TERM_TYPE_COUNT
} ef_term_type;

const char *ef_term_type_name(ef_term_type type);

struct ef_rule;

typedef struct ef_term {
    ef_span text; /* as written */
    ef_term_type type;
    int32_t valence; /* ten-thousandths of a point on -4..4; of a share for boosters, dampeners */
    int32_t negated; /* inside a negation's scope, only with has_negated */
    bool has_negated;
    const uint32_t *atoms; /* one a word */
    uint32_t n_atoms;
    const struct ef_rule *condition; /* must hold in the sentence; NULL = none */
    const char *file;
    uint32_t line;
} ef_term;

typedef struct ef_lexicon {
    ef_term *terms; /* in a fixed order: by text, then type */
    size_t n_terms;
    /* Which terms begin with an atom: by_atom[first[a]] .. by_atom[first[a + 1]), best first. */
    uint32_t *first;
    uint32_t *by_atom;
} ef_lexicon;

#endif
