// The gradient of a fixed batch, chunk by chunk of rows: layer by layer forward and back, then item by item of weights.
// On the observer's thread.
#include "layer_gradient.h"

#include <string.h>

enum { ROWS = 16 };

bool layer_gradient_init(LayerGradientRun *run, const GradientDesc *desc, Error *error) {
    const Net *net = desc->net;
    *run = (LayerGradientRun){.desc = *desc};
    run->desc.source.interventions = NULL;
    if (desc->rows <= 0)
        run->desc.rows = ROWS;
    run->code_sum = arena_take(&run->arena, (size_t)shape_size(net->code), sizeof *run->code_sum);
    run->chunk = arena_take(&run->arena, net->parameter_count, sizeof *run->chunk);
    run->gradients = arena_take(&run->arena, net->parameter_count, sizeof *run->gradients);
    bool ok = !run->arena.failed || error_memory(error, "the gradient");
    ok = ok && pass_init(&run->pass, net, run->desc.rows, 1, true, error);
    if (ok && !corruption_is_none(&desc->source.corruption))
        ok = pass_part_target(&run->pass, net, error);
    if (!ok) {
        layer_gradient_finish(run);
        return false;
    }
    layer_gradient_begin(run);
    return true;
}

void layer_gradient_finish(LayerGradientRun *run) {
    pass_finish(&run->pass);
    arena_finish(&run->arena);
    *run = (LayerGradientRun){0};
}

void layer_gradient_begin(LayerGradientRun *run) {
    int all = run->desc.source.images->count;
    run->images = all < GRADIENT_IMAGES ? all : GRADIENT_IMAGES;
    for (int i = 0; i < run->images; i++)
        run->index[i] = kernels_part(all, run->images, i);
    run->encoded = run->carried = run->count = run->place = 0;
    run->tile = -1;
    run->reconstruction = run->penalty = 0;
    memset(run->code_sum, 0, (size_t)shape_size(run->desc.net->code) * sizeof *run->code_sum);
    memset(run->gradients, 0, run->desc.net->parameter_count * sizeof *run->gradients);
}

static int rows_from(const LayerGradientRun *run, int first) {
    return run->images - first < run->desc.rows ? run->images - first : run->desc.rows;
}

// Chunks use the same rows of the pass; what is random in them must differ all the same.
static void set_noise(LayerGradientRun *run, int first) {
    LayerNoise *noise = &run->pass.member[0].noise;
    *noise = run->desc.noise;
    noise->random = random_split(run->desc.noise.random, (uint64_t)first);
}

// A penalty on the mean of the code over the batch must know that mean before any row goes back.
static void encode_chunk(LayerGradientRun *run) {
    const Net *net = run->desc.net;
    int count = rows_from(run, run->encoded);
    set_noise(run, run->encoded);
    score_encode(net, &run->pass, &run->desc.source, run->index + run->encoded, count);
    score_add_code(net, &run->pass, 0, count, run->code_sum);
    run->encoded += count;
}

// What loss_sparsity does for a batch that is in the pass as a whole.
static void set_sparsity(LayerGradientRun *run) {
    const Objective *objective = &run->desc.objective;
    PassMember *member = &run->pass.member[0];
    int units = shape_size(run->desc.net->code);
    member->sparsity = 0;
    for (int u = 0; u < units; u++) {
        double slope;
        member->sparsity += objective->kl * loss_coin_kl(objective->rho, run->code_sum[u] / run->images, &slope);
        member->sparsity_slope[u] = (real)(objective->kl * slope / run->images);
    }
}

static void begin_chunk(LayerGradientRun *run) {
    run->count = rows_from(run, run->carried);
    if (run->desc.objective.kl > 0)
        set_sparsity(run);
    set_noise(run, run->carried);
    score_layers(run->desc.net, &run->pass, &run->desc.source, run->index + run->carried, run->count, 0);
}

// Where rows share partial gradients, they go back in the parts that these are made for.
static void carry_back(LayerGradientRun *run, int from) {
    const Net *net = run->desc.net;
    int part = net->partial_count ? net_chunk_rows(run->pass.capacity) : run->count;
    if (from == net->encoder_layers)
        loss_penalty(net, &run->pass, &run->desc.objective, 0, run->count, run->images, 0, run->row_penalty);
    for (int first = 0; first < run->count; first += part)
        net_backward(net, &run->pass, from, from - 1, first, run->count - first < part ? run->count - first : part, 0);
}

static void end_chunk(LayerGradientRun *run) {
    for (int n = 0; n < run->count; n++) {
        run->reconstruction += run->row_reconstruction[n] / run->images;
        run->penalty += run->row_penalty[n] / run->images;
    }
    run->carried += run->count;
    run->place = run->tile = 0;
}

static void carry_through_layer(LayerGradientRun *run) {
    const Net *net = run->desc.net;
    if (run->place == 0)
        begin_chunk(run);
    if (run->place < net->layers)
        net_forward(net, &run->pass, run->place, run->place + 1, 0, run->count, 0);
    else
        carry_back(run, 2 * net->layers - run->place);
    run->place++;
    if (run->place == net->layers)
        loss_reconstruction(net, &run->pass, &run->desc.objective, 0, run->count, run->images, run->row_reconstruction);
    if (run->place == 2 * net->layers)
        end_chunk(run);
}

static void add_span(LayerGradientRun *run, const ParameterSpan *span) {
    for (int r = 0; r < span->rows; r++) {
        size_t place = span->offset + (size_t)r * span->stride;
        for (size_t i = place; i < place + (size_t)span->length; i++)
            run->gradients[i] += run->chunk[i];
    }
}

static void add_tile(LayerGradientRun *run) {
    int number = run->tile;
    const Layer *layer = net_tile(run->desc.net, &number);
    net_gradient(run->desc.net, &run->pass, run->count, run->tile, 0, run->chunk);
    LayerTile tile = layer->config.type->tile(layer, number);
    for (int s = 0; s < tile.spans; s++)
        add_span(run, &tile.span[s]);
    run->tile = run->tile + 1 < run->desc.net->tiles ? run->tile + 1 : -1;
}

bool layer_gradient_step(LayerGradientRun *run) {
    bool by_mean = run->desc.objective.kl > 0;
    if (by_mean && run->encoded < run->images)
        encode_chunk(run);
    else if (run->tile >= 0)
        add_tile(run);
    else if (run->carried < run->images)
        carry_through_layer(run);
    return run->carried == run->images && run->tile < 0;
}
