#include "criterion/criterion.h"

#include "show.h"
#include "tokens/tokens.h"

Test(tokenize, cuts_words_at_blanks_and_marks)
{
    static const shown rows[] = {
        {"", ""},
        {" \t\r\n ", ""},
        {"The app crashed.", "the app crashed p.."},
        {"  Grüße, ÉCOLE!", "grüße p., école p.!"},
        {"well-made case", "well made case"},
        {"well\u2010made", "well made"},
        {"well- made -5 a--b", "well p.- made p.- n.5 a p.-- b"},
        {"no\u00a0break\u200bspace\ufeff", "no break space"},
        {"soft\u00adhyphen join\u200ded", "softhyphen joined"},
        {"and/or a_b", "and s./ or a p._ b"},
        {"£20 5% a+b", "s.£ n.20 n.5 s.% a s.+ b"},
        {"wow!!! what?!? hm...", "wow p.!!! what p.?!? hm p...."},
        {"*** $$$ --- ((", "s.*** s.$$$ p.--- p.(("},
    };
    check_rows(show_words, rows, EF_COUNT(rows));
}

Test(tokenize, keeps_inner_apostrophes_and_writes_them_straight)
{
    static const shown rows[] = {
        {"rock'n'roll o\u2019clock l\u02bcavion d\uff07or c`est d\u00b4un",
         "rock'n'roll o'clock l'avion d'or c'est d'un"},
        {"the dogs' toys 'quoted'", "the dogs p.' toys p.' quoted p.'"},
        {"'tis '90s", "p.' tis p.' n.90s"},
    };
    check_rows(show_words, rows, EF_COUNT(rows));
}

Test(tokenize, expands_contractions)
{
    static const shown rows[] = {
        {"I didn't", "i did not"},
        {"DIDN\u2019T didnt", "did not didnt"},
        {"do n't", "do not"},
        {"did n ' t", "did not"},
        {"won ' t go", "will not go"},
        {"won 't go", "will not go"},
        {"won' t go", "will not go"},
        {"they 'd go", "they would go"},
        {"'cause", "because"},
        {"gonna", "going to"},
        {"shouldn't've", "should not have"},
        {"don ' tell", "don p.' tell"},
    };
    check_rows(show_words, rows, EF_COUNT(rows));
}

Test(tokenize, lets_a_contractions_words_share_its_bytes)
{
    static const shown rows[] = {
        {"I didn't go", "0-1 2-8 2-8 9-11"},
        {"won ' t go", "0-7 0-7 8-10"},
        {"service's", "0-7 7-9"},
        {"service ' s", "0-7 8-11"},
    };
    check_rows(show_places, rows, EF_COUNT(rows));
}

Test(tokenize, cuts_off_the_possessive)
{
    static const shown rows[] = {
        {"the service's app", "the service 's app"},
        {"John\u2019S", "john 's"},
        {"service 's", "service 's"},
        {"service ' s app", "service 's app"},
        {"it's", "it is"},
        {"PS4's 's", "n.ps4 's 's"},
    };
    check_rows(show_words, rows, EF_COUNT(rows));
}

Test(tokenize, takes_words_with_digits_for_numbers)
{
    static const shown rows[] = {
        {"1,234.5 9:08 24/7 3.5.", "n.1,234.5 n.9:08 n.24/7 n.3.5 p.."},
        {"17-month 3rd 4K ua1673 B0000530HU", "n.17 month n.3rd n.4k n.ua1673 n.b0000530hu"},
        {"iOS14.5 m²", "n.ios14.5 n.m²"},
        {"1, 2 ,3 10.", "n.1 p., n.2 p., n.3 n.10 p.."},
        {"1000000 100x", "n.1000000 n.100x"},
        {"\u0663\u0664", "n.\u0663\u0664"},
    };
    check_rows(show_words, rows, EF_COUNT(rows));
}

