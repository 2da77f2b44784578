/* Matching against a slow and obvious twin, on random rules and texts of few words: lists of spans
 * made by trying everything. */
#include <criterion/criterion.h>

#include "random_rules.h"
#include "tagged.h"

#include <stdio.h>
#include <stdlib.h>

enum { MOST = 512, TEXTS = 12, ROUNDS = 1500, RULES = 4 };

/* What became of the rules that hold a kind. */
typedef struct tried {
    size_t cases;
    size_t with_hits;
} tried;

typedef struct list {
    ef_token_span items[MOST];
    size_t count;
} list;

static tagged t;
static tried by_kind[TWIN_KINDS];

static void add(list *to, uint32_t first, uint32_t last)
{
    for (size_t i = 0; i < to->count; i++) {
        if (to->items[i].first == first && to->items[i].last == last)
            return;
    }
    cr_assert_lt(to->count, MOST);
    size_t at = to->count++;
    for (; at > 0 && (to->items[at - 1].first > first ||
                      (to->items[at - 1].first == first && to->items[at - 1].last > last));
         at--)
        to->items[at] = to->items[at - 1];
    to->items[at] = (ef_token_span){first, last};
}

static bool is_letter(uint32_t token, char letter)
{
    const ef_span word = ef_token_word(&t.tokens, token);
    return word.len == 1 && *word.at == letter;
}

static void twin_words(const twin_node *node, ef_range range, list *out)
{
    for (uint32_t s = range.first; s < range.end; s++) {
        const uint32_t first = t.tokens.sentences[s].first_token;
        const uint32_t end = first + t.tokens.sentences[s].n_tokens;
        for (uint32_t from = first; from < end; from++) {
            uint32_t at = from;
            size_t found = 0;
            while (at < end && found < node->n_words) {
                if (is_letter(at, node->words[found]))
                    found++;
                else if (!is_letter(at, '"') || found == 0)
                    break;
                at++;
            }
            if (found == node->n_words)
                add(out, from, at - 1);
        }
    }
}

static bool is_wild(const char *wildcard, ef_span word)
{
    if (*wildcard == '\0')
        return word.len == 0;
    const ef_span behind = ef_span_make(word.at + 1, word.len - 1);
    if (*wildcard == '*')
        return is_wild(wildcard + 1, word) || (word.len > 0 && is_wild(wildcard, behind));
    if (*wildcard == '?')
        return is_wild(wildcard + 1, word) || (word.len > 0 && is_wild(wildcard + 1, behind));
    return word.len > 0 && *word.at == *wildcard && is_wild(wildcard + 1, behind);
}

static bool is_some_a_and_b(ef_span word)
{
    size_t n = 0;
    while (n < word.len && word.at[n] == 'a')
        n++;
    return n > 0 && (n == word.len || (n + 1 == word.len && word.at[n] == 'b'));
}

static void twin_single_words(const twin_node *node, ef_range range, list *out)
{
    for (uint32_t i = 0; i < t.tokens.count; i++) {
        const ef_span word = ef_token_word(&t.tokens, i);
        if (t.tokens.kind[i] == EF_WORD && t.tokens.sentence[i] >= range.first &&
            t.tokens.sentence[i] < range.end &&
            (node->kind == TWIN_WILDCARD ? is_wild(node->text, word) : is_some_a_and_b(word)))
            add(out, i, i);
    }
}

static bool is_small_letter_of_word(char c)
{
    return (c >= 'a' && c <= 'z') || c == 'X';
}

/* Whether the letters stand at a place of a document: as they are and no part of longer words, or
 * anywhere in any case. */
static bool stands_at(const twin_node *node, ef_span text, size_t at)
{
    const size_t len = strlen(node->text);
    for (size_t i = 0; i < len; i++) {
        const char c = node->kind == TWIN_RAW ? text.at[at + i] : ef_ascii_lower(text.at[at + i]);
        if (c != node->text[i])
            return false;
    }
    return node->kind == TWIN_REGEX ||
           ((at == 0 || !is_small_letter_of_word(text.at[at - 1])) &&
            (at + len == text.len || !is_small_letter_of_word(text.at[at + len])));
}

static void add_touched(uint32_t sentence, size_t start, size_t end, list *out)
{
    uint32_t first = EF_NONE;
    uint32_t last = 0;
    for (uint32_t i = 0; i < t.tokens.count; i++) {
        if (t.tokens.sentence[i] != sentence || t.tokens.start[i] >= end ||
            t.tokens.start[i] + t.tokens.len[i] <= start)
            continue;
        first = first == EF_NONE ? i : first;
        last = i;
    }
    if (first != EF_NONE)
        add(out, first, last);
}

static void twin_searched(const twin_node *node, ef_range range, list *out)
{
    const size_t len = strlen(node->text);
    for (uint32_t s = range.first; s < range.end; s++) {
        const ef_sentence *const sentence = &t.tokens.sentences[s];
        const ef_span text = t.items[sentence->document].text;
        size_t at = sentence->start;
        while (at + len <= sentence->start + sentence->len) {
            const bool found = stands_at(node, text, at);
            if (found)
                add_touched(s, at, at + len, out);
            at += found && node->kind == TWIN_REGEX ? len : 1;
        }
    }
}

