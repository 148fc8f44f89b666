// Integer patterns only. Divisions are of small integers, which every processor rounds alike; no function of libm.
#include "sample_statistics.h"

#include "sample_analysis.h"
#include "sample_filters.h"
#include "sample_latent.h"
#include "sample_network.h"
#include "sample_unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SAMPLE_FRAMES = 40 };
enum { STEP = 3517, STEPS_AN_EPOCH = 468, TEST_IMAGES = 10000, LIVING = 123, POINTS = 700, POINT_STEPS = 5 };

static const char *const SHAPES[SAMPLE_SHAPES] = {"Disc",      "Ring",  "Square",     "Frame",  "Triangle",
                                                  "Half moon", "Cross", "Chessboard", "Stairs", "Window pane"};

int sample_noise(int index, int purpose, int below) {
    uint32_t state = (uint32_t)index * 2654435761U + (uint32_t)purpose * 40503U + 12345U;
    state = (state ^ state >> 15) * 2246822519U;
    state = (state ^ state >> 13) * 3266489917U;
    return (int)((state ^ state >> 16) % (uint32_t)below);
}

ViewTag sample_tag(void) {
    return (ViewTag){1, 1, STEP};
}

int sample_units(SampleModel model) {
    static const int UNITS[SAMPLE_MODELS] = {64, SAMPLE_UNITS, 32, 20};
    return UNITS[model];
}

static bool inside(int shape, int x, int y, int r) {
    int square = x * x + y * y, left = x + 4, ax = abs(x), ay = abs(y), widest = ax > ay ? ax : ay;
    switch (shape) {
    case 0:
        return square <= r * r;
    case 1:
        return square <= r * r && square >= r * r / 3;
    case 2:
        return widest <= r;
    case 3:
        return widest <= r && widest >= r - 3;
    case 4:
        return y >= -r && y <= r && 2 * ax <= y + r;
    case 5:
        return square <= r * r && left * left + y * y > r * r;
    case 6:
        return widest <= r && (ax <= 2 || ay <= 2);
    case 7:
        return widest <= r && ((x + 42) / 7 + (y + 42) / 7) % 2 == 0;
    case 8:
        return widest <= r && (x + r) / 4 <= (y + r) / 4;
    default:
        return widest <= r && (widest >= r - 1 || ax <= 1 || ay <= 1);
    }
}

// A shape somewhere near the middle, lighter towards one corner, with a little grain.
static void draw_shape(int image, uint8_t *pixels) {
    int r = 7 + sample_noise(image, 1, 5), middle_x = 13 + sample_noise(image, 2, 3),
        middle_y = 13 + sample_noise(image, 3, 3);
    int light = 150 + sample_noise(image, 4, 80), slope = sample_noise(image, 5, 5) - 2;
    for (int p = 0; p < SAMPLE_PIXELS; p++) {
        int x = p % SAMPLE_SIDE - middle_x, y = p / SAMPLE_SIDE - middle_y;
        int value = light + slope * (x + y) + sample_noise(image * SAMPLE_PIXELS + p, 6, 25);
        value = value > 255 ? 255 : value;
        pixels[p] = (uint8_t)(inside(image % SAMPLE_SHAPES, x, y, r) ? value : 0);
    }
}

// What a net would make of it: without the grain and with soft edges, more so for some images. A mean of 3×3 pixels and
// the one in the middle.
static void blur(int image, const uint8_t *input, uint8_t *output) {
    int sharpness = 1 + sample_noise(image, 11, 16);
    for (int p = 0; p < SAMPLE_PIXELS; p++) {
        int sum = 0;
        for (int k = 0; k < 9; k++) {
            int x = p % SAMPLE_SIDE + k % 3 - 1, y = p / SAMPLE_SIDE + k / 3 - 1;
            if (x >= 0 && x < SAMPLE_SIDE && y >= 0 && y < SAMPLE_SIDE)
                sum += input[y * SAMPLE_SIDE + x];
        }
        output[p] = (uint8_t)((sum + sharpness * input[p]) * 31 / ((9 + sharpness) * 32));
    }
}

