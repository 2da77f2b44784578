#include <criterion/criterion.h>

#include "base/buffer.h"
#include "records/transcode.h"

static void transcode_in_pieces(ef_span in, bool big_endian, size_t piece, ef_buffer *out,
                                bool *odd)
{
    ef_transcoder transcoder;
    ef_transcoder_init(&transcoder, big_endian);
    for (size_t at = 0; at < in.len; at += piece) {
        const size_t len = in.len - at < piece ? in.len - at : piece;
        char *const room = ef_buffer_reserve(out, ef_transcode_room(len));
        const size_t written = ef_transcode(&transcoder, ef_span_make(in.at + at, len), room);
        cr_assert_leq(written, ef_transcode_room(len));
        out->len += written;
    }
    out->len += ef_transcode_finish(&transcoder, ef_buffer_reserve(out, 3), odd);
}

static void expect(ef_span in, bool big_endian, const char *expected, bool odd_expected)
{
    for (size_t piece = 1; piece <= in.len + 1; piece++) {
        ef_buffer out = {0};
        bool odd = false;
        transcode_in_pieces(in, big_endian, piece, &out, &odd);
        cr_assert(ef_span_is(ef_buffer_span(&out), expected), "in pieces of %zu: <%.*s>", piece,
                  (int)out.len, out.at);
        cr_assert_eq(odd, odd_expected);
        cr_assert_eq(ef_utf16_bytes(ef_buffer_span(&out)) + odd, in.len);
        ef_buffer_fini(&out);
    }
}

Test(transcode, turns_code_units_of_either_order_into_utf8)
{
    expect(EF_SPAN_TEXT("a\0\xe9\0\xac\x20"), false, "a\xc3\xa9\xe2\x82\xac", false);
    expect(EF_SPAN_TEXT("\0a\0\xe9\x20\xac"), true, "a\xc3\xa9\xe2\x82\xac", false);
}

Test(transcode, joins_surrogate_pairs_over_any_cut)
{
    expect(EF_SPAN_TEXT("\x3d\xd8\x00\xdex\0"), false, "\xf0\x9f\x98\x80x", false);
    expect(EF_SPAN_TEXT("\xd8\x00\xdc\x00\xdb\xff\xdf\xff"), true,
           "\xf0\x90\x80\x80\xf4\x8f\xbf\xbf", false);
}

Test(transcode, replaces_a_high_surrogate_without_a_low_one)
{
    expect(EF_SPAN_TEXT("\xd8\x3d\0x"), true, "\xef\xbf\xbdx", false);
    expect(EF_SPAN_TEXT("\xd8\x3d\xd8\x3d\xde\x00"), true, "\xef\xbf\xbd\xf0\x9f\x98\x80", false);
    expect(EF_SPAN_TEXT("\0x\xd8\x3d"), true, "x\xef\xbf\xbd", false);
}

Test(transcode, replaces_a_low_surrogate_without_a_high_one)
{
    expect(EF_SPAN_TEXT("\xde\x00\0x"), true, "\xef\xbf\xbdx", false);
    expect(EF_SPAN_TEXT("\xd8\x3d\xde\x00\xde\x00"), true, "\xf0\x9f\x98\x80\xef\xbf\xbd", false);
}

Test(transcode, reports_half_a_code_unit_at_the_end)
{
    expect(EF_SPAN_TEXT("a\0b"), false, "a", true);
    expect(EF_SPAN_TEXT("\xd8\x3d\xde"), true, "\xef\xbf\xbd", true);
}

Test(transcode, keeps_the_byte_order_mark)
{
    expect(EF_SPAN_TEXT("\xff\xfe"), false, "\xef\xbb\xbf", false);
}

Test(transcode, takes_every_code_point_there_and_back_to_its_length)
{
    ef_transcoder transcoder;
    ef_transcoder_init(&transcoder, true);
    for (uint32_t unit = 0; unit < 0x10000; unit++) {
        const char in[] = {(char)(unit >> 8), (char)unit, 0, 'x'};
        char out[12];
        cr_assert_leq(ef_transcode_room(sizeof in), sizeof out);
        const size_t len = ef_transcode(&transcoder, ef_span_make(in, sizeof in), out);
        const size_t expected = unit < 0x80 ? 1 : unit < 0x800 ? 2 : 3;
        cr_assert_eq(len, expected + 1, "U+%04X", unit);
        cr_assert_eq(ef_utf16_bytes(ef_span_make(out, len)), 4);
    }
}

Test(transcode, adds_up_lengths_over_any_cut_of_the_output)
{
    const ef_span text = EF_SPAN("a\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80z");
    for (size_t cut = 0; cut <= text.len; cut++)
        cr_assert_eq(ef_utf16_bytes(ef_span_make(text.at, cut)) +
                         ef_utf16_bytes(ef_span_make(text.at + cut, text.len - cut)),
                     12);
}
