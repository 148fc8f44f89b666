// A small data set on disk and small models, for tests that train.
#ifndef HOURGLASS_SMALL_WORLD_H
#define HOURGLASS_SMALL_WORLD_H

#include "scratch.h"

#include "dataset.h"
#include "spec.h"

typedef struct SmallWorld {
    Scratch scratch;
    Dataset *data;                // 300 training and 70 test images of 8×8 with three classes
    ModelSpec narrow, wide, deep; // also as narrow.ini, wide.ini, deep.ini in the scratch folder
} SmallWorld;

enum { SMALL_TRAIN = 300, SMALL_TEST = 70, SMALL_SIDE = 8 };

/// Fails the cmocka test if anything goes wrong.
void small_world_init(SmallWorld *world);
void small_world_finish(SmallWorld *world);

/// For cmocka: one world for a group of tests, in its state.
int small_world_start(void **state);
int small_world_end(void **state);

#endif
