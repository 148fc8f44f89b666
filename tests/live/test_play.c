// The playground of a running program is what the pure functions say of the same weights: the image corrupted, its code
// changed by hand, and the nearest training images; it follows what is wanted, training, and other models and data.
#include "live_play_stage.h"
#include "nearest.h"

static void the_image_is_corrupted_encoded_changed_and_decoded(void **state) {
    (void)state;
    Stage stage;
    stage_init(&stage, "layer = dense 30 relu", "layer = dense 20 relu\n", NULL);
    PlayRequest *request = &stage.request.play;
    real code[30];
    uint8_t seen[SIZE];
    request->gaussian = 0.2;
    request->corruption_seed = 3;
    const PlayView *view = &ask(&stage, NULL)->play;
    encode_image(&stage, 5, request, code, seen);
    assert_memory_equal(view->input.bytes, images_pixels(&stage.world.data->test, 5), SIZE);
    assert_memory_equal(view->seen.bytes, seen, SIZE);
    assert_memory_not_equal(view->input.bytes, seen, SIZE);
    assert_memory_equal(view->code.floats, code, sizeof code);
    assert_memory_equal(view->applied.floats, code, sizeof code);
    assert_decodes(&stage, code, view->output.bytes);
    assert_true(view->corrupts && !view->changed);
    assert_int_equal(view->label, 5 % 3);
    assert_int_equal(view->tag.step, AT);
    request->changes = 3;
    request->change[0] = (PlayChange){4, 2.5F};
    request->change[1] = (PlayChange){7, -1}; // no relu gives that
    request->change[2] = (PlayChange){99, 1}; // no such unit
    intervention_set(&stage.request.interventions, (Intervention){9, INTERVENTION_CLAMP, 3});
    view = &ask(&stage, NULL)->play;
    assert_memory_equal(view->code.floats, code, sizeof code);
    code[4] = 2.5F;
    code[7] = 0;
    code[9] = 3;
    assert_memory_equal(view->applied.floats, code, sizeof code);
    assert_decodes(&stage, code, view->output.bytes);
    assert_true(view->changed && view->least == 0 && isinf(view->most));
    stage_finish(&stage);
}

static void own_pictures_have_no_class_and_a_code_of_their_own(void **state) {
    (void)state;
    Stage stage;
    stage_init(&stage, "layer = dense 6 tanh", "", NULL);
    stage.request.pinned =
        (PinnedRequest){.image = 2, .own = 8, .channels = 1, .height = SMALL_SIDE, .width = SMALL_SIDE};
    stage.request.play.nearest = 3;
    const PlayView *view = &ask(&stage, NULL)->play; // a drawing of nothing
    assert_true(view->own == 8 && view->image == -1 && view->label == -1);
    for (int i = 0; i < SIZE; i++)
        assert_int_equal(view->seen.bytes[i], 0);
    for (int u = 0; u < 6; u++)
        assert_true(isfinite(view->code.floats[u]));
    stage_finish(&stage);
}

static void statistics_and_axes_are_those_of_all_codes(void **state) {
    (void)state;
    Stage stage;
    Arena arena = {0};
    CodeAxesSearch search;
    CodeAxes axes;
    stage_init(&stage, "layer = dense 30 relu", "", NULL);
    PlayRequest *request = &stage.request.play;
    const PlayView *view = &ask(&stage, is_known)->play;
    find_axes(&stage, &search, &axes, &arena);
    assert_int_equal(view->scored, SMALL_TEST);
    assert_int_equal(view->scored_tag.step, AT);
    assert_int_equal(view->axes, axes.axes);
    for (int u = 0; u < 30; u++) {
        assert_true(view->mean.floats[u] == (float)axes.mean[u] && view->spread.floats[u] == (float)axes.spread[u]);
        assert_true(view->low.floats[u] == 0 && view->high.floats[u] > 0 && view->high.floats[u] >= axes.high[u]);
    }
    for (int i = 0; i < axes.axes; i++)
        assert_true(view->axis.floats[i] == (float)code_axes_place(&axes, i, view->code.floats));
    request->axes = true;
    request->changes = 1;
    request->change[0] = (PlayChange){1, -2};
    view = &ask(&stage, NULL)->play;
    real code[30];
    memcpy(code, view->code.floats, sizeof code);
    code_axes_move(&axes, 1, -2, code);
    for (int u = 0; u < 30; u++)
        assert_true(view->applied.floats[u] == fmaxf(code[u], 0));
    arena_finish(&arena);
    stage_finish(&stage);
}

static bool has_searched(const Views *views, const PlayRequest *request) {
    const PlayNearestView *view = &views->play_nearest;
    (void)request;
    return view->tag.run > 0 && view->searched == view->total && view->pixels_searched == view->pixels_total;
}

