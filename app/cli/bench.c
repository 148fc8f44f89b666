// hourglass bench: training throughput of models, beside the processor's own peak measured in the same run.
#include "cli.h"

#include "clock.h"
#include "session.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

extern const Command command_bench;

enum { CHUNK = 64, LISTED = 16, REPETITIONS = 5 };

typedef struct Options {
    char models[512], threads[128];
    const char *data;
    int batch;
    double seconds;
    bool json;
} Options;

typedef struct Figure {
    double images, flops, peak; // a second
} Figure;

static bool read_option(Options *o, int option, const char *text) {
    const Command *command = &command_bench;
    switch (option) {
    case 'm':
        snprintf(o->models, sizeof o->models, "%s", text);
        return true;
    case 't':
        snprintf(o->threads, sizeof o->threads, "%s", text);
        return true;
    case 'd':
        o->data = text;
        return true;
    case 'b':
        return cli_int(command, "batch", text, 1, 65536, &o->batch);
    case 's':
        return cli_double(command, "seconds", text, 0.01, 3600, &o->seconds);
    default:
        o->json |= option == 'j';
        return true;
    }
}

static bool read_options(int argc, char **argv, Options *o, int *status) {
    static const struct option options[] = {
        {"models", required_argument, NULL, 'm'},  {"threads", required_argument, NULL, 't'},
        {"data", required_argument, NULL, 'd'},    {"batch", required_argument, NULL, 'b'},
        {"seconds", required_argument, NULL, 's'}, {"json", no_argument, NULL, 'j'},
        {"help", no_argument, NULL, 'h'},          {0}};
    *o = (Options){.models = "vanilla,deep,sparse,sparse-wide", .data = "fashion-mnist", .batch = 128, .seconds = 4};
    snprintf(o->threads, sizeof o->threads, "1,%d", team_default_size());
    o->json = !isatty(STDOUT_FILENO);
    int option;
    *status = EXIT_USAGE;
    while ((option = cli_option(argc, argv, options, &command_bench)) >= 0)
        if (!read_option(o, option, optarg))
            return false;
    if (option == -2)
        *status = EXIT_OK;
    if (option == -1 && optind < argc)
        cli_usage_error("bench", "unexpected argument %s", argv[optind]);
    return option == -1 && optind >= argc;
}

typedef struct Peak {
    long long rounds;
    double flops[TEAM_MAX], start[TEAM_MAX], end[TEAM_MAX];
    int size;
} Peak;

static void measure_peak(Team *team, void *context) {
    Peak *peak = context;
    real sink = (real)0.5;
    team_barrier(team);
    peak->start[team->rank] = clock_seconds();
    peak->flops[team->rank] = kernels()->peak(peak->rounds, &sink);
    peak->end[team->rank] = clock_seconds();
    if (team->rank == 0)
        peak->size = team->size;
}

// Floating-point operations a second of all members at once, from the first start to the last end.
static double peak_of(int threads) {
    Peak peak = {.rounds = 1000000};
    double best = 0;
    for (int i = 0; i < 3; i++) {
        team_run(threads, measure_peak, &peak);
        double flops = 0, start = peak.start[0], end = peak.end[0];
        for (int t = 0; t < peak.size; t++) {
            flops += peak.flops[t];
            start = peak.start[t] < start ? peak.start[t] : start;
            end = peak.end[t] > end ? peak.end[t] : end;
        }
        best = flops / (end - start) > best ? flops / (end - start) : best;
    }
    return best;
}

