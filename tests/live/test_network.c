// The view of all layers: values worked out by hand and by the net itself, the windows asked for, nets that are dead or
// broken, and nothing where nobody asks.
#include "observer.h"
#include "test.h"

#include "activations.h"
#include "kernels.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { IMAGES = 3, PIXELS = 3 * 5 * 7 };

// The observer without its thread, with one snapshot on screen.
typedef struct Stage {
    Observer observer;
    Snapshot snapshot;
    Dataset data;
    uint8_t pixels[IMAGES * PIXELS];
} Stage;

// All layers whole.
static void ask_for_all(ViewRequest *request) {
    request->network.wanted = true;
    for (int p = 0; p < VIEW_PLACES; p++)
        request->network.window[p] = (NetworkWindow){0, 1 << 20};
}

static Stage *stage_open(const char *text, Shape image, real *weights, size_t count) {
    Stage *stage = calloc(1, sizeof *stage);
    Error error = {0};
    assert_non_null(stage);
    for (int i = 0; i < IMAGES * PIXELS; i++)
        stage->pixels[i] = (uint8_t)(i * 37 % 256);
    stage->data.test = (Images){.count = IMAGES,
                                .channels = image.channels,
                                .height = image.height,
                                .width = image.width,
                                .pixels = stage->pixels};
    Snapshot *snapshot = &stage->snapshot;
    if (!spec_parse(text, "test", &snapshot->spec, &error))
        fail_msg("%s", error.text);
    snapshot->run = 4;
    snapshot->generation = 2;
    snapshot->counters.step = 77;
    snapshot->data = &stage->data;
    snapshot->image = image;
    snapshot->parameters = weights;
    snapshot->parameter_count = count;
    atomic_init(&snapshot->references, 1); // the test's
    assert_true(subject_follow(&stage->observer.shown, snapshot));
    assert_int_equal(stage->observer.shown.net.parameter_count, count);
    ask_for_all(&stage->observer.request);
    return stage;
}

static const NetworkView *show(Stage *stage) {
    Observer *o = &stage->observer;
    const Interventions *changes = &o->request.interventions;
    o->shown.source.interventions = changes->count > 0 ? changes : NULL;
    observer_network.show(o);
    return &o->now.network;
}

static void stage_close(Stage *stage) {
    subject_finish(&stage->observer.shown);
    views_finish(&stage->observer.now);
    free(stage);
}

static const float *values_at(const NetworkView *view, int place) {
    return view->values.floats + view->layer[place].all.offset;
}

static void assert_values(const float *found, const double *expected, int count) {
    for (int i = 0; i < count; i++)
        if (fabs((double)found[i] - expected[i]) > 1e-6)
            fail_msg("value %d is %.9g, expected %.9g", i, (double)found[i], expected[i]);
}

#define DENSE "[encoder]\nlayer = dense 2 relu\n[decoder]\nlayer = dense image\n"

// x = (0, 0.2, 1); code = relu(-0.1, 1.2); y = (0.6, -1.2, 1.2), of which an image is made.
static void all_layers_are_as_worked_out_by_hand(void **state) {
    (void)state;
    real weights[] = {1, 2, -1, 0.5F, 1, 1, 0.5F, 0, 1, 0.5F, 0, -1, 0, 1, 0, 0, 0};
    Stage *stage = stage_open("[model]\ntitle = T\nabout = A test.\nloss = mse\n" DENSE, (Shape){1, 1, 3}, weights, 17);
    memcpy(stage->pixels, (uint8_t[]){0, 51, 255}, 3);
    const NetworkView *view = show(stage);
    assert_int_equal(view->places, 3);
    assert_true(view->tag.run == 4 && view->tag.generation == 2 && view->tag.step == 77);
    assert_values(values_at(view, 0), (double[]){0, 0.2, 1}, 3);
    assert_values(values_at(view, 1), (double[]){0, 1.2}, 2);
    assert_values(values_at(view, 2), (double[]){0.6, 0, 1}, 3);
    assert_true(fabs((double)view->score.squared_error - (0.36 + 1.96 + 0.04)) < 1e-5);
    const LayerFigures *code = &view->layer[1].all, *output = &view->layer[2].all;
    assert_true(code->channels == 2 && code->height == 1 && code->least == 0 && code->most == values_at(view, 1)[1]);
    assert_true(output->channels == 1 && output->width == 3); // laid out as the image
    assert_true(view->image == 0 && view->label == -1 && view->own == 0 && !view->corrupts);
    const float *ranges = view->ranges.floats + view->layer[1].range;
    assert_true(ranges[0] == 0 && ranges[1] == 0 && ranges[2] == code->most && ranges[3] == code->most);
    stage_close(stage);
}

