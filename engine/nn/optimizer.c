// The optimizers' step on one tile of a layer's parameters. Called by every member of the training team.
#include "optimizer.h"

#include <math.h>
#include <string.h>

static const char *const NAMES[] = {[OPTIMIZER_ADAM] = "adam", [OPTIMIZER_SGD] = "sgd"};

const char *optimizer_name(OptimizerKind kind) {
    return NAMES[kind];
}

bool optimizer_parse(const char *name, OptimizerKind *kind) {
    for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++)
        if (strcmp(name, NAMES[i]) == 0) {
            *kind = (OptimizerKind)i;
            return true;
        }
    return false;
}

Update optimizer_update(const OptimizerSettings *settings, uint64_t step) {
    Update update = {.rate = (real)settings->rate, .weight_decay = (real)settings->weight_decay};
    if (settings->kind == OPTIMIZER_SGD) {
        update.beta1 = (real)settings->momentum;
        return update;
    }
    const double beta1 = 0.9, beta2 = 0.999;
    update.beta1 = (real)beta1;
    update.beta2 = (real)beta2;
    update.rest1 = (real)(1 - beta1);
    update.rest2 = (real)(1 - beta2);
    update.epsilon = (real)1e-8;
    update.rate = (real)(settings->rate / (1 - pow(beta1, (double)step)));
    update.root = (real)(1 / sqrt(1 - pow(beta2, (double)step)));
    return update;
}

bool optimizer_apply(const OptimizerSettings *settings, const Update *update, const LayerTile *part, real *parameters,
                     const real *gradient, real *m, real *v) {
    bool finite = true;
    for (int s = 0; s < part->spans; s++) {
        const ParameterSpan *span = &part->span[s];
        size_t length = (size_t)span->length;
        bool whole = span->stride == length; // rows that follow one another are one row
        int rows = whole ? 1 : span->rows;
        length *= whole ? (size_t)span->rows : 1;
        for (int row = 0; row < rows; row++, gradient += length) {
            size_t at = span->offset + (size_t)row * span->stride;
            finite &= settings->kind == OPTIMIZER_ADAM
                          ? kernels()->adam(update, parameters + at, gradient, m + at, v + at, length)
                          : kernels()->sgd(update, parameters + at, gradient, m + at, length);
        }
    }
    return finite;
}
