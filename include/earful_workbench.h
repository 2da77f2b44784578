/* earful's workbench: what an analyst runs on a model. A second header, so that the engine's stays
 * small; the conventions (errors, sinks, options, who owns what, threads) are those of earful.h.
 *
 * Each tool reads, looks, and writes its findings to a sink: text for people, or one NDJSON object a
 * line for programs. What it writes is the same for any thread count and order of inputs. Tools
 * block until they are done and use options->threads threads. */
#ifndef EARFUL_WORKBENCH_H
#define EARFUL_WORKBENCH_H

#include "earful.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Where findings go. */
typedef struct earful_report {
    const earful_sink *sink;
    bool ndjson; /* instead of text */
} earful_report;

/* What a tool found; what is good enough is the caller's decision. */
typedef struct earful_findings {
    uint64_t errors;
    uint64_t warnings;
    uint64_t checked; /* rows, examples, records or labels that were looked at */
} earful_findings;

/* ---- the model by itself -------------------------------------------------------------------- */

/* Errors and warnings of a model's files, each with file:line:column and a remedy: all of them, not
 * only the first. A model that cannot be compiled is a finding, not a failure. */
EARFUL_API earful_status earful_lint(const earful_model_options *options, earful_report report,
                                     earful_findings *findings, earful_error *err);

/* The examples and counters inside topics.csv: an example must fire its row's topic, a counter must
 * not. errors counts those that do not hold. */
EARFUL_API earful_status earful_check(const earful_model_options *options, earful_report report,
                                      earful_findings *findings, earful_error *err);

/* Reads a foreign lexicon and writes a model directory: form is "vader", "afinn", "liwc",
 * "quanteda" or "sentistrength". EARFUL_USAGE for another form or a directory that is not empty. */
EARFUL_API earful_status earful_import(const char *form, const char *path, const char *directory,
                                       earful_findings *findings, earful_error *err);

/* ---- the model on data ---------------------------------------------------------------------- */

/* The inputs of a tool, and how they are read. */
typedef struct earful_corpus {
    const earful_options *options;
    const earful_input *inputs;
    size_t n_inputs;
    earful_counts *counts; /* filled when not NULL: how the records of the inputs ended */
} earful_corpus;

/* A rule before it is in the model: how many records and mentions it hits, `most` hits and as many
 * near misses (sentences that hold a word it needs and do not match), highlighted, chosen by hash of
 * content. Of inputs larger than some megabytes a sample is read, which the report says. EARFUL_MODEL
 * with path "rule" and the column when the rule is wrong. */
EARFUL_API earful_status earful_try(const earful_model_options *options, const char *rule,
                                    earful_corpus corpus, size_t most, earful_report report,
                                    earful_error *err);

/* The hits of a rule in their context, aligned on the hit, `width` characters on either side. */
EARFUL_API earful_status earful_concordance(const earful_model_options *options, const char *rule,
                                            earful_corpus corpus, size_t most, size_t width,
                                            earful_report report, earful_error *err);

/* What the model catches and misses: shares of records, of negative records and of words; rules that
 * never fire; topics that fire on more than a fifth of the records. */
EARFUL_API earful_status earful_coverage(const earful_model *model, earful_corpus corpus,
                                         earful_report report, earful_findings *findings,
                                         earful_error *err);

/* What each rule costs: how often it was tried, how often it matched, and its share of the matcher's
 * work in counted steps, never in seconds. */
EARFUL_API earful_status earful_profile(const earful_model *model, earful_corpus corpus,
                                        earful_report report, earful_error *err);

typedef struct earful_eval_options {
    const char *map;       /* JSON file: gold topic -> predicted topics; NULL = names are equal */
    double gold_threshold; /* a score of this is positive, of -this negative; 0 = 0.5 */
    unsigned bootstraps;   /* resamples for the intervals; 0 = 1,000 */
    bool calibrate;        /* also find the neutral band that fits the labels best */
} earful_eval_options;

/* Precision, recall, F1, confusion and correlation against labels (fields label, score, rating,
 * aspects, reason), with 95 % bootstrap intervals seeded by content. */
EARFUL_API earful_status earful_eval(const earful_model *model, earful_corpus labelled,
                                     const earful_eval_options *options, earful_report report,
                                     earful_error *err);

/* Two models in one pass: aggregates that moved, records whose label or topics flipped, and the line
 * of a model file that caused each; nothing is written when nothing differs. findings->warnings
 * counts flipped records. EARFUL_USAGE when the models do not cover the same languages. */
EARFUL_API earful_status earful_diff(const earful_model *a, const earful_model *b,
                                     earful_corpus corpus, size_t most, earful_report report,
                                     earful_findings *findings, earful_error *err);

/* Candidate terms: words and word pairs that are key (log-likelihood, Dunning 1993) in negative
 * sentences, as far as no topic has these, each with its gain in records and three snippets; `most`
 * words and pairs that name something, then `most` words that judge. Reads the inputs twice:
 * EARFUL_USAGE for standard input and pipes. */
EARFUL_API earful_status earful_suggest(const earful_model *model, earful_corpus corpus,
                                        size_t most, earful_report report, earful_error *err);

typedef struct earful_learn_options {
    size_t words;           /* new single words at most; 0 = 4,000 */
    size_t phrases;         /* new phrases at most; 0 = 4,000 */
    unsigned least_records; /* that a term must stand in; 0 = 4 */
    unsigned least_inputs;  /* the same; 0 = 1. More keep out what is true of one source only */
    unsigned folds;         /* of the test before anything is written; 0 = 5, at most 20 */
    double stiffness;       /* how hard it is to move a valence from where it is; 0 = 10 */
    double gold_threshold;  /* as in earful_eval_options */
} earful_learn_options;

/* Fits valences of words and phrases to labels, human scores or star ratings (fields label, score,
 * rating; ratings need a declared scale), by the scorer that a run uses, and writes them to the file
 * `path` as an overlay: new terms and changed ones, with the evidence in their notes. The report says
 * what it gains on records that it did not learn from. findings->checked counts the records that teach,
 * findings->warnings is 1 when there was no gain; nothing is written then. Reads the inputs many times:
 * EARFUL_USAGE for standard input and pipes, and when nothing teaches. Blocks; memory does not grow
 * with the inputs, but a temporary file does. */
EARFUL_API earful_status earful_learn(const earful_model_options *options, earful_corpus labelled,
                                      const earful_learn_options *wishes, const char *path,
                                      earful_report report, earful_findings *findings,
                                      earful_error *err);

/* Lexicon entries whose sign disagrees with the star ratings of the records they occur in; first those
 * whose neighbours in the sentence disagree as well. Needs ratings. */
EARFUL_API earful_status earful_audit(const earful_model *model, earful_corpus corpus, size_t most,
                                      earful_report report, earful_findings *findings,
                                      earful_error *err);

#ifdef __cplusplus
}
#endif

#endif