static uint32_t words_between(uint32_t first, uint32_t end)
{
    uint32_t count = 0;
    for (uint32_t i = first; i < end; i++)
        count += t.tokens.kind[i] == EF_WORD;
    return count;
}

static bool near(ef_token_span a, ef_token_span b, uint32_t distance)
{
    return a.last < b.first && t.tokens.sentence[a.first] == t.tokens.sentence[b.first] &&
           words_between(a.last + 1, b.first) <= distance;
}

/* The hulls of each span with its nearest: before it the one that ends last (and begins last),
 * behind it the one that begins first (and ends first). */
static void twin_before(const list *left, const list *right, uint32_t distance, list *out)
{
    for (size_t r = 0; r < right->count; r++) {
        const ef_token_span *best = NULL;
        for (size_t l = 0; l < left->count; l++) {
            const ef_token_span *const span = &left->items[l];
            if (span->last < right->items[r].first && (best == NULL || span->last >= best->last))
                best = span;
        }
        if (best != NULL && near(*best, right->items[r], distance))
            add(out, best->first, right->items[r].last);
    }
    for (size_t l = 0; l < left->count; l++) {
        const ef_token_span *best = NULL;
        for (size_t r = right->count; r-- > 0;) {
            if (right->items[r].first > left->items[l].last)
                best = &right->items[r];
        }
        if (best != NULL && near(left->items[l], *best, distance))
            add(out, left->items[l].first, best->last);
    }
}

static void twin_not_near(const list *left, const list *right, uint32_t distance, list *out)
{
    for (size_t l = 0; l < left->count; l++) {
        const ef_token_span a = left->items[l];
        bool lonely = true;
        for (size_t r = 0; r < right->count; r++) {
            const ef_token_span b = right->items[r];
            const bool overlap = a.first <= b.last && b.first <= a.last;
            if (overlap || near(a, b, distance) || near(b, a, distance))
                lonely = false;
        }
        if (lonely)
            add(out, a.first, a.last);
    }
}

static void twin(const twin_node *node, ef_range range, list *out);

static void twin_logic(const twin_node *node, ef_range range, list *out)
{
    list left = {0};
    list right = {0};
    twin(node->left, range, &left);
    twin(node->right, range, &right);
    const bool without = node->kind == EF_NODE_NOT || node->kind == EF_NODE_NOTWITH;
    if (left.count == 0 || without != (right.count == 0))
        return;
    if (without || range.end - range.first > 1) {
        for (size_t i = 0; i < left.count; i++)
            add(out, left.items[i].first, left.items[i].last);
        return;
    }
    const ef_token_span a = left.items[0];
    const ef_token_span b = right.items[0];
    add(out, a.first < b.first ? a.first : b.first, a.last > b.last ? a.last : b.last);
}

static void twin_field(const twin_node *node, ef_range range, list *out)
{
    list all = {0};
    twin(node->left, range, &all);
    for (size_t i = 0; i < all.count; i++) {
        const uint32_t sentence = t.tokens.sentence[all.items[i].first];
        const ef_document *const document = &t.items[t.tokens.sentences[sentence].document];
        if ((document->role == EF_AGENT) == node->by_agents)
            add(out, all.items[i].first, all.items[i].last);
    }
}

static void twin_leaf(const twin_node *node, ef_range range, list *out)
{
    switch (node->kind) {
    case TWIN_WILDCARD:
    case TWIN_WORD_REGEX: twin_single_words(node, range, out); break;
    case TWIN_REGEX:
    case TWIN_RAW: twin_searched(node, range, out); break;
    case TWIN_FIELD: twin_field(node, range, out); break;
    case TWIN_TOPIC: twin(node->of, range, out); break;
    default: twin_words(node, range, out);
    }
}

static void twin(const twin_node *node, ef_range range, list *out)
{
    list left = {0};
    list right = {0};
    if (node->kind >= TWIN_WORDS) {
        twin_leaf(node, range, out);
        return;
    }
    if (node->kind == EF_NODE_AND || node->kind == EF_NODE_NOT) {
        twin_logic(node, range, out);
        return;
    }
    if (node->kind == EF_NODE_WITH || node->kind == EF_NODE_NOTWITH) {
        for (uint32_t s = range.first; s < range.end; s++)
            twin_logic(node, (ef_range){s, s + 1}, out);
        return;
    }
    if (node->kind == EF_NODE_OR) {
        twin(node->left, range, out);
        twin(node->right, range, out);
        return;
    }
    twin(node->left, range, &left);
    twin(node->right, range, &right);
    if (node->kind == EF_NODE_NOTNEAR)
        twin_not_near(&left, &right, node->distance, out);
    else
        twin_before(&left, &right, node->distance, out);
    if (node->kind == EF_NODE_NEAR)
        twin_before(&right, &left, node->distance, out);
}

static ef_scope scope_of(size_t rule)
{
    return (ef_scope)(rule % 4);
}

