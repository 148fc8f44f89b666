// Codes of test images, and what each unit of the code does on all of them.
#ifndef HOURGLASS_CODE_VIEW_H
#define HOURGLASS_CODE_VIEW_H

#include "unit_figures.h"
#include "view_array.h"

enum { VIEW_CODE_IMAGES = 200 };

/// Codes of some test images, sorted by class.
typedef struct CodeView {
    ViewTag tag;
    uint64_t version;
    int units, images;
    int index[VIEW_CODE_IMAGES];
    int label[VIEW_CODE_IMAGES]; // -1 without labels
    ViewArray codes;             // floats (images, units)
} CodeView;

/// Each code unit over the test images, as the encoder gives them, whatever the user does to units. Complete, but for
/// the first statistics of a run, which are shown while they are being made.
typedef struct CodeStatisticsView {
    ViewTag tag;
    uint64_t version;
    int scored, images; // those here are of so many of the test images
    ViewTag running;    // those being made, and of how many images they are by now
    int counted;
    double sparseness; // mean of the figure over units that are active at all (Treves and Rolls 1991)
    UnitSummary summary;
    ViewArray figures; // UnitFigures (summary.units)
} CodeStatisticsView;

#endif
