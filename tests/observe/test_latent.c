// What the latent map is made of, held against NumPy and SciPy and against sums made by hand: principal components of
// codes, turns from one map to the next, points and the codes that they are decoded from.
#include "code_pca.h"
#include "code_plane.h"
#include "latent_golden.h"
#include "procrustes.h"
#include "sample.h"
#include "small_net.h"
#include "test.h"

#include <math.h>
#include <string.h>

enum { PAIRS = 30 };

static void draw_points(uint32_t seed, float *points) {
    for (int i = 0; i < 2 * PAIRS; i++)
        points[i] = (float)(sample_next(&seed) % 1001 - 500) / 100;
}

static void assert_turn(const Procrustes *p, const double expected[4]) {
    for (int i = 0; i < 4; i++)
        assert_near(p->turn[i / 2][i % 2], expected[i], 1e-6);
}

static void turns_are_those_of_scipy(void **state) {
    (void)state;
    float a[2 * PAIRS], b[2 * PAIRS], mirrored[2 * PAIRS];
    draw_points(81, a);
    draw_points(82, b);
    Procrustes p = procrustes_find(a, b, PAIRS, false);
    assert_turn(&p, golden_turn);
    for (int i = 0; i < PAIRS; i++) {
        mirrored[2 * i] = 0.6F * a[2 * i] + 0.8F * a[2 * i + 1] + b[2 * i] / 10;
        mirrored[2 * i + 1] = 0.8F * a[2 * i] - 0.6F * a[2 * i + 1] + b[2 * i + 1] / 10;
    }
    p = procrustes_find(a, mirrored, PAIRS, false);
    assert_turn(&p, golden_mirror);
    assert_true(p.to[0] == 0 && p.from[1] == 0);
    for (int i = 0; i < 2 * PAIRS; i++)
        mirrored[i] += i % 2 ? -3 : 7;
    p = procrustes_find(a, mirrored, PAIRS, true);
    assert_turn(&p, golden_moved);
}

// Turned by the inverse of what was done to them, points are back; a line or a single place has no best turn.
static void points_come_back_and_nothing_is_turned_without_reason(void **state) {
    (void)state;
    float a[2 * PAIRS], b[2 * PAIRS];
    draw_points(81, a);
    for (int i = 0; i < PAIRS; i++) { // a quarter turn and a move
        b[2 * i] = 2 - a[2 * i + 1];
        b[2 * i + 1] = a[2 * i] - 1;
    }
    Procrustes p = procrustes_find(b, a, PAIRS, true);
    procrustes_apply(&p, b, PAIRS);
    for (int i = 0; i < 2 * PAIRS; i++)
        assert_near((double)b[i], (double)a[i], 1e-5);
    const double identity[4] = {1, 0, 0, 1};
    p = procrustes_find(a, a, PAIRS, false);
    assert_turn(&p, identity);
    memset(b, 0, sizeof b);
    p = procrustes_find(a, b, PAIRS, true);
    assert_turn(&p, identity);
    p = procrustes_find(a, b, 0, false);
    assert_turn(&p, identity);
    for (int i = 0; i < PAIRS; i++)
        a[2 * i + 1] = 0; // on a line, which a rotation turns as well as a reflection
    p = procrustes_find(a, a, PAIRS, false);
    assert_turn(&p, identity);
}

static void assert_close(double found, double expected, double by) {
    if (!(fabs(found - expected) <= by))
        fail_msg("%.12g, expected %.12g", found, expected);
}

typedef struct Fitted {
    CodePca pca;
    float *codes, *point;
    int images;
} Fitted;

static void fit(Fitted *f) {
    code_pca_begin(&f->pca, f->codes, f->images, 1);
    while (!code_pca_some(&f->pca)) {
    }
    for (int first = 0; first < f->images; first += CODE_PCA_ROWS)
        code_pca_project(&f->pca, first, f->images - first < CODE_PCA_ROWS ? f->images - first : CODE_PCA_ROWS,
                         f->point + 2 * first);
}

static void fitted_init(Fitted *f, int images, int units) {
    Error error = {""};
    *f = (Fitted){.images = images};
    f->codes = calloc((size_t)images * (size_t)units, sizeof *f->codes);
    f->point = calloc(2 * (size_t)images, sizeof *f->point);
    if (!code_pca_init(&f->pca, units, &error))
        fail_msg("%s", error.text);
}

static void fitted_finish(Fitted *f) {
    code_pca_finish(&f->pca);
    free(f->codes);
    free(f->point);
}

static void draw(Fitted *f, uint32_t seed, int classes) {
    uint8_t *labels = malloc((size_t)f->images);
    sample_codes(seed, f->images, f->pca.units, classes, 0, f->codes, labels);
    free(labels);
}

