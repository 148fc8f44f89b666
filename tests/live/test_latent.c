// The latent map with the real threads: points are those of the weights of their step, what is decoded from a point is
// what the command line makes of its code, bit for bit, and nothing mixes steps, runs or data.
#include "clock.h"
#include "code_path.h"
#include "live.h"
#include "narrow.h"
#include "npy.h"
#include "procrustes.h"
#include "reconstruction.h"
#include "session.h"
#include "small_net.h"
#include "small_world.h"
#include "symmetric_eigen.h"
#include "test.h"

#include <math.h>
#include <string.h>

#define PATIENCE 60.0
enum { SIZE = SMALL_SIDE * SMALL_SIDE };

typedef struct Stage {
    SmallWorld world;
    Live *live;
    ViewRequest request;
} Stage;

static void send(Stage *stage, LiveCommand command) {
    Error error = {0};
    while (!live_send(stage->live, &command, &error))
        clock_sleep(1e-3);
}

static void send_file(Stage *stage, CommandKind kind, const char *name) {
    LiveCommand command = {.kind = kind};
    const char *path = name ? scratch_path(&stage->world.scratch, name) : stage->world.scratch.folder;
    snprintf(command.text, sizeof command.text, "%s", path);
    send(stage, command);
}

static void train(Stage *stage, int steps) {
    send(stage, (LiveCommand){.kind = COMMAND_STEP, .count = steps});
}

static void ask(Stage *stage) {
    live_request(stage->live, &stage->request);
}

typedef bool (*Test)(const Stage *stage, const Views *views, uint64_t value);

static const Views *wait_for(Stage *stage, Test test, uint64_t value) {
    double until = clock_seconds() + PATIENCE;
    for (;;) {
        const Views *views = live_views(stage->live);
        if (test(stage, views, value))
            return views;
        if (clock_seconds() > until)
            fail_msg("nothing came for %g seconds", PATIENCE);
        clock_sleep(1e-3);
    }
}

// A model of the test's own, with a name of its own.
static ModelSpec write_model(Stage *stage, const char *name, const char *code) {
    ModelSpec spec;
    char text[512], file[80];
    Error error = {0};
    snprintf(
        text, sizeof text,
        "[model]\ntitle = %s\nabout = A test.\nloss = bce\n[encoder]\nlayer = %s\n[decoder]\nlayer = dense image\n",
        name, code);
    if (!spec_parse(text, name, &spec, &error))
        fail_msg("%s", error.text);
    snprintf(file, sizeof file, "%s.ini", name);
    scratch_write(&stage->world.scratch, file, text, strlen(text));
    return spec;
}

static void stage_init(Stage *stage) {
    LiveDesc desc = {.threads = 1};
    Error error = {0};
    *stage = (Stage){0};
    small_world_init(&stage->world);
    stage->live = live_create(&desc, &error);
    if (!stage->live)
        fail_msg("%s", error.text);
    send_file(stage, COMMAND_DATA, NULL);
    stage->request.latent = (LatentRequest){.wanted = true, .images = 2000, .unit = {0, 1}};
}

static void stage_finish(Stage *stage) {
    live_destroy(stage->live);
    small_world_finish(&stage->world);
}

static bool has_points(const Stage *stage, const Views *views, uint64_t step) {
    const LatentMapView *view = &views->latent;
    const LatentRequest *wish = &stage->request.latent;
    bool units = wish->axes != LATENT_UNITS || view->units <= 2 ||
                 (view->axes == LATENT_UNITS && view->unit[0] == wish->unit[0] && view->unit[1] == wish->unit[1]);
    bool pca = wish->axes != LATENT_PCA || view->units <= 2 || view->axes == LATENT_PCA;
    return view->tag.run > 0 && view->tag.step == step && units && pca;
}

static bool has_map(const Stage *stage, const Views *views, uint64_t step) {
    return has_points(stage, views, step) && views->latent.exact;
}

// A run of the model, trained so many steps, with its map on screen.
static const Views *begin(Stage *stage, const char *model, int steps) {
    send_file(stage, COMMAND_MODEL, model);
    ask(stage);
    double until = clock_seconds() + PATIENCE;
    while (live_status(stage->live)->run == 0 && clock_seconds() < until)
        clock_sleep(1e-3);
    if (steps > 0)
        train(stage, steps);
    return wait_for(stage, has_map, (uint64_t)steps);
}

// The same weights without threads and windows.
typedef struct Headless {
    Session session;
    Pass pass;
    int units;
    float *codes; // (SMALL_TEST, units)
} Headless;

