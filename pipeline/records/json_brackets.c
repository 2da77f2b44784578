#include "records/json_brackets.h"

static bool is_marked(const ef_json_brackets *brackets, size_t place)
{
    return place < brackets->len && (brackets->marks[place / 64] >> place % 64 & 1) != 0;
}

void ef_json_brackets_begin(ef_json_brackets *brackets, size_t at)
{
    /* What is marked was outside of strings. */
    if (is_marked(brackets, at - brackets->first))
        return;
    brackets->first = at + 1;
    brackets->len = 0;
    brackets->piece = 64;
    brackets->state = (ef_json_state){0};
}

static void mark_from(ef_json_brackets *brackets, ef_span window, size_t at)
{
    const size_t left = window.len - at;
    if (brackets->kernels == NULL)
        brackets->kernels = ef_kernels_choose();
    brackets->first = at;
    brackets->len = left < brackets->piece ? left : brackets->piece;
    brackets->kernels->mark_brackets(ef_span_make(window.at + at, brackets->len), &brackets->state,
                                     brackets->marks);
    if (brackets->piece < EF_BRACKETS_PIECE)
        brackets->piece *= 2;
}

size_t ef_json_brackets_next(ef_json_brackets *brackets, ef_span window, size_t at, size_t end)
{
    while (at < end) {
        const size_t place = at - brackets->first;
        if (place == brackets->len) {
            mark_from(brackets, window, at);
            continue;
        }
        const uint64_t *const word = &brackets->marks[place / 64];
        const uint64_t marks = ef_mask_from(word[0], word[1], place);
        if (marks != 0) {
            at += (size_t)__builtin_ctzll(marks);
            break;
        }
        at += brackets->len - place < 64 ? brackets->len - place : 64;
    }
    return at < end ? at : end;
}

void ef_json_brackets_drop(ef_json_brackets *brackets, size_t count)
{
    brackets->first -= count; /* may wrap around, and places in the piece are still right */
}
