// The benches with the real engine behind them: what the observer and the jobs thread give is what the pure functions
// give for the same weights, and always of one step.
#include "live.h"
#include "small_world.h"
#include "test.h"

#include "clock.h"
#include "denoising.h"
#include "evaluate.h"
#include "image_quality.h"
#include "neighbours.h"
#include "probe.h"
#include "reconstruction.h"
#include "session.h"

#include <math.h>
#include <string.h>

#define PATIENCE 60.0
enum { SIZE = SMALL_SIDE * SMALL_SIDE, STEPS = 30 };

typedef struct Stage {
    SmallWorld world;
    Live *live;
    ViewRequest request;
    Session *session; // the headless engine after as many steps of the same model
    Pass pass;
} Stage;

static void send(Stage *stage, CommandKind kind, const char *file, int count) {
    LiveCommand command = {.kind = kind, .count = count};
    Error error = {0};
    if (file)
        snprintf(command.text, sizeof command.text, "%s", file);
    while (!live_send(stage->live, &command, &error))
        clock_sleep(1e-3);
}

static void open_model(Stage *stage, const ModelSpec *spec, const char *file) {
    RunSettings settings = session_defaults();
    Error error = {0};
    StepMetrics metrics;
    send(stage, COMMAND_MODEL, scratch_path(&stage->world.scratch, file), 0);
    stage->session = calloc(1, sizeof *stage->session);
    if (!session_init(stage->session, spec, stage->world.data, &settings, 1, &error))
        fail_msg("%s", error.text);
    for (int i = 0; i < STEPS; i++)
        assert_int_equal(session_run(stage->session, 1, &metrics), 1);
    Team solo = team_solo();
    net_prepare(&stage->session->net, &solo);
    assert_true(pass_init(&stage->pass, &stage->session->net, 16, 1, false, &error));
    assert_true(pass_part_target(&stage->pass, &stage->session->net, NULL));
}

static void stage_init(Stage *stage) {
    LiveDesc desc = {.threads = 2};
    Error error = {0};
    *stage = (Stage){0};
    small_world_init(&stage->world);
    stage->live = live_create(&desc, &error);
    if (!stage->live)
        fail_msg("%s", error.text);
    send(stage, COMMAND_DATA, stage->world.scratch.folder, 0);
    open_model(stage, &stage->world.narrow, "narrow.ini");
    double until = clock_seconds() + PATIENCE;
    while (live_status(stage->live)->run == 0 && clock_seconds() < until)
        clock_sleep(1e-3);
    send(stage, COMMAND_STEP, NULL, STEPS);
}

static void stage_finish(Stage *stage) {
    live_destroy(stage->live);
    pass_finish(&stage->pass);
    session_finish(stage->session);
    free(stage->session);
    small_world_finish(&stage->world);
}

typedef bool (*Test)(const Stage *stage, const Views *views);

static const Views *wait_for(Stage *stage, Test test) {
    double until = clock_seconds() + PATIENCE;
    for (;;) {
        live_status(stage->live);
        const Views *views = live_views(stage->live);
        if (test(stage, views))
            return views;
        if (clock_seconds() > until)
            fail_msg("nothing came for %g seconds", PATIENCE);
        clock_sleep(1e-3);
    }
}

static bool is_denoised(const Stage *stage, const Views *views) {
    const DenoisingRequest *wish = &stage->request.denoising;
    const DenoisingCurve *curve = &views->denoising.curve[wish->kind];
    return views->denoising.tag.step == STEPS && views->denoising.kind == wish->kind && curve->tag.step == STEPS &&
           curve->points == NOISE_STRENGTHS;
}

static DenoisingFigures measure(Stage *stage, const Corruption *corruption, int image) {
    ImageSource source = evaluation_source(&stage->session->spec, &stage->world.data->test);
    DenoisingFigures figures;
    double *scratch = calloc(denoising_scratch(&stage->session->net), sizeof *scratch);
    source.corruption = *corruption;
    denoising_measure(&stage->session->net, &stage->pass, stage->session->spec.loss, &source, &image, 1, scratch,
                      &figures);
    free(scratch);
    return figures;
}

