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

// Bit for bit; padding, which a copy may leave out, is not compared.
static void assert_same_quality(const Quality *a, const Quality *b) {
    assert_int_equal(a->images, b->images);
    assert_memory_equal(&a->mse, &b->mse, sizeof *a - offsetof(Quality, mse));
}

static void assert_same_state(const Session *a, const Session *b) {
    size_t bytes = a->net.parameter_count * sizeof(real);
    assert_memory_equal(a->net.parameters, b->net.parameters, bytes);
    assert_memory_equal(a->m, b->m, bytes);
    assert_memory_equal(a->v, b->v, bytes);
    assert_memory_equal(&a->counters, &b->counters, sizeof a->counters);
}

// How many steps runs are compared over; under sanitizers, those of two epochs and a bit.
static int compared_steps(void) {
    return test_share(100) < 100 ? 20 : 50;
}

// Odd batches, every small model, both optimizers: the number of threads changes no bit.
static void weights_do_not_depend_on_the_number_of_threads(void **state) {
    const SmallWorld *world = *state;
    const ModelSpec *specs[] = {&world->narrow, &world->wide, &world->deep};
    int steps = compared_steps();
    for (int i = 0; i < 6; i++) {
        RunSettings settings = settings_for(i % 2 ? 37 : 128);
        settings.optimizer = i < 3 ? OPTIMIZER_ADAM : OPTIMIZER_SGD;
        settings.rate = i < 3 ? 3e-3 : 1e-3;
        settings.momentum = 0.9;
        Session *one = session_start(specs[i % 3], world->data, &settings, 1);
        train(one, steps);
        for (int threads = 2; threads <= 5; threads += 3) {
            Session *many = session_start(specs[i % 3], world->data, &settings, threads);
            train(many, steps);
            assert_same_state(one, many);
            assert_true(one->last.loss == many->last.loss);
            session_end(many);
        }
        session_end(one);
    }
}

// What draws, and what looks at the whole batch: sampling, dropping, the KL penalties, selection, shared weights.
static const char *const NOISY[] = {
    "[encoder]\nlayer = dense 33 relu\nlayer = gaussian 3\n[decoder]\nlayer = dense 20 relu\nlayer = dense image\n"
    "[penalty]\nbeta = 0.5\nbeta_warmup = 40\n",
    "[encoder]\nlayer = dropout 0.2\nlayer = dense 40 relu\nlayer = dropout 0.5\nlayer = dense 7\n"
    "[decoder]\nlayer = dense image\n",
    "[encoder]\nlayer = dense 21 sigmoid\n[decoder]\nlayer = dense image\n[penalty]\nkl = 3\nrho = 0.1\nl1 = 0.01\n",
    "[model]\ntied = yes\n[encoder]\nlayer = dense 50\nlayer = topk 4\n[decoder]\nlayer = dense image\n",
    "[encoder]\nlayer = dense 9 relu\n[decoder]\nlayer = dense image\n[corruption]\ngaussian = 0.3\nsalt_pepper = 0.1\n"
    "mask = 0.1\nsquare = 0.3\n"};
enum { NOISY_COUNT = sizeof NOISY / sizeof *NOISY };

static ModelSpec noisy(int index) {
    ModelSpec spec;
    Error error = {0};
    if (!spec_parse(NOISY[index], "noisy.ini", &spec, &error))
        fail_msg("%s", error.text);
    return spec;
}

static void noise_and_penalties_do_not_depend_on_the_number_of_threads(void **state) {
    const SmallWorld *world = *state;
    int steps = compared_steps();
    for (int i = 0; i < 2 * NOISY_COUNT; i++) {
        RunSettings settings = settings_for(i < NOISY_COUNT ? 128 : 37);
        ModelSpec spec = noisy(i % NOISY_COUNT);
        Session *one = session_start(&spec, world->data, &settings, 1);
        train(one, steps);
        for (int threads = 2; threads <= 5; threads += 3) {
            Session *many = session_start(&spec, world->data, &settings, threads);
            train(many, steps);
            assert_same_state(one, many);
            assert_true(one->last.loss == many->last.loss && one->last.penalty == many->last.penalty);
            session_end(many);
        }
        session_end(one);
    }
}

