#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "lexicon/model.h"

static const char small_ini[] = "name = Small\nlanguage = en\nlanguages = en, de\n";
static const char small_spelling[] = "word,kind,expansion\ndon't,contraction,do not\n";
static const char small_lexicon[] = "# source: somebody\n# licence: CC0\nterm,valence\ngood,2\n";
static const char small_topics[] = "# source: somebody\ntopic,rule\nPrice,cheap OR dear\n";

/* A directory of model files; NULL leaves one out. */
typedef struct model_case {
    char directory[64];
    earful_model *model;
    earful_error err;
    earful_status status;
} model_case;

static void path_of(const model_case *c, const char *name, char path[256])
{
    snprintf(path, 256, "%s/%s", c->directory, name);
}

static void put(const model_case *c, const char *name, const char *text)
{
    char path[256];
    path_of(c, name, path);
    if (text != NULL)
        cr_assert_eq(ef_file_write(path, ef_span_of(text), NULL), EARFUL_OK);
}

static model_case make(const char *ini, const char *spelling, const char *lexicon,
                       const char *topics)
{
    model_case c = {.directory = "/tmp/earful-model-XXXXXX"};
    cr_assert_not_null(mkdtemp(c.directory));
    put(&c, "model.ini", ini);
    put(&c, "spelling.csv", spelling);
    put(&c, "lexicon.csv", lexicon);
    put(&c, "topics.csv", topics);
    return c;
}

static void open_with(model_case *c, earful_model_options options)
{
    options.directory = c->directory;
    c->status = earful_model_open(&options, &c->model, &c->err);
    cr_assert_eq(c->model != NULL, c->status == EARFUL_OK);
}

static void release(model_case *c)
{
    static const char *const names[] = {"model.ini", "spelling.csv", "lexicon.csv", "topics.csv",
                                        "more.csv"};
    char path[256];
    earful_model_close(c->model);
    for (size_t i = 0; i < EF_COUNT(names); i++) {
        path_of(c, names[i], path);
        unlink(path);
    }
    rmdir(c->directory);
}

static model_case open_small(void)
{
    model_case c = make(small_ini, small_spelling, small_lexicon, small_topics);
    open_with(&c, (earful_model_options){0});
    cr_assert_eq(c.status, EARFUL_OK, "%s: %s", c.err.path, c.err.message);
    return c;
}

Test(load, opens_the_built_in_model)
{
    earful_model *model = NULL;
    earful_error err = {0};
    cr_assert_eq(earful_model_open(NULL, &model, &err), EARFUL_OK, "%s:%u:%u: %s", err.path,
                 err.line, err.column, err.message);
    cr_expect_gt(model->lexicon.n_terms, 1000);
    cr_expect_gt(model->topics.n_rules, 50);
    cr_expect(ef_span_is(model->settings.language, "en"));
    cr_expect(ef_model_covers(model, EF_SPAN_TEXT("en")));
    cr_expect_not(ef_model_covers(model, EF_SPAN_TEXT("de")));
    earful_model_close(model);
}

Test(load, opens_a_directory)
{
    model_case c = open_small();
    cr_expect_eq(c.model->lexicon.n_terms, 1);
    cr_expect_eq(c.model->topics.n_rules, 1);
    cr_expect(ef_span_is(c.model->settings.name, "Small"));
    cr_expect_eq(c.model->n_sources, 3);
    cr_expect(ef_span_is(c.model->sources[0], "languages.csv: the earful authors (MIT)"));
    cr_expect(ef_span_is(c.model->sources[1], "lexicon.csv: somebody (CC0)"));
    cr_expect(ef_span_is(c.model->sources[2], "topics.csv: somebody"));
    release(&c);
}

Test(load, covers_the_languages_that_the_settings_name)
{
    model_case c = open_small();
    cr_expect(ef_model_covers(c.model, EF_SPAN_TEXT("en")));
    cr_expect(ef_model_covers(c.model, EF_SPAN_TEXT("de")));
    cr_expect(ef_model_covers(c.model, EF_SPAN_TEXT("und")));
    cr_expect(ef_model_covers(c.model, (ef_span){0}));
    cr_expect_not(ef_model_covers(c.model, EF_SPAN_TEXT("d")));
    cr_expect_not(ef_model_covers(c.model, EF_SPAN_TEXT("fr")));
    release(&c);
}

