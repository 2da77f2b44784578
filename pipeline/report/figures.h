/* Figures: numbers and names as people read them in a terminal, padded by the columns they take.
 * Nothing depends on the locale, and no byte of the data can reach the terminal's controls. */
#ifndef EF_FIGURES_H
#define EF_FIGURES_H

#include "base/buffer.h"

/* 1,234,567 */
void ef_figure_count(ef_buffer *out, int64_t count);

/* So many ten-thousandths with 0 to 4 decimals, half rounded away from zero; with a plus sign where
 * it is asked for and the number is above 0 as printed. EF_NULL is "-". */
void ef_figure_decimal(ef_buffer *out, int64_t ten_thousandths, int decimals, bool plus);

/* A part of a whole, as 12.3%; "-" of nothing. */
void ef_figure_percent(ef_buffer *out, int64_t part, int64_t whole);

/* Columns of a terminal that a text takes, counting what ef_figure_name makes of it. */
size_t ef_figure_width(ef_span text);

/* A name, cut to `width` columns with an ellipsis when longer, control characters replaced. */
void ef_figure_name(ef_buffer *out, ef_span name, size_t width);

/* Spaces so that what was added since `start` takes `width` columns: behind it, or before it. */
void ef_figure_pad(ef_buffer *out, size_t start, size_t width);
void ef_figure_align_right(ef_buffer *out, size_t start, size_t width);

#endif
