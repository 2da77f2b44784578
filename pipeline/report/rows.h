/* Rows: the fact table and the sentiment table, computed once from a state; writers only format.
 *
 * Metrics are ratios of integers, rounded to ten-thousandths half away from zero in integers where
 * that is possible; Wilson bounds take correctly rounded square roots. EF_NULL is "no value". */
#ifndef EF_ROWS_H
#define EF_ROWS_H

#include "tallies/state.h"

#define EF_NULL INT64_MIN

typedef struct ef_row {
    ef_span channel;
    char period_start[24]; /* ISO; empty without --period or when undated */
    char period_end[24];   /* of the last day, or hour, that belongs to it */
    ef_span segment_key;
    ef_span segment_value;
    ef_role role;
    uint32_t topic;    /* of the state; or EF_TOPIC_TOTAL, EF_TOPIC_UNCATEGORISED */
    char topic_id[17]; /* XXH3-64 of the path in hexadecimal */
    ef_span path;
    ef_span parent;
    uint32_t level; /* 0 for (total) and (uncategorised) */
    const ef_cell *cell;
    int64_t records_unique; /* EF_NULL unless --unique */
    /* ten-thousandths from here on */
    int64_t share;    /* records / (total) records of the same channel, period, segment, role */
    int64_t share_lo; /* Wilson score interval at 95 % (Wilson 1927) */
    int64_t share_hi;
    bool small_n;           /* fewer records than the setting small_n */
    int64_t net_sentiment;  /* 100 * (positive - negative) / records: -100..100 */
    int64_t mean_sentiment; /* clause_sum / records: -1..1 */
    int64_t mean_rating;    /* EF_NULL unless one declared scale */
    int64_t nps;            /* EF_NULL unless scale 0-10 */
    int64_t csat;           /* 100 * top_box / n_rated; EF_NULL unless one scale with a top box */
    int64_t impact_nps; /* leave-one-out: (total) minus (total) without the topic's records; EF_NULL
                           when nothing is left and in (total) */
    int64_t impact_rating;
    int64_t impact_sentiment;
} ef_row;

typedef struct ef_rows {
    const ef_state *state;
    ef_row *items; /* sorted: channel, period, segment, role; then (total), topics by path,
                      (uncategorised) */
    size_t count;
    ef_row *topics; /* (total), those of the state, (uncategorised): only what names them is set */
    size_t n_topics;
    ef_span *warnings; /* sentences: ratings that no metric can be made of, rules that ran away */
    size_t n_warnings;
    ef_arena arena;
} ef_rows;

/* The state must stay as it is while the rows live. EARFUL_MEMORY; the rows are then empty. */
earful_status ef_rows_make(ef_rows *rows, const ef_state *state, earful_error *err);
void ef_rows_fini(ef_rows *rows);

/* An attribute of a row's topic; empty for the two that are no topics of the model. */
ef_span ef_row_attribute(const ef_rows *rows, const ef_row *row, ef_attribute attribute);

#endif