Test(load, can_do_without_a_spelling)
{
    model_case c = make(small_ini, NULL, small_lexicon, small_topics);
    open_with(&c, (earful_model_options){0});
    cr_expect_eq(c.status, EARFUL_OK, "%s", c.err.message);
    release(&c);
}

static void expect_missing(const char *ini, const char *lexicon, const char *topics,
                           const char *name)
{
    model_case c = make(ini, small_spelling, lexicon, topics);
    char path[256];
    path_of(&c, name, path);
    open_with(&c, (earful_model_options){0});
    cr_expect_eq(c.status, EARFUL_IO);
    cr_expect_str_eq(c.err.path, path);
    release(&c);
}

Test(load, names_the_file_that_is_missing)
{
    expect_missing(NULL, small_lexicon, small_topics, "model.ini");
    expect_missing(small_ini, NULL, small_topics, "lexicon.csv");
    expect_missing(small_ini, small_lexicon, NULL, "topics.csv");
}

static void expect_wrong(const char *ini, const char *spelling, const char *lexicon,
                         const char *topics, const char *name, uint32_t line)
{
    model_case c = make(ini, spelling, lexicon, topics);
    char path[256];
    path_of(&c, name, path);
    open_with(&c, (earful_model_options){0});
    cr_expect_eq(c.status, EARFUL_MODEL, "%s", name);
    cr_expect_str_eq(c.err.path, path);
    cr_expect_eq(c.err.line, line, "line %u of %s", c.err.line, name);
    release(&c);
}

Test(load, says_whose_file_is_wrong_and_where)
{
    expect_wrong("language = en\nx = 1\n", small_spelling, small_lexicon, small_topics, "model.ini",
                 2);
    expect_wrong(small_ini, "word,kind\n\na,b\n", small_lexicon, small_topics, "spelling.csv", 3);
    expect_wrong(small_ini, small_spelling, "term,valence\ngood,2\nbad,x\n", small_topics,
                 "lexicon.csv", 3);
    expect_wrong(small_ini, small_spelling, small_lexicon, "topic,rule\nPrice,(cheap\n",
                 "topics.csv", 2);
}

Test(load, lays_overlays_over_the_model)
{
    model_case c = make(small_ini, small_spelling, small_lexicon, small_topics);
    put(&c, "more.csv", "term,valence\ngood,-\nfine,1\nnice,1\n");
    char path[256];
    path_of(&c, "more.csv", path);
    const char *const lexicons[] = {path};
    open_with(&c, (earful_model_options){.lexicons = lexicons, .n_lexicons = 1});
    cr_assert_eq(c.status, EARFUL_OK, "%s", c.err.message);
    cr_assert_eq(c.model->lexicon.n_terms, 2);
    cr_expect(ef_span_is(c.model->lexicon.terms[0].text, "fine"));
    cr_expect_str_eq(c.model->lexicon.terms[0].file, path);
    release(&c);
}

Test(load, names_an_overlay_that_is_wrong_or_missing_as_it_was_given)
{
    model_case c = make(small_ini, small_spelling, small_lexicon, small_topics);
    put(&c, "more.csv", "topic,rule\nA,\"x\n");
    char path[256];
    path_of(&c, "more.csv", path);
    const char *const wrong[] = {path};
    open_with(&c, (earful_model_options){.topics = wrong, .n_topics = 1});
    cr_expect_eq(c.status, EARFUL_MODEL);
    cr_expect_str_eq(c.err.path, path);
    cr_expect_eq(c.err.line, 2);
    cr_expect_eq(c.err.column, 3);
    const char *const missing[] = {"/nonexistent/x.csv"};
    c.err = (earful_error){0};
    open_with(&c, (earful_model_options){.lexicons = missing, .n_lexicons = 1});
    cr_expect_eq(c.status, EARFUL_IO);
    cr_expect_str_eq(c.err.path, "/nonexistent/x.csv");
    release(&c);
}

