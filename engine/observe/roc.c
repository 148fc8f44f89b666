// The ROC by one pass over the sorted scores. Called on the observer's thread and by commands.
#include "roc.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static int by_falling_score(const void *a, const void *b) {
    const RocItem *x = a, *y = b;
    if (isnan(x->score) != isnan(y->score))
        return isnan(x->score) ? -1 : 1;
    int order = (x->score < y->score) - (x->score > y->score);
    return order != 0 ? order : (x->image > y->image) - (x->image < y->image);
}

void roc_sort(RocItem *items, int count) {
    qsort(items, (size_t)count, sizeof *items, by_falling_score);
}

static bool count_items(const RocItem *items, int count, Roc *roc) {
    bool numbers = true;
    for (int i = 0; i < count; i++) {
        roc->anomalies += items[i].anomaly;
        roc->class_images[items[i].label] += items[i].anomaly;
        numbers &= !isnan(items[i].score);
    }
    roc->normals = count - roc->anomalies;
    return numbers && roc->anomalies > 0 && roc->normals > 0;
}

static void add_point(Roc *roc, int found, int taken) {
    roc->found[roc->points] = (float)((double)found / roc->anomalies);
    roc->taken[roc->points++] = (float)((double)taken / roc->normals);
}

// Each anomaly of a group of equal scores beats the normal images below it, and half of those beside it. Sums of halves
// are exact.
static void add_wins(Roc *roc, const RocItem *items, int count, int below, int beside) {
    for (int i = 0; i < count; i++)
        if (items[i].anomaly)
            roc->class_area[items[i].label] += below + 0.5 * beside;
}

static int normals_of(const RocItem *items, int count) {
    int normals = 0;
    for (int i = 0; i < count; i++)
        normals += !items[i].anomaly;
    return normals;
}

static int equal_to_first(const RocItem *items, int count) {
    int same = 1;
    while (same < count && items[same].score == items[0].score)
        same++;
    return same;
}

// Points are left out while the curve has gone less than its share of the way.
static void walk(const RocItem *items, int count, Roc *roc) {
    int found = 0, taken = 0;
    add_point(roc, 0, 0);
    for (int first = 0; first < count;) {
        int same = equal_to_first(items + first, count - first), normals = normals_of(items + first, same);
        taken += normals;
        found += same - normals;
        add_wins(roc, items + first, same, roc->normals - taken, normals);
        first += same;
        double way = (double)found / roc->anomalies + (double)taken / roc->normals;
        if (first < count && way * (ROC_POINTS - 1) / 2 >= roc->points && roc->points < ROC_POINTS - 1)
            add_point(roc, found, taken);
    }
    add_point(roc, found, taken);
}

void roc_make(const RocItem *sorted, int count, Roc *roc) {
    memset(roc, 0, sizeof *roc);
    roc->defined = count_items(sorted, count, roc);
    if (!roc->defined)
        return;
    walk(sorted, count, roc);
    double wins = 0;
    for (int c = 0; c < ROC_CLASSES; c++) {
        wins += roc->class_area[c];
        if (roc->class_images[c] > 0)
            roc->class_area[c] /= (double)roc->class_images[c] * roc->normals;
    }
    roc->area = wins / ((double)roc->anomalies * roc->normals);
}

static int part_of(const Spread *spread, float score) {
    if (score <= spread->low)
        return 0;
    if (!(score < spread->high)) // what is not a number too
        return SPREAD_BINS - 1;
    int part = (int)((score - spread->low) / (spread->high - spread->low) * SPREAD_BINS);
    return part < SPREAD_BINS ? part : SPREAD_BINS - 1;
}

static void find_range(const RocItem *sorted, int count, Spread *spread) {
    int first = 0, last = count - 1;
    while (first < last && !isfinite(sorted[first].score))
        first++;
    while (last > first && !isfinite(sorted[last].score))
        last--;
    if (count < 1 || !isfinite(sorted[first].score))
        return;
    spread->low = sorted[last].score;
    spread->high = sorted[first + (last - first) / SPREAD_BEYOND].score;
}

void spread_make(const RocItem *sorted, int count, Spread *spread) {
    memset(spread, 0, sizeof *spread);
    find_range(sorted, count, spread);
    double sum[2] = {0, 0};
    for (int i = 0; i < count; i++) {
        int *parts = sorted[i].anomaly ? spread->anomaly : spread->normal;
        parts[part_of(spread, sorted[i].score)]++;
        sum[sorted[i].anomaly] += (double)sorted[i].score;
        spread->images[sorted[i].anomaly]++;
    }
    spread->normal_mean = spread->images[0] > 0 ? sum[0] / spread->images[0] : NAN;
    spread->anomaly_mean = spread->images[1] > 0 ? sum[1] / spread->images[1] : NAN;
}
