// Playground: the code as bars on one scale. One is dragged to another value, with the mouse or the arrow keys; a
// double-click gives it back. On the interface's thread.
#include "playground_parts.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { COLUMN = 230, LEAST_COLUMN = 100, MOST_ROW = 30, SNAP = 3, COLUMNS = 8 }; // pixels at scale 1
#define KEY_STEP 0.05F                                        // of the scale
#define REST 0.4                                              // seconds on a bar until the traversal follows

/// Where the bars lie: in columns, each with the numbers at its left.
typedef struct Bars {
    Rect area, scale; // the row of the scale's labels
    int columns, rows, shown;
    float row, number, gap, column;
    float low, high;
} Bars;

static float line_of(const Panel *panel) {
    return ui_text_height(panel->ui, TEXT_FAINT_DIGITS);
}

static void arrange(const Panel *panel, Rect rect, Bars *bars) {
    const Ui *ui = panel->ui;
    const ThemeSizes *sizes = &panel->viz.theme->sizes;
    char widest[16];
    int count = playground_bars_count(panel);
    snprintf(widest, sizeof widest, "%d ", count - 1);
    bars->gap = ui_px(ui, sizes->gap);
    bars->scale = rect_cut_bottom(&rect, line_of(panel) + bars->gap / 2, 0);
    bars->area = rect;
    bars->number = ui_text_width(ui, TEXT_DIGITS, widest) + bars->gap / 2;
    float least = line_of(panel) + 1;
    int fit = (int)(rect.h / least), columns = (int)(rect.w / panel_px(panel, COLUMN));
    fit = fit > 0 ? fit : 1;
    int narrow = (count + fit - 1) / fit; // columns in which all have room at once
    if (columns < narrow && rect.w / (float)narrow >= panel_px(panel, LEAST_COLUMN))
        columns = narrow;
    columns = columns < 1 ? 1 : columns > COLUMNS ? COLUMNS : columns;
    while (columns > 1 && (columns - 1) * fit >= count)
        columns--;
    bars->columns = columns;
    bars->shown = columns * fit < count ? columns * fit : count;
    bars->rows = (bars->shown + columns - 1) / columns;
    bars->row = floorf(fminf(rect.h / (float)bars->rows, panel_px(panel, MOST_ROW)));
    bars->scale.y = rect.y + (float)bars->rows * bars->row;
    bars->column = (rect.w - bars->gap * 2 * (float)(columns - 1)) / (float)columns;
}

static Rect row_of(const Bars *bars, int i) {
    float x = bars->area.x + (float)(i / bars->rows) * (bars->column + 2 * bars->gap);
    return (Rect){roundf(x), bars->area.y + (float)(i % bars->rows) * bars->row, floorf(bars->column), bars->row};
}

static Rect track_of(const Bars *bars, int i) {
    Rect row = row_of(bars, i);
    rect_cut_left(&row, bars->number, 0);
    return row;
}

static float place_of(const Bars *bars, Rect track, float value) {
    float share = (value - bars->low) / (bars->high - bars->low);
    return track.x + roundf(fminf(fmaxf(share, 0), 1) * track.w);
}

static int bar_of(const Panel *panel, int i) {
    return playground_bar_at(panel, panel->look->play.bars.first + i);
}

static void fill(Panel *panel, Rect track, float from, float to, float height, Rgba color) {
    float left = fminf(from, to), right = fmaxf(from, to);
    if (right > left)
        draw_fill(ui_list(panel->ui), rect_centre((Rect){left, track.y, right - left, track.h}, right - left, height), 0,
                  color);
}

// Where the encoder had it, and a knob: a changed bar is told from the others without colours.
static void draw_changed(Panel *panel, const Bars *bars, Rect track, int bar, float height) {
    const ThemeColors *colors = &panel->viz.theme->colors;
    Ui *ui = panel->ui;
    float line = fmaxf(2, ui_px(ui, panel->viz.theme->sizes.line)), size = fminf(height + 2, track.h);
    float own = place_of(bars, track, playground_bar_own(panel, bar));
    draw_fill(ui_list(ui), rect_centre((Rect){own - line / 2, track.y, line, track.h}, line, size), 0, colors->text);
    float at = place_of(bars, track, playground_bar_value(panel, bar));
    Rect knob = rect_centre((Rect){at - size / 2, track.y, size, track.h}, size, size);
    draw_fill(ui_list(ui), knob, size / 2, colors->knob);
    draw_frame(ui_list(ui), knob, size / 2, ui_px(ui, panel->viz.theme->sizes.line), colors->knob_line);
}

