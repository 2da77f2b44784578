/* What a record's compound should have been, and how wrong it is.
 *
 * The three labels compete as in multinomial logistic regression: with z the compound, o the objectivity
 * and t the model's thresholds, P(positive) ~ exp(a z), P(negative) ~ exp(-a z) and P(neutral) ~
 * exp(a (t + o)); the loss is -log P(label). The most probable label is then the one that the scorer
 * gives. A human score pulls the compound to the squash of the score as well, by its square. */
#ifndef EF_LEARN_LOSS_H
#define EF_LEARN_LOSS_H

#include "hits/hits.h"

/* What is known of one record. */
typedef struct ef_lesson {
    ef_label label;
    bool has_score;
    double score;  /* the compound that people's mean score stands for */
    double weight; /* of the record among all */
} ef_lesson;

typedef struct ef_loss {
    double value;
    double slope;           /* by the compound */
    double curvature;       /* of a parabola that lies above the loss; positive */
    double objective_slope; /* the same by the objectivity */
    double objective_curvature;
} ef_loss;

/* compound in [-1, 1]; objectivity is by how much the neutral band is wider for this record. */
ef_loss ef_loss_of(const ef_settings *settings, const ef_lesson *lesson, double compound,
                   double objectivity);

#endif
