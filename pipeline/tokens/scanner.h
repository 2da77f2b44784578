/* The state of tokenizing one text, shared by tokenize.c (marks) and word.c (words). A scanner
 * moves forward only: whatever looks ahead does so by a bounded number of bytes, or reads a run
 * that the next tokens take whole. */
#ifndef EF_SCANNER_H
#define EF_SCANNER_H

#include "tokens/tokens.h"

typedef struct ef_scanner {
    const ef_spelling *spelling;
    ef_span text;
    size_t at;
    ef_tokens *tokens;
    size_t lower_at; /* tokens->words holds the text in lower case from here on */
    size_t last_end; /* of the last token of this text */
    ef_token_kind last_kind;
    size_t open_brackets; /* of the form ( */
    bool after_item;      /* "7)" of a numbered list came before */
} ef_scanner;

/* Whether a token that starts at `start` is one of tokens->breaks. */
static inline bool ef_scanner_breaks(const ef_scanner *scanner, size_t last_end, size_t start,
                                     unsigned kind, unsigned flags)
{
    const bool apart =
        start > last_end && (start > last_end + 1 || scanner->text.at[last_end] != ' ');
    return apart || kind == EF_PUNCT || (flags & EF_OPENS_CLAUSE) != 0;
}

/* Adds a token over bytes [start, end) whose folded word is what tokens->words holds from word_at
 * on. Returns false, and marks the tokens failed, when memory ran out. */
bool ef_scanner_add(ef_scanner *scanner, ef_token_kind kind, size_t start, size_t end,
                    size_t word_at, unsigned flags);

/* The same for a caller who knows the hash of that word. */
bool ef_scanner_add_hashed(ef_scanner *scanner, ef_token_kind kind, size_t start, size_t end,
                           size_t word_at, unsigned flags, uint64_t hash);

/* The same of a token whose word is those bytes in lower case. */
bool ef_scanner_add_lower(ef_scanner *scanner, ef_token_kind kind, size_t start, size_t end);

/* Whether the columns have room for as many tokens as a window of 64 bytes may hold. */
static inline bool ef_tokens_have_room(const ef_tokens *tokens)
{
    return tokens->capacity - tokens->count >= 64;
}

/* Words of nothing but ASCII letters that nothing can make part of anything longer, such numbers of
 * nothing but digits, and the single marks . , ! ? behind and between them, from the scanner's place on; moves to where something else
 * begins. These are nine tokens of ten, and what all other functions would make of them. */
void ef_scan_plain(ef_scanner *scanner);

/* The word or number at the scanner's place, which starts with a letter, mark or digit; also the
 * URL or e-mail address that begins like one. Moves behind it. A contraction that the spelling
 * knows becomes its words, each with the flags of what is written; else a final 's is parted
 * off; else, behind a word without digits, an apostrophe with a blank before or behind it and up
 * to three letters is taken along when both together are a contraction ("won ' t") or the letter
 * is an s. */
void ef_scan_word(ef_scanner *scanner);

/* A word that begins with the apostrophe at the scanner's place, of at most eight letters: a
 * contraction of its own ("'em"), or the 's of "@shop's". False, and nothing done, when it is
 * neither. */
bool ef_scan_clitic(ef_scanner *scanner);

/* Adds an address, handle or hashtag over bytes [start, end), whose word is text[name, end). Moves
 * behind it. */
void ef_scan_name(ef_scanner *scanner, ef_token_kind kind, size_t start, size_t name, size_t end);

#endif
