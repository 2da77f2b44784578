/* Matching against a slow and obvious twin, on random rules and texts of few words: lists of spans
 * made by trying everything. */
#include <criterion/criterion.h>

#include "tagged.h"

#include <stdio.h>
#include <stdlib.h>

enum { MOST = 512, TEXTS = 12, ROUNDS = 400, RULES = 4 };

typedef struct twin_node {
    ef_node_kind kind;
    struct twin_node *left;
    struct twin_node *right;
    uint32_t distance;
    char words[3];
    size_t n_words;
} twin_node;

typedef struct list {
    ef_token_span items[MOST];
    size_t count;
} list;

static tagged t;
static uint64_t seed;

static uint32_t roll(uint32_t sides)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(seed >> 33) % sides;
}

static const char *name_of(ef_node_kind kind)
{
    static const char *const names[] = {
        [EF_NODE_OR] = "OR",           [EF_NODE_AND] = "AND",     [EF_NODE_NOT] = "NOT",
        [EF_NODE_WITH] = "WITH",       [EF_NODE_NEAR] = "NEAR",   [EF_NODE_NOTWITH] = "NOTWITH",
        [EF_NODE_NOTNEAR] = "NOTNEAR", [EF_NODE_ONEAR] = "ONEAR",
    };
    return names[kind];
}

static twin_node *grow(unsigned depth)
{
    twin_node *const node = calloc(1, sizeof *node);
    if (depth == 0 || roll(4) == 0) {
        node->kind = EF_NODE_WORDS;
        node->n_words = 1 + roll(roll(2) == 0 ? 3 : 1);
        for (size_t i = 0; i < node->n_words; i++)
            node->words[i] = (char)('a' + roll(4));
        return node;
    }
    node->kind = (ef_node_kind)roll(EF_NODE_NOTNEAR + 1);
    node->distance = roll(4);
    node->left = grow(depth - 1);
    node->right = grow(depth - 1);
    return node;
}

static void fell(twin_node *node)
{
    if (node == NULL)
        return;
    fell(node->left);
    fell(node->right);
    free(node);
}

static void write_rule(const twin_node *node, ef_buffer *out)
{
    if (node->kind == EF_NODE_WORDS) {
        ef_buffer_add_text(out, "\"\"");
        for (size_t i = 0; i < node->n_words; i++)
            ef_buffer_add_format(out, "%s%c", i > 0 ? " " : "", node->words[i]);
        ef_buffer_add_text(out, "\"\"");
        return;
    }
    ef_buffer_add_char(out, '(');
    write_rule(node->left, out);
    ef_buffer_add_format(out, " %s", name_of(node->kind));
    if (node->kind >= EF_NODE_NEAR)
        ef_buffer_add_format(out, "/%u", node->distance);
    ef_buffer_add_char(out, ' ');
    write_rule(node->right, out);
    ef_buffer_add_char(out, ')');
}

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

static char letter(uint32_t token)
{
    return *ef_token_word(&t.tokens, token).at;
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
                if (letter(at) == node->words[found])
                    found++;
                else if (letter(at) != '"' || found == 0)
                    break;
                at++;
            }
            if (found == node->n_words)
                add(out, from, at - 1);
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

static void twin(const twin_node *node, ef_range range, list *out)
{
    list left = {0};
    list right = {0};
    if (node->kind == EF_NODE_WORDS) {
        twin_words(node, range, out);
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

static const char *random_text(char *text, size_t size)
{
    static const char *const pieces[] = {"a ", "b ",  "c ", "d ",  "a ",   "b ",
                                         "x ", "y, ", "z ", "\" ", ". X ", "! "};
    size_t len = 0;
    const uint32_t count = roll(30);
    text[0] = '\0';
    for (uint32_t i = 0; i < count; i++)
        len += (size_t)snprintf(text + len, size - len, "%s", pieces[roll(EF_COUNT(pieces))]);
    return text;
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

Test(twin, finds_what_trying_everything_finds)
{
    size_t n_hits = 0;
    for (seed = 1; seed < ROUNDS;) {
        const uint64_t round = seed;
        twin_node *roots[RULES];
        for (size_t i = 0; i < RULES; i++)
            roots[i] = grow(1 + roll(3));
        begin_model(roots);
        for (size_t i = 0; i < TEXTS; i++) {
            char texts[3][256];
            const uint32_t n_documents = 1 + roll(3);
            tagged_clear(&t);
            for (uint32_t d = 0; d < n_documents; d++)
                tagged_add(&t, random_text(texts[d], sizeof texts[d]), d == 0);
            tagged_show(&t);
            for (uint32_t r = 0; r < RULES; r++)
                n_hits += compare_topic(r, roots[r]);
        }
        tagged_end(&t);
        for (size_t i = 0; i < RULES; i++)
            fell(roots[i]);
        seed = round + 1;
    }
    cr_assert_gt(n_hits, 10 * ROUNDS);
}
