// The bench Anomaly: the test images with the highest scores, and what the network makes of them. On the interface's
// thread.
#include "anomaly_parts.h"

#include "class_mark.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { GOOD = 8, MOST_ZOOM = 12, LEAST_SIDE = 48, TILES = 2, LINES = 2 };

static const ReconstructionView *shown_of(const Panel *panel) {
    return &panel->views->anomaly.highest;
}

static bool is_left_out(const Panel *panel, int image) {
    return class_set_has(&panel->views->anomaly.left_out, shown_of(panel)->label[image]);
}

static float caption_width(const Panel *panel) {
    const LiveData *data = &panel->status->data;
    float widest = viz_text_width(&panel->viz, TEXT_FAINT_DIGITS, "00000.0") +
                   viz_text_width(&panel->viz, TEXT_STRONG, "left out") + ui_px(panel->ui, panel->viz.theme->sizes.gap);
    float mark = class_mark_size(&panel->viz) + ui_px(panel->ui, panel->viz.theme->sizes.gap / 2);
    for (int i = 0; i < data->classes; i++)
        widest = fmaxf(widest, viz_text_width(&panel->viz, TEXT_BODY, data->class_name[i]) + mark);
    return ceilf(widest) + 1;
}

typedef struct Fit {
    int zoom, columns, rows; // of pairs
    float gap, between, below;
} Fit;

static float whole(float pixels, int zoom) {
    return ceilf(pixels / (float)zoom) * (float)zoom;
}

static Fit fit_at(const Panel *panel, Rect area, int zoom) {
    Ui *ui = panel->ui;
    const LiveModel *model = &panel->status->model;
    const ThemeSizes *sizes = &panel->viz.theme->sizes;
    Fit fit = {.zoom = zoom, .gap = whole(ui_px(ui, sizes->gap / 2), zoom)};
    float pair = (float)(TILES * zoom * model->width) + fit.gap, caption = caption_width(panel);
    fit.between = whole(fmaxf(ui_px(ui, sizes->section), caption - pair + ui_px(ui, sizes->gap)), zoom);
    fit.below = whole(LINES * ui_px(ui, sizes->row) + ui_px(ui, sizes->gap / 2), zoom);
    fit.columns = (int)((area.w - fmaxf(0, caption - pair) + fit.between) / (pair + fit.between));
    fit.rows = (int)(area.h / ((float)(zoom * model->height) + fit.below));
    return fit;
}

// The smallest zoom at which something is seen.
static int least_zoom(const Panel *panel) {
    const LiveModel *model = &panel->status->model;
    int zoom = (int)ceilf(panel_px(panel, LEAST_SIDE) / (float)(model->height > 0 ? model->height : 1));
    return zoom < MOST_ZOOM ? zoom : MOST_ZOOM;
}

// The largest pictures of which a dozen have room; in a small window fewer of them, but not smaller ones.
static Fit fit_images(const Panel *panel, Rect area) {
    int least = least_zoom(panel), zoom = MOST_ZOOM;
    Fit fit = fit_at(panel, area, zoom);
    while (zoom > least && fit.columns * fit.rows < GOOD)
        fit = fit_at(panel, area, --zoom);
    fit.columns = fit.columns < 1 ? 1 : fit.columns;
    fit.rows = fit.rows < 1 ? 1 : fit.rows;
    while (fit.columns * fit.rows > VIEW_MAX_IMAGES)
        fit.rows -= fit.rows > 1, fit.columns -= fit.rows == 1;
    return fit;
}

static float title_height(const Panel *panel) {
    const ThemeSizes *sizes = &panel->viz.theme->sizes;
    return ui_px(panel->ui, sizes->row) + ui_px(panel->ui, sizes->gap);
}

float anomaly_images_height(const Panel *panel) {
    int zoom = least_zoom(panel);
    Fit fit = fit_at(panel, (Rect){0}, zoom);
    return title_height(panel) + 2 * ((float)(zoom * panel->status->model.height) + fit.below) + 1;
}

static void draw_caption(Panel *panel, Rect pair, int image) {
    const Viz *viz = &panel->viz;
    const LiveData *data = &panel->status->data;
    const ReconstructionView *shown = shown_of(panel);
    float y = pair.y + pair.h + 2, right = pair.x + fmaxf(pair.w, caption_width(panel));
    float size = class_mark_size(viz), line = viz_text_height(viz, TEXT_BODY);
    char number[32];
    int label = shown->label[image];
    snprintf(number, sizeof number, "%.1f", (double)panel->views->anomaly.score[image]);
    if (label >= 0 && label < data->classes) {
        class_mark_draw(viz, label, pair.x + size / 2, y + line / 2, size);
        viz_text_within(viz, pair.x + size + ui_px(panel->ui, viz->theme->sizes.gap / 2), right, y, 0, TEXT_BODY,
                        data->class_name[label]);
    }
    y += ui_px(panel->ui, viz->theme->sizes.row);
    viz_text(viz, pair.x, y, 0, TEXT_FAINT_DIGITS, number);
    if (is_left_out(panel, image))
        viz_text(viz, pair.x + viz_text_width(viz, TEXT_FAINT_DIGITS, number) + ui_px(panel->ui, viz->theme->sizes.gap),
                 y, 0, TEXT_STRONG, "left out");
}

