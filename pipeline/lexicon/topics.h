/* The topics: a hierarchy, its attributes, and the rules that find it. */
#ifndef EF_TOPICS_H
#define EF_TOPICS_H

#include "lexicon/rule_index.h"
#include "lexicon/sheet.h"

typedef enum ef_polarity { EF_ANY_POLARITY, EF_PAIN, EF_DELIGHT } ef_polarity;

/* The attributes of dim_topic.csv, in its order. */
typedef enum ef_attribute {
    EF_ATTRIBUTE_POLARITY,
    EF_ATTRIBUTE_STAGE,
    EF_ATTRIBUTE_PILLAR,
    EF_ATTRIBUTE_TOUCHPOINT,
    EF_ATTRIBUTE_OWNER,
    EF_ATTRIBUTE_SEVERITY,
    EF_ATTRIBUTE_COUNT
} ef_attribute;

const char *ef_attribute_name(ef_attribute attribute);

typedef struct ef_topic {
    ef_span path;    /* "Delivery & Fulfilment > Late" */
    uint32_t parent; /* EF_NONE at the top */
    uint32_t level;  /* 1 at the top */
    ef_polarity polarity;
    ef_span attributes[EF_ATTRIBUTE_COUNT]; /* empty = not said; a parent has only those that all
                                               its rules' rows share */
} ef_topic;

typedef struct ef_topics {
    ef_topic *items; /* sorted by path, so a parent stands before its children */
    size_t count;
    ef_rule *rules; /* in the order of their rows */
    size_t n_rules;
    ef_node **roots;      /* of the rules */
    uint32_t first_tried; /* earlier rules are there for ^references only */
    ef_rule_index index;
} ef_topics;

/* Reads sheets in order (a later row replaces the one of the same topic with the same rule text; a
 * rule of `-` removes what came before of the topic and of those below it), resolves ^references
 * (cycles refused with the path), compiles. Rows with enabled = no are skipped. Within a sheet the
 * rows of a topic must agree on its attributes; a later sheet's attributes win. Everything but the
 * index is the context's arena's. After this the vocabulary may be sealed; ef_topics_index builds the
 * index once it is. fini is due after a failure as well. */
earful_status ef_topics_build(ef_topics *topics, const ef_sheet *sheets, size_t n_sheets,
                              const ef_rule_context *context, earful_error *err);
bool ef_topics_index(ef_topics *topics, const ef_vocabulary *vocabulary);
void ef_topics_fini(ef_topics *topics);

#endif
