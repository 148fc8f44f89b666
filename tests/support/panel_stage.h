// The window's panels with made-up data and the real fonts, but without engine, window or display.
#ifndef HOURGLASS_TESTS_PANEL_STAGE_H
#define HOURGLASS_TESTS_PANEL_STAGE_H

#include "canvas.h"
#include "panels.h"
#include "sample_views.h"

typedef struct PanelStage {
    SampleViews sample;
    Ui ui;
    Theme theme;
    Look look;      // to be changed between frames
    Canvas *canvas; // of panel_stage_picture
    TextMeasure measure;
    UiInput input; // the mouse is elsewhere, the clock stands still
    int width, height;
} PanelStage;

/// `theme`: its name. All stages measure with the same fonts, which stay open, since loading them and measuring the
/// same words anew takes longer than all else.
PanelStage *panel_stage_create(SampleState state, SampleModel model, int width, int height, float scale,
                               const char *theme);
void panel_stage_destroy(PanelStage *stage);

/// Draws a frame; `problem` becomes a toast unless it is NULL. Afterwards ui_list(&stage->ui) is the frame. Some things
/// are known only from the frame before, such as how far a side scrolls.
void panel_stage_frame(PanelStage *stage, const char *problem);

/// The last frame drawn, on a canvas that the stage owns.
Canvas *panel_stage_picture(PanelStage *stage);

#endif
