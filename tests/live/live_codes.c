// Codes, exported and shown, are those of their images.
#include "live_tests.h"

#include "live_stage.h"

#include "evaluate.h"
#include "npy.h"

#include <math.h>

static int file_floats(const char *path, float *values, int most) {
    NpyArray array;
    Error error = {0};
    if (!npy_load(path, &array, &error))
        fail_msg("%s", error.text);
    int rows = array.sizes[0], count = rows * array.sizes[1];
    assert_true(count <= most);
    memcpy(values, array.values, (size_t)count * sizeof *values);
    npy_finish(&array);
    return rows;
}

// All codes, and those of images 1, 4 and 6: binary 0100 1010.
static void codes_are_exported_whole_and_chosen(void **state) {
    (void)state;
    enum { MOST = SMALL_TEST * 64 };
    LiveStage stage;
    live_stage_init(&stage, 2);
    live_stage_begin(&stage, &stage.world.narrow);
    live_stage_send(&stage, (LiveCommand){.kind = COMMAND_STEP, .count = 5});
    live_stage_status(&stage, at_step, 5);
    LiveCommand command = {.kind = COMMAND_EXPORT};
    snprintf(command.name, sizeof command.name, "%s", scratch_path(&stage.world.scratch, "all.npy"));
    live_stage_send(&stage, command);
    live_stage_status(&stage, has_message, 1);
    float *all = calloc(2 * MOST, sizeof *all), *some = all + MOST;
    assert_int_equal(file_floats(command.name, all, MOST), SMALL_TEST);
    snprintf(command.name, sizeof command.name, "%s", scratch_path(&stage.world.scratch, "some.npy"));
    snprintf(command.text, sizeof command.text, "4a");
    live_stage_send(&stage, command);
    const LiveStatus *status = live_stage_status(&stage, has_message, 2);
    assert_int_equal(file_floats(command.name, some, MOST), 3);
    size_t units = (size_t)status->model.units;
    const int chosen[] = {1, 4, 6};
    for (size_t i = 0; i < 3; i++)
        assert_memory_equal(some + i * units, all + (size_t)chosen[i] * units, units * sizeof *all);
    assert_true(all[units] != all[4 * units] || all[units + 1] != all[4 * units + 1]);
    snprintf(command.text, sizeof command.text, "0");
    live_stage_send(&stage, command);
    status = live_stage_status(&stage, has_message, 3);
    assert_true(status->message[2].problem);
    snprintf(command.text, sizeof command.text, "xyz");
    Error error;
    assert_false(live_send(stage.live, &command, &error));
    free(all);
    live_stage_finish(&stage);
}

static bool has_codes_at(const Views *views, double step) {
    return views->code.images > 0 && (double)views->code.tag.step == step;
}

static void codes_are_sorted_by_class_and_belong_to_their_images(void **state) {
    (void)state;
    LiveStage stage;
    live_stage_init(&stage, 1);
    live_stage_begin(&stage, &stage.world.wide);
    ViewRequest request = all_views();
    live_request(stage.live, &request);
    live_stage_send(&stage, (LiveCommand){.kind = COMMAND_STEP, .count = 60});
    live_stage_status(&stage, at_step, 60);
    const CodeView *code = &live_stage_views(&stage, has_codes_at, 60)->code;
    assert_int_equal(code->units, 80);
    assert_int_equal(code->images, 30);
    for (int i = 0; i < code->images; i++) {
        assert_int_equal(code->label[i], stage.world.data->test.labels[code->index[i]]);
        assert_true(i == 0 || code->label[i] >= code->label[i - 1]);
    }
    const QualityView *quality = &live_stage_views(&stage, has_quality_at, 60)->quality;
    double l0 = 0;
    for (int u = 0; u < 80; u++)
        l0 += (double)quality->frequency.floats[u];
    assert_true(fabs(l0 - quality->quality.l0) < 1e-3);
    assert_true(quality->points >= 1 && quality->curve[quality->points - 1].step == 60);
    live_stage_finish(&stage);
}

int live_codes(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(codes_are_exported_whole_and_chosen),
        cmocka_unit_test(codes_are_sorted_by_class_and_belong_to_their_images),
    };
    return cmocka_run_group_tests_name("codes", tests, NULL, NULL);
}
