// The fast element-wise kernels are held to the reference, NaN, infinities and odd lengths included.
#include "kernels.h"
#include "random.h"
#include "test.h"

#include <float.h>
#include <math.h>
#include <string.h>

enum { MOST = 1000 };

static const size_t LENGTHS[] = {1, 7, 15, 16, 17, 33, 784, 999};
enum { LENGTH_COUNT = sizeof LENGTHS / sizeof *LENGTHS };

static void fill(float *values, double span, uint64_t seed) {
    Random random = random_stream(seed, RANDOM_OBSERVE);
    for (size_t i = 0; i < MOST; i++)
        values[i] = (float)(span * random_normal(random, i));
}

static const Kernels *table(const char *name) {
    assert_true(kernels_choose(name));
    return kernels();
}

static void near_all(const char *what, const float *found, const float *expected, size_t n, double tolerance) {
    for (size_t i = 0; i < n; i++)
        if (!(fabs((double)found[i] - (double)expected[i]) <= tolerance * (1 + fabs((double)expected[i]))))
            fail_msg("%s: element %zu of %zu is %g, expected %g", what, i, n, (double)found[i], (double)expected[i]);
}

typedef void (*Comparison)(const Kernels *fast, const Kernels *reference, const char *name, size_t n);

static void for_all(Comparison compare) {
    const char *names[KERNELS_MAX];
    int count = kernels_available(names);
    const Kernels *reference = table("reference");
    for (int i = 0; i < count; i++)
        for (int l = 0; l < LENGTH_COUNT; l++)
            compare(table(names[i]), reference, names[i], LENGTHS[l]);
}

static void compare_activations(const Kernels *fast, const Kernels *reference, const char *name, size_t n) {
    float x[MOST], expected[MOST], found[MOST], slopes[MOST], found_slopes[MOST];
    for (int a = 0; a < ACTIVATION_COUNT; a++) {
        fill(x, 6, 1);
        x[0] = 1e-6f; // where cancellation would show
        memcpy(expected, x, sizeof x);
        memcpy(found, x, sizeof x);
        reference->activate((Activation)a, expected, n);
        fast->activate((Activation)a, found, n);
        near_all(name, found, expected, n, 1e-6);
        fill(slopes, 1, 2);
        memcpy(found_slopes, slopes, sizeof slopes);
        reference->activate_gradient((Activation)a, expected, slopes, n);
        fast->activate_gradient((Activation)a, expected, found_slopes, n);
        near_all(name, found_slopes, slopes, n, 1e-6);
    }
}

static void activations_match_the_reference(void **state) {
    (void)state;
    for_all(compare_activations);
}

static void compare_losses(const Kernels *fast, const Kernels *reference, const char *name, size_t n) {
    float x[MOST], t[MOST], expected[MOST], found[MOST];
    fill(x, 8, 3);
    fill(t, 1, 4);
    for (size_t i = 0; i < MOST; i++)
        t[i] = t[i] < 0 ? 0 : t[i] > 1 ? 1 : t[i];
    double loss = reference->bce(x, t, expected, 0.25f, n);
    assert_true(fabs(fast->bce(x, t, found, 0.25f, n) - loss) <= 1e-6 * (1 + loss));
    near_all(name, found, expected, n, 1e-6);
    assert_true(fabs(fast->bce(x, t, NULL, 0.25f, n) - loss) <= 1e-6 * (1 + loss));
    loss = reference->mse(x, t, expected, 0.25f, n);
    assert_true(fabs(fast->mse(x, t, found, 0.25f, n) - loss) <= 1e-6 * (1 + loss));
    near_all(name, found, expected, n, 1e-6);
    fill(expected, 1, 5);
    memcpy(found, expected, sizeof found);
    loss = reference->l1(x, expected, 0.25f, n);
    assert_true(fabs(fast->l1(x, found, 0.25f, n) - loss) <= 1e-6 * (1 + loss));
    near_all(name, found, expected, n, 1e-6);
}

static void losses_and_their_gradients_match_the_reference(void **state) {
    (void)state;
    for_all(compare_losses);
}

static void compare_updates(const Kernels *fast, const Kernels *reference, const char *name, size_t n) {
    float w[2][MOST], g[MOST], m[2][MOST], v[2][MOST];
    Update u = {.rate = 0.01f,
                .beta1 = 0.9f,
                .beta2 = 0.999f,
                .rest1 = 0.1f,
                .rest2 = 0.001f,
                .root = 3,
                .epsilon = 1e-8f,
                .weight_decay = 0.1f};
    fill(g, 1, 7);
    for (int i = 0; i < 2; i++) {
        fill(w[i], 1, 6);
        fill(m[i], 1, 8);
        fill(v[i], 1, 9);
        for (size_t j = 0; j < MOST; j++)
            v[i][j] = fabsf(v[i][j]);
        const Kernels *k = i ? fast : reference;
        for (int step = 0; step < 3; step++)
            assert_true(k->adam(&u, w[i], g, m[i], v[i], n));
    }
    near_all(name, w[1], w[0], n, 1e-5);
    near_all(name, m[1], m[0], n, 1e-5);
    near_all(name, v[1], v[0], n, 1e-5);
    for (int i = 0; i < 2; i++) {
        fill(w[i], 1, 6);
        fill(m[i], 1, 8);
        assert_true((i ? fast : reference)->sgd(&u, w[i], g, m[i], n));
    }
    near_all(name, w[1], w[0], n, 1e-6);
    near_all(name, m[1], m[0], n, 1e-6);
}

