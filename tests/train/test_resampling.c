// Dead units of a run start again: which, from what, and that nothing else is touched.
#include "resampling.h"
#include "score.h"
#include "small_world.h"
#include "test.h"

#include <math.h>

enum { MOST_STEPS = 200 };

static const char CONV[] = "[encoder]\nlayer = conv 4 3x3 stride 2 relu\nlayer = dense 12 relu\n[decoder]\n"
                           "layer = dense back relu\nlayer = reshape back\nlayer = conv_transpose image 4x4 stride 2\n";
static const char NOISY[] = "[encoder]\nlayer = dropout 0.2\nlayer = dense 12 relu\n[decoder]\nlayer = dense image\n"
                            "[corruption]\ngaussian = 0.2\nmask = 0.2\n";

static ModelSpec parsed(const char *text) {
    ModelSpec spec;
    Error error = {0};
    if (!spec_parse(text, "test.ini", &spec, &error))
        fail_msg("%s", error.text);
    return spec;
}

static void train(Session *session, int steps) {
    StepMetrics metrics[MOST_STEPS];
    assert_int_equal(session_run(session, steps, metrics), steps);
}

static int code_layer(const Session *session) {
    return session->net.encoder_layers - 1;
}

// The rows' weights 0, the bias negative: what a relu never lets through.
static void kill(Session *session, const int *units, int count) {
    const Layer *code = &session->net.layer[code_layer(session)];
    size_t inputs = (size_t)shape_size(code->input);
    for (int i = 0; i < count; i++) {
        memset(session->net.parameters + code->parameter[0].offset + (size_t)units[i] * inputs, 0,
               inputs * sizeof(real));
        session->net.parameters[code->parameter[1].offset + (size_t)units[i]] = -1;
    }
    Team solo = team_solo();
    net_prepare(&session->net, &solo);
}

static const int DEAD[] = {2, 3, 7};

// A run of some steps with dead units.
static Session *start(const ModelSpec *spec, const Dataset *data, int threads, int steps) {
    Session *session = calloc(1, sizeof *session);
    RunSettings settings = session_defaults();
    settings.batch = 37;
    Error error = {0};
    if (!session_init(session, spec, data, &settings, threads, &error))
        fail_msg("%s", error.text);
    train(session, steps);
    kill(session, DEAD, 3);
    return session;
}

static void end(Session *session) {
    session_finish(session);
    free(session);
}

static void resample_all(Session *session, Resampling *resampling) {
    Error error = {0};
    if (!resampling_find(resampling, session, RESAMPLING_ALL, &error) || !resampling_apply(resampling, session, &error))
        fail_msg("%s", error.text);
}

static void assert_same(const Session *a, const Session *b) {
    size_t bytes = a->net.parameter_count * sizeof(real);
    assert_memory_equal(a->net.parameters, b->net.parameters, bytes);
    assert_memory_equal(a->m, b->m, bytes);
    assert_memory_equal(a->v, b->v, bytes);
    assert_memory_equal(&a->counters, &b->counters, sizeof a->counters);
}

static void new_starts_do_not_depend_on_the_number_of_threads(void **state) {
    const SmallWorld *world = *state;
    const ModelSpec specs[] = {world->wide, parsed(CONV), parsed(NOISY)};
    for (int i = 0; i < 3; i++) {
        Session *one = start(&specs[i], world->data, 1, 30);
        Resampling of_one, of_many;
        resample_all(one, &of_one);
        train(one, 10);
        for (int threads = 2; threads <= 5; threads += 3) {
            Session *many = start(&specs[i], world->data, threads, 30);
            resample_all(many, &of_many);
            assert_true(of_one.found >= 3 && of_one.found == of_many.found);
            assert_memory_equal(of_one.losses, of_many.losses, (size_t)of_one.starts * sizeof(float));
            assert_memory_equal(of_one.image, of_many.image, (size_t)of_one.found * sizeof(int));
            train(many, 10);
            assert_same(one, many);
            resampling_finish(&of_many);
            end(many);
        }
        resampling_finish(&of_one);
        end(one);
    }
}

// Which element of the flat arrays belongs to this unit of wide: row, bias, column.
static bool belongs(size_t element, int unit) {
    enum { SIZE = SMALL_SIDE * SMALL_SIDE, UNITS = 80, BIAS = UNITS * SIZE, COLUMN = BIAS + UNITS };
    return element / SIZE == (size_t)unit || element == (size_t)(BIAS + unit) ||
           (element >= COLUMN && element < COLUMN + BIAS && (element - COLUMN) % UNITS == (size_t)unit);
}

