// Filters and feature maps are what the headless engine has after as many steps.
#include "live_tests.h"

#include "live_stage.h"

#include "evaluate.h"
#include "filters.h"
#include "session.h"

#include <math.h>

static bool has_filters(const Views *views, double step) {
    return views->filters.tag.run > 0 && (double)views->filters.tag.step >= step;
}

static bool has_decoder(const Views *views, double step) {
    return has_filters(views, step) && views->filters.chosen == 1;
}

// Weights as the headless engine has them after as many steps, and how far they have come from those the seed gives.
static void filters_are_the_weights_and_their_change_since_the_start(void **state) {
    (void)state;
    LiveStage stage;
    live_stage_init(&stage, 2);
    live_stage_begin(&stage, &stage.world.wide);
    ViewRequest request = all_views();
    live_request(stage.live, &request);
    live_stage_send(&stage, (LiveCommand){.kind = COMMAND_STEP, .count = 20});
    assert_int_equal(live_stage_views(&stage, shows_step, 20)->filters.tag.run, 0); // not asked for, not computed
    request.filters = (FilterRequest){.wanted = true, .first = 70, .count = 50, .show = FILTER_CHANGE};
    live_request(stage.live, &request);
    const FiltersView *view = &live_stage_views(&stage, has_filters, 20)->filters;
    Session session;
    Error error = {0};
    RunSettings settings = session_defaults();
    enum { SIZE = SMALL_SIDE * SMALL_SIDE };
    assert_true(session_init(&session, &stage.world.wide, stage.world.data, &settings, 1, &error));
    static real start[80 * SIZE];
    memcpy(start, session.net.parameters, sizeof start);
    StepMetrics metrics[20];
    assert_int_equal(session_run(&session, 20, metrics), 20);
    assert_int_equal(view->kind, FILTERS_ROWS);
    assert_true(view->layers == 2 && view->chosen == 0 && view->shown == FILTER_CHANGE && view->ready);
    assert_true(!view->layer[0].decoder && view->layer[1].decoder && view->card_layer == LAYER_CODE);
    assert_string_equal(view->layer[0].text, "dense 80 relu");
    assert_true(view->total == 80 && view->first == 70 && view->count == 10); // as many as there are from there on
    assert_true(view->channels == 1 && view->height == SMALL_SIDE && view->width == SMALL_SIDE && view->seed == 1);
    for (int i = 0; i < 10 * SIZE; i++) {
        real now = session.net.parameters[70 * SIZE + i];
        assert_true(view->weights.floats[i] == now && view->shown_values.floats[i] == now - start[70 * SIZE + i]);
    }
    float most = 0;
    for (int i = 0; i < 80 * SIZE; i++)
        most = fmaxf(most, fabsf(session.net.parameters[i] - start[i]));
    assert_true(view->shown_limit == most && most > 0 && view->weight_limit > 0);
    assert_int_equal(live_views(stage.live)->maps.layers, 0);
    request.filters = (FilterRequest){.wanted = true, .weights = 1, .count = 3};
    live_request(stage.live, &request);
    view = &live_stage_views(&stage, has_decoder, 20)->filters;
    const real *columns = session.net.parameters + session.net.layer[1].parameter[0].offset;
    assert_true(view->kind == FILTERS_COLUMNS && view->count == 3 && view->shown == FILTER_WEIGHTS);
    for (int i = 0; i < 3 * SIZE; i++)
        assert_true(view->weights.floats[i] == columns[i % SIZE * 80 + i / SIZE]);
    session_finish(&session);
    live_stage_finish(&stage);
}

static bool has_map_of(const Views *views, double image) {
    return views->maps.shown > 0 && views->maps.image == (int)image;
}

static bool has_run_two(const Views *views, double value) {
    (void)value;
    return views->filters.tag.run > 1;
}

// The numbers at each place are what the layer answers there.
static void check_sliding(const SlidingView *view, const uint8_t *pixels) {
    Sliding s = view->sliding;
    s.input = view->input.floats;
    s.weights = view->weights.floats;
    assert_true(view->shown && view->first && view->channel == 69 && s.kernel == 3 && s.pad == 1);
    assert_string_equal(view->activation, "relu");
    for (int i = 0; i < SMALL_SIDE * SMALL_SIDE; i++) {
        assert_true(fabs((double)s.input[i] - pixels[i] / 255.0) < 1e-6);
        double sum = sliding_sum(&s, i / SMALL_SIDE, i % SMALL_SIDE) + (double)s.bias;
        assert_true(fabs((double)view->output.floats[i] - fmax(0, sum)) < 1e-5);
    }
}

static void maps_are_of_the_image_asked_for_and_gone_with_the_model(void **state) {
    (void)state;
    static const char text[] = "[model]\ntitle = C\nabout = A test.\nloss = bce\n[encoder]\nlayer = conv 70 3x3 relu\n"
                               "layer = dense 4\n[decoder]\nlayer = dense image\n";
    LiveStage stage;
    live_stage_init(&stage, 1);
    ViewRequest request = all_views();
    request.filters = (FilterRequest){.wanted = true, .weights = 2, .count = 300};
    request.pinned.image = 5;
    live_request(stage.live, &request);
    live_stage_send_text(&stage, COMMAND_DATA, stage.world.scratch.folder);
    live_stage_send_text(&stage, COMMAND_MODEL, scratch_write(&stage.world.scratch, "conv.ini", text, sizeof text - 1));
    const Views *views = live_stage_views(&stage, has_map_of, 5);
    const MapsView *maps = &views->maps;
    assert_true(maps->layers == 1 && maps->chosen == 0 && maps->layer[0].channels == 70);
    assert_int_equal(maps->shown, VIEW_MAPS);
    assert_int_equal(views->pinned.label, stage.world.data->test.labels[5]);
    assert_memory_equal(views->pinned.input.bytes, images_pixels(&stage.world.data->test, 5), SMALL_SIDE * SMALL_SIDE);
    assert_true(maps->low == 0 && maps->high > 0);
    assert_int_equal(views->filters.total, 4);
    request.filters.weights = 0;
    request.filters.slides = true;
    request.filters.slide = 69;
    request.pinned.image = SMALL_TEST - 1;
    live_request(stage.live, &request);
    views = live_stage_views(&stage, has_map_of, SMALL_TEST - 1);
    assert_true(views->filters.kind == FILTERS_KERNELS && views->filters.count == 70 && views->filters.slides);
    check_sliding(&views->sliding, images_pixels(&stage.world.data->test, SMALL_TEST - 1));
    request.pinned.image = SMALL_TEST; // there is none
    live_request(stage.live, &request);
    live_stage_send_model(&stage, &stage.world.narrow);
    views = live_stage_views(&stage, has_run_two, 0);
    assert_true(views->maps.layers == 0 && views->maps.tag.run == views->filters.tag.run);
    assert_int_equal(views->filters.total, 5);
    live_stage_finish(&stage);
}

int live_filters(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(filters_are_the_weights_and_their_change_since_the_start),
        cmocka_unit_test(maps_are_of_the_image_asked_for_and_gone_with_the_model),
    };
    return cmocka_run_group_tests_name("filters", tests, NULL, NULL);
}
