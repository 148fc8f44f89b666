// A run that leaves classes out: what is in its batches, what it does not depend on, what is refused.
#include "resampling.h"
#include "session.h"
#include "small_world.h"
#include "test.h"

#include <math.h>
#include <string.h>

enum { KEPT = 200, BATCH = 20, PIXELS = SMALL_SIDE * SMALL_SIDE }; // two of three classes, of a hundred images each

static ClassSet set_of(const char *text) {
    ClassSet set = {0};
    assert_true(class_set_read(text, &set));
    return set;
}

static RunSettings without(const char *classes, int batch) {
    RunSettings settings = session_defaults();
    settings.batch = batch;
    settings.left_out = set_of(classes);
    return settings;
}

static Session *session_start(const SmallWorld *world, const RunSettings *settings, int threads) {
    Session *session = calloc(1, sizeof *session);
    Error error = {0};
    if (!session_init(session, &world->deep, world->data, settings, threads, &error))
        fail_msg("%s", error.text);
    return session;
}

static void session_end(Session *session) {
    session_finish(session);
    free(session);
}

static void train(Session *session, int steps) {
    StepMetrics metrics[200];
    assert_int_equal(session_run(session, steps, metrics), steps);
}

// The training image that a row of the batch is.
static int image_of(const Session *session, int row) {
    const Images *images = &session->data->train;
    const real *pixels = session->pass.target + (size_t)row * PIXELS;
    for (int i = 0; i < images->count; i++) {
        int p = 0;
        while (p < PIXELS && fabs((double)pixels[p] - images_pixels(images, i)[p] / 255.0) < 1e-6)
            p++;
        if (p == PIXELS)
            return i;
    }
    fail_msg("row %d is no training image", row);
    return -1;
}

// Counts the images of an epoch, step by step.
static void count_epoch(Session *session, int seen[SMALL_TRAIN]) {
    memset(seen, 0, SMALL_TRAIN * sizeof *seen);
    assert_int_equal(session_epoch_steps(session), KEPT / BATCH);
    for (int step = 0; step < KEPT / BATCH; step++) {
        train(session, 1);
        for (int row = 0; row < BATCH; row++)
            seen[image_of(session, row)]++;
    }
}

static void an_epoch_has_every_image_of_the_other_classes_once_and_no_other(void **state) {
    const SmallWorld *world = *state;
    for (int shuffle = 0; shuffle < 2; shuffle++) {
        RunSettings settings = without("1", BATCH);
        settings.no_shuffle = !shuffle;
        Session *session = session_start(world, &settings, 2);
        for (int epoch = 0; epoch <= shuffle; epoch++) {
            int seen[SMALL_TRAIN];
            count_epoch(session, seen);
            for (int i = 0; i < SMALL_TRAIN; i++)
                assert_int_equal(seen[i], world->data->train.labels[i] != 1);
            assert_int_equal(session->counters.epoch, epoch + 1);
        }
        session_end(session);
    }
}

static void weights_do_not_depend_on_the_number_of_threads(void **state) {
    const SmallWorld *world = *state;
    RunSettings settings = without("0", 31);
    Session *one = session_start(world, &settings, 1);
    train(one, 20);
    for (int threads = 2; threads <= 5; threads += 3) {
        Session *many = session_start(world, &settings, threads);
        train(many, 20);
        assert_memory_equal(one->net.parameters, many->net.parameters, one->net.parameter_count * sizeof(real));
        session_end(many);
    }
    session_end(one);
}

static void leaving_out_nothing_is_the_run_as_ever(void **state) {
    const SmallWorld *world = *state;
    RunSettings settings = without("", 31), another = without("2", 31);
    Session *all = session_start(world, &settings, 1), *less = session_start(world, &another, 1);
    train(less, 3);
    assert_true(session_leave_out(less, &settings.left_out, NULL));
    session_restart(less);
    train(all, 30);
    train(less, 30);
    assert_memory_equal(all->net.parameters, less->net.parameters, all->net.parameter_count * sizeof(real));
    session_end(all);
    session_end(less);
}

static void a_resumed_run_goes_on_without_the_class(void **state) {
    SmallWorld *world = *state;
    RunSettings settings = without("0,2", 31);
    Session *straight = session_start(world, &settings, 2), *stopped = session_start(world, &settings, 1);
    train(straight, 50);
    train(stopped, 17);
    Error error = {0};
    double history[SERIES_POINTS * HISTORY_COLUMNS];
    Checkpoint checkpoint = session_checkpoint(stopped, true, history), loaded;
    const char *path = scratch_path(&world->scratch, "left.safetensors");
    assert_true(checkpoint_save(path, &checkpoint, &error));
    session_end(stopped);
    if (!checkpoint_load(path, &loaded, &error))
        fail_msg("%s", error.text);
    Session *resumed = session_start(world, &loaded.settings, 2);
    assert_true(session_restore(resumed, &loaded, &error));
    assert_int_equal(resumed->kept.count, 100);
    train(resumed, 33);
    assert_memory_equal(straight->net.parameters, resumed->net.parameters,
                        straight->net.parameter_count * sizeof(real));
    assert_memory_equal(&straight->counters, &resumed->counters, sizeof straight->counters);
    checkpoint_finish(&loaded);
    session_end(straight);
    session_end(resumed);
}

