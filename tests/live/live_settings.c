// Settings and commands: act at once, start anew where they must, are refused where they make no sense.
#include "live_tests.h"

#include "live_stage.h"

#include "clock.h"
#include "session.h"

#include <math.h>

static bool has_rate(const LiveStatus *status, double rate) {
    return status->settings.rate == rate;
}

static void another_activation_of_the_code_starts_anew(void **state) {
    (void)state;
    LiveStage stage;
    live_stage_init(&stage, 1);
    live_stage_begin(&stage, &stage.world.narrow);
    live_stage_send(&stage, (LiveCommand){.kind = COMMAND_STEP, .count = 5});
    live_stage_status(&stage, at_step, 5);
    live_stage_send_text(&stage, COMMAND_ACTIVATION, "sigmoid");
    const LiveStatus *status = live_stage_status(&stage, has_done, 4);
    assert_string_equal(status->model.activation, "sigmoid");
    assert_int_equal(status->step, 0);
    live_stage_send_text(&stage, COMMAND_ACTIVATION, "sine");
    assert_contains(live_stage_status(&stage, has_message, 1)->message[0].text, "Unknown activation 'sine'");
    live_stage_finish(&stage);
}

static void settings_act_while_it_trains(void **state) {
    (void)state;
    LiveStage stage;
    live_stage_init(&stage, 2);
    live_stage_begin(&stage, &stage.world.wide);
    live_stage_send(&stage, (LiveCommand){.kind = COMMAND_RUN});
    live_stage_send(&stage, (LiveCommand){.kind = COMMAND_BATCH, .count = 17});
    live_stage_send(&stage, (LiveCommand){.kind = COMMAND_L1, .value = 0.5});
    live_stage_send(&stage, (LiveCommand){.kind = COMMAND_WEIGHT_DECAY, .value = 0.001});
    live_stage_send(&stage, (LiveCommand){.kind = COMMAND_OPTIMIZER, .count = OPTIMIZER_SGD});
    live_stage_send(&stage, (LiveCommand){.kind = COMMAND_MOMENTUM, .value = 0.25});
    live_stage_send(&stage, (LiveCommand){.kind = COMMAND_RATE, .value = 1e-5});
    const LiveStatus *status = live_stage_status(&stage, has_rate, 1e-5);
    assert_true(status->running);
    assert_int_equal(status->settings.batch, 17);
    assert_true(status->settings.l1 == 0.5 && status->settings.weight_decay == 0.001);
    assert_int_equal(status->settings.optimizer, OPTIMIZER_SGD);
    assert_true(status->settings.momentum == 0.25);
    status = live_stage_status(&stage, at_step, (double)status->step + 100);
    assert_true(status->images_per_second > 0);
    assert_true(isfinite(status->loss) && status->penalty > 0);
    live_stage_send(&stage, (LiveCommand){.kind = COMMAND_PAUSE});
    live_stage_status(&stage, has_paused, 10);
    live_stage_finish(&stage);
}

static bool has_beta(const LiveStatus *status, double beta) {
    return status->settings.beta == beta;
}