static void assert_nearest(Stage *stage, int image, const PlayNearestView *view) {
    const Images *test = &stage->world.data->test, *train = &stage->world.data->train;
    const Net *net = &stage->run->session.net;
    Nearest pixels = {.wanted = PLAY_NEAREST}, codes = {.wanted = PLAY_NEAREST};
    ImageSource source = {.images = train};
    real code[12];
    encode_image(stage, image, NULL, code, NULL);
    for (int i = 0; i < train->count; i++) {
        nearest_add(&pixels, i, nearest_bytes(images_pixels(test, image), images_pixels(train, i), SIZE));
        score_encode(net, &stage->pass, &source, &i, 1);
        nearest_add(&codes, i, nearest_reals(code, net_code(net, &stage->pass), 12));
    }
    assert_int_equal(view->images, PLAY_NEAREST);
    assert_int_equal(view->total, SMALL_TRAIN);
    assert_memory_equal(view->by_pixels, pixels.index, sizeof view->by_pixels);
    assert_memory_equal(view->by_code, codes.index, sizeof view->by_code);
    for (int i = 0; i < PLAY_NEAREST; i++) {
        assert_true(view->code_distance[i] == (float)sqrt(codes.square[i]));
        assert_true(view->pixel_distance[i] == (float)(sqrt(pixels.square[i]) / 255));
        assert_int_equal(view->code_label[i], view->by_code[i] % 3);
        assert_memory_equal(view->code_pictures.bytes + i * SIZE, images_pixels(train, view->by_code[i]), SIZE);
        assert_memory_equal(view->pixel_pictures.bytes + i * SIZE, images_pixels(train, view->by_pixels[i]), SIZE);
    }
}

static void the_nearest_training_images_are_the_nearest(void **state) {
    (void)state;
    Stage stage;
    stage_init(&stage, "layer = dense 12 relu", "", NULL);
    stage.request.play.nearest = PLAY_NEAREST;
    for (int image = 5; image < 8; image++) {
        stage.request.pinned.image = image;
        const PlayNearestView *view = &ask(&stage, has_searched)->play_nearest;
        for (double until = clock_seconds() + PATIENCE; clock_seconds() < until; clock_sleep(0.001)) {
            view = &live_views(stage.live)->play_nearest;
            if (view->image == image && has_searched(live_views(stage.live), NULL))
                break;
        }
        assert_nearest(&stage, image, view);
    }
    stage_finish(&stage);
}

static void silence(Session *session) {
    memset(session->net.parameters, 0, session->net.parameter_count * sizeof(real));
}

static bool has_all(const Views *views, const PlayRequest *request) {
    return is_known(views, request) && has_samples(views, request) && has_traversal(views, request) &&
           has_searched(views, request);
}

// All codes are the same: nothing varies, nothing is divided by it, and there is something to drag all the same.
static void a_dead_code_has_no_axes_and_no_undefined_numbers(void **state) {
    (void)state;
    Stage stage;
    stage_init(&stage, "layer = dense 5 relu", "", silence);
    PlayRequest *request = &stage.request.play;
    request->samples = 4;
    request->traversal = 3;
    request->nearest = 2;
    for (request->source = PLAY_GAUSSIAN; request->source <= PLAY_MIXTURE; request->source++) {
        const Views *views = ask(&stage, has_all);
        assert_int_equal(views->play.axes, 0);
        assert_true(views->play.low.floats[0] == 0 && views->play.high.floats[0] == 1);
        assert_true(views->play_traversal.place[0] == 0 && views->play_traversal.place[2] == 1);
        for (int i = 0; i < SIZE; i++)
            assert_int_equal(views->play_samples.output.bytes[i], 128); // σ(0)
        assert_true(views->play_nearest.code_distance[0] == 0 && views->play_nearest.by_code[1] == 1);
    }
    stage_finish(&stage);
}

static void what_is_no_longer_wanted_goes(void **state) {
    (void)state;
    Stage stage;
    stage_init(&stage, "layer = dense 5 relu", "", NULL);
    PlayRequest *request = &stage.request.play;
    request->samples = 4;
    request->source = PLAY_MIXTURE;
    request->traversal = 3;
    request->nearest = 2;
    ask(&stage, has_all);
    request->wanted = false;
    live_request(stage.live, &stage.request);
    const Views *views = live_views(stage.live);
    for (double until = clock_seconds() + PATIENCE; views->play.tag.run > 0 && clock_seconds() < until;
         clock_sleep(0.001))
        views = live_views(stage.live);
    assert_true(views->play.tag.run == 0 && views->play_samples.tag.run == 0 && views->play_traversal.tag.run == 0 &&
                views->play_nearest.tag.run == 0);
    request->wanted = true;
    ask(&stage, has_all);
    stage_finish(&stage);
}

