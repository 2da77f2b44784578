#include "lexicon/lexicon.h"

#include <stdlib.h>

#include "base/grow.h"
#include "lexicon/term.h"

/* A line that may still be replaced or removed by a later one. */
typedef struct draft {
    ef_term_line line;
    uint32_t older; /* of the same term and lane; EF_NONE at the end */
    bool dropped;
} draft;

/* The draft of a key that came last, and the last one without a condition; EF_NONE = none. */
typedef struct newest {
    uint32_t draft;
    uint32_t plain;
} newest;

typedef struct latest {
    ef_table keys;
    newest *newest; /* by key */
    size_t capacity;
} latest;

typedef struct lexicon_builder {
    const ef_rule_context *context;
    latest terms; /* by lane and atoms */
    latest lines; /* by lane, atoms and condition, of lines that have one */
    draft *drafts;
    size_t n_drafts;
    size_t drafts_capacity;
    ef_tokens scratch;
    ef_buffer key;
} lexicon_builder;

/* NULL when memory is out. */
static newest *newest_of(latest *of, const ef_buffer *key)
{
    bool added = false;
    const uint32_t number =
        key->failed ? EF_NONE : ef_table_add(&of->keys, ef_buffer_span(key), &added);
    if (number == EF_NONE ||
        !ef_grow(&of->newest, &of->capacity, of->keys.count, sizeof of->newest[0]))
        return NULL;
    if (added)
        of->newest[number] = (newest){EF_NONE, EF_NONE};
    return &of->newest[number];
}

/* Where the draft of the same term and condition is noted; NULL when memory is out. */
static uint32_t *same_line_of(lexicon_builder *builder, newest *same_term, ef_span condition)
{
    if (condition.len == 0)
        return &same_term->plain;
    ef_buffer_add_char(&builder->key, ':');
    ef_buffer_add_span(&builder->key, condition);
    newest *const same = newest_of(&builder->lines, &builder->key);
    return same != NULL ? &same->draft : NULL;
}

/* There is room for one more draft. */
static earful_status add_line(lexicon_builder *builder, const ef_term_line *line, earful_error *err)
{
    const ef_term *const term = &line->term;
    ef_buffer_reset(&builder->key);
    ef_buffer_add_char(&builder->key, (char)term->lane);
    ef_buffer_add_char(&builder->key, (char)term->n_atoms);
    ef_buffer_add(&builder->key, (const char *)term->atoms, term->n_atoms * sizeof term->atoms[0]);
    newest *const same_term = newest_of(&builder->terms, &builder->key);
    uint32_t *const same_line =
        same_term != NULL ? same_line_of(builder, same_term, line->condition) : NULL;
    if (same_line == NULL)
        return ef_fail_memory(err);
    if (*same_line != EF_NONE)
        builder->drafts[*same_line].dropped = true;
    if (line->removes && line->condition.len == 0) {
        for (uint32_t i = same_term->draft; i != EF_NONE; i = builder->drafts[i].older)
            builder->drafts[i].dropped = true;
        same_term->draft = EF_NONE; /* so that all removals together walk each draft once */
    }
    if (line->removes)
        return EARFUL_OK;
    const uint32_t number = (uint32_t)builder->n_drafts++;
    builder->drafts[number] = (draft){.line = *line, .older = same_term->draft};
    same_term->draft = number;
    *same_line = number;
    return EARFUL_OK;
}

static earful_status add_sheet(lexicon_builder *builder, const ef_sheet *sheet, earful_error *err)
{
    ef_term_columns columns;
    earful_status status = ef_term_columns_find(&columns, sheet, err);
    if (status != EARFUL_OK)
        return status;
    const char *const file = ef_arena_span(builder->context->arena, ef_span_of(sheet->name)).at;
    if (file == NULL || !ef_grow(&builder->drafts, &builder->drafts_capacity,
                                 builder->n_drafts + sheet->n_rows, sizeof builder->drafts[0]))
        return ef_fail_memory(err);
    for (size_t row = 0; row < sheet->n_rows && status == EARFUL_OK; row++) {
        ef_term_line line;
        status = ef_term_read(&columns, sheet, row, file, builder->context, &builder->scratch,
                              &line, err);
        if (status == EARFUL_OK)
            status = add_line(builder, &line, err);
    }
    return status;
}

