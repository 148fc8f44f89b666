// Gradient ascent on an image. On the observer's thread, with a net of its own.
#include "unit_ascent.h"

#include <math.h>
#include <string.h>

static const double NOISE = 0.01, STEP = 1.0 / 56;

static bool is_topk(const LayerConfig *config) {
    return strcmp(config->type->name, "topk") == 0;
}

// The lines of the net with one before them that changes nothing: the net's first layer gives its input no gradient.
// Returns their number; *encoder_layers receives that of the encoder's.
static int list_layers(const Net *net, LayerConfig configs[NET_MAX_LAYERS], int *encoder_layers, Error *error) {
    char line[LAYER_LINE];
    int count = 1, last = net->encoder_layers - 1;
    snprintf(line, sizeof line, "reshape %dx%dx%d", net->image.channels, net->image.height, net->image.width);
    if (!layer_parse(line, &configs[0], error))
        return 0;
    while (last > 0 && is_topk(&net->layer[last].config))
        last--;
    for (int l = 0; l < net->layers; l++) {
        if (l > last && l < net->encoder_layers)
            continue;
        if (count == NET_MAX_LAYERS) {
            error_set(error, "A network of %d layers has no room for one more", NET_MAX_LAYERS);
            return 0;
        }
        configs[count] = net->layer[l].config;
        if (l == last) {
            configs[count].activation = ACTIVATION_LINEAR;
            *encoder_layers = count + 1;
        }
        count++;
    }
    return count;
}

bool unit_ascent_init(UnitAscent *ascent, const Net *net, Error *error) {
    LayerConfig configs[NET_MAX_LAYERS];
    int encoder_layers = 0;
    *ascent = (UnitAscent){0};
    int layers = list_layers(net, configs, &encoder_layers, error);
    ascent->image = arena_take(&ascent->arena, (size_t)shape_size(net->image), sizeof *ascent->image);
    if (layers > 0 && net_init(&ascent->net, net->image, configs, encoder_layers, layers, NULL, error) &&
        pass_init(&ascent->pass, &ascent->net, 1, 1, true, error) &&
        (ascent->image || error_memory(error, "the image that raises a unit")))
        return true;
    unit_ascent_finish(ascent);
    return false;
}

void unit_ascent_finish(UnitAscent *ascent) {
    pass_finish(&ascent->pass);
    net_finish(&ascent->net);
    arena_finish(&ascent->arena);
    *ascent = (UnitAscent){0};
}

// Copies one item of weights and packs it.
static void load_tile(UnitAscent *ascent, const Net *net, int tile) {
    const Layer *layer = net_tile(&ascent->net, &tile);
    LayerTile part = layer->config.type->tile(layer, tile);
    for (int s = 0; s < part.spans; s++)
        for (int r = 0; r < part.span[s].rows; r++) {
            size_t place = part.span[s].offset + (size_t)r * part.span[s].stride;
            memcpy(ascent->net.parameters + place, net->parameters + place,
                   (size_t)part.span[s].length * sizeof *net->parameters);
        }
    layer->config.type->prepare(layer, ascent->net.parameters, ascent->net.prepared, tile, false);
}

bool unit_ascent_load(UnitAscent *ascent, const Net *net, int tiles) {
    int all = 0;
    for (int l = 0; l < ascent->net.encoder_layers; l++)
        all += ascent->net.layer[l].tiles;
    for (int i = 0; i < tiles && ascent->loaded < all; i++)
        load_tile(ascent, net, ascent->loaded++);
    if (ascent->loaded < all)
        return false;
    ascent->loaded = 0;
    return true;
}

static float clamped(double value) {
    return (float)(!(value > 0) ? 0 : value > 1 ? 1 : value);
}

static void look(UnitAscent *ascent) {
    const Net *net = &ascent->net;
    real *input = ascent->pass.activation[0];
    for (int i = 0; i < shape_size(net->image); i++)
        input[i] = (real)ascent->image[i];
    net_forward(net, &ascent->pass, 0, net->encoder_layers, 0, 1, 0);
    real activation = net_code(net, &ascent->pass)[ascent->unit];
    ascent->activation = isfinite(activation) ? (float)activation : 0;
}

void unit_ascent_begin(UnitAscent *ascent, int unit, const float *start, Random random) {
    ascent->unit = unit;
    ascent->steps = 0;
    ascent->flat = false;
    for (int i = 0; i < shape_size(ascent->net.image); i++)
        ascent->image[i] = clamped((start ? (double)start[i] : 0.5) + NOISE * random_normal(random, (uint64_t)i));
    look(ascent);
    ascent->before = ascent->activation;
}

// The gradient of the unit by the image, in pass.gradient[1]. Returns its norm.
static double find_gradient(UnitAscent *ascent) {
    const Net *net = &ascent->net;
    Pass *pass = &ascent->pass;
    int code = net->encoder_layers, last = code - 1;
    memset(pass->gradient[code], 0, (size_t)shape_size(net->code) * sizeof(real));
    if (pass->stash_gradient[last])
        memset(pass->stash_gradient[last], 0, net->layer[last].stash * sizeof(real));
    pass->gradient[code][ascent->unit] = 1;
    net_backward(net, pass, code, 1, 0, 1, 0);
    double squares = 0;
    for (int i = 0; i < shape_size(net->image); i++)
        squares += (double)pass->gradient[1][i] * (double)pass->gradient[1][i];
    return sqrt(squares);
}

bool unit_ascent_step(UnitAscent *ascent, int steps) {
    int size = shape_size(ascent->net.image);
    for (int s = 0; s < steps && ascent->steps < UNIT_ASCENT_STEPS && !ascent->flat; s++) {
        double norm = find_gradient(ascent);
        ascent->flat = !(norm > 0 && isfinite(norm));
        if (ascent->flat)
            break;
        double scale = STEP * sqrt(size) / norm;
        for (int i = 0; i < size; i++)
            ascent->image[i] = clamped((double)ascent->image[i] + scale * (double)ascent->pass.gradient[1][i]);
        look(ascent);
        ascent->steps++;
    }
    return ascent->flat || ascent->steps == UNIT_ASCENT_STEPS;
}
