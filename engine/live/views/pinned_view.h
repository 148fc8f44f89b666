// The image that every view looks at.
#ifndef HOURGLASS_PINNED_VIEW_H
#define HOURGLASS_PINNED_VIEW_H

#include "figures.h"
#include "view_array.h"

enum { VIEW_PICTURE = 128 * 128 * 3 }; // most bytes of an image of the user's own

/// The image that every view looks at: one of the test set, or one of the user's own.
typedef struct PinnedRequest {
    int image;                   // test image, also where the user's own one is of another shape than the data
    uint64_t own;                // 0: none; a number that is new with each picture
    int channels, height, width; // of the user's own
    uint8_t pixels[VIEW_PICTURE];
} PinnedRequest;

/// The image that every view looks at, and what the net makes of it.
typedef struct PinnedView {
    ViewTag tag;
    uint64_t version;
    uint64_t own;                // the user's own picture that it is, or 0
    int image, label;            // test image, -1 for one of the user's own; -1 without labels
    int channels, height, width; //
    bool corrupts;               // what the net sees is not the image
    Score score;
    bool changed;            // units of the code are clamped, scaled or ablated: `output` and `score` are with that
    Score plain_score;       // the same without it
    ViewArray input, seen;   // bytes (C, H, W): the image, what the net sees of it
    ViewArray output, plain; // bytes (C, H, W): what it gives back; the same without changed units
} PinnedView;

#endif
