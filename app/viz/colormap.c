// Colormaps by smooth curves through a few colours each, evenly spaced from low to high. Viridis and magma follow
// matplotlib's of the same names (van der Walt and Smith 2015), cividis that of Nuñez, Anderton and Renslow (2018). The
// diverging maps were made for this program: both sides have the same lightness (CIE L* 2 26 44 58 70 80 88 from the
// middle on dark ground, 97 86 73 61 50 42 33 on light), steep near zero so that small errors are seen on a projector.
#include "colormap.h"

#include "axis.h"

#include <math.h>
#include <stdio.h>

enum { STOPS_MAX = 13 };
static const uint64_t BAR_KEY = UINT64_C(0xC0104A9000000000); // of the scale bars' textures, with the map's kind

typedef struct Stops {
    int count;
    uint8_t rgb[STOPS_MAX][3];
} Stops;

static const Stops STOPS[COLORMAPS] = {
    [COLORMAP_GREY] = {2, {{0, 0, 0}, {255, 255, 255}}},
    [COLORMAP_VIRIDIS] = {9,
                          {{68, 1, 84},
                           {71, 44, 122},
                           {59, 81, 139},
                           {44, 113, 142},
                           {33, 144, 141},
                           {39, 173, 129},
                           {92, 200, 99},
                           {170, 220, 50},
                           {253, 231, 37}}},
    [COLORMAP_MAGMA] = {9,
                        {{0, 0, 4},
                         {28, 16, 68},
                         {79, 18, 123},
                         {129, 37, 129},
                         {181, 54, 122},
                         {229, 80, 100},
                         {251, 135, 97},
                         {254, 194, 135},
                         {252, 253, 191}}},
    [COLORMAP_CIVIDIS] = {10,
                          {{0, 34, 78},
                           {18, 53, 112},
                           {59, 73, 108},
                           {87, 93, 109},
                           {112, 113, 115},
                           {138, 134, 120},
                           {165, 156, 116},
                           {195, 179, 105},
                           {225, 204, 85},
                           {254, 232, 56}}},
    [COLORMAP_DIVERGING] = {13,
                            {{182, 227, 255},
                             {143, 205, 255},
                             {99, 176, 255},
                             {40, 139, 253},
                             {21, 98, 216},
                             {11, 55, 143},
                             {5, 5, 8},
                             {109, 40, 3},
                             {176, 72, 3},
                             {219, 109, 8},
                             {249, 146, 29},
                             {255, 186, 73},
                             {255, 215, 143}}},
    [COLORMAP_DIVERGING_LIGHT] = {13,
                                  {{14, 71, 171},
                                   {35, 94, 201},
                                   {61, 115, 221},
                                   {101, 145, 237},
                                   {144, 180, 247},
                                   {194, 217, 252},
                                   {249, 249, 249},
                                   {255, 207, 153},
                                   {246, 159, 86},
                                   {224, 120, 20},
                                   {191, 90, 4},
                                   {164, 72, 0},
                                   {132, 54, 0}}},
};

// A point on the Catmull-Rom spline through four values, between the second and the third.
static float spline(float before, float from, float to, float after, float t) {
    float a = 2 * from, b = to - before, c = 2 * before - 5 * from + 4 * to - after;
    float d = 3 * (from - to) + after - before;
    return (a + t * (b + t * (c + t * d))) / 2;
}

static uint8_t channel_at(const Stops *stops, int channel, float place) {
    int last = stops->count - 1, i = (int)(place * (float)last);
    i = i < last ? i : last - 1;
    int before = i > 0 ? i - 1 : 0, after = i + 2 <= last ? i + 2 : last;
    float value = spline(stops->rgb[before][channel], stops->rgb[i][channel], stops->rgb[i + 1][channel],
                         stops->rgb[after][channel], place * (float)last - (float)i);
    return (uint8_t)(value <= 0 ? 0 : value >= 255 ? 255 : value + 0.5F);
}

