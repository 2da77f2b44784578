#include "lexicon/vader_lexicon.h"

#include <stdlib.h>

#include "base/grow.h"
#include "records/repair.h"

enum { FIRST_SLOTS = 1024, ARENA_CHUNK = 64 * 1024 };

static void fill_key(ef_span word, uint64_t key[EF_VADER_CHUNKS])
{
    memset(key, 0, EF_VADER_LONGEST);
    memcpy(key, word.at, word.len);
}

static size_t n_chunks(size_t len)
{
    return (len + 7) / 8;
}

static bool holds(const ef_vader_lexicon *lexicon, const ef_vader_slot *slot, const uint64_t *key,
                  size_t len)
{
    const uint64_t *const held = lexicon->keys + lexicon->words[slot->number].key;
    return slot->first_chunk == key[0] && slot->len == len &&
           (len <= 8 || memcmp(held, key, n_chunks(len) * 8) == 0);
}

/* The slot that holds the key, or the free one where it belongs. */
static ef_vader_slot *find_slot(const ef_vader_lexicon *lexicon, const uint64_t *key, size_t len)
{
    const size_t mask = lexicon->n_slots - 1;
    size_t at = ef_vader_hash(key[0], len) >> 32 & mask;
    while (lexicon->slots[at].number != EF_VADER_UNKNOWN &&
           !holds(lexicon, &lexicon->slots[at], key, len))
        at = (at + 1) & mask;
    return &lexicon->slots[at];
}

uint32_t ef_vader_find(const ef_vader_lexicon *lexicon, const uint64_t *key, size_t len)
{
    return find_slot(lexicon, key, len)->number;
}

static void index_word(ef_vader_lexicon *lexicon, uint32_t number)
{
    const ef_vader_word *const word = &lexicon->words[number];
    const uint64_t *const key = lexicon->keys + word->key;
    const uint64_t bit = ef_vader_hash(key[0], word->len) >> 40 & lexicon->filter.last_bit;
    *find_slot(lexicon, key, word->len) =
        (ef_vader_slot){.first_chunk = key[0], .len = word->len, .number = number};
    lexicon->filter.masks[bit / 64] |= UINT64_C(1) << bit % 64;
}

static bool make_index(ef_vader_lexicon *lexicon, size_t n_slots)
{
    ef_vader_slot *const slots = calloc(n_slots, sizeof slots[0]);
    uint64_t *const filter = calloc(n_slots / 8, sizeof filter[0]);
    if (slots == NULL || filter == NULL) {
        free(slots);
        free(filter);
        return false;
    }
    free(lexicon->slots);
    free(lexicon->filter.masks);
    lexicon->slots = slots;
    lexicon->filter = (ef_vader_filter){filter, n_slots * 8 - 1};
    lexicon->n_slots = n_slots;
    for (size_t i = EF_VADER_FIRST_WORD; i < lexicon->n_words; i++)
        index_word(lexicon, (uint32_t)i);
    return true;
}

/* The entry of a word of 1 to EF_VADER_LONGEST bytes, made when new; NULL when memory is out. */
static ef_vader_word *entry_of(ef_vader_lexicon *lexicon, ef_span word)
{
    uint64_t key[EF_VADER_CHUNKS];
    fill_key(word, key);
    const uint32_t found = ef_vader_find(lexicon, key, word.len);
    if (found != 0)
        return &lexicon->words[found];
    const size_t chunks = n_chunks(word.len);
    if (!ef_grow(&lexicon->words, &lexicon->words_capacity, lexicon->n_words + 1,
                 sizeof lexicon->words[0]) ||
        !ef_grow(&lexicon->keys, &lexicon->keys_capacity, lexicon->n_keys + chunks,
                 sizeof lexicon->keys[0]) ||
        (lexicon->n_words * 2 >= lexicon->n_slots && !make_index(lexicon, lexicon->n_slots * 2)))
        return NULL;
    const uint32_t number = (uint32_t)lexicon->n_words++;
    memcpy(lexicon->keys + lexicon->n_keys, key, chunks * 8);
    lexicon->words[number] =
        (ef_vader_word){.key = (uint32_t)lexicon->n_keys, .len = (uint8_t)word.len};
    lexicon->n_keys += chunks;
    index_word(lexicon, number);
    return &lexicon->words[number];
}

earful_status ef_vader_add_word(ef_vader_lexicon *lexicon, ef_span word, double valence,
                                earful_error *err)
{
    ef_vader_word *const entry = entry_of(lexicon, word);
    if (entry == NULL)
        return ef_fail_memory(err);
    entry->listed = true;
    entry->valence = valence;
    return EARFUL_OK;
}

static bool add_boosters(ef_vader_lexicon *lexicon, int8_t direction, ef_span words)
{
    while (words.len > 0) {
        ef_vader_word *const entry = entry_of(lexicon, ef_span_cut(&words, ' '));
        if (entry == NULL)
            return false;
        entry->boosts = direction;
    }
    return true;
}

static bool add_negations(ef_vader_lexicon *lexicon, ef_span words)
{
    while (words.len > 0) {
        ef_vader_word *const entry = entry_of(lexicon, ef_span_cut(&words, ' '));
        if (entry == NULL)
            return false;
        entry->negates = true;
    }
    return true;
}

static bool add_name(ef_vader_lexicon *lexicon, uint8_t name, ef_span word)
{
    ef_vader_word *const entry = entry_of(lexicon, word);
    if (entry == NULL)
        return false;
    entry->name = name;
    return true;
}

