#include <criterion/criterion.h>

#include "tallies/varint.h"

Test(varint, reads_what_it_wrote)
{
    static const uint64_t numbers[] = {0, 1, 127, 128, 16383, 16384, UINT32_MAX, UINT64_MAX};
    ef_buffer bytes = {0};
    for (int i = 0; i < 8; i++)
        ef_varint_add(&bytes, numbers[i]);
    size_t at = 0;
    for (int i = 0; i < 8; i++) {
        uint64_t number = 0;
        cr_assert(ef_varint_take(ef_buffer_span(&bytes), &at, &number));
        cr_assert_eq(number, numbers[i]);
    }
    cr_assert_eq(at, bytes.len);
    ef_buffer_fini(&bytes);
}

static bool accepts(const char *bytes, size_t len)
{
    size_t at = 0;
    uint64_t number = 0;
    const bool ok = ef_varint_take(ef_span_make(bytes, len), &at, &number);
    cr_assert(ok || at == 0);
    return ok;
}

Test(varint, accepts_only_the_shortest_form)
{
    cr_assert(accepts("\x00", 1));
    cr_assert_not(accepts("\x80\x00", 2));
    cr_assert_not(accepts("\xff\x80\x00", 3));
}

Test(varint, refuses_what_ends_early_or_is_above_64_bits)
{
    cr_assert_not(accepts("", 0));
    cr_assert_not(accepts("\xff\xff", 2));
    cr_assert(accepts("\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01", 10));
    cr_assert_not(accepts("\xff\xff\xff\xff\xff\xff\xff\xff\xff\x02", 10));
    cr_assert_not(accepts("\xff\xff\xff\xff\xff\xff\xff\xff\xff\x81\x00", 11));
}

Test(varint, folds_signs_so_that_small_sizes_stay_small)
{
    cr_assert_eq(ef_zigzag(0), 0);
    cr_assert_eq(ef_zigzag(-1), 1);
    cr_assert_eq(ef_zigzag(1), 2);
    static const int64_t numbers[] = {0, 5, -5, INT64_MAX, INT64_MIN};
    for (int i = 0; i < 5; i++)
        cr_assert_eq(ef_unzigzag(ef_zigzag(numbers[i])), numbers[i]);
}