void colormap_init(Colormap *map, ColormapKind kind) {
    map->kind = kind;
    for (int i = 0; i < COLORMAP_SIZE; i++) {
        float place = (float)i / (COLORMAP_SIZE - 1);
        map->entries[i] = (Rgba){channel_at(&STOPS[kind], 0, place), channel_at(&STOPS[kind], 1, place),
                                 channel_at(&STOPS[kind], 2, place), 255};
    }
}

bool colormap_is_diverging(ColormapKind kind) {
    return kind == COLORMAP_DIVERGING || kind == COLORMAP_DIVERGING_LIGHT;
}

static int entry_of(const Colormap *map, float value, float low, float factor) {
    float place = (value - low) * factor;
    if (place >= 0) // false for what is not a number
        return place < COLORMAP_SIZE - 1 ? (int)(place + 0.5F) : COLORMAP_SIZE - 1;
    return isnan(place) && colormap_is_diverging(map->kind) ? COLORMAP_SIZE / 2 : 0;
}

static float factor_of(float low, float high) {
    return high > low ? (COLORMAP_SIZE - 1) / (high - low) : 0;
}

Rgba colormap_color(const Colormap *map, float value, float low, float high) {
    return map->entries[entry_of(map, value, low, factor_of(low, high))];
}

void colormap_apply(const Colormap *map, const float *values, int count, float low, float high, Rgba *pixels) {
    float factor = factor_of(low, high);
    for (int i = 0; i < count; i++)
        pixels[i] = map->entries[entry_of(map, values[i], low, factor)];
}

static float bar_thickness(const Viz *viz) {
    return viz_px(viz, viz->theme->sizes.grid);
}

float colormap_bar_height(const Viz *viz) {
    return bar_thickness(viz) + viz_px(viz, viz->theme->sizes.grid / 4) + viz_text_height(viz, TEXT_FAINT_DIGITS);
}

// The ends' numbers, and between them the unit and zero where there is room.
static void bar_labels(const Viz *viz, Rect rect, float y, float low, float high, const char *unit, bool zero) {
    char text[2][32];
    axis_signed((double)low, 3, text[0], sizeof text[0]);
    axis_signed((double)high, 3, text[1], sizeof text[1]);
    float gap = viz_px(viz, viz->theme->sizes.gap);
    float left = rect.x + viz_text_width(viz, TEXT_FAINT_DIGITS, text[0]) + gap;
    float right = rect.x + rect.w - viz_text_width(viz, TEXT_FAINT_DIGITS, text[1]) - gap;
    viz_text(viz, rect.x, y, 0, TEXT_FAINT_DIGITS, text[0]);
    viz_text(viz, rect.x + rect.w, y, 1, TEXT_FAINT_DIGITS, text[1]);
    bool named = unit && unit[0];
    if (named && viz_text_width(viz, TEXT_FAINT, unit) <= right - left)
        viz_text_within(viz, left, right, y, 0.5F, TEXT_FAINT, unit);
    else if (zero && low < 0 && high > 0 && right - left > gap)
        viz_text_within(viz, left, right, y, 0.5F, TEXT_FAINT_DIGITS, "0");
}

void colormap_bar(const Viz *viz, Rect rect, const Colormap *map, float low, float high, const char *unit) {
    DrawImage image = {.key = BAR_KEY + (uint64_t)map->kind,
                       .version = 1,
                       .width = COLORMAP_SIZE,
                       .height = 1,
                       .pixels = map->entries};
    Rect bar = {rect.x, rect.y, rect.w, bar_thickness(viz)};
    draw_image(viz->list, bar, &image);
    draw_frame(viz->list, bar, 0, viz_px(viz, viz->theme->sizes.line), viz->theme->colors.line);
    bool zero = colormap_is_diverging(map->kind);
    bar_labels(viz, rect, rect.y + bar.h + viz_px(viz, viz->theme->sizes.grid / 4), low, high, unit, zero);
}
