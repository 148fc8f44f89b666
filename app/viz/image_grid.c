// The grid of images: finds the largest whole zoom, copies images into one buffer, and says what is where. Called by
// the panels, on the UI thread.
#include "image_grid_layout.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static bool make_room(ImageGrid *grid) {
    size_t size = (size_t)grid->buffer_width * (size_t)grid->buffer_height;
    if (size > grid->capacity) {
        Rgba *pixels = realloc(grid->pixels, size * sizeof *pixels);
        if (!pixels)
            return false;
        grid->pixels = pixels;
        grid->capacity = size;
    }
    for (size_t i = 0; i < size; i++)
        grid->pixels[i] = grid->desc.ground;
    grid->changed = true;
    return true;
}

static bool same_desc(const ImageGridDesc *a, const ImageGridDesc *b) {
    return a->count == b->count && a->width == b->width && a->height == b->height && a->columns == b->columns &&
           a->group == b->group && a->gap == b->gap && a->row_gap == b->row_gap && a->group_gap == b->group_gap &&
           a->spread == b->spread && a->max_zoom == b->max_zoom && a->enlarge == b->enlarge &&
           memcmp(&a->ground, &b->ground, sizeof a->ground) == 0;
}

bool image_grid_layout(ImageGrid *grid, const ImageGridDesc *desc, Rect area, uint64_t stamp) {
    bool placed = same_desc(&grid->desc, desc) && grid->area.w == area.w && grid->area.h == area.h && grid->shown > 0;
    if (!placed) {
        grid->desc = *desc;
        bool ok = image_grid_arrange(grid, area) && make_room(grid);
        int room = ok ? grid->rows * grid->columns : 0;
        grid->shown = room < desc->count ? room : desc->count;
    }
    grid->area = area;
    grid->rect = (Rect){roundf(area.x), roundf(area.y), (float)(grid->buffer_width * grid->zoom),
                        (float)(grid->buffer_height * grid->zoom)};
    bool needed = grid->shown > 0 && (!placed || grid->stamp != stamp);
    grid->stamp = stamp;
    return needed;
}

void image_grid_finish(ImageGrid *grid) {
    free(grid->pixels);
    *grid = (ImageGrid){.key = grid->key};
}

static int tile_x(const ImageGrid *grid, int column) {
    int group = grid->desc.group > 0 ? column / grid->desc.group : 0;
    return column * (grid->tile_width + grid->gap_x) + group * (grid->gap_group - grid->gap_x);
}

static int tile_y(const ImageGrid *grid, int row) {
    return row * (grid->tile_height + grid->gap_y);
}

/// Where an image's pixels come from; one of the three.
typedef struct Source {
    const uint8_t *bytes; // (channels, H, W)
    int channels;
    const float *values; // (H, W)
    const Colormap *map;
    float low, high;
    const Rgba *colors; // (H, W)
} Source;

static Rgba source_color(const Source *source, size_t i, size_t plane) {
    if (source->bytes) {
        const uint8_t *at = source->bytes + i;
        return source->channels >= 3 ? (Rgba){at[0], at[plane], at[2 * plane], 255} : (Rgba){*at, *at, *at, 255};
    }
    return source->values ? colormap_color(source->map, source->values[i], source->low, source->high)
                          : source->colors[i];
}

// The mean colour of a block of shrink × shrink pixels, cut off at the image's edge.
static Rgba block_color(const ImageGrid *grid, const Source *source, int row, int column) {
    int width = grid->desc.width, height = grid->desc.height, shrink = grid->shrink;
    size_t plane = (size_t)width * (size_t)height;
    unsigned sum[4] = {0}, count = 0;
    for (int y = row * shrink; y < (row + 1) * shrink && y < height; y++)
        for (int x = column * shrink; x < (column + 1) * shrink && x < width; x++, count++) {
            Rgba color = source_color(source, (size_t)y * (size_t)width + (size_t)x, plane);
            sum[0] += color.r;
            sum[1] += color.g;
            sum[2] += color.b;
            sum[3] += color.a;
        }
    assert(count > 0); // a block begins inside the image
    unsigned half = count / 2;
    return (Rgba){(uint8_t)((sum[0] + half) / count), (uint8_t)((sum[1] + half) / count),
                  (uint8_t)((sum[2] + half) / count), (uint8_t)((sum[3] + half) / count)};
}

