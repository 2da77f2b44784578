/* The model: what to look for, compiled once and then read-only, shared by all threads. */
#ifndef EF_MODEL_H
#define EF_MODEL_H

#include "base/hash.h"
#include "lexicon/lexicon.h"
#include "lexicon/topics.h"
#include "lexicon/vader_lexicon.h"
#include "tokens/language.h"

struct earful_model {
    ef_settings settings;
    ef_spelling spelling;
    ef_languages languages; /* with those that it covers */
    ef_lexicon lexicon;
    ef_topics topics;
    ef_vocabulary *vocabulary;
    ef_vader_lexicon *vader; /* scores in place of the lexicon; NULL = the lexicon does */
    const char **fields;     /* that rules ask for by field:value, for ef_plan_options.extra */
    size_t n_fields;
    ef_span *sources; /* "file: source (licence)" lines for the manifest, in order of reading */
    size_t n_sources;
    ef_digest digest; /* of every byte of every file read, and of the order of overlays */
    ef_arena arena;
};

/* Whether anything looks at the words of texts: rules do, and so does the lexicon, but VADER reads texts
 * its own way. */
static inline bool ef_model_reads_words(const earful_model *model)
{
    return model->vader == NULL || model->topics.n_rules > 0;
}

/* What a tool lays over a model before it is in any file. */
typedef struct ef_model_extra {
    const char
        *rule; /* of a topic of its own, the only one that is tried: what a rule finds before it
                         is in the model. It may refer to the model's topics; its guard is on. An error
                         has the path EF_TRIED and its column. NULL = none */
    ef_span
        lexicon; /* the bytes of a lexicon.csv, over all others. Then no rule is tried at all: who
                         lays words over a model asks for sentiment. at == NULL = none */
} ef_model_extra;
#define EF_TRIED "rule"
earful_status ef_model_open_with(const earful_model_options *options, ef_model_extra extra,
                                 earful_model **model, earful_error *err);

/* True when the model covers texts of this language, a lower-case primary subtag. The empty span
 * and "und" are covered: nothing is known of them. VADER scores whatever it is given. */
bool ef_model_covers(const earful_model *model, ef_span language);

#endif
