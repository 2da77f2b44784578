#include <criterion/criterion.h>

#include <stdlib.h>

#include "records/json_lead.h"

/* Keeps the first `len` bytes of a text, and looks at memory of exactly `left` bytes that hold the
 * same, but for one byte where `odd` is less. */
static bool finds(size_t len, size_t left, size_t odd)
{
    static const char text[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    ef_json_leads *const leads = malloc(sizeof *leads);
    char *const bytes = malloc(left + 1);
    char *const exact = bytes + 1; /* not aligned */
    uint32_t place = 0;
    ef_json_leads_reset(leads);
    ef_json_lead *const kept = ef_json_lead_keep(leads, &place, ef_span_make(text, len));
    cr_assert(kept != NULL && place == 1);
    memcpy(exact, text, left);
    if (odd < left)
        exact[odd] = '!';
    ef_json_lead *const found = ef_json_lead_at(leads, place, exact, left);
    cr_assert(found == NULL || found == kept);
    free(bytes);
    free(leads);
    return found != NULL;
}

Test(json_lead, compares_every_byte)
{
    for (size_t len = 1; len <= EF_LEAD_LEN; len++) {
        for (size_t left = len > 8 ? len : 8; left < len + 10; left++) {
            cr_assert(finds(len, left, left), "%zu of %zu", len, left);
            for (size_t odd = 0; odd < left; odd++)
                cr_assert_eq(finds(len, left, odd), odd >= len, "%zu of %zu, %zu", len, left, odd);
        }
        for (size_t left = 0; left < len; left++)
            cr_assert_not(finds(len, left, left), "%zu cut to %zu", len, left);
    }
}

Test(json_lead, keeps_leads_in_order)
{
    ef_json_leads leads;
    uint32_t first = 0;
    ef_json_leads_reset(&leads);
    ef_json_lead *const b = ef_json_lead_keep(&leads, &first, ef_span_of("\"b\":"));
    ef_json_lead *const d = ef_json_lead_keep(&leads, &b->next, ef_span_of(",\"d\":"));
    ef_json_lead *const c = ef_json_lead_keep(&leads, &b->next, ef_span_of(",\"c\":"));
    ef_json_lead *const a = ef_json_lead_keep(&leads, &first, ef_span_of("\"a\":"));
    cr_assert_eq(&leads.items[first], a);
    cr_assert_eq(&leads.items[a->next], b);
    cr_assert_eq(&leads.items[b->next], c);
    cr_assert_eq(&leads.items[c->next], d);
    cr_assert_eq(d->next, 0);
    cr_assert_eq(ef_json_lead_at(&leads, b->next, ",\"d\": 1234", 10), d);
    cr_assert_null(ef_json_lead_at(&leads, b->next, "\"a\": 12345", 10), "it stands before");
}

Test(json_lead, keeps_no_more_than_it_has_room_for)
{
    ef_json_leads leads;
    uint32_t first = 0;
    char bytes[EF_LEAD_LEN + 1];
    memset(bytes, 'x', sizeof bytes);
    ef_json_leads_reset(&leads);
    cr_assert_null(ef_json_lead_keep(&leads, &first, ef_span_make(bytes, sizeof bytes)));
    for (int i = 1; i < EF_MAX_LEADS; i++)
        cr_assert_not_null(ef_json_lead_keep(&leads, &first, ef_span_make(bytes, EF_LEAD_LEN)));
    cr_assert_null(ef_json_lead_keep(&leads, &first, ef_span_make(bytes, 8)));
}
