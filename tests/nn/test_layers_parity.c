// Single layers for pictures against PyTorch's float64, from files that parity/layers_golden.py writes: output and all
// gradients, on every kernel table that this processor can run.
#include "layer.h"
#include "net.h"
#include "npy.h"
#include "test.h"

#include "layers_golden.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { CASES = sizeof golden_cases / sizeof *golden_cases };

typedef struct GoldenCase GoldenCase;

static float *drawn(uint64_t seed, size_t count) {
    float *values = malloc((count ? count : 1) * sizeof *values);
    for (size_t i = 0; i < count; i++)
        values[i] = (float)(2 * random_uniform(random_stream(seed, RANDOM_OBSERVE), i) - 1);
    return values;
}

static float *zeros(size_t count) {
    return calloc(count ? count : 1, sizeof(float));
}

// What is left of a case's stored numbers, and what the errors are about.
typedef struct Stored {
    const float *next;
    const GoldenCase *about;
} Stored;

static void assert_close(const Stored *stored, const char *what, double found, double scale) {
    double expected = (double)*stored->next;
    if (!(fabs(found - expected) <= 1e-5 * scale))
        fail_msg("%s: '%s' on %s, batch %d: %s has %.9g, expected %.9g (±%.2g)", kernels()->name, stored->about->line,
                 shape_text(stored->about->input).text, stored->about->batch, what, found, expected, 1e-5 * scale);
}

// Samples against 1e-5 of the largest of them, random sums against what that is over the tensor's length.
static void compare(Stored *stored, const char *what, const float *found, size_t count, uint64_t seed) {
    size_t step = (count + GOLDEN_SAMPLES - 1) / GOLDEN_SAMPLES;
    double scale = 1e-3;
    for (size_t i = 0; i < count; i++)
        scale = fabs((double)found[i]) > scale ? fabs((double)found[i]) : scale;
    for (size_t i = 0; i < count; i += step, stored->next++)
        assert_close(stored, what, (double)found[i], scale);
    for (uint64_t p = 0; p < GOLDEN_PROJECTIONS; p++, stored->next++) {
        double sum = 0;
        float *with = drawn(seed + p, count);
        for (size_t i = 0; i < count; i++)
            sum += (double)found[i] * (double)with[i];
        free(with);
        assert_close(stored, what, sum, scale * sqrt((double)count));
    }
}

static Layer built(const GoldenCase *c) {
    Layer layer = {.input = c->input, .last = c->crop.channels > 0};
    Error error = {0};
    if (!layer_parse(c->line, &layer.config, &error) ||
        !layer.config.type->shape(&layer, layer.last ? c->crop : (Shape){1, 9999, 9999}, c->input, &error))
        fail_msg("%s: %s", c->line, error.text);
    if (!shape_equal(layer.output, c->output))
        fail_msg("%s: gives %s", c->line, shape_text(layer.output).text);
    return layer;
}

// Weight, then bias, as the golden file's seeds say.
static float *parameters_of(const Layer *layer, uint64_t seed) {
    size_t count = layer_parameter_count(layer);
    float *parameters = zeros(count);
    if (!layer->parameters)
        return parameters;
    size_t weights = layer->parameter[1].offset;
    float *weight = drawn(seed + 1, weights), *bias = drawn(seed + 2, count - weights);
    memcpy(parameters, weight, weights * sizeof *weight);
    memcpy(parameters + weights, bias, (count - weights) * sizeof *bias);
    free(weight);
    free(bias);
    return parameters;
}

typedef struct Arrays {
    float *parameters, *prepared, *input, *output, *delta, *input_gradient, *partial, *gradients, *scratch, *packed;
} Arrays;

static Arrays arrays_create(const Layer *layer, const GoldenCase *c) {
    size_t batch = (size_t)c->batch, in = batch * (size_t)shape_size(c->input);
    size_t out = batch * (size_t)shape_size(layer->output);
    Arrays a = {.parameters = parameters_of(layer, c->seed),
                .prepared = zeros(layer->prepared_count),
                .input = drawn(c->seed, in),
                .output = zeros(out),
                .delta = drawn(c->seed + 3, out),
                .input_gradient = zeros(in),
                .partial = zeros(NET_CHUNKS * layer->partial_count),
                .gradients = zeros(layer_parameter_count(layer)),
                .packed = zeros(kernels_packed_size(c->batch, layer->packed)),
                .scratch = zeros(layer->config.type->scratch(layer, c->batch))};
    for (size_t i = 0; c->quantised && i < in; i++)
        a.input[i] = rintf(a.input[i] * 3) / 4;
    return a;
}

