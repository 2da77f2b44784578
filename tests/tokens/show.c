#include "show.h"

#include "criterion/criterion.h"

#include <stdlib.h>

static const char *const contractions[][2] = {
    {"didn't", "did not"},
    {"don't", "do not"},
    {"won't", "will not"},
    {"can't", "can not"},
    {"n't", "not"},
    {"it's", "it is"},
    {"they'd", "they would"},
    {"i'm", "i am"},
    {"'cause", "because"},
    {"gonna", "going to"},
    {"shouldn't've", "should not have"},
};
static const char *const abbreviations[] = {"mr", "Dr.", "e.g.", "approx", "etc"};
static const char *const clause_words[] = {"but", "because", "although", "however"};

void fill_spelling(ef_spelling *spelling)
{
    ef_spelling_init(spelling);
    for (size_t i = 0; i < EF_COUNT(contractions); i++)
        cr_assert(ef_spelling_add(spelling, EF_CONTRACTION, ef_span_of(contractions[i][0]),
                                  ef_span_of(contractions[i][1])));
    for (size_t i = 0; i < EF_COUNT(abbreviations); i++)
        cr_assert(
            ef_spelling_add(spelling, EF_ABBREVIATION, ef_span_of(abbreviations[i]), (ef_span){0}));
    for (size_t i = 0; i < EF_COUNT(clause_words); i++)
        cr_assert(
            ef_spelling_add(spelling, EF_CLAUSE_WORD, ef_span_of(clause_words[i]), (ef_span){0}));
}

typedef void (*writer)(const ef_tokens *t, size_t i, ef_buffer *out);

static char *show(const char *text, writer write)
{
    ef_spelling spelling;
    fill_spelling(&spelling);
    ef_tokens tokens;
    ef_tokens_init(&tokens);
    ef_buffer out = {0};
    cr_assert(ef_tokenize_text(&spelling, ef_span_of(text), &tokens));
    if (!ef_tokens_check(&tokens, NULL))
        ef_buffer_add_text(&out, "broken");
    else
        for (size_t i = 0; i < tokens.count; i++)
            write(&tokens, i, &out);
    ef_buffer_add_char(&out, '\0');
    cr_assert(!out.failed);
    ef_tokens_fini(&tokens);
    ef_spelling_fini(&spelling);
    return out.at;
}

static void write_word(const ef_tokens *t, size_t i, ef_buffer *out)
{
    static const char kinds[] = ".npefumhts";
    if (i > 0)
        ef_buffer_add_char(out, ' ');
    if (t->kind[i] != EF_WORD) {
        ef_buffer_add_char(out, kinds[t->kind[i]]);
        ef_buffer_add_char(out, '.');
    }
    ef_buffer_add_span(out, ef_token_word(t, i));
}

static void write_flags(const ef_tokens *t, size_t i, ef_buffer *out)
{
    static const struct {
        unsigned flag;
        const char *sign;
    } signs[] = {{EF_INITIAL_CAP, "^"}, {EF_ALL_CAPS, "^"},  {EF_ELONGATED, "~"},
                 {EF_CONTRACTED, "<"},  {EF_CONTINUED, "+"}, {EF_QUOTED, "\""},
                 {EF_QUESTION, "?"}};
    if (i > 0)
        ef_buffer_add_char(out, ' ');
    ef_buffer_add_span(out, ef_token_word(t, i));
    for (size_t k = 0; k < EF_COUNT(signs); k++)
        if ((t->flags[i] & signs[k].flag) != 0)
            ef_buffer_add_text(out, signs[k].sign);
}

static void write_sentence(const ef_tokens *t, size_t i, ef_buffer *out)
{
    if (i > 0)
        ef_buffer_add_text(out, t->sentence[i] != t->sentence[i - 1] ? " | "
                                : t->clause[i] != t->clause[i - 1]   ? " / "
                                                                     : " ");
    ef_buffer_add_span(out, ef_token_word(t, i));
}

static void write_place(const ef_tokens *t, size_t i, ef_buffer *out)
{
    ef_buffer_add_format(out, "%s%u-%u", i > 0 ? " " : "", t->start[i], t->start[i] + t->len[i]);
}

char *show_words(const char *text)
{
    return show(text, write_word);
}

char *show_flags(const char *text)
{
    return show(text, write_flags);
}

char *show_sentences(const char *text)
{
    return show(text, write_sentence);
}

char *show_places(const char *text)
{
    return show(text, write_place);
}

void check_rows(char *(*show_row)(const char *text), const shown *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        char *const got = show_row(rows[i].text);
        cr_expect_str_eq(got, rows[i].expected, "%s\n  gives     %s\n  should be %s", rows[i].text,
                         got, rows[i].expected);
        free(got);
    }
}