Test(load, refuses_unknown_languages_and_packs_and_lists_those_there_are)
{
    earful_model *model = NULL;
    earful_error err = {0};
    earful_model_options options = {.language = "xx"};
    cr_expect_eq(earful_model_open(&options, &model, &err), EARFUL_USAGE);
    cr_expect_null(model);
    cr_expect(strstr(err.message, "`xx` is built in; there are: en") != NULL, "%s", err.message);
    const char *const packs[] = {"no-such-pack"};
    options = (earful_model_options){.packs = packs, .n_packs = 1};
    err = (earful_error){0};
    cr_expect_eq(earful_model_open(&options, &model, &err), EARFUL_USAGE);
    cr_expect(strstr(err.message, "no pack `no-such-pack` is built in; there are: ") != NULL, "%s",
              err.message);
}

Test(load, lays_every_builtin_pack_over_the_english_model)
{
    const char *const packs[] = {"airline", "app", "bank", "restaurant"};
    for (size_t i = 0; i < sizeof packs / sizeof packs[0]; i++) {
        earful_model *model = NULL;
        earful_error err = {0};
        const earful_model_options options = {.packs = &packs[i], .n_packs = 1};
        cr_assert_eq(earful_model_open(&options, &model, &err), EARFUL_OK, "%s", err.message);
        earful_model_close(model);
    }
}

static ef_digest digest_of(const char *ini, const char *spelling, const char *lexicon)
{
    model_case c = make(ini, spelling, lexicon, small_topics);
    open_with(&c, (earful_model_options){0});
    cr_assert_eq(c.status, EARFUL_OK, "%s", c.err.message);
    const ef_digest digest = c.model->digest;
    release(&c);
    return digest;
}

Test(load, has_the_same_digest_for_the_same_bytes_and_no_other)
{
    const ef_digest one = digest_of(small_ini, small_spelling, small_lexicon);
    cr_expect_eq(ef_digest_compare(one, digest_of(small_ini, small_spelling, small_lexicon)), 0);
    cr_expect_neq(
        ef_digest_compare(one, digest_of(small_ini, small_spelling, "term,valence\ngood,1\n")), 0);
    cr_expect_neq(ef_digest_compare(one, digest_of(small_ini, NULL, small_lexicon)), 0);
    cr_expect_neq(
        ef_digest_compare(one, digest_of("language = en\n", small_spelling, small_lexicon)), 0);
}

static ef_digest digest_with(const char *first, const char *second)
{
    model_case c = make(small_ini, small_spelling, small_lexicon, small_topics);
    model_case d = make(first, second, NULL, NULL);
    char paths[2][256];
    path_of(&d, "model.ini", paths[0]);
    path_of(&d, "spelling.csv", paths[1]);
    const char *const lexicons[] = {paths[0], paths[1]};
    open_with(&c, (earful_model_options){.lexicons = lexicons, .n_lexicons = 2});
    cr_assert_eq(c.status, EARFUL_OK, "%s", c.err.message);
    const ef_digest digest = c.model->digest;
    release(&c);
    release(&d);
    return digest;
}

Test(load, has_a_digest_that_tells_the_order_and_the_borders_of_overlays)
{
    static const char x[] = "term,valence\nx,1\n";
    static const char y[] = "term,valence\ny,1\n";
    cr_expect_eq(ef_digest_compare(digest_with(x, y), digest_with(x, y)), 0);
    cr_expect_neq(ef_digest_compare(digest_with(x, y), digest_with(y, x)), 0);
    cr_expect_neq(ef_digest_compare(digest_with("term,valence\nx,1\n", "term,valence\n"),
                                    digest_with("term,valence\n", "term,valence\nx,1\n")),
                  0);
}

Test(load, lists_the_fields_that_rules_and_conditions_ask_for)
{
    model_case c =
        make(small_ini, small_spelling, "term,valence,cond\ngood,2,plan:gold AND channel:chat\n",
             "topic,rule\nPrice,cheap AND region:north\nPrice,dear AND product:x\n"
             "Price,costly AND region:south\n");
    open_with(&c, (earful_model_options){0});
    cr_assert_eq(c.status, EARFUL_OK, "%s:%u:%u: %s", c.err.path, c.err.line, c.err.column,
                 c.err.message);
    cr_assert_eq(c.model->n_fields, 2, "%zu", c.model->n_fields);
    cr_expect_str_eq(c.model->fields[0], "region");
    cr_expect_str_eq(c.model->fields[1], "plan");
    release(&c);
}

Test(load, closes_nothing_without_complaint)
{
    earful_model_close(NULL);
}
