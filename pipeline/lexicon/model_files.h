/* The files of a model, read whole: built in or from a directory, then packs, then overlays. What
 * they say is not looked at here, so that a model that cannot be compiled can still be read. */
#ifndef EF_MODEL_FILES_H
#define EF_MODEL_FILES_H

#include "base/arena.h"
#include "base/buffer.h"
#include "base/failure.h"

typedef enum ef_model_part {
    EF_PART_SETTINGS,
    EF_PART_SPELLING,
    EF_PART_LANGUAGES, /* always built in */
    EF_PART_LEXICON,
    EF_PART_TOPICS,
    EF_PART_COUNT
} ef_model_part;

typedef struct ef_model_file {
    ef_model_part part;
    const char *name; /* as hits print it: "topics.csv", or the path of an overlay */
    const char *path; /* as errors print it: with the model's directory */
    ef_span bytes;
    ef_buffer held; /* the bytes, unless they are built in */
} ef_model_file;

typedef struct ef_model_files {
    ef_model_file *items; /* by part, and inside a part in the order in which later ones win */
    size_t count;
    size_t capacity;
    ef_arena arena;
} ef_model_files;

/* EARFUL_IO or EARFUL_LIMIT for a file, EARFUL_USAGE for a language or pack that is not built in.
 * Only spelling.csv may be missing. fini is due after a failure as well. */
earful_status ef_model_files_read(ef_model_files *files, const earful_model_options *options,
                                  earful_error *err);
void ef_model_files_fini(ef_model_files *files);

/* How many there are of one part; they stand together, the first at *first. */
size_t ef_model_files_of(const ef_model_files *files, ef_model_part part, size_t *first);

#endif
