// hourglass decode: images from codes.
#include "cli.h"
#include "file.h"
#include "loaded.h"
#include "npy.h"
#include "reconstruction.h"
#include "sheet.h"

#include <math.h>
#include <stdlib.h>

extern const Command command_decode;

enum { ROWS = 64 };

static bool read_options(int argc, char **argv, LoadedOptions *o, int *status) {
    if (!loaded_options(argc, argv, &command_decode, "O", 2, o, status))
        return false;
    if (o->out && (file_has_extension(o->out, "npy") || file_has_extension(o->out, "png")))
        return true;
    cli_usage_error("decode", "--out takes a file that ends in .npy or .png");
    return false;
}

static bool check_codes(const Loaded *loaded, const NpyArray *codes, const char *path, Error *error) {
    int units = shape_size(loaded->net.code);
    if (codes->dimensions != 2 || codes->sizes[0] < 1 || codes->sizes[1] != units)
        return error_set(error, "%s: expected an array of shape (images, %d), found %d dimensions, the last of size %d",
                         path, units, codes->dimensions, codes->dimensions ? codes->sizes[codes->dimensions - 1] : 0);
    for (size_t i = 0; i < (size_t)codes->sizes[0] * (size_t)units; i++)
        if (!isfinite(codes->values[i]))
            return error_set(error, "%s: expected finite codes, found %g in row %zu, counted from 0", path,
                             (double)codes->values[i], i / (size_t)units);
    return true;
}

static bool write_images(const Loaded *loaded, const LoadedOptions *o, float *images, int count, Error *error) {
    Shape shape = loaded->net.image;
    NpyArray array = {.dimensions = 4, .sizes = {count, shape.channels, shape.height, shape.width}, .values = images};
    if (file_has_extension(o->out, "npy"))
        return npy_save(o->out, &array, error);
    return sheet_images(o->out, "Decoded codes", images, count, shape, error);
}

static bool decode_codes(const Loaded *loaded, const LoadedOptions *o, const NpyArray *codes, Error *error) {
    int count = codes->sizes[0];
    Pass pass;
    if (!check_codes(loaded, codes, o->input[1], error) || !pass_init(&pass, &loaded->net, ROWS, 1, false, error))
        return false;
    float *images = malloc((size_t)count * (size_t)shape_size(loaded->net.image) * sizeof *images);
    bool ok = images || error_memory(error, "images");
    if (ok) {
        decode(&loaded->net, &pass, loaded->checkpoint.spec.loss, codes->values, count, images);
        ok = write_images(loaded, o, images, count, error);
    }
    free(images);
    pass_finish(&pass);
    return ok;
}

static int run(int argc, char **argv) {
    LoadedOptions o;
    int status;
    if (!read_options(argc, argv, &o, &status))
        return status;
    Error error;
    NpyArray codes = {0};
    Loaded *loaded = calloc(1, sizeof *loaded);
    if (!loaded)
        error_memory(&error, "a checkpoint");
    bool ok = loaded && loaded_open(loaded, o.input[0], false, NULL, &error) && npy_load(o.input[1], &codes, &error) &&
              decode_codes(loaded, &o, &codes, &error);
    npy_finish(&codes);
    if (loaded)
        loaded_finish(loaded);
    free(loaded);
    return ok ? EXIT_OK : cli_fail(&error);
}

const Command command_decode = {
    .name = "decode",
    .summary = "turns codes into images",
    .usage = "CHECKPOINT codes.npy --out images.npy|sheet.png\n\n"
             "  codes.npy        an array of shape (images, units), as 'hourglass encode' writes it\n"
             "  --out FILE       .npy: float32 (images, channels, height, width) in 0–1; .png: a sheet",
    .run = run,
};
