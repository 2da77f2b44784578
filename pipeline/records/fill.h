/* From the raw values of a record to its documents: decoding, repair, cleaning, numbers, times.
 *
 * A flat record is one document; with turns every turn is one that inherits what the record says
 * and its own values replace. What a record says is decoded once, however many turns it has. */
#ifndef EF_FILL_H
#define EF_FILL_H

#include "records/document.h"
#include "records/found.h"
#include "records/json.h"
#include "records/markup.h"

/* A record of more turns than this is rejected as too long: a document takes some hundred bytes. */
enum { EF_MAX_TURNS = 16384 };

/* What a thread needs to read records, kept from block to block. */
typedef struct ef_reading {
    const ef_plan *plan;
    const ef_kernels *kernels;
    ef_json json;
    ef_found found;
    ef_markup markup;
    bool sound; /* all bytes of the block are UTF-8 */
    ef_span *cells;
    size_t cells_capacity;
    bool dropped; /* the record: the preset's conditions do not hold */
} ef_reading;

/* The three forms of a record. They append its documents and return EF_REASON_NONE, or the reason
 * why it is rejected with *at and *detail as in ef_reject. No documents = its texts are empty. */
ef_reason ef_read_json(ef_reading *reading, ef_span record, ef_documents *documents, size_t *at);
ef_reason ef_read_csv(ef_reading *reading, ef_span record, ef_documents *documents, size_t *at,
                      size_t *detail);
ef_reason ef_read_line(ef_reading *reading, ef_span record, ef_documents *documents);

/* Makes room for a document behind the last one, an empty one (NULL) or a copy of another. NULL when
 * memory is out. */
ef_document *ef_fill_begin(ef_documents *documents, const ef_document *base);

/* Gives it the fields that the values in [from, to) hold, but the texts: what a turn says itself,
 * over what the document holds already, or what the record around the turns says. */
void ef_fill_fields(ef_reading *reading, size_t from, size_t to, bool turn, ef_documents *documents,
                    ef_document *document);

/* Whether what is linked meets the conditions of the plan. */
bool ef_fill_keeps(const ef_reading *reading, bool turn);

/* Gives it its text out of linked values and keeps it when there is any, and behind it a document
 * with the reply. False when not even an empty text was there. */
bool ef_fill_finish(ef_reading *reading, bool turn, ef_documents *documents);

#endif