Test(tokenize, finds_addresses)
{
    static const shown rows[] = {
        {"see http://T.co/aB, ok", "see u.http://t.co/ab p., ok"},
        {"(https://x.org/a_(b))", "p.( u.https://x.org/a_(b) p.)"},
        {"www.example.com.", "u.www.example.com p.."},
        {"pic.twitter.com/Xy!", "u.pic.twitter.com/xy p.!"},
        {"me@mail.example.org.", "m.me@mail.example.org p.."},
        {"john.smith+x@a-b.co.uk", "m.john.smith+x@a-b.co.uk"},
        {"[http://a.org/x](http://b.org)", "p.[ u.http://a.org/x p.] p.( u.http://b.org p.)"},
        {"http:// x", "http p.: s.// x"},
        {"good.Bad/ugly a.b", "good p.. bad s./ ugly a p.. b"},
        {"a@b", "a s.@ b"},
        {"http://t.co/x好", "u.http://t.co/x 好"},
        {"note:this e.g. x", "note p.: this e p.. g p.. x"},
    };
    check_rows(show_words, rows, EF_COUNT(rows));
}

Test(tokenize, finds_handles_and_hashtags)
{
    static const shown rows[] = {
        {"@AmazonHelp hi @115858", "h.@amazonhelp hi h.@115858"},
        {"#Fail #5 # 1 #sooooo #été_2", "t.fail s.# n.5 s.# n.1 t.soo t.été_2"},
        {"C#x ##foo @", "c s.# x s.## foo s.@"},
        {"#a#b", "t.a t.b"},
        {"#素晴らしい", "t.素晴らしい"},
    };
    check_rows(show_words, rows, EF_COUNT(rows));
}

Test(tokenize, cuts_east_asian_text_by_script)
{
    static const shown rows[] = {
        {"使い心地が良く、", "使 い 心 地 が 良 く p.、"},
        {"スーパーです らーめん", "スーパー です らーめん"},
        {"iPhone手机3个", "iphone 手 机 n.3 个"},
        {"비화 음원", "비화 음원"},
        {"！？。", "p.!? p.。"},
        {"ดีมาก", "ดีมาก"},
    };
    check_rows(show_words, rows, EF_COUNT(rows));
}

Test(tokenize, flags_capitals_and_elongation)
{
    static const shown rows[] = {
        {"The BEST I oK", "the^ best^^ i^ ok"},
        {"JOHN's IT'S É ÉÀ", "john^^< 's<+ it^^< is^^<+ é^ éà^^"},
        {"soooo GOOOD good ㅋㅋㅋㅋ", "soo~ good^^~ good ㅋㅋ~"},
        {"SOoO éÉé", "soo^~ éé~"},
        {"PS4 #FAIL", "ps4^^ fail^^"},
        {":))) :)) :)", ":)~ :) :)"},
    };
    check_rows(show_flags, rows, EF_COUNT(rows));
}

Test(tokenize, flags_quotations_within_a_sentence)
{
    static const shown rows[] = {
        {"a \"b c\" d", "a \" b\" c\" \" d"},
        {"a \u201cb\u201d c", "a \u201c b\" \u201d c"},
        {"a 'b' it's 5\" c", "a ' b\" ' it< is<+ 5 \" c"},
        {"5\" x \"b\" c", "5 \" x \" b\" \" c"},
        {"(a)'(b)' c", "( a ) ' ( b ) ' c"},
        {"\"a. B\" c", "\" a . b^ \" c"},
        {"\u201ea\u201c \u00abb\u00bb", "\u201e a\" \u201c \u00ab b\" \u00bb"},
        {"\"open", "\" open"},
    };
    check_rows(show_flags, rows, EF_COUNT(rows));
}

