#include "hits/tagging.h"

#include "base/grow.h"
#include "hits/demands.h"
#include "hits/guard.h"
#include "hits/overlap.h"
#include "lexicon/word_wildcard.h"

/* What is fixed while a block is tagged. */
typedef struct tagger {
    const earful_model *model;
    ef_evaluator *evaluator;
    const ef_documents *documents;
    const ef_tokens *tokens;
    const ef_resolved *resolved;
    ef_hits *hits;
    ef_tag_scratch *scratch;
    ef_guard guard;
    const ef_rule_index *index;
} tagger;

static ef_range range_of_document(const ef_tokens *tokens, uint32_t document)
{
    const ef_document_tokens *const of = &tokens->documents[document];
    return (ef_range){of->first_sentence, of->first_sentence + of->n_sentences};
}

/* The sentences that the rule is about when something stands in `sentence`. Empty when the rule does
 * not look there. *number tells ranges of one scope apart, from 0. */
static ef_range range_of(const tagger *of, const ef_rule *rule, uint32_t sentence, uint32_t *number)
{
    const uint32_t document = of->tokens->sentences[sentence].document;
    *number = document;
    ef_range range = range_of_document(of->tokens, document);
    switch (rule->scope) {
    case EF_SCOPE_SENTENCE: *number = sentence; return (ef_range){sentence, sentence + 1};
    case EF_SCOPE_TURN: return range;
    case EF_SCOPE_FIRST:
        if (range.end - range.first > rule->first_n)
            range.end = range.first + rule->first_n;
        if (sentence >= range.end)
            range.end = range.first;
        return range;
    case EF_SCOPE_DOCUMENT: {
        const ef_record_info *const record =
            &of->documents->records[of->documents->items[document].record];
        *number = of->documents->items[document].record;
        range.first = range_of_document(of->tokens, record->first_document).first;
        range.end =
            range_of_document(of->tokens, record->first_document + record->n_documents - 1).end;
        return range;
    }
    }
    return range;
}

static bool add_hit(tagger *of, uint32_t rule, ef_token_span span)
{
    ef_hits *const hits = of->hits;
    if (!ef_grow(&hits->topics, &hits->topics_capacity, hits->n_topics + 1, sizeof hits->topics[0]))
        return false;
    const uint32_t sentence = of->tokens->sentence[span.first];
    hits->topics[hits->n_topics++] = (ef_topic_hit){
        .document = of->tokens->sentences[sentence].document,
        .sentence = sentence,
        .first_token = span.first,
        .last_token = span.last,
        .topic = of->model->topics.rules[rule].topic,
        .rule = rule,
    };
    return true;
}

/* What looking at a choice costs that falls short; one such look or more make a try. */
static void add_look(ef_tag_scratch *scratch, const ef_choice *choice, uint32_t sentence)
{
    ef_rule_cost *const cost = &scratch->costs[choice->rule];
    cost->tries += scratch->looks[choice->rule] != sentence + 1;
    cost->steps += 1 + choice->operands;
    scratch->looks[choice->rule] = sentence + 1;
}

static void add_cost(const tagger *of, uint32_t rule, const ef_rule_cost *before, size_t n_matches)
{
    if (of->scratch->costs == NULL)
        return;
    ef_rule_cost *const cost = &of->scratch->costs[rule];
    cost->tries++;
    cost->matches += n_matches;
    cost->steps += ef_evaluator_steps(of->evaluator) - before->steps;
    cost->runaways += ef_evaluator_runaways(of->evaluator) - before->runaways;
}

static bool note_runaway(ef_hits *hits, uint32_t rule, uint64_t count)
{
    if (!ef_grow(&hits->runaway_rules, &hits->runaway_rules_capacity, hits->n_runaway_rules + 1,
                 sizeof hits->runaway_rules[0]))
        return false;
    hits->runaway_rules[hits->n_runaway_rules++] = (ef_runaway){rule, count};
    return true;
}

static void guard(tagger *of, const ef_rule *rule, ef_topic_hit *hit)
{
    const ef_token_span span = {hit->first_token, hit->last_token};
    if (rule->guarded)
        hit->guarded = ef_guard_denies(&of->guard, rule, span);
}

static bool evaluate(tagger *of, uint32_t number, const ef_rule *rule, ef_range range)
{
    const ef_rule_cost spent = {.steps = ef_evaluator_steps(of->evaluator),
                                .runaways = ef_evaluator_runaways(of->evaluator)};
    size_t n_spans = 0;
    const ef_token_span *const spans = ef_node_spans(of->evaluator, rule->root, range, &n_spans);
    const size_t before = of->hits->n_topics;
    for (size_t i = 0; i < n_spans; i++) {
        if (!add_hit(of, number, spans[i]))
            return false;
    }
    for (size_t i = before; i < of->hits->n_topics; i++) /* now that the spans are read */
        guard(of, rule, &of->hits->topics[i]);
    add_cost(of, number, &spent, n_spans);
    return ef_evaluator_runaways(of->evaluator) == spent.runaways ||
           note_runaway(of->hits, number, ef_evaluator_runaways(of->evaluator) - spent.runaways);
}

