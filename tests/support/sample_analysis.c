// Integer patterns only, as in sample_views.c.
#include "sample_analysis.h"

enum { IMAGES = 12 };

// Some pixels turned black or white.
static void corrupt(SampleViews *sample) {
    for (int i = 0; i < IMAGES * SAMPLE_PIXELS; i++) {
        int drawn = sample_noise(i, 61, 10);
        sample->corrupted[i] = drawn == 0 ? 0 : drawn == 1 ? 255 : sample->input[i];
    }
}

static void fill_denoising(SampleViews *sample) {
    DenoisingView *view = &sample->views.denoising;
    *view = (DenoisingView){.tag = sample_tag(),
                            .version = 1,
                            .strength = 0.4,
                            .channels = 1,
                            .height = SAMPLE_SIDE,
                            .width = SAMPLE_SIDE,
                            .images = IMAGES,
                            .input = {.bytes = sample->input, .size = IMAGES * SAMPLE_PIXELS},
                            .seen = {.bytes = sample->corrupted, .size = IMAGES * SAMPLE_PIXELS},
                            .output = {.bytes = sample->output, .size = IMAGES * SAMPLE_PIXELS},
                            .running_tag = sample_tag(),
                            .done = 1234,
                            .total = 2700};
    for (int i = 0; i < IMAGES; i++) {
        view->label[i] = i % SAMPLE_SHAPES;
        view->figures[i] = (DenoisingFigures){0.1 + i / 100.0, 0.25, 0.0125 + i / 1000.0, 0.75};
    }
    view->figures[2].input_mse = 0; // nothing was hit
    for (int kind = 0; kind < NOISE_KINDS; kind++) {
        DenoisingCurve *curve = &view->curve[kind];
        *curve = (DenoisingCurve){.tag = sample_tag(), .images = 300, .points = NOISE_STRENGTHS - kind};
        for (int i = 0; i < curve->points; i++)
            curve->point[i] =
                (DenoisingFigures){i / 40.0, 1.0 / (1 + i), (8 + i * i) / 800.0, 9.0 / (10 + i)}; // no noise: no PSNR
    }
}

static void fill_compression(SampleViews *sample, int units) {
    CompressionView *view = &sample->views.compression;
    *view = (CompressionView){.tag = sample_tag(),
                              .version = 1,
                              .figures = {.images = 2000,
                                          .units = units,
                                          .deflated = 457.25,
                                          .channels = 1,
                                          .height = SAMPLE_SIDE,
                                          .width = SAMPLE_SIDE,
                                          .pictures = COMPRESSION_IMAGES},
                              .input = {.bytes = sample->input, .size = COMPRESSION_IMAGES * SAMPLE_PIXELS},
                              .output = {.bytes = sample->quantised, .size = sizeof sample->quantised},
                              .running = sample_tag(),
                              .done = 9000,
                              .total = 20000};
    CompressionFigures *figures = &view->figures;
    for (int b = 0; b < COMPRESSION_STEPS; b++)
        figures->mse[b] = 0.0125 + 1.0 / (32 << b);
    figures->mse[QUANTISER_BITS] = 0.0125;
    for (int b = 0; b < QUANTISER_BITS; b++)
        figures->entropy[b] = units * (b + 1) * 3 / 4.0;
    for (int i = 0; i < figures->pictures; i++) {
        figures->index[i] = 5 * i;
        figures->label[i] = i % SAMPLE_SHAPES;
        for (int b = 0; b < COMPRESSION_STEPS; b++) {
            uint8_t *output = sample->quantised + (i * COMPRESSION_STEPS + b) * SAMPLE_PIXELS;
            figures->picture_mse[i][b] = figures->mse[b] + i / 1000.0;
            for (int p = 0; p < SAMPLE_PIXELS; p++)
                output[p] = (uint8_t)(sample->output[i * SAMPLE_PIXELS + p] * (b + 8) / 16);
        }
    }
}

static void fill_features(SampleViews *sample, int units) {
    FeaturesView *view = &sample->views.features;
    *view = (FeaturesView){.tag = sample_tag(),
                           .version = 1,
                           .state = FEATURES_DONE,
                           .result = {.train = 10000,
                                      .test = 10000,
                                      .classes = SAMPLE_SHAPES,
                                      .size = {units, units, SAMPLE_PIXELS},
                                      .ready = {true, true, true}},
                           .confusion = {.ints = sample->confusion, .size = sizeof sample->confusion}};
    for (int i = 0; i < FEATURE_SPACES * FEATURE_METHODS; i++) {
        int right = 0;
        for (int c = 0; c < SAMPLE_SHAPES * SAMPLE_SHAPES; c++) {
            int *count = &sample->confusion[i * SAMPLE_SHAPES * SAMPLE_SHAPES + c];
            int other = sample_noise(i * 100 + c, 62, 30);
            bool diagonal = c / SAMPLE_SHAPES == c % SAMPLE_SHAPES;
            *count = diagonal ? 700 + other : other;
            right += diagonal ? *count : 0;
        }
        view->result.accuracy[i / FEATURE_METHODS][i % FEATURE_METHODS] = right / 10000.0;
    }
}

void sample_analysis_fill(SampleViews *sample, int units) {
    corrupt(sample);
    fill_denoising(sample);
    fill_compression(sample, units);
    fill_features(sample, units);
}
