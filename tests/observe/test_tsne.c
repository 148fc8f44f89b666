// t-SNE held against scikit-learn: probabilities, divergence, gradient; cells against exact forces; maps of codes that
// are few, equal, constant or no numbers. And the motion that lays one map over another.
#include "kernels.h"
#include "procrustes.h"
#include "sample.h"
#include "test.h"
#include "tsne.h"
#include "tsne_golden.h"
#include "tsne_start.h"

#include <math.h>
#include <string.h>

enum { GOLDEN = 50, GOLDEN_UNITS = 6, BLOBS = 150, CROWD = 3000 };

static Tsne begun(const float *codes, int count, int units, const TsneOptions *options) {
    Tsne tsne;
    Error error = {""};
    if (!tsne_begin(&tsne, codes, count, units, options, &error))
        fail_msg("%s", error.text);
    return tsne;
}

static Tsne golden_codes(const TsneOptions *options) {
    float codes[GOLDEN * GOLDEN_UNITS];
    uint8_t labels[GOLDEN];
    sample_codes(61, GOLDEN, GOLDEN_UNITS, 3, 0, codes, labels);
    Tsne tsne = begun(codes, GOLDEN, GOLDEN_UNITS, options);
    while (tsne_affinity_some(&tsne.affinity))
        continue;
    return tsne;
}

static void near(double found, double expected, double tolerance, const char *what) {
    if (!(fabs(found - expected) <= tolerance))
        fail_msg("%s is %.9g, expected %.9g", what, found, expected);
}

static void joint_probabilities_are_those_of_scikit_learn(void **state) {
    (void)state;
    Tsne tsne = golden_codes(&(TsneOptions){.perplexity = 10});
    double joint[GOLDEN][GOLDEN] = {{0}}, sum = 0;
    for (int i = 0; i < GOLDEN; i++)
        for (int k = tsne.affinity.begin[i]; k < tsne.affinity.begin[i + 1]; k++) {
            assert_true(k == tsne.affinity.begin[i] || tsne.affinity.neighbour[k] > tsne.affinity.neighbour[k - 1]);
            joint[i][tsne.affinity.neighbour[k]] = (double)tsne.affinity.joint[k];
            sum += (double)tsne.affinity.joint[k];
        }
    near(sum, 1, 1e-6, "the sum");
    const double *expected = golden_tsne_joint;
    for (int i = 0; i < GOLDEN; i++) {
        assert_true(joint[i][i] == 0);
        for (int j = i + 1; j < GOLDEN; j++, expected++) {
            near(joint[i][j], *expected, 2e-5 * *expected + 1e-9, "a probability"); // its search stops earlier
            assert_true(joint[i][j] == joint[j][i]);
        }
    }
    tsne_finish(&tsne);
}

static void golden_map(Tsne *tsne) {
    uint32_t seed = 62;
    for (int i = 0; i < GOLDEN; i++) {
        tsne->x[i] = (float)(sample_next(&seed) % 1001 - 500) / 100;
        tsne->y[i] = (float)(sample_next(&seed) % 1001 - 500) / 100;
    }
}

static void divergence_and_its_gradient_are_those_of_scikit_learn(void **state) {
    (void)state;
    const float start[2 * GOLDEN] = {0};
    Tsne tsne = golden_codes(&(TsneOptions){.perplexity = 10, .theta = -1, .start = start});
    golden_map(&tsne);
    near(tsne_divergence(&tsne), *golden_tsne_divergence, 1e-5, "the divergence");
    tsne_some(&tsne, 1);
    double norm = 0;
    for (int i = 0; i < GOLDEN; i++) {
        const double *expected = golden_tsne_gradient + 2 * i;
        near(4 * ((double)tsne.pull_x[i] - (double)tsne.push_x[i] / tsne.z), expected[0], 1e-6, "a slope");
        near(4 * ((double)tsne.pull_y[i] - (double)tsne.push_y[i] / tsne.z), expected[1], 1e-6, "a slope");
        // Against it, by the rate and a gain that has fallen once.
        near((double)tsne.step_x[i], -tsne.rate * 0.8 * expected[0], 1e-5 * tsne.rate, "a step");
        norm += expected[0] * expected[0] + expected[1] * expected[1];
    }
    near(tsne.gradient, sqrt(norm), 1e-5, "the gradient's norm");
    tsne_finish(&tsne);
}

// Clusters of very different size, points in one place, one far away.
static void crowd(float *x, float *y) {
    Random random = random_stream(3, RANDOM_OBSERVE);
    for (int i = 0; i < CROWD; i++) {
        double pair[2], spread = i % 3 == 0 ? 0.01 : i % 3;
        random_normal_pair(random, (uint64_t)i, pair);
        x[i] = (float)(20 * (i % 7) + spread * pair[0]);
        y[i] = (float)(9 * (i % 5) + spread * pair[1]);
        if (i % 50 == 0)
            x[i] = y[i] = 3;
    }
    x[7] = -900;
}

