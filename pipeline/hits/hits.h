/* Hits: what a block's texts say, as scores and topic hits.
 *
 * Raw sums are integers in ten-thousandths of a valence point, one contribution a token, so that a
 * sentence's sum is exactly the sum of what explain shows. The only floating point is the squash of
 * a sum to -1..1, rounded to ten-thousandths at once. */
#ifndef EF_HITS_H
#define EF_HITS_H

#include "hits/resolve.h"
#include "hits/vader.h"

typedef enum ef_label { EF_NEUTRAL, EF_POSITIVE, EF_NEGATIVE } ef_label;

const char *ef_label_name(ef_label label);

typedef struct ef_sentence_score {
    int64_t positive; /* sum of the contributions above 0 */
    int64_t negative; /* below 0, a negative number */
    int32_t compound; /* squash of positive + negative: -10000..10000 */
    int32_t pos;      /* squash of positive alone, 0..10000 */
    int32_t neg;      /* squash of -negative alone, 0..10000 */
    int32_t
        weight; /* in the mean of a text: what the sentence's words say, good, bad and objective,
                         in ten-thousandths of a point, but one point at most. So a faint remark does not
                         water down a clear one, and no sentence counts for two */
    bool opinionated; /* some token contributed */
} ef_sentence_score;

/* Of a text of several sentences: means by their weight, half rounded away from zero; all 0 when no
 * sentence has any. VADER scores a text whole: of several, means over all. */
typedef struct ef_score {
    int32_t compound;
    int32_t pos;
    int32_t neu; /* VADER only */
    int32_t neg;
    uint32_t sentences;   /* all of them */
    uint32_t opinionated; /* sentences with an opinion; of VADER texts */
    ef_label label;
    bool mixed;
} ef_score;

typedef struct ef_topic_hit {
    uint32_t document;
    uint32_t sentence; /* of its first token */
    uint32_t first_token;
    uint32_t last_token; /* inclusive */
    uint32_t topic;
    uint32_t rule;
    int32_t compound; /* of the clauses that the hit spans, or else of its sentences */
    bool guarded;     /* negated: counted apart, in no other number */
} ef_topic_hit;

/* How often a rule's expressions met a limit and were given up. */
typedef struct ef_runaway {
    uint32_t rule;
    uint64_t count;
} ef_runaway;

/* Of texts that one model is asked about. */
typedef struct ef_hits {
    int32_t *contributions; /* by token */
    size_t contributions_capacity;
    ef_sentence_score *sentences; /* by sentence */
    size_t sentences_capacity;
    ef_vader_score *vader; /* by document; only where the model has a VADER */
    size_t vader_capacity;
    ef_topic_hit *topics; /* by document, then topic, then first token; no two of one topic with
                             the same tokens */
    size_t n_topics;
    size_t topics_capacity;
    uint64_t runaways;         /* regex limits hit, also by conditions of the lexicon */
    ef_runaway *runaway_rules; /* a rule may come more than once */
    size_t n_runaway_rules;
    size_t runaway_rules_capacity;
    bool failed;
    struct ef_term_match *matches; /* scratch of ef_score_sentiment */
    size_t matches_capacity;
    uint64_t *verdicts;
    size_t verdicts_capacity;
    struct ef_saying *sayings; /* by term, for better and for worse: where it was said last */
    uint64_t serial;           /* of the sentence, from 1, in all blocks */
} ef_hits;

void ef_hits_init(ef_hits *hits);
void ef_hits_fini(ef_hits *hits);

/* s / sqrt(s * s + a) in ten-thousandths, half rounded away from zero (the normalisation of Hutto &
 * Gilbert 2014, VADER). */
int32_t ef_squash(const ef_settings *settings, int64_t raw);

/* Of scores, half rounded away from zero. The weight must be above 0. */
int32_t ef_mean(int64_t sum, int64_t weight);

ef_label ef_label_of(const ef_settings *settings, int32_t compound);

/* The first topic hit of this document or a later one; those of a record stand together. */
size_t ef_first_topic_hit(const ef_hits *hits, uint32_t document);

/* The score of the documents of one record that have this role; EF_ROLE_COUNT = all of them. */
ef_score ef_score_of(const earful_model *model, const ef_documents *documents,
                     const ef_tokens *tokens, const ef_hits *hits, const ef_record_info *record,
                     ef_role role);

#endif
