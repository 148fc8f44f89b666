// topk K: keeps the K largest values of a row as they are, by signed value, ties to the lower index; the others become
// 0. The gradient flows to those kept (Makhzani and Frey, k-Sparse Autoencoders, 2014).
#include "layer.h"
#include "text.h"

#include "net.h"

// What forward leaves a row for backward: the last value kept, and where it stands (exact in a float up to 2^24).
enum { STASH_VALUE, STASH_INDEX, STASH };

_Static_assert(NET_MAX_SIZE <= 1 << 24, "an index fits a float");

static bool topk_parse(char **words, int count, LayerConfig *config, Error *error) {
    return (count == 1 && text_to_int(words[0], 1, NET_MAX_SIZE, &config->units)) ||
           error_set(error, "expected 'topk K' with K from 1 to %d%s%s", NET_MAX_SIZE, count > 0 ? ", found " : "",
                     count > 0 ? words[count - 1] : "");
}

static void topk_write(const LayerConfig *config, char *text, size_t capacity) {
    snprintf(text, capacity, " %d", config->units);
}

static bool topk_shape(Layer *layer, Shape image, Shape back, Error *error) {
    (void)image;
    (void)back;
    int values = shape_size(layer->input);
    if (layer->config.units > values)
        return error_set(error, "'topk %d' keeps more than the %d values there are", layer->config.units, values);
    layer->output = layer->input;
    layer->stash = STASH;
    return true;
}

static void topk_forward(const Layer *layer, const LayerRows *rows) {
    int size = shape_size(layer->input);
    for (int n = rows->first; n < rows->first + rows->count; n++) {
        const real *input = rows->input + (size_t)n * (size_t)size;
        real *output = rows->output + (size_t)n * (size_t)size, *stash = rows->stash + (size_t)n * STASH;
        Place last = kernels()->kth_largest(input, layer->config.units, (uint32_t *)(void *)rows->scratch, size);
        kernels()->keep_largest(input, last, input, output, size);
        stash[STASH_VALUE] = last.value;
        stash[STASH_INDEX] = (real)last.index;
    }
}

static void topk_backward(const Layer *layer, const LayerRows *rows) {
    int size = shape_size(layer->input);
    if (!rows->input_gradient)
        return;
    for (int n = rows->first; n < rows->first + rows->count; n++) {
        size_t start = (size_t)n * (size_t)size;
        const real *stash = rows->stash + (size_t)n * STASH;
        Place last = {stash[STASH_VALUE], (int)stash[STASH_INDEX]};
        kernels()->keep_largest(rows->input + start, last, rows->output_gradient + start, rows->input_gradient + start,
                                size);
    }
}

static bool kept(const real *input, Place last, int i) {
    return i <= last.index ? input[i] >= last.value : input[i] > last.value;
}

// The plain kernel's definition, without scratch: the gradient check is in no hurry.
static bool topk_same_branches(const Layer *layer, const real *input, const real *other_input) {
    int size = shape_size(layer->input), k = layer->config.units;
    Place last = {0}, other = {0};
    for (int i = 0; i < size; i++) {
        int before = 0, before_other = 0;
        for (int j = 0; j < size; j++) {
            before += kept(input, (Place){input[i], i - 1}, j);
            before_other += kept(other_input, (Place){other_input[i], i - 1}, j);
        }
        last = before == k - 1 ? (Place){input[i], i} : last;
        other = before_other == k - 1 ? (Place){other_input[i], i} : other;
    }
    for (int i = 0; i < size; i++)
        if (kept(input, last, i) != kept(other_input, other, i))
            return false;
    return true;
}

static size_t topk_scratch(const Layer *layer, int batch) {
    (void)batch;
    return (size_t)shape_size(layer->input);
}

static double topk_multiply_adds(const Layer *layer) {
    (void)layer;
    return 0;
}

extern const LayerType layer_topk; // found through the table that meson writes

const LayerType layer_topk = {
    .name = "topk",
    .grammar = "topk K",
    .selects = true,
    .parse = topk_parse,
    .write = topk_write,
    .shape = topk_shape,
    .forward = topk_forward,
    .backward = topk_backward,
    .same_branches = topk_same_branches,
    .scratch = topk_scratch,
    .multiply_adds = topk_multiply_adds,
};