static void draw_bar(Panel *panel, const Bars *bars, int i) {
    const PlayLook *play = &panel->look->play;
    const PlayView *view = &panel->views->play;
    const ThemeColors *colors = &panel->viz.theme->colors;
    Ui *ui = panel->ui;
    int bar = bar_of(panel, i);
    Rect row = row_of(bars, i), track = track_of(bars, i);
    float height = floorf(fmaxf(2, fminf(bars->row * 0.5F, ui_px(ui, 12))));
    bool changed = play_edit_find((PlayEdit *)&play->edit[play->axes], bar) != NULL;
    char number[16];
    if (playground_touched(panel) == bar)
        draw_fill(ui_list(ui), row, ui_px(ui, panel->viz.theme->sizes.radius) / 2, colors->selected);
    fill(panel, track, track.x, track.x + track.w, height, colors->control);
    bool ranged = !play->axes && view->known && view->low.floats && view->high.floats;
    if (ranged && view->low.floats[bar] < view->high.floats[bar])
        fill(panel, track, place_of(bars, track, view->low.floats[bar]), place_of(bars, track, view->high.floats[bar]),
             height, colors->track);
    fill(panel, track, place_of(bars, track, 0), place_of(bars, track, playground_bar_value(panel, bar)), height,
         colors->code);
    if (changed)
        draw_changed(panel, bars, track, bar, height);
    snprintf(number, sizeof number, "%d", bar);
    rect_cut_right(&row, track.w + bars->gap, 0);
    ui_text(ui, row, changed ? TEXT_DIGITS : TEXT_FAINT_DIGITS, UI_RIGHT, number);
}

// Zero through all rows, and the numbers of the scale below each column.
static void draw_scale(Panel *panel, const Bars *bars) {
    Ui *ui = panel->ui;
    const char *unit = panel->look->play.axes ? " σ" : "";
    char left[40], right[40];
    snprintf(left, sizeof left, "%s%g%s", bars->low < 0 ? "−" : "", fabs((double)bars->low), unit);
    snprintf(right, sizeof right, "%g%s", (double)bars->high, unit);
    float line = ui_px(ui, panel->viz.theme->sizes.line), zero_width = ui_text_width(ui, TEXT_FAINT_DIGITS, "0") + 1;
    for (int c = 0; c < bars->columns && c * bars->rows < bars->shown; c++) {
        Rect track = track_of(bars, c * bars->rows);
        float zero = place_of(bars, track, 0);
        int below = bars->shown - c * bars->rows;
        float height = (float)(below < bars->rows ? below : bars->rows) * bars->row;
        draw_fill(ui_list(ui), (Rect){zero - (zero > track.x), track.y, line, height}, 0,
                  panel->viz.theme->colors.faint);
        Rect row = {track.x, bars->scale.y, track.w, bars->scale.h};
        Rect end = rect_cut_right(&row, ui_text_width(ui, TEXT_FAINT_DIGITS, right) + 1, bars->gap);
        Rect start = rect_cut_left(&row, ui_text_width(ui, TEXT_FAINT_DIGITS, left) + 1, bars->gap);
        ui_text(ui, end, TEXT_FAINT_DIGITS, UI_RIGHT, right);
        const char *const texts[] = {left};
        playground_text(panel, start, TEXT_FAINT_DIGITS, UI_LEFT, texts, 1); // left out before it is cut off
        Rect middle = {zero - zero_width / 2, row.y, zero_width, row.h};
        if (bars->low < 0 && bars->high > 0 && middle.x > row.x && middle.x + middle.w < row.x + row.w)
            ui_text(ui, middle, TEXT_FAINT_DIGITS, UI_CENTRE, "0");
    }
}

