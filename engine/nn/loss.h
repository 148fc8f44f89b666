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
    double l1;      // times Σ|code| of an image
    double kl, rho; // times Σ_j KL(ρ ‖ ρ̂_j), ρ̂_j the mean of code unit j over the batch
    double beta;    // times KL(code ‖ N(0, 1)) of an image's Gaussian code
} Objective;

/// Error of rows first … first+count-1 against pass->target: reconstruction[n] for each row, and the gradient of their
/// mean over `batch` rows in pass->gradient[layers], if the pass has gradients.
void loss_reconstruction(const Net *net, const Pass *pass, const Objective *objective, int first, int count, int batch,
                         double *reconstruction);

/// The sparsity penalty of the whole batch, where objective->kl > 0: to be called by each member, for itself, when all
/// rows have gone forward and before loss_penalty. All members add up in the order of the rows and get the same bits.
void loss_sparsity(const Net *net, Pass *pass, const Objective *objective, int batch, int rank);

/// Penalty of each row into penalty[n], so that their mean is the batch's; its gradient (of the mean over `batch`) is
/// added to pass->gradient[encoder_layers] if the pass has gradients. For a Gaussian code it also sets, not adds to,
/// pass->stash_gradient of the code's layer, whose backward needs that.
void loss_penalty(const Net *net, const Pass *pass, const Objective *objective, int first, int count, int batch,
                  int rank, double *penalty);

/// Back through the whole net for these rows, after loss_reconstruction (and loss_sparsity); the code's penalty joins
/// in on the way.
void loss_backward(const Net *net, const Pass *pass, const Objective *objective, int first, int count, int batch,
                   int rank, double *penalty);

/// KL(ρ ‖ ρ̂) of two coins in nats: ρ·log(ρ/ρ̂) + (1-ρ)·log((1-ρ)/(1-ρ̂)), with ρ̂ held within 1e-6 … 1-1e-6 (Ng, CS294A
/// lecture notes, 2011). `slope`, if not NULL, receives the derivative by ρ̂, 0 where it is held.
double loss_coin_kl(double rho, double mean, double *slope);

/// KL(N(μ, σ²) ‖ N(0, 1)) = ½Σ(μ² + σ² - 1 - log σ²) in nats (Kingma and Welling 2014, appendix B), of the means and
/// log-variances in stash (2Z). `gradient` (2Z), if not NULL, is set to `scale` times its gradient. Infinite or NaN
/// where σ² is.
double loss_gaussian_kl(const real *stash, real *gradient, double scale, int units);

const char *loss_name(LossKind loss);
bool loss_parse(const char *name, LossKind *loss);

#endif
