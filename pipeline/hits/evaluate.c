#include "hits/evaluate.h"

#include <stdlib.h>

#include "hits/positions.h"
#include "hits/restrict.h"
#include "hits/search.h"

struct ef_evaluator {
    const earful_model *model;
    const ef_plan *plan;
    const ef_documents *documents;
    const ef_tokens *tokens;
    const ef_resolved *resolved;
    ef_positions sentence; /* of the one turned to last */
    ef_positions wider;    /* of the range of several sentences turned to last */
    ef_range range;        /* turned to last; empty = none of the block */
    ef_positions *here;    /* one of the two: its positions */
    ef_spans spans;        /* what nodes gave so far, operands on top */
    ef_pattern_scratch *scratch;
    ef_buffer folded;
    ef_tag_scratch tagging;
    uint64_t runaways;
    uint64_t steps; /* always counted: an addition is cheaper than to ask whether to */
};

ef_evaluator *ef_evaluator_new(const earful_model *model)
{
    ef_evaluator *const evaluator = calloc(1, sizeof *evaluator);
    if (evaluator == NULL)
        return NULL;
    evaluator->model = model;
    evaluator->scratch = ef_pattern_scratch_new();
    const bool good = ef_positions_init(&evaluator->sentence, model->vocabulary);
    if (!ef_positions_init(&evaluator->wider, model->vocabulary) || !good ||
        evaluator->scratch == NULL) {
        ef_evaluator_free(evaluator);
        return NULL;
    }
    return evaluator;
}

void ef_evaluator_free(ef_evaluator *evaluator)
{
    if (evaluator == NULL)
        return;
    ef_positions_fini(&evaluator->sentence);
    ef_positions_fini(&evaluator->wider);
    ef_spans_fini(&evaluator->spans);
    ef_pattern_scratch_free(evaluator->scratch);
    ef_buffer_fini(&evaluator->folded);
    ef_spans_fini(&evaluator->tagging.leaves);
    free(evaluator->tagging.looks);
    free(evaluator->tagging.ranges);
    free(evaluator->tagging.covered);
    free(evaluator->tagging.sums);
    free(evaluator);
}

bool ef_evaluator_begin(ef_evaluator *evaluator, const ef_plan *plan, const ef_documents *documents,
                        const ef_tokens *tokens, const ef_resolved *resolved)
{
    evaluator->plan = plan;
    evaluator->documents = documents;
    evaluator->tokens = tokens;
    evaluator->resolved = resolved;
    evaluator->runaways = 0;
    evaluator->range = (ef_range){0};
    ef_positions_begin(&evaluator->sentence, resolved);
    ef_positions_begin(&evaluator->wider, resolved);
    return !ef_evaluator_failed(evaluator);
}

ef_tag_scratch *ef_evaluator_scratch(ef_evaluator *evaluator)
{
    return &evaluator->tagging;
}

uint64_t ef_evaluator_runaways(const ef_evaluator *evaluator)
{
    return evaluator->runaways;
}

uint64_t ef_evaluator_steps(const ef_evaluator *evaluator)
{
    return evaluator->steps;
}

bool ef_evaluator_failed(const ef_evaluator *evaluator)
{
    return evaluator->spans.failed;
}

static uint32_t first_token(const ef_evaluator *of, ef_range range)
{
    return of->tokens->sentences[range.first].first_token;
}

static uint32_t end_token(const ef_evaluator *of, ef_range range)
{
    const ef_sentence *const last = &of->tokens->sentences[range.end - 1];
    return last->first_token + last->n_tokens;
}

static bool is_one_sentence(ef_range range)
{
    return range.end - range.first == 1;
}

static void turn_to(ef_evaluator *of, ef_range range)
{
    of->range = range;
    of->here = is_one_sentence(range) ? &of->sentence : &of->wider;
    ef_positions_turn_to(of->here, first_token(of, range), end_token(of, range));
    of->spans.failed |= of->here->failed;
}

/* Most nodes are asked about the range of the node before. */
static const ef_positions *positions_in(ef_evaluator *of, ef_range range)
{
    if (of->range.first != range.first || of->range.end != range.end)
        turn_to(of, range);
    return of->here;
}

/* The next token of a phrase in its sentence, forward or backward; EF_NONE at the end. */
static uint32_t phrase_step(const ef_evaluator *of, uint32_t token, bool forward)
{
    const ef_tokens *const tokens = of->tokens;
    const ef_sentence *const sentence = &tokens->sentences[tokens->sentence[token]];
    const uint32_t end = sentence->first_token + sentence->n_tokens;
    do {
        if (forward ? token + 1 == end : token == sentence->first_token)
            return EF_NONE;
        token = forward ? token + 1 : token - 1;
    } while (of->resolved->meaning[token] == EF_MEANS_MARK);
    return token;
}