static void assert_curve(Stage *stage, const DenoisingCurve *curve, NoiseKind kind) {
    assert_int_equal(curve->images, SMALL_TEST);
    for (int p = 0; p < NOISE_STRENGTHS; p += 4) {
        Corruption corruption = denoising_corruption(kind, denoising_strength(p));
        DenoisingFigures mean = {0};
        for (int i = 0; i < SMALL_TEST; i++) {
            DenoisingFigures figures = measure(stage, &corruption, i);
            denoising_add(&mean, &figures, 1.0 / SMALL_TEST);
        }
        assert_true(fabs(curve->point[p].mse - mean.mse) < 1e-9 && fabs(curve->point[p].ssim - mean.ssim) < 1e-9);
        assert_true(fabs(curve->point[p].input_mse - mean.input_mse) < 1e-9);
        assert_true((p == 0) == (mean.input_mse == 0));
    }
}

static void noise_is_taken_from_the_images_asked_for_and_the_curve_is_of_all_strengths(void **state) {
    (void)state;
    Stage stage;
    stage_init(&stage);
    for (NoiseKind kind = NOISE_GAUSSIAN; kind <= NOISE_SQUARE; kind += NOISE_SQUARE) {
        stage.request.denoising =
            (DenoisingRequest){.wanted = true, .kind = kind, .strength = 0.35, .first = 60, .count = 20};
        live_request(stage.live, &stage.request);
        const DenoisingView *view = &wait_for(&stage, is_denoised)->denoising;
        Corruption corruption = denoising_corruption(kind, 0.35);
        assert_int_equal(view->images, 20);
        assert_int_equal(view->first, 50); // the last twenty of seventy
        for (int i = 0; i < view->images; i += 7) {
            DenoisingFigures figures = measure(&stage, &corruption, view->first + i);
            assert_true(view->figures[i].mse == figures.mse && view->figures[i].input_ssim == figures.input_ssim);
            assert_memory_equal(view->input.bytes + i * SIZE, images_pixels(&stage.world.data->test, 50 + i), SIZE);
            for (int p = 0; p < SIZE; p++)
                assert_int_equal(view->seen.bytes[i * SIZE + p], byte_of(stage.pass.activation[0][p]));
            assert_memory_not_equal(view->seen.bytes + i * SIZE, view->input.bytes + i * SIZE, SIZE);
        }
        assert_curve(&stage, &view->curve[kind], kind);
    }
    assert_true(corruption_is_none(&stage.session->spec.corruption)); // the run has none and gets none
    assert_true(live_status(stage.live)->settings.gaussian == 0);
    stage_finish(&stage);
}

static bool is_compressed(const Stage *stage, const Views *views) {
    (void)stage;
    return views->compression.tag.step == STEPS && !isnan(views->compression.figures.mse[QUANTISER_BITS - 1]);
}

