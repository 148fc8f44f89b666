// What the window asks of the desktop: full screen, cursor, title, text input, clipboard. The UI thread's.
#include "window_parts.h"

#include <string.h>

void window_toggle_full_screen(Window *window) {
    bool full = SDL_GetWindowFlags(window->window) & SDL_WINDOW_FULLSCREEN_DESKTOP;
    SDL_SetWindowFullscreen(window->window, full ? 0 : SDL_WINDOW_FULLSCREEN_DESKTOP);
}

void window_set_cursor(Window *window, WindowCursor cursor) {
    static const SDL_SystemCursor SYSTEM[WINDOW_CURSORS] = {
        [WINDOW_CURSOR_ARROW] = SDL_SYSTEM_CURSOR_ARROW,     [WINDOW_CURSOR_HAND] = SDL_SYSTEM_CURSOR_HAND,
        [WINDOW_CURSOR_TEXT] = SDL_SYSTEM_CURSOR_IBEAM,      [WINDOW_CURSOR_RESIZE_X] = SDL_SYSTEM_CURSOR_SIZEWE,
        [WINDOW_CURSOR_RESIZE_Y] = SDL_SYSTEM_CURSOR_SIZENS, [WINDOW_CURSOR_EXPLAIN] = SDL_SYSTEM_CURSOR_CROSSHAIR,
    };
    if (cursor == window->cursor)
        return;
    if (!window->cursors[cursor])
        window->cursors[cursor] = SDL_CreateSystemCursor(SYSTEM[cursor]);
    if (window->cursors[cursor])
        SDL_SetCursor(window->cursors[cursor]);
    window->cursor = cursor;
}

void window_set_title(Window *window, const char *title) {
    SDL_SetWindowTitle(window->window, title);
}

void window_accept_text(Window *window, bool accept) {
    (void)window;
    if (accept == (SDL_IsTextInputActive() == SDL_TRUE))
        return;
    if (accept)
        SDL_StartTextInput();
    else
        SDL_StopTextInput();
}

void window_paste(Window *window, char *text, size_t size) {
    (void)window;
    char *clipboard = SDL_GetClipboardText();
    SDL_utf8strlcpy(text, clipboard ? clipboard : "", size);
    SDL_free(clipboard);
}

void window_copy(Window *window, const char *text) {
    (void)window;
    SDL_SetClipboardText(text);
}
