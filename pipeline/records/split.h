/* A splitter: says where the records lie in bytes that come in pieces.
 *
 * The caller holds a window of the input, UTF-8 or meant to be, and adds to its end; the splitter
 * keeps places in it and its state between calls, so no byte is scanned twice and any cutting of
 * the input gives the same records. What lies before `start` may be dropped at any time. A record
 * above the limit is a reject EF_TOO_LONG, and cutting goes on behind its line or element.
 *
 * Records are cut, not judged: whether a line is JSON or a row has its cells is seen later. */
#ifndef EF_SPLIT_H
#define EF_SPLIT_H

#include "records/json_brackets.h"
#include "records/plan.h"
#include "records/reject.h"

enum { EF_RECORD_LIMIT = 16 * 1024 * 1024 };

/* Whether the window's last byte is the input's. */
typedef enum ef_end {
    EF_GOES_ON,
    EF_ENDED,    /* a last line without a newline is a record */
    EF_BROKE_OFF /* damage: what is unfinished is EF_CUT_SHORT */
} ef_end;

/* A record when reason is EF_REASON_NONE, else a reject; then len may be 0. */
typedef struct ef_cut {
    size_t start; /* in the window */
    size_t len;
    ef_reason reason;
    uint32_t at; /* as in ef_reject */
} ef_cut;

enum { EF_MAX_WALK = 256 };

/* Where the walk along plan->records stands; split_json.c. */
typedef struct ef_walk {
    unsigned state;
    uint32_t level; /* how many containers of the path are open */
    bool on_path;   /* the value that is due lies on the path */
    char opens;     /* the bracket that is counted in the value being scanned; 0 = a scalar */
    bool in_string; /* that value is one, and goes on */
    bool escaped;   /* in it, behind a backslash */
    size_t depth;   /* of brackets like its first */
    char first;     /* byte of the document; 0 = there is none yet */
    bool unsure;    /* a line inside a document began like a document */
    char previous;  /* the byte before the window's */
    bool is_array[EF_MAX_WALK]; /* by level */
} ef_walk;

typedef struct ef_splitter {
    const ef_plan *plan;
    size_t limit;         /* of a record; EF_RECORD_LIMIT unless a test wants less */
    size_t start;         /* first byte of the window that is still needed */
    size_t at;            /* first byte not looked at */
    bool begun;           /* past the byte order mark */
    bool skipping;        /* the rest of a line that was too long */
    uint32_t header_rows; /* still to come */
    bool in_quotes;
    size_t closed;  /* the place behind the quote that closed last */
    size_t newline; /* there is none from `at` up to here */
    ef_walk walk;
    ef_json_brackets brackets;
} ef_splitter;

/* The plan must live as long as the splitter; it holds no memory of its own. */
void ef_splitter_init(ef_splitter *splitter, const ef_plan *plan);

/* The next record or reject that is whole; false when it takes more bytes, or none are left. The
 * window holds at least what it held the last time, less what was dropped. */
bool ef_splitter_next(ef_splitter *splitter, ef_span window, ef_end end, ef_cut *cut);

/* The caller dropped the first `count` bytes of the window, at most splitter->start. */
void ef_splitter_drop(ef_splitter *splitter, size_t count);

/* The forms, for ef_splitter_next alone. */
bool ef_split_lines(ef_splitter *splitter, ef_span window, ef_end end, ef_cut *cut);
bool ef_split_csv(ef_splitter *splitter, ef_span window, ef_end end, ef_cut *cut);
bool ef_split_json(ef_splitter *splitter, ef_span window, ef_end end, ef_cut *cut);

/* What lines and rows share: skips to behind the next newline, false when there is none; and what
 * is left at the end of the input, without its line end. */
bool ef_split_skip_line(ef_splitter *splitter, ef_span window);
ef_cut ef_split_too_long(ef_splitter *splitter);
ef_cut ef_split_line(ef_span window, size_t start, size_t end);

#endif
