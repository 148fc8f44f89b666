// Integer patterns only. Divisions are of small integers, which every processor rounds alike; no function of libm.
#include "sample_views.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SAMPLE_FRAMES = 40 };
enum { STEP = 3517, STEPS_AN_EPOCH = 468, TEST_IMAGES = 10000, LIVING = 123, POINTS = 700, POINT_STEPS = 5 };

static const char *const SHAPES[SAMPLE_SHAPES] = {"Disc",      "Ring",  "Square",     "Frame",  "Triangle",
                                                  "Half moon", "Cross", "Chessboard", "Stairs", "Window pane"};

// A number from 0 to `below` - 1 that only looks random.
static int noise(int index, int purpose, int below) {
    uint32_t state = (uint32_t)index * 2654435761U + (uint32_t)purpose * 40503U + 12345U;
    state = (state ^ state >> 15) * 2246822519U;
    state = (state ^ state >> 13) * 3266489917U;
    return (int)((state ^ state >> 16) % (uint32_t)below);
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
    int r = 7 + noise(image, 1, 5), middle_x = 13 + noise(image, 2, 3), middle_y = 13 + noise(image, 3, 3);
    int light = 150 + noise(image, 4, 80), slope = noise(image, 5, 5) - 2;
    for (int p = 0; p < SAMPLE_PIXELS; p++) {
        int x = p % SAMPLE_SIDE - middle_x, y = p / SAMPLE_SIDE - middle_y;
        int value = light + slope * (x + y) + noise(image * SAMPLE_PIXELS + p, 6, 25);
        value = value > 255 ? 255 : value;
        pixels[p] = (uint8_t)(inside(image % SAMPLE_SHAPES, x, y, r) ? value : 0);
    }
}

