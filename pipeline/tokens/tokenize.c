/* Texts become tokens: one sweep over each text, then one over its tokens for the sentences. */
#include "tokens/tokens.h"

#include "base/grow.h"
#include "base/key_hash.h"
#include "tokens/address.h"
#include "tokens/clause.h"
#include "tokens/emoji.h"
#include "tokens/emoticon.h"
#include "tokens/language.h"
#include "tokens/scanner.h"
#include "tokens/sentence.h"
#include "tokens/utf8.h"

static bool grow_column(void *column, size_t capacity, size_t needed, size_t item_size)
{
    return ef_grow(column, &capacity, needed, item_size);
}

/* Room for more tokens in every column; after a failure the shorter capacity holds for all. */
static bool grow_columns(ef_tokens *t)
{
    const size_t has = t->capacity;
    const size_t needed = has < 1024 ? 1024 : 2 * has;
    if (needed > UINT32_MAX || !grow_column(&t->start, has, needed, sizeof t->start[0]) ||
        !grow_column(&t->len, has, needed, sizeof t->len[0]) ||
        !grow_column(&t->word_at, has, needed, sizeof t->word_at[0]) ||
        !grow_column(&t->word_len, has, needed, sizeof t->word_len[0]) ||
        !grow_column(&t->hash, has, needed, sizeof t->hash[0]) ||
        !grow_column(&t->kind, has, needed, sizeof t->kind[0]) ||
        !grow_column(&t->flags, has, needed, sizeof t->flags[0]) ||
        !grow_column(&t->sentence, has, needed + EF_NUMBERED, sizeof t->sentence[0]) ||
        !grow_column(&t->clause, has, needed + EF_NUMBERED, sizeof t->clause[0]) ||
        !grow_column(&t->breaks, has, needed, sizeof t->breaks[0])) {
        t->failed = true;
        return false;
    }
    t->capacity = needed;
    return true;
}

/* The word is bytes [word_at, word_at + word_len) of tokens->words. */
static bool add_token(ef_scanner *scanner, ef_token_kind kind, size_t start, size_t end,
                      size_t word_at, size_t word_len, unsigned flags, uint64_t hash)
{
    ef_tokens *const t = scanner->tokens;
    if (t->words.failed || t->words.len > UINT32_MAX)
        t->failed = true;
    if (t->failed || (!ef_tokens_have_room(t) && !grow_columns(t)))
        return false;
    const size_t i = t->count++;
    t->start[i] = (uint32_t)start;
    t->len[i] = (uint32_t)(end - start);
    t->word_at[i] = (uint32_t)word_at;
    t->word_len[i] = (uint32_t)word_len;
    t->hash[i] = hash;
    t->kind[i] = (uint8_t)kind;
    t->flags[i] = (uint8_t)flags;
    t->breaks[t->n_breaks] = (uint32_t)i;
    t->n_breaks += ef_scanner_breaks(scanner, scanner->last_end, start, kind, flags);
    scanner->last_end = end;
    scanner->last_kind = kind;
    return true;
}

bool ef_scanner_add(ef_scanner *scanner, ef_token_kind kind, size_t start, size_t end,
                    size_t word_at, unsigned flags)
{
    const ef_buffer *const words = &scanner->tokens->words;
    if (words->failed)
        return false;
    const ef_span word = ef_span_make(words->at + word_at, words->len - word_at);
    return ef_scanner_add_hashed(scanner, kind, start, end, word_at, flags, ef_key_hash(word));
}

bool ef_scanner_add_hashed(ef_scanner *scanner, ef_token_kind kind, size_t start, size_t end,
                           size_t word_at, unsigned flags, uint64_t hash)
{
    const size_t word_len = scanner->tokens->words.len - word_at;
    return add_token(scanner, kind, start, end, word_at, word_len, flags, hash);
}

bool ef_scanner_add_lower(ef_scanner *scanner, ef_token_kind kind, size_t start, size_t end)
{
    const size_t word_at = scanner->lower_at + start;
    const ef_span word = ef_span_make(scanner->tokens->words.at + word_at, end - start);
    const uint64_t hash = ef_key_hash_padded(word);
    return add_token(scanner, kind, start, end, word_at, word.len, 0, hash);
}

static bool follows(const ef_scanner *s, ef_token_kind kind)
{
    return s->last_end == s->at && s->at > 0 && s->last_kind == kind;
}

