#include <criterion/criterion.h>

#include <zlib.h>

#include "drain.h"
#include "support/pack.h"

/* A deflate stream of "hi", stored, and its trailer. */
#define STORED_HI  "\x01\x02\x00\xfd\xffhi"
#define TRAILER_HI "\xac\x2a\x93\xd8\x02\x00\x00\x00"

static drain_result drain(ef_span raw)
{
    return drain_memory(raw, NULL, 4096);
}

static void check_damage(ef_span raw, const char *delivered, uint64_t offset, const char *message)
{
    drain_result drained = drain(raw);
    cr_assert_eq(drained.status, EARFUL_CORRUPT, "%s", message);
    cr_assert(ef_span_is(ef_buffer_span(&drained.bytes), delivered), "%s", message);
    cr_assert_eq(drained.error.offset, offset, "%s: %zu", message, (size_t)drained.error.offset);
    cr_assert_not_null(strstr(drained.error.message, message), "%s", drained.error.message);
    drain_fini(&drained);
}

Test(decode_gzip, gives_the_same_bytes_for_every_level_and_capacity)
{
    for (int level = 0; level <= 9; level += 3) {
        ef_buffer text = {0};
        ef_buffer gz = {0};
        pack_text(&text, 400000, (uint64_t)level);
        pack_gzip(&gz, ef_buffer_span(&text), level);
        check_every_capacity(ef_buffer_span(&gz), ef_buffer_span(&text));
        ef_buffer_fini(&text);
        ef_buffer_fini(&gz);
    }
}

Test(decode_gzip, reads_members_without_a_seam)
{
    ef_buffer text = {0};
    ef_buffer gz = {0};
    ef_buffer_reserve(&text, 50000);
    for (uint64_t i = 0; i < 50; i++) {
        const size_t start = text.len;
        pack_text(&text, i * 37 % 1000, i);
        pack_gzip(&gz, ef_span_make(text.at + start, text.len - start), (int)(i % 10));
    }
    check_every_capacity(ef_buffer_span(&gz), ef_buffer_span(&text));
    ef_buffer_fini(&text);
    ef_buffer_fini(&gz);
}

Test(decode_gzip, delivers_what_precedes_a_cut_at_every_byte)
{
    ef_buffer text = {0};
    ef_buffer gz = {0};
    pack_text(&text, 3000, 5);
    pack_gzip(&gz, ef_buffer_span(&text), 6);
    const size_t end = gz.len;
    pack_gzip(&gz, ef_buffer_span(&text), 0);
    pack_text(&text, 3000, 5);
    check_every_cut(ef_buffer_span(&gz), ef_buffer_span(&text), &end, 1);
    ef_buffer_fini(&text);
    ef_buffer_fini(&gz);
}

static size_t zlib_prefix(ef_span raw, char *room, size_t len)
{
    z_stream stream = {.next_in = (Bytef *)(uintptr_t)raw.at, .avail_in = (uInt)raw.len};
    cr_assert_eq(inflateInit2(&stream, 15 + 16), Z_OK);
    stream.next_out = (Bytef *)room;
    stream.avail_out = (uInt)len;
    inflate(&stream, Z_SYNC_FLUSH);
    const size_t made = stream.total_out;
    inflateEnd(&stream);
    return made;
}

/* ISA-L looks literals up in pairs and triples, and holds them back when a cut splits the group. */
Test(decode_gzip, delivers_what_zlib_does_from_a_cut_stream_but_for_two_bytes)
{
    ef_buffer text = {0};
    ef_buffer gz = {0};
    pack_text(&text, 60000, 6);
    pack_gzip(&gz, ef_buffer_span(&text), 6);
    static char room[60000];
    for (size_t cut = 2; cut < gz.len; cut++) {
        const ef_span raw = ef_span_make(gz.at, cut);
        const size_t expected = zlib_prefix(raw, room, sizeof room);
        drain_result drained = drain(raw);
        cr_assert_leq(drained.bytes.len, expected, "cut at %zu", cut);
        cr_assert_geq(drained.bytes.len + 2, expected, "cut at %zu", cut);
        drain_fini(&drained);
    }
    ef_buffer_fini(&text);
    ef_buffer_fini(&gz);
}

/* After an invalid distance ISA-L counts bytes that it never wrote; none of them may come out. */
Test(decode_gzip, delivers_what_zlib_does_from_a_damaged_stream)
{
    static const size_t CAPACITIES[] = {100, 4096, 1 << 20};
    static char room[1 << 20];
    ef_buffer text = {0};
    ef_buffer gz = {0};
    pack_text(&text, 60000, 8);
    pack_gzip(&gz, ef_buffer_span(&text), 6);
    for (size_t i = 0; i < 600; i++) {
        const size_t at = 10 + i * 7919 % (gz.len - 18);
        gz.at[at] ^= (char)(1 << i % 8);
        const size_t expected = zlib_prefix(ef_buffer_span(&gz), room, sizeof room);
        drain_result drained = drain_memory(ef_buffer_span(&gz), NULL, CAPACITIES[i % 3]);
        cr_assert_eq(drained.status, EARFUL_CORRUPT);
        cr_assert_eq(drained.bytes.len, expected, "flipped at %zu", at);
        cr_assert_eq(memcmp(drained.bytes.at, room, expected), 0, "flipped at %zu", at);
        drain_fini(&drained);
        gz.at[at] ^= (char)(1 << i % 8);
    }
    ef_buffer_fini(&text);
    ef_buffer_fini(&gz);
}

