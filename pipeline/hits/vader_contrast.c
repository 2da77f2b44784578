/* "but" as the original weighs it: opinions before the first "but" count half, those behind it half
 * as much again; only that it looks each opinion up by its value, and so changes the first one that
 * has that value by now instead of the one it means. Published scores have it in them.
 *
 * Searching for that first one would be quadratic. Instead the opinions of one value wait in a heap,
 * the first on top. An opinion's own value is looked up before anything can have changed it, so
 * only values that some opinion had at the start are ever asked for. */
#include "base/grow.h"
#include "base/table.h"
#include "hits/vader.h"

/* Of two skew heaps by position. */
static uint32_t merge(ef_vader_opinion *opinions, uint32_t a, uint32_t b)
{
    uint32_t root = EF_NONE;
    uint32_t *link = &root;
    while (a != EF_NONE && b != EF_NONE) {
        const uint32_t first = a < b ? a : b;
        b = a < b ? b : a;
        *link = first;
        a = opinions[first].right;
        opinions[first].right = opinions[first].left;
        link = &opinions[first].left;
    }
    *link = a != EF_NONE ? a : b;
    return root;
}

static size_t slots_for(size_t n_opinions)
{
    size_t n = 8;
    while (n < 2 * n_opinions)
        n *= 2;
    return n;
}

/* The slot that holds the kind of this value, or the free one where it belongs. */
static size_t find_slot(const ef_vader *vader, size_t n_slots, double value)
{
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    bits *= UINT64_C(0x9E3779B97F4A7C15);
    size_t slot = (size_t)(bits >> 32) & (n_slots - 1);
    while (vader->kind_slots[slot] != 0 && vader->kinds[vader->kind_slots[slot] - 1].value != value)
        slot = (slot + 1) & (n_slots - 1);
    return slot;
}

static bool sort_into_kinds(ef_vader *vader, size_t n_slots)
{
    if (!ef_grow(&vader->kinds, &vader->kinds_capacity, vader->n_opinions,
                 sizeof vader->kinds[0]) ||
        !ef_grow(&vader->kind_slots, &vader->kind_slots_capacity, n_slots,
                 sizeof vader->kind_slots[0]))
        return false;
    memset(vader->kind_slots, 0, n_slots * sizeof vader->kind_slots[0]);
    uint32_t n_kinds = 0;
    for (size_t i = 0; i < vader->n_opinions; i++) {
        ef_vader_opinion *const opinion = &vader->opinions[i];
        opinion->left = opinion->right = EF_NONE;
        const size_t slot = find_slot(vader, n_slots, opinion->value);
        if (vader->kind_slots[slot] == 0) {
            vader->kinds[n_kinds] = (ef_vader_kind){opinion->value, EF_NONE};
            vader->kind_slots[slot] = ++n_kinds;
        }
        opinion->kind = vader->kind_slots[slot] - 1;
    }
    return true;
}

static void weigh(ef_vader *vader, ef_vader_opinion *opinion, uint32_t but)
{
    const double before = opinion->value;
    opinion->value *= opinion->token < but ? 0.5 : 1.5;
    if (EF_UNLIKELY(vader->traced))
        ef_vader_trace(vader, (ef_vader_step){.token = opinion->token,
                                              .by = but,
                                              .what = "contrast",
                                              .before = before,
                                              .after = opinion->value});
}

bool ef_vader_contrast(ef_vader *vader, uint32_t but)
{
    ef_vader_opinion *const opinions = vader->opinions;
    const size_t n_slots = slots_for(vader->n_opinions);
    if (!sort_into_kinds(vader, n_slots))
        return false;
    for (uint32_t i = 0; i < vader->n_opinions; i++) {
        ef_vader_kind *const kind = &vader->kinds[opinions[i].kind];
        const uint32_t first = kind->heap = merge(opinions, kind->heap, i);
        if (opinions[first].token == but)
            continue;
        kind->heap = merge(opinions, opinions[first].left, opinions[first].right);
        opinions[first].left = opinions[first].right = EF_NONE;
        weigh(vader, &opinions[first], but);
        const uint32_t held = vader->kind_slots[find_slot(vader, n_slots, opinions[first].value)];
        if (held != 0)
            vader->kinds[held - 1].heap = merge(opinions, vader->kinds[held - 1].heap, first);
    }
    return true;
}
