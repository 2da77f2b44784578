/* Emoji become their descriptions, and what is said of a word of the longer text is said of its place
 * in the one that came. */
#include "base/grow.h"
#include "hits/vader.h"
#include "tokens/utf8.h"

static void splice(ef_vader *vader, size_t source, bool described)
{
    if (!ef_grow(&vader->splices, &vader->splices_capacity, vader->n_splices + 1,
                 sizeof vader->splices[0])) {
        vader->failed = true;
        return;
    }
    vader->splices[vader->n_splices++] = (ef_vader_splice){
        .at = (uint32_t)vader->expanded.len, .source = (uint32_t)source, .described = described};
}

/* A space parts a description from what stands before it; nothing parts it from what follows. */
static void describe(ef_vader *vader, ef_span text, size_t at, ef_span description)
{
    ef_buffer *const out = &vader->expanded;
    const bool touches = vader->n_splices > 0 && vader->splices[vader->n_splices - 1].described;
    if (touches || (at > 0 && text.at[at - 1] != ' '))
        ef_buffer_add_char(out, ' ');
    splice(vader, at, true);
    ef_buffer_add_span(out, description);
}

ef_span ef_vader_expand(ef_vader *vader, ef_span text)
{
    const bool *const leads = vader->lexicon->emoji_lead;
    size_t copied = 0; /* up to here all is in the buffer */
    ef_buffer_reset(&vader->expanded);
    for (size_t at = 0, len; at < text.len; at += len) {
        len = 1;
        if (EF_LIKELY(!leads[(unsigned char)text.at[at]]))
            continue;
        const ef_span description =
            ef_vader_describe(vader->lexicon, ef_utf8_decode(text, at, &len));
        if (description.at == NULL)
            continue;
        if (at > copied) {
            splice(vader, copied, false);
            ef_buffer_add(&vader->expanded, text.at + copied, at - copied);
        }
        describe(vader, text, at, description);
        copied = at + len;
    }
    if (copied == 0)
        return text;
    splice(vader, copied, false);
    ef_buffer_add(&vader->expanded, text.at + copied, text.len - copied);
    vader->failed |= vader->expanded.failed;
    return ef_buffer_span(&vader->expanded);
}

uint32_t ef_vader_source(const ef_vader *vader, const ef_vader_token *token)
{
    size_t low = 0;
    for (size_t high = vader->n_splices; low < high;) {
        const size_t middle = low + (high - low) / 2;
        if (vader->splices[middle].at <= token->at)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == 0)
        return token->at;
    const ef_vader_splice *const last = &vader->splices[low - 1];
    return last->described ? last->source : last->source + (token->at - last->at);
}
