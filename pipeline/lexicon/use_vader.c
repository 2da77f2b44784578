#include "lexicon/use_vader.h"

#include "base/file.h"

enum { MAX_FILE_BYTES = 64 * 1024 * 1024 };

typedef earful_status read_function(ef_vader_lexicon *lexicon, const char *name, ef_span bytes,
                                    earful_error *err);

static earful_status read_file(ef_vader_lexicon *lexicon, const char *path, read_function *read,
                               ef_digester *digester, earful_error *err)
{
    ef_buffer bytes = {0};
    earful_status status = ef_file_read(path, MAX_FILE_BYTES, &bytes, err);
    if (status == EARFUL_OK) {
        const uint64_t len = bytes.len;
        ef_digester_add(digester, &len, sizeof len);
        ef_digester_add(digester, bytes.at, bytes.len);
        status = read(lexicon, path, ef_buffer_span(&bytes), err);
    }
    ef_buffer_fini(&bytes);
    return status;
}

/* A record is positive from 0.05 on and negative down to -0.05, as VADER's authors advise. They know
 * no mixed texts; here both sides must hold a tenth of the text. */
static void set_thresholds(ef_settings *settings)
{
    settings->positive_threshold = EF_UNIT / 20;
    settings->negative_threshold = -EF_UNIT / 20;
    settings->mixed_threshold = EF_UNIT / 10;
    settings->squash = 15 * EF_UNIT;
}

earful_status ef_model_use_vader(earful_model *model, const earful_model_options *options,
                                 ef_digester *digester, earful_error *err)
{
    if (options->vader_lexicon == NULL || options->vader_emoji == NULL)
        return ef_fail(err, EARFUL_USAGE,
                       "--sentiment vader needs VADER's two files: --vader-lexicon "
                       "vader_lexicon.txt and --vader-emoji emoji_utf8_lexicon.txt, both in the "
                       "Python package vaderSentiment");
    model->vader = ef_vader_lexicon_new();
    if (model->vader == NULL)
        return ef_fail_memory(err);
    set_thresholds(&model->settings);
    const earful_status status =
        read_file(model->vader, options->vader_lexicon, ef_vader_read_words, digester, err);
    return status != EARFUL_OK
               ? status
               : read_file(model->vader, options->vader_emoji, ef_vader_read_emoji, digester, err);
}
