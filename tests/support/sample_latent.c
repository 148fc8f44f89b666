// Integer patterns only, as in sample_views.c: sums of small numbers stand for a normal distribution.
#include "sample_latent.h"

#include <stdio.h>
#include <string.h>

enum { CLASSES = SAMPLE_SHAPES, IMAGES = 2000 };

// Middles of the clouds, and how wide and high each is, in hundredths.
static const int CLOUD[CLASSES][4] = {{-180, 40, 60, 30}, {-90, 110, 40, 40}, {30, 120, 50, 24}, {150, 90, 40, 40},
                                      {200, -20, 24, 60}, {110, -90, 60, 30}, {0, -120, 50, 30}, {-110, -80, 40, 40},
                                      {-20, 10, 60, 40},  {90, 20, 30, 30}};

// From about -96 to 96, most of them near 0.
static int spread(int image, int purpose) {
    int sum = 0;
    for (int i = 0; i < 4; i++)
        sum += sample_noise(image * 4 + i, purpose, 49) - 24;
    return sum;
}

static void place(SampleViews *sample, int i) {
    const int *cloud = CLOUD[i % CLASSES];
    sample->map_position[2 * i] = (float)(cloud[0] * 64 + cloud[2] * spread(i, 41)) / 6400;
    sample->map_position[2 * i + 1] = (float)(cloud[1] * 64 + cloud[3] * spread(i, 42)) / 6400;
}

static void fit_box(LatentMapView *view) {
    const float *at = view->position.floats;
    float left = at[0], right = at[0], bottom = at[1], top = at[1];
    for (int i = 1; i < view->images; i++) {
        left = at[2 * i] < left ? at[2 * i] : left;
        right = at[2 * i] > right ? at[2 * i] : right;
        bottom = at[2 * i + 1] < bottom ? at[2 * i + 1] : bottom;
        top = at[2 * i + 1] > top ? at[2 * i + 1] : top;
    }
    view->box = (LatentWindow){left, bottom, right - left, top - bottom};
}

void sample_latent_points(SampleViews *sample, int images) {
    LatentMapView *view = &sample->views.latent;
    size_t count = (size_t)images;
    view->images = images;
    view->index = (ViewArray){.ints = sample->map_index, .size = count * sizeof(int)};
    view->label = (ViewArray){.ints = sample->map_label, .size = count * sizeof(int)};
    view->position = (ViewArray){.floats = sample->map_position, .size = 2 * count * sizeof(float)};
    for (int i = 0; i < images; i++) {
        sample->map_index[i] = i;
        sample->map_label[i] = i % CLASSES;
        place(sample, i);
    }
    fit_box(view);
    view->version++;
}

void sample_latent_color(SampleViews *sample, LatentColor color, int index) {
    LatentMapView *view = &sample->views.latent;
    view->color = color;
    view->color_index = index;
    view->value = (ViewArray){.floats = sample->map_value, .size = (size_t)view->images * sizeof(float)};
    for (int i = 0; i < view->images; i++)
        sample->map_value[i] = (float)((i % CLASSES) * 4 + sample_noise(i, 43, 28));
    view->low = 0;
    view->high = 63;
    view->version++;
}

static const uint8_t *picture_of(const SampleViews *sample, int image) {
    return sample->input + (size_t)(image % VIEW_MAX_IMAGES) * SAMPLE_PIXELS;
}

void sample_latent_hover(SampleViews *sample, int place_of) {
    LatentHoverView *view = &sample->views.latent_hover;
    const LatentMapView *map = &sample->views.latent;
    int image = map->index.ints[place_of];
    *view = (LatentHoverView){.tag = sample_tag(),
                              .version = view->version + 1,
                              .index = image,
                              .label = map->label.ints[place_of],
                              .channels = 1,
                              .height = SAMPLE_SIDE,
                              .width = SAMPLE_SIDE,
                              .score = {.squared_error = 9.25F},
                              .input = {.bytes = sample->input + (size_t)(image % VIEW_MAX_IMAGES) * SAMPLE_PIXELS},
                              .output = {.bytes = sample->output + (size_t)(image % VIEW_MAX_IMAGES) * SAMPLE_PIXELS},
                              .mean = {map->position.floats[2 * place_of], map->position.floats[2 * place_of + 1]},
                              .spreads = map->gaussian,
                              .axis = {{0.125F, 0.0625F}, {-0.03125F, 0.0625F}}};
}

