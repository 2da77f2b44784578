/* Causes: the lines of the two models' files that made a record flip. A label flips because a term
 * counted in one model that the other does not have like this; a topic because a rule of it hit.
 * When all lines are the same, settings or spelling are to blame. */
#include <stddef.h>
#include <stdlib.h>

#include "workbench/diff/diff.h"

enum { MOST_CAUSES = 12, MOST_TERMS = 256 };

typedef struct cause_writer {
    const ef_flipper *flipper;
    ef_buffer *out;
    size_t count;
} cause_writer;

static void write_cause(cause_writer *to, int side, const char *file, uint32_t line,
                        const ef_buffer *what)
{
    ef_buffer *const out = to->out;
    if (to->count == MOST_CAUSES)
        return;
    if (to->flipper->ndjson) {
        ef_buffer_add_format(out, "%s{\"model\":\"%c\",\"file\":", to->count > 0 ? "," : "",
                             "ab"[side]);
        ef_buffer_add_json(out, ef_span_of(file));
        ef_buffer_add_format(out, ",\"line\":%u,\"what\":", line);
        ef_buffer_add_json(out, ef_buffer_span(what));
        ef_buffer_add_char(out, '}');
    } else {
        ef_buffer_add_format(out, "      %c %s:%u ", "ab"[side], file, line);
        ef_snippet_clean(ef_buffer_span(what), out);
        ef_buffer_add_char(out, '\n');
    }
    to->count++;
}

/* The terms that had a say in the record, each once. */
typedef struct term_set {
    const earful_model *model;
    uint32_t items[MOST_TERMS];
    size_t count;
} term_set;

static void add_term(term_set *set, uint32_t term)
{
    for (size_t i = 0; i < set->count; i++) {
        if (set->items[i] == term)
            return;
    }
    if (set->count < MOST_TERMS)
        set->items[set->count++] = term;
}

static bool stands_at(const ef_resolved *resolved, const ef_term *term, uint32_t first,
                      uint32_t last)
{
    if (term->n_atoms != last - first + 1)
        return false;
    for (uint32_t i = 0; i < term->n_atoms; i++) {
        if (!ef_has_atom(resolved, first + i, term->atoms[i]))
            return false;
    }
    return true;
}

/* The shifters that end at a token. */
static void add_shifters(term_set *set, const ef_analysis *analysis, uint32_t last)
{
    const ef_resolved *const resolved = &analysis->resolved;
    const ef_lexicon *const lexicon = &set->model->lexicon;
    const uint32_t begin = analysis->tokens.sentences[analysis->tokens.sentence[last]].first_token;
    for (uint32_t first = last; first + EF_MAX_TERM_WORDS > last; first--) {
        const ef_atoms atoms = ef_atoms_of(resolved, first);
        for (uint32_t i = 0; i < atoms.count; i++) {
            const uint32_t atom = atoms.at[i];
            for (uint32_t t = lexicon->first[atom]; t < lexicon->first[atom + 1]; t++) {
                const uint32_t number = lexicon->by_atom[t];
                const ef_term *const term = &lexicon->terms[number];
                if (term->lane != EF_LANE_OPINION && stands_at(resolved, term, first, last))
                    add_term(set, number);
            }
        }
        if (first == begin)
            return;
    }
}

static void collect_terms(term_set *set, const ef_flipper *flipper, int side)
{
    const ef_trace *const trace = &flipper->traces[side];
    *set = (term_set){.model = flipper->models[side]};
    for (size_t i = 0; i < trace->count; i++) {
        if (trace->steps[i].term != EF_NONE)
            add_term(set, trace->steps[i].term);
        if (trace->steps[i].by != EF_NONE)
            add_shifters(set, &flipper->own[side], trace->steps[i].by);
    }
}

static bool same_conditions(const ef_rule *a, const ef_rule *b)
{
    if (a == NULL || b == NULL)
        return a == b;
    ef_buffer texts[2] = {0};
    ef_node_print(a->root, &texts[0]);
    ef_node_print(b->root, &texts[1]);
    const bool same = ef_span_equal(ef_buffer_span(&texts[0]), ef_buffer_span(&texts[1]));
    ef_buffer_fini(&texts[0]);
    ef_buffer_fini(&texts[1]);
    return same;
}

static bool same_terms(const ef_term *a, const ef_term *b)
{
    return a->type == b->type && a->valence == b->valence && a->has_negated == b->has_negated &&
           (!a->has_negated || a->negated == b->negated) && ef_span_equal(a->text, b->text) &&
           same_conditions(a->condition, b->condition);
}

