// What the shell tests of the command line cannot do themselves: make a tiny data set or a folder of pictures, start a
// program that can be interrupted, look into .npy files and JSON. Linked with the data layer, so that .npy files are
// read by a strict parser.
#include "idx.h"
#include "npy.h"
#include "pack.h"
#include "png.h"

#include <jansson.h>
#include <math.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { SIDE = 8, SIZE = SIDE * SIDE, CLASSES = 4 };

static int fail(const char *what, const char *about) {
    fprintf(stderr, "helper: %s: %s\n", about, what);
    return 1;
}

static int next(uint32_t *state) {
    *state = 1664525u * *state + 1013904223u;
    return (int)(*state >> 16);
}

// A bright square, in a corner of its own for each class, moved by a pixel at most.
static void draw(uint32_t *state, int class, unsigned char *pixels) {
    int left = class % 2 * 4 + next(state) % 2, top = class / 2 * 4 + next(state) % 2;
    for (int p = 0; p < SIZE; p++) {
        int x = p % SIDE - left, y = p / SIDE - top;
        bool inside = x >= 0 && x < 3 && y >= 0 && y < 3;
        pixels[p] = (unsigned char)(inside ? 200 + next(state) % 56 : next(state) % 16);
    }
}

static bool write_idx(const char *folder, const char *name, int dimensions, int count, const unsigned char *values) {
    char path[1024];
    unsigned char header[16];
    const uint32_t sizes[3] = {(uint32_t)count, SIDE, SIDE};
    size_t length = pack_header(header, 8, dimensions, sizes);
    size_t bytes = (size_t)count * (dimensions == IDX_IMAGES ? SIZE : 1);
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *stream = fopen(path, "wb");
    bool ok = stream && fwrite(header, 1, length, stream) == length && fwrite(values, 1, bytes, stream) == bytes;
    return (stream ? fclose(stream) == 0 : false) && ok;
}

// set FOLDER TRAIN TEST: an IDX pair of each half.
static int make_set(char **words) {
    static const char *const names[2] = {"train", "t10k"};
    uint32_t state = 1;
    for (int half = 0; half < 2; half++) {
        int count = atoi(words[1 + half]);
        unsigned char *pixels = malloc((size_t)count * SIZE), *labels = malloc((size_t)count);
        if (count < 1 || !pixels || !labels)
            return fail("cannot make that many images", words[0]);
        for (int n = 0; n < count; n++) {
            labels[n] = (unsigned char)(next(&state) % CLASSES);
            draw(&state, labels[n], pixels + (size_t)n * SIZE);
        }
        char images_name[64], labels_name[64];
        snprintf(images_name, sizeof images_name, "%s-images-idx3-ubyte", names[half]);
        snprintf(labels_name, sizeof labels_name, "%s-labels-idx1-ubyte", names[half]);
        bool ok = write_idx(words[0], images_name, IDX_IMAGES, count, pixels) &&
                  write_idx(words[0], labels_name, IDX_LABELS, count, labels);
        free(pixels);
        free(labels);
        if (!ok)
            return fail("cannot write", words[0]);
    }
    return 0;
}

static bool write_png(const char *path, const unsigned char *pixels, int width, int height, int channels) {
    size_t size;
    unsigned char *bytes = png_pack(pixels, width, height, channels, &size);
    FILE *stream = fopen(path, "wb");
    bool ok = stream && fwrite(bytes, 1, size, stream) == size;
    free(bytes);
    return (stream ? fclose(stream) == 0 : false) && ok;
}

// pictures IMAGES LABELS FOLDER: the images of an IDX file as PNG files FOLDER/LABEL/INDEX.png.
static int make_pictures(char **words) {
    IdxArray images = {0}, labels = {0};
    Error error;
    if (!idx_read(words[0], IDX_IMAGES, &images, &error) || !idx_read(words[1], IDX_LABELS, &labels, &error))
        return fail(error.text, words[0]);
    size_t size = (size_t)images.sizes[1] * (size_t)images.sizes[2];
    bool ok = images.sizes[0] == labels.sizes[0];
    for (int i = 0; ok && i < images.sizes[0]; i++) {
        char path[1024];
        snprintf(path, sizeof path, "%s/%d", words[2], labels.values[i]);
        mkdir(path, 0777);
        snprintf(path, sizeof path, "%s/%d/%05d.png", words[2], labels.values[i], i);
        ok = write_png(path, images.values + (size_t)i * size, images.sizes[2], images.sizes[1], 1);
    }
    idx_finish(&images);
    idx_finish(&labels);
    return ok ? 0 : fail("cannot write", words[2]);
}

