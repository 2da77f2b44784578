#include "workbench/import/import.h"

#include <inttypes.h>
#include <stdlib.h>

#include "base/file.h"
#include "base/grow.h"
#include "base/nearest.h"
#include "earful_workbench.h"
#include "lexicon/builtin.h"
#include "lexicon/spelling_sheet.h"
#include "lexicon/well_formed.h"

enum { ARENA_CHUNK = 64 * 1024, MAX_FILE = 256 * 1024 * 1024, LONGEST_SHOWN = 80 };

void ef_import_drop(ef_import *import, ef_span what, const char *why)
{
    ef_buffer *const log = &import->log;
    import->dropped++;
    ef_buffer_add_format(log, "%s:%" PRIu32 ": `", import->path, import->line);
    for (size_t i = 0; i < what.len && i < LONGEST_SHOWN; i++)
        ef_buffer_add_char(log, (unsigned char)what.at[i] < 0x20 ? ' ' : what.at[i]);
    ef_buffer_add_format(log, "`: %s\n", why);
}

int32_t ef_import_rescale(int32_t value, int32_t from)
{
    return (int32_t)((int64_t)value * 4 / from);
}

/* Latin-1 becomes UTF-8. */
static void widen(ef_span bytes, ef_buffer *out)
{
    for (size_t i = 0; i < bytes.len; i++) {
        const unsigned char c = (unsigned char)bytes.at[i];
        if (c >= 0x80)
            ef_buffer_add_char(out, (char)(0xc0 | c >> 6));
        ef_buffer_add_char(out, (char)(c >= 0x80 ? 0x80 | (c & 0x3f) : c));
    }
}

earful_status ef_import_read(ef_import *import, const char *path, ef_span *bytes)
{
    ef_buffer raw = {0};
    ef_buffer wide = {0};
    earful_error why = {0};
    earful_status status = ef_file_read(path, MAX_FILE, &raw, import->err);
    if (status == EARFUL_OK) {
        const bool good = ef_check_utf8(path, ef_buffer_span(&raw), &why) == EARFUL_OK;
        if (!good)
            widen(ef_buffer_span(&raw), &wide);
        *bytes = ef_skip_byte_order_mark(
            ef_arena_span(&import->arena, ef_buffer_span(good ? &raw : &wide)));
        import->path = ef_arena_span(&import->arena, ef_span_of(path)).at;
        import->line = 0;
        if (wide.failed || import->arena.failed)
            status = ef_fail_memory(import->err);
    }
    ef_buffer_fini(&raw);
    ef_buffer_fini(&wide);
    return status;
}

bool ef_import_line(ef_import *import, ef_span *rest, ef_span *line)
{
    if (rest->at == NULL || rest->len == 0)
        return false;
    *line = ef_span_cut(rest, '\n');
    if (line->len > 0 && line->at[line->len - 1] == '\r')
        line->len--;
    import->line++;
    return true;
}

/* What the tokenizer takes the term for. EF_TERM_TYPE_COUNT: for nothing that it would find. */
static ef_term_type type_of(ef_import *import, ef_span term)
{
    ef_tokens *const tokens = &import->scratch;
    if (!ef_tokenize_text(&import->spelling, term, tokens)) {
        import->failed = true;
        return EF_TERM_TYPE_COUNT;
    }
    const ef_token_kind first = tokens->count == 1 ? (ef_token_kind)tokens->kind[0] : EF_WORD;
    if (first == EF_EMOTICON)
        return EF_TERM_EMOTICON;
    if (first == EF_EMOJI || first == EF_SYMBOL)
        return EF_TERM_EMOJI;
    for (size_t i = 0; i < tokens->count; i++) {
        const bool mark = tokens->kind[i] == EF_PUNCT || tokens->kind[i] == EF_SYMBOL ||
                          tokens->kind[i] == EF_EMOTICON;
        const char c = ef_token_word(tokens, i).at[0];
        if (mark && c != '-' && c != '\'' && c != '.' && c != '*')
            return EF_TERM_TYPE_COUNT;
    }
    return EF_TERM_WORD;
}

/* Reads the term as the compiler would; false, with a drop, when it is refused. */
static bool compile_term(ef_import *import, const ef_import_term *term, ef_term_line *line)
{
    static const ef_span headers[] = {EF_SPAN("term"), EF_SPAN("valence"), EF_SPAN("type")};
    ef_buffer number = {0};
    if (term->type != EF_TERM_NEGATOR)
        ef_buffer_add_fixed4(&number, term->valence);
    const ef_span cells[] = {term->text, ef_buffer_span(&number),
                             ef_span_of(ef_term_type_name(term->type))};
    const ef_rule_context context = {.spelling = &import->spelling,
                                     .vocabulary = import->vocabulary,
                                     .arena = &import->arena,
                                     .file = "lexicon.csv"};
    ef_sheet sheet;
    ef_term_columns columns;
    earful_error err = {0};
    import->failed |= !ef_sheet_of_row(&sheet, "lexicon.csv", headers, cells, EF_COUNT(cells));
    sheet.plain = false; /* wildcards count */
    const bool good =
        !import->failed && ef_term_columns_find(&columns, &sheet, &err) == EARFUL_OK &&
        ef_term_read(&columns, &sheet, 0, "lexicon.csv", &context, &import->scratch, line, &err) ==
            EARFUL_OK;
    if (!good && !import->failed)
        ef_import_drop(import, term->text, err.message);
    import->failed |= err.status == EARFUL_MEMORY || number.failed;
    ef_sheet_fini(&sheet);
    ef_buffer_fini(&number);
    return good && !import->failed;
}

