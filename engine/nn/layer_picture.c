// Parsing, writing and cropping for the layers of pictures.
#include "layer_picture.h"

#include "net.h"
#include "text.h"

#include <string.h>

static bool parse_channels(const char *word, LayerConfig *config) {
    if (strcmp(word, "image") == 0)
        config->units = UNITS_IMAGE;
    else if (!text_to_int(word, 1, LAYER_PICTURE_MAX_CHANNELS, &config->units))
        return false;
    return true;
}

// "3x3": the same number twice.
static bool parse_kernel(const char *word, LayerConfig *config) {
    char side[4] = "", whole[16];
    size_t digits = strcspn(word, "x");
    if (digits >= sizeof side)
        return false;
    memcpy(side, word, digits);
    if (!text_to_int(side, 1, LAYER_PICTURE_MAX_KERNEL, &config->kernel))
        return false;
    snprintf(whole, sizeof whole, "%dx%d", config->kernel, config->kernel);
    return strcmp(word, whole) == 0;
}

// "stride S" or "pad P", once each. False if the word is neither.
static bool parse_option(char **words, int count, bool pads, LayerConfig *config) {
    if (count < 2)
        return false;
    if (strcmp(words[0], "stride") == 0 && config->stride == 0)
        return text_to_int(words[1], 1, LAYER_PICTURE_MAX_STRIDE, &config->stride);
    return pads && strcmp(words[0], "pad") == 0 && config->pad == PAD_DEFAULT &&
           text_to_int(words[1], 0, config->kernel - 1, &config->pad);
}

bool layer_picture_parse(char **words, int count, bool pads, const char *expected, LayerConfig *config, Error *error) {
    config->pad = PAD_DEFAULT;
    if (count < 2)
        return error_set(error, "%s", expected);
    if (!parse_channels(words[0], config))
        return error_set(error, "%s, found '%s'", expected, words[0]);
    if (!parse_kernel(words[1], config))
        return error_set(error, "%s, found '%s'", expected, words[1]);
    int at = 2;
    while (at < count && parse_option(words + at, count - at, pads, config))
        at += 2;
    if (at == count - 1 && activation_parse(words[at], &config->activation))
        at++;
    if (at == count)
        return true;
    if (at + 1 < count)
        return error_set(error, "%s, found '%s %s'", expected, words[at], words[at + 1]);
    return error_set(error, "%s, found '%s'", expected, words[at]);
}

void layer_picture_write(const LayerConfig *config, char *text, size_t capacity) {
    char channels[16] = "image", stride[24] = "", pad[24] = "";
    if (config->units > 0)
        snprintf(channels, sizeof channels, "%d", config->units);
    if (config->stride)
        snprintf(stride, sizeof stride, " stride %d", config->stride);
    if (config->pad != PAD_DEFAULT)
        snprintf(pad, sizeof pad, " pad %d", config->pad);
    snprintf(text, capacity, " %s %dx%d%s%s%s%s", channels, config->kernel, config->kernel, stride, pad,
             config->activation == ACTIVATION_LINEAR ? "" : " ", activation_name(config->activation));
}

bool layer_picture_parse_scale(const char *word, const char *expected, LayerConfig *config, Error *error) {
    return text_to_int(word, 2, LAYER_PICTURE_MAX_SCALE, &config->stride) ||
           error_set(error, "%s, found '%s'", expected, word);
}

bool layer_picture_output(Layer *layer, Shape image, int channels, long long height, long long width, Error *error) {
    if (layer->last && channels == image.channels && height >= image.height && width >= image.width) {
        height = image.height;
        width = image.width;
    }
    if ((double)channels * (double)height * (double)width > NET_MAX_SIZE)
        return error_set(error, "an output of %d×%lld×%lld is larger than the %d values that fit", channels, height,
                         width, NET_MAX_SIZE);
    layer->output = (Shape){channels, (int)height, (int)width};
    return true;
}
