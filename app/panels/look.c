// What the interface remembers between frames: how it begins, its theme, how it ends. On the interface's thread.
#include "panels.h"

#include <stdlib.h>

void look_init(Look *look, Theme *theme, bool light, float scale) {
    *look = (Look){.scale = scale > 0 ? scale : 1};
    look->editor.focus = look->editor.focus_next = EDITOR_NO_ROW;
    look->images.key = 1;
    look->examples.key = 2;
    look->heat.key = 3; // and 4
    look_set_light(look, theme, light);
}

void look_finish(Look *look) {
    image_grid_finish(&look->images);
    image_grid_finish(&look->examples);
    heat_map_finish(&look->heat);
    free(look->cells);
}

void look_set_light(Look *look, Theme *theme, bool light) {
    look->light = light;
    theme_named(theme, light ? "light" : "dark");
    colormap_init(&look->error_map, light ? COLORMAP_DIVERGING_LIGHT : COLORMAP_DIVERGING);
    colormap_init(&look->heat_map, COLORMAP_MAGMA);
}