static bool has_term(const term_set *set, const ef_term *wanted)
{
    for (size_t i = 0; i < set->count; i++) {
        if (same_terms(&set->model->lexicon.terms[set->items[i]], wanted))
            return true;
    }
    return false;
}

static void write_terms(cause_writer *to, int side, const term_set *set, const term_set *other)
{
    ef_buffer what = {0};
    for (size_t i = 0; i < set->count; i++) {
        const ef_term *const term = &set->model->lexicon.terms[set->items[i]];
        if (has_term(other, term))
            continue;
        ef_buffer_reset(&what);
        ef_buffer_add_span(&what, term->text);
        ef_buffer_add_format(&what, ", %s", ef_term_type_name(term->type));
        if (term->lane == EF_LANE_OPINION || term->lane == EF_LANE_SHIFT) {
            ef_buffer_add_char(&what, ' ');
            ef_buffer_add_fixed4(&what, term->valence);
        }
        write_cause(to, side, term->file, term->line, &what);
    }
    to->out->failed = to->out->failed || what.failed;
    ef_buffer_fini(&what);
}

static bool same_rules(const ef_rule *a, const ef_rule *b)
{
    return a->scope == b->scope && a->first_n == b->first_n && a->guarded == b->guarded &&
           same_conditions(a, b);
}

/* Whether the other model has this rule, too, and something else kept it from hitting. */
static bool is_unchanged(const ef_flipper *flipper, int side, const ef_rule *rule)
{
    const ef_both_topics *const topics = flipper->topics;
    const uint32_t number = topics->number[side][rule->topic];
    const ef_topics *const other = &flipper->models[1 - side]->topics;
    for (size_t i = 0; i < other->n_rules; i++) {
        if (topics->number[1 - side][other->rules[i].topic] == number &&
            same_rules(rule, &other->rules[i]))
            return true;
    }
    return false;
}

/* Rules whose unguarded hits made a topic that only this side found; each once. */
static void write_rules(cause_writer *to, int side)
{
    const ef_flipper *const flipper = to->flipper;
    const ef_both_topics *const topics = flipper->topics;
    const ef_hits *const hits = &flipper->own[side].hits;
    uint32_t written[MOST_CAUSES];
    size_t n_written = 0;
    ef_buffer what = {0};
    for (size_t i = 0; i < hits->n_topics && n_written < MOST_CAUSES; i++) {
        const ef_topic_hit *const hit = &hits->topics[i];
        const uint32_t number = topics->number[side][hit->topic];
        bool known = hit->guarded || flipper->seen[1 - side][number] == flipper->turn;
        for (size_t j = 0; j < n_written && !known; j++)
            known = written[j] == hit->rule;
        if (known)
            continue;
        const ef_rule *const rule = &flipper->models[side]->topics.rules[hit->rule];
        written[n_written++] = hit->rule;
        ef_buffer_reset(&what);
        ef_buffer_add_span(&what, topics->paths[number]);
        if (is_unchanged(flipper, side, rule))
            ef_buffer_add_format(&what, " (%c has this rule, too)", "ba"[side]);
        write_cause(to, side, rule->file, rule->line, &what);
    }
    to->out->failed = to->out->failed || what.failed;
    ef_buffer_fini(&what);
}

/* All numbers of the settings stand together. */
static bool same_settings(const ef_settings *a, const ef_settings *b)
{
    const size_t start = offsetof(ef_settings, positive_threshold);
    const size_t end = offsetof(ef_settings, small_n) + sizeof a->small_n;
    return memcmp((const char *)a + start, (const char *)b + start, end - start) == 0;
}

static void write_files(cause_writer *to)
{
    const ef_flipper *const flipper = to->flipper;
    const bool settings =
        !same_settings(&flipper->models[0]->settings, &flipper->models[1]->settings);
    ef_buffer what = {0};
    ef_buffer_add_text(&what, settings ? "the settings differ" : "the spelling differs");
    write_cause(to, EF_SIDE_B, settings ? "model.ini" : "spelling.csv", 1, &what);
    ef_buffer_fini(&what);
}

void ef_write_causes(const ef_flipper *flipper, bool label, bool topics, ef_buffer *out)
{
    cause_writer to = {.flipper = flipper, .out = out};
    if (topics) {
        write_rules(&to, EF_SIDE_A);
        write_rules(&to, EF_SIDE_B);
    }
    const size_t before = to.count;
    if (label) {
        term_set sets[EF_SIDES];
        for (int s = 0; s < EF_SIDES; s++)
            collect_terms(&sets[s], flipper, s);
        write_terms(&to, EF_SIDE_A, &sets[0], &sets[1]);
        write_terms(&to, EF_SIDE_B, &sets[1], &sets[0]);
        if (to.count == before)
            write_files(&to);
    }
}
