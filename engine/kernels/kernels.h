// The table of computing kernels. The reference kernels are plain loops; fast ones stand beside them, one set for each
// instruction set, and the best the processor has is chosen once, before threads start.
#ifndef HOURGLASS_KERNELS_H
#define HOURGLASS_KERNELS_H

#include "convolution.h"
#include "real.h"
#include "team.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum Activation {
    ACTIVATION_LINEAR,
    ACTIVATION_RELU,
    ACTIVATION_LEAKY_RELU, // slope 0.01 below zero
    ACTIVATION_SIGMOID,
    ACTIVATION_TANH,
    ACTIVATION_ELU,      // exp(x) - 1 below zero
    ACTIVATION_SOFTPLUS, // log(1 + exp x)
    ACTIVATION_COUNT
} Activation;

enum { GEMM_AHEAD = 4 };

/// C (M, N) = A (M, K) · B (K, N) + bias, or added to what C holds. Element (i, j) of a strided matrix is at
/// data[i·row + j·column]. Every element of C is one chain of multiply-adds over k = 0 … K-1 (started from `bias` or
/// from C), so that it does not depend on M, N, or on where its tile lies.
typedef struct Gemm {
    int m, n, k;   // k > 0
    const real *a; // (M, K)
    ptrdiff_t a_row, a_column;
    const real *b; // (K, N) strided, used if packed is NULL
    ptrdiff_t b_row, b_column;
    const real *packed; // B as pack left it, or NULL
    int packed_k;       // rows of the packed B, of which the first k are used; 0: k
    real *c;            // (M, N), rows contiguous
    ptrdiff_t c_row;
    const real *bias;              // (N) added to every row, or NULL
    bool accumulate;               // add to C instead of overwriting it (bias must be NULL then)
    bool relu;                     // replace what is below zero by zero at the end
    const void *ahead[GEMM_AHEAD]; // memory that is written after the product, claimed and fetched meanwhile,
    size_t ahead_bytes;            // so much of each; 0: none
    real *scratch; // at least kernels_scratch(k) reals for this thread if packed is NULL; may be NULL otherwise
} Gemm;

/// One update of w (n) with its moments; g is the gradient. Adam: Kingma and Ba, 2015, algorithm 1, in PyTorch's order
/// of operations. SGD with momentum uses m only, with beta1 as the momentum.
typedef struct Update {
    real rate; // learning rate; for Adam divided by 1 - beta1^t
    real beta1, beta2;
    real rest1, rest2; // 1 - beta1 and 1 - beta2, rounded once: 1 - 0.999 in float is off by 5e-5 of itself
    real root;         // 1 / sqrt(1 - beta2^t)
    real epsilon;
    real weight_decay; // added to the gradient, times w
} Update;

/// An element of a vector.
typedef struct Place {
    real value;
    int index;
} Place;

/// Points of the plane and what pushes them apart in t-SNE. q = 1 / (1 + |p - s|²) for a point p and a source s (van
/// der Maaten and Hinton 2008, equation 4).
typedef struct Repulsion {
    int points, sources;
    const real *x, *y;                      // (points)
    const real *source_x, *source_y, *mass; // (sources)
    real *weight, *push_x, *push_y;         // (points) Σ mass·q; Σ mass·q²·(x - source_x), the same of y
} Repulsion;

/// Points of the plane and what pulls them together: point i has the neighbours neighbour[k], of affinity[k], for k
/// from begin[i] to begin[i + 1] - 1.
typedef struct Attraction {
    int points;
    const real *x, *y;     // (points)
    const int *begin;      // (points + 1)
    const int *neighbour;  // (begin[points])
    const real *affinity;  // the same
    real *pull_x, *pull_y; // (points) Σ affinity·q·(x_i - x_neighbour), the same of y
} Attraction;

