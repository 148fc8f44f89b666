// What the view Analysis begins with, and what it holds. On the interface's thread.
#include "analysis_look.h"

#include <stdlib.h>

void analysis_look_init(AnalysisLook *look) {
    look->denoising = (DenoisingLook){.strength = {0.4, 0.2, 0.4, 0.4}, .images.key = UINT64_C(0xA7A100)};
    look->compression = (CompressionLook){.bits = 3, .images.key = UINT64_C(0xA7A200)};
    look->features = (FeaturesLook){.heat.key = UINT64_C(0xA7A300)};
    look->anomaly.images.key = UINT64_C(0xA7A400);
}

void analysis_look_finish(AnalysisLook *look) {
    image_grid_finish(&look->denoising.images);
    image_grid_finish(&look->anomaly.images);
    image_grid_finish(&look->compression.images);
    heat_map_finish(&look->features.heat);
    free(look->features.shares);
}
