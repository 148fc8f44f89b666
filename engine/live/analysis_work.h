// What the observer keeps for the benches of the view Analysis while they work.
#ifndef HOURGLASS_ANALYSIS_WORK_H
#define HOURGLASS_ANALYSIS_WORK_H

#include "analysis_view.h"
#include "arena.h"
#include "subject.h"
#include "task.h"

/// A curve over all strengths of one kind of noise: of one snapshot until it is through, strength by strength.
typedef struct DenoisingWork {
    Subject subject;
    bool running;
    NoiseKind kind;
    DenoisingCurve curve;
    int next;       // image of the strength that is measured
    ViewArray room; // doubles, for SSIM
} DenoisingWork;

/// Codes of one snapshot, and what is left of the images when they are stored in few bits.
typedef struct CompressionWork {
    Subject subject;
    bool running;
    int next;            // image to encode; then image to decode at the step
    int step;            // -1: encoding; else how many of the COMPRESSION_STEPS are through
    float *codes;        // (images, units)
    float *low, *high;   // (units)
    uint32_t *counts;    // (QUANTISER_CELLS) of one unit
    float *code, *image; // (OBSERVER_ROWS, units), (OBSERVER_ROWS, size)
    uint8_t *deflated;   // room to deflate an image
    Arena arena;
    CompressionFigures figures;
    ViewArray input, output; // as in the view
} CompressionWork;

/// The newest order, if there is one.
typedef struct FeaturesWork {
    Task *task;     // NULL: nothing is under way
    uint64_t order; // of FeaturesRequest
    ViewTag tag;    // of the snapshot
} FeaturesWork;

/// How many of `all` test images the bench takes with this net.
int compression_images(const Net *net, int all);
/// Begins with so many images of the subject; false if memory is short. Then some images at a time, as long as
/// work->step is less than COMPRESSION_STEPS. A figure under way is not to be shown before it is of all images.
bool compression_begin(CompressionWork *work, int images);
void compression_go_on(CompressionWork *work);
/// The place in the figures that a step is about: the code as it is first, then with ever more bits.
int compression_place(int step);

#endif
