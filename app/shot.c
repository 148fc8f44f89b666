// hourglass shot: the interface after so many steps, drawn in memory without a display.
#include "canvas.h"
#include "cli.h"
#include "clock.h"
#include "explorer.h"
#include "file.h"
#include "text.h"

#include <string.h>

extern const Command command_shot;

// A data set that cannot be loaded never settles; its message is on screen then, and in the picture.
#define PATIENCE 600.0

typedef struct Options {
    ExplorerDesc explorer;
    const char *out;
    int width, height, steps, unit;
    double scale;
} Options;

static bool read_size(Options *o, const char *text) {
    char copy[32];
    snprintf(copy, sizeof copy, "%s", text);
    char *cross = strchr(copy, 'x');
    if (cross)
        *cross = 0;
    if (cross && text_to_int(copy, 320, 16384, &o->width) && text_to_int(cross + 1, 240, 16384, &o->height))
        return true;
    cli_usage_error("shot", "--size takes WIDTHxHEIGHT, such as 1440x900, not '%s'", text);
    return false;
}

static bool read_theme(Options *o, const char *text) {
    o->explorer.theme = text;
    if (theme_named(&(Theme){0}, text))
        return true;
    cli_usage_error("shot", "--theme takes dark, light or projector, not '%s'", text);
    return false;
}

static bool read_option(Options *o, int option, const char *text) {
    switch (option) {
    case 'm':
        o->explorer.model = text;
        return true;
    case 'd':
        o->explorer.data = text;
        return true;
    case 'v':
        o->explorer.view = text;
        return true;
    case 'l':
        o->explorer.leave_out = text;
        return cli_classes(&command_shot, "leave-out", text, &(ClassSet){0});
    case 'b':
        o->explorer.bench = text;
        return true;
    case 's':
        return cli_int(&command_shot, "steps", text, 1, 1000000, &o->steps);
    case 'u':
        return cli_int(&command_shot, "unit", text, 0, 1000000, &o->unit);
    case 't':
        return cli_int(&command_shot, "threads", text, 1, TEAM_MAX, &o->explorer.threads);
    case 'S':
        return read_size(o, text);
    case 'x':
        return cli_double(&command_shot, "scale", text, 0.5, 4, &o->scale);
    case 'T':
        return read_theme(o, text);
    default:
        o->out = text;
        return true;
    }
}

static bool read_options(int argc, char **argv, Options *o, int *status) {
    static const struct option options[] = {
        {"model", required_argument, NULL, 'm'},   {"data", required_argument, NULL, 'd'},
        {"view", required_argument, NULL, 'v'},    {"steps", required_argument, NULL, 's'},
        {"size", required_argument, NULL, 'S'},    {"scale", required_argument, NULL, 'x'},
        {"theme", required_argument, NULL, 'T'},   {"unit", required_argument, NULL, 'u'},
        {"threads", required_argument, NULL, 't'}, {"out", required_argument, NULL, 'O'},
        {"bench", required_argument, NULL, 'b'},   {"leave-out", required_argument, NULL, 'l'},
        {"help", no_argument, NULL, 'h'},          {0}};
    *o = (Options){.width = 1440, .height = 900, .steps = 500, .unit = -1, .scale = 1};
    *status = EXIT_USAGE;
    int option;
    while ((option = cli_option(argc, argv, options, &command_shot)) >= 0)
        if (!read_option(o, option, optarg))
            return false;
    if (option == -2)
        *status = EXIT_OK;
    if (option != -1)
        return false;
    if (optind < argc)
        cli_usage_error("shot", "unexpected argument %s", argv[optind]);
    else if (!o->out || !file_has_extension(o->out, "png"))
        cli_usage_error("shot", "--out says where to draw, a file that ends in .png");
    else
        return true;
    return false;
}

// Frames until everything on screen belongs to the last step; the last one is drawn.
static bool take(const Options *o, Explorer *explorer, Canvas *canvas, Error *error) {
    TextMeasure measure = canvas_measure(canvas);
    UiInput input = {.mouse_x = -1, .mouse_y = -1};
    double start = clock_seconds();
    int settled = 0;
    const DrawList *list = NULL;
    while (settled < 2 && clock_seconds() - start < PATIENCE) {
        input.time = clock_seconds() - start;
        list = explorer_frame(explorer, &input, &measure, o->width, o->height);
        settled = explorer_is_settled(explorer, (uint64_t)o->steps) ? settled + 1 : 0;
        clock_sleep(settled ? 0 : 0.01);
    }
    if (settled < 2)
        return error_set(error, "the picture was not ready after %.0f seconds", PATIENCE);
    canvas_draw(canvas, list, explorer_background(explorer));
    return canvas_save_png(canvas, NULL, o->out, error);
}

static int run(int argc, char **argv) {
    Options o;
    int status;
    if (!read_options(argc, argv, &o, &status))
        return status;
    Error error;
    o.explorer.steps = (uint64_t)o.steps;
    o.explorer.units = o.unit + 1;
    o.explorer.scale = (float)o.scale;
    Canvas *canvas = canvas_create(o.width, o.height, &error);
    Explorer *explorer = canvas ? explorer_create(&o.explorer, &error) : NULL;
    bool ok = explorer && take(&o, explorer, canvas, &error);
    explorer_destroy(explorer);
    canvas_destroy(canvas);
    return ok ? EXIT_OK : cli_fail(&error);
}

const Command command_shot = {
    .name = "shot",
    .summary = "draws the window into a file, without a display",
    .usage = "--out shot.png [options]\n\n"
             "  --model ID|FILE  vanilla if not given\n"
             "  --data ID|PATH   fashion-mnist if not given\n"
             "  --view NAME      network, reconstructions, code, filters, map, playground or analysis; reconstructions "
             "if not given\n"
             "  --bench NAME     of the view analysis: denoising, compression, features or anomaly\n"
             "  --leave-out N,…  trains without these classes, by number\n"
             "  --unit N         with the card of this unit of the code\n"
             "  --steps N        after so many steps; 500 if not given\n"
             "  --size WxH       1440x900 if not given\n"
             "  --scale X        of the interface, 0.5 to 4\n"
             "  --theme NAME     dark, light or projector\n"
             "  --threads N      as many as OMP_NUM_THREADS or the processors if not given\n"
             "  --out FILE.png   where to draw",
    .run = run,
};