static void fill_reconstruction(SampleViews *sample) {
    ReconstructionView *view = &sample->views.reconstruction;
    *view = (ReconstructionView){.tag = sample_tag(),
                                 .channels = 1,
                                 .height = SAMPLE_SIDE,
                                 .width = SAMPLE_SIDE,
                                 .images = VIEW_MAX_IMAGES,
                                 .input = {.bytes = sample->input, .size = sizeof sample->input},
                                 .output = {.bytes = sample->output, .size = sizeof sample->output}};
    for (int i = 0; i < view->images; i++) {
        uint8_t *input = view->input.bytes + i * SAMPLE_PIXELS, *output = view->output.bytes + i * SAMPLE_PIXELS;
        draw_shape(i, input);
        blur(i, input, output);
        int sum = 0;
        for (int p = 0; p < SAMPLE_PIXELS; p++)
            sum += (output[p] - input[p]) * (output[p] - input[p]);
        view->index[i] = i;
        view->label[i] = i % SAMPLE_SHAPES;
        view->score[i].squared_error = (float)(sum / 65025.0);
    }
}

// The first of them is pinned.
static void fill_pinned(SampleViews *sample) {
    const ReconstructionView *from = &sample->views.reconstruction;
    sample->views.pinned = (PinnedView){.tag = sample_tag(),
                                        .channels = 1,
                                        .height = SAMPLE_SIDE,
                                        .width = SAMPLE_SIDE,
                                        .score = from->score[0],
                                        .input = {.bytes = sample->input, .size = SAMPLE_PIXELS},
                                        .seen = {.bytes = sample->input, .size = SAMPLE_PIXELS},
                                        .output = {.bytes = sample->output, .size = SAMPLE_PIXELS}};
}

// Place of a unit of a sparse code when sorted by how often it fires: 0 the most often, from LIVING on never.
static int rank_of(int unit) {
    return unit * 77 % SAMPLE_UNITS; // 77 is odd, so that every rank occurs once
}

// Of 10 000 test images those for which the unit fires. Of a sparse code: many for a few units, then ever fewer; of a
// rectified one: for half of them or so; of others: always.
static int fires_of(SampleModel model, int unit) {
    int rank = rank_of(unit), left = LIVING - rank;
    if (model == SAMPLE_CONVOLUTIONAL || model == SAMPLE_VARIATIONAL)
        return TEST_IMAGES;
    if (model == SAMPLE_VANILLA)
        return 3500 + sample_noise(unit, 17, 5000);
    return left <= 0 ? 0 : 6000 * left * left / (LIVING * LIVING) + 3;
}

static void fill_code(SampleViews *sample, SampleModel model) {
    CodeView *code = &sample->views.code;
    *code = (CodeView){.tag = sample_tag(), .units = sample_units(model), .images = VIEW_CODE_IMAGES};
    size_t values = (size_t)code->images * (size_t)code->units;
    code->codes = (ViewArray){.floats = sample->codes, .size = values * sizeof(float)};
    for (int i = 0; i < code->images; i++) {
        int label = i * SAMPLE_SHAPES / code->images;
        code->index[i] = i % 20 * SAMPLE_SHAPES + label; // of that class
        code->label[i] = label;
        for (int u = 0; u < code->units; u++) {
            int liking = sample_noise(u * SAMPLE_SHAPES + label, 7, 100); // of the unit for the class, in percent
            bool fires = sample_noise(i * SAMPLE_UNITS + u, 8, TEST_IMAGES) < fires_of(model, u) * liking / 50 ||
                         fires_of(model, u) == TEST_IMAGES;
            int sign = fires_of(model, u) == TEST_IMAGES && sample_noise(i + 7 * u, 18, 2) ? -1 : 1;
            sample->codes[i * code->units + u] =
                fires ? (float)(sign * liking * (16 + sample_noise(i * SAMPLE_UNITS + u, 9, 48))) / 1024 : 0;
        }
    }
}

static void fill_statistics(SampleViews *sample, SampleModel model) {
    int fires[SAMPLE_UNITS], units = sample_units(model);
    for (int u = 0; u < units; u++)
        fires[u] = fires_of(model, u);
    sample_statistics_fill(&sample->views.code_statistics, sample->figures, fires, units, TEST_IMAGES,
                           model == SAMPLE_VARIATIONAL);
}

