/* Which language a text is in, as far as its words and letters tell: a guard that keeps texts away
 * from a model that does not cover them. Filled from languages.csv; the code knows no language.
 *
 * Words that only some languages have vote for those. A text is foreign only when another language
 * has a few votes, twice those of all covered languages together, and is not drowned in words that
 * say nothing; or when nearly all of its letters are of a script that no covered language writes.
 * Everything else is undecided and the model's to score: to lose a text of the model's own language
 * is worse than to score one of another. A word votes once a text, so that neither repetition
 * nor length decides; of a long text only the beginning is read. */
#ifndef EF_LANGUAGE_H
#define EF_LANGUAGE_H

#include "base/sieve.h"
#include "tokens/tokens.h"

enum { EF_MOST_LANGUAGES = 64, EF_MOST_CLUES = 4096, EF_CLUE_SIEVE_BITS = 1 << 15 };

typedef enum ef_clue_kind {
    EF_CLUE_WORD,
    EF_CLUE_HINT,
    EF_CLUE_LETTER,
    EF_CLUE_SCRIPT
} ef_clue_kind;

/* Sets of languages are bits by their number. */
typedef struct ef_clue {
    uint64_t words;
    uint64_t hints;
} ef_clue;

typedef struct ef_script {
    uint32_t first; /* code points */
    uint32_t last;
    uint64_t languages; /* that write it */
} ef_script;

typedef struct ef_languages {
    ef_table names;                          /* numbers the languages */
    ef_table clues;                          /* folded words, and single letters behind a `.` */
    uint64_t sieve[EF_CLUE_SIEVE_BITS / 64]; /* ef_sieve of the clues */
    ef_clue *found;                          /* by clue */
    size_t found_capacity;
    ef_script *scripts;
    size_t n_scripts;
    size_t scripts_capacity;
    uint64_t covered; /* 0 = no text is foreign */
    bool ascii;       /* a covered language writes ASCII letters; set by ef_languages_cover */
} ef_languages;

void ef_languages_init(ef_languages *languages);
void ef_languages_fini(ef_languages *languages);

/* EF_NONE when memory is out or there would be more than EF_MOST_LANGUAGES. */
uint32_t ef_languages_number(ef_languages *languages, ef_span name);

/* A word, hint or letter that these languages have, beside those it was added for already. False
 * when memory is out or there would be more than EF_MOST_CLUES. */
bool ef_languages_add(ef_languages *languages, ef_clue_kind kind, ef_span form, uint64_t of);

/* The letters from `first` to `last`, likewise. Ranges that overlap in part stand side by side. */
bool ef_languages_add_script(ef_languages *languages, uint32_t first, uint32_t last, uint64_t of);

/* Says which languages a model covers. A name that the table does not know covers all: nothing could
 * tell its texts from others. */
void ef_languages_cover(ef_languages *languages, const ef_span *names, size_t n_names);

/* A word in ASCII that was looked up of late. */
typedef struct ef_recalled_clue {
    uint64_t front; /* the first and the second eight bytes of the word; 0 = nothing is held */
    uint64_t back;
    uint32_t clue; /* EF_NONE: the word is none */
} ef_recalled_clue;

enum { EF_RECALLED_CLUES = 2048 };

/* What the words of one text said. One after the other text may use the same. */
typedef struct ef_votes {
    const ef_languages *languages;
    uint32_t letters[EF_MOST_LANGUAGES]; /* of languages that are not covered */
    uint32_t foreign;                    /* no such language has more votes */
    uint32_t covered;
    uint32_t at_home; /* words in a script of covered languages */
    uint32_t strange; /* letters of the others */
    uint32_t words;
    uint64_t seen[EF_MOST_CLUES / 64];            /* clues, each once */
    ef_recalled_clue recalled[EF_RECALLED_CLUES]; /* by hash; stays from text to text */
} ef_votes;

/* Of no languages yet; NULL when memory is out. free() is enough for it. */
ef_votes *ef_votes_new(void);

/* Begins a text. */
void ef_votes_begin(ef_votes *votes, const ef_languages *languages);

/* Counts the tokens [first, first + count), which are words of the text. */
void ef_votes_count(ef_votes *votes, const ef_tokens *tokens, uint32_t first, uint32_t count);

/* The language that the text is in if it is foreign, a key of languages->names; else EF_NONE. */
uint32_t ef_votes_foreign(const ef_votes *votes);

#endif
