#include "records/wildcard.h"

#include <stdint.h>

static bool is_continuation(char c)
{
    return ((unsigned char)c & 0xc0) == 0x80;
}

static size_t len_of_character(ef_span text, size_t at)
{
    size_t len = 1;
    while (at + len < text.len && is_continuation(text.at[at + len]))
        len++;
    return len;
}

/* Moves both forward over one item of the pattern that is no star; false when they differ. */
static bool match_one(ef_span pattern, size_t *in_pattern, ef_span text, size_t *in_text)
{
    size_t at = *in_pattern;
    if (at == pattern.len || *in_text == text.len)
        return false;
    if (pattern.at[at] == '?') {
        *in_text += len_of_character(text, *in_text);
    } else {
        if (pattern.at[at] == '\\' && at + 1 < pattern.len)
            at++;
        if (ef_ascii_lower(pattern.at[at]) != ef_ascii_lower(text.at[*in_text]))
            return false;
        ++*in_text;
    }
    *in_pattern = at + 1;
    return true;
}

/* Only the last star is ever tried again: what an earlier one took need never change. */
bool ef_wildcard_matches(ef_span pattern, ef_span text)
{
    size_t in_pattern = 0;
    size_t in_text = 0;
    size_t behind_star = SIZE_MAX;
    size_t resume = 0;
    while (in_text < text.len || in_pattern < pattern.len) {
        if (in_pattern < pattern.len && pattern.at[in_pattern] == '*') {
            behind_star = ++in_pattern;
            resume = in_text;
        } else if (!match_one(pattern, &in_pattern, text, &in_text)) {
            if (behind_star == SIZE_MAX || resume >= text.len)
                return false;
            in_pattern = behind_star;
            resume += len_of_character(text, resume);
            in_text = resume;
        }
    }
    return true;
}
