/* Words and numbers: where they end, how they are folded, and what contractions become.
 *
 * Inner apostrophes belong to the word, inner hyphens part two words. Letters with digits among them
 * are a number: codes never score. A Han character is a word by itself; Hiragana and Katakana part
 * where one meets the other; all other scripts are words as far as their letters go. */
#include "base/hash.h"
#include "tokens/address.h"
#include "tokens/scanner.h"
#include "tokens/utf8.h"

/* A word as it is written: bytes [start, end) of the text. */
typedef struct written {
    size_t start;
    size_t end;
    size_t n_upper;
    size_t n_lower;
    size_t n_digits;
    size_t apostrophe; /* where the last inner one is; SIZE_MAX = none */
    bool first_upper;
    bool beyond; /* more than ASCII */
} written;

enum { LONGEST_JOINED = 32 };

static ef_char_class class_at(ef_span text, size_t at, size_t *len)
{
    *len = 1;
    if (at >= text.len)
        return EF_CHAR_SPACE;
    const uint8_t class = ef_byte_class[(uint8_t)text.at[at]];
    return class == EF_CHAR_BEYOND ? ef_utf8_class(ef_utf8_decode(text, at, len))
                                   : (ef_char_class) class;
}

static bool is_digit(ef_span text, size_t at)
{
    return at < text.len && text.at[at] >= '0' && text.at[at] <= '9';
}

/* The length of the apostrophe at `at`; 0 = none there. */
static size_t apostrophe_len(ef_span text, size_t at)
{
    if (at >= text.len)
        return 0;
    size_t len = 0;
    return ef_utf8_is_apostrophe(ef_utf8_decode(text, at, &len)) ? len : 0;
}

/* The length of what stands between two parts of one word: an apostrophe before a letter, or in a
 * number a mark before a digit. 0 = the word ends here. */
static size_t inner_len(ef_span text, const written *w)
{
    size_t len = 0;
    const size_t apostrophe = apostrophe_len(text, w->end);
    if (apostrophe > 0)
        return class_at(text, w->end + apostrophe, &len) == EF_CHAR_LETTER ? apostrophe : 0;
    const char c = text.at[w->end];
    const bool starts_with_digit = is_digit(text, w->start);
    if (w->n_digits > 0 && is_digit(text, w->end - 1) && is_digit(text, w->end + 1) &&
        (c == '.' || (starts_with_digit && (c == ',' || c == ':' || c == '/'))))
        return 1;
    return 0;
}

static void read_ascii(ef_span text, written *w)
{
    size_t at = w->end;
    for (; at < text.len; at++) {
        const uint8_t c = (uint8_t)text.at[at];
        const uint8_t class = ef_byte_class[c];
        if (class != EF_CHAR_LETTER && class != EF_CHAR_DIGIT)
            break;
        const size_t letter = class == EF_CHAR_LETTER;
        w->n_digits += 1 - letter;
        w->n_lower += letter & (c >> 5);
        w->n_upper += letter & ~(c >> 5);
    }
    w->end = at;
}

/* One character that is more than ASCII; false when it is not of the word. */
static bool read_beyond(ef_span text, written *w)
{
    size_t len = 0;
    const uint32_t c = ef_utf8_decode(text, w->end, &len);
    const ef_char_class class = ef_utf8_class(c);
    if (class == EF_CHAR_DIGIT)
        w->n_digits++;
    else if (class == EF_CHAR_LETTER) {
        w->n_upper += ef_utf8_is_upper(c);
        w->n_lower += ef_utf8_is_lower(c);
    } else if (class != EF_CHAR_MARK && class != EF_CHAR_IGNORED)
        return false;
    w->beyond = true;
    w->end += len;
    return true;
}

static void read_written(ef_span text, written *w)
{
    for (;;) {
        read_ascii(text, w);
        if (w->end >= text.len)
            return;
        if ((uint8_t)text.at[w->end] >= 0x80 && read_beyond(text, w))
            continue;
        const size_t inner = inner_len(text, w);
        if (inner == 0)
            return;
        if (ef_byte_class[(uint8_t)text.at[w->end]] == EF_CHAR_BEYOND)
            w->beyond = true;
        if (apostrophe_len(text, w->end) > 0)
            w->apostrophe = w->end;
        w->end += inner;
    }
}