/* Tries a rule where something speaks for it, once a range. */
static bool try_rule(tagger *of, uint32_t number, uint32_t sentence)
{
    ef_tag_scratch *const scratch = of->scratch;
    const ef_rule *const rule = &of->model->topics.rules[number];
    uint32_t range_number = 0;
    const ef_range range = range_of(of, rule, sentence, &range_number);
    if (range.first == range.end || scratch->ranges[number] == range_number + 1)
        return true;
    scratch->ranges[number] = range_number + 1;
    return evaluate(of, number, rule, range);
}

static bool try_all(tagger *of, const uint32_t *rules, size_t n_rules, uint32_t sentence)
{
    for (size_t i = 0; i < n_rules; i++) {
        if (!try_rule(of, rules[i], sentence))
            return false;
    }
    return true;
}

/* A rule that the token matches by itself. */
static bool take_word(tagger *of, uint32_t number, uint32_t token)
{
    if (!add_hit(of, number, (ef_token_span){token, token}))
        return false;
    guard(of, &of->model->topics.rules[number], &of->hits->topics[of->hits->n_topics - 1]);
    return true;
}

/* Whether the token is a match without an evaluation: not where costs are asked for, nor where there
 * may be more than a rule may have in a sentence, nor where something may deny it. */
static bool is_match(const tagger *of, const ef_choice *choice, const ef_sentence *sentence,
                     const ef_demand_set *met)
{
    return choice->is_word && of->scratch->costs == NULL && sentence->n_tokens <= EF_MOST_SPANS &&
           !(choice->deniable && ef_demands_may_stand(met, choice));
}

/* The rules that a token speaks for, in a sentence that meets `met`. */
static bool try_choices(tagger *of, uint32_t token, uint32_t sentence, const ef_demand_set *met)
{
    const ef_meanings *const meanings = of->resolved->meanings;
    const ef_word_rules *const rules = &meanings->rules[of->resolved->meaning[token]];
    const uint32_t *const tried = meanings->numbers + rules->tried;
    for (const uint32_t *t = tried; t < tried + rules->n_tried; t++) {
        const ef_choice *const choice = &of->index->choices[*t];
        if (is_match(of, choice, &of->tokens->sentences[sentence], met)) {
            if (!take_word(of, choice->rule, token))
                return false;
        } else if (choice->n_demands == 0 ||
                   (ef_demands_may_stand(met, choice) &&
                    ef_demands_stand(of->resolved, &of->tokens->sentences[sentence], choice,
                                     token))) {
            if (!try_rule(of, choice->rule, sentence))
                return false;
        } else if (EF_UNLIKELY(of->scratch->costs != NULL)) {
            add_look(of->scratch, choice, sentence);
        }
    }
    return true;
}

/* The rules that some token of the sentence speaks for. */
static bool try_triggers(tagger *of, uint32_t number)
{
    const ef_sentence *const sentence = &of->tokens->sentences[number];
    ef_token_bits triggers = ef_token_bits_of(of->resolved->triggers, sentence);
    uint32_t token = 0;
    if (!ef_token_bits_next(&triggers, &token))
        return true;
    const ef_demand_set met = ef_demands_met(of->resolved, sentence);
    do {
        if (!try_choices(of, token, number, &met))
            return false;
    } while (ef_token_bits_next(&triggers, &token));
    return true;
}

/* Whether the token's letters are not those of the text, so that an expression may find there what
 * no atom tells of. */
static bool hides_letters(const ef_tokens *tokens, uint32_t token)
{
    const ef_token_kind kind = (ef_token_kind)tokens->kind[token];
    return kind == EF_URL || kind == EF_EMAIL || kind == EF_HANDLE || kind == EF_EMOTICON ||
           (tokens->flags[token] & (EF_CONTRACTED | EF_ELONGATED)) != 0 ||
           tokens->len[token] > EF_WILDCARD_LIMIT;
}

static bool hides_any_letters(const ef_tokens *tokens, const ef_sentence *sentence)
{
    const uint32_t end = sentence->first_token + sentence->n_tokens;
    uint32_t t = sentence->first_token;
    while (t < end && !hides_letters(tokens, t))
        t++;
    return t < end;
}

static bool find_hits_in(tagger *of, uint32_t number)
{
    const ef_rule_index *const index = of->index;
    bool good = try_all(of, index->always, index->n_always, number) && try_triggers(of, number);
    if (good && index->n_searching > 0 &&
        hides_any_letters(of->tokens, &of->tokens->sentences[number]))
        good = try_all(of, index->searching, index->n_searching, number);
    return good;
}

