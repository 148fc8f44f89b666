// The program without its window: starts, obeys, shows, survives, stops.
#include "live.h"
#include "small_world.h"
#include "test.h"

#include "clock.h"
#include "evaluate.h"
#include "filters.h"
#include "layer_gradient.h"
#include "npy.h"
#include "pca.h"
#include "session.h"

#include <math.h>
#include <pthread.h>

// Waits stop as soon as what is waited for is there; only a hang runs into this.
#define PATIENCE 60.0

typedef struct Stage {
    SmallWorld world;
    Live *live;
    pthread_mutex_t mutex;
    pthread_cond_t woken;
    unsigned long wakes, seen;
} Stage;

static void wake(void *context) {
    Stage *stage = context;
    pthread_mutex_lock(&stage->mutex);
    stage->wakes++;
    pthread_cond_signal(&stage->woken);
    pthread_mutex_unlock(&stage->mutex);
}

static void stage_open(Stage *stage, int threads) {
    LiveDesc desc = {.threads = threads, .wake = wake, .context = stage};
    Error error = {0};
    stage->live = live_create(&desc, &error);
    if (!stage->live)
        fail_msg("%s", error.text);
}

static void stage_init(Stage *stage, int threads) {
    *stage = (Stage){0};
    small_world_init(&stage->world);
    pthread_mutex_init(&stage->mutex, NULL);
    pthread_cond_init(&stage->woken, NULL);
    stage_open(stage, threads);
}

static void stage_finish(Stage *stage) {
    live_destroy(stage->live);
    pthread_cond_destroy(&stage->woken);
    pthread_mutex_destroy(&stage->mutex);
    small_world_finish(&stage->world);
}

static void send(Stage *stage, LiveCommand command) {
    Error error = {0};
    if (!live_send(stage->live, &command, &error))
        fail_msg("%s", error.text);
}

static void send_text(Stage *stage, CommandKind kind, const char *text) {
    LiveCommand command = {.kind = kind};
    snprintf(command.text, sizeof command.text, "%s", text);
    send(stage, command);
}

static void send_model(Stage *stage, const ModelSpec *spec) {
    char name[80], path[512];
    snprintf(name, sizeof name, "%s.ini", spec->id);
    snprintf(path, sizeof path, "%s", scratch_path(&stage->world.scratch, name));
    send_text(stage, COMMAND_MODEL, path);
}

// Sleeps until the callback has been called since the last time, as the window's event loop does.
static void wait_for_wake(Stage *stage, double until) {
    struct timespec limit;
    clock_gettime(CLOCK_REALTIME, &limit);
    limit.tv_sec += 5;
    pthread_mutex_lock(&stage->mutex);
    while (stage->wakes == stage->seen && pthread_cond_timedwait(&stage->woken, &stage->mutex, &limit) == 0) {
    }
    stage->seen = stage->wakes;
    pthread_mutex_unlock(&stage->mutex);
    if (clock_seconds() > until)
        fail_msg("nothing came for %g seconds", PATIENCE);
}

typedef bool (*StatusTest)(const LiveStatus *status, double value);

static const LiveStatus *wait_status(Stage *stage, StatusTest test, double value) {
    double until = clock_seconds() + PATIENCE;
    for (;;) {
        const LiveStatus *status = live_status(stage->live);
        if (test(status, value))
            return status;
        wait_for_wake(stage, until);
    }
}

typedef bool (*ViewsTest)(const Views *views, double value);

static const Views *wait_views(Stage *stage, ViewsTest test, double value) {
    double until = clock_seconds() + PATIENCE;
    for (;;) {
        const Views *views = live_views(stage->live);
        if (test(views, value))
            return views;
        wait_for_wake(stage, until);
    }
}

static bool has_run(const LiveStatus *status, double value) {
    (void)value;
    return status->run > 0;
}

static bool at_step(const LiveStatus *status, double step) {
    return (double)status->step >= step;
}

static bool has_paused(const LiveStatus *status, double commands) {
    return !status->running && (double)status->commands >= commands;
}

static bool has_done(const LiveStatus *status, double commands) {
    return (double)status->commands >= commands;
}

static bool has_message(const LiveStatus *status, double serial) {
    return status->message[((int)serial - 1) % LIVE_MESSAGES].serial == (uint64_t)serial;
}

static bool has_rate(const LiveStatus *status, double rate) {
    return status->settings.rate == rate;
}

static bool shows_step(const Views *views, double step) {
    return views->reconstruction.images > 0 && (double)views->reconstruction.tag.step >= step;
}

static bool has_quality_at(const Views *views, double step) {
    return views->quality.tag.run > 0 && (double)views->quality.tag.step == step;
}

// Opens data and a model, and waits for the run.
static void begin(Stage *stage, const ModelSpec *spec) {
    send_text(stage, COMMAND_DATA, stage->world.scratch.folder);
    send_model(stage, spec);
    wait_status(stage, has_run, 0);
}

