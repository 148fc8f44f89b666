// What a net is trained to make small: the reconstruction's error and the penalty on the code.
#ifndef HOURGLASS_LOSS_H
#define HOURGLASS_LOSS_H

#include "net.h"

typedef enum LossKind {
    LOSS_BCE, // binary cross-entropy of σ(output), nats, summed over pixels
    LOSS_MSE, // squared error of the output as it is, summed over pixels
} LossKind;

typedef struct Objective {
    LossKind loss;
    double l1; // times Σ|code| of an image
} Objective;

/// Error of rows first … first+count-1 against pass->target: reconstruction[n] for each row, and the gradient of their
/// mean over `batch` rows in pass->gradient[layers], if the pass has gradients.
void loss_reconstruction(const Net *net, const Pass *pass, const Objective *objective, int first, int count, int batch,
                         double *reconstruction);

/// Penalty of each row into penalty[n]; its gradient (of the mean over `batch`) is added to
/// pass->gradient[encoder_layers] if the pass has gradients.
void loss_penalty(const Net *net, const Pass *pass, const Objective *objective, int first, int count, int batch,
                  double *penalty);

/// Back through the whole net for these rows, after loss_reconstruction; the code's penalty joins in on the way.
void loss_backward(const Net *net, const Pass *pass, const Objective *objective, int first, int count, int batch,
                   int rank, double *penalty);

const char *loss_name(LossKind loss);
bool loss_parse(const char *name, LossKind *loss);

#endif
