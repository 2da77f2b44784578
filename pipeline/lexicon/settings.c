#include "lexicon/settings.h"

#include <stddef.h>

#include "base/buffer.h"
#include "base/nearest.h"
#include "lexicon/well_formed.h"

typedef enum setting_kind {
    SHARE, /* a decimal number, held in ten-thousandths */
    COUNT, /* a whole number, held as it is */
    TEXT,
    LANGUAGE,
    LANGUAGES
} setting_kind;

typedef struct setting {
    const char *key;
    setting_kind kind;
    size_t offset; /* in ef_settings */
    int32_t least; /* in the unit that is held */
    int32_t most;
    int32_t usual;
} setting;

#define FIELD(name) #name, .offset = offsetof(ef_settings, name)

static const setting settings_known[] = {
    {.key = FIELD(name), .kind = TEXT},
    {.key = FIELD(language), .kind = LANGUAGE},
    {.key = FIELD(languages), .kind = LANGUAGES},
    {.key = FIELD(positive_threshold), .least = 0, .most = EF_UNIT, .usual = 500},
    {.key = FIELD(negative_threshold), .least = -EF_UNIT, .most = 0, .usual = -500},
    {.key = FIELD(mixed_threshold), .least = 0, .most = EF_UNIT, .usual = 2000},
    {.key = FIELD(negation_window), .kind = COUNT, .least = 0, .most = 20, .usual = 4},
    {.key = FIELD(negation_back), .kind = COUNT, .least = 0, .most = 20, .usual = 0},
    {.key = FIELD(negation_factor), .least = -2 * EF_UNIT, .most = 2 * EF_UNIT, .usual = -7400},
    {.key = FIELD(booster_window), .kind = COUNT, .least = 0, .most = 20, .usual = 3},
    {.key = FIELD(caps_boost), .least = 0, .most = 3 * EF_UNIT, .usual = 2500},
    {.key = FIELD(elongation_boost), .least = 0, .most = 3 * EF_UNIT, .usual = 1500},
    {.key = FIELD(exclamation_boost), .least = 0, .most = 3 * EF_UNIT, .usual = 800},
    {.key = FIELD(exclamation_limit), .kind = COUNT, .least = 0, .most = 20, .usual = 3},
    {.key = FIELD(question_damp), .least = 0, .most = 3 * EF_UNIT, .usual = 8000},
    {.key = FIELD(question_objectivity), .least = -4 * EF_UNIT, .most = 4 * EF_UNIT, .usual = 6000},
    {.key = FIELD(link_objectivity), .least = -4 * EF_UNIT, .most = 4 * EF_UNIT, .usual = 7000},
    {.key = FIELD(contrast_before), .least = 0, .most = 3 * EF_UNIT, .usual = 6000},
    {.key = FIELD(contrast_after), .least = 0, .most = 3 * EF_UNIT, .usual = 13000},
    {.key = FIELD(request_damp), .least = 0, .most = 3 * EF_UNIT, .usual = 5000},
    {.key = FIELD(squash), .least = EF_UNIT, .most = 10000 * EF_UNIT, .usual = 15 * EF_UNIT},
    {.key = FIELD(small_n), .kind = COUNT, .least = 0, .most = 1000000, .usual = 30},
};

enum { KNOWN = EF_COUNT(settings_known) };

/* The line that is read, and where on it the value begins. */
typedef struct position {
    const char *name;
    uint32_t line;
    uint32_t column;
} position;

static int32_t *number_of(ef_settings *settings, const setting *wanted)
{
    return (int32_t *)(void *)((char *)settings + wanted->offset);
}

static ef_span *text_of(ef_settings *settings, const setting *wanted)
{
    return (ef_span *)(void *)((char *)settings + wanted->offset);
}

static bool is_number(const setting *wanted)
{
    return wanted->kind == SHARE || wanted->kind == COUNT;
}

bool ef_decimal_parse(ef_span text, int32_t *ten_thousandths)
{
    const bool negative = text.len > 0 && text.at[0] == '-';
    if (negative || (text.len > 0 && text.at[0] == '+'))
        text = ef_span_make(text.at + 1, text.len - 1);
    int64_t sum = 0;
    size_t digits = 0;
    int places = -1; /* behind the dot; -1 before it */
    for (size_t i = 0; i < text.len; i++) {
        if (text.at[i] == '.' && places < 0) {
            places = 0;
            continue;
        }
        const int digit = text.at[i] - '0';
        if (digit < 0 || digit > 9)
            return false;
        digits++;
        if (places < 4)
            sum = sum * 10 + digit;
        else if (places == 4)
            sum += digit >= 5; /* the fifth place decides, whatever follows it */
        if (sum > (int64_t)INT32_MAX * EF_UNIT)
            return false;
        if (places >= 0 && places < 5)
            places++;
    }
    if (digits == 0)
        return false;
    for (int i = places < 0 ? 0 : places; i < 4; i++)
        sum *= 10;
    if (sum > INT32_MAX)
        return false;
    *ten_thousandths = (int32_t)(negative ? -sum : sum);
    return true;
}

static bool read_number(const setting *wanted, ef_span value, int32_t *number)
{
    if (wanted->kind == SHARE)
        return ef_decimal_parse(value, number) && *number >= wanted->least &&
               *number <= wanted->most;
    long long whole = 0;
    if (!ef_span_to_int(value, &whole) || whole < wanted->least || whole > wanted->most)
        return false;
    *number = (int32_t)whole;
    return true;
}

