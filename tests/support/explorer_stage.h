// The whole interface with the real engine behind it and no window: fed with input, read as a draw list.
#ifndef HOURGLASS_TESTS_EXPLORER_STAGE_H
#define HOURGLASS_TESTS_EXPLORER_STAGE_H

#include "explorer.h"

typedef struct ExplorerStage {
    Explorer *explorer;
    UiInput input;     // to be changed between frames; the mouse is elsewhere
    int width, height; //
    const DrawList *list;
} ExplorerStage;

/// Fails the cmocka test where it cannot be made.
void explorer_stage_open(ExplorerStage *stage, const ExplorerDesc *desc, int width, int height);
void explorer_stage_close(ExplorerStage *stage);

/// Draws a frame a sixtieth of a second later; afterwards no key, button or wheel is pressed.
void explorer_stage_frame(ExplorerStage *stage);

/// Draws frames until everything on screen was computed from this step; ten minutes without that fail the test.
void explorer_stage_settle(ExplorerStage *stage, uint64_t steps);

void explorer_stage_key(ExplorerStage *stage, int code, unsigned modifiers);
void explorer_stage_point(ExplorerStage *stage, float x, float y);
void explorer_stage_click(ExplorerStage *stage); // where the mouse is

/// The first command that draws just this text, or NULL.
const DrawCommand *explorer_stage_find(const ExplorerStage *stage, const char *text);
/// Clicks on the first text that is just this one; the mouse stays there. Fails the test where there is none.
void explorer_stage_click_on(ExplorerStage *stage, const char *text);

/// Draws frames until some text on screen contains this one; ten minutes without that fail the test.
void explorer_stage_wait_for(ExplorerStage *stage, const char *text);

/// Whether some text on screen contains this one.
bool explorer_stage_shows(const ExplorerStage *stage, const char *text);

/// Every coordinate is finite, and no text is that of a number that is none.
void explorer_stage_assert_sane(const ExplorerStage *stage);

#endif
