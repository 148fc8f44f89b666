// The latent map: what its axes are, with a few ticks, and of which step it is. On the interface's thread.
#include "map_parts.h"

#include "text.h"

#include <math.h>
#include <stdio.h>

enum { LEAST_TICKED = 160, APART = 80, CIRCLE = 64 }; // pixels at scale 1; corners of a circle

#define TURNED 5 // degrees from which on an axis has no right to the name of its component

// A map that was turned towards the one before it still shows the plane of the first two components.
static const char *component(const LatentMapView *view, int axis) {
    static const char *const NAMES[2][2] = {{"PC 1", "PC 2"}, {"PCA x", "PCA y"}};
    return NAMES[view->turned > TURNED][axis];
}

// "PC 1 · 23 % of variance"
static void say_axis(const Panel *panel, int axis, char *text, size_t size) {
    const LatentMapView *view = &panel->views->latent;
    if (view->units == 1)
        snprintf(text, size, axis == 0 ? "unit 0" : "squared error of the image");
    else if (view->axes == LATENT_TSNE)
        snprintf(text, size, "t-SNE %d", axis + 1);
    else if (view->axes == LATENT_UNITS)
        snprintf(text, size, "unit %d", view->unit[axis]);
    else if (isfinite(view->share[axis]))
        snprintf(text, size, "%s · %.0f %% of variance", component(view, axis), 100 * (double)view->share[axis]);
    else
        snprintf(text, size, "%s", component(view, axis));
}

// What is on screen, and what is under way.
static void say_state(const Panel *panel, char *full, size_t size, char *brief, size_t brief_size) {
    const LatentMapView *view = &panel->views->latent;
    char step[TEXT_GROUPED];
    if (view->embedding) {
        text_grouped((double)view->embed_tag.step, step);
        snprintf(full, size, "computing t-SNE of step %s · %.0f %%", step, 100 * (double)view->progress);
        snprintf(brief, brief_size, "t-SNE · %.0f %%", 100 * (double)view->progress);
        return;
    }
    if (view->axes == LATENT_TSNE) {
        text_grouped((double)view->embed_tag.step, step);
        snprintf(full, size, "t-SNE of step %s · KL %.2f nats", step, (double)view->divergence);
        snprintf(brief, brief_size, "t-SNE of step %s", step);
        return;
    }
    text_grouped((double)view->tag.step, step);
    snprintf(brief, brief_size, "step %s", step);
    snprintf(full, size, "step %s · drag: decode · Shift-drag: interpolate · wheel: closer", step);
}

static void draw_label(Panel *panel, Rect *row, bool right, const char *name, const char *text, MapElement what) {
    Ui *ui = panel->ui;
    float width = ui_text_width(ui, TEXT_FAINT, text) + 1, gap = ui_px(ui, panel->viz.theme->sizes.section);
    if (width > row->w)
        return;
    Rect place = right ? rect_cut_right(row, width, gap) : rect_cut_left(row, width, gap);
    ui_text(ui, place, TEXT_FAINT, right ? UI_RIGHT : UI_LEFT, text);
    panel_element(panel, name, place, &EXPLAIN_MAP[what], text);
}

static MapElement element_of(const Panel *panel) {
    const LatentMapView *view = &panel->views->latent;
    return view->axes == LATENT_TSNE                        ? MAP_TSNE_AXIS
           : view->axes == LATENT_UNITS || view->units == 1 ? MAP_UNIT_AXIS
                                                            : MAP_PCA_AXIS;
}

// Each draws, or only counts, the ticks whose numbers have room.
static int x_ticks(Panel *panel, const Axis *axis, Rect area, Rect row, bool draws) {
    const Viz *viz = &panel->viz;
    float line = viz_px(viz, viz->theme->sizes.line), height = viz_px(viz, 4);
    int count = 0;
    for (int i = 0; i < axis->count; i++) {
        float x = roundf(area.x + (float)axis_place(axis, axis->ticks[i]) * area.w);
        float half = viz_text_width(viz, TEXT_FAINT_DIGITS, axis->labels[i]) / 2;
        if (x - half < row.x || x + half > row.x + row.w)
            continue;
        count++;
        if (!draws)
            continue;
        draw_fill(viz->list, (Rect){x, row.y, line, height}, 0, viz->theme->colors.faint);
        viz_text(viz, x, row.y + height, 0.5F, TEXT_FAINT_DIGITS, axis->labels[i]);
    }
    return count;
}

static int y_ticks(Panel *panel, const Axis *axis, Rect area, Rect column, bool draws) {
    const Viz *viz = &panel->viz;
    int count = 0;
    float line = viz_px(viz, viz->theme->sizes.line), width = viz_px(viz, 4);
    float height = viz_text_height(viz, TEXT_FAINT_DIGITS);
    for (int i = 0; i < axis->count; i++) {
        float y = roundf(area.y + (1 - (float)axis_place(axis, axis->ticks[i])) * area.h);
        if (y - height / 2 < area.y || y + height / 2 > area.y + area.h ||
            viz_text_width(viz, TEXT_FAINT_DIGITS, axis->labels[i]) > column.w - 2 * width)
            continue;
        count++;
        if (!draws)
            continue;
        draw_fill(viz->list, (Rect){column.x + column.w - width, y, width, line}, 0, viz->theme->colors.faint);
        viz_text(viz, column.x + column.w - 2 * width, y - height / 2, 1, TEXT_FAINT_DIGITS, axis->labels[i]);
    }
    return count;
}

