/* VADER, exactly: compound, pos, neu and neg of a text as the published program gives them.
 *
 * The algorithm is that of Hutto & Gilbert (2014) as vaderSentiment 3.3.2 has it, quirks and all;
 * only its running time is not: each step here is linear, or nearly, in the text. Sums are doubles
 * in the original's order, so that every rounding is the same (Python up to 3.11; later ones add
 * with more care). What comes out are integers, the digits that it prints. */
#ifndef EF_VADER_H
#define EF_VADER_H

#include "base/buffer.h"
#include "lexicon/vader_lexicon.h"
#include "simd/kernels.h"

/* Ten-thousandths; pos, neu and neg have three digits, so they end in 0. All 0 without a word. */
typedef struct ef_vader_score {
    int32_t compound;
    int32_t pos;
    int32_t neu;
    int32_t neg;
} ef_vader_score;

/* What the original calls a word: between white space, without the punctuation at its ends. */
typedef struct ef_vader_token {
    uint32_t at; /* in the expanded text */
    uint32_t end;
    uint32_t word; /* of the lexicon */
} ef_vader_token;

/* From byte `at` of the expanded text on, the text lies at `source`; the description of an emoji
 * lies where the emoji does. */
typedef struct ef_vader_splice {
    uint32_t at;
    uint32_t source;
    bool described;
} ef_vader_splice;

/* A word with an opinion. The rest is of use while "but" is weighed (vader_contrast.c). */
typedef struct ef_vader_opinion {
    double value;
    uint32_t token;
    uint32_t kind;
    uint32_t left;
    uint32_t right;
} ef_vader_opinion;

/* Opinions that had one value before "but" was weighed. */
typedef struct ef_vader_kind {
    double value;
    uint32_t heap;
} ef_vader_kind;

/* One step of how a word came to its value. */
typedef struct ef_vader_step {
    uint32_t token;
    uint32_t by;      /* the token that did it, or EF_NONE */
    const char *what; /* "valence", "capitals", "booster", "negation", "idiom", "contrast" */
    double before;
    double after;
} ef_vader_step;

/* A scorer: the scratch of one thread, and what it found in the text that it scored last. */
typedef struct ef_vader {
    const ef_vader_lexicon *lexicon;
    const ef_kernels *kernels;
    ef_span text;         /* expanded: emoji replaced by their descriptions */
    ef_word_masks *masks; /* of the text */
    size_t masks_capacity;
    char *lower; /* the text in lower case, as far as it is ASCII */
    size_t lower_capacity;
    ef_vader_token *runs; /* between white space of ASCII, where there is other */
    size_t runs_capacity;
    ef_vader_token *tokens;
    size_t n_tokens;
    size_t tokens_capacity;
    uint32_t *known; /* tokens that the lexicon may know something of */
    size_t n_known;
    size_t known_capacity;
    uint32_t exclamations; /* marks, all of them */
    uint32_t questions;
    bool some_shout; /* are str.isupper, and others are not */
    ef_vader_opinion *opinions;
    size_t n_opinions;
    size_t opinions_capacity;
    double sum; /* of the opinions */
    double emphasis;
    bool traced; /* keep steps */
    ef_vader_step *steps;
    size_t n_steps;
    size_t steps_capacity;
    ef_buffer expanded;
    ef_vader_splice *splices; /* none: nothing was expanded */
    size_t n_splices;
    size_t splices_capacity;
    ef_vader_kind *kinds;
    size_t kinds_capacity;
    uint32_t *kind_slots;
    size_t kind_slots_capacity;
    bool failed; /* memory ran out */
} ef_vader;

void ef_vader_init(ef_vader *vader, const ef_vader_lexicon *lexicon);
void ef_vader_fini(ef_vader *vader);

/* Scores a text of valid UTF-8. vader->failed afterwards: memory ran out. */
ef_vader_score ef_vader_score_text(ef_vader *vader, ef_span text);

/* The byte of the scored text, as it was given, where a token lies. */
uint32_t ef_vader_source(const ef_vader *vader, const ef_vader_token *token);

/* ---- its parts, in order ---- */

/* The text with its emoji described; the text itself when it has none. */
ef_span ef_vader_expand(ef_vader *vader, ef_span text);

/* Text -> tokens. False when memory ran out. */
bool ef_vader_read(ef_vader *vader, ef_span text);

/* Whether a token is written in capitals while others are not. */
bool ef_vader_shouts(const ef_vader *vader, size_t token);

/* The value of a listed word among those around it. */
double ef_vader_value(ef_vader *vader, size_t token);

/* What "but" does to the opinions on either side. False when memory ran out. */
bool ef_vader_contrast(ef_vader *vader, uint32_t but);

void ef_vader_trace(ef_vader *vader, ef_vader_step step);

static inline const ef_vader_word *ef_vader_word_at(const ef_vader *vader, size_t token)
{
    return &vader->lexicon->words[vader->tokens[token].word];
}

#endif
