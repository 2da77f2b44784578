#include "report/figures.h"

#include <inttypes.h>
#include <stdio.h>

#include "report/rows.h"
#include "tallies/ratio.h"
#include "tokens/utf8.h"

void ef_figure_count(ef_buffer *out, int64_t count)
{
    char digits[24];
    const int len = snprintf(digits, sizeof digits, "%" PRId64, count);
    for (int i = 0; i < len; i++) {
        if (i > 0 && (len - i) % 3 == 0 && digits[i - 1] != '-')
            ef_buffer_add_char(out, ',');
        ef_buffer_add_char(out, digits[i]);
    }
}

void ef_figure_decimal(ef_buffer *out, int64_t ten_thousandths, int decimals, bool plus)
{
    static const int64_t units[] = {10000, 1000, 100, 10, 1};
    if (ten_thousandths == EF_NULL) {
        ef_buffer_add_char(out, '-');
        return;
    }
    const int64_t shown = ef_ratio(ten_thousandths, units[decimals]);
    const int64_t one = 10000 / units[decimals];
    const int64_t size = shown < 0 ? -shown : shown;
    ef_buffer_add_text(out, shown < 0 ? "-" : shown > 0 && plus ? "+" : "");
    ef_figure_count(out, size / one);
    if (decimals > 0)
        ef_buffer_add_format(out, ".%0*" PRId64, decimals, size % one);
}

void ef_figure_percent(ef_buffer *out, int64_t part, int64_t whole)
{
    if (whole <= 0) {
        ef_buffer_add_char(out, '-');
        return;
    }
    ef_figure_decimal(out, ef_ratio((ef_wide)part * 1000000, whole), 1, false);
    ef_buffer_add_char(out, '%');
}

/* Control characters, and those that turn the direction of what follows. */
static bool is_control(uint32_t c)
{
    return c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0x061c || c == 0x200e || c == 0x200f ||
           (c >= 0x2028 && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
}

static int width_of(uint32_t c)
{
    return is_control(c) ? 1 : ef_utf8_width(c);
}

size_t ef_figure_width(ef_span text)
{
    size_t width = 0;
    size_t len = 0;
    for (size_t at = 0; at < text.len; at += len)
        width += (size_t)width_of(ef_utf8_decode(text, at, &len));
    return width;
}

void ef_figure_name(ef_buffer *out, ef_span name, size_t width)
{
    const bool cut = ef_figure_width(name) > width;
    const size_t room = cut ? width - 1 : width;
    size_t used = 0;
    size_t len = 0;
    for (size_t at = 0; at < name.len; at += len) {
        const uint32_t c = ef_utf8_decode(name, at, &len);
        used += (size_t)width_of(c);
        if (used > room)
            break;
        const bool broken = c == 0xfffd && len == 1;
        if (broken || is_control(c))
            ef_buffer_add_char(out, '?');
        else
            ef_buffer_add(out, name.at + at, len);
    }
    if (cut)
        ef_buffer_add_text(out, "\xe2\x80\xa6");
}

static size_t missing(const ef_buffer *out, size_t start, size_t width)
{
    if (out->failed)
        return 0;
    const size_t used = ef_figure_width(ef_span_make(out->at + start, out->len - start));
    return used < width ? width - used : 0;
}

void ef_figure_pad(ef_buffer *out, size_t start, size_t width)
{
    for (size_t n = missing(out, start, width); n > 0; n--)
        ef_buffer_add_char(out, ' ');
}

void ef_figure_align_right(ef_buffer *out, size_t start, size_t width)
{
    const size_t n = missing(out, start, width);
    const size_t len = out->len - start;
    if (n == 0 || ef_buffer_reserve(out, n) == NULL)
        return;
    memmove(out->at + start + n, out->at + start, len);
    memset(out->at + start, ' ', n);
    out->len += n;
}