static Headless *headless(Stage *stage, const ModelSpec *spec, uint64_t steps) {
    Headless *h = calloc(1, sizeof *h);
    RunSettings settings = session_defaults();
    StepMetrics metrics;
    Error error = {0};
    if (!session_init(&h->session, spec, stage->world.data, &settings, 1, &error))
        fail_msg("%s", error.text);
    for (uint64_t i = 0; i < steps; i++)
        assert_int_equal(session_run(&h->session, 1, &metrics), 1);
    Team solo = team_solo();
    net_prepare(&h->session.net, &solo);
    assert_true(pass_init(&h->pass, &h->session.net, 64, 1, false, &error));
    h->units = shape_size(h->session.net.code);
    h->codes = malloc(SMALL_TEST * (size_t)h->units * sizeof *h->codes);
    ImageSource source = {.images = &stage->world.data->test};
    for (int i = 0; i < SMALL_TEST; i++) {
        score_encode(&h->session.net, &h->pass, &source, &i, 1);
        memcpy(h->codes + i * h->units, net_code(&h->session.net, &h->pass), (size_t)h->units * sizeof *h->codes);
    }
    return h;
}

static void headless_finish(Headless *h) {
    free(h->codes);
    pass_finish(&h->pass);
    session_finish(&h->session);
    free(h);
}

static void assert_decoded(const Headless *h, const float *code, const uint8_t *bytes) {
    float output[SIZE];
    decode(&h->session.net, &h->pass, h->session.spec.loss, code, 1, output);
    for (int p = 0; p < SIZE; p++)
        assert_int_equal(bytes[p], byte_of(output[p]));
}

static double squared_distance(const float *a, const float *b, int n) {
    double sum = 0;
    for (int i = 0; i < n; i++)
        sum += pow((double)a[i] - (double)b[i], 2);
    return sum;
}

// Places along the two leading eigenvectors of the codes' covariance, by the direct way. Returns the share of the
// variance that they take.
static double exact_plane(const Headless *h, float *points) {
    int n = h->units;
    double *covariance = calloc((size_t)n * (size_t)n, sizeof *covariance), *values = calloc((size_t)n, sizeof *values);
    double *mean = calloc((size_t)n, sizeof *mean), total = 0;
    for (int i = 0; i < SMALL_TEST * n; i++)
        mean[i % n] += (double)h->codes[i] / SMALL_TEST;
    for (int i = 0; i < SMALL_TEST; i++)
        for (int a = 0; a < n; a++)
            for (int b = 0; b < n; b++)
                covariance[a * n + b] +=
                    ((double)h->codes[i * n + a] - mean[a]) * ((double)h->codes[i * n + b] - mean[b]) / SMALL_TEST;
    for (int u = 0; u < n; u++)
        total += covariance[u * n + u];
    assert_true(symmetric_eigen(covariance, n, values, NULL));
    for (int i = 0; i < SMALL_TEST; i++)
        for (int k = 0; k < 2; k++) {
            double along = 0;
            for (int u = 0; u < n; u++)
                along += covariance[k * n + u] * ((double)h->codes[i * n + u] - mean[u]);
            points[2 * i + k] = (float)along;
        }
    double share = (values[0] + values[1]) / total;
    free(covariance);
    free(values);
    free(mean);
    return share;
}

// A plane may be turned and mirrored; distances in it say all the rest.
static void the_points_are_the_plane_of_largest_variance(void **state) {
    (void)state;
    Stage stage;
    float exact[2 * SMALL_TEST];
    stage_init(&stage);
    const LatentMapView *view = &begin(&stage, "wide.ini", 60)->latent;
    Headless *h = headless(&stage, &stage.world.wide, 60);
    double share = exact_plane(h, exact), scale = 0;
    assert_int_equal(view->images, SMALL_TEST);
    assert_int_equal(view->total, SMALL_TEST);
    assert_int_equal(view->units, 80);
    assert_near((double)(view->share[0] + view->share[1]), share, 1e-4);
    for (int i = 0; i < 2 * SMALL_TEST; i++)
        scale = fmax(scale, fabs((double)exact[i]));
    for (int i = 0; i < SMALL_TEST; i++) {
        assert_int_equal(view->index.ints[i], i);
        assert_int_equal(view->label.ints[i], i % 3);
        for (int j = 0; j < i; j++) {
            double found = sqrt(squared_distance(view->position.floats + 2 * i, view->position.floats + 2 * j, 2));
            assert_true(fabs(found - sqrt(squared_distance(exact + 2 * i, exact + 2 * j, 2))) < 0.01 * scale);
        }
        const float *at = view->position.floats + 2 * i;
        const LatentWindow *box = &view->box;
        assert_true(at[0] >= box->left && at[0] <= box->left + box->width * 1.000001F);
        assert_true(at[1] >= box->bottom && at[1] <= box->bottom + box->height * 1.000001F);
    }
    headless_finish(h);
    stage_finish(&stage);
}

