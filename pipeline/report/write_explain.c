#include "report/write_explain.h"

#include <inttypes.h>

static ef_span token_text(const ef_explanation *self, uint32_t token)
{
    const ef_sentence *const sentence =
        &self->analysis->tokens.sentences[self->analysis->tokens.sentence[token]];
    const ef_span text = self->analysis->documents.items[sentence->document].text;
    return ef_span_make(text.at + self->analysis->tokens.start[token],
                        self->analysis->tokens.len[token]);
}

/* The bytes from the first to the last token. */
static ef_span hit_text(const ef_explanation *self, const ef_topic_hit *hit)
{
    const ef_span first = token_text(self, hit->first_token);
    const ef_span last = token_text(self, hit->last_token);
    return ef_span_make(first.at, (size_t)(last.at + last.len - first.at));
}

static ef_span sentence_text(const ef_explanation *self, const ef_sentence *sentence)
{
    const ef_span text = self->analysis->documents.items[sentence->document].text;
    return ef_span_make(text.at + sentence->start, sentence->len);
}

static bool has_steps(const ef_explanation *self, uint32_t token)
{
    return self->first_step[token] < self->first_step[token + 1];
}

static void add_term(const ef_explanation *self, uint32_t number, ef_buffer *out)
{
    const ef_term *const term = &self->analysis->model->lexicon.terms[number];
    ef_buffer_add_span(out, term->text);
    ef_buffer_add_format(out, " (%s:%" PRIu32 ")", term->file, term->line);
}

static void add_signed(ef_buffer *out, int64_t value)
{
    if (value >= 0)
        ef_buffer_add_char(out, '+');
    ef_buffer_add_fixed4(out, value);
}

/* Then it is the whole text that is scored, and a sentence has but a sum. */
static bool by_vader(const ef_explanation *self)
{
    return self->analysis->model->vader != NULL;
}

static void step_as_text(const ef_explanation *self, const ef_trace_step *step, bool first,
                         ef_buffer *out)
{
    const ef_lexicon *const lexicon = &self->analysis->model->lexicon;
    ef_buffer_add_text(out, first ? "  " : "; ");
    ef_buffer_add_text(out, step->what);
    if (step->term != EF_NONE) {
        ef_buffer_add_char(out, ' ');
        add_term(self, step->term, out);
    }
    if (step->term != EF_NONE && lexicon->terms[step->term].lane == EF_LANE_OBJECTIVE) {
        ef_buffer_add_text(out, " asks for ");
        add_signed(out, lexicon->terms[step->term].valence);
        return;
    }
    if (step->by != EF_NONE) {
        ef_buffer_add_text(out, " by ");
        ef_buffer_add_span(out, token_text(self, step->by));
    }
    ef_buffer_add_text(out, " -> ");
    add_signed(out, step->after);
}

static void token_as_text(const ef_explanation *self, uint32_t token, ef_buffer *out)
{
    ef_buffer_add_text(out, "    ");
    add_signed(out, self->analysis->hits.contributions[token]);
    ef_buffer_add_text(out, "  ");
    ef_buffer_add_span(out, token_text(self, token));
    for (uint32_t i = self->first_step[token]; i < self->first_step[token + 1]; i++)
        step_as_text(self, &self->steps[i], i == self->first_step[token], out);
    ef_buffer_add_char(out, '\n');
}

static void sentence_as_text(const ef_explanation *self, size_t number, ef_buffer *out)
{
    const ef_sentence *const sentence = &self->analysis->tokens.sentences[number];
    const ef_sentence_score *const score = &self->analysis->hits.sentences[number];
    ef_buffer_add_format(out, "Sentence %zu: ", number + 1);
    ef_buffer_add_span(out, ef_span_trim(sentence_text(self, sentence)));
    ef_buffer_add_char(out, '\n');
    for (uint32_t i = 0; i < sentence->n_tokens; i++)
        if (has_steps(self, sentence->first_token + i))
            token_as_text(self, sentence->first_token + i, out);
    if (!score->opinionated) {
        ef_buffer_add_text(out, by_vader(self) ? "    no opinion\n"
                                               : "    no opinion: left out of the mean\n");
        return;
    }
    ef_buffer_add_text(out, "    ");
    add_signed(out, score->positive + score->negative);
    ef_buffer_add_text(out, "  sum = ");
    add_signed(out, score->positive);
    ef_buffer_add_char(out, ' ');
    add_signed(out, score->negative);
    if (!by_vader(self)) {
        ef_buffer_add_text(out, ", squashed by s / sqrt(s * s + ");
        ef_buffer_add_fixed4(out, self->analysis->model->settings.squash);
        ef_buffer_add_text(out, ") = ");
        add_signed(out, score->compound);
    }
    ef_buffer_add_char(out, '\n');
}

