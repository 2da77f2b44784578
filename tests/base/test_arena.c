#include <criterion/criterion.h>

#include "base/arena.h"

#include <stdint.h>

Test(arena, hands_out_zeroed_memory_again_after_a_reset)
{
    ef_arena arena;
    ef_arena_init(&arena, 64);
    char *const first = ef_arena_alloc(&arena, 32);
    cr_assert_not_null(first);
    memset(first, 0xff, 32);
    ef_arena_reset(&arena);
    const char *const again = ef_arena_alloc(&arena, 32);
    for (size_t i = 0; i < 32; i++)
        cr_assert_eq(again[i], 0);
    ef_arena_fini(&arena);
}

Test(arena, gives_a_piece_larger_than_a_chunk)
{
    ef_arena arena;
    ef_arena_init(&arena, 64);
    const ef_span big = ef_arena_span(&arena, EF_SPAN_TEXT("x"));
    cr_assert(ef_span_is(big, "x"));
    cr_assert_not_null(ef_arena_alloc(&arena, 1000));
    ef_arena_fini(&arena);
}

Test(arena, stays_failed_after_one_failure)
{
    ef_arena arena;
    ef_arena_init(&arena, 64);
    cr_assert_null(ef_arena_alloc(&arena, SIZE_MAX - 8));
    cr_assert_null(ef_arena_alloc(&arena, 8));
    cr_assert(arena.failed);
    ef_arena_fini(&arena);
}
