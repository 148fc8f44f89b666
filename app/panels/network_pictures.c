// The view Network: the image at one end of the hourglass, the reconstruction at the other, and what stands above and
// below the columns. On the interface's thread.
#include "network_parts.h"

#include <math.h>
#include <stdio.h>

enum { SIDE_MAX = 128 }; // of an image in colours

// From 0 to 1; the observer gives nothing else but what noise has made of the input.
static uint8_t byte_of(float value) {
    return (uint8_t)(value >= 1 ? 255 : value > 0 ? 255 * value + 0.5F : 0);
}

static void fill_colors(ImageGrid *grid, const float *values, int plane) {
    Rgba colors[SIDE_MAX * SIDE_MAX];
    for (int p = 0; p < plane && plane <= SIDE_MAX * SIDE_MAX; p++)
        colors[p] = (Rgba){byte_of(values[p]), byte_of(values[plane + p]), byte_of(values[2 * plane + p]), 255};
    if (plane <= SIDE_MAX * SIDE_MAX)
        image_grid_colors(grid, 0, colors);
}

static bool has_values(const NetworkLayer *layer) {
    return layer->has.first == 0 && layer->has.count == layer->all.channels;
}

static void draw_grid(Panel *panel, const NetworkPlan *plan, const NetworkColumn *column) {
    const NetworkLayer *layer = network_layer(plan, column);
    const float *values = plan->view->values.floats + layer->all.offset;
    ImageGrid *grid = &panel->look->network.grid[column->place];
    const ViewTag *tag = &plan->view->tag;
    uint64_t stamp = plan->view->version * 31 + tag->run;
    stamp = ((stamp * 31 + tag->generation) * 31 + tag->step) * 31 + (uint64_t)plan->view->image;
    ImageGridDesc desc = {
        .count = 1, .width = column->width, .height = column->height, .ground = panel->viz.theme->colors.panel};
    if (image_grid_layout(grid, &desc, column->rect, stamp)) {
        if (layer->all.channels >= 3)
            fill_colors(grid, values, column->width * column->height);
        else
            image_grid_values(grid, 0, values, &panel->look->grey_map, 0, 1);
    }
    image_grid_draw(grid, &panel->viz);
}

static void name_image(const Panel *panel, const NetworkView *view, char *text, size_t size) {
    const LiveData *data = &panel->status->data;
    bool named = view->label >= 0 && view->label < data->classes;
    if (view->own)
        snprintf(text, size, "Your image");
    else
        snprintf(text, size, "Test image %d%s%s", view->image, named ? ", " : "",
                 named ? data->class_name[view->label] : "");
}

static void write_score(const Panel *panel, const NetworkView *view, char *mse, char *loss, size_t size) {
    const LayerFigures *all = &view->layer[0].all;
    double pixels = (double)all->channels * all->height * all->width;
    snprintf(mse, size, "MSE %.4f", (double)view->score.squared_error / pixels);
    if (panel->status->model.bce)
        snprintf(loss, size, "BCE %.1f nats", (double)view->score.bce);
    else
        snprintf(loss, size, "Σ² %.4g", (double)view->score.squared_error);
}

// "Reconstruction, row 3, column 4: 0.731 · MSE 0.0117 · BCE 215 nats".
static void say(const Panel *panel, const NetworkPlan *plan, const NetworkColumn *column, const ImageGridHit *hit,
                char *text, size_t size) {
    const NetworkLayer *layer = network_layer(plan, column);
    const float *values = plan->view->values.floats + layer->all.offset;
    char what[120], value[80] = "", mse[40], loss[40], score[128];
    int plane = column->width * column->height, pixel = hit ? hit->row * column->width + hit->column : 0;
    write_score(panel, plan->view, mse, loss, sizeof mse);
    snprintf(score, sizeof score, "Reconstruction · %s · %s", mse, loss);
    name_image(panel, plan->view, what, sizeof what);
    if (hit && layer->all.channels >= 3)
        snprintf(value, sizeof value, "red %.3f, green %.3f, blue %.3f", (double)values[pixel],
                 (double)values[plane + pixel], (double)values[2 * plane + pixel]);
    else if (hit)
        snprintf(value, sizeof value, "%.3f", (double)values[pixel]);
    const char *name = column->layer < 0 ? what : score;
    if (hit)
        snprintf(text, size, "Row %d, column %d: %s · %s", hit->row, hit->column, value, name);
    else
        snprintf(text, size, "%s", name);
}

void network_wheel(Panel *panel, const UiArea *area) {
    if (area->wheel != 0)
        look_pin(panel->look, panel->look->pinned.image + (area->wheel > 0 ? -1 : 1), panel->status->data.test_images);
}

bool network_picture_draw(Panel *panel, const NetworkPlan *plan, const NetworkColumn *column) {
    const ImageGrid *grid = &panel->look->network.grid[column->place];
    const Point *mouse = panel->viz.mouse;
    ImageGridHit hit;
    char text[256];
    bool ready = has_values(network_layer(plan, column));
    if (ready)
        draw_grid(panel, plan, column);
    UiArea area = ui_area(panel->ui, "picture", column->rect, UI_AREA_WHEEL);
    bool inside = ready && mouse && image_grid_hit(grid, mouse->x, mouse->y, &hit);
    say(panel, plan, column, inside ? &hit : NULL, text, sizeof text);
    panel_explain(panel, &EXPLAIN_NETWORK[column->layer < 0 ? NETWORK_INPUT : NETWORK_OUTPUT], text);
    network_wheel(panel, &area);
    if (inside && (area.hovered || ui_explaining(panel->ui))) {
        image_grid_mark(grid, &panel->viz, 0, false);
        ui_hint(panel->ui, text);
    }
    return false;
}

