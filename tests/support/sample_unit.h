// The unit card's part of the made-up runs.
#ifndef HOURGLASS_TESTS_SAMPLE_UNIT_H
#define HOURGLASS_TESTS_SAMPLE_UNIT_H

#include "sample_views.h"

enum { SAMPLE_CARD = 17 }; // the unit

/// What the test images say of that unit of the code, active on 1 234 of them.
void sample_unit_fill(SampleViews *sample, SampleModel model);

/// As if units were changed: twice the error on the pinned image, an MSE of 0.0142.
void sample_unit_change(SampleViews *sample);

#endif
