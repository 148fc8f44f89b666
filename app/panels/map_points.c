// The latent map: points, thumbnails and the grid of decodes, drawn into one picture. On the interface's thread.
#include "map_parts.h"

#include <math.h>
#include <string.h>

enum { LEAST_MARK = 4, MOST_MARK = 12, LEAST_THUMB = 28, MOST_THUMB = 72, RIMS = 3000 }; // pixels at scale 1; points
#define MARKS 0.3F // share of the map that marks would cover side by side
#define THUMBS 0.35F
#define DIMMED 0.8F // of what is not meant, towards the ground
#define GRID_OPACITY 110

uint64_t map_stamp(uint64_t stamp, uint64_t number) {
    uint64_t mixed = (stamp ^ number) * UINT64_C(0x9E3779B97F4A7C15);
    return mixed ^ mixed >> 29;
}

bool map_shows(const Panel *panel, int place) {
    const LatentMapView *view = &panel->views->latent;
    int label = view->label.ints[place];
    return label < 0 || !panel->look->map.hidden[label % VIEW_CLASSES];
}

// The side of one of so many squares, as long as the points that are seen cover that share of the map.
static float side_of(const Panel *panel, float share, float least, float most) {
    const MapLook *look = &panel->look->map;
    float seen = (float)look->motion.images / fmaxf(look->camera.zoom * look->camera.zoom, 1);
    float side = sqrtf(look->camera.area.w * look->camera.area.h * share / fmaxf(seen, 1));
    return fminf(fmaxf(side, panel_px(panel, least)), panel_px(panel, most));
}

float map_whole_side(const Panel *panel, float most) {
    const LiveModel *model = &panel->status->model;
    float longer = fmaxf(1, (float)(model->width > model->height ? model->width : model->height));
    return most >= longer ? longer * floorf(most / longer) : ceilf(longer / ceilf(longer / fmaxf(most, 1)));
}

float map_mark_size(const Panel *panel) {
    return roundf(side_of(panel, MARKS, LEAST_MARK, MOST_MARK) * 2) / 2;
}

float map_thumb_size(const Panel *panel) {
    return roundf(side_of(panel, THUMBS, LEAST_THUMB, MOST_THUMB));
}

static Rgba mixed(Rgba color, Rgba with, float share) {
    return (Rgba){(uint8_t)((float)color.r + ((float)with.r - (float)color.r) * share + 0.5F),
                  (uint8_t)((float)color.g + ((float)with.g - (float)color.g) * share + 0.5F),
                  (uint8_t)((float)color.b + ((float)with.b - (float)color.b) * share + 0.5F), 255};
}

static Rgba color_of(const Panel *panel, int place) {
    const LatentMapView *view = &panel->views->latent;
    const Theme *theme = panel->viz.theme;
    int label = view->label.ints[place];
    if (view->color == LATENT_CLASS)
        return label < 0 ? theme->colors.faint : class_mark_color(theme, label);
    float value = view->value.floats[place], high = view->high > view->low ? view->high : view->low + 1;
    return isfinite(value) ? colormap_color(&panel->look->heat_map, value, view->low, high) : theme->colors.disabled;
}

// A point stands back where others are meant: those selected, or a class that is pointed at in the legend.
static bool stands_back(const Panel *panel, int place) {
    const MapLook *look = &panel->look->map;
    if (look->class_pointed >= 0)
        return panel->views->latent.label.ints[place] != look->class_pointed;
    return look->selection > 0 && !look->selected[place];
}

static void draw_points(Panel *panel) {
    const LatentMapView *view = &panel->views->latent;
    MapLook *look = &panel->look->map;
    const MapMotion *motion = &look->motion;
    Scatter *scatter = &look->scatter;
    Rgba ground = panel->viz.theme->colors.panel;
    if (!scatter_set_marks(scatter, map_mark_size(panel), motion->images <= RIMS))
        return;
    for (int front = 0; front < 2; front++)
        for (int i = 0; i < motion->images; i++) {
            if (!map_shows(panel, i) || stands_back(panel, i) != !front)
                continue;
            int label = view->label.ints[i];
            Rgba color = front ? color_of(panel, i) : mixed(color_of(panel, i), ground, DIMMED);
            scatter_point(scatter, label < 0 ? CLASS_DISC : class_mark_shape(label), color,
                          motion->at[i].x - look->camera.area.x, motion->at[i].y - look->camera.area.y);
        }
}

// Pixels of a thumbnail, the longer side as large as it may be.
static void thumb_size_of(const Panel *panel, int *width, int *height) {
    const LatentPicturesView *view = &panel->views->latent_pictures;
    float side = map_thumb_size(panel), longer = (float)(view->width > view->height ? view->width : view->height);
    *width = (int)fmaxf(1, roundf(side * (float)view->width / fmaxf(longer, 1)));
    *height = (int)fmaxf(1, roundf(side * (float)view->height / fmaxf(longer, 1)));
}

