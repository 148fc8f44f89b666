// The view Filters: a kernel on its way over the pinned image: its input with the place it is at, the map that it
// fills, and what steers it.
#include "filters_parts.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define WHOLE_SECONDS 15.0               // for all places
enum { LEAST_RATE = 4, MOST_RATE = 40 }; // places a second
enum { LEAST_PICTURE = 72 };             // pixels at scale 1

static int places_of(const SlidingView *view) {
    return view->sliding.out_height * view->sliding.out_width;
}

// What the observer has is of the kernel that was asked for.
static bool is_ready(const Panel *panel) {
    const SlidingView *view = &panel->views->sliding;
    const FiltersLook *look = &panel->look->filters;
    return view->shown && filters_current(panel, &view->tag) && view->channel == look->sliding.channel &&
           view->place == panel->views->filters.chosen && look->layer == view->place;
}

void filters_sliding_open(Panel *panel, int channel, int in) {
    SlidingLook *look = &panel->look->filters.sliding;
    bool same = look->open && look->channel == channel && look->in == in;
    look->open = look->playing = !same;
    look->channel = channel;
    look->in = in;
    look->at = 0;
    look->moved = panel->now;
    look->opened = panel->views->filters.tag;
}

static void play(Panel *panel, int places) {
    SlidingLook *look = &panel->look->filters.sliding;
    double rate = fmin(fmax(places / WHOLE_SECONDS, LEAST_RATE), MOST_RATE);
    double steps = floor((panel->now - look->moved) * rate);
    if (steps >= 1) {
        look->at += (int)fmin(steps, places);
        look->moved += steps / rate;
    }
    look->playing = look->at < places - 1;
    if (look->playing)
        ui_wake(panel->ui, 1 / rate);
}

static void step(Panel *panel, int by) {
    panel->look->filters.sliding.playing = false;
    panel->look->filters.sliding.at += by;
}

void filters_sliding_update(Panel *panel) {
    SlidingLook *look = &panel->look->filters.sliding;
    const SlidingView *view = &panel->views->sliding;
    Ui *ui = panel->ui;
    if (!look->open)
        return;
    bool same = panel_is_current(panel, &look->opened);
    if (ui_shortcut(ui, UI_KEY_ESCAPE, 0) || !same) {
        look->open = false;
        return;
    }
    if (!is_ready(panel)) {
        look->moved = panel->now;
        return;
    }
    int across = ui_shortcut(ui, UI_KEY_RIGHT, 0) - ui_shortcut(ui, UI_KEY_LEFT, 0);
    int down = ui_shortcut(ui, UI_KEY_DOWN, 0) - ui_shortcut(ui, UI_KEY_UP, 0);
    if (across || down)
        step(panel, across + down * view->sliding.out_width);
    if (look->playing)
        play(panel, places_of(view));
    look->at = look->at < 0 ? 0 : look->at < places_of(view) ? look->at : places_of(view) - 1;
    look->in = look->in < 0 ? 0 : look->in < view->sliding.channels ? look->in : view->sliding.channels - 1;
}

static bool icon_button(Panel *panel, const char *name, Rect *row, UiIcon icon, FiltersElement what, const char *tip) {
    UiButton button = {.icon = icon};
    float width = ui_button_width(panel->ui, &button);
    bool pressed = ui_button(panel->ui, name, rect_cut_right(row, width, ui_px(panel->ui, 4)), &button);
    panel_explain(panel, &EXPLAIN_FILTERS[what], NULL);
    ui_tooltip(panel->ui, tip);
    return pressed;
}

static void toggle_play(Panel *panel) {
    SlidingLook *look = &panel->look->filters.sliding;
    if (!look->playing && look->at >= places_of(&panel->views->sliding) - 1)
        look->at = 0;
    look->playing = !look->playing;
    look->moved = panel->now;
}

// Which in channel's numbers are shown.
static void choose_channel(Panel *panel, Rect *row) {
    static const char *const names[] = {"red", "green", "blue"};
    const SlidingView *view = &panel->views->sliding;
    SlidingLook *look = &panel->look->filters.sliding;
    int channels = view->sliding.channels;
    float width = ui_choice_width(panel->ui, names, 3);
    if (view->first && channels == 3 && width <= row->w) {
        ui_choice(panel->ui, "in", rect_cut_right(row, width, ui_px(panel->ui, 8)), names, 3, &look->in);
        panel_explain(panel, &EXPLAIN_FILTERS[FILTERS_CHANNEL], names[look->in]);
    } else if (channels > 1) {
        ui_push_id(panel->ui, "in");
        look->in += filters_steps(panel, row, look->in > 0, look->in + 1 < channels, &EXPLAIN_FILTERS[FILTERS_CHANNEL],
                                  "Another in channel's numbers");
        ui_pop_id(panel->ui);
    }
}

