// The window's loop: events become input, the explorer makes a frame, the window shows it. Asleep while nothing
// changes.
#include "desktop.h"

#include "cli.h"
#include "clock.h"
#include "file.h"
#include "hand.h"
#include "screen.h"

#include <stdlib.h>
#include <string.h>

typedef struct Desktop {
    Screen screen;
    Window *window;     // the screen's
    Explorer *explorer; //
    WindowSettings settings;
    Hand hand;
    bool quit;
    char pasted[4096];
} Desktop;

static const Command DESKTOP_COMMAND = {
    .name = "",
    .summary = "opens the window",
    .usage = "[options]\n\n  --model ID|FILE, --data ID|PATH, --view NAME, --scale X, --theme NAME, --threads N\n\n"
             "  --data also takes a folder of your own PNG and JPEG pictures; 'hourglass datasets --help' says more.",
};

static bool read_option(ExplorerDesc *desc, WindowSettings *settings, int option, const char *text) {
    double scale;
    switch (option) {
    case 'm':
        desc->model = text;
        return true;
    case 'd':
        desc->data = text;
        return true;
    case 'v':
        desc->view = text;
        return true;
    case 't':
        return cli_int(&DESKTOP_COMMAND, "threads", text, 1, TEAM_MAX, &desc->threads);
    case 'x':
        if (!cli_double(&DESKTOP_COMMAND, "scale", text, 0.5, 4, &scale))
            return false;
        settings->scale = (float)scale;
        return true;
    default:
        snprintf(settings->theme, sizeof settings->theme, "%s", text);
        if (theme_named(&(Theme){0}, text))
            return true;
        cli_usage_error("", "--theme takes dark, light or projector, not '%s'", text);
        return false;
    }
}

static bool read_options(int argc, char **argv, ExplorerDesc *desc, WindowSettings *settings, int *status) {
    static const struct option options[] = {
        {"model", required_argument, NULL, 'm'}, {"data", required_argument, NULL, 'd'},
        {"view", required_argument, NULL, 'v'},  {"scale", required_argument, NULL, 'x'},
        {"theme", required_argument, NULL, 'T'}, {"threads", required_argument, NULL, 't'},
        {"help", no_argument, NULL, 'h'},        {0}};
    int option;
    *status = EXIT_USAGE;
    while ((option = cli_option(argc, argv, options, &DESKTOP_COMMAND)) >= 0)
        if (!read_option(desc, settings, option, optarg))
            return false;
    if (option == -2)
        *status = EXIT_OK;
    if (option == -1 && optind < argc)
        cli_usage_error("", "unexpected argument %s", argv[optind]);
    return option == -1 && optind >= argc;
}

static void save_picture(Desktop *d, const DrawList *list) {
    const char *path;
    Rect part;
    Error error;
    char whole[FILE_WHOLE_PATH];
    if (!explorer_takes_picture(d->explorer, &path, &part))
        return;
    bool saved = window_save(d->window, list, explorer_background(d->explorer), &part, path, &error);
    if (saved)
        error_set(&error, "Saved to %s.", file_whole_path(path, whole));
    explorer_tell(d->explorer, !saved, error.text);
}

static const DrawList *frame(Desktop *d, const WindowTurn *turn) {
    TextMeasure measure = window_measure(d->window);
    d->hand.input.time = clock_seconds();
    const DrawList *list = explorer_frame(d->explorer, &d->hand.input, &measure, turn->width, turn->height);
    hand_next(&d->hand);
    save_picture(d, list);
    return list;
}

static void take_events(Desktop *d, const WindowTurn *turn) {
    for (int i = 0; i < turn->count; i++) {
        const PlatformEvent *event = &turn->events[i];
        if (hand_is_ahead(&d->hand, event))
            frame(d, turn);
        hand_add(&d->hand, event);
        if (event->kind == PLATFORM_DROP_FILE)
            explorer_drop(d->explorer, event->path);
        d->quit |= event->kind == PLATFORM_QUIT;
    }
}

static void apply_wishes(Desktop *d) {
    const Ui *ui = explorer_ui(d->explorer);
    window_set_cursor(d->window, (WindowCursor)ui_cursor(ui));
    window_accept_text(d->window, ui_wants_text(ui));
    if (explorer_takes_full_screen(d->explorer))
        window_toggle_full_screen(d->window);
    d->quit |= explorer_wants_quit(d->explorer);
}

static void loop(Desktop *d) {
    WindowTurn turn;
    double due = clock_seconds();
    while (!d->quit) {
        window_wait(d->window, due, &turn);
        take_events(d, &turn);
        double start = clock_seconds();
        const DrawList *list = frame(d, &turn);
        if (!turn.hidden)
            window_draw(d->window, list, explorer_background(d->explorer));
        explorer_set_cost(d->explorer, clock_seconds() - start);
        apply_wishes(d);
        double wait = explorer_due(d->explorer);
        due = wait < 0 ? 0 : clock_seconds() + wait;
    }
}

static void copy_text(void *context, const char *text) {
    window_copy(((Desktop *)context)->window, text);
}

static const char *paste_text(void *context) {
    Desktop *d = context;
    window_paste(d->window, d->pasted, sizeof d->pasted);
    return d->pasted;
}

static void remember(Desktop *d) {
    window_remember(d->window, &d->settings);
    d->settings.scale = explorer_scale(d->explorer) / window_density(d->window);
    snprintf(d->settings.theme, sizeof d->settings.theme, "%s", explorer_theme(d->explorer));
    d->settings.history_megabytes = explorer_history_megabytes(d->explorer);
    window_settings_save(&d->settings, NULL); // not worth a message at the end
}

int desktop_run(int argc, char **argv) {
    Error error;
    int status;
    ExplorerDesc desc = {0};
    Desktop *d = calloc(1, sizeof *d);
    if (!d) {
        error_memory(&error, "the window");
        return cli_fail(&error);
    }
    window_settings_load(&d->settings);
    if (!read_options(argc, argv, &desc, &d->settings, &status)) {
        free(d);
        return status;
    }
    d->hand.input.mouse_x = d->hand.input.mouse_y = -1;
    desc.scale = d->settings.scale;
    desc.theme = d->settings.theme;
    desc.history_megabytes = d->settings.history_megabytes;
    bool opened = screen_init(&d->screen, &desc, &(WindowDesc){.title = "Hourglass", .settings = &d->settings}, &error);
    if (opened) {
        d->window = d->screen.window;
        d->explorer = d->screen.explorer;
        explorer_set_clipboard(d->explorer, &(UiClipboard){.copy = copy_text, .paste = paste_text, .context = d});
        loop(d);
        remember(d);
    }
    status = opened ? EXIT_OK : cli_fail(&error);
    screen_finish(&d->screen);
    free(d);
    return status;
}