typedef struct Forces {
    float x[CROWD], y[CROWD];
    double z;
} Forces;

static void find(float theta, Forces *forces) {
    static float x[CROWD], y[CROWD];
    TsnePush push;
    Error error;
    crowd(x, y);
    assert_true(tsne_push_init(&push, CROWD, theta, &error));
    forces->z = tsne_push_find(&push, x, y, forces->x, forces->y);
    tsne_push_finish(&push);
}

static double difference(const Forces *a, const Forces *b) {
    double apart = 0, all = 0;
    for (int i = 0; i < CROWD; i++) {
        apart += pow((double)(a->x[i] - b->x[i]), 2) + pow((double)(a->y[i] - b->y[i]), 2);
        all += pow((double)b->x[i], 2) + pow((double)b->y[i], 2);
    }
    return sqrt(apart / all);
}

static void cells_stand_for_their_points(void **state) {
    (void)state;
    static Forces exact, every, half, coarse;
    assert_true(CROWD > (int)TSNE_EXACT);
    find(0, &exact);
    find(1e-4f, &every); // cells, none of which may stand for its points
    find(0.5f, &half);
    find(2, &coarse);
    assert_true(difference(&every, &exact) < 1e-5);
    near(every.z / exact.z, 1, 1e-5, "z");
    assert_true(difference(&half, &exact) < 0.005);
    near(half.z / exact.z, 1, 0.005, "z");
    assert_true(difference(&coarse, &exact) > difference(&half, &exact) && difference(&half, &exact) > 1e-6);
}

static void blobs(float *codes, int count, int units) {
    Random random = random_stream(4, RANDOM_OBSERVE);
    for (int i = 0; i < count; i++)
        for (int u = 0; u < units; u++)
            codes[i * units + u] = (float)(random_normal(random, (uint64_t)(i * units + u)) + (u == i % 3 ? 9 : 0));
}

static void settle(Tsne *tsne, float *map) {
    while (tsne_some(tsne, 7))
        assert_true(tsne_progress(tsne) >= 0 && tsne_progress(tsne) < 1);
    assert_true(tsne_progress(tsne) == 1);
    tsne_map(tsne, map);
}

static double apart(const float *map, int i, int j) {
    return hypot((double)(map[2 * i] - map[2 * j]), (double)(map[2 * i + 1] - map[2 * j + 1]));
}

// Share of points whose nearest point in the map is of the same blob.
static double kept(const float *map, int count, int groups) {
    int right = 0;
    for (int i = 0; i < count; i++) {
        int nearest = i == 0;
        for (int j = 0; j < count; j++)
            nearest = j != i && apart(map, i, j) < apart(map, i, nearest) ? j : nearest;
        right += nearest % groups == i % groups;
    }
    return (double)right / count;
}

static void blobs_stay_together_while_the_divergence_falls(void **state) {
    (void)state;
    float codes[BLOBS * 10], map[2 * BLOBS];
    blobs(codes, BLOBS, 10);
    Tsne tsne = begun(codes, BLOBS, 10, &(TsneOptions){.iterations = 600});
    assert_int_equal(tsne.exaggerated, 150);
    assert_false(tsne_has_map(&tsne));
    while (tsne.iteration < 10)
        tsne_some(&tsne, 1);
    assert_true(tsne_has_map(&tsne));
    double first = tsne_divergence(&tsne), second;
    while (tsne.iteration < 300)
        tsne_some(&tsne, 1);
    second = tsne_divergence(&tsne);
    settle(&tsne, map);
    assert_true(first > 2 * second && second > tsne_divergence(&tsne));
    assert_true(kept(map, BLOBS, 3) == 1);
    assert_int_equal(tsne.iteration, 600);
    assert_false(tsne_some(&tsne, 10));
    assert_int_equal(tsne.iteration, 600);
    tsne_finish(&tsne);
}

// Units 4 and 1 have most of the variance, and what they say is not correlated.
static void it_begins_with_principal_components(void **state) {
    (void)state;
    enum { COUNT = 64, UNITS = 6 };
    float codes[COUNT * UNITS], x[COUNT], y[COUNT];
    for (int i = 0; i < COUNT; i++)
        for (int u = 0; u < UNITS; u++) {
            int sign = i >> u & 1 ? 1 : -1;
            codes[i * UNITS + u] = (float)sign * (u == 4 ? 9.0f : u == 1 ? 5.0f : 0.5f);
        }
    tsne_start(codes, COUNT, UNITS, 1e-4, x, y);
    for (int i = 0; i < COUNT; i++) {
        near((double)x[i], 1e-4 / 9 * (double)codes[i * UNITS + 4], 1e-9, "the first component");
        near((double)y[i], 1e-4 / 9 * (double)codes[i * UNITS + 1], 1e-9, "the second component");
    }
    tsne_start(codes, COUNT, 1, 1e-4, x, y); // one unit
    for (int i = 0; i < COUNT; i++)
        assert_true(x[i] != 0 && y[i] == 0);
}

