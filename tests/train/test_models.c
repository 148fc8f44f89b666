// Every model that comes with the program trains on images of any size and number of channels, and gives the same
// weights for every number of threads.
#include "library.h"
#include "session.h"
#include "small_world.h"
#include "test.h"

#include <math.h>
#include <stdlib.h>

enum { IMAGES = 8, BATCH = 3, STEPS = 2 };

// An opened data set with other images in it for a while.
typedef struct Disguise {
    Dataset *data;
    Images train, test;
    uint8_t *pixels;
} Disguise;

static Disguise disguise(Dataset *data, Shape image) {
    size_t size = IMAGES * (size_t)shape_size(image);
    Disguise result = {.data = data, .train = data->train, .test = data->test, .pixels = malloc(size)};
    Random random = random_stream(1, RANDOM_OBSERVE);
    for (size_t i = 0; i < size; i++)
        result.pixels[i] = (uint8_t)random_bits(random, i);
    data->train = (Images){IMAGES, image.channels, image.height, image.width, result.pixels, NULL};
    data->test = data->train;
    return result;
}

static void disguise_end(Disguise *d) {
    d->data->train = d->train;
    d->data->test = d->test;
    free(d->pixels);
}

static Session *trained(const ModelSpec *spec, const Dataset *data, int threads) {
    Session *session = calloc(1, sizeof *session);
    StepMetrics metrics[STEPS];
    Error error = {0};
    RunSettings settings = {.batch = BATCH, .optimizer = OPTIMIZER_ADAM, .rate = 1e-3, .seed = 3};
    if (!session_init(session, spec, data, &settings, threads, &error))
        fail_msg("%s: %s", spec->id, error.text);
    assert_int_equal(session_run(session, STEPS, metrics), STEPS);
    for (int i = 0; i < STEPS; i++)
        assert_true(isfinite(metrics[i].loss));
    return session;
}

static void session_end(Session *session) {
    session_finish(session);
    free(session);
}

static void check_model(const ModelSpec *spec, const Dataset *data) {
    Session *one = trained(spec, data, 1), *many = trained(spec, data, 3);
    assert_memory_equal(one->net.parameters, many->net.parameters, one->net.parameter_count * sizeof(real));
    assert_true(shape_equal(one->net.image, (Shape){data->train.channels, data->train.height, data->train.width}));
    session_end(many);
    session_end(one);
}

static void every_model_trains_on_images_of_any_shape(void **state) {
    (void)state;
    kernels_choose(NULL);
    SmallWorld world;
    Library *library = malloc(sizeof *library);
    Error error = {0};
    small_world_init(&world);
    if (!library_load(MODELS_FOLDER, library, &error))
        fail_msg("%s", error.text);
    const Shape images[] = {{3, 31, 33}, {3, 64, 64}, {1, 9, 14}, {3, 15, 17}};
    int first = test_share(100) < 100 ? 2 : 0; // small odd ones find what a sanitizer can find
    for (int i = 0; i < library->count; i++)
        for (int s = first; s < 4; s++) {
            Disguise other = disguise(world.data, images[s]);
            check_model(&library->model[i], world.data);
            disguise_end(&other);
        }
    free(library);
    small_world_finish(&world);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_model_trains_on_images_of_any_shape)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
