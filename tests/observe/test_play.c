// What the playground does with codes, held against NumPy and scikit-learn and against sums made by hand.
#include "code_axes_search.h"
#include "code_path.h"
#include "code_range.h"
#include "code_samples.h"
#include "gaussian_mixture.h"
#include "nearest.h"
#include "play_golden.h"
#include "sample.h"
#include "small_net.h"
#include "test.h"

#include <math.h>

static void a_straight_path_is_exact_at_both_ends(void **state) {
    (void)state;
    real a[3] = {1, -2, 0.3F}, b[3] = {5, 0.1F, 7}, to[3];
    code_path_straight(a, b, 3, 0, to);
    assert_memory_equal(to, a, sizeof a);
    code_path_straight(a, b, 3, 1, to);
    assert_memory_equal(to, b, sizeof b);
    code_path_straight(a, b, 3, 0.25, to);
    assert_near((double)to[0], 2, 1e-6);
    assert_near((double)to[2], 1.975, 1e-6);
}

static void a_spherical_path_keeps_the_length_and_is_shoemakes(void **state) {
    (void)state;
    real a[2] = {2, 0}, b[2] = {0, 2}, to[50];
    assert_true(code_path_spherical(a, b, 2, 1 / 3.0, to)); // 30 degrees
    assert_near((double)to[0], sqrt(3), 1e-6);
    assert_near((double)to[1], 1, 1e-6);
    float codes[100];
    uint8_t labels[2];
    sample_codes(62, 2, 50, 6, 0, codes, labels);
    assert_true(code_path_spherical(codes, codes + 50, 50, 0.25, to));
    for (int u = 0; u < 50; u++)
        assert_near((double)to[u], golden_slerp[u], 1e-5);
    code_path_spherical(codes, codes + 50, 50, 1, to);
    for (int u = 0; u < 50; u++)
        assert_near((double)to[u], (double)codes[50 + u], 1e-6);
}

static void small_opposite_and_missing_angles_are_gone_straight(void **state) {
    (void)state;
    const real ends[][4] = {{1, 0, 1, 1e-4F}, {1, 0, -1, 0}, {0, 0, 3, 4}, {0, 0, 0, 0}, {2, 1, 2, 1}};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        real to[2];
        assert_false(code_path_spherical(ends[i], ends[i] + 2, 2, 0.5, to));
        for (int u = 0; u < 2; u++)
            assert_near((double)to[u], ((double)ends[i][u] + (double)ends[i][u + 2]) / 2, 1e-6);
    }
}

static void an_analogy_is_a_less_b_plus_c(void **state) {
    (void)state;
    real a[2] = {1, 5}, b[2] = {4, 0.5F}, c[2] = {0.25F, 2}, to[2];
    code_path_analogy(a, b, c, 2, to);
    assert_true(to[0] == -2.75F && to[1] == 6.5F);
}

static CodeRange range_after(const char *first, const char *second) {
    SmallNet small = {0};
    const char *lines[] = {first, second ? second : "dense image", "dense image"};
    small_net_build(&small, (Shape){1, 4, 4}, lines, second ? 2 : 1, second ? 3 : 2, 1, 1);
    CodeRange range = code_range(&small.net);
    small_net_finish(&small);
    return range;
}

static void the_range_is_that_of_the_activation(void **state) {
    (void)state;
    CodeRange relu = range_after("dense 5 relu", NULL), linear = range_after("dense 5", NULL);
    CodeRange sigmoid = range_after("dense 5 sigmoid", NULL), tanh_ = range_after("dense 5 tanh", NULL);
    CodeRange gaussian = range_after("gaussian 3", NULL), pooled = range_after("conv 3 3x3 elu", "max_pool 2");
    CodeRange top = range_after("dense 9", "topk 4"), shrunk = range_after("max_pool 2", "reshape 4x1x1");
    assert_true(relu.least == 0 && isinf(relu.most) && relu.kept == 5);
    assert_true(isinf(linear.least) && linear.least < 0 && isinf(linear.most));
    assert_true(sigmoid.least == 0 && sigmoid.most == 1 && tanh_.least == -1 && tanh_.most == 1);
    assert_true(isinf(gaussian.least) && gaussian.kept == 3);
    assert_true(pooled.least == -1 && isinf(pooled.most) && pooled.kept == 12);
    assert_true(isinf(top.least) && top.kept == 4);
    assert_true(shrunk.least == 0 && shrunk.most == 1); // of the image itself
}

