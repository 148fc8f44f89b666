// Every picture of data at once, from made-up numbers that are the same each time: for tests that look at pixels, for
// the window's demonstration and for measuring the cost of a frame.
#ifndef HOURGLASS_TESTS_GALLERY_H
#define HOURGLASS_TESTS_GALLERY_H

#include "heat_map.h"
#include "histogram.h"
#include "image_grid.h"
#include "line_plot.h"

enum { GALLERY_IMAGES = 48, GALLERY_SIDE = 28, GALLERY_STEPS = 2000, GALLERY_UNITS = 256, GALLERY_ROWS = 120 };

typedef struct Gallery {
    Theme theme;
    Colormap magma, diverging;
    uint8_t images[GALLERY_IMAGES][GALLERY_SIDE * GALLERY_SIDE];
    float errors[GALLERY_SIDE * GALLERY_SIDE];
    float train[GALLERY_STEPS], test[GALLERY_STEPS], bins[24];
    float code[GALLERY_ROWS * GALLERY_UNITS], lifetime[GALLERY_UNITS], population[GALLERY_ROWS];
    uint8_t dead[GALLERY_UNITS], classes[GALLERY_ROWS];
    uint64_t stamp;
    ImageGrid grid;
    HeatMap heat;
} Gallery;

void gallery_init(Gallery *gallery, const char *theme);
void gallery_finish(Gallery *gallery);

/// Draws everything into an empty list.
void gallery_draw(Gallery *gallery, DrawList *list, const TextMeasure *measure, float scale, float width, float height,
                  const Point *mouse);

#endif
