#include "lexicon/vocabulary.h"

#include <stdlib.h>

#include "base/buffer.h"
#include "base/grow.h"
#include "base/hash.h"
#include "lexicon/pattern.h"
#include "lexicon/word_wildcard.h"
#include "tokens/utf8.h"

enum { RANK_MOST_LETTERS = EF_RANK_WORD - 1 };

typedef enum atom_kind { ATOM_WORD, ATOM_WILDCARD, ATOM_PATTERN } atom_kind;

typedef struct atom {
    atom_kind kind;
    uint32_t letters; /* that it fixes, in bytes */
    ef_span text;
    const ef_pattern *pattern;
} atom;

/* A wildcard that begins with letters; `open` when nothing but one `*` follows them. */
typedef struct beginning {
    ef_span letters;
    uint32_t atom;
    bool open;
} beginning;

/* A wildcard that begins with `*` or `?`, and its longest run of letters, which a word must have. */
typedef struct inner {
    ef_span letters;
    uint32_t atom;
} inner;

struct ef_vocabulary {
    ef_table words; /* folded words */
    uint32_t *word_atoms;
    size_t word_atoms_capacity;
    ef_table others; /* wildcards as they are; patterns behind a `/` */
    uint32_t *other_atoms;
    size_t other_atoms_capacity;
    atom *atoms;
    size_t n_atoms;
    size_t atoms_capacity;
    ef_buffer folded;
    /* filled by seal */
    beginning *beginnings; /* sorted by letters */
    size_t n_beginnings;
    inner *inners;
    size_t n_inners;
    uint32_t *patterns;
    size_t n_patterns;
    uint32_t *any; /* wildcards of stars alone, which know no word from another */
    size_t n_any;
    ef_word_sieve sieve;
};

ef_vocabulary *ef_vocabulary_new(void)
{
    ef_vocabulary *const vocabulary = calloc(1, sizeof *vocabulary);
    if (vocabulary == NULL)
        return NULL;
    ef_table_init(&vocabulary->words);
    ef_table_init(&vocabulary->others);
    return vocabulary;
}

void ef_vocabulary_free(ef_vocabulary *vocabulary)
{
    if (vocabulary == NULL)
        return;
    ef_table_fini(&vocabulary->words);
    ef_table_fini(&vocabulary->others);
    ef_buffer_fini(&vocabulary->folded);
    free(vocabulary->word_atoms);
    free(vocabulary->other_atoms);
    free(vocabulary->atoms);
    free(vocabulary->beginnings);
    free(vocabulary->inners);
    free(vocabulary->patterns);
    free(vocabulary->any);
    ef_word_sieve_fini(&vocabulary->sieve);
    free(vocabulary);
}

static uint32_t new_atom(ef_vocabulary *vocabulary, atom made)
{
    if (vocabulary->n_atoms >= EF_NONE - 1 ||
        !ef_grow(&vocabulary->atoms, &vocabulary->atoms_capacity, vocabulary->n_atoms + 1,
                 sizeof vocabulary->atoms[0]))
        return EF_NONE;
    vocabulary->atoms[vocabulary->n_atoms] = made;
    return (uint32_t)vocabulary->n_atoms++;
}

uint32_t ef_vocabulary_add_word(ef_vocabulary *vocabulary, ef_span word)
{
    ef_buffer_reset(&vocabulary->folded);
    ef_fold(word, &vocabulary->folded);
    if (vocabulary->folded.failed)
        return EF_NONE;
    bool added = false;
    const uint32_t number =
        ef_table_add(&vocabulary->words, ef_buffer_span(&vocabulary->folded), &added);
    if (number == EF_NONE || !ef_grow(&vocabulary->word_atoms, &vocabulary->word_atoms_capacity,
                                      number + (size_t)1, sizeof(uint32_t)))
        return EF_NONE;
    if (added) {
        const ef_span key = ef_table_key(&vocabulary->words, number);
        vocabulary->word_atoms[number] = new_atom(
            vocabulary, (atom){.kind = ATOM_WORD, .letters = (uint32_t)key.len, .text = key});
    }
    return vocabulary->word_atoms[number];
}

static uint32_t add_other(ef_vocabulary *vocabulary, ef_span key, atom made)
{
    bool added = false;
    const uint32_t number = ef_table_add(&vocabulary->others, key, &added);
    if (number == EF_NONE || !ef_grow(&vocabulary->other_atoms, &vocabulary->other_atoms_capacity,
                                      number + (size_t)1, sizeof(uint32_t)))
        return EF_NONE;
    if (added) {
        made.text = ef_table_key(&vocabulary->others, number);
        vocabulary->other_atoms[number] = new_atom(vocabulary, made);
    }
    return vocabulary->other_atoms[number];
}

static bool is_letter_of_wildcard(char c)
{
    return c != '*' && c != '?';
}