static bool scan_emoji(ef_scanner *s)
{
    const size_t len = ef_emoji_len(s->text, s->at);
    if (len == 0)
        return false;
    const size_t word_at = s->tokens->words.len;
    ef_emoji_fold(ef_span_make(s->text.at + s->at, len), &s->tokens->words);
    ef_scanner_add(s, EF_EMOJI, s->at, s->at + len, word_at, 0);
    s->at += len;
    return true;
}

static bool scan_emoticon(ef_scanner *s)
{
    const ef_emoticon_place place = {.after_face = follows(s, EF_EMOTICON) || follows(s, EF_EMOJI),
                                     .in_brackets = s->open_brackets > 0,
                                     .after_item = s->after_item};
    ef_emoticon found;
    if (!ef_emoticon_at(s->text, s->at, place, &found))
        return false;
    const size_t word_at = s->tokens->words.len;
    ef_fold(ef_span_make(found.word, found.word_len), &s->tokens->words);
    ef_scanner_add(s, EF_EMOTICON, s->at, s->at + found.len, word_at,
                   found.elongated ? EF_ELONGATED : 0);
    s->at += found.len;
    return true;
}

/* Letters and digits that some emoticon starts with, in front of what may go on as one. */
static bool may_be_face(ef_span text, size_t at)
{
    if (at + 1 >= text.len)
        return false;
    const char next = text.at[at + 1];
    const uint8_t class = ef_byte_class[(uint8_t)next];
    return (class == EF_CHAR_PUNCT || class == EF_CHAR_SYMBOL || next == 'D') &&
           memchr("8xXDToOuUQqt0", text.at[at], 13) != NULL;
}

/* The same for a mark: whether any shape of emoticon.h starts with it and the byte behind it. */
static bool mark_may_begin_face(ef_span text, size_t at)
{
    const char next = at + 1 < text.len ? text.at[at + 1] : ' ';
    switch (text.at[at]) {
    case ':':
    case ';':
    case '=':
    case '<':
    case '>':
    case '/':
    case '|':
    case '\\': return true;
    case '(':
    case ')':
    case '[':
    case ']': return memchr("()[]-o*^:;=", next, 11) != NULL;
    case '^':
    case '-':
    case '.':
    case '*':
    case '@':
    case '$':
    case '~': return next == '_' || next == '.' || next == '-' || next == '^';
    default: return false;
    }
}

static bool is_word_class(ef_char_class class)
{
    return class >= EF_CHAR_LETTER && class <= EF_CHAR_DIGIT;
}

static bool word_follows(ef_span text, size_t at)
{
    size_t len = 0;
    return at < text.len && is_word_class(ef_utf8_class(ef_utf8_decode(text, at, &len)));
}

/* The hyphen of "well-made": it parts two words and is no token. */
static bool scan_hyphen(ef_scanner *s, uint32_t c, size_t len)
{
    if ((c != '-' && c != 0x2010 && c != 0x2011) || !word_follows(s->text, s->at + len) ||
        !(follows(s, EF_WORD) || follows(s, EF_NUMBER)))
        return false;
    s->at += len;
    return true;
}

static bool scan_handle_or_hashtag(ef_scanner *s, uint32_t c, size_t len)
{
    const size_t name = s->at + len;
    const bool in_word = follows(s, EF_WORD) || follows(s, EF_NUMBER);
    size_t end = name;
    if (c == '@')
        end = in_word ? name : ef_handle_end(s->text, name);
    else if (c == '#' || c == 0xFF03)
        end = in_word ? name : ef_hashtag_end(s->text, name);
    if (end == name)
        return false;
    if (c == '@')
        ef_scan_name(s, EF_HANDLE, s->at, s->at, end);
    else
        ef_scan_name(s, EF_HASHTAG, s->at, name, end);
    return true;
}

static bool is_excited(uint32_t c)
{
    return c == '!' || c == '?' || c == 0xFF01 || c == 0xFF1F || c == 0x61F;
}

static void note_brackets(ef_scanner *s, uint32_t c, size_t count)
{
    if (c == '(')
        s->open_brackets += count;
    else if (c == ')' && s->open_brackets > 0)
        s->open_brackets -= count < s->open_brackets ? count : s->open_brackets;
    else if (c == ')' && follows(s, EF_NUMBER))
        s->after_item = true;
}

/* Full-width forms are written as their ASCII ones in the folded word. */
static void add_mark(ef_buffer *words, ef_span text, size_t at, size_t len, uint32_t c)
{
    if (c >= 0xFF01 && c <= 0xFF5E)
        ef_buffer_add_char(words, (char)(c - 0xFEE0));
    else
        ef_buffer_add(words, text.at + at, len);
}