static double spread(const Fitted *f, int axis) {
    double sum = 0;
    for (int i = 0; i < f->images; i++)
        sum += pow((double)f->point[2 * i + axis], 2) / f->images;
    return sum;
}

// `plane` is the first row of V·Vᵀ, which does not depend on how the plane is turned.
static void assert_plane(const Fitted *f, const double variance[3], const double *plane, double tolerance) {
    const CodePca *p = &f->pca;
    for (int a = 0; a < 2; a++) {
        assert_close(p->variance[a], variance[a], 1e-5 * variance[0]);
        assert_close(spread(f, a), variance[a], 1e-5 * variance[0]);
    }
    assert_close(p->total, variance[2], 1e-5 * variance[2]);
    for (int u = 0; u < p->units; u++) {
        double product = 0;
        for (int a = 0; a < 2; a++)
            product += (double)p->direction[a * p->units] * (double)p->direction[a * p->units + u];
        assert_close(product, plane[u], tolerance);
    }
}

static void components_are_those_of_numpy(void **state) {
    (void)state;
    Fitted f;
    fitted_init(&f, 700, 40);
    draw(&f, 83, 4);
    fit(&f);
    assert_plane(&f, golden_blobs_variance, golden_blobs_plane, 2e-3);
    fit(&f); // again, from where it is
    assert_int_equal(f.pca.rounds, 1);
    assert_plane(&f, golden_blobs_variance, golden_blobs_plane, 2e-3);
    fitted_finish(&f);
    fitted_init(&f, 6, 30); // fewer codes than units
    draw(&f, 84, 2);
    fit(&f);
    assert_plane(&f, golden_few_variance, golden_few_plane, 2e-3);
    fitted_finish(&f);
    fitted_init(&f, 300, 3);
    draw(&f, 85, 3);
    fit(&f);
    assert_plane(&f, golden_three_variance, golden_three_plane, 1e-4);
    fitted_finish(&f);
}

static void assert_finite(const Fitted *f) {
    for (int i = 0; i < 2 * f->images; i++)
        assert_true(isfinite(f->point[i]));
    for (int i = 0; i < f->pca.directions * f->pca.units; i++)
        assert_true(isfinite(f->pca.direction[i]));
}

static void codes_in_one_place_on_a_line_or_round_a_ring_have_a_plane(void **state) {
    (void)state;
    Fitted f;
    fitted_init(&f, 400, 9);
    for (int i = 0; i < 400 * 9; i++)
        f.codes[i] = 3;
    fit(&f);
    assert_finite(&f);
    assert_true(f.pca.total == 0 && spread(&f, 0) == 0 && spread(&f, 1) == 0);
    for (int i = 0; i < 400; i++) // along one unit, after the constant ones
        f.codes[9 * i + 4] = (float)i;
    fit(&f);
    assert_finite(&f);
    assert_near(spread(&f, 0), (400.0 * 400 - 1) / 12, 0.1);
    assert_near(spread(&f, 1), 0, 1e-3);
    for (int i = 0; i < 400; i++) { // two equal eigenvalues
        f.codes[9 * i + 4] = 5 * cosf((float)i * 0.015707963F);
        f.codes[9 * i + 7] = 5 * sinf((float)i * 0.015707963F);
    }
    fit(&f);
    assert_near(spread(&f, 0), 12.5, 1e-3);
    assert_near(spread(&f, 1), 12.5, 1e-3);
    for (int i = 0; i < 400; i++)
        assert_near(hypot((double)f.point[2 * i], (double)f.point[2 * i + 1]), 5, 1e-3);
    fitted_finish(&f);
    fitted_init(&f, 50, 4096);
    uint32_t seed = 86;
    for (int i = 0; i < 50 * 4096; i++)
        f.codes[i] = (float)(sample_next(&seed) % 256) / 64;
    fit(&f);
    assert_finite(&f);
    assert_true(f.pca.variance[0] > f.pca.variance[1] && f.pca.variance[1] > 0);
    fitted_finish(&f);
}