static void keep_term(ef_import *import, const ef_import_term *term, const ef_term_line *line)
{
    ef_buffer key = {0};
    ef_buffer_add_char(&key, (char)line->term.lane);
    ef_buffer_add(&key, (const char *)line->term.atoms,
                  line->term.n_atoms * sizeof line->term.atoms[0]);
    bool added = false;
    const uint32_t number =
        key.failed ? EF_NONE : ef_table_add(&import->term_keys, ef_buffer_span(&key), &added);
    ef_buffer_fini(&key);
    if (number == EF_NONE || !ef_grow(&import->terms, &import->terms_capacity,
                                      import->term_keys.count, sizeof import->terms[0])) {
        import->failed = true;
        return;
    }
    import->n_terms = import->term_keys.count;
    if (!added)
        ef_import_drop(import, import->terms[number].text,
                       "comes again with the same words; the later line counts");
    import->terms[number] = *term;
}

static bool has_wildcard(ef_span term)
{
    return memchr(term.at, '*', term.len) != NULL || memchr(term.at, '?', term.len) != NULL;
}

void ef_import_add_term(ef_import *import, ef_span term, ef_term_type type, int32_t valence)
{
    ef_import_term made = {.text = ef_arena_span(&import->arena, ef_span_trim(term)),
                           .type = type,
                           .valence = valence};
    ef_term_line line;
    import->entries++;
    if (import->arena.failed)
        return;
    if (type == EF_TERM_WORD)
        made.type = type_of(import, made.text);
    if (made.type == EF_TERM_TYPE_COUNT && !import->failed)
        ef_import_drop(import, made.text,
                       "texts are not cut apart like that, so it is never found");
    else if (import->literal && made.type == EF_TERM_WORD && has_wildcard(made.text))
        ef_import_drop(import, made.text, "its star or question mark would be a wildcard");
    else if (!import->failed && compile_term(import, &made, &line))
        keep_term(import, &made, &line);
}

/* Letters, digits and hyphens of a path; unlike all names before it. */
static ef_span name_for(ef_import *import, ef_span path)
{
    ef_buffer name = {0};
    for (size_t i = 0; i < path.len && i < LONGEST_SHOWN; i++) {
        const char c = (char)(path.at[i] | (path.at[i] >= 'A' && path.at[i] <= 'Z' ? 0x20 : 0));
        const bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        if (plain)
            ef_buffer_add_char(&name, c);
        else if (name.len > 0 && name.at[name.len - 1] != '-')
            ef_buffer_add_char(&name, '-');
    }
    while (name.len > 0 && name.at[name.len - 1] == '-')
        name.len--;
    if (name.len == 0)
        ef_buffer_add_text(&name, "list");
    const size_t len = name.len;
    bool added = false;
    for (unsigned i = 2; !added && !name.failed; i++) {
        if (ef_table_add(&import->names, ef_buffer_span(&name), &added) == EF_NONE)
            break;
        if (!added) {
            name.len = len;
            ef_buffer_add_format(&name, "-%u", i);
        }
    }
    const ef_span kept = ef_table_key(&import->names, (uint32_t)import->names.count - 1);
    import->failed |= !added;
    ef_buffer_fini(&name);
    return kept;
}

/* NULL when memory is out. */
static ef_import_list *list_of(ef_import *import, ef_span path)
{
    bool added = false;
    const uint32_t number = ef_table_add(&import->paths, path, &added);
    if (number == EF_NONE || !ef_grow(&import->lists, &import->lists_capacity, import->paths.count,
                                      sizeof import->lists[0])) {
        import->failed = true;
        return NULL;
    }
    ef_import_list *const list = &import->lists[number];
    if (added) {
        *list = (ef_import_list){.path = ef_table_key(&import->paths, number)};
        ef_table_init(&list->known);
        import->n_lists = import->paths.count;
        list->name = name_for(import, list->path);
    }
    return import->failed ? NULL : list;
}