static earful_status set_number(ef_settings *settings, const setting *wanted, const position *place,
                                ef_span value, earful_error *err)
{
    if (read_number(wanted, value, number_of(settings, wanted)))
        return EARFUL_OK;
    const int unit = wanted->kind == SHARE ? EF_UNIT : 1;
    return ef_fail_at(err, EARFUL_MODEL, place->name, place->line, place->column,
                      "%s is a %snumber from %d to %d, not `%.*s`", wanted->key,
                      wanted->kind == COUNT ? "whole " : "", wanted->least / unit,
                      wanted->most / unit, (int)value.len, value.at);
}

/* A primary subtag of BCP 47: two to eight lower-case letters. */
static bool is_language(ef_span text)
{
    for (size_t i = 0; i < text.len; i++)
        if (text.at[i] < 'a' || text.at[i] > 'z')
            return false;
    return text.len >= 2 && text.len <= 8;
}

static bool are_languages(ef_span text)
{
    while (text.len > 0) {
        size_t len = 0;
        while (len < text.len && text.at[len] != ' ' && text.at[len] != ',')
            len++;
        if (len > 0 && !is_language(ef_span_make(text.at, len)))
            return false;
        len += len < text.len;
        text = ef_span_make(text.at + len, text.len - len);
    }
    return true;
}

static earful_status set_text(ef_settings *settings, ef_arena *arena, const setting *wanted,
                              const position *place, ef_span value, earful_error *err)
{
    if ((wanted->kind == LANGUAGE && !is_language(value)) ||
        (wanted->kind == LANGUAGES && (value.len == 0 || !are_languages(value))))
        return ef_fail_at(err, EARFUL_MODEL, place->name, place->line, place->column,
                          "`%.*s` is no language code; write it as `en`, in lower case",
                          (int)value.len, value.at);
    *text_of(settings, wanted) = ef_arena_span(arena, value);
    return EARFUL_OK;
}

static earful_status unknown_key(const position *place, ef_span key, earful_error *err)
{
    const char *names[KNOWN];
    ef_buffer list = {0};
    for (size_t i = 0; i < KNOWN; i++) {
        names[i] = settings_known[i].key;
        ef_buffer_add_text(&list, i > 0 ? ", " : "");
        ef_buffer_add_text(&list, names[i]);
    }
    const char *const near = ef_nearest_name(key, names, KNOWN);
    if (near != NULL)
        ef_fail_at(err, EARFUL_MODEL, place->name, place->line, 1,
                   "no setting `%.*s`; did you mean `%s`", (int)key.len, key.at, near);
    else
        ef_fail_at(err, EARFUL_MODEL, place->name, place->line, 1,
                   "no setting `%.*s`; there are %.*s", (int)key.len, key.at, (int)list.len,
                   list.failed ? "" : list.at);
    ef_buffer_fini(&list);
    return EARFUL_MODEL;
}

static earful_status read_line(ef_settings *settings, ef_arena *arena, bool seen[KNOWN],
                               position *place, ef_span line, earful_error *err)
{
    ef_span value = line;
    const ef_span key = ef_span_trim(ef_span_cut(&value, '='));
    if (value.at == NULL || key.len == 0)
        return ef_fail_at(err, EARFUL_MODEL, place->name, place->line, 1,
                          "a line reads `key = value`; a comment begins with #");
    value = ef_span_trim(value);
    place->column = value.len > 0 ? (uint32_t)(value.at - line.at + 1) : 1;
    size_t i = 0;
    while (i < KNOWN && !ef_span_is(key, settings_known[i].key))
        i++;
    if (i == KNOWN)
        return unknown_key(place, key, err);
    if (seen[i])
        return ef_fail_at(err, EARFUL_MODEL, place->name, place->line, 1, "%s is set twice",
                          settings_known[i].key);
    seen[i] = true;
    if (is_number(&settings_known[i]))
        return set_number(settings, &settings_known[i], place, value, err);
    return set_text(settings, arena, &settings_known[i], place, value, err);
}

static void set_defaults(ef_settings *settings)
{
    *settings = (ef_settings){.name = EF_SPAN("unnamed")};
    for (size_t i = 0; i < KNOWN; i++)
        if (is_number(&settings_known[i]))
            *number_of(settings, &settings_known[i]) = settings_known[i].usual;
}

earful_status ef_settings_parse(ef_settings *settings, ef_arena *arena, const char *name,
                                ef_span bytes, earful_error *err)
{
    set_defaults(settings);
    bytes = ef_skip_byte_order_mark(bytes);
    if (ef_check_utf8(name, bytes, err) != EARFUL_OK)
        return EARFUL_MODEL;
    bool seen[KNOWN] = {false};
    position place = {.name = name};
    while (bytes.len > 0) {
        const ef_span line = ef_span_cut(&bytes, '\n');
        const ef_span text = ef_span_trim(line);
        place.line++;
        if (text.len == 0 || text.at[0] == '#' || text.at[0] == ';')
            continue;
        const earful_status status = read_line(settings, arena, seen, &place, line, err);
        if (status != EARFUL_OK)
            return status;
    }
    if (arena->failed)
        return ef_fail_memory(err);
    if (settings->language.len == 0)
        return ef_fail_at(err, EARFUL_MODEL, name, place.line + 1, 1,
                          "no language is set; add a line such as `language = en`");
    if (settings->languages.len == 0)
        settings->languages = settings->language;
    return EARFUL_OK;
}