// As many ticks as have room, of those an axis can hold.
static int first_count(float room) {
    return room < AXIS_TICKS ? (int)room : AXIS_TICKS;
}

// One number alone tells no scale: where the ends have no room for a second, finer steps give one.
static void draw_ticks(Panel *panel, Rect area, Rect row, Rect column) {
    const LatentWindow *window = &panel->look->map.camera.window;
    float apart = panel_px(panel, APART);
    double left = (double)window->left, bottom = (double)window->bottom;
    Axis x = {0}, y = {0};
    for (int most = first_count(area.w / apart); most <= AXIS_TICKS && x_ticks(panel, &x, area, row, false) < 2; most++)
        axis_linear(&x, left, left + (double)window->width, most);
    for (int most = first_count(area.h / apart); most <= AXIS_TICKS && y_ticks(panel, &y, area, column, false) < 2;
         most++)
        axis_linear(&y, bottom, bottom + (double)window->height, most);
    x_ticks(panel, &x, area, row, true);
    y_ticks(panel, &y, area, column, true);
}

// The coordinates of t-SNE mean nothing by themselves.
static bool has_ticks(const Panel *panel, Rect rest) {
    return panel->views->latent.axes != LATENT_TSNE && rest.h >= panel_px(panel, LEAST_TICKED) &&
           rest.w >= 2 * panel_px(panel, LEAST_TICKED);
}

void map_axes_draw(Panel *panel, Rect *rest) {
    Ui *ui = panel->ui;
    const Viz *viz = &panel->viz;
    char x_name[64], y_name[64], full[128], brief[64];
    float line = ceilf(viz_text_height(viz, TEXT_FAINT)) + ui_px(ui, 2),
          digits = viz_text_height(viz, TEXT_FAINT_DIGITS);
    bool ticks = has_ticks(panel, *rest);
    Rect top = rect_cut_top(rest, line, ui_px(ui, 4)), bottom = rect_cut_bottom(rest, line, ui_px(ui, 4)), row = {0};
    if (ticks)
        row = rect_cut_bottom(rest, digits + viz_px(viz, 4), 0);
    Rect column = {rest->x, rest->y, 0, 0};
    if (ticks)
        column = rect_cut_left(rest, ceilf(viz_text_width(viz, TEXT_FAINT_DIGITS, "-00.0")) + viz_px(viz, 8), 0);
    *rest = (Rect){roundf(rest->x), roundf(rest->y), floorf(rest->w), floorf(rest->h)};
    map_camera_update(panel, *rest);
    if (ticks)
        draw_ticks(panel, *rest, (Rect){rest->x, row.y, rest->w, row.h}, column);
    say_axis(panel, 0, x_name, sizeof x_name);
    say_axis(panel, 1, y_name, sizeof y_name);
    say_state(panel, full, sizeof full, brief, sizeof brief);
    draw_label(panel, &top, false, "y axis", y_name, element_of(panel));
    draw_label(panel, &bottom, true, "x axis", x_name, element_of(panel));
    draw_label(panel, &bottom, false, "state", panel_either(panel, TEXT_FAINT, bottom.w - 1, full, brief), MAP_STATE);
}

static void draw_prior_label(const Viz *viz, Rect plate, const char *label) {
    draw_fill(viz->list, plate, 0, viz->theme->colors.panel);
    viz_text(viz, plate.x + plate.w / 2, plate.y, 0.5F, TEXT_FAINT, label);
}

// One, two and three standard deviations of N(0, 1) on two units: what the penalty draws the codes towards.
void map_prior_draw(Panel *panel) {
    const LatentMapView *view = &panel->views->latent;
    const MapCamera *camera = &panel->look->map.camera;
    const Viz *viz = &panel->viz;
    if (!view->gaussian || view->units < 2 || (view->axes != LATENT_UNITS && view->units != 2))
        return;
    for (int sigma = 1; sigma <= 3; sigma++) {
        Point points[CIRCLE + 1];
        char label[8];
        for (int i = 0; i <= CIRCLE; i++) {
            float angle = (float)i * 6.2831853F / CIRCLE;
            points[i] = map_camera_place(camera, (LatentPoint){(float)sigma * cosf(angle), (float)sigma * sinf(angle)});
        }
        draw_line(viz->list, points, CIRCLE + 1, viz_px(viz, viz->theme->sizes.line), viz->theme->colors.disabled);
        snprintf(label, sizeof label, "%dσ", sigma);
        Point top = map_camera_place(camera, (LatentPoint){0, (float)sigma});
        float height = viz_text_height(viz, TEXT_FAINT), width = viz_text_width(viz, TEXT_FAINT, label) + 2;
        Rect plate = {top.x - width / 2, top.y - height / 2, width, height};
        if (rect_inside(plate, camera->area) && map_is_free(&panel->look->map, plate))
            draw_prior_label(viz, plate, label);
    }
}
