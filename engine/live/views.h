// What the observer shows: plain structs, each tagged with the run, generation and step it was computed from.
#ifndef HOURGLASS_VIEWS_H
#define HOURGLASS_VIEWS_H

#include "figures.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { VIEW_MAX_IMAGES = 64, VIEW_CODE_IMAGES = 200, VIEW_CURVE = 512 };

/// What the visible views need. Sent whenever it changes; the latest counts.
typedef struct ViewRequest {
    int images;                 // reconstructions wanted, 0 to VIEW_MAX_IMAGES
    int index[VIEW_MAX_IMAGES]; // test images
    bool quality;               // statistics over the whole test set
    int code_images;            // test images whose codes are wanted, 0 to VIEW_CODE_IMAGES, sorted by class
} ViewRequest;

typedef struct ViewTag {
    uint64_t run, generation, step;
} ViewTag;

typedef struct ReconstructionView {
    ViewTag tag;                 // run 0: nothing yet
    int channels, height, width; // of an image
    int images;
    int index[VIEW_MAX_IMAGES];
    int label[VIEW_MAX_IMAGES]; // -1 without labels
    Score score[VIEW_MAX_IMAGES];
    bool corrupts;                  // what the net sees is not the image
    uint8_t *input, *seen, *output; // (images, C, H, W): the image, what the net sees of it, what it gives back;
                                    // the view's own memory
    size_t capacity;                // bytes each has room for
} ReconstructionView;

/// Codes of some test images, sorted by class.
typedef struct CodeView {
    ViewTag tag; // run 0: nothing yet
    int units, images;
    int index[VIEW_CODE_IMAGES];
    int label[VIEW_CODE_IMAGES]; // -1 without labels
    float *codes;                // (images, units); the view's own memory
    size_t capacity;             // floats it has room for
} CodeView;

/// The test loss at one step, nats per image (squared error per image for MSE models).
typedef struct TestPoint {
    double step, reconstruction, penalty;
} TestPoint;

typedef struct QualityView {
    ViewTag tag; // of the last complete evaluation; run 0: none yet
    Quality quality;
    CodeStatistics code;
    float *frequency;   // (units) share of test images for which each unit is active; the view's own memory
    size_t capacity;    // floats it has room for
    ViewTag running;    // the evaluation under way
    int scored, images; // how far it is: "n of 10 000, step s"
    TestPoint curve[VIEW_CURVE];
    int points; // of the run of `tag` since its start; when there is no more room every second one goes
} QualityView;

typedef struct Views {
    ReconstructionView reconstruction;
    CodeView code;
    QualityView quality;
} Views;

#endif
