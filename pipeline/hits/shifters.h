/* How an opinion's valence changes with what stands around it in the sentence.
 *
 * The sentence is read once, left to right: a shifter is noted when it comes by, and an opinion
 * asks what is in force. How far a shifter reaches is counted in words from its last token to
 * the opinion's first, the next word being 1, in the same clause only.
 *
 *   boosters    those in reach, newest first, multiply by 1 + share; the share loses a twentieth for
 *               each word in between. All serve the next opinion and no other.
 *   capitals    of any token of the opinion, unless all words of two letters or more shout
 *   negators    serve every opinion in reach until a new one comes behind an opinion ("not good,
 *               not great" is twice negated once, never once twice) or a contrast does; an even
 *               number of them leaves the valence
 *   negators    that have no opinion in reach look back for one if the model's language does so
 *               (negation_back): "das klappt nicht"; not for pictures and "sadly"
 *   contrast    the last one of the sentence that has a word before it weighs all others' opinions
 *   request     anywhere in the sentence damps all praise in it
 *
 * Pictures know neither boosters, capitals, elongation nor negation. A term that both says something and boosts only boosts when the
 * next term has an opinion and stands right behind it; one that both says something and negates
 * only negates when an opinion is in reach. Otherwise it only says something. */
#ifndef EF_SHIFTERS_H
#define EF_SHIFTERS_H

#include "hits/sentiment.h"
#include "hits/term_match.h"

/* More than this many in a window is no language; the oldest are forgotten. */
enum { EF_MOST_SHIFTS = 24 };

typedef struct ef_shift {
    uint32_t token; /* the last of its term */
    uint32_t term;
} ef_shift;

typedef struct ef_shift_ring {
    ef_shift items[EF_MOST_SHIFTS];
    uint32_t count; /* so far; item n lies at n modulo the size */
} ef_shift_ring;

/* Whether all words of a sentence are in capitals, so that none stands out. */
typedef enum ef_capitals {
    EF_CAPITALS_UNKNOWN,
    EF_CAPITALS_STAND_OUT,
    EF_CAPITALS_EVERYWHERE
} ef_capitals;

typedef struct ef_shifters {
    const earful_model *model;
    const ef_tokens *tokens;
    const ef_resolved *resolved;
    ef_trace *trace;
    const ef_sentence *sentence;
    ef_shift_ring negators;
    ef_shift_ring boosters;
    uint32_t contrast; /* the first token of the contrast that weighs; EF_NONE */
    uint32_t request;  /* EF_NONE */
    bool spoken;       /* an opinion came since the last negator */
    ef_capitals capitals;
} ef_shifters;

/* Looks over a sentence's matches; words with two meanings lose one of them in `matches`. */
void ef_shifters_begin(ef_shifters *shifters, uint32_t sentence, ef_term_match *matches,
                       const ef_matches *found);

/* The contribution of a match, which comes next; 0 when it has no opinion. Traced as it goes. */
int32_t ef_shifters_read(ef_shifters *shifters, const ef_term_match *match);

/* value * factor, both in ten-thousandths, half rounded away from zero, kept within a bound that
 * 32 bits hold whatever a lexicon says. */
int32_t ef_scale(int64_t value, int64_t factor);

void ef_trace_append(ef_trace *trace, ef_trace_step step);

/* Nothing to do unless somebody wants a trace. */
static inline void ef_trace_add(ef_trace *trace, ef_trace_step step)
{
    if (trace != NULL)
        ef_trace_append(trace, step);
}

#endif
