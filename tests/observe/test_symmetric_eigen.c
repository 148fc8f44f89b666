// Eigenvalues and eigenvectors: A·v = λ·v, orthonormal rows, falling order, for odd sizes and awkward matrices.
#include "sample.h"
#include "symmetric_eigen.h"
#include "test.h"

#include <math.h>
#include <string.h>

static double *copy_of(const double *matrix, int n) {
    double *copy = malloc((size_t)n * (size_t)n * sizeof *copy);
    memcpy(copy, matrix, (size_t)n * (size_t)n * sizeof *copy);
    return copy;
}

// The largest entry of A·v - λ·v over all pairs, and of V·Vᵀ - I.
static void residuals(const double *matrix, const double *rows, const double *values, int n, double *pair,
                      double *orthonormal) {
    *pair = *orthonormal = 0;
    for (int i = 0; i < n; i++)
        for (int j = 0; j < n; j++) {
            double product = 0, inner = 0;
            for (int k = 0; k < n; k++) {
                product += matrix[j * n + k] * rows[i * n + k];
                inner += rows[i * n + k] * rows[j * n + k];
            }
            *pair = fmax(*pair, fabs(product - values[i] * rows[i * n + j]));
            *orthonormal = fmax(*orthonormal, fabs(inner - (i == j)));
        }
}

static double largest(const double *matrix, int n) {
    double most = 0;
    for (int i = 0; i < n * n; i++)
        most = fmax(most, fabs(matrix[i]));
    return most;
}

// Solves and holds the result to the definition; the caller frees the values.
static double *solve(const double *matrix, int n) {
    double *rows = copy_of(matrix, n), *values = calloc((size_t)n, sizeof *values);
    Error error = {""};
    if (!symmetric_eigen(rows, n, values, &error))
        fail_msg("size %d: %s", n, error.text);
    double pair, orthonormal, scale = largest(matrix, n);
    residuals(matrix, rows, values, n, &pair, &orthonormal);
    if (!(pair <= 1e-14 * n * scale) || !(orthonormal <= 1e-14 * n))
        fail_msg("size %d: residual %g of %g, orthonormality %g", n, pair, scale, orthonormal);
    for (int i = 1; i < n; i++)
        assert_true(values[i - 1] >= values[i]);
    free(rows);
    return values;
}

static double *random_symmetric(uint32_t seed, int n, double scale) {
    double *matrix = malloc((size_t)n * (size_t)n * sizeof *matrix);
    for (int i = 0; i < n; i++)
        for (int j = 0; j <= i; j++)
            matrix[i * n + j] = matrix[j * n + i] = scale * (sample_next(&seed) - 32768) / 32768.0;
    return matrix;
}

static void random_matrices_of_odd_sizes_meet_the_definition(void **state) {
    (void)state;
    const int sizes[] = {1, 2, 3, 7, 31, 100};
    for (int i = 0; i < 6; i++)
        for (uint32_t seed = 1; seed <= 3; seed++) {
            double *matrix = random_symmetric(seed, sizes[i], 1);
            free(solve(matrix, sizes[i]));
            free(matrix);
        }
}

static void tiny_and_huge_matrices_meet_it_too(void **state) {
    (void)state;
    const double scales[] = {1e-100, 1e-12, 1e12, 1e100};
    for (int i = 0; i < 4; i++) {
        double *matrix = random_symmetric(9, 17, scales[i]);
        free(solve(matrix, 17));
        free(matrix);
    }
}

static void the_two_by_two_case_is_exact(void **state) {
    (void)state;
    double *values = solve((const double[]){2, 1, 1, 2}, 2);
    assert_true(fabs(values[0] - 3) < 1e-15 && fabs(values[1] - 1) < 1e-15);
    free(values);
    values = solve((const double[]){0, 1, 1, 0}, 2);
    assert_true(fabs(values[0] - 1) < 1e-15 && fabs(values[1] + 1) < 1e-15);
    free(values);
}

