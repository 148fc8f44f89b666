// hourglass bench --memory: how fast memory is copied, from what fits the first cache to what fits none.
#include "bench.h"

#include <jansson.h>
#include <string.h>

// Bytes of one member's source and of its target: both together fit a usual first, second and last cache; none.
static const size_t HALVES[] = {(size_t)12 << 10, (size_t)256 << 10, (size_t)4 << 20, (size_t)256 << 20};
enum { SIZES = sizeof HALVES / sizeof *HALVES, LEAST = 1 << 20 };

typedef struct Copying {
    char *memory; // (size) of source and target by turns, a pair for each member
    size_t half;
    int members; // that took part
} Copying;

// Bytes that one member copies in one repetition, LEAST at least.
static size_t copied(size_t half) {
    size_t times = (LEAST + half - 1) / half;
    return times * half;
}

// Small ones again and again, so that the barrier behind them does not count.
static void copy(Team *team, void *context) {
    Copying *c = context;
    char *source = c->memory + (size_t)team->rank * 2 * c->half;
    for (size_t bytes = 0, all = copied(c->half); bytes < all; bytes += c->half)
        memcpy(source + c->half, source, c->half);
    if (team->rank == 0)
        c->members = team->size;
}

static bool measure(const BenchOptions *o, size_t half, int threads, Error *error) {
    Arena arena = {0};
    Copying c = {.memory = arena_take(&arena, 2 * half * (size_t)threads, 1), .half = half};
    if (!c.memory)
        return error_memory(error, "a copy");
    memset(c.memory, 1, 2 * half * (size_t)threads); // else every page is the same one of zeros
    double seconds = bench_best(threads, o->seconds, copy, &c);
    double rate = 2 * (double)copied(half) * c.members / seconds;
    arena_finish(&arena);
    if (!o->json) {
        printf("%12.0f KiB %7d %12.1f\n", 2 * (double)half / 1024, threads, rate / 1e9);
        return true;
    }
    json_t *line = json_pack("{s:f,s:i,s:f}", "kibibytes_per_thread", 2 * (double)half / 1024, "threads", threads,
                             "gigabytes_per_second", rate / 1e9);
    json_dumpf(line, stdout, JSON_REAL_PRECISION(6));
    putchar('\n');
    json_decref(line);
    return true;
}

int bench_memory(const BenchOptions *o) {
    Error error;
    if (!o->json)
        printf("%16s %7s %12s\n", "of each thread", "threads", "GB/s");
    for (int t = 0; t < o->thread_counts; t++)
        for (int i = 0; i < SIZES; i++) {
            if (!measure(o, HALVES[i], o->threads[t], &error))
                return cli_fail(&error);
            fflush(stdout);
        }
    return EXIT_OK;
}
