/* A unit: what one record's texts of one role say, as the cells that it adds.
 *
 * Hits come by document and topic; a topic and its parents must count each sentence once and the
 * record once. So the hits of a block are chained by sentence first, and what is known of a topic
 * carries the number of the unit that it was last touched by: nothing is cleared between units. */
#ifndef EF_UNIT_H
#define EF_UNIT_H

#include "hits/hits.h"
#include "tallies/cell.h"

typedef struct ef_block_view {
    const earful_model *model;
    const ef_plan *plan;
    const ef_documents *documents;
    const ef_tokens *tokens;
    const ef_hits *hits;
} ef_block_view;

/* What the unit says of a topic, or of topics below it. */
typedef struct ef_said {
    uint64_t stamp;         /* of the unit that this is about */
    uint32_t last_sentence; /* counted last, among unguarded mentions */
    int64_t sentences;
    int64_t mentions;
    int64_t guarded;
    int64_t compound_sum;
    bool positive;
    bool negative;
} ef_said;

typedef struct ef_unit {
    ef_block_view block;
    uint32_t *first_hit; /* by sentence of the block, EF_NONE = no hit */
    size_t first_hit_capacity;
    uint32_t *next_hit; /* by hit, in the same sentence */
    size_t next_hit_capacity;
    uint64_t stamp;
    ef_said *said; /* by topic */
    uint32_t *touched;
    size_t n_touched;
    const ef_record_info *record;
    const ef_document *first; /* of the record's documents of this role */
    ef_role role;
    ef_cell total;
} ef_unit;

bool ef_unit_init(ef_unit *unit, size_t n_topics); /* false when memory is out */
void ef_unit_fini(ef_unit *unit);

/* Turns to a block, which must stay. False when memory is out. */
bool ef_unit_begin(ef_unit *unit, const ef_block_view *block);

/* The roles that a record has documents of, a bit each. */
uint32_t ef_unit_roles(const ef_unit *unit, const ef_record_info *record);

/* Reads what a record says in one of its roles. */
void ef_unit_read(ef_unit *unit, const ef_record_info *record, ef_role role);

/* What it adds to the cell of no topic, when it has no unguarded mention. */
void ef_unit_uncategorised(const ef_unit *unit, ef_cell *cell);

/* What it adds to the cell of touched[i]. records is 0 when all mentions are guarded. */
void ef_unit_topic(const ef_unit *unit, size_t i, ef_cell *cell);

#endif
