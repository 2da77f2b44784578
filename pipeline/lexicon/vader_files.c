/* The two files of VADER, read as the original does: a line is stripped of all that Python calls
 * white space, and its first two cells between tabs count. */
#include "lexicon/vader_lexicon.h"
#include "lexicon/well_formed.h"
#include "tokens/python_text.h"
#include "tokens/utf8.h"

enum {
    MOST_DIGITS = 15
}; /* an integer of so many is a double exactly, and so is the power of ten */

typedef struct vader_row {
    ef_span first;
    ef_span second;
} vader_row;

static ef_span strip(ef_span text)
{
    for (size_t len; text.len > 0 && (len = ef_python_space(text, 0)) > 0;)
        text = ef_span_make(text.at + len, text.len - len);
    while (text.len > 0) {
        const size_t last = ef_utf8_previous(text, text.len);
        if (ef_python_space(text, last) == 0)
            break;
        text.len = last;
    }
    return text;
}

static bool has_space(ef_span text)
{
    for (size_t i = 0; i < text.len; i++)
        if (ef_python_space(text, i) > 0)
            return true;
    return false;
}

/* The double nearest to a decimal number, whatever the locale: one division rounds once. */
static bool to_double(ef_span text, double *value)
{
    const bool minus = text.len > 0 && text.at[0] == '-';
    const size_t first = minus || (text.len > 0 && text.at[0] == '+');
    double whole = 0;
    double power = 1;
    size_t digits = 0;
    bool behind_dot = false;
    for (size_t i = first; i < text.len; i++) {
        const char c = text.at[i];
        if (c == '.' && !behind_dot) {
            behind_dot = true;
            continue;
        }
        if (c < '0' || c > '9' || ++digits > MOST_DIGITS)
            return false;
        whole = whole * 10 + (c - '0');
        power *= behind_dot ? 10 : 1;
    }
    *value = minus ? -(whole / power) : whole / power;
    return digits > 0;
}

/* The next line's cells; false behind the last line. */
static bool next_row(ef_span *rest, uint32_t *number, vader_row *row)
{
    while (rest->len > 0) {
        ++*number;
        ef_span line = strip(ef_span_cut(rest, '\n'));
        if (line.len == 0)
            continue;
        row->first = ef_span_cut(&line, '\t');
        row->second = ef_span_cut(&line, '\t');
        return true;
    }
    return false;
}

earful_status ef_vader_read_words(ef_vader_lexicon *lexicon, const char *name, ef_span bytes,
                                  earful_error *err)
{
    earful_status status = ef_check_utf8(name, bytes, err);
    uint32_t line = 0;
    for (vader_row row; status == EARFUL_OK && next_row(&bytes, &line, &row);) {
        double valence = 0;
        if (!to_double(strip(row.second), &valence))
            status = ef_fail_at(err, EARFUL_MODEL, name, line, 1,
                                "VADER's lexicon has a word, a tab and a valence of at most %d "
                                "digits on each line",
                                MOST_DIGITS);
        else if (row.first.len > EF_VADER_LONGEST)
            status = ef_fail_at(err, EARFUL_MODEL, name, line, 1, "a word of more than %d bytes",
                                EF_VADER_LONGEST);
        else if (row.first.len > 0 && !has_space(row.first)) /* no word of a text has any */
            status = ef_vader_add_word(lexicon, row.first, valence, err);
    }
    return status;
}

earful_status ef_vader_read_emoji(ef_vader_lexicon *lexicon, const char *name, ef_span bytes,
                                  earful_error *err)
{
    earful_status status = ef_check_utf8(name, bytes, err);
    uint32_t line = 0;
    for (vader_row row; status == EARFUL_OK && next_row(&bytes, &line, &row);) {
        if (row.second.at == NULL)
            return ef_fail_at(err, EARFUL_MODEL, name, line, 1,
                              "VADER's emoji file has an emoji, a tab and its description on each "
                              "line");
        size_t len = 0;
        const uint32_t code_point = row.first.len > 0 ? ef_utf8_decode(row.first, 0, &len) : 0;
        if (len > 0 && len == row.first.len) /* the original looks at single characters */
            status = ef_vader_add_emoji(lexicon, code_point, row.second, err);
    }
    return status;
}
