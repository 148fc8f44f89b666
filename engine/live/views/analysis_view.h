// What the benches of the view Analysis ask for and show. Each works on one snapshot until it is through, and then on
// the newest. What is done to single units does not count here: the benches measure the model.
#ifndef HOURGLASS_ANALYSIS_VIEW_H
#define HOURGLASS_ANALYSIS_VIEW_H

#include "denoising_figures.h"
#include "features_figures.h"
#include "quantiser.h"
#include "view_array.h"

#include <stdbool.h>

enum { DENOISING_IMAGES = 64, COMPRESSION_IMAGES = 8, COMPRESSION_STEPS = QUANTISER_BITS + 1 };

/// Test images first … first+count-1, corrupted, and the curve of that kind over all strengths.
typedef struct DenoisingRequest {
    bool wanted;
    NoiseKind kind;
    double strength;  // 0 to NOISE_MOST
    int first, count; // at most DENOISING_IMAGES
} DenoisingRequest;

/// Means over `images` test images, spread over the set; of one step.
typedef struct DenoisingCurve {
    ViewTag tag; // run 0: there is none yet
    int images, points;
    DenoisingFigures point[NOISE_STRENGTHS]; // the first `points` are there
} DenoisingCurve;

typedef struct DenoisingView {
    ViewTag tag; // of the pictures
    uint64_t version;
    NoiseKind kind; // of the pictures
    double strength;
    int channels, height, width;                // of an image
    int first, images;                          // those here
    int label[DENOISING_IMAGES];                // -1 without labels
    DenoisingFigures figures[DENOISING_IMAGES]; //
    ViewArray input, seen, output;              // bytes (images, C, H, W): clean, corrupted, given back
    DenoisingCurve curve[NOISE_KINDS];          //
    NoiseKind running;                          // the curve under way
    ViewTag running_tag;                        // run 0: none
    int done, total;                            // how far it is: images at all strengths
} DenoisingView;

typedef struct CompressionRequest {
    bool wanted;
} CompressionRequest;

/// The code of `images` test images, spread over the set, at 1 to QUANTISER_BITS bits a unit (place b - 1), and as it
/// is (place QUANTISER_BITS).
typedef struct CompressionFigures {
    int images, units;
    double entropy[QUANTISER_BITS]; // bits an image: the units' entropies added up
    double mse[COMPRESSION_STEPS];  // a value, of the reconstructions; no number where that is still being measured
    double deflated;                // bytes that zlib makes of an image's pixels, the mean
    int channels, height, width;    // of a picture
    int pictures;                   // images that are shown
    int index[COMPRESSION_IMAGES];  // their test images
    int label[COMPRESSION_IMAGES];  // -1 without labels
    double picture_mse[COMPRESSION_IMAGES][COMPRESSION_STEPS];
} CompressionFigures;

typedef struct CompressionView {
    ViewTag tag; // of figures and pictures; run 0: there are none yet
    uint64_t version;
    CompressionFigures figures;
    ViewArray input;  // bytes (pictures, C, H, W)
    ViewArray output; // bytes (pictures, COMPRESSION_STEPS, C, H, W)
    ViewTag running;  // the step that is measured now; run 0: none
    int done, total;  // how far that is: images encoded and decoded
} CompressionView;

typedef struct FeaturesRequest {
    uint64_t order; // 0: nothing; grows with each press of the button
    int components; // of PCA
} FeaturesRequest;

typedef enum FeaturesState { FEATURES_NONE, FEATURES_RUNNING, FEATURES_DONE, FEATURES_FAILED } FeaturesState;

/// How well classes can be told by what an image is described with.
typedef struct FeaturesView {
    ViewTag tag; // of the result, whose step may be long past; run 0: there is none
    uint64_t version;
    FeaturesState state; // of the newest order
    int percent;         // while it runs
    char problem[160];   // why it failed
    FeaturesResult result;
    ViewArray confusion; // ints (FEATURE_SPACES, FEATURE_METHODS, classes, classes): test images, by their class and
                         // the one they were taken for
} FeaturesView;

#endif
