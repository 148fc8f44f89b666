// The history bar: the pinned image as the run's networks gave it back, from the first step to the newest. Dragging in
// it, its arrow keys or playing it moves every view to that moment; "Live" goes back to the newest.
#include "panels.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define FRAME_SECONDS (1.0 / 12) // of a film being played

enum { STRIP = 32 }; // pixels at scale 1

float history_bar_height(const Panel *panel) {
    const ThemeSizes *sizes = &panel->viz.theme->sizes;
    return ui_px(panel->ui, sizes->control + STRIP + 2 * sizes->gap);
}

static const HistoryView *view_of(const Panel *panel) {
    const HistoryView *view = &panel->views->history;
    return view->tag.run == panel->status->run && view->moments > 0 ? view : NULL;
}

static int moment_shown(const Panel *panel, const HistoryView *view) {
    int moment = view->moments - 1;
    while (panel->look->past && moment > 0 && view->step[moment] > panel->look->moment_step)
        moment--;
    return moment;
}

static void go_to(Panel *panel, const HistoryView *view, int moment) {
    Look *look = panel->look;
    moment = moment < 0 ? 0 : moment;
    look->past = moment < view->moments - 1;
    look->moment_step = view->step[moment < view->moments ? moment : view->moments - 1];
}

void history_step(Panel *panel, int moments) {
    const HistoryView *view = view_of(panel);
    panel->look->playing = false;
    if (view)
        go_to(panel, view, moment_shown(panel, view) + moments);
}

void history_go_live(Panel *panel) {
    panel->look->past = panel->look->playing = false;
}

void history_play(Panel *panel) {
    const HistoryView *view = view_of(panel);
    Look *look = panel->look;
    look->playing = !look->playing && view != NULL;
    if (look->playing && !look->past) // from the beginning
        go_to(panel, view, 0);
    look->played = panel->now;
}

// Where the moment stands among the frames, from 0 to their number.
static float place_of(const HistoryView *view, int moment) {
    for (int f = 0; f + 1 < view->frames; f++)
        if (moment < view->moment[f + 1])
            return (float)f + 0.5F + (float)(moment - view->moment[f]) / (float)(view->moment[f + 1] - view->moment[f]);
    return (float)view->frames - 0.5F;
}

static int moment_at(const HistoryView *view, float place) {
    float at = fmaxf(0, fminf(place - 0.5F, (float)view->frames - 1));
    int f = (int)at < view->frames - 1 ? (int)at : view->frames - 2;
    if (f < 0)
        return view->moments - 1;
    return view->moment[f] + (int)lroundf((at - (float)f) * (float)(view->moment[f + 1] - view->moment[f]));
}

static void draw_film(Panel *panel, Rect area) {
    const HistoryView *view = view_of(panel);
    Ui *ui = panel->ui;
    const Theme *theme = panel->viz.theme;
    ImageGrid *film = &panel->look->film;
    size_t size = (size_t)view->channels * (size_t)view->height * (size_t)view->width;
    ImageGridDesc desc = {.count = view->frames,
                          .width = view->width,
                          .height = view->height,
                          .columns = view->frames,
                          .gap = 1,
                          .ground = theme->colors.background};
    uint64_t of = view->tag.run ^ view->tag.generation << 12 ^ (uint64_t)(view->image + 1) << 24 ^ view->own << 48;
    uint64_t stamp = of;
    for (int f = 0; f < view->frames; f++)
        stamp = stamp * 31 + (view->ready[f] ? view->step[view->moment[f]] + 1 : 0);
    if (image_grid_layout(film, &desc, area, stamp))
        for (int f = 0; f < view->frames; f++) {
            if (view->ready[f])
                image_grid_bytes(film, f, view->film.bytes + (size_t)f * size, view->channels);
            else if (panel->look->film_of != of) // another image's; of the same one an older frame may stay
                image_grid_blank(film, f);
        }
    panel->look->film_of = of;
    image_grid_draw(film, &panel->viz);
    if (view->frames == 0 || film->shown < view->frames)
        return;
    float pitch = (film->rect.w + (float)film->zoom) / (float)view->frames;
    UiArea bar = ui_area(ui, "film", film->rect, UI_AREA_FOCUS | UI_AREA_NO_KEYS);
    char step[TEXT_GROUPED + 8] = "step ";
    text_grouped((double)view->step[moment_shown(panel, view)], step + strlen("step "));
    panel_explain(panel, &EXPLAIN_HISTORY[HISTORY_FILM], step);
    if (!panel->look->past) // it would lie over the line that says which moment this is
        ui_tooltip(ui, "Drag to look back: every view shows that moment. Arrow keys step, P plays.");
    if (bar.held) {
        go_to(panel, view, moment_at(view, bar.x / pitch));
        panel->look->playing = false;
    }
    if (ui_key(ui, &bar, UI_KEY_LEFT, 0))
        history_step(panel, -1);
    if (ui_key(ui, &bar, UI_KEY_RIGHT, 0))
        history_step(panel, 1);
    float x = film->rect.x + place_of(view, moment_shown(panel, view)) * pitch, line = ui_px(ui, 3);
    float over = ui_px(ui, 2);
    draw_fill(ui_list(ui), (Rect){x - line / 2, film->rect.y - over, line, film->rect.h + 2 * over}, line / 2,
              theme->colors.text);
    ui_ring(ui, &bar, film->rect);
}

static const int BUDGET[] = {32, 96, 256, 512}; // MB

enum { BUDGETS = sizeof BUDGET / sizeof *BUDGET, MEGABYTE = 1 << 20 };

size_t history_budget(int megabytes) {
    for (int i = 0; i < BUDGETS; i++)
        if (BUDGET[i] == megabytes)
            return (size_t)megabytes * MEGABYTE;
    return 0;
}

