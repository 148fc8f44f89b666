// A run: what it must not depend on, what it must survive, and that it learns.
#include "evaluate.h"
#include "session.h"
#include "small_world.h"
#include "test.h"

#include <math.h>

enum { MOST_STEPS = 400 };

static const Objective PLAIN = {.loss = LOSS_BCE};

static RunSettings settings_for(int batch) {
    RunSettings settings = session_defaults();
    settings.batch = batch;
    settings.rate = 3e-3;
    return settings;
}

static Session *session_start(const ModelSpec *spec, const Dataset *data, const RunSettings *settings, int threads) {
    Session *session = calloc(1, sizeof *session);
    Error error = {0};
    if (!session_init(session, spec, data, settings, threads, &error))
        fail_msg("%s", error.text);
    return session;
}

static void session_end(Session *session) {
    session_finish(session);
    free(session);
}

static void train(Session *session, int steps) {
    StepMetrics metrics[MOST_STEPS];
    assert_int_equal(session_run(session, steps, metrics), steps);
}

static void assert_same_state(const Session *a, const Session *b) {
    size_t bytes = a->net.parameter_count * sizeof(real);
    assert_memory_equal(a->net.parameters, b->net.parameters, bytes);
    assert_memory_equal(a->m, b->m, bytes);
    assert_memory_equal(a->v, b->v, bytes);
    assert_memory_equal(&a->counters, &b->counters, sizeof a->counters);
}

// Odd batches, every small model, both optimizers: the number of threads changes no bit.
static void weights_do_not_depend_on_the_number_of_threads(void **state) {
    const SmallWorld *world = *state;
    const ModelSpec *specs[] = {&world->narrow, &world->wide, &world->deep};
    for (int i = 0; i < 6; i++) {
        RunSettings settings = settings_for(i % 2 ? 37 : 128);
        settings.optimizer = i < 3 ? OPTIMIZER_ADAM : OPTIMIZER_SGD;
        settings.rate = i < 3 ? 3e-3 : 1e-3;
        settings.momentum = 0.9;
        Session *one = session_start(specs[i % 3], world->data, &settings, 1);
        train(one, 50);
        for (int threads = 2; threads <= 5; threads += 3) {
            Session *many = session_start(specs[i % 3], world->data, &settings, threads);
            train(many, 50);
            assert_same_state(one, many);
            assert_true(one->last.loss == many->last.loss);
            session_end(many);
        }
        session_end(one);
    }
}

static void chunks_of_any_length_give_the_same_weights(void **state) {
    const SmallWorld *world = *state;
    RunSettings settings = settings_for(29);
    Session *whole = session_start(&world->deep, world->data, &settings, 2);
    Session *parts = session_start(&world->deep, world->data, &settings, 2);
    train(whole, 60);
    for (int steps = 1, left = 60; left > 0; left -= steps++)
        train(parts, steps < left ? steps : left);
    assert_int_equal(whole->counters.step, 60);
    assert_int_equal(parts->counters.step, 60);
    assert_same_state(whole, parts);
    session_end(whole);
    session_end(parts);
}

static void assert_same_series(const Series *a, const Series *b) {
    assert_int_equal(a->points, b->points);
    assert_int_equal(a->stride, b->stride);
    assert_int_equal(a->pending, b->pending);
    assert_memory_equal(a->sum, b->sum, sizeof a->sum);
    assert_memory_equal(a->value, b->value, (size_t)a->points * sizeof a->value[0]);
}

// Saved to disk in the middle of an epoch, opened again, and gone on with.
static void resuming_equals_never_having_stopped(void **state) {
    SmallWorld *world = *state;
    for (int kind = OPTIMIZER_ADAM; kind <= OPTIMIZER_SGD; kind++) {
        RunSettings settings = settings_for(31);
        settings.optimizer = (OptimizerKind)kind;
        settings.momentum = 0.5;
        Session *straight = session_start(&world->wide, world->data, &settings, 2);
        Session *stopped = session_start(&world->wide, world->data, &settings, 1);
        train(straight, 70);
        train(stopped, 33);
        Error error = {0};
        double history[SERIES_POINTS * HISTORY_COLUMNS];
        Checkpoint checkpoint = session_checkpoint(stopped, true, history), loaded;
        const char *path = scratch_path(&world->scratch, "run.safetensors");
        assert_true(checkpoint_save(path, &checkpoint, &error));
        session_end(stopped);
        if (!checkpoint_load(path, &loaded, &error))
            fail_msg("%s", error.text);
        Session *resumed = session_start(&loaded.spec, world->data, &loaded.settings, 2);
        assert_true(session_restore(resumed, &loaded, &error));
        train(resumed, 37);
        assert_same_state(straight, resumed);
        assert_same_series(&resumed->series, &straight->series);
        checkpoint_finish(&loaded);
        session_end(straight);
        session_end(resumed);
    }
}