static void the_unit_named_starts_anew_and_the_others_stay(void **state) {
    const SmallWorld *world = *state;
    Session *session = start(&world->wide, world->data, 2, 30), *before = start(&world->wide, world->data, 1, 30);
    Resampling resampling;
    Error error = {0};
    if (!resampling_find(&resampling, session, 7, &error))
        fail_msg("%s", error.text);
    assert_same(session, before); // looking changes nothing
    assert_true(resampling.found == 1 && resampling.dead[0] == 7);
    assert_true(resampling.looked == SMALL_TRAIN && resampling.starts == SMALL_TRAIN);
    assert_true(resampling_apply(&resampling, session, &error));
    assert_int_equal(resampling.resampled, 1);
    int image = resampling.image[0];
    assert_true(image >= 0 && image < SMALL_TRAIN);
    for (size_t i = 0; i < session->net.parameter_count; i++) {
        bool new = belongs(i, 7);
        assert_true(session->m[i] == (new ? 0 : before->m[i]) && session->v[i] == (new ? 0 : before->v[i]));
        assert_true(new || session->net.parameters[i] == before->net.parameters[i]);
    }
    Pass pass;
    assert_true(pass_init(&pass, &session->net, 1, 1, false, &error));
    ImageSource source = {.images = &world->data->train};
    score_encode(&session->net, &pass, &source, &image, 1); // with weights prepared
    assert_true(net_code(&session->net, &pass)[7] > SCORE_ACTIVE);
    pass_finish(&pass);
    RunCounters counters = session->counters;
    assert_int_equal(counters.resamplings, 1);
    counters.resamplings = 0;
    assert_memory_equal(&counters, &before->counters, sizeof counters);
    assert_true(session->marks.count == 1 && session->marks.mark[0].step == 30 && session->marks.mark[0].units == 1);
    assert_true(session->lineage.line == 2 && session->lineage.forks == 1 && session->lineage.fork[0].line == 1 &&
                session->lineage.fork[0].step == 30);
    resampling_finish(&resampling);
    end(session);
    end(before);
}

static void refuse(const Session *session, int unit, const char *reason) {
    Resampling resampling;
    Error error = {0};
    assert_false(resampling_find(&resampling, session, unit, &error));
    assert_contains(error.text, reason);
    resampling_finish(&resampling);
}

static void units_that_are_alive_or_not_there_are_refused(void **state) {
    const SmallWorld *world = *state;
    Session *session = start(&world->wide, world->data, 2, 30), *conv;
    Resampling resampling;
    assert_true(resampling_find(&resampling, session, RESAMPLING_ALL, NULL));
    int alive = 0;
    for (int i = 0; i < resampling.found && resampling.dead[i] == alive; i++)
        alive++;
    resampling_finish(&resampling);
    char sentence[64];
    snprintf(sentence, sizeof sentence, "Unit %d is alive: it is active for ", alive);
    refuse(session, alive, sentence);
    refuse(session, 80, "There is no unit 80 to resample; the code has 80");
    end(session);
    ModelSpec spec = parsed("[encoder]\nlayer = dense 9 sigmoid\n[decoder]\nlayer = dense image\n");
    session = start(&spec, world->data, 2, 3);
    refuse(session, RESAMPLING_ALL, "No unit is dead: each of the 9 is active for some of 300 training images");
    end(session);
    spec = parsed("[encoder]\nlayer = conv 9 3x3 relu\n[decoder]\nlayer = conv image 3x3\n");
    conv = start(&spec, world->data, 1, 1);
    refuse(conv, 2, "made by a conv layer cannot be resampled");
    end(conv);
}

// The next batch is the same, and so is what is done to its images.
static void other_streams_are_not_disturbed(void **state) {
    const SmallWorld *world = *state;
    ModelSpec spec = parsed(NOISY);
    Session *session = start(&spec, world->data, 2, 20), *before = start(&spec, world->data, 2, 20);
    Resampling resampling;
    resample_all(session, &resampling);
    train(session, 1);
    train(before, 1);
    size_t bytes = 37 * SMALL_SIDE * SMALL_SIDE * sizeof(real);
    assert_memory_equal(session->pass.target, before->pass.target, bytes);
    assert_memory_equal(session->pass.activation[0], before->pass.activation[0], bytes);
    assert_memory_equal(session->pass.activation[1], before->pass.activation[1], bytes); // after dropout
    assert_true(session->last.loss != before->last.loss);
    resampling_finish(&resampling);
    end(session);
    end(before);
}

