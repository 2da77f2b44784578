/* Which compression the first bytes of an input speak of. The name of a file decides nothing.
 *
 * What no text in UTF-8 or UTF-16 begins with counts as compressed even when cut short after two
 * bytes, so that half a download is not read as text. */
#ifndef EF_SNIFF_COMPRESSION_H
#define EF_SNIFF_COMPRESSION_H

#include "base/span.h"
#include "bytes/source.h"

/* `head` is the first 10 bytes or more, or all there are. */
ef_compression ef_sniff_compression(ef_span head);

/* The name of a format that earful cannot read, with the command that unpacks it; NULL = none. */
const char *ef_sniff_foreign(ef_span head, const char **unpack);

#endif
