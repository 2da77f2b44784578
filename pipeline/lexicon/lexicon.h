/* The sentiment lexicon: words and phrases with their valence, and every word that shifts it.
 *
 * Terms are sequences of vocabulary atoms. A later line wins over an earlier one, term by term and
 * lane by lane, and a valence of `-` removes; so an analyst's overlay never edits what it overlays.
 * Lines that differ in their condition stand beside each other; a removal without one takes all.
 * Where several terms fit, the one with the most words wins, then the more specific first word,
 * then one with a condition. */
#ifndef EF_LEXICON_H
#define EF_LEXICON_H

#include "lexicon/rule.h"
#include "lexicon/settings.h"
#include "lexicon/sheet.h"

typedef enum ef_term_type {
    EF_TERM_WORD,
    EF_TERM_PHRASE,
    EF_TERM_BOOSTER,
    EF_TERM_DAMPENER,
    EF_TERM_NEGATOR,
    EF_TERM_CONTRAST,
    EF_TERM_REQUEST,
    EF_TERM_OBJECTIVE,
    EF_TERM_EMOJI,
    EF_TERM_EMOTICON,
    EF_TERM_STOP,
    EF_TERM_TYPE_COUNT
} ef_term_type;

const char *ef_term_type_name(ef_term_type type);

/* What a term does in a sentence. A word may do several things ("pretty" says and boosts), but only
 * one in each lane. */
typedef enum ef_lane {
    EF_LANE_OPINION, /* word, phrase, emoji, emoticon, stop */
    EF_LANE_SHIFT,   /* booster, dampener */
    EF_LANE_NEGATOR,
    EF_LANE_CONTRAST,
    EF_LANE_REQUEST,
    EF_LANE_OBJECTIVE,
    EF_LANE_COUNT
} ef_lane;

ef_lane ef_lane_of(ef_term_type type);

typedef struct ef_term {
    ef_span text; /* as written */
    ef_term_type type;
    ef_lane lane;
    int32_t valence; /* ten-thousandths of a point on -4..4; of a share for boosters, dampeners */
    int32_t negated; /* inside a negation's scope, only with has_negated */
    bool has_negated;
    const uint32_t *atoms; /* one a word */
    uint32_t n_atoms;
    const ef_rule *condition; /* must hold in the sentence; NULL = none */
    const char *file;
    uint32_t line;
} ef_term;

typedef struct ef_lexicon {
    ef_term *terms; /* in a fixed order: by text, then type */
    size_t n_terms;
    ef_node **conditions; /* their roots, to be released */
    size_t n_conditions;
    /* Which terms begin with an atom: by_atom[first[a]] .. by_atom[first[a + 1]), ascending by the
     * atom of their second word, which `second` repeats (EF_NONE for single words, so these come
     * last), then best first. Some words begin a thousand phrases; the next word says which, and
     * `third` which of these may go on. */
    uint32_t *first;
    uint32_t *by_atom;
    uint32_t *second;
    uint32_t *third; /* the atom of their third word; EF_NONE */
    uint32_t *order; /* by term: where several fit, the lowest wins */
    uint8_t *uses;   /* by atom: ef_atom_use bits */
    uint64_t *pairs; /* bits by the first two atoms of a phrase, a power of two of them */
    uint32_t n_pair_bits;
} ef_lexicon;

/* What terms ask of an atom. */
typedef enum ef_atom_use {
    EF_BEGINS_WORD = 1,   /* it is a term */
    EF_BEGINS_PHRASE = 2, /* it begins terms of several words */
    EF_SECOND_WORD = 4,   /* it is the second word of some */
    EF_BEGINS_NEGATOR = 8,
    EF_BEGINS_SHIFTER = 16, /* terms that change what others say: neither opinion nor objective */
    EF_BEGINS_OBJECTIVE = 32
} ef_atom_use;

static inline uint32_t ef_lexicon_pair_bit(const ef_lexicon *lexicon, uint32_t first,
                                           uint32_t second)
{
    const uint32_t mixed = first * 2654435761u + second * 2246822519u;
    return (mixed ^ mixed >> 15) & (lexicon->n_pair_bits - 1);
}

/* False when no phrase begins with these atoms. Frequent words begin a thousand phrases and are
 * hardly ever followed by the word that one goes on with: looking that up each time adds a sixth to
 * what sentiment costs (67 M instructions instead of 57 M on 2 MB of reviews). */
static inline bool ef_lexicon_may_pair(const ef_lexicon *lexicon, uint32_t first, uint32_t second)
{
    return ef_has_bit(lexicon->pairs, ef_lexicon_pair_bit(lexicon, first, second));
}

enum { EF_MAX_TERM_WORDS = 16 };

/* As ef_sheet_parse, and also reads a plain term list as VADER's: no header, lines of term, tab,
 * valence, and anything behind a further tab. Its terms are taken literally. */
earful_status ef_lexicon_sheet_parse(ef_sheet *sheet, const char *name, ef_span bytes,
                                     earful_error *err);

/* Reads sheets in order. Everything is owned by the context's arena. EARFUL_MODEL with line and
 * column: an unknown column or type, a valence out of range, a term without a word, a condition
 * that is no rule. After this the vocabulary may be sealed; ef_lexicon_index builds first, by_atom
 * and order once it is, in the same arena, and gives false when memory is out. */
earful_status ef_lexicon_build(ef_lexicon *lexicon, const ef_sheet *sheets, size_t n_sheets,
                               const ef_rule_context *context, earful_error *err);
bool ef_lexicon_index(ef_lexicon *lexicon, const ef_vocabulary *vocabulary, ef_arena *arena);

/* Frees the patterns of conditions. */
void ef_lexicon_fini(ef_lexicon *lexicon);

#endif
