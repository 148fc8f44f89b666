// IDX files: what is whole is read, plain or packed; every fault is refused with a sentence that names it.
#include "idx.h"
#include "pack.h"
#include "scratch.h"
#include "test.h"

#include <string.h>

enum { COUNT = 20, HEIGHT = 5, WIDTH = 3, VALUES = COUNT * HEIGHT * WIDTH, HEADER = 16, CAPACITY = 4096 };

typedef struct Bytes {
    unsigned char at[CAPACITY];
    size_t size;
} Bytes;

static Bytes plain_file(void) {
    Bytes file = {.size = HEADER + VALUES};
    pack_header(file.at, 8, 3, (uint32_t[]){COUNT, HEIGHT, WIDTH});
    for (int i = 0; i < VALUES; i++)
        file.at[HEADER + i] = (unsigned char)(i * 7919 >> 3);
    return file;
}

static Bytes packed(const Bytes *plain) {
    Bytes file = {.size = 0};
    file.size = pack_gzip(plain->at, plain->size, file.at, CAPACITY);
    assert_true(file.size > 0);
    return file;
}

static void assert_read(const Bytes *file) {
    IdxArray array;
    Error error = {""};
    // A copy of the exact size lets the address sanitizer see a read past the end.
    unsigned char *copy = malloc(file->size);
    memcpy(copy, file->at, file->size);
    if (!idx_parse(copy, file->size, "good", IDX_IMAGES, &array, &error))
        fail_msg("%s", error.text);
    free(copy);
    Bytes plain = plain_file();
    assert_int_equal(array.dimensions, 3);
    assert_int_equal(array.sizes[0], COUNT);
    assert_int_equal(array.sizes[1], HEIGHT);
    assert_int_equal(array.sizes[2], WIDTH);
    assert_memory_equal(array.values, plain.at + HEADER, VALUES);
    idx_finish(&array);
    assert_null(array.values);
}

static void assert_refused(const unsigned char *bytes, size_t size, int dimensions, const char *reason) {
    IdxArray array;
    Error error = {""};
    unsigned char *copy = malloc(size + 1);
    memcpy(copy, bytes, size);
    bool ok = idx_parse(copy, size, "folder/bad-file", dimensions, &array, &error);
    free(copy);
    assert_false(ok);
    assert_null(array.values);
    assert_contains(error.text, "folder/bad-file: expected ");
    assert_contains(error.text, reason);
}

static void plain_images_are_read(void **state) {
    (void)state;
    Bytes file = plain_file();
    assert_read(&file);
}

static void packed_images_are_read(void **state) {
    (void)state;
    Bytes plain = plain_file(), file = packed(&plain);
    assert_read(&file);
}

static void a_gzip_file_of_several_members_is_read(void **state) {
    (void)state;
    Bytes plain = plain_file(), file = {.size = 0};
    const size_t cuts[] = {0, 3, 16, 100, 100, HEADER + VALUES}; // one member is empty
    for (int i = 0; i < 5; i++)
        file.size += pack_gzip(plain.at + cuts[i], cuts[i + 1] - cuts[i], file.at + file.size, CAPACITY - file.size);
    assert_read(&file);
}

static void labels_are_read(void **state) {
    (void)state;
    unsigned char file[12] = {0};
    pack_header(file, 8, 1, (uint32_t[]){4});
    memcpy(file + 8, "\0\11\377\1", 4);
    IdxArray array;
    assert_true(idx_parse(file, sizeof file, "labels", IDX_LABELS, &array, NULL));
    assert_int_equal(array.dimensions, 1);
    assert_int_equal(array.sizes[0], 4);
    assert_memory_equal(array.values, file + 8, 4);
    idx_finish(&array);
}

static void a_truncated_plain_file_is_refused_at_every_length(void **state) {
    (void)state;
    Bytes file = plain_file();
    for (size_t size = 1; size < file.size; size++)
        assert_refused(file.at, size, IDX_IMAGES, size < HEADER ? "found a file of" : "expected 300 bytes");
    assert_refused(file.at, file.size - 1, IDX_IMAGES, "(20 images of 5×3), found 299");
}

static void a_truncated_gzip_file_is_refused_at_every_length(void **state) {
    (void)state;
    Bytes plain = plain_file(), file = packed(&plain);
    for (size_t size = 2; size < file.size; size++)
        assert_refused(file.at, size, IDX_IMAGES, "it ends early");
}

