#include "workbench/corpus.h"

#include <sys/stat.h>

earful_status ef_corpus_run(const earful_model *model, earful_corpus corpus,
                            const ef_visitor *visitor, ef_run *run, earful_error *err)
{
    const earful_status status =
        ef_engine_run(model, corpus.options, corpus.inputs, corpus.n_inputs,
                      (ef_audience){.visitor = visitor}, run, err);
    if (corpus.counts != NULL)
        *corpus.counts = ef_run_counts(run);
    return status;
}

void ef_corpus_again(earful_corpus *corpus, earful_options *options)
{
    *options = *corpus->options;
    options->rejects = NULL;
    options->warnings = NULL;
    corpus->options = options;
    corpus->counts = NULL;
}

earful_status ef_check_rereadable(earful_corpus corpus, earful_error *err)
{
    for (size_t i = 0; i < corpus.n_inputs; i++) {
        const earful_input *const input = &corpus.inputs[i];
        struct stat about;
        if (input->data != NULL)
            continue;
        const bool known = strcmp(input->name, "-") != 0 && stat(input->name, &about) == 0;
        if (strcmp(input->name, "-") == 0 || (known && !S_ISREG(about.st_mode)))
            return ef_fail_at(
                err, EARFUL_USAGE, input->name, 0, 0,
                "inputs are read more than once here, and this one cannot be; save it "
                "to a file first");
    }
    return EARFUL_OK;
}
