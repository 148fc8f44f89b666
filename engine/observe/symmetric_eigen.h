// Eigenvalues and eigenvectors of a symmetric matrix.
#ifndef HOURGLASS_SYMMETRIC_EIGEN_H
#define HOURGLASS_SYMMETRIC_EIGEN_H

#include "error.h"

/// matrix (n, n), symmetric, is replaced by its orthonormal eigenvectors, one a row, ordered by falling eigenvalue;
/// values (n) receives the eigenvalues. Householder's reduction to a tridiagonal matrix, then QL with implicit shifts
/// (Golub and Van Loan, Matrix Computations, 4th edition, 8.3.1 and 8.3.3). Fails only if memory is short or values are
/// not finite.
bool symmetric_eigen(double *matrix, int n, double *values, Error *error);

#endif
