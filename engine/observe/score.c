// Scores of single images. Pure functions of (net, images); called by the observer, by evaluations and by commands.
#include "score.h"

#include <math.h>

static void load_rows(const Net *net, const Pass *pass, const ImageSource *source, const int *index, int first, int row,
                      int count) {
    size_t size = (size_t)shape_size(net->image);
    for (int i = 0; i < count; i++) {
        int image = index ? index[i] : first + i;
        real *input = pass->activation[0] + (size_t)(row + i) * size, *target = pass->target + (size_t)(row + i) * size;
        kernels()->from_bytes(images_pixels(source->images, image), target, size);
        if (input != target)
            corrupt(&source->corruption, random_split(source->random, (uint64_t)image), net->image.channels,
                    net->image.height, net->image.width, target, input);
    }
}

void score_forward(const Net *net, const Pass *pass, const ImageSource *source, const int *index, int first, int row,
                   int count, int rank) {
    load_rows(net, pass, source, index, first, row, count);
    if (!source->interventions) {
        net_forward(net, pass, 0, net->layers, row, count, rank);
        return;
    }
    int units = shape_size(net->code);
    net_forward(net, pass, 0, net->encoder_layers, row, count, rank);
    intervention_apply(source->interventions, net_code(net, pass) + (size_t)row * (size_t)units, count, units);
    net_forward(net, pass, net->encoder_layers, net->layers, row, count, rank);
}

void score_encode(const Net *net, const Pass *pass, const ImageSource *source, const int *index, int count) {
    score_layers(net, pass, source, index, count, net->encoder_layers);
}

void score_layers(const Net *net, const Pass *pass, const ImageSource *source, const int *index, int count,
                  int layers) {
    load_rows(net, pass, source, index, 0, 0, count);
    net_forward(net, pass, 0, layers, 0, count, 0);
}

static double bce_of_image(const real *output, const real *target, size_t size) {
    double sum = 0;
    for (size_t i = 0; i < size; i++) {
        double y = fmin(fmax((double)output[i], 1e-7), 1 - 1e-7), t = (double)target[i];
        sum -= t * log(y) + (1 - t) * log1p(-y);
    }
    return sum;
}

static void score_reconstruction(const Net *net, const Pass *pass, LossKind loss, int row, Score *score) {
    size_t size = (size_t)shape_size(net->image);
    real *output = net_output(net, pass) + (size_t)row * size;
    const real *target = pass->target + (size_t)row * size, *input = pass->activation[0] + (size_t)row * size;
    score->input_error = input == target ? 0 : (float)kernels()->mse(input, target, NULL, 1, size);
    if (loss == LOSS_BCE) {
        score->bce = (float)kernels()->bce(output, target, NULL, 1, size);
        kernels()->activate(ACTIVATION_SIGMOID, output, size);
        score->squared_error = (float)kernels()->mse(output, target, NULL, 1, size);
        return;
    }
    score->squared_error = (float)kernels()->mse(output, target, NULL, 1, size);
    score->bce = (float)bce_of_image(output, target, size);
    for (size_t i = 0; i < size; i++)
        output[i] = output[i] < 0 ? 0 : output[i] > 1 ? 1 : output[i];
}

static void score_code(const Net *net, const Pass *pass, int row, Score *score, uint32_t *fires) {
    int units = shape_size(net->code);
    const real *code = net_code(net, pass) + (size_t)row * (size_t)units;
    score->l1 = (float)kernels()->l1(code, NULL, 0, (size_t)units);
    score->l0 = 0;
    score->kl = 0;
    if (net_is_gaussian(net)) {
        int layer = net->encoder_layers - 1;
        size_t size = net->layer[layer].stash;
        score->kl = (float)loss_gaussian_kl(pass->stash[layer] + (size_t)row * size, NULL, 0, units);
    }
    for (int u = 0; u < units; u++) {
        bool active = code[u] > SCORE_ACTIVE || code[u] < -SCORE_ACTIVE;
        score->l0 += active;
        if (fires)
            fires[u] += active;
    }
}

void score_add_code(const Net *net, const Pass *pass, int row, int count, double *sums) {
    int units = shape_size(net->code);
    const real *code = net_code(net, pass) + (size_t)row * (size_t)units;
    for (int i = 0; i < count; i++)
        for (int u = 0; u < units; u++)
            sums[u] += (double)code[(size_t)i * (size_t)units + (size_t)u];
}

void score_rows(const Net *net, const Pass *pass, LossKind loss, int row, int count, Score *scores, uint32_t *fires) {
    for (int i = 0; i < count; i++) {
        score_reconstruction(net, pass, loss, row + i, &scores[i]);
        score_code(net, pass, row + i, &scores[i], fires);
    }
}