static ViewRequest all_views(void) {
    ViewRequest request = {.images = 4, .index = {0, 3, SMALL_TEST - 1, 7}, .quality = true, .code_images = 30};
    return request;
}

static void it_trains_shows_and_measures(void **state) {
    (void)state;
    Stage stage;
    stage_init(&stage, 2);
    begin(&stage, &stage.world.narrow);
    ViewRequest request = all_views();
    live_request(stage.live, &request);
    send(&stage, (LiveCommand){.kind = COMMAND_STEP, .count = 400});
    const LiveStatus *status = wait_status(&stage, at_step, 400);
    assert_int_equal(status->step, 400);
    assert_false(status->running);
    const Views *views = wait_views(&stage, has_quality_at, 400);
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
    stage_finish(&stage);
}

// A run steered from outside is the run that headless training makes, bit for bit.
static void it_trains_exactly_as_headless_training_does(void **state) {
    (void)state;
    Stage stage;
    stage_init(&stage, 2);
    begin(&stage, &stage.world.deep);
    send(&stage, (LiveCommand){.kind = COMMAND_STEP, .count = 13});
    wait_status(&stage, at_step, 13);
    send(&stage, (LiveCommand){.kind = COMMAND_RATE, .value = 0.01});
    send(&stage, (LiveCommand){.kind = COMMAND_STEP, .count = 20});
    wait_status(&stage, at_step, 33);
    char path[sizeof stage.world.scratch.path];
    snprintf(path, sizeof path, "%s", scratch_path(&stage.world.scratch, "live.safetensors"));
    send_text(&stage, COMMAND_SAVE, path);
    wait_status(&stage, has_message, 1);
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
    stage_finish(&stage);
}

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
    Stage stage;
    stage_init(&stage, 2);
    begin(&stage, &stage.world.narrow);
    send(&stage, (LiveCommand){.kind = COMMAND_STEP, .count = 5});
    wait_status(&stage, at_step, 5);
    LiveCommand command = {.kind = COMMAND_EXPORT};
    snprintf(command.name, sizeof command.name, "%s", scratch_path(&stage.world.scratch, "all.npy"));
    send(&stage, command);
    wait_status(&stage, has_message, 1);
    float *all = calloc(2 * MOST, sizeof *all), *some = all + MOST;
    assert_int_equal(file_floats(command.name, all, MOST), SMALL_TEST);
    snprintf(command.name, sizeof command.name, "%s", scratch_path(&stage.world.scratch, "some.npy"));
    snprintf(command.text, sizeof command.text, "4a");
    send(&stage, command);
    const LiveStatus *status = wait_status(&stage, has_message, 2);
    assert_int_equal(file_floats(command.name, some, MOST), 3);
    size_t units = (size_t)status->model.units;
    const int chosen[] = {1, 4, 6};
    for (size_t i = 0; i < 3; i++)
        assert_memory_equal(some + i * units, all + (size_t)chosen[i] * units, units * sizeof *all);
    assert_true(all[units] != all[4 * units] || all[units + 1] != all[4 * units + 1]);
    snprintf(command.text, sizeof command.text, "0");
    send(&stage, command);
    status = wait_status(&stage, has_message, 3);
    assert_true(status->message[2].problem);
    snprintf(command.text, sizeof command.text, "xyz");
    Error error;
    assert_false(live_send(stage.live, &command, &error));
    free(all);
    stage_finish(&stage);
}

static bool has_pca(const LiveStatus *status, double components) {
    return (double)status->data.pca >= components;
}

static void the_model_and_its_data_are_described(void **state) {
    (void)state;
    Stage stage;
    stage_init(&stage, 1);
    begin(&stage, &stage.world.deep);
    const LiveStatus *status = wait_status(&stage, has_pca, 33);
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
    stage_finish(&stage);
}

static bool has_codes_at(const Views *views, double step) {
    return views->code.images > 0 && (double)views->code.tag.step == step;
}

static void codes_are_sorted_by_class_and_belong_to_their_images(void **state) {
    (void)state;
    Stage stage;
    stage_init(&stage, 1);
    begin(&stage, &stage.world.wide);
    ViewRequest request = all_views();
    live_request(stage.live, &request);
    send(&stage, (LiveCommand){.kind = COMMAND_STEP, .count = 60});
    wait_status(&stage, at_step, 60);
    const CodeView *code = &wait_views(&stage, has_codes_at, 60)->code;
    assert_int_equal(code->units, 80);
    assert_int_equal(code->images, 30);
    for (int i = 0; i < code->images; i++) {
        assert_int_equal(code->label[i], stage.world.data->test.labels[code->index[i]]);
        assert_true(i == 0 || code->label[i] >= code->label[i - 1]);
    }
    const QualityView *quality = &wait_views(&stage, has_quality_at, 60)->quality;
    double l0 = 0;
    for (int u = 0; u < 80; u++)
        l0 += (double)quality->frequency.floats[u];
    assert_true(fabs(l0 - quality->quality.l0) < 1e-3);
    assert_true(quality->points >= 1 && quality->curve[quality->points - 1].step == 60);
    stage_finish(&stage);
}