// A fit to some of many codes is that to these alone, and all of them have a place in its plane.
static void some_codes_give_the_plane_of_all(void **state) {
    (void)state;
    enum { IMAGES = 700, UNITS = 24, STRIDE = 3, SOME = (IMAGES + STRIDE - 1) / STRIDE };
    Fitted all, some;
    fitted_init(&all, IMAGES, UNITS);
    fitted_init(&some, SOME, UNITS);
    draw(&all, 61, 5);
    for (int i = 0; i < SOME; i++)
        memcpy(some.codes + UNITS * i, all.codes + UNITS * STRIDE * i, UNITS * sizeof *some.codes);
    fit(&some);
    code_pca_begin(&all.pca, all.codes, IMAGES, STRIDE);
    while (!code_pca_some(&all.pca)) {
    }
    assert_memory_equal(all.pca.direction, some.pca.direction, 2 * UNITS * sizeof *some.pca.direction);
    assert_true(all.pca.total == some.pca.total && all.pca.mean[UNITS - 1] == some.pca.mean[UNITS - 1]);
    for (int first = 0; first < IMAGES; first += CODE_PCA_ROWS)
        code_pca_project(&all.pca, first, IMAGES - first < CODE_PCA_ROWS ? IMAGES - first : CODE_PCA_ROWS,
                         all.point + 2 * first);
    for (int i = 0; i < SOME; i++)
        assert_memory_equal(all.point + 2 * STRIDE * i, some.point + 2 * i, 2 * sizeof *some.point);
    fitted_finish(&all);
    fitted_finish(&some);
}

// Two directions exchange places by and by: components by themselves jump, turned ones go on.
static void a_turned_map_goes_on_where_components_cross(void **state) {
    (void)state;
    enum { IMAGES = 200, STEPS = 20 };
    Fitted f;
    float before[2 * IMAGES], plain[2 * IMAGES];
    double moved = 0, jumped = 0;
    fitted_init(&f, IMAGES, 5);
    for (int t = 0; t < STEPS; t++) {
        uint32_t seed = 5;
        for (int i = 0; i < IMAGES; i++)
            for (int u = 0; u < 5; u++) {
                float size = u == 0 ? 1.5F - 0.05F * (float)t : u == 3 ? 0.5F + 0.05F * (float)t : 0.1F;
                f.codes[5 * i + u] = size * (float)(sample_next(&seed) % 201 - 100) / 100;
            }
        fit(&f);
        for (int i = 0; t > 0 && i < 2 * IMAGES; i++)
            jumped += pow((double)f.point[i] - (double)plain[i], 2);
        memcpy(plain, f.point, sizeof plain);
        if (t > 0) {
            Procrustes p = procrustes_find(f.point, before, IMAGES, false);
            procrustes_apply(&p, f.point, IMAGES);
        }
        for (int i = 0; t > 0 && i < 2 * IMAGES; i++)
            moved += pow((double)f.point[i] - (double)before[i], 2);
        memcpy(before, f.point, sizeof before);
    }
    assert_true(moved / (STEPS - 1) / IMAGES < 0.002); // 0.05² · 1/3 along each of two
    assert_true(jumped > 5 * moved);
    fitted_finish(&f);
}

// Four codes of three units at the corners of a square.
typedef struct Square {
    float codes[12], position[8], axis[6];
    double mean[3];
    CodePlane plane;
} Square;

static void square_init(Square *s, PlaneKind kind) {
    *s = (Square){.codes = {0, 0, 5, 1, 0, 6, 0, 1, 7, 1, 1, 8},
                  .position = {-0.5F, -0.5F, 0.5F, -0.5F, -0.5F, 0.5F, 0.5F, 0.5F},
                  .axis = {1, 0, 0, 0, 1, 0},
                  .mean = {0.5, 0.5, 6.5}};
    s->plane = (CodePlane){.kind = kind,
                           .units = 3,
                           .images = 4,
                           .unit = {2, 0},
                           .codes = s->codes,
                           .position = s->position,
                           .mean = s->mean,
                           .axis = s->axis,
                           .range = {-INFINITY, INFINITY, 3}};
}

static PlaneCode code_at(const Square *s, float x, float y, const float *others, float code[3]) {
    uint32_t scratch[3];
    return code_plane_code(&s->plane, (float[]){x, y}, others, scratch, code);
}

static void assert_code(const float code[3], double a, double b, double c) {
    assert_near((double)code[0], a, 1e-5);
    assert_near((double)code[1], b, 1e-5);
    assert_near((double)code[2], c, 1e-5);
}

static void a_point_has_its_components_and_the_rest_of_its_neighbour(void **state) {
    (void)state;
    Square s;
    float code[3], point[2];
    square_init(&s, PLANE_AXES);
    PlaneCode found = code_at(&s, 0.75F, -0.25F, NULL, code);
    assert_true(found.near == 1 && found.blend == 0 && !found.clipped);
    assert_code(code, 1.25, 0.25, 6);
    code_plane_project(&s.plane, code, point);
    assert_true(point[0] == 0.75F && point[1] == -0.25F);
    s.plane.range = (CodeRange){0, 6, 2}; // bounds, then the two largest
    found = code_at(&s, -0.75F, 0.25F, NULL, code);
    assert_true(found.near == 2 && found.clipped);
    assert_code(code, 0, 0.75, 6);
    square_init(&s, PLANE_UNITS);
    const float others[3] = {9, 8, 7};
    code_at(&s, 4, 3, others, code);
    assert_code(code, 3, 8, 4); // units 2 and 0
    code_at(&s, 4, 3, NULL, code);
    assert_code(code, 3, 1, 4); // of the nearest, which is the last
    square_init(&s, PLANE_UNIT);
    found = code_at(&s, 0.4F, 100, others, code);
    assert_true(found.near == 1);
    assert_code(code, 9, 8, 0.4);
}

