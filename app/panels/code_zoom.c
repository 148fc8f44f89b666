// Which of the units are seen, and what mouse and keyboard do with the map: the wheel zooms at the pointer, a drag
// moves along, a double-click shows all again, a click opens a unit's card.
#include "code_parts.h"

#include <math.h>
#include <stdio.h>

enum { LEAST_SEEN = 8, DRAG = 4 }; // units; pixels at scale 1
#define ZOOM 1.25

void code_zoom_hold(CodeLook *code) {
    int least = code->units < LEAST_SEEN ? code->units : LEAST_SEEN;
    if (code->seen < 1 || code->seen > code->units)
        code->seen = code->units;
    code->seen = code->seen < least ? least : code->seen;
    code->first = fmax(0, fmin(code->first, code->units - code->seen));
}

int code_zoom_first(const CodeLook *code) {
    return (int)(code->first + 0.5);
}

// What lies at `place`, 0 to 1 of what is seen, stays there.
static void zoom(CodeLook *code, double factor, double place) {
    double at = code->first + place * code->seen;
    int seen = (int)lround(code->seen * factor);
    code->seen = seen == code->seen ? seen + (factor > 1) - (factor < 1) : seen;
    code->seen = code->seen < 1 ? 1 : code->seen;
    code_zoom_hold(code);
    code->first = at - place * code->seen;
    code_zoom_hold(code);
}

static void show_all(CodeLook *code) {
    code->seen = code->units;
    code->first = 0;
}

static void bring_into_sight(CodeLook *code, int place) {
    if (place < code_zoom_first(code))
        code->first = place;
    if (place >= code_zoom_first(code) + code->seen)
        code->first = place - code->seen + 1;
    code_zoom_hold(code);
}

// From one unit to the next as they stand on screen.
static void move_cursor(CodeLook *code, int step) {
    int place = code_units_place(code, code->cursor) + step;
    place = place < 0 ? 0 : place >= code->units ? code->units - 1 : place;
    code->cursor = code->unit[place];
    bring_into_sight(code, place);
}

static void take_keys(Panel *panel, const UiArea *area) {
    Ui *ui = panel->ui;
    CodeLook *code = &panel->look->code;
    while (ui_key(ui, area, UI_KEY_LEFT, 0) || ui_key(ui, area, UI_KEY_UP, 0))
        move_cursor(code, -1);
    while (ui_key(ui, area, UI_KEY_RIGHT, 0) || ui_key(ui, area, UI_KEY_DOWN, 0))
        move_cursor(code, 1);
    while (ui_key(ui, area, UI_KEY_PAGE_UP, 0))
        move_cursor(code, -code->seen);
    while (ui_key(ui, area, UI_KEY_PAGE_DOWN, 0))
        move_cursor(code, code->seen);
    if (ui_key(ui, area, UI_KEY_HOME, 0))
        move_cursor(code, -code->units);
    if (ui_key(ui, area, UI_KEY_END, 0))
        move_cursor(code, code->units);
    double middle = (code_units_place(code, code->cursor) - code->first + 0.5) / code->seen;
    middle = fmax(0, fmin(middle, 1));
    while (ui_key(ui, area, '+', 0) || ui_key(ui, area, '+', UI_SHIFT) || ui_key(ui, area, '=', 0))
        zoom(code, 1 / ZOOM, middle);
    while (ui_key(ui, area, '-', 0))
        zoom(code, ZOOM, middle);
    if (ui_key(ui, area, UI_KEY_ENTER, 0) || ui_key(ui, area, ' ', 0))
        look_card(panel->look, LAYER_CODE, code->cursor);
}

static void take_press(Panel *panel, const UiArea *area) {
    CodeLook *code = &panel->look->code;
    float threshold = panel->ui->scale * DRAG;
    if (area->pressed && area->double_clicked) { // the first click of the two opened a card
        panel->look->card = code->seen < code->units ? code->before : panel->look->card;
        show_all(code);
    }
    if (area->pressed) {
        code->dragged = area->double_clicked ? 2 * threshold : 0;
        code->before = panel->look->card;
    }
    if (area->held && !area->double_clicked)
        code->dragged += fabsf(area->dx);
    if (area->held && code->dragged > threshold)
        code->first -= (double)(area->dx / panel->look->code.heat.rect.w) * code->seen;
    code_zoom_hold(code);
}

// The place under the pointer, wherever in the column; -1: none.
static int place_under(const Panel *panel, const UiArea *area) {
    const CodeLook *code = &panel->look->code;
    int row, column;
    if (!heat_map_hit(&code->heat, code->heat.rect.x + area->x, code->heat.rect.y, &row, &column))
        return -1;
    return code_zoom_first(code) + column;
}

void code_zoom_input(Panel *panel, const UiArea *area) {
    Ui *ui = panel->ui;
    CodeLook *code = &panel->look->code;
    int before = code->seen, first = code_zoom_first(code), place = place_under(panel, area);
    if (area->wheel != 0)
        zoom(code, pow(ZOOM, (double)-area->wheel), (double)(area->x / code->heat.rect.w));
    take_press(panel, area);
    if (area->clicked && place >= 0 && code->dragged <= ui->scale * DRAG) {
        code->cursor = code->unit[place];
        look_card(panel->look, LAYER_CODE, code->cursor);
    }
    take_keys(panel, area);
    if (before != code->seen || first != code_zoom_first(code))
        ui_wake(ui, 0);
}

void code_zoom_bar(Panel *panel, Rect rect) {
    Ui *ui = panel->ui;
    CodeLook *code = &panel->look->code;
    const Theme *theme = panel->viz.theme;
    if (code->seen >= code->units || code->heat.rect.w <= 0)
        return;
    rect.x = code->heat.rect.x;
    rect.w = code->heat.rect.w;
    float share = (float)code->seen / (float)code->units, least = ui_px(ui, theme->sizes.grid);
    UiArea area = ui_area(ui, "range", rect, 0);
    if (area.held || area.clicked) {
        code->first = (double)(area.x / rect.w) * code->units - code->seen / 2.0;
        code_zoom_hold(code);
        ui_wake(ui, 0);
    }
    char text[96];
    int first = code_zoom_first(code);
    snprintf(text, sizeof text, "places %d to %d of %d", first + 1, first + code->seen, code->units);
    panel_explain(panel, &EXPLAIN_CODE[CODE_RANGE], text);
    if (area.hovered)
        ui_hint(ui, text);
    float width = fmaxf(share * rect.w, least), from = (float)(code->first / code->units) * rect.w;
    float radius = rect.h / 2;
    draw_fill(ui_list(ui), rect, radius, theme->colors.track);
    draw_fill(ui_list(ui), (Rect){rect.x + fminf(from, rect.w - width), rect.y, width, rect.h}, radius,
              area.held || area.hovered ? theme->colors.text : theme->colors.track_filled);
}
