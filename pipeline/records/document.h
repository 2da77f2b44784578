/* Documents: the block's records, read. Spans point into the batch or into the block's arena. */
#ifndef EF_DOCUMENT_H
#define EF_DOCUMENT_H

#include "records/batch.h"
#include "records/plan.h"

typedef enum ef_role {
    EF_CUSTOMER, /* also when a record names no role */
    EF_AGENT,
    EF_BOT,
    EF_SYSTEM,
    EF_UNKNOWN_ROLE,
    EF_ROLE_COUNT
} ef_role;

const char *ef_role_name(ef_role role);

/* From byte clean_at of the cleaned text on, text lies at byte field_at of part `part`. */
typedef struct ef_offset {
    uint32_t clean_at;
    uint32_t field_at;
    uint32_t part;
} ef_offset;

typedef struct ef_document {
    uint32_t record; /* index into ef_documents.records */
    ef_role role;
    ef_span text; /* repaired UTF-8 with markup cleaned away */
    int64_t time; /* seconds since 1970 in UTC, only with has_time */
    bool has_time;
    bool has_rating;
    int64_t rating;           /* ten-thousandths */
    int64_t weight;           /* 1 when the record names none */
    const ef_offset *offsets; /* ascending; empty = offset 0 of part 0 throughout */
    uint32_t n_offsets;
    const ef_span *parts; /* names of the fields that the text was joined from */
    uint32_t n_parts;
    ef_span values[EF_MAX_FIELDS]; /* by field, only those that the plan has; repaired; at == NULL
                                      when the record has none; EF_TEXT: this document's text before
                                      cleaning; EF_LANG: the primary subtag */
} ef_document;

/* How a record ended: exactly one of scored, filtered, rejected. */
typedef enum ef_outcome { EF_SCORED, EF_FILTERED, EF_REJECTED, EF_DUPLICATE } ef_outcome;

typedef struct ef_record_info {
    ef_outcome outcome;
    ef_span reason; /* of a filtered record: "where", "sample", "empty", "preset" (no
                                customer's text by the rules of its form), "language:xx" */
    uint32_t
        first_document; /* its documents stand together; an empty record has one without text */
    uint32_t n_documents;
    uint64_t ordinal; /* in the input, from 0 */
} ef_record_info;

typedef struct ef_documents {
    ef_document *items;
    size_t count;
    size_t capacity;
    ef_record_info *records;
    size_t n_records;
    size_t records_capacity;
    ef_reject *rejects; /* in order */
    size_t n_rejects;
    size_t rejects_capacity;
    uint64_t invalid_utf8;   /* byte sequences that became U+FFFD */
    uint64_t duplicate_keys; /* JSON: the last one won */
    uint64_t bad_times;      /* time given and not understood */
    uint64_t bad_ratings;
    ef_arena arena;
    struct ef_reading *reading; /* scratch, kept from block to block */
    bool failed;                /* memory ran out */
} ef_documents;

void ef_documents_init(ef_documents *documents);
void ef_documents_fini(ef_documents *documents);

/* Reads a block. Replaces what `documents` held; a record that cannot be read becomes a reject and
 * its info says so. Linear in the block's bytes. False when memory ran out. */
bool ef_read_documents(const ef_block *block, ef_documents *documents);

/* Whose texts speak for a record: EF_CUSTOMER, or all (EF_ROLE_COUNT) when no customer speaks. */
ef_role ef_speaker_of(const ef_documents *documents, const ef_record_info *record);

static inline bool ef_speaks(const ef_document *document, ef_role speaker)
{
    return speaker == EF_ROLE_COUNT || document->role == speaker;
}

/* Whether a value of EF_LANG names a language: not when it is absent or "und". */
bool ef_names_language(ef_span value);

/* "language:de", why a record is filtered; kept in the block's arena. */
ef_span ef_language_reason(ef_documents *documents, ef_span language);

/* The place in the field of a byte of the cleaned text; *part names the field. */
uint32_t ef_document_field_offset(const ef_document *document, uint32_t clean_at, uint32_t *part);

#endif
