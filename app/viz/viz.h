// What every picture of data is drawn with: the list it goes to, the look, and the means to measure text.
#ifndef HOURGLASS_VIZ_H
#define HOURGLASS_VIZ_H

#include "draw.h"
#include "theme.h"

typedef struct Viz {
    DrawList *list;
    const Theme *theme;
    const TextMeasure *measure;
    const Point *mouse; // NULL: the mouse is elsewhere, nothing is read out
    float scale;        // pixels of the window a pixel of the theme
} Viz;

/// Pixels for a size of the theme, whole and at least 1 where the size is above 0.
float viz_px(const Viz *viz, float size);

/// Width and height of one line of text in a role of the theme.
float viz_text_width(const Viz *viz, TextRole role, const char *text);
float viz_text_height(const Viz *viz, TextRole role);

/// Draws one line with its top at y; `align` 0: begins at x, 0.5: centred on x, 1: ends at x.
void viz_text(const Viz *viz, float x, float y, float align, TextRole role, const char *text);

/// The same, held inside [left, right]; what does not fit ends in "…".
void viz_text_within(const Viz *viz, float left, float right, float y, float align, TextRole role, const char *text);

/// Draws faint text in the middle of the rect, wrapped at spaces; lines that do not fit are left out.
void viz_note(const Viz *viz, Rect rect, const char *text);

/// Frames a part of a picture from outside: a line that stands out in the theme and within it one that stands out from
/// that, so that the mark is seen on any picture. `strong`: selected, else hovered.
void viz_mark(const Viz *viz, Rect rect, bool strong);

/// True if the mouse is inside.
bool viz_over(const Viz *viz, Rect rect);

#endif