uint32_t ef_vocabulary_add_wildcard(ef_vocabulary *vocabulary, ef_span wildcard)
{
    if (!ef_word_is_wildcard(wildcard))
        return ef_vocabulary_add_word(vocabulary, wildcard);
    ef_buffer_reset(&vocabulary->folded);
    ef_fold(wildcard, &vocabulary->folded);
    if (vocabulary->folded.failed)
        return EF_NONE;
    const ef_span folded = ef_buffer_span(&vocabulary->folded);
    uint32_t letters = 0;
    for (size_t i = 0; i < folded.len; i++)
        letters += is_letter_of_wildcard(folded.at[i]);
    return add_other(vocabulary, folded, (atom){.kind = ATOM_WILDCARD, .letters = letters});
}

uint32_t ef_vocabulary_add_pattern(ef_vocabulary *vocabulary, const ef_pattern *pattern)
{
    ef_buffer_reset(&vocabulary->folded);
    ef_buffer_add_char(&vocabulary->folded, '/');
    ef_buffer_add_span(&vocabulary->folded, ef_pattern_text(pattern));
    if (vocabulary->folded.failed)
        return EF_NONE;
    return add_other(vocabulary, ef_buffer_span(&vocabulary->folded),
                     (atom){.kind = ATOM_PATTERN, .pattern = pattern});
}

size_t ef_vocabulary_atoms(const ef_vocabulary *vocabulary)
{
    return vocabulary->n_atoms;
}

ef_span ef_vocabulary_text(const ef_vocabulary *vocabulary, uint32_t number)
{
    return vocabulary->atoms[number].text;
}

uint32_t ef_vocabulary_rank(const ef_vocabulary *vocabulary, uint32_t number)
{
    const atom *const found = &vocabulary->atoms[number];
    const uint32_t letters =
        found->letters < RANK_MOST_LETTERS ? found->letters : RANK_MOST_LETTERS;
    return found->kind == ATOM_WORD ? EF_RANK_WORD + letters : letters;
}

static ef_span letters_at_front(ef_span wildcard)
{
    size_t len = 0;
    while (len < wildcard.len && is_letter_of_wildcard(wildcard.at[len]))
        len++;
    return ef_span_make(wildcard.at, len);
}

static ef_span longest_letters(ef_span wildcard)
{
    ef_span longest = {0};
    for (size_t i = 0; i < wildcard.len; i++) {
        const ef_span run = letters_at_front(ef_span_make(wildcard.at + i, wildcard.len - i));
        if (run.len > longest.len)
            longest = run;
        i += run.len;
    }
    return longest;
}

static bool is_stars(ef_span wildcard)
{
    size_t len = 0;
    while (len < wildcard.len && wildcard.at[len] == '*')
        len++;
    return len == wildcard.len;
}

static void place_wildcard(ef_vocabulary *vocabulary, uint32_t number)
{
    const ef_span text = vocabulary->atoms[number].text;
    const ef_span front = letters_at_front(text);
    if (is_stars(text)) {
        vocabulary->any[vocabulary->n_any++] = number;
        return;
    }
    if (front.len > 0) {
        vocabulary->beginnings[vocabulary->n_beginnings++] = (beginning){
            .letters = front,
            .atom = number,
            .open = front.len + 1 == text.len && text.at[front.len] == '*',
        };
        return;
    }
    vocabulary->inners[vocabulary->n_inners++] =
        (inner){.letters = longest_letters(text), .atom = number};
}

static bool fill_sieve(ef_vocabulary *vocabulary)
{
    ef_word_sieve *const sieve = &vocabulary->sieve;
    if (!ef_word_sieve_init(sieve, vocabulary->words.count))
        return false;
    for (size_t i = 0; i < vocabulary->words.count; i++)
        ef_word_sieve_add_word(sieve, vocabulary->words.entries[i].hash);
    for (size_t i = 0; i < vocabulary->n_beginnings; i++)
        ef_word_sieve_add_beginning(sieve, vocabulary->beginnings[i].letters);
    for (size_t i = 0; i < vocabulary->n_inners; i++)
        ef_word_sieve_add_any(sieve, vocabulary->atoms[vocabulary->inners[i].atom].letters);
    if (vocabulary->n_patterns > 0)
        ef_word_sieve_add_any(sieve, 0);
    return true;
}

static int compare_beginnings(const void *a, const void *b)
{
    const beginning *const left = a;
    const beginning *const right = b;
    const int order = ef_span_compare(left->letters, right->letters);
    return order != 0 ? order : (left->atom > right->atom) - (left->atom < right->atom);
}

bool ef_vocabulary_seal(ef_vocabulary *vocabulary)
{
    const size_t most = vocabulary->others.count + 1;
    vocabulary->beginnings = calloc(most, sizeof vocabulary->beginnings[0]);
    vocabulary->inners = calloc(most, sizeof vocabulary->inners[0]);
    vocabulary->patterns = calloc(most, sizeof vocabulary->patterns[0]);
    vocabulary->any = calloc(most, sizeof vocabulary->any[0]);
    if (vocabulary->beginnings == NULL || vocabulary->inners == NULL ||
        vocabulary->patterns == NULL || vocabulary->any == NULL)
        return false;
    for (uint32_t i = 0; i < vocabulary->n_atoms; i++) {
        if (vocabulary->atoms[i].kind == ATOM_WILDCARD)
            place_wildcard(vocabulary, i);
        else if (vocabulary->atoms[i].kind == ATOM_PATTERN)
            vocabulary->patterns[vocabulary->n_patterns++] = i;
    }
    qsort(vocabulary->beginnings, vocabulary->n_beginnings, sizeof vocabulary->beginnings[0],
          compare_beginnings);
    return fill_sieve(vocabulary);
}