static void draw_header(Panel *panel, Rect row) {
    SlidingLook *look = &panel->look->filters.sliding;
    const SlidingView *view = &panel->views->sliding;
    Ui *ui = panel->ui;
    if (icon_button(panel, "close", &row, UI_ICON_CLOSE, FILTERS_CLOSE, "Back to the feature maps (Esc)"))
        look->open = false;
    if (!is_ready(panel))
        return;
    UiButton card = {.label = "Card"};
    float width = ui_button_width(ui, &card);
    if (ui_button(ui, "card", rect_cut_right(&row, width, ui_px(ui, 4)), &card))
        look_card(panel->look, panel->views->filters.card_layer, look->channel);
    panel_explain(panel, &EXPLAIN_FILTERS[FILTERS_CARD], NULL);
    int by = filters_steps(panel, &row, look->at > 0, look->at + 1 < places_of(view), &EXPLAIN_FILTERS[FILTERS_STEP],
                           "One place; the arrow keys do the same");
    if (by)
        step(panel, by);
    if (icon_button(panel, "play", &row, look->playing ? UI_ICON_PAUSE : UI_ICON_PLAY, FILTERS_PLAY, "Play or pause"))
        toggle_play(panel);
    char layer[160], full[240], brief[48];
    panel_layer_label(view->layer, layer, sizeof layer);
    snprintf(brief, sizeof brief, "Kernel %d", view->channel);
    snprintf(full, sizeof full, "%s of %.100s", brief, layer);
    ui_text(ui, row, TEXT_BODY, UI_LEFT,
            panel_either(panel, TEXT_BODY, row.w, full, panel_either(panel, TEXT_BODY, row.w, brief, "")));
}

// "place 12 of 196 · padding 1, stride 2 · in channel 3 of 16"
static void draw_place(Panel *panel, Rect row) {
    const Sliding *s = &panel->views->sliding.sliding;
    const SlidingLook *look = &panel->look->filters.sliding;
    char full[160], brief[64], in[64] = "";
    choose_channel(panel, &row);
    if (s->channels > 1)
        snprintf(in, sizeof in, " · in channel %d of %d", look->in, s->channels);
    snprintf(brief, sizeof brief, "place %d of %d", look->at + 1, s->out_height * s->out_width);
    snprintf(full, sizeof full, "%s · stride %d, padding %d%s", brief, s->stride, s->pad, in);
    ui_text(panel->ui, row, TEXT_FAINT, UI_LEFT,
            panel_either(panel, TEXT_FAINT, row.w, full, panel_either(panel, TEXT_FAINT, row.w, brief, "")));
}

// The pictures are as large as they can be beside the sum and, where they leave room for them, the numbers, which
// follow right below.
static void draw_ready(Panel *panel, Rect rect) {
    Ui *ui = panel->ui;
    const ThemeSizes *sizes = &panel->viz.theme->sizes;
    const SlidingLook *look = &panel->look->filters.sliding;
    float gap = ui_px(ui, sizes->gap), sum = filters_sum_height(panel, rect.w), least = panel_px(panel, LEAST_PICTURE);
    draw_place(panel, rect_cut_top(&rect, ui_px(ui, sizes->control), gap));
    bool summed = rect.h > sum + gap + least;
    float room = rect.h - (summed ? sum + gap : 0);
    float numbers = filters_numbers_height(panel, rect, room - least - 2 * gap);
    Rect pictures = {rect.x, rect.y, rect.w, room - (numbers > 0 ? numbers + 2 * gap : gap)};
    filters_input_draw(panel, rect_column(pictures, 0, 2, 2 * gap));
    filters_output_draw(panel, rect_column(pictures, 1, 2, 2 * gap));
    rect_cut_top(&rect, fminf(fmaxf(look->input.rect.h, look->output.rect.h), pictures.h), 2 * gap);
    if (numbers > 0)
        filters_numbers_draw(panel, rect_cut_top(&rect, numbers, gap));
    if (summed)
        filters_sum_draw(panel, rect_cut_top(&rect, sum, 0));
}

void filters_sliding_draw(Panel *panel, Rect rect) {
    Ui *ui = panel->ui;
    const ThemeSizes *sizes = &panel->viz.theme->sizes;
    ui_push_id(ui, "sliding");
    draw_header(panel, rect_cut_top(&rect, ui_px(ui, sizes->control), ui_px(ui, sizes->gap)));
    if (is_ready(panel))
        draw_ready(panel, rect);
    else
        viz_note(&panel->viz, rect, "The kernel begins with the next snapshot.");
    ui_pop_id(ui);
}
