/* State files from strangers. The digests are made to fit first, as a forger would, so that what
 * lies behind them is reached. Invariants: what is read passes the check, is written again as the
 * very same bytes, is not changed by merging with itself, and every writer copes with it. */
#include <stdlib.h>

#include "report/report.h"

enum { HEADER = 20, DIGEST = 16 };

static void demand(bool holds)
{
    if (!holds)
        abort();
}

static void put_little_endian(char *at, uint64_t value, int bytes)
{
    for (int i = 0; i < bytes; i++)
        at[i] = (char)(value >> (8 * i));
}

static void put_digest(char *at, ef_span of)
{
    const ef_digest digest = ef_digest_of(of);
    put_little_endian(at, digest.high, 8);
    put_little_endian(at + 8, digest.low, 8);
}

/* Header and digests around the fuzzer's bytes, whose first two say where the payload ends. */
static void forge(const uint8_t *data, size_t size, ef_buffer *file)
{
    const size_t rest = size - 2;
    const size_t payload = (data[0] | (size_t)data[1] << 8) % (rest + 1);
    ef_buffer_add(file,
                  "\x89"
                  "earful\n\x01\0\0\0\0\0\0\0\0\0\0",
                  HEADER);
    ef_buffer_add(file, (const char *)data + 2, payload);
    ef_buffer_add(file, "0123456789abcdef", DIGEST);
    ef_buffer_add(file, (const char *)data + 2 + payload, rest - payload);
    ef_buffer_add(file, "0123456789abcdef", DIGEST);
    demand(!file->failed);
    put_little_endian(file->at + 12, payload, 8);
    put_digest(file->at + HEADER + payload, ef_span_make(file->at + HEADER, payload));
    put_digest(file->at + file->len - DIGEST, ef_span_make(file->at, file->len - DIGEST));
}

static void assert_written_as(const ef_state *state, const ef_buffer *file)
{
    ef_buffer again = {0};
    demand(ef_state_check(state));
    demand(ef_state_write(state, &again, NULL) == EARFUL_OK);
    demand(ef_span_equal(ef_buffer_span(&again), ef_buffer_span(file)));
    ef_buffer_fini(&again);
}

static void write_everything(const ef_state *state)
{
    ef_rows rows;
    ef_buffer out = {0};
    const ef_manifest manifest = {0};
    demand(ef_rows_make(&rows, state, NULL) == EARFUL_OK);
    ef_write_table(&rows, &manifest, &out);
    for (size_t i = 0; i < out.len; i++)
        demand(out.at[i] == '\n' || (unsigned char)out.at[i] >= 0x20);
    ef_write_topics_csv(&rows, &out);
    ef_write_sentiment_csv(&rows, &out);
    ef_write_dim_topic_csv(&rows, &out);
    ef_write_ndjson(&rows, &out);
    ef_write_json(&rows, &manifest, &out);
    ef_write_manifest(&rows, &manifest, &out);
    demand(!out.failed);
    ef_buffer_fini(&out);
    ef_rows_fini(&rows);
}

/* A copy that covers another input: the two must merge to twice the records. */
static void merge_with_another(ef_state *state, const ef_buffer *file)
{
    ef_state other;
    demand(ef_state_read(&other, "fuzz", ef_buffer_span(file), NULL) == EARFUL_OK);
    ef_coverage_fini(&other.coverage);
    demand(ef_coverage_add(&other.coverage,
                           (ef_covered){.digest = {1, 2}, .size = 3, .end = 3, .times = 1}));
    bool added = false;
    const uint64_t before = ef_census_sum(&state->census, EF_CENSUS_SCORED);
    if (ef_state_merge(state, &other, &added, NULL) == EARFUL_OK && added) {
        const uint64_t after = ef_census_sum(&state->census, EF_CENSUS_SCORED);
        demand(ef_state_check(state));
        demand(before > UINT64_MAX / 2 || after == 2 * before);
    }
    ef_state_fini(&other);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    ef_state state;
    if (size < 2)
        return 0;
    if (ef_state_read(&state, "fuzz", ef_span_make((const char *)data, size), NULL) == EARFUL_OK)
        ef_state_fini(&state);
    ef_buffer file = {0};
    forge(data, size, &file);
    earful_error err = {0};
    const earful_status status = ef_state_read(&state, "fuzz", ef_buffer_span(&file), &err);
    demand(status == err.status && err.offset <= file.len);
    if (status == EARFUL_OK) {
        bool added = true;
        assert_written_as(&state, &file);
        demand(ef_state_merge(&state, &state, &added, NULL) == EARFUL_OK && !added);
        assert_written_as(&state, &file);
        write_everything(&state);
        merge_with_another(&state, &file);
        ef_state_fini(&state);
    }
    ef_buffer_fini(&file);
    return 0;
}
