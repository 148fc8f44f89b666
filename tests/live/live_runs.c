// Runs: trained as headless training does, described, taken back, saved and restored.
#include "live_tests.h"

#include "live_stage.h"

#include "pca.h"
#include "session.h"

#include <math.h>

static void it_trains_shows_and_measures(void **state) {
    (void)state;
    LiveStage stage;
    live_stage_init(&stage, 2);
    live_stage_begin(&stage, &stage.world.narrow);
    ViewRequest request = all_views();
    live_request(stage.live, &request);
    live_stage_send(&stage, (LiveCommand){.kind = COMMAND_STEP, .count = 400});
    const LiveStatus *status = live_stage_status(&stage, at_step, 400);
    assert_int_equal(status->step, 400);
    assert_false(status->running);
    const Views *views = live_stage_views(&stage, has_quality_at, 400);
    const ReconstructionView *shown = &views->reconstruction;
    assert_int_equal(shown->tag.step, 400);
    assert_int_equal(shown->images, 4);
    assert_int_equal(shown->index[2], SMALL_TEST - 1);
    assert_int_equal(shown->label[1], 0);
    size_t size = (size_t)(shown->channels * shown->height * shown->width);
    assert_memory_equal(shown->input.bytes + size, images_pixels(&stage.world.data->test, 3), size);
    double error = 0;
    for (size_t i = 0; i < size; i++)
        error += pow((shown->output.bytes[i] - shown->input.bytes[i]) / 255.0, 2);
    assert_true(fabs(error - (double)shown->score[0].squared_error) < 0.05); // bytes round
    assert_int_equal(views->quality.quality.images, SMALL_TEST);
    assert_true(views->quality.quality.mse < 0.06);
    live_stage_finish(&stage);
}

// A run steered from outside is the run that headless training makes, bit for bit.
static void it_trains_exactly_as_headless_training_does(void **state) {
    (void)state;
    LiveStage stage;
    live_stage_init(&stage, 2);
    live_stage_begin(&stage, &stage.world.deep);
    live_stage_send(&stage, (LiveCommand){.kind = COMMAND_STEP, .count = 13});
    live_stage_status(&stage, at_step, 13);
    live_stage_send(&stage, (LiveCommand){.kind = COMMAND_RATE, .value = 0.01});
    live_stage_send(&stage, (LiveCommand){.kind = COMMAND_STEP, .count = 20});
    live_stage_status(&stage, at_step, 33);
    char path[sizeof stage.world.scratch.path];
    snprintf(path, sizeof path, "%s", scratch_path(&stage.world.scratch, "live.safetensors"));
    live_stage_send_text(&stage, COMMAND_SAVE, path);
    live_stage_status(&stage, has_message, 1);
    Checkpoint checkpoint;
    Error error = {0};
    if (!checkpoint_load(path, &checkpoint, &error))
        fail_msg("%s", error.text);
    Session *session = calloc(1, sizeof *session);
    RunSettings settings = session_defaults();
    StepMetrics metrics[20];
    assert_true(session_init(session, &stage.world.deep, stage.world.data, &settings, 1, &error));
    session_run(session, 13, metrics);
    settings.rate = 0.01;
    assert_true(session_change(session, &settings, &error));
    session_run(session, 20, metrics);
    assert_int_equal(checkpoint.counters.step, 33);
    assert_memory_equal(checkpoint.parameters, session->net.parameters, session->net.parameter_count * sizeof(real));
    assert_memory_equal(checkpoint.m, session->m, session->net.parameter_count * sizeof(real));
    session_finish(session);
    free(session);
    checkpoint_finish(&checkpoint);
    live_stage_finish(&stage);
}

static bool has_pca(const LiveStatus *status, double components) {
    return (double)status->data.pca >= components;
}

