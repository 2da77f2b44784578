/* UTF-8 beyond ASCII: decoding, character classes, case, canonical composition, and how a word is
 * folded for comparison. The only includer of utf8proc.h is utf8.c. Input is valid UTF-8: records/
 * repaired it; a sequence cut off by the end of the text reads as U+FFFD of one byte. */
#ifndef EF_UTF8_H
#define EF_UTF8_H

#include <stdint.h>

#include "base/buffer.h"

/* What a character is to the tokenizer. */
typedef enum ef_char_class {
    EF_CHAR_SPACE,   /* white space and control characters; also U+200B */
    EF_CHAR_IGNORED, /* joiners, soft hyphen, byte order mark, variation selectors ... */
    EF_CHAR_LETTER,
    EF_CHAR_HAN,
    EF_CHAR_HIRAGANA,
    EF_CHAR_KATAKANA,
    EF_CHAR_MARK, /* combining */
    EF_CHAR_DIGIT,
    EF_CHAR_PUNCT,
    EF_CHAR_SYMBOL,
    EF_CHAR_PICTOGRAPH, /* may be an emoji */
    EF_CHAR_REGIONAL,   /* one half of a flag */
    EF_CHAR_BEYOND      /* of a byte: not ASCII, decode it */
} ef_char_class;

/* By byte. EF_CHAR_BEYOND from 0x80 on. */
extern const uint8_t ef_byte_class[256];

ef_char_class ef_utf8_class(uint32_t code_point);
uint32_t ef_utf8_lower(uint32_t code_point); /* simple mapping */
bool ef_utf8_is_upper(uint32_t code_point);  /* also title case */
bool ef_utf8_is_lower(uint32_t code_point);
bool ef_utf8_is_title(uint32_t code_point);

/* Unicode's Case_Ignorable: marks, modifiers, apostrophes and the like, which case looks past. */
bool ef_utf8_is_case_ignorable(uint32_t code_point);

/* A letter of which all is known by its range alone: nothing joins it, NFC leaves it as it is. */
typedef struct ef_common_letter {
    ef_char_class class;
    bool is_upper;
    bool is_lower; /* neither, where a script has no case */
    uint32_t lower;
} ef_common_letter;

/* The most common letters beyond ASCII, of Latin, Cyrillic, Arabic, Devanagari, Kana, Han and Hangul:
 * a look into utf8proc's tables costs five times as much. False for all others, which may be
 * letters too. */
bool ef_utf8_common(uint32_t code_point, ef_common_letter *letter);

/* Straight, curly and other characters that people type for an apostrophe. */
bool ef_utf8_is_apostrophe(uint32_t code_point);

/* The code point at text.at[at], and its length in bytes. */
uint32_t ef_utf8_decode(ef_span text, size_t at, size_t *len);

/* Columns of a terminal that a code point takes: 0 for combining marks, 2 for wide ones. */
int ef_utf8_width(uint32_t code_point);

/* Where the character starts that ends right before byte `at`; at > 0. */
size_t ef_utf8_previous(ef_span text, size_t at);

/* The canonical composition (NFC) of a word of at most EF_COMPOSE_MAX bytes, written to out. Returns
 * its length; 0 when the word is in that form already or longer than that, and out means nothing:
 * the bound keeps the reordering of endless combining marks from going quadratic. */
enum { EF_COMPOSE_MAX = 128, EF_COMPOSE_ROOM = 4 * EF_COMPOSE_MAX };
size_t ef_utf8_compose(ef_span word, char out[EF_COMPOSE_ROOM]);

/* How a word is compared: lower case by simple mapping, canonical composition (NFC), curly and
 * other apostrophes as ', ignorable characters dropped. Appended to out. Not a full case folding:
 * ß stays ß. */
void ef_fold(ef_span word, ef_buffer *out);

/* The same for an ASCII byte. */
static inline char ef_fold_byte(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c == '`' ? '\'' : c;
}

/* Shortens runs of three or more of the same letter to two ("soooo" to "soo"), in place, in a folded
 * word. Returns the new length. */
size_t ef_squeeze(char *word, size_t len);

#endif
