// The box filter in whole numbers. An output pixel `at` of `side` covers [at·cut, (at + 1)·cut) of the `cut` pixels
// that are left of the picture, where one of these is `side` long. Called for every picture of an image folder, on the
// jobs thread or the command line's.
#include "image_fit.h"

#include <stdbool.h>
#include <string.h>

enum { LUMA = 1000, OPAQUE = 255 };

// Part of the picture's pixels first … last that an output pixel covers.
typedef struct Cover {
    int first, last;
    uint64_t length; // of one whole pixel
    uint64_t from, to;
} Cover;

static Cover cover(int at, int cut, int side) {
    uint64_t from = (uint64_t)at * (uint64_t)cut, to = from + (uint64_t)cut, length = (uint64_t)side;
    return (Cover){(int)(from / length), (int)((to - 1) / length), length, from, to};
}

static uint64_t overlap(const Cover *cover, int pixel) {
    uint64_t start = (uint64_t)pixel * cover->length, end = start + cover->length;
    return (end < cover->to ? end : cover->to) - (start > cover->from ? start : cover->from);
}

// Adds weight × alpha × the pixel's channels to sums, for grey × 1000.
static void add_pixel(const uint8_t *pixel, int channels, bool grey, uint64_t weight, uint64_t sums[3]) {
    bool color = channels >= 3;
    uint64_t red = pixel[0], green = pixel[color ? 1 : 0], blue = pixel[color ? 2 : 0];
    weight *= channels % 2 == 0 ? pixel[channels - 1] : OPAQUE;
    if (grey) {
        sums[0] += weight * (299 * red + 587 * green + 114 * blue);
        return;
    }
    sums[0] += weight * red;
    sums[1] += weight * green;
    sums[2] += weight * blue;
}

// What is left of a side, so that its proportion to the whole other side is as asked for.
static int cut_to(int side, int other, int out_side, int out_other) {
    long long cut = (long long)other * out_side / out_other;
    return cut < 1 ? 1 : cut < side ? (int)cut : side;
}

void image_fit(const uint8_t *pixels, int width, int height, int channels, int out_width, int out_height,
               int out_channels, uint8_t *out) {
    int cut_width = cut_to(width, height, out_width, out_height);
    int cut_height = cut_to(height, width, out_height, out_width);
    size_t row = (size_t)width * (size_t)channels, plane = (size_t)out_width * (size_t)out_height;
    const uint8_t *corner =
        pixels + (size_t)((height - cut_height) / 2) * row + (size_t)((width - cut_width) / 2) * (size_t)channels;
    bool grey = out_channels == 1;
    uint64_t whole = (uint64_t)cut_width * (uint64_t)cut_height * OPAQUE * (grey ? LUMA : 1); // at most 2^46
    for (size_t place = 0; place < plane; place++) {
        Cover down = cover((int)(place / (size_t)out_width), cut_height, out_height);
        Cover across = cover((int)(place % (size_t)out_width), cut_width, out_width);
        uint64_t sums[3] = {0};
        for (int y = down.first; y <= down.last; y++)
            for (int x = across.first; x <= across.last; x++)
                add_pixel(corner + (size_t)y * row + (size_t)x * (size_t)channels, channels, grey,
                          overlap(&down, y) * overlap(&across, x), sums);
        for (int c = 0; c < out_channels; c++)
            out[(size_t)c * plane + place] = (uint8_t)((sums[c] + whole / 2) / whole);
    }
}
