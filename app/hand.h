// What the user's hands do between two frames, from the window's events.
#ifndef HOURGLASS_HAND_H
#define HOURGLASS_HAND_H

#include "input.h"
#include "window.h"

/// Begins as zeros, with the pointer elsewhere: input.mouse_x and mouse_y -1.
typedef struct Hand {
    UiInput input;      // for the next frame
    unsigned modifiers; // held after all events so far; those of the input are of the press, where there is one
} Hand;

/// Whether an event belongs to the frame after the next: a press after a release, or more keys or text than fit.
bool hand_is_ahead(const Hand *hand, const PlatformEvent *event);

/// Takes note of an event of mouse, keys, text or focus; others change nothing.
void hand_add(Hand *hand, const PlatformEvent *event);

/// A frame has been made: what happened in it is over, what is held stays.
void hand_next(Hand *hand);

#endif
