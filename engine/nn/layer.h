// A layer type is one const table: parse its line, give shapes, initialise, go forward and back. To add one: a file in
// layers/ and its name in the list in engine/meson.build.
#ifndef HOURGLASS_LAYER_H
#define HOURGLASS_LAYER_H

#include "error.h"
#include "kernels.h"
#include "random.h"
#include "shape.h"

typedef struct Layer Layer;
typedef struct LayerType LayerType;

/// A size that the data decides.
enum { UNITS_IMAGE = -1, UNITS_BACK = -2 };

/// How to draw initial weights; DEFAULT is PyTorch's for the layer.
typedef enum Initialisation { INITIALISE_DEFAULT, INITIALISE_HE, INITIALISE_GLOROT } Initialisation;

enum { LAYER_LINE = 128, PAD_DEFAULT = -1 };

/// One parsed line of a model file: what the user asked for, independent of the data.
typedef struct LayerConfig {
    const LayerType *type;
    int units;               // outputs, channels or kept units, or UNITS_IMAGE, UNITS_BACK
    int kernel, stride, pad; // of pictures: sides in pixels; 0 stride and PAD_DEFAULT where the line says nothing
    Shape shape;             // to reshape to; zero for `back`
    double rate;             // share of units dropped
    bool tied;               // uses the transposed weight of its mirror in the encoder, if its type mirrors
    Activation activation;
} LayerConfig;

enum { LAYER_MAX_PARAMETERS = 2, LAYER_MAX_DIMENSIONS = 4 };

/// One parameter tensor of a layer, in PyTorch's shape.
typedef struct LayerParameter {
    const char *name; // "weight", "bias"
    int dimensions, sizes[LAYER_MAX_DIMENSIONS];
    size_t offset; // first element in the net's flat arrays
} LayerParameter;

/// Rows of one parameter tensor that lie in the flat arrays at offset + row·stride, `length` each.
typedef struct ParameterSpan {
    size_t offset, stride;
    int rows, length;
} ParameterSpan;

/// The part of a layer's parameters whose gradient is computed and applied as one item of work.
typedef struct LayerTile {
    ParameterSpan span[LAYER_MAX_PARAMETERS];
    int spans;
} LayerTile;

struct Layer {
    LayerConfig config;
    int index; // its place in the net
    Shape input, output;
    bool first; // the net's first layer, which needs no gradient of its input
    bool last;  // the net's last layer, whose picture is cropped to the image
    bool code;  // the encoder's last layer, which gives the code
    int fold;   // scale of the upsampling before it whose work it does, reading that layer's input; 0: it does not
    int mirror; // the layer with which it shares a weight, lent by the encoder's, borrowed by the decoder's; or -1
    LayerParameter parameter[LAYER_MAX_PARAMETERS];
    int parameters;
    size_t prepared_offset, prepared_count; // derived weights (packed for the kernels), in reals
    size_t partial_offset, partial_count;   // of the gradient that backward adds up by chunks; 0 if it does not
    size_t stash;                           // reals a row that forward leaves for backward
    int packed;                             // columns a row that a training pass keeps packed for the gradient
    int tiles;                              // items of work for the gradient; 0 for a layer without parameters
};

/// Whether a layer uses its mirror's weight, or its mirror uses its own.
static inline bool layer_borrows(const Layer *layer) {
    return layer->mirror >= 0 && layer->mirror < layer->index;
}
static inline bool layer_lends(const Layer *layer) {
    return layer->mirror > layer->index;
}

/// What is random in a pass.
typedef struct LayerNoise {
    bool dropping; // dropout drops: training
    bool sampling; // a Gaussian code is drawn, not replaced by its mean
    Random random; // of this step; a layer takes the part random_split(random, layer->index), a row a part of that
} LayerNoise;

/// What a layer works on: rows first … first+count-1 of a batch. Rows do not depend on one another.
typedef struct LayerRows {
    const real *parameters; // the net's flat array
    const real *prepared;   // the net's flat array of derived weights
    const Layer *mirror;    // the layer it shares a weight with, or NULL
    const real *input;      // (N, in); of the layer before where it does that one's work (fold)
    real *output;           // (N, out), after the activation
    real *output_gradient;  // (N, out); backward turns it into the gradient before the activation
    real *input_gradient;   // (N, in), NULL for the first layer, which needs none
    real *stash;            // (N, layer->stash)
    real *stash_gradient;   // (N, layer->stash), NULL for a pass that only goes forward
    real *packed;           // (packed_rows, layer->packed) as a packed B, NULL for a pass that only goes forward
    int packed_rows;        // of the whole batch
    real *partial;          // (partial_count): backward sets it to the gradient of the parameters over these rows
    int first, count;
    // Pictures that are handed on in blocks of these shapes, kernels()->lanes images each and the first row in the
    // first one, or NULL where they lie row by row.
    const BlockShape *input_block, *output_block, *input_gradient_block, *output_gradient_block;
    LayerNoise noise;
    real *scratch; // of this thread, as many reals as the type's scratch says
} LayerRows;

