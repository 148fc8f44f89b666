// Drawing codes. Pure functions; called by the observer.
#include "code_samples.h"

#include "kernels.h"

#include <math.h>

// `count` standard normal deviates times `scale`.
static void fill(Random random, int count, double scale, real *values) {
    for (int i = 0; i < count; i += 2) {
        double pair[2];
        random_normal_pair(random, (uint64_t)(i / 2), pair);
        values[i] = (real)(scale * pair[0]);
        if (i + 1 < count)
            values[i + 1] = (real)(scale * pair[1]);
    }
}

void code_samples_prior(Random random, int samples, int units, double temperature, real *codes) {
    for (int s = 0; s < samples; s++)
        fill(random_split(random, (uint64_t)s), units, temperature, codes + (size_t)s * (size_t)units);
}

void code_samples_gaussian(Random random, int samples, int rows, double temperature, real *weights) {
    double scale = rows > 0 ? temperature / sqrt(rows) : 0;
    for (int s = 0; s < samples; s++)
        fill(random_split(random, (uint64_t)s), rows, scale, weights + (size_t)s * (size_t)rows);
}

static int draw_component(const double *responsibility, int rows, int components, double uniform, double *share) {
    double sum = *share = 0;
    for (int k = 0; k < components; k++) {
        *share = 0;
        for (int n = 0; n < rows; n++)
            *share += responsibility[(size_t)n * (size_t)components + (size_t)k];
        sum += *share;
        if (uniform * rows < sum)
            return k;
    }
    return components - 1;
}

// With s_n = √(r_n / N): mean Σ s_n²·x_n, and the deviation T·Σ ε_n·s_n·(x_n - mean).
static void weigh(const double *responsibility, int rows, int components, double share, double temperature,
                  real *weights) {
    double sum = 0;
    for (int n = 0; n < rows; n++) {
        double part = responsibility[(size_t)n * (size_t)components] / share;
        sum += (double)weights[n] * sqrt(part);
    }
    for (int n = 0; n < rows; n++) {
        double part = responsibility[(size_t)n * (size_t)components] / share;
        weights[n] = (real)(part + temperature * ((double)weights[n] * sqrt(part) - sum * part));
    }
}

void code_samples_mixture(Random random, int samples, int rows, int components, const double *responsibility,
                          double temperature, real *weights) {
    for (int s = 0; s < samples && rows > 0; s++) {
        Random own = random_split(random, (uint64_t)s);
        real *row = weights + (size_t)s * (size_t)rows;
        double share, uniform = random_uniform(random_split(own, 1), 0);
        int k = draw_component(responsibility, rows, components, uniform, &share);
        fill(random_split(own, 0), rows, 1, row);
        if (share > 0)
            weigh(responsibility + k, rows, components, share, temperature, row);
        for (int n = 0; !(share > 0) && n < rows; n++)
            row[n] = 0;
    }
}

void code_samples_combine(const real *weights, int samples, int rows, const real *centred, const double *mean,
                          int units, real *scratch, real *codes) {
    for (int s = 0; s < samples; s++)
        for (int u = 0; u < units; u++)
            codes[(size_t)s * (size_t)units + (size_t)u] = (real)mean[u];
    if (rows < 1)
        return;
    Team solo = team_solo();
    Gemm gemm = {.m = samples,
                 .n = units,
                 .k = rows,
                 .a = weights,
                 .a_row = rows,
                 .a_column = 1,
                 .b = centred,
                 .b_row = units,
                 .b_column = 1,
                 .c = codes,
                 .c_row = units,
                 .accumulate = true,
                 .scratch = scratch};
    kernels()->gemm(&solo, &gemm);
}
