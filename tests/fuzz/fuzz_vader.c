/* Any text scored by VADER holds its invariants, and scores the same again. The input is the two
 * files and the text, parted by lines of "%"; without them the text meets a lexicon of a few words. */
#include <stdlib.h>

#include "hits/vader.h"
#include "records/repair.h"

static void demand(bool truth)
{
    if (!truth)
        abort();
}

static const char some_words[] = "good\t1.9\nbad\t-2.5\nno\t-1.2\nkind\t2.4\nshit\t-2.6\n:)\t2\n"
                                 "death\t-2.9\ndie\t-2.9\nheart\t3.2\nlove\t3.2\nstop\t-1.2\n";
static const char some_emoji[] = "😀\tgrinning face\n😂\tface with tears of joy\n©\tcopyright\n"
                                 "🔛\tON! arrow\n#\thash\n";

/* The part before the next line of "%"; all of it when there is none. */
static ef_span cut_part(ef_span *rest)
{
    for (size_t i = 0; i + 3 <= rest->len; i++)
        if (memcmp(rest->at + i, "\n%\n", 3) == 0) {
            const ef_span part = ef_span_make(rest->at, i + 1);
            *rest = ef_span_make(rest->at + i + 3, rest->len - i - 3);
            return part;
        }
    const ef_span all = *rest;
    *rest = (ef_span){0};
    return all;
}

static void check_score(const ef_vader *vader, ef_vader_score score)
{
    demand(score.compound >= -10000 && score.compound <= 10000);
    demand(score.pos >= 0 && score.neu >= 0 && score.neg >= 0);
    const int32_t sum = score.pos + score.neu + score.neg;
    demand(vader->n_tokens == 0 ? sum == 0 && score.compound == 0 : sum >= 9980 && sum <= 10020);
    demand(vader->n_opinions > 0 || score.compound == 0);
}

static void check_words(const ef_vader *vader, ef_span text)
{
    uint32_t source = 0;
    for (size_t i = 0; i < vader->n_tokens; i++) {
        const ef_vader_token *const token = &vader->tokens[i];
        demand(token->at < token->end && token->end <= vader->text.len);
        demand(token->word < vader->lexicon->n_words);
        const uint32_t at = ef_vader_source(vader, token);
        demand(at < text.len && at >= source);
        source = at;
    }
    for (size_t i = 0; i < vader->n_opinions; i++)
        demand(vader->opinions[i].value != 0 && vader->opinions[i].token < vader->n_tokens);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    ef_arena arena;
    ef_arena_init(&arena, 4096);
    uint64_t replaced = 0;
    ef_span text = ef_utf8_repair(ef_span_make((const char *)data, size), &arena, &replaced);
    ef_span words = EF_SPAN_TEXT(some_words);
    ef_span emoji = EF_SPAN_TEXT(some_emoji);
    ef_span rest = text;
    const ef_span first = cut_part(&rest);
    if (rest.at != NULL) {
        words = first;
        text = cut_part(&rest);
        if (rest.at != NULL) {
            emoji = text;
            text = rest;
        }
    }
    ef_vader_lexicon *const lexicon = ef_vader_lexicon_new();
    demand(lexicon != NULL);
    if (ef_vader_read_words(lexicon, "words", words, NULL) == EARFUL_OK &&
        ef_vader_read_emoji(lexicon, "emoji", emoji, NULL) == EARFUL_OK) {
        ef_vader vader;
        ef_vader_init(&vader, lexicon);
        const ef_vader_score once = ef_vader_score_text(&vader, text);
        demand(!vader.failed);
        check_score(&vader, once);
        check_words(&vader, text);
        vader.traced = true;
        const ef_vader_score twice = ef_vader_score_text(&vader, text);
        demand(memcmp(&once, &twice, sizeof once) == 0);
        ef_vader_fini(&vader);
    }
    ef_vader_lexicon_free(lexicon);
    ef_arena_fini(&arena);
    return 0;
}
