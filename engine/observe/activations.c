// Copies of activations with their ranges. Pure functions; called by the observer.
#include "activations.h"

#include <math.h>

static Shape shape_of(const Net *net, int place) {
    return place == 0 ? net->image : net->layer[place - 1].output;
}

size_t activations_size(const Net *net) {
    size_t size = 0;
    for (int i = 0; i <= net->layers; i++)
        size += (size_t)shape_size(shape_of(net, i));
    return size;
}

static void copy_finite(const real *from, int count, float *to, LayerFigures *figures) {
    float least = INFINITY, most = -INFINITY;
    for (int i = 0; i < count; i++) {
        bool finite = isfinite(from[i]);
        to[i] = finite ? (float)from[i] : 0;
        figures->undefined += !finite;
        least = finite && to[i] < least ? to[i] : least;
        most = finite && to[i] > most ? to[i] : most;
    }
    figures->least = least <= most ? least : 0;
    figures->most = least <= most ? most : 0;
}

int activations_copy(const Net *net, const Pass *pass, int row, float *values, LayerFigures figures[]) {
    size_t offset = 0;
    for (int i = 0; i <= net->layers; i++) {
        Shape shape = shape_of(net, i);
        size_t size = (size_t)shape_size(shape);
        figures[i] =
            (LayerFigures){.channels = shape.channels, .height = shape.height, .width = shape.width, .offset = offset};
        copy_finite(pass->activation[i] + (size_t)row * size, (int)size, values + offset, &figures[i]);
        offset += size;
    }
    return net->layers + 1;
}
