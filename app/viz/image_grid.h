// Many images of one size as one picture: one buffer, one texture. The owner keeps an ImageGrid a place on screen, lays
// it out each frame and fills in the images when that is asked for.
//
//     if (image_grid_layout(&grid, &desc, area, views->generation))
//         for (int i = 0; i < desc.count; i++)
//             image_grid_bytes(&grid, i, pixels + i * size, channels);
//     image_grid_draw(&grid, &viz);
#ifndef HOURGLASS_IMAGE_GRID_H
#define HOURGLASS_IMAGE_GRID_H

#include "colormap.h"

typedef struct ImageGridDesc {
    int count;         // images
    int width, height; // of one image, in its own pixels
    int columns;       // 0: as many as make the images largest
    int group;         // columns that belong together, such as input, output and error; 0: no groups
    // Pixels of the window; rounded up to whole pixels of the images where these are enlarged.
    float gap;       // between images
    float row_gap;   // under each row, room for a caption; 0: as gap, and none under the last
    float group_gap; // between groups; 0: as gap
    bool spread;     // gaps between groups take up the width left over, up to an image's
    int max_zoom;    // 0: as large as there is room for
    int enlarge;     // each pixel is that many wide and high before it is zoomed, so that gaps can be finer; 0: 1
    Rgba ground;     // between the images; an opaque one, such as the card's, is drawn four times faster
} ImageGridDesc;

/// Open for reading; a zeroed one is ready for use.
typedef struct ImageGrid {
    uint64_t key;                    // of the texture: set by the owner, one for each grid on screen
    ImageGridDesc desc;              // as laid out
    Rect rect;                       // where the picture is; at the area's top left corner
    Rect area;                       // that it was laid out in
    int columns, rows;               // of images
    int zoom, shrink;                // pixels of the window a pixel; or pixels averaged into one (zoom 1)
    int enlarge;                     // pixels of the buffer a pixel; 1 where shrunk
    int tile_width, tile_height;     // of one image in the buffer
    int gap_x, gap_y, gap_group;     // in the buffer
    int buffer_width, buffer_height; //
    Rgba *pixels;                    // (buffer_height, buffer_width)
    size_t capacity;                 // pixels allocated
    uint64_t stamp, version;         //
    int shown;                       // images that have room; the rest is left out
    bool changed;                    // since the last draw
} ImageGrid;

typedef struct ImageGridHit {
    int image, row, column; // of the image; its pixel
} ImageGridHit;

/// Places the images in the area: largest whole zoom at which all have room, else reduced by a whole factor
/// (averaging). `stamp` names the content, such as a generation. True if the images must be given (again): the layout
/// or the stamp is another one. With no room or no memory nothing is shown.
bool image_grid_layout(ImageGrid *grid, const ImageGridDesc *desc, Rect area, uint64_t stamp);
void image_grid_finish(ImageGrid *grid);

/// Gives image i as bytes (C, H, W), grey or red, green, blue.
void image_grid_bytes(ImageGrid *grid, int image, const uint8_t *pixels, int channels);

/// Gives image i as numbers (H, W) that go through a colormap.
void image_grid_values(ImageGrid *grid, int image, const float *values, const Colormap *map, float low, float high);

/// Gives image i as colours (H, W).
void image_grid_colors(ImageGrid *grid, int image, const Rgba *pixels);

/// Gives image i as nothing: the ground shows, not what was there before.
void image_grid_blank(ImageGrid *grid, int image);

/// Draws the picture. Its version grows only if a pixel has changed since the last time.
void image_grid_draw(ImageGrid *grid, const Viz *viz);

/// Where image i is on screen; an empty rect if it has no room.
Rect image_grid_place(const ImageGrid *grid, int image);

/// What is under a point; false between images and outside.
bool image_grid_hit(const ImageGrid *grid, float x, float y, ImageGridHit *hit);

/// Draws a neutral frame around image i (strong: selected, else hovered).
void image_grid_mark(const ImageGrid *grid, const Viz *viz, int image, bool strong);

#endif
