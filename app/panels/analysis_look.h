// What the view Analysis remembers between frames: which bench is chosen, and each bench's own struct.
#ifndef HOURGLASS_ANALYSIS_LOOK_H
#define HOURGLASS_ANALYSIS_LOOK_H

#include "analysis_view.h"
#include "class_set.h"
#include "heat_map.h"
#include "image_grid.h"
#include "live.h"

typedef struct DenoisingLook {
    NoiseKind kind;
    double strength[NOISE_KINDS]; // of each kind
    bool ssim;                    // the curve's measure, else PSNR
    int wanted;                   // images that have room
    ImageGrid images;
} DenoisingLook;

typedef struct AnomalyLook {
    ClassSet chosen;        // classes with a cross
    uint64_t run;           // that the choice is for
    ClassSet left_out;      // of that run
    AnomalyScore score;     // of a Gaussian code
    int wanted;             // images that have room
    int components, pixels; // of PCA beside it; of an image
    ImageGrid images;
} AnomalyLook;

typedef struct CompressionLook {
    int bits; // of the pictures, 1 to QUANTISER_BITS
    ImageGrid images;
} CompressionLook;

typedef struct FeaturesLook {
    uint64_t order; // times that the button was pressed
    int components; // of PCA, then
    FeatureSpace space;
    FeatureMethod method; // whose confusion matrix is shown
    float *shares;        // (classes, classes) of it
    int classes;          // there is room for
    uint64_t filled;      // names what they are of
    HeatMap heat;
} FeaturesLook;

typedef struct AnalysisLook {
    int bench; // place in ANALYSIS_BENCHES
    DenoisingLook denoising;
    CompressionLook compression;
    FeaturesLook features;
    AnomalyLook anomaly;
} AnalysisLook;

void analysis_look_init(AnalysisLook *look);
void analysis_look_finish(AnalysisLook *look);

#endif
