// Losses and penalties of a batch, row by row. Called by the training step and by evaluations, on any thread.
#include "loss.h"

#include <math.h>
#include <string.h>

static const char *const NAMES[] = {[LOSS_BCE] = "bce", [LOSS_MSE] = "mse"};

const char *loss_name(LossKind loss) {
    return NAMES[loss];
}

bool loss_parse(const char *name, LossKind *loss) {
    for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++)
        if (strcmp(name, NAMES[i]) == 0) {
            *loss = (LossKind)i;
            return true;
        }
    return false;
}

static real *row_of(real *matrix, int row, size_t size) {
    return matrix ? matrix + (size_t)row * size : NULL;
}

void loss_reconstruction(const Net *net, const Pass *pass, const Objective *objective, int first, int count, int batch,
                         double *reconstruction) {
    size_t size = (size_t)shape_size(net->image);
    real scale = (real)1 / (real)batch;
    for (int n = first; n < first + count; n++) {
        const real *output = row_of(net_output(net, pass), n, size), *target = row_of(pass->target, n, size);
        real *gradient = row_of(pass->gradient[net->layers], n, size);
        reconstruction[n] = objective->loss == LOSS_BCE ? kernels()->bce(output, target, gradient, scale, size)
                                                        : kernels()->mse(output, target, gradient, scale, size);
    }
}

double loss_coin_kl(double rho, double mean, double *slope) {
    const double least = 1e-6, most = 1 - 1e-6;
    double m = mean < least ? least : mean > most ? most : mean; // NaN stays NaN
    if (slope)
        *slope = m < mean || m > mean ? 0 : (1 - rho) / (1 - m) - rho / m;
    return rho * log(rho / m) + (1 - rho) * log((1 - rho) / (1 - m));
}

void loss_sparsity(const Net *net, Pass *pass, const Objective *objective, int batch, int rank) {
    PassMember *member = &pass->member[rank];
    int units = shape_size(net->code);
    kernels()->sum_rows(net_code(net, pass), units, batch, units, member->sparsity_slope);
    member->sparsity = 0;
    for (int u = 0; u < units; u++) {
        double slope, mean = (double)member->sparsity_slope[u] / batch;
        member->sparsity += objective->kl * loss_coin_kl(objective->rho, mean, &slope);
        member->sparsity_slope[u] = (real)(objective->kl * slope / batch);
    }
}

double loss_gaussian_kl(const real *stash, real *gradient, double scale, int units) {
    const double most = 88; // beyond it σ² is no float, and the run has diverged
    double sum = 0;
    for (int u = 0; u < units; u++) {
        double mean = (double)stash[u], logvar = (double)stash[units + u];
        double variance = logvar < most ? exp(logvar) : INFINITY;
        sum += mean * mean + variance - 1 - logvar;
        if (gradient) {
            gradient[u] = (real)(scale * mean);
            gradient[units + u] = (real)(scale * (variance - 1) / 2);
        }
    }
    return sum / 2;
}

static double penalise_gaussian(const Net *net, const Pass *pass, double beta, int row, int batch) {
    int layer = net->encoder_layers - 1;
    size_t size = net->layer[layer].stash;
    return beta * loss_gaussian_kl(row_of(pass->stash[layer], row, size),
                                   row_of(pass->stash_gradient[layer], row, size), beta / batch, (int)(size / 2));
}

void loss_penalty(const Net *net, const Pass *pass, const Objective *objective, int first, int count, int batch,
                  int rank, double *penalty) {
    size_t size = (size_t)shape_size(net->code);
    const PassMember *member = &pass->member[rank];
    for (int n = first; n < first + count; n++) {
        real *gradient = row_of(pass->gradient[net->encoder_layers], n, size);
        penalty[n] = objective->kl > 0 ? member->sparsity : 0;
        if (objective->l1 > 0)
            penalty[n] += objective->l1 * kernels()->l1(row_of(net_code(net, pass), n, size), gradient,
                                                        (real)(objective->l1 / batch), size);
        for (size_t u = 0; objective->kl > 0 && gradient && u < size; u++)
            gradient[u] += member->sparsity_slope[u];
        if (net_is_gaussian(net))
            penalty[n] += penalise_gaussian(net, pass, objective->beta, n, batch);
    }
}

void loss_backward(const Net *net, const Pass *pass, const Objective *objective, int first, int count, int batch,
                   int rank, double *penalty) {
    net_backward(net, pass, net->layers, net->encoder_layers, first, count, rank);
    loss_penalty(net, pass, objective, first, count, batch, rank, penalty);
    net_backward(net, pass, net->encoder_layers, 0, first, count, rank);
}