static bool has_filters(const Views *views, double step) {
    return views->filters.tag.run > 0 && (double)views->filters.tag.step >= step;
}

static bool has_decoder(const Views *views, double step) {
    return has_filters(views, step) && views->filters.chosen == 1;
}

// Weights as the headless engine has them after as many steps, and how far they have come from those the seed gives.
static void filters_are_the_weights_and_their_change_since_the_start(void **state) {
    (void)state;
    Stage stage;
    stage_init(&stage, 2);
    begin(&stage, &stage.world.wide);
    ViewRequest request = all_views();
    live_request(stage.live, &request);
    send(&stage, (LiveCommand){.kind = COMMAND_STEP, .count = 20});
    assert_int_equal(wait_views(&stage, shows_step, 20)->filters.tag.run, 0); // not asked for, not computed
    request.filters = (FilterRequest){.wanted = true, .first = 70, .count = 50, .show = FILTER_CHANGE};
    live_request(stage.live, &request);
    const FiltersView *view = &wait_views(&stage, has_filters, 20)->filters;
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
    view = &wait_views(&stage, has_decoder, 20)->filters;
    const real *columns = session.net.parameters + session.net.layer[1].parameter[0].offset;
    assert_true(view->kind == FILTERS_COLUMNS && view->count == 3 && view->shown == FILTER_WEIGHTS);
    for (int i = 0; i < 3 * SIZE; i++)
        assert_true(view->weights.floats[i] == columns[i % SIZE * 80 + i / SIZE]);
    session_finish(&session);
    stage_finish(&stage);
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
    Stage stage;
    stage_init(&stage, 1);
    ViewRequest request = all_views();
    request.filters = (FilterRequest){.wanted = true, .weights = 2, .count = 300};
    request.pinned.image = 5;
    live_request(stage.live, &request);
    send_text(&stage, COMMAND_DATA, stage.world.scratch.folder);
    send_text(&stage, COMMAND_MODEL, scratch_write(&stage.world.scratch, "conv.ini", text, sizeof text - 1));
    const Views *views = wait_views(&stage, has_map_of, 5);
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
    views = wait_views(&stage, has_map_of, SMALL_TEST - 1);
    assert_true(views->filters.kind == FILTERS_KERNELS && views->filters.count == 70 && views->filters.slides);
    check_sliding(&views->sliding, images_pixels(&stage.world.data->test, SMALL_TEST - 1));
    request.pinned.image = SMALL_TEST; // there is none
    live_request(stage.live, &request);
    send_model(&stage, &stage.world.narrow);
    views = wait_views(&stage, has_run_two, 0);
    assert_true(views->maps.layers == 0 && views->maps.tag.run == views->filters.tag.run);
    assert_int_equal(views->filters.total, 5);
    stage_finish(&stage);
}

static void describe(ModelSpec *spec, const char *id, const char *text, SmallWorld *world) {
    char name[80];
    Error error = {0};
    if (!spec_parse(text, id, spec, &error))
        fail_msg("%s", error.text);
    snprintf(name, sizeof name, "%s.ini", id);
    scratch_write(&world->scratch, name, text, strlen(text));
}

static const char CONV[] =
    "[model]\ntitle = C\nabout = A test.\nloss = bce\n[encoder]\nlayer = conv 4 3x3 stride 2 relu\n"
    "layer = conv 6 3x3 stride 2 relu\nlayer = dense 5 tanh\n[decoder]\nlayer = dense back relu\n"
    "layer = reshape back\nlayer = conv_transpose 4 4x4 stride 2 relu\n"
    "layer = conv_transpose image 4x4 stride 2\n[penalty]\nl1 = 0.1\n";

static void begin_conv(Stage *stage, ModelSpec *spec, int steps) {
    describe(spec, "conv", CONV, &stage->world);
    begin(stage, spec);
    send(stage, (LiveCommand){.kind = COMMAND_STEP, .count = steps});
    wait_status(stage, at_step, steps);
}

// The net after so many steps of headless training.
static void train_headless(Session *session, Stage *stage, const ModelSpec *spec, int steps) {
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
    Stage stage;
    stage_init(&stage, 2);
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
        const FiltersView *view = &wait_views(&stage, has_layer, i)->filters;
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
    const FiltersView *view = &wait_views(&stage, has_layer, 1)->filters;
    assert_true(view->first == 4 && view->count == 2 && view->first_column == 1 && view->column_count == 2);
    const real *weight = session.net.parameters + session.net.layer[1].parameter[0].offset;
    for (int i = 0; i < 2 * 2 * 9; i++)
        assert_true(view->weights.floats[i] == weight[((4 + i / 18) * 4 + 1 + i / 9 % 2) * 9 + i % 9]);
    session_finish(&session);
    stage_finish(&stage);
}

