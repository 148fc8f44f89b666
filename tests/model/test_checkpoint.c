// A run on disk comes back bit for bit, and a save that fails leaves the one before.
#include "checkpoint.h"
#include "run_example.h"
#include "safetensors.h"
#include "scratch.h"
#include "test.h"
#include "whole_file.h"

#include <math.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

static Scratch scratch;

static const char *path(void) {
    return scratch_path(&scratch, "run.safetensors");
}

static void save(const Checkpoint *run) {
    Error error = {0};
    if (!checkpoint_save(path(), run, &error))
        fail_msg("%s", error.text);
}

// The full example as it lies on disk, to be changed and saved again.
static Tensors opened(void) {
    Checkpoint run = run_example(1, true);
    save(&run);
    checkpoint_finish(&run);
    Tensors tensors;
    assert_true(safetensors_load(path(), &tensors, NULL));
    return tensors;
}

static Tensor *at(Tensors *tensors, const char *name) {
    Tensor *tensor = (Tensor *)tensors_find(tensors, name);
    assert_non_null(tensor);
    return tensor;
}

static void set_float(Tensors *tensors, const char *name, int index, float value) {
    ((float *)at(tensors, name)->values)[index] = value;
}

static void a_full_run_comes_back_bit_for_bit(void **state) {
    (void)state;
    Checkpoint run = run_example(1, true), again;
    save(&run);
    Error error = {0};
    if (!checkpoint_load(path(), &again, &error))
        fail_msg("%s", error.text);
    run_assert_same(&run, &again);
    checkpoint_finish(&run);
    checkpoint_finish(&again);
    checkpoint_finish(&again); // zeroed by the first
}

static void a_plain_file_has_the_parameters_only(void **state) {
    (void)state;
    Checkpoint run = run_example(1, false), again;
    save(&run);
    Tensors tensors;
    assert_true(safetensors_load(path(), &tensors, NULL));
    assert_int_equal(tensors.count, 4);
    const char *names[] = {"encoder.0.weight", "encoder.0.bias", "decoder.0.weight", "decoder.0.bias"};
    for (int i = 0; i < 4; i++)
        assert_non_null(tensors_find(&tensors, names[i]));
    const Tensor *weight = tensors_find(&tensors, "decoder.0.weight"); // (out, in), as PyTorch's
    assert_int_equal(weight->sizes[0], 4);
    assert_int_equal(weight->sizes[1], 3);
    assert_string_equal(tensors_metadata(&tensors, "hourglass.version"), "1");
    assert_string_equal(tensors_metadata(&tensors, "image"), "1x2x2");
    assert_string_equal(tensors_metadata(&tensors, "step"), "18446744073709551615");
    assert_string_equal(tensors_metadata(&tensors, "shuffle"), "true");
    assert_string_equal(tensors_metadata(&tensors, "sampling"), "false");
    tensors_finish(&tensors);
    assert_true(checkpoint_load(path(), &again, NULL));
    run_assert_same(&run, &again);
    checkpoint_finish(&run);
    checkpoint_finish(&again);
}

static void a_full_run_without_history_yet_comes_back(void **state) {
    (void)state;
    Checkpoint run = run_example(1, true), again;
    run.history_points = 0;
    save(&run);
    assert_true(checkpoint_load(path(), &again, NULL));
    assert_null(again.history);
    assert_non_null(again.m);
    checkpoint_finish(&run);
    checkpoint_finish(&again);
}

static void every_choice_of_settings_comes_back(void **state) {
    (void)state;
    for (int i = 0; i < 12; i++) {
        Checkpoint run = run_example(1, false), again;
        run.settings.initialisation = (Initialisation)(i % 3);
        run.settings.optimizer = i & 1 ? OPTIMIZER_SGD : OPTIMIZER_ADAM;
        run.settings.no_shuffle = i & 2;
        run.settings.no_sampling = i & 4;
        save(&run);
        assert_true(checkpoint_load(path(), &again, NULL));
        run_assert_same(&run, &again);
        checkpoint_finish(&run);
        checkpoint_finish(&again);
    }
}

