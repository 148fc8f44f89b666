// What a window remembers from one start to the next, in $XDG_CONFIG_HOME/hourglass/window.ini. The UI thread's.
#ifndef HOURGLASS_WINDOW_SETTINGS_H
#define HOURGLASS_WINDOW_SETTINGS_H

#include "error.h"

typedef struct WindowSettings {
    int x, y;          // of the window, in screen units; INT_MIN: in the middle
    int width, height; // at least WINDOW_MIN_WIDTH × WINDOW_MIN_HEIGHT
    bool maximised;
    float scale;           // of the interface, 0.5 … 4
    char theme[32];        // "dark", "light" …
    int history_megabytes; // that past moments may take; 0: as much as is usual
} WindowSettings;

enum { WINDOW_MIN_WIDTH = 800, WINDOW_MIN_HEIGHT = 500 };

/// Reads the file; what is missing or makes no sense keeps its default (1440 × 900, in the middle, scale 1, dark).
void window_settings_load(WindowSettings *settings);

/// Writes the file atomically, making its folder if needed.
bool window_settings_save(const WindowSettings *settings, Error *error);

#endif