static void the_same_seed_gives_the_same_map(void **state) {
    (void)state;
    float codes[BLOBS * 10], maps[3][2 * BLOBS];
    blobs(codes, BLOBS, 10);
    for (int i = 0; i < 3; i++) {
        Tsne tsne = begun(codes, BLOBS, 10, &(TsneOptions){.iterations = 60, .seed = i == 2});
        settle(&tsne, maps[i]);
        tsne_finish(&tsne);
    }
    assert_memory_equal(maps[0], maps[1], sizeof maps[0]);
    assert_memory_not_equal(maps[0], maps[2], sizeof maps[0]);
}

static void from_a_settled_map_little_moves(void **state) {
    (void)state;
    float codes[BLOBS * 10], map[2 * BLOBS], again[2 * BLOBS], broken[2 * BLOBS];
    blobs(codes, BLOBS, 10);
    Tsne tsne = begun(codes, BLOBS, 10, NULL);
    settle(&tsne, map);
    double before = tsne_divergence(&tsne), moved = 0;
    tsne_finish(&tsne);
    tsne = begun(codes, BLOBS, 10, &(TsneOptions){.iterations = 100, .start = map});
    settle(&tsne, again);
    assert_true(tsne_divergence(&tsne) < 1.02 * before);
    tsne_finish(&tsne);
    for (int i = 0; i < 2 * BLOBS; i++)
        moved = fmax(moved, fabs((double)(map[i] - again[i])));
    assert_true(moved < 0.1 * apart(map, 0, 1)); // two blobs
    memcpy(broken, map, sizeof map);
    broken[0] = NAN;
    broken[3] = INFINITY;
    tsne = begun(codes, BLOBS, 10, &(TsneOptions){.iterations = 100, .start = broken});
    settle(&tsne, again);
    assert_true(kept(again, BLOBS, 3) == 1);
    tsne_finish(&tsne);
}

static void assert_finite(const float *map, int count) {
    for (int i = 0; i < 2 * count; i++)
        if (!isfinite(map[i]) || fabsf(map[i]) > 1e4f)
            fail_msg("coordinate %d of %d points is %g", i, count, (double)map[i]);
}

static void any_number_of_codes_has_a_map(void **state) {
    (void)state;
    float map[2 * 100], *codes = calloc(5 * 4096, sizeof *codes);
    static const int counts[] = {1, 2, 3, 4, 5, 100}, units[] = {1, 2, 10};
    for (int i = 0; i < 6; i++)
        for (int u = 0; u < 3; u++) {
            blobs(codes, counts[i], units[u]);
            Tsne tsne = begun(codes, counts[i], units[u], NULL);
            settle(&tsne, map);
            assert_finite(map, counts[i]);
            assert_true(isfinite(tsne_divergence(&tsne)));
            for (int k = 1; k < counts[i]; k++)
                assert_true(apart(map, 0, k) > 1e-6);
            tsne_finish(&tsne);
        }
    blobs(codes, 5, 4096);
    Tsne tsne = begun(codes, 5, 4096, NULL);
    settle(&tsne, map);
    assert_finite(map, 5);
    tsne_finish(&tsne);
    free(codes);
}

// A dead code, where all are equally near: neighbours are random, not the first ones.
static void constant_codes_lie_in_a_disc(void **state) {
    (void)state;
    float codes[400 * 3], map[2 * 400];
    for (int i = 0; i < 400 * 3; i++)
        codes[i] = 2.5f;
    Tsne tsne = begun(codes, 400, 3, &(TsneOptions){.iterations = 300});
    settle(&tsne, map);
    assert_finite(map, 400);
    int most = 0;
    for (int i = 0; i < 400; i++) {
        int partners = tsne.affinity.begin[i + 1] - tsne.affinity.begin[i];
        most = partners > most ? partners : most;
    }
    assert_true(most < 3 * tsne.affinity.neighbours);
    tsne_finish(&tsne);
}

static void equal_codes_stay_together(void **state) {
    (void)state;
    float codes[90 * 4], map[2 * 90];
    for (int i = 0; i < 90; i++)
        for (int u = 0; u < 4; u++)
            codes[4 * i + u] = (float)(i % 3 == u) + (u == 3 ? 1e6f : 0); // a large mean costs no accuracy
    Tsne tsne = begun(codes, 90, 4, &(TsneOptions){.perplexity = 10});
    settle(&tsne, map);
    assert_finite(map, 90);
    assert_true(kept(map, 90, 3) == 1);
    int equal = 0;
    for (int k = 0; k < tsne.affinity.begin[1]; k++)
        equal += tsne.affinity.neighbour[k] % 3 == 0;
    assert_int_equal(equal, 29);
    tsne_finish(&tsne);
}

