// What the Playground remembers: how it begins and ends, changes made by hand. On the interface's thread.
#include "play_look.h"

#include <stdlib.h>
#include <string.h>

void play_look_init(PlayLook *look) {
    static const double strength[PLAY_CORRUPTIONS] = {0, 0.3, 20, 50, 40};
    memcpy(look->strength, strength, sizeof strength);
    look->strip = STRIP_TRAVERSAL;
    look->operand[0] = PLAY_PINNED;
    look->operand[1] = 1;
    look->operand[2] = 2;
    look->random = look->sample_seed = look->corruption_seed = 1;
    look->source = PLAY_GAUSSIAN;
    look->temperature = 1;
    look->edit[0].touched = look->edit[1].touched = -1;
    look->bars.held = look->bars.hovered = -1;
    look->canvas.key = UINT64_C(0x9147000);
    look->answer.key = UINT64_C(0x9147001);
    look->near_pixels.key = UINT64_C(0x9147002);
    for (int i = 0; i < PLAY_STRIPS; i++)
        look->grid[i].key = UINT64_C(0x9147010) + (uint64_t)i;
}

void play_look_finish(PlayLook *look) {
    for (int i = 0; i < PLAY_UNDO; i++)
        free(look->undo.step[i].pixels);
    free(look->bars.order);
    image_grid_finish(&look->canvas);
    image_grid_finish(&look->answer);
    image_grid_finish(&look->near_pixels);
    for (int i = 0; i < PLAY_STRIPS; i++)
        image_grid_finish(&look->grid[i]);
}

PlayChange *play_edit_find(PlayEdit *edit, int unit) {
    for (int i = 0; i < edit->changes; i++)
        if (edit->change[i].unit == unit)
            return &edit->change[i];
    return NULL;
}

bool play_edit_set(PlayEdit *edit, int unit, float value) {
    PlayChange *change = play_edit_find(edit, unit);
    if (!change && edit->changes == PLAY_CHANGES)
        return false;
    if (!change)
        change = &edit->change[edit->changes++];
    *change = (PlayChange){unit, value};
    return true;
}

void play_edit_remove(PlayEdit *edit, int unit) {
    PlayChange *change = play_edit_find(edit, unit);
    if (change)
        *change = edit->change[--edit->changes];
}