/* A run of one mark of ASCII, or of ! and ? mixed: its word stands in the lower text already. */
static bool scan_ascii_run(ef_scanner *s, char first, ef_token_kind kind)
{
    const ef_span text = s->text;
    const bool excited = first == '!' || first == '?';
    size_t end = s->at + 1;
    while (end < text.len &&
           (text.at[end] == first || (excited && (text.at[end] == '!' || text.at[end] == '?'))))
        end++;
    if (excited && end < text.len && (uint8_t)text.at[end] >= 0x80)
        return false; /* may be a wide one */
    note_brackets(s, (uint8_t)first, end - s->at);
    ef_scanner_add_lower(s, kind, s->at, end);
    s->at = end;
    return true;
}

/* The same of any marks. */
static void scan_run(ef_scanner *s, uint32_t first, ef_token_kind kind)
{
    if (first < 0x80 && scan_ascii_run(s, (char)first, kind))
        return;
    ef_buffer *const words = &s->tokens->words;
    const size_t word_at = words->len;
    const bool excited = is_excited(first);
    size_t count = 0;
    size_t end = s->at;
    while (end < s->text.len) {
        size_t len = 0;
        const uint32_t c = ef_utf8_decode(s->text, end, &len);
        if (c != first && !(excited && is_excited(c)))
            break;
        add_mark(words, s->text, end, len, c);
        end += len;
        count++;
    }
    note_brackets(s, first, count);
    ef_scanner_add(s, kind, s->at, end, word_at, 0);
    s->at = end;
}

static void scan_mark(ef_scanner *s, uint32_t c, size_t len, ef_char_class class)
{
    if ((c == 0xAF || mark_may_begin_face(s->text, s->at)) && scan_emoticon(s))
        return;
    if (scan_hyphen(s, c, len) || scan_handle_or_hashtag(s, c, len))
        return;
    if (ef_utf8_is_apostrophe(c) && ef_scan_clitic(s))
        return;
    scan_run(s, c, class == EF_CHAR_PUNCT ? EF_PUNCT : EF_SYMBOL);
}

static void scan_character(ef_scanner *s)
{
    size_t len = 0;
    const uint32_t c = ef_utf8_decode(s->text, s->at, &len);
    const ef_char_class class = ef_utf8_class(c);
    if (class == EF_CHAR_SPACE || class == EF_CHAR_IGNORED) {
        s->at += len;
        return;
    }
    const bool beyond_next = s->at + len < s->text.len && (uint8_t)s->text.at[s->at + len] >= 0x80;
    if ((c < 0x80 ? beyond_next : class >= EF_CHAR_PICTOGRAPH) && scan_emoji(s))
        return;
    if (is_word_class(class)) {
        if (!may_be_face(s->text, s->at) || !scan_emoticon(s))
            ef_scan_word(s);
    } else {
        scan_mark(s, c, len, class);
    }
}

/* The text in lower case, and the masks of its letters. */
static bool lower_text(ef_scanner *s)
{
    ef_tokens *const t = s->tokens;
    const size_t room = ef_mask_room(s->text.len) + EF_KEY_PADDING;
    char *const lower = ef_buffer_reserve(&t->words, room);
    if (lower == NULL || (!ef_tokens_have_room(t) && !grow_columns(t)) ||
        !ef_grow(&t->masks, &t->masks_capacity, ef_mask_words(s->text.len), sizeof t->masks[0])) {
        t->failed = true;
        return false;
    }
    t->kernels->lower_letters(s->text, lower, t->masks);
    s->lower_at = t->words.len;
    t->words.len += s->text.len + 1;
    return true;
}

static void scan_text(ef_scanner *s)
{
    if (s->text.len == 0 || !lower_text(s))
        return;
    while (s->at < s->text.len && !s->tokens->failed) {
        ef_scan_plain(s);
        if (s->at < s->text.len)
            scan_character(s);
    }
}

static void tokenize_document(const ef_spelling *spelling, ef_span text, uint32_t document,
                              ef_tokens *tokens)
{
    ef_document_tokens *const of = &tokens->documents[document];
    of->first_token = (uint32_t)tokens->count;
    of->first_sentence = (uint32_t)tokens->n_sentences;
    tokens->n_breaks = 0;
    if (text.len > UINT32_MAX)
        tokens->failed = true;
    ef_scanner scanner = {.spelling = spelling, .text = text, .tokens = tokens};
    scan_text(&scanner);
    tokens->failed |= tokens->words.failed;
    if (!tokens->failed)
        ef_split_sentences(spelling, text, document, tokens);
    of->n_tokens = (uint32_t)tokens->count - of->first_token;
    of->n_sentences = (uint32_t)tokens->n_sentences - of->first_sentence;
}

