// The card of one unit of the samples, from integers: the shapes it likes, how much, and what it looks like.
#include "sample_unit.h"

#include <string.h>

enum { IMAGES = 10000, ACTIVE = 1234 };

static void fill_pictures(SampleViews *sample, UnitView *view) {
    static const int LIKED = 4; // which shape it draws and sees
    view->atom = (ViewArray){.floats = sample->unit_atom, .size = sizeof sample->unit_atom};
    view->filter = (ViewArray){.floats = sample->unit_filter, .size = sizeof sample->unit_filter};
    for (int p = 0; p < SAMPLE_PIXELS; p++) {
        int pixel = sample->input[LIKED * SAMPLE_PIXELS + p], other = sample->input[(LIKED + 3) * SAMPLE_PIXELS + p];
        sample->unit_atom[p] = (float)(2 * pixel - other) / 1024;
        sample->unit_filter[p] = (float)(pixel - other + sample_noise(p, 21, 200) - 100) / 2048;
    }
}

static void fill_images(SampleViews *sample, UnitView *view) {
    view->pictures = (ViewArray){.bytes = sample->unit_pictures, .size = sizeof sample->unit_pictures};
    view->strongest.count = view->spread.count = UNIT_CARD_IMAGES;
    for (int i = 0; i < 2 * UNIT_CARD_IMAGES; i++) {
        UnitImages *images = i < UNIT_CARD_IMAGES ? &view->strongest : &view->spread;
        int *labels = i < UNIT_CARD_IMAGES ? view->strongest_label : view->spread_label;
        int at = i % UNIT_CARD_IMAGES,
            image = i < UNIT_CARD_IMAGES ? 4 + 10 * (at % 6) : (7 * at + 4) % VIEW_MAX_IMAGES;
        images->image[at] = image;
        images->value[at] = (float)(i < UNIT_CARD_IMAGES ? 640 - 8 * at : 640 - 40 * at) / 64;
        labels[at] = image % SAMPLE_SHAPES;
        memcpy(sample->unit_pictures + i * SAMPLE_PIXELS, sample->input + image * SAMPLE_PIXELS, SAMPLE_PIXELS);
    }
}

static void fill_figures(UnitView *view, int units) {
    view->histogram = (Histogram){.width = 0.5, .least = 0, .most = 10, .count = IMAGES};
    for (int b = 0; b < 21; b++)
        view->histogram.bin[b] = (uint32_t)(b == 0 ? IMAGES - ACTIVE + 210 : (21 - b) * 5);
    view->classes = SAMPLE_SHAPES;
    for (int c = 0; c < SAMPLE_SHAPES; c++) {
        view->class_mean[c] = (float)sample_noise(c, 22, c == 4 ? 4000 : 800) / 512;
        view->class_images[c] = IMAGES / SAMPLE_SHAPES;
    }
    view->class_mean[4] = 7.5F;
    view->correlated.count = units - 1 < CORRELATED_UNITS ? units - 1 : CORRELATED_UNITS;
    for (int i = 0; i < view->correlated.count; i++) {
        view->correlated.unit[i] = (view->unit + 1 + 7 * i) % units;
        view->correlated.r[i] = (float)((i % 3 == 2 ? -1 : 1) * (230 - 20 * i)) / 256;
    }
}

// As in a net whose decoder is not linear and whose encoder is deep.
static void make_deep(SampleViews *sample, UnitView *view) {
    view->atom_kind = UNIT_ATOM_CHANGE;
    view->atom_value = 2.5F;
    view->filter.size = 0;
    view->raised = sample_tag();
    view->raised_from = -0.25F;
    view->raised_to = 17.5F;
    view->ascent = (ViewArray){.floats = sample->unit_filter, .size = sizeof sample->unit_filter};
    for (int p = 0; p < SAMPLE_PIXELS; p++)
        sample->unit_filter[p] = (float)sample_noise(p, 23, 257) / 256;
}

void sample_unit_fill(SampleViews *sample, SampleModel model) {
    UnitView *view = &sample->views.unit;
    *view = (UnitView){.tag = sample_tag(),
                       .layer = LAYER_CODE,
                       .unit = SAMPLE_CARD,
                       .units = sample_units(model),
                       .code = true,
                       .text = "dense 256 relu",
                       .pinned = true,
                       .value = 1.25F,
                       .channels = 1,
                       .height = SAMPLE_SIDE,
                       .width = SAMPLE_SIDE,
                       .filter_channels = 1,
                       .filter_height = SAMPLE_SIDE,
                       .filter_width = SAMPLE_SIDE,
                       .running = sample_tag(),
                       .scored = 4096,
                       .images = IMAGES,
                       .counted = sample_tag(),
                       .active = ACTIVE};
    fill_pictures(sample, view);
    fill_images(sample, view);
    fill_figures(view, sample_units(model));
    if (model == SAMPLE_CONVOLUTIONAL || model == SAMPLE_VARIATIONAL)
        make_deep(sample, view);
}

void sample_unit_change(SampleViews *sample) {
    PinnedView *pinned = &sample->views.pinned;
    QualityView *quality = &sample->views.quality;
    pinned->changed = true;
    pinned->plain = pinned->output;
    pinned->plain_score = pinned->score;
    pinned->score.squared_error *= 2;
    pinned->version++;
    quality->has_changed = true;
    quality->changed = quality->quality;
    quality->changed.mse = 0.0142;
    quality->changed_scored = quality->images;
}
