/* A small model made of sheets, and texts tagged by it, for tests of matching. */
#ifndef EF_TEST_TAGGED_H
#define EF_TEST_TAGGED_H

#include "hits/tagging.h"
#include "lexicon/model.h"

enum { TAGGED_MAX_DOCUMENTS = 16 };

typedef struct tagged {
    earful_model model;
    ef_sheet topics;
    ef_sheet lexicon;
    ef_document items[TAGGED_MAX_DOCUMENTS];
    ef_record_info records[TAGGED_MAX_DOCUMENTS];
    ef_documents documents;
    ef_tokens tokens;
    ef_resolved resolved;
    ef_meanings meanings;
    ef_evaluator *evaluator;
    ef_hits hits;
    char shown[4096];
} tagged;

/* topics is a whole topics.csv; the lexicon knows some negators and a few words. */
void tagged_begin(tagged *t, const char *topics);
void tagged_end(tagged *t);

/* Takes all documents away; the next one begins record 0. */
void tagged_clear(tagged *t);

/* Adds a document to the last record, or to a new one. */
ef_document *tagged_add(tagged *t, const char *text, bool new_record);

/* Tokens, atoms and positions of the documents that were added. */
void tagged_read(tagged *t);

/* All of it for one text: the hits as "Topic[words]", "-Topic[words]" when guarded, by commas. */
const char *tagged_text(tagged *t, const char *text);

/* The same for the documents that were added. */
const char *tagged_show(tagged *t);

#endif
