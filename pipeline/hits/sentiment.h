/* Sentiment: tokens -> contributions and sentence scores. Linear in tokens.
 *
 * Terms add their valence. Around them, in this order and always as integers: boosters, capitals
 * and elongation multiply; a negation's scope flips or replaces; contrast weighs what stands before
 * and after; requests damp praise; a question damps all. What is said again in a sentence counts once,
 * where it stands last. Then exclamation marks, up to the limit of a
 * sentence, add a share of what the sentence's words said before them, credited to the mark's own
 * token. Last, what speaks for a plain fact brings the sum nearer to 0: every contribution loses the
 * share of the sum that the objective terms ask for (or gains it, when they ask for less than nothing).
 * shifters.h says what is in force where. */
#ifndef EF_SENTIMENT_H
#define EF_SENTIMENT_H

#include "hits/hits.h"

/* One step of how a token came to its contribution, for explain. */
typedef struct ef_trace_step {
    uint32_t token;
    uint32_t term;    /* of the lexicon, or EF_NONE */
    const char *what; /* "valence", "booster", "capitals", "negation", "contrast" ... */
    uint32_t by;      /* the token that did it, or EF_NONE */
    int32_t before;
    int32_t after; /* the last step of a token ends at its contribution */
} ef_trace_step;

typedef struct ef_trace {
    ef_trace_step *steps;
    size_t count;
    size_t capacity;
    bool failed;
} ef_trace;

/* How a sentence's score comes about: its tokens' contributions are added to the sums of *score,
 * which is zeroed at first, and these are squashed. */
void ef_add_contribution(ef_sentence_score *score, int32_t contribution);
void ef_squash_sums(const ef_settings *settings, ef_sentence_score *score);

struct ef_evaluator;

/* Fills contributions and sentences of `hits`. evaluator answers the conditions of terms; trace may
 * be NULL. False when memory ran out. */
bool ef_score_sentiment(const earful_model *model, const ef_documents *documents,
                        const ef_tokens *tokens, const ef_resolved *resolved,
                        struct ef_evaluator *evaluator, ef_hits *hits, ef_trace *trace);

#endif
