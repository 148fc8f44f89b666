// Small pictures among the points: thumbnails and decodes. Called by the panels, on the UI thread.
#include "scatter.h"

#include <math.h>

enum { MOST = 1024 }; // pixels that a picture may be wide

/// The part of a row or column that one pixel shows: from `first` to before `last`.
typedef struct Part {
    int first, last;
} Part;

static Part part_of(int pixel, int pixels, int from) {
    int first = (int)((int64_t)pixel * from / pixels),
        last = (int)(((int64_t)(pixel + 1) * from + pixels - 1) / pixels);
    if (pixels >= from) // enlarged: the nearest one
        return (Part){first, first + 1};
    return (Part){first, last};
}

static uint8_t mean(const uint8_t *plane, int stride, Part rows, Part columns) {
    int sum = 0, count = (rows.last - rows.first) * (columns.last - columns.first);
    for (int y = rows.first; y < rows.last; y++)
        for (int x = columns.first; x < columns.last; x++)
            sum += plane[(size_t)y * (size_t)stride + (size_t)x];
    return (uint8_t)((sum + count / 2) / count);
}

// A row of what the picture lays over the points, its opacity with it.
static void read_row(const ScatterPicture *picture, Part rows, int width, int first, int last, Rgba *colors) {
    size_t plane = (size_t)picture->height * (size_t)picture->width;
    bool grey = picture->channels < 3;
    for (int x = first; x < last; x++) {
        Part columns = part_of(x, width, picture->width);
        uint8_t red = mean(picture->pixels, picture->width, rows, columns);
        uint8_t green = grey ? red : mean(picture->pixels + plane, picture->width, rows, columns);
        uint8_t blue = grey ? red : mean(picture->pixels + 2 * plane, picture->width, rows, columns);
        if (grey && picture->tinted)
            colors[x] = (Rgba){picture->tint.r, picture->tint.g, picture->tint.b,
                               (uint8_t)((red * picture->opacity + 127) / 255)};
        else
            colors[x] = (Rgba){red, green, blue, picture->opacity};
    }
}

static uint8_t over(unsigned below, unsigned color, unsigned opacity) {
    return (uint8_t)((below * (255 - opacity) + color * opacity + 127) / 255);
}

static void lay_row(Rgba *to, const Rgba *colors, int count) {
    for (int x = 0; x < count; x++) {
        Rgba color = colors[x];
        if (color.a == 255)
            to[x] = color;
        else if (color.a > 0)
            to[x] = (Rgba){over(to[x].r, color.r, color.a), over(to[x].g, color.g, color.a),
                           over(to[x].b, color.b, color.a), 255};
    }
}

void scatter_picture(Scatter *scatter, const ScatterPicture *picture, int x, int y, int width, int height) {
    Rgba colors[MOST];
    if (width < 1 || height < 1 || width > MOST || !picture->pixels || picture->width < 1 || picture->height < 1)
        return;
    int first = x < 0 ? -x : 0, last = x + width > scatter->width ? scatter->width - x : width;
    Part read = {-1, -1};
    for (int row = y < 0 ? -y : 0; row < height && y + row < scatter->height && last > first; row++) {
        Part rows = part_of(row, height, picture->height);
        if (rows.first != read.first || rows.last != read.last)
            read_row(picture, rows, width, first, last, colors);
        read = rows;
        lay_row(scatter->pixels + (size_t)(y + row) * (size_t)scatter->width + x + first, colors + first, last - first);
    }
}
