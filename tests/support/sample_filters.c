// Integer patterns only, as in sample_views.c.
#include "sample_filters.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

// From -1/2 to 1/2.
static float weight_of(int index, int purpose) {
    return (float)(sample_noise(index, purpose, 1024) - 512) / 1024;
}

static void fill_weights(SampleViews *sample) {
    FiltersView *view = &sample->views.filters;
    int rows = view->count, values = rows * view->column_count * view->channels * view->height * view->width;
    view->weights = (ViewArray){.floats = sample->weights, .size = (size_t)values * sizeof(float)};
    view->units = (ViewArray){.at = sample->rows, .size = (size_t)rows * sizeof *sample->rows};
    view->ready = true;
    view->row_share = view->column_share = 1;
    view->seed = 1;
    for (int i = 0; i < values; i++) {
        sample->weights[i] = weight_of(i, 12);
        sample->change[i] = weight_of(i, 13) / 4;
    }
    for (int r = 0; r < rows; r++)
        sample->rows[r] = (FilterUnit){r, (float)(1 + r % 7) / 4, NAN};
    view->weight_limit = view->shown_limit = 0.5F;
}

static void add_layer(FiltersView *view, const char *text, bool decoder, int in, int out) {
    WeightLayer *layer = &view->layer[view->layers++];
    snprintf(layer->text, sizeof layer->text, "%s", text);
    layer->decoder = decoder;
    layer->in = in;
    layer->out = out;
}

static void fill_kernels(SampleViews *sample) {
    FiltersView *view = &sample->views.filters;
    *view = (FiltersView){.tag = sample_tag(),
                          .kind = FILTERS_KERNELS,
                          .total = SAMPLE_MAPS,
                          .count = SAMPLE_MAPS,
                          .columns = 1,
                          .column_count = 1,
                          .channels = 1,
                          .height = 3,
                          .width = 3,
                          .slides = true};
    add_layer(view, "conv 16 3x3 stride 2 relu", false, 1, 16);
    add_layer(view, "conv 32 3x3 stride 2 relu", false, 16, 32);
    add_layer(view, "dense 32", false, 1568, 32);
    add_layer(view, "dense back relu", true, 32, 1568);
    add_layer(view, "conv_transpose 16 4x4 stride 2 relu", true, 32, 16);
    add_layer(view, "conv_transpose image 4x4 stride 2", true, 16, 1);
    fill_weights(sample);
}

void sample_filters_matrix(SampleViews *sample, FilterKind kind) {
    FiltersView *view = &sample->views.filters;
    bool slices = kind == FILTERS_SLICES, tiles = kind == FILTERS_TILES;
    view->kind = kind;
    view->chosen = slices ? 1 : tiles ? 2 : 3;
    view->total = view->count = slices || tiles ? 32 : SAMPLE_ROWS;
    view->columns = view->column_count = slices ? 16 : 32;
    view->first = view->first_column = 0;
    view->height = view->width = slices ? 3 : tiles ? 7 : 1;
    view->slides = slices;
    view->card_layer = view->chosen;
    view->shown = FILTER_WEIGHTS;
    fill_weights(sample);
}

void sample_filters_show(SampleViews *sample, FilterShow show) {
    FiltersView *view = &sample->views.filters;
    view->shown = show;
    view->shown_values = (ViewArray){.floats = sample->change, .size = view->weights.size};
    view->shown_limit = 0.125F;
    view->gradient_tag = sample_tag();
    view->gradient_images = view->gradient_done = 128;
}

