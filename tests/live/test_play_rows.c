// Rows of images of the playground are decoded from the codes that the pure functions make of the same weights.
#include "code_path.h"
#include "code_samples.h"
#include "live_play_stage.h"

static bool has_strips(const Views *views, const PlayRequest *request) {
    return views->play_strip.tag.run > 0 && views->play_strip.images == request->strip &&
           views->play_algebra.tag.run > 0 && views->play_algebra.ready[2] == (request->operand[2] != PLAY_NONE);
}

static void strips_and_algebra_are_made_of_codes(void **state) {
    (void)state;
    Stage stage;
    stage_init(&stage, "layer = dense 30 relu", "layer = dense 20 relu\n", NULL);
    PlayRequest *request = &stage.request.play;
    request->strip = 5;
    request->algebra = true;
    request->mask = 0.5;
    request->operand[0] = PLAY_PINNED;
    request->operand[1] = 9;
    real a[30], b[30], c[30], code[30];
    uint8_t seen[SIZE];
    const Views *views = ask(&stage, has_strips);
    encode_image(&stage, 5, request, a, seen);
    encode_image(&stage, 9, NULL, b, NULL);
    encode_image(&stage, 30, NULL, c, NULL);
    assert_false(views->play_strip.spherical);
    for (int i = 0; i < 5; i++) {
        code_path_straight(a, b, 30, i / 4.0, code);
        assert_decodes(&stage, code, views->play_strip.output.bytes + i * SIZE);
        assert_true(views->play_strip.place[i] == (float)i / 4);
    }
    assert_true(views->play_algebra.ready[0] && views->play_algebra.ready[1]);
    request->operand[2] = 30;
    views = ask(&stage, has_strips);
    assert_memory_equal(views->play_algebra.output.bytes, seen, SIZE);
    assert_memory_equal(views->play_algebra.output.bytes + 2 * SIZE, images_pixels(&stage.world.data->test, 30), SIZE);
    code_path_analogy(a, b, c, 30, code);
    for (int u = 0; u < 30; u++)
        code[u] = fmaxf(code[u], 0);
    assert_decodes(&stage, code, views->play_algebra.output.bytes + 3 * SIZE);
    stage_finish(&stage);
}

static void a_traversal_crosses_three_standard_deviations_within_the_range(void **state) {
    (void)state;
    Stage stage;
    Arena arena = {0};
    CodeAxesSearch search;
    CodeAxes axes;
    stage_init(&stage, "layer = dense 12 relu", "", NULL);
    PlayRequest *request = &stage.request.play;
    request->traversal = 7;
    request->traversed = 3;
    request->changes = 2;
    request->change[0] = (PlayChange){3, 9}; // the traversed one starts from the image's own value
    request->change[1] = (PlayChange){4, 1.5F};
    const PlayImagesView *view = &ask(&stage, has_traversal)->play_traversal;
    find_axes(&stage, &search, &axes, &arena);
    real code[12], moved[12];
    encode_image(&stage, 5, NULL, code, NULL);
    float off = (float)(3 * axes.spread[3]), from = fmaxf(code[3] - off, 0), to = code[3] + off;
    for (int i = 0; i < 7; i++) {
        memcpy(moved, code, sizeof code);
        moved[3] = from + (to - from) * (float)i / 6;
        moved[4] = 1.5F;
        assert_true(view->place[i] == moved[3]);
        assert_decodes(&stage, moved, view->output.bytes + i * SIZE);
    }
    request->axes = true;
    request->change[0] = (PlayChange){0, 2}; // the same of an axis
    request->change[1] = (PlayChange){1, -1};
    request->traversed = 0;
    intervention_set(&stage.request.interventions, (Intervention){2, INTERVENTION_CLAMP, 1});
    view = &ask(&stage, has_traversal)->play_traversal;
    code_axes_move(&axes, 1, -1, code);
    for (int u = 0; u < 12; u++)
        code[u] = fmaxf(code[u], 0);
    for (int i = 0; i < 7; i++) {
        memcpy(moved, code, sizeof code);
        code_axes_move(&axes, 0, i - 3, moved);
        for (int u = 0; u < 12; u++)
            moved[u] = u == 2 ? 1 : fmaxf(moved[u], 0);
        assert_decodes(&stage, moved, view->output.bytes + i * SIZE);
        assert_true(view->place[i] == (float)(i - 3));
    }
    arena_finish(&arena);
    stage_finish(&stage);
}

