/* Opening a rule for a try. A large corpus is sampled by record, because an answer in seconds about
 * a part is worth more than an exact one that nobody waits for; a small one is never sampled. Only
 * sizes decide, so the same inputs give the same sample. */
#include <sys/stat.h>

#include "workbench/try.h"

/* Raw bytes of all inputs that are read without sampling. */
enum { EXACT_BYTES = 2 * 1024 * 1024 };

/* 0 when nobody knows it before reading. */
static uint64_t size_of(const earful_input *input)
{
    struct stat about;
    if (input->data != NULL)
        return input->size;
    if (strcmp(input->name, "-") == 0 || stat(input->name, &about) != 0 || !S_ISREG(about.st_mode))
        return 0;
    return (uint64_t)about.st_size;
}

static uint64_t choose_sample(earful_corpus corpus)
{
    uint64_t bytes = 0;
    for (size_t i = 0; i < corpus.n_inputs; i++)
        bytes += size_of(&corpus.inputs[i]);
    uint64_t one_in = 1;
    while (bytes / one_in > EXACT_BYTES)
        one_in *= 2;
    return one_in;
}

earful_status ef_trial_open(ef_trial *trial, const earful_model_options *options, const char *rule,
                            earful_corpus corpus, earful_error *err)
{
    *trial = (ef_trial){.options = *corpus.options, .one_in = 1};
    if (trial->options.sample >= 1)
        trial->one_in = choose_sample(corpus);
    if (trial->one_in > 1)
        trial->options.sample = 1.0 / (double)trial->one_in;
    return ef_model_open_with(options, (ef_model_extra){.rule = rule}, &trial->model, err);
}

void ef_trial_close(ef_trial *trial)
{
    earful_model_close(trial->model);
}

ef_span ef_sentence_text(const ef_analysis *analysis, uint32_t sentence)
{
    const ef_sentence *const range = &analysis->tokens.sentences[sentence];
    return ef_span_make(analysis->documents.items[range->document].text.at + range->start,
                        range->len);
}

ef_mark ef_mark_of_tokens(const ef_analysis *analysis, uint32_t first, uint32_t last)
{
    const ef_tokens *const tokens = &analysis->tokens;
    const uint32_t start = tokens->sentences[tokens->sentence[first]].start;
    return (ef_mark){tokens->start[first] - start, tokens->start[last] + tokens->len[last] - start};
}