void sample_latent_decode(SampleViews *sample, LatentPoint at, uint64_t asked, int blend) {
    LatentDecodeView *view = &sample->views.latent_decode;
    *view = (LatentDecodeView){.tag = sample_tag(),
                               .version = view->version + 1,
                               .asked = asked,
                               .axes = sample->views.latent.axes,
                               .at = at,
                               .blend = blend,
                               .near = 3,
                               .label = 3,
                               .channels = 1,
                               .height = SAMPLE_SIDE,
                               .width = SAMPLE_SIDE,
                               .output = {.bytes = sample->output + 3 * SAMPLE_PIXELS},
                               .nearest = {.bytes = sample->input + 3 * SAMPLE_PIXELS}};
}

static void copy_pictures(const SampleViews *sample, uint8_t *to, int images) {
    for (int i = 0; i < images; i++)
        memcpy(to + (size_t)i * SAMPLE_PIXELS, sample->output + (size_t)(i % VIEW_MAX_IMAGES) * SAMPLE_PIXELS,
               SAMPLE_PIXELS);
}

void sample_latent_strip(SampleViews *sample, LatentPoint from, LatentPoint to, int images) {
    LatentStripView *view = &sample->views.latent_strip;
    *view = (LatentStripView){.tag = sample_tag(),
                              .version = view->version + 1,
                              .images = images,
                              .channels = 1,
                              .height = SAMPLE_SIDE,
                              .width = SAMPLE_SIDE,
                              .spherical = sample->views.latent.gaussian,
                              .from = from,
                              .to = to,
                              .output = {.bytes = sample->output}};
}

void sample_latent_grid(SampleViews *sample, LatentWindow window, int columns, int rows) {
    LatentGridView *view = &sample->views.latent_grid;
    *view = (LatentGridView){.tag = sample_tag(),
                             .version = view->version + 1,
                             .columns = columns,
                             .rows = rows,
                             .channels = 1,
                             .height = SAMPLE_SIDE,
                             .width = SAMPLE_SIDE,
                             .axes = sample->views.latent.axes,
                             .window = window,
                             .output = {.bytes = sample->map_grid}};
    copy_pictures(sample, sample->map_grid, columns * rows);
}

void sample_latent_pictures(SampleViews *sample, const int *index, int images) {
    LatentPicturesView *view = &sample->views.latent_pictures;
    view->tag = sample_tag();
    view->version++;
    view->images = images;
    view->channels = 1;
    view->height = view->width = SAMPLE_SIDE;
    view->pictures.bytes = sample->map_pictures;
    for (int i = 0; i < images; i++) {
        view->index[i] = index[i];
        memcpy(sample->map_pictures + (size_t)i * SAMPLE_PIXELS, picture_of(sample, index[i]), SAMPLE_PIXELS);
    }
}

void sample_latent_crowd(SampleViews *sample, MapLook *look, bool strip) {
    look->decodes = true;
    look->asked = look->asked_first = 1;
    look->at = (LatentPoint){0.8125F, -0.3125F};
    sample_latent_decode(sample, look->at, 1, LATENT_BLEND);
    sample->views.latent_decode.clipped = true;
    look->strips = strip;
    look->from = (LatentPoint){-1.5F, 0.25F};
    look->to = (LatentPoint){1.25F, 0.5F};
    sample_latent_strip(sample, look->from, look->to, 8);
    look->selection = strip ? 0 : 467;
    for (int i = 0; i < look->motion.images; i++)
        look->selected[i] = !strip && i < look->selection;
    look->selections++;
}

void sample_latent_fill(SampleViews *sample, SampleModel model) {
    LatentMapView *view = &sample->views.latent;
    *view = (LatentMapView){.tag = sample_tag(),
                            .version = 1,
                            .unit = {0, 1},
                            .units = sample_units(model),
                            .gaussian = model == SAMPLE_VARIATIONAL,
                            .total = sample->status.data.test_images,
                            .factors = 2,
                            .share = {0.375F, 0.125F}};
    snprintf(view->factor[0], sizeof view->factor[0], "slant");
    snprintf(view->factor[1], sizeof view->factor[1], "thickness");
    sample_latent_points(sample, IMAGES);
}
