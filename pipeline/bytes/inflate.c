#include "bytes/inflate.h"

#include <isa-l/crc.h>
#include <isa-l/igzip_lib.h>
#include <stddef.h>
#include <stdlib.h>

struct ef_inflate {
    struct inflate_state state;
    struct inflate_state saved; /* at the start of the raw piece, to count again from */
    const uint8_t *piece;
    size_t piece_len;
    uint64_t given; /* decoded bytes given out since then */
    bool in_piece;  /* the next raw bytes continue the piece */
    bool damaged;
    uint64_t damaged_at;
};

ef_inflate *ef_inflate_new(void)
{
    return calloc(1, sizeof(ef_inflate));
}

void ef_inflate_free(ef_inflate *inflate)
{
    free(inflate);
}

void ef_inflate_begin(ef_inflate *inflate)
{
    isal_inflate_init(&inflate->state);
    inflate->in_piece = false;
    inflate->damaged = false;
}

/* Decoded bytes that ISA-L has kept because there was no room. */
static size_t held_by(const struct inflate_state *state)
{
    return (size_t)(state->tmp_out_valid - state->tmp_out_processed);
}

static size_t ahead_of(const struct inflate_state *state)
{
    return state->read_in_length > 0 ? (size_t)state->read_in_length / 8 : 0;
}

static void save_at_piece(ef_inflate *inflate, const ef_flow *flow)
{
    if (inflate->in_piece || flow->raw_len == 0)
        return;
    const size_t used =
        offsetof(struct inflate_state, tmp_out_buffer) + (size_t)inflate->state.tmp_out_valid;
    memcpy(&inflate->saved, &inflate->state, used);
    inflate->piece = flow->raw;
    inflate->piece_len = flow->raw_len;
    inflate->given = 0;
}

/* The lengths left over are not to be trusted after an error; the pointers are. */
static int run(struct inflate_state *state, const uint8_t *raw, size_t raw_len, char *room,
               size_t room_len)
{
    state->next_in = (uint8_t *)(uintptr_t)raw; /* not written to */
    state->avail_in = (uint32_t)raw_len;
    state->next_out = (uint8_t *)room;
    state->avail_out = (uint32_t)room_len;
    return isal_inflate(state);
}

/* How many bytes the piece really decodes to before the damage. Steps of a few bytes keep ISA-L
 * out of its fast loop, which is the one that miscounts. */
static uint64_t count_again(ef_inflate *inflate)
{
    enum { STEP = 4 };
    char room[8192];
    uint64_t count = 0;
    int result = ISAL_DECOMP_OK;
    const uint8_t *raw = inflate->piece;
    const uint8_t *const end = inflate->piece + inflate->piece_len;
    bool full = true;
    while (result >= 0 && (raw < end || full)) {
        const size_t len = end - raw < STEP ? (size_t)(end - raw) : STEP;
        result = run(&inflate->saved, raw, len, room, sizeof room);
        raw = inflate->saved.next_in;
        const size_t made = (size_t)(inflate->saved.next_out - (uint8_t *)room);
        count += made;
        full = made == sizeof room;
    }
    return count + held_by(&inflate->saved);
}

/* Takes back what was counted and never written; the newest bytes are those still held. */
static size_t drop_unwritten(ef_inflate *inflate, size_t made)
{
    const uint64_t claimed = inflate->given + made + held_by(&inflate->state);
    const uint64_t written = count_again(inflate);
    size_t excess = claimed > written ? (size_t)(claimed - written) : 0;
    const size_t held = held_by(&inflate->state);
    const size_t from_held = excess < held ? excess : held;
    inflate->state.tmp_out_valid -= (int32_t)from_held;
    excess -= from_held;
    return excess < made ? made - excess : 0;
}

static ef_inflate_state give_held(ef_inflate *inflate, ef_flow *flow)
{
    struct inflate_state *const state = &inflate->state;
    const size_t held = held_by(state);
    const size_t len = held < flow->room_len ? held : flow->room_len;
    memcpy(flow->room, state->tmp_out_buffer + state->tmp_out_processed, len);
    state->tmp_out_processed += (int32_t)len;
    ef_flow_give(flow, len);
    return len == held ? EF_INFLATE_DAMAGED : EF_INFLATE_GOES_ON;
}

ef_inflate_state ef_inflate_run(ef_inflate *inflate, ef_flow *flow)
{
    enum { MOST = 1 << 30 }; /* ISA-L counts in 32 bits */
    struct inflate_state *const state = &inflate->state;
    if (inflate->damaged)
        return give_held(inflate, flow);
    save_at_piece(inflate, flow);
    const size_t raw = flow->raw_len < MOST ? flow->raw_len : MOST;
    const size_t room = flow->room_len < MOST ? flow->room_len : MOST;
    const int result = run(state, flow->raw, raw, flow->room, room);
    const size_t taken = (size_t)(state->next_in - flow->raw);
    size_t made = (size_t)(state->next_out - (uint8_t *)flow->room);
    const bool stuck = result >= 0 && raw > 0 && taken == 0 && made == 0;
    const bool ended = result >= 0 && state->block_state == ISAL_BLOCK_FINISH;
    inflate->damaged = result < 0 || (stuck && !ended);
    if (inflate->damaged) {
        inflate->damaged_at = flow->raw_offset + taken - ahead_of(state);
        made = raw > 0 ? drop_unwritten(inflate, made) : made;
    }
    ef_flow_take(flow, taken);
    ef_flow_give(flow, made);
    inflate->given += made;
    inflate->in_piece = flow->raw_len > 0;
    if (inflate->damaged)
        return flow->room_len > 0 ? give_held(inflate, flow) : EF_INFLATE_GOES_ON;
    return ended ? EF_INFLATE_ENDED : EF_INFLATE_GOES_ON;
}

size_t ef_inflate_ahead(const ef_inflate *inflate, uint8_t bytes[EF_INFLATE_AHEAD])
{
    const size_t count = ahead_of(&inflate->state);
    uint64_t ahead = inflate->state.read_in >> (inflate->state.read_in_length & 7);
    for (size_t i = 0; i < count; i++, ahead >>= 8)
        bytes[i] = (uint8_t)ahead;
    return count;
}

uint64_t ef_inflate_damaged_at(const ef_inflate *inflate)
{
    return inflate->damaged_at;
}

uint32_t ef_crc32(uint32_t crc, const void *bytes, size_t len)
{
    return crc32_gzip_refl(crc, bytes, len);
}
