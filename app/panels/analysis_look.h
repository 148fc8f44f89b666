// What the view Analysis remembers between frames: which bench is chosen, and each bench's own struct.
#ifndef HOURGLASS_ANALYSIS_LOOK_H
#define HOURGLASS_ANALYSIS_LOOK_H

#include "class_set.h"
#include "image_grid.h"
#include "live.h"

typedef struct DenoisingLook {
    int kind;           // of corruption
    double strength[4]; // of each kind
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

typedef struct AnalysisLook {
    int bench; // place in ANALYSIS_BENCHES
    DenoisingLook denoising;
    AnomalyLook anomaly;
} AnalysisLook;

void analysis_look_init(AnalysisLook *look);
void analysis_look_finish(AnalysisLook *look);

#endif
