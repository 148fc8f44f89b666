// Every allocation and every step of a save or a load is made to fail once, in turn: each gives a sentence, nothing
// crashes or leaks (under the address sanitizer), and the file on disk is the old or the new run, whole.
#include "checkpoint.h"
#include "faults.h"
#include "library.h"
#include "run_example.h"
#include "scratch.h"
#include "test.h"
#include "whole_file.h"

#include <stdlib.h>
#include <string.h>

static Scratch scratch;

enum { CALLS_MAX = 100000 };

// The file must hold one of the two runs; says which.
static bool holds_new(const char *path, const Checkpoint *old, const Checkpoint *new) {
    Checkpoint found;
    Error error = {0};
    if (!checkpoint_load(path, &found, &error))
        fail_msg("the file on disk is broken: %s", error.text);
    bool is_new = found.settings.seed == new->settings.seed;
    run_assert_same(&found, is_new ? new : old);
    checkpoint_finish(&found);
    return is_new;
}

static void a_save_that_fails_anywhere_leaves_a_whole_file(void **state) {
    (void)state;
    Checkpoint old = run_example(1, true), new = run_example(2, true);
    const char *path = scratch_path(&scratch, "run.safetensors");
    bool failed = true, ok = false;
    long call = 0, refused = 0;
    for (; failed && call < CALLS_MAX; call++) {
        assert_true(checkpoint_save(path, &old, NULL));
        Error error = {0};
        faults_start(call);
        ok = checkpoint_save(path, &new, &error);
        faults_stop(&failed);
        assert_int_equal(!ok, error.text[0] != 0);
        bool is_new = holds_new(path, &old, &new);
        assert_true(is_new || !ok);
        assert_int_equal(scratch_entries(&scratch, 0), 1);
        refused += !ok;
    }
    assert_true(ok);
    assert_true(refused > 100);
    print_message("%ld calls of a save made to fail, %ld refused\n", call - 1, refused);
    checkpoint_finish(&old);
    checkpoint_finish(&new);
}

static void a_save_syncs_the_file_before_it_takes_the_name_and_the_folder_after(void **state) {
    (void)state;
    Checkpoint run = run_example(1, true);
    int before, after;
    faults_start(-1);
    assert_true(checkpoint_save(scratch_path(&scratch, "run.safetensors"), &run, NULL));
    faults_stop(NULL);
    faults_syncs(&before, &after);
    assert_int_equal(before, 1);
    assert_int_equal(after, 1);
    checkpoint_finish(&run);
}

static void an_npz_that_fails_anywhere_leaves_the_old_bytes(void **state) {
    (void)state;
    Checkpoint run = run_example(1, true);
    const char *path = scratch_path(&scratch, "run.npz");
    assert_true(checkpoint_save(path, &run, NULL));
    size_t size, size_now;
    unsigned char *bytes = whole_file(path, &size);
    bool failed = true;
    for (long call = 0; failed && call < CALLS_MAX; call++) {
        Error error = {0};
        faults_start(call);
        bool ok = checkpoint_save(path, &run, &error);
        faults_stop(&failed);
        assert_int_equal(!ok, error.text[0] != 0);
        unsigned char *now = whole_file(path, &size_now);
        assert_int_equal(size, size_now);
        assert_memory_equal(bytes, now, size);
        free(now);
    }
    free(bytes);
    checkpoint_finish(&run);
}

static void a_load_that_fails_anywhere_gives_nothing(void **state) {
    (void)state;
    Checkpoint run = run_example(1, true), found;
    const char *path = scratch_path(&scratch, "run.safetensors");
    assert_true(checkpoint_save(path, &run, NULL));
    bool failed = true, ok = false;
    long call = 0;
    for (; failed && call < CALLS_MAX; call++) {
        Error error = {0};
        faults_start(call);
        ok = checkpoint_load(path, &found, &error);
        faults_stop(&failed);
        assert_int_equal(!ok, error.text[0] != 0);
        assert_int_equal(ok, found.parameters != NULL);
        if (ok)
            run_assert_same(&run, &found);
        checkpoint_finish(&found);
    }
    assert_true(ok);
    assert_true(call > 100);
    print_message("%ld calls of a load made to fail\n", call - 1);
    checkpoint_finish(&run);
}

static void weights_that_fail_to_load_leave_the_net(void **state) {
    (void)state;
    Checkpoint run = run_example(1, false);
    const char *path = scratch_path(&scratch, "run.safetensors");
    assert_true(checkpoint_save(path, &run, NULL));
    Net net;
    assert_true(spec_build(&run.spec, "small", run.image, &net, NULL));
    bool failed = true, ok = false;
    for (long call = 0; failed && call < CALLS_MAX; call++) {
        Error error = {0};
        memset(net.parameters, 0, net.parameter_count * sizeof *net.parameters);
        faults_start(call);
        ok = checkpoint_load_weights(path, &net, &error);
        faults_stop(&failed);
        assert_int_equal(!ok, error.text[0] != 0);
        for (size_t i = 0; i < net.parameter_count; i++)
            assert_true(net.parameters[i] == (ok ? run.parameters[i] : 0));
    }
    assert_true(ok);
    net_finish(&net);
    checkpoint_finish(&run);
}

static void a_model_that_fails_to_be_found_is_an_error(void **state) {
    (void)state;
    static const char text[] = "[encoder]\nlayer = dense 2\n[decoder]\nlayer = dense image\n";
    scratch_write(&scratch, "one.ini", text, strlen(text));
    Library *library = malloc(sizeof *library);
    ModelSpec spec;
    bool failed = true;
    for (long call = 0; failed && call < 100; call++) {
        Error error = {0};
        faults_start(call);
        bool ok = library_load(scratch.folder, library, &error);
        faults_stop(&failed);
        assert_int_equal(!ok, error.text[0] != 0);
        assert_int_equal(library->count, ok);
    }
    for (int known = 0; known < 2; known++) {
        failed = true;
        for (long call = 0; failed && call < 100; call++) {
            Error error = {0};
            faults_start(call);
            bool ok = library_find(scratch.folder, known ? "one" : "two", &spec, &error);
            faults_stop(&failed);
            assert_int_equal(ok, known && !failed);
            assert_int_equal(!ok, error.text[0] != 0);
        }
    }
    free(library);
}

static int set_up(void **state) {
    (void)state;
    faults_watch_jansson();
    scratch_init(&scratch);
    return kernels_choose(NULL) ? 0 : -1;
}

static int tear_down(void **state) {
    (void)state;
    scratch_finish(&scratch);
    return 0;
}

static int empty_folder(void **state) {
    (void)tear_down(state);
    scratch_init(&scratch);
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(a_save_that_fails_anywhere_leaves_a_whole_file, empty_folder),
        cmocka_unit_test_setup(a_save_syncs_the_file_before_it_takes_the_name_and_the_folder_after, empty_folder),
        cmocka_unit_test_setup(an_npz_that_fails_anywhere_leaves_the_old_bytes, empty_folder),
        cmocka_unit_test_setup(a_load_that_fails_anywhere_gives_nothing, empty_folder),
        cmocka_unit_test_setup(weights_that_fail_to_load_leave_the_net, empty_folder),
        cmocka_unit_test_setup(a_model_that_fails_to_be_found_is_an_error, empty_folder),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
