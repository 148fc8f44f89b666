// A linear probe: how well classes can be read off the code by a linear classifier.
#ifndef HOURGLASS_PROBE_H
#define HOURGLASS_PROBE_H

#include "error.h"

#include <stdint.h>

/// Ridge regression from codes to one-hot classes in closed form (Hoerl and Kennard, 1970), codes and targets centred,
/// the ridge 1e-3 times the mean variance of a unit; `accuracy` is the share of test codes whose largest output is
/// their class. codes (N, units), labels (N) below `classes`.
bool probe_accuracy(const float *train, const uint8_t *train_labels, int train_count, const float *test,
                    const uint8_t *test_labels, int test_count, int units, int classes, double *accuracy, Error *error);

#endif
