// The latent map, what stands in the rows above it: places for them, the number of a unit, the button that computes
// t-SNE. On the interface's thread.
#include "map_parts.h"

#include "text.h"

#include <math.h>
#include <stdio.h>

enum { FIELD = 56 }; // pixels at scale 1

Rect map_row_next(Panel *panel, MapRow *row, float width) {
    const ThemeSizes *sizes = &panel->viz.theme->sizes;
    if (!row->begun || row->row.w < width - 1)
        row->row = rect_cut_top(row->rest, ui_px(panel->ui, sizes->control), ui_px(panel->ui, sizes->gap));
    row->begun = true;
    return rect_cut_left(&row->row, width, ui_px(panel->ui, sizes->gap));
}

// What is chosen with the mouse leaves the keyboard to the map.
void map_leave_keyboard(Panel *panel) {
    if (panel->ui->input->released & UI_MOUSE_LEFT)
        ui_focus(panel->ui, 0);
}

// A field for the number of a unit: typed, or a step with the arrows beside it.
void map_unit_draw(Panel *panel, MapRow *row, int which, const char *label, int *unit) {
    Ui *ui = panel->ui;
    MapLook *look = &panel->look->map;
    int units = panel->status->model.units;
    char *number = look->number[which], value[48];
    float gap = ui_px(ui, 4), text = ui_text_width(ui, TEXT_FAINT, label) + 1;
    UiButton less = {.icon = UI_ICON_DOWN, .kind = UI_QUIET}, more = {.icon = UI_ICON_UP, .kind = UI_QUIET};
    float button = ui_button_width(ui, &less), field = panel_px(panel, FIELD);
    ui_push_id(ui, label);
    Rect place = map_row_next(panel, row, text + field + 2 * button + 3 * gap);
    ui_text(ui, rect_cut_left(&place, text, gap), TEXT_FAINT, UI_LEFT, label);
    snprintf(value, sizeof value, "unit %d of %d", *unit, units);
    unsigned done =
        ui_text_field(ui, "number", rect_cut_left(&place, field, gap), "unit", number, sizeof look->number[0]);
    bool typing = ui_focused(ui, ui_id(ui, "number"));
    panel_explain(panel, &EXPLAIN_MAP[MAP_UNIT], value);
    int typed;
    if (done & (UI_CHANGED | UI_DONE) && text_to_int(number, 0, units - 1, &typed))
        *unit = typed;
    int step = 0;
    ui_push_disabled(ui, *unit <= 0);
    step -= ui_button(ui, "less", rect_cut_left(&place, button, gap), &less);
    panel_explain(panel, &EXPLAIN_MAP[MAP_UNIT], value);
    ui_pop_disabled(ui);
    ui_push_disabled(ui, *unit >= units - 1);
    step += ui_button(ui, "more", rect_cut_left(&place, button, 0), &more);
    panel_explain(panel, &EXPLAIN_MAP[MAP_UNIT], value);
    ui_pop_disabled(ui);
    *unit += step;
    if (!typing || step != 0)
        snprintf(number, sizeof look->number[0], "%d", *unit);
    ui_pop_id(ui);
}

// t-SNE is computed only when asked for.
void map_compute_draw(Panel *panel, MapRow *row) {
    Ui *ui = panel->ui;
    MapLook *look = &panel->look->map;
    const LatentMapView *view = &panel->views->latent;
    bool under_way = map_is_there(panel) && look->embed > 0 && !look->embed_cancel &&
                     (view->embedding || view->embed != look->embed);
    UiButton compute = {.label = "Compute", .kind = UI_PRIMARY}, cancel = {.label = "Cancel"};
    float width = fmaxf(ui_button_width(ui, &compute), ui_button_width(ui, &cancel));
    bool pressed = ui_button(ui, "compute", map_row_next(panel, row, width), under_way ? &cancel : &compute);
    char text[48];
    snprintf(text, sizeof text, "%.0f %%", 100 * (double)view->progress);
    panel_explain(panel, &EXPLAIN_MAP[MAP_COMPUTE], under_way ? text : NULL);
    if (!pressed)
        return;
    look->embed_cancel = under_way;
    look->embed += !under_way;
    map_leave_keyboard(panel);
}