/* Extra field, name, comment and header checksum; the checksum is of all bytes before it. */
static void add_full_header(ef_buffer *gz)
{
    const size_t start = gz->len;
    ef_buffer_add(gz, "\x1f\x8b\x08\x1e\0\0\0\0\0\x03", 10);
    ef_buffer_add(gz, "\x05\0extra", 7);
    ef_buffer_add(gz, "name", 5);
    ef_buffer_add(gz, "a comment", 10);
    const uLong crc = crc32(0, (const Bytef *)gz->at + start, (uInt)(gz->len - start));
    ef_buffer_add_char(gz, (char)crc);
    ef_buffer_add_char(gz, (char)(crc >> 8));
    ef_buffer_add(gz, STORED_HI, 7);
    ef_buffer_add(gz, TRAILER_HI, 8);
}

Test(decode_gzip, passes_over_all_optional_header_fields)
{
    ef_buffer gz = {0};
    add_full_header(&gz);
    const size_t end = gz.len;
    add_full_header(&gz);
    check_every_capacity(ef_buffer_span(&gz), EF_SPAN_TEXT("hihi"));
    check_every_cut(ef_buffer_span(&gz), EF_SPAN_TEXT("hihi"), &end, 1);
    ef_buffer_fini(&gz);
}

Test(decode_gzip, checks_the_header_checksum)
{
    ef_buffer gz = {0};
    add_full_header(&gz);
    gz.at[15] ^= 1;
    check_damage(ef_buffer_span(&gz), "", 32, "a gzip header whose checksum is wrong");
    ef_buffer_fini(&gz);
}

/* The raw buffer ends every 256 KiB: a name of every length moves each field of the next member
 * over that edge. */
Test(decode_gzip, reads_a_header_split_over_a_buffer_edge)
{
    enum { EDGE = 256 * 1024 };
    for (size_t shift = 0; shift < 60; shift++) {
        ef_buffer gz = {0};
        ef_buffer_add(&gz, "\x1f\x8b\x08\x08\0\0\0\0\0\x03", 10);
        for (size_t i = 10 + 1 + 15 + shift; i < EDGE; i++)
            ef_buffer_add_char(&gz, 'n');
        ef_buffer_add(&gz, "\0" STORED_HI TRAILER_HI, 16);
        add_full_header(&gz);
        drain_result drained = drain(ef_buffer_span(&gz));
        cr_assert_eq(drained.status, EARFUL_OK, "%s", drained.error.message);
        cr_assert(ef_span_is(ef_buffer_span(&drained.bytes), "hihi"), "shift %zu", shift);
        drain_fini(&drained);
        ef_buffer_fini(&gz);
    }
}

#define HEADER "\x1f\x8b\x08\0\0\0\0\0\0\x03"
#define MEMBER HEADER STORED_HI TRAILER_HI

Test(decode_gzip, accepts_padding_of_zeros_and_nothing_else_behind_a_member)
{
    drain_result padded = drain(EF_SPAN_TEXT(MEMBER "\0\0\0\0"));
    cr_assert_eq(padded.status, EARFUL_OK);
    cr_assert(ef_span_is(ef_buffer_span(&padded.bytes), "hi"));
    drain_fini(&padded);
    check_damage(EF_SPAN_TEXT(MEMBER "junk"), "hi", 25, "behind a gzip member are not gzip");
    check_damage(EF_SPAN_TEXT(MEMBER "\x1f rest of it"), "hi", 25, "are not gzip");
    check_damage(EF_SPAN_TEXT(MEMBER "\0\0x"), "hi", 27, "behind the padding");
}

Test(decode_gzip, refuses_headers_it_does_not_know)
{
    check_damage(EF_SPAN_TEXT("\x1f\x8b\x09\0\0\0\0\0\0\x03 "), "", 2, "unknown method");
    check_damage(EF_SPAN_TEXT("\x1f\x8b\x08\x20\0\0\0\0\0\x03 "), "", 3, "unknown flags");
}

Test(decode_gzip, catches_every_flipped_bit_of_the_trailer)
{
    for (size_t bit = 0; bit < 64; bit++) {
        char gz[] = MEMBER;
        gz[17 + bit / 8] ^= (char)(1 << bit % 8);
        const bool crc = bit < 32;
        check_damage(ef_span_make(gz, sizeof gz - 1), "hi", crc ? 17 : 21,
                     crc ? "checksum is wrong" : "length is wrong");
    }
}

Test(decode_gzip, delivers_the_blocks_before_a_damaged_one_for_every_capacity)
{
    ef_buffer gz = {0};
    ef_buffer text = {0};
    pack_text(&text, 60000, 7);
    ef_buffer_add(&gz, HEADER, 10);
    ef_buffer_add(&gz, "\x00\x60\xea\x9f\x15", 5); /* stored, 60,000 bytes, more to follow */
    ef_buffer_add_span(&gz, ef_buffer_span(&text));
    ef_buffer_add(&gz, "\x07 and more", 10); /* a block type that does not exist */
    static const size_t CAPACITIES[] = {1, 7, 4096, 1 << 20};
    for (size_t i = 0; i < EF_COUNT(CAPACITIES); i++) {
        drain_result drained = drain_memory(ef_buffer_span(&gz), NULL, CAPACITIES[i]);
        cr_assert_eq(drained.status, EARFUL_CORRUPT);
        cr_assert(ef_span_equal(ef_buffer_span(&drained.bytes), ef_buffer_span(&text)));
        cr_assert_geq(drained.error.offset, 15 + 60000);
        cr_assert_leq(drained.error.offset, 15 + 60001);
        drain_fini(&drained);
    }
    ef_buffer_fini(&text);
    ef_buffer_fini(&gz);
}
