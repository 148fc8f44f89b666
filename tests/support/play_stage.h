// The playground with made-up data: what tests do with it.
#ifndef HOURGLASS_TESTS_PLAY_STAGE_H
#define HOURGLASS_TESTS_PLAY_STAGE_H

#include "panel_stage.h"

/// The text on screen, as one of its own, else as a part of one; NULL: it is not there.
const DrawCommand *play_stage_find(PanelStage *stage, const char *text);
bool play_stage_shows(PanelStage *stage, const char *text);
/// A stage in the dark theme with the playground open.
PanelStage *play_stage_open(SampleModel model, int width, int height);
/// Moves the mouse, with these buttons held, and draws a frame.
void play_stage_move(PanelStage *stage, float x, float y, unsigned down);
void play_stage_click(PanelStage *stage, float x, float y);
void play_stage_click_on(PanelStage *stage, const char *text);
void play_stage_key(PanelStage *stage, int code, unsigned modifiers);
/// What is asked of the observer as of the last frame.
const PlayRequest *play_stage_wish(const PanelStage *stage);
/// The number of a unit beside its bar, and the rectangle of the code's colour that is the bar; fail where there is
/// none.
Rect play_stage_number_of(PanelStage *stage, const char *number);
Rect play_stage_bar_of(PanelStage *stage, const char *number);

#endif
