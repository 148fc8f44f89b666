// dropout p: in training each value becomes 0 with probability p and the others are multiplied by 1/(1-p), so that the
// mean stays (Srivastava and others, 2014, inverted as usual today). Everywhere else it changes nothing.
#include "layer.h"
#include "text.h"

#include <math.h>
#include <string.h>

static bool dropout_parse(char **words, int count, LayerConfig *config, Error *error) {
    double rate;
    if (count != 1 || !text_to_double(words[0], &rate) || !(rate >= 0 && rate < 1))
        return error_set(error, "expected 'dropout p' with p from 0 to less than 1%s%s", count > 0 ? ", found " : "",
                         count > 0 ? words[count - 1] : "");
    config->rate = rate + 0.0; // a zero loses its sign
    return true;
}

// The fewest digits that are read back as the same number.
static void dropout_write(const LayerConfig *config, char *text, size_t capacity) {
    char number[32];
    double again = -1;
    for (int digits = 6; digits <= 17 && again != config->rate; digits++) {
        snprintf(number, sizeof number, "%.*g", digits, config->rate);
        if (!text_to_double(number, &again))
            break;
    }
    snprintf(text, capacity, " %s", number);
}

static bool dropout_shape(Layer *layer, Shape image, Shape back, Error *error) {
    (void)image;
    (void)back;
    (void)error;
    layer->output = layer->input;
    return true;
}

// One draw of 64 bits decides on two values: each is dropped where its half is below p·2³².
static void apply_mask(const Layer *layer, Random random, const real *source, real *result) {
    size_t size = (size_t)shape_size(layer->input);
    uint32_t limit = (uint32_t)(layer->config.rate * 0x1p32);
    real scale = (real)(1 / (1 - layer->config.rate));
    for (size_t i = 0; i < size; i += 2) {
        uint64_t bits = random_bits(random, i / 2);
        result[i] = (uint32_t)bits < limit ? 0 : source[i] * scale;
        if (i + 1 < size)
            result[i + 1] = (uint32_t)(bits >> 32) < limit ? 0 : source[i + 1] * scale;
    }
}

// The same for values and gradients: (N, in) to (N, in).
static void pass_on(const Layer *layer, const LayerRows *rows, const real *source, real *result) {
    size_t size = (size_t)shape_size(layer->input);
    Random random = random_split(rows->noise.random, (uint64_t)layer->index);
    if (!rows->noise.dropping) {
        size_t start = (size_t)rows->first * size;
        memcpy(result + start, source + start, (size_t)rows->count * size * sizeof *result);
        return;
    }
    for (int n = rows->first; n < rows->first + rows->count; n++)
        apply_mask(layer, random_split(random, (uint64_t)n), source + (size_t)n * size, result + (size_t)n * size);
}

static void dropout_forward(const Layer *layer, const LayerRows *rows) {
    pass_on(layer, rows, rows->input, rows->output);
}

static void dropout_backward(const Layer *layer, const LayerRows *rows) {
    if (rows->input_gradient)
        pass_on(layer, rows, rows->output_gradient, rows->input_gradient);
}

static size_t dropout_scratch(const Layer *layer, int batch) {
    (void)layer;
    (void)batch;
    return 0;
}

static double dropout_multiply_adds(const Layer *layer) {
    (void)layer;
    return 0;
}

extern const LayerType layer_dropout; // found through the table that meson writes

const LayerType layer_dropout = {
    .name = "dropout",
    .grammar = "dropout p",
    .parse = dropout_parse,
    .write = dropout_write,
    .shape = dropout_shape,
    .forward = dropout_forward,
    .backward = dropout_backward,
    .scratch = dropout_scratch,
    .multiply_adds = dropout_multiply_adds,
};
