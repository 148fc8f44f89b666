// hourglass encode: codes of images as a NumPy array.
#include "cli.h"
#include "evaluate.h"
#include "loaded.h"
#include "npy.h"

#include <stdlib.h>
#include <string.h>

extern const Command command_encode;

typedef struct Options {
    const char *checkpoint, *data, *split, *out;
    int threads;
} Options;

static bool read_options(int argc, char **argv, Options *o, int *status) {
    static const struct option options[] = {
        {"data", required_argument, NULL, 'd'}, {"split", required_argument, NULL, 's'},
        {"out", required_argument, NULL, 'O'},  {"threads", required_argument, NULL, 't'},
        {"help", no_argument, NULL, 'h'},       {0}};
    *o = (Options){.split = "test", .threads = team_default_size()};
    int option;
    *status = EXIT_USAGE;
    while ((option = cli_option(argc, argv, options, &command_encode)) >= 0) {
        if (option == 't' && !cli_int(&command_encode, "threads", optarg, 1, TEAM_MAX, &o->threads))
            return false;
        o->data = option == 'd' ? optarg : o->data;
        o->split = option == 's' ? optarg : o->split;
        o->out = option == 'O' ? optarg : o->out;
    }
    if (option == -2)
        *status = EXIT_OK;
    if (option != -1)
        return false;
    if (optind < argc)
        o->checkpoint = argv[optind++];
    if (optind < argc)
        cli_usage_error("encode", "unexpected argument %s", argv[optind]);
    else if (!o->checkpoint || !o->out)
        cli_usage_error("encode", "%s", o->checkpoint ? "--out says where to write the codes" : "which checkpoint?");
    else
        return true;
    return false;
}

static bool encode_sets(const Loaded *loaded, const Options *o, const Images *sets[2], int count, Error *error) {
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
    Options o;
    int status;
    if (!read_options(argc, argv, &o, &status))
        return status;
    Error error;
    Loaded *loaded = calloc(1, sizeof *loaded);
    if (!loaded)
        error_memory(&error, "a checkpoint");
    bool ok = loaded && loaded_open(loaded, o.checkpoint, true, o.data, &error);
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
