/* Reads generated and mutated lines as a run would, and again with simdjson and with jansson, and
 * compares which are JSON and what stands at some paths.
 *
 *     json SEED ROUNDS      each round is one input of 2,000 lines
 *
 * Where earful means to differ, the others get what it takes the line for (mend_json.h), or do not count:
 * - Bytes that are no UTF-8 are repaired, not refused; so is half a surrogate pair.
 * - Numbers are kept as they are written, so none is too large. The others refuse such.
 * - Nesting ends at 1,024 as simdjson's does; jansson's limit is 2,048.
 * - A key may hold U+0000, which jansson's C strings cannot; and jansson overlooks a zero byte behind
 *   a word, so such lines are simdjson's alone.
 * - [] sees the values of equal keys, as a duplicate is no reason to lose one; jansson keeps one. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "make_json.h"
#include "mend_json.h"
#include "peer.h"
#include "records/document.h"
#include "records/reader.h"

enum { LINES = 2000, GOOD_LINES = 50, MOST_SHOWN = 2000 };

static const peer_path paths[] = {
    {{"v"}},           {{"v", "a"}},       {{"v", "b"}},       {{"v", "c"}},
    {{"v", "a", "a"}}, {{"v", "a", "b"}},  {{"v", "b", "a"}},  {{"v", "b", "b"}},
    {{"v", "[]"}},     {{"v", "[]", "a"}}, {{"v", "a", "[]"}}, {{"v", "[]", "[]"}},
};
static const char *const maps[] = {
    "text=text", "p0=v",     "p1=v.a", "p2=v.b",   "p3=v.c",    "p4=v.a.a",  "p5=v.a.b",
    "p6=v.b.a",  "p7=v.b.b", "p8=v[]", "p9=v[].a", "p10=v.a[]", "p11=v[][]",
};
enum { N_PATHS = EF_COUNT(paths), N_EXACT = 8 };

typedef struct peer {
    const char *name;
    peer_reader *read;
    size_t n_paths;
    uint64_t accepted, refused, as_meant;
} peer;

static void demand(bool holds, const char *what)
{
    if (holds)
        return;
    fprintf(stderr, "peers: %s\n", what);
    exit(1);
}

static bool same_value(ef_span ours, const peer_value *theirs)
{
    char text[512];
    if (theirs->kind == PEER_NOTHING || ours.at == NULL)
        return theirs->kind == PEER_NOTHING && ours.at == NULL;
    if (theirs->kind == PEER_BYTES)
        return ef_span_equal(ours, ef_span_make(theirs->bytes, theirs->len)) ||
               (ef_span_is(ours, "-0") &&
                ef_span_equal(EF_SPAN_TEXT("0"), ef_span_make(theirs->bytes, theirs->len)));
    if (ours.len >= sizeof text)
        return false;
    memcpy(text, ours.at, ours.len);
    text[ours.len] = '\0';
    char *end;
    return strtod(text, &end) == theirs->real && *end == '\0' && ours.len > 0;
}

static bool complain(const peer *with, ef_span line, const char *what)
{
    ef_buffer shown = {0};
    ef_buffer_add_json_bytes(&shown, line);
    fprintf(stderr, "peers: %s: %s: %.*s\n", with->name, what,
            shown.len < MOST_SHOWN ? (int)shown.len : MOST_SHOWN, shown.at);
    ef_buffer_fini(&shown);
    return false;
}

/* Whether two verdicts that differ differ as they should. */
static bool is_meant(const peer *with, ef_span line, ef_reason ours, peer_verdict theirs)
{
    if (theirs == PEER_READS)
        return with->read == peer_read_jansson &&
               (ours == EF_TOO_DEEP || memchr(line.at, '\0', line.len) != NULL);
    return theirs == PEER_FINDS_ZERO_IN_KEY ||
           (theirs == PEER_FINDS_NUMBER_TOO_LARGE && json_has_wide_number(line));
}

static bool compare(peer *with, ef_span line, ef_span mended, ef_reason ours,
                    const ef_document *document, uint32_t first_field)
{
    peer_value values[N_PATHS] = {{0}};
    const peer_verdict theirs = with->read(mended.at, mended.len, paths, with->n_paths, values);
    const bool accepts = ours != EF_BAD_JSON && ours != EF_TOO_DEEP;
    bool good = true;
    if (accepts == (theirs == PEER_READS))
        ++*(accepts ? &with->accepted : &with->refused);
    else if (is_meant(with, line, ours, theirs))
        with->as_meant++;
    else
        good = complain(with, line, accepts ? "only earful accepts" : "only earful refuses");
    for (size_t i = 0; i < with->n_paths; i++) {
        if (good && accepts && theirs == PEER_READS && document != NULL &&
            !same_value(document->values[first_field + i], &values[i]))
            good = complain(with, line, maps[1 + i]);
        free(values[i].bytes);
    }
    return good;
}

