// The latent map: over its lower edge, or its upper one where the points lie below, the images from one point to
// another, or those that the lasso has selected. On the interface's thread.
#include "map_parts.h"

#include <math.h>
#include <stdio.h>

enum { IMAGE = 64, LEAST_IMAGE = 28, TWO_ROWS = 12 }; // pixels at scale 1; images that one row is enough for

/// Columns and rows of images of one size.
typedef struct Tray {
    int columns, rows;
    float side; // pixels of a place
    Rect rect, images;
    char title[96];
} Tray;

static float height_of(const Panel *panel, const Tray *tray) {
    const ThemeSizes *sizes = &panel->viz.theme->sizes;
    float gap = ui_px(panel->ui, sizes->gap);
    return ui_px(panel->ui, sizes->control) + (float)tray->rows * (tray->side + gap / 2) + 2 * gap;
}

// An end that lies where the tray would be sends it to the other edge.
static bool goes_up(const Panel *panel, Rect area, float height) {
    const MapLook *look = &panel->look->map;
    float limit = area.y + area.h - height;
    return look->strips && (map_camera_place(&look->camera, look->from).y > limit ||
                            map_camera_place(&look->camera, look->to).y > limit);
}

static float side_of(const Panel *panel, Rect area) {
    return map_whole_side(panel, fmaxf(fminf(panel_px(panel, IMAGE), area.h / 5), panel_px(panel, LEAST_IMAGE)));
}

static void arrange(const Panel *panel, Tray *tray, Rect *free_part, int wanted) {
    Rect area = *free_part;
    float gap = ui_px(panel->ui, panel->viz.theme->sizes.gap), room = area.w - 2 * gap;
    tray->side = side_of(panel, area);
    tray->rows = wanted > TWO_ROWS && area.h > 6 * tray->side ? 2 : 1;
    tray->columns = (int)fmaxf(1, floorf((room + gap / 2) / (tray->side + gap / 2)));
    int needed = (wanted + tray->rows - 1) / tray->rows;
    tray->columns = tray->columns < needed ? tray->columns : needed;
    float height = height_of(panel, tray);
    tray->rect =
        goes_up(panel, area, height) ? rect_cut_top(free_part, height, 0) : rect_cut_bottom(free_part, height, 0);
    tray->images = (Rect){tray->rect.x + gap, tray->rect.y + height - gap - (float)tray->rows * (tray->side + gap / 2),
                          room, (float)tray->rows * (tray->side + gap / 2)};
}

static void draw_export(Panel *panel, Rect *row) {
    static const UiButton button = {.label = "Export", .kind = UI_QUIET};
    Ui *ui = panel->ui;
    int images[LATENT_IMAGES];
    if (ui_button(ui, "export", rect_cut_right(row, ui_button_width(ui, &button), ui_px(ui, 8)), &button))
        panel_export(panel, images, map_selected(&panel->look->map, images, LATENT_IMAGES));
    panel_explain(panel, &EXPLAIN_MAP[MAP_EXPORT], NULL);
}

static void draw_frame_of(Panel *panel, const Tray *tray, MapElement what) {
    Ui *ui = panel->ui;
    const Theme *theme = panel->viz.theme;
    float gap = ui_px(ui, theme->sizes.gap);
    UiButton close = {.icon = UI_ICON_CLOSE, .kind = UI_QUIET};
    draw_fill(ui_list(ui), tray->rect, ui_px(ui, theme->sizes.radius), theme->colors.popup);
    draw_frame(ui_list(ui), tray->rect, ui_px(ui, theme->sizes.radius), ui_px(ui, theme->sizes.line),
               theme->colors.popup_line);
    Rect inner = rect_inset(tray->rect, gap, gap / 2), row = rect_cut_top(&inner, ui_px(ui, theme->sizes.control), 0);
    if (ui_button(ui, "close", rect_cut_right(&row, ui_button_width(ui, &close), gap), &close))
        map_tray_close(&panel->look->map);
    panel_explain(panel, &EXPLAIN_MAP[MAP_CLOSE], NULL);
    ui_tooltip(ui, "Close (Esc)");
    if (what == MAP_SELECTION)
        draw_export(panel, &row);
    ui_text(ui, row, TEXT_FAINT, UI_LEFT, panel_either(panel, TEXT_FAINT, row.w, tray->title, ""));
    panel->look->map.covered[MAP_TRAY_COVERS] = tray->rect;
    panel_element(panel, "tray", tray->rect, &EXPLAIN_MAP[what], tray->title);
}