static void what_is_no_number_does_no_harm(void **state) {
    (void)state;
    float codes[BLOBS * 10], map[2 * BLOBS];
    blobs(codes, BLOBS, 10);
    codes[0] = NAN;
    codes[15] = INFINITY;
    codes[999] = -INFINITY;
    Tsne tsne = begun(codes, BLOBS, 10, &(TsneOptions){.iterations = 300});
    settle(&tsne, map);
    assert_true(kept(map, BLOBS, 3) > 0.97);
    tsne_finish(&tsne);
    blobs(codes, BLOBS, 10);
    for (int i = 0; i < BLOBS * 10; i++)
        codes[i] *= 1e-30f; // squares would vanish
    tsne = begun(codes, BLOBS, 10, &(TsneOptions){.iterations = 300});
    settle(&tsne, map);
    assert_true(kept(map, BLOBS, 3) == 1);
    tsne_finish(&tsne);
}

static void a_turned_map_is_laid_back(void **state) {
    (void)state;
    float former[40], turned[40], mirrored[40];
    uint32_t seed = 5;
    for (int i = 0; i < 40; i += 2) {
        double x = sample_next(&seed) % 100, y = sample_next(&seed) % 70;
        former[i] = (float)x;
        former[i + 1] = (float)y;
        turned[i] = (float)(0.6 * x - 0.8 * y + 5);
        turned[i + 1] = (float)(0.8 * x + 0.6 * y - 900);
        mirrored[i] = turned[i];
        mirrored[i + 1] = -turned[i + 1];
    }
    Procrustes back = procrustes_find(turned, former, 20, true), mirror = procrustes_find(mirrored, former, 20, true);
    near(back.turn[0][0], 0.6, 1e-5, "cos");
    near(back.turn[0][1], 0.8, 1e-5, "sin");
    procrustes_apply(&back, turned, 20);
    procrustes_apply(&mirror, mirrored, 20);
    for (int i = 0; i < 40; i++) {
        near((double)turned[i], (double)former[i], 1e-3, "a turned point");
        near((double)mirrored[i], (double)former[i], 1e-3, "a mirrored point");
    }
}

static void without_moving_a_map_turns_about_nothing(void **state) {
    (void)state;
    const float former[] = {1, 0, 0, 2}, turned[] = {0, 3, -6, 0}; // a quarter, and three times as large
    Procrustes motion = procrustes_find(turned, former, 2, false);
    float points[] = {0, 3, 5, 7};
    procrustes_apply(&motion, points, 2);
    const float expected[] = {3, 0, 7, -5};
    for (int i = 0; i < 4; i++)
        near((double)points[i], (double)expected[i], 1e-6, "a turned point");
}

static void maps_without_extent_are_moved_alone(void **state) {
    (void)state;
    float points[] = {1, 1, 1, 1}, former[] = {0, 4, 2, 4};
    Procrustes motion = procrustes_find(points, former, 2, true);
    assert_true(motion.turn[0][0] == 1 && motion.turn[1][1] == 1 && motion.turn[0][1] == 0 && motion.turn[1][0] == 0);
    procrustes_apply(&motion, points, 2);
    assert_true(points[0] == 1 && points[1] == 4 && points[2] == 1 && points[3] == 4);
    motion = procrustes_find(points, former, 0, true);
    assert_true(motion.turn[0][0] == 1 && motion.from[0] == 0 && motion.to[1] == 0);
}

static int choose_kernels(void **state) {
    (void)state;
    return kernels_choose(NULL) ? 0 : -1;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(joint_probabilities_are_those_of_scikit_learn),
        cmocka_unit_test(divergence_and_its_gradient_are_those_of_scikit_learn),
        cmocka_unit_test(cells_stand_for_their_points),
        cmocka_unit_test(blobs_stay_together_while_the_divergence_falls),
        cmocka_unit_test(it_begins_with_principal_components),
        cmocka_unit_test(the_same_seed_gives_the_same_map),
        cmocka_unit_test(from_a_settled_map_little_moves),
        cmocka_unit_test(any_number_of_codes_has_a_map),
        cmocka_unit_test(constant_codes_lie_in_a_disc),
        cmocka_unit_test(equal_codes_stay_together),
        cmocka_unit_test(what_is_no_number_does_no_harm),
        cmocka_unit_test(a_turned_map_is_laid_back),
        cmocka_unit_test(without_moving_a_map_turns_about_nothing),
        cmocka_unit_test(maps_without_extent_are_moved_alone),
    };
    return cmocka_run_group_tests(tests, choose_kernels, NULL);
}