typedef struct round_of {
    ef_buffer input;
    ef_buffer mended;
    size_t at; /* of the next line */
    size_t n_lines;
    size_t n_differ;
} round_of;

static ef_span next_line(round_of *round)
{
    const ef_span rest = ef_span_make(round->input.at + round->at, round->input.len - round->at);
    const char *const newline = memchr(rest.at, '\n', rest.len);
    demand(newline != NULL, "more records than lines");
    round->at += (size_t)(newline - rest.at) + 1;
    round->n_lines++;
    return ef_span_make(rest.at, (size_t)(newline - rest.at));
}

static void compare_block(round_of *round, const ef_plan *plan, const ef_documents *documents,
                          peer *peers, size_t n_peers)
{
    const uint32_t first_field = ef_plan_field(plan, EF_SPAN_TEXT("p0"));
    size_t n_rejects = 0;
    for (size_t i = 0; i < documents->n_records; i++) {
        const ef_record_info *const info = &documents->records[i];
        const ef_span line = next_line(round);
        demand(info->ordinal + 1 == round->n_lines, "a line was lost");
        mend_json_line(line, &round->mended);
        demand(!round->mended.failed, "no memory");
        const ef_reason reason =
            info->outcome == EF_REJECTED ? documents->rejects[n_rejects++].reason : EF_REASON_NONE;
        const ef_document *const document =
            info->n_documents > 0 ? &documents->items[info->first_document] : NULL;
        for (size_t k = 0; k < n_peers; k++)
            round->n_differ += !compare(&peers[k], line, ef_buffer_span(&round->mended), reason,
                                        document, first_field);
    }
}

/* One input, read in batches and blocks as a run reads it. */
static size_t play(dice *d, peer *peers, size_t n_peers)
{
    round_of round = {0};
    for (size_t i = 0; i < GOOD_LINES; i++)
        ef_buffer_add_text(&round.input, "{\"text\":\"x\",\"v\":0}\n");
    for (size_t i = 0; i < LINES; i++)
        make_json_line(d, &round.input);
    demand(!round.input.failed, "no memory");
    const earful_input input = {
        .name = "generated", .data = round.input.at, .size = round.input.len};
    const ef_reader_options options = {
        .plan = {.preset = "generic", .maps = maps, .n_maps = EF_COUNT(maps)},
        .batch_bytes = 1 + dice_below(d, 100000)};
    ef_reader *reader = NULL;
    ef_batch batch;
    ef_block block;
    ef_documents documents;
    earful_error err = {0};
    ef_batch_init(&batch);
    ef_documents_init(&documents);
    demand(ef_reader_open(&input, &options, &reader, &err) == EARFUL_OK, err.message);
    for (bool more = true; more;) {
        ef_batch_reset(&batch);
        demand(ef_reader_fill(reader, &batch, &more, &err) == EARFUL_OK, err.message);
        batch.plan = ef_reader_plan(reader);
        demand(batch.plan->form == EF_NDJSON, "the input is taken for another form");
        while (ef_batch_next_block(&batch, &block)) {
            demand(ef_read_documents(&block, &documents), "no memory");
            compare_block(&round, batch.plan, &documents, peers, n_peers);
        }
    }
    demand(round.n_lines == GOOD_LINES + LINES, "lines were lost");
    ef_reader_close(reader);
    ef_documents_fini(&documents);
    ef_batch_fini(&batch);
    ef_buffer_fini(&round.input);
    ef_buffer_fini(&round.mended);
    return round.n_differ;
}

int main(int argc, char **argv)
{
    demand(argc == 3, "usage: json SEED ROUNDS");
    dice d = {.state = strtoull(argv[1], NULL, 10)};
    peer peers[] = {{.name = "simdjson", .read = peer_read_simdjson, .n_paths = N_PATHS},
                    {.name = "jansson", .read = peer_read_jansson, .n_paths = N_EXACT}};
    size_t n_differ = 0;
    for (unsigned long round = strtoul(argv[2], NULL, 10); round > 0 && n_differ == 0; round--)
        n_differ += play(&d, peers, EF_COUNT(peers));
    for (size_t i = 0; i < EF_COUNT(peers); i++) {
        printf(
            "peers: %s: %llu lines accepted by both, %llu refused by both, %llu differ as meant\n",
            peers[i].name, (unsigned long long)peers[i].accepted,
            (unsigned long long)peers[i].refused, (unsigned long long)peers[i].as_meant);
        demand(n_differ > 0 || (peers[i].accepted > peers[i].as_meant && peers[i].refused > 0),
               "the lines say too little");
    }
    return n_differ > 0;
}