static void codes_in_few_bits_are_decoded_and_counted(void **state) {
    (void)state;
    Stage stage;
    stage_init(&stage);
    stage.request.compression.wanted = true;
    live_request(stage.live, &stage.request);
    const CompressionView *view = &wait_for(&stage, is_compressed)->compression;
    const CompressionFigures *figures = &view->figures;
    const Net *net = &stage.session->net;
    int units = shape_size(net->code), images = figures->images;
    float *codes = calloc((size_t)SMALL_TEST * (size_t)units, sizeof *codes), *low = calloc((size_t)units, 4),
          *high = calloc((size_t)units, 4), output[SIZE], *code = calloc((size_t)units, 4);
    assert_int_equal(images, SMALL_TEST);
    assert_int_equal(figures->units, units);
    assert_true(encode(net, &stage.world.data->test, 1, codes, NULL));
    quantiser_ranges(codes, SMALL_TEST, units, low, high);
    for (int bits = 1; bits <= QUANTISER_BITS + 1; bits += 4) { // 1, 5 and the code as it is
        double mse = 0, entropy = 0;
        for (int n = 0; n < SMALL_TEST; n++) {
            const float *own = codes + (size_t)n * (size_t)units;
            for (int u = 0; u < units; u++)
                code[u] = bits > QUANTISER_BITS
                              ? own[u]
                              : quantiser_value(quantiser_cell(own[u], low[u], high[u]), bits, low[u], high[u]);
            decode(net, &stage.pass, stage.session->spec.loss, code, 1, output);
            const uint8_t *pixels = images_pixels(&stage.world.data->test, n);
            for (int p = 0; p < SIZE; p++)
                mse += pow((double)output[p] - pixels[p] / 255.0, 2) / SIZE / SMALL_TEST;
            for (int p = 0; n < figures->pictures && p < SIZE; p++)
                assert_int_equal(view->output.bytes[(n * COMPRESSION_STEPS + bits - 1) * SIZE + p], byte_of(output[p]));
        }
        for (int u = 0; u < units && bits <= QUANTISER_BITS; u++) {
            uint32_t counts[QUANTISER_CELLS] = {0};
            for (int n = 0; n < SMALL_TEST; n++)
                counts[quantiser_cell(codes[n * units + u], low[u], high[u])]++;
            entropy += quantiser_entropy(counts, bits);
        }
        assert_true(fabs(figures->mse[bits - 1] - mse) < 1e-6);
        assert_true(bits > QUANTISER_BITS || fabs(figures->entropy[bits - 1] - entropy) < 1e-9);
    }
    assert_true(figures->deflated > 10 && figures->deflated < 2 * SIZE);
    free(codes);
    free(code);
    free(low);
    free(high);
    stage_finish(&stage);
}

static bool has_features(const Stage *stage, const Views *views) {
    (void)stage;
    return views->features.tag.run > 0 && views->features.state == FEATURES_DONE;
}

// The answers for codes or pixels, as the jobs thread should have come to them.
static void assert_answers(const Stage *stage, const FeaturesView *view, FeatureSpace space, float *train, float *test,
                           int values) {
    const Dataset *data = stage->world.data;
    const FeaturesResult *result = &view->result;
    uint8_t predicted[SMALL_TEST];
    int right[2] = {0}, neighbours[SMALL_TEST * NEIGHBOURS_MOST], cells = data->classes * data->classes, all = 0;
    Neighbours nearest;
    assert_int_equal(result->size[space], values);
    assert_true(result->ready[space]);
    assert_true(probe_predict(train, data->train.labels, SMALL_TRAIN, test, SMALL_TEST, values, data->classes,
                              predicted, NULL, NULL, NULL));
    assert_true(neighbours_init(&nearest, train, SMALL_TRAIN, values, NULL));
    neighbours_find(&nearest, test, SMALL_TEST, neighbours);
    neighbours_finish(&nearest);
    for (int i = 0; i < SMALL_TEST; i++) {
        right[0] += predicted[i] == data->test.labels[i];
        right[1] += neighbours_vote(neighbours + (size_t)i * NEIGHBOURS_MOST, 5, data->train.labels) == data->test.labels[i];
    }
    assert_true(fabs(result->accuracy[space][FEATURE_PROBE] * SMALL_TEST - right[0]) < 1.01); // sums in another order
    assert_true(fabs(result->accuracy[space][FEATURE_NEAREST_5] * SMALL_TEST - right[1]) < 1.01);
    for (int c = 0; c < cells; c++)
        all += view->confusion.ints[(space * FEATURE_METHODS + FEATURE_NEAREST_5) * cells + c];
    assert_int_equal(all, SMALL_TEST);
}

