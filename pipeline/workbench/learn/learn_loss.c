#include "workbench/learn/learn_loss.h"

#include <math.h>

/* How sharply an answer turns at its threshold, and how much a score weighs beside its label. Found
 * by trying on sets that were not learned from: 4 to 12 make no great difference. */
#define STEEPNESS    8.0
#define SCORE_WEIGHT 4.0

ef_loss ef_loss_of(const ef_settings *settings, const ef_lesson *lesson, double compound,
                   double objectivity)
{
    const double threshold =
        (double)(settings->positive_threshold - settings->negative_threshold) / 2 / EF_UNIT;
    const double middle =
        (double)(settings->positive_threshold + settings->negative_threshold) / 2 / EF_UNIT;
    const double a = STEEPNESS;
    const double positive = exp(a * (compound - middle));
    const double negative = exp(a * (middle - compound));
    const double neutral = exp(a * (threshold + objectivity));
    const double all = positive + negative + neutral;
    const double said[] = {
        [EF_NEUTRAL] = neutral, [EF_POSITIVE] = positive, [EF_NEGATIVE] = negative};
    const double up = (lesson->label == EF_POSITIVE) - (lesson->label == EF_NEGATIVE);
    /* Curvatures by the bound of Boehning 1992, so that no step overshoots. */
    ef_loss loss = {.value = -log(said[lesson->label] / all),
                    .slope = a * ((positive - negative) / all - up),
                    .curvature = a * a,
                    .objective_slope = a * (neutral / all - (lesson->label == EF_NEUTRAL)),
                    .objective_curvature = a * a / 3};
    if (lesson->has_score) {
        const double off = compound - lesson->score;
        loss.value += SCORE_WEIGHT / 2 * off * off;
        loss.slope += SCORE_WEIGHT * off;
        loss.curvature += SCORE_WEIGHT;
    }
    loss.value *= lesson->weight;
    loss.slope *= lesson->weight;
    loss.curvature *= lesson->weight;
    loss.objective_slope *= lesson->weight;
    loss.objective_curvature *= lesson->weight;
    return loss;
}
