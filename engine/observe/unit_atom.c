// Weights and decoded images of single units. Pure functions; called by the observer.
#include "unit_atom.h"

#include "reconstruction.h"

#include <math.h>
#include <string.h>

static bool is_type(const Layer *layer, const char *name) {
    return strcmp(layer->config.type->name, name) == 0;
}

bool unit_atom_incoming(const Net *net, int layer, int unit, WeightLine *line) {
    const Layer *l = &net->layer[layer];
    if ((!is_type(l, "dense") && !is_type(l, "gaussian")) || layer_borrows(l))
        return false;
    size_t in = (size_t)shape_size(l->input);
    *line = (WeightLine){.offset = l->parameter[0].offset + (size_t)unit * in, .stride = 1, .count = (int)in};
    return true;
}

bool unit_atom_outgoing(const Net *net, int unit, WeightLine *line) {
    const Layer *l = &net->layer[net->encoder_layers];
    if (!is_type(l, "dense"))
        return false;
    size_t in = (size_t)shape_size(l->input), out = (size_t)shape_size(l->output);
    if (layer_borrows(l)) // the mirror's weight is (in, out)
        *line = (WeightLine){net->layer[l->mirror].parameter[0].offset + (size_t)unit * out, 1, (int)out};
    else
        *line = (WeightLine){l->parameter[0].offset + (size_t)unit, in, (int)out};
    return true;
}

bool unit_atom_norms(const Net *net, double *squares, float *norms) {
    WeightLine first, second;
    int units = shape_size(net->code);
    if (!unit_atom_outgoing(net, 0, &first) || !unit_atom_outgoing(net, units > 1, &second))
        return false;
    size_t apart = second.offset - first.offset;
    memset(squares, 0, (size_t)units * sizeof *squares);
    for (int i = 0; i < first.count; i++) // in the order of memory where the weight is (out, in)
        for (int u = 0; u < units; u++) {
            double weight = (double)net->parameters[first.offset + (size_t)i * first.stride + (size_t)u * apart];
            squares[u] += weight * weight;
        }
    for (int u = 0; u < units; u++)
        norms[u] = (float)sqrt(squares[u]);
    return true;
}

bool unit_atom_is_column(const Net *net) {
    const Layer *first = &net->layer[net->encoder_layers];
    if (!is_type(first, "dense") || first->config.activation != ACTIVATION_LINEAR)
        return false;
    for (int l = net->encoder_layers + 1; l < net->layers; l++)
        if (!is_type(&net->layer[l], "reshape"))
            return false;
    return true;
}

static void copy_line(const Net *net, const WeightLine *line, float *to) {
    for (int i = 0; i < line->count; i++)
        to[i] = (float)net->parameters[line->offset + (size_t)i * line->stride];
}

size_t unit_atom_scratch(const Net *net) {
    return 2 * ((size_t)shape_size(net->code) + (size_t)shape_size(net->image));
}

UnitAtomKind unit_atom(const Net *net, const Pass *pass, LossKind loss, const real *base, int unit, float value,
                       real *scratch, float *atom) {
    WeightLine line;
    size_t units = (size_t)shape_size(net->code), size = (size_t)shape_size(net->image);
    if (unit_atom_is_column(net) && unit_atom_outgoing(net, unit, &line)) {
        copy_line(net, &line, atom);
        return UNIT_ATOM_COLUMN;
    }
    real *codes = scratch, *without = scratch + 2 * units, *with = without + size;
    memcpy(codes, base, units * sizeof *codes);
    memcpy(codes + units, base, units * sizeof *codes);
    codes[unit] = 0;
    codes[units + (size_t)unit] = (real)value;
    decode(net, pass, loss, codes, 2, without);
    for (size_t i = 0; i < size; i++)
        atom[i] = (float)(with[i] - without[i]);
    return UNIT_ATOM_CHANGE;
}

bool unit_atom_filter(const Net *net, int unit, float *filter) {
    WeightLine line;
    for (int l = 1; l < net->encoder_layers; l++)
        if (!is_type(&net->layer[l], "topk"))
            return false;
    if (!unit_atom_incoming(net, 0, unit, &line))
        return false;
    copy_line(net, &line, filter);
    return true;
}
