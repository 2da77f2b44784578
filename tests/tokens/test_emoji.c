#include "criterion/criterion.h"

#include "show.h"

Test(emoji, is_a_whole_grapheme)
{
    static const shown rows[] = {
        {"\U0001F600\U0001F601", "e.\U0001F600 e.\U0001F601"},
        {"ok\U0001F600no", "ok e.\U0001F600 no"},
        {"\U0001F468\u200d\U0001F469\u200d\U0001F467!",
         "e.\U0001F468\u200d\U0001F469\u200d\U0001F467 p.!"},
        {"\U0001F1E9\U0001F1EA\U0001F1EB\U0001F1F7",
         "e.\U0001F1E9\U0001F1EA e.\U0001F1EB\U0001F1F7"},
        {"\U0001F1E9 x", "e.\U0001F1E9 x"},
        {"1\ufe0f\u20e3 #\u20e3", "e.1\u20e3 e.#\u20e3"},
        {"\U0001F3F4\U000E0067\U000E0062\U000E007F", "e.\U0001F3F4\U000E0067\U000E0062\U000E007F"},
        {"\U0001F600\u200dx", "e.\U0001F600 x"},
    };
    check_rows(show_words, rows, EF_COUNT(rows));
}

Test(emoji, folds_away_selectors_and_skin_tones)
{
    static const shown rows[] = {
        {"\u2764\ufe0f \u2764 \u2764\ufe0e", "e.\u2764 e.\u2764 e.\u2764"},
        {"\U0001F44D\U0001F3FD \U0001F44D", "e.\U0001F44D e.\U0001F44D"},
        {"\U0001F926\U0001F3FD\u200d\u2640\ufe0f", "e.\U0001F926\u200d\u2640"},
        {"\U0001F3FD", "e.\U0001F3FD"},
    };
    check_rows(show_words, rows, EF_COUNT(rows));
}

Test(emoji, needs_a_selector_where_text_is_the_rule)
{
    static const shown rows[] = {
        {"Brand\u2122 \u00a9 \u2192", "brand s.\u2122 s.\u00a9 s.\u2192"},
        {"\u2122\ufe0f \u2194\ufe0f", "e.\u2122 e.\u2194"},
    };
    check_rows(show_words, rows, EF_COUNT(rows));
}