static void noise_goes_on_after_a_resume_as_if_it_had_never_stopped(void **state) {
    SmallWorld *world = *state;
    for (int i = 0; i < NOISY_COUNT; i++) {
        RunSettings settings = settings_for(31);
        ModelSpec spec = noisy(i);
        Session *straight = session_start(&spec, world->data, &settings, 2);
        Session *stopped = session_start(&spec, world->data, &settings, 1);
        train(straight, 70);
        train(stopped, 33);
        Error error = {0};
        double history[SERIES_POINTS * HISTORY_COLUMNS];
        Checkpoint checkpoint = session_checkpoint(stopped, true, history), loaded;
        const char *path = scratch_path(&world->scratch, "noisy.safetensors");
        assert_true(checkpoint_save(path, &checkpoint, &error));
        session_end(stopped);
        if (!checkpoint_load(path, &loaded, &error))
            fail_msg("%s", error.text);
        assert_int_equal(loaded.spec.tied, spec.tied);
        Session *resumed = session_start(&loaded.spec, world->data, &loaded.settings, 2);
        assert_true(session_restore(resumed, &loaded, &error));
        train(resumed, 37);
        assert_same_state(straight, resumed);
        checkpoint_finish(&loaded);
        session_end(straight);
        session_end(resumed);
    }
}

static void without_sampling_a_gaussian_code_is_its_mean(void **state) {
    const SmallWorld *world = *state;
    RunSettings settings = settings_for(50);
    ModelSpec spec = noisy(0);
    Session *drawn = session_start(&spec, world->data, &settings, 2);
    settings.no_sampling = true;
    Session *mean = session_start(&spec, world->data, &settings, 2);
    train(drawn, 1);
    train(mean, 1);
    assert_true(drawn->last.penalty == mean->last.penalty && drawn->last.reconstruction != mean->last.reconstruction);
    size_t stash = mean->net.layer[1].stash;
    for (int n = 0; n < 50; n++) {
        const real *code = net_code(&mean->net, &mean->pass) + n * 3;
        assert_memory_equal(code, mean->pass.stash[1] + (size_t)n * stash, 3 * sizeof *code);
    }
    assert_true(session_change(drawn, &settings, NULL)); // and while it trains
    train(drawn, 1);
    assert_memory_equal(net_code(&drawn->net, &drawn->pass), drawn->pass.stash[1], 3 * sizeof(real));
    session_end(drawn);
    session_end(mean);
}

// (z - mean) / σ over many steps: the bell curve's moments, and different in every row, unit and step.
static void what_is_sampled_is_a_standard_normal(void **state) {
    const SmallWorld *world = *state;
    RunSettings settings = settings_for(200);
    settings.rate = 1e-4;
    ModelSpec spec = noisy(0);
    Session *session = session_start(&spec, world->data, &settings, 2);
    double sum[4] = {0}, of_neighbours = 0, of_steps = 0, last[600] = {0};
    const int count = 600, steps = 60;
    for (int s = 0; s < steps; s++) {
        train(session, 1);
        double epsilon[600];
        for (int i = 0; i < count; i++) {
            const real *stash = session->pass.stash[1] + (size_t)(i / 3) * 6;
            real code = net_code(&session->net, &session->pass)[i];
            epsilon[i] = (double)(code - stash[i % 3]) / exp(0.5 * (double)stash[3 + i % 3]);
            for (int p = 0; p < 4; p++)
                sum[p] += pow(epsilon[i], p + 1);
            of_neighbours += i > 0 ? epsilon[i] * epsilon[i - 1] : 0;
            of_steps += epsilon[i] * last[i];
        }
        memcpy(last, epsilon, sizeof last);
    }
    double total = (double)count * steps; // 36 000 draws: five standard errors
    assert_true(fabs(sum[0] / total) < 5 / sqrt(total));
    assert_true(fabs(sum[1] / total - 1) < 5 * sqrt(2 / total));
    assert_true(fabs(sum[2] / total) < 5 * sqrt(15 / total));
    assert_true(fabs(sum[3] / total - 3) < 5 * sqrt(96 / total));
    assert_true(fabs(of_neighbours / total) < 5 / sqrt(total));
    assert_true(fabs(of_steps / total) < 5 / sqrt(total));
    session_end(session);
}