/* The phrase whose word number `pivot` stands at `token`. */
static bool match_phrase(const ef_evaluator *of, const ef_node *node, size_t pivot, uint32_t token,
                         ef_token_span *span)
{
    *span = (ef_token_span){token, token};
    for (size_t i = pivot + 1; i < node->n_atoms; i++) {
        span->last = phrase_step(of, span->last, true);
        if (span->last == EF_NONE || !ef_has_atom(of->resolved, span->last, node->atoms[i]))
            return false;
    }
    for (size_t i = pivot; i-- > 0;) {
        span->first = phrase_step(of, span->first, false);
        if (span->first == EF_NONE || !ef_has_atom(of->resolved, span->first, node->atoms[i]))
            return false;
    }
    return true;
}

static bool all_stand_here(const ef_positions *positions, const ef_node *node)
{
    for (size_t i = 0; i < node->n_atoms; i++) {
        if (!ef_stands_here(positions, node->atoms[i]))
            return false;
    }
    return true;
}

static void push_phrase(ef_evaluator *of, const ef_node *node, size_t pivot, uint32_t token)
{
    ef_token_span span;
    of->steps++;
    if (match_phrase(of, node, pivot, token, &span))
        ef_spans_push(&of->spans, span.first, span.last);
}

/* From the word that is rarest in the range: the others are looked at only around it. */
static void push_words(ef_evaluator *of, const ef_node *node, ef_range range)
{
    const ef_positions *const positions = positions_in(of, range);
    if (!all_stand_here(positions, node))
        return;
    size_t pivot = 0;
    for (size_t i = 1; i < node->n_atoms; i++) {
        if (positions->atoms[node->atoms[i]].count < positions->atoms[node->atoms[pivot]].count)
            pivot = i;
    }
    const uint32_t atom = node->atoms[pivot];
    const size_t most = of->spans.count + EF_MOST_SPANS;
    for (uint32_t i = positions->atoms[atom].first;
         i != EF_NONE && of->spans.count < most && !of->spans.failed; i = positions->places[i].next)
        push_phrase(of, node, pivot, positions->places[i].token);
    const bool everywhere = positions->atoms[atom].count == EF_EVERYWHERE;
    for (uint32_t token = positions->first_token;
         everywhere && token < positions->end_token && of->spans.count < most && !of->spans.failed;
         token++) {
        if (ef_has_atom(of->resolved, token, atom))
            push_phrase(of, node, pivot, token);
    }
}

static void push_searched(ef_evaluator *of, const ef_node *node, ef_range range)
{
    const size_t base = of->spans.count;
    for (uint32_t s = range.first; s < range.end && of->spans.count - base < EF_MOST_SPANS; s++) {
        const ef_sentence *const sentence = &of->tokens->sentences[s];
        const ef_span text = of->documents->items[sentence->document].text;
        of->steps += sentence->len < EF_SEARCHED ? sentence->len : EF_SEARCHED;
        if (node->kind == EF_NODE_RAW) {
            ef_search_raw(node->text, text, of->tokens, s, &of->spans);
        } else if (!ef_search_regex(node->pattern, of->scratch, text, of->tokens, s, &of->spans)) {
            of->runaways++;
            of->steps += EF_RUNAWAY_STEPS;
        }
    }
    ef_spans_settle(&of->spans, base);
}

static void push_node(ef_evaluator *of, const ef_node *node, ef_range range);

/* Of an OR, where most are words: so one jump less to foresee. */
static void push_operand(ef_evaluator *of, const ef_node *node, ef_range range)
{
    if (node->kind != EF_NODE_WORDS) {
        push_node(of, node, range);
        return;
    }
    of->steps++;
    push_words(of, node, range);
}

static bool may_stand_here(const ef_positions *positions, uint32_t atom)
{
    return atom == EF_NONE || ef_stands_here(positions, atom);
}

static void push_any(ef_evaluator *of, const ef_node *node, ef_range range)
{
    const size_t base = of->spans.count;
    const ef_positions *const positions = node->kind == EF_NODE_OR ? positions_in(of, range) : NULL;
    for (size_t i = 0; i < node->n_children; i++) {
        if (positions != NULL && !may_stand_here(positions, node->atoms[i]))
            continue;
        push_operand(of, node->children[i], range);
        if (of->spans.count - base > 2 * (size_t)EF_MOST_SPANS)
            ef_spans_settle(&of->spans, base);
    }
    ef_spans_settle(&of->spans, base);
}

static bool document_satisfies(ef_evaluator *of, const ef_node *node, uint32_t document)
{
    return ef_document_satisfies(node, of->plan, &of->documents->items[document], &of->folded);
}

/* Keeps the spans from base on whose document satisfies the fields, or does not. */
static void restrict_spans(ef_evaluator *of, const ef_node *fields, size_t base, bool wanted)
{
    const ef_tokens *const tokens = of->tokens;
    size_t kept = base;
    uint32_t document = EF_NONE;
    bool good = false;
    for (size_t i = base; i < of->spans.count; i++) {
        const ef_token_span span = of->spans.items[i];
        const uint32_t here = tokens->sentences[tokens->sentence[span.first]].document;
        if (here != document)
            good = document_satisfies(of, fields, here) == wanted;
        document = here;
        if (good)
            of->spans.items[kept++] = span;
    }
    of->spans.count = kept;
}