// Each model says what its code is, so that its own penalties can be offered; they act at once.
static void a_code_has_the_penalties_that_make_sense_for_it(void **state) {
    (void)state;
    LiveStage stage;
    live_stage_init(&stage, 2);
    ModelSpec drawn, coins, chosen;
    live_stage_describe(&stage, &drawn, "drawn", "[encoder]\nlayer = gaussian 3\n[decoder]\nlayer = dense image\n");
    live_stage_describe(&stage, &coins, "coins",
                        "[encoder]\nlayer = dense 9 sigmoid\n[decoder]\nlayer = dense image\n");
    live_stage_describe(&stage, &chosen, "chosen",
                        "[encoder]\nlayer = dense 9\nlayer = topk 2\n[decoder]\nlayer = dense image\n");
    live_stage_begin(&stage, &drawn);
    live_stage_send(&stage, (LiveCommand){.kind = COMMAND_BETA, .value = 0.25});
    const LiveStatus *status = live_stage_status(&stage, has_beta, 0.25);
    assert_true(status->model.gaussian && !status->model.activates && !status->model.sigmoid && !status->model.sparse);
    live_stage_send(&stage, (LiveCommand){.kind = COMMAND_STEP, .count = 5});
    status = live_stage_status(&stage, at_step, 5);
    assert_true(status->penalty > 0);
    ViewRequest request = all_views();
    live_request(stage.live, &request);
    const Views *views = live_stage_views(&stage, has_quality_at, 5);
    const TestPoint *point = &views->quality.curve[views->quality.points - 1];
    assert_true(fabs(point->penalty - 0.25 * views->quality.quality.kl) < 1e-12 && point->penalty > 0);
    live_stage_send_model(&stage, &coins);
    live_stage_send(&stage, (LiveCommand){.kind = COMMAND_KL, .value = 2});
    live_stage_send(&stage, (LiveCommand){.kind = COMMAND_RHO, .value = 0.2});
    live_stage_send(&stage, (LiveCommand){.kind = COMMAND_STEP, .count = 3});
    status = live_stage_status(&stage, has_done, 8);
    assert_true(status->model.sigmoid && status->model.activates && !status->model.gaussian);
    assert_true(status->settings.kl == 2 && status->settings.rho == 0.2);
    views = live_stage_views(&stage, has_quality_at, 3);
    point = &views->quality.curve[views->quality.points - 1];
    assert_true(fabs(point->penalty - 2 * views->quality.quality.sparsity) < 1e-12 && point->penalty > 0);
    uint64_t run = live_status(stage.live)->run; // the same lines with shared weights are another network
    live_stage_describe(&stage, &coins, "coins",
                        "[model]\ntied = yes\n[encoder]\nlayer = dense 9 sigmoid\n[decoder]\nlayer = dense image\n");
    live_stage_send_model(&stage, &coins);
    status = live_stage_status(&stage, has_done, 9);
    assert_true(status->run != run && status->step == 0);
    live_stage_send_model(&stage, &chosen);
    status = live_stage_status(&stage, has_done, 10);
    assert_true(status->model.sparse && !status->model.activates);
    live_stage_send(&stage, (LiveCommand){.kind = COMMAND_BETA, .value = 1});
    assert_contains(live_stage_status(&stage, has_message, 1)->message[0].text, "β weighs");
    live_stage_send_text(&stage, COMMAND_ACTIVATION, "relu");
    assert_contains(live_stage_status(&stage, has_message, 2)->message[1].text, "no activation to choose");
    live_stage_finish(&stage);
}

static bool sees_corrupted(const Views *views, double corrupted) {
    const ReconstructionView *shown = &views->reconstruction;
    return shown->images > 0 && shown->corrupts == (corrupted > 0) &&
           (views->quality.quality.input_mse > 0) == (corrupted > 0) && views->quality.tag.run > 0;
}

// Also while nothing trains: what is shown follows the slider.
static void corruption_shows_at_once_and_leaves_the_image_as_it_is(void **state) {
    (void)state;
    LiveStage stage;
    live_stage_init(&stage, 2);
    live_stage_begin(&stage, &stage.world.narrow);
    ViewRequest request = all_views();
    live_request(stage.live, &request);
    live_stage_send(&stage, (LiveCommand){.kind = COMMAND_STEP, .count = 20});
    live_stage_views(&stage, has_quality_at, 20);
    const CommandKind kinds[] = {COMMAND_GAUSSIAN, COMMAND_SALT_PEPPER, COMMAND_MASK, COMMAND_SQUARE};
    for (int i = 0; i < 4; i++) {
        live_stage_send(&stage, (LiveCommand){.kind = kinds[i], .value = 0.5});
        const ReconstructionView *shown = &live_stage_views(&stage, sees_corrupted, 1)->reconstruction;
        size_t size = (size_t)(shown->channels * shown->height * shown->width);
        assert_memory_equal(shown->input.bytes, images_pixels(&stage.world.data->test, shown->index[0]), size);
        assert_memory_not_equal(shown->seen.bytes, shown->input.bytes, size);
        live_stage_send(&stage, (LiveCommand){.kind = kinds[i], .value = 0});
        live_stage_views(&stage, sees_corrupted, 0);
    }
    live_stage_send(&stage, (LiveCommand){.kind = COMMAND_MASK, .value = 0.25});
    live_stage_send(&stage, (LiveCommand){.kind = COMMAND_STEP, .count = 5});
    const LiveStatus *status = live_stage_status(&stage, at_step, 25);
    assert_true(status->settings.mask == 0.25 && status->settings.gaussian == 0);
    live_stage_finish(&stage);
}