static void a_path_that_is_not_utf8_does_not_keep_a_run_from_being_saved(void **state) {
    (void)state;
    Checkpoint run = run_example(1, false), again;
    strcpy(run.settings.data, "caf\xe9/\xff");
    save(&run);
    assert_true(checkpoint_load(path(), &again, NULL));
    assert_string_equal(again.settings.data, "caf?/?");
    checkpoint_finish(&run);
    checkpoint_finish(&again);
}

static void an_npz_is_written_where_the_name_says_so(void **state) {
    (void)state;
    Checkpoint run = run_example(1, true), again;
    const char *npz = scratch_path(&scratch, "run.NPZ");
    Error error = {0};
    assert_true(checkpoint_save(npz, &run, &error));
    assert_false(checkpoint_load(npz, &again, &error));
    assert_contains(error.text, "zip archive");
    checkpoint_finish(&run);
}

static Net example_net(void) {
    LayerConfig configs[2];
    assert_true(layer_parse("dense 3 relu", &configs[0], NULL));
    assert_true(layer_parse("dense image", &configs[1], NULL));
    Net net;
    assert_true(net_init(&net, (Shape){1, 2, 2}, configs, 1, 2, NULL, NULL));
    return net;
}

static void weights_alone_are_read_from_a_full_file_into_a_net(void **state) {
    (void)state;
    Checkpoint run = run_example(1, true);
    save(&run);
    Net net = example_net();
    assert_true(checkpoint_load_weights(path(), &net, NULL));
    assert_memory_equal(net.parameters, run.parameters, RUN_PARAMETERS * sizeof(real));
    net_finish(&net);
    checkpoint_finish(&run);
}

static void weights_of_other_programs_need_no_metadata_and_may_be_doubles(void **state) {
    (void)state;
    static const double weight[12] = {0.1}, bias[4] = {1, 2, 3, 4};
    const char *names[] = {"decoder.0.bias", "encoder.0.weight", "decoder.0.weight", "encoder.0.bias"};
    const int sizes[][2] = {{4}, {3, 4}, {4, 3}, {3}};
    Tensors tensors = {.count = 4};
    for (int i = 0; i < 4; i++) {
        tensors.tensor[i] = (Tensor){.type = TENSOR_F64, .dimensions = sizes[i][1] ? 2 : 1, .values = weight};
        strcpy(tensors.tensor[i].name, names[i]);
        memcpy(tensors.tensor[i].sizes, sizes[i], sizeof sizes[i]);
    }
    tensors.tensor[0].values = bias;
    assert_true(safetensors_save(path(), &tensors, NULL));
    Net net = example_net();
    Error error = {0};
    if (!checkpoint_load_weights(path(), &net, &error))
        fail_msg("%s", error.text);
    assert_true(net.parameters[0] == (real)0.1);
    assert_true(net.parameters[RUN_PARAMETERS - 1] == 4);
    net_finish(&net);
}

static void refused_weights_leave_the_net_as_it_was(void **state) {
    (void)state;
    Net net = example_net();
    for (size_t i = 0; i < net.parameter_count; i++)
        net.parameters[i] = 7;
    Tensors tensors = opened();
    set_float(&tensors, "decoder.0.bias", 3, NAN);
    assert_true(safetensors_save(path(), &tensors, NULL));
    tensors_finish(&tensors);
    Error error = {0};
    assert_false(checkpoint_load_weights(path(), &net, &error));
    assert_contains(error.text, "decoder.0.bias");
    assert_false(checkpoint_load_weights("no-such-file", &net, &error));
    tensors = opened();
    strcpy(tensors.tensor[0].name, "more");
    assert_true(safetensors_save(path(), &tensors, NULL));
    tensors_finish(&tensors);
    assert_false(checkpoint_load_weights(path(), &net, &error));
    assert_contains(error.text, "more");
    static const double huge[3] = {1e300};
    tensors = opened();
    Tensor *bias = at(&tensors, "encoder.0.bias");
    bias->type = TENSOR_F64;
    bias->values = huge;
    assert_true(safetensors_save(path(), &tensors, NULL));
    tensors_finish(&tensors);
    assert_false(checkpoint_load_weights(path(), &net, &error));
    assert_contains(error.text, "beyond a float's range");
    for (size_t i = 0; i < net.parameter_count; i++)
        assert_true(net.parameters[i] == 7);
    net_finish(&net);
}

