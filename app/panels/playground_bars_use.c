// Playground: bars are dragged to other values, with the mouse or the arrow keys; a double-click gives one back. On the
// interface's thread.
#include "playground_parts.h"

#include <math.h>
#include <stdio.h>

enum { SNAP = 3 };     // pixels at scale 1
#define KEY_STEP 0.05F // of the scale
#define REST 0.4       // seconds on a bar until the traversal follows

static int hit(const PlayRows *bars, float x, float y) {
    for (int i = 0; i < bars->shown; i++) {
        Rect row = playground_bars_row(bars, i);
        if (rect_contains((Rect){row.x - bars->gap, row.y, row.w + 2 * bars->gap, row.h}, x, y))
            return i;
    }
    return -1;
}

static void say_bar(const Panel *panel, int bar, char *text, size_t size) {
    const PlayView *view = &panel->views->play;
    const PlayLook *play = &panel->look->play;
    char value[PLAYGROUND_NUMBER], own[PLAYGROUND_NUMBER], more[64] = "";
    playground_number((double)playground_bar_value(panel, bar), value);
    playground_number((double)playground_bar_own(panel, bar), own);
    bool changed = play_edit_find((PlayEdit *)&play->edit[play->axes], bar) != NULL;
    if (changed)
        snprintf(more, sizeof more, ", the encoder's is %s%s", own, play->axes ? " σ" : "");
    if (play->axes)
        snprintf(text, size, "Axis %d, %.1f %% of the variance: %s σ%s", bar,
                 view->axis_share.floats ? 100 * (double)view->axis_share.floats[bar] : 0.0, value, more);
    else
        snprintf(text, size, "Unit %d: %s%s", bar, value, more);
}

// The value under the pointer; close to zero, zero is meant.
static float value_at(const Panel *panel, const PlayRows *bars, int i) {
    Rect track = playground_bars_track(bars, i);
    float x = panel->ui->input->mouse_x, snap = ui_px(panel->ui, SNAP);
    float share = (x - track.x) / fmaxf(1, track.w);
    float value = bars->low + fminf(fmaxf(share, 0), 1) * (bars->high - bars->low);
    if (fabsf(x - playground_bars_place(bars, track, 0)) <= snap)
        value = 0;
    return value;
}

static void touch(Panel *panel, int bar) {
    PlayLook *play = &panel->look->play;
    play->edit[play->axes].touched = bar;
}

// A pointer on its way elsewhere crosses bars; only one that it rests on is followed.
static void follow_hover(Panel *panel, const UiArea *area, int bar) {
    PlayBars *bars = &panel->look->play.bars;
    int hovered = area->hovered && !area->held ? bar : -1;
    if (hovered != bars->hovered) {
        bars->hovered = hovered;
        bars->since = panel->now;
    }
    if (hovered < 0)
        return;
    double left = bars->since + REST - panel->now;
    if (left > 0)
        ui_wake(panel->ui, left);
    else
        touch(panel, hovered);
}

static void drag(Panel *panel, const PlayRows *bars, const UiArea *area, int i) {
    PlayLook *play = &panel->look->play;
    if (area->double_clicked) {
        play_edit_remove(&play->edit[play->axes], playground_bars_bar(panel, i));
        play->bars.held = -1;
        return;
    }
    if (area->pressed)
        play->bars.held = i;
    if (!area->held && !area->clicked && !(panel->ui->input->released & UI_MOUSE_LEFT))
        play->bars.held = -1;
    int held = play->bars.held;
    if (held < 0 || held >= bars->shown)
        return;
    if (area->pressed || area->dx != 0) {
        touch(panel, playground_bars_bar(panel, held));
        playground_bar_set(panel, playground_bars_bar(panel, held), value_at(panel, bars, held));
    }
    if (!area->held)
        play->bars.held = -1;
}

static void move_touched(Panel *panel, int by) {
    PlayLook *play = &panel->look->play;
    int count = playground_bars_count(panel), place = 0;
    while (place < count && playground_bar_at(panel, place) != playground_touched(panel))
        place++;
    place = place < count ? place + by : play->bars.first;
    place = place < 0 ? 0 : place >= count ? count - 1 : place;
    touch(panel, playground_bar_at(panel, place));
    if (place < play->bars.first)
        playground_page(panel, place - play->bars.first);
    if (place >= play->bars.first + play->bars.shown)
        playground_page(panel, place - play->bars.first - play->bars.shown + 1);
}