static void codes_are_brought_into_the_range(void **state) {
    (void)state;
    CodeRange range = {-1, 1, 2};
    real codes[8] = {3, -5, 0.5F, 0.25F, -0.5F, -0.25F, -9, -0.75F};
    const real held[8] = {1, 0, 0.5F, 0, -0.5F, -0.25F, 0, 0};
    uint32_t scratch[4];
    code_range_hold(&range, codes, 2, 4, scratch);
    for (int i = 0; i < 8; i++)
        assert_true(codes[i] == held[i]);
}

static void the_nearest_are_those_of_numpy(void **state) {
    (void)state;
    enum { SIZE = 31 * 33 * 3 };
    Images picture = sample_images(71, 1, 31 * 3, 33, 0), others = sample_images(72, 200, 31 * 3, 33, 0);
    Nearest nearest = {.wanted = 8};
    for (int i = 199; i >= 0; i--)
        nearest_add(&nearest, i, nearest_bytes(picture.pixels, images_pixels(&others, i), SIZE));
    assert_int_equal(nearest.count, 8);
    for (int i = 0; i < 8; i++) {
        assert_int_equal(nearest.index[i], golden_nearest_index[i]);
        assert_true(nearest.square[i] == golden_nearest_square[i]);
    }
    uint8_t black[SIZE] = {0}, white[SIZE];
    memset(white, 255, sizeof white);
    assert_int_equal(nearest_bytes(black, white, SIZE), 255 * 255 * SIZE);
    free((void *)picture.pixels);
    free((void *)others.pixels);
}

static void equals_are_in_the_order_of_their_index_and_nan_is_never_near(void **state) {
    (void)state;
    Nearest nearest = {.wanted = 3};
    const double squares[] = {4, 2, NAN, 2, 4, 2};
    for (int i = 5; i >= 0; i--)
        nearest_add(&nearest, i, squares[i]);
    assert_true(nearest.count == 3 && nearest.index[0] == 1 && nearest.index[1] == 3 && nearest.index[2] == 5);
    real a[5] = {1, 2, 3, 4, 5}, b[5] = {0, 2, 1, 4, 8};
    assert_true(nearest_reals(a, b, 5) == 14 && nearest_reals(a, b, 1) == 1);
}

typedef struct Found {
    Arena arena;
    CodeAxesSearch search;
    CodeAxes axes;
} Found;

static void look_again(Found *found, const real *codes, int rows) {
    code_axes_search_clear(&found->search);
    for (int first = 0; first < rows; first += 7)
        code_axes_search_add(&found->search, codes + (size_t)first * (size_t)found->search.units,
                             rows - first < 7 ? rows - first : 7);
    while (!code_axes_search_some(&found->search, &found->axes)) {
    }
}

static Found find(const real *codes, int rows, int units) {
    Found found = {0};
    assert_true(code_axes_search_init(&found.search, units, rows, &found.arena, NULL));
    assert_true(code_axes_init(&found.axes, units, &found.arena, NULL));
    look_again(&found, codes, rows);
    return found;
}

static void axes_are_the_eigenvectors_of_numpy(void **state) {
    (void)state;
    enum { ROWS = 150, UNITS = 50 };
    real codes[ROWS * UNITS], moved[UNITS];
    uint8_t labels[ROWS];
    sample_codes(62, ROWS, UNITS, 6, 0, codes, labels);
    Found found = find(codes, ROWS, UNITS);
    const CodeAxes *axes = &found.axes;
    assert_int_equal(axes->axes, CODE_AXES);
    for (int i = 0; i < CODE_AXES; i++)
        assert_near(axes->variance[i], golden_axes_variance[i], i < 8 ? 1e-4 : 2e-2);
    for (int u = 0; u < UNITS; u++) {
        assert_near((double)axes->direction[u], golden_axes_first[u], 2e-2);
        assert_near(axes->spread[u], golden_axes_spread[u], 1e-6);
    }
    const real *code = codes + (ptrdiff_t)(7 * UNITS);
    assert_near(code_axes_place(axes, 0, code), golden_axes_place[0], 1e-3);
    memcpy(moved, code, sizeof moved);
    code_axes_move(axes, 3, 1.5, moved);
    for (int i = 0; i < 5; i++) // along the others nothing moves
        assert_near(code_axes_place(axes, i, moved) - code_axes_place(axes, i, code), i == 3 ? 1.5 : 0, 1e-4);
    arena_finish(&found.arena);
}

