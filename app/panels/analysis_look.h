// What the view Analysis remembers between frames: which bench is chosen, and each bench's own struct.
#ifndef HOURGLASS_ANALYSIS_LOOK_H
#define HOURGLASS_ANALYSIS_LOOK_H

#include "image_grid.h"

typedef struct DenoisingLook {
    int kind;           // of corruption
    double strength[4]; // of each kind
    ImageGrid images;
} DenoisingLook;

typedef struct AnalysisLook {
    int bench; // place in ANALYSIS_BENCHES
    DenoisingLook denoising;
} AnalysisLook;

void analysis_look_init(AnalysisLook *look);
void analysis_look_finish(AnalysisLook *look);

#endif