#define CONV                                                                                                           \
    "[model]\ntitle = T\nabout = A test.\nloss = bce\n[encoder]\nlayer = conv 5 3x3 stride 2\nlayer = dense 4\n"       \
    "[decoder]\nlayer = dense back relu\nlayer = reshape back\nlayer = conv_transpose image 4x4 stride 2\n"
#define NOISY CONV "[corruption]\ngaussian = 0.3\n"
enum { CONV_WEIGHTS = 5 * 27 + 5 + 4 * 60 + 4 + 60 * 4 + 60 + 5 * 3 * 16 + 3 };
static real conv_weights[CONV_WEIGHTS];

// What the net does when it is asked directly, bit by bit, with noise on the input and a changed code.
static void colours_noise_and_interventions_go_through_every_layer(void **state) {
    (void)state;
    Stage *stage = stage_open(NOISY, (Shape){3, 5, 7}, conv_weights, CONV_WEIGHTS);
    Observer *o = &stage->observer;
    const Net *net = &o->shown.net;
    o->request.pinned.image = 2;
    assert_true(intervention_set(&o->request.interventions, (Intervention){1, INTERVENTION_CLAMP, 2.5F}));
    const NetworkView *view = show(stage);
    ImageSource source = o->shown.source;
    int index = 2;
    Score score;
    Pass pass;
    assert_true(pass_init(&pass, net, 1, 1, false, NULL) && pass_part_target(&pass, net, NULL));
    score_forward(net, &pass, &source, &index, 0, 0, 1, 0);
    score_rows(net, &pass, LOSS_BCE, 0, 1, &score, NULL);
    assert_int_equal(view->places, net->layers + 1);
    for (int p = 0; p < view->places; p++) {
        const LayerFigures *all = &view->layer[p].all;
        int size = all->channels * all->height * all->width;
        float least, most;
        assert_int_equal(view->layer[p].has.count, all->channels);
        assert_memory_equal(values_at(view, p), pass.activation[p], (size_t)size * sizeof(float));
        activations_range(pass.activation[p], (size_t)size, &least, &most);
        assert_true(all->least == least && all->most == most && all->undefined == 0);
    }
    assert_true(values_at(view, 2)[1] == 2.5F && view->corrupts && view->image == 2);
    assert_true(view->score.bce == score.bce && view->layer[0].all.channels == 3 && view->layer[5].all.width == 7);
    pass_finish(&pass);
    stage_close(stage);
}

static void only_the_channels_asked_for_are_copied(void **state) {
    (void)state;
    Stage *stage = stage_open(CONV, (Shape){3, 5, 7}, conv_weights, CONV_WEIGHTS);
    NetworkRequest *request = &stage->observer.request.network;
    static float all[5 * 12], range[10];
    const NetworkView *view = show(stage);
    LayerFigures whole = view->layer[1].all;
    memcpy(all, values_at(view, 1), sizeof all);
    memcpy(range, view->ranges.floats + view->layer[1].range, sizeof range);
    for (int p = 0; p < VIEW_PLACES; p++)
        request->window[p] = (NetworkWindow){0, p == 1 ? 2 : p == 3 ? -1 : 0};
    request->window[1].first = 3;
    request->window[2] = (NetworkWindow){1, 100};
    request->window[4] = (NetworkWindow){400, 1};
    view = show(stage);
    assert_true(view->layer[1].has.first == 3 && view->layer[1].has.count == 2);
    assert_memory_equal(values_at(view, 1), all + 3 * 12, 2 * 12 * sizeof(float));
    assert_memory_equal(view->ranges.floats + view->layer[1].range, range + 6, 4 * sizeof(float));
    assert_true(view->layer[1].all.least == whole.least && view->layer[1].all.most == whole.most);
    assert_true(view->layer[2].has.first == 1 && view->layer[2].has.count == 3);
    assert_true(view->layer[4].has.first == 0 && view->layer[4].has.count == 1);
    assert_true(view->layer[0].has.count == 0 && view->layer[3].has.count == 0);
    assert_int_equal(view->values.size, (2 * 12 + 3 + 12) * sizeof(float));
    assert_int_equal(view->ranges.size, 2 * (2 + 3 + 1) * sizeof(float));
    stage_close(stage);
}