// Two buttons that pin the test image before and after.
static void draw_steps(Panel *panel, Rect row) {
    static const UiButton buttons[] = {{.label = "←"}, {.label = "→"}};
    Ui *ui = panel->ui;
    float gap = ui_px(ui, panel->viz.theme->sizes.gap / 2);
    float width = fminf(ui_button_width(ui, &buttons[0]), (row.w - gap) / 2);
    row = rect_centre(row, 2 * width + gap, row.h);
    for (int i = 0; i < 2; i++) {
        if (ui_button(ui, i == 0 ? "before" : "after", rect_cut_left(&row, width, gap), &buttons[i]))
            look_pin(panel->look, panel->look->pinned.image + 2 * i - 1, panel->status->data.test_images);
        panel_explain(panel, &EXPLAIN_NETWORK[NETWORK_OTHER], NULL);
        ui_tooltip(ui, "Another test image; the arrow keys and the wheel do the same");
    }
}

static void line(Panel *panel, Rect *rest, float height, TextRole role, const char *text) {
    ui_text(panel->ui, rect_cut_top(rest, height, 0), role, UI_CENTRE, panel_either(panel, role, rest->w, text, ""));
}

static void draw_input(Panel *panel, const NetworkPlan *plan, Rect rest) {
    const NetworkView *view = plan->view;
    const LiveData *data = &panel->status->data;
    char name[64] = "Your image", brief[64] = "Your image";
    bool named = view->label >= 0 && view->label < data->classes;
    if (!view->own) {
        snprintf(name, sizeof name, "Test image %d", view->image);
        snprintf(brief, sizeof brief, "image %d", view->image);
    }
    if (plan->captions == NETWORK_FULL && named)
        line(panel, &rest, plan->line, TEXT_FAINT, data->class_name[view->label]);
    if (plan->captions >= NETWORK_NAMED)
        line(panel, &rest, plan->line, TEXT_FAINT, panel_either(panel, TEXT_FAINT, rest.w, name, brief));
    rect_cut_top(&rest, ui_px(panel->ui, panel->viz.theme->sizes.gap / 2), 0);
    if (plan->captions >= NETWORK_NAMED)
        draw_steps(panel, rect_cut_top(&rest, ui_px(panel->ui, panel->viz.theme->sizes.control), 0));
}

float network_captions_height(const Panel *panel, const NetworkPlan *plan) {
    const ThemeSizes *sizes = &panel->viz.theme->sizes;
    float buttons = ui_px(panel->ui, sizes->gap / 2) + ui_px(panel->ui, sizes->control);
    float lines = plan->captions == NETWORK_FULL ? 3 : plan->captions == NETWORK_NAMED ? 2 : 1;
    return lines * plan->line + (plan->captions >= NETWORK_NAMED ? buttons : 0);
}

static void draw_under(Panel *panel, const NetworkPlan *plan, const NetworkColumn *column, Rect rest) {
    const LayerFigures *all = &network_layer(plan, column)->all;
    char shape[48], shown[48], mse[40], loss[40];
    network_shape(all, shape, sizeof shape);
    NetworkWindow window = panel->look->network.wanted[column->place];
    int count = window.first + window.count < column->tiles ? window.count : column->tiles - window.first;
    bool part = column->rows < column->all_rows;
    snprintf(shown, sizeof shown, "%d of %d", count, column->tiles);
    line(panel, &rest, plan->line, TEXT_FAINT_DIGITS, part && plan->lines == 1 ? shown : shape);
    if (part && plan->lines > 1)
        line(panel, &rest, plan->line, TEXT_FAINT_DIGITS, shown);
    if (column->kind != NETWORK_PICTURE)
        return;
    write_score(panel, plan->view, mse, loss, sizeof mse);
    if (column->layer < 0)
        draw_input(panel, plan, rest);
    else if (plan->captions >= NETWORK_NAMED) {
        line(panel, &rest, plan->line, TEXT_FAINT_DIGITS, mse);
        line(panel, &rest, plan->line, TEXT_FAINT_DIGITS, loss);
    }
}

void network_captions_draw(Panel *panel, const NetworkPlan *plan, const NetworkColumn *column) {
    char label[192];
    float between = plan->between - ui_px(panel->ui, panel->viz.theme->sizes.gap); // half of it on each side
    float left = column->room.x - plan->area.x, right = plan->area.w - left - column->room.w;
    float more = floorf(fmaxf(0, fminf(between / 2, fminf(left, right))));
    Rect wide = {column->room.x - more, column->room.y, column->room.w + 2 * more, column->room.h};
    network_label(panel, column, wide.w, label, sizeof label);
    float edge = column->part == PART_CODE && column->kind != NETWORK_PICTURE ? plan->edge : 0;
    Rect above = {wide.x, column->rect.y - edge - plan->label + plan->edge, wide.w, plan->label - plan->edge};
    ui_text(panel->ui, above, TEXT_BODY, UI_CENTRE, label);
    float top = column->rect.y + column->rect.h + edge;
    draw_under(panel, plan, column, (Rect){wide.x, top, wide.w, plan->area.y + plan->area.h - top});
}
