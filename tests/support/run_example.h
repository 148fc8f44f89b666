// A small run with every kind of value in it, for tests of checkpoints.
#ifndef HOURGLASS_RUN_EXAMPLE_H
#define HOURGLASS_RUN_EXAMPLE_H

#include "checkpoint.h"

enum { RUN_PARAMETERS = 3 * 4 + 3 + 4 * 3 + 4 }; // of dense 3 and dense image for images (1, 2, 2)

/// A run to save, full or plain; checkpoint_finish gives its arrays back. Different `seed`s give different numbers.
Checkpoint run_example(uint64_t seed, bool full);

/// Fails the cmocka test unless both are the same run, bit for bit.
void run_assert_same(const Checkpoint *a, const Checkpoint *b);

#endif
