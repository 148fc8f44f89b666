// What the files of the left side share.
#ifndef HOURGLASS_CONTROLS_PARTS_H
#define HOURGLASS_CONTROLS_PARTS_H

#include "panels.h"

typedef struct Control {
    const char *name, *tip;
    int held;
    CommandKind kind;
} Control;

/// A slider whose value is the trainer's, but for as long as the user holds it and the trainer has not caught up.
void controls_turn(Panel *panel, Rect *rest, const Control *control, const UiSlider *slider, double truth);

void controls_layers(Panel *panel, Rect *rest);    // the network as a list
void controls_penalties(Panel *panel, Rect *rest); // the code's activation, and what is asked of codes and weights

#endif
