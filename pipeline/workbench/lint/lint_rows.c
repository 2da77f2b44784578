/* Words and phrases of a row that another row of its topic finds in any case. Such a row adds nothing
 * to its topic, unless the guard or the scope make a difference. */
#include "lexicon/topics.h"
#include "workbench/lint/lint.h"
#include "workbench/lint/lint_words.h"

typedef struct rows {
    ef_lint *lint;
    const ef_topics *topics;
    const ef_vocabulary *vocabulary;
    ef_lint_words words; /* of one topic, owned by their rules */
    ef_buffer printed[2];
} rows;

static const char *path_of(const rows *of, const ef_rule *rule)
{
    return ef_arena_span(&of->lint->arena, ef_span_of(rule->file)).at;
}

/* Rules that say the same are a finding of their own. */
static bool are_same(rows *of, const ef_rule *a, const ef_rule *b)
{
    ef_buffer_reset(&of->printed[0]);
    ef_buffer_reset(&of->printed[1]);
    ef_node_print(a->root, &of->printed[0]);
    ef_node_print(b->root, &of->printed[1]);
    return ef_span_equal_ignoring_case(ef_buffer_span(&of->printed[0]),
                                       ef_buffer_span(&of->printed[1]));
}

static void check_alternative(rows *of, uint32_t number, const ef_node *node)
{
    const ef_rule *const rule = &of->topics->rules[number];
    if (!ef_lint_is_words(node) || ef_lint_holds_negator(of->lint, of->vocabulary, node))
        return;
    const ef_lint_word cover = ef_lint_words_cover(&of->words, node, number);
    if (cover.text.len == 0)
        return;
    const ef_rule *const other = &of->topics->rules[cover.owner];
    if (other->guarded != rule->guarded || are_same(of, rule, other) ||
        (other->scope == EF_SCOPE_FIRST &&
         (rule->scope != EF_SCOPE_FIRST || rule->first_n > other->first_n)))
        return;
    const bool same_file = strcmp(other->file, rule->file) == 0;
    ef_findings_add(&of->lint->findings, EF_WARNING, "unreachable-term", path_of(of, rule),
                    rule->line, 0,
                    "`%.*s` is found wherever `%.*s` is, in %s%sline %u of the same topic; remove "
                    "one of them",
                    (int)node->text.len, node->text.at, (int)cover.text.len, cover.text.at,
                    same_file ? "" : other->file, same_file ? "" : ", ", (unsigned)other->line);
}

static void check_topic(rows *of, uint32_t topic)
{
    ef_lint_words_init(&of->words, of->vocabulary);
    for (uint32_t r = 0; r < of->topics->n_rules; r++) {
        const ef_rule *const rule = &of->topics->rules[r];
        for (uint32_t i = 0; rule->topic == topic && i < rule->n_alternatives; i++)
            if (!rule->alternatives[i].deniable)
                ef_lint_words_add(&of->words, rule->alternatives[i].node, r);
    }
    for (uint32_t r = 0; r < of->topics->n_rules; r++) {
        const ef_rule *const rule = &of->topics->rules[r];
        for (uint32_t i = 0; rule->topic == topic && i < rule->n_alternatives; i++)
            check_alternative(of, r, rule->alternatives[i].node);
    }
    of->lint->findings.failed |= of->words.failed;
    ef_lint_words_fini(&of->words);
}

void ef_lint_rows(ef_lint *lint, const ef_topics *topics, const ef_vocabulary *vocabulary)
{
    rows of = {.lint = lint, .topics = topics, .vocabulary = vocabulary};
    for (uint32_t topic = 0; topic < topics->count; topic++)
        check_topic(&of, topic);
    lint->findings.failed |= of.printed[0].failed || of.printed[1].failed;
    ef_buffer_fini(&of.printed[0]);
    ef_buffer_fini(&of.printed[1]);
}
