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

int activations_range(const real *values, size_t count, float *least, float *most) {
    float low = INFINITY, high = -INFINITY;
    int undefined = 0;
    for (size_t i = 0; i < count; i++) {
        float value = (float)values[i];
        bool finite = isfinite(value);
        undefined += !finite;
        low = finite && value < low ? value : low;
        high = finite && value > high ? value : high;
    }
    *least = low <= high ? low : 0;
    *most = low <= high ? high : 0;
    return undefined;
}

void activations_finite(const real *values, size_t count, float *copy) {
    for (size_t i = 0; i < count; i++)
        copy[i] = isfinite(values[i]) ? (float)values[i] : 0;
}

int activations_copy(const Net *net, const Pass *pass, int row, float *values, LayerFigures figures[]) {
    size_t offset = 0;
    for (int i = 0; i <= net->layers; i++) {
        Shape shape = shape_of(net, i);
        size_t size = (size_t)shape_size(shape);
        figures[i] =
            (LayerFigures){.channels = shape.channels, .height = shape.height, .width = shape.width, .offset = offset};
        const real *from = pass->activation[i] + (size_t)row * size;
        figures[i].undefined = activations_range(from, size, &figures[i].least, &figures[i].most);
        activations_finite(from, size, values + offset);
        offset += size;
    }
    return net->layers + 1;
}