static void arrays_destroy(Arrays *a) {
    float *all[] = {a->parameters,     a->prepared, a->input,     a->output,  a->delta,
                    a->input_gradient, a->partial,  a->gradients, a->scratch, a->packed};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        free(all[i]);
}

static LayerRows chunk_of(const Layer *layer, const Arrays *a, int batch, int first, int count, int chunk) {
    return (LayerRows){.parameters = a->parameters,
                       .prepared = a->prepared,
                       .input = a->input,
                       .output = a->output,
                       .output_gradient = a->delta,
                       .input_gradient = a->input_gradient,
                       .packed = a->packed,
                       .packed_rows = batch,
                       .partial = a->partial + (size_t)chunk * layer->partial_count,
                       .first = first,
                       .count = count,
                       .scratch = a->scratch};
}

static void spread_part(void *context, const LayerTile *part, const real *gradient) {
    real *gradients = context;
    for (int s = 0; s < part->spans; s++)
        for (int row = 0; row < part->span[s].rows; row++, gradient += part->span[s].length)
            memcpy(gradients + part->span[s].offset + (size_t)row * part->span[s].stride, gradient,
                   (size_t)part->span[s].length * sizeof *gradient);
}

static void run(const Layer *layer, const GoldenCase *c, Arrays *a) {
    const LayerType *type = layer->config.type;
    int rows = net_chunk_rows(c->batch), chunks = 0;
    for (int tile = 0; tile < layer->tiles; tile++)
        type->prepare(layer, a->parameters, a->prepared, tile, false);
    for (int first = 0; first < c->batch; first += rows, chunks++) {
        LayerRows chunk =
            chunk_of(layer, a, c->batch, first, c->batch - first < rows ? c->batch - first : rows, chunks);
        type->forward(layer, &chunk);
        type->backward(layer, &chunk);
    }
    GradientSink sink = {.take = spread_part, .context = a->gradients};
    LayerGradient whole = {.input = a->input,
                           .output_gradient = a->delta,
                           .batch = c->batch,
                           .packed = a->packed,
                           .packed_rows = c->batch,
                           .partial = a->partial,
                           .partial_stride = layer->partial_count,
                           .chunks = chunks,
                           .sink = &sink,
                           .scratch = a->scratch};
    for (int tile = 0; tile < layer->tiles; tile++)
        type->gradient(layer, &whole, tile);
}

static void check_case(const GoldenCase *c, const float *values) {
    Layer layer = built(c);
    Arrays a = arrays_create(&layer, c);
    run(&layer, c, &a);
    Stored stored = {values, c};
    size_t batch = (size_t)c->batch, count = layer_parameter_count(&layer);
    compare(&stored, "the output", a.output, batch * (size_t)shape_size(layer.output), c->seed + 10);
    compare(&stored, "the input's gradient", a.input_gradient, batch * (size_t)shape_size(c->input), c->seed + 20);
    if (layer.parameters) {
        size_t weights = layer.parameter[1].offset;
        compare(&stored, "the weight's gradient", a.gradients, weights, c->seed + 30);
        compare(&stored, "the bias's gradient", a.gradients + weights, count - weights, c->seed + 40);
    }
    assert_int_equal(stored.next - values, c->values);
    arrays_destroy(&a);
}

static void every_layer_computes_what_pytorch_does(void **state) {
    (void)state;
    const char *names[KERNELS_MAX];
    NpyArray golden;
    Error error = {0};
    if (!npy_load(GOLDEN_FOLDER "/layers_golden.npy", &golden, &error))
        fail_msg("%s", error.text);
    int tables = kernels_available(names);
    for (int t = 0; t < tables; t++) {
        assert_true(kernels_choose(names[t]));
        const float *values = golden.values;
        for (int i = 0; i < CASES; values += golden_cases[i++].values)
            check_case(&golden_cases[i], values);
        assert_int_equal(values - golden.values, golden.sizes[0]);
    }
    npy_finish(&golden);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_layer_computes_what_pytorch_does)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
