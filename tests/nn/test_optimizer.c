// Adam and SGD against updates computed by hand from the papers' formulas.
#include "optimizer.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include <math.h>

static const LayerTile WHOLE = {.span = {{.offset = 0, .stride = 2, .rows = 2, .length = 2}}, .spans = 1};

static void adams_first_step_has_the_length_of_the_rate(void **state) {
    (void)state;
    real w[4] = {1, -1, 0.5f, 2}, g[4] = {3, -0.001f, 1e-4f, -70}, m[4] = {0}, v[4] = {0};
    OptimizerSettings settings = {.kind = OPTIMIZER_ADAM, .rate = 0.01};
    Update update = optimizer_update(&settings, 1);
    assert_true(optimizer_apply(&settings, &update, &WHOLE, w, g, m, v));
    const real expected[4] = {0.99f, -0.99f, 0.49f, 2.01f}; // each moves by the rate against its gradient's sign
    for (int i = 0; i < 4; i++)
        assert_true(fabsf(w[i] - expected[i]) < 2e-6f);
}

static void adam_follows_the_paper_over_many_steps(void **state) {
    (void)state;
    real w[4] = {1, -1, 0.5f, 2}, m[4] = {0}, v[4] = {0};
    double w0 = 1, m0 = 0, v0 = 0, decay = 0.01;
    OptimizerSettings settings = {.kind = OPTIMIZER_ADAM, .rate = 0.01, .weight_decay = decay};
    for (int t = 1; t <= 50; t++) {
        real g[4] = {(real)sin(t), 1, 1, 1};
        Update update = optimizer_update(&settings, (uint64_t)t);
        assert_true(optimizer_apply(&settings, &update, &WHOLE, w, g, m, v));
        double slope = sin(t) + decay * w0;
        m0 = 0.9 * m0 + 0.1 * slope;
        v0 = 0.999 * v0 + 0.001 * slope * slope;
        w0 -= 0.01 * (m0 / (1 - pow(0.9, t))) / (sqrt(v0 / (1 - pow(0.999, t))) + 1e-8);
        assert_true(fabs((double)w[0] - w0) < 1e-5);
    }
}

// 1 - 0.999 computed in float is off by 5e-5 of itself, which shows in the second moment and in every step's length.
static void the_second_moment_is_as_exact_as_a_float_can_be(void **state) {
    (void)state;
    real w[4] = {1, 1, 1, 1}, g[4] = {1, 2, 3, 4}, m[4] = {0}, v[4] = {0};
    OptimizerSettings settings = {.kind = OPTIMIZER_ADAM, .rate = 0.01};
    Update update = optimizer_update(&settings, 1);
    assert_true(optimizer_apply(&settings, &update, &WHOLE, w, g, m, v));
    for (int i = 0; i < 4; i++) {
        assert_true(fabs((double)v[i] / (0.001 * (i + 1) * (i + 1)) - 1) < 2e-7);
        assert_true(fabs((double)m[i] / (0.1 * (i + 1)) - 1) < 2e-7);
    }
}

static void sgd_with_momentum_follows_pytorch(void **state) {
    (void)state;
    real w[4] = {1, 1, 1, 1}, g[4] = {1, 1, 1, 1}, m[4] = {0}, v[4] = {0};
    OptimizerSettings settings = {.kind = OPTIMIZER_SGD, .rate = 0.1, .momentum = 0.5};
    for (int t = 1; t <= 3; t++) {
        Update update = optimizer_update(&settings, (uint64_t)t);
        assert_true(optimizer_apply(&settings, &update, &WHOLE, w, g, m, v));
    }
    assert_true(fabsf(w[3] - (1 - 0.1f * (1 + 1.5f + 1.75f))) < 1e-6f);
}

static void a_weight_that_is_not_finite_is_reported(void **state) {
    (void)state;
    for (int kind = OPTIMIZER_ADAM; kind <= OPTIMIZER_SGD; kind++) {
        real w[4] = {1, 1, 1, 1}, g[4] = {1, 1, 1, 3e38f}, m[4] = {0}, v[4] = {0};
        OptimizerSettings settings = {.kind = (OptimizerKind)kind, .rate = kind == OPTIMIZER_SGD ? 10 : 1};
        g[3] = kind == OPTIMIZER_SGD ? 3e38f : NAN;
        Update update = optimizer_update(&settings, 1);
        assert_false(optimizer_apply(&settings, &update, &WHOLE, w, g, m, v));
    }
}

static void names_are_read_back(void **state) {
    (void)state;
    OptimizerKind kind;
    assert_true(optimizer_parse("sgd", &kind) && kind == OPTIMIZER_SGD);
    assert_true(optimizer_parse(optimizer_name(OPTIMIZER_ADAM), &kind) && kind == OPTIMIZER_ADAM);
    assert_false(optimizer_parse("adamw", &kind));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(adams_first_step_has_the_length_of_the_rate),
        cmocka_unit_test(adam_follows_the_paper_over_many_steps),
        cmocka_unit_test(the_second_moment_is_as_exact_as_a_float_can_be),
        cmocka_unit_test(sgd_with_momentum_follows_pytorch),
        cmocka_unit_test(a_weight_that_is_not_finite_is_reported),
        cmocka_unit_test(names_are_read_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