static bool has_gradient(const Views *views, double step) {
    return views->filters.ready && (double)views->filters.gradient_tag.step == step;
}

// In slices or at once: the same numbers, tagged with the step whose weights they are of.
static void the_gradient_is_that_of_the_step_it_names(void **state) {
    (void)state;
    Stage stage;
    stage_init(&stage, 2);
    ModelSpec spec;
    begin_conv(&stage, &spec, 12);
    ViewRequest request = all_views();
    request.filters = (FilterRequest){.wanted = true, .weights = 1, .count = 6, .columns = 4, .show = FILTER_GRADIENT};
    live_request(stage.live, &request);
    for (int steps = 12; steps <= 20; steps += 8) {
        const FiltersView *view = &wait_views(&stage, has_gradient, steps)->filters;
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
            send(&stage, (LiveCommand){.kind = COMMAND_STEP, .count = 8});
    }
    send(&stage, (LiveCommand){.kind = COMMAND_RESET}); // another generation: the old one's is gone, not stale
    const FiltersView *view = &wait_views(&stage, has_gradient, 0)->filters;
    assert_true(view->gradient_tag.generation == view->tag.generation && view->tag.step == 0);
    stage_finish(&stage);
}

static bool has_order(const Views *views, double sort) {
    return views->filters.tag.run > 0 && views->filters.sort == (FilterSort)sort && views->filters.count > 1;
}

static void rows_are_sorted_by_norm_or_activity(void **state) {
    (void)state;
    Stage stage;
    stage_init(&stage, 2);
    ModelSpec spec;
    begin_conv(&stage, &spec, 10);
    Session session;
    train_headless(&session, &stage, &spec, 10);
    ViewRequest request = all_views();
    request.filters = (FilterRequest){.wanted = true, .count = 4, .sort = FILTER_BY_NORM};
    live_request(stage.live, &request);
    const FiltersView *view = &wait_views(&stage, has_order, FILTER_BY_NORM)->filters;
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
    view = &wait_views(&stage, has_order, FILTER_BY_ACTIVITY)->filters;
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
    stage_finish(&stage);
}

static void another_activation_of_the_code_starts_anew(void **state) {
    (void)state;
    Stage stage;
    stage_init(&stage, 1);
    begin(&stage, &stage.world.narrow);
    send(&stage, (LiveCommand){.kind = COMMAND_STEP, .count = 5});
    wait_status(&stage, at_step, 5);
    send_text(&stage, COMMAND_ACTIVATION, "sigmoid");
    const LiveStatus *status = wait_status(&stage, has_done, 4);
    assert_string_equal(status->model.activation, "sigmoid");
    assert_int_equal(status->step, 0);
    send_text(&stage, COMMAND_ACTIVATION, "sine");
    assert_contains(wait_status(&stage, has_message, 1)->message[0].text, "Unknown activation 'sine'");
    stage_finish(&stage);
}

static void settings_act_while_it_trains(void **state) {
    (void)state;
    Stage stage;
    stage_init(&stage, 2);
    begin(&stage, &stage.world.wide);
    send(&stage, (LiveCommand){.kind = COMMAND_RUN});
    send(&stage, (LiveCommand){.kind = COMMAND_BATCH, .count = 17});
    send(&stage, (LiveCommand){.kind = COMMAND_L1, .value = 0.5});
    send(&stage, (LiveCommand){.kind = COMMAND_WEIGHT_DECAY, .value = 0.001});
    send(&stage, (LiveCommand){.kind = COMMAND_OPTIMIZER, .count = OPTIMIZER_SGD});
    send(&stage, (LiveCommand){.kind = COMMAND_MOMENTUM, .value = 0.25});
    send(&stage, (LiveCommand){.kind = COMMAND_RATE, .value = 1e-5});
    const LiveStatus *status = wait_status(&stage, has_rate, 1e-5);
    assert_true(status->running);
    assert_int_equal(status->settings.batch, 17);
    assert_true(status->settings.l1 == 0.5 && status->settings.weight_decay == 0.001);
    assert_int_equal(status->settings.optimizer, OPTIMIZER_SGD);
    assert_true(status->settings.momentum == 0.25);
    status = wait_status(&stage, at_step, (double)status->step + 100);
    assert_true(status->images_per_second > 0);
    assert_true(isfinite(status->loss) && status->penalty > 0);
    send(&stage, (LiveCommand){.kind = COMMAND_PAUSE});
    wait_status(&stage, has_paused, 10);
    stage_finish(&stage);
}

static bool has_beta(const LiveStatus *status, double beta) {
    return status->settings.beta == beta;
}

