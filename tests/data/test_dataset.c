// Data sets: found by id or path, complete, split as promised, refused with a reason, and freed once.
#include "dataset.h"
#include "pack.h"
#include "scratch.h"
#include "strokes.h"
#include "test.h"

#include <pthread.h>
#include <string.h>

enum { SIDE = 4, PIXELS = SIDE * SIDE };

static int make_scratch(void **state) {
    static Scratch scratch;
    scratch_init(&scratch);
    *state = &scratch;
    return 0;
}

static int remove_scratch(void **state) {
    scratch_finish(*state);
    unsetenv("FASHION_MNIST");
    return 0;
}

static void write_either(Scratch *scratch, const char *name, const unsigned char *bytes, size_t size) {
    unsigned char gzip[8192];
    size_t length = strlen(name);
    if (strcmp(name + length - 3, ".gz") != 0)
        scratch_write(scratch, name, bytes, size);
    else
        scratch_write(scratch, name, gzip, pack_gzip(bytes, size, gzip, sizeof gzip));
}

// Images whose every pixel is base + index.
static void write_images(Scratch *scratch, const char *name, int count, int side, int base) {
    unsigned char file[8192];
    size_t used = pack_header(file, 8, 3, (uint32_t[]){(uint32_t)count, (uint32_t)side, SIDE});
    for (int i = 0; i < count; i++, used += (size_t)(side * SIDE))
        memset(file + used, base + i, (size_t)(side * SIDE));
    write_either(scratch, name, file, used);
}

// Labels that run 0, 1, ... classes - 1, 0, ...
static void write_labels(Scratch *scratch, const char *name, int count, int classes) {
    unsigned char file[1024];
    size_t used = pack_header(file, 8, 1, (uint32_t[]){(uint32_t)count});
    for (int i = 0; i < count; i++)
        file[used++] = (unsigned char)(i % classes);
    write_either(scratch, name, file, used);
}

static Dataset *open_or_fail(const char *path) {
    Error error = {""};
    Dataset *dataset = dataset_open(path, NULL, &error);
    if (!dataset)
        fail_msg("%s", error.text);
    return dataset;
}

static void assert_refused(const char *path, const char *reason) {
    Error error = {""};
    assert_null(dataset_open(path, NULL, &error));
    assert_contains(error.text, reason);
    assert_contains(error.text, "expected ");
    assert_contains(error.text, "found ");
}

static void assert_pair(const Dataset *dataset) {
    assert_int_equal(dataset->train.count, 20);
    assert_int_equal(dataset->test.count, 7);
    const Images *halves[] = {&dataset->train, &dataset->test};
    for (int half = 0; half < 2; half++) {
        assert_int_equal(images_size(halves[half]), PIXELS);
        for (int i = 0; i < halves[half]->count; i++) {
            assert_int_equal(images_pixels(halves[half], i)[PIXELS - 1], 100 * half + i);
            assert_int_equal(halves[half]->labels[i], i % 3);
        }
    }
    assert_int_equal(dataset->classes, 3);
    assert_string_equal(dataset->class_names[2], "2");
    assert_int_equal(dataset->factors, 0);
    assert_null(dataset->train_factors);
}

static void a_folder_of_two_pairs_is_opened_plain_or_packed(void **state) {
    Scratch *scratch = *state;
    write_images(scratch, "train-images-idx3-ubyte", 20, SIDE, 0);
    write_labels(scratch, "train-labels-idx1-ubyte.gz", 20, 3);
    write_images(scratch, "t10k-images-idx3-ubyte.gz", 7, SIDE, 100);
    write_labels(scratch, "t10k-labels-idx1-ubyte", 7, 3);
    Dataset *dataset = open_or_fail(scratch->folder);
    assert_pair(dataset);
    assert_string_equal(dataset->id, scratch->folder);
    assert_string_equal(dataset->title, strrchr(scratch->folder, '/') + 1);
    dataset_release(dataset);
    char slashes[256];
    snprintf(slashes, sizeof slashes, "%s//", scratch->folder);
    dataset = open_or_fail(slashes);
    assert_string_equal(dataset->title, strrchr(scratch->folder, '/') + 1);
    dataset_release(dataset);
}

static void either_image_file_of_a_set_opens_the_whole(void **state) {
    Scratch *scratch = *state;
    write_images(scratch, "own-train-images-idx3-ubyte.gz", 20, SIDE, 0);
    write_labels(scratch, "own-train-labels-idx1-ubyte.gz", 20, 3);
    write_images(scratch, "own-test-images-idx3-ubyte", 7, SIDE, 100);
    write_labels(scratch, "own-test-labels-idx1-ubyte", 7, 3);
    const char *const names[] = {"own-train-images-idx3-ubyte.gz", "own-test-images-idx3-ubyte"};
    for (int i = 0; i < 2; i++) {
        Dataset *dataset = open_or_fail(scratch_path(scratch, names[i]));
        assert_pair(dataset);
        assert_string_equal(dataset->title, names[i]);
        dataset_release(dataset);
    }
}

