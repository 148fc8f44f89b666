// Folders of pictures: what is found, in which order, how it is labelled and split, what is left out and told. The
// decoder is the test's own: it takes a PNG header followed by a number of channels and plain pixels.
#include "dataset.h"
#include "file.h"
#include "image_fit.h"
#include "image_folder.h"
#include "image_size.h"
#include "png.h"
#include "scratch.h"
#include "test.h"

#include <sys/stat.h>

enum { HEADER = 33, MOST = 40 };

static bool decode_plain(const char *path, uint8_t **pixels, int *width, int *height, int *channels, Error *reason) {
    unsigned char *bytes;
    size_t size;
    ImageSize found;
    assert_true(file_read(path, 1 << 20, &bytes, &size, reason));
    assert_int_equal(image_size_parse(bytes, size, &found), IMAGE_SIZE_FOUND);
    *pixels = NULL;
    *width = found.width;
    *height = found.height;
    *channels = size > HEADER ? bytes[HEADER] : 0;
    size_t wanted = (size_t)found.width * (size_t)found.height * (size_t)*channels;
    bool ok = *channels > 0 && size == HEADER + 1 + wanted;
    if (ok) {
        *pixels = malloc(wanted);
        memcpy(*pixels, bytes + HEADER + 1, wanted);
    }
    free(bytes);
    return ok || error_set(reason, "cannot be decoded");
}

// One that lies about the size.
static bool decode_wrong(const char *path, uint8_t **pixels, int *width, int *height, int *channels, Error *reason) {
    bool ok = decode_plain(path, pixels, width, height, channels, reason);
    ++*width;
    return ok;
}

typedef struct Watch {
    double last;
    int told, asked, stop_at; // stop_at 0: never
} Watch;

static void watch_progress(void *context, double part) {
    Watch *watch = context;
    assert_true(part >= watch->last && part >= 0 && part <= 1);
    watch->last = part;
    watch->told++;
}

static bool watch_cancelled(void *context) {
    Watch *watch = context;
    return ++watch->asked == watch->stop_at;
}

static const DatasetOptions PLAIN = {.decode = decode_plain};

// Folders within the scratch folder; they are removed at the end with what is in them.
typedef struct Place {
    Scratch scratch;
    char root[256];
} Place;

static int make_place(void **state) {
    static Place place;
    scratch_init(&place.scratch);
    snprintf(place.root, sizeof place.root, "%s/photos", place.scratch.folder);
    mkdir(place.root, 0700);
    *state = &place;
    return 0;
}

static int remove_place(void **state) {
    Place *place = *state;
    char command[256];
    snprintf(command, sizeof command, "rm -rf '%s'", place->scratch.folder);
    return system(command); // NOLINT: a path of our own
}

static const char *in(Place *place, const char *name) {
    static char path[600];
    snprintf(path, sizeof path, "%s/%s", place->root, name);
    return path;
}

static void add_folder(Place *place, const char *name) {
    assert_int_equal(mkdir(in(place, name), 0700), 0);
}

static void add_bytes(Place *place, const char *name, const void *bytes, size_t size) {
    FILE *stream = fopen(in(place, name), "wb");
    assert_non_null(stream);
    assert_int_equal(fwrite(bytes, 1, size, stream), size);
    assert_int_equal(fclose(stream), 0);
}

// A picture of one value in every pixel and channel; its header says grey if it has one channel.
static void add_picture(Place *place, const char *name, int width, int height, int channels, int value) {
    size_t size = (size_t)(width * height * channels);
    unsigned char *bytes = malloc(HEADER + 1 + size);
    png_put_header(bytes, (uint32_t)width, (uint32_t)height, channels < 3 ? 0 : 2);
    bytes[HEADER] = (unsigned char)channels;
    memset(bytes + HEADER + 1, value, size);
    add_bytes(place, name, bytes, HEADER + 1 + size);
    free(bytes);
}

// Pictures 0 … count - 1 of that value, named so that their order is that of their numbers.
static void add_pictures(Place *place, const char *format, int count, int side, int channels) {
    for (int i = 0; i < count; i++) {
        char name[64];
        snprintf(name, sizeof name, format, i);
        add_picture(place, name, side, side, channels, i);
    }
}