static void samples_of_the_prior_are_draws_and_the_strip_is_spherical(void **state) {
    (void)state;
    Stage stage;
    stage_init(&stage, "layer = gaussian 3", "layer = dense 20 relu\n", NULL);
    PlayRequest *request = &stage.request.play;
    request->samples = 20;
    request->sample_seed = 11;
    request->temperature = 0.5;
    request->strip = 4;
    request->operand[0] = 1;
    request->operand[1] = 2;
    const PlayImagesView *view = &ask(&stage, has_samples)->play_samples;
    real codes[20 * 3];
    code_samples_prior(random_stream(11, RANDOM_OBSERVE), 20, 3, 0.5, codes);
    for (int i = 0; i < 20; i++)
        assert_decodes(&stage, codes + (ptrdiff_t)(3 * i), view->output.bytes + i * SIZE);
    assert_true(live_views(stage.live)->play_strip.spherical);
    stage_finish(&stage);
}

static void fitted_samples_stay_and_say_where_they_are_from(void **state) {
    (void)state;
    Stage stage;
    Arena arena = {0};
    CodeAxesSearch search;
    CodeAxes axes;
    stage_init(&stage, "layer = dense 12 relu\nlayer = topk 4", "", NULL);
    PlayRequest *request = &stage.request.play;
    request->samples = 6;
    request->source = PLAY_GAUSSIAN;
    const PlayImagesView *view = &ask(&stage, has_samples)->play_samples;
    find_axes(&stage, &search, &axes, &arena);
    real codes[6 * 12], weights[6 * SMALL_TEST];
    real *scratch = malloc(kernels_scratch(SMALL_TEST) * sizeof *scratch);
    uint32_t order[12];
    code_samples_gaussian(random_stream(0, RANDOM_OBSERVE), 6, SMALL_TEST, 1, weights);
    code_samples_combine(weights, 6, SMALL_TEST, search.codes, axes.mean, 12, scratch, codes);
    for (int i = 0; i < 6; i++) {
        real *code = codes + (ptrdiff_t)(12 * i);
        for (int u = 0; u < 12; u++)
            code[u] = fmaxf(code[u], 0);
        kernels()->keep_largest(code, kernels()->kth_largest(code, 4, order, 12), code, code, 12);
        assert_decodes(&stage, code, view->output.bytes + i * SIZE);
    }
    free(scratch);
    request->source = PLAY_MIXTURE;
    view = &ask(&stage, has_samples)->play_samples;
    assert_int_equal(view->components, SMALL_TEST / 8);
    request->source = PLAY_PRIOR; // which this code does not have
    request->samples = 5;
    stage.request.play.asked++;
    live_request(stage.live, &stage.request);
    for (double until = clock_seconds() + PATIENCE; view->images != 5 && clock_seconds() < until; clock_sleep(0.001))
        view = &live_views(stage.live)->play_samples;
    assert_int_equal(view->source, PLAY_GAUSSIAN);
    arena_finish(&arena);
    stage_finish(&stage);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(strips_and_algebra_are_made_of_codes),
        cmocka_unit_test(a_traversal_crosses_three_standard_deviations_within_the_range),
        cmocka_unit_test(samples_of_the_prior_are_draws_and_the_strip_is_spherical),
        cmocka_unit_test(fitted_samples_stay_and_say_where_they_are_from),
    };
    kernels_choose(NULL);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