static void truncated_labels_are_refused(void **state) {
    (void)state;
    unsigned char file[12] = {0};
    pack_header(file, 8, 1, (uint32_t[]){5});
    assert_refused(file, sizeof file, IDX_LABELS, "expected 5 bytes after the header (5 labels), found 4");
}

static void a_broken_gzip_checksum_is_refused(void **state) {
    (void)state;
    Bytes plain = plain_file(), file = packed(&plain);
    file.at[file.size - 8] ^= 1;
    assert_refused(file.at, file.size, IDX_IMAGES, "incorrect data check");
}

static void a_broken_gzip_length_is_refused(void **state) {
    (void)state;
    Bytes plain = plain_file(), file = packed(&plain);
    file.at[file.size - 4] ^= 1;
    assert_refused(file.at, file.size, IDX_IMAGES, "incorrect length check");
}

// A few bits mean nothing, such as those that fill up the last byte of the deflated data.
static void a_flipped_bit_in_gzip_data_never_changes_the_images(void **state) {
    (void)state;
    Bytes plain = plain_file(), file = packed(&plain);
    int harmless = 0;
    for (size_t bit = 10 * 8; bit < file.size * 8; bit++) { // after the header, which holds time and system
        IdxArray array;
        file.at[bit / 8] ^= (unsigned char)(1 << bit % 8);
        if (idx_parse(file.at, file.size, "flipped", IDX_IMAGES, &array, NULL)) {
            assert_memory_equal(array.values, plain.at + HEADER, VALUES);
            harmless++;
        }
        idx_finish(&array);
        file.at[bit / 8] ^= (unsigned char)(1 << bit % 8);
    }
    assert_in_range(harmless, 0, 16);
}

static void garbage_after_gzip_data_is_refused(void **state) {
    (void)state;
    Bytes plain = plain_file(), file = packed(&plain);
    memcpy(file.at + file.size, "garbage", 7);
    assert_refused(file.at, file.size + 7, IDX_IMAGES, "incorrect header check");
    assert_refused(file.at, file.size + 1, IDX_IMAGES, "damaged");
}

static void a_wrong_magic_is_refused(void **state) {
    (void)state;
    Bytes file = plain_file();
    file.at[0] = 0x89;
    assert_refused(file.at, file.size, IDX_IMAGES, "00 00 08 03, found 89 00 08 03");
}

static void a_wrong_type_byte_is_refused(void **state) {
    (void)state;
    Bytes file = plain_file();
    file.at[2] = 0x0d;
    assert_refused(file.at, file.size, IDX_IMAGES, "found type 0d");
}

static void labels_for_images_are_refused_and_the_reverse(void **state) {
    (void)state;
    Bytes file = plain_file();
    assert_refused(file.at, file.size, IDX_LABELS, "expected labels (1 dimension), found images (3)");
    file.at[3] = 1;
    assert_refused(file.at, file.size, IDX_IMAGES, "expected images (3 dimensions), found labels (1)");
}

static void sizes_that_do_not_multiply_to_the_file_are_refused(void **state) {
    (void)state;
    Bytes file = plain_file();
    file.at[11] = HEIGHT + 1;
    assert_refused(file.at, file.size, IDX_IMAGES, "expected 360 bytes after the header (20 images of 6×3), found 300");
    Bytes gzip = packed(&file);
    assert_refused(gzip.at, gzip.size, IDX_IMAGES, "expected 360 bytes");
    file.at[11] = HEIGHT - 1;
    assert_refused(file.at, file.size, IDX_IMAGES, "expected 240 bytes after the header (20 images of 4×3), found 300");
    gzip = packed(&file);
    assert_refused(gzip.at, gzip.size, IDX_IMAGES, "found at least 241");
}

