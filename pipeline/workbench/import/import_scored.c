/* The forms that are lines of a term, a tab and a number: VADER, AFINN and SentiStrength. */
#include <stdio.h>
#include <sys/stat.h>

#include "lexicon/settings.h"
#include "workbench/import/import.h"

enum { AFINN_MOST = 5, SENTISTRENGTH_MOST = 5, BOOST = 3000 };

typedef void take_entry(ef_import *import, ef_span term, ef_span value);

/* The lines of a file that are neither blank nor comments; what stands behind a second tab is the
 * raters' business. "#fail" with a tab is a term. */
static earful_status read_lines(ef_import *import, const char *path, take_entry *take)
{
    ef_span rest;
    ef_span line;
    const earful_status status = ef_import_read(import, path, &rest);
    while (status == EARFUL_OK && !import->failed && ef_import_line(import, &rest, &line)) {
        ef_span behind = line;
        const ef_span term = ef_span_cut(&behind, '\t');
        const bool comment = line.len > 0 && line.at[0] == '#' && behind.at == NULL;
        if (ef_span_trim(line).len > 0 && !comment)
            take(import, term, ef_span_trim(ef_span_cut(&behind, '\t')));
    }
    return status;
}

static bool read_number(ef_import *import, ef_span term, ef_span value, int32_t most,
                        int32_t *number)
{
    if (ef_decimal_parse(value, number) && *number >= -most * EF_UNIT && *number <= most * EF_UNIT)
        return true;
    import->entries++;
    import->unscored++;
    ef_import_drop(import, term, "no number of the scale stands behind it");
    return false;
}

/* A file of another kind would give a poor model rather than none. */
static earful_status check_form(const ef_import *import, const char *path, const char *what)
{
    if (import->unscored * 2 <= import->entries)
        return EARFUL_OK;
    return ef_fail_at(import->err, EARFUL_MODEL, path, 0, 0,
                      "most of its lines are no lines of %s: a term, a tab and a number", what);
}

static earful_status read_literal_lines(ef_import *import, const char *path, take_entry *take,
                                        const char *what)
{
    import->literal = true;
    const earful_status status = read_lines(import, path, take);
    return status == EARFUL_OK ? check_form(import, path, what) : status;
}

/* ---- VADER ---- */

static void take_vader(ef_import *import, ef_span term, ef_span value)
{
    int32_t number = 0;
    if (read_number(import, term, value, 4, &number))
        ef_import_add_term(import, term, EF_TERM_WORD, number);
}

static bool find_valence(ef_import *import, ef_span word, int32_t *valence)
{
    const uint32_t atom = ef_vocabulary_add_word(import->vocabulary, word);
    char key[1 + sizeof atom] = {(char)EF_LANE_OPINION};
    memcpy(key + 1, &atom, sizeof atom);
    const uint32_t number = ef_table_find(&import->term_keys, ef_span_make(key, sizeof key));
    if (number != EF_NONE)
        *valence += import->terms[number].valence;
    return number != EF_NONE;
}

/* VADER reads an emoji as its description, so its valence is that of the words in it. */
static void take_emoji(ef_import *import, ef_span emoji, ef_span description)
{
    int32_t valence = 0;
    bool found = false;
    while (description.len > 0) {
        const ef_span word = ef_span_cut(&description, ' ');
        if (word.len > 0 && word.len < 64)
            found |= find_valence(import, word, &valence);
    }
    valence = valence > 4 * EF_UNIT ? 4 * EF_UNIT : valence < -4 * EF_UNIT ? -4 * EF_UNIT : valence;
    if (found && valence != 0) {
        ef_import_add_term(import, emoji, EF_TERM_EMOJI, valence);
        return;
    }
    import->entries++;
    ef_import_drop(import, emoji, "no word of its description has a valence");
}

static bool is_directory(const char *path)
{
    struct stat about;
    return stat(path, &about) == 0 && S_ISDIR(about.st_mode);
}

