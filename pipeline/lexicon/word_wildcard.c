#include "lexicon/word_wildcard.h"

bool ef_word_is_wildcard(ef_span text)
{
    return text.len > 0 &&
           (memchr(text.at, '*', text.len) != NULL || memchr(text.at, '?', text.len) != NULL);
}

/* A place that may match nothing is also a stand at the place behind it. */
static void spread(ef_span wildcard, bool *stands)
{
    for (size_t i = 0; i < wildcard.len; i++) {
        if (stands[i] && (wildcard.at[i] == '*' || wildcard.at[i] == '?'))
            stands[i + 1] = true;
    }
}

static bool is_first_byte(char c)
{
    return ((unsigned char)c & 0xc0) != 0x80;
}

/* Takes one byte of the word. A `?` that took a first byte keeps its stand for the bytes that
 * continue it: `inside` says that a stand is such a one. */
static bool step(ef_span wildcard, char c, bool *stands, bool *inside)
{
    bool alive = false;
    for (size_t i = wildcard.len + 1; i-- > 0;) {
        const bool stays = (stands[i] && i < wildcard.len && wildcard.at[i] == '*') ||
                           (inside[i] && !is_first_byte(c));
        const bool letter = i > 0 && stands[i - 1] && wildcard.at[i - 1] == c &&
                            wildcard.at[i - 1] != '*' && wildcard.at[i - 1] != '?';
        const bool any = i > 0 && stands[i - 1] && wildcard.at[i - 1] == '?' && is_first_byte(c);
        stands[i] = stays || letter || any;
        inside[i] = any || (inside[i] && !is_first_byte(c));
        alive = alive || stands[i];
    }
    spread(wildcard, stands);
    return alive;
}

bool ef_word_matches(ef_span wildcard, ef_span word)
{
    if (wildcard.len > EF_WILDCARD_LIMIT || word.len > EF_WILDCARD_LIMIT)
        return false;
    bool stands[EF_WILDCARD_LIMIT + 1] = {true};
    bool inside[EF_WILDCARD_LIMIT + 1] = {false};
    spread(wildcard, stands);
    for (size_t i = 0; i < word.len; i++) {
        if (!step(wildcard, word.at[i], stands, inside))
            return false;
    }
    return stands[wildcard.len];
}