static bool lay_out(Panel *panel, ImageGrid *grid, const Tray *tray, int count, int width, int height, uint64_t stamp) {
    float gap = ui_px(panel->ui, panel->viz.theme->sizes.gap) / 2;
    ImageGridDesc desc = {.count = count,
                          .width = width,
                          .height = height,
                          .columns = tray->columns,
                          .gap = gap,
                          .ground = panel->viz.theme->colors.popup};
    return image_grid_layout(grid, &desc, tray->images, stamp);
}

// As many images as have room, each as large as it can be.
static void draw_strip(Panel *panel, Rect *free_part) {
    MapLook *look = &panel->look->map;
    const LatentStripView *view = &panel->views->latent_strip;
    Tray tray = {0};
    float gap = ui_px(panel->ui, panel->viz.theme->sizes.gap);
    float side = side_of(panel, *free_part);
    int fit = (int)((free_part->w - 2 * gap) / (side + gap / 2));
    look->strip_images = fit < 3 ? 3 : fit < LATENT_STRIP ? fit : LATENT_STRIP;
    arrange(panel, &tray, free_part, look->strip_images);
    tray.rows = 1;
    bool there = panel_is_current(panel, &view->tag) && view->images > 0 && view->output.bytes;
    snprintf(tray.title, sizeof tray.title, "From A to B, decoded · %s line",
             there && view->spherical ? "spherical" : "straight");
    draw_frame_of(panel, &tray, MAP_STRIP);
    if (!there || !look->strips)
        return;
    size_t size = (size_t)view->channels * (size_t)view->height * (size_t)view->width;
    if (lay_out(panel, &look->strip_grid, &tray, view->images, view->width, view->height,
                map_stamp(view->tag.generation, view->version)))
        for (int i = 0; i < view->images; i++)
            image_grid_bytes(&look->strip_grid, i, view->output.bytes + (size_t)i * size, view->channels);
    image_grid_draw(&look->strip_grid, &panel->viz);
}

// Some of them, evenly over all, where there are more than places.
static void choose_selected(MapLook *look, int places) {
    int most = places < MAP_TRAY ? places : MAP_TRAY, count = look->selection < most ? look->selection : most;
    int seen = 0, taken = 0;
    for (int i = 0; i < look->motion.images && taken < count; i++) {
        if (!look->selected[i])
            continue;
        if ((int64_t)seen * count / look->selection >= taken)
            look->tray[taken++] = i;
        seen++;
    }
    look->tray_images = taken;
}

static void draw_selection(Panel *panel, Rect *free_part) {
    MapLook *look = &panel->look->map;
    const LatentPicturesView *view = &panel->views->latent_pictures;
    Tray tray = {0};
    arrange(panel, &tray, free_part, look->selection);
    choose_selected(look, tray.columns * tray.rows);
    if (look->tray_images < look->selection)
        snprintf(tray.title, sizeof tray.title, "Selected: %d images, %d of them here", look->selection,
                 look->tray_images);
    else
        snprintf(tray.title, sizeof tray.title, "Selected: %d image%s", look->selection,
                 look->selection == 1 ? "" : "s");
    int shown = look->tray_images;
    draw_frame_of(panel, &tray, MAP_SELECTION);
    if (view->width < 1 || view->height < 1 || look->selection < 1)
        return;
    uint64_t stamp = map_stamp(map_stamp(view->version, view->tag.generation), look->selections);
    if (lay_out(panel, &look->tray_grid, &tray, shown, view->width, view->height, stamp))
        for (int i = 0; i < shown; i++) {
            const uint8_t *pixels = map_picture(panel, look->motion.index[look->tray[i]], look->thumbs + i);
            if (pixels)
                image_grid_bytes(&look->tray_grid, i, pixels, view->channels);
            else
                image_grid_blank(&look->tray_grid, i);
        }
    image_grid_draw(&look->tray_grid, &panel->viz);
}

Rect map_tray_draw(Panel *panel, Rect area) {
    MapLook *look = &panel->look->map;
    Rect free_part = area;
    look->covered[MAP_TRAY_COVERS] = (Rect){0};
    if (look->selection == 0)
        look->tray_images = 0;
    if (look->strips)
        draw_strip(panel, &free_part);
    else if (look->selection > 0)
        draw_selection(panel, &free_part);
    return free_part;
}
