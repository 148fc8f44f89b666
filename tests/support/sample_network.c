// Integer patterns, as all samples.
#include "sample_network.h"

#include "sample_views.h"

#include <stdio.h>
#include <string.h>

static LayerFigures shape_of(const LiveModel *model, int place) {
    LayerFigures all = {.channels = model->channels, .height = model->height, .width = model->width};
    if (place == 0 || place == model->layers)
        return all;
    all.height = all.width = 1;
    sscanf(model->layer[place - 1].shape, "%d×%d×%d", &all.channels, &all.height, &all.width);
    return all;
}

static size_t plane_of(const LayerFigures *all) {
    return (size_t)all->height * (size_t)all->width;
}

static void measure(const float *values, size_t count, float *least, float *most) {
    *least = *most = values[0];
    for (size_t i = 1; i < count; i++) {
        *least = values[i] < *least ? values[i] : *least;
        *most = values[i] > *most ? values[i] : *most;
    }
}

void sample_network_measure(NetworkView *view) {
    for (int p = 0; p < view->places; p++) {
        NetworkLayer *layer = &view->layer[p];
        size_t plane = plane_of(&layer->all), channels = (size_t)layer->all.channels;
        const float *values = view->values.floats + layer->all.offset;
        float *range = view->ranges.floats + layer->range;
        measure(values, channels * plane, &layer->all.least, &layer->all.most);
        for (size_t c = 0; c < channels; c++)
            measure(values + c * plane, plane, &range[2 * c], &range[2 * c + 1]);
    }
}

// Soft spots, other ones in every channel; of a dense layer some units, strong or weak.
static float value_of(const LayerFigures *all, const char *line, int place, int index) {
    int plane = all->height * all->width, channel = index / plane, y = index % plane / all->width,
        x = index % all->width;
    int dx = x - sample_noise(channel, 31 + place, all->width), dy = y - sample_noise(channel, 41 + place, all->height);
    int value = 600 + sample_noise(channel, 51 + place, 400) - 6000 * (dx * dx + dy * dy) / (plane + 1);
    if (plane == 1)
        value = sample_noise(index, 61 + place, 1600) - 800;
    return value < 0 && strstr(line, "relu") ? 0 : (float)value / 512;
}

void sample_network_init(NetworkView *view, const LiveModel *model, const uint8_t *input, const uint8_t *output,
                         float *values, float *ranges) {
    size_t used = 0, channels = 0;
    *view = (NetworkView){.tag = sample_tag(), .version = 1, .places = model->layers + 1, .score = {.bce = 214.5F}};
    view->score.squared_error = 8.25F;
    for (int p = 0; p < view->places; p++) {
        NetworkLayer *layer = &view->layer[p];
        layer->all = shape_of(model, p);
        layer->all.offset = used;
        layer->range = 2 * channels;
        layer->has.count = layer->all.channels;
        int count = layer->all.channels * (int)plane_of(&layer->all);
        const uint8_t *bytes = p == 0 ? input : output;
        bool image = p == 0 || p == model->layers,
             same = !image && strncmp(model->layer[p - 1].text, "reshape", 7) == 0;
        for (int i = 0; i < count; i++, used++)
            values[used] = image  ? (float)bytes[i] / 255
                           : same ? values[used - (size_t)count]
                                  : value_of(&layer->all, model->layer[p - 1].text, p, i);
        channels += (size_t)layer->all.channels;
    }
    view->values = (ViewArray){.floats = values, .size = used * sizeof(float)};
    view->ranges = (ViewArray){.floats = ranges, .size = 2 * channels * sizeof(float)};
    sample_network_measure(view);
}
