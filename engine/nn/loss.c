// Losses and penalties of a batch, row by row. Called by the training step and by evaluations, on any thread.
#include "loss.h"

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

void loss_penalty(const Net *net, const Pass *pass, const Objective *objective, int first, int count, int batch,
                  double *penalty) {
    size_t size = (size_t)shape_size(net->code);
    for (int n = first; n < first + count; n++) {
        penalty[n] = 0;
        if (objective->l1 > 0)
            penalty[n] = objective->l1 * kernels()->l1(row_of(net_code(net, pass), n, size),
                                                       row_of(pass->gradient[net->encoder_layers], n, size),
                                                       (real)(objective->l1 / batch), size);
    }
}

void loss_backward(const Net *net, const Pass *pass, const Objective *objective, int first, int count, int batch,
                   int rank, double *penalty) {
    net_backward(net, pass, net->layers, net->encoder_layers, first, count, rank);
    loss_penalty(net, pass, objective, first, count, batch, penalty);
    net_backward(net, pass, net->encoder_layers, 0, first, count, rank);
}