/* A Han character, or a run of one kana; the mark of a long vowel goes with both. */
static void read_east_asian(ef_span text, written *w, ef_char_class script)
{
    enum { LONG_VOWEL = 0x30FC };
    size_t len = 0;
    ef_utf8_decode(text, w->start, &len);
    w->end = w->start + len;
    w->beyond = true;
    while (w->end < text.len) {
        const uint32_t c = ef_utf8_decode(text, w->end, &len);
        const ef_char_class class = ef_utf8_class(c);
        const bool same = script != EF_CHAR_HAN && (class == script || c == LONG_VOWEL);
        if (!same && class != EF_CHAR_MARK && class != EF_CHAR_IGNORED)
            return;
        w->end += len;
    }
}

/* Appends the ASCII word folded and squeezed. True when something was squeezed out. */
static bool fold_ascii(ef_span word, bool squeeze, ef_buffer *out)
{
    char *to = ef_buffer_reserve(out, word.len);
    if (to == NULL)
        return false;
    char last = '\0';
    char before = '\0';
    const char *const start = to;
    for (size_t i = 0; i < word.len; i++) {
        char c = word.at[i];
        c = c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c == '`' ? '\'' : c;
        if (squeeze && c == last && c == before)
            continue;
        before = last;
        last = c;
        *to++ = c;
    }
    out->len += (size_t)(to - start);
    return (size_t)(to - start) < word.len;
}

/* The same for any word. */
static bool fold_any(ef_span word, bool squeeze, ef_buffer *out)
{
    const size_t start = out->len;
    ef_fold(word, out);
    if (out->failed || !squeeze)
        return false;
    const size_t len = ef_squeeze(out->at + start, out->len - start);
    const bool elongated = len < out->len - start;
    out->len = start + len;
    return elongated;
}

/* Appends the word's folded form; returns the flags that only the folding tells. */
static unsigned fold_written(ef_span text, const written *w, ef_buffer *out)
{
    const ef_span word = ef_span_make(text.at + w->start, w->end - w->start);
    const bool squeeze = w->n_digits == 0;
    const bool elongated =
        w->beyond ? fold_any(word, squeeze, out) : fold_ascii(word, squeeze, out);
    return elongated ? EF_ELONGATED : 0;
}

static unsigned case_flags(const written *w)
{
    return (w->n_upper >= 2 && w->n_lower == 0 ? EF_ALL_CAPS : 0u) |
           (w->first_upper ? EF_INITIAL_CAP : 0u);
}

/* What the spelling says of the word that tokens->words holds from word_at on. */
static unsigned look_up(const ef_scanner *s, size_t word_at, uint32_t *number)
{
    const ef_buffer *const words = &s->tokens->words;
    const ef_span word = ef_span_make(words->at + word_at, words->len - word_at);
    return ef_spelling_find(s->spelling, ef_hash(word), word, number);
}

static unsigned clause_flag(unsigned kinds)
{
    return (kinds & EF_CLAUSE_WORD) != 0 ? EF_OPENS_CLAUSE : 0;
}

static void add_expansion(ef_scanner *s, uint32_t number, size_t start, size_t end, unsigned flags)
{
    ef_buffer *const words = &s->tokens->words;
    for (uint32_t i = 0; i < s->spelling->n_expansions[number]; i++) {
        const size_t word_at = words->len;
        ef_buffer_add_span(words, s->spelling->expansions[number][i]);
        if (words->failed)
            return;
        uint32_t own = 0;
        const unsigned clause = clause_flag(look_up(s, word_at, &own));
        ef_scanner_add(s, EF_WORD, start, end, word_at,
                       flags | clause | EF_CONTRACTED | (i > 0 ? EF_CONTINUED : 0u));
        flags &= ~(unsigned)EF_OPENS_CLAUSE;
    }
}

static void add_possessive(ef_scanner *s, size_t start, size_t end)
{
    const size_t word_at = s->tokens->words.len;
    ef_buffer_add_text(&s->tokens->words, "'s");
    ef_scanner_add(s, EF_WORD, start, end, word_at, EF_CONTRACTED | EF_CONTINUED);
}

/* Whether the word ends in 's; the words buffer holds its folded form from word_at on. */
static bool is_possessive(const ef_scanner *s, const written *w, size_t word_at)
{
    const ef_buffer *const words = &s->tokens->words;
    return w->apostrophe != SIZE_MAX && words->len - word_at > 2 &&
           memcmp(words->at + words->len - 2, "'s", 2) == 0;
}

