// Soft blobs in three places, one a class, so that there is something to learn.
#include "small_world.h"

#include "pack.h"
#include "random.h"
#include "test.h"

#include <math.h>

static void write_half(Scratch *scratch, const char *half, int count, uint64_t seed) {
    enum { SIZE = SMALL_SIDE * SMALL_SIDE };
    size_t capacity = 32 + (size_t)count * SIZE;
    unsigned char *bytes = calloc(1, capacity);
    Random random = random_stream(seed, RANDOM_STROKES);
    size_t used = pack_header(bytes, 8, 3, (uint32_t[]){(uint32_t)count, SMALL_SIDE, SMALL_SIDE});
    for (int n = 0; n < count; n++) {
        double x = 2 + 2 * (n % 3) + random_uniform(random, (uint64_t)(3 * n));
        double y = 2 + 3 * random_uniform(random, (uint64_t)(3 * n + 1));
        double width = 1 + 2 * random_uniform(random, (uint64_t)(3 * n + 2));
        for (int p = 0; p < SIZE; p++) {
            double dx = p % SMALL_SIDE - x, dy = p / SMALL_SIDE - y;
            bytes[used++] = (unsigned char)(255 * exp(-(dx * dx + dy * dy) / width));
        }
    }
    char name[64];
    snprintf(name, sizeof name, "%s-images-idx3-ubyte", half);
    scratch_write(scratch, name, bytes, used);
    used = pack_header(bytes, 8, 1, (uint32_t[]){(uint32_t)count});
    for (int n = 0; n < count; n++)
        bytes[used++] = (unsigned char)(n % 3);
    snprintf(name, sizeof name, "%s-labels-idx1-ubyte", half);
    scratch_write(scratch, name, bytes, used);
    free(bytes);
}

static void parse(Scratch *scratch, ModelSpec *spec, const char *id, const char *code, const char *decoder,
                  const char *penalty) {
    char text[512];
    Error error = {0};
    snprintf(
        text, sizeof text,
        "[model]\ntitle = %s\nabout = A test.\nloss = bce\n[encoder]\nlayer = %s\n[decoder]\n%slayer = dense image\n%s",
        id, code, decoder, penalty);
    if (!spec_parse(text, id, spec, &error))
        fail_msg("%s", error.text);
    snprintf(spec->id, sizeof spec->id, "%s", id);
    char name[80];
    snprintf(name, sizeof name, "%s.ini", id);
    scratch_write(scratch, name, text, strlen(text));
}

void small_world_init(SmallWorld *world) {
    Error error = {0};
    *world = (SmallWorld){0};
    scratch_init(&world->scratch);
    write_half(&world->scratch, "train", SMALL_TRAIN, 1);
    write_half(&world->scratch, "t10k", SMALL_TEST, 2);
    world->data = dataset_open(world->scratch.folder, NULL, &error);
    if (!world->data)
        fail_msg("%s", error.text);
    parse(&world->scratch, &world->narrow, "narrow", "dense 5 relu", "", "");
    parse(&world->scratch, &world->wide, "wide", "dense 80 relu", "", "[penalty]\nl1 = 0.05\n");
    parse(&world->scratch, &world->deep, "deep", "dense 33 tanh", "layer = dense 17 softplus\n", "");
}

void small_world_finish(SmallWorld *world) {
    dataset_release(world->data);
    scratch_finish(&world->scratch);
}

int small_world_start(void **state) {
    SmallWorld *world = malloc(sizeof *world);
    small_world_init(world);
    *state = world;
    return 0;
}

int small_world_end(void **state) {
    small_world_finish(*state);
    free(*state);
    return 0;
}
