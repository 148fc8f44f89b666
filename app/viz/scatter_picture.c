// Small pictures among the points: thumbnails and decodes. Called by the panels, on the UI thread.
#include "blend.h"
#include "scatter.h"

#include <math.h>
#include <string.h>

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
    if (count == 1)
        return plane[(size_t)rows.first * (size_t)stride + (size_t)columns.first];
    for (int y = rows.first; y < rows.last; y++)
        for (int x = columns.first; x < columns.last; x++)
            sum += plane[(size_t)y * (size_t)stride + (size_t)x];
    return (uint8_t)((sum + count / 2) / count);
}

/// A row of what the picture lays over the points.
typedef struct Row {
    int first, last;                     // pixels that are seen
    Part part[MOST];                     // columns of the picture that each shows
    Rgba color[MOST];                    // opaque
    uint8_t opacity[MOST][sizeof(Rgba)]; // in each byte of a pixel
} Row;

static void read_row(const ScatterPicture *picture, Part rows, Row *row) {
    size_t plane = (size_t)picture->height * (size_t)picture->width;
    bool grey = picture->channels < 3, tinted = grey && picture->tinted;
    for (int x = row->first; x < row->last; x++) {
        Part columns = row->part[x];
        uint8_t red = mean(picture->pixels, picture->width, rows, columns);
        uint8_t green = grey ? red : mean(picture->pixels + plane, picture->width, rows, columns);
        uint8_t blue = grey ? red : mean(picture->pixels + 2 * plane, picture->width, rows, columns);
        row->color[x] = tinted ? picture->tint : (Rgba){red, green, blue, 255};
        row->color[x].a = 255;
        memset(row->opacity[x], tinted ? (red * picture->opacity + 127) / 255 : picture->opacity, sizeof(Rgba));
    }
}

void scatter_picture(Scatter *scatter, const ScatterPicture *picture, int x, int y, int width, int height) {
    Row row;
    if (width < 1 || height < 1 || width > MOST || !picture->pixels || picture->width < 1 || picture->height < 1)
        return;
    row.first = x < 0 ? -x : 0;
    row.last = x + width > scatter->width ? scatter->width - x : width;
    for (int i = row.first; i < row.last; i++)
        row.part[i] = part_of(i, width, picture->width);
    Part read = {0};
    int top = y < 0 ? -y : 0;
    for (int i = top; i < height && y + i < scatter->height && row.last > row.first; i++) {
        Part rows = part_of(i, height, picture->height);
        if (i == top || rows.first != read.first || rows.last != read.last)
            read_row(picture, rows, &row);
        read = rows;
        Rgba *to = scatter->pixels + (size_t)(y + i) * (size_t)scatter->width + x + row.first;
        blend_bytes((uint8_t *)to, (const uint8_t *)(row.color + row.first), row.opacity[row.first],
                    (row.last - row.first) * (int)sizeof *to);
    }
}
