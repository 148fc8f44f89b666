// The network as a list of layers, on the left side.
#include "controls_parts.h"

#include <stdio.h>

static const char *part_name(LayerPart part) {
    return part == PART_ENCODER ? "Encoder" : part == PART_CODE ? "Code" : "Decoder";
}

// What it is and the shape it gives, on one line or, where that is too long, on two.
static void draw_layer(Panel *panel, Rect *rest, const LiveLayer *layer) {
    Ui *ui = panel->ui;
    const Theme *theme = panel->viz.theme;
    char label[128], text[320], number[32];
    panel_layer_label(layer->text, label, sizeof label);
    float padding = ui_px(ui, theme->sizes.padding), gap = ui_px(ui, theme->sizes.gap);
    float shape = ui_text_width(ui, TEXT_FAINT_DIGITS, layer->shape) + 1;
    float name = ui_text_width(ui, TEXT_BODY, label), line = ui_px(ui, theme->sizes.row);
    bool two = name + gap + shape > rest->w - 2 * padding;
    Rect row = rect_cut_top(rest, ui_px(ui, theme->sizes.control) + (two ? line : 0), gap / 2);
    draw_fill(ui_list(ui), row, ui_px(ui, theme->sizes.radius), theme->colors.control);
    Rect accent = {row.x, row.y, ui_px(ui, theme->sizes.accent), row.h};
    draw_fill(ui_list(ui), accent, 0, panel_part_color(panel, layer->part));
    Rect inside = rect_inset(row, padding, (ui_px(ui, theme->sizes.control) - line) / 2);
    Rect below = two ? rect_cut_bottom(&inside, line, 0) : rect_cut_right(&inside, shape, gap);
    ui_text(ui, below, TEXT_FAINT_DIGITS, UI_RIGHT, layer->shape);
    ui_text(ui, inside, TEXT_BODY, UI_LEFT, label);
    ui_area(ui, "layer", row, 0);
    text_grouped((double)layer->parameters, number);
    snprintf(text, sizeof text, "%s: %s gives %s, %s parameters", part_name(layer->part), layer->text, layer->shape,
             number);
    panel_explain(panel, explain_layer(layer->text), text);
    ui_tooltip(ui, text);
}

// The heading with its button, which is as high as the line.
static void draw_heading(Panel *panel, Rect *rest) {
    static const UiButton edit = {.label = "Edit"};
    Ui *ui = panel->ui;
    float gap = ui_px(ui, panel->viz.theme->sizes.gap);
    rect_cut_top(rest, gap / 2, 0);
    Rect row = rect_cut_top(rest, ui_px(ui, panel->viz.theme->sizes.row), gap / 2);
    if (ui_button(ui, "edit", rect_cut_right(&row, ui_button_width(ui, &edit), 0), &edit))
        editor_show(panel);
    panel_explain(panel, &EXPLAIN_EDIT, panel->status->model.title);
    ui_tooltip(ui, "Add, remove, move and change layers (E)");
    ui_text(ui, row, TEXT_SECTION, UI_LEFT, "NETWORK");
}

void controls_layers(Panel *panel, Rect *rest) {
    Ui *ui = panel->ui;
    const LiveModel *model = &panel->status->model;
    const ThemeSizes *sizes = &panel->viz.theme->sizes;
    char text[128], number[32];
    draw_heading(panel, rest);
    for (int l = 0; l < model->layers; l++) {
        ui_push_number(ui, l);
        draw_layer(panel, rest, &model->layer[l]);
        ui_pop_id(ui);
    }
    text_grouped((double)model->parameters, number);
    double size = (double)model->channels * model->height * model->width;
    if (model->units < size)
        snprintf(text, sizeof text, "%s parameters · the code is %.1f× smaller than the image", number,
                 size / model->units);
    else
        snprintf(text, sizeof text, "%s parameters · the code is not smaller than the image", number);
    float height = ui_paragraph_height(ui, rest->w, TEXT_FAINT, text);
    Rect place = rect_cut_top(rest, height, ui_px(ui, sizes->gap));
    ui_paragraph(ui, place, TEXT_FAINT, text);
    panel_element(panel, "size", place, &EXPLAIN_SIZE, text);
}
