#include "tokens/address.h"

#include "tokens/utf8.h"

enum { LONGEST_LOCAL = 64, LONGEST_DOMAIN = 128 };

static bool is_alphanumeric(char c)
{
    const uint8_t class = ef_byte_class[(uint8_t)c];
    return class == EF_CHAR_LETTER || class == EF_CHAR_DIGIT;
}

static bool is_local(char c)
{
    return is_alphanumeric(c) || c == '.' || c == '_' || c == '%' || c == '+' || c == '-';
}

static bool is_lower(char c)
{
    return c >= 'a' && c <= 'z';
}

static bool is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

/* Two letters or more, of one case: "or.Then/" begins a sentence. */
static bool is_top_level(ef_span label)
{
    size_t lower = 0;
    size_t upper = 0;
    for (size_t i = 0; i < label.len; i++) {
        lower += is_lower(label.at[i]);
        upper += is_upper(label.at[i]);
    }
    return label.len >= 2 && (lower == label.len || upper == label.len);
}

/* The end of the labels from `at` on, without a last dot; *last is the last of several labels, empty
 * when there is but one. */
static size_t domain_end(ef_span text, size_t at, ef_span *last)
{
    const size_t limit = text.len - at > LONGEST_DOMAIN ? at + LONGEST_DOMAIN : text.len;
    size_t end = at;
    *last = (ef_span){0};
    while (end < limit) {
        const size_t label = end;
        while (end < limit && (is_alphanumeric(text.at[end]) || text.at[end] == '-'))
            end++;
        if (end == label)
            break;
        if (label > at)
            *last = ef_span_make(text.at + label, end - label);
        if (end >= limit || text.at[end] != '.')
            break;
        end++;
    }
    return end > at && text.at[end - 1] == '.' ? end - 1 : end;
}

/* No brackets: [text](address) is more common than an IPv6 address. */
static bool is_url_byte(char c)
{
    return (uint8_t)c > ' ' && c != 0x7F && strchr("\"<>[]{}|\\^`", c) == NULL;
}

static bool is_url_char(ef_span text, size_t at, size_t *len)
{
    const char c = text.at[at];
    *len = 1;
    if ((uint8_t)c < 0x80)
        return is_url_byte(c);
    const ef_char_class class = ef_utf8_class(ef_utf8_decode(text, at, len));
    return class == EF_CHAR_LETTER || class == EF_CHAR_MARK;
}

/* The end of a URL whose characters go on from `at`, without the punctuation of the sentence around
 * it: its last ) belongs to it only when its last ( does. */
static size_t url_end(ef_span text, size_t at, size_t least)
{
    size_t end = at;
    size_t opened = 0;
    size_t closed = 0;
    for (size_t len; end < text.len && is_url_char(text, end, &len); end += len) {
        opened += text.at[end] == '(';
        closed += text.at[end] == ')';
    }
    while (end > least) {
        const char c = text.at[end - 1];
        if (c == ')' && closed > opened)
            closed--;
        else if (c == ')' || strchr(".,;:!?'*", c) == NULL)
            break;
        end--;
    }
    return end;
}

static ef_address find_url(ef_span text, size_t end, size_t *address_end)
{
    *address_end = url_end(text, end + 3, end + 3);
    return *address_end > end + 3 ? EF_ADDRESS_URL : EF_NO_ADDRESS;
}

static ef_address find_email(ef_span text, size_t at, size_t *address_end)
{
    ef_span last;
    *address_end = domain_end(text, at, &last);
    return is_top_level(last) ? EF_ADDRESS_EMAIL : EF_NO_ADDRESS;
}

static bool is_www(ef_span text, size_t start)
{
    return ef_span_equal_ignoring_case(ef_span_make(text.at + start, 4), EF_SPAN_TEXT("www."));
}

static ef_address find_domain(ef_span text, size_t start, size_t *address_end)
{
    ef_span last;
    const size_t end = domain_end(text, start, &last);
    const bool www = end - start > 4 && is_www(text, start);
    const bool path = end < text.len && text.at[end] == '/' && is_top_level(last);
    if (!www && !path)
        return EF_NO_ADDRESS;
    *address_end = url_end(text, end, end);
    return EF_ADDRESS_URL;
}

ef_address ef_address_find(ef_span text, size_t start, size_t end, size_t *address_end)
{
    if (text.len - end < 2)
        return EF_NO_ADDRESS;
    if (text.at[end] == ':')
        return text.len - end > 3 && memcmp(text.at + end, "://", 3) == 0
                   ? find_url(text, end, address_end)
                   : EF_NO_ADDRESS;
    if ((!is_local(text.at[end]) && text.at[end] != '@') || !is_local(text.at[end + 1]))
        return EF_NO_ADDRESS;
    size_t at = end;
    while (at < text.len && at - start <= LONGEST_LOCAL && is_local(text.at[at]))
        at++;
    if (at < text.len && text.at[at] == '@')
        return find_email(text, at + 1, address_end);
    return text.at[end] == '.' || text.at[end] == '-' ? find_domain(text, start, address_end)
                                                      : EF_NO_ADDRESS;
}

/* The end of the word characters from `at` on, and whether a letter is among them. */
static size_t name_end(ef_span text, size_t at, bool *letter)
{
    *letter = false;
    while (at < text.len) {
        size_t len = 0;
        const ef_char_class class = ef_utf8_class(ef_utf8_decode(text, at, &len));
        const bool is_letter = class >= EF_CHAR_LETTER && class <= EF_CHAR_KATAKANA;
        if (!is_letter && class != EF_CHAR_MARK && class != EF_CHAR_DIGIT && text.at[at] != '_')
            break;
        *letter |= is_letter;
        at += len;
    }
    return at;
}

size_t ef_handle_end(ef_span text, size_t at)
{
    bool letter = false;
    return name_end(text, at, &letter);
}

size_t ef_hashtag_end(ef_span text, size_t at)
{
    bool letter = false;
    const size_t end = name_end(text, at, &letter);
    return letter ? end : at;
}
