// What the observer shows: plain structs, each tagged with the run, generation and step it was computed from.
#ifndef HOURGLASS_VIEWS_H
#define HOURGLASS_VIEWS_H

#include "quality.h"

enum { VIEW_MAX_IMAGES = 64 };

/// What the visible views need. Sent whenever it changes; the latest counts.
typedef struct ViewRequest {
    int images;                 // reconstructions wanted, 0 to VIEW_MAX_IMAGES
    int index[VIEW_MAX_IMAGES]; // test images
    bool quality;               // statistics over the whole test set
} ViewRequest;

typedef struct ViewTag {
    uint64_t run, generation, step;
} ViewTag;

typedef struct ReconstructionView {
    ViewTag tag; // run 0: nothing yet
    Shape image;
    int images;
    int index[VIEW_MAX_IMAGES];
    int label[VIEW_MAX_IMAGES]; // -1 without labels
    Score score[VIEW_MAX_IMAGES];
    uint8_t *input, *output; // (images, C·H·W); the view's own memory
    size_t capacity;         // bytes each has room for
} ReconstructionView;

typedef struct QualityView {
    ViewTag tag;         // of the last complete evaluation; run 0: none yet
    Quality quality;     //
    CodeStatistics code; //
    ViewTag running;     // the evaluation under way
    int scored, images;  // how far it is: "n of 10 000, step s"
} QualityView;

typedef struct Views {
    ReconstructionView reconstruction;
    QualityView quality;
} Views;

#endif