/* The ASCII letters behind an apostrophe, at most a few; the end of the text's word must follow. */
static size_t tail_len(ef_span text, size_t at)
{
    enum { LONGEST_TAIL = 3 };
    size_t len = 0;
    size_t next_len = 0;
    while (len <= LONGEST_TAIL && at + len < text.len &&
           ef_byte_class[(uint8_t)text.at[at + len]] == EF_CHAR_LETTER)
        len++;
    const ef_char_class next = class_at(text, at + len, &next_len);
    const bool ends = next == EF_CHAR_SPACE || next == EF_CHAR_PUNCT;
    return len <= LONGEST_TAIL && ends && apostrophe_len(text, at + len) == 0 ? len : 0;
}

/* Some corpora come tokenized: "won ' t", "they 'd", "service 's". Finds the tail that a word which
 * ends at `at` would have; it starts at *tail. */
static size_t find_parted_tail(ef_span text, size_t at, size_t *apostrophe, size_t *tail)
{
    const size_t spaces = at < text.len && text.at[at] == ' ';
    *apostrophe = at + spaces;
    const size_t len = apostrophe_len(text, *apostrophe);
    if (len == 0)
        return 0;
    *tail = *apostrophe + len;
    const size_t more_spaces = *tail < text.len && text.at[*tail] == ' ';
    *tail += more_spaces;
    return spaces + more_spaces > 0 ? tail_len(text, *tail) : 0;
}

/* Whether the word and the parted tail behind it are a contraction. The folded word is the last in
 * the words buffer, and stays so. */
static bool joins(ef_scanner *s, size_t word_at, ef_span tail, uint32_t *number, unsigned *kinds)
{
    ef_buffer *const words = &s->tokens->words;
    const size_t len = words->len;
    if (len - word_at > LONGEST_JOINED)
        return false;
    ef_buffer_add_char(words, '\'');
    fold_ascii(tail, false, words);
    if (words->failed)
        return false;
    *kinds = look_up(s, word_at, number);
    words->len = len;
    return (*kinds & EF_CONTRACTION) != 0;
}

/* Adds the word together with a tail that stands apart. False when there is none. */
static bool add_parted(ef_scanner *s, const written *w, size_t word_at, unsigned flags)
{
    size_t apostrophe = 0;
    size_t tail = 0;
    const size_t len = find_parted_tail(s->text, w->end, &apostrophe, &tail);
    if (len == 0)
        return false;
    uint32_t number = 0;
    unsigned kinds = 0;
    if (joins(s, word_at, ef_span_make(s->text.at + tail, len), &number, &kinds)) {
        s->tokens->words.len = word_at;
        add_expansion(s, number, w->start, tail + len, flags | clause_flag(kinds));
    } else if (len == 1 && (s->text.at[tail] | 0x20) == 's') {
        ef_scanner_add(s, EF_WORD, w->start, w->end, word_at, flags);
        add_possessive(s, apostrophe, tail + len);
    } else {
        return false;
    }
    s->at = tail + len;
    return true;
}

static void add_whole(ef_scanner *s, const written *w, size_t word_at, unsigned flags)
{
    ef_scanner_add(s, w->n_digits > 0 ? EF_NUMBER : EF_WORD, w->start, w->end, word_at, flags);
}

/* "service's" is "service" and "'s"; the s no longer counts for the case of the word. */
static void add_possessed(ef_scanner *s, const written *w, unsigned flags, size_t word_at)
{
    written owner = *w;
    const bool upper = s->text.at[w->apostrophe + apostrophe_len(s->text, w->apostrophe)] == 'S';
    owner.end = w->apostrophe;
    owner.n_upper -= upper;
    owner.n_lower -= !upper;
    flags = (flags & EF_ELONGATED) | case_flags(&owner) | EF_CONTRACTED;
    s->tokens->words.len -= 2;
    uint32_t number = 0;
    flags |= clause_flag(look_up(s, word_at, &number));
    add_whole(s, &owner, word_at, flags);
    add_possessive(s, owner.end, w->end);
}

