#include "records/markup.h"

#include <stdlib.h>

#include "base/attr.h"
#include "base/grow.h"
#include "records/repair.h"
#include "records/tags.h"

/* One text that is being cleaned. The three flags remember that an end was looked for in vain, so
 * that a text of nothing but beginnings costs linear time. */
typedef struct cleaner {
    ef_markup *markup;
    ef_span text;
    uint32_t part;
    bool no_comment_end;
    bool no_script_end;
    bool no_style_end;
} cleaner;

void ef_markup_fini(ef_markup *markup)
{
    free(markup->offsets);
    *markup = (ef_markup){0};
}

void ef_markup_reset(ef_markup *markup, char *out)
{
    if (markup->kernels == NULL)
        markup->kernels = ef_kernels_choose();
    markup->out = out;
    markup->len = 0;
    markup->n_offsets = 0;
}

static void add_offset(ef_markup *markup, ef_offset offset)
{
    if (!ef_grow(&markup->offsets, &markup->capacity, markup->n_offsets + 1,
                 sizeof *markup->offsets)) {
        markup->failed = true;
        return;
    }
    markup->offsets[markup->n_offsets++] = offset;
}

/* Makes the next byte of the output come from byte `at` of the part. */
static void come_from(ef_markup *markup, size_t at, uint32_t part)
{
    const ef_offset start = {0};
    const ef_offset last = markup->n_offsets > 0 ? markup->offsets[markup->n_offsets - 1] : start;
    if (last.part == part && last.field_at + (markup->len - last.clean_at) == at)
        return;
    if (markup->n_offsets == 0 && markup->len > 0)
        add_offset(markup, start);
    add_offset(
        markup,
        (ef_offset){.clean_at = (uint32_t)markup->len, .field_at = (uint32_t)at, .part = part});
}

static void put(const cleaner *c, size_t at, const char *bytes, size_t len)
{
    if (len == 0)
        return;
    come_from(c->markup, at, c->part);
    memcpy(c->markup->out + c->markup->len, bytes, len);
    c->markup->len += len;
}

