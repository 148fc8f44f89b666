// Denoising bench.
#include "analysis.h"

static void draw(Panel *panel, Rect rect) {
    ui_text(panel->ui, rect, TEXT_FAINT, UI_CENTRE, "The pictures come with the next snapshot.");
}

const AnalysisBench analysis_denoising = {
    .name = "denoising",
    .label = "Denoising",
    .about =
        "Test images are corrupted here, with any kind of noise at any strength, and the network gives back what it "
        "can. The run is not touched.",
    .draw = draw};
