#include "records/where.h"

#include <stdlib.h>

#include "base/attr.h"
#include "base/table.h"
#include "records/civil.h"
#include "records/where_program.h"
#include "records/wildcard.h"

void ef_where_free(ef_where *where)
{
    if (where == NULL)
        return;
    ef_arena_fini(&where->arena);
    free(where->comparisons);
    free(where->steps);
    free(where->names);
    free(where);
}

size_t ef_where_fields(const ef_where *where, const char *const **names)
{
    *names = where != NULL ? where->names : NULL;
    return where != NULL ? where->n_names : 0;
}

static int compare_ignoring_case(ef_span a, ef_span b)
{
    for (size_t i = 0; i < a.len && i < b.len; i++) {
        const unsigned char in_a = (unsigned char)ef_ascii_lower(a.at[i]);
        const unsigned char in_b = (unsigned char)ef_ascii_lower(b.at[i]);
        if (in_a != in_b)
            return in_a < in_b ? -1 : 1;
    }
    return a.len < b.len ? -1 : a.len > b.len;
}

static int compare_numbers(int64_t a, int64_t b)
{
    return a < b ? -1 : a > b;
}

static bool order_satisfies(int order, ef_operator op)
{
    switch (op) {
    case EF_EQUAL: return order == 0;
    case EF_NOT_EQUAL: return order != 0;
    case EF_LESS: return order < 0;
    case EF_AT_MOST: return order <= 0;
    case EF_MORE: return order > 0;
    case EF_AT_LEAST: return order >= 0;
    case EF_LIKE: return false;
    }
    return false;
}

/* What a tally would count the document under: role by its name in earful, channel with the name
 * that stands in for a missing one. at == NULL = the record has none. */
static ef_span text_of_field(const ef_plan *plan, const ef_document *document, ef_span name)
{
    const uint32_t field = ef_plan_field(plan, name);
    if (field == EF_NONE)
        return (ef_span){0};
    if (field == EF_ROLE)
        return ef_span_of(ef_role_name(document->role));
    if (field == EF_TEXT)
        return document->text;
    const ef_span value = document->values[field];
    if (field != EF_CHANNEL || ef_span_trim(value).len > 0)
        return value;
    return plan->channel.len > 0 ? plan->channel : EF_SPAN_TEXT("unknown");
}

static bool text_holds(const ef_comparison *comparison, const ef_plan *plan,
                       const ef_document *document)
{
    ef_decimal number;
    const ef_span text = text_of_field(plan, document, comparison->field);
    if (text.at == NULL)
        return comparison->op == EF_NOT_EQUAL;
    if (comparison->op == EF_LIKE)
        return ef_wildcard_matches(comparison->value, text);
    if (comparison->is_decimal && ef_decimal_read(text, &number))
        return order_satisfies(ef_decimal_compare(&number, &comparison->decimal), comparison->op);
    return order_satisfies(compare_ignoring_case(text, comparison->value), comparison->op);
}

/* The value is in ten-thousandths and a weight may be too large to be; so the value comes down. */
static int compare_weight(int64_t weight, int64_t ten_thousandths)
{
    const int64_t whole = ef_floor_divide(ten_thousandths, 10000);
    if (weight != whole)
        return compare_numbers(weight, whole);
    return ten_thousandths > whole * 10000 ? -1 : 0;
}

static bool number_holds(const ef_comparison *comparison, bool present, int order)
{
    return present ? order_satisfies(order, comparison->op) : comparison->op == EF_NOT_EQUAL;
}

static bool comparison_holds(const ef_comparison *comparison, const ef_plan *plan,
                             const ef_document *document)
{
    const int64_t number = comparison->number;
    switch (comparison->kind) {
    case EF_COMPARE_TEXT: return text_holds(comparison, plan, document);
    case EF_COMPARE_RATING:
        return number_holds(comparison, document->has_rating,
                            compare_numbers(document->rating, number));
    case EF_COMPARE_TIME:
        return number_holds(comparison, document->has_time,
                            compare_numbers(document->time, number));
    case EF_COMPARE_WEIGHT:
        return number_holds(comparison, true, compare_weight(document->weight, number));
    }
    return false;
}

bool ef_where_holds(const ef_where *where, const ef_plan *plan, const ef_document *document)
{
    bool holds = true;
    for (size_t i = 0; where != NULL && i < where->n_steps;) {
        const ef_where_step *const step = &where->steps[i++];
        if (step->kind == EF_STEP_COMPARE)
            holds = comparison_holds(&where->comparisons[step->number], plan, document);
        else if (step->kind == EF_STEP_NOT)
            holds = !holds;
        else if (holds == (step->kind == EF_STEP_SKIP_IF_TRUE))
            i = step->number;
    }
    return holds;
}