static void assert_of_one_run(const Views *views, uint64_t *step) {
    const ViewTag *tags[] = {&views->play_strip.tag, &views->play_traversal.tag, &views->play_samples.tag,
                             &views->play_nearest.tag};
    for (int i = 0; i < 4; i++)
        if (tags[i]->run > 0 && views->play.tag.run > 0)
            assert_true(tags[i]->run == views->play.tag.run && tags[i]->generation == views->play.tag.generation &&
                        tags[i]->step <= views->play.tag.step);
    if (views->play.known)
        assert_true(views->play.scored_tag.run == views->play.tag.run &&
                    views->play.mean.size == (size_t)views->play.units * sizeof(float));
    assert_true(views->play.tag.step >= *step || views->play.tag.run == 0);
    *step = views->play.tag.run > 0 ? views->play.tag.step : *step;
}

static const Views *watch(Stage *stage, uint64_t run, uint64_t least, uint64_t *step) {
    double until = clock_seconds() + PATIENCE;
    for (uint64_t before = 0;;) {
        const Views *views = live_views(stage->live);
        assert_of_one_run(views, step);
        assert_true(views->play.asked >= before);
        before = views->play.asked;
        if (views->play.tag.run >= run && views->play_samples.tag.run >= run && views->play_samples.tag.step >= least)
            return views;
        if (clock_seconds() > until)
            fail_msg("nothing of run %llu at step %llu", (unsigned long long)run, (unsigned long long)least);
        stage->request.play.asked++;
        stage->request.play.change[0].value += 0.01F;
        live_request(stage->live, &stage->request);
        clock_sleep(0.002);
    }
}

// While it trains wishes are answered in order and steps never go back; another model takes everything with it.
static void rows_follow_training_and_never_mix_runs(void **state) {
    (void)state;
    Stage stage;
    stage_init(&stage, "layer = dense 24 relu", "", NULL);
    PlayRequest *request = &stage.request.play;
    request->changes = 1;
    request->samples = 8;
    request->source = PLAY_MIXTURE;
    request->traversal = request->strip = 4;
    request->operand[0] = PLAY_PINNED;
    request->operand[1] = 3;
    request->nearest = 2;
    const Views *views = ask(&stage, has_all);
    uint64_t step = 0, run = views->play.tag.run;
    float mean[24];
    memcpy(mean, views->play.mean.floats, sizeof mean);
    send(&stage, COMMAND_RUN, 1, "");
    views = watch(&stage, run, AT + 20, &step);
    assert_memory_not_equal(mean, views->play.mean.floats, sizeof mean);
    send(&stage, COMMAND_MODEL, 0, path_of(&stage, "deep.ini"));
    step = 0;
    double until = clock_seconds() + PATIENCE;
    while (live_views(stage.live)->play.units != 33 && clock_seconds() < until) {
        uint64_t any = 0;
        assert_of_one_run(live_views(stage.live), &any);
        clock_sleep(0.0005);
    }
    views = watch(&stage, run + 1, 1, &step);
    assert_int_equal(views->play.units, 33);
    stage_finish(&stage);
}

static bool has_no_classes(const Views *views, const PlayRequest *request) {
    return has_searched(views, request) && views->play.label == -1 && views->play_nearest.code_label[0] == -1 &&
           views->play_nearest.pixel_label[0] == -1;
}

static void data_without_labels_has_no_classes(void **state) {
    (void)state;
    Stage stage;
    stage_init(&stage, "layer = dense 2", "", NULL);
    stage.request.play.nearest = 2;
    ask(&stage, has_searched);
    assert_int_equal(live_views(stage.live)->play.label, 5 % 3);
    assert_int_equal(remove(path_of(&stage, "train-labels-idx1-ubyte")), 0);
    assert_int_equal(remove(path_of(&stage, "t10k-labels-idx1-ubyte")), 0);
    char images[512];
    snprintf(images, sizeof images, "%s", path_of(&stage, "train-images-idx3-ubyte"));
    send(&stage, COMMAND_DATA, 0, images);
    ask(&stage, has_no_classes);
    stage_finish(&stage);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_image_is_corrupted_encoded_changed_and_decoded),
        cmocka_unit_test(own_pictures_have_no_class_and_a_code_of_their_own),
        cmocka_unit_test(statistics_and_axes_are_those_of_all_codes),
        cmocka_unit_test(the_nearest_training_images_are_the_nearest),
        cmocka_unit_test(a_dead_code_has_no_axes_and_no_undefined_numbers),
        cmocka_unit_test(what_is_no_longer_wanted_goes),
        cmocka_unit_test(rows_follow_training_and_never_mix_runs),
        cmocka_unit_test(data_without_labels_has_no_classes),
    };
    kernels_choose(NULL);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
