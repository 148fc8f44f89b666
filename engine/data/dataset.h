// A data set: training and test images, class names and, where they are known, the true factors. Immutable once opened
// and reference-counted, since trainer, observer and jobs look at it at the same time.
#ifndef HOURGLASS_DATASET_H
#define HOURGLASS_DATASET_H

#include "dataset_options.h"
#include "error.h"
#include "images.h"

#include <stdbool.h>

enum { DATASET_MAX_CLASSES = 256, DATASET_MAX_FACTORS = 8 };

typedef struct Dataset {
    char id[512];       // "fashion-mnist", "strokes" or the path it was opened from, with what was asked for after it
    char title[128];    // for people
    Images train, test; // same C, H, W
    int classes;        // 0 if there are no labels
    char class_names[DATASET_MAX_CLASSES][32];
    int factors;                                // 0 if unknown
    char factor_names[DATASET_MAX_FACTORS][32]; // with their units
    const float *train_factors, *test_factors;  // (N, factors)
    uint32_t checksum;                          // of a folder's pictures, else 0
    char note[256];                             // what was left out, a sentence for the user; empty if nothing was
} Dataset;

/// One entry of what can be opened by id.
typedef struct DatasetEntry {
    const char *id, *title;
    bool installed; // false: `hint` says how to get it
    const char *hint;
} DatasetEntry;

enum { DATASET_KNOWN = 2 };

/// Fills in the sets known by id, in the order to show them. Looks at the disk at each call.
void dataset_known(DatasetEntry entries[DATASET_KNOWN]);

/// Opens a known id or a path. A path is a folder holding an IDX pair (train-images…/train-labels…, t10k-images…/
/// t10k-labels…, each plain or .gz), one IDX image file of a pair (labels are optional), or a folder of PNG and JPEG
/// pictures, with FOLDER@SIDE, FOLDER@grey, FOLDER@rgb or FOLDER@SIDE,grey in a size and colours of the user's choice
/// (see image_folder.h). Where there is no test half, every sixth image (index % 6 == 5) is held out. Fashion-MNIST is
/// looked for in the folder $FASHION_MNIST if that is set, else where Debian's package puts it. `options` may be NULL:
/// no pictures. The caller owns one reference. NULL with an error that names file, expectation and finding.
Dataset *dataset_open(const char *id_or_path, const DatasetOptions *options, Error *error);

/// True for a set opened twice, not for a folder that has changed in between.
bool dataset_is_same(const Dataset *one, const Dataset *other);

Dataset *dataset_retain(const Dataset *dataset);
void dataset_release(const Dataset *dataset); // takes NULL

#endif
