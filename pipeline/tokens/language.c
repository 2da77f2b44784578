#include "tokens/language.h"

#include <stdlib.h>

#include "base/grow.h"
#include "base/key_hash.h"
#include "tokens/utf8.h"

/* Found by reading English texts that were called foreign and foreign ones that were not. */
enum {
    MOST_WORDS = 256,    /* of a text that are read */
    PLAIN_LEAD = 12,     /* votes for covered languages after which no more words are read */
    WORD_VOTES = 2,      /* of a word; a hint or letter has one */
    FEWEST_VOTES = 5,    /* that make a text foreign */
    WORDS_A_VOTE = 5,    /* at most, of which most say nothing */
    FEWEST_LETTERS = 3,  /* of a strange script */
    LETTERS_A_WORD = 4,  /* of a strange script, to outweigh a word in a familiar one */
    LETTER_MOST = 1 + 4, /* bytes of the key of a letter */
};

void ef_languages_init(ef_languages *languages)
{
    *languages = (ef_languages){0};
    ef_table_init(&languages->names);
    ef_table_init(&languages->clues);
}

void ef_languages_fini(ef_languages *languages)
{
    ef_table_fini(&languages->names);
    ef_table_fini(&languages->clues);
    free(languages->found);
    free(languages->scripts);
    ef_languages_init(languages);
}

uint32_t ef_languages_number(ef_languages *languages, ef_span name)
{
    bool added = false;
    if (languages->names.count == EF_MOST_LANGUAGES)
        return ef_table_find(&languages->names, name);
    return ef_table_add(&languages->names, name, &added);
}

bool ef_languages_add(ef_languages *languages, ef_clue_kind kind, ef_span form, uint64_t of)
{
    ef_buffer key = {0};
    bool added = false;
    if (kind == EF_CLUE_LETTER)
        ef_buffer_add_char(&key, '.');
    ef_fold(form, &key);
    uint32_t number = EF_NONE;
    if (!key.failed && languages->clues.count < EF_MOST_CLUES &&
        ef_grow(&languages->found, &languages->found_capacity, languages->clues.count + 1,
                sizeof languages->found[0]))
        number = ef_table_add(&languages->clues, ef_buffer_span(&key), &added);
    ef_buffer_fini(&key);
    if (number == EF_NONE)
        return false;
    ef_clue *const clue = &languages->found[number];
    if (added) {
        *clue = (ef_clue){0};
        ef_sieve_add(languages->sieve, EF_CLUE_SIEVE_BITS, languages->clues.entries[number].hash);
    }
    if (kind == EF_CLUE_WORD)
        clue->words |= of;
    else
        clue->hints |= of;
    return true;
}

bool ef_languages_add_script(ef_languages *languages, uint32_t first, uint32_t last, uint64_t of)
{
    for (size_t i = 0; i < languages->n_scripts; i++) {
        ef_script *const script = &languages->scripts[i];
        if (script->first == first && script->last == last) {
            script->languages |= of;
            return true;
        }
    }
    if (!ef_grow(&languages->scripts, &languages->scripts_capacity, languages->n_scripts + 1,
                 sizeof languages->scripts[0]))
        return false;
    languages->scripts[languages->n_scripts++] = (ef_script){first, last, of};
    return true;
}

/* The languages that write a letter; 0 for one of no script that is listed. */
static uint64_t writers_of(const ef_languages *languages, uint32_t letter)
{
    uint64_t writers = 0;
    for (size_t i = 0; i < languages->n_scripts; i++) {
        const ef_script *const script = &languages->scripts[i];
        if (letter >= script->first && letter <= script->last)
            writers |= script->languages;
    }
    return writers;
}

void ef_languages_cover(ef_languages *languages, const ef_span *names, size_t n_names)
{
    languages->covered = 0;
    for (size_t i = 0; i < n_names; i++) {
        const uint32_t number = ef_table_find(&languages->names, names[i]);
        if (number == EF_NONE) {
            languages->covered = 0;
            return;
        }
        languages->covered |= (uint64_t)1 << number;
    }
    languages->ascii = (writers_of(languages, 'a') & languages->covered) != 0;
}