static void a_run_with_nan_does_not_take_a_good_files_place(void **state) {
    (void)state;
    Checkpoint good = run_example(1, true), again;
    save(&good);
    for (int i = 0; i < 4; i++) {
        Checkpoint bad = run_example(2, true);
        real *arrays[] = {bad.parameters, bad.m, bad.v};
        if (i < 3)
            arrays[i][5] = NAN;
        else
            bad.history[5] = INFINITY;
        Error error = {0};
        assert_false(checkpoint_save(path(), &bad, &error));
        assert_contains(error.text, "holds NaN or infinity");
        checkpoint_finish(&bad);
    }
    assert_true(checkpoint_load(path(), &again, NULL));
    run_assert_same(&good, &again);
    checkpoint_finish(&good);
    checkpoint_finish(&again);
}

static void a_spec_that_does_not_build_is_not_saved(void **state) {
    (void)state;
    Checkpoint run = run_example(1, false);
    run.spec.penalty.beta = 1; // and no Gaussian code
    Error error = {0};
    assert_false(checkpoint_save(path(), &run, &error));
    assert_contains(error.text, "beta");
    checkpoint_finish(&run);
}

// A full disk and a limit on file sizes look the same to the writer.
static void a_file_size_limit_leaves_the_old_file_whole_and_no_rest(void **state) {
    (void)state;
    Checkpoint old = run_example(1, true), new = run_example(2, true), again;
    save(&old);
    int files = scratch_entries(&scratch, 0);
    size_t size;
    free(whole_file(path(), &size));
    struct rlimit before, limit;
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    signal(SIGXFSZ, SIG_IGN);
    for (size_t bytes = 0; bytes < size; bytes += 100) {
        limit = (struct rlimit){.rlim_cur = bytes, .rlim_max = before.rlim_max};
        Error error = {0};
        assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
        bool saved = checkpoint_save(path(), &new, &error);
        assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
        assert_false(saved);
        assert_contains(error.text, "run.safetensors");
        assert_int_equal(scratch_entries(&scratch, 0), files);
        assert_true(checkpoint_load(path(), &again, NULL));
        run_assert_same(&old, &again);
        checkpoint_finish(&again);
    }
    signal(SIGXFSZ, SIG_DFL);
    checkpoint_finish(&old);
    checkpoint_finish(&new);
}

static int set_up(void **state) {
    (void)state;
    scratch_init(&scratch);
    return kernels_choose(NULL) ? 0 : -1;
}

static int tear_down(void **state) {
    (void)state;
    scratch_finish(&scratch);
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_full_run_comes_back_bit_for_bit),
        cmocka_unit_test(a_plain_file_has_the_parameters_only),
        cmocka_unit_test(a_full_run_without_history_yet_comes_back),
        cmocka_unit_test(every_choice_of_settings_comes_back),
        cmocka_unit_test(a_path_that_is_not_utf8_does_not_keep_a_run_from_being_saved),
        cmocka_unit_test(an_npz_is_written_where_the_name_says_so),
        cmocka_unit_test(weights_alone_are_read_from_a_full_file_into_a_net),
        cmocka_unit_test(weights_of_other_programs_need_no_metadata_and_may_be_doubles),
        cmocka_unit_test(refused_weights_leave_the_net_as_it_was),
        cmocka_unit_test(a_run_with_nan_does_not_take_a_good_files_place),
        cmocka_unit_test(a_spec_that_does_not_build_is_not_saved),
        cmocka_unit_test(a_file_size_limit_leaves_the_old_file_whole_and_no_rest),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
