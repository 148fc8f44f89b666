// The playground of the samples: the code of the first image, and pictures that stand for decoded ones: mixtures of the
// images.
#include "sample_views.h"

#include <math.h>
#include <string.h>

static void mix(const uint8_t *a, const uint8_t *b, int part, int whole, uint8_t *pixels) {
    for (int p = 0; p < SAMPLE_PIXELS; p++)
        pixels[p] = (uint8_t)((a[p] * (whole - part) + b[p] * part) / whole);
}

static PlayImagesView images_of(int images, uint8_t *pixels) {
    return (PlayImagesView){.tag = sample_tag(),
                            .version = 1,
                            .images = images,
                            .channels = 1,
                            .height = SAMPLE_SIDE,
                            .width = SAMPLE_SIDE,
                            .temperature = 1,
                            .output = {.bytes = pixels, .size = (size_t)images * SAMPLE_PIXELS}};
}

static void fill_strips(SampleViews *sample) {
    enum { ALONG = 9, WAY = 10, NEW = 16 };
    SamplePlay *play = &sample->play;
    Views *views = &sample->views;
    const uint8_t *output = sample->output;
    views->play_traversal = images_of(ALONG, play->traversal);
    for (int i = 0; i < ALONG; i++) {
        views->play_traversal.place[i] = (float)(i * 3) / 4 - 3;
        mix(output, output + 7 * SAMPLE_PIXELS, i, ALONG, play->traversal + i * SAMPLE_PIXELS);
    }
    views->play_strip = images_of(WAY, play->strip);
    for (int i = 0; i < WAY; i++) {
        views->play_strip.place[i] = (float)i / (WAY - 1);
        mix(output, output + SAMPLE_PIXELS, i, WAY - 1, play->strip + i * SAMPLE_PIXELS);
    }
    views->play_algebra = images_of(4, play->algebra);
    for (int i = 0; i < 4; i++)
        memcpy(play->algebra + i * SAMPLE_PIXELS, (i < 3 ? sample->input : output) + i * SAMPLE_PIXELS, SAMPLE_PIXELS);
    for (int i = 0; i < PLAY_OPERANDS; i++)
        views->play_algebra.ready[i] = true;
    views->play_samples = images_of(NEW, play->samples);
    views->play_samples.source = PLAY_GAUSSIAN;
    for (int i = 0; i < NEW; i++)
        mix(output + (3 * i % 60) * SAMPLE_PIXELS, output + ((5 * i + 2) % 60) * SAMPLE_PIXELS, 1, 3,
            play->samples + i * SAMPLE_PIXELS);
}

static void fill_nearest(SampleViews *sample) {
    PlayNearestView *view = &sample->views.play_nearest;
    SamplePlay *play = &sample->play;
    *view = (PlayNearestView){.tag = sample_tag(),
                              .version = 1,
                              .pixels_searched = 60000,
                              .pixels_total = 60000,
                              .searched = 12800,
                              .total = 60000,
                              .images = PLAY_NEAREST,
                              .channels = 1,
                              .height = SAMPLE_SIDE,
                              .width = SAMPLE_SIDE,
                              .code_pictures = {.bytes = play->by_code, .size = sizeof play->by_code},
                              .pixel_pictures = {.bytes = play->by_pixels, .size = sizeof play->by_pixels}};
    for (int i = 0; i < PLAY_NEAREST; i++) {
        int a = 10 * (i % 6), b = (10 * i + 3 * (i % 3)) % 60;
        view->by_code[i] = 1000 + a;
        view->by_pixels[i] = 2000 + b;
        view->code_label[i] = a % SAMPLE_SHAPES;
        view->pixel_label[i] = b % SAMPLE_SHAPES;
        view->code_distance[i] = 1.25F + (float)i / 4;
        view->pixel_distance[i] = 5.5F + (float)i / 2;
        memcpy(play->by_code + i * SAMPLE_PIXELS, sample->input + a * SAMPLE_PIXELS, SAMPLE_PIXELS);
        memcpy(play->by_pixels + i * SAMPLE_PIXELS, sample->input + b * SAMPLE_PIXELS, SAMPLE_PIXELS);
    }
}

static void fill_codes(SampleViews *sample, int units) {
    enum { AXES = 12 };
    SamplePlay *play = &sample->play;
    PlayView *view = &sample->views.play;
    size_t size = (size_t)units * sizeof(float);
    view->units = units;
    view->code = (ViewArray){.floats = play->code, .size = size};
    view->applied = (ViewArray){.floats = play->applied, .size = size};
    view->mean = (ViewArray){.floats = play->mean, .size = size};
    view->spread = (ViewArray){.floats = play->spread, .size = size};
    view->low = (ViewArray){.floats = play->low, .size = size};
    view->high = (ViewArray){.floats = play->high, .size = size};
    view->axes = units < AXES ? units : AXES;
    view->axis = (ViewArray){.floats = play->axis, .size = (size_t)view->axes * sizeof(float)};
    view->axis_share = (ViewArray){.floats = play->share, .size = (size_t)view->axes * sizeof(float)};
    for (int u = 0; u < units; u++) {
        play->code[u] = play->applied[u] = sample->codes[u];
        play->mean[u] = sample->codes[u] / 2;
        play->spread[u] = 0.5F;
        play->low[u] = view->least < 0 ? -3 - (float)(u % 4) / 4 : 0;
        play->high[u] = 3 + (float)(u % 5) / 2;
    }
    for (int a = 0; a < view->axes; a++) {
        play->axis[a] = (float)(sample_noise(a, 31, 41) - 20) / 8;
        play->share[a] = 0.25F / (float)(a + 1);
    }
}

void sample_play_fill(SampleViews *sample) {
    const PinnedView *pinned = &sample->views.pinned;
    bool linear = sample->status.model.activation[0] == 0;
    sample->views.play = (PlayView){.tag = sample_tag(),
                                    .version = 1,
                                    .channels = 1,
                                    .height = SAMPLE_SIDE,
                                    .width = SAMPLE_SIDE,
                                    .score = pinned->score,
                                    .input = pinned->input,
                                    .seen = pinned->seen,
                                    .output = pinned->output,
                                    .known = true,
                                    .scored_tag = sample_tag(),
                                    .scored = 2000,
                                    .least = linear ? -INFINITY : 0,
                                    .most = INFINITY};
    fill_codes(sample, sample->status.model.units);
    fill_strips(sample);
    fill_nearest(sample);
}
