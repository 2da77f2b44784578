#include "made_input.h"

#include <criterion/criterion.h>
#include <stdlib.h>

#include "records/split.h"
#include "records/transcode.h"

static ef_plan_options options_of(const char *const *arguments, const char **maps,
                                  const char **extra)
{
    ef_plan_options options = {.maps = maps, .extra = extra};
    for (; *arguments != NULL; arguments += 2) {
        if (strcmp(arguments[0], "--map") == 0)
            maps[options.n_maps++] = arguments[1];
        else if (strcmp(arguments[0], "--extra") == 0)
            extra[options.n_extra++] = arguments[1];
        else if (strcmp(arguments[0], "--preset") == 0)
            options.preset = arguments[1];
        else if (strcmp(arguments[0], "--records") == 0)
            options.records = arguments[1];
        else if (strcmp(arguments[0], "--turns") == 0)
            options.turns = arguments[1];
        else if (strcmp(arguments[0], "--channel") == 0)
            options.channel = arguments[1];
        else if (strcmp(arguments[0], "--scale") == 0)
            options.scale = arguments[1];
        else
            cr_assert_fail("no such option: %s", arguments[0]);
    }
    return options;
}

/* The bytes as the reader would hand them over: UTF-8 in memory of exactly their size, so that a
 * sanitizer sees a byte read too far. */
static ef_span copy_bytes(sample *s, const char *bytes, size_t len)
{
    if (!s->plan->utf16_le && !s->plan->utf16_be) {
        s->bytes = malloc(len > 0 ? len : 1);
        memcpy(s->bytes, bytes, len);
        return ef_span_make(s->bytes, len);
    }
    ef_transcoder transcoder;
    ef_transcoder_init(&transcoder, s->plan->utf16_be);
    s->bytes = malloc(ef_transcode_room(len));
    return ef_span_make(s->bytes, ef_transcode(&transcoder, ef_span_make(bytes, len), s->bytes));
}

static void cut_records(sample *s, ef_span window)
{
    ef_splitter splitter;
    ef_cut cut;
    ef_splitter_init(&splitter, s->plan);
    while (ef_splitter_next(&splitter, window, EF_ENDED, &cut)) {
        if (cut.reason == EF_REASON_NONE)
            ef_batch_add_record(&s->batch, cut.start, cut.len, cut.start);
        else
            ef_batch_add_reject(&s->batch, (ef_reject){.reason = cut.reason, .offset = cut.start});
    }
}

void sample_read(sample *s, const char *bytes, size_t len, const char *const *arguments)
{
    const char *maps[32], *extra[32];
    const ef_plan_options options = options_of(arguments, maps, extra);
    memset(s, 0, sizeof *s);
    ef_batch_init(&s->batch);
    ef_documents_init(&s->documents);
    s->status = ef_plan_make(&options, "sample", ef_span_make(bytes, len), true, &s->plan, &s->err);
    if (s->status != EARFUL_OK)
        return;
    const ef_span window = copy_bytes(s, bytes, len);
    cut_records(s, window);
    s->batch.plan = s->plan;
    free(s->batch.bytes);
    s->batch.bytes = s->bytes;
    s->batch.len = window.len;
    const ef_block block = {.batch = &s->batch, .first = 0, .count = s->batch.n_records};
    cr_assert(ef_read_documents(&block, &s->documents));
}

void sample_fini(sample *s)
{
    ef_documents_fini(&s->documents);
    ef_batch_fini(&s->batch); /* frees s->bytes, too */
    ef_plan_free(s->plan);
}

static const char *copy(sample *s, ef_span span)
{
    return ef_arena_span(&s->documents.arena, span).at;
}

const char *sample_text(sample *s, size_t document)
{
    cr_assert_lt(document, s->documents.count);
    return copy(s, s->documents.items[document].text);
}

const char *sample_value(sample *s, size_t document, const char *field)
{
    cr_assert_lt(document, s->documents.count);
    const uint32_t number = ef_plan_field(s->plan, ef_span_of(field));
    cr_assert_neq(number, EF_NONE);
    const ef_span value = s->documents.items[document].values[number];
    return value.at != NULL ? copy(s, value) : NULL;
}