void ef_markup_join(ef_markup *markup, size_t at, uint32_t part)
{
    come_from(markup, at, part);
    markup->out[markup->len++] = '\n';
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_name(char c)
{
    return is_letter(c) || (c >= '0' && c <= '9');
}

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static size_t name_len(ef_span text)
{
    size_t len = 0;
    while (len < text.len && is_name(text.at[len]))
        len++;
    return len;
}

static ef_span behind(ef_span text, size_t len)
{
    return ef_span_make(text.at + len, text.len - len);
}

/* Where a needle starts, in any ASCII case; text.len when nowhere. */
static size_t find(ef_span text, ef_span needle)
{
    for (size_t i = 0; i + needle.len <= text.len; i++) {
        if (text.at[i] == needle.at[0] &&
            ef_span_equal_ignoring_case(ef_span_make(text.at + i, needle.len), needle))
            return i;
    }
    return text.len;
}

/* The length up to and with the > that ends a tag whose name has been read; 0 when this is no tag:
 * prose between two comparison signs has no attribute with a value. */
static size_t tag_end(ef_span text, bool closing)
{
    char quote = '\0';
    bool plain = true; /* only white space and slashes so far */
    bool value = false;
    for (size_t i = 0; i < text.len && text.at[i] != '<'; i++) {
        const char c = text.at[i];
        if (quote != '\0') {
            if (c == quote)
                quote = '\0';
            continue;
        }
        if (c == '>')
            return plain || (value && !closing) ? i + 1 : 0;
        if (i == 0 && !is_space(c) && c != '/')
            return 0;
        if ((c == '"' || c == '\'') && value)
            quote = c;
        value = value || c == '=';
        plain = plain && (is_space(c) || c == '/');
    }
    return 0;
}

/* How much a dropped element takes up behind its start tag: its content and its end tag. */
static size_t content_len(cleaner *c, ef_span rest, bool script)
{
    bool *const no_end = script ? &c->no_script_end : &c->no_style_end;
    if (*no_end)
        return 0;
    const size_t at = find(rest, script ? EF_SPAN_TEXT("</script") : EF_SPAN_TEXT("</style"));
    const char *const close = at < rest.len ? memchr(rest.at + at, '>', rest.len - at) : NULL;
    *no_end = close == NULL;
    return close != NULL ? (size_t)(close - rest.at) + 1 : 0;
}

static size_t comment_len(cleaner *c, ef_span rest)
{
    if (c->no_comment_end)
        return 0;
    const size_t at = find(behind(rest, 4), EF_SPAN_TEXT("-->"));
    c->no_comment_end = at == rest.len - 4;
    return c->no_comment_end ? 0 : at + 7;
}

/* Reads what starts with <; returns its length, 0 when it is text. */
static size_t read_html(cleaner *c, ef_span rest, ef_tag_kind *kind)
{
    *kind = EF_TAG_DROPPED;
    if (ef_span_starts_with(rest, EF_SPAN_TEXT("<!--")))
        return comment_len(c, rest);
    const bool closing = rest.len > 1 && rest.at[1] == '/';
    const size_t start = closing ? 2 : 1;
    if (rest.len <= start || !is_letter(rest.at[start]))
        return 0;
    const ef_span name = ef_span_make(rest.at + start, name_len(behind(rest, start)));
    *kind = ef_html_tag(name);
    if (*kind == EF_TAG_NONE)
        return 0;
    const size_t end = tag_end(behind(rest, start + name.len), closing);
    if (end == 0)
        return 0;
    const size_t len = start + name.len + end;
    const bool opens_dropped = *kind == EF_TAG_DROPPED && !closing;
    return len + (opens_dropped ? content_len(c, behind(rest, len), name.len == 6) : 0);
}

/* Reads what starts with [ in the same way. */
static size_t read_bbcode(ef_span rest, ef_tag_kind *kind)
{
    const size_t start = rest.len > 1 && rest.at[1] == '/' ? 2 : 1;
    const ef_span name = behind(rest, start <= rest.len ? start : rest.len);
    const size_t len = name.len > 0 && name.at[0] == '*' ? 1 : name_len(name);
    *kind = ef_bbcode_tag(ef_span_make(name.at, len));
    if (*kind == EF_TAG_NONE || len == name.len)
        return 0;
    if (name.at[len] == ']')
        return start + len + 1;
    if (name.at[len] != '=' || start == 2)
        return 0;
    for (size_t i = len + 1; i < name.len; i++) {
        if (name.at[i] == ']')
            return start + i + 1;
        if (name.at[i] == '[' || name.at[i] == '\n')
            break;
    }
    return 0;
}

/* The numbers 0x80 to 0x9F mean the characters of Windows-1252: what browsers show, too. */
static uint32_t numbered(uint32_t number)
{
    static const uint16_t windows[32] = {
        0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
        0x2039, 0x0152, 0x8D,   0x017D, 0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
        0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178,
    };
    if (number == 0)
        return 0xFFFD;
    return number >= 0x80 && number < 0xA0 ? windows[number - 0x80] : number;
}

/* Reads digits behind &# or &#x up to the semicolon; returns the length of the whole entity. */
static size_t read_number(ef_span rest, uint32_t *code_point)
{
    const bool hex = rest.len > 2 && (rest.at[2] == 'x' || rest.at[2] == 'X');
    const size_t start = hex ? 3 : 2;
    uint32_t number = 0;
    for (size_t i = start; i < rest.len && i < start + 8; i++) {
        const char c = rest.at[i];
        if (c == ';' && i > start) {
            *code_point = numbered(number);
            return i + 1;
        }
        const char low = (char)(c | 0x20);
        if (c >= '0' && c <= '9')
            number = number * (hex ? 16 : 10) + (uint32_t)(c - '0');
        else if (hex && low >= 'a' && low <= 'f')
            number = number * 16 + (uint32_t)(low - 'a' + 10);
        else
            return 0;
    }
    return 0;
}

static size_t read_entity(ef_span rest, uint32_t *code_point)
{
    if (rest.len > 1 && rest.at[1] == '#')
        return read_number(rest, code_point);
    size_t len = 1;
    while (len < rest.len && len < 12 && is_name(rest.at[len]))
        len++;
    if (len == rest.len || rest.at[len] != ';')
        return 0;
    *code_point = ef_entity(ef_span_make(rest.at + 1, len - 1));
    return *code_point != 0 ? len + 1 : 0;
}

/* What a tag becomes, once: not at the start, and not behind white space of its own kind. */
static void put_gap(const cleaner *c, size_t at, ef_tag_kind kind)
{
    const size_t len = c->markup->len;
    const char last = len > 0 ? c->markup->out[len - 1] : '\n';
    if (kind == EF_TAG_BREAK && last != '\n')
        put(c, at, "\n", 1);
    if (kind == EF_TAG_SPACE && !is_space(last))
        put(c, at, " ", 1);
}

/* Takes out what starts at `at`; returns its length, 0 when it is text. */
static size_t take(cleaner *c, size_t at)
{
    const ef_span rest = behind(c->text, at);
    if (rest.at[0] == '&') {
        uint32_t code_point = 0;
        char bytes[4];
        const size_t len = read_entity(rest, &code_point);
        if (len > 0)
            put(c, at, bytes, ef_utf8_put(code_point, bytes));
        return len;
    }
    ef_tag_kind kind;
    const size_t len = rest.at[0] == '<' ? read_html(c, rest, &kind) : read_bbcode(rest, &kind);
    if (len > 0)
        put_gap(c, at, kind);
    return len;
}

/* Where the next markup may start from `from` on; text.len when nowhere. */
static size_t next_start(const ef_markup *markup, ef_span text, size_t from)
{
    return from + markup->kernels->find_markup(behind(text, from));
}

void ef_markup_clean(ef_markup *markup, ef_span text, uint32_t part)
{
    cleaner c = {.markup = markup, .text = text, .part = part};
    size_t plain = 0; /* start of the run that is copied as it is */
    for (size_t i = next_start(markup, text, 0); i < text.len; i = next_start(markup, text, i)) {
        put(&c, plain, text.at + plain, i - plain);
        plain = i;
        const size_t len = take(&c, i);
        i += len > 0 ? len : 1;
        if (len > 0)
            plain = i;
    }
    put(&c, plain, text.at + plain, text.len - plain);
}
