// The largest whole zoom, and the columns that allow it. Called by image_grid.c when the room or the images change.
#include "image_grid_layout.h"

#include <math.h>

static int group_count(const ImageGridDesc *desc, int columns) {
    return desc->group > 0 ? (columns + desc->group - 1) / desc->group : 1;
}

// A gap of the window's pixels in the buffer's.
static int gap_of(float pixels, int zoom) {
    return pixels > 0 ? (int)ceilf(fminf(pixels, IMAGE_GRID_SIDE) / (float)zoom) : 0;
}

static int enlarged(const ImageGridDesc *desc) {
    return desc->enlarge > 1 ? desc->enlarge : 1;
}

// Lays out for a number of columns, a zoom and a shrink; false if that does not fit.
static bool fits(ImageGrid *grid, Rect area, int columns, int zoom, int shrink) {
    const ImageGridDesc *desc = &grid->desc;
    grid->columns = columns;
    grid->zoom = zoom;
    grid->shrink = shrink;
    grid->enlarge = shrink == 1 ? enlarged(desc) : 1;
    grid->tile_width = (desc->width * grid->enlarge + shrink - 1) / shrink;
    grid->tile_height = (desc->height * grid->enlarge + shrink - 1) / shrink;
    grid->gap_x = gap_of(desc->gap, zoom);
    grid->gap_y = gap_of(desc->row_gap > 0 ? desc->row_gap : desc->gap, zoom);
    grid->gap_group = desc->group > 0 && desc->group_gap > 0 ? gap_of(desc->group_gap, zoom) : grid->gap_x;
    grid->rows = (desc->count + columns - 1) / columns;
    int groups = group_count(desc, columns);
    int64_t width = (int64_t)columns * grid->tile_width + (int64_t)(columns - groups) * grid->gap_x +
                    (int64_t)(groups - 1) * grid->gap_group;
    int captions = desc->row_gap > 0 ? grid->rows : grid->rows - 1; // the last row's caption needs room too
    int64_t height = (int64_t)grid->rows * grid->tile_height + (int64_t)captions * grid->gap_y;
    grid->buffer_width = (int)(width < IMAGE_GRID_SIDE ? width : IMAGE_GRID_SIDE);
    grid->buffer_height = (int)(height < IMAGE_GRID_SIDE ? height : IMAGE_GRID_SIDE);
    return width < IMAGE_GRID_SIDE && height < IMAGE_GRID_SIDE && (float)(width * zoom) <= area.w &&
           (float)(height * zoom) <= area.h;
}

static int column_step(const ImageGridDesc *desc) {
    return desc->group > 0 ? desc->group : 1;
}

// Tries every number of columns, or the one that was asked for.
static bool fits_somehow(ImageGrid *grid, Rect area, int zoom, int shrink) {
    if (grid->desc.columns > 0)
        return fits(grid, area, grid->desc.columns, zoom, shrink);
    int step = column_step(&grid->desc);
    for (int columns = step; columns < grid->desc.count + step; columns += step) {
        int tile = (grid->desc.width * (shrink == 1 ? enlarged(&grid->desc) : 1) + shrink - 1) / shrink;
        if ((float)(columns * tile * zoom) > area.w)
            return false;
        if (fits(grid, area, columns, zoom, shrink))
            return true;
    }
    return false;
}

static int largest_zoom(const ImageGridDesc *desc, Rect area) {
    float zoom = fminf(area.w / (float)desc->width, area.h / (float)desc->height) / (float)enlarged(desc);
    int most = zoom < IMAGE_GRID_SIDE ? (int)zoom : IMAGE_GRID_SIDE;
    return desc->max_zoom > 0 && desc->max_zoom < most ? desc->max_zoom : most;
}

// As many whole rows of reduced images as there is room for.
static bool crop(ImageGrid *grid, Rect area) {
    int shrink = (grid->desc.width > grid->desc.height ? grid->desc.width : grid->desc.height) / 8 + 1;
    int step = column_step(&grid->desc), columns = grid->desc.columns;
    if (columns <= 0)
        for (columns = step; columns < grid->desc.count; columns += step) {
            fits(grid, area, columns + step, 1, shrink);
            if ((float)grid->buffer_width > area.w)
                break;
        }
    fits(grid, area, columns, 1, shrink);
    int rows = (int)fminf(area.h / (float)(grid->tile_height + grid->gap_y), (float)grid->rows);
    grid->rows = rows;
    grid->buffer_height = rows * (grid->tile_height + grid->gap_y);
    return rows > 0 && (float)grid->buffer_width <= area.w && grid->buffer_width < IMAGE_GRID_SIDE;
}

static void spread(ImageGrid *grid, Rect area) {
    int gaps = group_count(&grid->desc, grid->columns) - 1;
    int spare = (int)fminf(area.w / (float)grid->zoom, IMAGE_GRID_SIDE - 1) - grid->buffer_width;
    if (!grid->desc.spread || gaps < 1 || spare < gaps)
        return;
    int more = spare / gaps < grid->tile_width ? spare / gaps : grid->tile_width;
    grid->gap_group += more;
    grid->buffer_width += more * gaps;
}

static bool arrange(ImageGrid *grid, Rect area) {
    const ImageGridDesc *desc = &grid->desc;
    if (desc->count < 1 || desc->width < 1 || desc->height < 1 || !(area.w >= 1) || !(area.h >= 1))
        return false;
    for (int zoom = largest_zoom(desc, area); zoom >= 1; zoom--)
        if (fits_somehow(grid, area, zoom, 1))
            return true;
    int longest = desc->width > desc->height ? desc->width : desc->height;
    for (int shrink = 2; longest / shrink >= 8; shrink++) // smaller pictures show nothing
        if (fits_somehow(grid, area, 1, shrink))
            return true;
    return crop(grid, area);
}

bool image_grid_arrange(ImageGrid *grid, Rect area) {
    if (!arrange(grid, area))
        return false;
    spread(grid, area);
    return true;
}
