#include "cli/options.h"

#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/command.h"
#include "cli/complain.h"

enum option_id {
#define OPTION(id, name, letter, argument, commands, help) OPTION_##id,
#include "cli/options.def"
#undef OPTION
    N_OPTIONS
};

const option_info option_table[] = {
#define OPTION(id, name, letter, argument, commands, help) {name, letter, argument, commands, help},
#include "cli/options.def"
#undef OPTION
};

const size_t n_options = N_OPTIONS;

static void push(string_list *list, const char *text)
{
    if (list->count == list->capacity) {
        const size_t capacity = list->capacity * 2 + 8;
        const char **const items = realloc(list->items, capacity * sizeof items[0]);
        if (items == NULL)
            run_out_of_memory();
        list->items = items;
        list->capacity = capacity;
    }
    list->items[list->count++] = text;
}

static bool bad_value(enum option_id id, const char *value)
{
    complain("--%s takes %s, not '%s'; see earful help", option_table[id].name,
             option_table[id].argument, value);
    return false;
}

/* A decimal number written with a dot, whatever the locale: the program never calls setlocale. */
static bool parse_number(enum option_id id, const char *text, double low, double high, double *out)
{
    char *end = NULL;
    errno = 0;
    *out = strtod(text, &end);
    if (errno != 0 || end == text || *end != '\0' || !(*out >= low && *out <= high))
        return bad_value(id, text);
    return true;
}

static bool parse_whole(enum option_id id, const char *text, uint64_t low, uint64_t high,
                        uint64_t *out)
{
    char *end = NULL;
    errno = 0;
    *out = strtoull(text, &end, 10);
    if (errno != 0 || end == text || *end != '\0' || text[0] == '-' || *out < low || *out > high)
        return bad_value(id, text);
    return true;
}

/* 1024, 64K, 512M, 2G. */
static bool parse_size(enum option_id id, const char *text, uint64_t *out)
{
    static const char units[] = "KMG";
    char *end = NULL;
    errno = 0;
    *out = strtoull(text, &end, 10);
    const char *const unit = *end != '\0' ? strchr(units, *end) : NULL;
    if (errno != 0 || end == text || text[0] == '-' || (*end != '\0' && (unit == NULL || end[1])))
        return bad_value(id, text);
    const unsigned shift = unit != NULL ? 10 * (unsigned)(unit - units + 1) : 0;
    if (*out > (UINT64_MAX >> shift))
        return bad_value(id, text);
    *out <<= shift;
    return true;
}

