// The playground of a running program is what the pure functions say of the same weights: the image corrupted, its code
// changed by hand, rows of images made of codes, and the nearest training images.
#include "clock.h"
#include "code_axes_search.h"
#include "code_path.h"
#include "code_samples.h"
#include "evaluate.h"
#include "live.h"
#include "nearest.h"
#include "reconstruction.h"
#include "runs.h"
#include "small_world.h"
#include "test.h"

#include <math.h>

#define PATIENCE 60.0

enum { AT = 40, SIZE = SMALL_SIDE * SMALL_SIDE, MOST_UNITS = 128 };

typedef struct Stage {
    SmallWorld world;
    Live *live;
    Runs runs;
    Run *run; // the same run as the program's
    Pass pass;
    ViewRequest request;
} Stage;

static void send(Stage *stage, CommandKind kind, int count, const char *text) {
    LiveCommand command = {.kind = kind, .count = count};
    Error error = {0};
    snprintf(command.text, sizeof command.text, "%s", text);
    if (!live_send(stage->live, &command, &error))
        fail_msg("%s", error.text);
}

static const char *path_of(Stage *stage, const char *name) {
    return scratch_path(&stage->world.scratch, name);
}

// Trains a model, changes its weights where `change` is given, and hands it to the program by way of a file.
static void stage_init(Stage *stage, const char *encoder, const char *decoder, void (*change)(Session *session)) {
    char text[512];
    *stage = (Stage){0};
    Error error = {0};
    StepMetrics metrics[AT];
    ModelSpec spec;
    small_world_init(&stage->world);
    snprintf(text, sizeof text,
             "[model]\ntitle = T\nabout = T.\nloss = bce\n[encoder]\n%s\n[decoder]\n%slayer = dense image\n", encoder,
             decoder);
    if (!spec_parse(text, "test", &spec, &error))
        fail_msg("%s", error.text);
    stage->run = runs_open(&stage->runs, &spec, stage->world.data, 1, &error);
    if (!stage->run)
        fail_msg("%s", error.text);
    Session *session = &stage->run->session;
    assert_int_equal(session_run(session, AT, metrics), AT);
    if (change)
        change(session);
    Team solo = team_solo();
    net_prepare(&session->net, &solo);
    assert_true(pass_init(&stage->pass, &session->net, 16, 1, false, &error));
    assert_true(pass_part_target(&stage->pass, &session->net, &error));
    double history[SERIES_POINTS * HISTORY_COLUMNS];
    Checkpoint checkpoint = session_checkpoint(session, true, history);
    if (!checkpoint_save(path_of(stage, "begun.safetensors"), &checkpoint, &error))
        fail_msg("%s", error.text);
    stage->live = live_create(&(LiveDesc){.threads = 1}, &error);
    if (!stage->live)
        fail_msg("%s", error.text);
    send(stage, COMMAND_RESTORE, 0, path_of(stage, "begun.safetensors"));
    stage->request.pinned.image = 5;
    stage->request.play = (PlayRequest){.wanted = true, .temperature = 1};
    for (int i = 0; i < PLAY_OPERANDS; i++)
        stage->request.play.operand[i] = PLAY_NONE;
}

static void stage_finish(Stage *stage) {
    live_destroy(stage->live);
    pass_finish(&stage->pass);
    runs_finish(&stage->runs);
    small_world_finish(&stage->world);
}

typedef bool (*IsThere)(const Views *views, const PlayRequest *request);

// Asks, with a number of its own, and waits for the answer and for what else is wanted.
static const Views *ask(Stage *stage, IsThere is_there) {
    double until = clock_seconds() + PATIENCE;
    uint64_t before = live_views(stage->live)->play.asked;
    stage->request.play.asked++;
    live_request(stage->live, &stage->request);
    for (;;) {
        const Views *views = live_views(stage->live);
        assert_true(views->play.asked >= before);
        before = views->play.asked;
        if (views->play.tag.run > 0 && before == stage->request.play.asked &&
            (!is_there || is_there(views, &stage->request.play)))
            return views;
        if (clock_seconds() > until)
            fail_msg("there was no answer");
        clock_sleep(0.0005);
    }
}

static void encode_image(Stage *stage, int image, const PlayRequest *request, real *code, uint8_t *seen) {
    const Net *net = &stage->run->session.net;
    ImageSource source = {.images = &stage->world.data->test};
    if (request)
        source = (ImageSource){source.images,
                               {request->gaussian, request->salt_pepper, request->mask, request->square},
                               random_stream(request->corruption_seed, RANDOM_OBSERVE),
                               NULL};
    score_encode(net, &stage->pass, &source, &image, 1);
    memcpy(code, net_code(net, &stage->pass), (size_t)shape_size(net->code) * sizeof *code);
    for (int i = 0; seen && i < SIZE; i++)
        seen[i] = byte_of(stage->pass.activation[0][i]);
}

static void assert_decodes(Stage *stage, const real *code, const uint8_t *picture) {
    real output[SIZE];
    decode(&stage->run->session.net, &stage->pass, LOSS_BCE, code, 1, output);
    for (int i = 0; i < SIZE; i++)
        assert_int_equal(picture[i], byte_of(output[i]));
}

static bool is_known(const Views *views, const PlayRequest *request) {
    (void)request;
    return views->play.known;
}

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

// The statistics that the program should have, of all test images, which are fewer than it looks at.
static void find_axes(Stage *stage, CodeAxesSearch *search, CodeAxes *axes, Arena *arena) {
    const Net *net = &stage->run->session.net;
    int units = shape_size(net->code);
    real code[MOST_UNITS];
    assert_true(code_axes_search_init(search, units, SMALL_TEST, arena, NULL) &&
                code_axes_init(axes, units, arena, NULL));
    for (int i = 0; i < SMALL_TEST; i++) {
        encode_image(stage, i, NULL, code, NULL);
        code_axes_search_add(search, code, 1);
    }
    while (!code_axes_search_some(search, axes)) {
    }
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

static bool has_traversal(const Views *views, const PlayRequest *request) {
    const PlayImagesView *view = &views->play_traversal;
    return view->tag.run > 0 && view->axis == request->axes && view->unit == request->traversed &&
           view->images == request->traversal;
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

static bool has_samples(const Views *views, const PlayRequest *request) {
    const PlayImagesView *view = &views->play_samples;
    return view->tag.run > 0 && view->source == request->source && view->temperature == request->temperature &&
           view->images == request->samples;
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
        cmocka_unit_test(strips_and_algebra_are_made_of_codes),
        cmocka_unit_test(a_traversal_crosses_three_standard_deviations_within_the_range),
        cmocka_unit_test(samples_of_the_prior_are_draws_and_the_strip_is_spherical),
        cmocka_unit_test(fitted_samples_stay_and_say_where_they_are_from),
        cmocka_unit_test(the_nearest_training_images_are_the_nearest),
        cmocka_unit_test(a_dead_code_has_no_axes_and_no_undefined_numbers),
        cmocka_unit_test(what_is_no_longer_wanted_goes),
        cmocka_unit_test(rows_follow_training_and_never_mix_runs),
        cmocka_unit_test(data_without_labels_has_no_classes),
    };
    kernels_choose(NULL);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
