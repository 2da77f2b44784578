#include "records/words.h"

#include "base/attr.h"

static const ef_role_word common_roles[] = {
    {EF_SPAN("admin"), EF_AGENT},        {EF_SPAN("advisor"), EF_AGENT},
    {EF_SPAN("agent"), EF_AGENT},        {EF_SPAN("assistant"), EF_BOT},
    {EF_SPAN("automation"), EF_BOT},     {EF_SPAN("bot"), EF_BOT},
    {EF_SPAN("buyer"), EF_CUSTOMER},     {EF_SPAN("caller"), EF_CUSTOMER},
    {EF_SPAN("chatbot"), EF_BOT},        {EF_SPAN("client"), EF_CUSTOMER},
    {EF_SPAN("company"), EF_AGENT},      {EF_SPAN("consumer"), EF_CUSTOMER},
    {EF_SPAN("contact"), EF_CUSTOMER},   {EF_SPAN("customer"), EF_CUSTOMER},
    {EF_SPAN("developer"), EF_AGENT},    {EF_SPAN("employee"), EF_AGENT},
    {EF_SPAN("end-user"), EF_CUSTOMER},  {EF_SPAN("end_user"), EF_CUSTOMER},
    {EF_SPAN("false"), EF_AGENT}, /* of a field "inbound" */
    {EF_SPAN("guest"), EF_CUSTOMER},     {EF_SPAN("human"), EF_CUSTOMER},
    {EF_SPAN("inbound"), EF_CUSTOMER},   {EF_SPAN("incoming"), EF_CUSTOMER},
    {EF_SPAN("lead"), EF_CUSTOMER},      {EF_SPAN("member"), EF_CUSTOMER},
    {EF_SPAN("merchant"), EF_AGENT},     {EF_SPAN("operator"), EF_AGENT},
    {EF_SPAN("outbound"), EF_AGENT},     {EF_SPAN("outgoing"), EF_AGENT},
    {EF_SPAN("owner"), EF_AGENT},        {EF_SPAN("patient"), EF_CUSTOMER},
    {EF_SPAN("rep"), EF_AGENT},          {EF_SPAN("representative"), EF_AGENT},
    {EF_SPAN("requester"), EF_CUSTOMER}, {EF_SPAN("reviewer"), EF_CUSTOMER},
    {EF_SPAN("seller"), EF_AGENT},       {EF_SPAN("staff"), EF_AGENT},
    {EF_SPAN("support"), EF_AGENT},      {EF_SPAN("system"), EF_SYSTEM},
    {EF_SPAN("team"), EF_AGENT},         {EF_SPAN("true"), EF_CUSTOMER},
    {EF_SPAN("user"), EF_CUSTOMER},      {EF_SPAN("virtual_agent"), EF_BOT},
    {EF_SPAN("visitor"), EF_CUSTOMER},
};

typedef struct language_name {
    ef_span name;
    ef_span tag; /* empty: says that nobody knows */
} language_name;