static Dataset *open_or_fail(const char *name, const DatasetOptions *options) {
    Error error = {""};
    Dataset *dataset = dataset_open(name, options, &error);
    if (!dataset)
        fail_msg("%s", error.text);
    return dataset;
}

static void assert_refused(const char *name, const DatasetOptions *options, const char *reason) {
    Error error = {""};
    assert_null(dataset_open(name, options, &error));
    assert_contains(error.text, reason);
}

static void assert_shape(const Images *images, int count, int channels, int side) {
    assert_int_equal(images->count, count);
    assert_int_equal(images->channels, channels);
    assert_int_equal(images->height, side);
    assert_int_equal(images->width, side);
}

// Image `index` of the whole, before the split.
static int value_at(const Dataset *dataset, int index) {
    bool held = index % 6 == 5;
    return *images_pixels(held ? &dataset->test : &dataset->train, held ? index / 6 : index - index / 6);
}

static int label_at(const Dataset *dataset, int index) {
    bool held = index % 6 == 5;
    return held ? dataset->test.labels[index / 6] : dataset->train.labels[index - index / 6];
}

static void pictures_without_subfolders_have_no_labels(void **state) {
    Place *place = *state;
    add_pictures(place, "%02d.png", 13, 8, 1);
    Dataset *dataset = open_or_fail(place->root, &PLAIN);
    assert_shape(&dataset->train, 11, 1, 8);
    assert_shape(&dataset->test, 2, 1, 8);
    assert_null(dataset->train.labels);
    assert_null(dataset->test.labels);
    assert_int_equal(dataset->classes, 0);
    for (int i = 0; i < 13; i++)
        assert_int_equal(value_at(dataset, i), i);
    assert_string_equal(dataset->note, "");
    assert_string_equal(dataset->title, "photos");
    assert_string_equal(dataset->id, place->root);
    dataset_release(dataset);
}

static void subfolders_are_classes_by_name_and_base_names_the_order(void **state) {
    Place *place = *state;
    static const char *const folders[] = {"zebra", "Ant", "bee"};
    for (int i = 0; i < 3; i++)
        add_folder(place, folders[i]);
    for (int i = 0; i < 12; i++) {
        char name[64];
        snprintf(name, sizeof name, "%s/%02d.png", folders[i % 3], i);
        add_picture(place, name, 5, 5, 3, i);
    }
    // the same base name twice: then by path
    add_picture(place, "zebra/99.png", 5, 5, 3, 101);
    add_picture(place, "Ant/99.png", 5, 5, 3, 100);
    Dataset *dataset = open_or_fail(place->root, &PLAIN);
    assert_shape(&dataset->train, 12, 3, 5);
    assert_int_equal(dataset->classes, 3);
    assert_string_equal(dataset->class_names[0], "Ant");
    assert_string_equal(dataset->class_names[1], "bee");
    assert_string_equal(dataset->class_names[2], "zebra");
    static const int classes[] = {2, 0, 1};
    for (int i = 0; i < 12; i++) {
        assert_int_equal(value_at(dataset, i), i);
        assert_int_equal(label_at(dataset, i), classes[i % 3]);
    }
    assert_int_equal(value_at(dataset, 12), 100);
    assert_int_equal(value_at(dataset, 13), 101);
    dataset_release(dataset);
}

static void what_is_no_picture_is_left_out_counted_and_named(void **state) {
    Place *place = *state;
    add_folder(place, "a");
    add_folder(place, "a/deep");
    add_folder(place, "texts"); // no class, since no picture is in it
    add_folder(place, ".hidden");
    add_pictures(place, "a/%02d.png", 7, 6, 1);
    add_picture(place, "a/deep/00.png", 6, 6, 1, 0);
    add_picture(place, ".hidden/00.png", 6, 6, 1, 0);
    add_bytes(place, "a/.hidden.png", "", 0);
    add_bytes(place, "a/notes.txt", "hello", 5);
    add_bytes(place, "texts/more.txt", "hello", 5);
    unsigned char header[64];
    add_bytes(place, "a/03-broken.png", header, png_put_header(header, 6, 6, 0));
    add_bytes(place, "a/huge.png", header, png_put_header(header, 100000, 6, 0));
    Dataset *dataset = open_or_fail(place->root, &PLAIN);
    assert_shape(&dataset->train, 6, 1, 6);
    for (int i = 0; i < 7; i++)
        assert_int_equal(value_at(dataset, i), i); // no gap where 03-broken.png was
    assert_int_equal(dataset->classes, 1);
    assert_string_equal(dataset->note, "Skipped 5 of 12 files: a/deep (a folder in a subfolder), a/huge.png (100000×6 "
                                       "pixels are too many), texts/more.txt (not a PNG or JPEG picture) and 2 more.");
    dataset_release(dataset);
}

