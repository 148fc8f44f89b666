// A net is two chains of layers, encoder and decoder, that turn an image into itself. It holds structure and weights; a
// Pass holds the activations of a batch, so that several threads can use one net at a time.
#ifndef HOURGLASS_NET_H
#define HOURGLASS_NET_H

#include "arena.h"
#include "layer.h"

enum { NET_MAX_LAYERS = 64, NET_MAX_SIZE = 1 << 20, NET_MAX_PARAMETERS = 1 << 28 };

typedef struct Net {
    Shape image, code;
    int layers, encoder_layers; // layer[encoder_layers - 1] gives the code
    Layer layer[NET_MAX_LAYERS];
    size_t parameter_count, prepared_count, partial_count;
    int tiles;        // of all layers
    real *parameters; // (parameter_count), each layer's tensors one after the other, encoder first
    real *prepared;   // (prepared_count)
    Arena arena;
} Net;

/// Builds the chain for images of shape `image`; weights are zero until net_initialise or a copy and net_prepare. On
/// failure *bad_layer (may be NULL) is the index of the line at fault, or -1 where it is the whole.
bool net_init(Net *net, Shape image, const LayerConfig *configs, int encoder_layers, int layers, int *bad_layer,
              Error *error);
void net_finish(Net *net); // takes a zeroed net

/// The first half of net_init: shapes, counts and tiles without memory, in microseconds. On failure the first
/// net->layers layers have been laid out all the same.
bool net_lay_out(Net *net, Shape image, const LayerConfig *configs, int encoder_layers, int layers, int *bad_layer,
                 Error *error);
/// The second half: zero weights. On failure the net is finished.
bool net_allocate(Net *net, Error *error);

/// Draws all weights from `seed`, the same for every number of threads, and prepares them.
void net_initialise(Net *net, Initialisation how, uint64_t seed);

/// Brings all derived weights up to date; call after writing to `parameters`. Members of the team share the work; a
/// barrier must follow before the net is used.
void net_prepare(Net *net, Team *team);

/// Only what is needed to go forward through layers from … to-1.
void net_prepare_forward(Net *net, int from, int to, Team *team);

/// One named parameter tensor: "encoder.0.weight", where the number counts the layers with parameters of that half.
typedef struct NetParameter {
    char name[40];
    int dimensions, sizes[LAYER_MAX_DIMENSIONS];
    size_t offset, count; // in the flat arrays
} NetParameter;

enum { NET_MAX_TENSORS = NET_MAX_LAYERS * LAYER_MAX_PARAMETERS };

/// Fills in all parameter tensors in the order of the flat arrays; returns their number.
int net_parameters(const Net *net, NetParameter tensors[NET_MAX_TENSORS]);

/// Floating-point operations for one image, forward and backward, without the first layer's input gradient; a
/// multiply-add counts as two.
double net_flops(const Net *net);

/// Gradients that backward adds up by chunks of rows are added up over the chunks in their order, whoever computed
/// them. A chunk fills the widest vectors, in which convolutions have an image a lane.
enum { NET_CHUNKS = 16, NET_CHUNK_ROWS = 16 };

/// Rows of a chunk in a batch of `batch`; the last chunk may be smaller.
static inline int net_chunk_rows(int batch) {
    int rows = (batch + NET_CHUNKS - 1) / NET_CHUNKS;
    return (rows + NET_CHUNK_ROWS - 1) / NET_CHUNK_ROWS * NET_CHUNK_ROWS;
}

/// What belongs to one member of the team in a pass.
typedef struct PassMember {
    real *scratch;
    LayerNoise noise;     // set by the member itself before it goes forward; zero: nothing is random
    bool whole;           // all rows go forward before any goes back; set by the member itself, matters to blocks
    double sparsity;      // penalty of the whole batch's code (loss_sparsity), nats
    real *sparsity_slope; // (Z) its slope by each unit of any row
} PassMember;

/// Activations of a batch and what each thread needs.
typedef struct Pass {
    int capacity, threads;
    real *activation[NET_MAX_LAYERS + 1]; // (capacity, size); [0] is the input, [l + 1] the output of layer l
    real *gradient[NET_MAX_LAYERS + 1];   // the same shapes; [0] is NULL; all NULL for a pass that only goes forward
    real *target;                         // (capacity, image): what the output is compared with; [0] unless parted
    real *stash[NET_MAX_LAYERS];          // (capacity, layer's stash); NULL for a layer without one
    real *stash_gradient[NET_MAX_LAYERS]; // the same shapes; NULL for a pass that only goes forward
    real *packed[NET_MAX_LAYERS];         // (capacity, layer's packed), as a packed B; NULL as for the stash
    BlockShape input_block[NET_MAX_LAYERS + 1];    // of activation[l], if it is handed on in blocks; zeros if in rows
    BlockShape gradient_block[NET_MAX_LAYERS + 1]; // of gradient[l], then too
    real *partial;                                 // (NET_CHUNKS, net's partial_count), or NULL
    PassMember member[TEAM_MAX];
    Arena arena;
} Pass;

/// Room for `capacity` images and `threads` threads, with gradients if `backward`.
bool pass_init(Pass *pass, const Net *net, int capacity, int threads, bool backward, Error *error);
void pass_finish(Pass *pass); // takes a zeroed pass

/// Lets layers that convolve hand pictures on in blocks, for passes whose activations nobody else looks at: those
/// between two such layers hold, for each member, the chunk it works on only, unless its `whole` is set. Rows go
/// forward in chunks too then.
bool pass_hand_on_blocks(Pass *pass, const Net *net, Error *error);

/// Gives the pass a target of its own, for inputs that are corrupted. Once done it stays so.
bool pass_part_target(Pass *pass, const Net *net, Error *error);

/// Rows first … first+count-1 through the whole net, or through layers from … to-1. Input is pass->activation[from].
void net_forward(const Net *net, const Pass *pass, int from, int to, int first, int count, int rank);

/// Back through layers from-1 down to `to`: turns pass->gradient[from] into the gradients of all activations in between
/// and of pass->activation[to], but for the image's and for what comes out of an upsampling whose work the layer behind
/// it does (layer->fold): there it is the gradient of what goes into the upsampling. Where the net has partial
/// gradients (partial_count > 0) the rows must be one chunk: `first` a multiple of net_chunk_rows(capacity), `count`
/// all rows from there up to that many.
void net_backward(const Net *net, const Pass *pass, int from, int to, int first, int count, int rank);

/// Item `tile` of net->tiles: the layer it belongs to and its number there.
const Layer *net_tile(const Net *net, int *tile);

/// Gradient of the parameters of one item from the whole batch, handed out in parts.
void net_gradient_parts(const Net *net, const Pass *pass, int batch, int tile, int rank, const GradientSink *sink);

/// The same into `gradients` (parameter_count).
void net_gradient(const Net *net, const Pass *pass, int batch, int tile, int rank, real *gradients);

static inline real *net_code(const Net *net, const Pass *pass) {
    return pass->activation[net->encoder_layers];
}

/// Whether the code is Gaussian: the stash of the encoder's last layer holds its (mean, log-variance).
static inline bool net_is_gaussian(const Net *net) {
    return net->layer[net->encoder_layers - 1].config.type->gaussian;
}

static inline real *net_output(const Net *net, const Pass *pass) {
    return pass->activation[net->layers];
}

#endif
