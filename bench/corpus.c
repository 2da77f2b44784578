/* Writes reviews, chats and posts, the same bytes on every machine for the same arguments.
 *
 *     build/bench/corpus BYTES [SEED [csv]]
 *
 * About 350 bytes a record, three quarters of them text, as in real exports; so are how often words
 * repeat (the shares below), how many judge and how many sentences name a topic. One word in fifty
 * has never been there before, and every id is fresh. The first records of a larger corpus are those
 * of a smaller one. Integers only: no libm may round them another way. */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "corpus_words.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

enum { N_WORDS = 100000, MOST_WORD = 24, MOST_TEXT = 1 << 16 };

static char words[N_WORDS][MOST_WORD]; /* by rank; behind the common ones they are invented */
static uint64_t state;

static uint64_t next(void)
{
    uint64_t z = state += 0x9E3779B97F4A7C15u; /* splitmix64 */
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

static uint32_t below(uint32_t limit)
{
    return (uint32_t)(((next() >> 32) * limit) >> 32);
}

static bool chance(uint32_t per_mille)
{
    return below(1000) < per_mille;
}

#define PICK(list) (list)[below((uint32_t)COUNT(list))]

/* ---- words ---- */

/* The first syllables of a number; the same number is the same word. */
static void invent(uint64_t number, size_t syllables, char *out)
{
    static const char *const heads[] = {"b", "br", "c", "d", "f", "g",  "h",  "j",  "k", "l",
                                        "m", "n",  "p", "r", "s", "st", "sh", "tr", "v", "w"};
    static const char *const tails[] = {"a",  "e",  "i",  "o",  "u", "ai",
                                        "en", "or", "is", "un", "al"};
    out[0] = '\0';
    for (size_t i = 0; i < syllables; i++) {
        strcat(out, heads[number % COUNT(heads)]);
        number /= COUNT(heads);
        strcat(out, tails[number % COUNT(tails)]);
        number /= COUNT(tails);
    }
}

static void make_words(void)
{
    for (uint32_t rank = 0; rank < N_WORDS; rank++) {
        if (rank < COUNT(common_words))
            strcpy(words[rank], common_words[rank]);
        else
            invent(rank * 0x9E3779B97F4A7C15u >> 8, rank < 3000 ? 2 : 3, words[rank]);
    }
}

/* Of a thousand words how many have a rank up to `end`, as counted in reviews and posts. */
typedef struct share {
    uint32_t per_mille;
    uint32_t end;
} share;

static const char *draw_word(char *fresh)
{
    static const share shares[] = {{100, 3},     {220, 10},    {310, 25},     {395, 50},
                                   {490, 100},   {560, 180},   {625, 300},    {690, 550},
                                   {755, 1000},  {810, 1800},  {855, 3000},   {900, 6000},
                                   {935, 15000}, {965, 40000}, {980, N_WORDS}};
    const uint32_t at = below(1000);
    uint32_t first = 0;
    if (chance(45))
        return PICK(judging_words);
    for (size_t i = 0; i < COUNT(shares); first = shares[i++].end)
        if (at < shares[i].per_mille)
            return words[first + below(shares[i].end - first)];
    invent(next(), 4, fresh);
    return fresh;
}

/* ---- texts ---- */

typedef struct text {
    char bytes[MOST_TEXT];
    size_t len;
} text;

static void add(text *out, const char *piece)
{
    const size_t len = strlen(piece);
    if (out->len + len > MOST_TEXT)
        abort();
    memcpy(out->bytes + out->len, piece, len);
    out->len += len;
}

static void add_number(text *out, uint32_t number)
{
    char digits[16];
    snprintf(digits, sizeof digits, "%u", number);
    add(out, digits);
}

static void raise_case(text *out, size_t from, size_t until)
{
    for (size_t i = from; i < until; i++)
        if (out->bytes[i] >= 'a' && out->bytes[i] <= 'z')
            out->bytes[i] -= 'a' - 'A';
}

static void add_word(text *out)
{
    char fresh[MOST_WORD];
    const size_t from = out->len;
    if (chance(15)) {
        add_number(out, below(chance(500) ? 20 : 2500));
        return;
    }
    add(out, draw_word(fresh));
    if (chance(12))
        raise_case(out, from, out->len);
    else if (chance(40))
        raise_case(out, from, from + 1);
}

static void add_sentence(text *out, uint32_t most_words)
{
    static const char *const ends[] = {".", ".", ".", ".", ".", ".", "!", "?", "...", "", "!!"};
    const size_t from = out->len;
    if (chance(80)) {
        add(out, PICK(topic_phrases));
        add(out, chance(300) ? " but " : " ");
    }
    for (uint32_t n = 1 + below(most_words); n > 0; n--) {
        add_word(out);
        if (n > 1)
            add(out, chance(55) ? ", " : " ");
    }
    raise_case(out, from, from + 1);
    add(out, PICK(ends));
}

/* What real texts hold besides: line breaks, quotes, typographic marks, links, tags, emoji. */
static void add_between(text *out, bool social)
{
    static const char *const marks[] = {" \xE2\x80\x93 ",
                                        " caf\xC3\xA9 ",
                                        " it\xE2\x80\x99s ",
                                        " \xF0\x9F\x98\x8A ",
                                        " \xE2\x9D\xA4\xEF\xB8\x8F ",
                                        " :) "};
    if (chance(100))
        add(out, "\n\n");
    else if (chance(15))
        add(out, PICK(marks));
    else if (chance(15))
        add(out, " \"so called\" ");
    else if (social && chance(40))
        add(out, chance(500) ? " https://example.com/p/q?id=7 " : " #fail @shop ");
    else
        add(out, " ");
}

static void add_text(text *out, uint32_t most_sentences, uint32_t most_words, bool social)
{
    out->len = 0;
    for (uint32_t n = 1 + below(most_sentences); n > 0; n--) {
        add_sentence(out, most_words);
        if (n > 1)
            add_between(out, social);
    }
}

/* ---- records ---- */

/* In quotes, with `quote` before what must be escaped; CSV keeps line breaks. */
static void put_quoted(const text *from, bool csv)
{
    putchar('"');
    for (size_t i = 0; i < from->len; i++) {
        const char c = from->bytes[i];
        if (c == '"')
            putchar(csv ? '"' : '\\');
        if (c == '\n' && !csv)
            fputs("\\n", stdout);
        else
            putchar(c);
    }
    putchar('"');
}

static size_t put_record(uint64_t number, bool csv)
{
    static const char *const channels[] = {"review", "chat", "social"};
    static text said;
    const uint32_t kind = chance(330) ? 0 : chance(550) ? 1 : 2;
    const uint32_t rating = 1 + below(5), product = below(5000), day = below(28);
    const uint32_t user = (uint32_t)next();
    const char *const role = kind == 1 && chance(450) ? "agent" : "customer";
    add_text(&said, kind == 0 ? 9 : kind == 1 ? 2 : 6, kind == 1 ? 18 : 26, kind == 2);
    if (csv) {
        printf("%s-%llu,%s,", channels[kind], (unsigned long long)number, channels[kind]);
        put_quoted(&said, csv);
        printf(",%u,%s,p%u,u%u,2025-03-%02u\n", rating, role, product, user, day + 1);
        return said.len + 60;
    }
    int len = printf("{\"id\":\"%s-%llu\",\"channel\":\"%s\",\"text\":", channels[kind],
                     (unsigned long long)number, channels[kind]);
    put_quoted(&said, csv);
    if (kind == 0)
        len += printf(",\"rating\":%u,\"product\":\"p%u\"}\n", rating, product);
    else if (kind == 1)
        len += printf(",\"role\":\"%s\",\"conversation\":\"c%u\"}\n", role, user);
    else
        len += printf(",\"author\":\"u%u\",\"ts\":\"2025-03-%02uT10:00:00Z\"}\n", user, day + 1);
    return said.len + (size_t)len;
}

int main(int argc, char **argv)
{
    if (argc < 2) {
        fputs("usage: corpus BYTES [SEED [csv]]\n", stderr);
        return 2;
    }
    const unsigned long long wanted = strtoull(argv[1], NULL, 10);
    const bool csv = argc > 3 && strcmp(argv[3], "csv") == 0;
    state = argc > 2 ? strtoull(argv[2], NULL, 10) : 1;
    make_words();
    if (csv)
        puts("id,channel,text,rating,role,product,author,date");
    uint64_t written = 0;
    for (uint64_t number = 0; written < wanted; number++)
        written += put_record(number, csv);
    return fflush(stdout) != 0 || ferror(stdout);
}
