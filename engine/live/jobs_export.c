// Codes of test images for other programs: the run as it was when that was asked for. On the jobs thread.
#include "evaluate.h"
#include "file.h"
#include "jobs.h"
#include "npy.h"
#include "projector.h"

#include <stdlib.h>
#include <string.h>

enum { ROWS = 512 }; // images between two looks at whether the program is to end

// Test images named by hexadecimal digits, four each; without digits all. Returns their number.
static int choose(const char *digits, int images, int *index) {
    int count = 0;
    size_t length = strlen(digits);
    for (int i = 0; i < images; i++) {
        size_t at = (size_t)i / 4;
        char digit = at < length ? digits[at] : '0';
        int value = digit >= 'a' ? digit - 'a' + 10 : digit - '0';
        if (length == 0 || value & 8 >> i % 4)
            index[count++] = i;
    }
    return count;
}

static bool build(const Checkpoint *checkpoint, const Images *images, Net *net, Error *error) {
    Shape image = {images->channels, images->height, images->width};
    if (!spec_build(&checkpoint->spec, checkpoint->spec.id, image, net, error))
        return false;
    memcpy(net->parameters, checkpoint->parameters, checkpoint->parameter_count * sizeof(real));
    Team solo = team_solo();
    net_prepare(net, &solo);
    return true;
}

static bool encode_chosen(Live *live, const Net *net, const Images *images, const int *index, int count, float *codes,
                          Error *error) {
    size_t size = (size_t)images_size(images), units = (size_t)shape_size(net->code);
    uint8_t *pixels = malloc(ROWS * size);
    if (!pixels)
        return error_memory(error, "images");
    bool ok = true;
    for (int first = 0; ok && first < count; first += ROWS) {
        Images some = *images;
        some.count = count - first < ROWS ? count - first : ROWS;
        some.pixels = pixels;
        for (int i = 0; i < some.count; i++)
            memcpy(pixels + (size_t)i * size, images_pixels(images, index[first + i]), size);
        ok = (!jobs_are_stopping(live) || error_set(error, "the program ends")) &&
             encode(net, &some, 1, codes + (size_t)first * units, error);
    }
    free(pixels);
    return ok;
}

static bool write_codes(Live *live, const Job *job, const Net *net, const int *index, int count, Error *error) {
    const Dataset *data = job->data;
    int units = shape_size(net->code);
    NpyArray array = {.dimensions = 2, .sizes = {count, units}};
    array.values = malloc((size_t)count * (size_t)units * sizeof *array.values);
    bool ok = array.values || error_memory(error, "codes");
    ok = ok && encode_chosen(live, net, &data->test, index, count, array.values, error);
    if (ok && file_has_extension(job->path, "npy")) {
        ok = npy_save(job->path, &array, error);
    } else if (ok) {
        Projector projector = {.codes = array.values,
                               .count = count,
                               .units = units,
                               .images = &data->test,
                               .index = index,
                               .class_names = (const char(*)[32])data->class_names};
        ok = live->desc.save_png ? projector_save(job->path, &projector, live->desc.save_png, error)
                                 : error_set(error, "pictures cannot be written here; a name that ends in .npy can");
    }
    free(array.values);
    return ok;
}

bool jobs_export(Live *live, Job *job, Note *note) {
    const Images *images = &job->data->test;
    int *index = malloc((size_t)images->count * sizeof *index);
    Net net = {0};
    char whole[FILE_WHOLE_PATH];
    bool ok = index && build(job->checkpoint, images, &net, &note->error);
    if (!index)
        error_memory(&note->error, "codes");
    int count = index && ok ? choose(job->text, images->count, index) : 0;
    if (ok && count < 1)
        error_set(&note->error, "No test image was chosen, so there is nothing to export.");
    ok = index && count > 0 && write_codes(live, job, &net, index, count, &note->error);
    note->kind = ok ? NOTE_TOLD : NOTE_JOB_FAILED;
    if (ok)
        error_set(&note->error, "Codes of %d test images at step %llu are in %s.", count,
                  (unsigned long long)job->checkpoint->counters.step, file_whole_path(job->path, whole));
    net_finish(&net);
    free(index);
    live_free_checkpoint(job->checkpoint);
    dataset_release(job->data);
    return true;
}