ef_votes *ef_votes_new(void)
{
    return calloc(1, sizeof(ef_votes));
}

void ef_votes_begin(ef_votes *votes, const ef_languages *languages)
{
    if (votes->languages != languages)
        memset(votes->recalled, 0, sizeof votes->recalled);
    votes->languages = languages;
    memset(votes->letters, 0, sizeof votes->letters);
    memset(votes->seen, 0, sizeof votes->seen);
    votes->foreign = votes->covered = votes->at_home = votes->strange = votes->words = 0;
}

static void add_to_each(uint32_t counts[EF_MOST_LANGUAGES], uint64_t set, uint32_t n)
{
    for (; set != 0; set &= set - 1)
        counts[__builtin_ctzll(set)] += n;
}

static void count_clue(ef_votes *votes, uint32_t number)
{
    const ef_languages *const languages = votes->languages;
    uint64_t *const seen = &votes->seen[number / 64];
    const uint64_t bit = (uint64_t)1 << number % 64;
    if ((*seen & bit) != 0)
        return;
    *seen |= bit;
    const ef_clue clue = languages->found[number];
    const uint64_t covered = languages->covered;
    const uint32_t if_hint = (clue.hints & covered) != 0 ? 1 : 0;
    votes->covered += (clue.words & covered) != 0 ? WORD_VOTES : if_hint;
    votes->foreign += ((clue.words | clue.hints) & ~covered) != 0 ? WORD_VOTES : 0;
}

static void count_letter(ef_votes *votes, ef_span letter)
{
    char key[LETTER_MOST] = {'.'};
    memcpy(key + 1, letter.at, letter.len);
    const uint32_t number =
        ef_table_find(&votes->languages->clues, ef_span_make(key, 1 + letter.len));
    if (number != EF_NONE)
        count_clue(votes, number);
}

/* Who writes the first letter of a word that anyone does. */
static uint64_t writers_of_word(const ef_languages *languages, ef_span word)
{
    uint64_t writers = 0;
    for (size_t at = 0, size; at < word.len && writers == 0; at += size)
        writers = writers_of(languages, ef_utf8_decode(word, at, &size));
    return writers;
}

static void count_letters(ef_votes *votes, ef_span word)
{
    const ef_languages *const languages = votes->languages;
    const uint64_t writers = writers_of_word(languages, word);
    const bool strange = writers != 0 && (writers & languages->covered) == 0;
    votes->at_home += !strange;
    for (size_t at = 0, size; at < word.len; at += size) {
        ef_utf8_decode(word, at, &size);
        votes->strange += strange;
        if (strange)
            add_to_each(votes->letters, writers, 1);
        if (size > 1)
            count_letter(votes, ef_span_make(word.at + at, size));
    }
}

/* What a spelling has put in the place of a written word is no evidence: "im" is a German word. Where
 * words are not parted by blanks, one with a digit in it is a number to the tokenizer. */
static bool is_evidence(const ef_tokens *tokens, uint32_t token)
{
    const bool written = (tokens->flags[token] & EF_CONTRACTED) == 0;
    return written && (tokens->kind[token] == EF_WORD || tokens->kind[token] == EF_NUMBER);
}

/* The number of a word's clue; EF_NONE for most. */
static uint32_t clue_of(const ef_languages *languages, uint64_t hash, ef_span word)
{
    if (!ef_sieve_keeps(languages->sieve, EF_CLUE_SIEVE_BITS, hash))
        return EF_NONE;
    return ef_table_find_hashed(&languages->clues, hash, word);
}

static void count_unknown(ef_votes *votes, const ef_tokens *tokens, uint32_t token)
{
    const ef_languages *const languages = votes->languages;
    const ef_span word = ef_token_word(tokens, token);
    if (languages->ascii && ef_span_is_ascii(word))
        votes->at_home += tokens->kind[token] == EF_WORD;
    else
        count_letters(votes, word);
    const uint32_t number = clue_of(languages, tokens->hash[token], word);
    if (number != EF_NONE)
        count_clue(votes, number);
}

