// The window: its renderer, its canvas, its events, and the pace of frames. One thread makes all calls, but
// window_wake.
//
//     while (!quit) {
//         window_wait(window, next_animation, &turn);
//         ... turn.events[0 … turn.count-1] -> interface -> draw list ...
//         window_draw(window, &list, background);
//     }
#ifndef HOURGLASS_WINDOW_H
#define HOURGLASS_WINDOW_H

#include "canvas.h"
#include "input.h"
#include "window_settings.h"

typedef struct Window Window;

typedef enum PlatformEventKind {
    PLATFORM_MOUSE_MOVE,  // x, y
    PLATFORM_MOUSE_DOWN,  // x, y, button, clicks
    PLATFORM_MOUSE_UP,    // x, y, button
    PLATFORM_MOUSE_LEAVE, // the mouse has left the window
    PLATFORM_WHEEL,       // x, y, wheel_x, wheel_y: notches, up and right positive
    PLATFORM_KEY_DOWN,    // key, repeat
    PLATFORM_KEY_UP,      // key
    PLATFORM_TEXT,        // text
    PLATFORM_DROP_FILE,   // path, and x, y
    PLATFORM_RESIZED,     // the canvas has another size
    PLATFORM_FOCUS_LOST,  // buttons and modifiers held down count as released
    PLATFORM_FOCUS_GAINED,
    PLATFORM_MINIMISED,
    PLATFORM_RESTORED,
    PLATFORM_QUIT, // the user closed the window, or SIGINT or SIGTERM came
} PlatformEventKind;

typedef enum PlatformButton { PLATFORM_LEFT = 1, PLATFORM_MIDDLE = 2, PLATFORM_RIGHT = 3 } PlatformButton;

typedef struct PlatformEvent {
    PlatformEventKind kind;
    float x, y; // pixels of the canvas
    int button, clicks;
    float wheel_x, wheel_y;
    int key; // as in input.h: a character in lower case, or UI_KEY_ENTER …; 0: a key without a meaning here
    bool repeat;
    unsigned modifiers; // UI_SHIFT …, on every event of mouse and keyboard
    char text[32];      // UTF-8
    const char *path;   // valid until the next window_wait
    double seconds;     // when it happened, on clock_seconds' clock
} PlatformEvent;

enum { WINDOW_EVENTS = 128 };

/// What a frame is made of. Events that do not fit come with the next turn.
typedef struct WindowTurn {
    PlatformEvent events[WINDOW_EVENTS];
    int count;
    bool woken;        // window_wake was called: there may be new data
    bool hidden;       // minimised: what is drawn is not seen
    int width, height; // of the canvas
} WindowTurn;

typedef enum WindowCursor {
    WINDOW_CURSOR_ARROW,
    WINDOW_CURSOR_HAND,
    WINDOW_CURSOR_TEXT,
    WINDOW_CURSOR_RESIZE_X,
    WINDOW_CURSOR_RESIZE_Y,
    WINDOW_CURSOR_EXPLAIN, // a cross: no system has a question mark everywhere
    WINDOW_CURSORS
} WindowCursor; // in the order of the interface's own

typedef struct WindowDesc {
    const char *title;
    const WindowSettings *settings; // size and place; NULL: the defaults
} WindowDesc;

/// Opens the window. Without a display the error begins with "no display: ".
Window *window_create(const WindowDesc *desc, Error *error);
void window_destroy(Window *window); // takes NULL

/// Sleeps until there is something to do: an event (a frame follows the last one by 1/60 s or more), a wake (by 1/30 s
/// or more, 1/2 s while minimised), or the moment `due` on clock_seconds' clock (0: none). Never says stop: the caller
/// does, on PLATFORM_QUIT.
void window_wait(Window *window, double due, WindowTurn *turn);

/// Draws and shows a frame.
void window_draw(Window *window, const DrawList *list, Rgba background);

/// From any thread, at any time between create and destroy: the next window_wait returns, with `woken` set. Calls
/// before it returns count as one.
void window_wake(void *window);

Canvas *window_canvas(Window *window);
TextMeasure window_measure(Window *window);

/// Pixels of the canvas a screen unit: 2 on many dense displays, else 1. Multiply the interface's scale by it.
float window_density(const Window *window);

/// Seconds that the last window_draw took.
/// Writes what window_draw would show, or a part of it (NULL: all), to a PNG file.
bool window_save(Window *window, const DrawList *list, Rgba background, const Rect *part, const char *path,
                 Error *error);

double window_draw_seconds(const Window *window);

/// "software", "opengl" …
const char *window_renderer_name(const Window *window);

/// Size, place and whether maximised, as they are now, into settings; scale and theme stay.
void window_remember(const Window *window, WindowSettings *settings);

void window_toggle_full_screen(Window *window);
void window_set_cursor(Window *window, WindowCursor cursor);
void window_set_title(Window *window, const char *title);

/// Text input (input methods, dead keys) is on only while a text field has the focus.
void window_accept_text(Window *window, bool accept);

/// The clipboard's text, at most size - 1 bytes, whole characters; empty if there is none.
void window_paste(Window *window, char *text, size_t size);
void window_copy(Window *window, const char *text);

#endif
