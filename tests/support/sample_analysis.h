// What the benches of the view Analysis are drawn from, made up from integers.
#ifndef HOURGLASS_TESTS_SAMPLE_ANALYSIS_H
#define HOURGLASS_TESTS_SAMPLE_ANALYSIS_H

#include "sample_views.h"

/// Fills the three benches for a code of so many units, once there are reconstructions.
void sample_analysis_fill(SampleViews *sample, int units);

#endif
