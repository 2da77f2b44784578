/* Any bytes, repaired to UTF-8, become tokens that hold their invariants, and the same ones again.
 * The first line of the input, when it is short, is a contraction that the spelling knows; so the
 * fuzzer reaches the words that come apart. */
#include <stdlib.h>

#include "tokens/sentence_count.h"
#include "tokens/tokens.h"
#include "tokens/utf8.h"

static void demand(bool truth)
{
    if (!truth)
        abort();
}

/* The length of the valid sequence at bytes[at]; 0 when there is none. */
static size_t valid_len(const uint8_t *bytes, size_t len, size_t at)
{
    const uint8_t lead = bytes[at];
    const size_t need = lead < 0x80 ? 1 : lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    if (need == 0 || lead > 0xF4 || len - at < need)
        return 0;
    for (size_t i = 1; i < need; i++)
        if ((bytes[at + i] & 0xC0) != 0x80)
            return 0;
    size_t read = 0;
    const uint32_t c = ef_utf8_decode(ef_span_make((const char *)bytes, len), at, &read);
    const bool overlong = (need == 3 && c < 0x800) || (need == 4 && c < 0x10000);
    return overlong || (c >= 0xD800 && c < 0xE000) || c > 0x10FFFF ? 0 : need;
}

static void repair(const uint8_t *bytes, size_t len, ef_buffer *out)
{
    for (size_t at = 0; at < len;) {
        const size_t valid = valid_len(bytes, len, at);
        if (valid > 0)
            ef_buffer_add(out, (const char *)bytes + at, valid);
        else
            ef_buffer_add_text(out, "\xEF\xBF\xBD");
        at += valid > 0 ? valid : 1;
    }
}

static void fill_spelling(ef_spelling *spelling, ef_span *text)
{
    ef_spelling_init(spelling);
    ef_spelling_add(spelling, EF_CONTRACTION, EF_SPAN_TEXT("don't"), EF_SPAN_TEXT("do not"));
    ef_spelling_add(spelling, EF_CONTRACTION, EF_SPAN_TEXT("n't"), EF_SPAN_TEXT("not"));
    ef_spelling_add(spelling, EF_ABBREVIATION, EF_SPAN_TEXT("e.g."), (ef_span){0});
    ef_spelling_add(spelling, EF_ABBREVIATION, EF_SPAN_TEXT("mr"), (ef_span){0});
    ef_spelling_add(spelling, EF_CLAUSE_WORD, EF_SPAN_TEXT("but"), (ef_span){0});
    const char *const line = memchr(text->at, '\n', text->len < 32 ? text->len : 32);
    if (line == NULL)
        return;
    const ef_span word = ef_span_cut(text, '\n');
    demand(ef_spelling_add(spelling, EF_CONTRACTION, word, EF_SPAN_TEXT("but 's Not")));
}

/* What a token must be in its text, beyond what the check knows. */
static void check_against(ef_span text, const ef_tokens *t)
{
    demand(ef_tokens_check(t, NULL));
    for (size_t i = 0; i < t->count; i++) {
        const size_t end = (size_t)t->start[i] + t->len[i];
        demand(end <= text.len);
        demand(((uint8_t)text.at[t->start[i]] & 0xC0) != 0x80);
        demand(end == text.len || ((uint8_t)text.at[end] & 0xC0) != 0x80);
        const ef_span word = ef_token_word(t, i);
        for (size_t at = 0, len; at < word.len; at += len)
            demand(ef_utf8_decode(word, at, &len) != 0xFFFD || word.at[at] == '\xEF');
    }
}

static bool same(const void *a, const void *b, size_t size)
{
    return size == 0 || memcmp(a, b, size) == 0;
}

static void check_equal(const ef_tokens *a, const ef_tokens *b)
{
    const size_t n = a->count;
    demand(n == b->count && a->n_sentences == b->n_sentences && a->n_clauses == b->n_clauses);
    demand(same(a->start, b->start, n * sizeof a->start[0]));
    demand(same(a->len, b->len, n * sizeof a->len[0]));
    demand(same(a->hash, b->hash, n * sizeof a->hash[0]));
    demand(same(a->kind, b->kind, n) && same(a->flags, b->flags, n));
    demand(same(a->sentence, b->sentence, n * sizeof a->sentence[0]));
    demand(same(a->clause, b->clause, n * sizeof a->clause[0]));
    demand(ef_span_equal(ef_buffer_span(&a->words), ef_buffer_span(&b->words)));
}

/* Who asks for nothing but the number of sentences gets the same. */
static void check_count(const ef_spelling *spelling, ef_span text, size_t n_sentences,
                        ef_tokens *scratch)
{
    ef_document item = {.text = text};
    ef_record_info record = {.outcome = EF_SCORED, .n_documents = 1};
    const ef_documents documents = {.items = &item, .count = 1, .records = &record, .n_records = 1};
    ef_tokens counted;
    ef_tokens_init(&counted);
    demand(ef_count_sentences(spelling, &documents, scratch, &counted));
    demand(counted.documents[0].n_sentences == n_sentences);
    ef_tokens_fini(&counted);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    ef_buffer repaired = {0};
    ef_buffer_add_char(&repaired, ' ');
    repair(data, size, &repaired);
    ef_span text = ef_buffer_span(&repaired);
    ef_spelling spelling;
    fill_spelling(&spelling, &text);
    ef_tokens once;
    ef_tokens twice;
    ef_tokens_init(&once);
    ef_tokens_init(&twice);
    demand(ef_tokenize_text(&spelling, EF_SPAN_TEXT("something (else) 7) before."), &twice));
    demand(ef_tokenize_text(&spelling, text, &once));
    demand(ef_tokenize_text(&spelling, text, &twice));
    check_against(text, &once);
    check_equal(&once, &twice);
    check_count(&spelling, text, once.n_sentences, &twice);
    ef_tokens_fini(&once);
    ef_tokens_fini(&twice);
    ef_spelling_fini(&spelling);
    ef_buffer_fini(&repaired);
    return 0;
}
