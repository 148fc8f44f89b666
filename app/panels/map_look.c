// The memory of the latent map. On the interface's thread.
#include "map_look.h"

enum { KEY = 130 }; // of the first texture; the others follow

void map_look_init(MapLook *look) {
    look->unit[1] = 1;
    look->hovered = look->class_pointed = -1;
    look->camera.zoom = 1;
    look->scatter.key = KEY;
    look->decoded.key = KEY + 1;
    look->nearest.key = KEY + 2;
    look->shown.key = KEY + 3;
    look->strip_grid.key = KEY + 4;
    look->tray_grid.key = KEY + 5;
}

void map_look_finish(MapLook *look) {
    scatter_finish(&look->scatter);
    image_grid_finish(&look->decoded);
    image_grid_finish(&look->nearest);
    image_grid_finish(&look->shown);
    image_grid_finish(&look->strip_grid);
    image_grid_finish(&look->tray_grid);
}

int map_selected(const MapLook *look, int *images, int most) {
    int count = 0;
    for (int i = 0; i < look->motion.images; i++) {
        if (!look->selected[i])
            continue;
        if (count < most)
            images[count] = look->motion.index[i];
        count++;
    }
    return count;
}
