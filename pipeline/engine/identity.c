#include "engine/identity.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/buffer.h"

static const char *period_name(earful_period period)
{
    static const char *const names[] = {"none", "hour", "day", "week", "month", "quarter"};
    return names[period];
}

static void set(ef_identity *identity, ef_arena *arena, const char *name, ef_span value)
{
    identity->settings[identity->n_settings++] =
        (ef_state_setting){.name = ef_span_of(name), .value = ef_arena_span(arena, value)};
}

static void set_fixed4(ef_identity *identity, ef_arena *arena, const char *name, int64_t value)
{
    ef_buffer text = {0};
    ef_buffer_add_fixed4(&text, value);
    arena->failed |= text.failed;
    set(identity, arena, name, ef_buffer_span(&text));
    ef_buffer_fini(&text);
}

static void set_flag(ef_identity *identity, ef_arena *arena, const char *name, bool value)
{
    set(identity, arena, name, ef_span_of(value ? "true" : "false"));
}

/* Fields separated by commas, as --by takes them. */
static void set_by(ef_identity *identity, ef_arena *arena, const earful_options *options)
{
    ef_buffer text = {0};
    for (size_t i = 0; i < options->n_by; i++) {
        if (i > 0)
            ef_buffer_add_char(&text, ',');
        ef_buffer_add_text(&text, options->by[i]);
    }
    arena->failed |= text.failed;
    set(identity, arena, "by", ef_buffer_span(&text));
    ef_buffer_fini(&text);
}

static void set_model(ef_identity *identity, ef_arena *arena, const earful_model *model)
{
    const ef_settings *const settings = &model->settings;
    char hex[EF_DIGEST_HEX];
    ef_digest_hex(model->digest, hex);
    set(identity, arena, "model", settings->name);
    set(identity, arena, "model_digest", ef_span_of(hex));
    set(identity, arena, "language", settings->language);
    set(identity, arena, "sentiment", ef_span_of(model->vader != NULL ? "vader" : "earful"));
    set_fixed4(identity, arena, "positive_threshold", settings->positive_threshold);
    set_fixed4(identity, arena, "negative_threshold", settings->negative_threshold);
    set_fixed4(identity, arena, "mixed_threshold", settings->mixed_threshold);
    char number[16];
    snprintf(number, sizeof number, "%" PRId32, settings->small_n);
    set(identity, arena, "small_n", ef_span_of(number));
}

static void set_options(ef_identity *identity, ef_arena *arena, const earful_options *options)
{
    set(identity, arena, "period", ef_span_of(period_name(options->period)));
    set(identity, arena, "tz", ef_span_of(options->tz != NULL ? options->tz : "UTC"));
    set(identity, arena, "where", ef_span_of(options->where));
    set_fixed4(identity, arena, "sample", (int64_t)(options->sample * EF_UNIT + 0.5));
    set_flag(identity, arena, "any_language", options->any_language);
    set_flag(identity, arena, "drop_duplicates", options->drop_duplicates);
    set_flag(identity, arena, "unique", options->unique);
    set_by(identity, arena, options);
}

static int by_name(const void *a, const void *b)
{
    return ef_span_compare(((const ef_state_setting *)a)->name,
                           ((const ef_state_setting *)b)->name);
}

/* Over names and values with their lengths, so that no two lists of settings look the same. */
static bool digest_settings(ef_identity *identity)
{
    ef_digester *const digester = ef_digester_new();
    if (digester == NULL)
        return false;
    for (size_t i = 0; i < identity->n_settings; i++) {
        const ef_span parts[] = {identity->settings[i].name, identity->settings[i].value};
        for (size_t j = 0; j < 2; j++) {
            const uint64_t len = parts[j].len;
            ef_digester_add(digester, &len, sizeof len);
            ef_digester_add(digester, parts[j].at, parts[j].len);
        }
    }
    identity->digest = ef_digester_finish(digester);
    ef_digester_free(digester);
    return true;
}

bool ef_identity_make(ef_identity *identity, const earful_model *model,
                      const earful_options *options, ef_arena *arena)
{
    identity->n_settings = 0;
    set_model(identity, arena, model);
    set_options(identity, arena, options);
    qsort(identity->settings, identity->n_settings, sizeof identity->settings[0], by_name);
    return digest_settings(identity) && !arena->failed;
}
