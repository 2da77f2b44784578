#include "report/columns.h"

#include <stddef.h>

#include "base/attr.h"
#include "report/report.h"

#define SCHEMA                                                                                     \
    {                                                                                              \
        "schema_version", EF_COLUMN_SCHEMA, 0                                                      \
    }
#define ROW(kind, name)                                                                            \
    {                                                                                              \
#name, EF_COLUMN_##kind, offsetof(ef_row, name)                                            \
    }
#define TOPIC                                                                                      \
    {                                                                                              \
        "topic", EF_COLUMN_SPAN, offsetof(ef_row, path)                                            \
    }
#define CELL(label, name)                                                                          \
    {                                                                                              \
        label, EF_COLUMN_COUNT, offsetof(ef_cell, name)                                            \
    }
#define ATTRIBUTE(label, which)                                                                    \
    {                                                                                              \
        label, EF_COLUMN_ATTRIBUTE, EF_ATTRIBUTE_##which                                           \
    }

static const ef_column topic_columns[] = {
    SCHEMA,
    ROW(SPAN, channel),
    ROW(CHARS, period_start),
    ROW(CHARS, period_end),
    ROW(SPAN, segment_key),
    ROW(SPAN, segment_value),
    ROW(ROLE, role),
    ROW(CHARS, topic_id),
    TOPIC,
    ROW(SPAN, parent),
    ROW(LEVEL, level),
    ATTRIBUTE("polarity", POLARITY),
    ATTRIBUTE("stage", STAGE),
    ATTRIBUTE("pillar", PILLAR),
    ATTRIBUTE("touchpoint", TOUCHPOINT),
    ATTRIBUTE("owner", OWNER),
    CELL("records", records),
    ROW(WHOLE, records_unique),
    CELL("sentences", sentences),
    CELL("mentions", mentions),
    CELL("mentions_guarded", guarded),
    ROW(RATIO, share),
    ROW(RATIO, share_lo),
    ROW(RATIO, share_hi),
    ROW(BOOL, small_n),
    CELL("positive", positive),
    CELL("neutral", neutral),
    CELL("negative", negative),
    CELL("mixed", mixed),
    ROW(RATIO, net_sentiment),
    ROW(RATIO, mean_sentiment),
    CELL("n_rated", n_rated),
    ROW(RATIO, mean_rating),
    ROW(RATIO, nps),
    ROW(RATIO, csat),
    ROW(RATIO, impact_nps),
    ROW(RATIO, impact_rating),
    ROW(RATIO, impact_sentiment),
    CELL("weight_sum", weight_sum),
};

static const ef_column sentiment_columns[] = {
    SCHEMA,
    ROW(SPAN, channel),
    ROW(CHARS, period_start),
    ROW(CHARS, period_end),
    ROW(SPAN, segment_key),
    ROW(SPAN, segment_value),
    ROW(ROLE, role),
    CELL("records", records),
    CELL("documents", documents),
    CELL("sentences", sentences),
    CELL("positive", positive),
    CELL("neutral", neutral),
    CELL("negative", negative),
    CELL("mixed", mixed),
    ROW(RATIO, mean_sentiment),
    ROW(RATIO, net_sentiment),
    CELL("n_rated", n_rated),
    ROW(RATIO, mean_rating),
    ROW(RATIO, nps),
    ROW(RATIO, csat),
    CELL("weight_sum", weight_sum),
};

static const ef_column dim_columns[] = {
    ROW(CHARS, topic_id),
    TOPIC,
    ROW(SPAN, parent),
    ROW(LEVEL, level),
    ATTRIBUTE("polarity", POLARITY),
    ATTRIBUTE("stage", STAGE),
    ATTRIBUTE("pillar", PILLAR),
    ATTRIBUTE("touchpoint", TOUCHPOINT),
    ATTRIBUTE("owner", OWNER),
    ATTRIBUTE("severity", SEVERITY),
};

const ef_columns ef_topic_columns = {topic_columns, EF_COUNT(topic_columns)};
const ef_columns ef_sentiment_columns = {sentiment_columns, EF_COUNT(sentiment_columns)};
const ef_columns ef_dim_columns = {dim_columns, EF_COUNT(dim_columns)};

static ef_value text_value(ef_span text)
{
    return (ef_value){.kind = text.len > 0 ? EF_CELL_TEXT : EF_CELL_NULL, .text = text};
}

static ef_value number_value(ef_value_kind kind, int64_t number)
{
    return (ef_value){.kind = number == EF_NULL ? EF_CELL_NULL : kind, .number = number};
}

static int64_t number_at(const void *structure, size_t at)
{
    int64_t number = 0;
    memcpy(&number, (const char *)structure + at, sizeof number);
    return number;
}

static ef_span span_at(const ef_row *row, size_t at)
{
    ef_span span = {0};
    memcpy(&span, (const char *)row + at, sizeof span);
    return span;
}

ef_value ef_column_value(const ef_column *column, const ef_rows *rows, const ef_row *row)
{
    switch (column->kind) {
    case EF_COLUMN_SCHEMA: return number_value(EF_CELL_WHOLE, EF_SCHEMA_VERSION);
    case EF_COLUMN_SPAN: return text_value(span_at(row, column->at));
    case EF_COLUMN_CHARS: return text_value(ef_span_of((const char *)row + column->at));
    case EF_COLUMN_ROLE: return text_value(ef_span_of(ef_role_name(row->role)));
    case EF_COLUMN_ATTRIBUTE:
        return text_value(ef_row_attribute(rows, row, (ef_attribute)column->at));
    case EF_COLUMN_LEVEL: return number_value(EF_CELL_WHOLE, row->level);
    case EF_COLUMN_BOOL: return number_value(EF_CELL_BOOL, row->small_n);
    case EF_COLUMN_COUNT: return number_value(EF_CELL_WHOLE, number_at(row->cell, column->at));
    case EF_COLUMN_WHOLE: return number_value(EF_CELL_WHOLE, number_at(row, column->at));
    case EF_COLUMN_RATIO: return number_value(EF_CELL_RATIO, number_at(row, column->at));
    }
    return (ef_value){0};
}