static void updates_match_the_reference(void **state) {
    (void)state;
    for_all(compare_updates);
}

static void compare_bytes_and_sums(const Kernels *fast, const Kernels *reference, const char *name, size_t n) {
    uint8_t bytes[MOST];
    float expected[MOST], found[MOST], x[MOST];
    for (size_t i = 0; i < MOST; i++)
        bytes[i] = (uint8_t)(i * 37);
    reference->from_bytes(bytes, expected, n);
    fast->from_bytes(bytes, found, n);
    assert_memory_equal(found, expected, n * sizeof(float));
    fill(x, 1, 10);
    int columns = (int)n / 3 + 1, rows = MOST / columns;
    reference->sum_rows(x, columns, rows, columns, expected);
    fast->sum_rows(x, columns, rows, columns, found);
    near_all(name, found, expected, (size_t)columns, 1e-6);
}

static void bytes_and_column_sums_match_the_reference(void **state) {
    (void)state;
    for_all(compare_bytes_and_sums);
}

static void compare_not_finite(const Kernels *fast, const Kernels *reference, const char *name, size_t n) {
    (void)reference;
    (void)name;
    size_t at = n / 2;
    float w[MOST], g[MOST] = {0}, m[MOST] = {0}, v[MOST] = {0}, t[MOST] = {0};
    Update u = {
        .rate = 0.01f, .beta1 = 0.9f, .beta2 = 0.999f, .rest1 = 0.1f, .rest2 = 0.001f, .root = 1, .epsilon = 1e-8f};
    for (int kind = 0; kind < 2; kind++) {
        float bad = kind ? INFINITY : NAN;
        fill(w, 1, 11);
        w[at] = bad;
        assert_false(isfinite(fast->bce(w, t, NULL, 1, n)));
        assert_false(isfinite(fast->mse(w, t, NULL, 1, n)));
        assert_false(isfinite(fast->l1(w, NULL, 1, n)));
        fast->activate(ACTIVATION_RELU, w, n);
        assert_false(isfinite(w[at]));
        assert_false(fast->adam(&u, w, g, m, v, n));
        assert_false(fast->sgd(&u, w, g, m, n));
        for (int a = 0; a < ACTIVATION_COUNT; a++) {
            w[at] = NAN;
            fast->activate((Activation)a, w, n);
            assert_true(isnan(w[at]));
        }
    }
}

// Numbers with many ties, both zeros, infinities and NaN; every k.
static void compare_largest(const Kernels *fast, const Kernels *reference, const char *name, size_t n) {
    static const float special[] = {0, -0.0f, NAN, -NAN, INFINITY, -INFINITY, FLT_MAX, -FLT_MAX, 1, -1};
    float x[MOST], slopes[MOST], expected[MOST], found[MOST];
    uint32_t scratch[MOST];
    for (int kind = 0; kind < 3; kind++) {
        fill(x, 1, 3);
        fill(slopes, 1, 4);
        for (size_t i = 0; kind > 0 && i < n; i++)
            x[i] = kind == 1 ? roundf(2 * x[i]) / 2 : special[random_bits(random_stream(5, RANDOM_OBSERVE), i) % 10];
        int stride = n > 100 ? 37 * 100 / test_share(100) : 1, size = (int)n;
        for (int k = 1; k <= size; k += stride) {
            Place right = reference->kth_largest(x, k, scratch, size), place = fast->kth_largest(x, k, scratch, size);
            if (place.index != right.index || memcmp(&place.value, &x[place.index], sizeof place.value) != 0)
                fail_msg("%s: number %d of %d is at %d, expected %d", name, k, size, place.index, right.index);
            reference->keep_largest(x, right, slopes, expected, size);
            fast->keep_largest(x, right, slopes, found, size);
            assert_memory_equal(found, expected, n * sizeof *found);
            int kept = 0;
            for (size_t i = 0; i < n; i++)
                kept += expected[i] != 0;
            assert_int_equal(kept, k);
        }
    }
}

static void the_largest_match_the_reference(void **state) {
    (void)state;
    for_all(compare_largest);
}

static void the_largest_are_those_of_the_definition(void **state) {
    (void)state;
    const float x[] = {2, 5, -1, 5, NAN, 0, -0.0f, -3};
    const int order[] = {4, 1, 3, 0, 5, 6, 2, 7};
    uint32_t scratch[8];
    const char *names[KERNELS_MAX];
    int count = kernels_available(names);
    for (int i = 0; i < count; i++)
        for (int k = 1; k <= 8; k++) {
            float kept[8];
            Place last = table(names[i])->kth_largest(x, k, scratch, 8);
            assert_int_equal(last.index, order[k - 1]);
            table(names[i])->keep_largest(x, last, (const float[]){1, 1, 1, 1, 1, 1, 1, 1}, kept, 8);
            for (int j = 0; j < 8; j++)
                assert_true(kept[order[j]] == (j < k ? 1.0f : 0.0f));
        }
}

