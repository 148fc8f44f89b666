// A small run for tests of checkpoints.
#include "run_example.h"
#include "test.h"

#include <stdlib.h>
#include <string.h>

static const char MODEL[] =
    "[model]\ntitle = Small\nabout = For \"tests\"\nloss = mse\n[encoder]\nlayer = dense 3 relu\n"
    "[decoder]\nlayer = dense image\n[penalty]\nl1 = 0.1\n";

static real *numbers(Checkpoint *checkpoint, Random random, double low) {
    real *values = arena_take(&checkpoint->arena, RUN_PARAMETERS, sizeof *values);
    for (size_t i = 0; i < RUN_PARAMETERS; i++)
        values[i] = (real)(low + random_uniform(random, i));
    return values;
}

Checkpoint run_example(uint64_t seed, bool full) {
    Checkpoint run = {
        .image = {1, 2, 2},
        .settings = {.data = "data/ünï \"code\"",
                     .batch = 100,
                     .optimizer = OPTIMIZER_SGD,
                     .rate = 0.1 + 0.2,
                     .momentum = 1.0 / 3,
                     .initialisation = INITIALISE_GLOROT,
                     .seed = UINT64_MAX - seed,
                     .no_sampling = true,
                     .left_out = {{UINT64_C(1) << 7 | 1, 0, 0, UINT64_C(1) << 63}}},
        .counters = {.step = UINT64_MAX, .epoch = 9007199254740993, .position = 300, .updates = 17, .resamplings = 3},
        .parameter_count = RUN_PARAMETERS,
    };
    assert_true(spec_parse(MODEL, "small.ini", &run.spec, NULL));
    Random random = random_stream(seed, RANDOM_OBSERVE);
    run.parameters = numbers(&run, random_split(random, 0), -0.5);
    if (full) {
        run.m = numbers(&run, random_split(random, 1), -0.5);
        run.v = numbers(&run, random_split(random, 2), 0);
        run.marks = (RunMarks){2, {{1200, RUN_MARK_RESAMPLE, 3}, {UINT64_MAX, RUN_MARK_RESAMPLE, 1}}};
        run.history_points = 5;
        run.history = arena_take(&run.arena, 5 * HISTORY_COLUMNS, sizeof *run.history);
        for (uint64_t i = 0; i < 5 * HISTORY_COLUMNS; i++)
            run.history[i] = random_uniform(random, i);
    }
    return run;
}

static void assert_same_reals(const real *a, const real *b) {
    assert_int_equal(!a, !b);
    if (a)
        assert_memory_equal(a, b, RUN_PARAMETERS * sizeof *a);
}

void run_assert_same(const Checkpoint *a, const Checkpoint *b) {
    char text[2][4096];
    assert_true(spec_write(&a->spec, text[0], sizeof text[0]));
    assert_true(spec_write(&b->spec, text[1], sizeof text[1]));
    assert_string_equal(text[0], text[1]);
    assert_string_equal(a->spec.id, b->spec.id);
    assert_true(shape_equal(a->image, b->image));
    assert_string_equal(a->settings.data, b->settings.data);
    assert_int_equal(a->settings.batch, b->settings.batch);
    assert_int_equal(a->settings.optimizer, b->settings.optimizer);
    assert_memory_equal(&a->settings.rate, &b->settings.rate, sizeof a->settings.rate);
    assert_memory_equal(&a->settings.momentum, &b->settings.momentum, sizeof a->settings.momentum);
    assert_int_equal(a->settings.initialisation, b->settings.initialisation);
    assert_true(a->settings.seed == b->settings.seed);
    assert_int_equal(a->settings.no_shuffle, b->settings.no_shuffle);
    assert_int_equal(a->settings.no_sampling, b->settings.no_sampling);
    assert_memory_equal(&a->settings.left_out, &b->settings.left_out, sizeof a->settings.left_out);
    assert_memory_equal(&a->counters, &b->counters, sizeof a->counters);
    assert_int_equal(a->parameter_count, b->parameter_count);
    assert_same_reals(a->parameters, b->parameters);
    assert_same_reals(a->m, b->m);
    assert_same_reals(a->v, b->v);
    assert_int_equal(a->marks.count, b->marks.count);
    for (int i = 0; i < a->marks.count; i++)
        assert_true(a->marks.mark[i].step == b->marks.mark[i].step && a->marks.mark[i].kind == b->marks.mark[i].kind &&
                    a->marks.mark[i].units == b->marks.mark[i].units);
    assert_int_equal(a->history_points, b->history_points);
    if (a->history_points)
        assert_memory_equal(a->history, b->history, (size_t)a->history_points * HISTORY_COLUMNS * sizeof *a->history);
}
