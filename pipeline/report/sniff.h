/* What an input is taken for: compression, form, preset, fields, and its first records as they
 * would be read. What `earful sniff` shows. */
#ifndef EF_SNIFF_H
#define EF_SNIFF_H

#include "base/buffer.h"
#include "records/reader.h"

earful_status ef_sniff(const earful_input *input, const ef_reader_options *options, bool json,
                       ef_buffer *out, earful_error *err);

#endif
