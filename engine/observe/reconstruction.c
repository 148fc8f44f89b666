// Reconstructions of chosen images and decoding of codes. Pure functions; called by the observer and by commands.
#include "reconstruction.h"

#include <string.h>

static void copy_bytes(const real *from, size_t count, uint8_t *to) {
    for (size_t i = 0; i < count; i++)
        to[i] = byte_of(from[i]);
}

void reconstruct(const Net *net, const Pass *pass, LossKind loss, const ImageSource *source, const int *index,
                 int count, uint8_t *inputs, uint8_t *outputs, Score *scores) {
    size_t size = (size_t)shape_size(net->image);
    for (int first = 0; first < count; first += pass->capacity) {
        int rows = count - first < pass->capacity ? count - first : pass->capacity;
        score_forward(net, pass, source, index + first, 0, 0, rows, 0);
        if (inputs)
            copy_bytes(pass->activation[0], (size_t)rows * size, inputs + (size_t)first * size);
        score_rows(net, pass, loss, 0, rows, scores + first, NULL);
        copy_bytes(net_output(net, pass), (size_t)rows * size, outputs + (size_t)first * size);
    }
}

void decode(const Net *net, const Pass *pass, LossKind loss, const real *codes, int count, real *outputs) {
    size_t units = (size_t)shape_size(net->code), size = (size_t)shape_size(net->image);
    for (int first = 0; first < count; first += pass->capacity) {
        int rows = count - first < pass->capacity ? count - first : pass->capacity;
        memcpy(net_code(net, pass), codes + (size_t)first * units, (size_t)rows * units * sizeof(real));
        net_forward(net, pass, net->encoder_layers, net->layers, 0, rows, 0);
        real *output = net_output(net, pass);
        if (loss == LOSS_BCE)
            kernels()->activate(ACTIVATION_SIGMOID, output, (size_t)rows * size);
        for (size_t i = 0; i < (size_t)rows * size; i++)
            outputs[(size_t)first * size + i] = !(output[i] > 0) ? 0 : output[i] > 1 ? 1 : output[i];
    }
}
