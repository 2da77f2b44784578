/* What a plan found, said to people or to programs: the heart of `earful sniff`. */
#include "records/plan.h"
#include "records/preset.h"

static const char *encoding_of(const ef_plan *plan)
{
    if (plan->utf16_le)
        return "utf-16le";
    return plan->utf16_be ? "utf-16be" : "utf-8";
}

/* ---- for people: a name and its value a line ---- */

static void add_line(ef_buffer *out, const char *name, ef_span value)
{
    if (value.len == 0)
        return;
    ef_buffer_add_format(out, "%-10s", name);
    ef_buffer_add_span(out, value);
    ef_buffer_add_char(out, '\n');
}

static void add_paths(ef_buffer *out, const ef_mapping *mapping)
{
    const char *between = "";
    for (uint32_t i = 0; i < mapping->n_paths; i++) {
        if (!mapping->paths[i].seen)
            continue;
        ef_buffer_add_text(out, between);
        ef_buffer_add_span(out, mapping->paths[i].text);
        between = mapping->joined ? " + " : ", else ";
    }
}

static bool is_seen(const ef_mapping *mapping)
{
    for (uint32_t i = 0; i < mapping->n_paths; i++) {
        if (mapping->paths[i].seen)
            return true;
    }
    return false;
}

static void describe_to_people(const ef_plan *plan, ef_buffer *out)
{
    add_line(out, "form", ef_span_of(ef_form_name(plan->form)));
    add_line(out, "encoding", ef_span_of(encoding_of(plan)));
    ef_buffer_add_format(out, "%-10s%s (%s)\n", "preset", plan->preset, plan->known->what);
    add_line(out, "records", plan->records.text);
    add_line(out, "turns", plan->turns.text);
    add_line(out, "channel", plan->channel);
    if (plan->scale_min != plan->scale_max)
        ef_buffer_add_format(out, "%-10s%lld-%lld\n", "scale", (long long)plan->scale_min,
                             (long long)plan->scale_max);
    ef_buffer_add_text(out, "fields\n");
    for (uint32_t i = 0; i < plan->n_fields; i++) {
        if (!is_seen(&plan->fields[i]))
            continue;
        ef_buffer_add_format(out, "  %-14.*s", (int)plan->fields[i].name.len,
                             plan->fields[i].name.at);
        add_paths(out, &plan->fields[i]);
        ef_buffer_add_char(out, '\n');
    }
}

/* ---- for programs ---- */

static void add_member(ef_buffer *out, const char *name, ef_span value)
{
    if (out->len > 0 && out->at[out->len - 1] != '{')
        ef_buffer_add_char(out, ',');
    ef_buffer_add_format(out, "\"%s\":", name);
    if (value.len > 0)
        ef_buffer_add_json(out, value);
    else
        ef_buffer_add_text(out, "null");
}

static void add_json_paths(ef_buffer *out, const ef_mapping *mapping)
{
    const char *between = "";
    ef_buffer_add_json(out, mapping->name);
    ef_buffer_add_text(out, ":[");
    for (uint32_t i = 0; i < mapping->n_paths; i++) {
        if (!mapping->paths[i].seen)
            continue;
        ef_buffer_add_text(out, between);
        ef_buffer_add_json(out, mapping->paths[i].text);
        between = ",";
    }
    ef_buffer_add_char(out, ']');
}

static void describe_to_programs(const ef_plan *plan, ef_buffer *out)
{
    const char *between = "";
    add_member(out, "form", ef_span_of(ef_form_name(plan->form)));
    add_member(out, "encoding", ef_span_of(encoding_of(plan)));
    add_member(out, "preset", ef_span_of(plan->preset));
    add_member(out, "records", plan->records.text);
    add_member(out, "turns", plan->turns.text);
    add_member(out, "channel", plan->channel);
    if (plan->scale_min != plan->scale_max)
        ef_buffer_add_format(out, ",\"scale\":\"%lld-%lld\"", (long long)plan->scale_min,
                             (long long)plan->scale_max);
    else
        ef_buffer_add_text(out, ",\"scale\":null");
    ef_buffer_add_text(out, ",\"fields\":{");
    for (uint32_t i = 0; i < plan->n_fields; i++) {
        if (!is_seen(&plan->fields[i]))
            continue;
        ef_buffer_add_text(out, between);
        add_json_paths(out, &plan->fields[i]);
        between = ",";
    }
    ef_buffer_add_char(out, '}');
}

void ef_plan_describe(const ef_plan *plan, bool json, ef_buffer *out)
{
    if (json)
        describe_to_programs(plan, out);
    else
        describe_to_people(plan, out);
}