Test(tokenize, tokenizes_the_documents_of_scored_records_only)
{
    ef_document items[] = {{.record = 0, .text = EF_SPAN("Good. Bad.")},
                           {.record = 1, .text = EF_SPAN("never read")},
                           {.record = 2},
                           {.record = 2, .text = EF_SPAN("fine")}};
    ef_record_info records[] = {{.outcome = EF_SCORED}, {.outcome = EF_FILTERED}, {0}};
    const ef_documents documents = {
        .items = items, .count = EF_COUNT(items), .records = records, .n_records = 3};
    ef_spelling spelling;
    ef_spelling_init(&spelling);
    ef_tokens tokens;
    ef_tokens_init(&tokens);
    for (int again = 0; again < 2; again++) {
        cr_assert(ef_tokenize(&spelling, &documents, &tokens));
        cr_assert(ef_tokens_check(&tokens, &documents));
        cr_assert_eq(tokens.count, 5);
        cr_assert_eq(tokens.n_sentences, 3);
        cr_assert_eq(tokens.documents[0].n_sentences, 2);
        cr_assert_eq(tokens.documents[1].n_tokens, 0);
        cr_assert_eq(tokens.documents[2].n_tokens, 0);
        cr_assert_eq(tokens.documents[3].first_token, 4);
        cr_assert_eq(tokens.sentences[2].document, 3);
        cr_assert_eq(tokens.clause[4], 2);
    }
    ef_tokens_fini(&tokens);
    ef_spelling_fini(&spelling);
}

/* Where a mask ends, a word may go on; and what stands behind letters or digits may change them. */
Test(tokenize, sees_what_makes_plain_words_part_of_more)
{
#define TEN  "abcdefghij"
#define LONG TEN TEN TEN TEN TEN TEN
    static const shown rows[] = {
        {"a " LONG "xyz b", "a " LONG "xyz b"},
        {"a " LONG "xyzz b", "a " LONG "xyzz b"},
        {"a " LONG "xyzzv b", "a " LONG "xyzzv b"},
        {LONG " sooo", LONG " soo"},
        {LONG "x sooo", LONG "x soo"},
        {LONG "xy SoOoo", LONG "xy soo"},
        {LONG "xyz aaab", LONG "xyz aab"},
        {"a xD b T_T c x_x d x. e o, f", "a f.xd b f.t_t c f.x_x d x p.. e o p., f"},
        {"a 8) b 0_0 c 12) d 7) e 8, f", "a f.8) b f.0_0 c n.12 p.) d n.7 p.) e n.8 p., f"},
        {"did n ` t. they \u2019s they 's dog`s", "did not p.. they 's they 's dog 's"},
        {"end.Next end. Next end.", "end p.. next end p.. next end p.."},
        {"so... no.. :", "so p.... no p... p.:"},
        {"me@x.org me@x: me @ x", "m.me@x.org me s.@ x p.: me s.@ x"},
        {"re: x http://x h:/x a.b/c a.bc/d",
         "re p.: x u.http://x h p.: s./ x a p.. b s./ c u.a.bc/d"},
        {"a+b c% d_e f- g-h", "a s.+ b c s.% d p._ e f p.- g h"},
        {"3,4 3:08 5/6 1.5. 3, 4: 10! 3rd 12%",
         "n.3,4 n.3:08 n.5/6 n.1.5 p.. n.3 p., n.4 p.: n.10 p.! "
         "n.3rd n.12 s.%"},
        {"caf\u00e9 caf\u00e9s cafe\u0301", "caf\u00e9 caf\u00e9s caf\u00e9"},
        {"a\u0439\u0419\u0439\u0439 \u00e9ooO \u00c9T\u00c9 l`\u00e9t\u00e9 \u00fcb\u017f",
         "a\u0439\u0439 \u00e9oo \u00e9t\u00e9 l'\u00e9t\u00e9 \u00fcb\u017f"},
        {"but 1\ufe0f\u20e3 12\u20e3", "but e.1\u20e3 n.12\u20e3"},
    };
    check_rows(show_words, rows, EF_COUNT(rows));
#undef LONG
#undef TEN
}

