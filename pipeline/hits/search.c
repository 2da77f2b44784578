#include "hits/search.h"

#include "tokens/utf8.h"

/* The tokens of a sentence, walked along with the matches in it. */
typedef struct walk {
    const ef_tokens *tokens;
    uint32_t token; /* the first that may touch the next match */
    uint32_t end;
} walk;

static walk walk_from_start(const ef_tokens *tokens, uint32_t sentence)
{
    const ef_sentence *const range = &tokens->sentences[sentence];
    return (walk){tokens, range->first_token, range->first_token + range->n_tokens};
}

/* Bytes [start, end) of the document's text, not before those of the call before. */
static void push_touched(walk *along, size_t start, size_t end, ef_spans *spans)
{
    const ef_tokens *const tokens = along->tokens;
    uint32_t first = along->token;
    while (first < along->end && tokens->start[first] + tokens->len[first] <= start)
        first++;
    along->token = first;
    uint32_t behind = first;
    while (behind < along->end && tokens->start[behind] < end)
        behind++;
    if (behind > first && start < end)
        ef_spans_push(spans, first, behind - 1);
}

static ef_span searched_part(ef_span text, const ef_sentence *sentence)
{
    const ef_span all = ef_span_make(text.at + sentence->start, sentence->len);
    if (all.len <= EF_SEARCHED)
        return all;
    return ef_span_make(all.at, ef_utf8_previous(all, EF_SEARCHED));
}

bool ef_search_regex(const ef_pattern *pattern, ef_pattern_scratch *scratch, ef_span text,
                     const ef_tokens *tokens, uint32_t sentence, ef_spans *spans)
{
    const ef_sentence *const range = &tokens->sentences[sentence];
    const ef_span subject = searched_part(text, range);
    walk along = walk_from_start(tokens, sentence);
    size_t from = 0;
    while (from < subject.len && !spans->failed) {
        size_t start = 0;
        size_t end = 0;
        const ef_match match = ef_pattern_find(pattern, scratch, subject, from, &start, &end);
        if (match != EF_MATCH)
            return match == EF_NO_MATCH;
        push_touched(&along, range->start + start, range->start + end, spans);
        from = end;
        if (end <= start && end < subject.len) {
            size_t len = 0;
            ef_utf8_decode(subject, end, &len);
            from += len;
        } else if (end <= start) {
            break;
        }
    }
    return true;
}

static bool is_part_of_word(ef_span text, size_t at)
{
    size_t len = 0;
    const ef_char_class class = ef_utf8_class(ef_utf8_decode(text, at, &len));
    return class >= EF_CHAR_LETTER && class <= EF_CHAR_DIGIT;
}

/* A border lies between two characters unless both belong to words. */
static bool is_border(ef_span text, size_t at)
{
    return at == 0 || at >= text.len || !is_part_of_word(text, at) ||
           !is_part_of_word(text, ef_utf8_previous(text, at));
}

void ef_search_raw(ef_span wanted, ef_span text, const ef_tokens *tokens, uint32_t sentence,
                   ef_spans *spans)
{
    const ef_sentence *const range = &tokens->sentences[sentence];
    const size_t end = (size_t)range->start + range->len;
    walk along = walk_from_start(tokens, sentence);
    size_t at = range->start;
    while (at + wanted.len <= end && !spans->failed) {
        const char *const found = memchr(text.at + at, wanted.at[0], end - wanted.len - at + 1);
        if (found == NULL)
            return;
        at = (size_t)(found - text.at);
        if (memcmp(found, wanted.at, wanted.len) == 0 && is_border(text, at) &&
            is_border(text, at + wanted.len))
            push_touched(&along, at, at + wanted.len, spans);
        at++;
    }
}
