// Central differences against back-propagation. Called by tests, on one thread.
#include "gradient_check.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct Check {
    Net *net;
    const Objective *objective;
    Pass pass;
    int batch;
    double *rows; // (2, batch): reconstruction and penalty
    real *gradients;
    bool *side;                  // on which side of its kink each unit is
    real *input[NET_MAX_LAYERS]; // of layers with branches, as they were when the sides were recorded
    size_t sides;
    Arena arena;
} Check;

static double run_forward(Check *check) {
    Team solo = team_solo();
    net_prepare(check->net, &solo);
    net_forward(check->net, &check->pass, 0, check->net->layers, 0, check->batch, 0);
    loss_reconstruction(check->net, &check->pass, check->objective, 0, check->batch, check->batch, check->rows);
    if (check->objective->kl > 0)
        loss_sparsity(check->net, &check->pass, check->objective, check->batch, 0);
    loss_penalty(check->net, &check->pass, check->objective, 0, check->batch, check->batch, 0,
                 check->rows + check->batch);
    double sum = 0;
    for (int n = 0; n < 2 * check->batch; n++)
        sum += check->rows[n];
    return sum / check->batch;
}

static void run_backward(Check *check) {
    run_forward(check);
    int rows = net_chunk_rows(check->batch);
    for (int first = 0; first < check->batch; first += rows) {
        int count = check->batch - first < rows ? check->batch - first : rows;
        loss_backward(check->net, &check->pass, check->objective, first, count, check->batch, 0,
                      check->rows + check->batch);
    }
    for (int tile = 0; tile < check->net->tiles; tile++)
        net_gradient(check->net, &check->pass, check->batch, tile, 0, check->gradients);
}

static bool has_kink(const Check *check, int layer) {
    Activation activation = check->net->layer[layer].config.activation;
    bool penalised = layer == check->net->encoder_layers - 1 && check->objective->l1 > 0;
    return activation == ACTIVATION_RELU || activation == ACTIVATION_LEAKY_RELU || penalised;
}

// Records the side of every unit that has a kink, or tells whether one has changed since that was done.
static bool sides_changed(Check *check, bool record) {
    size_t at = 0;
    bool changed = false;
    for (int l = 0; l < check->net->layers; l++) {
        size_t count = (size_t)shape_size(check->net->layer[l].output) * (size_t)check->batch;
        for (size_t i = 0; has_kink(check, l) && i < count; i++, at++) {
            bool side = check->pass.activation[l + 1][i] > 0;
            if (record)
                check->side[at] = side;
            changed |= side != check->side[at];
        }
    }
    return changed;
}

// The same for the branches that layers take by the order of their inputs.
static bool branches_changed(Check *check, bool record) {
    bool changed = false;
    for (int l = 0; l < check->net->layers; l++) {
        const Layer *layer = &check->net->layer[l];
        size_t size = (size_t)shape_size(layer->input);
        const real *input = check->pass.activation[l];
        if (check->input[l] && record)
            memcpy(check->input[l], input, (size_t)check->batch * size * sizeof *input);
        for (size_t n = 0; check->input[l] && n < (size_t)check->batch; n++)
            changed |= !layer->config.type->same_branches(layer, check->input[l] + n * size, input + n * size);
    }
    return changed;
}

static bool kinks_changed(Check *check, bool record) {
    bool sides = sides_changed(check, record);
    return branches_changed(check, record) || sides;
}

static double loss_at(Check *check, real *parameter, double value) {
    *parameter = (real)value;
    return run_forward(check);
}

static void compare(Check *check, size_t index, GradientCheck *result) {
    const double step = 1e-6, margin = 1e-4, rtol = 1e-3, atol = 1e-5;
    real *parameter = &check->net->parameters[index], before = *parameter;
    loss_at(check, parameter, (double)before - margin);
    bool kink = kinks_changed(check, false);
    loss_at(check, parameter, (double)before + margin);
    kink |= kinks_changed(check, false);
    double above = loss_at(check, parameter, (double)before + step);
    double below = loss_at(check, parameter, (double)before - step);
    *parameter = before;
    if (kink) {
        result->skipped++;
        return;
    }
    double numeric = (above - below) / (2 * step);
    double error = fabs((double)check->gradients[index] - numeric) / (atol + rtol * fabs(numeric));
    result->checked++;
    result->wrong += !(error <= 1);
    if (!(error <= result->worst)) {
        result->worst = error;
        result->culprit = index;
    }
}

static bool check_init(Check *check, const real *images, Error *error) {
    const Net *net = check->net;
    for (int l = 0; l < net->layers; l++) {
        size_t input = (size_t)check->batch * (size_t)shape_size(net->layer[l].input);
        check->sides += (size_t)shape_size(net->layer[l].output) * (size_t)check->batch;
        if (net->layer[l].config.type->same_branches)
            check->input[l] = arena_take(&check->arena, input, sizeof *check->input[l]);
    }
    check->rows = arena_take(&check->arena, 2 * (size_t)check->batch, sizeof *check->rows);
    check->gradients = arena_take(&check->arena, net->parameter_count, sizeof *check->gradients);
    check->side = arena_take(&check->arena, check->sides, sizeof *check->side);
    if (check->arena.failed)
        return error_memory(error, "the gradient check");
    if (!pass_init(&check->pass, net, check->batch, 1, true, error))
        return false;
    memcpy(check->pass.activation[0], images, (size_t)check->batch * (size_t)shape_size(net->image) * sizeof *images);
    return true;
}

bool gradient_check(Net *net, const Objective *objective, const LayerNoise *noise, const real *images, int batch,
                    int samples, uint64_t seed, GradientCheck *result, Error *error) {
    Check check = {.net = net, .objective = objective, .batch = batch};
    *result = (GradientCheck){0};
    bool ok = check_init(&check, images, error);
    if (ok) {
        check.pass.member[0].noise = noise ? *noise : (LayerNoise){0};
        run_backward(&check);
        kinks_changed(&check, true);
        Random random = random_stream(seed, RANDOM_OBSERVE);
        uint32_t count = (uint32_t)net->parameter_count;
        for (uint32_t i = 0; i < count && i < (uint32_t)samples; i++)
            compare(&check, random_permute(random, count, i), result);
        Team solo = team_solo();
        net_prepare(net, &solo);
    }
    pass_finish(&check.pass);
    arena_finish(&check.arena);
    return ok;
}
