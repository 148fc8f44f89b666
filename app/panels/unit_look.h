// What the interface remembers of the unit card and of what is done to units.
#ifndef HOURGLASS_UNIT_LOOK_H
#define HOURGLASS_UNIT_LOOK_H

#include "image_grid.h"

enum { UNIT_PINNED_TILES = 3 };

typedef struct UnitLook {
    uint64_t run; // that the card and the interventions are meant for
    ImageGrid atom, sight, strongest, spread;
    ImageGrid pinned[UNIT_PINNED_TILES]; // the image, what comes out, the same with changed units
} UnitLook;

void unit_look_init(UnitLook *look);
void unit_look_finish(UnitLook *look);

#endif
