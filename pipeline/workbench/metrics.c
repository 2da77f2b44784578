#include "workbench/metrics.h"

#include "report/rows.h"

static double share(uint64_t part, uint64_t whole)
{
    return whole == 0 ? 0 : (double)part / (double)whole;
}

ef_rates ef_rates_of(uint64_t hit, uint64_t wrong, uint64_t missed)
{
    ef_rates rates = {.precision = share(hit, hit + wrong), .recall = share(hit, hit + missed)};
    const double sum = rates.precision + rates.recall;
    rates.f1 = sum > 0 ? 2 * rates.precision * rates.recall / sum : 0;
    return rates;
}

double ef_share(uint64_t part, uint64_t whole)
{
    return whole == 0 ? EF_UNDEFINED : (double)part / (double)whole;
}

int64_t ef_ten_thousandths(double value)
{
    return isnan(value) ? EF_NULL : (int64_t)nearbyint(value * EF_UNIT);
}

static ef_rates class_rates(const ef_confusion *confusion, size_t class)
{
    uint64_t wrong = 0;
    uint64_t missed = 0;
    for (size_t i = 0; i < EF_CLASSES; i++)
        wrong += i == class ? 0 : confusion->counts[i][class];
    for (size_t i = 0; i < EF_ANSWERS; i++)
        missed += i == class ? 0 : confusion->counts[class][i];
    return ef_rates_of(confusion->counts[class][class], wrong, missed);
}

static void add_rates(ef_rates *sum, const ef_rates *rates, double weight)
{
    sum->precision += rates->precision * weight;
    sum->recall += rates->recall * weight;
    sum->f1 += rates->f1 * weight;
}

ef_agreement ef_agreement_of(const ef_confusion *confusion)
{
    ef_agreement agreement = {0};
    uint64_t right = 0;
    unsigned present = 0;
    for (size_t i = 0; i < EF_CLASSES; i++) {
        for (size_t j = 0; j < EF_ANSWERS; j++)
            agreement.gold[i] += confusion->counts[i][j];
        agreement.records += agreement.gold[i];
        right += confusion->counts[i][i];
        present += agreement.gold[i] > 0;
        agreement.classes[i] = class_rates(confusion, i);
    }
    agreement.accuracy = share(right, agreement.records);
    for (size_t i = 0; i < EF_CLASSES; i++) {
        if (agreement.gold[i] == 0)
            continue;
        add_rates(&agreement.macro, &agreement.classes[i], 1.0 / present);
        add_rates(&agreement.weighted, &agreement.classes[i],
                  share(agreement.gold[i], agreement.records));
    }
    return agreement;
}

double ef_pearson(const ef_point *points, size_t n_points)
{
    double weight = 0;
    double x = 0;
    double y = 0;
    for (size_t i = 0; i < n_points; i++) {
        weight += points[i].weight;
        x += points[i].weight * points[i].x;
        y += points[i].weight * points[i].y;
    }
    if (weight < 2)
        return EF_UNDEFINED;
    x /= weight;
    y /= weight;
    double xx = 0;
    double yy = 0;
    double xy = 0;
    for (size_t i = 0; i < n_points; i++) {
        const double dx = points[i].x - x;
        const double dy = points[i].y - y;
        xx += points[i].weight * dx * dx;
        yy += points[i].weight * dy * dy;
        xy += points[i].weight * dx * dy;
    }
    return xx > 0 && yy > 0 ? xy / sqrt(xx * yy) : EF_UNDEFINED;
}