static void dropout_drops_its_share_and_only_in_training(void **state) {
    const SmallWorld *world = *state;
    RunSettings settings = settings_for(100);
    ModelSpec spec = noisy(1);
    Session *session = session_start(&spec, world->data, &settings, 2);
    int zeros = 0, inputs = 0;
    for (int s = 0; s < 30; s++) {
        train(session, 1);
        const real *input = session->pass.activation[0], *output = session->pass.activation[1];
        for (int i = 0; i < 100 * 64; i++) {
            inputs += input[i] > 0;
            zeros += input[i] > 0 && output[i] == 0;
            assert_true(output[i] == 0 || fabsf(output[i] / input[i] - 1.25f) < 1e-6f);
        }
    }
    assert_true(fabs((double)zeros / inputs - 0.2) < 5 * sqrt(0.2 * 0.8 / inputs));
    Pass pass;
    assert_true(pass_init(&pass, &session->net, 1, 1, false, NULL));
    memcpy(pass.activation[0], session->pass.activation[0], 64 * sizeof(real));
    net_forward(&session->net, &pass, 0, 1, 0, 1, 0);
    assert_memory_equal(pass.activation[1], pass.activation[0], 64 * sizeof(real));
    pass_finish(&pass);
    session_end(session);
}

static void beta_grows_during_its_warmup(void **state) {
    const SmallWorld *world = *state;
    RunSettings settings = settings_for(50);
    settings.rate = 0;
    settings.no_shuffle = true;
    ModelSpec spec = noisy(0);
    Session *session = session_start(&spec, world->data, &settings, 1);
    StepMetrics metrics[300 / 50 * 20];
    assert_int_equal(session_run(session, 120, metrics), 120); // six steps an epoch, the same batches each time
    for (int i = 6; i < 120; i++) {
        double now = i + 1 < 40 ? (i + 1) / 40.0 : 1, before = i - 5 < 40 ? (i - 5) / 40.0 : 1;
        assert_true(fabs(metrics[i].penalty / metrics[i - 6].penalty - now / before) < 1e-9);
    }
    session_end(session);
}

// The same numbers where training adds them up as where they are measured, for every penalty.
static void the_test_penalty_is_that_of_training(void **state) {
    const SmallWorld *world = *state;
    for (int i = 0; i < 4; i += 2) {
        RunSettings settings = settings_for(SMALL_TRAIN);
        settings.rate = 0;
        settings.no_sampling = true;
        ModelSpec spec = noisy(i);
        spec.penalty.beta_warmup = 0;
        Session *session = session_start(&spec, world->data, &settings, 2);
        train(session, 1);
        Evaluation one, many;
        Objective objective = spec_objective(&session->spec, 1);
        assert_true(evaluate(&session->net, &objective, &(ImageSource){.images = &world->data->train}, 1, &one, NULL));
        assert_true(evaluate(&session->net, &objective, &(ImageSource){.images = &world->data->train}, 3, &many, NULL));
        assert_same_quality(&one.quality, &many.quality);
        double penalty = quality_penalty(&one.quality, &objective);
        assert_true(penalty > 0 && fabs(penalty / session->last.penalty - 1) < 1e-5);
        assert_true(fabs(one.quality.bce / session->last.reconstruction - 1) < 1e-5);
        session_end(session);
    }
}

// With everything masked the net sees black images, and its output is compared with the clean ones all the same.
static void what_is_corrupted_is_compared_with_the_clean_image(void **state) {
    const SmallWorld *world = *state;
    RunSettings settings = settings_for(SMALL_TRAIN);
    settings.rate = 0;
    settings.no_shuffle = true;
    Session *session = session_start(&world->narrow, world->data, &settings, 2);
    train(session, 1);
    double clean = session->last.reconstruction;
    assert_true(session_corrupt(session, &(Corruption){.mask = 1}, NULL));
    train(session, 1);
    double masked = session->last.reconstruction;
    for (size_t i = 0; i < (size_t)settings.batch * (size_t)shape_size(session->net.image); i++)
        assert_true(session->pass.activation[0][i] == 0);
    Evaluation evaluation;
    ImageSource source = evaluation_source(&session->spec, &world->data->train);
    assert_true(evaluate(&session->net, &PLAIN, &source, 2, &evaluation, NULL));
    assert_true(fabs(evaluation.quality.bce / masked - 1) < 1e-5);
    assert_true(evaluation.quality.input_mse > 0.01);
    assert_true(session_corrupt(session, &(Corruption){0}, NULL));
    train(session, 1);
    assert_true(session->last.reconstruction == clean && masked != clean);
    session_end(session);
}

