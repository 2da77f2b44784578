#include "lexicon/term.h"

#include "base/key_hash.h"
#include "base/nearest.h"

static const char *const type_names[EF_TERM_TYPE_COUNT] = {
    [EF_TERM_WORD] = "word",           [EF_TERM_PHRASE] = "phrase",
    [EF_TERM_BOOSTER] = "booster",     [EF_TERM_DAMPENER] = "dampener",
    [EF_TERM_NEGATOR] = "negator",     [EF_TERM_CONTRAST] = "contrast",
    [EF_TERM_REQUEST] = "request",     [EF_TERM_EMOJI] = "emoji",
    [EF_TERM_EMOTICON] = "emoticon",   [EF_TERM_STOP] = "stop",
    [EF_TERM_OBJECTIVE] = "objective",
};

static const char *const column_names[] = {"term", "valence", "negated", "type", "cond", "note"};

/* What a type asks of its valence: a range in whole points or shares; 0..0 = must be empty. */
static const struct {
    ef_lane lane;
    int least;
    int most;
} types[EF_TERM_TYPE_COUNT] = {
    [EF_TERM_WORD] = {EF_LANE_OPINION, -4, 4},        [EF_TERM_PHRASE] = {EF_LANE_OPINION, -4, 4},
    [EF_TERM_BOOSTER] = {EF_LANE_SHIFT, -1, 3},       [EF_TERM_DAMPENER] = {EF_LANE_SHIFT, -1, 3},
    [EF_TERM_NEGATOR] = {EF_LANE_NEGATOR, 0, 0},      [EF_TERM_CONTRAST] = {EF_LANE_CONTRAST, 0, 0},
    [EF_TERM_REQUEST] = {EF_LANE_REQUEST, 0, 0},      [EF_TERM_EMOJI] = {EF_LANE_OPINION, -4, 4},
    [EF_TERM_EMOTICON] = {EF_LANE_OPINION, -4, 4},    [EF_TERM_STOP] = {EF_LANE_OPINION, 0, 0},
    [EF_TERM_OBJECTIVE] = {EF_LANE_OBJECTIVE, -4, 4},
};

/* The row that is read, for everybody who may have to complain about one of its cells. */
typedef struct reading {
    const ef_term_columns *columns;
    const ef_sheet *sheet;
    size_t row;
    const ef_rule_context *context;
    ef_tokens *scratch;
    uint32_t atoms[EF_MAX_TERM_WORDS];
    uint32_t n_atoms;
} reading;

const char *ef_term_column_name(size_t index)
{
    return index < EF_COUNT(column_names) ? column_names[index] : NULL;
}

const char *ef_term_type_name(ef_term_type type)
{
    return type_names[type];
}

ef_lane ef_lane_of(ef_term_type type)
{
    return types[type].lane;
}

static ef_span cell(const reading *r, uint32_t column)
{
    return ef_sheet_cell(r->sheet, r->row, column);
}

/* ef_fail_at for a cell; the message's place is all that differs between callers. */
#define FAIL_CELL(r, column, err, ...)                                                             \
    ef_fail_at(err, EARFUL_MODEL, (r)->sheet->name, (r)->sheet->lines[(r)->row],                   \
               ef_sheet_cell_column((r)->sheet, (r)->row, column), __VA_ARGS__)

earful_status ef_term_columns_find(ef_term_columns *columns, const ef_sheet *sheet,
                                   earful_error *err)
{
    for (size_t i = 0; i < sheet->n_headers; i++) {
        const ef_span header = sheet->headers[i];
        bool found = header.len == 0;
        for (size_t j = 0; j < EF_COUNT(column_names) && !found; j++)
            found = ef_span_equal_ignoring_case(header, ef_span_of(column_names[j]));
        if (!found)
            return ef_fail_at(err, EARFUL_MODEL, sheet->name, sheet->header_line, 1,
                              "no column `%.*s` in a lexicon; there are term, valence, negated, "
                              "type, cond, note",
                              (int)header.len, header.at);
    }
    *columns = (ef_term_columns){.term = ef_sheet_column(sheet, "term"),
                                 .valence = ef_sheet_column(sheet, "valence"),
                                 .negated = ef_sheet_column(sheet, "negated"),
                                 .type = ef_sheet_column(sheet, "type"),
                                 .condition = ef_sheet_column(sheet, "cond")};
    if (columns->term == EF_NONE || columns->valence == EF_NONE)
        return ef_fail_at(err, EARFUL_MODEL, sheet->name, sheet->header_line, 1,
                          "a lexicon needs the columns term and valence");
    return EARFUL_OK;
}

