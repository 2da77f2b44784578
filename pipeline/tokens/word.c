/* Words and numbers become tokens: looked up in the spelling once, and taken apart where it says so.
 *
 * A contraction becomes the words it stands for, also when a corpus comes with its parts set apart
 * ("won ' t", "they 'd"). A final 's that the spelling does not explain is a token of its own. Letters
 * with digits among them are a number: codes never score. */
#include "base/key_hash.h"
#include "tokens/address.h"
#include "tokens/scanner.h"
#include "tokens/written.h"

enum { LONGEST_JOINED = 32, LONGEST_TAIL = 3, LONGEST_CLITIC = 8 };

/* What the spelling says of a word. */
typedef struct known {
    uint64_t hash;
    unsigned kinds;
    uint32_t number; /* counts only with kinds */
} known;

/* Of the word that tokens->words holds from word_at on. */
static known look_up(const ef_scanner *s, size_t word_at)
{
    const ef_buffer *const words = &s->tokens->words;
    const ef_span word = ef_span_make(words->at + word_at, words->len - word_at);
    known found = {.hash = ef_key_hash(word)};
    found.kinds = ef_spelling_find(s->spelling, found.hash, word, &found.number);
    return found;
}

static bool is_contraction(known k)
{
    return (k.kinds & EF_CONTRACTION) != 0;
}

static unsigned clause_flag(known k)
{
    return (k.kinds & EF_CLAUSE_WORD) != 0 ? EF_OPENS_CLAUSE : 0;
}

/* Adds the words that a contraction stands for. Its own folded form, which tokens->words holds from
 * word_at on, makes room for them. */
static void add_expansion(ef_scanner *s, known k, size_t start, size_t end, size_t word_at,
                          unsigned flags)
{
    ef_buffer *const words = &s->tokens->words;
    unsigned clause = clause_flag(k);
    words->len = word_at;
    for (uint32_t i = 0; i < s->spelling->n_expansions[k.number]; i++) {
        const size_t at = words->len;
        ef_buffer_add_span(words, s->spelling->expansions[k.number][i]);
        if (words->failed)
            return;
        const known own = look_up(s, at);
        clause |= clause_flag(own);
        ef_scanner_add_hashed(s, EF_WORD, start, end, at, flags | clause | EF_CONTRACTED, own.hash);
        flags |= EF_CONTINUED;
        clause = 0;
    }
}

static void add_possessive(ef_scanner *s, size_t start, size_t end)
{
    const size_t word_at = s->tokens->words.len;
    ef_buffer_add_text(&s->tokens->words, "'s");
    ef_scanner_add(s, EF_WORD, start, end, word_at, EF_CONTRACTED | EF_CONTINUED);
}

/* The word as it stands. */
static void add_plain(ef_scanner *s, const ef_written *w, size_t word_at, known k, unsigned flags)
{
    const ef_token_kind kind = w->n_digits > 0 ? EF_NUMBER : EF_WORD;
    ef_scanner_add_hashed(s, kind, w->start, w->end, word_at, flags | clause_flag(k), k.hash);
}

static bool is_possessive(const ef_scanner *s, const ef_written *w, size_t word_at)
{
    const ef_buffer *const words = &s->tokens->words;
    return w->apostrophe != SIZE_MAX && words->len - word_at > 2 &&
           memcmp(words->at + words->len - 2, "'s", 2) == 0;
}

/* "service's" is "service" and "'s"; the s no longer counts for the case of the word. */
static void add_possessed(ef_scanner *s, const ef_written *w, size_t word_at, unsigned flags)
{
    ef_written owner = *w;
    const size_t letter = w->apostrophe + ef_apostrophe_len(s->text, w->apostrophe);
    const bool upper = s->text.at[letter] == 'S';
    owner.end = w->apostrophe;
    owner.n_upper -= upper;
    owner.n_lower -= !upper;
    s->tokens->words.len -= 2;
    add_plain(s, &owner, word_at, look_up(s, word_at),
              (flags & EF_ELONGATED) | ef_case_flags(&owner) | EF_CONTRACTED);
    add_possessive(s, owner.end, w->end);
}

/* Where the ASCII letters end that stand at `at`, at most `longest`; `at` itself when they are more,
 * or when the word goes on behind them. */
static size_t short_word_end(ef_span text, size_t at, size_t longest)
{
    size_t end = at;
    while (end < text.len && end - at <= longest &&
           ef_byte_class[(uint8_t)text.at[end]] == EF_CHAR_LETTER)
        end++;
    const ef_char_class next = ef_class_at(text, end);
    const bool goes_on = next != EF_CHAR_SPACE && next <= EF_CHAR_DIGIT;
    return end - at > longest || goes_on ? at : end;
}

/* The tail of a contraction that was set apart: in "won ' t" the t. */
typedef struct tail {
    size_t apostrophe;
    size_t start;
    size_t end;
} tail;

static bool find_tail(ef_span text, size_t word_end, tail *found)
{
    const size_t blank = word_end < text.len && text.at[word_end] == ' ';
    found->apostrophe = word_end + blank;
    const size_t len = ef_apostrophe_len(text, found->apostrophe);
    found->start = found->apostrophe + len;
    const size_t more = found->start < text.len && text.at[found->start] == ' ';
    if (len == 0 || blank + more == 0)
        return false;
    found->start += more;
    found->end = short_word_end(text, found->start, LONGEST_TAIL);
    return found->end > found->start && ef_apostrophe_len(text, found->end) == 0;
}

