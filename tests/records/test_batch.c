#include <criterion/criterion.h>

#include "records/batch.h"

Test(batch, gives_every_record_in_exactly_one_block)
{
    ef_batch batch;
    ef_batch_init(&batch);
    for (size_t i = 0; i < 5000; i++)
        cr_assert(ef_batch_add_record(&batch, i, i % 700, i));
    size_t seen = 0;
    ef_block block;
    while (ef_batch_next_block(&batch, &block)) {
        cr_assert_eq(block.first, seen);
        cr_assert_gt(block.count, 0);
        cr_assert_leq(block.count, 1000);
        seen += block.count;
    }
    cr_assert_eq(seen, 5000);
    ef_batch_fini(&batch);
}

Test(batch, closes_a_block_behind_a_long_record)
{
    ef_batch batch;
    ef_batch_init(&batch);
    ef_batch_add_record(&batch, 0, 100000, 0);
    ef_batch_add_record(&batch, 0, 10, 0);
    ef_block block;
    cr_assert(ef_batch_next_block(&batch, &block));
    cr_assert_eq(block.count, 1);
    cr_assert(ef_batch_next_block(&batch, &block));
    cr_assert_eq(block.first, 1);
    cr_assert_not(ef_batch_next_block(&batch, &block));
    ef_batch_fini(&batch);
}

Test(batch, has_no_block_when_it_holds_only_rejects)
{
    ef_batch batch;
    ef_batch_init(&batch);
    ef_block block;
    cr_assert_not(ef_batch_next_block(&batch, &block));
    cr_assert(ef_batch_add_reject(&batch, (ef_reject){.reason = EF_TOO_LONG}));
    cr_assert_not(ef_batch_next_block(&batch, &block));
    ef_batch_fini(&batch);
}

Test(batch, starts_over_after_a_reset_and_keeps_its_memory)
{
    ef_batch batch;
    ef_batch_init(&batch);
    ef_batch_add_record(&batch, 3, 4, 5);
    ef_batch_add_reject(&batch, (ef_reject){.reason = EF_TOO_LONG});
    ef_block block;
    cr_assert(ef_batch_next_block(&batch, &block));
    const ef_record *const kept = batch.records;
    ef_batch_reset(&batch);
    cr_assert_eq(batch.n_records, 0);
    cr_assert_eq(batch.n_rejects, 0);
    cr_assert_not(ef_batch_next_block(&batch, &block));
    ef_batch_add_record(&batch, 6, 7, 8);
    cr_assert_eq(batch.records, kept);
    cr_assert(ef_batch_next_block(&batch, &block));
    cr_assert_eq(batch.records[block.first].start, 6);
    ef_batch_fini(&batch);
}

Test(batch, counts_rejects_in_the_ordinals_of_records)
{
    static const char order[] = "xrrxxrxrrrx"; /* x = reject, r = record */
    ef_batch batch;
    ef_batch_init(&batch);
    batch.first_record = 100;
    for (size_t i = 0; i < sizeof order - 1; i++)
        if (order[i] == 'r')
            ef_batch_add_record(&batch, 0, 1, 0);
        else
            ef_batch_add_reject(&batch, (ef_reject){.record = 100 + i});
    size_t index = 0;
    for (size_t i = 0; i < sizeof order - 1; i++)
        if (order[i] == 'r')
            cr_assert_eq(ef_batch_ordinal(&batch, index++), 100 + i);
    ef_batch_fini(&batch);
}
