// The unit card's controls: clamp, scale, ablate, and what that changes. On the interface's thread.
#include "unit_parts.h"

#include <math.h>
#include <stdio.h>

// As the slider writes it: what is beyond its digits would be written too.
static double rounded(float value, int digits) {
    double scale = pow(10, digits);
    return round((double)value * scale) / scale;
}

static void set(Panel *panel, InterventionKind kind, double value) {
    Intervention change = {.unit = panel->look->card.unit, .kind = kind, .value = (float)value};
    char text[80];
    if (intervention_set(&panel->look->interventions, change))
        return;
    snprintf(text, sizeof text, "No more than %d units can be changed at a time.", INTERVENTIONS_MAX);
    ui_toast(panel->ui, true, text);
}

// What the unit does on the test images, with zero and with what it is now.
static void find_range(const Panel *panel, float now, double *low, double *high) {
    const UnitView *view = &panel->views->unit;
    *low = fmin(0, (double)now);
    *high = fmax(0, (double)now);
    if (view->counted.run > 0 && view->histogram.count > 0) {
        *low = fmin(*low, (double)view->histogram.least);
        *high = fmax(*high, (double)view->histogram.most);
    }
    *high = *high - *low > 1e-3 ? *high : *low + 1;
}

static void draw_clamp(Panel *panel, Rect rect) {
    const UnitView *view = &panel->views->unit;
    const Intervention *done = unit_card_intervention(panel);
    float plain = view->pinned && isfinite(view->value) ? view->value : 0, now = unit_card_applied(done, plain);
    double low, high;
    find_range(panel, now, &low, &high);
    int digits = high - low >= 100 ? 1 : high - low >= 10 ? 2 : 3;
    double initial = rounded(plain, digits), value = rounded(now, digits);
    UiSlider slider = {.label = done && done->kind == INTERVENTION_CLAMP ? "Clamped to" : "Clamp to",
                       .least = low,
                       .most = high,
                       .initial = initial,
                       .digits = digits};
    unsigned did = ui_slider(panel->ui, "clamp", rect, &slider, &value);
    if ((did & UI_CHANGED) && value == initial)
        intervention_clear(&panel->look->interventions, panel->look->card.unit);
    else if (did & UI_CHANGED)
        set(panel, INTERVENTION_CLAMP, value);
    char text[96];
    snprintf(text, sizeof text, "%.3f of %.3g to %.3g", (double)now, low, high);
    panel_explain(panel, &EXPLAIN_UNIT[UNIT_CLAMP], text);
    ui_tooltip(panel->ui, "The unit has this value for every image; double-click takes it back");
}

static void draw_scale(Panel *panel, Rect rect) {
    static const UiSlider slider = {.label = "Scale", .unit = "×", .least = 0, .most = 4, .initial = 1, .digits = 2};
    const Intervention *done = unit_card_intervention(panel);
    double value = done && done->kind == INTERVENTION_SCALE ? (double)done->value : 1;
    if (ui_slider(panel->ui, "scale", rect, &slider, &value) & UI_CHANGED) {
        if (value == 1)
            intervention_clear(&panel->look->interventions, panel->look->card.unit);
        else
            set(panel, INTERVENTION_SCALE, value);
    }
    char text[32];
    snprintf(text, sizeof text, "× %.2f", value);
    panel_explain(panel, &EXPLAIN_UNIT[UNIT_SCALE], text);
    ui_tooltip(panel->ui, "The unit is multiplied by this for every image; double-click takes it back");
}

static void draw_buttons(Panel *panel, Rect row) {
    Ui *ui = panel->ui;
    static const UiButton back = {.label = "Take back"};
    const Intervention *done = unit_card_intervention(panel);
    bool ablated = done && done->kind == INTERVENTION_ABLATE, changed = done != NULL;
    float gap = ui_px(ui, panel->viz.theme->sizes.section);
    Rect right = rect_cut_right(&row, ui_button_width(ui, &back), gap);
    if (ui_toggle(ui, "ablate", row, "Ablate", &ablated)) {
        if (ablated)
            set(panel, INTERVENTION_ABLATE, 0);
        else
            intervention_clear(&panel->look->interventions, panel->look->card.unit);
    }
    panel_explain(panel, &EXPLAIN_UNIT[UNIT_ABLATE], ablated ? "on" : "off");
    ui_tooltip(ui, "The unit is 0 for every image: what does the network lose without it?");
    ui_push_disabled(ui, !changed);
    if (ui_button(ui, "take back", right, &back))
        intervention_clear(&panel->look->interventions, panel->look->card.unit);
    panel_explain(panel, &EXPLAIN_UNIT[UNIT_TAKE_BACK], changed ? "this unit is changed" : "it is as it is");
    ui_tooltip(ui, "The unit speaks for itself again; Esc takes back all units");
    ui_pop_disabled(ui);
}

