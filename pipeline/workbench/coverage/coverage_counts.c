#include "workbench/coverage/coverage_counts.h"

#include <stdlib.h>

#include "base/grow.h"
#include "tallies/tally.h"

/* ---- the vocabulary ---- */

/* Rules that a ^reference leads to are walked by themselves. */
static void mark_words(const ef_node *node, bool *in_rules)
{
    if (node->kind == EF_NODE_WORDS && node->n_atoms == 1)
        in_rules[node->atoms[0]] = true;
    for (size_t i = 0; i < node->n_children && node->kind != EF_NODE_TOPIC; i++)
        mark_words(node->children[i], in_rules);
}

bool ef_coverage_atoms_init(ef_coverage_atoms *atoms, const earful_model *model)
{
    const size_t n_atoms = ef_vocabulary_atoms(model->vocabulary);
    atoms->in_lexicon = calloc(n_atoms + 1, sizeof atoms->in_lexicon[0]);
    atoms->in_rules = calloc(n_atoms + 1, sizeof atoms->in_rules[0]);
    if (atoms->in_lexicon == NULL || atoms->in_rules == NULL)
        return false;
    for (size_t i = 0; i < model->lexicon.n_terms; i++) {
        const ef_term *const term = &model->lexicon.terms[i];
        if (term->n_atoms == 1 && term->type != EF_TERM_STOP)
            atoms->in_lexicon[term->atoms[0]] = true;
    }
    for (size_t i = 0; i < model->topics.n_rules; i++)
        mark_words(model->topics.rules[i].root, atoms->in_rules);
    return true;
}

void ef_coverage_atoms_fini(ef_coverage_atoms *atoms)
{
    free(atoms->in_lexicon);
    free(atoms->in_rules);
}

/* ---- counts ---- */

bool ef_coverage_counts_init(ef_coverage_counts *counts, const earful_model *model)
{
    *counts = (ef_coverage_counts){.model = model};
    ef_table_init(&counts->channels);
    counts->records_by_topic = calloc(model->topics.count + 1, sizeof(uint64_t));
    counts->seen = calloc(model->topics.count + 1, sizeof(uint64_t));
    counts->hits_by_rule = calloc(model->topics.n_rules + 1, sizeof(uint64_t));
    return counts->records_by_topic != NULL && counts->seen != NULL && counts->hits_by_rule != NULL;
}

void ef_coverage_counts_fini(ef_coverage_counts *counts)
{
    ef_table_fini(&counts->channels);
    free(counts->by_channel);
    free(counts->records_by_topic);
    free(counts->hits_by_rule);
    free(counts->seen);
    free(counts->in_hit);
}

static ef_caught *channel_at(ef_coverage_counts *counts, ef_span name)
{
    bool added = false;
    if (!ef_grow(&counts->by_channel, &counts->capacity, counts->channels.count + 1,
                 sizeof counts->by_channel[0]))
        return NULL;
    const uint32_t number = ef_table_add(&counts->channels, name, &added);
    if (number == EF_NONE)
        return NULL;
    if (added)
        counts->by_channel[number] = (ef_caught){0};
    return &counts->by_channel[number];
}

static void add_caught(ef_caught *sum, const ef_caught *more)
{
    sum->records += more->records;
    sum->with_topic += more->with_topic;
    sum->negative += more->negative;
    sum->negative_without_topic += more->negative_without_topic;
}

ef_caught ef_coverage_total(const ef_coverage_counts *counts)
{
    ef_caught total = {0};
    for (size_t i = 0; i < counts->channels.count; i++)
        add_caught(&total, &counts->by_channel[i]);
    return total;
}

bool ef_coverage_counts_merge(ef_coverage_counts *into, const ef_coverage_counts *from)
{
    for (uint32_t i = 0; i < from->channels.count; i++) {
        ef_caught *const channel = channel_at(into, ef_table_key(&from->channels, i));
        if (channel == NULL)
            return false;
        add_caught(channel, &from->by_channel[i]);
    }
    into->words.words += from->words.words;
    into->words.in_lexicon += from->words.in_lexicon;
    into->words.in_rules += from->words.in_rules;
    into->words.in_hits += from->words.in_hits;
    for (size_t i = 0; i < from->model->topics.count; i++)
        into->records_by_topic[i] += from->records_by_topic[i];
    for (size_t i = 0; i < from->model->topics.n_rules; i++)
        into->hits_by_rule[i] += from->hits_by_rule[i];
    return true;
}

/* ---- a block ---- */