// Each model says what its code is, so that its own penalties can be offered; they act at once.
static void a_code_has_the_penalties_that_make_sense_for_it(void **state) {
    (void)state;
    Stage stage;
    stage_init(&stage, 2);
    ModelSpec drawn, coins, chosen;
    describe(&drawn, "drawn", "[encoder]\nlayer = gaussian 3\n[decoder]\nlayer = dense image\n", &stage.world);
    describe(&coins, "coins", "[encoder]\nlayer = dense 9 sigmoid\n[decoder]\nlayer = dense image\n", &stage.world);
    describe(&chosen, "chosen", "[encoder]\nlayer = dense 9\nlayer = topk 2\n[decoder]\nlayer = dense image\n",
             &stage.world);
    begin(&stage, &drawn);
    send(&stage, (LiveCommand){.kind = COMMAND_BETA, .value = 0.25});
    const LiveStatus *status = wait_status(&stage, has_beta, 0.25);
    assert_true(status->model.gaussian && !status->model.activates && !status->model.sigmoid && !status->model.sparse);
    send(&stage, (LiveCommand){.kind = COMMAND_STEP, .count = 5});
    status = wait_status(&stage, at_step, 5);
    assert_true(status->penalty > 0);
    ViewRequest request = all_views();
    live_request(stage.live, &request);
    const Views *views = wait_views(&stage, has_quality_at, 5);
    const TestPoint *point = &views->quality.curve[views->quality.points - 1];
    assert_true(fabs(point->penalty - 0.25 * views->quality.quality.kl) < 1e-12 && point->penalty > 0);
    send_model(&stage, &coins);
    send(&stage, (LiveCommand){.kind = COMMAND_KL, .value = 2});
    send(&stage, (LiveCommand){.kind = COMMAND_RHO, .value = 0.2});
    send(&stage, (LiveCommand){.kind = COMMAND_STEP, .count = 3});
    status = wait_status(&stage, has_done, 8);
    assert_true(status->model.sigmoid && status->model.activates && !status->model.gaussian);
    assert_true(status->settings.kl == 2 && status->settings.rho == 0.2);
    views = wait_views(&stage, has_quality_at, 3);
    point = &views->quality.curve[views->quality.points - 1];
    assert_true(fabs(point->penalty - 2 * views->quality.quality.sparsity) < 1e-12 && point->penalty > 0);
    uint64_t run = live_status(stage.live)->run; // the same lines with shared weights are another network
    describe(&coins, "coins",
             "[model]\ntied = yes\n[encoder]\nlayer = dense 9 sigmoid\n[decoder]\nlayer = dense image\n", &stage.world);
    send_model(&stage, &coins);
    status = wait_status(&stage, has_done, 9);
    assert_true(status->run != run && status->step == 0);
    send_model(&stage, &chosen);
    status = wait_status(&stage, has_done, 10);
    assert_true(status->model.sparse && !status->model.activates);
    send(&stage, (LiveCommand){.kind = COMMAND_BETA, .value = 1});
    assert_contains(wait_status(&stage, has_message, 1)->message[0].text, "β weighs");
    send_text(&stage, COMMAND_ACTIVATION, "relu");
    assert_contains(wait_status(&stage, has_message, 2)->message[1].text, "no activation to choose");
    stage_finish(&stage);
}

static void switching_models_keeps_the_trained_state_of_each(void **state) {
    (void)state;
    Stage stage;
    stage_init(&stage, 2);
    begin(&stage, &stage.world.narrow);
    uint64_t run = live_status(stage.live)->run;
    send(&stage, (LiveCommand){.kind = COMMAND_STEP, .count = 60});
    wait_status(&stage, at_step, 60);
    double loss = live_status(stage.live)->loss;
    send_model(&stage, &stage.world.wide);
    const LiveStatus *status = wait_status(&stage, has_done, 4);
    assert_int_not_equal(status->run, run);
    assert_int_equal(status->step, 0);
    send_model(&stage, &stage.world.narrow);
    status = wait_status(&stage, has_done, 5);
    assert_int_equal(status->run, run);
    assert_int_equal(status->step, 60);
    assert_true(status->loss == loss);
    ViewRequest request = all_views();
    live_request(stage.live, &request);
    const Views *views = wait_views(&stage, shows_step, 60);
    assert_int_equal(views->reconstruction.tag.run, run);
    stage_finish(&stage);
}

// Points of the test curve at these steps exist, in this order, among all there are.
static void assert_curve_has(const QualityView *quality, const double *steps, int count) {
    int found = 0;
    for (int i = 0; i < quality->points && found < count; i++)
        found += quality->curve[i].step == steps[found];
    assert_int_equal(found, count);
}

