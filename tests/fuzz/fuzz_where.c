/* Expressions of --where: what parses holds or does not, NOT of it the other way round, and what
 * does not parse is a mistake in a column of the expression. */
#include <stdlib.h>

#include "base/buffer.h"
#include "records/where.h"

static void demand(bool holds)
{
    if (!holds)
        abort();
}

static ef_plan make_plan(void)
{
    static const char *const NAMES[] = {"id",     "channel", "text",   "time",
                                        "rating", "role",    "product"};
    ef_plan plan = {.n_fields = sizeof NAMES / sizeof NAMES[0]};
    for (size_t i = 0; i < plan.n_fields; i++)
        plan.fields[i].name = ef_span_of(NAMES[i]);
    return plan;
}

static bool holds(const char *expression, earful_status *status, earful_error *err)
{
    const ef_plan plan = make_plan();
    ef_document document = {.text = EF_SPAN("late, late, broken"),
                            .has_rating = true,
                            .rating = 45000,
                            .has_time = true,
                            .time = 1706702400,
                            .weight = 1};
    document.values[EF_CHANNEL] = EF_SPAN_TEXT("review");
    document.values[EF_PRODUCT] = EF_SPAN_TEXT("12.5");
    ef_where *where = NULL;
    *status = ef_where_parse(expression, &where, err);
    const bool result = *status == EARFUL_OK && ef_where_holds(where, &plan, &document);
    ef_where_free(where);
    return result;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size > 4096 || memchr(data, 0, size) != NULL)
        return 0;
    ef_buffer text = {0};
    ef_buffer inverse = {0};
    ef_buffer_add(&text, (const char *)data, size);
    ef_buffer_add_char(&text, '\0');
    ef_buffer_add_format(&inverse, "NOT (%s)", text.at);
    ef_buffer_add_char(&inverse, '\0');
    earful_status status;
    earful_status status_of_inverse;
    earful_error err = {0};
    const bool plain = holds(text.at, &status, &err);
    const bool inverted = holds(inverse.at, &status_of_inverse, NULL);
    if (status == EARFUL_USAGE)
        demand(err.column >= 1 && err.column <= size + 1 && err.message[0] != '\0');
    else if (status_of_inverse == EARFUL_OK) /* it may have become too deep */
        demand(plain != inverted);
    ef_buffer_fini(&text);
    ef_buffer_fini(&inverse);
    return 0;
}
