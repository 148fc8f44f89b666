// The Embedding Projector's files: every number, name and pixel where it belongs.
#include "file.h"
#include "projector.h"
#include "scratch.h"
#include "test.h"

#include <stdlib.h>
#include <string.h>

enum { SEEN = 64 };

typedef struct SeenPng {
    int width, height;
    uint8_t pixels[SEEN * SEEN * 3];
} SeenPng;

static SeenPng seen;

static bool take_png(const char *path, const uint8_t *pixels, int width, int height, Error *error) {
    (void)error;
    assert_contains(path, "/sprite.png");
    assert_true(width <= SEEN && height <= SEEN);
    seen.width = width;
    seen.height = height;
    memcpy(seen.pixels, pixels, (size_t)width * (size_t)height * 3);
    return true;
}

static bool only_measure_png(const char *path, const uint8_t *pixels, int width, int height, Error *error) {
    (void)path;
    (void)pixels;
    (void)error;
    seen.width = width;
    seen.height = height;
    return true;
}

static bool fail_png(const char *path, const uint8_t *pixels, int width, int height, Error *error) {
    (void)pixels;
    (void)width;
    (void)height;
    return error_set(error, "no room for %s", path);
}

static void assert_file(Scratch *scratch, const char *name, const char *expected) {
    unsigned char *bytes;
    size_t size;
    Error error = {""};
    if (!file_read(scratch_path(scratch, name), 1 << 20, &bytes, &size, &error))
        fail_msg("%s", error.text);
    assert_string_equal((const char *)bytes, expected);
    free(bytes);
}

static const uint8_t PIXELS[] = {0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 110}; // (3, 1, 2, 2)
static const uint8_t LABELS[] = {1, 0, 1};
static const char NAMES[][32] = {"Bag", "two\twords\n"};

static void numbers_names_and_pixels_are_in_their_places(void **state) {
    (void)state;
    Scratch scratch;
    scratch_init(&scratch);
    Images images = {.count = 3, .channels = 1, .height = 2, .width = 2, .pixels = PIXELS, .labels = LABELS};
    const float codes[] = {0.5F, -2, 1e-9F, 3};
    const int index[] = {2, 0};
    Projector what = {.codes = codes, .count = 2, .units = 2, .images = &images, .index = index, .class_names = NAMES};
    Error error = {""};
    if (!projector_save(scratch.folder, &what, take_png, &error))
        fail_msg("%s", error.text);
    assert_file(&scratch, "vectors.tsv", "0.5\t-2\n1e-09\t3\n");
    assert_file(&scratch, "metadata.tsv", "image\tclass\n2\ttwo words \n0\ttwo words \n");
    assert_file(&scratch, "projector_config.pbtxt",
                "embeddings {\n  tensor_name: \"code\"\n  tensor_path: \"vectors.tsv\"\n  metadata_path: "
                "\"metadata.tsv\"\n  sprite {\n    image_path: \"sprite.png\"\n    single_image_dim: 2\n    "
                "single_image_dim: 2\n  }\n}\n");
    assert_int_equal(seen.width, 4);
    assert_int_equal(seen.height, 4);
    const uint8_t rows[4][4] = {{80, 90, 0, 10}, {100, 110, 20, 30}, {0}, {0}};
    for (int y = 0; y < 4; y++)
        for (int x = 0; x < 4; x++)
            for (int c = 0; c < 3; c++)
                assert_int_equal(seen.pixels[(y * 4 + x) * 3 + c], rows[y][x]);
    scratch_finish(&scratch);
}

static void without_labels_there_is_one_column_without_a_heading(void **state) {
    (void)state;
    Scratch scratch;
    scratch_init(&scratch);
    Images images = {.count = 1, .channels = 3, .height = 2, .width = 2, .pixels = PIXELS};
    const float codes[] = {1};
    Projector what = {.codes = codes, .count = 1, .units = 1, .images = &images};
    Error error = {""};
    assert_true(projector_save(scratch.folder, &what, take_png, &error));
    assert_file(&scratch, "metadata.tsv", "0\n");
    const uint8_t first[] = {0, 40, 80, 10, 50, 90};
    assert_memory_equal(seen.pixels, first, sizeof first);
    scratch_finish(&scratch);
}

static void a_sprite_too_large_is_shrunk_by_a_whole_factor(void **state) {
    (void)state;
    enum { SIDE = 3000 };
    Scratch scratch;
    scratch_init(&scratch);
    uint8_t *pixels = calloc(SIDE, SIDE);
    Images images = {.count = 1, .channels = 1, .height = SIDE, .width = SIDE, .pixels = pixels};
    const float codes[9] = {0};
    const int index[9] = {0};
    Projector what = {.codes = codes, .count = 9, .units = 1, .images = &images, .index = index};
    Error error = {""};
    assert_true(projector_save(scratch.folder, &what, only_measure_png, &error));
    assert_int_equal(seen.width, 3 * SIDE / 2);
    free(pixels);
    scratch_finish(&scratch);
}

static void what_cannot_be_written_is_told(void **state) {
    (void)state;
    Scratch scratch;
    scratch_init(&scratch);
    Images images = {.count = 1, .channels = 1, .height = 2, .width = 2, .pixels = PIXELS};
    const float codes[] = {1};
    Projector what = {.codes = codes, .count = 1, .units = 1, .images = &images};
    Error error = {""};
    assert_false(projector_save(scratch_path(&scratch, "no/such"), &what, take_png, &error));
    assert_contains(error.text, "no/such");
    assert_false(projector_save(scratch_write(&scratch, "file", "x", 1), &what, take_png, &error));
    assert_contains(error.text, "expected a folder");
    assert_false(projector_save(scratch.folder, &what, fail_png, &error));
    assert_contains(error.text, "no room for");
    scratch_finish(&scratch);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(numbers_names_and_pixels_are_in_their_places),
                                       cmocka_unit_test(without_labels_there_is_one_column_without_a_heading),
                                       cmocka_unit_test(a_sprite_too_large_is_shrunk_by_a_whole_factor),
                                       cmocka_unit_test(what_cannot_be_written_is_told)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