static void restrict_by_all(ef_evaluator *of, const ef_node *node, size_t base)
{
    for (size_t i = 0; i < node->n_children && of->spans.count > base; i++) {
        if (node->children[i]->restricts)
            restrict_spans(of, node->children[i], base, true);
    }
}

/* In one sentence fields can be asked before any word is. */
static bool may_hold(ef_evaluator *of, const ef_node *node, ef_range range)
{
    for (size_t i = 0; i < node->n_children && is_one_sentence(range); i++) {
        if (node->children[i]->restricts &&
            !document_satisfies(of, node->children[i], of->tokens->sentences[range.first].document))
            return false;
    }
    return true;
}

static void push_all(ef_evaluator *of, const ef_node *node, ef_range range)
{
    const size_t base = of->spans.count;
    size_t behind_first = base;
    size_t n_operands = 0;
    ef_token_span hull = {UINT32_MAX, 0};
    if (!may_hold(of, node, range))
        return;
    for (size_t i = 0; i < node->n_children; i++) {
        if (node->children[i]->restricts)
            continue;
        const size_t operand = of->spans.count;
        push_node(of, node->children[i], range);
        if (!is_one_sentence(range))
            restrict_by_all(of, node, operand);
        if (of->spans.count == operand) {
            of->spans.count = base;
            return;
        }
        const ef_token_span found = of->spans.items[operand];
        hull.first = found.first < hull.first ? found.first : hull.first;
        hull.last = found.last > hull.last ? found.last : hull.last;
        if (n_operands++ == 0)
            behind_first = of->spans.count;
        of->spans.count = behind_first;
    }
    if (n_operands > 1 && is_one_sentence(range)) {
        of->spans.items[base] = hull;
        of->spans.count = base + 1;
    }
}

static void push_without(ef_evaluator *of, const ef_node *node, ef_range range)
{
    const size_t base = of->spans.count;
    push_node(of, node->children[0], range);
    const size_t excluded = of->spans.count;
    if (excluded == base)
        return;
    if (node->children[1]->restricts) {
        restrict_spans(of, node->children[1], base, false);
        return;
    }
    push_node(of, node->children[1], range);
    of->spans.count = of->spans.count > excluded ? base : excluded;
}

static void push_by_sentence(ef_evaluator *of, const ef_node *node, ef_range range)
{
    const size_t base = of->spans.count;
    for (uint32_t s = range.first; s < range.end && of->spans.count - base < EF_MOST_SPANS; s++) {
        const ef_range sentence = {s, s + 1};
        if (node->kind == EF_NODE_WITH)
            push_all(of, node, sentence);
        else
            push_without(of, node, sentence);
    }
    ef_spans_settle(&of->spans, base);
}

static void push_near(ef_evaluator *of, const ef_node *node, ef_range range)
{
    const ef_measure measure = {
        .word = of->resolved->word, .sentence = of->tokens->sentence, .distance = node->distance};
    const size_t left = of->spans.count;
    push_node(of, node->children[0], range);
    const size_t right = of->spans.count;
    if (right == left)
        return;
    push_node(of, node->children[1], range);
    if (of->spans.failed)
        return;
    of->steps += of->spans.count - left;
    if (node->kind == EF_NODE_NOTNEAR)
        ef_spans_not_near(&of->spans, left, right, &measure);
    else
        ef_spans_near(&of->spans, left, right, &measure, node->kind == EF_NODE_ONEAR);
}

static void push_node(ef_evaluator *of, const ef_node *node, ef_range range)
{
    if (ef_evaluator_failed(of))
        return;
    of->steps += 1 + node->n_children;
    switch (node->kind) {
    case EF_NODE_WORDS: push_words(of, node, range); break;
    case EF_NODE_REGEX:
    case EF_NODE_RAW: push_searched(of, node, range); break;
    case EF_NODE_OR:
    case EF_NODE_TOPIC: push_any(of, node, range); break;
    case EF_NODE_AND: push_all(of, node, range); break;
    case EF_NODE_NOT: push_without(of, node, range); break;
    case EF_NODE_WITH:
    case EF_NODE_NOTWITH: push_by_sentence(of, node, range); break;
    case EF_NODE_NEAR:
    case EF_NODE_ONEAR:
    case EF_NODE_NOTNEAR: push_near(of, node, range); break;
    case EF_NODE_FIELD: break; /* its parent asks it for documents */
    }
}

const ef_token_span *ef_node_spans(ef_evaluator *evaluator, const ef_node *node, ef_range range,
                                   size_t *n_spans)
{
    evaluator->spans.count = 0;
    push_node(evaluator, node, range);
    *n_spans = ef_evaluator_failed(evaluator) ? 0 : evaluator->spans.count;
    return evaluator->spans.items;
}

bool ef_rule_holds(ef_evaluator *evaluator, const ef_rule *rule, uint32_t sentence)
{
    if (rule->root->restricts)
        return document_satisfies(evaluator, rule->root,
                                  evaluator->tokens->sentences[sentence].document);
    size_t n_spans = 0;
    ef_node_spans(evaluator, rule->root, (ef_range){sentence, sentence + 1}, &n_spans);
    return n_spans > 0;
}