static void add_written(ef_scanner *s, const written *w)
{
    const size_t word_at = s->tokens->words.len;
    unsigned flags = fold_written(s->text, w, &s->tokens->words) | case_flags(w);
    if (s->tokens->words.failed)
        return;
    uint32_t number = 0;
    const unsigned kinds = look_up(s, word_at, &number);
    flags |= clause_flag(kinds);
    if ((kinds & EF_CONTRACTION) != 0) {
        s->tokens->words.len = word_at;
        add_expansion(s, number, w->start, w->end, flags);
    } else if (is_possessive(s, w, word_at)) {
        add_possessed(s, w, flags, word_at);
    } else if (w->n_digits > 0 || !add_parted(s, w, word_at, flags)) {
        add_whole(s, w, word_at, flags);
    }
}

void ef_scan_name(ef_scanner *scanner, ef_token_kind kind, size_t start, size_t name, size_t end)
{
    ef_buffer *const words = &scanner->tokens->words;
    const size_t word_at = words->len;
    const ef_span word = ef_span_make(scanner->text.at + name, end - name);
    const bool elongated = fold_any(word, kind == EF_HASHTAG, words);
    written w = {.start = name, .end = name, .apostrophe = SIZE_MAX};
    if (kind == EF_HASHTAG) {
        size_t len = 0;
        w.first_upper = ef_utf8_is_upper(ef_utf8_decode(scanner->text, name, &len));
        read_written(ef_span_make(scanner->text.at, end), &w);
    }
    ef_scanner_add(scanner, kind, start, end, word_at,
                   (elongated ? EF_ELONGATED : 0u) | case_flags(&w));
    scanner->at = end;
}

/* Whether the run of ASCII that the word begins with begins an address. */
static bool scan_address(ef_scanner *s, size_t end)
{
    if (end >= s->text.len || strchr("@.+-_%:", s->text.at[end]) == NULL || s->text.at[end] == '\0')
        return false;
    size_t address_end = 0;
    const ef_address address = ef_address_find(s->text, s->at, end, &address_end);
    if (address == EF_NO_ADDRESS)
        return false;
    ef_scan_name(s, address == EF_ADDRESS_URL ? EF_URL : EF_EMAIL, s->at, s->at, address_end);
    return true;
}

void ef_scan_word(ef_scanner *scanner)
{
    const ef_span text = scanner->text;
    written w = {.start = scanner->at, .end = scanner->at, .apostrophe = SIZE_MAX};
    read_ascii(text, &w);
    if (w.end > w.start && scan_address(scanner, w.end))
        return;
    size_t len = 0;
    const uint32_t first = ef_utf8_decode(text, w.start, &len);
    w.first_upper = ef_utf8_is_upper(first);
    const ef_char_class script = ef_utf8_class(first);
    if (script >= EF_CHAR_HAN && script <= EF_CHAR_KATAKANA)
        read_east_asian(text, &w, script);
    else
        read_written(text, &w);
    scanner->at = w.end;
    add_written(scanner, &w);
}

bool ef_scan_clitic(ef_scanner *scanner)
{
    const ef_span text = scanner->text;
    enum { LONGEST_CLITIC = 8 };
    const size_t start = scanner->at;
    const size_t name = start + apostrophe_len(text, start);
    size_t end = name;
    while (end < text.len && end - name <= LONGEST_CLITIC &&
           ef_byte_class[(uint8_t)text.at[end]] == EF_CHAR_LETTER)
        end++;
    size_t len = 0;
    const ef_char_class next = class_at(text, end, &len);
    const bool goes_on = next > EF_CHAR_SPACE && next <= EF_CHAR_DIGIT;
    if (name == start || end == name || end - name > LONGEST_CLITIC || goes_on)
        return false;
    ef_buffer *const words = &scanner->tokens->words;
    const size_t word_at = words->len;
    fold_ascii(EF_SPAN_TEXT("'"), false, words);
    fold_ascii(ef_span_make(text.at + name, end - name), true, words);
    if (words->failed)
        return true;
    uint32_t number = 0;
    const unsigned kinds = look_up(scanner, word_at, &number);
    const bool possessive = words->len - word_at == 2 && words->at[word_at + 1] == 's';
    words->len = word_at;
    if ((kinds & EF_CONTRACTION) != 0)
        add_expansion(scanner, number, start, end, clause_flag(kinds));
    else if (possessive)
        add_possessive(scanner, start, end);
    else
        return false;
    scanner->at = end;
    return true;
}