static void the_model_and_its_data_are_described(void **state) {
    (void)state;
    LiveStage stage;
    live_stage_init(&stage, 1);
    live_stage_begin(&stage, &stage.world.deep);
    const LiveStatus *status = live_stage_status(&stage, has_pca, 33);
    const LiveModel *model = &status->model;
    assert_string_equal(model->id, "deep");
    assert_int_equal(model->layers, 3);
    assert_string_equal(model->layer[0].text, "dense 33 tanh");
    assert_string_equal(model->layer[0].shape, "33");
    assert_int_equal(model->layer[0].parameters, 64 * 33 + 33);
    assert_int_equal(model->layer[0].part, PART_CODE);
    assert_int_equal(model->layer[2].part, PART_DECODER);
    assert_string_equal(model->activation, "tanh");
    assert_int_equal(status->data.classes, 3);
    assert_string_equal(status->data.class_name[2], "2");
    Pca pca;
    double mse[34];
    assert_true(pca_fit(&pca, &stage.world.data->train, 33, NULL, NULL, NULL));
    assert_true(pca_errors(&pca, &stage.world.data->test, mse, NULL));
    for (int k = 0; k <= 33; k++)
        assert_true(mse[k] == status->data.pca_mse[k] && (k == 0 || mse[k] <= mse[k - 1]));
    pca_finish(&pca);
    live_stage_finish(&stage);
}

static void switching_models_keeps_the_trained_state_of_each(void **state) {
    (void)state;
    LiveStage stage;
    live_stage_init(&stage, 2);
    live_stage_begin(&stage, &stage.world.narrow);
    uint64_t run = live_status(stage.live)->run;
    live_stage_send(&stage, (LiveCommand){.kind = COMMAND_STEP, .count = 60});
    live_stage_status(&stage, at_step, 60);
    double loss = live_status(stage.live)->loss;
    live_stage_send_model(&stage, &stage.world.wide);
    const LiveStatus *status = live_stage_status(&stage, has_done, 4);
    assert_int_not_equal(status->run, run);
    assert_int_equal(status->step, 0);
    live_stage_send_model(&stage, &stage.world.narrow);
    status = live_stage_status(&stage, has_done, 5);
    assert_int_equal(status->run, run);
    assert_int_equal(status->step, 60);
    assert_true(status->loss == loss);
    ViewRequest request = all_views();
    live_request(stage.live, &request);
    const Views *views = live_stage_views(&stage, shows_step, 60);
    assert_int_equal(views->reconstruction.tag.run, run);
    live_stage_finish(&stage);
}

static void an_epoch_stops_at_its_end(void **state) {
    (void)state;
    LiveStage stage;
    live_stage_init(&stage, 1);
    live_stage_begin(&stage, &stage.world.narrow);
    live_stage_send(&stage, (LiveCommand){.kind = COMMAND_BATCH, .count = 40});
    live_stage_send(&stage, (LiveCommand){.kind = COMMAND_STEP, .count = 3});
    live_stage_status(&stage, at_step, 3);
    live_stage_send(&stage, (LiveCommand){.kind = COMMAND_EPOCH});
    const LiveStatus *status = live_stage_status(&stage, has_paused, 5);
    assert_int_equal(status->step, 7); // 300 images hold seven batches of 40
    assert_int_equal(status->epoch_step, 0);
    assert_int_equal(status->epoch, 1);
    live_stage_finish(&stage);
}

static void undo_brings_back_what_a_reset_took(void **state) {
    (void)state;
    LiveStage stage;
    live_stage_init(&stage, 2);
    live_stage_begin(&stage, &stage.world.narrow);
    live_stage_send(&stage, (LiveCommand){.kind = COMMAND_STEP, .count = 50});
    const LiveStatus *status = live_stage_status(&stage, at_step, 50);
    uint64_t generation = status->generation;
    double loss = status->loss;
    live_stage_send(&stage, (LiveCommand){.kind = COMMAND_RESET});
    status = live_stage_status(&stage, has_done, 4);
    assert_int_equal(status->step, 0);
    assert_true(status->undo == UNDO_RESET && status->generation > generation);
    live_stage_send(&stage, (LiveCommand){.kind = COMMAND_UNDO});
    status = live_stage_status(&stage, has_done, 5);
    assert_int_equal(status->step, 50);
    assert_true(status->loss == loss && status->undo != UNDO_RESET);
    assert_true(status->points == 50);
    live_stage_send(&stage, (LiveCommand){.kind = COMMAND_UNDO});
    status = live_stage_status(&stage, has_message, 1);
    assert_true(status->message[0].problem);
    live_stage_finish(&stage);
}