// One row of a tile, by the commonest sources without a look at each pixel's kind.
static void row_colors(const ImageGrid *grid, const Source *source, int row, Rgba *colors) {
    int columns = grid->tile_width / grid->enlarge;
    size_t start = (size_t)row * (size_t)grid->desc.width, plane = (size_t)grid->desc.width * (size_t)grid->desc.height;
    if (grid->shrink == 1 && source->bytes && source->channels < 3) {
        const uint8_t *bytes = source->bytes + start;
        for (int column = 0; column < columns; column++)
            colors[column] = (Rgba){bytes[column], bytes[column], bytes[column], 255};
    } else if (grid->shrink == 1 && source->values) {
        colormap_apply(source->map, source->values + start, columns, source->low, source->high, colors);
    } else {
        for (int column = 0; column < columns; column++)
            colors[column] = grid->shrink == 1 ? source_color(source, start + (size_t)column, plane)
                                               : block_color(grid, source, row, column);
    }
}

// Spreads the first colours of a row over all of it.
static void enlarge_row(const ImageGrid *grid, Rgba *colors) {
    for (int column = grid->tile_width - 1; grid->enlarge > 1 && column > 0; column--)
        colors[column] = colors[column / grid->enlarge];
}

// Rows are compared, so that a tile that comes again unchanged costs no upload.
static void fill(ImageGrid *grid, int image, const Source *source) {
    if (image < 0 || image >= grid->shown)
        return;
    Rgba colors[IMAGE_GRID_SIDE];
    size_t x = (size_t)tile_x(grid, image % grid->columns), y = (size_t)tile_y(grid, image / grid->columns);
    size_t bytes = (size_t)grid->tile_width * sizeof *colors;
    for (int row = 0; row < grid->tile_height; row++) {
        Rgba *place = &grid->pixels[(y + (size_t)row) * (size_t)grid->buffer_width + x];
        if (row % grid->enlarge == 0) {
            row_colors(grid, source, row / grid->enlarge, colors);
            enlarge_row(grid, colors);
        }
        if (memcmp(place, colors, bytes) == 0)
            continue;
        memcpy(place, colors, bytes);
        grid->changed = true;
    }
}

void image_grid_bytes(ImageGrid *grid, int image, const uint8_t *pixels, int channels) {
    fill(grid, image, &(Source){.bytes = pixels, .channels = channels});
}

void image_grid_values(ImageGrid *grid, int image, const float *values, const Colormap *map, float low, float high) {
    fill(grid, image, &(Source){.values = values, .map = map, .low = low, .high = high});
}

void image_grid_colors(ImageGrid *grid, int image, const Rgba *pixels) {
    fill(grid, image, &(Source){.colors = pixels});
}

void image_grid_blank(ImageGrid *grid, int image) {
    if (image < 0 || image >= grid->shown)
        return;
    size_t x = (size_t)tile_x(grid, image % grid->columns), y = (size_t)tile_y(grid, image / grid->columns);
    for (int row = 0; row < grid->tile_height; row++)
        for (int column = 0; column < grid->tile_width; column++)
            grid->pixels[(y + (size_t)row) * (size_t)grid->buffer_width + x + (size_t)column] = grid->desc.ground;
    grid->changed = true;
}

void image_grid_draw(ImageGrid *grid, const Viz *viz) {
    if (grid->shown < 1)
        return;
    grid->version += grid->changed;
    grid->changed = false;
    DrawImage image = {.key = grid->key,
                       .version = grid->version,
                       .width = grid->buffer_width,
                       .height = grid->buffer_height,
                       .pixels = grid->pixels};
    draw_image(viz->list, grid->rect, &image);
}

Rect image_grid_place(const ImageGrid *grid, int image) {
    if (image < 0 || image >= grid->shown)
        return (Rect){grid->rect.x, grid->rect.y, 0, 0};
    return (Rect){grid->rect.x + (float)(tile_x(grid, image % grid->columns) * grid->zoom),
                  grid->rect.y + (float)(tile_y(grid, image / grid->columns) * grid->zoom),
                  (float)(grid->tile_width * grid->zoom), (float)(grid->tile_height * grid->zoom)};
}

bool image_grid_hit(const ImageGrid *grid, float x, float y, ImageGridHit *hit) {
    for (int i = 0; i < grid->shown; i++) {
        Rect place = image_grid_place(grid, i);
        if (x < place.x || y < place.y || x >= place.x + place.w || y >= place.y + place.h)
            continue;
        int row = (int)((y - place.y) / (float)grid->zoom) * grid->shrink / grid->enlarge;
        int column = (int)((x - place.x) / (float)grid->zoom) * grid->shrink / grid->enlarge;
        *hit = (ImageGridHit){i, row < grid->desc.height ? row : grid->desc.height - 1,
                              column < grid->desc.width ? column : grid->desc.width - 1};
        return true;
    }
    return false;
}

void image_grid_mark(const ImageGrid *grid, const Viz *viz, int image, bool strong) {
    Rect place = image_grid_place(grid, image);
    if (place.w <= 0)
        return;
    viz_mark(viz, place, strong);
}
