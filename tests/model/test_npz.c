// The archives that npz_save writes are laid out as the zip format says and hold .npy files.
#include "npy.h"
#include "safetensors.h"
#include "scratch.h"
#include "test.h"
#include "whole_file.h"

#include <stdlib.h>
#include <string.h>
#include <zlib.h>

static const float FLOATS[] = {1, -2.5f, 3, 4, 5, 6};
static const double DOUBLES[] = {0.1, -1e300, 3};

static Tensors example(void) {
    Tensors tensors = {.count = 2};
    tensors.tensor[0] =
        (Tensor){.name = "encoder.0.weight", .type = TENSOR_F32, .dimensions = 2, .sizes = {2, 3}, .values = FLOATS};
    tensors.tensor[1] =
        (Tensor){.name = "history.loss", .type = TENSOR_F64, .dimensions = 1, .sizes = {3}, .values = DOUBLES};
    return tensors;
}

static unsigned long number(const unsigned char *bytes, int width) {
    unsigned long result = 0;
    while (width-- > 0)
        result = result << 8 | bytes[width];
    return result;
}

static unsigned char *saved(Scratch *scratch, const Tensors *tensors, size_t *size) {
    scratch_init(scratch);
    Error error = {0};
    if (!npz_save(scratch_path(scratch, "x.npz"), tensors, &error))
        fail_msg("%s", error.text);
    return whole_file(scratch_path(scratch, "x.npz"), size);
}

// The member that entry `index` of the central directory points to: its bytes and size.
static const unsigned char *member(const unsigned char *bytes, size_t size, int index, const char *name,
                                   size_t *length) {
    const unsigned char *end = bytes + size - 22;
    assert_int_equal(number(end, 4), 0x06054b50);
    assert_int_equal(number(end + 16, 4) + number(end + 12, 4), size - 22);
    const unsigned char *entry = bytes + number(end + 16, 4);
    for (int i = 0; i < index; i++)
        entry += 46 + number(entry + 28, 2);
    assert_int_equal(number(entry, 4), 0x02014b50);
    assert_int_equal(number(entry + 28, 2), strlen(name));
    assert_memory_equal(entry + 46, name, strlen(name));
    const unsigned char *local = bytes + number(entry + 42, 4);
    assert_int_equal(number(local, 4), 0x04034b50);
    assert_memory_equal(local + 4, entry + 6, 26); // version to extra length: the same in both
    assert_memory_equal(local + 30, name, strlen(name));
    *length = number(local + 18, 4);
    assert_int_equal(*length, number(local + 22, 4));
    const unsigned char *content = local + 30 + strlen(name);
    assert_int_equal(number(local + 14, 4), crc32(0, content, (uInt)*length));
    return content;
}

static void members_are_npy_files_with_the_tensors_values(void **state) {
    (void)state;
    Scratch scratch;
    Tensors tensors = example();
    size_t size, length;
    unsigned char *bytes = saved(&scratch, &tensors, &size);
    NpyArray array;
    Error error = {0};
    const unsigned char *first = member(bytes, size, 0, "encoder.0.weight.npy", &length);
    if (!npy_parse(first, length, "first", &array, &error))
        fail_msg("%s", error.text);
    assert_int_equal(array.dimensions, 2);
    assert_int_equal(array.sizes[1], 3);
    assert_memory_equal(array.values, FLOATS, sizeof FLOATS);
    npy_finish(&array);
    const unsigned char *second = member(bytes, size, 1, "history.loss.npy", &length);
    assert_non_null(strstr((const char *)second + 10, "<f8"));
    assert_memory_equal(second + length - sizeof DOUBLES, DOUBLES, sizeof DOUBLES);
    assert_int_equal((length - sizeof DOUBLES) % 64, 0);
    free(bytes);
    scratch_finish(&scratch);
}

static void the_same_tensors_give_the_same_bytes(void **state) {
    (void)state;
    Scratch one, two;
    Tensors tensors = example();
    size_t size, size_again;
    unsigned char *bytes = saved(&one, &tensors, &size), *again = saved(&two, &tensors, &size_again);
    assert_int_equal(size, size_again);
    assert_memory_equal(bytes, again, size);
    free(bytes);
    free(again);
    scratch_finish(&one);
    scratch_finish(&two);
}

static void no_tensors_make_an_empty_archive(void **state) {
    (void)state;
    Scratch scratch;
    Tensors tensors = {0};
    size_t size;
    unsigned char *bytes = saved(&scratch, &tensors, &size);
    assert_int_equal(size, 22);
    free(bytes);
    scratch_finish(&scratch);
}

static void a_folder_that_is_not_there_is_named(void **state) {
    (void)state;
    Tensors tensors = example();
    Error error = {0};
    assert_false(npz_save("no-such-folder/x.npz", &tensors, &error));
    assert_contains(error.text, "no-such-folder/x.npz");
}

static void more_than_4_gib_is_refused_before_anything_is_written(void **state) {
    (void)state;
    Scratch scratch;
    scratch_init(&scratch);
    Tensors tensors = {.count = 3};
    for (int i = 0; i < 3; i++) // never read
        tensors.tensor[i] =
            (Tensor){.name = "w", .type = TENSOR_F64, .dimensions = 1, .sizes = {200000000}, .values = NULL};
    Error error = {0};
    assert_false(npz_save(scratch_path(&scratch, "x.npz"), &tensors, &error));
    assert_contains(error.text, "4 GiB");
    assert_int_equal(scratch_entries(&scratch, 0), 0);
    scratch_finish(&scratch);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(members_are_npy_files_with_the_tensors_values),
        cmocka_unit_test(the_same_tensors_give_the_same_bytes),
        cmocka_unit_test(no_tensors_make_an_empty_archive),
        cmocka_unit_test(more_than_4_gib_is_refused_before_anything_is_written),
        cmocka_unit_test(a_folder_that_is_not_there_is_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
