// hourglass encode: codes of images as a NumPy array, or for the Embedding Projector.
#include "cli.h"
#include "evaluate.h"
#include "file.h"
#include "image_file.h"
#include "loaded.h"
#include "npy.h"
#include "projector.h"

#include <stdlib.h>
#include <string.h>

extern const Command command_encode;

static bool read_options(int argc, char **argv, LoadedOptions *o, int *status) {
    if (!loaded_options(argc, argv, &command_encode, "dstOp", 1, o, status))
        return false;
    if (o->out ? file_has_extension(o->out, "npy") : o->projector != NULL)
        return true;
    cli_usage_error("encode",
                    "--out says where to write the codes, a file that ends in .npy; --projector names a folder");
    return false;
}

static bool write_codes(const Loaded *loaded, const LoadedOptions *o, const Images *sets[2], const NpyArray *array,
                        Error *error) {
    if (o->out && !npy_save(o->out, array, error))
        return false;
    Projector projector = {.codes = array->values,
                           .count = sets[0]->count,
                           .units = array->sizes[1],
                           .images = sets[0],
                           .class_names = (const char(*)[32])loaded->data->class_names};
    return !o->projector || projector_save(o->projector, &projector, image_file_save, error);
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
    ok = ok && write_codes(loaded, o, sets, &array, error);
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
    else if (ok && count > 1 && o.projector)
        status = cli_usage_error("encode", "--projector takes the images of one split, train or test");
    else if (!ok || !encode_sets(loaded, &o, sets, count, &error))
        status = cli_fail(&error);
    if (loaded)
        loaded_finish(loaded);
    free(loaded);
    return status;
}

const Command command_encode = {
    .name = "encode",
    .summary = "writes the codes of images, for NumPy or the Embedding Projector",
    .usage =
        "CHECKPOINT --out codes.npy | --projector DIR [options]\n\n"
        "  --data ID|PATH   another data set than the one it was trained on\n"
        "  --split NAME     train, test or all (train first); test if not given\n"
        "  --threads N      as many as OMP_NUM_THREADS or the processors if not given\n"
        "  --out FILE.npy   float32 (images, units)\n"
        "  --projector DIR  instead or as well: a folder for TensorBoard's Embedding Projector, with the codes and\n"
        "                   classes as .tsv and a picture of all images",
    .run = run,
};
