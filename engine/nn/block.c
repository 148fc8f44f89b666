// Pictures in blocks. See block.h.
#include "block.h"

ptrdiff_t block_row(const BlockShape *shape) {
    return (ptrdiff_t)shape->columns * kernels()->lanes;
}

ptrdiff_t block_channel(const BlockShape *shape) {
    return shape->rows * block_row(shape);
}

size_t block_size(const BlockShape *shape) {
    return (size_t)shape->channels * (size_t)block_channel(shape);
}

size_t block_start(const BlockShape *shape) {
    return ((size_t)shape->top * (size_t)shape->columns + (size_t)shape->left) * (size_t)kernels()->lanes;
}

void block_activate(const BlockShape *shape, Activation activation, real *block) {
    size_t length = (size_t)shape->width * (size_t)kernels()->lanes;
    if (activation == ACTIVATION_LINEAR)
        return;
    block += block_start(shape);
    for (int c = 0; c < shape->channels; c++, block += block_channel(shape))
        for (int y = 0; y < shape->height; y++)
            kernels()->activate(activation, block + y * block_row(shape), length);
}

void block_activate_gradient(Activation activation, const BlockShape *shape, const real *y,
                             const BlockShape *gradient_shape, real *gradient) {
    size_t length = (size_t)shape->width * (size_t)kernels()->lanes;
    if (activation == ACTIVATION_LINEAR)
        return;
    y += block_start(shape);
    gradient += block_start(gradient_shape);
    for (int c = 0; c < shape->channels; c++, y += block_channel(shape), gradient += block_channel(gradient_shape))
        for (int row = 0; row < shape->height; row++)
            kernels()->activate_gradient(activation, y + row * block_row(shape),
                                         gradient + row * block_row(gradient_shape), length);
}
