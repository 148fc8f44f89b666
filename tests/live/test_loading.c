// Folders of pictures in the running program: progress while they load, what was skipped, an end that does not wait.
#include "clock.h"
#include "live.h"
#include "png.h"
#include "scratch.h"
#include "test.h"

#include <pthread.h>
#include <stdatomic.h>

#define PATIENCE 30.0

enum { SIDE = 8, PICTURES = 12 };

static atomic_int decoded, allowed; // pictures that were decoded, and how many may be

// Waits until one more is allowed. Every picture is a ramp, so that there is something to learn.
static bool decode(const char *path, uint8_t **pixels, int *width, int *height, int *channels, Error *reason) {
    (void)path;
    (void)reason;
    while (atomic_load(&decoded) >= atomic_load(&allowed))
        clock_sleep(0.001);
    atomic_fetch_add(&decoded, 1);
    *width = *height = SIDE;
    *channels = 1;
    *pixels = malloc(SIDE * SIDE);
    for (int i = 0; i < SIDE * SIDE; i++)
        (*pixels)[i] = (uint8_t)(3 * i);
    return true;
}

static int begin(void **state) {
    static Scratch scratch;
    scratch_init(&scratch);
    unsigned char header[64];
    size_t size = png_put_header(header, SIDE, SIDE, 0);
    for (int i = 0; i < PICTURES; i++) {
        char name[32];
        snprintf(name, sizeof name, "%02d.png", i);
        scratch_write(&scratch, name, header, size);
    }
    const char model[] = "[encoder]\nlayer = dense 3\n[decoder]\nlayer = dense image\n";
    scratch_write(&scratch, "model.ini", model, strlen(model));
    atomic_store(&decoded, 0);
    atomic_store(&allowed, 0);
    *state = &scratch;
    return 0;
}

static int end(void **state) {
    scratch_finish(*state);
    return 0;
}

static Live *open_folder(Scratch *scratch) {
    Error error = {""};
    Live *live = live_create(&(LiveDesc){.threads = 1, .decode = decode}, &error);
    if (!live)
        fail_msg("%s", error.text);
    LiveCommand data = {.kind = COMMAND_DATA}, model = {.kind = COMMAND_MODEL};
    snprintf(data.text, sizeof data.text, "%s", scratch->folder);
    snprintf(model.text, sizeof model.text, "%s", scratch_path(scratch, "model.ini"));
    assert_true(live_send(live, &data, &error));
    assert_true(live_send(live, &model, &error));
    return live;
}

static const LiveStatus *wait_for(Live *live, bool (*test)(const LiveStatus *status)) {
    double until = clock_seconds() + PATIENCE;
    for (;;) {
        const LiveStatus *status = live_status(live);
        if (test(status))
            return status;
        if (clock_seconds() > until)
            fail_msg("nothing came for %g seconds", PATIENCE);
        clock_sleep(0.001);
    }
}

// Headers are a tenth of the work, pictures the rest.
static bool half_is_there(const LiveStatus *status) {
    return status->progress > 0.5 && status->progress < 0.6;
}

static bool has_run(const LiveStatus *status) {
    return status->run > 0 && !status->loading;
}

static void progress_and_what_was_skipped_are_told(void **state) {
    Live *live = open_folder(*state);
    assert_true(live_status(live)->progress < 0 || live_status(live)->loading);
    atomic_store(&allowed, PICTURES / 2);
    const LiveStatus *status = wait_for(live, half_is_there);
    assert_true(status->loading);
    atomic_store(&allowed, PICTURES);
    status = wait_for(live, has_run);
    assert_true(status->progress < 0);
    assert_int_equal(status->data.train_images, 10);
    assert_int_equal(status->data.test_images, 2);
    assert_int_equal(status->data.classes, 0);
    assert_false(status->message[0].problem);
    assert_contains(status->message[0].text, "Skipped 1 of 13 files: model.ini (not a PNG or JPEG picture).");
    assert_int_equal(status->settings.batch, 10); // there are no more
    live_destroy(live);
}

static void a_folder_that_has_changed_is_another_data_set(void **state) {
    atomic_store(&allowed, 100);
    Live *live = open_folder(*state);
    uint64_t run = wait_for(live, has_run)->run;
    remove(scratch_path(*state, "00.png"));
    LiveCommand data = {.kind = COMMAND_DATA};
    snprintf(data.text, sizeof data.text, "%s", ((Scratch *)*state)->folder);
    assert_true(live_send(live, &data, NULL));
    double until = clock_seconds() + PATIENCE;
    while (live_status(live)->run == run && clock_seconds() < until)
        clock_sleep(0.001);
    const LiveStatus *status = wait_for(live, has_run);
    assert_true(status->run != run);
    assert_int_equal(status->data.test_images, 1); // of 11
    live_destroy(live);
}

static bool loads(const LiveStatus *status) {
    return status->progress >= 0;
}

static void *allow_one_more(void *context) {
    (void)context;
    clock_sleep(0.1);
    atomic_fetch_add(&allowed, 1);
    return NULL;
}

static void leaving_does_not_wait_for_the_rest(void **state) {
    Live *live = open_folder(*state);
    wait_for(live, loads);
    atomic_store(&allowed, 1);
    pthread_t helper;
    assert_int_equal(pthread_create(&helper, NULL, allow_one_more, NULL), 0);
    live_destroy(live); // while the second picture is being decoded, or before it
    pthread_join(helper, NULL);
    assert_true(atomic_load(&decoded) <= 2);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(progress_and_what_was_skipped_are_told, begin, end),
        cmocka_unit_test_setup_teardown(a_folder_that_has_changed_is_another_data_set, begin, end),
        cmocka_unit_test_setup_teardown(leaving_does_not_wait_for_the_rest, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
