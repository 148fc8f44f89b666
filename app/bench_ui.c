// hourglass bench --ui: what the window costs. Frame times of a real window while it trains, and the speed of that
// training beside the speed without a window, measured in the same run.
#include "bench_ui.h"

#include "bench.h"
#include "bench_drag.h"
#include "bench_map.h"
#include "clock.h"
#include "screen.h"
#include "view.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_FRAMES = 1 << 16, WHOLE_FRAMES = 31, SWITCHES = 40 };

// A view that has not come by then is counted with that time.
#define SWITCH_LIMIT 10.0
#define SWITCH_PAUSE 0.3 // seconds that one is looked at

// Loading, the first evaluation and PCA are over after so many seconds.
#define WARM_UP 4.0

typedef struct Bench {
    ExplorerDesc explorer;
    double seconds;
    double headless, windowed; // images a second
    double frame[MOST_FRAMES]; // seconds each took: list, drawing, showing
    int frames;
    double whole[WHOLE_FRAMES];           // of frames drawn whole, as after switching to the view
    double opened, first_frame, learning; // when opening began; seconds from then to the first frame and the first step
    const char *slowest;                  // view
    double switched[SWITCHES];            // seconds from opening a view to its pictures on screen, while it trains
    DragCost drag;
    MapRate map[2];   // with some of the test images, and with all; of the view map alone
    double observer;  // fraction of a core that computing views took
    double processor; // seconds of a core that the frames took, without waiting for one
} Bench;

static const Command COMMAND = {.name = "bench"};

static bool read_options(int argc, char **argv, Bench *bench, int *status) {
    static const struct option options[] = {
        {"ui", no_argument, NULL, 'u'},         {"models", required_argument, NULL, 'm'},
        {"data", required_argument, NULL, 'd'}, {"threads", required_argument, NULL, 't'},
        {"view", required_argument, NULL, 'v'}, {"seconds", required_argument, NULL, 's'},
        {"json", no_argument, NULL, 'j'},       {0}};
    *bench = (Bench){.explorer = {.model = "vanilla", .data = "fashion-mnist"}, .seconds = 10};
    bench->explorer.threads = team_default_size();
    int option;
    *status = EXIT_USAGE;
    while ((option = cli_option(argc, argv, options, &COMMAND)) >= 0) {
        if (option == 't' && !cli_int(&COMMAND, "threads", optarg, 1, TEAM_MAX, &bench->explorer.threads))
            return false;
        if (option == 's' && !cli_double(&COMMAND, "seconds", optarg, 0.1, 3600, &bench->seconds))
            return false;
        bench->explorer.model = option == 'm' ? optarg : bench->explorer.model;
        bench->explorer.data = option == 'd' ? optarg : bench->explorer.data;
        bench->explorer.view = option == 'v' ? optarg : bench->explorer.view;
    }
    if (option == -1 && optind < argc)
        cli_usage_error("bench", "unexpected argument %s", argv[optind]);
    return option == -1 && optind >= argc;
}

static bool train_headless(Bench *bench, Error *error) {
    ModelSpec spec;
    RunSettings settings = session_defaults();
    Session *session = calloc(1, sizeof *session);
    Dataset *data = cli_dataset(bench->explorer.data, error);
    bool ok = session && data && cli_model(bench->explorer.model, &spec, error) &&
              session_init(session, &spec, data, &settings, bench->explorer.threads, error);
    ok = ok && bench_training(session, bench->seconds, &bench->headless, error);
    if (session)
        session_finish(session);
    free(session);
    dataset_release(data);
    return ok;
}

static void one_frame(Window *window, Explorer *explorer, UiInput *input, double *due, double *cost) {
    WindowTurn turn;
    window_wait(window, *due, &turn);
    TextMeasure measure = window_measure(window);
    double start = input->time = clock_seconds();
    const DrawList *list = explorer_frame(explorer, input, &measure, turn.width, turn.height);
    window_draw(window, list, explorer_background(explorer));
    *cost = clock_seconds() - start;
    double wait = explorer_due(explorer);
    *due = wait < 0 ? 0 : clock_seconds() + wait;
}