// The same codes with their sign changed have the same axes, which must not turn round on screen.
static void axes_point_where_they_did(void **state) {
    (void)state;
    enum { ROWS = 60, UNITS = 6 };
    real codes[ROWS * UNITS], before[CODE_AXES * UNITS];
    uint8_t labels[ROWS];
    sample_codes(5, ROWS, UNITS, 4, 0, codes, labels);
    Found found = find(codes, ROWS, UNITS);
    memcpy(before, found.axes.direction, sizeof(real) * UNITS * UNITS);
    assert_int_equal(found.axes.axes, UNITS);
    for (int i = 0; i < UNITS; i++) { // turned by hand, as if they had been found so
        for (int u = 0; u < UNITS; u++)
            found.axes.direction[i * UNITS + u] = before[i * UNITS + u] *= i % 2 ? -1 : 1;
    }
    for (int i = 0; i < ROWS * UNITS; i++)
        codes[i] *= 1.01F;
    look_again(&found, codes, ROWS);
    for (int i = 0; i < UNITS * UNITS; i++)
        assert_near((double)found.axes.direction[i], (double)before[i], 1e-3);
    arena_finish(&found.arena);
}

static void codes_that_do_not_vary_or_are_none_have_no_axes(void **state) {
    (void)state;
    real codes[12];
    float low, high;
    for (int i = 0; i < 12; i++)
        codes[i] = i % 3 == 1 ? 2 : 0;
    codes[9] = NAN; // that image does not count
    Found found = find(codes, 4, 3);
    assert_true(found.axes.images == 3 && found.axes.axes == 0 && found.axes.total == 0);
    code_axes_stretch(&found.axes, 0, &low, &high);
    assert_true(low == -2 && high == 2); // the widest there is
    code_axes_stretch(&found.axes, 1, &low, &high);
    assert_true(low == 0 && high == 2);
    codes[1] = codes[4] = codes[7] = INFINITY;
    look_again(&found, codes, 4);
    assert_true(found.axes.images == 0 && found.axes.axes == 0);
    for (int i = 0; i < 12; i++)
        codes[i] = (real)(i % 5);
    look_again(&found, codes, 4); // and they come back
    assert_int_equal(found.axes.axes, 3);
    arena_finish(&found.arena);
}

static void one_unit_is_one_axis_and_many_units_as_many_as_images_span(void **state) {
    (void)state;
    enum { WIDE = 4096 };
    real one[4] = {1, 2, 4, 5}, *wide = calloc(5 * WIDE, sizeof *wide);
    Found found = find(one, 4, 1);
    assert_true(found.axes.axes == 1 && found.axes.direction[0] == 1);
    assert_near(found.axes.variance[0], 2.5, 1e-6);
    arena_finish(&found.arena);
    for (int n = 0; n < 5; n++)
        wide[n * WIDE + 17 * n] = 1;
    found = find(wide, 5, WIDE);
    assert_int_equal(found.axes.axes, 4);
    assert_near(found.axes.variance[0], 0.2, 1e-4);
    arena_finish(&found.arena);
    free(wide);
}

static void a_mixture_is_that_of_scikit_learn(void **state) {
    (void)state;
    enum { ROWS = 300, SIZE = 5, COMPONENTS = 4, ROUNDS = 7 };
    float points[ROWS * SIZE];
    uint8_t labels[ROWS];
    double responsibility[ROWS * COMPONENTS], likelihood = 0;
    Arena arena = {0};
    GaussianMixture mixture;
    sample_codes(61, ROWS, SIZE, 4, 0, points, labels);
    for (int i = 0; i < ROWS * COMPONENTS; i++)
        responsibility[i] = i / COMPONENTS % COMPONENTS == i % COMPONENTS;
    assert_true(gaussian_mixture_init(&mixture, COMPONENTS, SIZE, 1e-6, &arena, NULL));
    gaussian_mixture_maximise(&mixture, points, ROWS, responsibility);
    for (int round = 0; round < ROUNDS; round++) {
        likelihood = gaussian_mixture_expect(&mixture, points, ROWS, responsibility);
        gaussian_mixture_maximise(&mixture, points, ROWS, responsibility);
    }
    assert_near(likelihood, golden_mixture_likelihood[0], 1e-9);
    assert_near(gaussian_mixture_expect(&mixture, points, ROWS, responsibility), golden_mixture_likelihood[1], 1e-9);
    for (int k = 0; k < COMPONENTS; k++)
        assert_near(mixture.weight[k], golden_mixture_weight[k], 1e-7);
    for (int i = 0; i < COMPONENTS * SIZE; i++) {
        assert_near(mixture.mean[i], golden_mixture_mean[i], 1e-7);
        assert_near(mixture.variance[i], golden_mixture_variance[i], 1e-6);
    }
    arena_finish(&arena);
}