static void sizes_out_of_range_are_refused(void **state) {
    (void)state;
    const struct {
        uint32_t sizes[3];
        const char *reason;
    } cases[] = {
        {{0, 5, 3}, "a count of 1 to 2147483647, found 0"}, {{0x80000000, 1, 1}, "found 2147483648"},
        {{1, 0, 3}, "an image side of 1 to 4096, found 0"}, {{1, 4097, 3}, "found 4097"},
        {{1, 3, 0xffffffff}, "found 4294967295"},           {{129, 4096, 4096}, "at most 2 GiB"},
        {{0x7fffffff, 4096, 4096}, "at most 2 GiB"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Bytes file = plain_file();
        pack_header(file.at, 8, 3, cases[i].sizes);
        assert_refused(file.at, file.size, IDX_IMAGES, cases[i].reason);
    }
}

// The reasons are those given before allocating; the fuzz target also limits memory.
static void a_header_that_promises_2_gib_takes_no_memory(void **state) {
    (void)state;
    Bytes file = plain_file();
    pack_header(file.at, 8, 3, (uint32_t[]){128, 4096, 4096});
    Bytes gzip = packed(&file);
    assert_refused(file.at, file.size, IDX_IMAGES, "expected 2147483648 bytes");
    assert_refused(gzip.at, gzip.size, IDX_IMAGES, "too small for them");
}

static void a_file_too_large_is_refused_unread(void **state) {
    (void)state;
    IdxArray array;
    Error error = {""};
    assert_false(idx_parse((const unsigned char *)"", (size_t)3 << 30, "large", IDX_IMAGES, &array, &error));
    assert_contains(error.text, "large: expected at most 2147549184 bytes, found 3221225472");
}

static void a_gzip_bomb_is_stopped_at_the_promised_size(void **state) {
    (void)state;
    size_t size = 64 << 20;
    unsigned char *content = calloc(1, size), *bomb = malloc(1 << 20);
    pack_header(content, 8, 3, (uint32_t[]){10, 10, 10});
    size_t length = pack_gzip(content, size, bomb, 1 << 20);
    assert_true(length > 0);
    free(content);
    assert_refused(bomb, length, IDX_IMAGES,
                   "expected 1000 bytes after the header (10 images of 10×10), found at least");
    free(bomb);
}

static void an_empty_file_is_refused(void **state) {
    (void)state;
    assert_refused((const unsigned char *)"", 0, IDX_IMAGES, "found an empty file");
    Bytes nothing = {.size = 0}, gzip = packed(&nothing);
    assert_refused(gzip.at, gzip.size, IDX_IMAGES, "found a file of 0");
}

static void files_are_read_and_missing_ones_named(void **state) {
    (void)state;
    Scratch scratch;
    scratch_init(&scratch);
    Bytes plain = plain_file(), file = packed(&plain);
    IdxArray array;
    Error error = {""};
    bool read = idx_read(scratch_write(&scratch, "images.gz", file.at, file.size), IDX_IMAGES, &array, &error);
    bool same = read && memcmp(array.values, plain.at + HEADER, VALUES) == 0;
    idx_finish(&array);
    bool missing = idx_read(scratch_path(&scratch, "missing-file"), IDX_IMAGES, &array, &error);
    bool folder = idx_read(scratch.folder, IDX_IMAGES, &array, NULL);
    scratch_finish(&scratch);
    assert_true(same);
    assert_false(missing);
    assert_false(folder);
    assert_contains(error.text, "missing-file");
    assert_null(array.values);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plain_images_are_read),
        cmocka_unit_test(packed_images_are_read),
        cmocka_unit_test(a_gzip_file_of_several_members_is_read),
        cmocka_unit_test(labels_are_read),
        cmocka_unit_test(a_truncated_plain_file_is_refused_at_every_length),
        cmocka_unit_test(a_truncated_gzip_file_is_refused_at_every_length),
        cmocka_unit_test(truncated_labels_are_refused),
        cmocka_unit_test(a_file_too_large_is_refused_unread),
        cmocka_unit_test(a_broken_gzip_checksum_is_refused),
        cmocka_unit_test(a_broken_gzip_length_is_refused),
        cmocka_unit_test(a_flipped_bit_in_gzip_data_never_changes_the_images),
        cmocka_unit_test(garbage_after_gzip_data_is_refused),
        cmocka_unit_test(a_wrong_magic_is_refused),
        cmocka_unit_test(a_wrong_type_byte_is_refused),
        cmocka_unit_test(labels_for_images_are_refused_and_the_reverse),
        cmocka_unit_test(sizes_that_do_not_multiply_to_the_file_are_refused),
        cmocka_unit_test(sizes_out_of_range_are_refused),
        cmocka_unit_test(a_header_that_promises_2_gib_takes_no_memory),
        cmocka_unit_test(a_gzip_bomb_is_stopped_at_the_promised_size),
        cmocka_unit_test(an_empty_file_is_refused),
        cmocka_unit_test(files_are_read_and_missing_ones_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
