// hourglass encode: codes of images as a NumPy array.
#include "cli.h"
#include "evaluate.h"
#include "file.h"
#include "loaded.h"
#include "npy.h"

#include <stdlib.h>
#include <string.h>

extern const Command command_encode;

static bool read_options(int argc, char **argv, LoadedOptions *o, int *status) {
    if (!loaded_options(argc, argv, &command_encode, "dstO", 1, o, status))
        return false;
    if (o->out && file_has_extension(o->out, "npy"))
        return true;
    cli_usage_error("encode", "--out says where to write the codes, a file that ends in .npy");
    return false;
}

static bool encode_sets(const Loaded *loaded, const LoadedOptions *o, const Images *sets[2], int count, Error *error) {
    int units = shape_size(loaded->net.code), images = 0;
    for (int i = 0; i < count; i++)
        images += sets[i]->count;
    NpyArray array = {.dimensions = 2, .sizes = {images, units}};
    array.values = malloc((size_t)images * (size_t)units * sizeof *array.values);
    float *place = array.values;
    bool ok = place || error_memory(error, "codes");
    for (int i = 0; ok && i < count; i++) {
        ok = encode(&loaded->net, sets[i], o->threads, place, error);
        place += (size_t)sets[i]->count * (size_t)units;
    }
    ok = ok && npy_save(o->out, &array, error);
    free(array.values);
    return ok;
}

static int run(int argc, char **argv) {
    LoadedOptions o;
    int status;
    if (!read_options(argc, argv, &o, &status))
        return status;
    Error error;
    Loaded *loaded = calloc(1, sizeof *loaded);
    if (!loaded)
        error_memory(&error, "a checkpoint");
    bool ok = loaded && loaded_open(loaded, o.input[0], true, o.data, &error);
    status = EXIT_OK;
    const Images *sets[2];
    int count;
    if (ok && !cli_split(loaded->data, o.split, sets, &count))
        status = cli_usage_error("encode", "--split takes train, test or all, not '%s'", o.split);
    else if (!ok || !encode_sets(loaded, &o, sets, count, &error))
        status = cli_fail(&error);
    if (loaded)
        loaded_finish(loaded);
    free(loaded);
    return status;
}

const Command command_encode = {
    .name = "encode",
    .summary = "writes the codes of images as a NumPy array",
    .usage = "CHECKPOINT --out codes.npy [options]\n\n"
             "  --data ID|PATH   another data set than the one it was trained on\n"
             "  --split NAME     train, test or all (train first); test if not given\n"
             "  --threads N      as many as OMP_NUM_THREADS or the processors if not given\n"
             "  --out FILE.npy   float32 (images, units)",
    .run = run,
};
