// A user without a window: feeds input to the ui frame by frame and reads the draw list. The font is a fake in which
// every character is half its size wide.
#ifndef HOURGLASS_TESTS_SCREEN_H
#define HOURGLASS_TESTS_SCREEN_H

#include "widgets.h"

typedef void ScreenDraw(Ui *ui, void *context);

typedef struct Screen {
    Ui ui;
    UiInput input;
    Theme theme;
    float scale;
    int width, height;
    ScreenDraw *draw;
    void *context;
} Screen;

/// 800 × 600, dark, scale 1; one frame has been drawn.
Screen *screen_create(ScreenDraw *draw, void *context);
void screen_destroy(Screen *screen);

void screen_frame(Screen *screen); // with the input as it is; clears presses, keys and text afterwards
void screen_wait(Screen *screen, double seconds);
void screen_move(Screen *screen, float x, float y);
void screen_press(Screen *screen, float x, float y); // left button down there
void screen_release(Screen *screen);
void screen_click(Screen *screen, float x, float y);
void screen_double_click(Screen *screen, float x, float y);
void screen_wheel(Screen *screen, float x, float y, float notches);
void screen_key(Screen *screen, int key, unsigned modifiers);
void screen_type(Screen *screen, const char *text);

/// The first DRAW_TEXT with this text, or NULL.
const DrawCommand *screen_find(const Screen *screen, const char *text);
int screen_count(const Screen *screen, DrawKind kind, Rgba color);
/// The focus ring, or NULL.
const DrawCommand *screen_ring(const Screen *screen);
float screen_text_width(void *context, DrawFont font, float size, const char *text);

/// True where calling the function ends in a failed assertion.
bool screen_dies(void (*function)(void));

#endif
