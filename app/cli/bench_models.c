// hourglass bench: how fast models train, in images a second and as a part of the processor's peak in the same run.
#include "bench.h"

#include "clock.h"

#include <jansson.h>
#include <stdlib.h>

enum { STEPS_MAX = 256, REPETITIONS = 5 };

// Seconds that one call of session_run is to last: long beside the opening of a team, short beside a stretch.
#define CALL 0.02

typedef struct Figure {
    double images, flops, peak; // a second
} Figure;

static int by_value(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

// Steps for the next call, from how long the last one took.
static int next_steps(int steps, double seconds) {
    double wanted = steps * CALL / seconds;
    return wanted < 1 ? 1 : wanted > STEPS_MAX ? STEPS_MAX : (int)wanted;
}

static bool stretch(Session *session, double seconds, int *steps, double *images, Error *error) {
    StepMetrics metrics[STEPS_MAX];
    double start = clock_seconds(), spent = 0;
    long long made = 0;
    do {
        double begin = clock_seconds();
        if (session_run(session, *steps, metrics) < *steps) {
            session_recover(session, error);
            return false;
        }
        made += *steps;
        *steps = next_steps(*steps, clock_seconds() - begin);
        spent = clock_seconds() - start;
    } while (spent < seconds);
    *images = (double)made * session->settings.batch / spent;
    return true;
}

bool bench_training(Session *session, double seconds, double *images, Error *error) {
    double rates[REPETITIONS];
    int steps = 1;
    for (int r = -1; r < REPETITIONS; r++)
        if (!stretch(session, seconds / REPETITIONS, &steps, r < 0 ? images : &rates[r], error))
            return false;
    qsort(rates, REPETITIONS, sizeof *rates, by_value);
    *images = rates[REPETITIONS / 2];
    return true;
}

static bool measure(const BenchOptions *o, const Dataset *data, const char *model, int threads, Figure *figure,
                    Error *error) {
    ModelSpec spec;
    RunSettings settings = session_defaults();
    settings.batch = o->batch;
    Session *session = calloc(1, sizeof *session);
    if (!session)
        return error_memory(error, "a run");
    double before = bench_peak(threads, o->seconds);
    bool ok = cli_model(model, &spec, error) && session_init(session, &spec, data, &settings, threads, error) &&
              bench_training(session, o->seconds, &figure->images, error);
    if (ok) {
        figure->flops = figure->images * net_flops(&session->net);
        figure->peak = bench_larger(before, bench_peak(threads, o->seconds));
    }
    session_finish(session);
    free(session);
    return ok;
}

static void print_row(const char *model, int threads, const Figure *f) {
    printf("%-16s %7d %12.0f %10.1f %10.1f %8.1f %%\n", model, threads, f->images, f->flops / 1e9, f->peak / 1e9,
           100 * f->flops / f->peak);
}

static void print_json(const BenchOptions *o, const char *model, int threads, const Figure *f) {
    json_t *line = json_pack("{s:s,s:i,s:i,s:f,s:f,s:f,s:f,s:s}", "model", model, "threads", threads, "batch", o->batch,
                             "images_per_second", f->images, "gflops", f->flops / 1e9, "peak_gflops", f->peak / 1e9,
                             "fraction_of_peak", f->flops / f->peak, "kernels", kernels()->name);
    json_dumpf(line, stdout, JSON_REAL_PRECISION(6));
    putchar('\n');
    json_decref(line);
}

int bench_models(const BenchOptions *o) {
    Error error;
    Dataset *data = cli_dataset(o->data, &error);
    bool ok = data;
    if (ok && !o->json)
        printf("%-16s %7s %12s %10s %10s %10s\n", "model", "threads", "images/s", "GFLOP/s", "peak", "of peak");
    for (int i = 0; ok && i < o->thread_counts * o->model_count; i++) {
        const char *model = o->models[i % o->model_count];
        int threads = o->threads[i / o->model_count];
        Figure figure = {0};
        ok = measure(o, data, model, threads, &figure, &error);
        if (ok && o->json)
            print_json(o, model, threads, &figure);
        else if (ok)
            print_row(model, threads, &figure);
        fflush(stdout);
    }
    dataset_release(data);
    return ok ? EXIT_OK : cli_fail(&error);
}
