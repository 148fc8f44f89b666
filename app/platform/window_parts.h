// What the parts of the window share: window.c, renderer.c and window_events.c.
#ifndef HOURGLASS_WINDOW_PARTS_H
#define HOURGLASS_WINDOW_PARTS_H

#include "window.h"

#include <SDL.h>

struct Window {
    SDL_Window *window;
    SDL_Renderer *renderer;
    Canvas *canvas;
    SDL_Cursor *cursors[WINDOW_CURSORS];
    WindowCursor cursor;
    SDL_Rect normal; // place and size while neither maximised nor full screen
    bool video;      // SDL is to be left again
    bool software;   // the renderer draws on the window's surface in memory
    bool hidden;
    unsigned modifiers; // held after the events taken so far
    Uint32 wake_event;
    SDL_atomic_t wake_pending;
    double last_turn, last_data; // when window_wait returned: ever, and with `woken`
    double clock_offset;         // clock_seconds minus SDL's ticks
    double draw_seconds;
    char *paths[WINDOW_EVENTS]; // of files dropped, until the next wait
    int path_count;
};

/// Opens window and renderer: SDL's own choice, or the software renderer where OpenGL is computed by the processor.
bool renderer_open(Window *window, const char *title, const SDL_Rect *place, Uint32 flags, Error *error);

/// Adds what an SDL event means to the turn. Returns true if a frame must follow.
bool window_translate(Window *window, const SDL_Event *event, WindowTurn *turn);

/// A key in input.h's terms; 0: none of them.
int window_key(const SDL_Keysym *keysym);

#endif