static bool add_phrase(ef_vader_lexicon *lexicon, ef_vader_phrase *phrase, double value,
                       ef_span words)
{
    *phrase = (ef_vader_phrase){.value = value};
    for (size_t i = 0; words.len > 0; i++) {
        ef_vader_word *const entry = entry_of(lexicon, ef_span_cut(&words, ' '));
        if (entry == NULL)
            return false;
        if (entry->name == EF_VADER_NAMELESS)
            entry->name = lexicon->n_names++;
        phrase->names[i] = entry->name;
    }
    return true;
}

static bool add_known_words(ef_vader_lexicon *lexicon)
{
    size_t n_idioms = 0;
    size_t n_pairs = 0;
    bool good = true;
    lexicon->n_names = EF_VADER_NAMES;
#define NAMED(id, word) good = good && add_name(lexicon, EF_VADER_##id, EF_SPAN_TEXT(word));
#define BOOSTERS(direction, words)                                                                 \
    good = good && add_boosters(lexicon, direction, EF_SPAN_TEXT(words));
#define BOOSTER_PAIR(words)                                                                        \
    good = good && add_phrase(lexicon, &lexicon->pairs[n_pairs++], 0, EF_SPAN_TEXT(words));
#define NEGATIONS(words) good = good && add_negations(lexicon, EF_SPAN_TEXT(words));
#define IDIOM(valence, words)                                                                      \
    good = good && add_phrase(lexicon, &lexicon->idioms[n_idioms++], valence, EF_SPAN_TEXT(words));
#include "lexicon/vader_words.def"
#undef NAMED
#undef BOOSTERS
#undef BOOSTER_PAIR
#undef NEGATIONS
#undef IDIOM
    return good;
}

static size_t emoji_slot(const ef_vader_lexicon *lexicon, uint32_t code_point)
{
    const size_t mask = lexicon->n_emoji_slots - 1;
    size_t slot = (size_t)(code_point * UINT32_C(0x9E3779B1) >> 12) & mask;
    while (lexicon->emoji_slots[slot] != 0 &&
           lexicon->emoji[lexicon->emoji_slots[slot] - 1].code_point != code_point)
        slot = (slot + 1) & mask;
    return slot;
}

static bool index_emoji(ef_vader_lexicon *lexicon, size_t n_slots)
{
    uint32_t *const slots = calloc(n_slots, sizeof slots[0]);
    if (slots == NULL)
        return false;
    free(lexicon->emoji_slots);
    lexicon->emoji_slots = slots;
    lexicon->n_emoji_slots = n_slots;
    for (size_t i = 0; i < lexicon->n_emoji; i++)
        slots[emoji_slot(lexicon, lexicon->emoji[i].code_point)] = (uint32_t)i + 1;
    return true;
}

earful_status ef_vader_add_emoji(ef_vader_lexicon *lexicon, uint32_t code_point, ef_span text,
                                 earful_error *err)
{
    const size_t slot = emoji_slot(lexicon, code_point);
    const ef_vader_emoji emoji = {code_point, ef_arena_span(&lexicon->arena, text)};
    if (lexicon->emoji_slots[slot] != 0) {
        lexicon->emoji[lexicon->emoji_slots[slot] - 1] = emoji;
        return lexicon->arena.failed ? ef_fail_memory(err) : EARFUL_OK;
    }
    if (!ef_grow(&lexicon->emoji, &lexicon->emoji_capacity, lexicon->n_emoji + 1,
                 sizeof lexicon->emoji[0]))
        return ef_fail_memory(err);
    char first[4];
    ef_utf8_put(code_point, first);
    lexicon->emoji_lead[(unsigned char)first[0]] = true;
    lexicon->has_ascii_emoji |= code_point < 0x80;
    lexicon->emoji[lexicon->n_emoji++] = emoji;
    lexicon->emoji_slots[slot] = (uint32_t)lexicon->n_emoji;
    if (lexicon->arena.failed || (lexicon->n_emoji * 2 > lexicon->n_emoji_slots &&
                                  !index_emoji(lexicon, lexicon->n_emoji_slots * 2)))
        return ef_fail_memory(err);
    return EARFUL_OK;
}

ef_span ef_vader_describe(const ef_vader_lexicon *lexicon, uint32_t code_point)
{
    const uint32_t held = lexicon->emoji_slots[emoji_slot(lexicon, code_point)];
    return held != 0 ? lexicon->emoji[held - 1].text : (ef_span){0};
}

ef_vader_lexicon *ef_vader_lexicon_new(void)
{
    ef_vader_lexicon *const lexicon = calloc(1, sizeof *lexicon);
    if (lexicon == NULL)
        return NULL;
    ef_arena_init(&lexicon->arena, ARENA_CHUNK);
    if (!ef_grow(&lexicon->words, &lexicon->words_capacity, EF_VADER_FIRST_WORD,
                 sizeof lexicon->words[0]) ||
        !make_index(lexicon, FIRST_SLOTS) || !index_emoji(lexicon, FIRST_SLOTS)) {
        ef_vader_lexicon_free(lexicon);
        return NULL;
    }
    lexicon->words[EF_VADER_UNKNOWN] = (ef_vader_word){0};
    lexicon->words[EF_VADER_CONTRACTED] = (ef_vader_word){.negates = true};
    lexicon->n_words = EF_VADER_FIRST_WORD;
    if (!add_known_words(lexicon)) {
        ef_vader_lexicon_free(lexicon);
        return NULL;
    }
    return lexicon;
}

void ef_vader_lexicon_free(ef_vader_lexicon *lexicon)
{
    if (lexicon == NULL)
        return;
    free(lexicon->words);
    free(lexicon->keys);
    free(lexicon->slots);
    free(lexicon->filter.masks);
    free(lexicon->emoji);
    free(lexicon->emoji_slots);
    ef_arena_fini(&lexicon->arena);
    free(lexicon);
}