/* A file of the folder; *path is empty when there is none. */
static earful_status find_file(const ef_import *import, const char *folder, const char *name,
                               char path[4096])
{
    struct stat about;
    if ((size_t)snprintf(path, 4096, "%s/%s", folder, name) >= 4096)
        return ef_fail_at(import->err, EARFUL_USAGE, folder, 0, 0, "the path is too long");
    if (stat(path, &about) != 0)
        path[0] = '\0';
    return EARFUL_OK;
}

earful_status ef_import_vader(ef_import *import, const char *path)
{
    char emoji[4096] = "";
    char lexicon[4096] = "";
    if (!is_directory(path))
        return read_literal_lines(import, path, take_vader, "VADER");
    earful_status status = find_file(import, path, "vader_lexicon.txt", lexicon);
    if (status == EARFUL_OK && lexicon[0] == '\0')
        return ef_fail_at(import->err, EARFUL_MODEL, path, 0, 0,
                          "no vader_lexicon.txt in this folder; name the file itself");
    if (status == EARFUL_OK)
        status = read_literal_lines(import, lexicon, take_vader, "VADER");
    if (status == EARFUL_OK)
        status = find_file(import, path, "emoji_utf8_lexicon.txt", emoji);
    return status == EARFUL_OK && emoji[0] != '\0' ? read_lines(import, emoji, take_emoji) : status;
}

/* ---- AFINN ---- */

static void take_afinn(ef_import *import, ef_span term, ef_span value)
{
    int32_t number = 0;
    if (read_number(import, term, value, AFINN_MOST, &number))
        ef_import_add_term(import, term, EF_TERM_WORD, ef_import_rescale(number, AFINN_MOST));
}

earful_status ef_import_afinn(ef_import *import, const char *path)
{
    return read_literal_lines(import, path, take_afinn, "AFINN");
}

/* ---- SentiStrength ---- */

static void take_strength(ef_import *import, ef_span term, ef_span value)
{
    int32_t number = 0;
    if (read_number(import, term, value, SENTISTRENGTH_MOST, &number))
        ef_import_add_term(import, term, EF_TERM_WORD,
                           ef_import_rescale(number, SENTISTRENGTH_MOST));
}

/* A step of strength is about what a common booster adds. */
static void take_booster(ef_import *import, ef_span term, ef_span value)
{
    int32_t number = 0;
    if (read_number(import, term, value, 3, &number))
        ef_import_add_term(import, term, number < 0 ? EF_TERM_DAMPENER : EF_TERM_BOOSTER,
                           number / EF_UNIT * BOOST);
}

static void take_negator(ef_import *import, ef_span term, ef_span value)
{
    (void)value;
    ef_import_add_term(import, term, EF_TERM_NEGATOR, 0);
}

static void take_foreign(ef_import *import, ef_span term, ef_span value)
{
    (void)value;
    import->entries++;
    ef_import_drop(import, term, "a model has nothing like this table");
}

earful_status ef_import_sentistrength(ef_import *import, const char *path)
{
    static const struct {
        const char *name;
        take_entry *take;
    } files[] = {
        {"EmotionLookupTable.txt", take_strength}, {"EmoticonLookupTable.txt", take_strength},
        {"IdiomLookupTable.txt", take_strength},   {"BoosterWordList.txt", take_booster},
        {"NegatingWordList.txt", take_negator},    {"QuestionWords.txt", take_foreign},
        {"IronyTerms.txt", take_foreign},          {"SlangLookupTable.txt", take_foreign}};
    bool found = false;
    for (size_t i = 0; i < EF_COUNT(files); i++) {
        char name[4096];
        earful_status status = find_file(import, path, files[i].name, name);
        if (status == EARFUL_OK && name[0] != '\0')
            status = read_lines(import, name, files[i].take);
        if (status != EARFUL_OK)
            return status;
        found |= name[0] != '\0' && i == 0;
        import->has_shifters |= name[0] != '\0' && files[i].take == take_negator;
    }
    return found ? EARFUL_OK
                 : ef_fail_at(import->err, EARFUL_MODEL, path, 0, 0,
                              "no EmotionLookupTable.txt; name the folder that holds "
                              "SentiStrength's tables");
}
