// What the interface remembers between frames: how it begins, its theme, how it ends. On the interface's thread.
#include "panels.h"

#include <stdlib.h>

void look_init(Look *look, Theme *theme, const char *name, float scale) {
    *look = (Look){.scale = scale > 0 ? scale : 1};
    *theme = (Theme){0};
    look->images.key = 1;
    look->examples.key = 2;
    look->heat.key = 3; // and 4
    look_set_theme(look, theme, name ? name : "dark");
    look_set_map(look, COLORMAP_MAGMA);
}

void look_finish(Look *look) {
    image_grid_finish(&look->images);
    image_grid_finish(&look->examples);
    heat_map_finish(&look->heat);
    free(look->cells);
}

void look_set_theme(Look *look, Theme *theme, const char *name) {
    float before = theme->sizes.larger;
    theme_named(theme, name);
    colormap_init(&look->error_map, theme->light ? COLORMAP_DIVERGING_LIGHT : COLORMAP_DIVERGING);
    if (before > 0) { // sides that were dragged grow with what is in them
        look->left_width *= theme->sizes.larger / before;
        look->right_width *= theme->sizes.larger / before;
    }
}

void look_set_map(Look *look, ColormapKind kind) {
    colormap_init(&look->heat_map, kind);
}

ColormapKind look_map(int index) {
    static const ColormapKind MAPS[LOOK_MAPS] = {COLORMAP_MAGMA, COLORMAP_VIRIDIS, COLORMAP_CIVIDIS};
    return MAPS[index % LOOK_MAPS];
}

int look_map_index(const Look *look) {
    for (int i = 0; i < LOOK_MAPS; i++)
        if (look_map(i) == look->heat_map.kind)
            return i;
    return 0;
}