void unit_controls_draw(Panel *panel, Rect *rest) {
    Ui *ui = panel->ui;
    const ThemeSizes *sizes = &panel->viz.theme->sizes;
    float gap = ui_px(ui, sizes->gap);
    panel_section(panel, rest, "CHANGE IT");
    Rect row = rect_cut_top(rest, ui_px(ui, sizes->slider), gap);
    draw_clamp(panel, rect_column(row, 0, 2, ui_px(ui, sizes->section)));
    draw_scale(panel, rect_column(row, 1, 2, ui_px(ui, sizes->section)));
    draw_buttons(panel, rect_cut_top(rest, ui_px(ui, sizes->control), 0));
}

// One of the three pictures with its words and its error (negative: none).
// Returns where it ends.
static float draw_tile(Panel *panel, Rect column, int tile, const uint8_t *pixels, const char *word, double error) {
    Ui *ui = panel->ui;
    const PinnedView *view = &panel->views->pinned;
    const ThemeSizes *sizes = &panel->viz.theme->sizes;
    ImageGrid *grid = &panel->look->unit_card.pinned[tile];
    ImageGridDesc desc = {
        .count = 1, .width = view->width, .height = view->height, .ground = panel->viz.theme->colors.panel};
    char number[32] = "";
    Rect area = {column.x, column.y, column.w, column.w}, element = area;
    if (image_grid_layout(grid, &desc, area, view->version))
        image_grid_bytes(grid, 0, pixels, view->channels);
    image_grid_draw(grid, &panel->viz);
    rect_cut_top(&column, grid->rect.h, ui_px(ui, sizes->gap / 2));
    if (error >= 0)
        snprintf(number, sizeof number, "%.4f", error);
    ui_text(ui, rect_cut_top(&column, ui_px(ui, sizes->row), 0), TEXT_FAINT, UI_LEFT, word);
    ui_text(ui, rect_cut_top(&column, ui_px(ui, sizes->row), 0), TEXT_FAINT_DIGITS, UI_LEFT, number);
    element.h = column.y - element.y;
    panel_element(panel, word, element, &EXPLAIN_UNIT[UNIT_EFFECT + tile], number[0] ? number : NULL);
    return column.y;
}

static void draw_tiles(Panel *panel, Rect *rest) {
    const PinnedView *view = &panel->views->pinned;
    Ui *ui = panel->ui;
    const ThemeSizes *sizes = &panel->viz.theme->sizes;
    float gap = ui_px(ui, sizes->gap), pixels = (float)(view->channels * view->height * view->width);
    Rect columns[UNIT_PINNED_TILES];
    for (int i = 0; i < UNIT_PINNED_TILES; i++)
        columns[i] = rect_column(*rest, i, UNIT_PINNED_TILES, gap);
    const Score *plain = view->changed ? &view->plain_score : &view->score;
    float end = draw_tile(panel, columns[0], 0, view->input.bytes, "image", -1);
    draw_tile(panel, columns[1], 1, view->changed ? view->plain.bytes : view->output.bytes, "output",
              (double)(plain->squared_error / pixels));
    if (view->changed)
        draw_tile(panel, columns[2], 2, view->output.bytes, "changed", (double)(view->score.squared_error / pixels));
    rect_cut_top(rest, end - rest->y, 0);
}

void unit_effect_draw(Panel *panel, Rect *rest) {
    const PinnedView *view = &panel->views->pinned;
    const ViewTag *tag = &view->tag;
    char name[48], text[96];
    if (!panel_is_current(panel, tag))
        return;
    panel_pinned_name(panel, name, sizeof name);
    panel_section(panel, rest, "WHAT COMES OUT");
    draw_tiles(panel, rest);
    unit_badge_mse(panel, text, sizeof text);
    panel_figure(panel, rest, "Test MSE", text, false);
    panel_explain(panel, &EXPLAIN_UNIT[UNIT_MSE], text);
}
