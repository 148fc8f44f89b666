// From numbers to the heat map's pixels. Called by heat_map.c.
#include "heat_map_cells.h"

#include <math.h>
#include <stdlib.h>

enum { LARGE_CELL = 6, SIDE_MAX = 8192 }; // pixels of the window; of the buffer

const float *heat_map_row(const HeatMapDesc *desc, int row) {
    return desc->values + (size_t)row * (size_t)(desc->stride > 0 ? desc->stride : desc->columns);
}

float heat_map_share(const HeatMapDesc *desc, int first_row, int last_row, int first_column, int last_column) {
    float largest = 0;
    double sum = 0;
    int count = 0;
    for (int row = first_row; row < last_row; row++)
        for (int column = first_column; column < last_column; column++) {
            float value = heat_map_row(desc, row)[column];
            if (!isfinite(value))
                continue;
            sum += (double)value;
            largest = count == 0 || fabsf(value) > fabsf(largest) ? value : largest;
            count++;
        }
    if (count == 0)
        return 0;
    return desc->share == HEAT_MAP_MEAN ? (float)(sum / count) : largest;
}

// Pixels of the buffer for a number of cells, and on screen.
static int side_of(int cells, float room, float *shown) {
    int pixels = room < SIDE_MAX ? (int)room : SIDE_MAX;
    int zoom = cells > 0 ? pixels / cells : 0;
    *shown = (float)(zoom >= LARGE_CELL ? zoom * cells : pixels);
    return cells < pixels ? cells : pixels;
}

void heat_map_cells_place(HeatMap *heat, const HeatMapDesc *desc, Rect place) {
    int width, height;
    heat->rect.x = roundf(place.x);
    heat->rect.y = roundf(place.y);
    width = side_of(desc->columns, place.w, &heat->rect.w);
    height = side_of(desc->rows, place.h, &heat->rect.h);
    if (width != heat->buffer_width || height != heat->buffer_height || heat->rows != desc->rows ||
        heat->columns != desc->columns)
        heat->filled = false;
    heat->buffer_width = width;
    heat->buffer_height = height;
    heat->rows = desc->rows;
    heat->columns = desc->columns;
    heat->column_share = width > 0 ? (desc->columns + width - 1) / width : 0;
    heat->row_share = height > 0 ? (desc->rows + height - 1) / height : 0;
}

// The range asked for, or what the data needs.
static void choose_range(const HeatMapDesc *desc, float *low, float *high) {
    *low = desc->low;
    *high = desc->high;
    if (desc->low < desc->high)
        return;
    bool diverging = colormap_is_diverging(desc->map->kind);
    float most = 0;
    for (int row = 0; row < desc->rows; row++)
        for (int column = 0; column < desc->columns; column++) {
            float value = heat_map_row(desc, row)[column];
            value = diverging ? fabsf(value) : value;
            if (isfinite(value) && value > most)
                most = value;
        }
    *high = most > 0 ? most : 1;
    *low = diverging ? -*high : 0;
}

static bool make_room(HeatMap *heat) {
    size_t size = (size_t)heat->buffer_width * (size_t)heat->buffer_height;
    if (size <= heat->capacity)
        return true;
    Rgba *pixels = realloc(heat->pixels, size * sizeof *pixels);
    if (!pixels)
        return false;
    heat->pixels = pixels;
    heat->capacity = size;
    return true;
}

static int first_cell(int pixel, int cells, int pixels) {
    return (int)((int64_t)pixel * cells / pixels);
}

static void fill_row(HeatMap *heat, const HeatMapDesc *desc, int y) {
    int top = first_cell(y, heat->rows, heat->buffer_height),
        bottom = first_cell(y + 1, heat->rows, heat->buffer_height);
    Rgba *pixels = heat->pixels + (size_t)y * (size_t)heat->buffer_width;
    if (heat->row_share == 1 && heat->column_share == 1) {
        colormap_apply(desc->map, heat_map_row(desc, top), heat->columns, heat->low, heat->high, pixels);
        return;
    }
    for (int x = 0; x < heat->buffer_width; x++) {
        int left = first_cell(x, heat->columns, heat->buffer_width);
        int right = first_cell(x + 1, heat->columns, heat->buffer_width);
        float value = heat_map_share(desc, top, bottom, left, right);
        pixels[x] = colormap_color(desc->map, value, heat->low, heat->high);
    }
}

bool heat_map_cells_fill(HeatMap *heat, const HeatMapDesc *desc) {
    if (heat->buffer_width < 1 || heat->buffer_height < 1 || !desc->values)
        return false;
    bool same = heat->filled && heat->stamp == desc->stamp && heat->map == desc->map->kind &&
                heat->share == desc->share && heat->asked_low == desc->low && heat->asked_high == desc->high;
    if (same)
        return true;
    if (!make_room(heat))
        return false;
    choose_range(desc, &heat->low, &heat->high);
    for (int y = 0; y < heat->buffer_height; y++)
        fill_row(heat, desc, y);
    heat->stamp = desc->stamp;
    heat->map = desc->map->kind;
    heat->share = desc->share;
    heat->asked_low = desc->low;
    heat->asked_high = desc->high;
    heat->filled = true;
    heat->version++;
    return true;
}