/* By text, then type, then the order of lines, so that the same files give the same numbers. */
static int compare_drafts(const void *a, const void *b)
{
    const draft *const x = *(const draft *const *)a;
    const draft *const y = *(const draft *const *)b;
    const int order = ef_span_compare(x->line.term.text, y->line.term.text);
    if (order != 0)
        return order;
    if (x->line.term.type != y->line.term.type)
        return x->line.term.type < y->line.term.type ? -1 : 1;
    return x < y ? -1 : x > y; /* both lie in the same array, in the order of lines */
}

static earful_status compile_condition(ef_lexicon *lexicon, const ef_rule_context *shared,
                                       const ef_term_line *line, ef_term *term, earful_error *err)
{
    ef_rule_context context = *shared;
    context.file = term->file;
    context.line = term->line;
    context.column = line->condition_column;
    context.quoted = line->condition_quoted;
    context.condition = true;
    ef_rule *const rule = ef_arena_alloc(context.arena, sizeof *rule);
    if (rule == NULL)
        return ef_fail_memory(err);
    ef_node *root = NULL;
    const earful_status status = ef_rule_parse(&context, line->condition, &root, err);
    if (status != EARFUL_OK)
        return status;
    *rule = (ef_rule){.root = root,
                      .scope = EF_SCOPE_SENTENCE,
                      .topic = EF_NONE,
                      .file = term->file,
                      .line = term->line};
    term->condition = rule;
    lexicon->conditions[lexicon->n_conditions++] = root;
    return EARFUL_OK;
}

/* The drafts that are left, in their final order; NULL when memory is out. */
static const draft **sort_drafts(const lexicon_builder *builder, size_t *count)
{
    const draft **const sorted = calloc(builder->n_drafts + 1, sizeof sorted[0]);
    *count = 0;
    if (sorted == NULL)
        return NULL;
    for (size_t i = 0; i < builder->n_drafts; i++)
        if (!builder->drafts[i].dropped)
            sorted[(*count)++] = &builder->drafts[i];
    qsort(sorted, *count, sizeof sorted[0], compare_drafts);
    return sorted;
}

static earful_status finish(lexicon_builder *builder, ef_lexicon *lexicon, earful_error *err)
{
    ef_arena *const arena = builder->context->arena;
    size_t count = 0;
    const draft **const sorted = sort_drafts(builder, &count);
    lexicon->terms = ef_arena_array(arena, count + 1, sizeof lexicon->terms[0]);
    lexicon->conditions = ef_arena_array(arena, count + 1, sizeof lexicon->conditions[0]);
    earful_status status = EARFUL_OK;
    if (sorted == NULL || arena->failed)
        status = ef_fail_memory(err);
    for (size_t i = 0; i < count && status == EARFUL_OK; i++) {
        const ef_term_line *const line = &sorted[i]->line;
        ef_term *const term = &lexicon->terms[lexicon->n_terms++];
        *term = line->term;
        if (line->condition.len > 0)
            status = compile_condition(lexicon, builder->context, line, term, err);
    }
    free(sorted);
    return status;
}

static void latest_fini(latest *of)
{
    ef_table_fini(&of->keys);
    free(of->newest);
}

earful_status ef_lexicon_build(ef_lexicon *lexicon, const ef_sheet *sheets, size_t n_sheets,
                               const ef_rule_context *context, earful_error *err)
{
    *lexicon = (ef_lexicon){0};
    lexicon_builder builder = {.context = context};
    ef_table_init(&builder.terms.keys);
    ef_table_init(&builder.lines.keys);
    ef_tokens_init(&builder.scratch);
    earful_status status = EARFUL_OK;
    for (size_t i = 0; i < n_sheets && status == EARFUL_OK; i++)
        status = add_sheet(&builder, &sheets[i], err);
    if (status == EARFUL_OK)
        status = finish(&builder, lexicon, err);
    latest_fini(&builder.terms);
    latest_fini(&builder.lines);
    ef_tokens_fini(&builder.scratch);
    ef_buffer_fini(&builder.key);
    free(builder.drafts);
    return status;
}