static const language_name languages[] = {
    {EF_SPAN("arabic"), EF_SPAN("ar")},     {EF_SPAN("brazilian"), EF_SPAN("pt")},
    {EF_SPAN("bulgarian"), EF_SPAN("bg")},  {EF_SPAN("catalan"), EF_SPAN("ca")},
    {EF_SPAN("chinese"), EF_SPAN("zh")},    {EF_SPAN("croatian"), EF_SPAN("hr")},
    {EF_SPAN("czech"), EF_SPAN("cs")},      {EF_SPAN("danish"), EF_SPAN("da")},
    {EF_SPAN("dutch"), EF_SPAN("nl")},      {EF_SPAN("english"), EF_SPAN("en")},
    {EF_SPAN("finnish"), EF_SPAN("fi")},    {EF_SPAN("french"), EF_SPAN("fr")},
    {EF_SPAN("german"), EF_SPAN("de")},     {EF_SPAN("greek"), EF_SPAN("el")},
    {EF_SPAN("hebrew"), EF_SPAN("he")},     {EF_SPAN("hindi"), EF_SPAN("hi")},
    {EF_SPAN("hungarian"), EF_SPAN("hu")},  {EF_SPAN("indonesian"), EF_SPAN("id")},
    {EF_SPAN("italian"), EF_SPAN("it")},    {EF_SPAN("iw"), EF_SPAN("he")},
    {EF_SPAN("japanese"), EF_SPAN("ja")},   {EF_SPAN("korean"), EF_SPAN("ko")},
    {EF_SPAN("koreana"), EF_SPAN("ko")},    {EF_SPAN("latam"), EF_SPAN("es")},
    {EF_SPAN("malay"), EF_SPAN("ms")},      {EF_SPAN("none"), EF_SPAN("")},
    {EF_SPAN("norwegian"), EF_SPAN("no")},  {EF_SPAN("null"), EF_SPAN("")},
    {EF_SPAN("persian"), EF_SPAN("fa")},    {EF_SPAN("polish"), EF_SPAN("pl")},
    {EF_SPAN("portuguese"), EF_SPAN("pt")}, {EF_SPAN("qam"), EF_SPAN("")},
    {EF_SPAN("qct"), EF_SPAN("")},          {EF_SPAN("qht"), EF_SPAN("")},
    {EF_SPAN("qme"), EF_SPAN("")},          {EF_SPAN("qst"), EF_SPAN("")},
    {EF_SPAN("romanian"), EF_SPAN("ro")},   {EF_SPAN("russian"), EF_SPAN("ru")},
    {EF_SPAN("schinese"), EF_SPAN("zh")},   {EF_SPAN("slovak"), EF_SPAN("sk")},
    {EF_SPAN("slovenian"), EF_SPAN("sl")},  {EF_SPAN("spanish"), EF_SPAN("es")},
    {EF_SPAN("swedish"), EF_SPAN("sv")},    {EF_SPAN("tchinese"), EF_SPAN("zh")},
    {EF_SPAN("thai"), EF_SPAN("th")},       {EF_SPAN("turkish"), EF_SPAN("tr")},
    {EF_SPAN("ukrainian"), EF_SPAN("uk")},  {EF_SPAN("und"), EF_SPAN("")},
    {EF_SPAN("unknown"), EF_SPAN("")},      {EF_SPAN("vietnamese"), EF_SPAN("vi")},
    {EF_SPAN("zxx"), EF_SPAN("")},
};

static ef_role role_in(const ef_role_word *words, size_t count, ef_span word)
{
    for (size_t i = 0; i < count; i++) {
        const ef_span each = words[i].word;
        if (each.len == word.len && (each.at[0] | 0x20) == (word.at[0] | 0x20) &&
            ef_span_equal_ignoring_case(each, word))
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
    while (own != NULL && own[n_own].word.at != NULL)
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

/* A primary subtag: two to eight letters. Anything else says nothing of the language. */
static bool is_tag(ef_span text)
{
    for (size_t i = 0; i < text.len; i++) {
        const char c = (char)(text.at[i] | 0x20);
        if (c < 'a' || c > 'z')
            return false;
    }
    return text.len >= 2 && text.len <= 8;
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

static bool ends_tag(char c)
{
    return c == '-' || c == '_' || c == ',' || c == ' ' || c == '\n' || c == '\0';
}

ef_span ef_language_of(ef_span text, ef_arena *arena)
{
    text = ef_span_trim(text);
    size_t len = 0;
    while (len < text.len && !ends_tag(text.at[len]))
        len++;
    const ef_span primary = ef_span_make(text.at, len);
    /* Two letters are a tag of ISO 639 already; only "iw" is a name of the table. */
    if (len == 2 && is_lower(primary) && memcmp(primary.at, "iw", 2) != 0)
        return primary;
    for (size_t i = 0; i < EF_COUNT(languages); i++) {
        if (ef_span_equal_ignoring_case(languages[i].name, primary))
            return languages[i].tag;
    }
    if (!is_tag(primary))
        return EF_SPAN_TEXT("");
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
    if (!read_decimal(&text, rating)) {
        if (!rating_word(text, rating))
            return false;
    } else if (text.len > 0) {
        /* "4/5": sound only when the scale that it names is the declared one. */
        int64_t top;
        ef_span rest = ef_span_make(text.at + 1, text.len - 1);
        if (text.at[0] != '/' || !read_decimal(&rest, &top) || rest.len > 0 ||
            (max != 0 && top != max * 10000))
            return false;
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