static bool has_answer(const Stage *stage, const Views *views, uint64_t step) {
    const LatentDecodeView *view = &views->latent_decode;
    return view->tag.run > 0 && view->tag.step == step && view->asked == stage->request.latent.asked;
}

static const LatentDecodeView *decode_at(Stage *stage, float x, float y, uint64_t step) {
    LatentRequest *wish = &stage->request.latent;
    wish->decodes = true;
    wish->at = (LatentPoint){x, y};
    wish->asked++;
    ask(stage);
    return &wait_for(stage, has_answer, step)->latent_decode;
}

// On top of an image it is that image's code; elsewhere the plane's components change and no others.
static void a_point_is_decoded_with_the_other_components_of_the_nearest_image(void **state) {
    (void)state;
    Stage stage;
    stage_init(&stage);
    const Views *views = begin(&stage, "deep.ini", 60);
    Headless *h = headless(&stage, &stage.world.deep, 60);
    float at[2];
    for (int i = 0; i < SMALL_TEST; i += 23) {
        memcpy(at, views->latent.position.floats + 2 * i, sizeof at);
        const LatentDecodeView *view = decode_at(&stage, at[0], at[1], 60);
        assert_int_equal(view->near, i);
        assert_int_equal(view->label, i % 3);
        assert_memory_equal(view->nearest.bytes, images_pixels(&stage.world.data->test, i), SIZE);
        assert_true(squared_distance(view->code.floats, h->codes + i * 33, 33) < 1e-10);
        assert_decoded(h, view->code.floats, view->output.bytes);
        view = decode_at(&stage, at[0] + 1e-3F, at[1] - 2e-3F, 60);
        assert_int_equal(view->near, i);
        assert_false(view->clipped);
        assert_near(squared_distance(view->code.floats, h->codes + i * 33, 33), 5e-6, 1e-8);
        assert_decoded(h, view->code.floats, view->output.bytes);
        views = live_views(stage.live);
    }
    const LatentDecodeView *far = decode_at(&stage, 1e6F, NAN, 60); // tanh: no unit is beyond 1
    assert_true(far->clipped);
    for (int u = 0; u < 33; u++)
        assert_true(far->code.floats[u] >= -1 && far->code.floats[u] <= 1);
    headless_finish(h);
    stage_finish(&stage);
}

static bool has_done(const Stage *stage, const Views *views, uint64_t commands) {
    (void)views;
    return live_status(stage->live)->commands >= commands;
}

// The way of `hourglass decode`: a checkpoint and codes from files.
static void a_decoded_point_is_what_the_command_line_decodes(void **state) {
    (void)state;
    Stage stage;
    Error error = {0};
    Checkpoint checkpoint;
    Net net;
    Pass pass;
    NpyArray codes;
    float output[SIZE];
    char saved[sizeof stage.world.scratch.path], file[sizeof saved];
    stage_init(&stage);
    begin(&stage, "wide.ini", 45);
    const LatentDecodeView *view = decode_at(&stage, 0.31F, -0.12F, 45);
    snprintf(saved, sizeof saved, "%s", scratch_path(&stage.world.scratch, "map.safetensors"));
    snprintf(file, sizeof file, "%s", scratch_path(&stage.world.scratch, "codes.npy"));
    send_file(&stage, COMMAND_SAVE, "map.safetensors");
    double until = clock_seconds() + PATIENCE;
    while (!checkpoint_load(saved, &checkpoint, &error) && clock_seconds() < until)
        clock_sleep(1e-3);
    NpyArray array = {.dimensions = 2, .sizes = {1, 80}, .values = view->code.floats};
    assert_true(npy_save(file, &array, &error));
    assert_true(npy_load(file, &codes, &error));
    assert_true(spec_build(&checkpoint.spec, "map", checkpoint.image, &net, &error));
    memcpy(net.parameters, checkpoint.parameters, net.parameter_count * sizeof(real));
    Team solo = team_solo();
    net_prepare(&net, &solo);
    assert_true(pass_init(&pass, &net, 64, 1, false, &error));
    decode(&net, &pass, checkpoint.spec.loss, codes.values, 1, output);
    for (int p = 0; p < SIZE; p++)
        assert_int_equal(view->output.bytes[p], byte_of(output[p]));
    npy_finish(&codes);
    pass_finish(&pass);
    net_finish(&net);
    checkpoint_finish(&checkpoint);
    stage_finish(&stage);
}

