// The window's life and its pace. Sleeps in SDL_WaitEventTimeout while nothing happens. The UI thread's; window_wake
// alone may be called from any other.
#include "window_parts.h"

#include "clock.h"

#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double INPUT_PERIOD = 1.0 / 60, DATA_PERIOD = 1.0 / 25, HIDDEN_PERIOD = 0.5; // seconds between frames
static const double NAP = 0.25; // longest sleep: SDL notices SIGINT and SIGTERM only when it looks

static void set_hints(void) {
    SDL_SetHint(SDL_HINT_VIDEO_ALLOW_SCREENSAVER, "1");
    SDL_SetHint(SDL_HINT_VIDEO_X11_NET_WM_BYPASS_COMPOSITOR, "0");
    SDL_SetHint(SDL_HINT_MOUSE_FOCUS_CLICKTHROUGH, "1");
    SDL_SetHint(SDL_HINT_APP_NAME, "Hourglass");
}

// SDL falls back to drivers that show nothing; they are right only where they were asked for.
static bool shows_nothing(void) {
    const char *wish = SDL_GetHint(SDL_HINT_VIDEODRIVER), *driver = SDL_GetCurrentVideoDriver();
    return !(wish && wish[0]) && (!driver || strcmp(driver, "offscreen") == 0 || strcmp(driver, "dummy") == 0 ||
                                  strcmp(driver, "evdev") == 0);
}

static bool is_on_a_display(int x, int y) {
    SDL_Point corner = {x + 64, y + 16};
    for (int i = 0; i < SDL_GetNumVideoDisplays(); i++) {
        SDL_Rect bounds;
        if (SDL_GetDisplayUsableBounds(i, &bounds) == 0 && SDL_PointInRect(&corner, &bounds))
            return true;
    }
    return false;
}

// Where the settings say, if that is still on a display; never larger than the first one.
static SDL_Rect place_of(const WindowSettings *settings) {
    SDL_Rect place = {SDL_WINDOWPOS_CENTERED, SDL_WINDOWPOS_CENTERED, settings->width, settings->height}, room;
    if (settings->x != INT_MIN && settings->y != INT_MIN && is_on_a_display(settings->x, settings->y)) {
        place.x = settings->x;
        place.y = settings->y;
    } else if (SDL_GetDisplayUsableBounds(0, &room) == 0) {
        place.w = SDL_max(SDL_min(place.w, room.w), WINDOW_MIN_WIDTH);
        place.h = SDL_max(SDL_min(place.h, room.h), WINDOW_MIN_HEIGHT);
    }
    return place;
}

static bool open_window(Window *window, const WindowDesc *desc, Error *error) {
    set_hints();
    if (SDL_InitSubSystem(SDL_INIT_VIDEO) != 0)
        return error_set(error, "no display: a window needs a running X or Wayland session (%s)", SDL_GetError());
    window->video = true;
    if (shows_nothing())
        return error_set(error, "no display: a window needs a running X or Wayland session");
    WindowSettings defaults = {.x = INT_MIN, .y = INT_MIN, .width = 1440, .height = 900, .scale = 1, .theme = "dark"};
    const WindowSettings *settings = desc->settings ? desc->settings : &defaults;
    Uint32 flags = SDL_WINDOW_RESIZABLE | SDL_WINDOW_ALLOW_HIGHDPI | (settings->maximised ? SDL_WINDOW_MAXIMIZED : 0);
    SDL_Rect place = place_of(settings);
    if (!renderer_open(window, desc->title, &place, flags, error))
        return false;
    SDL_SetWindowMinimumSize(window->window, WINDOW_MIN_WIDTH, WINDOW_MIN_HEIGHT);
    SDL_StopTextInput();
    window->normal = place;
    if (place.x == SDL_WINDOWPOS_CENTERED)
        SDL_GetWindowPosition(window->window, &window->normal.x, &window->normal.y);
    window->wake_event = SDL_RegisterEvents(1);
    window->clock_offset = clock_seconds() - SDL_GetTicks() / 1000.0;
    SDL_RendererInfo info;
    window->software = SDL_GetRendererInfo(window->renderer, &info) == 0 && info.flags & SDL_RENDERER_SOFTWARE;
    window->canvas = canvas_create_on(window->renderer, error);
    return window->canvas != NULL;
}

Window *window_create(const WindowDesc *desc, Error *error) {
    Window *window = calloc(1, sizeof *window);
    if (!window)
        error_memory(error, "the window");
    else if (open_window(window, desc, error))
        return window;
    window_destroy(window);
    return NULL;
}

static void free_paths(Window *window) {
    while (window->path_count)
        SDL_free(window->paths[--window->path_count]);
}

