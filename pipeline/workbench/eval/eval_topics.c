#include "workbench/eval/eval_topics.h"

#include <stdlib.h>

enum { PACKED_BITS = 12, PACKED_MOST = (1 << PACKED_BITS) - 1 };

/* What a record says of one category. */
typedef struct verdict {
    bool touched;
    bool gold;
    bool said;
    uint8_t gold_polarities;
    uint8_t said_polarities;
} verdict;

struct ef_topic_judge {
    const ef_eval_map *map;
    verdict *verdicts; /* by category; all clear between records */
    uint32_t *touched;
    size_t n_touched;
};

void ef_topic_counts_add(ef_topic_counts *sum, const ef_topic_counts *more)
{
    sum->hit += more->hit;
    sum->wrong += more->wrong;
    sum->missed += more->missed;
    sum->judged += more->judged;
    sum->right += more->right;
}

double ef_topic_joint_f1(const ef_topic_counts *counts)
{
    if (counts->judged == 0)
        return EF_UNDEFINED;
    const uint64_t misjudged = counts->judged - counts->right;
    return ef_rates_of(counts->right, counts->wrong + misjudged, counts->missed + misjudged).f1;
}

ef_topic_judge *ef_topic_judge_new(const ef_eval_map *map)
{
    ef_topic_judge *const judge = calloc(1, sizeof *judge);
    if (judge == NULL)
        return NULL;
    judge->map = map;
    judge->verdicts = calloc(map->categories.count + 1, sizeof judge->verdicts[0]);
    judge->touched = calloc(map->categories.count + 1, sizeof judge->touched[0]);
    if (judge->verdicts != NULL && judge->touched != NULL)
        return judge;
    ef_topic_judge_free(judge);
    return NULL;
}

void ef_topic_judge_free(ef_topic_judge *judge)
{
    if (judge == NULL)
        return;
    free(judge->verdicts);
    free(judge->touched);
    free(judge);
}

static verdict *touch(ef_topic_judge *judge, uint32_t category)
{
    verdict *const found = &judge->verdicts[category];
    if (!found->touched)
        judge->touched[judge->n_touched++] = category;
    found->touched = true;
    return found;
}

static void note_gold(ef_topic_judge *judge, const ef_gold *gold)
{
    for (size_t i = 0; i < gold->n_mentions; i++) {
        const ef_gold_mention *const mention = &gold->mentions[i];
        const uint32_t category =
            mention->category.len > 0 ? ef_eval_map_find(judge->map, mention->category) : EF_NONE;
        if (category == EF_NONE)
            continue;
        verdict *const found = touch(judge, category);
        found->gold = true;
        found->gold_polarities |= mention->polarity;
    }
}

static void note_hits(ef_topic_judge *judge, const ef_analysis *analysis,
                      const ef_record_info *record)
{
    const ef_eval_map *const map = judge->map;
    const ef_hits *const hits = &analysis->hits;
    const uint32_t behind = record->first_document + record->n_documents;
    for (size_t i = ef_first_topic_hit(hits, record->first_document);
         i < hits->n_topics && hits->topics[i].document < behind; i++) {
        const ef_topic_hit *const hit = &hits->topics[i];
        if (hit->guarded)
            continue;
        const ef_label label = ef_label_of(&analysis->model->settings, hit->compound);
        for (size_t j = ef_eval_map_links(map, hit->topic);
             j < map->n_links && map->links[j].topic == hit->topic; j++) {
            verdict *const found = touch(judge, map->links[j].category);
            found->said = true;
            found->said_polarities |= (uint8_t)(1u << label);
        }
    }
}

static ef_topic_counts counts_of(const verdict *found)
{
    ef_topic_counts counts = {.hit = found->gold && found->said,
                              .wrong = !found->gold && found->said,
                              .missed = found->gold && !found->said};
    counts.judged = counts.hit && found->gold_polarities != 0;
    counts.right = counts.judged && (found->gold_polarities & found->said_polarities) != 0;
    return counts;
}

ef_topic_counts ef_judge_topics(ef_topic_judge *judge, const ef_gold *gold,
                                const ef_analysis *analysis, const ef_record_info *record,
                                ef_topic_counts *categories)
{
    ef_topic_counts sum = {0};
    judge->n_touched = 0;
    note_gold(judge, gold);
    note_hits(judge, analysis, record);
    for (size_t i = 0; i < judge->n_touched; i++) {
        verdict *const found = &judge->verdicts[judge->touched[i]];
        const ef_topic_counts counts = counts_of(found);
        ef_topic_counts_add(&categories[judge->touched[i]], &counts);
        ef_topic_counts_add(&sum, &counts);
        *found = (verdict){0};
    }
    return sum;
}

static int64_t squeeze(uint64_t count)
{
    return count > PACKED_MOST ? PACKED_MOST : (int64_t)count;
}

ef_pair ef_topic_counts_pack(const ef_topic_counts *counts)
{
    return (ef_pair){.x = squeeze(counts->hit) << 2 * PACKED_BITS |
                          squeeze(counts->wrong) << PACKED_BITS | squeeze(counts->missed),
                     .y = squeeze(counts->judged) << PACKED_BITS | squeeze(counts->right),
                     .count = 1};
}

ef_topic_counts ef_topic_counts_unpack(const ef_pair *pair)
{
    const uint64_t x = (uint64_t)pair->x;
    const uint64_t y = (uint64_t)pair->y;
    return (ef_topic_counts){.hit = x >> 2 * PACKED_BITS,
                             .wrong = x >> PACKED_BITS & PACKED_MOST,
                             .missed = x & PACKED_MOST,
                             .judged = y >> PACKED_BITS,
                             .right = y & PACKED_MOST};
}