// Two units from the point, the others from the pinned image.
static void units_are_set_and_the_others_are_of_the_pinned_image(void **state) {
    (void)state;
    Stage stage;
    stage_init(&stage);
    stage.request.latent.axes = LATENT_UNITS;
    stage.request.latent.unit[0] = 7;
    stage.request.latent.unit[1] = 2;
    stage.request.pinned.image = 11;
    const LatentMapView *map = &begin(&stage, "wide.ini", 30)->latent;
    Headless *h = headless(&stage, &stage.world.wide, 30);
    for (int i = 0; i < SMALL_TEST; i++) {
        assert_true(map->position.floats[2 * i] == h->codes[i * 80 + 7]);
        assert_true(map->position.floats[2 * i + 1] == h->codes[i * 80 + 2]);
    }
    const LatentDecodeView *view = decode_at(&stage, 0.25F, 0.5F, 30);
    for (int u = 0; u < 80; u++)
        assert_true(view->code.floats[u] == (u == 7 ? 0.25F : u == 2 ? 0.5F : h->codes[11 * 80 + u]));
    assert_false(view->clipped);
    view = decode_at(&stage, -0.25F, 0.5F, 30); // relu
    assert_true(view->clipped && view->code.floats[7] == 0);
    assert_true(intervention_set(&stage.request.interventions, (Intervention){2, INTERVENTION_CLAMP, 3}));
    view = decode_at(&stage, 0.25F, 0.5F, 30);
    assert_true(view->code.floats[2] == 3 && view->code.floats[7] == 0.25F);
    assert_decoded(h, view->code.floats, view->output.bytes);
    headless_finish(h);
    stage_finish(&stage);
}

static bool has_values(const Stage *stage, const Views *views, uint64_t step) {
    return has_map(stage, views, step) && views->latent.color == stage->request.latent.color &&
           views->latent.color_index == stage->request.latent.color_index && views->latent.valued.step == step;
}

static void values_are_those_of_their_step(void **state) {
    (void)state;
    Stage stage;
    Score score;
    stage_init(&stage);
    stage.request.latent.color = LATENT_ACTIVATION;
    stage.request.latent.color_index = 4;
    begin(&stage, "narrow.ini", 40);
    Headless *h = headless(&stage, &stage.world.narrow, 40);
    const LatentMapView *view = &wait_for(&stage, has_values, 40)->latent;
    for (int i = 0; i < SMALL_TEST; i++) {
        assert_true(view->value.floats[i] == h->codes[i * 5 + 4]);
        assert_true(view->low <= view->value.floats[i] && view->value.floats[i] <= view->high);
    }
    stage.request.latent.color_index = 5; // there is no such unit
    ask(&stage);
    stage.request.latent.color = LATENT_CLASS;
    view = &wait_for(&stage, has_values, 40)->latent;
    assert_int_equal(view->value.size, 0);
    stage.request.latent.color = LATENT_FACTOR; // this data has none
    ask(&stage);
    assert_int_equal(view->factors, 0);
    stage.request.latent.color = LATENT_ERROR;
    stage.request.quality = true;
    ask(&stage);
    view = &wait_for(&stage, has_values, 40)->latent;
    ImageSource source = {.images = &stage.world.data->test};
    for (int i = 0; i < SMALL_TEST; i++) {
        score_forward(&h->session.net, &h->pass, &source, &i, 0, 0, 1, 0);
        score_rows(&h->session.net, &h->pass, h->session.spec.loss, 0, 1, &score, NULL);
        assert_true(view->value.floats[i] == score.squared_error);
    }
    headless_finish(h);
    stage_finish(&stage);
}

static bool has_hover(const Stage *stage, const Views *views, uint64_t step) {
    return views->latent_hover.tag.run > 0 && views->latent_hover.tag.step == step &&
           views->latent_hover.index == stage->request.latent.hovered;
}