static void a_rate_too_high_pauses_with_a_sentence_and_a_finite_picture(void **state) {
    (void)state;
    LiveStage stage;
    live_stage_init(&stage, 2);
    live_stage_begin(&stage, &stage.world.narrow);
    live_stage_send(&stage, (LiveCommand){.kind = COMMAND_STEP, .count = 150});
    live_stage_status(&stage, at_step, 150);
    live_stage_send(&stage, (LiveCommand){.kind = COMMAND_RATE, .value = 1e6});
    live_stage_send(&stage, (LiveCommand){.kind = COMMAND_OPTIMIZER, .count = OPTIMIZER_SGD});
    // A dead network can stand any rate; together with decay every weight grows by a factor of 10^12 a step.
    live_stage_send(&stage, (LiveCommand){.kind = COMMAND_WEIGHT_DECAY, .value = 1e6});
    live_stage_send(&stage, (LiveCommand){.kind = COMMAND_RUN});
    const LiveStatus *status = live_stage_status(&stage, has_message, 1);
    assert_false(status->running);
    assert_true(status->message[0].problem);
    assert_contains(status->message[0].text, "lower the learning rate");
    uint64_t step = status->step;
    ViewRequest request = all_views();
    live_request(stage.live, &request);
    const Views *views = live_stage_views(&stage, has_quality_at, (double)step);
    assert_true(isfinite(views->quality.quality.mse) && isfinite(views->quality.quality.bce));
    live_stage_finish(&stage);
}

static void what_cannot_be_opened_is_told_and_the_run_goes_on(void **state) {
    (void)state;
    LiveStage stage;
    live_stage_init(&stage, 2);
    live_stage_send(&stage, (LiveCommand){.kind = COMMAND_RUN});
    assert_contains(live_stage_status(&stage, has_message, 1)->message[0].text, "There is no run yet");
    live_stage_begin(&stage, &stage.world.narrow);
    live_stage_send(&stage, (LiveCommand){.kind = COMMAND_RUN});
    live_stage_send_text(&stage, COMMAND_DATA, "/nonexistent/images");
    assert_contains(live_stage_status(&stage, has_message, 2)->message[1].text, "/nonexistent/images");
    live_stage_send_text(&stage, COMMAND_RESTORE, "/nonexistent/run.safetensors");
    assert_contains(live_stage_status(&stage, has_message, 3)->message[2].text, "run.safetensors");
    live_stage_send_text(&stage, COMMAND_SAVE, "/nonexistent/run.safetensors");
    const LiveStatus *status = live_stage_status(&stage, has_message, 4);
    assert_true(status->message[3].problem);
    assert_true(status->running);
    live_stage_status(&stage, at_step, (double)status->step + 50);
    live_stage_finish(&stage);
}

static void a_saved_run_is_restored(void **state) {
    (void)state;
    LiveStage stage;
    live_stage_init(&stage, 2);
    live_stage_begin(&stage, &stage.world.narrow);
    live_stage_send(&stage, (LiveCommand){.kind = COMMAND_STEP, .count = 40});
    double loss = live_stage_status(&stage, at_step, 40)->loss;
    char path[sizeof stage.world.scratch.path];
    snprintf(path, sizeof path, "%s", scratch_path(&stage.world.scratch, "run.safetensors"));
    live_stage_send_text(&stage, COMMAND_SAVE, path);
    live_stage_status(&stage, has_message, 1);
    live_destroy(stage.live);
    live_stage_open(&stage, 1);
    live_stage_send_text(&stage, COMMAND_RESTORE, path);
    const LiveStatus *status = live_stage_status(&stage, at_step, 40);
    assert_string_equal(status->model.id, "narrow");
    assert_int_equal(status->points, 40);
    assert_true(fabs(status->curve[39].reconstruction - loss) < 1e-12);
    live_stage_send(&stage, (LiveCommand){.kind = COMMAND_STEP, .count = 1});
    live_stage_status(&stage, at_step, 41);
    live_stage_finish(&stage);
}

int live_runs(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_trains_shows_and_measures),
        cmocka_unit_test(it_trains_exactly_as_headless_training_does),
        cmocka_unit_test(the_model_and_its_data_are_described),
        cmocka_unit_test(switching_models_keeps_the_trained_state_of_each),
        cmocka_unit_test(an_epoch_stops_at_its_end),
        cmocka_unit_test(undo_brings_back_what_a_reset_took),
        cmocka_unit_test(a_rate_too_high_pauses_with_a_sentence_and_a_finite_picture),
        cmocka_unit_test(what_cannot_be_opened_is_told_and_the_run_goes_on),
        cmocka_unit_test(a_saved_run_is_restored),
    };
    return cmocka_run_group_tests_name("runs", tests, NULL, NULL);
}
