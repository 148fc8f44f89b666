// A run that leaves classes out, for panels that show how these stand out.
#ifndef HOURGLASS_TESTS_SAMPLE_ANOMALY_H
#define HOURGLASS_TESTS_SAMPLE_ANOMALY_H

#include "sample_views.h"

/// Makes the trained sample one of a run that leaves these classes out, such as "7,9", with made-up scores of 1 000
/// test images; those of a Gaussian code have a bound. "": of one that leaves nothing out.
void sample_anomaly_leave_out(SampleViews *sample, const char *classes);

#endif
