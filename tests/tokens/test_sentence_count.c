#include "criterion/criterion.h"

#include "show.h"
#include "tokens/sentence_count.h"

static ef_spelling spelling;
static ef_tokens counted, rows;

static void init(void)
{
    fill_spelling(&spelling);
    ef_tokens_init(&counted);
    ef_tokens_init(&rows);
}

static void fini(void)
{
    ef_tokens_fini(&counted);
    ef_tokens_fini(&rows);
    ef_spelling_fini(&spelling);
}

TestSuite(sentence_count, .init = init, .fini = fini);

static void expect_as_tokenized(ef_span text)
{
    ef_document item = {.text = text};
    ef_record_info record = {.outcome = EF_SCORED, .n_documents = 1};
    const ef_documents documents = {.items = &item, .count = 1, .records = &record, .n_records = 1};
    cr_assert(ef_count_sentences(&spelling, &documents, &rows, &counted));
    cr_assert(ef_tokenize_text(&spelling, text, &rows));
    cr_expect_eq(counted.documents[0].n_sentences, rows.n_sentences, "%u and not %zu of: %.*s",
                 counted.documents[0].n_sentences, rows.n_sentences, (int)text.len, text.at);
    cr_assert_eq(counted.documents[0].n_tokens, 0);
}

Test(sentence_count, is_that_of_the_tokenizer)
{
    static const char *const texts[] = {
        "",
        "  \n",
        "Good",
        "Good. Bad! Ugly? Fine",
        "It cost 3.5 dollars. Paid 5. Then!! ",
        "1. The screen",
        "Ask Mr. Smith, etc. and Dr. Who. Done",
        "well... it works... Mostly",
        "J. Smith said. So do I. Then plan b. We",
        "I don't. They won't! It's Mr's. Gonna. Then",
        "They won ' t. They' re. So",
        "Great! :) Awful XD. xD 8) D: fine",
        "He said \"great.\" then (really!) left (today). \"So\" it is.",
        "good.\n\nBad\nugly\r\nFine\n- so",
        "Great.Awful node.js http://a.example/b. Then",
        "sooo. etcc. well-made. rock'n'roll. 90's. x",
        "caf\u00e9. Then\u2026 so",
        "A caf\u00e9 that\u2019s open. It\u2019 s. So",
        "See https://a.example/b?c=1.2 or www.a.example. And me@a.example! #Fail",
        "PS4...@www.a.example and http://(d!d. So. #then @me! (See. \"It!",
    };
    for (size_t i = 0; i < EF_COUNT(texts); i++)
        expect_as_tokenized(ef_span_of(texts[i]));
}

Test(sentence_count, is_that_of_the_tokenizer_for_whatever_is_typed)
{
    static const char *const pieces[] = {
        "a",          "I",      "x",       "D",        "T",      "o",       "8",      "XD",
        "word",       "Good",   "NOT",     "mr",       "Dr",     "12",      "3",      "PS4",
        "soo",        "e.g",    "d:",      "don't",    "won",    "cannot",  "gonna",  "p.m",
        "U.S",        "etc",    ".",       ".",        "!",      "?",       "...",    "?!",
        "'",          "`",      "\"",      "(",        ")",      ",",       ":",      ";",
        "-",          "_",      "@",       "#",        "/",      "\n",      "\r\n",   "\n\n",
        "  ",         "\t",     "^",       "*",        "<3",     ":)",      "s",      "re",
        "'s",         "O",      "http://", "www.x.de", "t.co/x", "a@b.com", "\u00e9", "\u597d",
        "\U0001F600", "\u2019", "\u2026"};
    uint64_t drawn = 20240229;
    for (size_t i = 0; i < 100000; i++) {
        char text[256];
        size_t len = 0;
        for (size_t left = 1 + (drawn >> 40) % 12; left > 0; left--) {
            drawn = drawn * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
            const char *const piece = pieces[(drawn >> 33) % EF_COUNT(pieces)];
            memcpy(text + len, piece, strlen(piece));
            len += strlen(piece);
            if ((drawn >> 60) % 3 > 0)
                text[len++] = ' ';
        }
        expect_as_tokenized(ef_span_make(text, len));
    }
}
