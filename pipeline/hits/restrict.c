#include "hits/restrict.h"

#include "lexicon/settings.h"
#include "lexicon/word_wildcard.h"
#include "tokens/utf8.h"

/* at == NULL when the document has none. */
static ef_span value_of(uint32_t field, const ef_plan *plan, const ef_document *document)
{
    if (field == EF_NONE)
        return (ef_span){0};
    if (field == EF_ROLE)
        return ef_span_of(ef_role_name(document->role));
    const ef_span value = ef_span_trim(document->values[field]);
    if (field != EF_CHANNEL || value.len > 0)
        return value;
    return plan != NULL && plan->channel.len > 0 ? plan->channel : EF_SPAN_TEXT("unknown");
}

static bool compare(int64_t value, ef_wanted_value test, int64_t wanted)
{
    switch (test) {
    case EF_WANTS_TEXT:
    case EF_WANTS_EQUAL: return value == wanted;
    case EF_WANTS_LESS: return value < wanted;
    case EF_WANTS_LESS_EQUAL: return value <= wanted;
    case EF_WANTS_GREATER: return value > wanted;
    case EF_WANTS_GREATER_EQUAL: return value >= wanted;
    }
    return false;
}

static bool number_satisfies(const ef_node *node, uint32_t field, ef_span value,
                             const ef_document *document)
{
    if (field == EF_RATING)
        return document->has_rating && compare(document->rating, node->test, node->number);
    if (field == EF_WEIGHT)
        return compare(document->weight * EF_UNIT, node->test, node->number);
    int32_t number = 0;
    return ef_decimal_parse(value, &number) && compare(number, node->test, node->number);
}

/* "en" stands for "en-US" as well. */
static ef_span primary_subtag(ef_span language)
{
    size_t len = 0;
    while (len < language.len && language.at[len] != '-' && language.at[len] != '_')
        len++;
    return ef_span_make(language.at, len);
}

static bool text_satisfies(const ef_node *node, uint32_t field, ef_span value, ef_buffer *folded)
{
    ef_buffer_reset(folded);
    ef_fold(value, folded);
    const ef_span text = ef_buffer_span(folded);
    if (value.at == NULL || folded->failed)
        return false;
    if (field == EF_LANG && ef_span_equal(node->text, primary_subtag(text)))
        return true;
    return ef_word_is_wildcard(node->text) ? ef_word_matches(node->text, text)
                                           : ef_span_equal(node->text, text);
}

bool ef_document_satisfies(const ef_node *node, const ef_plan *plan, const ef_document *document,
                           ef_buffer *folded)
{
    if (node->kind == EF_NODE_FIELD) {
        const uint32_t field = ef_plan_field(plan, node->field);
        const ef_span value = value_of(field, plan, document);
        return node->test == EF_WANTS_TEXT ? text_satisfies(node, field, value, folded)
                                           : number_satisfies(node, field, value, document);
    }
    const bool negated = node->kind == EF_NODE_NOT || node->kind == EF_NODE_NOTWITH;
    const bool any = node->kind == EF_NODE_OR;
    for (size_t i = 0; i < node->n_children; i++) {
        const bool good = ef_document_satisfies(node->children[i], plan, document, folded);
        if (any && good)
            return true;
        if (!any && good == (negated && i > 0))
            return false;
    }
    return !any;
}
