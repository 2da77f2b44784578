/* What each distinct word means to the model, found out once a thread.
 *
 * Text is Zipfian, so atoms, and what follows from them, are found once for a word and then known
 * by its number, which is all that tokens carry. Numbers stay good for one block: when a block
 * begins and many words are known, all are forgotten, so memory does not grow with the input. */
#ifndef EF_MEANING_H
#define EF_MEANING_H

#include "lexicon/model.h"

/* Numbers that are always there. */
enum {
    EF_MEANS_NOTHING,
    EF_MEANS_MARK,  /* what may stand between the words of a phrase */
    EF_MEANS_SHOUT, /* exclamation marks, maybe with question marks */
    EF_MEANS_LINK,
    EF_MEANS_ANY_WORD, /* a word that the model does not know */
    EF_FIRST_MEANING
};

/* In place of an atom: there are several. */
#define EF_SEVERAL ((uint32_t)UINT32_MAX - 1)

typedef struct ef_meaning {
    uint32_t atoms; /* where in ef_meanings.atoms they are, ascending */
    uint32_t n_atoms;
    uint32_t n_asked; /* so many of them are ef_meanings.asked, and again behind them all */
    uint32_t begins;  /* its atom that begins phrases of the lexicon; EF_SEVERAL, EF_NONE */
    uint32_t follows; /* its atom that is the second word of some; EF_SEVERAL (what may stand before
                         a second word has it too), EF_NONE */
    uint32_t alone;   /* where in ef_meanings.alone its terms of one word are; EF_NONE: it has
                         none, or some that ask for a condition (EF_ASKS) */
    uint32_t uses;    /* ef_atom_use bits of all its atoms, and the following */
} ef_meaning;

enum {
    EF_ASKS = 256,
    EF_TRIGGERS = 512, /* some choice of topic rules is tried where it stands */
    EF_EXCLAIMS = 1024,
    EF_LINKS = 2048
};

/* What of a meaning decides whether sentiment or topics look at a token of it. */
typedef enum ef_look {
    EF_LOOK_ALONE = 1,  /* whatever stands behind it: EF_BEGINS_WORD, EF_EXCLAIMS, EF_LINKS */
    EF_LOOK_BEGINS = 2, /* if what stands behind it follows */
    EF_LOOK_FOLLOWS = 4,
    EF_LOOK_TRIGGERS = 8 /* EF_TRIGGERS */
} ef_look;

/* The best term of one word in each lane; EF_NONE. */
typedef struct ef_word_terms {
    uint32_t terms[EF_LANE_COUNT];
} ef_word_terms;

/* What topic rules make of a word: numbers in a row in ef_meanings.numbers. */
typedef struct ef_word_rules {
    uint32_t met; /* demands that it meets */
    uint32_t n_met;
    uint32_t tried; /* choices to try where it stands */
    uint32_t n_tried;
} ef_word_rules;

/* A set of demands, by ef_demand_bit. */
typedef struct ef_demand_set {
    uint64_t words[EF_DEMAND_BITS / 64];
} ef_demand_set;

static inline void ef_demand_set_add(ef_demand_set *set, uint8_t bit)
{
    set->words[bit / 64] |= (uint64_t)1 << bit % 64;
}

static inline bool ef_demand_set_has(const ef_demand_set *set, uint8_t bit)
{
    return (set->words[bit / 64] >> bit % 64 & 1) != 0;
}

/* A word of up to eight bytes is all in `front`, so that one comparison tells it from all others. */
typedef struct ef_known_word {
    uint64_t front;
    uint32_t len;
    uint32_t hash; /* its lower half */
    uint32_t rest; /* where in `letters` the bytes behind the front are */
} ef_known_word;

/* What a token with a short word was found to mean of late. */
typedef struct ef_recent {
    uint64_t front; /* the first and the second eight bytes of its word */
    uint64_t back;
    uint32_t form; /* what else decides, of which its owner makes a number; 0 = nothing is held */
    uint32_t meaning;
} ef_recent;

/* With 2^12 of them one token of five was not there; with 2^15 it is one of seventeen. */
enum { EF_RECENT = 1 << 15 };

typedef struct ef_meanings {
    const earful_model *model;
    const ef_word_sieve *sieve;
    ef_vocabulary_finder *finder;
    uint32_t *slots;      /* by hash, open addressing: meanings; EF_MEANS_NOTHING is a free one */
    size_t n_slots;       /* a power of two; at most half of them are taken */
    ef_known_word *words; /* by meaning: frequent words come early and lie together */
    size_t words_capacity;
    ef_meaning *items;
    size_t count;
    size_t items_capacity;
    uint8_t *looks; /* by meaning: ef_look bits, so few bytes that they stay near */
    size_t looks_capacity;
    ef_word_rules *rules; /* by meaning */
    size_t rules_capacity;
    ef_demand_set *met; /* by meaning: the demands that it meets */
    size_t met_capacity;
    uint32_t *numbers; /* of demands and choices */
    size_t n_numbers;
    size_t numbers_capacity;
    bool
        *asked; /* by atom: whether some rule or condition asks for it, and not every word has it */
    uint32_t *atoms;
    size_t n_atoms;
    size_t atoms_capacity;
    ef_word_terms *alone;
    size_t n_alone;
    size_t alone_capacity;
    ef_buffer letters;
    ef_recent *recent; /* by hash, EF_RECENT of them: each stays until another comes */
    bool failed;       /* memory ran out; sticky */
} ef_meanings;

bool ef_meanings_init(ef_meanings *meanings, const earful_model *model);
void ef_meanings_fini(ef_meanings *meanings);

/* Turns to a block: numbers of the one before are good no longer. */
void ef_meanings_begin(ef_meanings *meanings);

/* The number of a folded word; ef_key_hash(word) == hash. */
uint32_t ef_meanings_of(ef_meanings *meanings, uint64_t hash, ef_span word);

static inline ef_recent *ef_recent_of(const ef_meanings *meanings, uint64_t hash)
{
    return &meanings->recent[hash & (EF_RECENT - 1)];
}

#endif