typedef struct Kernels {
    const char *name;
    int panel; // columns of B that lie side by side when packed
    int lanes; // images of a block

    /// Does this member's share of the product; tiles are dealt out by rank. No barrier.
    void (*gemm)(const Team *team, const Gemm *gemm);

    /// Packs rows k0 … k0+k-1 and columns n0 … n0+n-1 of B (total_k, N) into panels of `panel` columns, each
    /// (total_k, panel) contiguous, zeros beyond the last column. n0 is a multiple of `panel`; `b` and `packed` point
    /// at the whole of B and of its packed form.
    void (*pack)(const real *b, ptrdiff_t row, ptrdiff_t column, int k0, int k, int n0, int n, int total_k,
                 real *packed);

    void (*activate)(Activation activation, real *x, size_t n);

    /// gradient *= f'(x), given the output y = f(x).
    void (*activate_gradient)(Activation activation, const real *y, real *gradient, size_t n);

    /// Binary cross-entropy of σ(logits) against targets in [0, 1], summed over n (nats), and its gradient with respect
    /// to the logits times `scale`, in one pass. `gradient` may be NULL or `logits` itself.
    double (*bce)(const real *logits, const real *targets, real *gradient, real scale, size_t n);

    /// Squared error summed over n, and its gradient times `scale`. `gradient` may be NULL or `outputs` itself.
    double (*mse)(const real *outputs, const real *targets, real *gradient, real scale, size_t n);

    /// Adds scale·sign(code) to the gradient and returns Σ|code|.
    double (*l1)(const real *code, real *gradient, real scale, size_t n);

    /// Each returns true while every updated weight is finite.
    bool (*adam)(const Update *update, real *w, const real *g, real *m, real *v, size_t n);
    bool (*sgd)(const Update *update, real *w, const real *g, real *m, size_t n);

    /// reals[i] = bytes[i] / 255
    void (*from_bytes)(const uint8_t *bytes, real *reals, size_t n);

    /// sums[j] = Σ_i x[i·row + j] for i < rows, j < n, in the order of i.
    void (*sum_rows)(const real *x, ptrdiff_t row, int rows, int n, real *sums);

    /// sums[i] += Σ_j x[i·n + j] for i < rows, j < n, in an order that depends on n only.
    void (*add_sums)(const real *x, int rows, size_t n, real *sums);

    /// `count` images (count, C, H, W), at most `lanes`, into a block with zeros around them and in lanes beyond them.
    void (*block)(const BlockShape *shape, const real *images, int count, real *block);

    /// The first `count` images of a block.
    void (*unblock)(const BlockShape *shape, const real *block, int count, real *images);

    void (*correlate)(const Correlation *correlation);

    /// The order of sums depends on nothing but the shape.
    void (*correlate_gradient)(const CorrelationGradient *gradient);

    /// The last of the k largest of x (n), k from 1 to n: its value, and where it stands. Of equal values the one with
    /// the lower index counts as larger, and NaN is larger than any number. `scratch` (n) is the caller's.
    Place (*kth_largest)(const real *x, int k, uint32_t *scratch, int n);

    /// result[i] = source[i] where x[i] is among those up to `last`, else 0. `result` may be `source`.
    void (*keep_largest)(const real *x, Place last, const real *source, real *result, int n);

    /// The forces of t-SNE. Sums go in an order that depends on the numbers of points and sources only.
    void (*repel)(const Repulsion *repulsion);
    void (*attract)(const Attraction *attraction);

    /// Fused multiply-adds as fast as this instruction set goes, `rounds` times over a set of registers; returns the
    /// number of floating-point operations (two for a multiply-add) and keeps a result alive in *sink.
    double (*peak)(long long rounds, real *sink);
} Kernels;

/// The kernels in use: the reference ones until kernels_choose has run.
const Kernels *kernels(void);

/// Chooses the table once, before threads start (a measurement may choose again while no team runs): by name
/// ("reference", "portable", "avx2", "avx512", "neon"), or the best one for this processor if `name` is NULL. False if
/// there is none of that name that this processor can run.
bool kernels_choose(const char *name);

enum { KERNELS_MAX = 8 };

/// Names of the tables that this processor can run, best first; returns their number.
int kernels_available(const char *names[KERNELS_MAX]);

/// Reals of scratch that gemm needs to pack a panel of B with K rows.
static inline size_t kernels_scratch(int k) {
    return (size_t)kernels()->panel * (size_t)k;
}

/// Reals that a packed B (K, N) takes.
static inline size_t kernels_packed_size(int k, int n) {
    size_t panel = (size_t)kernels()->panel;
    return ((size_t)n + panel - 1) / panel * panel * (size_t)k;
}

static inline size_t gemm_packed_k(const Gemm *gemm) {
    return (size_t)(gemm->packed_k > 0 ? gemm->packed_k : gemm->k);
}

/// The first index of part `part` of `parts` equal parts of `count` items.
static inline int kernels_part(int count, int parts, int part) {
    return (int)((long long)count * part / parts);
}

#endif