void ef_lexicon_fini(ef_lexicon *lexicon)
{
    for (size_t i = 0; i < lexicon->n_conditions; i++)
        ef_node_release(lexicon->conditions[i]);
    *lexicon = (ef_lexicon){0};
}

/* What decides between terms that fit at the same place, and where a term is looked up. */
typedef struct candidate {
    uint64_t merit; /* more words, then a more specific first word, then all of them, a condition */
    uint32_t term;
    uint32_t order; /* among all, once that is known */
    uint32_t first;
    uint32_t second; /* EF_NONE: a single word */
} candidate;

enum { RANK_BITS = 21, WORD_BITS = 5 }; /* ef_vocabulary_rank, EF_MAX_TERM_WORDS */

static int compare_merit(const void *a, const void *b)
{
    const candidate *const x = a;
    const candidate *const y = b;
    if (x->merit != y->merit)
        return x->merit < y->merit ? 1 : -1;
    return x->term < y->term ? -1 : x->term > y->term;
}

static uint64_t merit_of(const ef_term *term, const ef_vocabulary *vocabulary)
{
    uint64_t merit = term->n_atoms;
    uint64_t rank = 0;
    for (uint32_t i = 0; i < term->n_atoms; i++)
        rank += ef_vocabulary_rank(vocabulary, term->atoms[i]);
    merit = merit << RANK_BITS | ef_vocabulary_rank(vocabulary, term->atoms[0]);
    merit = merit << (RANK_BITS + WORD_BITS) | rank;
    return merit << 1 | (term->condition != NULL);
}

/* By their first or second atom, in a counting sort, so that equal ones stay in their order; a single
 * word comes last by its second. False when memory is out. */
static bool sort_by_atom(candidate **all, size_t count, size_t n_atoms, bool by_second)
{
    uint32_t *const starts = calloc(n_atoms + 2, sizeof starts[0]);
    candidate *const sorted = calloc(count + 1, sizeof sorted[0]);
    const bool good = starts != NULL && sorted != NULL;
    for (size_t i = 0; i < count && good; i++) {
        const uint32_t atom = by_second ? (*all)[i].second : (*all)[i].first;
        starts[(atom < n_atoms ? atom : n_atoms) + 1]++;
    }
    for (size_t atom = 1; atom < n_atoms + 2 && good; atom++)
        starts[atom] += starts[atom - 1];
    for (size_t i = 0; i < count && good; i++) {
        const uint32_t atom = by_second ? (*all)[i].second : (*all)[i].first;
        sorted[starts[atom < n_atoms ? atom : n_atoms]++] = (*all)[i];
    }
    free(starts);
    free(good ? *all : sorted);
    if (good)
        *all = sorted;
    return good;
}

/* In the order in which they are looked up; NULL when memory is out. */
static candidate *sort_terms(const ef_lexicon *lexicon, const ef_vocabulary *vocabulary)
{
    const size_t n_atoms = ef_vocabulary_atoms(vocabulary);
    candidate *all = calloc(lexicon->n_terms + 1, sizeof all[0]);
    if (all == NULL)
        return NULL;
    for (size_t i = 0; i < lexicon->n_terms; i++) {
        const ef_term *const term = &lexicon->terms[i];
        all[i] = (candidate){.merit = merit_of(term, vocabulary),
                             .term = (uint32_t)i,
                             .first = term->atoms[0],
                             .second = term->n_atoms > 1 ? term->atoms[1] : EF_NONE};
    }
    qsort(all, lexicon->n_terms, sizeof all[0], compare_merit);
    for (size_t i = 0; i < lexicon->n_terms; i++)
        all[i].order = (uint32_t)i;
    if (sort_by_atom(&all, lexicon->n_terms, n_atoms, true) &&
        sort_by_atom(&all, lexicon->n_terms, n_atoms, false))
        return all;
    free(all);
    return NULL;
}