// What a net would make of it: without the grain and with soft edges, more so for some images. A mean of 3×3 pixels and
// the one in the middle.
static void blur(int image, const uint8_t *input, uint8_t *output) {
    int sharpness = 1 + noise(image, 11, 16);
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
    *view = (ReconstructionView){.tag = {1, 1, STEP},
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
    sample->views.pinned = (PinnedView){.tag = {1, 1, STEP},
                                        .channels = 1,
                                        .height = SAMPLE_SIDE,
                                        .width = SAMPLE_SIDE,
                                        .score = from->score[0],
                                        .input = {.bytes = sample->input, .size = SAMPLE_PIXELS},
                                        .seen = {.bytes = sample->input, .size = SAMPLE_PIXELS},
                                        .output = {.bytes = sample->output, .size = SAMPLE_PIXELS}};
}

// Place of a unit when sorted by how often it fires: 0 the most often, from LIVING on never.
static int rank_of(int unit) {
    return unit * 77 % SAMPLE_UNITS; // 77 is odd, so that every rank occurs once
}

// Of 10 000 test images those for which the unit fires: many for a few units, then ever fewer.
static int fires_of(int unit) {
    int rank = rank_of(unit), left = LIVING - rank;
    return left <= 0 ? 0 : 6000 * left * left / (LIVING * LIVING) + 3;
}

static void fill_code(SampleViews *sample) {
    CodeView *code = &sample->views.code;
    *code = (CodeView){.tag = {1, 1, STEP},
                       .units = SAMPLE_UNITS,
                       .images = VIEW_CODE_IMAGES,
                       .codes = {.floats = sample->codes, .size = sizeof sample->codes}};
    for (int i = 0; i < code->images; i++) {
        int label = i * SAMPLE_SHAPES / code->images;
        code->index[i] = i % 20 * SAMPLE_SHAPES + label; // of that class
        code->label[i] = label;
        for (int u = 0; u < code->units; u++) {
            int liking = noise(u * SAMPLE_SHAPES + label, 7, 100); // of the unit for the class, in percent
            bool fires = noise(i * SAMPLE_UNITS + u, 8, TEST_IMAGES) < fires_of(u) * liking / 50;
            sample->codes[i * SAMPLE_UNITS + u] =
                fires ? (float)(liking * (16 + noise(i * SAMPLE_UNITS + u, 9, 48))) / 1024 : 0;
        }
    }
}

static void fill_quality(SampleViews *sample) {
    QualityView *view = &sample->views.quality;
    *view = (QualityView){.tag = {1, 1, STEP},
                          .quality = {.images = TEST_IMAGES,
                                      .mse = 0.01163,
                                      .bce = 219.87,
                                      .psnr = 19.344,
                                      .explained_variance = 0.8641,
                                      .l1 = 31.5,
                                      .l0 = 38.72},
                          .code = {.units = SAMPLE_UNITS, .images = TEST_IMAGES, .lifetime_sparsity = 0.8488},
                          .frequency = {.floats = sample->frequency, .size = sizeof sample->frequency},
                          .running = {1, 1, STEP},
                          .scored = 4096,
                          .images = TEST_IMAGES};
    for (int u = 0; u < SAMPLE_UNITS; u++) {
        int fires = fires_of(u);
        sample->frequency[u] = (float)fires / TEST_IMAGES;
        view->code.dead += fires == 0;
        view->code.ultra_rare += fires > 0 && fires < TEST_IMAGES / 1000;
        view->code.dense += fires > TEST_IMAGES / 10;
    }
    for (int step = 0; step <= STEP; step += 250)
        view->curve[view->points++] = (TestPoint){
            .step = step, .reconstruction = 216 + 17000.0 / (step + 55), .penalty = 6.1 + 900.0 / (step + 61)};
}

// From -1/2 to 1/2.
static float weight_of(int index, int purpose) {
    return (float)(noise(index, purpose, 1024) - 512) / 1024;
}

static void fill_weights(SampleViews *sample, int values) {
    FiltersView *view = &sample->views.filters;
    view->weights = (ViewArray){.floats = sample->weights, .size = sizeof sample->weights};
    view->change = (ViewArray){.floats = sample->change, .size = sizeof sample->change};
    for (int i = 0; i < values; i++) {
        sample->weights[i] = weight_of(i, 12);
        sample->change[i] = weight_of(i, 13) / 4;
    }
    view->weight_limit = 0.5F;
    view->change_limit = 0.125F;
}

static void fill_filters(SampleViews *sample) {
    sample->views.filters = (FiltersView){.tag = {1, 1, STEP},
                                          .has = {true, true},
                                          .kind = FILTERS_KERNELS,
                                          .layer = "conv 16 3x3 stride 2 relu",
                                          .total = SAMPLE_MAPS,
                                          .count = SAMPLE_MAPS,
                                          .channels = 1,
                                          .height = 3,
                                          .width = 3,
                                          .changed = true,
                                          .seed = 1};
    fill_weights(sample, SAMPLE_MAPS * 9);
}

// The image at half its size in each direction, more or less of it from channel to channel.
static void fill_maps(SampleViews *sample) {
    enum { SIDE = SAMPLE_SIDE / 2 };
    MapsView *view = &sample->views.maps;
    *view = (MapsView){.tag = {1, 1, STEP},
                       .layers = 2,
                       .layer = {{"conv 16 3x3 stride 2 relu", SAMPLE_MAPS, SIDE, SIDE}, {"upsample 2", 4, 28, 28}},
                       .shown = SAMPLE_MAPS,
                       .high = 2,
                       .values = {.floats = sample->maps, .size = sizeof sample->maps}};
    for (int i = 0; i < SAMPLE_MAPS * SIDE * SIDE; i++) {
        int channel = i / (SIDE * SIDE), y = i / SIDE % SIDE, x = i % SIDE;
        int strength = noise(channel, 14, 9) - 2, pixel = sample->input[2 * y * SAMPLE_SIDE + 2 * x];
        int value = strength * pixel + 16 * noise(channel, 15, 20);
        sample->maps[i] = value > 0 ? (float)value / 1024 : 0;
    }
}

void sample_views_make_dense(SampleViews *sample) {
    FiltersView *view = &sample->views.filters;
    view->kind = FILTERS_ROWS;
    snprintf(view->layer, sizeof view->layer, "dense %d relu", SAMPLE_UNITS);
    view->total = SAMPLE_UNITS;
    view->count = SAMPLE_FILTERS;
    view->height = view->width = SAMPLE_SIDE;
    fill_weights(sample, SAMPLE_FILTERS * SAMPLE_PIXELS);
    for (int i = 0; i < SAMPLE_FILTERS * SAMPLE_PIXELS; i++) { // what a test image has, with grain
        int filter = i / SAMPLE_PIXELS;
        int pixel = sample->input[(filter * 7 % VIEW_MAX_IMAGES) * SAMPLE_PIXELS + i % SAMPLE_PIXELS];
        sample->weights[i] = sample->weights[i] / 4 + (float)(pixel * (noise(filter, 16, 3) - 1)) / 700;
    }
    sample->views.maps.layers = 0;
}

static void add_layer(LiveModel *model, LayerPart part, const char *text, const char *shape, uint64_t parameters) {
    LiveLayer *layer = &model->layer[model->layers++];
    *layer = (LiveLayer){.part = part, .parameters = parameters};
    snprintf(layer->text, sizeof layer->text, "%s", text);
    snprintf(layer->shape, sizeof layer->shape, "%s", shape);
    model->parameters += parameters;
}

static void fill_model(LiveModel *model) {
    *model = (LiveModel){.id = "sparse",
                         .title = "Sparse",
                         .bce = true,
                         .units = SAMPLE_UNITS,
                         .activation = "relu",
                         .activates = true,
                         .sparse = true,
                         .channels = 1,
                         .height = SAMPLE_SIDE,
                         .width = SAMPLE_SIDE};
    snprintf(model->file, sizeof model->file, "%s",
             "[model]\ntitle = Sparse\nloss = bce\n[encoder]\nlayer = conv 16 3x3 stride 2 relu\nlayer = dense 256 "
             "relu\n[decoder]\nlayer = dense image\n[penalty]\nl1 = 0.25\n");
    add_layer(model, PART_ENCODER, "conv 16 3x3 stride 2 relu", "16×14×14", 160);
    add_layer(model, PART_CODE, "dense 256 relu", "256", 803072);
    add_layer(model, PART_DECODER, "dense image", "784", 201488);
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
static void fill_status(LiveStatus *status) {
    *status = (LiveStatus){.run = 1,
                           .generation = 1,
                           .settings = {.batch = 128, .rate = 1e-3, .l1 = 0.25, .seed = 1},
                           .epoch_steps = STEPS_AN_EPOCH,
                           .threads = 2};
    fill_model(&status->model);
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
                                       .reconstruction = 210 + 17000.0 / (step + 50) + noise(i, 10, 120) / 10.0,
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
    *view = (HistoryView){.tag = {1, 1, STEP},
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
                (uint8_t)((sample->output[p] * f + noise(f * SAMPLE_PIXELS + p, 77, 128) * (SAMPLE_FRAMES - f)) /
                          SAMPLE_FRAMES);
    }
}

void sample_views_init(SampleViews *sample, SampleState state) {
    memset(sample, 0, sizeof *sample);
    if (state == SAMPLE_LOADING) {
        sample->status.loading = true;
        sample->status.progress = -1;
        return;
    }
    fill_status(&sample->status);
    if (state == SAMPLE_FRESH)
        return;
    train(&sample->status);
    fill_reconstruction(sample);
    fill_pinned(sample);
    fill_code(sample);
    fill_quality(sample);
    fill_history(sample);
    fill_filters(sample);
    fill_maps(sample);
}
