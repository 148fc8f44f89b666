// Button and toggle.
#include "ui_inside.h"
#include "widgets.h"

static TextRole button_role(const UiButton *button) {
    return button->kind == UI_PRIMARY ? TEXT_ON_STRONG : TEXT_BODY;
}

float ui_button_width(const Ui *ui, const UiButton *button) {
    const ThemeSizes *sizes = &ui->theme->sizes;
    float width = 2 * ui_px(ui, sizes->text_inset);
    if (button->icon != UI_ICON_NONE)
        width += ui_px(ui, sizes->icon);
    if (button->icon != UI_ICON_NONE && button->label)
        width += ui_px(ui, sizes->gap);
    if (button->label)
        width += ui_text_width(ui, button_role(button), button->label) + 1;
    return width;
}

static void draw_ground(Ui *ui, const UiArea *area, Rect rect, UiButtonKind kind) {
    const ThemeColors *colors = &ui->theme->colors;
    float radius = ui_px(ui, ui->theme->sizes.radius), line = ui_px(ui, ui->theme->sizes.line);
    if (kind == UI_PRIMARY) {
        Rgba fill = area->hovered && !area->held ? colors->strong_hover : colors->strong;
        draw_fill(ui_list(ui), rect, radius, ui_shade(ui, fill));
        return;
    }
    if (kind == UI_PLAIN || area->hovered)
        draw_fill(ui_list(ui), rect, radius, ui_control_color(ui, area));
    if (kind == UI_PLAIN)
        draw_frame(ui_list(ui), rect, radius, line, ui_shade(ui, colors->line));
}

/// Icon and label together in the middle; where there is no room, the label gives way.
static void draw_face(Ui *ui, Rect rect, const UiButton *button) {
    const ThemeSizes *sizes = &ui->theme->sizes;
    TextRole role = button_role(button);
    Rgba color = ui->theme->texts[role].color;
    if (!button->label) {
        ui_icon(ui, rect, button->icon, color);
        return;
    }
    if (button->icon == UI_ICON_NONE) {
        ui_text(ui, rect_inset(rect, ui_px(ui, sizes->gap) / 2, 0), role, UI_CENTRE, button->label);
        return;
    }
    float inset = 2 * ui_px(ui, sizes->text_inset), spare = rect.w - ui_button_width(ui, button);
    rect = rect_inset(rect, spare > 0 ? (inset + spare) / 2 : inset / 2, 0);
    ui_icon(ui, rect_cut_left(&rect, ui_px(ui, sizes->icon), ui_px(ui, sizes->gap)), button->icon, color);
    ui_text(ui, rect, role, UI_LEFT, button->label);
}

bool ui_button(Ui *ui, const char *name, Rect rect, const UiButton *button) {
    UiArea area = ui_area(ui, name, rect, UI_AREA_FOCUS);
    if (area.hovered)
        ui->cursor = UI_CURSOR_HAND;
    draw_ground(ui, &area, rect, button->kind);
    draw_face(ui, rect, button);
    ui_ring(ui, &area,
            rect_inset(rect, button->kind == UI_PRIMARY ? -ui_px(ui, ui->theme->sizes.ring) : 0,
                       button->kind == UI_PRIMARY ? -ui_px(ui, ui->theme->sizes.ring) : 0));
    return area.clicked;
}

static void draw_switch(Ui *ui, Rect rect, bool on) {
    const ThemeSizes *sizes = &ui->theme->sizes;
    const ThemeColors *colors = &ui->theme->colors;
    float knob = ui_px(ui, sizes->knob), inset = ui_px(ui, sizes->ring);
    Rect track = rect_centre(rect, rect.w, knob + 2 * inset);
    Rect at = {on ? track.x + track.w - inset - knob : track.x + inset, track.y + inset, knob, knob};
    draw_fill(ui_list(ui), track, track.h / 2, ui_shade(ui, on ? colors->track_filled : colors->track));
    draw_fill(ui_list(ui), at, knob / 2, ui_shade(ui, colors->knob));
    draw_frame(ui_list(ui), at, knob / 2, ui_px(ui, sizes->line), ui_shade(ui, colors->knob_line));
}

bool ui_toggle(Ui *ui, const char *name, Rect rect, const char *label, bool *value) {
    const ThemeSizes *sizes = &ui->theme->sizes;
    UiArea area = ui_area(ui, name, rect, UI_AREA_FOCUS);
    if (area.hovered)
        ui->cursor = UI_CURSOR_HAND;
    if (area.clicked)
        *value = !*value;
    Rect inner = rect;
    draw_switch(ui, rect_cut_right(&inner, ui_px(ui, sizes->toggle_width), ui_px(ui, sizes->gap)), *value);
    ui_text(ui, inner, TEXT_BODY, UI_LEFT, label);
    ui_ring(ui, &area, rect);
    return area.clicked;
}
