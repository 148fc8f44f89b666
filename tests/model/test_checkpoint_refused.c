// Checkpoints that are broken or do not fit are refused whole, with the reason.
#include "checkpoint.h"
#include "run_example.h"
#include "safetensors.h"
#include "scratch.h"
#include "test.h"
#include "whole_file.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

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

static void drop(Tensors *tensors, const char *name) {
    Tensor *tensor = at(tensors, name);
    *tensor = tensors->tensor[--tensors->count];
}

// NULL removes the entry.
static void set_text(Tensors *tensors, const char *key, const char *value) {
    for (int i = 0; i < tensors->metadata_count; i++)
        if (strcmp(tensors->metadata[i].key, key) == 0) {
            free(tensors->metadata[i].value);
            tensors->metadata[i].value = value ? strdup(value) : NULL;
            if (!value)
                tensors->metadata[i] = tensors->metadata[--tensors->metadata_count];
            return;
        }
    fail_msg("no metadata %s", key);
}

// Saves the changed file and sees that it is refused for this reason, with nothing half-loaded. Ends the tensors.
static void refuse(Tensors *tensors, const char *reason) {
    assert_true(safetensors_save(path(), tensors, NULL));
    tensors_finish(tensors);
    Checkpoint run;
    memset(&run, 0x55, sizeof run);
    Error error = {0};
    if (checkpoint_load(path(), &run, &error))
        fail_msg("not refused: %s", reason);
    assert_contains(error.text, reason);
    assert_contains(error.text, "run.safetensors");
    assert_null(run.parameters);
    assert_null(run.m);
    assert_null(run.history);
    checkpoint_finish(&run);
}

static void a_file_that_is_no_checkpoint_or_missing_is_refused(void **state) {
    (void)state;
    scratch_write(&scratch, "run.safetensors", "hello, this is a text", 21);
    Checkpoint run;
    Error error = {0};
    assert_false(checkpoint_load(path(), &run, &error));
    assert_contains(error.text, "run.safetensors");
    assert_false(checkpoint_load("no-such-file", &run, &error));
    assert_contains(error.text, "no-such-file");
}

static void a_file_cut_off_anywhere_is_refused(void **state) {
    (void)state;
    Checkpoint run = run_example(1, true);
    save(&run);
    checkpoint_finish(&run);
    size_t size;
    unsigned char *bytes = whole_file(path(), &size);
    for (size_t length = 0; length < size; length += 7) {
        scratch_write(&scratch, "run.safetensors", bytes, length);
        Error error = {0};
        assert_false(checkpoint_load(path(), &run, &error));
        assert_contains(error.text, "run.safetensors");
    }
    free(bytes);
}

static void nan_and_infinity_are_refused_and_the_tensor_named(void **state) {
    (void)state;
    const char *names[] = {"encoder.0.weight", "decoder.0.bias", "optimizer.m.encoder.0.bias",
                           "optimizer.v.decoder.0.weight"};
    const float values[] = {NAN, INFINITY, -INFINITY};
    for (int i = 0; i < 12; i++) {
        Tensors tensors = opened();
        set_float(&tensors, names[i / 3], 2, values[i % 3]);
        char reason[96];
        snprintf(reason, sizeof reason, "the tensor %s holds NaN, infinity", names[i / 3]);
        refuse(&tensors, reason);
    }
    Tensors tensors = opened();
    ((double *)at(&tensors, "history.loss")->values)[4] = NAN;
    refuse(&tensors, "the tensor history.loss holds NaN");
}

static void a_second_moment_below_zero_is_refused(void **state) {
    (void)state;
    Tensors tensors = opened();
    set_float(&tensors, "optimizer.v.encoder.0.bias", 1, -0.5f);
    refuse(&tensors, "optimizer.v.encoder.0.bias holds -0.5");
}

static void missing_tensors_are_named(void **state) {
    (void)state;
    const char *names[] = {"encoder.0.bias", "optimizer.m.encoder.0.bias", "optimizer.v.decoder.0.weight"};
    for (int i = 0; i < 3; i++) {
        Tensors tensors = opened();
        drop(&tensors, names[i]);
        char reason[96];
        snprintf(reason, sizeof reason, "the tensor %s is missing", names[i]);
        refuse(&tensors, reason);
    }
}