static void the_test_curve_outlives_other_models_resets_and_undo(void **state) {
    (void)state;
    Stage stage;
    stage_init(&stage, 1);
    begin(&stage, &stage.world.narrow);
    ViewRequest request = all_views();
    live_request(stage.live, &request);
    LiveCommand step = {.kind = COMMAND_STEP, .count = 30};
    send(&stage, step);
    uint64_t run = wait_views(&stage, has_quality_at, 30)->quality.tag.run;
    send_model(&stage, &stage.world.wide);
    send(&stage, (LiveCommand){.kind = COMMAND_STEP, .count = 7});
    const Views *views = wait_views(&stage, has_quality_at, 7);
    assert_int_not_equal(views->quality.tag.run, run);
    assert_true(views->quality.curve[0].step <= 7);
    send_model(&stage, &stage.world.narrow);
    send(&stage, step);
    views = wait_views(&stage, has_quality_at, 60);
    assert_int_equal(views->quality.tag.run, run);
    assert_curve_has(&views->quality, (double[]){30, 60}, 2);
    send(&stage, (LiveCommand){.kind = COMMAND_RESET});
    views = wait_views(&stage, has_quality_at, 0);
    assert_int_equal(views->quality.points, 1);
    send(&stage, (LiveCommand){.kind = COMMAND_UNDO});
    send(&stage, step);
    views = wait_views(&stage, has_quality_at, 90);
    assert_curve_has(&views->quality, (double[]){30, 60, 90}, 3);
    stage_finish(&stage);
}

static bool sees_corrupted(const Views *views, double corrupted) {
    const ReconstructionView *shown = &views->reconstruction;
    return shown->images > 0 && shown->corrupts == (corrupted > 0) &&
           (views->quality.quality.input_mse > 0) == (corrupted > 0) && views->quality.tag.run > 0;
}

// Also while nothing trains: what is shown follows the slider.
static void corruption_shows_at_once_and_leaves_the_image_as_it_is(void **state) {
    (void)state;
    Stage stage;
    stage_init(&stage, 2);
    begin(&stage, &stage.world.narrow);
    ViewRequest request = all_views();
    live_request(stage.live, &request);
    send(&stage, (LiveCommand){.kind = COMMAND_STEP, .count = 20});
    wait_views(&stage, has_quality_at, 20);
    const CommandKind kinds[] = {COMMAND_GAUSSIAN, COMMAND_SALT_PEPPER, COMMAND_MASK, COMMAND_SQUARE};
    for (int i = 0; i < 4; i++) {
        send(&stage, (LiveCommand){.kind = kinds[i], .value = 0.5});
        const ReconstructionView *shown = &wait_views(&stage, sees_corrupted, 1)->reconstruction;
        size_t size = (size_t)(shown->channels * shown->height * shown->width);
        assert_memory_equal(shown->input.bytes, images_pixels(&stage.world.data->test, shown->index[0]), size);
        assert_memory_not_equal(shown->seen.bytes, shown->input.bytes, size);
        send(&stage, (LiveCommand){.kind = kinds[i], .value = 0});
        wait_views(&stage, sees_corrupted, 0);
    }
    send(&stage, (LiveCommand){.kind = COMMAND_MASK, .value = 0.25});
    send(&stage, (LiveCommand){.kind = COMMAND_STEP, .count = 5});
    const LiveStatus *status = wait_status(&stage, at_step, 25);
    assert_true(status->settings.mask == 0.25 && status->settings.gaussian == 0);
    stage_finish(&stage);
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
    Stage stage;
    stage_init(&stage, 2);
    begin(&stage, &stage.world.narrow);
    ViewRequest request = all_views();
    request.pinned.image = 3;
    request.film = VIEW_FILM;
    live_request(stage.live, &request);
    uint8_t then[SMALL_SIDE * SMALL_SIDE], now[SMALL_SIDE * SMALL_SIDE];
    double mse = 0;
    for (int i = 1; i <= 3; i++) { // few enough steps that each may be a moment with a frame

        send(&stage, (LiveCommand){.kind = COMMAND_STEP, .count = 15});
        const Views *views = wait_views(&stage, shows_moment, 15 * i);
        memcpy(i == 1 ? then : now, views->reconstruction.output.bytes + sizeof now, sizeof now);
        mse = i == 1 ? views->quality.quality.mse : mse;
    }
    const HistoryView *history = &wait_views(&stage, film_is_complete, 45)->history;
    assert_int_equal(history->step[0], 0);
    assert_memory_equal(frame_at(history, 15), then, sizeof then); // index 3 is the second image asked for
    assert_memory_equal(frame_at(history, 45), now, sizeof now);
    request.past = true;
    request.step = 15;
    live_request(stage.live, &request);
    const Views *views = wait_views(&stage, shows_moment, 15);
    assert_memory_equal(views->reconstruction.output.bytes + sizeof then, then, sizeof then);
    assert_true(views->quality.quality.mse == mse);
    assert_true(views->quality.curve[views->quality.points - 1].step == 45);
    assert_int_equal(wait_status(&stage, at_step, 45)->step, 45);
    send(&stage, (LiveCommand){.kind = COMMAND_STEP, .count = 5});
    wait_status(&stage, at_step, 50);
    assert_int_equal(wait_views(&stage, shows_moment, 15)->reconstruction.tag.step, 15);
    request.past = false;
    live_request(stage.live, &request);
    wait_views(&stage, shows_moment, 50);
    stage_finish(&stage);
}

static bool has_moment(const Views *views, double step) {
    const HistoryView *view = &views->history;
    return view->moments > 0 && (double)view->step[view->moments - 1] == step;
}

