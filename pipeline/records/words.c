#include "records/words.h"

#include "base/attr.h"

static const ef_role_word common_roles[] = {
    {"admin", EF_AGENT},       {"advisor", EF_AGENT},        {"agent", EF_AGENT},
    {"assistant", EF_BOT},     {"automation", EF_BOT},       {"bot", EF_BOT},
    {"buyer", EF_CUSTOMER},    {"caller", EF_CUSTOMER},      {"chatbot", EF_BOT},
    {"client", EF_CUSTOMER},   {"company", EF_AGENT},        {"consumer", EF_CUSTOMER},
    {"contact", EF_CUSTOMER},  {"customer", EF_CUSTOMER},    {"developer", EF_AGENT},
    {"employee", EF_AGENT},    {"end-user", EF_CUSTOMER},    {"end_user", EF_CUSTOMER},
    {"false", EF_AGENT}, /* of a field "inbound" */
    {"guest", EF_CUSTOMER},    {"human", EF_CUSTOMER},       {"inbound", EF_CUSTOMER},
    {"incoming", EF_CUSTOMER}, {"lead", EF_CUSTOMER},        {"member", EF_CUSTOMER},
    {"merchant", EF_AGENT},    {"operator", EF_AGENT},       {"outbound", EF_AGENT},
    {"outgoing", EF_AGENT},    {"owner", EF_AGENT},          {"patient", EF_CUSTOMER},
    {"rep", EF_AGENT},         {"representative", EF_AGENT}, {"requester", EF_CUSTOMER},
    {"reviewer", EF_CUSTOMER}, {"seller", EF_AGENT},         {"staff", EF_AGENT},
    {"support", EF_AGENT},     {"system", EF_SYSTEM},        {"team", EF_AGENT},
    {"true", EF_CUSTOMER},     {"user", EF_CUSTOMER},        {"virtual_agent", EF_BOT},
    {"visitor", EF_CUSTOMER},
};

typedef struct language_name {
    const char *name;
    const char *tag; /* empty: says that nobody knows */
} language_name;

static const language_name languages[] = {
    {"arabic", "ar"},    {"brazilian", "pt"},  {"bulgarian", "bg"},  {"catalan", "ca"},
    {"chinese", "zh"},   {"croatian", "hr"},   {"czech", "cs"},      {"danish", "da"},
    {"dutch", "nl"},     {"english", "en"},    {"finnish", "fi"},    {"french", "fr"},
    {"german", "de"},    {"greek", "el"},      {"hebrew", "he"},     {"hindi", "hi"},
    {"hungarian", "hu"}, {"indonesian", "id"}, {"italian", "it"},    {"iw", "he"},
    {"japanese", "ja"},  {"korean", "ko"},     {"koreana", "ko"},    {"latam", "es"},
    {"malay", "ms"},     {"none", ""},         {"norwegian", "no"},  {"null", ""},
    {"persian", "fa"},   {"polish", "pl"},     {"portuguese", "pt"}, {"qam", ""},
    {"qct", ""},         {"qht", ""},          {"qme", ""},          {"qst", ""},
    {"romanian", "ro"},  {"russian", "ru"},    {"schinese", "zh"},   {"slovak", "sk"},
    {"slovenian", "sl"}, {"spanish", "es"},    {"swedish", "sv"},    {"tchinese", "zh"},
    {"thai", "th"},      {"turkish", "tr"},    {"ukrainian", "uk"},  {"und", ""},
    {"unknown", ""},     {"vietnamese", "vi"}, {"zxx", ""},
};

static ef_role role_in(const ef_role_word *words, size_t count, ef_span word)
{
    for (size_t i = 0; i < count; i++) {
        if (ef_span_equal_ignoring_case(ef_span_of(words[i].word), word))
            return words[i].role;
    }
    return EF_ROLE_COUNT;
}

ef_role ef_role_of(ef_span word, const ef_role_word *own)
{
    word = ef_span_trim(word);
    if (word.len == 0)
        return EF_CUSTOMER;
    size_t n_own = 0;
    while (own != NULL && own[n_own].word != NULL)
        n_own++;
    const ef_role special = role_in(own, n_own, word);
    if (special != EF_ROLE_COUNT)
        return special;
    const ef_role common = role_in(common_roles, EF_COUNT(common_roles), word);
    return common != EF_ROLE_COUNT ? common : EF_UNKNOWN_ROLE;
}