static void train_in_window(Bench *bench, Window *window, Explorer *explorer) {
    UiInput input = {.mouse_x = -1, .mouse_y = -1};
    double due = clock_seconds(), start = due, cost, processor;
    while (clock_seconds() - start < WARM_UP) {
        one_frame(window, explorer, &input, &due, &cost);
        bench->first_frame = bench->first_frame > 0 ? bench->first_frame : clock_seconds() - bench->opened;
        if (bench->learning <= 0 && explorer_images(explorer) > 0)
            bench->learning = clock_seconds() - bench->opened;
    }
    ExplorerProgress before = explorer_progress(explorer);
    start = clock_seconds();
    processor = clock_thread_seconds();
    while (clock_seconds() - start < bench->seconds) {
        one_frame(window, explorer, &input, &due, &cost);
        if (bench->frames < MOST_FRAMES)
            bench->frame[bench->frames++] = cost;
    }
    bench->processor = clock_thread_seconds() - processor;
    bench->windowed = explorer_rate(explorer, &before);
    bench->observer = (explorer_progress(explorer).observed - before.observed) / (clock_seconds() - start);
}

static bool is_of_map(const Bench *bench) {
    return bench->explorer.view && strcmp(bench->explorer.view, "map") == 0;
}

// All views in turn, each looked at for a while.
static void switch_views(Bench *bench, Window *window, Explorer *explorer) {
    UiInput input = {.mouse_x = -1, .mouse_y = -1};
    double due = clock_seconds(), cost, slowest = 0;
    int before = explorer_view(explorer);
    for (int i = 0, view = 0; i < SWITCHES; i++, view++) {
        double start = clock_seconds(), spent = 0;
        if (!explorer_open_view(explorer, view))
            explorer_open_view(explorer, view = 0);
        due = start;
        do {
            one_frame(window, explorer, &input, &due, &cost);
            spent = clock_seconds() - start;
        } while (!explorer_view_is_ready(explorer) && spent < SWITCH_LIMIT);
        bench->switched[i] = spent;
        if (spent > slowest) {
            slowest = spent;
            bench->slowest = VIEWS[view]->name;
        }
        while (clock_seconds() - start < spent + SWITCH_PAUSE)
            one_frame(window, explorer, &input, &due, &cost);
    }
    explorer_open_view(explorer, before);
}

// With training paused, so that what is measured is drawing.
static void draw_whole_frames(Bench *bench, Window *window, Explorer *explorer) {
    UiInput input = {.mouse_x = -1, .mouse_y = -1, .keys = {{' ', 0}}, .key_count = 1};
    double due = clock_seconds(), unused;
    one_frame(window, explorer, &input, &due, &unused);
    input.key_count = 0;
    due = clock_seconds() + 1; // the last views are computed by then
    for (int i = 0; i < WHOLE_FRAMES; i++) {
        canvas_redraw(window_canvas(window));
        one_frame(window, explorer, &input, &due, &bench->whole[i]);
        due = clock_seconds();
    }
}

// Beside the view itself: the map alone where that is what is asked for, else all views in turn.
static void measure(Bench *bench, Window *window, Explorer *explorer) {
    for (int many = 0; is_of_map(bench) && many < 2; many++)
        bench->map[many] = bench_map(window, explorer, many, bench->seconds);
    if (!is_of_map(bench))
        switch_views(bench, window, explorer);
    bench->drag = bench_drag(window, explorer, bench->seconds);
}