// Grey images in the colour of their point; those with colours of their own in a frame of it.
static void draw_thumb(Panel *panel, int thumb, int width, int height) {
    const LatentPicturesView *view = &panel->views->latent_pictures;
    MapLook *look = &panel->look->map;
    int place = look->thumb[thumb];
    const uint8_t *pixels = map_picture(panel, look->motion.index[place], thumb);
    if (!pixels)
        return;
    Rgba color = color_of(panel, place);
    int x = (int)roundf(look->motion.at[place].x - look->camera.area.x) - width / 2;
    int y = (int)roundf(look->motion.at[place].y - look->camera.area.y) - height / 2;
    ScatterPicture picture = {.pixels = pixels,
                              .channels = view->channels,
                              .height = view->height,
                              .width = view->width,
                              .tinted = true,
                              .tint = color,
                              .opacity = stands_back(panel, place) ? 60 : 255};
    scatter_fill(&look->scatter, x, y, width, height, look->scatter.ground);
    scatter_picture(&look->scatter, &picture, x, y, width, height);
    if (view->channels >= 3)
        scatter_frame(&look->scatter, x, y, width, height, (int)panel_px(panel, 2), color);
    int label = panel->views->latent.label.ints[place];
    float corner = look->scatter.marks.size / 2;
    if (label >= 0)
        scatter_point(&look->scatter, class_mark_shape(label), color, (float)x + corner, (float)y + corner);
}

static void draw_thumbs(Panel *panel) {
    int width, height;
    thumb_size_of(panel, &width, &height);
    for (int i = 0; i < panel->look->map.thumbs; i++)
        draw_thumb(panel, i, width, height);
}

static bool has_grid(const Panel *panel) {
    const LatentGridView *grid = &panel->views->latent_grid;
    return panel->look->map.grid && panel_is_current(panel, &grid->tag) && grid->axes == panel->views->latent.axes &&
           grid->columns > 0 && grid->rows > 0;
}

// Decodes lie where they were decoded, wherever the camera has gone since.
static void draw_grid(Panel *panel) {
    const LatentGridView *grid = &panel->views->latent_grid;
    MapLook *look = &panel->look->map;
    const LatentWindow *window = &grid->window;
    size_t size = (size_t)grid->channels * (size_t)grid->height * (size_t)grid->width;
    Point first = map_camera_place(&look->camera, (LatentPoint){window->left, window->bottom + window->height});
    Point last = map_camera_place(&look->camera, (LatentPoint){window->left + window->width, window->bottom});
    float across = (last.x - first.x) / (float)grid->columns, down = (last.y - first.y) / (float)grid->rows;
    int side = (int)fminf(across, down) - 1;
    for (int i = 0; i < grid->columns * grid->rows; i++) {
        int row = i / grid->columns, column = i % grid->columns;
        float x = first.x - look->camera.area.x + ((float)column + 0.5F) * across;
        float y = first.y - look->camera.area.y + ((float)row + 0.5F) * down;
        int longer = grid->width > grid->height ? grid->width : grid->height;
        int width = side * grid->width / longer, height = side * grid->height / longer;
        ScatterPicture picture = {.pixels = grid->output.bytes + (size_t)i * size,
                                  .channels = grid->channels,
                                  .height = grid->height,
                                  .width = grid->width,
                                  .tinted = true,
                                  .tint = panel->viz.theme->colors.text,
                                  .opacity = GRID_OPACITY};
        if (fabsf(x) < 1e5F && fabsf(y) < 1e5F)
            scatter_picture(&look->scatter, &picture, (int)x - width / 2, (int)y - height / 2, width, height);
    }
}

static uint64_t stamp_floats(uint64_t stamp, const float *values, int count) {
    for (int i = 0; i < count; i++) {
        uint32_t bits;
        memcpy(&bits, &values[i], sizeof bits);
        stamp = map_stamp(stamp, bits);
    }
    return stamp;
}

// All that the picture depends on.
static uint64_t stamp_of(const Panel *panel) {
    const MapLook *look = &panel->look->map;
    const Views *views = panel->views;
    const LatentWindow *window = &look->camera.window;
    float numbers[] = {window->left, window->bottom, window->width, window->height, panel->ui->scale};
    uint64_t stamp = map_stamp(look->motion.moves, views->latent.version);
    stamp = stamp_floats(stamp, numbers, sizeof numbers / sizeof *numbers);
    stamp = map_stamp(stamp, (uint64_t)(uintptr_t)panel->viz.theme->name);
    stamp = map_stamp(stamp, (uint64_t)panel->look->heat_map.kind << 32 | look->selections);
    stamp = map_stamp(stamp, (uint64_t)look->class_pointed + 1);
    for (int i = 0; i < VIEW_CLASSES; i++)
        stamp = look->hidden[i] ? map_stamp(stamp, (uint64_t)i) : stamp;
    for (int i = 0; i < look->thumbs; i++)
        stamp = map_stamp(stamp, (uint64_t)look->thumb[i]);
    stamp = look->thumbs > 0 ? map_stamp(stamp, views->latent_pictures.version) : stamp;
    return has_grid(panel) ? map_stamp(stamp, views->latent_grid.version) : stamp;
}

void map_points_draw(Panel *panel) {
    MapLook *look = &panel->look->map;
    MapMotion *motion = &look->motion;
    Rect area = look->camera.area;
    for (int i = 0; i < motion->images; i++)
        motion->at[i] = map_camera_place(&look->camera, motion->now[i]);
    map_thumbs_choose(panel);
    if (scatter_begin(&look->scatter, (int)area.w, (int)area.h, panel->viz.theme->colors.panel, stamp_of(panel))) {
        if (has_grid(panel))
            draw_grid(panel);
        draw_points(panel);
        if (look->thumbs > 0)
            draw_thumbs(panel);
    }
    scatter_draw(&look->scatter, &panel->viz, area.x, area.y);
}