/* What the spelling says of the word and the tail together. The folded word is the last in the words
 * buffer, and stays so. */
static known look_up_joined(ef_scanner *s, size_t word_at, const tail *t)
{
    ef_buffer *const words = &s->tokens->words;
    const size_t len = words->len;
    if (len - word_at > LONGEST_JOINED)
        return (known){0};
    ef_buffer_add_char(words, '\'');
    ef_fold(ef_span_make(s->text.at + t->start, t->end - t->start), words);
    if (words->failed)
        return (known){0};
    const known joined = look_up(s, word_at);
    words->len = len;
    return joined;
}

/* Adds the word together with a tail that stands apart. False when it has none. */
static bool add_parted(ef_scanner *s, const ef_written *w, size_t word_at, known k, unsigned flags)
{
    tail t;
    if (!find_tail(s->text, w->end, &t))
        return false;
    const known joined = look_up_joined(s, word_at, &t);
    if (is_contraction(joined)) {
        add_expansion(s, joined, w->start, t.end, word_at, flags);
    } else if (t.end - t.start == 1 && (s->text.at[t.start] | 0x20) == 's') {
        add_plain(s, w, word_at, k, flags);
        add_possessive(s, t.apostrophe, t.end);
    } else {
        return false;
    }
    s->at = t.end;
    return true;
}

/* The word, whose folded form tokens->words holds from word_at on. */
static void add_written(ef_scanner *s, const ef_written *w, size_t word_at, unsigned flags)
{
    const known k = look_up(s, word_at);
    if (is_contraction(k))
        add_expansion(s, k, w->start, w->end, word_at, flags);
    else if (is_possessive(s, w, word_at))
        add_possessed(s, w, word_at, flags);
    else if (w->n_digits > 0 || !add_parted(s, w, word_at, k, flags))
        add_plain(s, w, word_at, k, flags);
}

void ef_scan_name(ef_scanner *scanner, ef_token_kind kind, size_t start, size_t name, size_t end)
{
    ef_buffer *const words = &scanner->tokens->words;
    const size_t word_at = words->len;
    unsigned flags = 0;
    if (kind == EF_HASHTAG) {
        ef_written w;
        ef_read_written(ef_span_make(scanner->text.at, end), name, &w);
        flags = ef_case_flags(&w);
    }
    ef_fold(ef_span_make(scanner->text.at + name, end - name), words);
    if (kind == EF_HASHTAG && !words->failed) {
        const size_t len = ef_squeeze(words->at + word_at, words->len - word_at);
        flags |= word_at + len < words->len ? EF_ELONGATED : 0;
        words->len = word_at + len;
    }
    ef_scanner_add(scanner, kind, start, end, word_at, flags);
    scanner->at = end;
}

/* Whether the run of ASCII letters and digits that the word begins with begins an address. */
static bool scan_address(ef_scanner *s, size_t run_end)
{
    if (run_end >= s->text.len || s->text.at[run_end] == ' ')
        return false;
    size_t end = 0;
    const ef_address address = ef_address_find(s->text, s->at, run_end, &end);
    if (address == EF_NO_ADDRESS)
        return false;
    ef_scan_name(s, address == EF_ADDRESS_URL ? EF_URL : EF_EMAIL, s->at, s->at, end);
    return true;
}

/* The same as ef_fold_written for a word that the lower text has as it should be. */
static unsigned take_lower(ef_scanner *s, const ef_written *w)
{
    ef_buffer *const words = &s->tokens->words;
    const size_t len = w->end - w->start;
    char *const to = ef_buffer_reserve(words, len);
    if (to != NULL) {
        memcpy(to, words->at + s->lower_at + w->start, len);
        words->len += len;
    }
    return ef_case_flags(w);
}

void ef_scan_word(ef_scanner *scanner)
{
    ef_buffer *const words = &scanner->tokens->words;
    const size_t word_at = words->len;
    ef_written w;
    const size_t run_end = ef_ascii_end(scanner->text, scanner->at);
    if (run_end > scanner->at && scan_address(scanner, run_end))
        return;
    ef_read_written(scanner->text, scanner->at, &w);
    const unsigned flags =
        w.is_folded ? take_lower(scanner, &w) : ef_fold_written(scanner->text, &w, words);
    scanner->at = w.end;
    if (!words->failed)
        add_written(scanner, &w, word_at, flags);
}

bool ef_scan_clitic(ef_scanner *scanner)
{
    const ef_span text = scanner->text;
    const size_t start = scanner->at;
    const size_t name = start + ef_apostrophe_len(text, start);
    const size_t end = short_word_end(text, name, LONGEST_CLITIC);
    if (end == name)
        return false;
    ef_buffer *const words = &scanner->tokens->words;
    const size_t word_at = words->len;
    ef_buffer_add_char(words, '\'');
    ef_fold(ef_span_make(text.at + name, end - name), words);
    if (words->failed)
        return false;
    const known k = look_up(scanner, word_at);
    words->len = word_at;
    if (is_contraction(k))
        add_expansion(scanner, k, start, end, word_at, 0);
    else if (end - name == 1 && (text.at[name] | 0x20) == 's')
        add_possessive(scanner, start, end);
    else
        return false;
    scanner->at = end;
    return true;
}