/* Record by record, because overlaps are dropped within one. */
static bool find_hits(tagger *of)
{
    const ef_tokens *const tokens = of->tokens;
    bool good = true;
    size_t settled = 0;
    uint32_t record = 0;
    for (uint32_t s = 0; s < tokens->n_sentences && good; s++) {
        const uint32_t here = of->documents->items[tokens->sentences[s].document].record;
        if (here != record) {
            ef_drop_overlaps(of->hits, settled, of->scratch->covered);
            settled = of->hits->n_topics;
            record = here;
        }
        good = find_hits_in(of, s);
    }
    ef_drop_overlaps(of->hits, settled, of->scratch->covered);
    return good && !ef_evaluator_failed(of->evaluator) && !of->scratch->leaves.failed;
}

/* Of the sentence's clauses, each with all before it. */
static void sum_clauses(const tagger *of, const ef_sentence *sentence)
{
    int64_t *const sums = of->scratch->sums;
    const uint32_t end = sentence->first_token + sentence->n_tokens;
    memset(sums + sentence->first_clause, 0, sentence->n_clauses * sizeof sums[0]);
    for (uint32_t t = sentence->first_token; t < end; t++)
        sums[of->tokens->clause[t]] += of->hits->contributions[t];
    for (uint32_t c = 1; c < sentence->n_clauses; c++)
        sums[sentence->first_clause + c] += sums[sentence->first_clause + c - 1];
}

/* What the clauses of a hit add up to. Where they hold no opinion ("try the duck, it is fantastic")
 * the sentence speaks for them. */
static int64_t sum_around(const tagger *of, const ef_topic_hit *hit)
{
    const uint32_t *const clause = of->tokens->clause;
    const ef_sentence *const sentence = &of->tokens->sentences[hit->sentence];
    const uint32_t first = clause[hit->first_token];
    const int64_t *const sums = of->scratch->sums;
    const int64_t before = first > sentence->first_clause ? sums[first - 1] : 0;
    const int64_t sum = sums[clause[hit->last_token]] - before;
    return sum != 0 ? sum : sums[sentence->first_clause + sentence->n_clauses - 1];
}

#define NOT_SUMMED INT64_MIN

/* Sentence by sentence as hits come by, each once, so that many hits in one endless clause cost no
 * more than a few. */
static void score_hits(const tagger *of)
{
    const ef_sentence *const sentences = of->tokens->sentences;
    const ef_hits *const hits = of->hits;
    int64_t *const sums = of->scratch->sums;
    for (size_t i = 0; i < hits->n_topics; i++)
        sums[sentences[hits->topics[i].sentence].first_clause] = NOT_SUMMED;
    for (size_t i = 0; i < hits->n_topics; i++) {
        ef_topic_hit *const hit = &hits->topics[i];
        const ef_sentence *const sentence = &sentences[hit->sentence];
        if (sums[sentence->first_clause] == NOT_SUMMED)
            sum_clauses(of, sentence);
        hit->compound = ef_squash(&of->model->settings, sum_around(of, hit));
    }
}

static bool make_room(const tagger *of)
{
    ef_tag_scratch *const scratch = of->scratch;
    const size_t n_rules = of->model->topics.n_rules;
    if (!ef_grow(&scratch->looks, &scratch->looks_capacity, n_rules + 1,
                 sizeof scratch->looks[0]) ||
        !ef_grow(&scratch->ranges, &scratch->ranges_capacity, n_rules + 1,
                 sizeof scratch->ranges[0]) ||
        !ef_grow(&scratch->covered, &scratch->covered_capacity, of->tokens->count + 1,
                 sizeof scratch->covered[0]) ||
        !ef_grow(&scratch->sums, &scratch->sums_capacity, of->tokens->n_clauses + (size_t)1,
                 sizeof scratch->sums[0]))
        return false;
    if (scratch->costs != NULL)
        memset(scratch->looks, 0, n_rules * sizeof scratch->looks[0]);
    memset(scratch->ranges, 0, n_rules * sizeof scratch->ranges[0]);
    return true;
}

bool ef_tag_topics(const earful_model *model, ef_evaluator *evaluator,
                   const ef_documents *documents, const ef_tokens *tokens,
                   const ef_resolved *resolved, ef_hits *hits)
{
    tagger of = {
        .model = model,
        .index = &model->topics.index,
        .evaluator = evaluator,
        .documents = documents,
        .tokens = tokens,
        .resolved = resolved,
        .hits = hits,
        .scratch = ef_evaluator_scratch(evaluator),
    };
    of.guard = (ef_guard){.model = model,
                          .tokens = tokens,
                          .resolved = resolved,
                          .evaluator = evaluator,
                          .hits = hits,
                          .matched = EF_NONE,
                          .searched = EF_NONE,
                          .leaves = &of.scratch->leaves};
    hits->n_topics = 0;
    hits->n_runaway_rules = 0;
    if (!make_room(&of) || !find_hits(&of)) {
        hits->failed = true;
        return false;
    }
    hits->runaways = ef_evaluator_runaways(evaluator); /* those of conditions, too */
    if (hits->n_topics > 0)
        score_hits(&of);
    return true;
}
