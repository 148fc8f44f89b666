// What a column of activations says about a unit. Pure functions; called by the observer.
#include "unit_card.h"

#include "score.h"
#include "unit_sorts.h"

#include <math.h>

static bool is_active(float value) {
    return isfinite(value) && (value > SCORE_ACTIVE || value < -SCORE_ACTIVE);
}

static void take(UnitImages *images, const float *column, int image) {
    images->value[images->count] = column[image];
    images->image[images->count++] = image;
}

int unit_card_images(const float *column, int images, int *order, int *scratch, UnitImages *strongest,
                     UnitImages *spread) {
    int active = 0;
    unit_sorts_indices(column, images, order, scratch);
    for (int i = 0; i < images; i++)
        if (is_active(column[order[i]]))
            order[active++] = order[i];
    int count = active < UNIT_CARD_IMAGES ? active : UNIT_CARD_IMAGES;
    *strongest = *spread = (UnitImages){0};
    for (int i = 0; i < count; i++) {
        int steps = count > 1 ? count - 1 : 1; // the quantile is i/steps, its place the nearest one
        long long place = (2LL * i * (active - 1) + steps) / (2 * steps);
        take(strongest, column, order[i]);
        take(spread, column, order[place]);
    }
    return active;
}

int unit_card_histogram(const float *column, int images, Histogram *histogram) {
    int undefined = 0;
    *histogram = (Histogram){0};
    for (int i = 0; i < images; i++)
        undefined += !histogram_add(histogram, column[i]);
    return undefined;
}

void unit_card_class_means(const float *column, const uint8_t *labels, int images, int classes, float *mean,
                           int *count) {
    double sums[256] = {0};
    int counts[256] = {0};
    for (int i = 0; i < images; i++)
        if (isfinite(column[i])) {
            sums[labels[i]] += (double)column[i];
            counts[labels[i]]++;
        }
    for (int c = 0; c < classes; c++) {
        mean[c] = counts[c] > 0 ? (float)(sums[c] / counts[c]) : 0;
        if (count)
            count[c] = counts[c];
    }
}

float unit_card_active_value(const float *column, int images) {
    double sum = 0, size = 0;
    int active = 0;
    for (int i = 0; i < images; i++)
        if (is_active(column[i])) {
            sum += (double)column[i];
            size += fabs((double)column[i]);
            active++;
        }
    if (active == 0)
        return 0;
    return (float)((fabs(sum) < size / 2 ? size : sum) / active);
}
