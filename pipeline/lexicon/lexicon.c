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

/* A draft and the first eight bytes of its text, the first one highest: they decide nearly always. */
typedef struct entry {
    uint64_t front;
    const draft *draft;
} entry;

static uint64_t front_of(ef_span text)
{
    uint64_t front = 0;
    for (size_t i = 0; i < 8; i++)
        front = front << 8 | (i < text.len ? (uint8_t)text.at[i] : 0);
    return front;
}

/* By text, then type, then the order of lines, so that the same files give the same numbers. */
static int compare_entries(const void *a, const void *b)
{
    const entry *const left = a;
    const entry *const right = b;
    if (left->front != right->front)
        return left->front < right->front ? -1 : 1;
    const draft *const x = left->draft;
    const draft *const y = right->draft;
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
static entry *sort_drafts(const lexicon_builder *builder, size_t *count)
{
    entry *const sorted = calloc(builder->n_drafts + 1, sizeof sorted[0]);
    *count = 0;
    if (sorted == NULL)
        return NULL;
    for (size_t i = 0; i < builder->n_drafts; i++) {
        const draft *const left = &builder->drafts[i];
        if (!left->dropped)
            sorted[(*count)++] = (entry){front_of(left->line.term.text), left};
    }
    qsort(sorted, *count, sizeof sorted[0], compare_entries);
    return sorted;
}

static earful_status finish(lexicon_builder *builder, ef_lexicon *lexicon, earful_error *err)
{
    ef_arena *const arena = builder->context->arena;
    size_t count = 0;
    entry *const sorted = sort_drafts(builder, &count);
    lexicon->terms = ef_arena_array(arena, count + 1, sizeof lexicon->terms[0]);
    lexicon->conditions = ef_arena_array(arena, count + 1, sizeof lexicon->conditions[0]);
    earful_status status = EARFUL_OK;
    if (sorted == NULL || arena->failed)
        status = ef_fail_memory(err);
    for (size_t i = 0; i < count && status == EARFUL_OK; i++) {
        const ef_term_line *const line = &sorted[i].draft->line;
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