// σ of each unit, at right angles, in units of the code.
static void the_image_under_the_pointer_has_an_ellipse_where_the_code_is_gaussian(void **state) {
    (void)state;
    Stage stage;
    stage_init(&stage);
    ModelSpec spec = write_model(&stage, "plane", "gaussian 2");
    stage.request.latent.hovers = true;
    stage.request.latent.hovered = 9;
    begin(&stage, "plane.ini", 25);
    Headless *h = headless(&stage, &spec, 25);
    const Views *views = wait_for(&stage, has_hover, 25);
    const LatentHoverView *view = &views->latent_hover;
    const LatentMapView *map = &views->latent;
    ImageSource source = {.images = &stage.world.data->test};
    Score score;
    uint8_t output[SIZE];
    reconstruct(&h->session.net, &h->pass, h->session.spec.loss, &source, &(int){9}, 1, NULL, output, &score);
    const float *log_variance = h->pass.stash[0] + 2;
    assert_int_equal(map->axes, LATENT_UNITS); // a code of two units lies as it is
    assert_true(map->gaussian && map->position.floats[18] == h->codes[18] && map->position.floats[19] == h->codes[19]);
    assert_true(view->mean.x == h->codes[18] && view->mean.y == h->codes[19]);
    assert_memory_equal(view->input.bytes, images_pixels(&stage.world.data->test, 9), SIZE);
    assert_memory_equal(view->output.bytes, output, SIZE);
    assert_true(view->score.bce == score.bce && view->label == 0 && view->spreads);
    double sigma[2] = {exp((double)log_variance[0] / 2), exp((double)log_variance[1] / 2)};
    bool tall = sigma[1] > sigma[0];
    assert_near(hypot((double)view->axis[0].x, (double)view->axis[0].y), fmax(sigma[0], sigma[1]), 1e-5);
    assert_near(hypot((double)view->axis[1].x, (double)view->axis[1].y), fmin(sigma[0], sigma[1]), 1e-5);
    assert_near((double)(tall ? view->axis[0].x : view->axis[0].y), 0, 1e-5);
    const LatentDecodeView *decoded = decode_at(&stage, 0.7F, -5, 25);
    assert_true(decoded->code.floats[0] == 0.7F && decoded->code.floats[1] == -5 && !decoded->clipped);
    headless_finish(h);
    stage_finish(&stage);
}

static bool same_bytes(const void *one, const void *other, size_t size) {
    return memcmp(one, other, size) == 0;
}

static bool has_sheets(const Stage *stage, const Views *views, uint64_t step) {
    (void)stage;
    const LatentRequest *wish = &stage->request.latent;
    const LatentStripView *strip = &views->latent_strip;
    const LatentGridView *grid = &views->latent_grid;
    return strip->tag.run > 0 && strip->tag.step == step && strip->images == wish->strip &&
           same_bytes(&strip->to, &wish->to, sizeof wish->to) && grid->tag.run > 0 && grid->tag.step == step &&
           grid->columns == wish->columns && same_bytes(&grid->window, &wish->window, sizeof wish->window);
}

// The strip's ends and the cells of the grid are what their points decode to.
static void strip_and_grid_are_points_decoded(void **state) {
    (void)state;
    Stage stage;
    stage_init(&stage);
    LatentRequest *wish = &stage.request.latent;
    wish->strip = 5;
    wish->from = (LatentPoint){-0.4F, 0.1F};
    wish->to = (LatentPoint){0.5F, 0.3F};
    wish->columns = 3;
    wish->rows = 2;
    wish->window = (LatentWindow){-3, -1, 6, 4};
    const LatentPoint middle[6] = {{-2, 2}, {0, 2}, {2, 2}, {-2, 0}, {0, 0}, {2, 0}};
    begin(&stage, "deep.ini", 50);
    Headless *h = headless(&stage, &stage.world.deep, 50);
    uint8_t strip[5 * SIZE], grid[6 * SIZE];
    const Views *views = wait_for(&stage, has_sheets, 50);
    memcpy(strip, views->latent_strip.output.bytes, sizeof strip);
    memcpy(grid, views->latent_grid.output.bytes, sizeof grid);
    assert_false(views->latent_strip.spherical);
    for (int i = 0; i < 6; i++)
        assert_memory_equal(decode_at(&stage, middle[i].x, middle[i].y, 50)->output.bytes, grid + i * SIZE, SIZE);
    float from[33], code[33];
    const LatentDecodeView *view = decode_at(&stage, wish->from.x, wish->from.y, 50);
    assert_memory_equal(view->output.bytes, strip, SIZE);
    memcpy(from, view->code.floats, sizeof from);
    view = decode_at(&stage, wish->to.x, wish->to.y, 50);
    assert_memory_equal(view->output.bytes, strip + 4 * SIZE, SIZE);
    code_path_straight(from, view->code.floats, 33, 0.25, code);
    assert_decoded(h, code, strip + SIZE);
    headless_finish(h);
    stage_finish(&stage);
}