static bool begin(ef_tokens *tokens, size_t n_documents)
{
    tokens->count = 0;
    tokens->n_sentences = 0;
    tokens->n_clauses = 0;
    ef_buffer_reset(&tokens->words);
    tokens->failed = !ef_grow(&tokens->documents, &tokens->documents_capacity, n_documents,
                              sizeof tokens->documents[0]);
    return !tokens->failed;
}

static bool end(ef_tokens *tokens)
{
    tokens->failed |= ef_buffer_reserve(&tokens->words, EF_KEY_PADDING) == NULL;
    return !tokens->failed;
}

static void tokenize_one(const ef_spelling *spelling, const ef_documents *documents, uint32_t i,
                         ef_tokens *tokens)
{
    const ef_document *const document = &documents->items[i];
    const bool scored = documents->records[document->record].outcome == EF_SCORED;
    tokenize_document(spelling, scored ? document->text : (ef_span){0}, i, tokens);
}

bool ef_tokenize(const ef_spelling *spelling, const ef_documents *documents, ef_tokens *tokens)
{
    if (!begin(tokens, documents->count))
        return false;
    for (size_t i = 0; i < documents->count && !tokens->failed; i++)
        tokenize_one(spelling, documents, (uint32_t)i, tokens);
    return end(tokens);
}

/* The number of the language that a record is in if it is foreign; EF_NONE. */
static uint32_t foreign_language(const ef_languages *guard, const ef_documents *documents,
                                 const ef_record_info *record, const ef_tokens *tokens)
{
    const ef_role speaker = ef_speaker_of(documents, record);
    ef_votes_begin(tokens->votes, guard);
    for (uint32_t i = 0; i < record->n_documents; i++) {
        const uint32_t document = record->first_document + i;
        const ef_document_tokens *const range = &tokens->documents[document];
        if (ef_speaks(&documents->items[document], speaker))
            ef_votes_count(tokens->votes, tokens, range->first_token, range->n_tokens);
    }
    return ef_votes_foreign(tokens->votes);
}

static void forget(const ef_tokens *before, const ef_record_info *record, ef_tokens *tokens)
{
    tokens->count = before->count;
    tokens->n_sentences = before->n_sentences;
    tokens->n_clauses = before->n_clauses;
    tokens->words.len = before->words.len;
    for (uint32_t i = 0; i < record->n_documents; i++)
        tokens->documents[record->first_document + i] =
            (ef_document_tokens){.first_token = (uint32_t)before->count,
                                 .first_sentence = (uint32_t)before->n_sentences};
}

static void tokenize_record(const ef_spelling *spelling, const ef_languages *guard,
                            ef_documents *documents, ef_record_info *record, ef_tokens *tokens)
{
    const ef_tokens before = *tokens;
    for (uint32_t i = 0; i < record->n_documents && !tokens->failed; i++)
        tokenize_one(spelling, documents, record->first_document + i, tokens);
    if (tokens->failed || record->outcome != EF_SCORED || record->n_documents == 0 ||
        ef_names_language(documents->items[record->first_document].values[EF_LANG]))
        return;
    const uint32_t language = foreign_language(guard, documents, record, tokens);
    if (language == EF_NONE)
        return;
    const ef_span name = ef_table_key(&guard->names, language);
    record->outcome = EF_FILTERED;
    record->reason = ef_language_reason(documents, name);
    tokens->failed |= documents->arena.failed;
    forget(&before, record, tokens);
}

static bool have_votes(ef_tokens *tokens)
{
    if (tokens->votes == NULL)
        tokens->votes = ef_votes_new();
    tokens->failed |= tokens->votes == NULL;
    return !tokens->failed;
}

bool ef_tokenize_guarded(const ef_spelling *spelling, const ef_languages *guard,
                         ef_documents *documents, ef_tokens *tokens)
{
    if (guard->covered == 0)
        return ef_tokenize(spelling, documents, tokens);
    if (!begin(tokens, documents->count) || !have_votes(tokens))
        return false;
    for (size_t i = 0; i < documents->n_records && !tokens->failed; i++)
        tokenize_record(spelling, guard, documents, &documents->records[i], tokens);
    return end(tokens);
}

bool ef_tokenize_text(const ef_spelling *spelling, ef_span text, ef_tokens *tokens)
{
    if (!begin(tokens, 1))
        return false;
    tokenize_document(spelling, text, 0, tokens);
    return end(tokens);
}
