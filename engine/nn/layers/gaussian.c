// gaussian Z: a code drawn from N(mean, σ²), whose mean and log-variance a dense layer of 2Z rows computes (Kingma and
// Welling, Auto-Encoding Variational Bayes, 2014). The rows of means come first. Without sampling the code is the mean.
#include "linear.h"
#include "text.h"

#include <math.h>
#include <string.h>

enum { MOST_UNITS = 32768 };

static bool gaussian_parse(char **words, int count, LayerConfig *config, Error *error) {
    return (count == 1 && text_to_int(words[0], 1, MOST_UNITS, &config->units)) ||
           error_set(error, "expected 'gaussian Z' with Z from 1 to %d%s%s", MOST_UNITS, count > 0 ? ", found " : "",
                     count > 0 ? words[count - 1] : "");
}

static void gaussian_write(const LayerConfig *config, char *text, size_t capacity) {
    snprintf(text, capacity, " %d", config->units);
}

static bool gaussian_shape(Layer *layer, Shape image, Shape back, Error *error) {
    (void)image;
    (void)back;
    int units = layer->config.units;
    if (!layer->code)
        return error_set(error, "a gaussian layer gives a code; expected it as the last layer of [encoder]");
    layer->output = (Shape){units, 1, 1};
    layer->stash = 2 * (size_t)units;
    return linear_shape(layer, 2 * units, error);
}

static void gaussian_initialise(const Layer *layer, Initialisation how, Random random, real *parameters) {
    Linear linear = linear_of(layer, NULL);
    linear_initialise(&linear, how, random_split(random, 2), parameters); // 1 is the bias's of a dense layer
}

// code (Z) = mean + σ·ε, given (mean, log-variance) in `stash`.
static void sample(Random random, const real *stash, real *code, int units) {
    double epsilon[2] = {0};
    for (int u = 0; u < units; u++) {
        if (u % 2 == 0)
            random_normal_pair(random, (uint64_t)(u / 2), epsilon);
        code[u] = (real)((double)stash[u] + exp(0.5 * (double)stash[units + u]) * epsilon[u % 2]);
    }
}

static void gaussian_forward(const Layer *layer, const LayerRows *rows) {
    Linear linear = linear_of(layer, NULL);
    int units = layer->config.units;
    Random random = random_split(rows->noise.random, (uint64_t)layer->index);
    linear_forward(&linear, rows, false, rows->stash);
    for (int n = rows->first; n < rows->first + rows->count; n++) {
        const real *stash = rows->stash + (size_t)n * layer->stash;
        real *code = rows->output + (size_t)n * (size_t)units;
        if (rows->noise.sampling)
            sample(random_split(random, (uint64_t)n), stash, code, units);
        else
            memcpy(code, stash, (size_t)units * sizeof *code);
    }
}

// ∂z/∂mean = 1 and ∂z/∂log-variance = σε/2 = (z - mean)/2.
static void gaussian_backward(const Layer *layer, const LayerRows *rows) {
    Linear linear = linear_of(layer, NULL);
    int units = layer->config.units;
    for (int n = rows->first; n < rows->first + rows->count; n++) {
        const real *mean = rows->stash + (size_t)n * layer->stash, *code = rows->output + (size_t)n * (size_t)units;
        const real *gradient = rows->output_gradient + (size_t)n * (size_t)units;
        real *of_mean = rows->stash_gradient + (size_t)n * layer->stash, *of_logvar = of_mean + units;
        for (int u = 0; u < units; u++) {
            of_mean[u] += gradient[u];
            of_logvar[u] += gradient[u] * (code[u] - mean[u]) / 2;
        }
    }
    linear_backward(&linear, rows, rows->stash_gradient);
}

static LayerTile gaussian_tile(const Layer *layer, int tile) {
    Linear linear = linear_of(layer, NULL);
    return linear_tile(&linear, tile);
}

static void gaussian_gradient(const Layer *layer, const LayerGradient *batch, int tile) {
    Linear linear = linear_of(layer, NULL);
    linear_gradient(&linear, batch, batch->stash_gradient, tile);
}

static void gaussian_prepare(const Layer *layer, const real *parameters, real *prepared, int tile, bool forward) {
    Linear linear = linear_of(layer, NULL);
    linear_prepare(&linear, parameters, prepared, tile, forward);
}

static size_t gaussian_scratch(const Layer *layer, int batch) {
    return linear_scratch(shape_size(layer->input), (int)layer->stash, batch);
}

static double gaussian_multiply_adds(const Layer *layer) {
    return 2.0 * shape_size(layer->input) * layer->config.units;
}

extern const LayerType layer_gaussian; // found through the table that meson writes

const LayerType layer_gaussian = {
    .name = "gaussian",
    .grammar = "gaussian Z",
    .flattens = true,
    .gaussian = true,
    .parse = gaussian_parse,
    .write = gaussian_write,
    .shape = gaussian_shape,
    .initialise = gaussian_initialise,
    .forward = gaussian_forward,
    .backward = gaussian_backward,
    .tile = gaussian_tile,
    .gradient = gaussian_gradient,
    .prepare = gaussian_prepare,
    .scratch = gaussian_scratch,
    .multiply_adds = gaussian_multiply_adds,
};
