// Called by searches for axes on the observer's and the jobs thread.
#include "orthonormal.h"

#include <math.h>
#include <stddef.h>

enum { SUMS = 16 };
#define VANISHED 1e-5 // of its length: what rounding leaves of a row that the others span

static double total(const double *sum) {
    double all = 0;
    for (int i = 0; i < SUMS; i++)
        all += sum[i];
    return all;
}

double dot_floats(const float *x, const float *y, int n) {
    double sum[SUMS] = {0};
    int i = 0;
    for (; i + SUMS <= n; i += SUMS)
        for (int lane = 0; lane < SUMS; lane++)
            sum[lane] += (double)x[i + lane] * (double)y[i + lane];
    for (; i < n; i++)
        sum[0] += (double)x[i] * (double)y[i];
    return total(sum);
}

double dot_doubles(const double *x, const double *y, int n) {
    double sum[SUMS] = {0};
    int i = 0;
    for (; i + SUMS <= n; i += SUMS)
        for (int lane = 0; lane < SUMS; lane++)
            sum[lane] += x[i + lane] * y[i + lane];
    for (; i < n; i++)
        sum[0] += x[i] * y[i];
    return total(sum);
}

void orthonormalise(float *rows, int count, int size) {
    for (int i = 0; i < count; i++) {
        float *row = rows + (size_t)i * (size_t)size;
        double before = sqrt(dot_floats(row, row, size));
        for (int j = 0; j < 2 * i; j++) {
            const float *other = rows + (size_t)(j % i) * (size_t)size;
            float part = (float)dot_floats(row, other, size);
            for (int p = 0; p < size; p++)
                row[p] -= part * other[p];
        }
        double norm = sqrt(dot_floats(row, row, size));
        float scale = norm > VANISHED * before && norm > 0 ? (float)(1 / norm) : 0;
        for (int p = 0; p < size; p++)
            row[p] *= scale;
    }
}