static void a_long_name_keeps_the_note_within_its_size(void **state) {
    Place *place = *state;
    add_pictures(place, "%02d.png", 6, 4, 1);
    for (int i = 0; i < 5; i++) {
        char name[256];
        snprintf(name, sizeof name, "%d%0240d", i, 0);
        add_bytes(place, name, "x", 1);
    }
    Dataset *dataset = open_or_fail(place->root, &PLAIN);
    assert_contains(dataset->note, "Skipped 5 of 11 files: 0000");
    assert_contains(dataset->note, " more.");
    dataset_release(dataset);
}

static void pictures_beside_subfolders_take_the_classes_away(void **state) {
    Place *place = *state;
    add_folder(place, "a");
    add_pictures(place, "a/%02d.png", 6, 4, 1);
    add_picture(place, "cover.png", 4, 4, 1, 50);
    Dataset *dataset = open_or_fail(place->root, &PLAIN);
    assert_int_equal(dataset->classes, 0);
    assert_null(dataset->train.labels);
    assert_int_equal(dataset->train.count + dataset->test.count, 7);
    assert_string_equal(dataset->note, "No classes, since cover.png lies beside the subfolders.");
    dataset_release(dataset);
}

static void side_and_colour_come_from_the_first_picture(void **state) {
    Place *place = *state;
    add_picture(place, "00.png", 90, 70, 1, 9);
    add_pictures(place, "1%d.png", 6, 10, 3);
    Dataset *dataset = open_or_fail(place->root, &PLAIN);
    assert_shape(&dataset->train, 6, 1, 64);
    dataset_release(dataset);
    add_picture(place, "00.png", 90, 20, 4, 9);
    dataset = open_or_fail(place->root, &PLAIN);
    assert_shape(&dataset->train, 6, 3, 20);
    dataset_release(dataset);
    add_picture(place, "00.png", 1, 20, 1, 9);
    dataset = open_or_fail(place->root, &PLAIN);
    assert_shape(&dataset->train, 6, 1, 4);
    dataset_release(dataset);
}

static void a_suffix_chooses_side_and_colour_and_stays_in_the_id(void **state) {
    Place *place = *state;
    static const struct {
        const char *suffix;
        int channels, side;
    } cases[] = {{"@16", 3, 16},   {"@16,grey", 1, 16}, {"@4,rgb", 3, 4},
                 {"@grey", 1, 20}, {"@rgb", 3, 20},     {"@256", 3, 256}};
    add_pictures(place, "%02d.png", 6, 20, 3);
    for (int i = 0; i < 6; i++) {
        char name[300];
        snprintf(name, sizeof name, "%s/../photos%s", place->root, cases[i].suffix);
        Dataset *dataset = open_or_fail(name, &PLAIN);
        assert_shape(&dataset->test, 1, cases[i].channels, cases[i].side);
        assert_int_equal(*images_pixels(&dataset->test, 0), 5);
        snprintf(name, sizeof name, "%s%s", place->root, cases[i].suffix);
        assert_string_equal(dataset->id, name);
        Dataset *again = open_or_fail(dataset->id, &PLAIN);
        assert_string_equal(again->id, name);
        dataset_release(again);
        dataset_release(dataset);
    }
}

static void another_suffix_is_refused(void **state) {
    Place *place = *state;
    static const char *const suffixes[] = {
        "@",    "@3",   "@257", "@16,",      "@16,blue",          "@,grey", "@grey,16", "@grey,",
        "@16 ", "@1e1", "@-16", "@16,grey,", "@00000000000000016"};
    add_pictures(place, "%02d.png", 6, 20, 3);
    for (int i = 0; i < 13; i++) {
        char name[300];
        snprintf(name, sizeof name, "%s%s", place->root, suffixes[i]);
        assert_refused(name, &PLAIN, "expected @SIDE from 4 to 256");
    }
}

