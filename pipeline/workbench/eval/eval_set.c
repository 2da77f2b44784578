#include "workbench/eval/eval_set.h"

#include <stdlib.h>

#include "base/grow.h"

bool ef_eval_set_init(ef_eval_set *set, size_t n_categories)
{
    *set = (ef_eval_set){.n_categories = n_categories};
    ef_pairs_init(&set->labels);
    ef_pairs_init(&set->scores);
    ef_pairs_init(&set->ratings);
    ef_pairs_init(&set->topics);
    set->categories = calloc(n_categories + 1, sizeof set->categories[0]);
    return set->categories != NULL;
}

void ef_eval_set_fini(ef_eval_set *set)
{
    ef_pairs_fini(&set->labels);
    ef_pairs_fini(&set->scores);
    ef_pairs_fini(&set->ratings);
    ef_pairs_fini(&set->topics);
    free(set->categories);
    set->categories = NULL;
}

bool ef_eval_set_has_topics(const ef_eval_set *set)
{
    for (size_t i = 0; i < set->n_categories; i++)
        if (set->categories[i].hit + set->categories[i].missed > 0)
            return true;
    return false;
}

static bool merge_topics(ef_eval_set *into, const ef_eval_set *from)
{
    for (size_t i = 0; i < from->n_categories; i++)
        ef_topic_counts_add(&into->categories[i], &from->categories[i]);
    return ef_pairs_merge(&into->topics, &from->topics);
}

static bool merge_scores(ef_eval_set *into, const ef_eval_set *from)
{
    into->records += from->records;
    into->missing += from->missing;
    return ef_pairs_merge(&into->labels, &from->labels) &&
           ef_pairs_merge(&into->scores, &from->scores) &&
           ef_pairs_merge(&into->ratings, &from->ratings);
}

bool ef_eval_set_merge(ef_eval_set *into, const ef_eval_set *from)
{
    return merge_scores(into, from) && merge_topics(into, from);
}

bool ef_eval_set_pool(ef_eval_set *into, const ef_eval_set *from)
{
    return merge_scores(into, from) && (!ef_eval_set_has_topics(from) || merge_topics(into, from));
}

void ef_eval_sets_init(ef_eval_sets *sets, size_t n_categories)
{
    *sets = (ef_eval_sets){.n_categories = n_categories};
    ef_table_init(&sets->names);
}

void ef_eval_sets_fini(ef_eval_sets *sets)
{
    for (size_t i = 0; i < sets->names.count; i++)
        ef_eval_set_fini(&sets->items[i]);
    free(sets->items);
    ef_table_fini(&sets->names);
}

ef_eval_set *ef_eval_sets_at(ef_eval_sets *sets, ef_span name)
{
    bool added = false;
    if (!ef_grow(&sets->items, &sets->capacity, sets->names.count + 1, sizeof sets->items[0]))
        return NULL;
    const uint32_t number = ef_table_add(&sets->names, name, &added);
    if (number == EF_NONE)
        return NULL;
    if (added && !ef_eval_set_init(&sets->items[number], sets->n_categories))
        return NULL;
    return &sets->items[number];
}
