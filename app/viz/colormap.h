// Colours for numbers: grey, viridis, magma and cividis for magnitudes, blue–neutral–orange for signed values. Each is
// told apart by lightness alone.
#ifndef HOURGLASS_COLORMAP_H
#define HOURGLASS_COLORMAP_H

#include "viz.h"

enum { COLORMAP_SIZE = 256 };

typedef enum ColormapKind {
    COLORMAP_GREY,
    COLORMAP_VIRIDIS,
    COLORMAP_MAGMA,
    COLORMAP_CIVIDIS,
    COLORMAP_DIVERGING,       // blue, black in the middle, orange: for dark surroundings
    COLORMAP_DIVERGING_LIGHT, // blue, white in the middle, orange
    COLORMAPS
} ColormapKind;

typedef struct Colormap {
    ColormapKind kind;
    Rgba entries[COLORMAP_SIZE]; // from the low end to the high end
} Colormap;

void colormap_init(Colormap *map, ColormapKind kind);

/// True for maps whose middle means zero: give them a range of -limit … limit.
bool colormap_is_diverging(ColormapKind kind);

/// The colour of a value in a range; values outside take the ends, what is not a number the low end (the middle of a
/// diverging map).
Rgba colormap_color(const Colormap *map, float value, float low, float high);

/// Pixels for count values.
void colormap_apply(const Colormap *map, const float *values, int count, float low, float high, Rgba *pixels);

/// The height that a scale bar takes, with the numbers under it.
float colormap_bar_height(const Viz *viz);

/// Draws the map as a bar at the top of the rect with its ends (and zero, if diverging) labelled under it, and the unit
/// ("activation", "pixel error") in the middle where there is room. The map must live until the frame has been drawn.
void colormap_bar(const Viz *viz, Rect rect, const Colormap *map, float low, float high, const char *unit);

#endif