static void a_folder_with_an_at_in_its_name_opens(void **state) {
    Place *place = *state;
    add_folder(place, "me@16");
    add_pictures(place, "me@16/%02d.png", 6, 20, 3);
    Dataset *dataset = open_or_fail(in(place, "me@16"), &PLAIN);
    assert_shape(&dataset->test, 1, 3, 20);
    dataset_release(dataset);
    dataset = open_or_fail(in(place, "me@16@8,grey"), &PLAIN);
    assert_shape(&dataset->test, 1, 1, 8);
    dataset_release(dataset);
}

static void pictures_are_fitted_as_image_fit_does(void **state) {
    Place *place = *state;
    enum { WIDTH = 9, HEIGHT = 7, SIZE = WIDTH * HEIGHT * 3 };
    unsigned char bytes[HEADER + 1 + SIZE];
    png_put_header(bytes, WIDTH, HEIGHT, 2);
    bytes[HEADER] = 3;
    for (int i = 0; i < SIZE; i++)
        bytes[HEADER + 1 + i] = (unsigned char)(i * 37);
    for (int i = 0; i < 6; i++)
        add_bytes(place, (const char[]){(char)('a' + i), 0}, bytes, sizeof bytes);
    char name[300];
    snprintf(name, sizeof name, "%s@5", place->root);
    Dataset *dataset = open_or_fail(name, &PLAIN);
    uint8_t expected[75];
    image_fit(bytes + HEADER + 1, WIDTH, HEIGHT, 3, 5, 5, 3, expected);
    assert_memory_equal(images_pixels(&dataset->test, 0), expected, sizeof expected);
    dataset_release(dataset);
}

static void empty_small_and_broken_folders_are_refused(void **state) {
    Place *place = *state;
    assert_refused(place->root, &PLAIN, "expected at least 6 PNG or JPEG pictures");
    assert_refused(place->root, &PLAIN, "found 0");
    add_pictures(place, "%02d.png", 5, 4, 1);
    add_bytes(place, "notes.txt", "hello", 5);
    assert_refused(place->root, &PLAIN, "found 5. Skipped 1 of 6 files: notes.txt (not a PNG or JPEG picture).");
    add_picture(place, "05.png", 4, 4, 1, 5);
    dataset_release(open_or_fail(place->root, &PLAIN));
    assert_refused(place->root, &(DatasetOptions){.decode = decode_wrong}, "found 0. Skipped 7 of 7 files: ");
    assert_refused(place->root, &(DatasetOptions){.decode = decode_wrong}, "5×4 pixels instead of 4×4");
    assert_refused(place->root, NULL, "pictures cannot be decoded here");
    assert_refused(place->root, &(DatasetOptions){0}, "pictures cannot be decoded here");
    assert_refused(in(place, "00.png"), &PLAIN, "found one picture");
}

static void more_than_256_classes_are_refused(void **state) {
    Place *place = *state;
    char name[64];
    for (int i = 0; i <= 256; i++) {
        snprintf(name, sizeof name, "%03d", i);
        add_folder(place, name);
        snprintf(name, sizeof name, "%03d/0.png", i);
        add_picture(place, name, 4, 4, 1, i);
    }
    assert_refused(place->root, &PLAIN, "expected at most 256 subfolders with pictures, one a class, found 257");
    remove(in(place, "100/0.png"));
    Dataset *dataset = open_or_fail(place->root, &PLAIN);
    assert_int_equal(dataset->classes, 256);
    assert_string_equal(dataset->class_names[100], "101");
    dataset_release(dataset);
}

static void a_long_class_name_is_cut_between_characters(void **state) {
    Place *place = *state;
    add_folder(place, "Wintermützen und Handschuhe äöüß");
    add_pictures(place, "Wintermützen und Handschuhe äöüß/%02d.png", 6, 4, 1);
    Dataset *dataset = open_or_fail(place->root, &PLAIN);
    assert_string_equal(dataset->class_names[0], "Wintermützen und Handschuhe ä");
    dataset_release(dataset);
}

