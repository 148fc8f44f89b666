// What panels are made of: cards, foldable headings, splitters.
#include "ui_inside.h"
#include "widgets.h"

void ui_card(Ui *ui, Rect rect) {
    const ThemeColors *colors = &ui->theme->colors;
    float radius = ui_px(ui, ui->theme->sizes.radius_panel);
    draw_fill(ui_list(ui), rect, radius, colors->panel);
    draw_frame(ui_list(ui), rect, radius, ui_px(ui, ui->theme->sizes.line), colors->line);
}

void ui_popup_card(Ui *ui, Rect rect) {
    const ThemeColors *colors = &ui->theme->colors;
    float radius = ui_px(ui, ui->theme->sizes.radius_panel), depth = ui_px(ui, ui->theme->sizes.accent);
    Rect shadow = {rect.x, rect.y + depth, rect.w, rect.h};
    draw_fill(ui_list(ui), shadow, radius, colors->shadow);
    draw_fill(ui_list(ui), rect, radius, colors->popup);
    draw_frame(ui_list(ui), rect, radius, ui_px(ui, ui->theme->sizes.line), colors->popup_line);
}

bool ui_fold(Ui *ui, const char *name, Rect rect, const char *label, bool *open) {
    bool before = *open;
    UiArea area = ui_area(ui, name, rect, UI_AREA_FOCUS);
    if (area.hovered)
        ui->cursor = UI_CURSOR_HAND;
    if (area.clicked)
        *open = !*open;
    if (ui_key(ui, &area, UI_KEY_LEFT, 0))
        *open = false;
    if (ui_key(ui, &area, UI_KEY_RIGHT, 0))
        *open = true;
    Rgba color = area.hovered ? ui->theme->colors.text : ui->theme->colors.faint;
    Rect inner = rect,
         arrow = rect_cut_right(&inner, ui_px(ui, ui->theme->sizes.icon), ui_px(ui, ui->theme->sizes.gap));
    ui_icon(ui, arrow, *open ? UI_ICON_MENU : UI_ICON_FOLD, color);
    ui_text_colored(ui, inner, TEXT_SECTION, UI_LEFT, color, label);
    ui_ring(ui, &area, rect);
    return *open != before;
}

static float held(float value, const UiSplitter *splitter) {
    return value < splitter->least ? splitter->least : value > splitter->most ? splitter->most : value;
}

/// Keys that make the number larger and smaller.
static float key_steps(Ui *ui, const UiArea *area, bool upright) {
    float steps = 0;
    while (ui_key(ui, area, upright ? UI_KEY_RIGHT : UI_KEY_DOWN, 0))
        steps++;
    while (ui_key(ui, area, upright ? UI_KEY_LEFT : UI_KEY_UP, 0))
        steps--;
    return steps;
}

static void draw_splitter(Ui *ui, const UiArea *area, Rect rect, bool upright) {
    const ThemeColors *colors = &ui->theme->colors;
    float line = ui_px(ui, ui->theme->sizes.line);
    if (area->hovered || area->held || area->focused)
        line = ui_px(ui, ui->theme->sizes.accent);
    Rect bar = upright ? rect_centre(rect, line, rect.h) : rect_centre(rect, rect.w, line);
    draw_fill(ui_list(ui), bar, 0, ui_shade(ui, area->hovered || area->held ? colors->track_filled : colors->line));
    ui_ring(ui, area, rect);
}

bool ui_splitter(Ui *ui, const char *name, Rect rect, const UiSplitter *splitter, float *position) {
    float before = *position, direction = splitter->direction < 0 ? -1 : 1;
    UiArea area = ui_area(ui, name, rect, UI_AREA_FOCUS);
    if (area.hovered || area.held)
        ui->cursor = splitter->upright ? UI_CURSOR_RESIZE_X : UI_CURSOR_RESIZE_Y;
    if (area.pressed)
        ui->grab = *position;
    if (area.double_clicked) {
        *position = splitter->initial;
        ui->active = 0;
    } else if (area.held && !area.pressed) {
        ui->grab += direction * (splitter->upright ? area.dx : area.dy) / ui->scale;
        *position = held(ui->grab, splitter);
    }
    float steps = key_steps(ui, &area, splitter->upright);
    if (steps != 0)
        *position = held(*position + direction * steps * ui->theme->sizes.grid, splitter);
    draw_splitter(ui, &area, rect, splitter->upright);
    return *position != before;
}