// After more steps than the series has points, a stop falls into an unfinished point.
static void the_loss_curve_of_a_resumed_run_is_the_same_too(void **state) {
    SmallWorld *world = *state;
    RunSettings settings = settings_for(10);
    Session *straight = session_start(&world->narrow, world->data, &settings, 1), *resumed;
    for (int i = 0; i < 7; i++)
        train(straight, MOST_STEPS - 1);
    Error error = {0};
    Checkpoint *copy = session_copy(straight, &error);
    assert_non_null(copy);
    assert_true(copy->history_pending > 0);
    const char *path = scratch_path(&world->scratch, "long.safetensors");
    assert_true(checkpoint_save(path, copy, &error));
    checkpoint_finish(copy);
    assert_true(checkpoint_load(path, copy, &error));
    resumed = session_start(&copy->spec, world->data, &copy->settings, 1);
    assert_true(session_restore(resumed, copy, &error));
    checkpoint_finish(copy);
    free(copy);
    train(straight, 300);
    train(resumed, 300);
    assert_same_series(&resumed->series, &straight->series);
    session_end(straight);
    session_end(resumed);
}

static void another_seed_gives_another_run(void **state) {
    const SmallWorld *world = *state;
    RunSettings settings = settings_for(64), other = settings;
    other.seed = 2;
    Session *a = session_start(&world->narrow, world->data, &settings, 1);
    Session *b = session_start(&world->narrow, world->data, &other, 1);
    assert_memory_not_equal(a->net.parameters, b->net.parameters, a->net.parameter_count * sizeof(real));
    session_end(a);
    session_end(b);
}

static void an_epoch_drops_the_incomplete_batch(void **state) {
    const SmallWorld *world = *state;
    RunSettings settings = settings_for(128);
    Session *session = session_start(&world->narrow, world->data, &settings, 1);
    assert_int_equal(session_epoch_steps(session), 2);
    StepMetrics metrics[5];
    assert_int_equal(session_run(session, 5, metrics), 5);
    const uint64_t epochs[] = {0, 0, 1, 1, 2};
    for (int i = 0; i < 5; i++) {
        assert_int_equal(metrics[i].epoch, epochs[i]);
        assert_int_equal(metrics[i].step, i + 1);
        assert_true(metrics[i].loss == metrics[i].reconstruction + metrics[i].penalty);
    }
    assert_int_equal(session->counters.position, 128);
    session_end(session);
}

static void training_lowers_the_loss_on_images_it_has_not_seen(void **state) {
    const SmallWorld *world = *state;
    const ModelSpec *specs[] = {&world->narrow, &world->wide, &world->deep};
    for (int i = 0; i < 3; i++) {
        RunSettings settings = settings_for(50);
        Session *session = session_start(specs[i], world->data, &settings, 2);
        Evaluation before, after;
        assert_true(evaluate(&session->net, &PLAIN, &(ImageSource){.images = &world->data->test}, 2, &before, NULL));
        train(session, MOST_STEPS);
        assert_true(evaluate(&session->net, &PLAIN, &(ImageSource){.images = &world->data->test}, 2, &after, NULL));
        assert_true(after.quality.mse < 0.3 * before.quality.mse);
        assert_true(after.quality.bce < 0.75 * before.quality.bce);
        session_end(session);
    }
}

static void evaluation_does_not_depend_on_the_number_of_threads(void **state) {
    const SmallWorld *world = *state;
    RunSettings settings = settings_for(50);
    Session *session = session_start(&world->wide, world->data, &settings, 1);
    Evaluation one, many;
    assert_true(evaluate(&session->net, &PLAIN, &(ImageSource){.images = &world->data->test}, 1, &one, NULL));
    assert_true(evaluate(&session->net, &PLAIN, &(ImageSource){.images = &world->data->test}, 5, &many, NULL));
    assert_memory_equal(&one.quality, &many.quality, sizeof one.quality);
    assert_int_equal(one.code.dead, many.code.dead);
    session_end(session);
}

static bool all_finite(const real *values, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (!isfinite(values[i]))
            return false;
    return true;
}

