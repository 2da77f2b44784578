#include <criterion/criterion.h>

#include "base/attr.h"
#include "records/sample.h"

enum { EXTRA = EF_FIRST_EXTRA_FIELD };

static ef_document make_document(void)
{
    ef_document document = {.text = EF_SPAN("some text"), .weight = 1};
    document.values[EF_CHANNEL] = EF_SPAN_TEXT("review");
    return document;
}

static ef_digest digest_of(ef_document *items, uint32_t count)
{
    static const uint32_t EXTRAS[] = {EXTRA};
    const ef_documents documents = {.items = items, .count = count};
    const ef_record_info record = {.n_documents = count};
    return ef_record_digest(&documents, &record, EXTRAS, 1);
}

Test(sample, digests_the_same_content_the_same_way_on_every_machine)
{
    ef_document document = make_document();
    char hex[EF_DIGEST_HEX];
    ef_digest_hex(digest_of(&document, 1), hex);
    cr_assert_str_eq(hex, "56cf334eca796b0a8c4069d2c53b9673");
    ef_document copy = make_document();
    copy.record = 17;
    copy.values[EF_ID] = EF_SPAN_TEXT("an id reaches no tally");
    cr_assert_eq(ef_digest_compare(digest_of(&document, 1), digest_of(&copy, 1)), 0);
}

Test(sample, digests_every_field_that_reaches_a_tally)
{
    ef_document documents[10];
    for (size_t i = 0; i < EF_COUNT(documents); i++)
        documents[i] = make_document();
    documents[1].text = EF_SPAN_TEXT("some texts");
    documents[2].values[EF_CHANNEL] = EF_SPAN_TEXT("chat");
    documents[3].values[EF_CHANNEL] = (ef_span){0};
    documents[4].has_time = true;
    documents[5].has_rating = true;
    documents[6].weight = 2;
    documents[7].role = EF_AGENT;
    documents[8].values[EXTRA] = EF_SPAN_TEXT("");
    documents[9].values[EXTRA] = EF_SPAN_TEXT("x");
    for (size_t i = 0; i < EF_COUNT(documents); i++)
        for (size_t j = 0; j < i; j++)
            cr_assert_neq(
                ef_digest_compare(digest_of(&documents[i], 1), digest_of(&documents[j], 1)), 0,
                "%zu, %zu", i, j);
}

Test(sample, digests_all_documents_of_a_record_in_their_order)
{
    ef_document documents[3] = {make_document(), make_document(), make_document()};
    documents[1].text = EF_SPAN_TEXT("an answer");
    const ef_digest two = digest_of(documents, 2);
    cr_assert_neq(ef_digest_compare(two, digest_of(documents, 1)), 0);
    cr_assert_neq(ef_digest_compare(two, digest_of(documents + 1, 2)), 0);
}

Test(sample, keeps_a_share_and_nests)
{
    const ef_digest low = {.high = 0};
    const ef_digest middle = {.high = UINT64_C(1) << 63};
    const ef_digest high = {.high = UINT64_MAX};
    cr_assert(ef_sample_keeps(low, 1e-9));
    cr_assert_not(ef_sample_keeps(middle, 0.5));
    cr_assert(ef_sample_keeps(middle, 0.5000001));
    cr_assert_not(ef_sample_keeps(high, 0.9999999));
    cr_assert(ef_sample_keeps(high, 1));
    cr_assert_not(ef_sample_keeps(low, 0));
    cr_assert_not(ef_sample_keeps(low, -1));
    unsigned kept = 0;
    for (unsigned i = 0; i < 10000; i++) {
        const ef_digest digest = ef_digest_of(ef_span_make((const char *)&i, sizeof i));
        kept += ef_sample_keeps(digest, 0.1);
        cr_assert(!ef_sample_keeps(digest, 0.1) || ef_sample_keeps(digest, 0.2));
    }
    cr_assert(kept > 900 && kept < 1100, "%u", kept);
}
