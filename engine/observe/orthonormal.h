// Scalar products, and rows made orthonormal: what searches for principal axes share.
#ifndef HOURGLASS_ORTHONORMAL_H
#define HOURGLASS_ORTHONORMAL_H

/// Σ x[i]·y[i], summed in double precision, in sixteen sums that do not wait for each other.
double dot_floats(const float *x, const float *y, int n);
double dot_doubles(const double *x, const double *y, int n);

/// Modified Gram–Schmidt, each row twice, on rows (count, size). A row of which hardly anything is left lies in the
/// span of those before; it becomes zero.
void orthonormalise(float *rows, int count, int size);

#endif