// At distances √0.1 from the first and √0.5 from two others and √0.9 the weights are 1/√0.1 and so on.
static void an_embedded_point_is_a_blend(void **state) {
    (void)state;
    Square s;
    float code[3];
    square_init(&s, PLANE_EMBEDDED);
    PlaneCode found = code_at(&s, -0.5F, 0.5F, NULL, code);
    assert_true(found.blend == 1 && found.near == 2);
    assert_code(code, 0, 1, 7);
    found = code_at(&s, 0, 0, NULL, code); // the middle: all alike
    assert_int_equal(found.blend, 4);
    assert_code(code, 0.5, 0.5, 6.5);
    code_at(&s, -0.2F, -0.4F, NULL, code);
    double w[4] = {1 / sqrt(0.1), 1 / sqrt(0.5), 1 / sqrt(0.9), 1 / sqrt(1.3)}, sum = w[0] + w[1] + w[2] + w[3];
    assert_code(code, (w[1] + w[3]) / sum, (w[2] + w[3]) / sum, (5 * w[0] + 6 * w[1] + 7 * w[2] + 8 * w[3]) / sum);
}

static void a_gaussian_has_the_outline_of_its_covariance(void **state) {
    (void)state;
    Square s;
    float axis[2][2];
    const float log_variance[3] = {-1, 0.5F, -2};
    square_init(&s, PLANE_AXES);
    for (int i = 0; i < 6; i++)
        s.axis[i] = (float)golden_ellipse_plane[i];
    code_plane_ellipse(&s.plane, log_variance, axis);
    for (int a = 0; a < 2; a++)
        assert_near(hypot((double)axis[a][0], (double)axis[a][1]), golden_ellipse[a], 1e-5);
    assert_near((double)(axis[0][0] * axis[1][0] + axis[0][1] * axis[1][1]), 0, 1e-6);
    double x = 0, y = 0; // σ along each axis is that of the ellipse's shadow
    for (int u = 0; u < 3; u++) {
        x += exp((double)log_variance[u]) * pow(golden_ellipse_plane[u], 2);
        y += exp((double)log_variance[u]) * pow(golden_ellipse_plane[3 + u], 2);
    }
    assert_near(hypot((double)axis[0][0], (double)axis[1][0]), sqrt(x), 1e-5);
    assert_near(hypot((double)axis[0][1], (double)axis[1][1]), sqrt(y), 1e-5);
    square_init(&s, PLANE_UNIT); // unit 2 alone: e⁻¹
    code_plane_ellipse(&s.plane, log_variance, axis);
    assert_near((double)axis[0][0], exp(-1), 1e-6);
    assert_true(axis[0][1] == 0 && axis[1][1] == 0);
}

static void a_box_is_never_of_zero_size(void **state) {
    (void)state;
    Square s;
    float box[4];
    square_init(&s, PLANE_AXES);
    code_plane_box(&s.plane, box);
    assert_true(box[0] == -0.5F && box[1] == -0.5F && box[2] == 1 && box[3] == 1);
    for (int i = 0; i < 4; i++) {
        s.position[2 * i] = (float)i;
        s.position[2 * i + 1] = 4;
    }
    code_plane_box(&s.plane, box);
    assert_true(box[0] == 0 && box[1] == 3.5F && box[2] == 3 && box[3] == 1);
    s.plane.images = 0;
    code_plane_box(&s.plane, box);
    assert_true(box[2] == 1 && box[3] == 1);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(turns_are_those_of_scipy),
        cmocka_unit_test(points_come_back_and_nothing_is_turned_without_reason),
        cmocka_unit_test(components_are_those_of_numpy),
        cmocka_unit_test(codes_in_one_place_on_a_line_or_round_a_ring_have_a_plane),
        cmocka_unit_test(some_codes_give_the_plane_of_all),
        cmocka_unit_test(a_turned_map_goes_on_where_components_cross),
        cmocka_unit_test(a_point_has_its_components_and_the_rest_of_its_neighbour),
        cmocka_unit_test(an_embedded_point_is_a_blend),
        cmocka_unit_test(a_gaussian_has_the_outline_of_its_covariance),
        cmocka_unit_test(a_box_is_never_of_zero_size),
    };
    kernels_choose(NULL);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
