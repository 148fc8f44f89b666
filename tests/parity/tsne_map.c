// tsne_map CODES.npy MAP.npy [ROWS [ITERATIONS [PERPLEXITY]]]: our t-SNE of the first ROWS codes, for tsne_sklearn.py.
// Prints one JSON object: CPU seconds on one thread, divergence in nats.
#include "clock.h"
#include "kernels.h"
#include "npy.h"
#include "tsne.h"

#include <math.h>
#include <stdlib.h>

static int fail(const char *text) {
    fprintf(stderr, "tsne_map: %s\n", text);
    return 1;
}

static int make(const NpyArray *codes, int rows, const TsneOptions *options, const char *path) {
    Error error = {""};
    Tsne tsne;
    NpyArray map = {.dimensions = 2, .sizes = {rows, 2}, .values = malloc(2 * (size_t)rows * sizeof(float))};
    double start = clock_thread_seconds();
    if (!map.values || !tsne_begin(&tsne, codes->values, rows, codes->sizes[1], options, &error)) {
        npy_finish(&map);
        return fail(error.text);
    }
    while (tsne_some(&tsne, 10))
        continue;
    double seconds = clock_thread_seconds() - start;
    tsne_map(&tsne, map.values);
    printf("{\"seconds\": %.3f, \"divergence\": %.6f, \"iterations\": %d, \"kernels\": \"%s\"}\n", seconds,
           tsne_divergence(&tsne), tsne.iteration, kernels()->name);
    bool ok = npy_save(path, &map, &error);
    tsne_finish(&tsne);
    npy_finish(&map);
    return ok ? 0 : fail(error.text);
}

int main(int argc, char **argv) {
    NpyArray codes;
    Error error = {""};
    if (argc < 3)
        return fail("usage: tsne_map CODES.npy MAP.npy [ROWS [ITERATIONS [PERPLEXITY]]]");
    if (!kernels_choose(NULL) || !npy_load(argv[1], &codes, &error))
        return fail(error.text);
    int rows = argc > 3 ? atoi(argv[3]) : codes.sizes[0];
    TsneOptions options = {.iterations = argc > 4 ? atoi(argv[4]) : 0, .perplexity = argc > 5 ? atof(argv[5]) : 0};
    bool fits = codes.dimensions == 2 && rows >= 1 && rows <= codes.sizes[0];
    int status = fits ? make(&codes, rows, &options, argv[2]) : fail("there are not so many codes");
    npy_finish(&codes);
    return status;
}
