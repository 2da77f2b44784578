#include "tallies/unit.h"

#include <stdlib.h>

#include "base/grow.h"
#include "lexicon/model.h"
#include "tallies/rating.h"

/* A weight beyond this is a mistake in the data; held here, sums cannot overflow. */
#define LARGEST_WEIGHT ((int64_t)1000000000)

bool ef_unit_init(ef_unit *unit, size_t n_topics)
{
    *unit = (ef_unit){0};
    unit->said = calloc(n_topics + 1, sizeof unit->said[0]);
    unit->touched = calloc(n_topics + 1, sizeof unit->touched[0]);
    return unit->said != NULL && unit->touched != NULL;
}

void ef_unit_fini(ef_unit *unit)
{
    free(unit->first_hit);
    free(unit->next_hit);
    free(unit->said);
    free(unit->touched);
    *unit = (ef_unit){0};
}

bool ef_unit_begin(ef_unit *unit, const ef_block_view *block)
{
    const ef_hits *const hits = block->hits;
    const size_t n_sentences = block->tokens->n_sentences;
    if (!ef_grow(&unit->first_hit, &unit->first_hit_capacity, n_sentences,
                 sizeof unit->first_hit[0]) ||
        !ef_grow(&unit->next_hit, &unit->next_hit_capacity, hits->n_topics,
                 sizeof unit->next_hit[0]))
        return false;
    unit->block = *block;
    for (size_t i = 0; i < n_sentences; i++)
        unit->first_hit[i] = EF_NONE;
    for (size_t i = hits->n_topics; i-- > 0;) {
        const uint32_t sentence = hits->topics[i].sentence;
        unit->next_hit[i] = unit->first_hit[sentence];
        unit->first_hit[sentence] = (uint32_t)i;
    }
    return true;
}

static ef_said *touch(ef_unit *unit, uint32_t topic)
{
    ef_said *const said = &unit->said[topic];
    if (said->stamp != unit->stamp) {
        *said = (ef_said){.stamp = unit->stamp, .last_sentence = EF_NONE};
        unit->touched[unit->n_touched++] = topic;
    }
    return said;
}

static void add_hit(ef_unit *unit, const ef_topic_hit *hit)
{
    const earful_model *const model = unit->block.model;
    if (hit->guarded)
        unit->total.guarded++;
    else
        unit->total.mentions++;
    const ef_label label = ef_label_of(&model->settings, hit->compound);
    for (uint32_t topic = hit->topic; topic != EF_NONE; topic = model->topics.items[topic].parent) {
        ef_said *const said = touch(unit, topic);
        if (hit->guarded) {
            said->guarded++;
            continue;
        }
        said->mentions++;
        said->compound_sum += hit->compound;
        said->positive |= label == EF_POSITIVE;
        said->negative |= label == EF_NEGATIVE;
        said->sentences += said->last_sentence != hit->sentence;
        said->last_sentence = hit->sentence;
    }
}

static void add_hits(ef_unit *unit, size_t document)
{
    const ef_document_tokens *const range = &unit->block.tokens->documents[document];
    for (uint32_t i = 0; i < range->n_sentences; i++)
        for (uint32_t hit = unit->first_hit[range->first_sentence + i]; hit != EF_NONE;
             hit = unit->next_hit[hit])
            add_hit(unit, &unit->block.hits->topics[hit]);
}

static void add_label(ef_cell *cell, ef_label label)
{
    cell->positive += label == EF_POSITIVE;
    cell->neutral += label == EF_NEUTRAL;
    cell->negative += label == EF_NEGATIVE;
}

static int64_t weight_of(const ef_document *document)
{
    if (document->weight > LARGEST_WEIGHT)
        return LARGEST_WEIGHT;
    return document->weight < -LARGEST_WEIGHT ? -LARGEST_WEIGHT : document->weight;
}

/* A rating is the customer's, whichever turn of the record carries it. */
static void add_rating(ef_unit *unit)
{
    if (unit->role != EF_CUSTOMER)
        return;
    for (uint32_t i = 0; i < unit->record->n_documents; i++) {
        const ef_document *const document =
            &unit->block.documents->items[unit->record->first_document + i];
        if (document->has_rating) {
            ef_rating_add(&unit->total, ef_rating_scale(unit->block.plan), document->rating);
            return;
        }
    }
}

static void finish_total(ef_unit *unit)
{
    const ef_block_view *const block = &unit->block;
    ef_cell *const total = &unit->total;
    const ef_score score = ef_score_of(block->model, block->documents, block->tokens, block->hits,
                                       unit->record, unit->role);
    total->records = 1;
    total->sentences = score.sentences;
    add_label(total, score.label);
    total->mixed = score.mixed;
    total->clause_sum = score.compound;
    total->document_sum = score.compound;
    total->weight_sum = weight_of(unit->first);
    add_rating(unit);
}

uint32_t ef_unit_roles(const ef_unit *unit, const ef_record_info *record)
{
    uint32_t roles = 0;
    for (uint32_t i = 0; i < record->n_documents; i++)
        roles |= UINT32_C(1) << unit->block.documents->items[record->first_document + i].role;
    return roles;
}

void ef_unit_read(ef_unit *unit, const ef_record_info *record, ef_role role)
{
    unit->stamp++;
    unit->n_touched = 0;
    unit->record = record;
    unit->role = role;
    unit->first = NULL;
    unit->total = (ef_cell){0};
    for (uint32_t i = 0; i < record->n_documents; i++) {
        const size_t number = record->first_document + i;
        const ef_document *const document = &unit->block.documents->items[number];
        if (document->role != role)
            continue;
        if (unit->first == NULL)
            unit->first = document;
        unit->total.documents++;
        if (unit->block.hits->n_topics > 0)
            add_hits(unit, number);
    }
    finish_total(unit);
}

void ef_unit_uncategorised(const ef_unit *unit, ef_cell *cell)
{
    *cell = unit->total;
    cell->documents = 0;
    cell->guarded = 0;
}

void ef_unit_topic(const ef_unit *unit, size_t i, ef_cell *cell)
{
    const ef_said *const said = &unit->said[unit->touched[i]];
    if (said->mentions == 0) {
        *cell = (ef_cell){.guarded = said->guarded};
        return;
    }
    /* What holds for the record as a whole stays; what is the topic's own is set anew. */
    const int32_t mean = ef_mean(said->compound_sum, said->mentions);
    *cell = unit->total;
    cell->documents = 0;
    cell->sentences = said->sentences;
    cell->mentions = said->mentions;
    cell->guarded = said->guarded;
    cell->positive = cell->neutral = cell->negative = 0;
    add_label(cell, ef_label_of(&unit->block.model->settings, mean));
    cell->mixed = said->positive & said->negative;
    cell->clause_sum = mean;
}