static void no_history_is_without_its_first_moment(void **state) {
    (void)state;
    Stage stage;
    stage_init(&stage, 1);
    begin(&stage, &stage.world.narrow);
    ViewRequest request = all_views();
    live_request(stage.live, &request);
    for (int step = 1; step <= 50; step++) { // of other lengths, so that the last one's history is not taken for this one's
        send(&stage, (LiveCommand){.kind = COMMAND_RESET});
        send(&stage, (LiveCommand){.kind = COMMAND_STEP, .count = step});
        assert_int_equal(wait_views(&stage, has_moment, step)->history.step[0], 0);
    }
    stage_finish(&stage);
}

static void an_epoch_stops_at_its_end(void **state) {
    (void)state;
    Stage stage;
    stage_init(&stage, 1);
    begin(&stage, &stage.world.narrow);
    send(&stage, (LiveCommand){.kind = COMMAND_BATCH, .count = 40});
    send(&stage, (LiveCommand){.kind = COMMAND_STEP, .count = 3});
    wait_status(&stage, at_step, 3);
    send(&stage, (LiveCommand){.kind = COMMAND_EPOCH});
    const LiveStatus *status = wait_status(&stage, has_paused, 5);
    assert_int_equal(status->step, 7); // 300 images hold seven batches of 40
    assert_int_equal(status->epoch_step, 0);
    assert_int_equal(status->epoch, 1);
    stage_finish(&stage);
}

static void undo_brings_back_what_a_reset_took(void **state) {
    (void)state;
    Stage stage;
    stage_init(&stage, 2);
    begin(&stage, &stage.world.narrow);
    send(&stage, (LiveCommand){.kind = COMMAND_STEP, .count = 50});
    const LiveStatus *status = wait_status(&stage, at_step, 50);
    uint64_t generation = status->generation;
    double loss = status->loss;
    send(&stage, (LiveCommand){.kind = COMMAND_RESET});
    status = wait_status(&stage, has_done, 4);
    assert_int_equal(status->step, 0);
    assert_true(status->undo == UNDO_RESET && status->generation > generation);
    send(&stage, (LiveCommand){.kind = COMMAND_UNDO});
    status = wait_status(&stage, has_done, 5);
    assert_int_equal(status->step, 50);
    assert_true(status->loss == loss && status->undo != UNDO_RESET);
    assert_true(status->points == 50);
    send(&stage, (LiveCommand){.kind = COMMAND_UNDO});
    status = wait_status(&stage, has_message, 1);
    assert_true(status->message[0].problem);
    stage_finish(&stage);
}

static void a_rate_too_high_pauses_with_a_sentence_and_a_finite_picture(void **state) {
    (void)state;
    Stage stage;
    stage_init(&stage, 2);
    begin(&stage, &stage.world.narrow);
    send(&stage, (LiveCommand){.kind = COMMAND_STEP, .count = 150});
    wait_status(&stage, at_step, 150);
    send(&stage, (LiveCommand){.kind = COMMAND_RATE, .value = 1e6});
    send(&stage, (LiveCommand){.kind = COMMAND_OPTIMIZER, .count = OPTIMIZER_SGD});
    // A dead network can stand any rate; together with decay every weight grows by a factor of 10^12 a step.
    send(&stage, (LiveCommand){.kind = COMMAND_WEIGHT_DECAY, .value = 1e6});
    send(&stage, (LiveCommand){.kind = COMMAND_RUN});
    const LiveStatus *status = wait_status(&stage, has_message, 1);
    assert_false(status->running);
    assert_true(status->message[0].problem);
    assert_contains(status->message[0].text, "lower the learning rate");
    uint64_t step = status->step;
    ViewRequest request = all_views();
    live_request(stage.live, &request);
    const Views *views = wait_views(&stage, has_quality_at, (double)step);
    assert_true(isfinite(views->quality.quality.mse) && isfinite(views->quality.quality.bce));
    stage_finish(&stage);
}

static void what_cannot_be_opened_is_told_and_the_run_goes_on(void **state) {
    (void)state;
    Stage stage;
    stage_init(&stage, 2);
    send(&stage, (LiveCommand){.kind = COMMAND_RUN});
    assert_contains(wait_status(&stage, has_message, 1)->message[0].text, "There is no run yet");
    begin(&stage, &stage.world.narrow);
    send(&stage, (LiveCommand){.kind = COMMAND_RUN});
    send_text(&stage, COMMAND_DATA, "/nonexistent/images");
    assert_contains(wait_status(&stage, has_message, 2)->message[1].text, "/nonexistent/images");
    send_text(&stage, COMMAND_RESTORE, "/nonexistent/run.safetensors");
    assert_contains(wait_status(&stage, has_message, 3)->message[2].text, "run.safetensors");
    send_text(&stage, COMMAND_SAVE, "/nonexistent/run.safetensors");
    const LiveStatus *status = wait_status(&stage, has_message, 4);
    assert_true(status->message[3].problem);
    assert_true(status->running);
    wait_status(&stage, at_step, (double)status->step + 50);
    stage_finish(&stage);
}