static void k_means_finds_what_lies_apart(void **state) {
    (void)state;
    enum { ROWS = 90, COMPONENTS = 3 };
    real points[ROWS];
    double responsibility[ROWS * COMPONENTS];
    Arena arena = {0};
    GaussianMixture mixture;
    for (int n = 0; n < ROWS; n++)
        points[n] = (real)(100 * (n % 3)) + (real)(n / 3) / 30;
    assert_true(gaussian_mixture_init(&mixture, COMPONENTS, 1, 1e-6, &arena, NULL));
    gaussian_mixture_start(&mixture, points, ROWS, random_stream(1, RANDOM_OBSERVE), 10, responsibility);
    for (int k = 0; k < COMPONENTS; k++)
        assert_near(mixture.weight[k], 1 / 3.0, 1e-12);
    for (int n = 3; n < ROWS; n++)
        for (int k = 0; k < COMPONENTS; k++)
            assert_true(responsibility[n * COMPONENTS + k] == responsibility[n % 3 * COMPONENTS + k]);
    arena_finish(&arena);
}

// More components than different points: some have nothing, and nothing is divided by it.
static void a_mixture_of_equal_points_stays_finite(void **state) {
    (void)state;
    real points[12] = {0};
    double responsibility[12 * 4];
    Arena arena = {0};
    GaussianMixture mixture;
    assert_true(gaussian_mixture_init(&mixture, 4, 1, 1e-6, &arena, NULL));
    gaussian_mixture_start(&mixture, points, 12, random_stream(1, RANDOM_OBSERVE), 10, responsibility);
    for (int round = 0; round < 3; round++) {
        gaussian_mixture_maximise(&mixture, points, 12, responsibility);
        assert_true(isfinite(gaussian_mixture_expect(&mixture, points, 12, responsibility)));
    }
    for (int i = 0; i < 48; i++)
        assert_true(isfinite(responsibility[i]));
    arena_finish(&arena);
}

enum { DRAWS = 4000, OF = 30, WIDTH = 3 };

static void draw(const real *weights, const Found *found, real *codes) {
    real *scratch = malloc(kernels_scratch(OF) * sizeof *scratch);
    code_samples_combine(weights, DRAWS, OF, found->search.codes, found->axes.mean, WIDTH, scratch, codes);
    free(scratch);
}

// Mean and covariance of the draws against those given, within five standard errors of `scale`.
static void assert_moments(const real *codes, const double *mean, const double covariance[WIDTH * WIDTH],
                           double scale) {
    double sum[WIDTH] = {0}, products[WIDTH * WIDTH] = {0}, error = 5 * scale / sqrt(DRAWS);
    for (int s = 0; s < DRAWS; s++)
        for (int i = 0; i < WIDTH; i++) {
            sum[i] += (double)codes[s * WIDTH + i] / DRAWS;
            for (int j = 0; j < WIDTH; j++)
                products[i * WIDTH + j] +=
                    ((double)codes[s * WIDTH + i] - mean[i]) * ((double)codes[s * WIDTH + j] - mean[j]) / DRAWS;
        }
    for (int i = 0; i < WIDTH; i++)
        assert_true(fabs(sum[i] - mean[i]) < error);
    for (int i = 0; i < WIDTH * WIDTH; i++)
        assert_true(fabs(products[i] - covariance[i]) < 2 * scale * error);
}

static void find_covariance(const Found *found, double covariance[WIDTH * WIDTH]) {
    memset(covariance, 0, sizeof(double) * WIDTH * WIDTH);
    for (int n = 0; n < OF; n++)
        for (int i = 0; i < WIDTH * WIDTH; i++)
            covariance[i] += (double)found->search.codes[n * WIDTH + i / WIDTH] *
                             (double)found->search.codes[n * WIDTH + i % WIDTH] / OF;
}