static void fill_quality(SampleViews *sample, SampleModel model) {
    QualityView *view = &sample->views.quality;
    *view =
        (QualityView){.tag = sample_tag(),
                      .quality = {.images = TEST_IMAGES,
                                  .mse = 0.01163,
                                  .bce = 219.87,
                                  .psnr = 19.344,
                                  .explained_variance = 0.8641,
                                  .l1 = 31.5,
                                  .l0 = 38.72},
                      .code = {.units = sample_units(model), .images = TEST_IMAGES, .lifetime_sparsity = 0.8488},
                      .frequency = {.floats = sample->frequency, .size = (size_t)sample_units(model) * sizeof(float)},
                      .running = sample_tag(),
                      .scored = 4096,
                      .images = TEST_IMAGES};
    for (int u = 0; u < sample_units(model); u++) {
        int fires = fires_of(model, u);
        sample->frequency[u] = (float)fires / TEST_IMAGES;
        view->code.dead += fires == 0;
        view->code.ultra_rare += fires > 0 && fires < TEST_IMAGES / 1000;
        view->code.dense += fires > TEST_IMAGES / 10;
    }
    for (int step = 0; step <= STEP; step += 250)
        view->curve[view->points++] = (TestPoint){.step = step,
                                                  .reconstruction = 216 + 17000.0 / (step + 55),
                                                  .penalty = 6.1 + 900.0 / (step + 61),
                                                  .l0 = 38 + 9000.0 / (step + 90),
                                                  .dead = sample_units(model) * step / (2 * step + 2000)};
}

typedef struct SampleLayer {
    LayerPart part;
    const char *text, *shape;
    uint64_t parameters;
} SampleLayer;

enum { LAYERS = 7 };

static const SampleLayer LAYER[SAMPLE_MODELS][LAYERS] = {
    {{PART_CODE, "dense 64 relu", "64", 50240}, {PART_DECODER, "dense image", "784", 50960}},
    {{PART_CODE, "dense 256 relu", "256", 200960}, {PART_DECODER, "dense image", "784", 201488}},
    {{PART_ENCODER, "conv 16 3x3 stride 2 relu", "16×14×14", 160},
     {PART_ENCODER, "conv 32 3x3 stride 2 relu", "32×7×7", 4640},
     {PART_CODE, "dense 32", "32", 50208},
     {PART_DECODER, "dense back relu", "1568", 51744},
     {PART_DECODER, "reshape back", "32×7×7", 0},
     {PART_DECODER, "conv_transpose 16 4x4 stride 2 relu", "16×14×14", 8208},
     {PART_DECODER, "conv_transpose image 4x4 stride 2", "1×28×28", 257}},
    {{PART_ENCODER, "dense 400 relu", "400", 314000},
     {PART_CODE, "gaussian 20", "20", 16040},
     {PART_DECODER, "dense 400 relu", "400", 8400},
     {PART_DECODER, "dense image", "784", 314384}}};

static void add_layer(LiveModel *model, const SampleLayer *from, char *file, size_t size) {
    LiveLayer *layer = &model->layer[model->layers++];
    *layer = (LiveLayer){.part = from->part, .parameters = from->parameters};
    snprintf(layer->text, sizeof layer->text, "%s", from->text);
    snprintf(layer->shape, sizeof layer->shape, "%s", from->shape);
    model->parameters += from->parameters;
    bool first = from->part == PART_DECODER && model->layer[model->layers - 2].part != PART_DECODER;
    size_t length = strlen(file);
    snprintf(file + length, size - length, "%slayer = %s\n", first ? "[decoder]\n" : "", from->text);
}

static void fill_model(LiveModel *model, SampleModel of) {
    static const char *const names[SAMPLE_MODELS][2] = {
        {"vanilla", "Vanilla"}, {"sparse", "Sparse"}, {"conv", "Convolutional"}, {"variational", "Variational"}};
    bool relu = of == SAMPLE_VANILLA || of == SAMPLE_SPARSE;
    *model = (LiveModel){.bce = true,
                         .units = sample_units(of),
                         .activates = of != SAMPLE_VARIATIONAL,
                         .gaussian = of == SAMPLE_VARIATIONAL,
                         .sparse = of == SAMPLE_SPARSE,
                         .channels = 1,
                         .height = SAMPLE_SIDE,
                         .width = SAMPLE_SIDE};
    snprintf(model->id, sizeof model->id, "%s", names[of][0]);
    snprintf(model->title, sizeof model->title, "%s", names[of][1]);
    snprintf(model->activation, sizeof model->activation, "%s", relu ? "relu" : "");
    snprintf(model->file, sizeof model->file, "[model]\ntitle = %s\nloss = bce\n[encoder]\n", names[of][1]);
    for (int i = 0; i < LAYERS && LAYER[of][i].text; i++)
        add_layer(model, &LAYER[of][i], model->file, sizeof model->file);
}

