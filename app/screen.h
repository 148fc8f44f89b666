// The window and the explorer in it.
#ifndef HOURGLASS_SCREEN_H
#define HOURGLASS_SCREEN_H

#include "explorer.h"
#include "window.h"

#include <stdatomic.h>

typedef struct Screen {
    _Atomic(Window *) window;
    Explorer *explorer;
} Screen;

/// Opens both, in their place until screen_finish: images are read while the window opens. What `explorer` says of
/// waking is the screen's own; its scale counts in the display's density. Returns true on success.
bool screen_init(Screen *screen, const ExplorerDesc *explorer, const WindowDesc *window, Error *error);

/// Frees what has been opened, also after a failure.
void screen_finish(Screen *screen);

#endif