static Rect pair_place(const ImageGrid *grid, int image) {
    Rect first = image_grid_place(grid, TILES * image), last = image_grid_place(grid, TILES * image + 1);
    first.w = last.x + last.w - first.x;
    return first;
}

static void fill(ImageGrid *grid, const ReconstructionView *shown, int count) {
    size_t size = (size_t)shown->channels * (size_t)shown->height * (size_t)shown->width;
    for (int i = 0; i < count; i++) {
        image_grid_bytes(grid, TILES * i, shown->input.bytes + (size_t)i * size, shown->channels);
        image_grid_bytes(grid, TILES * i + 1, shown->output.bytes + (size_t)i * size, shown->channels);
    }
}

static void draw_grid(Panel *panel, Rect area, const Fit *fit, int count) {
    const ReconstructionView *shown = shown_of(panel);
    ImageGrid *grid = &panel->look->analysis.anomaly.images;
    ImageGridDesc desc = {.count = TILES * count,
                          .width = shown->width,
                          .height = shown->height,
                          .columns = TILES * (fit->columns < count ? fit->columns : count),
                          .group = TILES,
                          .gap = fit->gap,
                          .group_gap = fit->between,
                          .row_gap = fit->below,
                          .max_zoom = fit->zoom,
                          .ground = panel->viz.theme->colors.panel};
    if (image_grid_layout(grid, &desc, area, panel->views->anomaly.version))
        fill(grid, shown, count);
    image_grid_draw(grid, &panel->viz);
    for (int i = 0; TILES * (i + 1) <= grid->shown; i++) {
        draw_caption(panel, pair_place(grid, i), i);
        if (is_left_out(panel, i))
            image_grid_mark(grid, &panel->viz, TILES * i, true);
    }
}

static void hover(Panel *panel) {
    const ReconstructionView *shown = shown_of(panel);
    ImageGrid *grid = &panel->look->analysis.anomaly.images;
    const Point *mouse = panel->viz.mouse;
    ImageGridHit hit;
    char text[200] = "";
    UiArea area = ui_area(panel->ui, "images", grid->rect, 0);
    bool inside = mouse && image_grid_hit(grid, mouse->x, mouse->y, &hit);
    int image = inside ? hit.image / TILES : 0;
    if (inside)
        snprintf(text, sizeof text, "Test image %d, %s: score %.1f, place %d, %s", shown->index[image],
                 panel->status->data.class_name[shown->label[image] < 0 ? 0 : shown->label[image]],
                 (double)panel->views->anomaly.score[image], image + 1,
                 is_left_out(panel, image) ? "left out of training" : "a class in training");
    panel_explain(panel, &EXPLAIN_ANOMALY[ANOMALY_IMAGES], text);
    if (!inside || (!area.hovered && !ui_explaining(panel->ui)))
        return;
    if (area.clicked)
        look_pin(panel->look, shown->index[image], panel->status->data.test_images);
    image_grid_mark(grid, &panel->viz, hit.image, false);
    size_t used = strlen(text);
    snprintf(text + used, sizeof text - used, " · click to pin it");
    ui_hint(panel->ui, text);
}

// How many of those on screen are of classes left out: the first thing one counts.
static void draw_title(Panel *panel, Rect *rest, int count) {
    char text[96];
    int out = 0;
    for (int i = 0; i < count; i++)
        out += is_left_out(panel, i);
    snprintf(text, sizeof text, "Highest scores: %d of %d are left out", out, count);
    Rect row = rect_cut_top(rest, ui_px(panel->ui, panel->viz.theme->sizes.row),
                            ui_px(panel->ui, panel->viz.theme->sizes.gap));
    ui_text(panel->ui, row, TEXT_STRONG, UI_LEFT, text);
    panel_element(panel, "title", row, &EXPLAIN_ANOMALY[ANOMALY_IMAGES], text);
}

void anomaly_images_draw(Panel *panel, Rect rect) {
    const ReconstructionView *shown = shown_of(panel);
    AnomalyLook *look = &panel->look->analysis.anomaly;
    const ThemeSizes *sizes = &panel->viz.theme->sizes;
    float frame = 2 * ui_px(panel->ui, sizes->ring); // around pictures at the edge
    Rect pictures = rect_inset(rect, frame, 0);
    rect_cut_top(&pictures, title_height(panel), 0);
    if (panel->status->model.width < 1)
        return;
    Fit fit = fit_images(panel, pictures);
    look->wanted = fit.columns * fit.rows;
    int count = shown->images < look->wanted ? shown->images : look->wanted;
    if (!panel_is_current(panel, &shown->tag) || count == 0)
        return;
    ui_push_id(panel->ui, "highest");
    draw_title(panel, &rect, count);
    draw_grid(panel, pictures, &fit, count);
    hover(panel);
    ui_pop_id(panel->ui);
}
