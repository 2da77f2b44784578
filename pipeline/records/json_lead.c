#include "records/json_lead.h"

void ef_json_leads_reset(ef_json_leads *leads)
{
    leads->count = 1;
}

ef_json_lead *ef_json_lead_keep(ef_json_leads *leads, uint32_t *place, ef_span bytes)
{
    if (bytes.len > EF_LEAD_LEN || leads->count == EF_MAX_LEADS)
        return NULL;
    const bool is_short = bytes.len < 8;
    ef_json_lead *const lead = &leads->items[leads->count];
    *lead = (ef_json_lead){.len = (uint32_t)bytes.len, .next = *place};
    memcpy(lead->bytes, bytes.at, bytes.len);
    memset(&lead->mask, 0xff, is_short ? bytes.len : 8);
    lead->tail_at = is_short ? 0 : lead->len - 8;
    lead->head = ef_eight_bytes(lead->bytes);
    lead->tail = ef_eight_bytes(lead->bytes + lead->tail_at);
    *place = leads->count++;
    return lead;
}