/* A text of pieces that meet in all ways, behind so many blanks. */
static void make_text(unsigned seed, size_t n_blanks, ef_buffer *text)
{
    static const char *const pieces[] = {"a",     "I",      "the",
                                         "LOUD",  "sooo",   "don't",
                                         "can't", "xD",     ":)",
                                         "é",     "\u201c", "'",
                                         "\"",    "7",      "12",
                                         "4K",    "@me",    "a.b",
                                         ".",     ",",      "!",
                                         "?!",    "...",    ":",
                                         "/",     "-",      "_",
                                         "8)",    " ",      " ",
                                         " ",     " ",      " ",
                                         " ",     "  ",     "\n",
                                         "\t",    "but",    "incomprehensibilities"};
    ef_buffer_reset(text);
    for (size_t i = 0; i < n_blanks; i++)
        ef_buffer_add_char(text, ' ');
    for (unsigned i = 0; i < 60; i++) {
        seed = seed * 1103515245u + 12345u;
        ef_buffer_add_text(text, pieces[(seed >> 16) % EF_COUNT(pieces)]);
    }
}

static bool is_same_token(const ef_tokens *a, const ef_tokens *b, size_t i, size_t shift)
{
    return a->start[i] + shift == b->start[i] && a->len[i] == b->len[i] &&
           a->kind[i] == b->kind[i] && a->flags[i] == b->flags[i] &&
           a->sentence[i] == b->sentence[i] && a->clause[i] == b->clause[i] &&
           ef_span_equal(ef_token_word(a, i), ef_token_word(b, i));
}

/* Texts are read through windows of 63 bytes, and where one ends is nothing to a token. */
Test(tokenize, says_the_same_wherever_a_text_begins)
{
    ef_spelling spelling;
    ef_tokens plain, moved;
    ef_buffer text = {0};
    ef_spelling_init(&spelling);
    ef_spelling_add(&spelling, EF_CONTRACTION, ef_span_of("don't"), ef_span_of("do not"));
    ef_spelling_add(&spelling, EF_CLAUSE_WORD, ef_span_of("but"), (ef_span){0});
    ef_tokens_init(&plain);
    ef_tokens_init(&moved);
    for (unsigned seed = 0; seed < 300; seed++) {
        make_text(seed, 1, &text);
        cr_assert(ef_tokenize_text(&spelling, ef_buffer_span(&text), &plain));
        for (size_t n_blanks = 2; n_blanks < 70; n_blanks++) {
            make_text(seed, n_blanks, &text);
            cr_assert(ef_tokenize_text(&spelling, ef_buffer_span(&text), &moved));
            cr_assert(ef_tokens_check(&moved, NULL));
            cr_assert_eq(moved.count, plain.count);
            for (size_t i = 0; i < plain.count; i++)
                cr_assert(is_same_token(&plain, &moved, i, n_blanks - 1),
                          "%u behind %zu: token %zu", seed, n_blanks, i);
        }
    }
    ef_tokens_fini(&plain);
    ef_tokens_fini(&moved);
    ef_spelling_fini(&spelling);
    ef_buffer_fini(&text);
}

Test(tokenize, takes_a_mebibyte_of_anything)
{
    static const char *const pieces[] = {"a",    "(",        "<3<3<3", "\U0001F468\u200d",
                                         "!?",   "http://",  "\u0301", ":)",
                                         "a.a.", "a-a-",     "@",      "a@",
                                         "'s ",  "won ' t ", "\"",     "\u0e33\u0334\u0316",
                                         "#1",   "1.",       "-",      "^_"};
    ef_spelling spelling;
    fill_spelling(&spelling);
    ef_tokens tokens;
    ef_tokens_init(&tokens);
    ef_buffer text = {0};
    for (size_t i = 0; i < EF_COUNT(pieces); i++) {
        ef_buffer_reset(&text);
        while (text.len < 1024 * 1024)
            ef_buffer_add_text(&text, pieces[i]);
        cr_assert(ef_tokenize_text(&spelling, ef_buffer_span(&text), &tokens));
        cr_assert(ef_tokens_check(&tokens, NULL), "%s", pieces[i]);
        cr_assert_gt(tokens.count, 0);
    }
    ef_buffer_fini(&text);
    ef_tokens_fini(&tokens);
    ef_spelling_fini(&spelling);
}