static void hit_as_text(const ef_explanation *self, const ef_topic_hit *hit, ef_buffer *out)
{
    const ef_rule *const rule = &self->analysis->model->topics.rules[hit->rule];
    ef_buffer_add_text(out, "    ");
    ef_buffer_add_span(out, self->analysis->model->topics.items[hit->topic].path);
    ef_buffer_add_text(out, ": \"");
    ef_buffer_add_span(out, hit_text(self, hit));
    ef_buffer_add_format(out, "\" by %s:%" PRIu32 ", clause ", rule->file, rule->line);
    add_signed(out, hit->compound);
    ef_buffer_add_format(
        out, " %s%s\n", ef_label_name(ef_label_of(&self->analysis->model->settings, hit->compound)),
        hit->guarded ? ", negated: counted apart" : "");
}

static void score_as_text(const ef_explanation *self, const ef_score *score, ef_buffer *out)
{
    ef_buffer_add_text(out, "Compound ");
    add_signed(out, score->compound);
    ef_buffer_add_format(out, " %s%s: ", ef_label_name(score->label),
                         score->mixed ? ", mixed" : "");
    if (by_vader(self))
        ef_buffer_add_text(out, "VADER of the whole text, with its ! and ?; pos ");
    else
        ef_buffer_add_format(
            out, "mean of %" PRIu32 " sentences with an opinion, of %" PRIu32 " in all; pos ",
            score->opinionated, score->sentences);
    ef_buffer_add_fixed4(out, score->pos);
    if (by_vader(self)) {
        ef_buffer_add_text(out, ", neu ");
        ef_buffer_add_fixed4(out, score->neu);
    }
    ef_buffer_add_text(out, ", neg ");
    ef_buffer_add_fixed4(out, score->neg);
    ef_buffer_add_char(out, '\n');
}

void ef_write_explain_text(const ef_explanation *self, ef_buffer *out)
{
    for (size_t i = 0; i < self->analysis->tokens.n_sentences; i++)
        sentence_as_text(self, i, out);
    ef_buffer_add_text(out, self->analysis->hits.n_topics > 0 ? "Topics\n" : "Topics: none\n");
    for (size_t i = 0; i < self->analysis->hits.n_topics; i++)
        hit_as_text(self, &self->analysis->hits.topics[i], out);
    const ef_score score =
        ef_score_of(self->analysis->model, &self->analysis->documents, &self->analysis->tokens,
                    &self->analysis->hits, &self->analysis->documents.records[0], EF_ROLE_COUNT);
    score_as_text(self, &score, out);
}

static void add_number(const char *name, int64_t value, ef_buffer *out)
{
    ef_buffer_add_format(out, ",\"%s\":", name);
    ef_buffer_add_fixed4(out, value);
}

static void step_as_json(const ef_explanation *self, const ef_trace_step *step, ef_buffer *out)
{
    ef_buffer_add_format(out, "{\"what\":\"%s\"", step->what);
    if (step->term != EF_NONE) {
        const ef_term *const term = &self->analysis->model->lexicon.terms[step->term];
        ef_buffer_add_text(out, ",\"term\":");
        ef_buffer_add_json(out, term->text);
        ef_buffer_add_text(out, ",\"file\":");
        ef_buffer_add_json(out, ef_span_of(term->file));
        ef_buffer_add_format(out, ",\"line\":%" PRIu32, term->line);
    }
    if (step->by != EF_NONE) {
        ef_buffer_add_text(out, ",\"by\":");
        ef_buffer_add_json(out, token_text(self, step->by));
    }
    add_number("before", step->before, out);
    add_number("after", step->after, out);
    ef_buffer_add_char(out, '}');
}

