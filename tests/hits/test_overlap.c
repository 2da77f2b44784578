#include <criterion/criterion.h>

#include "hits/overlap.h"

#include <stdlib.h>

enum { N_TOKENS = 60, MOST_HITS = 200, N_TOPICS = 3, N_DOCUMENTS = 2 };

static uint32_t dice;

static uint32_t roll(uint32_t sides)
{
    dice = dice * 1664525 + 1013904223;
    return (dice >> 8) % sides;
}

static ef_topic_hit random_hit(uint32_t number)
{
    const uint32_t document = roll(N_DOCUMENTS);
    const uint32_t first = document * N_TOKENS / N_DOCUMENTS + roll(N_TOKENS / N_DOCUMENTS - 5);
    return (ef_topic_hit){.document = document,
                          .topic = roll(N_TOPICS),
                          .first_token = first,
                          .last_token = first + roll(5),
                          .rule = number};
}

static bool same_topic(const ef_topic_hit *a, const ef_topic_hit *b)
{
    return a->document == b->document && a->topic == b->topic;
}

/* Whether a goes before b when both want the same tokens. */
static bool is_better(const ef_topic_hit *a, const ef_topic_hit *b)
{
    const uint32_t a_len = a->last_token - a->first_token;
    const uint32_t b_len = b->last_token - b->first_token;
    if (a_len != b_len)
        return a_len > b_len;
    return a->first_token != b->first_token ? a->first_token < b->first_token : a->rule < b->rule;
}

/* The slow obvious way: takes the best that overlaps none of those taken, until there is none. */
static size_t keep_slowly(const ef_topic_hit *all, size_t count, bool *kept)
{
    size_t n_kept = 0;
    for (;;) {
        size_t best = count;
        for (size_t i = 0; i < count; i++) {
            bool free = !kept[i];
            for (size_t j = 0; j < count && free; j++)
                free = !kept[j] || !same_topic(&all[i], &all[j]) ||
                       all[i].first_token > all[j].last_token ||
                       all[j].first_token > all[i].last_token;
            if (free && (best == count || is_better(&all[i], &all[best])))
                best = i;
        }
        if (best == count)
            return n_kept;
        kept[best] = true;
        n_kept++;
    }
}

Test(overlap, keeps_what_the_slow_way_keeps)
{
    ef_topic_hit all[MOST_HITS];
    bool covered[N_TOKENS];
    memset(covered, true, sizeof covered); /* nobody promises zeros */
    for (uint32_t round = 1; round <= 100; round++) {
        dice = round;
        const size_t count = roll(MOST_HITS);
        bool kept[MOST_HITS] = {false};
        for (uint32_t i = 0; i < count; i++)
            all[i] = random_hit(i);
        const size_t n_kept = keep_slowly(all, count, kept);
        ef_hits hits;
        ef_hits_init(&hits);
        hits.topics = malloc((count + 2) * sizeof hits.topics[0]);
        hits.topics_capacity = count + 2;
        hits.topics[0] = (ef_topic_hit){.topic = 9}; /* of a record before: stays as it is */
        if (count > 0)
            memcpy(hits.topics + 1, all, count * sizeof all[0]);
        hits.n_topics = count + 1;
        ef_drop_overlaps(&hits, 1, covered);
        cr_assert_eq(hits.n_topics, n_kept + 1);
        cr_assert_eq(hits.topics[0].topic, 9);
        for (size_t i = 1; i < hits.n_topics; i++) {
            cr_assert(kept[hits.topics[i].rule]);
            if (i == 1)
                continue;
            const ef_topic_hit *const before = &hits.topics[i - 1];
            const ef_topic_hit *const here = &hits.topics[i];
            cr_assert(before->document < here->document ||
                      (before->document == here->document &&
                       (before->topic < here->topic || (before->topic == here->topic &&
                                                        before->first_token < here->first_token))));
        }
        ef_hits_fini(&hits);
    }
}