static void a_dead_net_is_all_zero(void **state) {
    (void)state;
    static real zero[CONV_WEIGHTS];
    Stage *stage = stage_open(CONV, (Shape){3, 5, 7}, zero, CONV_WEIGHTS);
    const NetworkView *view = show(stage);
    for (int p = 1; p < view->places - 1; p++)
        assert_true(view->layer[p].all.least == 0 && view->layer[p].all.most == 0 && values_at(view, p)[0] == 0);
    assert_true(view->layer[5].all.least == 0.5F && view->layer[5].all.most == 0.5F);
    stage_close(stage);
}

static void what_is_no_number_is_counted_and_never_shown(void **state) {
    (void)state;
    real weights[17] = {NAN, 0, 0, 1, 1, 1, 0, 0, 1, 0, 0, INFINITY, 0, 1, 0, 0, 0};
    Stage *stage = stage_open("[model]\ntitle = T\nabout = A test.\nloss = mse\n[encoder]\nlayer = dense 2\n[decoder]\n"
                              "layer = dense image\n",
                              (Shape){1, 1, 3}, weights, 17);
    const NetworkView *view = show(stage);
    assert_int_equal(view->layer[1].all.undefined, 1);
    assert_true(values_at(view, 1)[0] == 0 && view->layer[1].all.least == values_at(view, 1)[1]);
    for (int p = 0; p < view->places; p++)
        assert_true(isfinite(view->layer[p].all.least) && isfinite(view->layer[p].all.most));
    for (size_t i = 0; i < view->values.size / sizeof(float); i++)
        assert_true(isfinite(view->values.floats[i]));
    stage_close(stage);
}

static void nothing_is_computed_for_a_hidden_view_or_an_image_that_is_not_there(void **state) {
    (void)state;
    Stage *stage = stage_open(CONV, (Shape){3, 5, 7}, conv_weights, CONV_WEIGHTS);
    ViewRequest *request = &stage->observer.request;
    uint64_t version = show(stage)->version;
    request->network.wanted = false;
    assert_int_equal(show(stage)->version, version);
    request->network.wanted = true;
    assert_true(show(stage)->version > version && show(stage)->tag.run == 4);
    request->pinned.image = IMAGES;
    assert_int_equal(show(stage)->tag.run, 0);
    stage_close(stage);
}

// One layer of pictures so large that even one channel is more than a window: it is there, and only it.
static void a_window_is_bounded_but_has_a_channel(void **state) {
    (void)state;
    enum { SIDE = 600 };
    static uint8_t pixels[SIDE * SIDE];
    static real weights[2 + 2 + 2 + 1];
    Stage *stage = stage_open("[model]\ntitle = T\nabout = A test.\nloss = mse\n[encoder]\nlayer = conv 2 1x1\n"
                              "[decoder]\nlayer = conv image 1x1\n",
                              (Shape){1, SIDE, SIDE}, weights, 7);
    stage->data.test.pixels = pixels;
    stage->data.test.count = 1;
    const NetworkView *view = show(stage);
    assert_true(view->layer[1].all.channels == 2 && view->layer[1].has.count == 1);
    stage_close(stage);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_layers_are_as_worked_out_by_hand),
        cmocka_unit_test(colours_noise_and_interventions_go_through_every_layer),
        cmocka_unit_test(only_the_channels_asked_for_are_copied),
        cmocka_unit_test(a_dead_net_is_all_zero),
        cmocka_unit_test(what_is_no_number_is_counted_and_never_shown),
        cmocka_unit_test(nothing_is_computed_for_a_hidden_view_or_an_image_that_is_not_there),
        cmocka_unit_test(a_window_is_bounded_but_has_a_channel),
    };
    kernels_choose(NULL);
    for (int i = 0; i < CONV_WEIGHTS; i++)
        conv_weights[i] = (real)((i * 29 + 7) % 41 - 20) / 60;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