static bool is_embedded(const Stage *stage, const Views *views, uint64_t step) {
    const LatentMapView *view = &views->latent;
    return view->tag.run > 0 && view->tag.step == step && view->axes == LATENT_TSNE && !view->embedding &&
           view->embed == stage->request.latent.embed;
}

static bool is_of_second_run(const Stage *stage, const Views *views, uint64_t step) {
    (void)stage;
    return views->latent.tag.run == 2 && views->latent.tag.step == step;
}

// Weighed by one over the distance, from the eight that lie nearest.
static void blend_by_hand(const Headless *h, const float *positions, float x, float y, double *code) {
    double distance[SMALL_TEST], sum = 0;
    bool used[SMALL_TEST] = {0};
    for (int i = 0; i < SMALL_TEST; i++)
        distance[i] = hypot((double)(positions[2 * i] - x), (double)(positions[2 * i + 1] - y));
    memset(code, 0, (size_t)h->units * sizeof *code);
    for (int n = 0; n < 8; n++) {
        int nearest = -1;
        for (int i = 0; i < SMALL_TEST; i++)
            if (!used[i] && (nearest < 0 || distance[i] < distance[nearest]))
                nearest = i;
        used[nearest] = true;
        sum += 1 / distance[nearest];
        for (int u = 0; u < h->units; u++)
            code[u] += (double)h->codes[nearest * h->units + u] / distance[nearest];
    }
    for (int u = 0; u < h->units; u++)
        code[u] /= sum;
}

// It is computed when somebody asks, and stays where it is while training goes on; the codes that are blended do not.
static void an_embedding_stays_and_is_decoded_as_a_blend_of_eight(void **state) {
    (void)state;
    Stage stage;
    float positions[2 * SMALL_TEST];
    double code[33];
    stage_init(&stage);
    stage.request.latent.axes = LATENT_TSNE;
    const LatentMapView *view = &begin(&stage, "deep.ini", 30)->latent;
    assert_true(view->axes == LATENT_PCA && view->embed == 0 && !view->embedding);
    stage.request.latent.embed = 5;
    ask(&stage);
    view = &wait_for(&stage, is_embedded, 30)->latent;
    assert_true(view->embed_tag.step == 30 && view->divergence > 0 && view->progress == 1);
    memcpy(positions, view->position.floats, sizeof positions);
    train(&stage, 10);
    view = &wait_for(&stage, is_embedded, 40)->latent;
    assert_int_equal(view->embed_tag.step, 30);
    assert_memory_equal(view->position.floats, positions, sizeof positions);
    Headless *h = headless(&stage, &stage.world.deep, 40);
    const LatentDecodeView *decoded = decode_at(&stage, positions[20], positions[21], 40);
    assert_true(decoded->near == 10 && decoded->blend == 1);
    assert_memory_equal(decoded->code.floats, h->codes + 10 * 33, 33 * sizeof(float));
    float x = positions[20] + 0.2F, y = positions[21] - 0.1F;
    decoded = decode_at(&stage, x, y, 40);
    blend_by_hand(h, positions, x, y, code);
    assert_int_equal(decoded->blend, 8);
    for (int u = 0; u < 33; u++)
        assert_near((double)decoded->code.floats[u], code[u], 1e-5);
    send_file(&stage, COMMAND_MODEL, "wide.ini"); // another run has none, and none is computed
    view = &wait_for(&stage, is_of_second_run, 0)->latent;
    assert_true(view->axes == LATENT_PCA && view->embed == 0 && !view->embedding);
    stage.request.latent.embed = 6;
    stage.request.latent.embed_cancel = true;
    ask(&stage);
    train(&stage, 3);
    assert_int_equal(wait_for(&stage, is_of_second_run, 3)->latent.embed, 0);
    headless_finish(h);
    stage_finish(&stage);
}

static bool has_moved(const Stage *stage, const Views *views, uint64_t step) {
    (void)stage;
    return views->latent.tag.run > 0 && views->latent.tag.step > step;
}

static bool is_exact(const Stage *stage, const Views *views, uint64_t step) {
    return has_map(stage, views, views->latent.tag.step) && views->latent.tag.step >= step;
}

