// Resampling of dead units. Pure but for the arrays given; called between training steps by whoever owns them.
#include "resample.h"

#include "unit_atom.h"

#include <math.h>
#include <string.h>

// The arrays that a step of training changes.
typedef struct State {
    real *parameters, *m, *v;
} State;

static bool is_type(const Layer *layer, const char *name) {
    return strcmp(layer->config.type->name, name) == 0;
}

// The layer whose rows make the code.
static int code_layer(const Net *net) {
    int layer = net->encoder_layers - 1;
    while (layer > 0 && is_type(&net->layer[layer], "topk"))
        layer--;
    return layer;
}

bool resample_possible(const Net *net, Error *error) {
    const Layer *code = &net->layer[code_layer(net)], *decoder = &net->layer[net->encoder_layers];
    if (!is_type(code, "dense"))
        return error_set(error, "Units of a code made by a %s layer cannot be resampled; a dense layer is needed",
                         code->config.type->name);
    if (!is_type(decoder, "dense"))
        return error_set(error,
                         "Units cannot be resampled where the decoder begins with a %s layer; a dense one is "
                         "needed",
                         decoder->config.type->name);
    if (layer_borrows(decoder) || layer_lends(code))
        return error_set(error, "Units cannot be resampled where encoder and decoder share their weights");
    return true;
}

static double weight_of(float loss) {
    return isfinite(loss) ? (double)loss * (double)loss : 0;
}

static double total_weight(const ResampleDesc *desc) {
    double total = 0;
    for (int i = 0; i < desc->images; i++)
        total += weight_of(desc->losses[i]);
    return total;
}

// The image in whose part of the total the point lies; rounding at the end leaves the last one with a part.
static int image_at(const ResampleDesc *desc, double point) {
    int last = 0;
    for (int i = 0; i < desc->images; i++) {
        double weight = weight_of(desc->losses[i]);
        if (weight > 0)
            last = i;
        if (point < weight)
            break;
        point -= weight;
    }
    return desc->index ? desc->index[last] : last;
}

static double norm_of(const real *values, const WeightLine *line) {
    double squares = 0;
    for (int i = 0; i < line->count; i++) {
        double value = (double)values[line->offset + (size_t)i * line->stride];
        squares += value * value;
    }
    return sqrt(squares);
}

static bool is_listed(const ResampleDesc *desc, int unit) {
    for (int i = 0; i < desc->count; i++)
        if (desc->units[i] == unit)
            return true;
    return false;
}

// Mean norm of the encoder's rows of units that are not to be resampled, or of all if there are no others.
static double living_norm(const Net *net, const ResampleDesc *desc) {
    double sum = 0, all = 0;
    int units = shape_size(net->code), living = 0;
    for (int u = 0; u < units; u++) {
        WeightLine row;
        if (!unit_atom_incoming(net, code_layer(net), u, &row))
            continue;
        double norm = norm_of(net->parameters, &row);
        bool lives = !is_listed(desc, u);
        all += norm;
        sum += lives ? norm : 0;
        living += lives;
    }
    return living > 0 ? sum / living : all / units;
}

// Afterwards activation[code layer] holds what the encoder row sees of the image, gradient[encoder_layers + 1] the
// gradient of its reconstruction error by what the decoder column adds to.
static void look_at(const Net *net, const Pass *pass, const ResampleDesc *desc, int image) {
    double reconstruction;
    Objective objective = {.loss = desc->loss};
    score_forward(net, pass, &desc->source, &image, 0, 0, 1, 0);
    loss_reconstruction(net, pass, &objective, 0, 1, 1, &reconstruction);
    net_backward(net, pass, net->layers, net->encoder_layers, 0, 1, 0);
}

static void write_line(const State *state, const WeightLine *line, const real *direction, double scale) {
    for (int i = 0; i < line->count; i++) {
        size_t place = line->offset + (size_t)i * line->stride;
        state->parameters[place] = (real)(scale * (double)direction[i]);
        if (state->m)
            state->m[place] = 0;
        if (state->v)
            state->v[place] = 0;
    }
}

static bool resample_unit(const Net *net, const Pass *pass, const State *state, int unit, double encoder_norm) {
    WeightLine row, column;
    int layer = code_layer(net);
    if (!unit_atom_incoming(net, layer, unit, &row) || !unit_atom_outgoing(net, unit, &column))
        return false;
    const real *input = pass->activation[layer], *slope = pass->gradient[net->encoder_layers + 1];
    double in = norm_of(input, &(WeightLine){0, 1, row.count}), out = norm_of(slope, &(WeightLine){0, 1, column.count});
    if (!(in > 0 && isfinite(in) && out > 0 && isfinite(out)))
        return false;
    write_line(state, &row, input, encoder_norm / in);
    write_line(state, &column, slope, -1 / out);
    return true;
}

static bool check(const Net *net, const ResampleDesc *desc, Error *error) {
    if (!resample_possible(net, error))
        return false;
    for (int i = 0; i < desc->count; i++)
        if (desc->units[i] < 0 || desc->units[i] >= shape_size(net->code))
            return error_set(error, "There is no unit %d to resample; the code has %d", desc->units[i],
                             shape_size(net->code));
    return total_weight(desc) > 0 ||
           error_set(error, "No image is reconstructed with an error, so there is nothing to resample a unit from");
}

bool resample_units(Net *net, Pass *pass, const ResampleDesc *desc, real *m, real *v, int *image, Error *error) {
    State state = {net->parameters, m, v};
    int changed = 0;
    if (!check(net, desc, error))
        return false;
    ResampleDesc plain = *desc;
    plain.source.interventions = NULL;
    pass->member[0].noise = (LayerNoise){0};
    double norm = RESAMPLE_ENCODER * living_norm(net, desc), total = total_weight(desc);
    for (int i = 0; i < desc->count; i++) {
        image[i] = image_at(desc, total * random_uniform(desc->random, (uint64_t)desc->units[i]));
        look_at(net, pass, &plain, image[i]);
        if (resample_unit(net, pass, &state, desc->units[i], norm))
            changed++;
        else
            image[i] = -1;
    }
    // Last, since going forward reads biases from the parameters, but weights as they were prepared.
    const Layer *code = &net->layer[code_layer(net)];
    WeightLine bias = {.stride = 1, .count = 1};
    for (int i = 0; i < desc->count; i++) {
        bias.offset = code->parameter[1].offset + (size_t)desc->units[i];
        if (image[i] >= 0)
            write_line(&state, &bias, (const real[]){0}, 0);
    }
    return changed > 0 || error_set(error, "None of the images drawn gave the units a direction to start in");
}
