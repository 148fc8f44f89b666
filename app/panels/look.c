// What the interface remembers between frames: how it begins, its theme, how it ends. On the interface's thread.
#include "panels.h"

#include <stdlib.h>

void look_init(Look *look, Theme *theme, bool light, float scale) {
    *look = (Look){.scale = scale > 0 ? scale : 1};
    look->images.key = 1;
    look->examples.key = 2;
    look->heat.key = 3; // and 4
    look->filters.key = 5;
    look->maps.key = 6;
    look->pinned_image.key = 7;
    look_set_light(look, theme, light);
}

void look_finish(Look *look) {
    image_grid_finish(&look->images);
    image_grid_finish(&look->examples);
    heat_map_finish(&look->heat);
    image_grid_finish(&look->filters);
    image_grid_finish(&look->maps);
    image_grid_finish(&look->pinned_image);
    free(look->cells);
}

void look_pin(Look *look, int image, int images) {
    look->pinned = image < 0 || images < 1 ? 0 : image < images ? image : images - 1;
}

void look_set_light(Look *look, Theme *theme, bool light) {
    look->light = light;
    theme_named(theme, light ? "light" : "dark");
    colormap_init(&look->error_map, light ? COLORMAP_DIVERGING_LIGHT : COLORMAP_DIVERGING);
    colormap_init(&look->heat_map, COLORMAP_MAGMA);
    colormap_init(&look->grey_map, COLORMAP_GREY);
}
