// Building a net from the lines of a model, and what is known of it without running it. Called when a model is loaded.
#include "net.h"

#include <string.h>

static void place_parameters(Net *net, Layer *layer) {
    for (int p = 0; p < layer->parameters; p++) {
        const LayerParameter *parameter = &layer->parameter[p];
        size_t count = 1;
        for (int d = 0; d < parameter->dimensions; d++)
            count *= (size_t)parameter->sizes[d];
        layer->parameter[p].offset = net->parameter_count;
        net->parameter_count += count;
    }
    layer->prepared_offset = net->prepared_count;
    net->prepared_count += layer->prepared_count;
    layer->partial_offset = net->partial_count;
    net->partial_count += layer->partial_count;
    net->tiles += layer->tiles;
}

// The layers of a type that mirrors, counted from the encoder's first, face those counted from the decoder's last.
// Returns the one that faces layer `index`, or -1.
static int facing(const LayerConfig *configs, int encoder_layers, int layers, int index) {
    int e = -1, d = layers;
    for (;;) {
        do
            e++;
        while (e < encoder_layers && !configs[e].type->mirrors);
        do
            d--;
        while (d >= encoder_layers && !configs[d].type->mirrors);
        if (e >= encoder_layers || d < encoder_layers)
            return -1;
        if (e == index || d == index)
            return e == index ? d : e;
    }
}

static int mirror_of(const Net *net, const LayerConfig *configs, int layers, int index) {
    int other = facing(configs, net->encoder_layers, layers, index), borrower = other > index ? other : index;
    bool shared = other >= 0 && configs[borrower].tied && configs[other].type == configs[index].type;
    return shared ? other : -1;
}

static bool check_mirror(const Net *net, const Layer *layer, Error *error) {
    int in = shape_size(layer->input), out = shape_size(layer->output);
    if (layer->index < net->encoder_layers || !layer->config.tied || !layer->config.type->mirrors)
        return true;
    if (layer->mirror < 0)
        return error_set(error, "tied weights: no %s layer of the encoder faces this one; expected as many there",
                         layer->config.type->name);
    const Layer *mirror = &net->layer[layer->mirror];
    return (shape_size(mirror->input) == out && shape_size(mirror->output) == in) ||
           error_set(error,
                     "tied weights: this layer goes from %d to %d; expected %d to %d, as layer %d of the encoder "
                     "goes from %d to %d",
                     in, out, shape_size(mirror->output), shape_size(mirror->input), mirror->index + 1,
                     shape_size(mirror->input), shape_size(mirror->output));
}

// A code is read where it stands, since it may have been changed there.
static int fold_of(const Net *net, const LayerConfig *config) {
    const Layer *before = net->layers > 0 ? &net->layer[net->layers - 1] : NULL;
    bool folds =
        before && before->config.type->upsamples && !before->code && config->type->folds && config->stride <= 1;
    return folds ? before->config.stride : 0;
}

static bool add_layer(Net *net, const LayerConfig *configs, int layers, Shape *shape, Shape *back, Error *error) {
    int index = net->layers;
    const LayerConfig *config = &configs[index];
    Layer *layer = &net->layer[index];
    *layer = (Layer){.config = *config,
                     .index = index,
                     .input = *shape,
                     .first = index == 0,
                     .last = index == layers - 1,
                     .code = index == net->encoder_layers - 1,
                     .fold = fold_of(net, config),
                     .mirror = mirror_of(net, configs, layers, index)};
    if (config->type->flattens && shape_size(*back) == 0)
        *back = *shape;
    if (!config->type->shape(layer, net->image, *back, error) || !check_mirror(net, layer, error))
        return false;
    if (shape_size(layer->output) > NET_MAX_SIZE)
        return error_set(error, "an output of %s is larger than the %d values that fit", shape_text(layer->output).text,
                         NET_MAX_SIZE);
    *shape = layer->output;
    place_parameters(net, layer);
    if (net->parameter_count > NET_MAX_PARAMETERS)
        return error_set(error, "the network has more than the %d weights that fit", NET_MAX_PARAMETERS);
    net->layers++;
    return true;
}

static bool check_counts(int encoder_layers, int layers, Error *error) {
    if (encoder_layers < 1 || layers <= encoder_layers)
        return error_set(error, "expected at least one layer in the encoder and one in the decoder");
    if (layers > NET_MAX_LAYERS)
        return error_set(error, "%d layers are more than the %d that fit", layers, NET_MAX_LAYERS);
    return true;
}

// A dense layer gives the image's values in a row; a picture must have the image's shape.
static bool gives_back(const Net *net, Shape shape) {
    bool row = shape.height == 1 && shape.width == 1 && shape.channels == shape_size(net->image);
    return row || shape_equal(shape, net->image);
}

