#include "tokens/python_text.h"

#include "base/attr.h"
#include "records/repair.h"
#include "tokens/utf8.h"

typedef struct range {
    uint32_t first;
    uint32_t last;
} range;

/* Other_Lowercase and Other_Uppercase of Unicode: characters that have a case and are no letters of
 * that case by their category. */
static const range other_lower[] = {
    {0xAA, 0xAA},       {0xBA, 0xBA},       {0x2B0, 0x2B8},     {0x2C0, 0x2C1},    {0x2E0, 0x2E4},
    {0x345, 0x345},     {0x37A, 0x37A},     {0x1D2C, 0x1D6A},   {0x1D78, 0x1D78},  {0x1D9B, 0x1DBF},
    {0x2071, 0x2071},   {0x207F, 0x207F},   {0x2090, 0x209C},   {0x2170, 0x217F},  {0x24D0, 0x24E9},
    {0x2C7C, 0x2C7D},   {0xA69C, 0xA69D},   {0xA770, 0xA770},   {0xA7F8, 0xA7F9},  {0xAB5C, 0xAB5F},
    {0x10780, 0x10780}, {0x10783, 0x10785}, {0x10787, 0x107B0}, {0x107B2, 0x107BA}};
static const range other_upper[] = {
    {0x2160, 0x216F}, {0x24B6, 0x24CF}, {0x1F130, 0x1F149}, {0x1F150, 0x1F169}, {0x1F170, 0x1F189}};
/* The only letters with a case that came with Unicode 15. */
static const range too_new = {0x1DF25, 0x1DF2A};

enum { CAPITAL_SIGMA = 0x3A3, SIGMA = 0x3C3, FINAL_SIGMA = 0x3C2, DOTTED_I = 0x130, DOT = 0x307 };

static bool is_in(range r, uint32_t c)
{
    return c - r.first <= r.last - r.first;
}

static bool is_among(const range *ranges, size_t count, uint32_t c)
{
    for (size_t i = 0; i < count && ranges[i].first <= c; i++)
        if (c <= ranges[i].last)
            return true;
    return false;
}

static bool is_lower(uint32_t c)
{
    if (c < 0x80)
        return c - 'a' <= 'z' - 'a';
    return (ef_utf8_is_lower(c) && !is_in(too_new, c)) ||
           is_among(other_lower, EF_COUNT(other_lower), c);
}

static bool is_upper(uint32_t c)
{
    return (ef_utf8_is_upper(c) && !ef_utf8_is_title(c)) ||
           is_among(other_upper, EF_COUNT(other_upper), c);
}

static bool is_cased(uint32_t c)
{
    return is_lower(c) || is_upper(c) || ef_utf8_is_title(c);
}

size_t ef_python_space(ef_span text, size_t at)
{
    const unsigned char lead = (unsigned char)text.at[at];
    if (lead < 0x80)
        return lead == ' ' || (lead >= '\t' && lead <= '\r') || (lead >= 0x1C && lead <= 0x1F);
    if (lead != 0xC2 && (lead < 0xE1 || lead > 0xE3))
        return 0;
    size_t len = 0;
    const uint32_t c = ef_utf8_decode(text, at, &len);
    const bool space = c == 0x85 || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) ||
                       c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
    return space ? len : 0;
}

bool ef_python_is_upper(ef_span word)
{
    bool any = false;
    for (size_t at = 0, len; at < word.len; at += len) {
        const uint32_t c = ef_utf8_decode(word, at, &len);
        if (is_lower(c) || ef_utf8_is_title(c))
            return false;
        any = any || is_upper(c);
    }
    return any;
}

/* A sigma is final when a cased character stands before it and none behind, whatever ignorable
 * ones stand between. */
static bool is_final(ef_span word, size_t at, size_t end)
{
    size_t len = 0;
    bool cased = false;
    while (at > 0) {
        at = ef_utf8_previous(word, at);
        const uint32_t c = ef_utf8_decode(word, at, &len);
        cased = is_cased(c);
        if (!ef_utf8_is_case_ignorable(c))
            break;
        cased = false;
    }
    if (!cased)
        return false;
    for (; end < word.len; end += len) {
        const uint32_t c = ef_utf8_decode(word, end, &len);
        if (!ef_utf8_is_case_ignorable(c))
            return !is_cased(c);
    }
    return true;
}

size_t ef_python_lower(ef_span word, char *out, size_t room)
{
    enum { MOST = 4 }; /* bytes that one character becomes */
    size_t n = 0;
    for (size_t at = 0, len; at < word.len; at += len) {
        const uint32_t c = ef_utf8_decode(word, at, &len);
        char bytes[MOST];
        size_t n_bytes = 0;
        if (c == DOTTED_I) {
            n_bytes = ef_utf8_put('i', bytes);
            n_bytes += ef_utf8_put(DOT, bytes + n_bytes);
        } else if (c == CAPITAL_SIGMA) {
            n_bytes = ef_utf8_put(is_final(word, at, at + len) ? FINAL_SIGMA : SIGMA, bytes);
        } else {
            n_bytes = ef_utf8_put(ef_utf8_lower(c), bytes);
        }
        if (n_bytes > room - n)
            return room + 1;
        memcpy(out + n, bytes, n_bytes);
        n += n_bytes;
    }
    return n;
}
