/* A block made by hand, as the stages before counting would leave it: a model of five topics, and
 * records, documents, sentences and hits that are added one after the other. */
#ifndef TEST_MADE_BLOCK_H
#define TEST_MADE_BLOCK_H

#include <stdio.h>

#include "hits/hits.h"
#include "lexicon/model.h"
#include "tallies/state.h"

enum { MADE_MAX = 64 };

enum { DELIVERY, DELIVERY_LATE, DELIVERY_LATE_WEEKS, DELIVERY_LOST, PRICE, MADE_TOPICS };

typedef struct made_block {
    earful_model model;
    ef_topic topics[MADE_TOPICS];
    ef_plan plan;
    ef_documents documents;
    ef_document document_items[MADE_MAX];
    ef_record_info records[MADE_MAX];
    ef_tokens tokens;
    ef_document_tokens document_tokens[MADE_MAX];
    ef_hits hits;
    ef_sentence_score sentences[MADE_MAX];
    ef_topic_hit topic_hits[MADE_MAX];
} made_block;

static inline void made_init(made_block *made)
{
    *made = (made_block){0};
    made->model.settings.positive_threshold = 500;
    made->model.settings.negative_threshold = -500;
    made->model.settings.mixed_threshold = 500;
    static const struct {
        const char *path;
        uint32_t parent, level;
    } topics[] = {{"Delivery", EF_NONE, 1},
                  {"Delivery > Late", DELIVERY, 2},
                  {"Delivery > Late > Weeks", DELIVERY_LATE, 3},
                  {"Delivery > Lost", DELIVERY, 2},
                  {"Price", EF_NONE, 1}};
    for (int i = 0; i < MADE_TOPICS; i++)
        made->topics[i] = (ef_topic){.path = ef_span_of(topics[i].path),
                                     .parent = topics[i].parent,
                                     .level = topics[i].level};
    made->topics[DELIVERY].attributes[EF_ATTRIBUTE_OWNER] = EF_SPAN_TEXT("logistics");
    made->topics[PRICE].attributes[EF_ATTRIBUTE_POLARITY] = EF_SPAN_TEXT("delight");
    made->model.topics.items = made->topics;
    made->model.topics.count = MADE_TOPICS;
    made->plan.n_fields = EF_FIRST_EXTRA_FIELD;
    made->plan.fields[EF_PRODUCT].name = EF_SPAN_TEXT("product");
    made->plan.fields[EF_LANG].name = EF_SPAN_TEXT("lang");
    made->documents.items = made->document_items;
    made->documents.records = made->records;
    made->tokens.documents = made->document_tokens;
    made->hits.sentences = made->sentences;
    made->hits.topics = made->topic_hits;
}

static inline ef_record_info *made_record(made_block *made)
{
    ef_record_info *const record = &made->records[made->documents.n_records++];
    *record =
        (ef_record_info){.outcome = EF_SCORED, .first_document = (uint32_t)made->documents.count};
    return record;
}

static inline ef_document *made_document(made_block *made, ef_role role, const char *channel)
{
    const size_t number = made->documents.count++;
    made->records[made->documents.n_records - 1].n_documents++;
    made->document_tokens[number] =
        (ef_document_tokens){.first_sentence = (uint32_t)made->tokens.n_sentences};
    ef_document *const document = &made->document_items[number];
    *document = (ef_document){.record = (uint32_t)made->documents.n_records - 1,
                              .role = role,
                              .text = EF_SPAN_TEXT("some words"),
                              .weight = 1};
    document->values[EF_CHANNEL] = ef_span_of(channel);
    return document;
}

static inline void made_sentence(made_block *made, int32_t compound)
{
    made->document_tokens[made->documents.count - 1].n_sentences++;
    made->sentences[made->tokens.n_sentences++] =
        (ef_sentence_score){.compound = compound,
                            .pos = compound > 0 ? compound : 0,
                            .neg = compound < 0 ? -compound : 0,
                            .weight = compound != 0 ? EF_UNIT : 0,
                            .opinionated = compound != 0};
}

static inline ef_topic_hit *made_hit(made_block *made, uint32_t topic, int32_t compound)
{
    ef_topic_hit *const hit = &made->topic_hits[made->hits.n_topics++];
    *hit = (ef_topic_hit){.document = (uint32_t)made->documents.count - 1,
                          .sentence = (uint32_t)made->tokens.n_sentences - 1,
                          .topic = topic,
                          .compound = compound};
    return hit;
}

static inline ef_tally_options made_options(const made_block *made)
{
    return (ef_tally_options){.model = &made->model, .max_cells = 1000000};
}

static inline earful_status made_add(const made_block *made, ef_tally *tally, earful_error *err)
{
    return ef_tally_add(tally, &made->plan, &made->documents, &made->tokens, &made->hits, err);
}

static inline uint32_t made_roll(uint64_t *dice, uint32_t sides)
{
    *dice = *dice * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)(*dice >> 33) % sides;
}

static inline void made_random_sentence(made_block *made, uint64_t *dice)
{
    made_sentence(made, (int32_t)made_roll(dice, 20001) - 10000);
    for (uint32_t n = made_roll(dice, 3); n > 0; n--) {
        const uint32_t topic = made_roll(dice, MADE_TOPICS);
        ef_topic_hit *const hit = made_hit(made, topic, (int32_t)made_roll(dice, 20001) - 10000);
        hit->guarded = made_roll(dice, 5) == 0;
    }
}

/* A record that looks like chance but is the same for the same number. */
static inline void made_random_record(made_block *made, uint32_t number)
{
    static const char *const channels[] = {"review", "chat", "social", "  ", NULL};
    static const char *const products[] = {"kettle", "toaster", "", NULL};
    uint64_t dice = (number + 1) * UINT64_C(0x9e3779b97f4a7c15);
    made_record(made);
    for (uint32_t n = 1 + made_roll(&dice, 3); n > 0; n--) {
        const ef_role role = (ef_role)made_roll(&dice, EF_ROLE_COUNT);
        ef_document *const document = made_document(made, role, channels[made_roll(&dice, 5)]);
        document->values[EF_PRODUCT] = ef_span_of(products[made_roll(&dice, 4)]);
        document->has_time = made_roll(&dice, 4) > 0;
        document->time = made_roll(&dice, 400000);
        document->has_rating = made_roll(&dice, 2) > 0;
        document->rating = made_roll(&dice, 11) * 10000;
        document->weight = made_roll(&dice, 5);
        if (made_roll(&dice, 3) == 0)
            document->text = EF_SPAN_TEXT("the same everywhere");
        for (uint32_t sentences = made_roll(&dice, 4); sentences > 0; sentences--)
            made_random_sentence(made, &dice);
    }
}

#endif
