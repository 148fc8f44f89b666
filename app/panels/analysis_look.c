// What the view Analysis begins with, and what it holds. On the interface's thread.
#include "analysis_look.h"

void analysis_look_init(AnalysisLook *look) {
    look->denoising = (DenoisingLook){.strength = {0.4, 0.2, 0.3, 0.3}, .images.key = UINT64_C(0xA7A000)};
}

void analysis_look_finish(AnalysisLook *look) {
    image_grid_finish(&look->denoising.images);
}