static void one_kind_of_moments_without_the_other_is_refused(void **state) {
    (void)state;
    for (int kind = 0; kind < 2; kind++) {
        Tensors tensors = opened();
        for (int i = tensors.count; i-- > 0;)
            if (strncmp(tensors.tensor[i].name, kind ? "optimizer.v." : "optimizer.m.", 12) == 0)
                tensors.tensor[i] = tensors.tensor[--tensors.count];
        refuse(&tensors, kind ? "the tensor optimizer.v.encoder.0.weight is missing"
                              : "the tensor optimizer.m.encoder.0.weight is missing");
    }
}

static void unknown_tensors_are_named(void **state) {
    (void)state;
    const char *names[] = {"encoder.1.weight", "optimizer.m.other", "optimizer.x.encoder.0.bias", "history.losses"};
    for (int i = 0; i < 4; i++) {
        Tensors tensors = opened();
        Tensor *tensor = &tensors.tensor[tensors.count++];
        *tensor = *at(&tensors, "encoder.0.bias");
        strcpy(tensor->name, names[i]);
        refuse(&tensors, names[i]);
    }
}

static void other_shapes_are_refused_with_both(void **state) {
    (void)state;
    Tensors tensors = opened();
    Tensor *weight = at(&tensors, "encoder.0.weight");
    weight->sizes[0] = 4;
    weight->sizes[1] = 3;
    refuse(&tensors, "the tensor encoder.0.weight has the shape 4×3; this model needs 3×4");
    tensors = opened();
    weight = at(&tensors, "encoder.0.weight");
    weight->dimensions = 1;
    weight->sizes[0] = 12;
    refuse(&tensors, "has the shape 12; this model needs 3×4");
    tensors = opened();
    Tensor *moment = at(&tensors, "optimizer.m.encoder.0.bias");
    moment->dimensions = 2;
    moment->sizes[1] = 1;
    refuse(&tensors, "optimizer.m.encoder.0.bias has the shape 3×1");
    tensors = opened();
    Tensor *history = at(&tensors, "history.loss");
    history->sizes[0] = 3;
    history->sizes[1] = 5;
    refuse(&tensors, "history.loss has the shape 3×5; expected n×3");
    tensors = opened();
    history = at(&tensors, "history.loss");
    history->dimensions = 1;
    history->sizes[0] = 15;
    refuse(&tensors, "history.loss has the shape 15; expected n×3");
}

static void a_newer_format_is_refused_and_says_so(void **state) {
    (void)state;
    Tensors tensors = opened();
    set_text(&tensors, "hourglass.version", "2");
    refuse(&tensors, "was made by a newer version of Hourglass (format 2; this program reads 1)");
    const char *texts[] = {"0", "-1", "one", "", "99999999999999999999"};
    for (int i = 0; i < 5; i++) {
        tensors = opened();
        set_text(&tensors, "hourglass.version", texts[i]);
        refuse(&tensors, "expected a format number");
    }
}

static void a_file_without_a_model_says_how_to_use_it(void **state) {
    (void)state;
    Tensors tensors = opened();
    while (tensors.metadata_count)
        set_text(&tensors, tensors.metadata[0].key, NULL);
    refuse(&tensors, "--init");
    tensors = opened();
    set_text(&tensors, "model", NULL);
    refuse(&tensors, "the model is missing");
}

static void a_model_that_is_wrong_is_refused_with_its_line(void **state) {
    (void)state;
    Tensors tensors = opened();
    set_text(&tensors, "model", "[encoder]\nlayer = densse 3\n");
    refuse(&tensors, "run.safetensors (model):2: unknown layer type 'densse'");
    tensors = opened();
    set_text(&tensors, "model", "[encoder]\nlayer = dense 3\n[decoder]\nlayer = dense 5\n");
    refuse(&tensors, "run.safetensors (model):4: ");
    tensors = opened();
    set_text(&tensors, "model", "[encoder]\nlayer = dense 3\n[decoder]\nlayer = dense image\n[penalty]\nbeta = 1\n");
    refuse(&tensors, "beta = 1 weighs the KL divergence of a Gaussian code");
}