static bool lay_out(Net *net, const LayerConfig *configs, int layers, Error *error) {
    Shape shape = net->image, back = {0};
    while (net->layers < layers)
        if (!add_layer(net, configs, layers, &shape, &back, error))
            return false;
    net->code = net->layer[net->encoder_layers - 1].output;
    return gives_back(net, shape) ||
           error_set(error, "the last layer gives %s; expected the image back, %s (%d values)", shape_text(shape).text,
                     shape_text(net->image).text, shape_size(net->image));
}

bool net_lay_out(Net *net, Shape image, const LayerConfig *configs, int encoder_layers, int layers, int *bad_layer,
                 Error *error) {
    *net = (Net){.image = image, .encoder_layers = encoder_layers};
    if (bad_layer)
        *bad_layer = -1;
    if (!check_counts(encoder_layers, layers, error))
        return false;
    if (lay_out(net, configs, layers, error))
        return true;
    if (bad_layer) // where all have been laid out, the last does not give the image back
        *bad_layer = net->layers < layers ? net->layers : layers - 1;
    return false;
}

bool net_allocate(Net *net, Error *error) {
    net->parameters = arena_take(&net->arena, net->parameter_count, sizeof *net->parameters);
    net->prepared = arena_take(&net->arena, net->prepared_count, sizeof *net->prepared);
    if (!net->arena.failed)
        return true;
    net_finish(net);
    return error_memory(error, "the network's weights");
}

bool net_init(Net *net, Shape image, const LayerConfig *configs, int encoder_layers, int layers, int *bad_layer,
              Error *error) {
    if (net_lay_out(net, image, configs, encoder_layers, layers, bad_layer, error))
        return net_allocate(net, error);
    *net = (Net){0};
    return false;
}

void net_finish(Net *net) {
    arena_finish(&net->arena);
    *net = (Net){0};
}

void net_initialise(Net *net, Initialisation how, uint64_t seed) {
    Random random = random_stream(seed, RANDOM_INITIALISATION);
    for (int l = 0; l < net->layers; l++)
        if (net->layer[l].parameters)
            net->layer[l].config.type->initialise(&net->layer[l], how, random_split(random, (uint64_t)l),
                                                  net->parameters);
    Team solo = team_solo();
    net_prepare(net, &solo);
}

const Layer *net_tile(const Net *net, int *tile) {
    const Layer *layer = net->layer;
    while (*tile >= layer->tiles)
        *tile -= (layer++)->tiles;
    return layer;
}

static int tiles_of(const Net *net, int layers) {
    int tiles = 0;
    for (int l = 0; l < layers; l++)
        tiles += net->layer[l].tiles;
    return tiles;
}

static void prepare(Net *net, int from, int to, bool forward, Team *team) {
    int tiles = tiles_of(net, to);
    for (int i = tiles_of(net, from) + team->rank; i < tiles; i += team->size) {
        int tile = i;
        const Layer *layer = net_tile(net, &tile);
        layer->config.type->prepare(layer, net->parameters, net->prepared, tile, forward);
    }
}

void net_prepare(Net *net, Team *team) {
    prepare(net, 0, net->layers, false, team);
}

void net_prepare_forward(Net *net, int from, int to, Team *team) {
    prepare(net, from, to, true, team);
}

static void name_parameter(NetParameter *tensor, const char *half, int number, const LayerParameter *parameter) {
    snprintf(tensor->name, sizeof tensor->name, "%s.%d.%s", half, number, parameter->name);
    tensor->dimensions = parameter->dimensions;
    memcpy(tensor->sizes, parameter->sizes, sizeof tensor->sizes);
    tensor->offset = parameter->offset;
    tensor->count = 1;
    for (int d = 0; d < parameter->dimensions; d++)
        tensor->count *= (size_t)parameter->sizes[d];
}

int net_parameters(const Net *net, NetParameter tensors[NET_MAX_TENSORS]) {
    int count = 0, number = 0;
    for (int l = 0; l < net->layers; l++) {
        const Layer *layer = &net->layer[l];
        if (l == net->encoder_layers)
            number = 0;
        for (int p = 0; p < layer->parameters; p++)
            name_parameter(&tensors[count++], l < net->encoder_layers ? "encoder" : "decoder", number,
                           &layer->parameter[p]);
        number += layer->parameters > 0;
    }
    return count;
}

double net_flops(const Net *net) {
    double products = 0; // forward, weight gradient and, but for the first layer, input gradient
    for (int l = 0; l < net->layers; l++)
        products += net->layer[l].config.type->multiply_adds(&net->layer[l]) * (l == 0 ? 2 : 3);
    return 2 * products;
}