// The image at half its size in each direction, more or less of it from channel to channel.
static void fill_maps(SampleViews *sample) {
    enum { SIDE = SAMPLE_SIDE / 2 };
    MapsView *view = &sample->views.maps;
    *view =
        (MapsView){.tag = sample_tag(),
                   .layers = 2,
                   .layer = {{"conv 16 3x3 stride 2 relu", SAMPLE_MAPS, SIDE, SIDE, 0}, {"upsample 2", 4, 28, 28, 5}},
                   .shown = SAMPLE_MAPS,
                   .high = 2,
                   .values = {.floats = sample->maps, .size = sizeof sample->maps}};
    for (int i = 0; i < SAMPLE_MAPS * SIDE * SIDE; i++) {
        int channel = i / (SIDE * SIDE), y = i / SIDE % SIDE, x = i % SIDE;
        int strength = sample_noise(channel, 14, 9) - 2, pixel = sample->input[2 * y * SAMPLE_SIDE + 2 * x];
        int value = strength * pixel + 16 * sample_noise(channel, 15, 20);
        sample->maps[i] = value > 0 ? (float)value / 1024 : 0;
    }
}

// Of a first layer with so many units; the first SAMPLE_FILTERS are shown.
static void fill_rows(SampleViews *sample, int units, bool variational) {
    FiltersView *view = &sample->views.filters;
    char line[32];
    *view = (FiltersView){.tag = sample_tag(),
                          .kind = FILTERS_ROWS,
                          .total = units,
                          .count = SAMPLE_FILTERS,
                          .columns = 1,
                          .column_count = 1,
                          .channels = 1,
                          .height = SAMPLE_SIDE,
                          .width = SAMPLE_SIDE,
                          .card_layer = variational ? 0 : LAYER_CODE};
    snprintf(line, sizeof line, "dense %d relu", units);
    add_layer(view, line, false, SAMPLE_PIXELS, units);
    if (variational) {
        add_layer(view, "gaussian 20", false, units, 20);
        add_layer(view, "dense 400 relu", true, 20, units);
    }
    add_layer(view, "dense image", true, units, SAMPLE_PIXELS);
    fill_weights(sample);
    for (int i = 0; i < SAMPLE_FILTERS * SAMPLE_PIXELS; i++) { // what a test image has, with grain
        int filter = i / SAMPLE_PIXELS;
        int pixel = sample->input[(filter * 7 % VIEW_MAX_IMAGES) * SAMPLE_PIXELS + i % SAMPLE_PIXELS];
        sample->weights[i] = sample->weights[i] / 4 + (float)(pixel * (sample_noise(filter, 16, 3) - 1)) / 700;
    }
    sample->views.maps.tag = sample_tag();
}

void sample_filters_init(SampleViews *sample, SampleModel model) {
    if (model == SAMPLE_CONVOLUTIONAL) {
        fill_kernels(sample);
        fill_maps(sample);
    } else {
        fill_rows(sample, model == SAMPLE_VARIATIONAL ? 400 : sample_units(model), model == SAMPLE_VARIATIONAL);
    }
}

void sample_filters_slide(SampleViews *sample) {
    enum { SIDE = SAMPLE_SIDE / 2 };
    SlidingView *view = &sample->views.sliding;
    *view = (SlidingView){.tag = sample_tag(),
                          .version = 1,
                          .shown = true,
                          .layer = "conv 16 3x3 stride 2 relu",
                          .activation = "relu",
                          .sliding = {.channels = 1,
                                      .height = SAMPLE_SIDE,
                                      .width = SAMPLE_SIDE,
                                      .kernel = 3,
                                      .stride = 2,
                                      .pad = 1,
                                      .out_height = SIDE,
                                      .out_width = SIDE,
                                      .bias = -0.25F},
                          .first = true,
                          .high = 1,
                          .out_high = 1,
                          .weight_limit = 0.5F,
                          .input = {.floats = sample->slid, .size = sizeof sample->slid},
                          .weights = {.floats = sample->weights, .size = 9 * sizeof(float)},
                          .output = {.floats = sample->maps, .size = SIDE * SIDE * sizeof(float)}};
    for (int p = 0; p < SAMPLE_PIXELS; p++)
        sample->slid[p] = (float)sample->input[p] / 256;
    for (int i = 0; i < 9; i++)
        sample->weights[i] = (float)(i - 4) / 8;
}