static void classes_are_told_by_codes_components_and_pixels(void **state) {
    (void)state;
    Stage stage;
    stage_init(&stage);
    const Dataset *data = stage.world.data;
    int units = shape_size(stage.session->net.code);
    static float train[SMALL_TRAIN * SIZE], test[SMALL_TEST * SIZE];
    stage.request.denoising = (DenoisingRequest){.wanted = true, .count = 1};
    live_request(stage.live, &stage.request);
    wait_for(&stage, is_denoised); // the step is reached
    stage.request.features = (FeaturesRequest){.order = 1, .components = 3};
    live_request(stage.live, &stage.request);
    const FeaturesView *view = &wait_for(&stage, has_features)->features;
    assert_int_equal(view->tag.step, STEPS);
    assert_int_equal(view->result.train, SMALL_TRAIN);
    assert_int_equal(view->result.test, SMALL_TEST);
    assert_int_equal(view->result.size[FEATURE_PCA], 3);
    assert_true(view->result.ready[FEATURE_PCA] && view->result.accuracy[FEATURE_PCA][FEATURE_PROBE] > 0);
    for (int i = 0; i < SMALL_TRAIN * SIZE; i++)
        train[i] = (float)data->train.pixels[i] / 255;
    for (int i = 0; i < SMALL_TEST * SIZE; i++)
        test[i] = (float)data->test.pixels[i] / 255;
    assert_answers(&stage, view, FEATURE_PIXELS, train, test, SIZE);
    assert_true(encode(&stage.session->net, &data->train, 1, train, NULL));
    assert_true(encode(&stage.session->net, &data->test, 1, test, NULL));
    assert_answers(&stage, view, FEATURE_CODE, train, test, units);
    stage_finish(&stage);
}

static bool has_second(const Stage *stage, const Views *views) {
    return has_features(stage, views) && views->features.result.size[FEATURE_PCA] == SIZE;
}

// As many components as pixels only turn the images: nothing is fitted, and the answers are those of the pixels.
static void all_components_tell_what_the_pixels_tell(void **state) {
    (void)state;
    Stage stage;
    stage_init(&stage);
    stage.request.features = (FeaturesRequest){.order = 4, .components = 4000};
    live_request(stage.live, &stage.request);
    const FeaturesView *view = &wait_for(&stage, has_second)->features;
    for (int m = 0; m < FEATURE_METHODS; m++)
        assert_true(view->result.accuracy[FEATURE_PCA][m] == view->result.accuracy[FEATURE_PIXELS][m]);
    int cells = FEATURE_METHODS * view->result.classes * view->result.classes;
    assert_memory_equal(view->confusion.ints + FEATURE_PCA * cells, view->confusion.ints + FEATURE_PIXELS * cells,
                        (size_t)cells * sizeof(int));
    stage_finish(&stage);
}

static bool is_of_other_run(const Stage *stage, const Views *views) {
    uint64_t run = live_status(stage->live)->run;
    return views->denoising.tag.run == run && views->compression.tag.run == run && views->denoising.tag.step == 0 &&
           views->features.state == FEATURES_NONE;
}

// Another model while all three work: nothing of the old one is shown as the new one's.
static void another_model_takes_the_benches_over(void **state) {
    (void)state;
    Stage stage;
    stage_init(&stage);
    stage.request.denoising = (DenoisingRequest){.wanted = true, .strength = 0.5, .count = 8};
    stage.request.compression.wanted = true;
    stage.request.features = (FeaturesRequest){.order = 1, .components = 3};
    live_request(stage.live, &stage.request);
    uint64_t run = live_status(stage.live)->run;
    send(&stage, COMMAND_MODEL, scratch_path(&stage.world.scratch, "deep.ini"), 0);
    double until = clock_seconds() + PATIENCE;
    while (live_status(stage.live)->run == run && clock_seconds() < until)
        clock_sleep(1e-3);
    stage.request.features = (FeaturesRequest){0}; // hidden
    live_request(stage.live, &stage.request);
    const Views *views = wait_for(&stage, is_of_other_run);
    assert_true(views->features.tag.run != views->denoising.tag.run);
    stage_finish(&stage);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(noise_is_taken_from_the_images_asked_for_and_the_curve_is_of_all_strengths),
        cmocka_unit_test(codes_in_few_bits_are_decoded_and_counted),
        cmocka_unit_test(classes_are_told_by_codes_components_and_pixels),
        cmocka_unit_test(all_components_tell_what_the_pixels_tell),
        cmocka_unit_test(another_model_takes_the_benches_over),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