// The same commands give the same weights; the same command again, after an undo, draws other images.
static void each_resampling_draws_anew_and_in_the_same_order(void **state) {
    const SmallWorld *world = *state;
    int image[2][2][80], found = 0;
    for (int i = 0; i < 2; i++) {
        Session *session = start(&world->wide, world->data, 1 + i, 30);
        size_t count = session->net.parameter_count;
        real *memory = malloc(3 * count * sizeof *memory);
        RunState before = {.parameters = memory, .m = memory + count, .v = memory + 2 * count};
        session_keep(session, &before);
        for (int k = 0; k < 2; k++) {
            Resampling resampling;
            resample_all(session, &resampling);
            found = resampling.found;
            memcpy(image[i][k], resampling.image, (size_t)found * sizeof(int));
            resampling_finish(&resampling);
            uint64_t resamplings = session->counters.resamplings;
            session_go_to(session, &before);
            session->counters.resamplings = resamplings;
        }
        free(memory);
        end(session);
    }
    for (int k = 0; k < 2; k++)
        assert_memory_equal(image[0][k], image[1][k], (size_t)found * sizeof(int));
    assert_memory_not_equal(image[0][0], image[0][1], (size_t)found * sizeof(int));
}

static void a_resumed_run_has_its_marks_and_draws_as_if_it_had_never_stopped(void **state) {
    SmallWorld *world = *state;
    Session *straight = start(&world->wide, world->data, 2, 30);
    Resampling resampling;
    Error error = {0};
    resample_all(straight, &resampling);
    resampling_finish(&resampling);
    train(straight, 5);
    double history[SERIES_POINTS * HISTORY_COLUMNS];
    Checkpoint checkpoint = session_checkpoint(straight, true, history), loaded;
    const char *path = scratch_path(&world->scratch, "resampled.safetensors");
    assert_true(checkpoint_save(path, &checkpoint, &error));
    if (!checkpoint_load(path, &loaded, &error))
        fail_msg("%s", error.text);
    Session *resumed = start(&loaded.spec, world->data, 1, 0);
    assert_true(session_change(resumed, &loaded.settings, &error) && session_restore(resumed, &loaded, &error));
    assert_true(resumed->marks.count == 1 && resumed->marks.mark[0].step == 30);
    assert_int_equal(resumed->marks.mark[0].units, straight->marks.mark[0].units);
    Session *both[] = {straight, resumed};
    for (int i = 0; i < 2; i++) {
        kill(both[i], DEAD, 2);
        resample_all(both[i], &resampling);
        resampling_finish(&resampling);
        train(both[i], 5);
    }
    assert_same(straight, resumed);
    assert_int_equal(resumed->counters.resamplings, 2);
    session_restart(resumed);
    assert_true(resumed->marks.count == 0 && resumed->counters.resamplings == 0);
    checkpoint_finish(&loaded);
    end(straight);
    end(resumed);
}

// What was safe before the resampling is not the run's any more.
static void a_run_that_breaks_afterwards_does_not_fall_back_before_it(void **state) {
    const SmallWorld *world = *state;
    Session *session = start(&world->wide, world->data, 2, 120);
    Resampling resampling;
    Error error = {0};
    resample_all(session, &resampling);
    real row = session->net.parameters[7 * SMALL_SIDE * SMALL_SIDE + 27];
    RunSettings settings = session->settings;
    settings.rate = 1e6;
    settings.optimizer = OPTIMIZER_SGD;
    assert_true(session_change(session, &settings, &error));
    session->spec.penalty.weight_decay = 1e6;
    StepMetrics metrics[MOST_STEPS];
    assert_true(session_run(session, MOST_STEPS, metrics) < MOST_STEPS);
    session_recover(session, &error);
    assert_int_equal(session->counters.step, 120);
    assert_true(row != 0 && session->net.parameters[7 * SMALL_SIDE * SMALL_SIDE + 27] == row);
    resampling_finish(&resampling);
    end(session);
}

static int begin_world(void **state) {
    SmallWorld *world = malloc(sizeof *world);
    small_world_init(world);
    *state = world;
    return 0;
}

static int end_world(void **state) {
    small_world_finish(*state);
    free(*state);
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(new_starts_do_not_depend_on_the_number_of_threads),
        cmocka_unit_test(the_unit_named_starts_anew_and_the_others_stay),
        cmocka_unit_test(units_that_are_alive_or_not_there_are_refused),
        cmocka_unit_test(other_streams_are_not_disturbed),
        cmocka_unit_test(each_resampling_draws_anew_and_in_the_same_order),
        cmocka_unit_test(a_resumed_run_has_its_marks_and_draws_as_if_it_had_never_stopped),
        cmocka_unit_test(a_run_that_breaks_afterwards_does_not_fall_back_before_it),
    };
    kernels_choose(NULL);
    return cmocka_run_group_tests(tests, begin_world, end_world);
}