const uint32_t *ef_vocabulary_any(const ef_vocabulary *vocabulary, size_t *n_atoms)
{
    *n_atoms = vocabulary->n_any;
    return vocabulary->any;
}

const ef_word_sieve *ef_vocabulary_sieve(const ef_vocabulary *vocabulary)
{
    return &vocabulary->sieve;
}

struct ef_vocabulary_finder {
    const ef_vocabulary *vocabulary;
    ef_pattern_scratch *scratch; /* NULL when the vocabulary has no patterns */
    uint32_t *found;             /* room for all atoms */
    size_t n_found;
};

ef_vocabulary_finder *ef_vocabulary_finder_new(const ef_vocabulary *vocabulary)
{
    ef_vocabulary_finder *const finder = calloc(1, sizeof *finder);
    if (finder == NULL)
        return NULL;
    finder->vocabulary = vocabulary;
    finder->found = calloc(vocabulary->n_atoms + 1, sizeof finder->found[0]);
    if (vocabulary->n_patterns > 0)
        finder->scratch = ef_pattern_scratch_new();
    if (finder->found == NULL || (vocabulary->n_patterns > 0 && finder->scratch == NULL)) {
        ef_vocabulary_finder_free(finder);
        return NULL;
    }
    return finder;
}

void ef_vocabulary_finder_free(ef_vocabulary_finder *finder)
{
    if (finder == NULL)
        return;
    ef_pattern_scratch_free(finder->scratch);
    free(finder->found);
    free(finder);
}

/* The first of beginnings [low, high), which share `depth` bytes, whose next byte is not below. */
static size_t lower_bound(const beginning *items, size_t low, size_t high, size_t depth,
                          unsigned byte)
{
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if ((unsigned char)items[middle].letters.at[depth] < byte)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Narrows the sorted beginnings byte by byte; those that end at a depth stand first there. */
static void find_beginnings(ef_vocabulary_finder *finder, ef_span word)
{
    const beginning *const items = finder->vocabulary->beginnings;
    size_t low = 0;
    size_t high = finder->vocabulary->n_beginnings;
    for (size_t depth = 0; low < high; depth++) {
        for (; low < high && items[low].letters.len == depth; low++) {
            const uint32_t number = items[low].atom;
            if (items[low].open || ef_word_matches(finder->vocabulary->atoms[number].text, word))
                finder->found[finder->n_found++] = number;
        }
        if (depth == word.len)
            return;
        const unsigned byte = (unsigned char)word.at[depth];
        low = lower_bound(items, low, high, depth, byte);
        high = lower_bound(items, low, high, depth, byte + 1);
    }
}

static bool contains(ef_span word, ef_span part)
{
    if (part.len == 0)
        return true;
    for (size_t i = 0; i + part.len <= word.len; i++) {
        if (word.at[i] == part.at[0] && memcmp(word.at + i, part.at, part.len) == 0)
            return true;
    }
    return false;
}

static void find_all(ef_vocabulary_finder *finder, uint64_t hash, ef_span word)
{
    const ef_vocabulary *const vocabulary = finder->vocabulary;
    finder->n_found = 0;
    const uint32_t literal = ef_table_find_hashed(&vocabulary->words, hash, word);
    if (literal != EF_NONE)
        finder->found[finder->n_found++] = vocabulary->word_atoms[literal];
    if (word.len > EF_WILDCARD_LIMIT)
        return;
    for (size_t i = 0; i < vocabulary->n_any; i++)
        finder->found[finder->n_found++] = vocabulary->any[i];
    find_beginnings(finder, word);
    for (size_t i = 0; i < vocabulary->n_inners; i++) {
        const inner *const item = &vocabulary->inners[i];
        if (contains(word, item->letters) &&
            ef_word_matches(vocabulary->atoms[item->atom].text, word))
            finder->found[finder->n_found++] = item->atom;
    }
    for (size_t i = 0; i < vocabulary->n_patterns; i++) {
        const uint32_t number = vocabulary->patterns[i];
        size_t start = 0;
        size_t end = 0;
        if (ef_pattern_find(vocabulary->atoms[number].pattern, finder->scratch, word, 0, &start,
                            &end) == EF_MATCH)
            finder->found[finder->n_found++] = number;
    }
}

static int compare_numbers(const void *a, const void *b)
{
    const uint32_t left = *(const uint32_t *)a;
    const uint32_t right = *(const uint32_t *)b;
    return (left > right) - (left < right);
}

const uint32_t *ef_vocabulary_find(ef_vocabulary_finder *finder, uint64_t hash, ef_span word,
                                   size_t *n_atoms)
{
    find_all(finder, hash, word);
    if (finder->n_found > 1)
        qsort(finder->found, finder->n_found, sizeof finder->found[0], compare_numbers);
    *n_atoms = finder->n_found;
    return finder->found;
}