enum { BITS_A_PHRASE = 32, FEWEST_PAIR_BITS = 1 << 10, MOST_PAIR_BITS = 1 << 30 };

static const uint8_t lane_uses[EF_LANE_COUNT] = {
    [EF_LANE_SHIFT] = EF_BEGINS_SHIFTER,
    [EF_LANE_NEGATOR] = EF_BEGINS_SHIFTER | EF_BEGINS_NEGATOR,
    [EF_LANE_CONTRAST] = EF_BEGINS_SHIFTER,
    [EF_LANE_REQUEST] = EF_BEGINS_SHIFTER,
    [EF_LANE_OBJECTIVE] = EF_BEGINS_OBJECTIVE,
};

/* Which atoms, alone and in pairs, are worth a look at by_atom. */
static bool note_uses(ef_lexicon *lexicon, size_t n_atoms, ef_arena *arena)
{
    size_t n_phrases = 0;
    for (size_t i = 0; i < lexicon->n_terms; i++)
        n_phrases += lexicon->terms[i].n_atoms > 1;
    uint32_t n_bits = FEWEST_PAIR_BITS;
    while (n_bits / BITS_A_PHRASE < n_phrases && n_bits < MOST_PAIR_BITS)
        n_bits *= 2;
    lexicon->n_pair_bits = n_bits;
    lexicon->pairs = ef_arena_array(arena, n_bits / 64, sizeof lexicon->pairs[0]);
    lexicon->uses = ef_arena_array(arena, n_atoms + 1, sizeof lexicon->uses[0]);
    if (arena->failed)
        return false;
    for (size_t i = 0; i < lexicon->n_terms; i++) {
        const ef_term *const term = &lexicon->terms[i];
        uint8_t *const uses = &lexicon->uses[term->atoms[0]];
        *uses |= lane_uses[term->lane] | (term->n_atoms > 1 ? EF_BEGINS_PHRASE : EF_BEGINS_WORD);
        if (term->n_atoms > 1) {
            lexicon->uses[term->atoms[1]] |= EF_SECOND_WORD;
            const uint32_t bit = ef_lexicon_pair_bit(lexicon, term->atoms[0], term->atoms[1]);
            lexicon->pairs[bit / 64] |= (uint64_t)1 << bit % 64;
        }
    }
    return true;
}

bool ef_lexicon_index(ef_lexicon *lexicon, const ef_vocabulary *vocabulary, ef_arena *arena)
{
    const size_t n_atoms = ef_vocabulary_atoms(vocabulary);
    const size_t n_terms = lexicon->n_terms;
    lexicon->first = ef_arena_array(arena, n_atoms + 1, sizeof lexicon->first[0]);
    lexicon->by_atom = ef_arena_array(arena, n_terms + 1, sizeof lexicon->by_atom[0]);
    lexicon->second = ef_arena_array(arena, n_terms + 1, sizeof lexicon->second[0]);
    lexicon->third = ef_arena_array(arena, n_terms + 1, sizeof lexicon->third[0]);
    lexicon->order = ef_arena_array(arena, n_terms + 1, sizeof lexicon->order[0]);
    candidate *const sorted = sort_terms(lexicon, vocabulary);
    if (sorted == NULL || arena->failed) {
        free(sorted);
        return false;
    }
    size_t at = 0;
    for (size_t atom = 0; atom <= n_atoms; atom++) {
        lexicon->first[atom] = (uint32_t)at;
        for (; at < n_terms && sorted[at].first == atom; at++) {
            const ef_term *const term = &lexicon->terms[sorted[at].term];
            lexicon->by_atom[at] = sorted[at].term;
            lexicon->second[at] = sorted[at].second;
            lexicon->third[at] = term->n_atoms > 2 ? term->atoms[2] : EF_NONE;
            lexicon->order[sorted[at].term] = sorted[at].order;
        }
    }
    free(sorted);
    return note_uses(lexicon, n_atoms, arena);
}
