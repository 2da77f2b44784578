#include "criterion/criterion.h"

#include "show.h"

Test(sentence, ends_at_end_marks_and_takes_what_closes_it)
{
    static const shown rows[] = {
        {"Good. Bad! Ugly? Fine", "good . | bad ! | ugly ? | fine"},
        {"good. really good. bad", "good . | really good . | bad"},
        {"He said \"great.\" Then left.", "he said \" great . \" | then left ."},
        {"(Loved it.) Then not.", "( loved it . ) | then not ."},
        {"\"Really?\" he asked", "\" really ? \" he asked"},
        {"Great! :) Awful \U0001F620 then", "great ! :) | awful \U0001F620 then"},
        {"Great!!! \U0001F600\U0001F600 Bad", "great !!! \U0001F600 \U0001F600 | bad"},
        {"好。坏！ok", "好 。 | 坏 ! | ok"},
        {"good . bad . . . or not", "good . | bad . . . or not"},
        {"wow!, yes", "wow ! , / yes"},
    };
    check_rows(show_sentences, rows, EF_COUNT(rows));
}

Test(sentence, goes_on_after_abbreviations_initials_and_numbers)
{
    static const shown rows[] = {
        {"Mr. Smith and Dr. Who", "mr . smith and dr . who"},
        {"J. Smith said. So do I. Then", "j . smith said . | so do i . | then"},
        {"use e.g. Amazon or i.e. one", "use e . g . amazon or i . e . one"},
        {"the U.S. Army", "the u . s . army"},
        {"It cost 3.5 dollars. Paid 5. Then", "it cost 3.5 dollars . | paid 5 . | then"},
        {"1. Item one", "1 . item one"},
        {"ASP.Net is", "asp . net is"},
        {"Great.Awful node.js v2.Next", "great . | awful node . js v2 . next"},
        {"at 5 p.m. we left at 6 p.m. Then", "at 5 p . m . we left at 6 p . m . | then"},
    };
    check_rows(show_sentences, rows, EF_COUNT(rows));
}

Test(sentence, goes_on_after_an_ellipsis_before_lower_case)
{
    static const shown rows[] = {
        {"well... it works... Mostly", "well ... it works ... | mostly"},
        {"well\u2026 it works\u2026 Mostly", "well \u2026 it works \u2026 | mostly"},
        {"wait...what", "wait ... what"},
    };
    check_rows(show_sentences, rows, EF_COUNT(rows));
}

Test(sentence, ends_at_blank_lines_and_before_lines_in_capitals)
{
    static const shown rows[] = {
        {"good\nbad", "good bad"},
        {"good\nBad", "good | bad"},
        {"good\r\nbad", "good bad"},
        {"good\n\nbad", "good | bad"},
        {"good\u2028Bad", "good | bad"},
        {"good\n\u200bBad\n\u00adGood", "good | bad | good"},
        {"good\r\n \r\nbad", "good | bad"},
        {"good\n- bad", "good | - bad"},
        {"good.\n:) bad", "good . | :) bad"},
        {"didn't\nGood", "did not | good"},
    };
    check_rows(show_sentences, rows, EF_COUNT(rows));
}

Test(sentence, flags_every_token_of_a_question)
{
    static const shown rows[] = {
        {"Why me?! Good. Sure?", "why^? me? ?!? good^ . sure^? ??"},
        {"\"sure?\" he said", "\" sure\" ?\" \" he said"},
        {"\"sure?\"\n\nhe said", "\"? sure\"? ?\"? \"? he said"},
        {"Why? :)", "why^? ?? :)?"},
        {"لماذا؟ نعم", "لماذا? ؟? نعم"},
    };
    check_rows(show_flags, rows, EF_COUNT(rows));
}

Test(sentence, begins_clauses_behind_marks_and_at_their_words)
{
    static const shown rows[] = {
        {"good, bad; ugly: fine", "good , / bad ; / ugly : / fine"},
        {"good (bad) fine", "good ( / bad ) / fine"},
        {"good - bad \u2013 fine well-made", "good - / bad \u2013 / fine well made"},
        {"good -5 bad", "good - 5 bad"},
        {"good\u2014bad -- fine", "good \u2014 / bad -- / fine"},
        {"good but slow, but cheap", "good / but slow , / but cheap"},
        {"But slow because cheap", "but slow / because cheap"},
        {"good, however, slow but because", "good , / however , / slow / but because"},
        {"1,234 at 9:08", "1,234 at 9:08"},
        {"good, ((", "good , (("},
        {"bad 'cause slow", "bad / because slow"},
        {"A, b. C but d", "a , / b . | c / but d"},
    };
    check_rows(show_sentences, rows, EF_COUNT(rows));
}
