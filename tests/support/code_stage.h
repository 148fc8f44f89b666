// The view Code on a panel stage: pointed at, clicked, and with codes of any size.
#ifndef HOURGLASS_TESTS_CODE_STAGE_H
#define HOURGLASS_TESTS_CODE_STAGE_H

#include "panel_stage.h"

enum { CODE_STAGE_UNITS = 4096 }; // most units of a code

PanelStage *code_stage_open(SampleModel model, int width, int height);

/// Draws a frame a little later; afterwards no key, button or wheel is pressed.
void code_stage_frame(PanelStage *stage);

void code_stage_point(PanelStage *stage, float x, float y);
/// At the middle of a column of the map, some rows down.
void code_stage_point_at(PanelStage *stage, int column);
void code_stage_press(PanelStage *stage);
void code_stage_release(PanelStage *stage);
void code_stage_click(PanelStage *stage); // where the mouse is
void code_stage_key(PanelStage *stage, int code);
/// On what says just that; fails the test where nothing does.
void code_stage_click_on(PanelStage *stage, const char *text);

/// A code of so many units, of which unit u is `scale` · (1 + u mod 3) for every image. Half of the test images fire
/// each, or none if the scale is 0.
void code_stage_fill(PanelStage *stage, int units, float scale);

/// Whether the texts of the frame, one after the other, contain this one.
bool code_stage_shows(PanelStage *stage, const char *text);
/// Filled rectangles of that colour inside another.
int code_stage_fills(PanelStage *stage, Rgba color, Rect inside);
/// Every coordinate is finite, and no text is that of a number that is none.
void code_stage_assert_finite(PanelStage *stage);

#endif
