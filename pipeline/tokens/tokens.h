/* Tokens: the block's texts as columns.
 *
 * A token knows where its bytes lie in the document's cleaned text, and its folded word: lower
 * case, NFC, straight apostrophes. A contraction gives several tokens that share the bytes of the
 * written word ("didn't": did [0,6), not [0,6), both flagged). A hyphen inside a word parts two
 * words and is no token itself, so "well-made" and "well made" meet; a final 's is a token of its
 * own, so "service's" meets "service". Tokens of a document, of a sentence and of a record stand
 * together, in text order; sentence and clause numbers run through the block and never decrease. */
#ifndef EF_TOKENS_H
#define EF_TOKENS_H

#include "base/buffer.h"
#include "records/document.h"
#include "simd/kernels.h"
#include "tokens/spelling.h"

typedef enum ef_token_kind {
    EF_WORD,
    EF_NUMBER,   /* digits, alone or among letters: 1,234.5 9:08 3rd 4K PS4 B0000530HU */
    EF_PUNCT,    /* a run of one mark: "!!!", "...", "?!" is a run of mixed ! and ? */
    EF_EMOJI,    /* a whole grapheme; the word is without variation selectors and skin tones */
    EF_EMOTICON, /* :-) :( ;D <3 ^_^; the word is ":)", ":(", ";d": no nose, one mouth, folded */
    EF_URL,
    EF_EMAIL,
    EF_HANDLE,  /* @name */
    EF_HASHTAG, /* #name; the word is without the # */
    EF_SYMBOL   /* a run of anything else that is no white space: currency, %, arrows */
} ef_token_kind;

typedef enum ef_token_flag {
    EF_ALL_CAPS = 1,      /* two letters or more, all upper case */
    EF_INITIAL_CAP = 2,   /* also of a word in capitals */
    EF_CONTRACTED = 4,    /* one of several tokens of a contraction, or of a word with a final 's */
    EF_CONTINUED = 8,     /* the same, but not its first */
    EF_ELONGATED = 16,    /* a letter three times or more in a row: soooo; the word keeps two */
    EF_QUOTED = 32,       /* between quotation marks in the same sentence */
    EF_QUESTION = 64,     /* in a sentence that ends in a question mark */
    EF_OPENS_CLAUSE = 128 /* the spelling lists it as a word that opens a clause */
} ef_token_flag;

typedef struct ef_sentence {
    uint32_t document;
    uint32_t first_token;
    uint32_t n_tokens;
    uint32_t first_clause;
    uint32_t n_clauses;
    uint32_t start; /* bytes of the document's text */
    uint32_t len;
} ef_sentence;

/* What a document has: ranges of the columns. A document without tokens has empty ranges. Where only
 * the number of sentences was asked for, that alone is true (ef_count_sentences). */
typedef struct ef_document_tokens {
    uint32_t first_token;
    uint32_t n_tokens;
    uint32_t first_sentence;
    uint32_t n_sentences;
} ef_document_tokens;

typedef struct ef_tokens {
    size_t count;
    size_t capacity;
    uint32_t *start; /* bytes of the document's text */
    uint32_t *len;
    uint32_t *word_at; /* the folded word in `words` */
    uint32_t *word_len;
    uint64_t *hash; /* ef_key_hash of the folded word */
    uint8_t *kind;
    uint8_t *flags;
    uint32_t *sentence;
    uint32_t *clause;
    ef_buffer words; /* each text in lower case with a zero behind it, then its other words; of any
                        word EF_KEY_PADDING bytes can be read */
    ef_sentence *sentences;
    size_t n_sentences;
    size_t sentences_capacity;
    uint32_t n_clauses;
    ef_document_tokens *documents; /* one each, also for documents of filtered records */
    size_t documents_capacity;
    const ef_kernels *kernels;
    ef_text_masks *masks; /* of the text that is read */
    size_t masks_capacity;
    uint32_t *breaks; /* its tokens at which anything may end or begin: punctuation, words that
                         open a clause, and what stands behind more than one blank */
    size_t n_breaks;
    struct ef_votes *votes; /* of the language guard; NULL before it is asked */
    bool failed;            /* memory ran out */
} ef_tokens;

void ef_tokens_init(ef_tokens *tokens);
void ef_tokens_fini(ef_tokens *tokens);

/* Tokenizes every document of records whose outcome is EF_SCORED; the others get empty ranges.
 * Linear in the bytes of the texts, whatever they hold. False when memory ran out. */
bool ef_tokenize(const ef_spelling *spelling, const ef_documents *documents, ef_tokens *tokens);

/* The same, and says of records which language they are in where their own field does not: one of a
 * language that the guard does not cover becomes EF_FILTERED for the reason language:xx. What its
 * speakers say decides (ef_speaker_of). */
struct ef_languages;
bool ef_tokenize_guarded(const ef_spelling *spelling, const struct ef_languages *guard,
                         ef_documents *documents, ef_tokens *tokens);

/* The same as ef_tokenize for one text: how rules, lexicon terms and tests get their words. Document number 0. */
bool ef_tokenize_text(const ef_spelling *spelling, ef_span text, ef_tokens *tokens);

static inline ef_span ef_token_word(const ef_tokens *tokens, size_t token)
{
    return ef_span_make(tokens->words.at + tokens->word_at[token], tokens->word_len[token]);
}

/* The words of the tokens from first to last, a blank between them; replaces what `out` held. */
void ef_tokens_join(const ef_tokens *tokens, size_t first, size_t last, ef_buffer *out);

/* Ranges lie in order, inside their parents; words and hashes agree. For tests and fuzzing.
 * documents is NULL for the tokens of one text. */
bool ef_tokens_check(const ef_tokens *tokens, const ef_documents *documents);

#endif