static void nonsense_is_refused_before_it_is_sent(void **state) {
    (void)state;
    LiveStage stage;
    live_stage_init(&stage, 1);
    const LiveCommand nonsense[] = {{.kind = COMMAND_RATE, .value = NAN},
                                    {.kind = COMMAND_RATE, .value = -1},
                                    {.kind = COMMAND_RATE, .value = INFINITY},
                                    {.kind = COMMAND_BATCH, .count = 0},
                                    {.kind = COMMAND_STEP, .count = -5},
                                    {.kind = COMMAND_RESAMPLE, .count = -2},
                                    {.kind = COMMAND_OPTIMIZER, .count = 9},
                                    {.kind = COMMAND_MODEL},
                                    {.kind = COMMAND_SAVE},
                                    {.kind = COMMAND_PICTURE},
                                    {.kind = COMMAND_KINDS},
                                    {.kind = COMMAND_L1, .value = -0.1},
                                    {.kind = COMMAND_MASK, .value = 1.1},
                                    {.kind = COMMAND_GAUSSIAN, .value = NAN},
                                    {.kind = COMMAND_KL, .value = NAN},
                                    {.kind = COMMAND_RHO, .value = 0},
                                    {.kind = COMMAND_RHO, .value = 1},
                                    {.kind = COMMAND_BETA, .value = -1},
                                    {.kind = COMMAND_MOMENTUM, .value = 2}};
    for (size_t i = 0; i < sizeof nonsense / sizeof *nonsense; i++) {
        Error error = {0};
        assert_false(live_send(stage.live, &nonsense[i], &error));
        assert_true(error.text[0] != 0);
    }
    live_stage_finish(&stage);
}

// Far more than can be done: setters coalesce, the rest is refused or carried out, nothing is lost in silence.
static void commands_faster_than_they_can_be_done_are_coalesced_or_refused(void **state) {
    (void)state;
    LiveStage stage;
    live_stage_init(&stage, 2);
    live_stage_begin(&stage, &stage.world.wide);
    live_stage_send(&stage, (LiveCommand){.kind = COMMAND_RUN});
    const LiveCommand last = {.kind = COMMAND_RATE, .value = 0.125};
    for (int i = 0; i < 20000; i++) {
        LiveCommand command = {.kind = i % 7 ? COMMAND_RATE : COMMAND_RESET, .value = 1e-4 * (i % 10)};
        live_send(stage.live, &command, NULL);
        ViewRequest request = all_views();
        request.images = i % 5;
        live_request(stage.live, &request);
    }
    while (!live_send(stage.live, &last, NULL))
        clock_sleep(1e-4);
    live_stage_status(&stage, has_rate, 0.125);
    live_stage_finish(&stage);
}

// Rounds of a whole life: start, load, train, change, look, switch, stop wherever it happens to be.
static void it_starts_and_stops_a_thousand_times(void **state) {
    (void)state;
    int lives = test_share(1000);
    LiveStage stage;
    live_stage_init(&stage, 2);
    for (int i = 0; i < lives; i++) {
        live_destroy(stage.live);
        live_stage_open(&stage, 1 + i % 3);
        ViewRequest request = all_views();
        live_request(stage.live, &request);
        live_stage_begin(&stage, i % 2 ? &stage.world.narrow : &stage.world.wide);
        live_stage_send(&stage, (LiveCommand){.kind = COMMAND_RUN});
        live_stage_send(&stage, (LiveCommand){.kind = COMMAND_RATE, .value = 1e-3 * (1 + i % 5)});
        if (i % 4 == 0)
            live_stage_views(&stage, shows_step, 1);
        live_stage_send_model(&stage, &stage.world.deep);
        if (i % 3 == 0)
            live_stage_status(&stage, has_done, 5);
    }
    live_stage_finish(&stage);
}

int live_settings(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(another_activation_of_the_code_starts_anew),
        cmocka_unit_test(settings_act_while_it_trains),
        cmocka_unit_test(a_code_has_the_penalties_that_make_sense_for_it),
        cmocka_unit_test(corruption_shows_at_once_and_leaves_the_image_as_it_is),
        cmocka_unit_test(nonsense_is_refused_before_it_is_sent),
        cmocka_unit_test(commands_faster_than_they_can_be_done_are_coalesced_or_refused),
        cmocka_unit_test(it_starts_and_stops_a_thousand_times),
    };
    return cmocka_run_group_tests_name("settings", tests, NULL, NULL);
}