static void begin_model(twin_node *const *roots)
{
    static const char *const scopes[] = {"sentence", "turn", "document", "first:2"};
    ef_buffer csv = {0};
    ef_buffer_add_text(&csv, "topic,rule,scope\n");
    for (size_t i = 0; i < RULES; i++) {
        ef_buffer_add_format(&csv, "T%zu,\"", i);
        write_rule(roots[i], &csv);
        ef_buffer_add_format(&csv, "\",%s\n", scopes[scope_of(i)]);
    }
    ef_buffer_add_char(&csv, '\0');
    tagged_begin(&t, csv.at);
    ef_buffer_fini(&csv);
}

/* What the rule finds in all ranges of its scope. */
static void twin_hits(const twin_node *root, ef_scope scope, list *out)
{
    for (uint32_t d = 0; d < t.documents.count; d++) {
        const ef_document_tokens *const of = &t.tokens.documents[d];
        ef_range range = {of->first_sentence, of->first_sentence + of->n_sentences};
        if (scope == EF_SCOPE_DOCUMENT)
            range = (ef_range){0, (uint32_t)t.tokens.n_sentences};
        if (scope == EF_SCOPE_FIRST && range.end > range.first + 2)
            range.end = range.first + 2;
        if (range.first == range.end)
            continue;
        if (scope != EF_SCOPE_SENTENCE)
            twin(root, range, out);
        for (uint32_t s = range.first; scope == EF_SCOPE_SENTENCE && s < range.end; s++)
            twin(root, (ef_range){s, s + 1}, out);
    }
}

static uint32_t length(ef_token_span span)
{
    return span.last - span.first;
}

/* Takes the longest, then the earliest, again and again, and all that it overlaps away. */
static void twin_longest(list *spans, list *out)
{
    while (spans->count > 0) {
        ef_token_span best = spans->items[0];
        for (size_t i = 1; i < spans->count; i++) {
            if (length(spans->items[i]) > length(best))
                best = spans->items[i];
        }
        add(out, best.first, best.last);
        size_t kept = 0;
        for (size_t i = 0; i < spans->count; i++) {
            if (spans->items[i].first > best.last || spans->items[i].last < best.first)
                spans->items[kept++] = spans->items[i];
        }
        spans->count = kept;
    }
}

static size_t compare_topic(uint32_t topic, const twin_node *root)
{
    list spans = {0};
    list expected = {0};
    twin_hits(root, scope_of(topic), &spans);
    twin_longest(&spans, &expected);
    ef_buffer rule = {0};
    write_rule(root, &rule);
    ef_buffer_add_char(&rule, '\0');
    size_t found = 0;
    for (size_t i = 0; i < t.hits.n_topics; i++) {
        const ef_topic_hit *const hit = &t.hits.topics[i];
        if (hit->topic != topic)
            continue;
        cr_assert_lt(found, expected.count, "%s: too many in %s", rule.at, t.items[0].text.at);
        cr_assert(hit->first_token == expected.items[found].first &&
                      hit->last_token == expected.items[found].last,
                  "%s: in %s", rule.at, t.items[0].text.at);
        found++;
    }
    cr_assert_eq(found, expected.count, "%s: too few in %s", rule.at, t.items[0].text.at);
    ef_buffer_fini(&rule);
    return found;
}

/* A rule that never matches would agree with anything. */
static void count_kinds(const twin_node *node, bool has_hits)
{
    if (node == NULL)
        return;
    by_kind[node->kind].cases++;
    by_kind[node->kind].with_hits += has_hits;
    count_kinds(node->left, has_hits);
    count_kinds(node->right, has_hits);
}

Test(twin, finds_what_trying_everything_finds)
{
    size_t n_hits = 0;
    for (uint64_t round = 1; round < ROUNDS; round++) {
        random_begin(round);
        twin_node *roots[RULES];
        for (size_t i = 0; i < RULES; i++)
            roots[i] = grow_rule(roots, i);
        begin_model(roots);
        for (size_t i = 0; i < TEXTS; i++) {
            char texts[3][256];
            const uint32_t n_documents = 1 + random_roll(3);
            tagged_clear(&t);
            for (uint32_t d = 0; d < n_documents; d++)
                tagged_add(&t, random_text(texts[d], sizeof texts[d]), d == 0)->role =
                    random_roll(2) == 0 ? EF_AGENT : EF_CUSTOMER;
            tagged_show(&t);
            for (uint32_t r = 0; r < RULES; r++) {
                const size_t found = compare_topic(r, roots[r]);
                count_kinds(roots[r], found > 0);
                n_hits += found;
            }
        }
        tagged_end(&t);
        for (size_t i = 0; i < RULES; i++)
            fell(roots[i]);
    }
    cr_assert_gt(n_hits, 10 * ROUNDS);
    for (unsigned kind = 0; kind < TWIN_KINDS; kind++)
        cr_expect(6 * by_kind[kind].with_hits > by_kind[kind].cases &&
                      by_kind[kind].with_hits > 1000,
                  "kind %u: %zu cases, %zu with hits", kind, by_kind[kind].cases,
                  by_kind[kind].with_hits);
}