static earful_status read_type(const reading *r, ef_term_type *type, earful_error *err)
{
    const ef_span name = cell(r, r->columns->type);
    *type = EF_TERM_WORD;
    if (name.len == 0)
        return EARFUL_OK;
    for (int i = 0; i < EF_TERM_TYPE_COUNT; i++) {
        if (ef_span_equal_ignoring_case(name, ef_span_of(type_names[i]))) {
            *type = (ef_term_type)i;
            return EARFUL_OK;
        }
    }
    const char *const near = ef_nearest_name(name, type_names, EF_TERM_TYPE_COUNT);
    if (near != NULL)
        return FAIL_CELL(r, r->columns->type, err, "no type `%.*s`; did you mean `%s`",
                         (int)name.len, name.at, near);
    return FAIL_CELL(r, r->columns->type, err,
                     "no type `%.*s`; there are word, phrase, booster, dampener, negator, "
                     "contrast, request, objective, emoji, emoticon, stop",
                     (int)name.len, name.at);
}

static earful_status read_number(const reading *r, uint32_t column, ef_term_type type,
                                 int32_t *number, earful_error *err)
{
    const ef_span text = cell(r, column);
    const int least = types[type].least;
    const int most = types[type].most;
    if (!ef_decimal_parse(text, number) || *number < least * EF_UNIT || *number > most * EF_UNIT)
        return FAIL_CELL(r, column, err,
                         "the valence of a %s is a number from %d to %d, not `%.*s`",
                         type_names[type], least, most, (int)text.len, text.at);
    return EARFUL_OK;
}

static earful_status read_valence(const reading *r, ef_term_line *line, earful_error *err)
{
    const ef_term_type type = line->term.type;
    const ef_span text = cell(r, r->columns->valence);
    line->removes = ef_span_is(text, "-");
    if (line->removes)
        return EARFUL_OK;
    if (types[type].least < types[type].most)
        return read_number(r, r->columns->valence, type, &line->term.valence, err);
    int32_t number = 0;
    if (text.len > 0 && (!ef_decimal_parse(text, &number) || number != 0))
        return FAIL_CELL(r, r->columns->valence, err,
                         "a %s has no valence; leave the cell empty, and give the word a second "
                         "line of type word if it says something by itself",
                         type_names[type]);
    return EARFUL_OK;
}

static earful_status read_negated(const reading *r, ef_term_line *line, earful_error *err)
{
    if (cell(r, r->columns->negated).len == 0 || line->removes)
        return EARFUL_OK;
    const ef_term_type type = line->term.type;
    if (line->term.lane != EF_LANE_OPINION || type == EF_TERM_STOP)
        return FAIL_CELL(r, r->columns->negated, err, "a %s is never negated; leave the cell empty",
                         type_names[type]);
    line->term.has_negated = true;
    return read_number(r, r->columns->negated, type, &line->term.negated, err);
}

static bool is_wildcard(ef_span piece)
{
    bool mark = false;
    bool letter = false;
    for (size_t i = 0; i < piece.len; i++) {
        const unsigned char c = (unsigned char)piece.at[i];
        mark |= c == '*' || c == '?';
        letter |=
            c >= 0x80 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }
    return mark && letter;
}

static earful_status add_atom(reading *r, uint32_t atom, earful_error *err)
{
    if (atom == EF_NONE)
        return ef_fail_memory(err);
    if (r->n_atoms == EF_MAX_TERM_WORDS)
        return FAIL_CELL(r, r->columns->term, err, "more than %d words", EF_MAX_TERM_WORDS);
    r->atoms[r->n_atoms++] = atom;
    return EARFUL_OK;
}

/* Only these have atoms in a text (hits/resolve), so a term of anything else could never match. */
static bool can_match(ef_token_kind kind)
{
    return kind == EF_WORD || kind == EF_NUMBER || kind == EF_HASHTAG || kind == EF_EMOJI ||
           kind == EF_EMOTICON || kind == EF_SYMBOL;
}

/* One word that the tokenizer would give back as it is, as most terms are; a letter three times in a
 * row is one drawn out. */
static bool is_plain_word(const ef_spelling *spelling, ef_span text)
{
    uint32_t number = 0;
    for (size_t i = 0; i < text.len; i++) {
        const char c = text.at[i];
        if (c < 'a' || c > 'z' || (i >= 2 && c == text.at[i - 1] && c == text.at[i - 2]))
            return false;
    }
    return (ef_spelling_find(spelling, ef_key_hash(text), text, &number) & EF_CONTRACTION) == 0;
}

static earful_status add_words(reading *r, ef_span text, earful_error *err)
{
    if (is_plain_word(r->context->spelling, text))
        return text.len == 0
                   ? EARFUL_OK
                   : add_atom(r, ef_vocabulary_add_word(r->context->vocabulary, text), err);
    if (!ef_tokenize_text(r->context->spelling, text, r->scratch))
        return ef_fail_memory(err);
    for (size_t i = 0; i < r->scratch->count; i++) {
        const ef_token_kind kind = (ef_token_kind)r->scratch->kind[i];
        if (kind == EF_PUNCT)
            continue;
        if (!can_match(kind))
            return FAIL_CELL(r, r->columns->term, err,
                             "web and e-mail addresses and @names never score");
        const uint32_t atom =
            ef_vocabulary_add_word(r->context->vocabulary, ef_token_word(r->scratch, i));
        const earful_status status = add_atom(r, atom, err);
        if (status != EARFUL_OK)
            return status;
    }
    return EARFUL_OK;
}

