// How well the net does on all test images, now and over the run.
#ifndef HOURGLASS_QUALITY_VIEW_H
#define HOURGLASS_QUALITY_VIEW_H

#include "figures.h"
#include "view_array.h"

enum { VIEW_CURVE = 512 };

/// The test loss at one step, nats per image (squared error per image for MSE models), and how sparse the code is.
typedef struct TestPoint {
    double step, reconstruction, penalty;
    double l0; // mean number of active units
    int dead;  // units never active
} TestPoint;

typedef struct QualityView {
    ViewTag tag; // of the last complete evaluation
    uint64_t version;
    Quality quality;
    CodeStatistics code;
    ViewArray frequency; // floats (units): share of test images for which each unit is active
    ViewTag running;     // the evaluation under way
    int scored, images;  // how far it is: "n of 10 000, step s"
    TestPoint curve[VIEW_CURVE];
    bool has_changed;   // units are clamped, scaled or ablated, and with that:
    Quality changed;    // of the same step and images as `quality`, in which nothing is changed
    int changed_scored; // how far that is, of `images`
    int points;         // of the run of `tag` since its start; when there is no more room every second one goes
} QualityView;

#endif