static void corruption_stays_when_the_batch_changes(void **state) {
    const SmallWorld *world = *state;
    RunSettings settings = settings_for(20);
    Session *session = session_start(&world->narrow, world->data, &settings, 1);
    assert_true(session_corrupt(session, &(Corruption){.mask = 1}, NULL));
    settings.batch = 50;
    assert_true(session_change(session, &settings, NULL));
    train(session, 1);
    assert_true(session->pass.target != session->pass.activation[0]);
    assert_true(session->pass.activation[0][49 * shape_size(session->net.image)] == 0);
    session_end(session);
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
    assert_same_quality(&one.quality, &many.quality);
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

// Log-variances far beyond any float: the loss is seen not to be finite, and the weights come back.
static void a_gaussian_code_that_diverges_goes_back(void **state) {
    const SmallWorld *world = *state;
    RunSettings settings = settings_for(50);
    ModelSpec spec = noisy(0);
    Session *session = session_start(&spec, world->data, &settings, 2);
    train(session, 10);
    settings.optimizer = OPTIMIZER_SGD;
    settings.rate = 1e6;
    Error error = {0};
    StepMetrics metrics[MOST_STEPS];
    assert_true(session_change(session, &settings, &error));
    assert_true(session_run(session, MOST_STEPS, metrics) < MOST_STEPS);
    session_recover(session, &error);
    assert_contains(error.text, "lower the learning rate");
    assert_true(all_finite(session->net.parameters, session->net.parameter_count));
    session_end(session);
}

// After a reset, some steps and an undo, the states safe to go back to are not the other run's.
static void a_run_gone_back_to_does_not_fall_into_the_one_it_left(void **state) {
    const SmallWorld *world = *state;
    RunSettings settings = settings_for(50);
    Session *session = session_start(&world->narrow, world->data, &settings, 2);
    size_t count = session->net.parameter_count;
    real *memory = malloc(3 * count * sizeof *memory);
    RunState kept = {.parameters = memory, .m = memory + count, .v = memory + 2 * count};
    train(session, 150);
    session_keep(session, &kept);
    session_restart(session);
    train(session, 120);
    session_go_to(session, &kept);
    settings.optimizer = OPTIMIZER_SGD;
    settings.rate = 1e30;
    Error error = {0};
    StepMetrics metrics[MOST_STEPS];
    assert_true(session_change(session, &settings, &error));
    assert_true(session_run(session, MOST_STEPS, metrics) < MOST_STEPS);
    session_recover(session, &error);
    assert_int_equal(session->counters.step, 150);
    assert_int_equal(session->lineage.line, 1);
    assert_memory_equal(session->net.parameters, kept.parameters, count * sizeof(real));
    free(memory);
    session_end(session);
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
        cmocka_unit_test(noise_and_penalties_do_not_depend_on_the_number_of_threads),
        cmocka_unit_test(noise_goes_on_after_a_resume_as_if_it_had_never_stopped),
        cmocka_unit_test(without_sampling_a_gaussian_code_is_its_mean),
        cmocka_unit_test(what_is_sampled_is_a_standard_normal),
        cmocka_unit_test(dropout_drops_its_share_and_only_in_training),
        cmocka_unit_test(beta_grows_during_its_warmup),
        cmocka_unit_test(the_test_penalty_is_that_of_training),
        cmocka_unit_test(what_is_corrupted_is_compared_with_the_clean_image),
        cmocka_unit_test(corruption_stays_when_the_batch_changes),
        cmocka_unit_test(chunks_of_any_length_give_the_same_weights),
        cmocka_unit_test(resuming_equals_never_having_stopped),
        cmocka_unit_test(the_loss_curve_of_a_resumed_run_is_the_same_too),
        cmocka_unit_test(another_seed_gives_another_run),
        cmocka_unit_test(an_epoch_drops_the_incomplete_batch),
        cmocka_unit_test(training_lowers_the_loss_on_images_it_has_not_seen),
        cmocka_unit_test(evaluation_does_not_depend_on_the_number_of_threads),
        cmocka_unit_test(a_run_that_diverges_goes_back),
        cmocka_unit_test(a_gaussian_code_that_diverges_goes_back),
        cmocka_unit_test(a_run_gone_back_to_does_not_fall_into_the_one_it_left),
        cmocka_unit_test(a_run_that_diverges_at_once_goes_back_to_its_first_weights),
        cmocka_unit_test(a_batch_that_does_not_fit_changes_nothing),
        cmocka_unit_test(the_batch_can_change_while_training),
        cmocka_unit_test(the_penalty_is_reported_apart),
    };
    return cmocka_run_group_tests(tests, group_init, group_finish);
}
