// The weights of every layer, their gradient and their order are those of the headless engine.
#include "live_tests.h"

#include "live_stage.h"

#include "evaluate.h"
#include "filters.h"
#include "layer_gradient.h"
#include "session.h"

#include <math.h>

static const char CONV[] =
    "[model]\ntitle = C\nabout = A test.\nloss = bce\n[encoder]\nlayer = conv 4 3x3 stride 2 relu\n"
    "layer = conv 6 3x3 stride 2 relu\nlayer = dense 5 tanh\n[decoder]\nlayer = dense back relu\n"
    "layer = reshape back\nlayer = conv_transpose 4 4x4 stride 2 relu\n"
    "layer = conv_transpose image 4x4 stride 2\n[penalty]\nl1 = 0.1\n";

static void begin_conv(LiveStage *stage, ModelSpec *spec, int steps) {
    live_stage_describe(stage, spec, "conv", CONV);
    live_stage_begin(stage, spec);
    live_stage_send(stage, (LiveCommand){.kind = COMMAND_STEP, .count = steps});
    live_stage_status(stage, at_step, steps);
}

// The net after so many steps of headless training.
static void train_headless(Session *session, LiveStage *stage, const ModelSpec *spec, int steps) {
    Error error = {0};
    RunSettings settings = session_defaults();
    StepMetrics metrics[64];
    if (!session_init(session, spec, stage->world.data, &settings, 1, &error))
        fail_msg("%s", error.text);
    assert_int_equal(session_run(session, steps, metrics), steps);
}

static bool has_layer(const Views *views, double layer) {
    return views->filters.tag.run > 0 && views->filters.chosen == (int)layer && views->filters.count > 1;
}

// Whatever layer is asked for: every weight of it, as it lies in the headless engine's tensors.
static void every_layer_with_weights_can_be_shown(void **state) {
    (void)state;
    LiveStage stage;
    live_stage_init(&stage, 2);
    ModelSpec spec;
    begin_conv(&stage, &spec, 10);
    Session session;
    train_headless(&session, &stage, &spec, 10);
    ViewRequest request = all_views();
    int layers[NET_MAX_LAYERS], count = filters_layers(&session.net, layers);
    assert_int_equal(count, 6);
    for (int i = 0; i < count; i++) {
        request.filters = (FilterRequest){.wanted = true, .weights = i, .count = 100, .columns = 100};
        live_request(stage.live, &request);
        const FiltersView *view = &live_stage_views(&stage, has_layer, i)->filters;
        Filters filters = filters_of(&session.net, layers[i]);
        static float values[4096];
        int rows[64];
        for (int r = 0; r < 64; r++)
            rows[r] = r;
        assert_true(view->kind == filters.kind && view->layers == 6 && view->total == filters.rows);
        assert_true(view->count == filters.rows && view->column_count == filters.columns && view->total <= 64);
        filters_copy(&session.net, layers[i], session.net.parameters, rows, view->count, 0, view->column_count, values);
        assert_memory_equal(view->weights.floats, values, view->weights.size);
        assert_true(view->weight_limit == filters_limit(&session.net, layers[i], session.net.parameters, NULL));
        assert_int_equal(view->card_layer, i == 5 ? 5 : i == 2 ? LAYER_CODE : layers[i]);
    }
    request.filters =
        (FilterRequest){.wanted = true, .weights = 1, .first = 4, .count = 9, .first_column = 1, .columns = 2};
    live_request(stage.live, &request);
    const FiltersView *view = &live_stage_views(&stage, has_layer, 1)->filters;
    assert_true(view->first == 4 && view->count == 2 && view->first_column == 1 && view->column_count == 2);
    const real *weight = session.net.parameters + session.net.layer[1].parameter[0].offset;
    for (int i = 0; i < 2 * 2 * 9; i++)
        assert_true(view->weights.floats[i] == weight[((4 + i / 18) * 4 + 1 + i / 9 % 2) * 9 + i % 9]);
    session_finish(&session);
    live_stage_finish(&stage);
}

static bool has_gradient(const Views *views, double step) {
    return views->filters.ready && (double)views->filters.gradient_tag.step == step;
}