static void draws_have_the_moments_of_the_codes(void **state) {
    (void)state;
    real codes[OF * WIDTH], *weights = malloc(DRAWS * OF * sizeof *weights),
                            *drawn = malloc(DRAWS * WIDTH * sizeof *drawn);
    uint8_t labels[OF];
    double covariance[WIDTH * WIDTH], responsibility[OF * 2];
    sample_codes(9, OF, WIDTH, 2, 0, codes, labels);
    Found found = find(codes, OF, WIDTH);
    Random random = random_stream(3, RANDOM_OBSERVE);
    find_covariance(&found, covariance);
    code_samples_gaussian(random, DRAWS, OF, 1, weights);
    draw(weights, &found, drawn);
    assert_moments(drawn, found.axes.mean, covariance, 1.5);
    // A mixture has the moments of all its codes, however they are shared out between the components.
    for (int n = 0; n < OF; n++) {
        responsibility[2 * n] = (n * 7 % 11) / 10.0;
        responsibility[2 * n + 1] = 1 - responsibility[2 * n];
    }
    code_samples_mixture(random, DRAWS, OF, 2, responsibility, 1, weights);
    draw(weights, &found, drawn);
    assert_moments(drawn, found.axes.mean, covariance, 1.5);
    for (int s = 0; s < DRAWS; s += 100) { // wherever the codes lie
        double sum = 0;
        for (int n = 0; n < OF; n++)
            sum += (double)weights[s * OF + n];
        assert_near(sum, 1, 1e-5);
    }
    arena_finish(&found.arena);
    free(weights);
    free(drawn);
}

static void draws_are_the_same_again_and_cold_ones_are_means(void **state) {
    (void)state;
    real first[40], second[40], codes[OF * WIDTH], *weights = malloc(DRAWS * OF * sizeof *weights);
    uint8_t labels[OF];
    Random random = random_stream(3, RANDOM_OBSERVE);
    code_samples_prior(random, 8, 5, 1, first);
    code_samples_prior(random, 4, 5, 2, second);
    for (int i = 0; i < 20; i++) // fewer draws are the first of them; temperature is a factor
        assert_true(second[i] == 2 * first[i]);
    assert_true(first[0] == (real)random_normal(random_split(random, 0), 0));
    code_samples_gaussian(random, 2, OF, 3, weights);
    double pair[2];
    random_normal_pair(random_split(random, 1), 1, pair); // of the second draw
    assert_near((double)weights[OF + 2], 3 * pair[0] / sqrt(OF), 1e-6);
    assert_near((double)weights[OF + 3], 3 * pair[1] / sqrt(OF), 1e-6);
    sample_codes(9, OF, WIDTH, 2, 0, codes, labels);
    Found found = find(codes, OF, WIDTH);
    real *drawn = malloc(DRAWS * WIDTH * sizeof *drawn);
    double one[OF];
    for (int n = 0; n < OF; n++)
        one[n] = n < 4; // a component of the first four codes alone
    code_samples_mixture(random, DRAWS, OF, 1, one, 0, weights);
    draw(weights, &found, drawn);
    for (int i = 0; i < WIDTH; i++) {
        double mean = 0;
        for (int n = 0; n < 4; n++)
            mean += (double)codes[n * WIDTH + i] / 4;
        assert_near((double)drawn[WIDTH + i], mean, 1e-5);
    }
    arena_finish(&found.arena);
    free(weights);
    free(drawn);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_straight_path_is_exact_at_both_ends),
        cmocka_unit_test(a_spherical_path_keeps_the_length_and_is_shoemakes),
        cmocka_unit_test(small_opposite_and_missing_angles_are_gone_straight),
        cmocka_unit_test(an_analogy_is_a_less_b_plus_c),
        cmocka_unit_test(the_range_is_that_of_the_activation),
        cmocka_unit_test(codes_are_brought_into_the_range),
        cmocka_unit_test(the_nearest_are_those_of_numpy),
        cmocka_unit_test(equals_are_in_the_order_of_their_index_and_nan_is_never_near),
        cmocka_unit_test(axes_are_the_eigenvectors_of_numpy),
        cmocka_unit_test(axes_point_where_they_did),
        cmocka_unit_test(codes_that_do_not_vary_or_are_none_have_no_axes),
        cmocka_unit_test(one_unit_is_one_axis_and_many_units_as_many_as_images_span),
        cmocka_unit_test(a_mixture_is_that_of_scikit_learn),
        cmocka_unit_test(k_means_finds_what_lies_apart),
        cmocka_unit_test(a_mixture_of_equal_points_stays_finite),
        cmocka_unit_test(draws_have_the_moments_of_the_codes),
        cmocka_unit_test(draws_are_the_same_again_and_cold_ones_are_means),
    };
    kernels_choose(NULL);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
