#include "records/transcode.h"

enum { REPLACEMENT = 0xfffd };

void ef_transcoder_init(ef_transcoder *transcoder, bool big_endian)
{
    *transcoder = (ef_transcoder){.big_endian = big_endian};
}

static size_t encode(uint32_t c, char *out)
{
    if (c < 0x80) {
        out[0] = (char)c;
        return 1;
    }
    if (c < 0x800) {
        out[0] = (char)(0xc0 | c >> 6);
        out[1] = (char)(0x80 | (c & 0x3f));
        return 2;
    }
    if (c < 0x10000) {
        out[0] = (char)(0xe0 | c >> 12);
        out[1] = (char)(0x80 | (c >> 6 & 0x3f));
        out[2] = (char)(0x80 | (c & 0x3f));
        return 3;
    }
    out[0] = (char)(0xf0 | c >> 18);
    out[1] = (char)(0x80 | (c >> 12 & 0x3f));
    out[2] = (char)(0x80 | (c >> 6 & 0x3f));
    out[3] = (char)(0x80 | (c & 0x3f));
    return 4;
}

static size_t take_unit(ef_transcoder *transcoder, uint32_t unit, char *out)
{
    const uint32_t high = transcoder->high;
    transcoder->high = 0;
    if (high != 0 && unit >= 0xdc00 && unit <= 0xdfff)
        return encode(0x10000 + ((high - 0xd800) << 10) + (unit - 0xdc00), out);
    const size_t len = high != 0 ? encode(REPLACEMENT, out) : 0;
    if (unit >= 0xd800 && unit <= 0xdbff) {
        transcoder->high = unit;
        return len;
    }
    return len + encode(unit >= 0xdc00 && unit <= 0xdfff ? REPLACEMENT : unit, out + len);
}

size_t ef_transcode(ef_transcoder *transcoder, ef_span in, char *out)
{
    const unsigned shift_first = transcoder->big_endian ? 8 : 0;
    const unsigned shift_second = 8 - shift_first;
    size_t len = 0;
    for (size_t i = 0; i < in.len; i++) {
        const unsigned char byte = (unsigned char)in.at[i];
        if (transcoder->has_half) {
            const uint32_t unit = (uint32_t)transcoder->half << shift_first | (uint32_t)byte
                                                                                  << shift_second;
            len += take_unit(transcoder, unit, out + len);
        }
        transcoder->half = byte;
        transcoder->has_half = !transcoder->has_half;
    }
    return len;
}

size_t ef_transcode_finish(ef_transcoder *transcoder, char out[3], bool *odd)
{
    *odd = transcoder->has_half;
    const size_t len = transcoder->high != 0 ? encode(REPLACEMENT, out) : 0;
    ef_transcoder_init(transcoder, transcoder->big_endian);
    return len;
}

uint64_t ef_utf16_bytes(ef_span utf8)
{
    uint64_t units = 0;
    for (size_t i = 0; i < utf8.len; i++) {
        const unsigned char c = (unsigned char)utf8.at[i];
        units += (c & 0xc0) != 0x80; /* not a continuation byte */
        units += c >= 0xf0;
    }
    return 2 * units;
}