static int by_value(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

// The median of REPETITIONS stretches; the first stretch, which warms up, is not counted.
static bool images_a_second(Session *session, double seconds, double *rate, Error *error) {
    StepMetrics metrics[CHUNK];
    double rates[REPETITIONS];
    for (int r = -1; r < REPETITIONS; r++) {
        double start = clock_seconds(), spent = 0;
        long long steps = 0;
        while (spent < seconds / REPETITIONS) {
            if (session_run(session, CHUNK, metrics) < CHUNK) {
                session_recover(session, error);
                return false;
            }
            steps += CHUNK;
            spent = clock_seconds() - start;
        }
        if (r >= 0)
            rates[r] = (double)steps * session->settings.batch / spent;
    }
    qsort(rates, REPETITIONS, sizeof *rates, by_value);
    *rate = rates[REPETITIONS / 2];
    return true;
}

static bool bench_one(const Options *o, const Dataset *data, const char *model, int threads, Figure *figure,
                      Error *error) {
    ModelSpec spec;
    RunSettings settings = session_defaults();
    settings.batch = o->batch;
    Session *session = calloc(1, sizeof *session);
    if (!session)
        return error_memory(error, "a run");
    double before = peak_of(threads); // and after, since other programs come and go
    bool ok = cli_model(model, &spec, error) && session_init(session, &spec, data, &settings, threads, error) &&
              images_a_second(session, o->seconds, &figure->images, error);
    if (ok) {
        figure->flops = figure->images * net_flops(&session->net);
        double after = peak_of(threads);
        figure->peak = after > before ? after : before;
    }
    session_finish(session);
    free(session);
    return ok;
}

static void print_figure(const Options *o, const char *model, int threads, const Figure *f) {
    if (!o->json) {
        printf("%-16s %3d %12.0f images/s %8.1f of %8.1f GFLOP/s %6.1f %%\n", model, threads, f->images, f->flops / 1e9,
               f->peak / 1e9, 100 * f->flops / f->peak);
        fflush(stdout);
        return;
    }
    json_t *line = json_pack("{s:s,s:i,s:i,s:f,s:f,s:f,s:f,s:s}", "model", model, "threads", threads, "batch", o->batch,
                             "images_per_second", f->images, "gflops", f->flops / 1e9, "peak_gflops", f->peak / 1e9,
                             "fraction_of_peak", f->flops / f->peak, "kernels", kernels()->name);
    json_dumpf(line, stdout, JSON_REAL_PRECISION(6));
    putchar('\n');
    fflush(stdout);
    json_decref(line);
}

// Cuts "a,b,c" into words; returns their number, 0 after telling that there are none or too many.
static int split_list(const char *option, char *text, char *words[LISTED]) {
    char *rest = NULL;
    int count = 0;
    for (char *word = strtok_r(text, ",", &rest); word; word = strtok_r(NULL, ",", &rest)) {
        if (count == LISTED) {
            cli_usage_error("bench", "--%s takes at most %d values", option, LISTED);
            return 0;
        }
        words[count++] = word;
    }
    if (count == 0)
        cli_usage_error("bench", "--%s takes values with commas between them", option);
    return count;
}

static int bench_all(Options *o, const Dataset *data, Error *error) {
    char *models[LISTED], *counts[LISTED];
    int model_count = split_list("models", o->models, models);
    int thread_counts = model_count ? split_list("threads", o->threads, counts) : 0;
    if (thread_counts == 0)
        return EXIT_USAGE;
    for (int t = 0; t < thread_counts; t++)
        for (int m = 0; m < model_count; m++) {
            int threads;
            Figure figure = {0};
            if (!cli_int(&command_bench, "threads", counts[t], 1, TEAM_MAX, &threads))
                return EXIT_USAGE;
            if (!bench_one(o, data, models[m], threads, &figure, error))
                return cli_fail(error);
            print_figure(o, models[m], threads, &figure);
        }
    return EXIT_OK;
}

static int run(int argc, char **argv) {
    Options o;
    int status;
    if (!read_options(argc, argv, &o, &status))
        return status;
    Error error;
    Dataset *data = cli_dataset(o.data, &error);
    if (!data)
        return cli_fail(&error);
    status = bench_all(&o, data, &error);
    dataset_release(data);
    return status;
}

const Command command_bench = {
    .name = "bench",
    .summary = "measures training speed",
    .usage =
        "[options]\n\n"
        "  --models A,B     vanilla,deep,sparse,sparse-wide if not given\n"
        "  --threads N,M    1 and all processors if not given\n"
        "  --seconds S      for each figure, the median of five stretches; 4 if not given\n"
        "  --batch N        128 if not given\n"
        "  --data ID|PATH   fashion-mnist if not given\n"
        "  --ui             frame times of the window instead, and training beside it against training without; also\n"
        "                   takes --view NAME, and one model. With --view map how often the map moves, instead of how\n"
        "                   soon views open\n"
        "  --json           one JSON object a line, as where the output is no terminal",
    .run = run,
};