// Points at distances from nothing to hundreds; some lie in one place.
static void compare_forces(const Kernels *fast, const Kernels *reference, const char *name, size_t n) {
    float x[MOST], y[MOST], from_x[MOST], from_y[MOST], mass[MOST], expected[3][MOST], found[3][MOST], affinity[MOST];
    int begin[MOST + 1], neighbour[MOST], count = (int)n;
    fill(x, 30, 1);
    fill(y, 1, 2);
    fill(from_x, 1, 3);
    fill(from_y, 30, 4);
    from_x[n / 2] = x[0];
    from_y[n / 2] = y[0];
    for (size_t i = 0; i < n; i++) {
        mass[i] = (float)(1 + i % 5);
        affinity[i] = (float)(i % 7) / 7;
        neighbour[i] = (int)(5 * i % n);
        begin[i] = (int)(i > 2 ? 2 * n / 3 * i / n : 0); // some have none, the last has many
    }
    begin[n] = count;
    for (int sources = 0; sources <= count; sources += count) {
        Repulsion r = {.points = count,
                       .sources = sources,
                       .x = x,
                       .y = y,
                       .source_x = from_x,
                       .source_y = from_y,
                       .mass = mass,
                       .weight = expected[0],
                       .push_x = expected[1],
                       .push_y = expected[2]};
        reference->repel(&r);
        r.weight = found[0];
        r.push_x = found[1];
        r.push_y = found[2];
        fast->repel(&r);
        for (int i = 0; i < 3; i++)
            near_all(name, found[i], expected[i], n, 1e-5);
    }
    Attraction a = {.points = count,
                    .x = x,
                    .y = y,
                    .begin = begin,
                    .neighbour = neighbour,
                    .affinity = affinity,
                    .pull_x = expected[0],
                    .pull_y = expected[1]};
    reference->attract(&a);
    a.pull_x = found[0];
    a.pull_y = found[1];
    fast->attract(&a);
    for (int i = 0; i < 2; i++)
        near_all(name, found[i], expected[i], n, 1e-5);
}

static void forces_match_the_reference(void **state) {
    (void)state;
    for_all(compare_forces);
}

static void forces_are_those_of_the_formula(void **state) {
    (void)state;
    const char *names[KERNELS_MAX];
    int count = kernels_available(names), begin[] = {0, 2, 2}, neighbour[] = {1, 0};
    for (int i = 0; i < count; i++) {
        float x[] = {0, 1}, y[] = {0, 0}, mass[] = {1, 3}, weight[2], push_x[2], push_y[2], affinity[] = {0.5f, 9};
        table(names[i])->repel(&(Repulsion){.points = 2,
                                            .sources = 2,
                                            .x = x,
                                            .y = y,
                                            .source_x = x,
                                            .source_y = y,
                                            .mass = mass,
                                            .weight = weight,
                                            .push_x = push_x,
                                            .push_y = push_y});
        const float expected[3][2] = {{2.5f, 3.5f}, {-0.75f, 0.25f}, {0, 0}};
        assert_memory_equal(weight, expected[0], sizeof weight);
        assert_memory_equal(push_x, expected[1], sizeof push_x);
        assert_true(push_y[0] == 0 && push_y[1] == 0);
        table(names[i])->attract(&(Attraction){.points = 2,
                                               .x = x,
                                               .y = y,
                                               .begin = begin,
                                               .neighbour = neighbour,
                                               .affinity = affinity,
                                               .pull_x = push_x,
                                               .pull_y = push_y});
        assert_true(push_x[0] == -0.25f && push_x[1] == 0);
    }
}

static void what_is_not_finite_is_seen(void **state) {
    (void)state;
    for_all(compare_not_finite);
}

static void large_logits_overflow_nothing(void **state) {
    (void)state;
    const char *names[KERNELS_MAX];
    int count = kernels_available(names);
    for (int i = 0; i < count; i++) {
        float x[4] = {1e30f, -1e30f, 200, -200}, t[4] = {1, 0, 1, 0}, g[4];
        assert_true(table(names[i])->bce(x, t, g, 1, 4) < 1e-6);
        for (int j = 0; j < 4; j++)
            assert_true(fabsf(g[j]) < 1e-6f);
        t[0] = 0;
        assert_true(table(names[i])->bce(x, t, g, 1, 1) == (double)1e30f);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(activations_match_the_reference),
        cmocka_unit_test(losses_and_their_gradients_match_the_reference),
        cmocka_unit_test(updates_match_the_reference),
        cmocka_unit_test(bytes_and_column_sums_match_the_reference),
        cmocka_unit_test(the_largest_match_the_reference),
        cmocka_unit_test(the_largest_are_those_of_the_definition),
        cmocka_unit_test(forces_match_the_reference),
        cmocka_unit_test(forces_are_those_of_the_formula),
        cmocka_unit_test(what_is_not_finite_is_seen),
        cmocka_unit_test(large_logits_overflow_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
