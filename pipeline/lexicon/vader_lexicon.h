/* What --sentiment vader knows: the user's two files of VADER, and the words of the published
 * algorithm itself (vader_words.def), in one table, so that a word is looked up once.
 *
 * A key is a word in lower case, in chunks of eight bytes, the last one filled up with zeros. Most
 * words of a text are not in the table; a filter of a few kilobytes says so for nearly all of them,
 * by their first chunk and their length. */
#ifndef EF_VADER_LEXICON_H
#define EF_VADER_LEXICON_H

#include <stdint.h>

#include "base/arena.h"
#include "base/failure.h"

/* The words without a key: any that nothing is known of, and any such one with n't in it. */
enum { EF_VADER_UNKNOWN, EF_VADER_CONTRACTED, EF_VADER_FIRST_WORD };

enum { EF_VADER_CHUNKS = 8, EF_VADER_LONGEST = 8 * EF_VADER_CHUNKS };

/* The numbers of words that rules ask for; those of idioms follow. */
typedef enum ef_vader_name {
    EF_VADER_NAMELESS,
#define NAMED(id, word) EF_VADER_##id,
#define BOOSTERS(direction, words)
#define BOOSTER_PAIR(words)
#define NEGATIONS(words)
#define IDIOM(valence, words)
#include "lexicon/vader_words.def"
#undef NAMED
#undef BOOSTERS
#undef BOOSTER_PAIR
#undef NEGATIONS
#undef IDIOM
    EF_VADER_NAMES
} ef_vader_name;

typedef struct ef_vader_word {
    double valence; /* of a listed word */
    uint32_t key;   /* where it begins in `keys` */
    uint8_t len;    /* in bytes */
    uint8_t name;   /* ef_vader_name, or the number of a word of an idiom */
    int8_t boosts;  /* 1 or -1; 0 = no booster */
    bool listed : 1;
    bool negates : 1;
} ef_vader_word;

/* Of a table: so most words are found without a look at their keys. */
typedef struct ef_vader_slot {
    uint64_t first_chunk;
    uint32_t len;
    uint32_t number; /* of a word; EF_VADER_UNKNOWN = free */
} ef_vader_slot;

/* A bit for each word. */
typedef struct ef_vader_filter {
    uint64_t *masks;
    uint64_t last_bit;
} ef_vader_filter;

/* Two or three words in a row, by their names; the last one of two is 0. */
typedef struct ef_vader_phrase {
    uint8_t names[3];
    double value;
} ef_vader_phrase;

typedef struct ef_vader_emoji {
    uint32_t code_point;
    ef_span text; /* that stands in its place; in the arena */
} ef_vader_emoji;

enum { EF_VADER_IDIOMS = 8, EF_VADER_PAIRS = 3 };

typedef struct ef_vader_lexicon {
    ef_vader_word *words; /* begins with two that have no key */
    size_t n_words;
    size_t words_capacity;
    uint64_t *keys;
    size_t n_keys;
    size_t keys_capacity;
    ef_vader_slot *slots; /* a power of two, at most half full */
    size_t n_slots;
    ef_vader_filter filter;
    ef_vader_phrase idioms[EF_VADER_IDIOMS];
    ef_vader_phrase pairs[EF_VADER_PAIRS];
    ef_vader_emoji *emoji;
    size_t n_emoji;
    size_t emoji_capacity;
    uint32_t *emoji_slots; /* number + 1 of an emoji; 0 = free */
    size_t n_emoji_slots;
    bool emoji_lead[256]; /* bytes that an emoji begins with */
    bool has_ascii_emoji;
    uint8_t n_names;
    ef_arena arena;
} ef_vader_lexicon;

ef_vader_lexicon *ef_vader_lexicon_new(void); /* NULL when memory is out */
void ef_vader_lexicon_free(ef_vader_lexicon *lexicon);

/* vader_lexicon.txt: a word, a tab, its valence, and what the raters left behind a further tab.
 * emoji_utf8_lexicon.txt: an emoji, a tab, its description. As the original reads them: the last of
 * equal lines counts. EARFUL_MODEL with the line of one that is neither. */
earful_status ef_vader_read_words(ef_vader_lexicon *lexicon, const char *name, ef_span bytes,
                                  earful_error *err);
earful_status ef_vader_read_emoji(ef_vader_lexicon *lexicon, const char *name, ef_span bytes,
                                  earful_error *err);

/* Adds one: what reading the files comes down to. The word has 1 to EF_VADER_LONGEST bytes. */
earful_status ef_vader_add_word(ef_vader_lexicon *lexicon, ef_span word, double valence,
                                earful_error *err);
earful_status ef_vader_add_emoji(ef_vader_lexicon *lexicon, uint32_t code_point, ef_span text,
                                 earful_error *err);

/* The description of a character; at == NULL when it is no emoji of the file. */
ef_span ef_vader_describe(const ef_vader_lexicon *lexicon, uint32_t code_point);

/* Of a word, for its slot and its bit of the filter, which take different bits of it. */
static inline uint64_t ef_vader_hash(uint64_t first_chunk, size_t len)
{
    return (first_chunk + len) * UINT64_C(0x9E3779B97F4A7C15);
}

/* Whether the filter lets a word of this hash pass. */
static inline bool ef_vader_may_know(ef_vader_filter filter, uint64_t hash)
{
    const uint64_t bit = hash >> 40 & filter.last_bit;
    return (filter.masks[bit / 64] >> bit % 64 & 1) != 0;
}

/* The number of a word by its key of 1 to EF_VADER_LONGEST bytes, or EF_VADER_UNKNOWN. */
uint32_t ef_vader_find(const ef_vader_lexicon *lexicon, const uint64_t *key, size_t len);

#endif
