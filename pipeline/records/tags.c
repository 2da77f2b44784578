#include "records/tags.h"

#include <stdlib.h>

#include "base/attr.h"

typedef struct tag {
    const char *name;
    ef_tag_kind kind;
} tag;

/* All three tables are sorted by byte value. */
static const tag html_tags[] = {
    {"a", EF_TAG_INLINE},         {"abbr", EF_TAG_INLINE},    {"acronym", EF_TAG_INLINE},
    {"address", EF_TAG_BREAK},    {"article", EF_TAG_BREAK},  {"aside", EF_TAG_BREAK},
    {"audio", EF_TAG_SPACE},      {"b", EF_TAG_INLINE},       {"big", EF_TAG_INLINE},
    {"blockquote", EF_TAG_BREAK}, {"body", EF_TAG_BREAK},     {"br", EF_TAG_BREAK},
    {"button", EF_TAG_SPACE},     {"center", EF_TAG_BREAK},   {"cite", EF_TAG_INLINE},
    {"code", EF_TAG_INLINE},      {"dd", EF_TAG_BREAK},       {"del", EF_TAG_INLINE},
    {"div", EF_TAG_BREAK},        {"dl", EF_TAG_BREAK},       {"dt", EF_TAG_BREAK},
    {"em", EF_TAG_INLINE},        {"embed", EF_TAG_SPACE},    {"figcaption", EF_TAG_BREAK},
    {"figure", EF_TAG_BREAK},     {"font", EF_TAG_INLINE},    {"footer", EF_TAG_BREAK},
    {"form", EF_TAG_BREAK},       {"h1", EF_TAG_BREAK},       {"h2", EF_TAG_BREAK},
    {"h3", EF_TAG_BREAK},         {"h4", EF_TAG_BREAK},       {"h5", EF_TAG_BREAK},
    {"h6", EF_TAG_BREAK},         {"head", EF_TAG_BREAK},     {"header", EF_TAG_BREAK},
    {"hr", EF_TAG_BREAK},         {"html", EF_TAG_BREAK},     {"i", EF_TAG_INLINE},
    {"iframe", EF_TAG_SPACE},     {"img", EF_TAG_SPACE},      {"input", EF_TAG_SPACE},
    {"ins", EF_TAG_INLINE},       {"kbd", EF_TAG_INLINE},     {"label", EF_TAG_SPACE},
    {"li", EF_TAG_BREAK},         {"link", EF_TAG_SPACE},     {"main", EF_TAG_BREAK},
    {"mark", EF_TAG_INLINE},      {"meta", EF_TAG_SPACE},     {"nav", EF_TAG_BREAK},
    {"object", EF_TAG_SPACE},     {"ol", EF_TAG_BREAK},       {"option", EF_TAG_SPACE},
    {"p", EF_TAG_BREAK},          {"param", EF_TAG_SPACE},    {"picture", EF_TAG_SPACE},
    {"pre", EF_TAG_BREAK},        {"q", EF_TAG_INLINE},       {"s", EF_TAG_INLINE},
    {"samp", EF_TAG_INLINE},      {"script", EF_TAG_DROPPED}, {"section", EF_TAG_BREAK},
    {"select", EF_TAG_SPACE},     {"small", EF_TAG_INLINE},   {"source", EF_TAG_SPACE},
    {"span", EF_TAG_INLINE},      {"strike", EF_TAG_INLINE},  {"strong", EF_TAG_INLINE},
    {"style", EF_TAG_DROPPED},    {"sub", EF_TAG_INLINE},     {"sup", EF_TAG_INLINE},
    {"table", EF_TAG_BREAK},      {"tbody", EF_TAG_BREAK},    {"td", EF_TAG_SPACE},
    {"textarea", EF_TAG_SPACE},   {"tfoot", EF_TAG_BREAK},    {"th", EF_TAG_SPACE},
    {"thead", EF_TAG_BREAK},      {"title", EF_TAG_BREAK},    {"tr", EF_TAG_BREAK},
    {"tt", EF_TAG_INLINE},        {"u", EF_TAG_INLINE},       {"ul", EF_TAG_BREAK},
    {"var", EF_TAG_INLINE},       {"video", EF_TAG_SPACE},    {"wbr", EF_TAG_INLINE},
};

static const tag bbcode_tags[] = {
    {"*", EF_TAG_BREAK},        {"b", EF_TAG_INLINE},       {"center", EF_TAG_BREAK},
    {"code", EF_TAG_INLINE},    {"color", EF_TAG_INLINE},   {"email", EF_TAG_INLINE},
    {"font", EF_TAG_INLINE},    {"h1", EF_TAG_BREAK},       {"h2", EF_TAG_BREAK},
    {"h3", EF_TAG_BREAK},       {"hr", EF_TAG_BREAK},       {"i", EF_TAG_INLINE},
    {"img", EF_TAG_SPACE},      {"left", EF_TAG_BREAK},     {"list", EF_TAG_BREAK},
    {"noparse", EF_TAG_INLINE}, {"olist", EF_TAG_BREAK},    {"previewyoutube", EF_TAG_SPACE},
    {"quote", EF_TAG_BREAK},    {"right", EF_TAG_BREAK},    {"s", EF_TAG_INLINE},
    {"size", EF_TAG_INLINE},    {"spoiler", EF_TAG_INLINE}, {"strike", EF_TAG_INLINE},
    {"sub", EF_TAG_INLINE},     {"sup", EF_TAG_INLINE},     {"table", EF_TAG_BREAK},
    {"td", EF_TAG_SPACE},       {"th", EF_TAG_SPACE},       {"tr", EF_TAG_BREAK},
    {"u", EF_TAG_INLINE},       {"url", EF_TAG_INLINE},     {"youtube", EF_TAG_SPACE},
};