static int by_value(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double percentile(const Bench *bench, int percent) {
    return bench->frames ? 1e3 * bench->frame[(bench->frames - 1) * percent / 100] : 0;
}

static json_t *switch_figures(Bench *bench) {
    qsort(bench->switched, SWITCHES, sizeof *bench->switched, by_value);
    return json_pack("{s:f,s:f,s:s}", "switch_ms", 1e3 * bench->switched[SWITCHES / 2], "switch_worst_ms",
                     1e3 * bench->switched[SWITCHES - 1], "switch_worst_view", bench->slowest);
}

// A list has the map with some of the test images first, then that with all.
static json_t *map_figures(const Bench *bench) {
    const MapRate *some = &bench->map[0], *all = &bench->map[1];
    return json_pack("{s:[ii],s:[ff],s:[ff],s:[ff],s:[ff]}", "map_points", some->points, all->points,
                     "map_updates_per_second", some->updates, all->updates, "map_qualities_per_second", some->qualities,
                     all->qualities, "map_observer_share", some->observer, all->observer, "map_images_per_second",
                     some->images, all->images);
}

static void print_result(Bench *bench, const char *renderer) {
    qsort(bench->whole, WHOLE_FRAMES, sizeof *bench->whole, by_value);
    qsort(bench->frame, (size_t)bench->frames, sizeof *bench->frame, by_value);
    double sum = 0;
    for (int i = 0; i < bench->frames; i++)
        sum += bench->frame[i];
    json_t *line = json_pack(
        "{s:s,s:s,s:i,s:s,s:f,s:f,s:i,s:f,s:f,s:f,s:f,s:f,s:f,s:f,s:f,s:f,s:f,s:i,s:f,s:f,s:f}", "model",
        bench->explorer.model, "view", bench->explorer.view ? bench->explorer.view : "reconstructions", "threads",
        bench->explorer.threads, "renderer", renderer, "first_frame_ms", 1e3 * bench->first_frame, "first_step_ms",
        1e3 * bench->learning, "frames", bench->frames, "mean_ms", bench->frames ? 1e3 * sum / bench->frames : 0,
        "mean_processor_ms", bench->frames ? 1e3 * bench->processor / bench->frames : 0, "p50_ms",
        percentile(bench, 50), "p95_ms", percentile(bench, 95), "p99_ms", percentile(bench, 99), "whole_ms",
        1e3 * bench->whole[WHOLE_FRAMES / 2], "images_per_second", bench->windowed, "headless_images_per_second",
        bench->headless, "ratio", bench->windowed / bench->headless, "observer_share", bench->observer, "drag_points",
        bench->drag.points, "drag_ms", 1e3 * bench->drag.median, "drag_p99_ms", 1e3 * bench->drag.p99, "drag_worst_ms",
        1e3 * bench->drag.worst);
    json_t *more = is_of_map(bench) ? map_figures(bench) : switch_figures(bench);
    json_object_update(line, more);
    json_decref(more);
    json_dumpf(line, stdout, JSON_REAL_PRECISION(5));
    putchar('\n');
    json_decref(line);
}

int bench_ui_run(int argc, char **argv) {
    Error error = {0};
    int status;
    Bench *bench = malloc(sizeof *bench);
    if (!bench) {
        error_memory(&error, "a measurement");
        return cli_fail(&error);
    }
    if (!read_options(argc, argv, bench, &status)) {
        free(bench);
        return status;
    }
    bool measured = train_headless(bench, &error);
    bench->opened = clock_seconds();
    Screen screen = {.explorer = NULL};
    bool opened = measured && screen_init(&screen, &bench->explorer, &(WindowDesc){.title = "Hourglass"}, &error);
    if (opened) {
        Window *window = screen.window;
        Explorer *explorer = screen.explorer;
        train_in_window(bench, window, explorer);
        measure(bench, window, explorer);
        draw_whole_frames(bench, window, explorer);
        print_result(bench, window_renderer_name(window));
    }
    status = opened ? EXIT_OK : cli_fail(&error);
    screen_finish(&screen);
    free(bench);
    return status;
}