static bool is_lower(ef_span text)
{
    for (size_t i = 0; i < text.len; i++) {
        if (text.at[i] >= 'A' && text.at[i] <= 'Z')
            return false;
    }
    return true;
}

static ef_span to_lower(ef_span text, ef_arena *arena)
{
    char *const out = ef_arena_bytes(arena, text.len);
    if (out == NULL)
        return (ef_span){0};
    for (size_t i = 0; i < text.len; i++) {
        const char c = text.at[i];
        out[i] = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
    }
    return ef_span_make(out, text.len);
}

ef_span ef_language_of(ef_span text, ef_arena *arena)
{
    text = ef_span_trim(text);
    size_t len = 0;
    while (len < text.len && strchr("-_, \n", text.at[len]) == NULL)
        len++;
    const ef_span primary = ef_span_make(text.at, len);
    /* Two letters are a tag of ISO 639 already; only "iw" is a name of the table. */
    if (len == 2 && is_lower(primary) && memcmp(primary.at, "iw", 2) != 0)
        return primary;
    for (size_t i = 0; i < EF_COUNT(languages); i++) {
        if (ef_span_equal_ignoring_case(ef_span_of(languages[i].name), primary))
            return ef_span_of(languages[i].tag);
    }
    return is_lower(primary) ? primary : to_lower(primary, arena);
}

/* Reads digits with at most one dot or comma, rounded to four decimals, half away from zero. */
static bool read_decimal(ef_span *text, int64_t *ten_thousandths)
{
    const bool negative = text->len > 0 && text->at[0] == '-';
    size_t i = negative ? 1 : 0;
    const size_t start = i;
    int64_t value = 0;
    for (; i < text->len && text->at[i] >= '0' && text->at[i] <= '9'; i++) {
        if (i - start >= 9)
            return false;
        value = value * 10 + (text->at[i] - '0');
    }
    if (i == start)
        return false;
    int digits = 0;
    if (i + 1 < text->len && (text->at[i] == '.' || text->at[i] == ',')) {
        for (i++; i < text->len && text->at[i] >= '0' && text->at[i] <= '9'; i++, digits++) {
            if (digits < 4)
                value = value * 10 + (text->at[i] - '0');
            else if (digits == 4)
                value += text->at[i] >= '5';
        }
        if (digits == 0)
            return false;
    }
    for (; digits < 4; digits++)
        value *= 10;
    *ten_thousandths = negative ? -value : value;
    *text = ef_span_make(text->at + i, text->len - i);
    return true;
}

/* Answers of people who only say yes or no, as 1 and 0. */
static bool rating_word(ef_span text, int64_t *rating)
{
    const bool up = ef_span_equal_ignoring_case(text, EF_SPAN_TEXT("true")) ||
                    ef_span_equal_ignoring_case(text, EF_SPAN_TEXT("good"));
    const bool down = ef_span_equal_ignoring_case(text, EF_SPAN_TEXT("false")) ||
                      ef_span_equal_ignoring_case(text, EF_SPAN_TEXT("bad"));
    *rating = up ? 10000 : 0;
    return up || down;
}

bool ef_rating_of(ef_span text, int64_t min, int64_t max, int64_t *rating)
{
    text = ef_span_trim(text);
    if (!rating_word(text, rating)) {
        if (!read_decimal(&text, rating))
            return false;
        if (text.len > 0) {
            /* "4/5": sound only when the scale that it names is the declared one. */
            int64_t top;
            ef_span rest = ef_span_make(text.at + 1, text.len - 1);
            if (text.at[0] != '/' || !read_decimal(&rest, &top) || rest.len > 0 ||
                (max != 0 && top != max * 10000))
                return false;
        }
    }
    return (min == 0 && max == 0) || (*rating >= min * 10000 && *rating <= max * 10000);
}

bool ef_weight_of(ef_span text, int64_t *weight)
{
    text = ef_span_trim(text);
    if (text.len > 2 && memcmp(text.at + text.len - 2, ".0", 2) == 0)
        text.len -= 2;
    long long value;
    if (!ef_span_to_int(text, &value) || value < 0 || value > 1000000000000)
        return false;
    *weight = value;
    return true;
}