static void refuse(const SmallWorld *world, const Dataset *data, const char *classes, int batch, const char *reason) {
    RunSettings settings = without(classes, batch);
    Session session;
    Error error = {0};
    assert_false(session_init(&session, &world->deep, data, &settings, 1, &error));
    assert_contains(error.text, reason);
}

static void what_cannot_be_left_out_is_refused_with_the_reason(void **state) {
    const SmallWorld *world = *state;
    Dataset unlabelled = *world->data;
    unlabelled.classes = 0;
    unlabelled.train.labels = NULL;
    refuse(world, &unlabelled, "1", 20, "has none");
    refuse(world, world->data, "3", 20, "there is no class 3");
    refuse(world, world->data, "1,255", 20, "the classes 0 to 2");
    refuse(world, world->data, "0,1,2", 20, "none is left");
    refuse(world, world->data, "0,1", 101, "a batch of 101 does not fit the 100 training images");
}

static void a_refused_change_leaves_the_run_as_it_was(void **state) {
    const SmallWorld *world = *state;
    RunSettings settings = without("1", 150);
    Session *session = session_start(world, &settings, 1);
    Error error = {0};
    assert_false(session_leave_out(session, &(ClassSet){{7}}, &error)); // 0, 1, 2
    ClassSet two = set_of("0,1");
    assert_false(session_leave_out(session, &two, &error));
    assert_contains(error.text, "a batch of 150");
    assert_true(session->kept.count == KEPT && class_set_has(&session->settings.left_out, 1));
    settings.batch = 201;
    assert_false(session_change(session, &settings, &error));
    settings.batch = 200;
    assert_true(session_change(session, &settings, &error));
    train(session, 2);
    assert_int_equal(session->counters.epoch, 2);
    session_end(session);
}

// Fewer images are left of the epoch than it now takes.
static void a_larger_batch_begins_the_next_epoch(void **state) {
    const SmallWorld *world = *state;
    RunSettings settings = without("1", 100);
    Session *session = session_start(world, &settings, 1);
    train(session, 1);
    settings.batch = 150;
    assert_true(session_change(session, &settings, NULL));
    assert_true(session->counters.epoch == 1 && session->counters.position == 0);
    train(session, 1);
    for (int row = 0; row < 150; row++)
        assert_true(world->data->train.labels[image_of(session, row)] != 1);
    session_end(session);
}

// A dead unit must not be started from an image that training is never to see.
static void resampling_looks_at_the_same_images_only(void **state) {
    const SmallWorld *world = *state;
    RunSettings settings = without("0,1", BATCH);
    Session *session = session_start(world, &settings, 1);
    Resampling resampling;
    Error error = {0};
    resampling_find(&resampling, session, RESAMPLING_ALL, &error);
    assert_int_equal(resampling.starts, 100);
    for (int i = 0; i < resampling.starts; i++)
        assert_int_equal(world->data->train.labels[resampling.index[i]], 2);
    resampling_finish(&resampling);
    session_end(session);
}

static void sets_of_classes_are_written_and_read(void **state) {
    (void)state;
    char text[CLASS_SET_TEXT];
    ClassSet set = {0}, all = {{UINT64_MAX, UINT64_MAX, UINT64_MAX, UINT64_MAX}};
    class_set_write(&set, text, sizeof text);
    assert_string_equal(text, "");
    set = set_of("9,0,255,63,64");
    assert_true(class_set_count(&set) == 5 && class_set_has(&set, 64) && !class_set_has(&set, 65));
    assert_false(class_set_has(&set, -1) || class_set_has(&set, 256));
    class_set_write(&set, text, sizeof text);
    assert_string_equal(text, "0,9,63,64,255");
    class_set_put(&set, 255, false);
    assert_int_equal(class_set_count(&set), 4);
    class_set_write(&all, text, sizeof text);
    assert_true(class_set_read(text, &set) && class_set_is_same(&set, &all));
    const char *const wrong[] = {",", "1,", ",1", "256", "-1", "1 2", "a", "1,,2"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_false(class_set_read(wrong[i], &set));
    assert_true(class_set_is_same(&set, &all));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_epoch_has_every_image_of_the_other_classes_once_and_no_other),
        cmocka_unit_test(weights_do_not_depend_on_the_number_of_threads),
        cmocka_unit_test(leaving_out_nothing_is_the_run_as_ever),
        cmocka_unit_test(a_resumed_run_goes_on_without_the_class),
        cmocka_unit_test(what_cannot_be_left_out_is_refused_with_the_reason),
        cmocka_unit_test(a_refused_change_leaves_the_run_as_it_was),
        cmocka_unit_test(a_larger_batch_begins_the_next_epoch),
        cmocka_unit_test(resampling_looks_at_the_same_images_only),
        cmocka_unit_test(sets_of_classes_are_written_and_read),
    };
    return cmocka_run_group_tests(tests, small_world_start, small_world_end);
}