// Only headers exist: the refusal comes before any memory is asked for.
static void more_than_two_gibibytes_are_refused(void **state) {
    Place *place = *state;
    unsigned char header[64];
    size_t size = png_put_header(header, 300, 300, 2);
    enum { FITTING = (1 << 30) / (256 * 256 * 3) * 2 };
    add_bytes(place, "0.png", header, size);
    for (int i = 1; i <= FITTING + 1; i++) { // one file under many names
        char from[600], name[32];
        snprintf(name, sizeof name, "%d.png", i);
        snprintf(from, sizeof from, "%s", in(place, "0.png"));
        assert_int_equal(link(from, in(place, name)), 0);
    }
    char name[300];
    snprintf(name, sizeof name, "%s@256", place->root);
    assert_refused(name, &PLAIN, "expected at most 2 GiB of pixels, found 10924 pictures of 3×256×256");
    assert_refused(name, &PLAIN, "photos@128 makes them smaller");
}

static void progress_rises_and_a_cancelled_load_stops(void **state) {
    Place *place = *state;
    enum { COUNT = 20 };
    add_pictures(place, "%02d.png", COUNT, 4, 1);
    Watch watch = {0};
    DatasetOptions options = {decode_plain, watch_progress, watch_cancelled, &watch};
    dataset_release(open_or_fail(place->root, &options));
    assert_int_equal(watch.told, 2 * COUNT);
    assert_true(watch.last > 0.9);
    int asked = watch.asked;
    for (int stop = 1; stop <= asked; stop++) {
        watch = (Watch){.stop_at = stop};
        assert_refused(place->root, &options, "loading was stopped");
        assert_int_equal(watch.asked, stop);
    }
}

static void idx_files_go_before_pictures_and_pictures_may_be_called_train_images(void **state) {
    Place *place = *state;
    add_folder(place, "train-images");
    add_pictures(place, "train-images-%02d.png", 6, 4, 1);
    Dataset *dataset = open_or_fail(place->root, &PLAIN);
    assert_int_equal(dataset->test.count, 1);
    dataset_release(dataset);
    add_bytes(place, "train-images-idx3-ubyte", "\0\0\x08\x03\0\0", 6);
    assert_refused(place->root, &PLAIN, "train-images-idx3-ubyte: expected");
    char name[300];
    snprintf(name, sizeof name, "%s@8", place->root);
    dataset_release(open_or_fail(name, &PLAIN)); // what asks for a side asks for pictures
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(pictures_without_subfolders_have_no_labels, make_place, remove_place),
        cmocka_unit_test_setup_teardown(subfolders_are_classes_by_name_and_base_names_the_order, make_place,
                                        remove_place),
        cmocka_unit_test_setup_teardown(what_is_no_picture_is_left_out_counted_and_named, make_place, remove_place),
        cmocka_unit_test_setup_teardown(a_long_name_keeps_the_note_within_its_size, make_place, remove_place),
        cmocka_unit_test_setup_teardown(pictures_beside_subfolders_take_the_classes_away, make_place, remove_place),
        cmocka_unit_test_setup_teardown(side_and_colour_come_from_the_first_picture, make_place, remove_place),
        cmocka_unit_test_setup_teardown(a_suffix_chooses_side_and_colour_and_stays_in_the_id, make_place, remove_place),
        cmocka_unit_test_setup_teardown(another_suffix_is_refused, make_place, remove_place),
        cmocka_unit_test_setup_teardown(a_folder_with_an_at_in_its_name_opens, make_place, remove_place),
        cmocka_unit_test_setup_teardown(pictures_are_fitted_as_image_fit_does, make_place, remove_place),
        cmocka_unit_test_setup_teardown(empty_small_and_broken_folders_are_refused, make_place, remove_place),
        cmocka_unit_test_setup_teardown(more_than_256_classes_are_refused, make_place, remove_place),
        cmocka_unit_test_setup_teardown(a_long_class_name_is_cut_between_characters, make_place, remove_place),
        cmocka_unit_test_setup_teardown(more_than_two_gibibytes_are_refused, make_place, remove_place),
        cmocka_unit_test_setup_teardown(progress_rises_and_a_cancelled_load_stops, make_place, remove_place),
        cmocka_unit_test_setup_teardown(idx_files_go_before_pictures_and_pictures_may_be_called_train_images,
                                        make_place, remove_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
