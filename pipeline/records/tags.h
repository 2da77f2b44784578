/* The names that markup consists of, and what each becomes: const tables. */
#ifndef EF_TAGS_H
#define EF_TAGS_H

#include <stdint.h>

#include "base/span.h"

typedef enum ef_tag_kind {
    EF_TAG_NONE,   /* no tag: it stays text */
    EF_TAG_INLINE, /* becomes nothing */
    EF_TAG_SPACE,  /* becomes a space */
    EF_TAG_BREAK,  /* becomes a new line */
    EF_TAG_DROPPED /* goes with all that stands up to its end tag */
} ef_tag_kind;

/* By name in any case. */
ef_tag_kind ef_html_tag(ef_span name);
ef_tag_kind ef_bbcode_tag(ef_span name);

/* The code point of an entity by name, without & and semicolon; 0 when there is none. Case counts:
 * &Auml; is not &auml;. */
uint32_t ef_entity(ef_span name);

#endif