// Along each axis a map is more like the one before than like its mirror image, and it is as
// exact as the net as soon as nothing moves.
static void no_axis_flips_while_it_trains(void **state) {
    (void)state;
    enum { MAPS = 5 };
    Stage stage;
    float before[2 * SMALL_TEST];
    stage_init(&stage);
    stage.request.latent.decodes = true;
    const Views *views = begin(&stage, "wide.ini", 20);
    send(&stage, (LiveCommand){.kind = COMMAND_RUN});
    uint64_t decoded = 0;
    for (int m = 0; m < MAPS; m++) {
        memcpy(before, views->latent.position.floats, sizeof before);
        views = wait_for(&stage, has_moved, views->latent.tag.step);
        double along[2] = {0};
        for (int i = 0; i < 2 * SMALL_TEST; i++)
            along[i % 2] += (double)before[i] * (double)views->latent.position.floats[i];
        assert_true(along[0] > 0 && along[1] > 0);
        assert_true(views->latent.exact == !kernels_narrow());
        assert_true(views->latent_decode.tag.step >= decoded); // never back
        decoded = views->latent_decode.tag.step;
        stage.request.latent.at.x += 0.01F;
        stage.request.latent.asked++;
        ask(&stage);
    }
    assert_true(decoded > 20);
    uint64_t moved = views->latent.tag.step;
    send(&stage, (LiveCommand){.kind = COMMAND_PAUSE});
    wait_for(&stage, is_exact, moved);
    stage_finish(&stage);
}

static bool is_begun_anew(const Stage *stage, const Views *views, uint64_t generation) {
    (void)stage;
    return views->latent_decode.tag.run > 0 && views->latent_decode.tag.generation != generation;
}

// Whenever something is decoded, the map it lies in is of the moment looked back to, and of the run begun anew.
static void looking_back_and_beginning_anew_show_their_own_map(void **state) {
    (void)state;
    Stage stage;
    stage_init(&stage);
    stage.request.latent.decodes = true;
    begin(&stage, "deep.ini", 0);
    train(&stage, 40);
    wait_for(&stage, has_map, 40);
    stage.request.past = true; // to step 0
    stage.request.latent.asked++;
    ask(&stage);
    Headless *h = headless(&stage, &stage.world.deep, 0);
    const Views *views = wait_for(&stage, has_answer, 0);
    assert_int_equal(views->latent.tag.step, 0);
    assert_decoded(h, views->latent_decode.code.floats, views->latent_decode.output.bytes);
    stage.request.past = false;
    stage.request.latent.asked++;
    ask(&stage);
    views = wait_for(&stage, has_answer, 40);
    uint64_t generation = views->latent_decode.tag.generation;
    send(&stage, (LiveCommand){.kind = COMMAND_RESET});
    views = wait_for(&stage, is_begun_anew, generation);
    assert_true(views->latent.tag.generation == views->latent_decode.tag.generation);
    headless_finish(h);
    stage_finish(&stage);
}

static bool has_other_run(const Stage *stage, const Views *views, uint64_t run) {
    (void)stage;
    return views->latent.tag.run > run;
}

// The map that is on screen is what the next one is turned to, also where another model makes it: no turn would bring
// them nearer to each other.
static void another_models_map_is_turned_to_the_one_before(void **state) {
    (void)state;
    Stage stage;
    float before[2 * SMALL_TEST];
    stage_init(&stage);
    memcpy(before, begin(&stage, "wide.ini", 40)->latent.position.floats, sizeof before);
    send_file(&stage, COMMAND_MODEL, "deep.ini");
    const LatentMapView *view = &wait_for(&stage, has_other_run, 1)->latent;
    Procrustes turn = procrustes_find(view->position.floats, before, SMALL_TEST, false);
    assert_near(turn.turn[0][0], 1, 1e-4);
    assert_near(turn.turn[1][1], 1, 1e-4);
    assert_near(turn.turn[0][1], 0, 1e-3);
    assert_true(view->turned > 0 && view->turned <= 90);
    stage_finish(&stage);
}

static bool is_of_run(const Stage *stage, const Views *views, uint64_t run) {
    return has_points(stage, views, views->latent.tag.step) && views->latent.tag.run == run &&
           views->latent_decode.tag.run == run && views->latent_strip.tag.run == run;
}

