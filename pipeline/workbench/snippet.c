#include "workbench/snippet.h"

#include <stdlib.h>

#include "base/grow.h"
#include "tokens/utf8.h"

/* Bytes of a text that are shown: before the first mark, and in all. */
enum { MOST_BEFORE = 120, MOST_SHOWN = 320 };

void ef_snippets_init(ef_snippets *snippets, size_t most)
{
    *snippets = (ef_snippets){.most = most};
}

void ef_snippets_fini(ef_snippets *snippets)
{
    for (size_t i = 0; i < snippets->count; i++)
        free(snippets->items[i].bytes);
    free(snippets->items);
    *snippets = (ef_snippets){0};
}

bool ef_snippets_want(const ef_snippets *snippets, uint64_t rank)
{
    return snippets->most > 0 &&
           (snippets->count < snippets->most || rank <= snippets->items[snippets->count - 1].rank);
}

static int compare(const ef_snippet *a, uint64_t rank, ef_span text)
{
    if (a->rank != rank)
        return a->rank < rank ? -1 : 1;
    return ef_span_compare(ef_snippet_text(a), text);
}

/* Where it goes; false when it is there already. */
static bool find_place(const ef_snippets *snippets, uint64_t rank, ef_span text, size_t *place)
{
    size_t low = 0;
    size_t high = snippets->count;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        const int order = compare(&snippets->items[middle], rank, text);
        if (order == 0)
            return false;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    *place = low;
    return true;
}

void ef_snippets_offer(ef_snippets *snippets, uint64_t rank, ef_span text)
{
    size_t place = 0;
    if (snippets->failed || !ef_snippets_want(snippets, rank) ||
        !find_place(snippets, rank, text, &place) || place == snippets->most)
        return;
    char *const copy = malloc(text.len + 1);
    if (copy == NULL || !ef_grow(&snippets->items, &snippets->capacity, snippets->count + 1,
                                 sizeof snippets->items[0])) {
        free(copy);
        snippets->failed = true;
        return;
    }
    if (text.len > 0)
        memcpy(copy, text.at, text.len);
    if (snippets->count == snippets->most)
        free(snippets->items[--snippets->count].bytes);
    memmove(snippets->items + place + 1, snippets->items + place,
            (snippets->count - place) * sizeof snippets->items[0]);
    snippets->items[place] = (ef_snippet){.rank = rank, .bytes = copy, .len = text.len};
    snippets->count++;
}

void ef_snippets_merge(ef_snippets *into, const ef_snippets *from)
{
    for (size_t i = 0; i < from->count; i++)
        ef_snippets_offer(into, from->items[i].rank, ef_snippet_text(&from->items[i]));
    into->failed = into->failed || from->failed;
}

size_t ef_snippet_boundary(ef_span text, size_t at)
{
    while (at > 0 && at < text.len && ((unsigned char)text.at[at] & 0xc0) == 0x80)
        at--;
    return at;
}

/* The part of a text that is shown. */
static ef_mark window_of(ef_span text, const ef_mark *marks, size_t n_marks)
{
    const size_t middle = n_marks > 0 ? marks[0].start : 0;
    size_t start = middle > MOST_BEFORE ? ef_snippet_boundary(text, middle - MOST_BEFORE) : 0;
    if (text.len <= MOST_SHOWN)
        start = 0;
    const size_t left = text.len - start;
    const size_t end =
        left > MOST_SHOWN ? ef_snippet_boundary(text, start + MOST_SHOWN) : start + left;
    return (ef_mark){start, end};
}

static bool turns_text(uint32_t c)
{
    return c == 0x061c || (c >= 0x200e && c <= 0x200f) || (c >= 0x2028 && c <= 0x202e) ||
           (c >= 0x2066 && c <= 0x2069);
}

static void show_character(ef_span text, size_t at, size_t len, uint32_t c, ef_buffer *out)
{
    const bool blank = ef_utf8_class(c) == EF_CHAR_SPACE || turns_text(c);
    if (!blank)
        ef_buffer_add(out, text.at + at, len);
    else if (!out->failed && (out->len == 0 || out->at[out->len - 1] != ' '))
        ef_buffer_add_char(out, ' ');
}

void ef_snippet_clean(ef_span text, ef_buffer *out)
{
    size_t len = 0;
    for (size_t at = 0; at < text.len; at += len) {
        const uint32_t c = ef_utf8_decode(text, at, &len);
        show_character(text, at, len, c, out);
    }
}

void ef_snippet_show(ef_span text, const ef_mark *marks, size_t n_marks, ef_buffer *out)
{
    const ef_mark window = window_of(text, marks, n_marks);
    size_t opened = 0;
    size_t closed = 0;
    size_t len = 0;
    if (window.start > 0)
        ef_buffer_add_text(out, "\xe2\x80\xa6");
    for (size_t at = window.start; at < window.end; at += len) {
        if (closed < opened && marks[closed].end <= at) {
            ef_buffer_add_text(out, "]]");
            closed++;
        }
        if (opened < n_marks && opened == closed && marks[opened].start <= at) {
            ef_buffer_add_text(out, "[[");
            opened++;
        }
        const uint32_t c = ef_utf8_decode(text, at, &len);
        show_character(text, at, len, c, out);
    }
    if (closed < opened)
        ef_buffer_add_text(out, "]]");
    if (window.end < text.len)
        ef_buffer_add_text(out, "\xe2\x80\xa6");
}

void ef_snippet_add_json(ef_span text, const ef_mark *marks, size_t n_marks, ef_buffer *out)
{
    const ef_mark window = window_of(text, marks, n_marks);
    ef_buffer_add_text(out, "\"text\":");
    ef_buffer_add_json(out, ef_span_make(text.at + window.start, window.end - window.start));
    ef_buffer_add_text(out, ",\"marks\":[");
    for (size_t i = 0; i < n_marks && marks[i].start < window.end; i++) {
        const size_t end = marks[i].end < window.end ? marks[i].end : window.end;
        ef_buffer_add_format(out, "%s[%zu,%zu]", i > 0 ? "," : "", marks[i].start - window.start,
                             end - window.start);
    }
    ef_buffer_add_char(out, ']');
}
