// A model file: the network, its loss, penalties and corruption, as a text in INI form (see README, "Model files").
#ifndef HOURGLASS_SPEC_H
#define HOURGLASS_SPEC_H

#include "corruption.h"
#include "loss.h"

typedef struct SpecPenalty {
    double l1, kl, rho, beta;
    double beta_warmup; // steps in which β grows from 0 to its value; 0: it has its value from the start
    double weight_decay;
} SpecPenalty;

typedef struct ModelSpec {
    char id[64]; // the file's name without .ini
    char title[64], about[256];
    char tab[32], variant[32]; // the tab it shares with others, and its name in the menu there; empty: its title
    int order;                 // place among the built-in models, 0 if not given
    LossKind loss;
    bool tied; // dense layers of the decoder use the transposed weights of the encoder's
    int encoder_layers, layers;
    LayerConfig layer[NET_MAX_LAYERS]; // encoder first
    int line[NET_MAX_LAYERS];          // where each stands in the file
    SpecPenalty penalty;
    Corruption corruption;
} ModelSpec;

enum { SPEC_MAX_BYTES = 64 * 1024 };

/// Parses the text of a model file. `name` stands for the file in errors: "name:12: …".
bool spec_parse(const char *text, const char *name, ModelSpec *spec, Error *error);

bool spec_load(const char *path, ModelSpec *spec, Error *error);

/// Sets one value as a line `key = value` in `[section]` would: model.title, model.loss, penalty.l1 and so on.
bool spec_set(ModelSpec *spec, const char *section, const char *key, const char *value, Error *error);

/// Writes the spec as a model file that spec_parse reads back to the same spec. False if capacity is too small.
bool spec_write(const ModelSpec *spec, char *text, size_t capacity);

/// Builds the net for images of this shape, with zero weights. Errors name `name`, the line and what would fit.
bool spec_build(const ModelSpec *spec, const char *name, Shape image, Net *net, Error *error);

/// Shapes and counts of that net without memory for its weights, as net_lay_out. Errors name neither file nor line.
bool spec_lay_out(const ModelSpec *spec, Shape image, Net *net, int *bad_layer, Error *error);

/// What step number `step` (1 for the first) makes small. For weights that `step` steps have led to, what the last of
/// them did.
Objective spec_objective(const ModelSpec *spec, uint64_t step);

/// Whether the code is held sparse, so that fewer units than it has speak for an image: by L1 or by its layer.
bool spec_is_sparse(const ModelSpec *spec);

/// Whether the code's layer has an activation to choose.
bool spec_code_activates(const ModelSpec *spec);

#endif
