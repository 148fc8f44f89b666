// The latent map looked at while training goes on. Called by bench_ui.c.
#include "bench_map.h"

#include "clock.h"
#include "view.h"

// The first map with all its points, and the credit that the observer has saved up, are over after so many seconds.
#define WARM_UP 2.5

typedef struct Watch {
    Window *window;
    Explorer *explorer;
    UiInput input;
    double due;
    ExplorerProgress last;
    int updates, qualities;
} Watch;

static void one_frame(Watch *w) {
    WindowTurn turn;
    window_wait(w->window, w->due, &turn);
    TextMeasure measure = window_measure(w->window);
    w->input.time = clock_seconds();
    const DrawList *list = explorer_frame(w->explorer, &w->input, &measure, turn.width, turn.height);
    window_draw(w->window, list, explorer_background(w->explorer));
    double wait = explorer_due(w->explorer);
    w->due = wait < 0 ? 0 : clock_seconds() + wait;
    ExplorerProgress now = explorer_progress(w->explorer);
    w->updates += now.map_step != w->last.map_step;
    w->qualities += now.quality_step != w->last.quality_step;
    w->last = now;
}

static void look_on(Watch *w, double seconds) {
    for (double start = clock_seconds(); clock_seconds() - start < seconds;)
        one_frame(w);
    w->due = clock_seconds();
}

MapRate bench_map(Window *window, Explorer *explorer, bool many, double seconds) {
    Watch w = {.window = window, .explorer = explorer, .input = {.mouse_x = -1, .mouse_y = -1}, .due = clock_seconds()};
    explorer_open_view(explorer, view_find("map"));
    explorer_show_map(explorer, many);
    look_on(&w, WARM_UP);
    w.updates = w.qualities = 0;
    ExplorerProgress before = w.last;
    double start = clock_seconds();
    look_on(&w, seconds);
    double spent = clock_seconds() - start;
    return (MapRate){.points = w.last.map_points,
                     .updates = w.updates / spent,
                     .qualities = w.qualities / spent,
                     .observer = (w.last.observed - before.observed) / spent,
                     .images = explorer_rate(explorer, &before)};
}
