// What the engine cannot do itself while it opens a data set, and how it tells how far it is.
#ifndef HOURGLASS_DATASET_OPTIONS_H
#define HOURGLASS_DATASET_OPTIONS_H

#include "error.h"

#include <stdbool.h>
#include <stdint.h>

/// Decodes a PNG or JPEG file to pixels (height, width, channels) from malloc, which the caller frees: 1 grey, 2 grey
/// and alpha, 3 RGB, 4 RGBA. False with the reason in a few words, without the file's name. Called by the thread that
/// opens the data set.
typedef bool (*ImageDecoder)(const char *path, uint8_t **pixels, int *width, int *height, int *channels, Error *reason);

typedef struct DatasetOptions {
    ImageDecoder decode;                          // NULL: image folders cannot be opened
    void (*progress)(void *context, double part); // 0 to 1, while an image folder is read; may be NULL
    bool (*cancelled)(void *context);             // asked before each file; may be NULL
    void *context;                                // of both
} DatasetOptions;

#endif