/* Whether a line of a list may read so. */
static bool compile_word(ef_import *import, ef_span word)
{
    const ef_rule_context context = {.spelling = &import->spelling,
                                     .vocabulary = import->vocabulary,
                                     .arena = &import->arena,
                                     .file = "list"};
    ef_buffer quoted = {0};
    ef_node *root = NULL;
    earful_error err = {0};
    ef_buffer_add_char(&quoted, '"');
    ef_buffer_add_span(&quoted, word);
    ef_buffer_add_char(&quoted, '"');
    const bool good = !quoted.failed && word.at[0] != '#' &&
                      ef_rule_parse(&context, ef_buffer_span(&quoted), &root, &err) == EARFUL_OK;
    ef_node_release(root);
    import->failed |= quoted.failed || err.status == EARFUL_MEMORY;
    if (!good && !import->failed)
        ef_import_drop(import, word,
                       err.message[0] != '\0' ? err.message : "a line of a list begins with no #");
    ef_buffer_fini(&quoted);
    return good && !import->failed;
}

void ef_import_add_word(ef_import *import, ef_span path, ef_span word)
{
    word = ef_span_trim(word);
    import->entries++;
    if (word.len == 0) {
        ef_import_drop(import, word, "no word");
        return;
    }
    ef_import_list *const list = import->failed ? NULL : list_of(import, path);
    if (list == NULL || !compile_word(import, word))
        return;
    bool added = false;
    import->failed |= ef_table_add(&list->known, word, &added) == EF_NONE;
    if (!added) {
        ef_import_drop(import, word, "stands in its list already");
        return;
    }
    ef_buffer_add_span(&list->words, word);
    ef_buffer_add_char(&list->words, '\n');
    import->failed |= list->words.failed;
}

typedef struct form {
    const char *name;
    earful_status (*read)(ef_import *import, const char *path);
} form;

static const form forms[] = {{"vader", ef_import_vader},
                             {"afinn", ef_import_afinn},
                             {"liwc", ef_import_liwc},
                             {"quanteda", ef_import_quanteda},
                             {"sentistrength", ef_import_sentistrength}};

static const form *find_form(const char *name, earful_error *err)
{
    const char *names[EF_COUNT(forms)];
    for (size_t i = 0; i < EF_COUNT(forms); i++) {
        if (strcmp(forms[i].name, name) == 0)
            return &forms[i];
        names[i] = forms[i].name;
    }
    const char *const near = ef_nearest_name(ef_span_of(name), names, EF_COUNT(forms));
    ef_fail(err, EARFUL_USAGE,
            "no form `%s`%s%s; there are vader, afinn, liwc, quanteda and "
            "sentistrength",
            name, near != NULL ? ", did you mean " : "", near != NULL ? near : "");
    return NULL;
}

/* Terms are cut into words as the built-in English model does. */
static bool begin(ef_import *import)
{
    ef_arena_init(&import->arena, ARENA_CHUNK);
    ef_spelling_init(&import->spelling);
    ef_table_init(&import->term_keys);
    ef_table_init(&import->paths);
    ef_table_init(&import->names);
    ef_tokens_init(&import->scratch);
    import->vocabulary = ef_vocabulary_new();
    ef_sheet sheet;
    const bool good = import->vocabulary != NULL &&
                      ef_sheet_parse(&sheet, "spelling.csv", ef_builtin_file("en/spelling.csv"),
                                     NULL) == EARFUL_OK &&
                      ef_spelling_read(&import->spelling, &sheet, NULL) == EARFUL_OK;
    if (import->vocabulary != NULL)
        ef_sheet_fini(&sheet);
    return good;
}

static void end(ef_import *import)
{
    for (size_t i = 0; i < import->n_lists; i++) {
        ef_buffer_fini(&import->lists[i].words);
        ef_table_fini(&import->lists[i].known);
    }
    free(import->terms);
    free(import->lists);
    ef_table_fini(&import->term_keys);
    ef_table_fini(&import->paths);
    ef_table_fini(&import->names);
    ef_buffer_fini(&import->log);
    ef_spelling_fini(&import->spelling);
    ef_vocabulary_free(import->vocabulary);
    ef_tokens_fini(&import->scratch);
    ef_arena_fini(&import->arena);
}

earful_status earful_import(const char *name, const char *path, const char *directory,
                            earful_findings *findings, earful_error *err)
{
    const form *const found = find_form(name, err);
    if (found == NULL)
        return EARFUL_USAGE;
    ef_import import = {.path = path, .err = err};
    earful_status status = begin(&import) ? found->read(&import, path) : ef_fail_memory(err);
    if (status == EARFUL_OK && (import.failed || import.arena.failed || import.log.failed))
        status = ef_fail_memory(err);
    if (status == EARFUL_OK && import.n_terms + import.n_lists == 0)
        status = ef_fail_at(err, EARFUL_MODEL, path, 0, 0,
                            "nothing in it reads like %s; see earful help import", found->name);
    if (status == EARFUL_OK)
        status = ef_import_write(&import, found->name, path, directory);
    if (findings != NULL)
        *findings = (earful_findings){.warnings = import.dropped, .checked = import.entries};
    end(&import);
    return status;
}