/// Where gradients go: each part of a layer's parameters as soon as its gradient is known, while it is in the cache.
typedef struct GradientSink {
    /// `gradient` holds the values of the part's spans one after another, without gaps between rows.
    void (*take)(void *context, const LayerTile *part, const real *gradient);
    void *context;
    const real *needed[3]; // flat arrays whose part take will change, or NULL: fetched meanwhile
    const real *derived;   // and what is derived from weights, if that is to be brought up to date next; or NULL
} GradientSink;

/// What the gradient of one tile is computed from: the whole batch after backward.
typedef struct LayerGradient {
    const real *input;                        // (N, in)
    const real *output_gradient;              // (N, out), before the activation
    const real *stash_gradient;               // (N, layer->stash)
    const real *packed;                       // (packed_rows, layer->packed), as forward and backward have left it
    const real *mirror_input, *mirror_packed; // of the layer that borrows this one's weight, or NULL
    int packed_rows, batch;
    const real *partial; // (chunks, partial_count) with a stride of partial_stride: to be added up in this order
    size_t partial_stride;
    int chunks;
    const GradientSink *sink; // gets the tile in one or more parts
    real *scratch;
} LayerGradient;

struct LayerType {
    const char *name;
    const char *grammar; // "dense N [activation]"
    bool flattens;       // takes a picture apart; the first one of the encoder gives `back` its meaning
    bool mirrors;        // can use the transposed weight of a layer of its type
    bool activates;      // its line may name an activation
    bool selects;        // most of its outputs are 0: a code held sparse
    bool transposed;     // its weight is (in, out, K, K), not (out, in, K, K)
    bool upsamples;      // repeats each pixel, as many times across and down as its stride
    bool folds;          // with a stride of 1, does the work of an upsampling before it
    bool gaussian;       // its output is drawn; the stash holds (mean, log-variance), each (Z)

    /// Parses the words after the type's name.
    bool (*parse)(char **words, int count, LayerConfig *config, Error *error);

    /// Writes the words after the type's name, so that parse reads them back.
    void (*write)(const LayerConfig *config, char *text, size_t capacity);

    /// Given config, index, input, first, last, code, fold and mirror (and `image`, and `back`: the shape the encoder
    /// flattened), sets output, parameters (offsets from 0), prepared_count, partial_count, stash and tiles.
    bool (*shape)(Layer *layer, Shape image, Shape back, Error *error);

    void (*initialise)(const Layer *layer, Initialisation how, Random random, real *parameters);
    void (*forward)(const Layer *layer, const LayerRows *rows);

    /// Where the layer gives a code whose stash is penalised (gaussian), rows->stash_gradient holds the penalty's
    /// gradient, or zeros, before (loss_penalty has set it); backward adds what comes through the output.
    void (*backward)(const Layer *layer, const LayerRows *rows);
    LayerTile (*tile)(const Layer *layer, int tile);
    void (*gradient)(const Layer *layer, const LayerGradient *batch, int tile);

    /// Brings the derived weights of one tile up to date with its parameters; `forward` alone: those that forward
    /// needs, also of a layer that borrows this one's weight.
    void (*prepare)(const Layer *layer, const real *parameters, real *prepared, int tile, bool forward);

    /// Whether two rows took the same branch everywhere: the same unit kept, the same maximum. NULL for a type with no
    /// branches but those of its activation. Serves the gradient check.
    bool (*same_branches)(const Layer *layer, const real *input, const real *other_input);

    /// For a type that can work on blocks (else NULL): the shapes in which it takes its input and the gradient of its
    /// output. It leaves borders as they are.
    void (*blocks)(const Layer *layer, BlockShape *input, BlockShape *output_gradient);

    /// Scratch reals that a thread needs for forward, backward and gradient with a batch of `batch`.
    size_t (*scratch)(const Layer *layer, int batch);

    /// Multiply-adds of the direct product, forward, for one image.
    double (*multiply_adds)(const Layer *layer);
};

/// All layer types, NULL at the end; meson writes this table.
extern const LayerType *const layer_types[];

/// Parses "dense 256 relu". The error says what was expected in place of what was found.
bool layer_parse(const char *line, LayerConfig *config, Error *error);

/// The line that layer_parse reads back.
void layer_write(const LayerConfig *config, char *text, size_t capacity);

/// Values in all parameter tensors of a layer.
size_t layer_parameter_count(const Layer *layer);

/// "relu", or "" for linear.
const char *activation_name(Activation activation);
bool activation_parse(const char *name, Activation *activation);

#endif
