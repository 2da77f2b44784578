#include "lexicon/topic_rule.h"

#include "lexicon/rule_term.h"

static earful_status parse_cell(const ef_topic_row *row, const ef_topic_cell *cell,
                                const ef_rule_context *shared, bool lane, ef_node **root,
                                earful_error *err)
{
    ef_rule_context context = *shared;
    context.file = row->file;
    context.line = row->line;
    context.column = cell->column;
    context.quoted = cell->quoted;
    context.lane = lane;
    return ef_rule_parse(&context, cell->text, root, err);
}

/* any AND and AND and2 NOT not. */
static earful_status join_lanes(const ef_topic_row *row, const ef_rule_context *shared,
                                ef_node **root, earful_error *err)
{
    ef_rule_context context = *shared;
    context.file = row->file;
    context.line = row->line;
    context.column = 0;
    ef_rule_parser parser = {.context = &context};
    for (size_t i = 0; i < EF_RULE_LANES; i++) {
        ef_node *lane = NULL;
        if (row->lanes[i].text.at == NULL)
            continue;
        earful_status status = parse_cell(row, &row->lanes[i], shared, true, &lane, err);
        if (status != EARFUL_OK)
            return status;
        if (*root == NULL) {
            *root = lane;
            continue;
        }
        ef_node *const both[] = {*root, lane};
        ef_node *joined = NULL;
        status = ef_rule_join(&parser, i == EF_RULE_LANE_NOT ? EF_NODE_NOT : EF_NODE_AND, 0, both,
                              2, &joined, err);
        if (status != EARFUL_OK) {
            ef_node_release(lane);
            return status;
        }
        *root = joined;
    }
    if ((*root)->restricts)
        return ef_fail_at(err, EARFUL_MODEL, row->file, row->line, 0,
                          "a rule needs a word, phrase or expression to find; fields only restrict "
                          "where it may stand");
    return EARFUL_OK;
}

earful_status ef_topic_rule_parse(const ef_topic_row *row, const ef_rule_context *context,
                                  ef_node **root, earful_error *err)
{
    *root = NULL;
    return row->rule.text.at != NULL ? parse_cell(row, &row->rule, context, false, root, err)
                                     : join_lanes(row, context, root, err);
}