void window_destroy(Window *window) {
    if (!window)
        return;
    free_paths(window);
    canvas_destroy(window->canvas);
    for (int i = 0; i < WINDOW_CURSORS; i++)
        if (window->cursors[i])
            SDL_FreeCursor(window->cursors[i]);
    if (window->renderer)
        SDL_DestroyRenderer(window->renderer);
    if (window->window)
        SDL_DestroyWindow(window->window);
    if (window->video)
        SDL_QuitSubSystem(SDL_INIT_VIDEO);
    free(window);
}

void window_wake(void *context) {
    Window *window = context;
    if (!SDL_AtomicCAS(&window->wake_pending, 0, 1))
        return;
    SDL_Event event = {.type = window->wake_event};
    if (SDL_PushEvent(&event) < 1) // the queue is full: whoever empties it sees that there was something
        SDL_AtomicSet(&window->wake_pending, 0);
}

typedef struct Pending {
    bool input, woken;
} Pending;

static void note(Window *window, const SDL_Event *event, WindowTurn *turn, Pending *pending) {
    if (event->type == window->wake_event) {
        SDL_AtomicSet(&window->wake_pending, 0); // before the data is read, so that none is missed
        pending->woken = true;
    } else if (window_translate(window, event, turn)) {
        pending->input = true;
    }
}

// When the frame may begin.
static double ready_at(const Window *window, const Pending *pending, double due) {
    double ready = due > 0 ? due : INFINITY;
    if (pending->input)
        ready = fmin(ready, window->last_turn + INPUT_PERIOD);
    if (pending->woken)
        ready = fmin(ready, window->last_data + (window->hidden ? HIDDEN_PERIOD : DATA_PERIOD));
    return ready;
}

void window_wait(Window *window, double due, WindowTurn *turn) {
    Pending pending = {0};
    SDL_Event event;
    free_paths(window);
    turn->count = 0;
    for (;;) {
        while (turn->count < WINDOW_EVENTS && SDL_PollEvent(&event))
            note(window, &event, turn, &pending);
        double left = ready_at(window, &pending, due) - clock_seconds();
        if (left <= 0 || turn->count == WINDOW_EVENTS)
            break;
        int milliseconds = (int)(fmin(left, NAP) * 1000);
        if (milliseconds == 0)
            clock_sleep(left);
        else if (SDL_WaitEventTimeout(&event, milliseconds))
            note(window, &event, turn, &pending);
    }
    window->last_turn = clock_seconds();
    if (pending.woken)
        window->last_data = window->last_turn;
    turn->woken = pending.woken;
    turn->hidden = window->hidden;
    canvas_size(window->canvas, &turn->width, &turn->height);
}

void window_draw(Window *window, const DrawList *list, Rgba background) {
    double begin = clock_seconds();
    SDL_Surface *surface = window->software ? SDL_GetWindowSurface(window->window) : NULL;
    canvas_set_surface(window->canvas, surface);
    canvas_draw(window->canvas, list, background);
    int count;
    const SDL_Rect *drawn = canvas_drawn(window->canvas, &count);
    if (!surface)
        SDL_RenderPresent(window->renderer);
    else if (count)
        SDL_UpdateWindowSurfaceRects(window->window, drawn, count);
    window->draw_seconds = clock_seconds() - begin;
}

bool window_save(Window *window, const DrawList *list, Rgba background, const Rect *part, const char *path,
                 Error *error) {
    canvas_set_surface(window->canvas, window->software ? SDL_GetWindowSurface(window->window) : NULL);
    canvas_redraw(window->canvas);
    canvas_draw(window->canvas, list, background);
    bool ok = canvas_save_png(window->canvas, part, path, error);
    canvas_redraw(window->canvas);
    return ok;
}

Canvas *window_canvas(Window *window) {
    return window->canvas;
}

TextMeasure window_measure(Window *window) {
    return canvas_measure(window->canvas);
}

float window_density(const Window *window) {
    int pixels, unused, units;
    canvas_size(window->canvas, &pixels, &unused);
    SDL_GetWindowSize(window->window, &units, &unused);
    return pixels > 0 && units > 0 ? (float)pixels / (float)units : 1;
}

double window_draw_seconds(const Window *window) {
    return window->draw_seconds;
}

const char *window_renderer_name(const Window *window) {
    SDL_RendererInfo info;
    return SDL_GetRendererInfo(window->renderer, &info) == 0 ? info.name : "unknown";
}

void window_remember(const Window *window, WindowSettings *settings) {
    settings->x = window->normal.x;
    settings->y = window->normal.y;
    settings->width = SDL_max(window->normal.w, WINDOW_MIN_WIDTH);
    settings->height = SDL_max(window->normal.h, WINDOW_MIN_HEIGHT);
    settings->maximised = SDL_GetWindowFlags(window->window) & SDL_WINDOW_MAXIMIZED;
}