static void fill_data(LiveData *data) {
    *data = (LiveData){.id = "shapes",
                       .title = "Simple shapes",
                       .train_images = 60000,
                       .test_images = TEST_IMAGES,
                       .classes = SAMPLE_SHAPES,
                       .pca = 256};
    for (int i = 0; i < SAMPLE_SHAPES; i++)
        snprintf(data->class_name[i], sizeof data->class_name[i], "%s", SHAPES[i]);
    for (int k = 0; k <= data->pca; k++)
        data->pca_mse[k] = 0.5 / (k + 6);
}

// The status of a run that has just begun.
static void fill_status(LiveStatus *status, SampleModel model) {
    *status = (LiveStatus){
        .run = 1,
        .generation = 1,
        .settings = {.batch = 128, .rate = 1e-3, .l1 = model == SAMPLE_SPARSE ? 0.25 : 0, .seed = 1, .images = 60000},
        .epoch_steps = STEPS_AN_EPOCH,
        .threads = 2};
    fill_model(&status->model, model);
    fill_data(&status->data);
}

static void train(LiveStatus *status) {
    status->step = STEP;
    status->epoch = STEP / STEPS_AN_EPOCH;
    status->epoch_step = STEP % STEPS_AN_EPOCH;
    status->running = true;
    status->progress = -1;
    status->images_per_second = 412638;
    status->points = POINTS;
    for (int i = 0; i < POINTS; i++) {
        int step = 1 + POINT_STEPS * i;
        status->curve[i] = (LivePoint){.step = step,
                                       .reconstruction = 210 + 17000.0 / (step + 50) + sample_noise(i, 10, 120) / 10.0,
                                       .penalty = 6 + 900.0 / (step + 60)};
    }
    const LivePoint *last = &status->curve[POINTS - 1];
    status->reconstruction = last->reconstruction;
    status->penalty = last->penalty;
    status->loss = last->reconstruction + last->penalty;
}

// The first image, clearer with each frame; the newest frame is still missing.
static void fill_history(SampleViews *sample) {
    HistoryView *view = &sample->views.history;
    *view = (HistoryView){.tag = sample_tag(),
                          .moments = 2 * SAMPLE_FRAMES - 1,
                          .bytes = 18 << 20,
                          .budget = 96 << 20,
                          .channels = 1,
                          .height = SAMPLE_SIDE,
                          .width = SAMPLE_SIDE,
                          .frames = SAMPLE_FRAMES,
                          .film = {.bytes = sample->film, .size = sizeof sample->film}};
    for (int i = 0; i < view->moments; i++)
        view->step[i] = (uint64_t)(STEP * i * i / ((view->moments - 1) * (view->moments - 1)));
    for (int f = 0; f < view->frames; f++) {
        uint8_t *pixels = sample->film + f * SAMPLE_PIXELS;
        view->moment[f] = 2 * f;
        view->ready[f] = f < view->frames - 1;
        for (int p = 0; p < SAMPLE_PIXELS; p++)
            pixels[p] =
                (uint8_t)((sample->output[p] * f + sample_noise(f * SAMPLE_PIXELS + p, 77, 128) * (SAMPLE_FRAMES - f)) /
                          SAMPLE_FRAMES);
    }
}

void sample_views_init(SampleViews *sample, SampleState state, SampleModel model) {
    memset(sample, 0, sizeof *sample);
    if (state == SAMPLE_LOADING) {
        sample->status.loading = true;
        sample->status.progress = -1;
        return;
    }
    fill_status(&sample->status, model);
    if (state == SAMPLE_FRESH)
        return;
    train(&sample->status);
    fill_reconstruction(sample);
    fill_pinned(sample);
    sample_choice_fill(sample);
    fill_code(sample, model);
    fill_quality(sample, model);
    fill_statistics(sample, model);
    fill_history(sample);
    sample_play_fill(sample);
    sample_unit_fill(sample, model);
    sample_network_init(&sample->views.network, &sample->status.model, sample->input, sample->output, sample->network,
                        sample->ranges);
    sample_filters_init(sample, model);
    sample_analysis_fill(sample, sample_units(model));
    sample_latent_fill(sample, model);
}