static bool parse_period(const char *text, earful_period *out)
{
    static const char *const names[] = {"hour", "day", "week", "month", "quarter"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (strcmp(text, names[i]) == 0) {
            *out = (earful_period)(EARFUL_HOUR + i);
            return true;
        }
    complain("--period takes hour, day, week, month or quarter, not '%s'", text);
    return false;
}

static bool parse_sentiment(const char *text, earful_sentiment *out)
{
    *out = strcmp(text, "vader") == 0 ? EARFUL_VADER : EARFUL_OWN_SENTIMENT;
    return *out == EARFUL_VADER || strcmp(text, "earful") == 0 || bad_value(OPTION_SENTIMENT, text);
}

static bool split_by(cli_options *out, const char *text)
{
    free(out->by_text);
    out->by.count = 0;
    out->by_text = strdup(text);
    if (out->by_text == NULL)
        run_out_of_memory();
    for (char *name = out->by_text; name != NULL;) {
        char *const comma = strchr(name, ',');
        if (comma != NULL)
            *comma = '\0';
        if (*name == '\0')
            return bad_value(OPTION_BY, text);
        push(&out->by, name);
        name = comma != NULL ? comma + 1 : NULL;
    }
    return true;
}

/* Where a whole number goes, and its range. */
typedef struct count_slot {
    uint64_t low, high;
    unsigned *small; /* one of these two */
    size_t *large;
} count_slot;

static count_slot count_slot_of(cli_options *out, enum option_id id)
{
    earful_learn_options *const learn = &out->learn;
    switch ((int)id) { /* the others count nothing */
    case OPTION_BATCH_BYTES: return (count_slot){1, 1 << 30, NULL, &out->engine.batch_bytes};
    case OPTION_THREADS: return (count_slot){1, 256, &out->engine.threads, NULL};
    case OPTION_MOST: return (count_slot){0, 10000, NULL, &out->most};
    case OPTION_WIDTH: return (count_slot){1, 1000, NULL, &out->width};
    case OPTION_BOOTSTRAPS: return (count_slot){1, 100000, &out->eval.bootstraps, NULL};
    case OPTION_WORDS: return (count_slot){1, 1000000, NULL, &learn->words};
    case OPTION_PHRASES: return (count_slot){1, 1000000, NULL, &learn->phrases};
    case OPTION_EVIDENCE: return (count_slot){1, 1000000, &learn->least_records, NULL};
    case OPTION_SOURCES: return (count_slot){1, 1000000, &learn->least_inputs, NULL};
    case OPTION_FOLDS: return (count_slot){1, 1000000, &learn->folds, NULL};
    default: return (count_slot){0};
    }
}

static bool set_count(const count_slot *slot, enum option_id id, const char *value)
{
    uint64_t whole = 0;
    if (!parse_whole(id, value, slot->low, slot->high, &whole))
        return false;
    if (slot->small != NULL)
        *slot->small = (unsigned)whole;
    else
        *slot->large = (size_t)whole;
    return true;
}

static bool set_number(cli_options *out, enum option_id id, const char *value)
{
    const count_slot slot = count_slot_of(out, id);
    if (slot.high > 0)
        return set_count(&slot, id, value);
    switch ((int)id) { /* most options are told apart by the tables above */
    case OPTION_STIFFNESS: return parse_number(id, value, 1e-3, 1e6, &out->learn.stiffness);
    case OPTION_MAX_MEMORY: return parse_size(id, value, &out->engine.max_memory);
    case OPTION_SAMPLE: return parse_number(id, value, 0, 1, &out->engine.sample);
    case OPTION_MAX_CELLS: return parse_whole(id, value, 1, UINT32_MAX / 2, &out->engine.max_cells);
    case OPTION_GOLD_THRESHOLD:
        return parse_number(id, value, 1e-9, 1000, &out->eval.gold_threshold);
    case OPTION_MAX_BAD: return parse_number(id, value, 0, 100, &out->max_bad);
    default: return false;
    }
}

static bool set_flag(cli_options *out, enum option_id id)
{
    bool *const flags[N_OPTIONS] = {[OPTION_LONG] = &out->engine.long_windows,
                                    [OPTION_ANY_LANGUAGE] = &out->engine.any_language,
                                    [OPTION_DROP_DUPLICATES] = &out->engine.drop_duplicates,
                                    [OPTION_ALLOW_REPEAT] = &out->engine.allow_repeat,
                                    [OPTION_UNIQUE] = &out->engine.unique,
                                    [OPTION_CALIBRATE] = &out->eval.calibrate,
                                    [OPTION_FORCE] = &out->force,
                                    [OPTION_STRICT] = &out->strict,
                                    [OPTION_PROGRESS] = &out->progress,
                                    [OPTION_QUIET] = &out->quiet,
                                    [OPTION_HELP] = &out->help,
                                    [OPTION_VERSION] = &out->version};
    if (flags[id] == NULL)
        return false;
    *flags[id] = true;
    return true;
}

static bool set_text(cli_options *out, enum option_id id, const char *value)
{
    const char **const texts[N_OPTIONS] = {[OPTION_MODEL] = &out->model.directory,
                                           [OPTION_LANGUAGE] = &out->model.language,
                                           [OPTION_PRESET] = &out->engine.preset,
                                           [OPTION_RECORDS] = &out->engine.records,
                                           [OPTION_TURNS] = &out->engine.turns,
                                           [OPTION_CHANNEL] = &out->engine.channel,
                                           [OPTION_SCALE] = &out->engine.scale,
                                           [OPTION_WHERE] = &out->engine.where,
                                           [OPTION_TZ] = &out->engine.tz,
                                           [OPTION_INTO] = &out->into,
                                           [OPTION_OUTPUT] = &out->output,
                                           [OPTION_FORMAT] = &out->format,
                                           [OPTION_REJECTS] = &out->rejects,
                                           [OPTION_LABELS] = &out->eval.map,
                                           [OPTION_VADER_LEXICON] = &out->model.vader_lexicon,
                                           [OPTION_VADER_EMOJI] = &out->model.vader_emoji};
    if (texts[id] == NULL)
        return false;
    *texts[id] = value;
    return true;
}

static bool apply(cli_options *out, enum option_id id, const char *value)
{
    if (option_table[id].argument == NULL)
        return set_flag(out, id);
    if (set_text(out, id, value))
        return true;
    switch ((int)id) { /* most options are told apart by the tables above */
    case OPTION_PACK: push(&out->packs, value); break;
    case OPTION_LEXICON: push(&out->lexicons, value); break;
    case OPTION_TOPICS: push(&out->topics, value); break;
    case OPTION_MAP: push(&out->maps, value); break;
    case OPTION_BY: return split_by(out, value);
    case OPTION_SENTIMENT: return parse_sentiment(value, &out->model.sentiment);
    case OPTION_PERIOD: return parse_period(value, &out->engine.period);
    default: return set_number(out, id, value);
    }
    return true;
}

/* getopt's own tables, from ours. */
typedef struct getopt_tables {
    struct option longs[N_OPTIONS + 1];
    char letters[2 * N_OPTIONS + 2];
} getopt_tables;

static void fill_tables(getopt_tables *tables)
{
    size_t n = 0;
    tables->letters[n++] = ':'; /* we complain, not getopt */
    for (size_t i = 0; i < N_OPTIONS; i++) {
        const option_info *const info = &option_table[i];
        tables->longs[i] =
            (struct option){.name = info->name,
                            .has_arg = info->argument != NULL ? required_argument : no_argument,
                            .val = 256 + (int)i};
        if (info->letter != 0)
            tables->letters[n++] = (char)info->letter;
        if (info->letter != 0 && info->argument != NULL)
            tables->letters[n++] = ':';
    }
    tables->longs[N_OPTIONS] = (struct option){0};
    tables->letters[n] = '\0';
}

static void complain_unknown(const char *word)
{
    const char *names[N_OPTIONS];
    for (size_t i = 0; i < N_OPTIONS; i++)
        names[i] = option_table[i].name;
    const char *const near =
        strncmp(word, "--", 2) == 0 ? did_you_mean(word + 2, names, N_OPTIONS) : NULL;
    if (near != NULL)
        complain("there is no option '%s'; did you mean --%s?", word, near);
    else
        complain("there is no option '%s'; see earful help", word);
}

static int id_of(int found)
{
    if (found >= 256)
        return found - 256;
    for (size_t i = 0; i < N_OPTIONS; i++)
        if (option_table[i].letter == found)
            return (int)i;
    return -1;
}

static bool parse_arguments(int argc, char **argv, cli_options *out)
{
    getopt_tables tables;
    fill_tables(&tables);
    opterr = 0;
    for (int found; (found = getopt_long(argc, argv, tables.letters, tables.longs, NULL)) != -1;) {
        if (found == ':') {
            complain("option '%s' needs a value", argv[optind - 1]);
            return false;
        }
        const int id = found == '?' ? -1 : id_of(found);
        if (id < 0) {
            complain_unknown(argv[optind - 1]);
            return false;
        }
        if ((option_table[id].commands & (unsigned)out->command->bit) == 0) {
            complain("earful %s has no option --%s; see earful help %s", out->command->name,
                     option_table[id].name, out->command->name);
            return false;
        }
        if (!apply(out, (enum option_id)id, optarg))
            return false;
    }
    for (int i = optind; i < argc; i++)
        push(&out->arguments, argv[i]);
    return true;
}

bool parse_options(int argc, char **argv, cli_options *out)
{
    earful_options_init(&out->engine);
    out->max_bad = 1;
    out->most = SIZE_MAX;
    out->width = 40;
    out->argc = argc;
    out->argv = (const char *const *)argv;
    if (!parse_arguments(argc, argv, out))
        return false;
    if (out->model.sentiment != EARFUL_VADER &&
        (out->model.vader_lexicon != NULL || out->model.vader_emoji != NULL)) {
        complain("--vader-lexicon and --vader-emoji need --sentiment vader");
        return false;
    }
    out->model.packs = out->packs.items;
    out->model.n_packs = out->packs.count;
    out->model.lexicons = out->lexicons.items;
    out->model.n_lexicons = out->lexicons.count;
    out->model.topics = out->topics.items;
    out->model.n_topics = out->topics.count;
    out->engine.maps = out->maps.items;
    out->engine.n_maps = out->maps.count;
    out->engine.by = out->by.items;
    out->engine.n_by = out->by.count;
    return true;
}

void free_options(cli_options *self)
{
    string_list *const lists[] = {&self->packs, &self->lexicons, &self->topics,
                                  &self->maps,  &self->by,       &self->arguments};
    for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++)
        free(lists[i]->items);
    free(self->by_text);
}