static void of_a_single_half_every_sixth_image_is_held_out(void **state) {
    Scratch *scratch = *state;
    write_images(scratch, "t10k-images-idx3-ubyte", 20, SIDE, 0);
    write_labels(scratch, "t10k-labels-idx1-ubyte", 20, 20);
    Dataset *dataset = open_or_fail(scratch->folder);
    assert_int_equal(dataset->train.count, 17);
    assert_int_equal(dataset->test.count, 3);
    for (int i = 0, train = 0, test = 0; i < 20; i++) {
        bool held = i % 6 == 5;
        const Images *half = held ? &dataset->test : &dataset->train;
        int place = held ? test++ : train++;
        for (int k = 0; k < PIXELS; k++)
            assert_int_equal(images_pixels(half, place)[k], i);
        assert_int_equal(half->labels[place], i);
    }
    assert_int_equal(dataset->classes, 20);
    dataset_release(dataset);
}

static void labels_are_optional(void **state) {
    Scratch *scratch = *state;
    write_images(scratch, "pictures.idx", 12, SIDE, 0);
    Dataset *dataset = open_or_fail(scratch_path(scratch, "pictures.idx"));
    assert_int_equal(dataset->classes, 0);
    assert_null(dataset->train.labels);
    assert_null(dataset->test.labels);
    assert_int_equal(dataset->train.count, 10);
    dataset_release(dataset);
}

static void labels_that_do_not_fit_the_images_are_refused(void **state) {
    Scratch *scratch = *state;
    write_images(scratch, "train-images-idx3-ubyte", 20, SIDE, 0);
    write_labels(scratch, "train-labels-idx1-ubyte", 19, 3);
    assert_refused(scratch->folder, "train-labels-idx1-ubyte: expected 20 labels, one for each image of "
                                    "train-images-idx3-ubyte, found 19");
}

static void halves_that_do_not_fit_each_other_are_refused(void **state) {
    Scratch *scratch = *state;
    write_images(scratch, "train-images-idx3-ubyte", 20, SIDE, 0);
    write_images(scratch, "t10k-images-idx3-ubyte", 7, SIDE + 1, 0);
    assert_refused(scratch->folder, "t10k-images-idx3-ubyte: expected images of 4×4");
    write_images(scratch, "t10k-images-idx3-ubyte", 7, SIDE, 0);
    write_labels(scratch, "t10k-labels-idx1-ubyte", 7, 3);
    assert_refused(scratch->folder, "found them for this half only");
}

static void a_broken_test_half_is_refused(void **state) {
    Scratch *scratch = *state;
    write_images(scratch, "train-images-idx3-ubyte", 20, SIDE, 0);
    scratch_write(scratch, "t10k-images-idx3-ubyte.gz", "\x1f\x8b\x08", 3);
    assert_refused(scratch->folder, "t10k-images-idx3-ubyte.gz: expected an intact gzip file");
}

static void of_two_broken_halves_the_training_half_is_told(void **state) {
    Scratch *scratch = *state;
    scratch_write(scratch, "train-images-idx3-ubyte", "\x00\x00\x08", 3);
    scratch_write(scratch, "t10k-images-idx3-ubyte.gz", "\x1f\x8b\x08", 3);
    assert_refused(scratch->folder, "train-images-idx3-ubyte: expected an IDX header");
}

static void too_few_images_to_hold_one_out_are_refused(void **state) {
    Scratch *scratch = *state;
    write_images(scratch, "images-idx3-ubyte", 5, SIDE, 0);
    assert_refused(scratch_path(scratch, "images-idx3-ubyte"), "expected at least 6 images");
    write_images(scratch, "images-idx3-ubyte", 6, SIDE, 0);
    dataset_release(open_or_fail(scratch_path(scratch, "images-idx3-ubyte")));
}

static void a_folder_without_idx_files_is_refused(void **state) {
    Scratch *scratch = *state;
    scratch_write(scratch, "README", "hello", 5);
    assert_refused(scratch->folder, "expected IDX files in this folder, since pictures cannot be decoded here");
}

static void a_name_that_is_neither_id_nor_file_is_refused(void **state) {
    assert_refused(scratch_path(*state, "no-such-set"), "no-such-set: expected fashion-mnist, strokes, a folder");
    assert_refused("", "expected fashion-mnist");
    char longest[2000];
    memset(longest, 'x', sizeof longest);
    longest[sizeof longest - 1] = 0;
    assert_refused(longest, "a path of at most 511 bytes, found 1999");
}

static void write_fashion(Scratch *scratch, int classes) {
    write_images(scratch, "train-images-idx3-ubyte.gz", 20, SIDE, 0);
    write_labels(scratch, "train-labels-idx1-ubyte.gz", 20, classes);
    write_images(scratch, "t10k-images-idx3-ubyte.gz", 20, SIDE, 0);
    write_labels(scratch, "t10k-labels-idx1-ubyte.gz", 20, classes);
    setenv("FASHION_MNIST", scratch->folder, 1);
}

