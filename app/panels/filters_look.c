// The memory of the view Filters. On the interface's thread.
#include "filters_look.h"

#include <stdlib.h>

enum { KEY = 50 }; // of the first texture; the others follow

void filters_look_init(FiltersLook *look) {
    look->weights.key = KEY;
    look->maps.key = KEY + 1;
    look->image.key = KEY + 2;
    look->matrix.key = KEY + 3;
    look->sliding.input.key = KEY + 4;
    look->sliding.output.key = KEY + 5;
}

void filters_look_finish(FiltersLook *look) {
    image_grid_finish(&look->weights);
    image_grid_finish(&look->maps);
    image_grid_finish(&look->image);
    heat_map_finish(&look->matrix);
    image_grid_finish(&look->sliding.input);
    image_grid_finish(&look->sliding.output);
    free(look->cells);
    free(look->numbers);
}

void filters_look_layer(FiltersLook *look, int layer) {
    look->layer = layer;
    look->page = look->row = look->column = 0;
    look->sliding.open = false;
}