static void use_keys(Panel *panel, const PlayRows *bars, const UiArea *area) {
    Ui *ui = panel->ui;
    PlayLook *play = &panel->look->play;
    PlayEdit *edit = &play->edit[play->axes];
    int steps = 0;
    while (ui_key(ui, area, UI_KEY_DOWN, 0))
        move_touched(panel, 1);
    while (ui_key(ui, area, UI_KEY_UP, 0))
        move_touched(panel, -1);
    while (ui_key(ui, area, UI_KEY_RIGHT, 0))
        steps++;
    while (ui_key(ui, area, UI_KEY_LEFT, 0))
        steps--;
    int touched = playground_touched(panel);
    if (steps != 0) {
        float value = playground_bar_value(panel, touched) + (float)steps * KEY_STEP * (bars->high - bars->low);
        playground_bar_set(panel, touched, fminf(fmaxf(value, bars->low), bars->high));
    }
    if (ui_key(ui, area, UI_KEY_BACKSPACE, 0) || ui_key(ui, area, UI_KEY_DELETE, 0))
        play_edit_remove(edit, touched);
    if (!play->axes && ui_key(ui, area, UI_KEY_ENTER, 0))
        look_card(panel->look, LAYER_CODE, touched);
}

// The numbers at the left, which open the unit's card.
static void use_numbers(Panel *panel, const PlayRows *bars, int pointed) {
    Ui *ui = panel->ui;
    bool axes = panel->look->play.axes;
    int at = -1;
    for (int c = 0; c < bars->columns && c * bars->rows < bars->shown; c++) {
        Rect row = playground_bars_row(bars, c * bars->rows);
        Rect numbers = {row.x, row.y, bars->number - bars->gap, bars->row * (float)bars->rows};
        ui_push_number(ui, c);
        UiArea area = ui_area(ui, "numbers", numbers, 0);
        panel_explain(panel, &EXPLAIN_PLAYGROUND[axes ? PLAYGROUND_AXES : PLAYGROUND_NUMBERS], NULL);
        ui_pop_id(ui);
        if (!area.hovered || pointed < 0)
            continue;
        at = playground_bars_bar(panel, pointed);
        if (!axes) {
            ui->cursor = UI_CURSOR_HAND;
            ui_hint(ui, "Click for the unit's card");
        }
        if (area.clicked && !axes)
            look_card(panel->look, LAYER_CODE, at);
    }
}

void playground_bars_use(Panel *panel, const PlayRows *bars) {
    Ui *ui = panel->ui;
    char text[160] = "";
    Rect rect = bars->area;
    rect.h = bars->row * (float)bars->rows;
    int pointed = hit(bars, ui->input->mouse_x, ui->input->mouse_y);
    use_numbers(panel, bars, pointed);
    UiArea area = ui_area(ui, "bars", rect, UI_AREA_FOCUS | UI_AREA_WHEEL | UI_AREA_NO_KEYS);
    if (area.wheel != 0)
        playground_page(panel, area.wheel < 0 ? 3 : -3);
    use_keys(panel, bars, &area);
    if (area.pressed ? pointed >= 0 : panel->look->play.bars.held >= 0)
        drag(panel, bars, &area, pointed);
    int held = panel->look->play.bars.held, at = held >= 0 ? held : pointed;
    int bar = at >= 0 && at < bars->shown ? playground_bars_bar(panel, at) : -1;
    follow_hover(panel, &area, bar);
    say_bar(panel, bar >= 0 ? bar : playground_touched(panel), text, sizeof text);
    panel_explain(panel, &EXPLAIN_PLAYGROUND[panel->look->play.axes ? PLAYGROUND_AXES : PLAYGROUND_BARS], text);
    if (bar >= 0 && (area.hovered || area.held))
        ui_hint(ui, text);
    if (area.focused && ui->focus_visible)
        ui_ring(ui, &area, rect);
}