/* A hyphen parts words in a text, so it does here. */
static earful_status add_wildcard(reading *r, ef_span piece, earful_error *err)
{
    earful_status status = EARFUL_OK;
    while (piece.len > 0 && status == EARFUL_OK) {
        const ef_span part = ef_span_cut(&piece, '-');
        if (is_wildcard(part))
            status = add_atom(r, ef_vocabulary_add_wildcard(r->context->vocabulary, part), err);
        else if (part.len > 0)
            status = add_words(r, part, err);
    }
    return status;
}

/* Words between wildcards are tokenized together, because a contraction may hold a space. */
static earful_status add_pieces(reading *r, ef_span text, earful_error *err)
{
    earful_status status = EARFUL_OK;
    size_t words = 0; /* where the words since the last wildcard begin */
    size_t at = 0;
    while (at < text.len && status == EARFUL_OK) {
        const char *const space = memchr(text.at + at, ' ', text.len - at);
        const size_t end = space != NULL ? (size_t)(space - text.at) : text.len;
        const ef_span piece = ef_span_make(text.at + at, end - at);
        if (is_wildcard(piece)) {
            status = add_words(r, ef_span_make(text.at + words, at - words), err);
            if (status == EARFUL_OK)
                status = add_wildcard(r, piece, err);
            words = end;
        }
        at = end + 1;
    }
    if (status == EARFUL_OK && words < text.len)
        status = add_words(r, ef_span_make(text.at + words, text.len - words), err);
    return status;
}

/* A picture is one token or cannot be found in a text at all; the whole text then becomes an atom
 * that nothing satisfies, so that ":-))" never passes for ":-)". */
static earful_status add_literal(reading *r, ef_span text, earful_error *err)
{
    if (!ef_tokenize_text(r->context->spelling, text, r->scratch))
        return ef_fail_memory(err);
    const bool one = r->scratch->count == 1 && can_match((ef_token_kind)r->scratch->kind[0]);
    const ef_span word = one ? ef_token_word(r->scratch, 0) : text;
    return add_atom(r, ef_vocabulary_add_word(r->context->vocabulary, word), err);
}

static bool has_marks(const ef_tokens *tokens)
{
    for (size_t i = 0; i < tokens->count; i++)
        if (!can_match((ef_token_kind)tokens->kind[i]) && ef_token_word(tokens, i).at[0] != '-')
            return true;
    return false;
}

static earful_status read_words(reading *r, ef_term *term, earful_error *err)
{
    bool literal = term->type == EF_TERM_EMOJI || term->type == EF_TERM_EMOTICON;
    if (r->sheet->plain && !literal) {
        if (!ef_tokenize_text(r->context->spelling, term->text, r->scratch))
            return ef_fail_memory(err);
        literal = has_marks(r->scratch);
    }
    const earful_status status = literal           ? add_literal(r, term->text, err)
                                 : r->sheet->plain ? add_words(r, term->text, err)
                                                   : add_pieces(r, term->text, err);
    if (status != EARFUL_OK)
        return status;
    if (r->n_atoms == 0)
        return FAIL_CELL(r, r->columns->term, err, "no word in the term `%.*s`",
                         (int)term->text.len, term->text.at);
    if (term->type == EF_TERM_WORD && r->n_atoms > 1)
        term->type = EF_TERM_PHRASE;
    uint32_t *const atoms = ef_arena_array(r->context->arena, r->n_atoms, sizeof atoms[0]);
    if (atoms == NULL)
        return ef_fail_memory(err);
    memcpy(atoms, r->atoms, r->n_atoms * sizeof atoms[0]);
    term->atoms = atoms;
    term->n_atoms = r->n_atoms;
    return EARFUL_OK;
}

earful_status ef_term_read(const ef_term_columns *columns, const ef_sheet *sheet, size_t row,
                           const char *file, const ef_rule_context *context, ef_tokens *scratch,
                           ef_term_line *line, earful_error *err)
{
    reading r = {columns, sheet, row, context, scratch, {0}, 0};
    *line = (ef_term_line){
        .term = {.text = cell(&r, columns->term), .file = file, .line = sheet->lines[row]}};
    if (line->term.text.len == 0)
        return FAIL_CELL(&r, columns->term, err, "the term is missing");
    earful_status status = read_type(&r, &line->term.type, err);
    line->term.lane = ef_lane_of(line->term.type);
    if (status == EARFUL_OK)
        status = read_valence(&r, line, err);
    if (status == EARFUL_OK)
        status = read_negated(&r, line, err);
    if (status == EARFUL_OK)
        status = read_words(&r, &line->term, err);
    if (status != EARFUL_OK)
        return status;
    line->term.text = ef_arena_span(context->arena, line->term.text);
    line->condition = ef_arena_span(context->arena, cell(&r, columns->condition));
    if (line->condition.len > 0) {
        line->condition_column = ef_sheet_cell_column(sheet, row, columns->condition);
        line->condition_quoted = ef_sheet_cell_quoted(sheet, row, columns->condition);
    }
    return context->arena->failed ? ef_fail_memory(err) : EARFUL_OK;
}
