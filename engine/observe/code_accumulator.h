// Statistics of a code over a set of images, a few rows at a time: how often, how strongly and for which classes each
// unit is active, and how sparse each image's code is. Used by the observer for one snapshot at a time.
#ifndef HOURGLASS_CODE_ACCUMULATOR_H
#define HOURGLASS_CODE_ACCUMULATOR_H

#include "arena.h"
#include "error.h"
#include "histogram.h"
#include "real.h"
#include "unit_figures.h"

/// Population figures of an image whose code is undefined, or that have no value.
enum { CODE_UNDEFINED = -1 };

typedef struct CodeDesc {
    int units, images; // of a code; to be added at most
    int classes;       // labels are below it; 0 without labels
    double rho;        // target mean activation of a sparsity penalty, or 0
} CodeDesc;

typedef struct CodeAccumulator {
    CodeDesc desc;
    int rows, images;        // rows added; those of them whose code is defined
    uint32_t *fires;         // (units) images for which it is active
    double *mean, *spread;   // (units) running mean and Σ(a - mean)² (Welford 1962)
    double *magnitude;       // (units) Σ|a|
    double *active;          // (units) Σa where active
    double *kl;              // (units) sums, nats
    double *class_sum;       // (classes, units) Σa
    double *class_magnitude; // (classes, units) Σ|a|
    uint32_t *class_images;  // (classes)
    Histogram *histogram;    // (units) of a
    int *l0;                 // (images) active units, or CODE_UNDEFINED
    float *hoyer;            // (images) code_hoyer
    UnitFigures *figures;    // (units), set by finish
    float *class_mean;       // (units, classes) mean activation, set by finish; 0 for a class without images
    UnitSummary summary;     // set by finish
} CodeAccumulator;

/// Takes all memory from `arena`, about 300 + 20·classes bytes a unit and 8 an image; it lives as long as that does.
bool code_accumulator_init(CodeAccumulator *accumulator, const CodeDesc *desc, Arena *arena, Error *error);

/// Adds codes (rows, units). `labels` (rows) or NULL where classes is 0; a label out of range counts for no class.
/// `stash` (rows, 2·units), the means and log-variances of a Gaussian code whose codes must be the means (no sampling),
/// or NULL. A row with an infinite value or NaN is left out of everything but the count of such rows, so that one bad
/// value spoils no figure of another image. Rows beyond desc.images are left out.
void code_accumulator_add(CodeAccumulator *accumulator, const real *codes, const real *stash, const uint8_t *labels,
                          int rows);

/// Works out figures, class_mean and summary from what has been added so far; more rows may be added afterwards.
/// Sparseness of a unit: Treves and Rolls 1991 (of |a|, so that signed codes have one too). Class selectivity: Morcos
/// et al. 2018, μ_rest being the mean of the other classes' means; classes without images do not count.
/// Units that inform: Burda, Grosse and Salakhutdinov 2016. KL of a unit: Kingma and Welling 2014, appendix B.
void code_accumulator_finish(CodeAccumulator *accumulator);

/// (√n - |x|₁/|x|₂) / (√n - 1) for a code x of n units: 0 if all are equally strong, 1 if one alone is not 0 (Hoyer
/// 2004). CODE_UNDEFINED for one unit, a code of zeros, or values that are no finite numbers.
float code_hoyer(const real *code, int units);

#endif
