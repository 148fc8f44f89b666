// The past of a run: its test curve, and moments to which every view goes back.
#include "live_tests.h"

#include "live_stage.h"

// Points of the test curve at these steps exist, in this order, among all there are.
static void assert_curve_has(const QualityView *quality, const double *steps, int count) {
    int found = 0;
    for (int i = 0; i < quality->points && found < count; i++)
        found += quality->curve[i].step == steps[found];
    assert_int_equal(found, count);
}

static void the_test_curve_outlives_other_models_resets_and_undo(void **state) {
    (void)state;
    LiveStage stage;
    live_stage_init(&stage, 1);
    live_stage_begin(&stage, &stage.world.narrow);
    ViewRequest request = all_views();
    live_request(stage.live, &request);
    LiveCommand step = {.kind = COMMAND_STEP, .count = 30};
    live_stage_send(&stage, step);
    uint64_t run = live_stage_views(&stage, has_quality_at, 30)->quality.tag.run;
    live_stage_send_model(&stage, &stage.world.wide);
    live_stage_send(&stage, (LiveCommand){.kind = COMMAND_STEP, .count = 7});
    const Views *views = live_stage_views(&stage, has_quality_at, 7);
    assert_int_not_equal(views->quality.tag.run, run);
    assert_true(views->quality.curve[0].step <= 7);
    live_stage_send_model(&stage, &stage.world.narrow);
    live_stage_send(&stage, step);
    views = live_stage_views(&stage, has_quality_at, 60);
    assert_int_equal(views->quality.tag.run, run);
    assert_curve_has(&views->quality, (double[]){30, 60}, 2);
    live_stage_send(&stage, (LiveCommand){.kind = COMMAND_RESET});
    views = live_stage_views(&stage, has_quality_at, 0);
    assert_int_equal(views->quality.points, 1);
    live_stage_send(&stage, (LiveCommand){.kind = COMMAND_UNDO});
    live_stage_send(&stage, step);
    views = live_stage_views(&stage, has_quality_at, 90);
    assert_curve_has(&views->quality, (double[]){30, 60, 90}, 3);
    live_stage_finish(&stage);
}

static bool shows_moment(const Views *views, double step) {
    return views->reconstruction.images > 0 && (double)views->reconstruction.tag.step == step &&
           (double)views->quality.tag.step == step;
}

// A frame for each moment, up to the one at this step.
static bool film_is_complete(const Views *views, double step) {
    const HistoryView *view = &views->history;
    bool ready = view->moments > 1 && view->frames == view->moments && (double)view->step[view->moments - 1] == step;
    for (int f = 0; f < view->frames; f++)
        ready &= view->ready[f];
    return ready;
}

static const uint8_t *frame_at(const HistoryView *view, uint64_t step) {
    for (int f = 0; f < view->frames; f++)
        if (view->step[view->moment[f]] == step)
            return view->film.bytes + (size_t)f * (size_t)(view->channels * view->height * view->width);
    fail_msg("no frame of step %d", (int)step);
    return NULL;
}

// Every view goes back to a moment of the run, and training is none the wiser.
static void the_views_go_back_to_any_moment(void **state) {
    (void)state;
    LiveStage stage;
    live_stage_init(&stage, 2);
    live_stage_begin(&stage, &stage.world.narrow);
    ViewRequest request = all_views();
    request.pinned.image = 3;
    request.film = VIEW_FILM;
    live_request(stage.live, &request);
    uint8_t then[SMALL_SIDE * SMALL_SIDE], now[SMALL_SIDE * SMALL_SIDE];
    double mse = 0;
    for (int i = 1; i <= 3; i++) { // few enough steps that each may be a moment with a frame

        live_stage_send(&stage, (LiveCommand){.kind = COMMAND_STEP, .count = 15});
        const Views *views = live_stage_views(&stage, shows_moment, 15 * i);
        memcpy(i == 1 ? then : now, views->reconstruction.output.bytes + sizeof now, sizeof now);
        mse = i == 1 ? views->quality.quality.mse : mse;
    }
    const HistoryView *history = &live_stage_views(&stage, film_is_complete, 45)->history;
    assert_int_equal(history->step[0], 0);
    assert_memory_equal(frame_at(history, 15), then, sizeof then); // index 3 is the second image asked for
    assert_memory_equal(frame_at(history, 45), now, sizeof now);
    request.past = true;
    request.step = 15;
    live_request(stage.live, &request);
    const Views *views = live_stage_views(&stage, shows_moment, 15);
    assert_memory_equal(views->reconstruction.output.bytes + sizeof then, then, sizeof then);
    assert_true(views->quality.quality.mse == mse);
    assert_true(views->quality.curve[views->quality.points - 1].step == 45);
    assert_int_equal(live_stage_status(&stage, at_step, 45)->step, 45);
    live_stage_send(&stage, (LiveCommand){.kind = COMMAND_STEP, .count = 5});
    live_stage_status(&stage, at_step, 50);
    assert_int_equal(live_stage_views(&stage, shows_moment, 15)->reconstruction.tag.step, 15);
    request.past = false;
    live_request(stage.live, &request);
    live_stage_views(&stage, shows_moment, 50);
    live_stage_finish(&stage);
}

static bool has_moment(const Views *views, double step) {
    const HistoryView *view = &views->history;
    return view->moments > 0 && (double)view->step[view->moments - 1] == step;
}

static void no_history_is_without_its_first_moment(void **state) {
    (void)state;
    LiveStage stage;
    live_stage_init(&stage, 1);
    live_stage_begin(&stage, &stage.world.narrow);
    ViewRequest request = all_views();
    live_request(stage.live, &request);
    for (int step = 1; step <= 50;
         step++) { // of other lengths, so that the last one's history is not taken for this one's
        live_stage_send(&stage, (LiveCommand){.kind = COMMAND_RESET});
        live_stage_send(&stage, (LiveCommand){.kind = COMMAND_STEP, .count = step});
        assert_int_equal(live_stage_views(&stage, has_moment, step)->history.step[0], 0);
    }
    live_stage_finish(&stage);
}

int live_past(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_test_curve_outlives_other_models_resets_and_undo),
        cmocka_unit_test(the_views_go_back_to_any_moment),
        cmocka_unit_test(no_history_is_without_its_first_moment),
    };
    return cmocka_run_group_tests_name("past", tests, NULL, NULL);
}