static void every_setting_is_needed(void **state) {
    (void)state;
    const char *keys[] = {"model_id", "image",    "data",           "batch",    "optimizer",
                          "rate",     "momentum", "initialisation", "seed",     "shuffle",
                          "sampling", "step",     "epoch",          "position", "updates"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        Tensors tensors = opened();
        set_text(&tensors, keys[i], NULL);
        char reason[64];
        snprintf(reason, sizeof reason, "the setting '%s' is missing", keys[i]);
        refuse(&tensors, reason);
    }
}

// Files from before there were such settings open all the same.
static void what_came_later_may_be_missing(void **state) {
    (void)state;
    Tensors tensors = opened();
    set_text(&tensors, "resamplings", NULL);
    set_text(&tensors, "history.marks", NULL);
    set_text(&tensors, "left_out", NULL);
    Checkpoint run;
    Error error = {0};
    assert_true(safetensors_save(path(), &tensors, &error));
    tensors_finish(&tensors);
    if (!checkpoint_load(path(), &run, &error))
        fail_msg("%s", error.text);
    assert_true(run.counters.resamplings == 0 && run.counters.updates == 17 && run.marks.count == 0);
    assert_int_equal(class_set_count(&run.settings.left_out), 0);
    checkpoint_finish(&run);
}

static void settings_that_no_run_can_have_are_refused(void **state) {
    (void)state;
    char *const longest = malloc(513);
    memset(longest, 'x', 512);
    longest[512] = 0;
    const char *texts[][2] = {{"image", "1x2"},
                              {"image", "1x2x2x2"},
                              {"image", "0x2x2"},
                              {"image", "1x2xtwo"},
                              {"image", "1024x1024x2"},
                              {"image", "1048576x1048576x1048576"},
                              {"image", ""},
                              {"resamplings", "-1"},
                              {"history.marks", "120 resample"},
                              {"left_out", "256"},
                              {"batch", "0"},
                              {"batch", "1048577"},
                              {"batch", "x"},
                              {"optimizer", "adamw"},
                              {"rate", "-1"},
                              {"rate", "nan"},
                              {"momentum", "-0.5"},
                              {"initialisation", "x"},
                              {"seed", "-1"},
                              {"seed", "18446744073709551616"},
                              {"shuffle", "yes"},
                              {"sampling", ""},
                              {"step", "1.5"},
                              {"epoch", "x"},
                              {"position", " 1"},
                              {"updates", "1 "},
                              {"data", longest},
                              {"model_id", longest}};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        Tensors tensors = opened();
        set_text(&tensors, texts[i][0], texts[i][1]);
        char reason[64];
        snprintf(reason, sizeof reason, " as %s, found '", texts[i][0]);
        refuse(&tensors, reason);
    }
    free(longest);
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
        cmocka_unit_test(a_file_that_is_no_checkpoint_or_missing_is_refused),
        cmocka_unit_test(a_file_cut_off_anywhere_is_refused),
        cmocka_unit_test(nan_and_infinity_are_refused_and_the_tensor_named),
        cmocka_unit_test(a_second_moment_below_zero_is_refused),
        cmocka_unit_test(missing_tensors_are_named),
        cmocka_unit_test(one_kind_of_moments_without_the_other_is_refused),
        cmocka_unit_test(unknown_tensors_are_named),
        cmocka_unit_test(other_shapes_are_refused_with_both),
        cmocka_unit_test(a_newer_format_is_refused_and_says_so),
        cmocka_unit_test(a_file_without_a_model_says_how_to_use_it),
        cmocka_unit_test(a_model_that_is_wrong_is_refused_with_its_line),
        cmocka_unit_test(every_setting_is_needed),
        cmocka_unit_test(what_came_later_may_be_missing),
        cmocka_unit_test(settings_that_no_run_can_have_are_refused),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