static void a_diagonal_matrix_is_sorted(void **state) {
    (void)state;
    double matrix[25] = {0};
    const double diagonal[] = {-1, 4, 0, 2, 4};
    for (int i = 0; i < 5; i++)
        matrix[6 * i] = diagonal[i];
    double *values = solve(matrix, 5);
    const double expected[] = {4, 4, 2, 0, -1};
    for (int i = 0; i < 5; i++)
        assert_true(values[i] == expected[i]);
    free(values);
}

static void the_zero_matrix_has_zeros_and_an_orthonormal_basis(void **state) {
    (void)state;
    const double zeros[49] = {0};
    double *values = solve(zeros, 7);
    for (int i = 0; i < 7; i++)
        assert_true(values[i] == 0);
    free(values);
}

// I - 2uuᵀ/uᵀu has 1 (n - 1 times) and -1; the matrix of ones has n and zeros.
static void repeated_eigenvalues_keep_an_orthonormal_basis(void **state) {
    (void)state;
    enum { N = 31 };
    double mirror[N * N], ones[N * N], square = 0;
    for (int i = 1; i <= N; i++)
        square += (double)i * i;
    for (int i = 0; i < N * N; i++) {
        mirror[i] = (i / N == i % N) - 2.0 * (i / N + 1) * (i % N + 1) / square;
        ones[i] = 1;
    }
    double *values = solve(mirror, N);
    for (int i = 0; i < N; i++)
        assert_true(fabs(values[i] - (i < N - 1 ? 1 : -1)) < 1e-13);
    free(values);
    values = solve(ones, N);
    for (int i = 0; i < N; i++)
        assert_true(fabs(values[i] - (i == 0 ? N : 0)) < 1e-12);
    free(values);
}

// The second difference matrix: λ_k = 2 - 2 cos(kπ/(n+1)).
static void a_tridiagonal_matrix_has_its_known_eigenvalues(void **state) {
    (void)state;
    enum { N = 31 };
    double matrix[N * N] = {0};
    for (int i = 0; i < N; i++) {
        matrix[i * N + i] = 2;
        if (i > 0)
            matrix[i * N + i - 1] = matrix[(i - 1) * N + i] = -1;
    }
    double *values = solve(matrix, N);
    for (int k = 1; k <= N; k++)
        assert_true(fabs(values[N - k] - (2 - 2 * cos(k * acos(-1) / (N + 1)))) < 1e-13);
    free(values);
}

static void a_block_with_zero_rows_keeps_them_apart(void **state) {
    (void)state;
    const double matrix[25] = {0, 0, 0, 0, 0, 0, 5, 1, 0, 2, 0, 1, 3, 0, 1, 0, 0, 0, 0, 0, 0, 2, 1, 0, 4};
    free(solve(matrix, 5));
}

static void values_that_are_not_finite_are_refused(void **state) {
    (void)state;
    const double bad[] = {NAN, INFINITY, -INFINITY};
    const int places[] = {0, 1, 4, 8};
    for (int i = 0; i < 12; i++) {
        double matrix[9] = {1, 2, 3, 2, 4, 5, 3, 5, 6}, values[3];
        int place = places[i % 4];
        matrix[place] = matrix[place % 3 * 3 + place / 3] = bad[i / 4];
        Error error = {""};
        assert_false(symmetric_eigen(matrix, 3, values, &error));
        assert_contains(error.text, "3");
    }
    double one[1] = {NAN}, value[1];
    assert_false(symmetric_eigen(one, 1, value, NULL));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(random_matrices_of_odd_sizes_meet_the_definition),
        cmocka_unit_test(tiny_and_huge_matrices_meet_it_too),
        cmocka_unit_test(the_two_by_two_case_is_exact),
        cmocka_unit_test(a_diagonal_matrix_is_sorted),
        cmocka_unit_test(the_zero_matrix_has_zeros_and_an_orthonormal_basis),
        cmocka_unit_test(repeated_eigenvalues_keep_an_orthonormal_basis),
        cmocka_unit_test(a_tridiagonal_matrix_has_its_known_eigenvalues),
        cmocka_unit_test(a_block_with_zero_rows_keeps_them_apart),
        cmocka_unit_test(values_that_are_not_finite_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
