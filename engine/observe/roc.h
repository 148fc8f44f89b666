// How well a score tells anomalies from what is normal: the receiver operating characteristic and the area under it.
// Pure functions; used by the observer and by commands.
#ifndef HOURGLASS_ROC_H
#define HOURGLASS_ROC_H

#include "anomaly_figures.h"

#include <stdbool.h>
#include <stdint.h>

/// One image: its score, which is high where it is taken for an anomaly, whether it is one, and its class.
typedef struct RocItem {
    float score;
    int image; // number
    bool anomaly;
    uint8_t label;
} RocItem;

/// Sorts by falling score, what is not a number first; where scores are equal, by image.
void roc_sort(RocItem *items, int count);

/// Fills in `roc` from sorted items: the area under the curve is the probability that a random anomaly
/// has a higher score than a random normal image, ties counted half (Mann and Whitney 1947; Fawcett 2006, algorithm 3),
/// for all anomalies and for those of each class apart. `roc->defined` is false, and there is no curve, if there is no
/// anomaly or nothing else, or a score is not a number. The curve goes from (0, 0) to (1, 1) in at most ROC_POINTS
/// points, all of which lie on the exact one; the area is that of the exact one.
void roc_make(const RocItem *sorted, int count, Roc *roc);

/// How the scores of sorted items are spread, from the least to the one that one image in SPREAD_BEYOND exceeds: a few
/// far out would leave the others no room. Infinite scores and what is not a number count in the outermost parts.
void spread_make(const RocItem *sorted, int count, Spread *spread);

#endif