static bool any_atom_in(const ef_resolved *resolved, uint32_t token, const bool *set)
{
    const ef_atoms atoms = ef_atoms_of(resolved, token);
    for (uint32_t i = 0; i < atoms.count; i++)
        if (set[atoms.at[i]])
            return true;
    return false;
}

static bool is_word(const ef_tokens *tokens, uint32_t token)
{
    return tokens->kind[token] == EF_WORD || tokens->kind[token] == EF_NUMBER ||
           tokens->kind[token] == EF_HASHTAG;
}

static void count_words(ef_coverage_counts *counts, const ef_coverage_atoms *atoms,
                        const ef_analysis *analysis, uint32_t document)
{
    ef_words_caught *const words = &counts->words;
    const ef_document_tokens *const range = &analysis->tokens.documents[document];
    for (uint32_t i = 0; i < range->n_tokens; i++) {
        const uint32_t token = range->first_token + i;
        if (!is_word(&analysis->tokens, token))
            continue;
        words->words++;
        words->in_lexicon += any_atom_in(&analysis->resolved, token, atoms->in_lexicon);
        words->in_rules += any_atom_in(&analysis->resolved, token, atoms->in_rules);
        words->in_hits += counts->in_hit[token];
    }
}

/* Marks the words of the block's hits, which may overlap, and credits their rules. */
static bool take_hits(ef_coverage_counts *counts, const ef_analysis *analysis)
{
    const ef_hits *const hits = &analysis->hits;
    const size_t n_tokens = analysis->tokens.count;
    if (!ef_grow(&counts->in_hit, &counts->in_hit_capacity, n_tokens + 1, sizeof counts->in_hit[0]))
        return false;
    memset(counts->in_hit, 0, n_tokens * sizeof counts->in_hit[0]);
    for (size_t i = 0; i < hits->n_topics; i++) {
        const ef_topic_hit *const hit = &hits->topics[i];
        counts->hits_by_rule[hit->rule]++;
        for (uint32_t token = hit->first_token; token <= hit->last_token; token++)
            counts->in_hit[token] = true;
    }
    return true;
}

/* Counts the record for each topic that its speakers' texts have; says whether there is one. */
static bool count_topics(ef_coverage_counts *counts, const ef_analysis *analysis,
                         const ef_record_info *record, ef_role speaker)
{
    const ef_hits *const hits = &analysis->hits;
    const uint32_t behind = record->first_document + record->n_documents;
    bool any = false;
    counts->serial++;
    for (size_t i = ef_first_topic_hit(hits, record->first_document);
         i < hits->n_topics && hits->topics[i].document < behind; i++) {
        const ef_topic_hit *const hit = &hits->topics[i];
        if (hit->guarded || !ef_speaks(&analysis->documents.items[hit->document], speaker))
            continue;
        any = true;
        counts->records_by_topic[hit->topic] += counts->seen[hit->topic] != counts->serial;
        counts->seen[hit->topic] = counts->serial;
    }
    return any;
}

static bool count_record(ef_coverage_counts *counts, const ef_coverage_atoms *atoms,
                         const ef_plan *plan, const ef_analysis *analysis,
                         const ef_record_info *record)
{
    const ef_documents *const documents = &analysis->documents;
    const ef_role speaker = ef_speaker_of(documents, record);
    const ef_score score = ef_score_of(analysis->model, documents, &analysis->tokens,
                                       &analysis->hits, record, speaker);
    const bool negative = score.label == EF_NEGATIVE;
    const bool with_topic = count_topics(counts, analysis, record, speaker);
    for (uint32_t i = 0; i < record->n_documents; i++)
        if (ef_speaks(&documents->items[record->first_document + i], speaker))
            count_words(counts, atoms, analysis, record->first_document + i);
    ef_caught *const channel =
        channel_at(counts, ef_channel_of(plan, &documents->items[record->first_document]));
    if (channel == NULL)
        return false;
    add_caught(channel, &(ef_caught){.records = 1,
                                     .with_topic = with_topic,
                                     .negative = negative,
                                     .negative_without_topic = negative && !with_topic});
    return true;
}

bool ef_coverage_counts_add(ef_coverage_counts *counts, const ef_coverage_atoms *atoms,
                            const ef_plan *plan, const ef_analysis *analysis)
{
    const ef_documents *const documents = &analysis->documents;
    if (!take_hits(counts, analysis))
        return false;
    for (size_t i = 0; i < documents->n_records; i++)
        if (documents->records[i].outcome == EF_SCORED &&
            !count_record(counts, atoms, plan, analysis, &documents->records[i]))
            return false;
    return true;
}
