// What the lines of the layers for pictures have in common. Called when a model is loaded.
#ifndef HOURGLASS_LAYER_PICTURE_H
#define HOURGLASS_LAYER_PICTURE_H

#include "layer.h"

enum {
    LAYER_PICTURE_MAX_KERNEL = 15,
    LAYER_PICTURE_MAX_STRIDE = 8,
    LAYER_PICTURE_MAX_CHANNELS = 4096,
    LAYER_PICTURE_MAX_SCALE = 4
};

/// "C KxK [stride S] [pad P] [activation]", where C may be `image`; `pads` tells whether pad may be given. `expected`
/// begins every error.
bool layer_picture_parse(char **words, int count, bool pads, const char *expected, LayerConfig *config, Error *error);

/// The words that layer_picture_parse reads.
void layer_picture_write(const LayerConfig *config, char *text, size_t capacity);

/// A factor alone, 2 to LAYER_PICTURE_MAX_SCALE, into config->stride.
bool layer_picture_parse_scale(const char *word, const char *expected, LayerConfig *config, Error *error);

static inline int layer_picture_stride(const LayerConfig *config) {
    return config->stride ? config->stride : 1;
}

/// The layer's output, given as (channels, height, width) of any size: refused where it is larger than what fits, and
/// cropped to the image where it is the last layer's and larger than that.
bool layer_picture_output(Layer *layer, Shape image, int channels, long long height, long long width, Error *error);

#endif
