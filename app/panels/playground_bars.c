// Playground: the code as bars on one scale, where they lie and how they look. On the interface's thread.
#include "playground_parts.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

enum { COLUMN = 230, LEAST_COLUMN = 100, MOST_ROW = 30, COLUMNS = 8 }; // pixels at scale 1; most columns

static float line_of(const Panel *panel) {
    return ui_text_height(panel->ui, TEXT_FAINT_DIGITS);
}

static void arrange(const Panel *panel, Rect rect, PlayRows *bars) {
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
    assert(columns > 0);
    bars->columns = columns;
    bars->shown = columns * fit < count ? columns * fit : count;
    bars->rows = (bars->shown + columns - 1) / columns;
    bars->row = floorf(fminf(rect.h / (float)bars->rows, panel_px(panel, MOST_ROW)));
    bars->scale.y = rect.y + (float)bars->rows * bars->row;
    bars->column = (rect.w - bars->gap * 2 * (float)(columns - 1)) / (float)columns;
}

Rect playground_bars_row(const PlayRows *bars, int i) {
    int column = i / bars->rows;
    float x = bars->area.x + (float)column * (bars->column + 2 * bars->gap);
    return (Rect){roundf(x), bars->area.y + (float)(i % bars->rows) * bars->row, floorf(bars->column), bars->row};
}

Rect playground_bars_track(const PlayRows *bars, int i) {
    Rect row = playground_bars_row(bars, i);
    rect_cut_left(&row, bars->number, 0);
    return row;
}

float playground_bars_place(const PlayRows *bars, Rect track, float value) {
    float share = (value - bars->low) / (bars->high - bars->low);
    return track.x + roundf(fminf(fmaxf(share, 0), 1) * track.w);
}

int playground_bars_bar(const Panel *panel, int i) {
    return playground_bar_at(panel, panel->look->play.bars.first + i);
}

static void fill(Panel *panel, Rect track, float from, float to, float height, Rgba color) {
    float left = fminf(from, to), right = fmaxf(from, to);
    if (right > left)
        draw_fill(ui_list(panel->ui), rect_centre((Rect){left, track.y, right - left, track.h}, right - left, height),
                  0, color);
}

// Where the encoder had it, and a knob: a changed bar is told from the others without colours.
static void draw_changed(Panel *panel, const PlayRows *bars, Rect track, int bar, float height) {
    const ThemeColors *colors = &panel->viz.theme->colors;
    Ui *ui = panel->ui;
    float line = fmaxf(2, ui_px(ui, panel->viz.theme->sizes.line)), size = fminf(height + 2, track.h);
    float own = playground_bars_place(bars, track, playground_bar_own(panel, bar));
    draw_fill(ui_list(ui), rect_centre((Rect){own - line / 2, track.y, line, track.h}, line, size), 0, colors->text);
    float at = playground_bars_place(bars, track, playground_bar_value(panel, bar));
    Rect knob = rect_centre((Rect){at - size / 2, track.y, size, track.h}, size, size);
    draw_fill(ui_list(ui), knob, size / 2, colors->knob);
    draw_frame(ui_list(ui), knob, size / 2, ui_px(ui, panel->viz.theme->sizes.line), colors->knob_line);
}

static void draw_bar(Panel *panel, const PlayRows *bars, int i) {
    const PlayLook *play = &panel->look->play;
    const PlayView *view = &panel->views->play;
    const ThemeColors *colors = &panel->viz.theme->colors;
    Ui *ui = panel->ui;
    int bar = playground_bars_bar(panel, i);
    Rect row = playground_bars_row(bars, i), track = playground_bars_track(bars, i);
    float height = floorf(fmaxf(2, fminf(bars->row * 0.5F, ui_px(ui, 12))));
    bool changed = play_edit_find((PlayEdit *)&play->edit[play->axes], bar) != NULL;
    char number[16];
    if (playground_touched(panel) == bar)
        draw_fill(ui_list(ui), row, ui_px(ui, panel->viz.theme->sizes.radius) / 2, colors->selected);
    fill(panel, track, track.x, track.x + track.w, height, colors->control);
    bool ranged = !play->axes && view->known && view->low.floats && view->high.floats;
    if (ranged && view->low.floats[bar] < view->high.floats[bar])
        fill(panel, track, playground_bars_place(bars, track, view->low.floats[bar]),
             playground_bars_place(bars, track, view->high.floats[bar]), height, colors->track);
    fill(panel, track, playground_bars_place(bars, track, 0),
         playground_bars_place(bars, track, playground_bar_value(panel, bar)), height, colors->code);
    if (changed)
        draw_changed(panel, bars, track, bar, height);
    snprintf(number, sizeof number, "%d", bar);
    rect_cut_right(&row, track.w + bars->gap, 0);
    ui_text(ui, row, changed ? TEXT_DIGITS : TEXT_FAINT_DIGITS, UI_RIGHT, number);
}

// Zero through all rows, and the numbers of the scale below each column.
static void draw_scale(Panel *panel, const PlayRows *bars) {
    Ui *ui = panel->ui;
    const char *unit = panel->look->play.axes ? " σ" : "";
    char left[40], right[40];
    snprintf(left, sizeof left, "%s%g%s", bars->low < 0 ? "−" : "", fabs((double)bars->low), unit);
    snprintf(right, sizeof right, "%g%s", (double)bars->high, unit);
    float line = ui_px(ui, panel->viz.theme->sizes.line), zero_width = ui_text_width(ui, TEXT_FAINT_DIGITS, "0") + 1;
    for (int c = 0; c < bars->columns && c * bars->rows < bars->shown; c++) {
        Rect track = playground_bars_track(bars, c * bars->rows);
        float zero = playground_bars_place(bars, track, 0);
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

void playground_bars_draw(Panel *panel, Rect rect) {
    PlayBars *state = &panel->look->play.bars;
    PlayRows bars = {0};
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
    playground_bars_use(panel, &bars);
    for (int i = 0; i < bars.shown; i++)
        draw_bar(panel, &bars, i);
    draw_scale(panel, &bars);
    playground_number((double)bars.low, low);
    playground_number((double)bars.high, high);
    snprintf(range, sizeof range, "%s to %s%s", low, high, panel->look->play.axes ? " σ" : "");
    panel_element(panel, "scale", bars.scale, &EXPLAIN_PLAYGROUND[PLAYGROUND_SCALE], range);
}
