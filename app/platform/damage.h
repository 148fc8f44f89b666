// What of a frame differs from the one before. The canvas is divided into cells; a cell whose commands are the same as
// last time keeps its pixels. Plain arithmetic on the thread that draws.
#ifndef HOURGLASS_DAMAGE_H
#define HOURGLASS_DAMAGE_H

#include "draw.h"

#include <SDL.h>

enum { DAMAGE_RECTS = 128 };

/// A zeroed one is ready for use.
typedef struct Damage {
    int width, height, columns, rows;
    uint64_t *cells;         // both of the following
    uint64_t *seen, *wanted; // (rows, columns) hash of what each cell shows, and of what it is to show
    bool known;              // `seen` is what is on the canvas
    SDL_Rect rect[DAMAGE_RECTS];
    int rects;
} Damage;

void damage_finish(Damage *damage);

/// The next frame is drawn whole: its pixels were lost, or nobody knows what they are.
void damage_forget(Damage *damage);

/// Begins a frame of this size over this background. False if memory is short; everything must be drawn then.
bool damage_begin(Damage *damage, int width, int height, Rgba background);

/// Says that the command at `index` shows inside `box` (empty: nowhere), under the clip in force.
void damage_add(Damage *damage, const DrawList *list, int index, const SDL_Rect *box, const SDL_Rect *clip);

/// Ends the frame: afterwards rect[0 … rects-1], which do not overlap, cover all that must be drawn anew.
void damage_end(Damage *damage);

#endif