// In slices or at once: the same numbers, tagged with the step whose weights they are of.
static void the_gradient_is_that_of_the_step_it_names(void **state) {
    (void)state;
    LiveStage stage;
    live_stage_init(&stage, 2);
    ModelSpec spec;
    begin_conv(&stage, &spec, 12);
    ViewRequest request = all_views();
    request.filters = (FilterRequest){.wanted = true, .weights = 1, .count = 6, .columns = 4, .show = FILTER_GRADIENT};
    live_request(stage.live, &request);
    for (int steps = 12; steps <= 20; steps += 8) {
        const FiltersView *view = &live_stage_views(&stage, has_gradient, steps)->filters;
        Session session;
        LayerGradientRun run;
        train_headless(&session, &stage, &spec, steps);
        GradientDesc desc = {.net = &session.net,
                             .source = evaluation_source(&spec, &stage.world.data->train),
                             .objective = spec_objective(&spec, (uint64_t)steps)};
        assert_true(layer_gradient_init(&run, &desc, NULL));
        while (!layer_gradient_step(&run)) {
        }
        const real *expected = run.gradients + session.net.layer[1].parameter[0].offset;
        assert_int_equal(view->shown_values.size, 6 * 4 * 9 * sizeof(float));
        assert_memory_equal(view->shown_values.floats, expected, view->shown_values.size);
        assert_int_equal(view->shown, FILTER_GRADIENT);
        assert_int_equal(view->gradient_images, GRADIENT_IMAGES);
        assert_true(view->shown_limit > 0);
        layer_gradient_finish(&run);
        session_finish(&session);
        if (steps == 12)
            live_stage_send(&stage, (LiveCommand){.kind = COMMAND_STEP, .count = 8});
    }
    live_stage_send(&stage,
                    (LiveCommand){.kind = COMMAND_RESET}); // another generation: the old one's is gone, not stale
    const FiltersView *view = &live_stage_views(&stage, has_gradient, 0)->filters;
    assert_true(view->gradient_tag.generation == view->tag.generation && view->tag.step == 0);
    live_stage_finish(&stage);
}

static bool has_order(const Views *views, double sort) {
    return views->filters.tag.run > 0 && views->filters.sort == (FilterSort)sort && views->filters.count > 1;
}

static void rows_are_sorted_by_norm_or_activity(void **state) {
    (void)state;
    LiveStage stage;
    live_stage_init(&stage, 2);
    ModelSpec spec;
    begin_conv(&stage, &spec, 10);
    Session session;
    train_headless(&session, &stage, &spec, 10);
    ViewRequest request = all_views();
    request.filters = (FilterRequest){.wanted = true, .count = 4, .sort = FILTER_BY_NORM};
    live_request(stage.live, &request);
    const FiltersView *view = &live_stage_views(&stage, has_order, FILTER_BY_NORM)->filters;
    const FilterUnit *unit = view->units.at;
    float norms[4], values[9];
    filters_norms(&session.net, 0, session.net.parameters, NULL, norms);
    for (int r = 0; r < 4; r++) {
        assert_true(r == 0 || unit[r].norm <= unit[r - 1].norm);
        assert_true(unit[r].norm == norms[unit[r].number] && isnan(unit[r].activity));
        filters_copy(&session.net, 0, session.net.parameters, &unit[r].number, 1, 0, 1, values);
        assert_memory_equal(values, view->weights.floats + (size_t)r * 9, sizeof values);
    }
    request.filters.sort = FILTER_BY_ACTIVITY;
    live_request(stage.live, &request);
    view = &live_stage_views(&stage, has_order, FILTER_BY_ACTIVITY)->filters;
    unit = view->units.at;
    assert_true(view->activity_images == SMALL_TEST && view->activity_tag.step == 10);
    double sums[4] = {0}; // over all test images and the 4×4 places
    Pass pass;
    assert_true(pass_init(&pass, &session.net, 1, 1, false, NULL));
    ImageSource source = evaluation_source(&spec, &stage.world.data->test);
    for (int i = 0; i < SMALL_TEST; i++) {
        score_forward(&session.net, &pass, &source, NULL, i, 0, 1, 0);
        for (int k = 0; k < 64; k++)
            sums[k / 16] += (double)pass.activation[1][k];
    }
    for (int r = 0; r < 4; r++) {
        assert_true(r == 0 || unit[r].activity <= unit[r - 1].activity);
        assert_true(fabs((double)unit[r].activity - sums[unit[r].number] / (16 * SMALL_TEST)) < 1e-6);
    }
    pass_finish(&pass);
    session_finish(&session);
    live_stage_finish(&stage);
}

int live_layers(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_layer_with_weights_can_be_shown),
        cmocka_unit_test(the_gradient_is_that_of_the_step_it_names),
        cmocka_unit_test(rows_are_sorted_by_norm_or_activity),
    };
    return cmocka_run_group_tests_name("layers", tests, NULL, NULL);
}
