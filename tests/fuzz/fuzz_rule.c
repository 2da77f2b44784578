/* Any bytes as a rule: it parses or says why not, at a place inside; what it prints parses to what
 * prints the same; what it needs stands in what it matches. */
#include <stdlib.h>

#include "lexicon/rule.h"
#include "lexicon/well_formed.h"

static void check(bool good)
{
    if (!good)
        abort();
}

static void check_tree(const ef_node *node)
{
    check(node->height >= 1 && node->height <= EF_RULE_MAX_HEIGHT);
    check(node->kind != EF_NODE_WORDS || (node->n_atoms >= 1 && node->n_atoms <= 64));
    check(node->kind < EF_NODE_WORDS ? node->n_children >= 2 : node->n_children == 0);
    for (size_t i = 0; i < node->n_children; i++) {
        check(node->children[i]->height < node->height);
        check_tree(node->children[i]);
    }
}

static void check_needs(const ef_node *root, const ef_rule_context *context)
{
    ef_rule rule = {.root = root};
    check(ef_rule_find_needs(&rule, context->vocabulary, context->arena));
    for (size_t i = 0; i < rule.n_needs; i++) {
        check(rule.needs[i] < ef_vocabulary_atoms(context->vocabulary));
        check(i == 0 || rule.needs[i - 1] < rule.needs[i]);
    }
}

static void check_print(const ef_node *root, const ef_rule_context *context)
{
    ef_buffer once = {0};
    ef_buffer twice = {0};
    earful_error err = {0};
    ef_node *again = NULL;
    ef_node_print(root, &once);
    check(!once.failed);
    check(ef_rule_parse(context, ef_buffer_span(&once), &again, &err) == EARFUL_OK);
    ef_node_print(again, &twice);
    check(ef_span_equal(ef_buffer_span(&once), ef_buffer_span(&twice)));
    ef_node_release(again);
    ef_buffer_fini(&once);
    ef_buffer_fini(&twice);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    ef_spelling spelling;
    ef_spelling_init(&spelling);
    ef_spelling_add(&spelling, EF_CONTRACTION, EF_SPAN_TEXT("didn't"), EF_SPAN_TEXT("did not"));
    ef_arena arena;
    ef_arena_init(&arena, 64 * 1024);
    const ef_rule_context context = {.spelling = &spelling,
                                     .vocabulary = ef_vocabulary_new(),
                                     .arena = &arena,
                                     .file = "rules.csv",
                                     .line = 1,
                                     .column = 1};
    const ef_span text = ef_span_make((const char *)data, size);
    ef_node *root = NULL;
    earful_error err = {0};
    /* Sheets are checked before: the parser never sees other bytes. */
    if (size > 0 && ef_check_utf8("rules.csv", text, NULL) == EARFUL_OK) {
        if (ef_rule_parse(&context, text, &root, &err) == EARFUL_OK) {
            check_tree(root);
            check_needs(root, &context);
            check_print(root, &context);
        } else {
            check(root == NULL && err.message[0] != '\0');
            check(err.line == 1 && err.column >= 1 && err.column <= size + 1);
        }
    }
    ef_node_release(root);
    ef_vocabulary_free(context.vocabulary);
    ef_arena_fini(&arena);
    ef_spelling_fini(&spelling);
    return 0;
}