static void token_as_json(const ef_explanation *self, uint32_t token, ef_buffer *out)
{
    ef_buffer_add_text(out, "{\"token\":");
    ef_buffer_add_json(out, token_text(self, token));
    ef_buffer_add_format(out, ",\"start\":%" PRIu32 ",\"end\":%" PRIu32,
                         self->analysis->tokens.start[token],
                         self->analysis->tokens.start[token] + self->analysis->tokens.len[token]);
    add_number("contribution", self->analysis->hits.contributions[token], out);
    ef_buffer_add_text(out, ",\"steps\":[");
    for (uint32_t i = self->first_step[token]; i < self->first_step[token + 1]; i++) {
        if (i > self->first_step[token])
            ef_buffer_add_char(out, ',');
        step_as_json(self, &self->steps[i], out);
    }
    ef_buffer_add_text(out, "]}");
}

static void sentence_as_json(const ef_explanation *self, size_t number, ef_buffer *out)
{
    const ef_sentence *const sentence = &self->analysis->tokens.sentences[number];
    const ef_sentence_score *const score = &self->analysis->hits.sentences[number];
    ef_buffer_add_text(out, "{\"text\":");
    ef_buffer_add_json(out, ef_span_trim(sentence_text(self, sentence)));
    ef_buffer_add_text(out, ",\"tokens\":[");
    bool first = true;
    for (uint32_t i = 0; i < sentence->n_tokens; i++) {
        const uint32_t token = sentence->first_token + i;
        if (!has_steps(self, token))
            continue;
        if (!first)
            ef_buffer_add_char(out, ',');
        first = false;
        token_as_json(self, token, out);
    }
    ef_buffer_add_char(out, ']');
    add_number("sum", score->positive + score->negative, out);
    add_number("positive", score->positive, out);
    add_number("negative", score->negative, out);
    add_number("compound", score->compound, out);
    ef_buffer_add_format(out, ",\"opinionated\":%s}", score->opinionated ? "true" : "false");
}

static void hit_as_json(const ef_explanation *self, const ef_topic_hit *hit, ef_buffer *out)
{
    const ef_rule *const rule = &self->analysis->model->topics.rules[hit->rule];
    ef_buffer_add_text(out, "{\"topic\":");
    ef_buffer_add_json(out, self->analysis->model->topics.items[hit->topic].path);
    ef_buffer_add_text(out, ",\"words\":");
    ef_buffer_add_json(out, hit_text(self, hit));
    ef_buffer_add_text(out, ",\"file\":");
    ef_buffer_add_json(out, ef_span_of(rule->file));
    ef_buffer_add_format(out, ",\"line\":%" PRIu32, rule->line);
    add_number("compound", hit->compound, out);
    ef_buffer_add_format(
        out, ",\"sentiment\":\"%s\",\"guarded\":%s}",
        ef_label_name(ef_label_of(&self->analysis->model->settings, hit->compound)),
        hit->guarded ? "true" : "false");
}

void ef_write_explain_json(const ef_explanation *self, ef_buffer *out)
{
    ef_buffer_add_text(out, "{\"sentences\":[");
    for (size_t i = 0; i < self->analysis->tokens.n_sentences; i++) {
        if (i > 0)
            ef_buffer_add_char(out, ',');
        sentence_as_json(self, i, out);
    }
    ef_buffer_add_text(out, "],\"topics\":[");
    for (size_t i = 0; i < self->analysis->hits.n_topics; i++) {
        if (i > 0)
            ef_buffer_add_char(out, ',');
        hit_as_json(self, &self->analysis->hits.topics[i], out);
    }
    const ef_score score =
        ef_score_of(self->analysis->model, &self->analysis->documents, &self->analysis->tokens,
                    &self->analysis->hits, &self->analysis->documents.records[0], EF_ROLE_COUNT);
    ef_buffer_add_char(out, ']');
    add_number("compound", score.compound, out);
    add_number("pos", score.pos, out);
    if (by_vader(self))
        add_number("neu", score.neu, out);
    add_number("neg", score.neg, out);
    ef_buffer_add_format(out, ",\"label\":\"%s\",\"mixed\":%s}\n", ef_label_name(score.label),
                         score.mixed ? "true" : "false");
}