// "18 of 96 MB", of which the last is a menu; left out where the row has no room for more than the buttons.
static void draw_budget(Panel *panel, Rect *row) {
    const HistoryView *view = view_of(panel);
    Ui *ui = panel->ui;
    char names[BUDGETS][16], used[32], value[64];
    UiEntry entries[BUDGETS];
    int chosen = -1;
    for (int i = 0; i < BUDGETS; i++) {
        snprintf(names[i], sizeof names[i], "%d MB", BUDGET[i]);
        entries[i] = (UiEntry){.label = names[i]};
        chosen = view->budget == (size_t)BUDGET[i] * MEGABYTE ? i : chosen;
    }
    snprintf(used, sizeof used, "%3.0f of", (double)view->bytes / MEGABYTE);
    snprintf(value, sizeof value, "%.0f of %.0f MB", (double)view->bytes / MEGABYTE, (double)view->budget / MEGABYTE);
    float gap = ui_px(ui, panel->viz.theme->sizes.gap), menu = ui_menu_width(ui, NULL, entries, BUDGETS);
    float text = ui_text_width(ui, TEXT_FAINT_DIGITS, used) + 1;
    if (row->w < panel_px(panel, 240) + menu + text)
        return;
    int picked = ui_menu(ui, "budget", rect_cut_right(row, menu, gap), NULL, entries, BUDGETS, chosen);
    panel_explain(panel, &EXPLAIN_HISTORY[HISTORY_BUDGET], value);
    ui_tooltip(ui, "Memory that past moments may take");
    if (picked >= 0)
        panel->look->history_bytes = (size_t)BUDGET[picked] * MEGABYTE;
    Rect label = rect_cut_right(row, text, gap);
    ui_text(ui, label, TEXT_FAINT_DIGITS, UI_RIGHT, used);
    panel_element(panel, "memory", label, &EXPLAIN_HISTORY[HISTORY_BUDGET], value);
}

static void draw_heading(Panel *panel, Rect row) {
    const HistoryView *view = view_of(panel);
    Look *look = panel->look;
    Ui *ui = panel->ui;
    float gap = ui_px(ui, panel->viz.theme->sizes.gap);
    UiButton live = {.label = "Live"}, play = {.icon = look->playing ? UI_ICON_PAUSE : UI_ICON_PLAY};
    char text[160], brief[64], step[32], last[32];
    ui_push_disabled(ui, !look->past);
    if (ui_button(ui, "live", rect_cut_right(&row, ui_button_width(ui, &live), gap), &live))
        history_go_live(panel);
    panel_explain(panel, &EXPLAIN_HISTORY[HISTORY_LIVE], NULL);
    ui_tooltip(ui, "Back to the newest step (L)");
    ui_pop_disabled(ui);
    ui_push_disabled(ui, view->moments < 2);
    if (ui_button(ui, "play", rect_cut_right(&row, ui_button_width(ui, &play), gap), &play))
        history_play(panel);
    panel_explain(panel, &EXPLAIN_HISTORY[HISTORY_PLAY], NULL);
    ui_tooltip(ui, "Play the run as a film (P)");
    ui_pop_disabled(ui);
    draw_budget(panel, &row);
    text_grouped(look->past ? (double)view->step[moment_shown(panel, view)] : (double)panel->status->step, step);
    text_grouped((double)panel->status->step, last);
    if (look->past) {
        snprintf(text, sizeof text, "Looking back at step %s of %s; training goes on as it was", step, last);
        snprintf(brief, sizeof brief, "Looking back at step %s", step);
    } else {
        char name[48];
        panel_pinned_name(panel, name, sizeof name);
        snprintf(text, sizeof text, "%s as the network has given it back since the first step", name);
        snprintf(brief, sizeof brief, "%s over the steps", name);
    }
    TextRole role = look->past ? TEXT_STRONG : TEXT_FAINT;
    ui_text(ui, row, role, UI_LEFT, panel_either(panel, role, row.w, text, brief));
    panel_element(panel, "moment", row, &EXPLAIN_HISTORY[HISTORY_MOMENT], text);
}

// The next moment when it is due.
static void play(Panel *panel) {
    const HistoryView *view = view_of(panel);
    Look *look = panel->look;
    if (!look->playing)
        return;
    if (panel->now - look->played >= FRAME_SECONDS) {
        int moment = moment_shown(panel, view) + 1;
        look->played = panel->now;
        go_to(panel, view, moment);
        look->playing = look->past;
    }
    ui_wake(panel->ui, FRAME_SECONDS);
}

// Frames are as high as the strip allows at a whole zoom, or reduced to it.
static int frames_fitting(const Panel *panel, float width) {
    const LiveModel *model = &panel->status->model;
    float strip = ui_px(panel->ui, STRIP), height = (float)model->height, zoom = floorf(strip / height);
    float frame = zoom >= 1 ? zoom * (float)model->width : (float)model->width / ceilf(height / strip);
    return frame > 0 ? (int)((width + 1) / (frame + fmaxf(zoom, 1))) : 0;
}

void history_bar_draw(Panel *panel, Rect rect) {
    Ui *ui = panel->ui;
    const ThemeSizes *sizes = &panel->viz.theme->sizes;
    Rect rest = rect_inset(rect, ui_px(ui, sizes->padding), ui_px(ui, sizes->gap / 2));
    panel->look->frames_wanted = frames_fitting(panel, rest.w);
    if (!view_of(panel)) {
        history_go_live(panel);
        return;
    }
    ui_push_id(ui, "history");
    play(panel);
    draw_heading(panel, rect_cut_top(&rest, ui_px(ui, sizes->control), ui_px(ui, sizes->gap / 2)));
    draw_film(panel, rest);
    ui_pop_id(ui);
}
