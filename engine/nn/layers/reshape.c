// reshape CxHxW, or reshape back to the shape that the encoder flattened: the same values as another picture.
#include "layer_picture.h"
#include "text.h"

#include <string.h>

enum { MAX_SIDE = 4096 };

// "32x7x7"
static bool parse_shape(const char *word, Shape *shape) {
    char part[3][8];
    int size[3], end = 0;
    if (sscanf(word, "%7[0-9]x%7[0-9]x%7[0-9]%n", part[0], part[1], part[2], &end) != 3 || word[end])
        return false;
    for (int i = 0; i < 3; i++)
        if (!text_to_int(part[i], 1, i == 0 ? LAYER_PICTURE_MAX_CHANNELS : MAX_SIDE, &size[i]))
            return false;
    *shape = (Shape){size[0], size[1], size[2]};
    return true;
}

static bool reshape_parse(char **words, int count, LayerConfig *config, Error *error) {
    const char *expected = "expected 'reshape CxHxW' with each from 1 to 4096, or 'reshape back'";
    if (count != 1)
        return error_set(error, "%s", expected);
    if (strcmp(words[0], "back") == 0)
        config->units = UNITS_BACK;
    else if (!parse_shape(words[0], &config->shape))
        return error_set(error, "%s, found '%s'", expected, words[0]);
    return true;
}

static void reshape_write(const LayerConfig *config, char *text, size_t capacity) {
    Shape shape = config->shape;
    if (config->units == UNITS_BACK)
        snprintf(text, capacity, " back");
    else
        snprintf(text, capacity, " %dx%dx%d", shape.channels, shape.height, shape.width);
}

static bool reshape_shape(Layer *layer, Shape image, Shape back, Error *error) {
    (void)image;
    bool to_back = layer->config.units == UNITS_BACK;
    Shape shape = to_back ? back : layer->config.shape;
    if (shape.channels == 0)
        return error_set(error, "there is nothing to go back to: no layer before this one takes a picture apart");
    long long values = (long long)shape.channels * shape.height * shape.width;
    if (values != shape_size(layer->input))
        return error_set(error, "%d×%d×%d has %lld values; expected as many as the input, %s (%d values)",
                         shape.channels, shape.height, shape.width, values, shape_text(layer->input).text,
                         shape_size(layer->input));
    layer->output = shape;
    return true;
}

static void copy_rows(const Layer *layer, const LayerRows *rows, const real *from, real *to) {
    size_t size = (size_t)shape_size(layer->output), start = (size_t)rows->first * size;
    memcpy(to + start, from + start, (size_t)rows->count * size * sizeof *to);
}

static void reshape_forward(const Layer *layer, const LayerRows *rows) {
    copy_rows(layer, rows, rows->input, rows->output);
}

static void reshape_backward(const Layer *layer, const LayerRows *rows) {
    if (rows->input_gradient)
        copy_rows(layer, rows, rows->output_gradient, rows->input_gradient);
}

static size_t reshape_scratch(const Layer *layer, int batch) {
    (void)layer, (void)batch;
    return 0;
}

static double reshape_multiply_adds(const Layer *layer) {
    (void)layer;
    return 0;
}

extern const LayerType layer_reshape; // found through the table that meson writes

const LayerType layer_reshape = {
    .name = "reshape",
    .grammar = "reshape CxHxW|back",
    .parse = reshape_parse,
    .write = reshape_write,
    .shape = reshape_shape,
    .forward = reshape_forward,
    .backward = reshape_backward,
    .scratch = reshape_scratch,
    .multiply_adds = reshape_multiply_adds,
};