// A rate far too high: the run stops by itself, says so, and stands where it was good.
static void a_run_that_diverges_goes_back(void **state) {
    const SmallWorld *world = *state;
    for (int threads = 1; threads <= 3; threads++) {
        RunSettings settings = settings_for(50);
        Session *session = session_start(&world->narrow, world->data, &settings, threads);
        train(session, 150);
        settings.optimizer = OPTIMIZER_SGD;
        settings.rate = 1e30;
        Error error = {0};
        StepMetrics metrics[MOST_STEPS];
        assert_true(session_change(session, &settings, &error));
        int made = session_run(session, MOST_STEPS, metrics);
        assert_true(made < MOST_STEPS);
        for (int i = 0; i < made; i++)
            assert_true(isfinite(metrics[i].loss));
        session_recover(session, &error);
        assert_contains(error.text, "lower the learning rate (now 1e+30)");
        assert_in_range(session->counters.step, 100, 150);
        assert_true(all_finite(session->net.parameters, session->net.parameter_count));
        assert_true(all_finite(session->m, session->net.parameter_count));
        settings.rate = 1e-3;
        assert_true(session_change(session, &settings, &error));
        train(session, 20);
        assert_true(session->last.loss < 60);
        session_end(session);
    }
}

static void a_run_that_diverges_at_once_goes_back_to_its_first_weights(void **state) {
    const SmallWorld *world = *state;
    RunSettings settings = settings_for(50);
    Session *session = session_start(&world->narrow, world->data, &settings, 2);
    size_t bytes = session->net.parameter_count * sizeof(real);
    real *first = malloc(bytes);
    memcpy(first, session->net.parameters, bytes);
    settings.optimizer = OPTIMIZER_SGD;
    settings.rate = INFINITY;
    Error error = {0};
    StepMetrics metrics[1];
    assert_true(session_change(session, &settings, &error));
    assert_int_equal(session_run(session, 1, metrics), 0);
    session_recover(session, &error);
    assert_int_equal(session->counters.step, 0);
    assert_memory_equal(first, session->net.parameters, bytes);
    free(first);
    session_end(session);
}

static void a_batch_that_does_not_fit_changes_nothing(void **state) {
    const SmallWorld *world = *state;
    RunSettings settings = settings_for(50), wrong = settings;
    Session *session = session_start(&world->narrow, world->data, &settings, 2);
    wrong.batch = SMALL_TRAIN + 1;
    wrong.rate = 7;
    Error error = {0};
    assert_false(session_change(session, &wrong, &error));
    assert_contains(error.text, "a batch of 301 does not fit the 300 training images");
    assert_int_equal(session->settings.batch, 50);
    assert_true(session->settings.rate == settings.rate);
    Session never = {0};
    assert_false(session_init(&never, &world->narrow, world->data, &wrong, 1, &error));
    train(session, 3);
    session_end(session);
}

static void the_batch_can_change_while_training(void **state) {
    const SmallWorld *world = *state;
    RunSettings settings = settings_for(50);
    Session *session = session_start(&world->wide, world->data, &settings, 2);
    for (int batch = 1; batch <= SMALL_TRAIN; batch += 43) {
        settings.batch = batch;
        assert_true(session_change(session, &settings, NULL));
        train(session, 7);
    }
    assert_true(isfinite(session->last.loss));
    session_end(session);
}

static void the_penalty_is_reported_apart(void **state) {
    const SmallWorld *world = *state;
    RunSettings settings = settings_for(50);
    Session *session = session_start(&world->wide, world->data, &settings, 2);
    StepMetrics metrics[1];
    assert_int_equal(session_run(session, 1, metrics), 1);
    assert_true(metrics[0].penalty > 0);
    session->spec.penalty.l1 = 0;
    assert_int_equal(session_run(session, 1, metrics), 1);
    assert_true(metrics[0].penalty == 0);
    session_end(session);
}

static int group_init(void **state) {
    SmallWorld *world = calloc(1, sizeof *world);
    small_world_init(world);
    kernels_choose(NULL);
    *state = world;
    return 0;
}

static int group_finish(void **state) {
    small_world_finish(*state);
    free(*state);
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(weights_do_not_depend_on_the_number_of_threads),
        cmocka_unit_test(chunks_of_any_length_give_the_same_weights),
        cmocka_unit_test(resuming_equals_never_having_stopped),
        cmocka_unit_test(the_loss_curve_of_a_resumed_run_is_the_same_too),
        cmocka_unit_test(another_seed_gives_another_run),
        cmocka_unit_test(an_epoch_drops_the_incomplete_batch),
        cmocka_unit_test(training_lowers_the_loss_on_images_it_has_not_seen),
        cmocka_unit_test(evaluation_does_not_depend_on_the_number_of_threads),
        cmocka_unit_test(a_run_that_diverges_goes_back),
        cmocka_unit_test(a_run_that_diverges_at_once_goes_back_to_its_first_weights),
        cmocka_unit_test(a_batch_that_does_not_fit_changes_nothing),
        cmocka_unit_test(the_batch_can_change_while_training),
        cmocka_unit_test(the_penalty_is_reported_apart),
    };
    return cmocka_run_group_tests(tests, group_init, group_finish);
}
