/* The topics: a hierarchy, its attributes, and the rules that find it. */
#ifndef EF_TOPICS_H
#define EF_TOPICS_H

#include "lexicon/rule.h"
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

/* Which demands of rules some words meet: a bit each, shared when there are more. */
enum { EF_SIGNATURE_WORDS = 4, EF_SIGNATURE_BITS = 64 * EF_SIGNATURE_WORDS };

typedef struct ef_signature {
    uint64_t words[EF_SIGNATURE_WORDS];
} ef_signature;

static inline void ef_signature_add(ef_signature *into, const ef_signature *more)
{
    for (int i = 0; i < EF_SIGNATURE_WORDS; i++)
        into->words[i] |= more->words[i];
}

static inline bool ef_signature_holds(const ef_signature *all, const ef_signature *some)
{
    uint64_t missing = 0;
    for (int i = 0; i < EF_SIGNATURE_WORDS; i++)
        missing |= some->words[i] & ~all->words[i];
    return missing == 0;
}

typedef struct ef_choice {
    ef_signature demanded;
    uint32_t rule;
    uint32_t operands; /* of its node */
    bool wide;         /* the rule's scope may be more than a sentence */
} ef_choice;

typedef struct ef_topics {
    ef_topic *items; /* sorted by path, so a parent stands before its children */
    size_t count;
    ef_rule *rules; /* in the order of their rows */
    size_t n_rules;
    ef_node **roots;      /* of the rules */
    uint32_t first_tried; /* earlier rules are there for ^references only */
    ef_choice *choices;   /* the alternatives of all rules that are tried */
    size_t n_choices;
    ef_signature *met; /* by atom: the demands that it meets */
    /* Choices to try when an atom was seen: by_atom[first[a]] .. by_atom[first[a + 1]). */
    uint32_t *first;
    uint32_t *by_atom;
    uint32_t *always; /* rules that need no atom */
    size_t n_always;
    uint32_t *searching; /* rules with ef_rule.searches that do need one */
    size_t n_searching;
} ef_topics;

/* Reads sheets in order (a later row replaces the one of the same topic with the same rule text; a
 * rule of `-` removes what came before of the topic and of those below it), resolves ^references
 * (cycles refused with the path), compiles. Rows with enabled = no are skipped. Within a sheet the
 * rows of a topic must agree on its attributes; a later sheet's attributes win. Everything but the
 * indexes is the context's arena's. After this the vocabulary may be sealed; ef_topics_index builds
 * what follows first_tried once it is. fini is due after a failure as well. */
earful_status ef_topics_build(ef_topics *topics, const ef_sheet *sheets, size_t n_sheets,
                              const ef_rule_context *context, earful_error *err);
bool ef_topics_index(ef_topics *topics, const ef_vocabulary *vocabulary);
void ef_topics_fini(ef_topics *topics);

#endif