// colours FOLDER COUNT SIDE: RGB pictures, each of a bright rectangle in a colour of its own.
static int make_colours(char **words) {
    int count = atoi(words[1]), side = atoi(words[2]);
    uint32_t state = 1;
    unsigned char *pixels = side > 0 ? malloc((size_t)(3 * side * side)) : NULL;
    bool ok = pixels;
    for (int n = 0; ok && n < count; n++) {
        int color[3] = {next(&state) % 256, next(&state) % 256, next(&state) % 256};
        int left = next(&state) % side, top = next(&state) % side;
        for (int i = 0; i < side * side; i++)
            for (int c = 0; c < 3; c++)
                pixels[3 * i + c] = (unsigned char)(i % side >= left && i / side >= top ? color[c] : 20);
        char path[1024];
        snprintf(path, sizeof path, "%s/%05d.png", words[0], n);
        ok = write_png(path, pixels, side, side, 3);
    }
    free(pixels);
    return ok ? 0 : fail("cannot write", words[0]);
}

// run PROGRAM ARGUMENTS: as the shell starts a job in the foreground. One started with & ignores SIGINT.
static int run(char **words) {
    sigset_t none;
    sigemptyset(&none);
    signal(SIGINT, SIG_DFL);
    signal(SIGTERM, SIG_DFL);
    sigprocmask(SIG_SETMASK, &none, NULL);
    execv(words[0], words);
    return fail("cannot be started", words[0]);
}

// shape FILE.npy
static int print_shape(char **words) {
    NpyArray array = {0};
    Error error;
    if (!npy_load(words[0], &array, &error))
        return fail(error.text, words[0]);
    for (int i = 0; i < array.dimensions; i++)
        printf("%s%d", i ? " " : "", array.sizes[i]);
    printf("\n");
    npy_finish(&array);
    return 0;
}

// mse IMAGES.npy IDX: mean squared error a pixel, IDX bytes as 0–1.
static int print_mse(char **words) {
    NpyArray array = {0};
    IdxArray idx = {0};
    Error error;
    if (!npy_load(words[0], &array, &error) || !idx_read(words[1], IDX_IMAGES, &idx, &error))
        return fail(error.text, words[0]);
    if (array.dimensions != 4 || array.sizes[0] != idx.sizes[0] || array.sizes[1] != 1 ||
        array.sizes[2] != idx.sizes[1] || array.sizes[3] != idx.sizes[2])
        return fail("not of the images' shape", words[0]);
    size_t count = (size_t)idx.sizes[0] * (size_t)idx.sizes[1] * (size_t)idx.sizes[2];
    double sum = 0;
    for (size_t i = 0; i < count; i++) {
        double difference = (double)array.values[i] - idx.values[i] / 255.0;
        sum += difference * difference;
    }
    printf("%.9f\n", sum / (double)count);
    npy_finish(&array);
    idx_finish(&idx);
    return 0;
}

// poison FILE.npy: its first value becomes NaN.
static int poison(char **words) {
    NpyArray array = {0};
    Error error;
    if (!npy_load(words[0], &array, &error))
        return fail(error.text, words[0]);
    array.values[0] = NAN;
    bool ok = npy_save(words[0], &array, &error);
    npy_finish(&array);
    return ok ? 0 : fail(error.text, words[0]);
}

static bool has_exactly(const json_t *object, char **keys) {
    size_t count = 0;
    for (; keys[count]; count++) {
        const json_t *value = json_object_get(object, keys[count]);
        if (!json_is_number(value) && !json_is_null(value) && !json_is_string(value))
            return false;
    }
    return json_object_size(object) == count;
}

// json FILE KEY...: each line is an object of exactly these keys. Prints the values of each line in that order.
static int print_json(char **words) {
    char line[4096];
    FILE *stream = fopen(words[0], "r");
    if (!stream)
        return fail("cannot open", words[0]);
    while (fgets(line, sizeof line, stream)) {
        json_t *object = json_loads(line, JSON_REJECT_DUPLICATES, NULL);
        if (!json_is_object(object) || !has_exactly(object, words + 1))
            return fail(line, words[0]);
        for (char **key = words + 1; *key; key++) {
            const json_t *value = json_object_get(object, *key);
            if (json_is_string(value))
                printf("%s ", json_string_value(value));
            else
                printf("%.12g ", json_is_null(value) ? NAN : json_number_value(value));
        }
        printf("\n");
        json_decref(object);
    }
    fclose(stream);
    return 0;
}

int main(int argc, char **argv) {
    static const struct {
        const char *name;
        int least; // words after the name
        int (*run)(char **words);
    } tools[] = {{"set", 3, make_set},  {"pictures", 3, make_pictures}, {"colours", 3, make_colours},
                 {"run", 1, run},       {"shape", 1, print_shape},      {"mse", 2, print_mse},
                 {"poison", 1, poison}, {"json", 2, print_json}};
    for (size_t i = 0; i < sizeof tools / sizeof *tools; i++)
        if (argc > 1 && strcmp(argv[1], tools[i].name) == 0 && argc >= 2 + tools[i].least)
            return tools[i].run(argv + 2);
    fprintf(stderr, "usage: helper set|pictures|colours|run|shape|mse|poison|json ...\n");
    return 2;
}
