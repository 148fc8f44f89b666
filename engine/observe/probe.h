// A linear probe: how well classes can be read off the code by a linear classifier.
#ifndef HOURGLASS_PROBE_H
#define HOURGLASS_PROBE_H

#include "error.h"

#include <stdint.h>

/// Ridge regression from codes to one-hot classes in closed form (Hoerl and Kennard, 1970), codes and targets centred,
/// the ridge 1e-3 times the mean variance of a unit; `predicted` (test_count) is the class of each test code's largest
/// output, of equal ones the lowest. codes (N, units), labels (N) below `classes`. `cancelled(context)` is asked now
/// and then (may be NULL); where it says so, or memory is short, false with the reason.
bool probe_predict(const float *train, const uint8_t *train_labels, int train_count, const float *test, int test_count,
                   int units, int classes, uint8_t *predicted, bool (*cancelled)(void *), void *context, Error *error);

/// The same, as the share of test codes that are given their class.
bool probe_accuracy(const float *train, const uint8_t *train_labels, int train_count, const float *test,
                    const uint8_t *test_labels, int test_count, int units, int classes, double *accuracy, Error *error);

#endif