// Whatever the size of the code, and while everything runs.
static void switching_models_while_it_trains_gives_each_its_own_map(void **state) {
    (void)state;
    static const char *const CODES[] = {"dense 1",    "dense 2 relu", "dense 3 sigmoid",
                                        "gaussian 1", "gaussian 7",   "dense 4096 relu"};
    enum { MODELS = sizeof CODES / sizeof *CODES };
    Stage stage;
    stage_init(&stage);
    stage.request.latent.decodes = stage.request.latent.hovers = true;
    stage.request.latent.strip = 4;
    stage.request.latent.to.x = 1;
    stage.request.latent.axes = LATENT_UNITS;
    ask(&stage);
    for (int m = 0; m < MODELS; m++) {
        char name[16];
        snprintf(name, sizeof name, "model%d", m);
        write_model(&stage, name, CODES[m]);
        snprintf(name, sizeof name, "model%d.ini", m);
        send_file(&stage, COMMAND_MODEL, name);
        send(&stage, (LiveCommand){.kind = COMMAND_RUN});
        const Views *views = wait_for(&stage, is_of_run, (uint64_t)m + 1);
        const LatentMapView *view = &views->latent;
        assert_true(view->box.width > 0 && view->box.height > 0);
        for (int i = 0; i < 2 * view->images; i++)
            assert_true(isfinite(view->position.floats[i]));
        assert_int_equal(view->units, views->latent_decode.code.size / sizeof(float));
        assert_true(m != 0 || view->position.floats[1] > 0); // of one unit: its error
    }
    stage_finish(&stage);
}

// A network whose code is always 0: all in one place.
static void constant_codes_lie_in_one_place(void **state) {
    (void)state;
    Stage stage;
    stage_init(&stage);
    ModelSpec spec = write_model(&stage, "dead", "dense 6 relu");
    Headless *h = headless(&stage, &spec, 0);
    for (size_t i = 0; i < h->session.net.parameter_count; i++)
        h->session.net.parameters[i] = -0.01F;
    Error error = {0};
    Checkpoint checkpoint = session_checkpoint(&h->session, false, NULL);
    assert_true(checkpoint_save(scratch_path(&stage.world.scratch, "dead.safetensors"), &checkpoint, &error));
    headless_finish(h);
    stage.request.latent.strip = 3;
    stage.request.latent.decodes = true;
    send_file(&stage, COMMAND_RESTORE, "dead.safetensors");
    ask(&stage);
    const Views *views = wait_for(&stage, is_of_run, 1);
    for (int i = 0; i < 2 * SMALL_TEST; i++)
        assert_true(views->latent.position.floats[i] == 0);
    assert_true(views->latent.box.width == 1 && views->latent.box.left == -0.5F && views->latent.share[0] == 0);
    assert_true(views->latent_decode.code.floats[3] == 0);
    stage_finish(&stage);
}

static bool has_pictures(const Stage *stage, const Views *views, uint64_t value) {
    (void)value;
    return views->latent_pictures.images == stage->request.latent.pictures;
}

static void thumbnails_are_the_images(void **state) {
    (void)state;
    Stage stage;
    stage_init(&stage);
    stage.request.latent.pictures = 2;
    stage.request.latent.picture[0] = 69;
    stage.request.latent.picture[1] = 4;
    begin(&stage, "narrow.ini", 0);
    const LatentPicturesView *view = &wait_for(&stage, has_pictures, 0)->latent_pictures;
    assert_memory_equal(view->pictures.bytes, images_pixels(&stage.world.data->test, 69), SIZE);
    assert_memory_equal(view->pictures.bytes + SIZE, images_pixels(&stage.world.data->test, 4), SIZE);
    stage.request.latent = (LatentRequest){0};
    ask(&stage);
    train(&stage, 10);
    wait_for(&stage, has_done, 3);
    assert_int_equal(live_views(stage.live)->latent.tag.step, 0); // hidden: nothing is computed
    stage_finish(&stage);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_points_are_the_plane_of_largest_variance),
        cmocka_unit_test(a_point_is_decoded_with_the_other_components_of_the_nearest_image),
        cmocka_unit_test(a_decoded_point_is_what_the_command_line_decodes),
        cmocka_unit_test(units_are_set_and_the_others_are_of_the_pinned_image),
        cmocka_unit_test(values_are_those_of_their_step),
        cmocka_unit_test(the_image_under_the_pointer_has_an_ellipse_where_the_code_is_gaussian),
        cmocka_unit_test(strip_and_grid_are_points_decoded),
        cmocka_unit_test(an_embedding_stays_and_is_decoded_as_a_blend_of_eight),
        cmocka_unit_test(no_axis_flips_while_it_trains),
        cmocka_unit_test(looking_back_and_beginning_anew_show_their_own_map),
        cmocka_unit_test(another_models_map_is_turned_to_the_one_before),
        cmocka_unit_test(switching_models_while_it_trains_gives_each_its_own_map),
        cmocka_unit_test(constant_codes_lie_in_one_place),
        cmocka_unit_test(thumbnails_are_the_images),
    };
    kernels_choose(NULL);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