/* Five of six words were there a moment ago. */
static void count_word(ef_votes *votes, const ef_tokens *tokens, uint32_t token)
{
    const ef_languages *const languages = votes->languages;
    const ef_span word = ef_token_word(tokens, token);
    if (!languages->ascii || word.len > EF_KEY_PADDING) {
        count_unknown(votes, tokens, token);
        return;
    }
    const uint64_t hash = tokens->hash[token];
    const uint64_t front = ef_key_eight(word.at) & ef_key_masks[word.len][0];
    const uint64_t back = ef_key_eight(word.at + 8) & ef_key_masks[word.len][1];
    ef_recalled_clue *const recalled = &votes->recalled[hash % EF_RECALLED_CLUES];
    if (recalled->front != front || recalled->back != back) {
        if (((front | back) & UINT64_C(0x8080808080808080)) != 0) {
            count_unknown(votes, tokens, token);
            return;
        }
        const uint32_t clue = clue_of(languages, hash, word);
        *recalled = (ef_recalled_clue){front, back, clue};
    }
    votes->at_home += tokens->kind[token] == EF_WORD;
    if (recalled->clue != EF_NONE)
        count_clue(votes, recalled->clue);
}

void ef_votes_count(ef_votes *votes, const ef_tokens *tokens, uint32_t first, uint32_t count)
{
    for (uint32_t i = first; i < first + count; i++) {
        if (votes->words == MOST_WORDS || votes->covered >= PLAIN_LEAD)
            return;
        if (!is_evidence(tokens, i))
            continue;
        votes->words++;
        count_word(votes, tokens, i);
    }
}

/* What each language that is not covered has of the clues that were seen: few texts need it. */
static void share_out(const ef_votes *votes, uint32_t of[EF_MOST_LANGUAGES])
{
    const ef_languages *const languages = votes->languages;
    memset(of, 0, EF_MOST_LANGUAGES * sizeof of[0]);
    for (size_t w = 0; w < EF_COUNT(votes->seen); w++) {
        for (uint64_t bits = votes->seen[w]; bits != 0; bits &= bits - 1) {
            const ef_clue clue = languages->found[64 * w + (size_t)__builtin_ctzll(bits)];
            add_to_each(of, clue.words & ~languages->covered, WORD_VOTES);
            add_to_each(of, clue.hints & ~clue.words & ~languages->covered, 1);
        }
    }
}

/* The language with the most of both; of several the one that the table names first. */
static uint32_t best_of(const ef_votes *votes, const uint32_t of[EF_MOST_LANGUAGES])
{
    const ef_languages *const languages = votes->languages;
    uint32_t best = EF_NONE;
    uint32_t most = 0;
    for (uint32_t i = 0; i < languages->names.count; i++) {
        const uint32_t sum = of[i] + votes->letters[i];
        if (sum > most && (languages->covered >> i & 1) == 0) {
            best = i;
            most = sum;
        }
    }
    return best;
}

uint32_t ef_votes_foreign(const ef_votes *votes)
{
    const bool few = votes->foreign < FEWEST_VOTES || votes->foreign <= 2 * votes->covered;
    if (votes->languages->covered == 0 || (few && votes->strange < FEWEST_LETTERS))
        return EF_NONE; /* nearly always */
    uint32_t of[EF_MOST_LANGUAGES];
    share_out(votes, of);
    const uint32_t best = best_of(votes, of);
    if (votes->strange >= FEWEST_LETTERS && votes->strange > LETTERS_A_WORD * votes->at_home)
        return best;
    const bool clear = best != EF_NONE && of[best] >= FEWEST_VOTES &&
                       of[best] > 2 * votes->covered && of[best] * WORDS_A_VOTE >= votes->words;
    return clear ? best : EF_NONE;
}
