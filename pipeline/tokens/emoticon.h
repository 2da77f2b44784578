/* Emoticons by their shape, not from a list: eyes, nose and mouth in both directions, a brow, a
 * tear, hearts, and faces such as ^_^ and T_T.
 *
 *   upright    [>] eyes : ; = (8 x X without a brow) [tear ' ,] [nose - o 0 * ^ ~] mouth, for each
 *              eyes other mouths; a tear wants a mouth of ) ( ] [, and its nose is -
 *   reversed   mouth ( [ ) ] D / \ | [nose] eyes : ; =, free on both sides; D: ends its line
 *   heart      <3 </3        flat   ^_^ T.T -_- ^^, two eyes alike        drawn   \o/ and a shrug
 *
 * What looks like one inside a word, a number, an address or a numbered list is none: letters
 * and digits that touch it spoil it, those of Han and Kana do not. Behind a word only :) and :(
 * are believed, outside of brackets; behind a mark that is no opening bracket or straight
 * quotation mark only upright ones of : and ; with a mouth of ) ( D P ] [, not behind a colon. A
 * mouth of | / \ wants a blank or one of .,!?)]*"' behind it, 8) blanks on both sides and no
 * bracket or list; after a free left side anything may follow ). An attempt looks at a few
 * characters and at one run of equal mouths; the first shape that fits, in this order, is taken. */
#ifndef EF_EMOTICON_H
#define EF_EMOTICON_H

#include "base/span.h"

enum { EF_EMOTICON_ROOM = 16 };

typedef struct ef_emoticon {
    size_t len; /* bytes of the text */
    char word
        [EF_EMOTICON_ROOM]; /* as written, without the nose and with one mouth: ":-))" is ":)" */
    size_t word_len;
    bool elongated; /* three mouths or more */
} ef_emoticon;

/* What the tokenizer knows about the place. */
typedef struct ef_emoticon_place {
    bool after_face;  /* an emoticon or emoji ends right here */
    bool in_brackets; /* a ( is open: "(see chapter 8)" */
    bool after_item;  /* "7)" came before without its (: a numbered list */
} ef_emoticon_place;

bool ef_emoticon_at(ef_span text, size_t at, ef_emoticon_place place, ef_emoticon *found);

#endif
