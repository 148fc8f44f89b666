// What the keys do in the whole window.
#ifndef HOURGLASS_SHORTCUTS_H
#define HOURGLASS_SHORTCUTS_H

#include "panels.h"

/// Carries out the shortcuts pressed in this frame; `theme` is the one that T changes.
void shortcuts_take(Panel *panel, Theme *theme);

#endif
