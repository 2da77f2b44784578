#include "hits/guard.h"

/* The term that holds the token, as the sentence's own sentiment has it; NULL. */
static const ef_term_match *match_over(ef_guard *guard, uint32_t token)
{
    const uint32_t sentence = guard->tokens->sentence[token];
    if (guard->matched != sentence) {
        const ef_term_matcher matcher = {.model = guard->model,
                                         .tokens = guard->tokens,
                                         .resolved = guard->resolved,
                                         .evaluator = guard->evaluator,
                                         .hits = guard->hits};
        const bool begun = guard->matched != EF_NONE || ef_term_matcher_begin(&matcher);
        ef_matches found = {0};
        if (!begun || !ef_match_terms(&matcher, sentence, &found))
            guard->leaves->failed = true;
        guard->matched = sentence;
        guard->n_matches = guard->leaves->failed ? 0 : found.count;
    }
    size_t low = 0;
    for (size_t high = guard->n_matches; low < high;) {
        const size_t middle = low + (high - low) / 2;
        if (guard->hits->matches[middle].last < token)
            low = middle + 1;
        else
            high = middle;
    }
    const ef_term_match *const match = &guard->hits->matches[low];
    return low < guard->n_matches && match->first <= token ? match : NULL;
}

static void collect_leaves(ef_guard *guard, const ef_node *node, ef_range range)
{
    const bool leaf =
        node->kind == EF_NODE_WORDS || node->kind == EF_NODE_REGEX || node->kind == EF_NODE_RAW;
    const bool negates =
        node->kind == EF_NODE_NOT || node->kind == EF_NODE_NOTWITH || node->kind == EF_NODE_NOTNEAR;
    if (leaf) {
        size_t count = 0;
        const ef_token_span *const spans = ef_node_spans(guard->evaluator, node, range, &count);
        for (size_t i = 0; i < count; i++)
            ef_spans_push(guard->leaves, spans[i].first, spans[i].last);
    }
    for (size_t i = 0; i < (negates ? 1 : node->n_children); i++)
        collect_leaves(guard, node->children[i], range);
}

/* Turns to a rule, whose words most hits need not know. */
static void turn_to(ef_guard *guard, const ef_rule *rule, uint32_t sentence)
{
    if (guard->rule == rule && guard->sentence == sentence)
        return;
    guard->rule = rule;
    guard->sentence = sentence;
    guard->has_leaves = false;
}

static const ef_spans *leaves_of(ef_guard *guard)
{
    if (!guard->has_leaves) {
        guard->has_leaves = true;
        guard->leaves->count = 0;
        collect_leaves(guard, guard->rule->root, (ef_range){guard->sentence, guard->sentence + 1});
        ef_spans_settle(guard->leaves, 0);
    }
    return guard->leaves;
}

/* Where the first of the rule's words is that begin at or behind a token. */
static size_t first_leaf(const ef_spans *leaves, uint32_t token)
{
    size_t low = 0;
    for (size_t high = leaves->count; low < high;) {
        const size_t middle = low + (high - low) / 2;
        if (leaves->items[middle].first < token)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Phrases of a rule have a bounded number of words: no leaf that holds the token begins earlier. */
static bool belongs_to_rule(ef_guard *guard, uint32_t token)
{
    const uint32_t reach = 2 * EF_RULE_MAX_WORDS;
    const ef_spans *const leaves = leaves_of(guard);
    for (size_t i = first_leaf(leaves, token > reach ? token - reach : 0);
         i < leaves->count && leaves->items[i].first <= token; i++) {
        if (leaves->items[i].last >= token)
            return true;
    }
    return false;
}

/* The first token of the words that end the hit: of several the longest. */
static uint32_t start_of_last_words(ef_guard *guard, ef_token_span hit)
{
    if (hit.first == hit.last)
        return hit.first;
    const ef_spans *const leaves = leaves_of(guard);
    for (size_t i = first_leaf(leaves, hit.first);
         i < leaves->count && leaves->items[i].first <= hit.last; i++) {
        if (leaves->items[i].last == hit.last)
            return leaves->items[i].first;
    }
    return hit.last;
}

static bool may_negate(const ef_guard *guard, uint32_t token)
{
    return (ef_meaning_of(guard->resolved, token)->uses & EF_BEGINS_NEGATOR) != 0;
}

/* Whether a phrase of the lexicon holds a negator that is not the rule's, and says the contrary of
 * what the topic is about. */
static bool contradicts(ef_guard *guard, const ef_term_match *phrase)
{
    const ef_polarity polarity = guard->model->topics.items[guard->rule->topic].polarity;
    const int32_t valence = guard->model->lexicon.terms[phrase->terms[EF_LANE_OPINION]].valence;
    if (valence == 0 || (polarity == EF_PAIN && valence < 0) ||
        (polarity == EF_DELIGHT && valence > 0))
        return false;
    for (uint32_t t = phrase->first; t <= phrase->last; t++) {
        if (may_negate(guard, t) && !belongs_to_rule(guard, t))
            return true;
    }
    return false;
}

/* Whether something negates in the clause of `word`, at most `window` words before it and not
 * before `from`. */
static bool is_denied(ef_guard *guard, uint32_t from, uint32_t word, uint32_t window)
{
    const ef_tokens *const tokens = guard->tokens;
    const uint32_t *const words = guard->resolved->word;
    for (uint32_t t = word; t-- > from;) {
        if (tokens->clause[t] != tokens->clause[word] || words[word] - words[t] > window)
            return false;
        const ef_term_match *const match = match_over(guard, t);
        if (match == NULL)
            continue;
        const bool phrase = match->terms[EF_LANE_OPINION] != EF_NONE && match->first != match->last;
        if (match->terms[EF_LANE_NEGATOR] != EF_NONE
                ? t == match->first && !belongs_to_rule(guard, t)
                : phrase && contradicts(guard, match))
            return true;
    }
    return false;
}

static uint32_t first_negator(ef_guard *guard, uint32_t number)
{
    if (guard->searched != number) {
        const ef_sentence *const sentence = &guard->tokens->sentences[number];
        const uint32_t end = sentence->first_token + sentence->n_tokens;
        uint32_t t = sentence->first_token;
        while (t < end && !may_negate(guard, t))
            t++;
        guard->searched = number;
        guard->first_negator = t;
    }
    return guard->first_negator;
}

/* Whether any word is near that may begin a negator, whoever it belongs to. */
static bool has_negator(ef_guard *guard, uint32_t sentence, ef_token_span hit)
{
    const uint32_t from = first_negator(guard, sentence);
    const uint32_t *const words = guard->resolved->word;
    const uint32_t reach = (uint32_t)guard->model->settings.negation_window + EF_MAX_TERM_WORDS;
    for (uint32_t t = hit.last; t-- > from;) {
        if (t < hit.first && words[hit.first] - words[t] > reach)
            return false;
        if (may_negate(guard, t))
            return true;
    }
    return false;
}

bool ef_guard_denies(ef_guard *guard, const ef_rule *rule, ef_token_span hit)
{
    const uint32_t sentence = guard->tokens->sentence[hit.first];
    if (!has_negator(guard, sentence, hit))
        return false;
    turn_to(guard, rule, sentence);
    const uint32_t from = guard->tokens->sentences[sentence].first_token;
    const uint32_t window = (uint32_t)guard->model->settings.negation_window;
    if (is_denied(guard, from, hit.first, window))
        return true;
    const uint32_t last_words = start_of_last_words(guard, hit);
    return last_words > hit.first && is_denied(guard, hit.first + 1, last_words, 2 * window);
}