static int hit(const Bars *bars, float x, float y) {
    for (int i = 0; i < bars->shown; i++) {
        Rect row = row_of(bars, i);
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

// The value under the pointer; close to zero or to where the encoder had it that is meant.
static float value_at(const Panel *panel, const Bars *bars, int i, int bar) {
    Rect track = track_of(bars, i);
    float x = panel->ui->input->mouse_x, snap = ui_px(panel->ui, SNAP);
    float share = (x - track.x) / fmaxf(1, track.w);
    float value = bars->low + fminf(fmaxf(share, 0), 1) * (bars->high - bars->low);
    if (fabsf(x - place_of(bars, track, 0)) <= snap)
        value = 0;
    (void)bar;
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

static void drag(Panel *panel, const Bars *bars, const UiArea *area, int i) {
    PlayLook *play = &panel->look->play;
    if (area->double_clicked) {
        play_edit_remove(&play->edit[play->axes], bar_of(panel, i));
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
        touch(panel, bar_of(panel, held));
        playground_bar_set(panel, bar_of(panel, held), value_at(panel, bars, held, bar_of(panel, held)));
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

static void use_keys(Panel *panel, const Bars *bars, const UiArea *area) {
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
static void use_numbers(Panel *panel, const Bars *bars, int pointed) {
    Ui *ui = panel->ui;
    bool axes = panel->look->play.axes;
    int at = -1;
    for (int c = 0; c < bars->columns && c * bars->rows < bars->shown; c++) {
        Rect row = row_of(bars, c * bars->rows);
        Rect numbers = {row.x, row.y, bars->number - bars->gap, bars->row * (float)bars->rows};
        ui_push_number(ui, c);
        UiArea area = ui_area(ui, "numbers", numbers, 0);
        panel_explain(panel, &EXPLAIN_PLAYGROUND[axes ? PLAYGROUND_AXES : PLAYGROUND_NUMBERS], NULL);
        ui_pop_id(ui);
        if (!area.hovered || pointed < 0)
            continue;
        at = bar_of(panel, pointed);
        if (!axes) {
            ui->cursor = UI_CURSOR_HAND;
            ui_hint(ui, "Click for the unit's card");
        }
        if (area.clicked && !axes)
            look_card(panel->look, LAYER_CODE, at);
    }
}

static void use_bars(Panel *panel, const Bars *bars) {
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
    int bar = at >= 0 && at < bars->shown ? bar_of(panel, at) : -1;
    follow_hover(panel, &area, bar);
    say_bar(panel, bar >= 0 ? bar : playground_touched(panel), text, sizeof text);
    panel_explain(panel, &EXPLAIN_PLAYGROUND[panel->look->play.axes ? PLAYGROUND_AXES : PLAYGROUND_BARS], text);
    if (bar >= 0 && (area.hovered || area.held))
        ui_hint(ui, text);
    if (area.focused && ui->focus_visible)
        ui_ring(ui, &area, rect);
}

void playground_bars_draw(Panel *panel, Rect rect) {
    PlayBars *state = &panel->look->play.bars;
    Bars bars = {0};
    char range[96], low[PLAYGROUND_NUMBER], high[PLAYGROUND_NUMBER];
    if (rect.h < 2 * line_of(panel) || rect.w < panel_px(panel, 64))
        return;
    playground_bars_sort(panel, state->held >= 0 || viz_over(&panel->viz, rect));
    arrange(panel, rect, &bars);
    state->shown = bars.shown;
    playground_page(panel, 0);
    if (state->held < 0 || !(state->high > state->low))
        playground_bars_scale(panel, &state->low, &state->high);
    bars.low = state->low;
    bars.high = state->high;
    use_bars(panel, &bars);
    for (int i = 0; i < bars.shown; i++)
        draw_bar(panel, &bars, i);
    draw_scale(panel, &bars);
    playground_number((double)bars.low, low);
    playground_number((double)bars.high, high);
    snprintf(range, sizeof range, "%s to %s%s", low, high, panel->look->play.axes ? " σ" : "");
    panel_element(panel, "scale", bars.scale, &EXPLAIN_PLAYGROUND[PLAYGROUND_SCALE], range);
}