typedef struct entity {
    const char *name;
    uint32_t code_point;
} entity;

/* Spaces of all widths are plain spaces: what counts is where a word ends. */
static const entity entities[] = {
    {"AMP", '&'},       {"Aacute", 0xC1},   {"Acirc", 0xC2},   {"Agrave", 0xC0},
    {"Aring", 0xC5},    {"Atilde", 0xC3},   {"Auml", 0xC4},    {"Ccedil", 0xC7},
    {"Eacute", 0xC9},   {"Ecirc", 0xCA},    {"Egrave", 0xC8},  {"Euml", 0xCB},
    {"GT", '>'},        {"Iacute", 0xCD},   {"LT", '<'},       {"Ntilde", 0xD1},
    {"OElig", 0x152},   {"Oacute", 0xD3},   {"Oslash", 0xD8},  {"Ouml", 0xD6},
    {"QUOT", '"'},      {"Scaron", 0x160},  {"Uacute", 0xDA},  {"Uuml", 0xDC},
    {"aacute", 0xE1},   {"acirc", 0xE2},    {"acute", 0xB4},   {"aelig", 0xE6},
    {"agrave", 0xE0},   {"amp", '&'},       {"apos", '\''},    {"aring", 0xE5},
    {"atilde", 0xE3},   {"auml", 0xE4},     {"bdquo", 0x201E}, {"bull", 0x2022},
    {"ccedil", 0xE7},   {"cent", 0xA2},     {"copy", 0xA9},    {"deg", 0xB0},
    {"divide", 0xF7},   {"eacute", 0xE9},   {"ecirc", 0xEA},   {"egrave", 0xE8},
    {"emsp", ' '},      {"ensp", ' '},      {"euml", 0xEB},    {"euro", 0x20AC},
    {"frac12", 0xBD},   {"frac14", 0xBC},   {"frac34", 0xBE},  {"gt", '>'},
    {"hearts", 0x2665}, {"hellip", 0x2026}, {"iacute", 0xED},  {"icirc", 0xEE},
    {"iexcl", 0xA1},    {"igrave", 0xEC},   {"iquest", 0xBF},  {"iuml", 0xEF},
    {"laquo", 0xAB},    {"larr", 0x2190},   {"ldquo", 0x201C}, {"lsaquo", 0x2039},
    {"lsquo", 0x2018},  {"lt", '<'},        {"mdash", 0x2014}, {"micro", 0xB5},
    {"middot", 0xB7},   {"nbsp", ' '},      {"ndash", 0x2013}, {"ntilde", 0xF1},
    {"oacute", 0xF3},   {"ocirc", 0xF4},    {"oelig", 0x153},  {"ograve", 0xF2},
    {"ordf", 0xAA},     {"ordm", 0xBA},     {"oslash", 0xF8},  {"otilde", 0xF5},
    {"ouml", 0xF6},     {"para", 0xB6},     {"plusmn", 0xB1},  {"pound", 0xA3},
    {"quot", '"'},      {"raquo", 0xBB},    {"rarr", 0x2192},  {"rdquo", 0x201D},
    {"reg", 0xAE},      {"rsaquo", 0x203A}, {"rsquo", 0x2019}, {"sbquo", 0x201A},
    {"scaron", 0x161},  {"sect", 0xA7},     {"shy", 0xAD},     {"sup2", 0xB2},
    {"sup3", 0xB3},     {"szlig", 0xDF},    {"thinsp", ' '},   {"times", 0xD7},
    {"trade", 0x2122},  {"uacute", 0xFA},   {"ucirc", 0xFB},   {"ugrave", 0xF9},
    {"uuml", 0xFC},     {"yacute", 0xFD},   {"yen", 0xA5},     {"yuml", 0xFF},
    {"zwj", 0x200D},    {"zwnj", 0x200C},
};

enum { LONGEST_NAME = 16 };

static int compare_tag(const void *key, const void *item)
{
    return strcmp(key, ((const tag *)item)->name);
}

static int compare_entity(const void *key, const void *item)
{
    return strcmp(key, ((const entity *)item)->name);
}

static ef_tag_kind find_tag(const tag *tags, size_t count, ef_span name)
{
    char lower[LONGEST_NAME + 1];
    if (name.len == 0 || name.len > LONGEST_NAME)
        return EF_TAG_NONE;
    for (size_t i = 0; i < name.len; i++) {
        const char c = name.at[i];
        lower[i] = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
    }
    lower[name.len] = '\0';
    const tag *const found = bsearch(lower, tags, count, sizeof *tags, compare_tag);
    return found != NULL ? found->kind : EF_TAG_NONE;
}

ef_tag_kind ef_html_tag(ef_span name)
{
    return find_tag(html_tags, EF_COUNT(html_tags), name);
}

ef_tag_kind ef_bbcode_tag(ef_span name)
{
    return find_tag(bbcode_tags, EF_COUNT(bbcode_tags), name);
}

uint32_t ef_entity(ef_span name)
{
    char text[LONGEST_NAME + 1];
    if (name.len == 0 || name.len > LONGEST_NAME)
        return 0;
    memcpy(text, name.at, name.len);
    text[name.len] = '\0';
    const entity *const found =
        bsearch(text, entities, EF_COUNT(entities), sizeof *entities, compare_entity);
    return found != NULL ? found->code_point : 0;
}
