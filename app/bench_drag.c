// A pointer in circles over the latent map, sixty times a second, while training goes on. Called by bench_ui.c.
#include "bench_drag.h"

#include "clock.h"
#include "view.h"

#include <math.h>
#include <stdlib.h>

enum { WISHES = 4096, WARM_FRAMES = 90 };
#define PERIOD (1.0 / 60)

typedef struct Drag {
    Window *window;
    Explorer *explorer;
    UiInput input;
    int width, height;
    double due, ended;     // when the next frame is; when the last one was on screen
    double moved[WISHES];  // when the pointer was moved, by the number of the wish that this led to
    uint64_t first, asked; // numbers of the first and the last wish
    uint64_t shown;
    double spent[WISHES]; // (points)
    int points;
} Drag;

static void one_frame(Drag *d) {
    WindowTurn turn;
    window_wait(d->window, d->due, &turn);
    TextMeasure measure = window_measure(d->window);
    d->input.time = clock_seconds();
    d->due = d->input.time + PERIOD;
    const DrawList *list = explorer_frame(d->explorer, &d->input, &measure, turn.width, turn.height);
    window_draw(d->window, list, explorer_background(d->explorer));
    d->width = turn.width;
    d->height = turn.height;
    d->ended = clock_seconds();
}

// Takes note of the wish that the frame has led to, and of those that it has answered.
static void note(Drag *d) {
    uint64_t asked, shown;
    explorer_dragged(d->explorer, &asked, &shown);
    if (asked > d->asked) {
        d->first = d->first ? d->first : asked;
        d->moved[asked % WISHES] = d->input.time;
        d->asked = asked;
    }
    for (uint64_t i = d->shown < d->first ? d->first : d->shown + 1; d->first && i <= shown && i <= d->asked; i++)
        if (d->points < WISHES)
            d->spent[d->points++] = d->ended - d->moved[i % WISHES];
    d->shown = shown;
}

static int by_value(const void *one, const void *other) {
    double a = *(const double *)one, b = *(const double *)other;
    return (a > b) - (a < b);
}

static void move(Drag *d, double angle) {
    d->input.mouse_x = (float)d->width / 2 + (float)(90 * cos(angle));
    d->input.mouse_y = (float)d->height / 2 + (float)(90 * sin(angle));
}

DragCost bench_drag(Window *window, Explorer *explorer, double seconds) {
    DragCost cost = {0};
    Drag *d = calloc(1, sizeof *d);
    if (!d)
        return cost;
    d->window = window;
    d->explorer = explorer;
    d->input = (UiInput){.mouse_x = -1, .mouse_y = -1};
    d->due = clock_seconds();
    explorer_open_view(explorer, view_find("map"));
    for (int i = 0; i < WARM_FRAMES; i++)
        one_frame(d);
    move(d, 0);
    d->input.pressed = d->input.down = UI_MOUSE_LEFT;
    double start = clock_seconds();
    for (double angle = 0; clock_seconds() - start < seconds; angle += 0.05) {
        move(d, angle);
        one_frame(d);
        note(d);
        d->input.pressed = 0;
    }
    d->input.down = 0;
    d->input.released = UI_MOUSE_LEFT;
    one_frame(d);
    qsort(d->spent, (size_t)d->points, sizeof *d->spent, by_value);
    if (d->points)
        cost = (DragCost){d->points, d->spent[d->points / 2], d->spent[(d->points - 1) * 99 / 100],
                          d->spent[d->points - 1]};
    free(d);
    return cost;
}