static void a_saved_run_is_restored(void **state) {
    (void)state;
    Stage stage;
    stage_init(&stage, 2);
    begin(&stage, &stage.world.narrow);
    send(&stage, (LiveCommand){.kind = COMMAND_STEP, .count = 40});
    double loss = wait_status(&stage, at_step, 40)->loss;
    char path[sizeof stage.world.scratch.path];
    snprintf(path, sizeof path, "%s", scratch_path(&stage.world.scratch, "run.safetensors"));
    send_text(&stage, COMMAND_SAVE, path);
    wait_status(&stage, has_message, 1);
    live_destroy(stage.live);
    stage_open(&stage, 1);
    send_text(&stage, COMMAND_RESTORE, path);
    const LiveStatus *status = wait_status(&stage, at_step, 40);
    assert_string_equal(status->model.id, "narrow");
    assert_int_equal(status->points, 40);
    assert_true(fabs(status->curve[39].reconstruction - loss) < 1e-12);
    send(&stage, (LiveCommand){.kind = COMMAND_STEP, .count = 1});
    wait_status(&stage, at_step, 41);
    stage_finish(&stage);
}

static void nonsense_is_refused_before_it_is_sent(void **state) {
    (void)state;
    Stage stage;
    stage_init(&stage, 1);
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
    stage_finish(&stage);
}

// Far more than can be done: setters coalesce, the rest is refused or carried out, nothing is lost in silence.
static void commands_faster_than_they_can_be_done_are_coalesced_or_refused(void **state) {
    (void)state;
    Stage stage;
    stage_init(&stage, 2);
    begin(&stage, &stage.world.wide);
    send(&stage, (LiveCommand){.kind = COMMAND_RUN});
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
    wait_status(&stage, has_rate, 0.125);
    stage_finish(&stage);
}

// Rounds of a whole life: start, load, train, change, look, switch, stop wherever it happens to be.
static void it_starts_and_stops_a_thousand_times(void **state) {
    (void)state;
    int lives = test_share(1000);
    Stage stage;
    stage_init(&stage, 2);
    for (int i = 0; i < lives; i++) {
        live_destroy(stage.live);
        stage_open(&stage, 1 + i % 3);
        ViewRequest request = all_views();
        live_request(stage.live, &request);
        begin(&stage, i % 2 ? &stage.world.narrow : &stage.world.wide);
        send(&stage, (LiveCommand){.kind = COMMAND_RUN});
        send(&stage, (LiveCommand){.kind = COMMAND_RATE, .value = 1e-3 * (1 + i % 5)});
        if (i % 4 == 0)
            wait_views(&stage, shows_step, 1);
        send_model(&stage, &stage.world.deep);
        if (i % 3 == 0)
            wait_status(&stage, has_done, 5);
    }
    stage_finish(&stage);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_trains_shows_and_measures),
        cmocka_unit_test(codes_are_exported_whole_and_chosen),
        cmocka_unit_test(it_trains_exactly_as_headless_training_does),
        cmocka_unit_test(the_model_and_its_data_are_described),
        cmocka_unit_test(codes_are_sorted_by_class_and_belong_to_their_images),
        cmocka_unit_test(filters_are_the_weights_and_their_change_since_the_start),
        cmocka_unit_test(maps_are_of_the_image_asked_for_and_gone_with_the_model),
        cmocka_unit_test(every_layer_with_weights_can_be_shown),
        cmocka_unit_test(the_gradient_is_that_of_the_step_it_names),
        cmocka_unit_test(rows_are_sorted_by_norm_or_activity),
        cmocka_unit_test(another_activation_of_the_code_starts_anew),
        cmocka_unit_test(settings_act_while_it_trains),
        cmocka_unit_test(a_code_has_the_penalties_that_make_sense_for_it),
        cmocka_unit_test(switching_models_keeps_the_trained_state_of_each),
        cmocka_unit_test(the_test_curve_outlives_other_models_resets_and_undo),
        cmocka_unit_test(corruption_shows_at_once_and_leaves_the_image_as_it_is),
        cmocka_unit_test(the_views_go_back_to_any_moment),
        cmocka_unit_test(no_history_is_without_its_first_moment),
        cmocka_unit_test(an_epoch_stops_at_its_end),
        cmocka_unit_test(undo_brings_back_what_a_reset_took),
        cmocka_unit_test(a_rate_too_high_pauses_with_a_sentence_and_a_finite_picture),
        cmocka_unit_test(what_cannot_be_opened_is_told_and_the_run_goes_on),
        cmocka_unit_test(a_saved_run_is_restored),
        cmocka_unit_test(nonsense_is_refused_before_it_is_sent),
        cmocka_unit_test(commands_faster_than_they_can_be_done_are_coalesced_or_refused),
        cmocka_unit_test(it_starts_and_stops_a_thousand_times),
    };
    kernels_choose(NULL);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