static void fashion_mnist_has_its_names(void **state) {
    write_fashion(*state, 10);
    Dataset *dataset = open_or_fail("fashion-mnist");
    assert_string_equal(dataset->id, "fashion-mnist");
    assert_string_equal(dataset->title, "Fashion-MNIST");
    assert_int_equal(dataset->classes, 10);
    assert_string_equal(dataset->class_names[0], "T-shirt");
    assert_string_equal(dataset->class_names[9], "Boot");
    dataset_release(dataset);
}

static void another_set_in_the_place_of_fashion_mnist_is_refused(void **state) {
    write_fashion(*state, 11);
    assert_refused("fashion-mnist", "expected Fashion-MNIST's 10 classes, found 11");
}

static void a_missing_fashion_mnist_says_how_to_get_it(void **state) {
    const char *path = scratch_path(*state, "nowhere");
    setenv("FASHION_MNIST", path, 1);
    assert_refused("fashion-mnist", "apt install dataset-fashion-mnist");
    assert_refused("fashion-mnist", "--data strokes");
    assert_refused("fashion-mnist", path);
}

static void known_sets_are_listed_with_what_is_installed(void **state) {
    DatasetEntry entries[DATASET_KNOWN];
    setenv("FASHION_MNIST", scratch_path(*state, "nowhere"), 1);
    dataset_known(entries);
    assert_string_equal(entries[0].id, "fashion-mnist");
    assert_false(entries[0].installed);
    assert_contains(entries[0].hint, "apt install dataset-fashion-mnist");
    assert_string_equal(entries[1].id, "strokes");
    assert_true(entries[1].installed);
    write_fashion(*state, 10);
    dataset_known(entries);
    assert_true(entries[0].installed);
}

static void strokes_come_with_labels_and_true_factors(void **state) {
    (void)state;
    Dataset *dataset = open_or_fail("strokes");
    assert_int_equal(dataset->train.count, 60000);
    assert_int_equal(dataset->test.count, 10000);
    assert_int_equal(images_size(&dataset->train), 784);
    assert_int_equal(dataset->classes, 10);
    assert_string_equal(dataset->class_names[9], "9");
    assert_int_equal(dataset->factors, 6);
    assert_string_equal(dataset->factor_names[1], "thickness (px)");
    assert_string_equal(dataset->factor_names[5], "rotation (°)");
    for (uint32_t i = 0; i < 70000; i += 999) {
        StrokesFactors drawn = strokes_factors(1, i);
        uint8_t pixels[784];
        strokes_draw(&drawn, pixels);
        const Images *half = i < 60000 ? &dataset->train : &dataset->test;
        int place = (int)(i < 60000 ? i : i - 60000);
        const float *factors = (i < 60000 ? dataset->train_factors : dataset->test_factors) + place * 6;
        const float expected[6] = {drawn.slant, drawn.thickness, drawn.size, drawn.x, drawn.y, drawn.rotation};
        assert_memory_equal(images_pixels(half, place), pixels, 784);
        assert_int_equal(half->labels[place], drawn.digit);
        assert_memory_equal(factors, expected, sizeof expected);
    }
    dataset_release(dataset);
}

static void *retain_and_release(void *dataset) {
    for (int i = 0; i < 20000; i++)
        dataset_release(dataset_retain(dataset));
    dataset_release(dataset);
    return NULL;
}

// The sanitizers see a set that is freed early, twice or never.
static void the_last_of_many_references_frees(void **state) {
    Scratch *scratch = *state;
    write_images(scratch, "images-idx3-ubyte", 6, SIDE, 0);
    Dataset *dataset = open_or_fail(scratch_path(scratch, "images-idx3-ubyte"));
    assert_ptr_equal(dataset_retain(dataset), dataset);
    dataset_release(dataset);
    assert_int_equal(dataset->train.count, 5);
    pthread_t threads[4];
    for (int i = 0; i < 4; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, retain_and_release, dataset_retain(dataset)), 0);
    for (int i = 0; i < 4; i++)
        pthread_join(threads[i], NULL);
    assert_int_equal(dataset->train.count, 5);
    dataset_release(dataset);
    dataset_release(NULL);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, make_scratch, remove_scratch)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(a_folder_of_two_pairs_is_opened_plain_or_packed),
        TEST(either_image_file_of_a_set_opens_the_whole),
        TEST(of_a_single_half_every_sixth_image_is_held_out),
        TEST(labels_are_optional),
        TEST(labels_that_do_not_fit_the_images_are_refused),
        TEST(halves_that_do_not_fit_each_other_are_refused),
        TEST(a_broken_test_half_is_refused),
        TEST(of_two_broken_halves_the_training_half_is_told),
        TEST(too_few_images_to_hold_one_out_are_refused),
        TEST(a_folder_without_idx_files_is_refused),
        TEST(a_name_that_is_neither_id_nor_file_is_refused),
        TEST(fashion_mnist_has_its_names),
        TEST(another_set_in_the_place_of_fashion_mnist_is_refused),
        TEST(a_missing_fashion_mnist_says_how_to_get_it),
        TEST(known_sets_are_listed_with_what_is_installed),
        cmocka_unit_test(strokes_come_with_labels_and_true_factors),
        TEST(the_last_of_many_references_frees),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
