// The safetensors reader takes well-formed files exactly and refuses every malformed one with its reason.
#include "safetensors.h"
#include "scratch.h"
#include "test.h"
#include "whole_file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// A file with this header and `values` bytes after it, counting up; in memory the caller frees.
static unsigned char *make(const char *header, size_t values, size_t *size) {
    size_t length = strlen(header);
    *size = 8 + length + values;
    unsigned char *bytes = malloc(*size);
    for (int i = 0; i < 8; i++)
        bytes[i] = (unsigned char)((uint64_t)length >> 8 * i);
    memcpy(bytes + 8, header, length);
    for (size_t i = 0; i < values; i++)
        bytes[8 + length + i] = (unsigned char)i;
    return bytes;
}

static void refuse_bytes(unsigned char *bytes, size_t size, const char *reason) {
    unsigned char *copy = malloc(size + 1);
    memcpy(copy, bytes, size);
    Tensors tensors;
    Error error = {0};
    assert_false(safetensors_parse(bytes, size, "bad.safetensors", &tensors, &error));
    if (!strstr(error.text, reason) || !strstr(error.text, "bad.safetensors"))
        fail_msg("'%s' does not say '%s'", error.text, reason);
    assert_memory_equal(bytes, copy, size);
    assert_int_equal(tensors.count, 0);
    assert_int_equal(tensors.metadata_count, 0);
    assert_null(tensors.storage);
    free(copy);
    free(bytes);
}

static void refuse(const char *header, size_t values, const char *reason) {
    size_t size;
    unsigned char *bytes = make(header, values, &size);
    refuse_bytes(bytes, size, reason);
}

static void values_shapes_and_metadata_are_read(void **state) {
    (void)state;
    size_t size;
    unsigned char *bytes = make("{\"__metadata__\":{\"a\":\"b\\n\\u00e9\"},"
                                "\"w\":{\"dtype\":\"F32\",\"shape\":[2,3],\"data_offsets\":[8,32]},"
                                "\"d\":{\"dtype\":\"F64\",\"shape\":[1],\"data_offsets\":[0,8]}}   ",
                                32, &size);
    Tensors tensors;
    Error error = {0};
    if (!safetensors_parse(bytes, size, "x", &tensors, &error))
        fail_msg("%s", error.text);
    const Tensor *w = tensors_find(&tensors, "w"), *d = tensors_find(&tensors, "d");
    assert_int_equal(tensors.count, 2);
    assert_int_equal(w->type, TENSOR_F32);
    assert_int_equal(w->dimensions, 2);
    assert_int_equal(w->sizes[0], 2);
    assert_int_equal(w->sizes[1], 3);
    assert_int_equal(tensor_count(w), 6);
    assert_int_equal(tensor_bytes(w), 24);
    assert_int_equal(((const unsigned char *)w->values)[0], 8);
    assert_int_equal(((const unsigned char *)d->values)[7], 7);
    assert_int_equal(tensor_bytes(d), 8);
    assert_string_equal(tensors_metadata(&tensors, "a"), "b\n\u00e9");
    assert_null(tensors_metadata(&tensors, "b"));
    assert_null(tensors_find(&tensors, "x"));
    tensors_finish(&tensors);
    tensors_finish(&tensors); // zeroed by the first
}

static void values_are_aligned_whatever_the_length_of_the_header(void **state) {
    (void)state;
    for (int padding = 0; padding < 9; padding++) {
        char header[128];
        snprintf(header, sizeof header, "{\"d\":{\"dtype\":\"F64\",\"shape\":[1],\"data_offsets\":[0,8]}}%*s", padding,
                 "");
        size_t size;
        unsigned char *bytes = make(header, 8, &size);
        Tensors tensors;
        assert_true(safetensors_parse(bytes, size, "x", &tensors, NULL));
        assert_int_equal((uintptr_t)tensors.tensor[0].values % 8, 0);
        assert_int_equal(((const unsigned char *)tensors.tensor[0].values)[3], 3);
        tensors_finish(&tensors);
    }
}

static void a_file_without_tensors_is_read(void **state) {
    (void)state;
    size_t size;
    unsigned char *bytes = make("{}", 0, &size);
    Tensors tensors;
    assert_true(safetensors_parse(bytes, size, "x", &tensors, NULL));
    assert_int_equal(tensors.count, 0);
    tensors_finish(&tensors);
}

static void short_and_foreign_files_are_refused(void **state) {
    (void)state;
    refuse_bytes(calloc(1, 7), 7, "only 7 bytes");
    refuse_bytes(calloc(1, 1), 0, "only 0 bytes");
    refuse_bytes((unsigned char *)strdup("PK\3\4abcdefgh"), 12, "zip archive");
}

static void a_header_of_4_gb_is_refused_without_allocating_it(void **state) {
    (void)state;
    unsigned char *bytes = calloc(1, 64);
    bytes[4] = 1;
    refuse_bytes(bytes, 64, "4294967296 bytes, but only 56 follow");
    bytes = calloc(1, 64);
    memset(bytes, 0xFF, 8);
    refuse_bytes(bytes, 64, "18446744073709551615 bytes");
    bytes = calloc(1, 64);
    bytes[0] = 57; // one byte more than follow
    refuse_bytes(bytes, 64, "57 bytes, but only 56 follow");
}

static void a_header_beyond_the_limit_is_refused(void **state) {
    (void)state;
    size_t length = (1 << 20) + 1;
    unsigned char *bytes = calloc(1, 8 + length);
    for (int i = 0; i < 8; i++)
        bytes[i] = (unsigned char)((uint64_t)length >> 8 * i);
    refuse_bytes(bytes, 8 + length, "at most 1048576");
}

static void a_truncated_file_is_refused_at_every_length(void **state) {
    (void)state;
    size_t size;
    unsigned char *whole = make("{\"__metadata__\":{\"k\":\"v\"},"
                                "\"a\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,12]},"
                                "\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[12,16]}}",
                                16, &size);
    for (size_t length = 0; length < size; length++) {
        unsigned char *part = malloc(length + 1);
        memcpy(part, whole, length);
        refuse_bytes(part, length, "");
    }
    free(whole);
}

static void bad_json_is_refused(void **state) {
    (void)state;
    refuse("", 0, "not valid JSON");
    refuse("{\"a\":", 0, "not valid JSON");
    refuse("{} x", 0, "not valid JSON");
    refuse("{\"\xff\":1}", 0, "not valid JSON");
    refuse("[]", 0, "not a JSON object");
}

static void duplicate_names_are_refused(void **state) {
    (void)state;
    refuse("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},"
           "\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}",
           8, "names something twice");
    refuse("{\"__metadata__\":{\"k\":\"1\",\"k\":\"2\"}}", 0, "names something twice");
}

static void metadata_that_is_not_text_is_refused(void **state) {
    (void)state;
    refuse("{\"__metadata__\":[]}", 0, "not an object");
    refuse("{\"__metadata__\":{\"ok\":\"fine\",\"k\":1}}", 0, "'k' in __metadata__ is not a text");
    refuse("{\"__metadata__\":{\"k2345678901234567890123456789012\":\"v\"}}", 0, "longer than 31");
}

static void too_much_metadata_is_refused(void **state) {
    (void)state;
    char header[2048] = "{\"__metadata__\":{", *end = header + strlen(header);
    for (int i = 0; i <= TENSORS_MAX_METADATA; i++)
        end += sprintf(end, "%s\"k%d\":\"v\"", i ? "," : "", i);
    strcpy(end, "}}");
    refuse(header, 0, "more than 32 entries");
}

static void too_many_tensors_are_refused(void **state) {
    (void)state;
    char *header = malloc(100 * (TENSORS_MAX + 2)), *end = header;
    for (int i = 0; i <= TENSORS_MAX; i++)
        end += sprintf(end, "%c\"t%d\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[%d,%d]}", i ? ',' : '{', i,
                       4 * i, 4 * i + 4);
    strcpy(end, "}");
    refuse(header, 4 * (TENSORS_MAX + 1), "more than 512 tensors");
    free(header);
}

static void tensors_that_are_not_described_are_refused(void **state) {
    (void)state;
    refuse("{\"a\":1}", 0, "needs dtype, shape and data_offsets");
    refuse("{\"a\":{\"dtype\":\"F32\",\"shape\":[1]}}", 0, "needs dtype, shape and data_offsets");
    refuse("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4],\"more\":1}}", 4, "nothing else");
    refuse("{\"a\":{\"dtypo\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}", 4, "dtype");
    refuse("{\"a23456789012345678901234567890123456789012345678901234567890abcd\":{}}", 0, "longer than 63");
}

static void other_dtypes_are_refused(void **state) {
    (void)state;
    refuse("{\"a\":{\"dtype\":\"BF16\",\"shape\":[1],\"data_offsets\":[0,2]}}", 2, "'BF16'; expected F32 or F64");
    refuse("{\"a\":{\"dtype\":32,\"shape\":[1],\"data_offsets\":[0,4]}}", 4, "expected F32 or F64");
}

static void shapes_without_dimensions_or_values_are_refused(void **state) {
    (void)state;
    refuse("{\"a\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[0,4]}}", 4, "0 dimensions");
    refuse("{\"a\":{\"dtype\":\"F32\",\"shape\":4,\"data_offsets\":[0,4]}}", 4, "0 dimensions");
    refuse("{\"a\":{\"dtype\":\"F32\",\"shape\":[1,1,1,1,1],\"data_offsets\":[0,4]}}", 4, "5 dimensions");
    refuse("{\"a\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[0,0]}}", 0, "size in its shape");
    refuse("{\"a\":{\"dtype\":\"F32\",\"shape\":[-1],\"data_offsets\":[0,4]}}", 4, "size in its shape");
    refuse("{\"a\":{\"dtype\":\"F32\",\"shape\":[1.0],\"data_offsets\":[0,4]}}", 4, "size in its shape");
    refuse("{\"a\":{\"dtype\":\"F32\",\"shape\":[4294967297],\"data_offsets\":[0,4]}}", 4, "size in its shape");
    refuse("{\"a\":{\"dtype\":\"F32\",\"shape\":[99999999999999999999],\"data_offsets\":[0,4]}}", 4, "JSON");
}

static void shapes_whose_product_overflows_are_refused(void **state) {
    (void)state;
    refuse("{\"a\":{\"dtype\":\"F32\",\"shape\":[65536,65536,65536,65536],\"data_offsets\":[0,4]}}", 4,
           "size in its shape");
    refuse("{\"a\":{\"dtype\":\"F32\",\"shape\":[2147483647,2147483647],\"data_offsets\":[0,4]}}", 4,
           "size in its shape");
}

static void offsets_that_are_not_two_numbers_are_refused(void **state) {
    (void)state;
    refuse("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0]}}", 4, "two numbers");
    refuse("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4,8]}}", 4, "two numbers");
    refuse("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[\"0\",4]}}", 4, "two numbers");
    refuse("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4.0]}}", 4, "two numbers");
}

static void offsets_outside_the_file_are_refused(void **state) {
    (void)state;
    refuse("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}", 4, "outside the 4");
    refuse("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[-4,0]}}", 4, "outside");
    refuse("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,0]}}", 4, "outside");
    refuse("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,9223372036854775807]}}", 4, "outside");
}

static void bytes_that_do_not_fit_the_shape_are_refused(void **state) {
    (void)state;
    refuse("{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]}}", 8, "4 bytes; its shape needs 8");
    refuse("{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,7]}}", 8, "7 bytes; its shape needs 8");
}

static void offsets_that_are_no_multiple_are_refused(void **state) {
    (void)state;
    refuse("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[2,6]}}", 6, "no multiple of 4");
    refuse("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},"
           "\"b\":{\"dtype\":\"F64\",\"shape\":[1],\"data_offsets\":[4,12]}}",
           12, "no multiple of 8");
}

static void overlaps_are_refused(void **state) {
    (void)state;
    refuse("{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},"
           "\"b\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[4,12]}}",
           12, "overlaps");
    refuse("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},"
           "\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}",
           4, "overlaps");
}

static void gaps_are_refused(void **state) {
    (void)state;
    refuse("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}", 8, "4 unused bytes before");
    refuse("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[8,12]},"
           "\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}",
           12, "4 unused bytes before tensor 'a'");
    refuse("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}", 9, "5 unused bytes after");
    refuse("{}", 1, "1 unused bytes after");
}

// Two tensors of odd sizes, in the order that would leave the doubles unaligned, and two texts.
static Tensors example(void) {
    static const float floats[] = {1, -2.5f, 3};
    static const double doubles[] = {0.1, -1e300};
    Tensors tensors = {.count = 2, .metadata_count = 2};
    tensors.tensor[0] =
        (Tensor){.name = "encoder.0.bias", .type = TENSOR_F32, .dimensions = 1, .sizes = {3}, .values = floats};
    tensors.tensor[1] =
        (Tensor){.name = "history", .type = TENSOR_F64, .dimensions = 2, .sizes = {2, 1}, .values = doubles};
    static char text[] = "two\nlines, \"quoted\", 18446744073709551615", empty[] = "";
    tensors.metadata[0] = (Metadata){"model", text};
    tensors.metadata[1] = (Metadata){"empty", empty};
    return tensors;
}

static void what_is_saved_is_loaded_bit_for_bit(void **state) {
    (void)state;
    Scratch scratch;
    scratch_init(&scratch);
    const char *path = scratch_path(&scratch, "x.safetensors");
    Tensors saved = example(), loaded;
    Error error = {0};
    if (!safetensors_save(path, &saved, &error) || !safetensors_load(path, &loaded, &error))
        fail_msg("%s", error.text);
    assert_int_equal(loaded.count, 2);
    for (int i = 0; i < 2; i++) {
        const Tensor *tensor = tensors_find(&loaded, saved.tensor[i].name);
        assert_non_null(tensor);
        assert_int_equal(tensor->type, saved.tensor[i].type);
        assert_int_equal(tensor->dimensions, saved.tensor[i].dimensions);
        assert_memory_equal(tensor->sizes, saved.tensor[i].sizes, sizeof tensor->sizes);
        assert_memory_equal(tensor->values, saved.tensor[i].values, tensor_bytes(tensor));
        assert_string_equal(tensors_metadata(&loaded, saved.metadata[i].key), saved.metadata[i].value);
    }
    tensors_finish(&loaded);
    scratch_finish(&scratch);
}

static void values_in_a_saved_file_start_at_a_multiple_of_8(void **state) {
    (void)state;
    Scratch scratch;
    scratch_init(&scratch);
    char text[] = "xxxxxxxx";
    for (size_t length = 0; length <= 8; length++) {
        Tensors tensors = {.metadata_count = 1, .metadata = {{"k", text + 8 - length}}};
        assert_true(safetensors_save(scratch_path(&scratch, "x"), &tensors, NULL));
        size_t size;
        unsigned char *bytes = whole_file(scratch_path(&scratch, "x"), &size);
        assert_int_equal(size % 8, 0);
        assert_int_equal(bytes[0], size - 8);
        free(bytes);
    }
    scratch_finish(&scratch);
}

static void text_that_is_not_utf8_is_not_written(void **state) {
    (void)state;
    Scratch scratch;
    scratch_init(&scratch);
    const char *path = scratch_path(&scratch, "x.safetensors");
    Tensors tensors = example();
    char latin[] = "caf\xe9";
    tensors.metadata[1].value = latin;
    Error error = {0};
    assert_false(safetensors_save(path, &tensors, &error));
    assert_contains(error.text, "UTF-8");
    tensors = example();
    strcpy(tensors.tensor[0].name, latin);
    assert_false(safetensors_save(path, &tensors, &error));
    assert_int_equal(scratch_entries(&scratch, 0), 0);
    scratch_finish(&scratch);
}

static void a_missing_file_or_folder_is_named(void **state) {
    (void)state;
    Tensors tensors;
    Error error = {0};
    assert_false(safetensors_load("no-such-folder/x.safetensors", &tensors, &error));
    assert_contains(error.text, "no-such-folder/x.safetensors");
    tensors = example();
    assert_false(safetensors_save("no-such-folder/x.safetensors", &tensors, &error));
    assert_contains(error.text, "no-such-folder/x.safetensors");
}

static void a_malformed_file_on_disk_is_named(void **state) {
    (void)state;
    Scratch scratch;
    scratch_init(&scratch);
    scratch_write(&scratch, "x.safetensors", "nothing like it", 15);
    Tensors tensors;
    Error error = {0};
    const char *path = scratch_path(&scratch, "x.safetensors");
    assert_false(safetensors_load(path, &tensors, &error));
    assert_contains(error.text, path);
    scratch_finish(&scratch);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_shapes_and_metadata_are_read),
        cmocka_unit_test(values_are_aligned_whatever_the_length_of_the_header),
        cmocka_unit_test(a_file_without_tensors_is_read),
        cmocka_unit_test(short_and_foreign_files_are_refused),
        cmocka_unit_test(a_header_of_4_gb_is_refused_without_allocating_it),
        cmocka_unit_test(a_header_beyond_the_limit_is_refused),
        cmocka_unit_test(a_truncated_file_is_refused_at_every_length),
        cmocka_unit_test(bad_json_is_refused),
        cmocka_unit_test(duplicate_names_are_refused),
        cmocka_unit_test(metadata_that_is_not_text_is_refused),
        cmocka_unit_test(too_much_metadata_is_refused),
        cmocka_unit_test(too_many_tensors_are_refused),
        cmocka_unit_test(tensors_that_are_not_described_are_refused),
        cmocka_unit_test(other_dtypes_are_refused),
        cmocka_unit_test(shapes_without_dimensions_or_values_are_refused),
        cmocka_unit_test(shapes_whose_product_overflows_are_refused),
        cmocka_unit_test(offsets_that_are_not_two_numbers_are_refused),
        cmocka_unit_test(offsets_outside_the_file_are_refused),
        cmocka_unit_test(bytes_that_do_not_fit_the_shape_are_refused),
        cmocka_unit_test(offsets_that_are_no_multiple_are_refused),
        cmocka_unit_test(overlaps_are_refused),
        cmocka_unit_test(gaps_are_refused),
        cmocka_unit_test(what_is_saved_is_loaded_bit_for_bit),
        cmocka_unit_test(values_in_a_saved_file_start_at_a_multiple_of_8),
        cmocka_unit_test(text_that_is_not_utf8_is_not_written),
        cmocka_unit_test(a_missing_file_or_folder_is_named),
        cmocka_unit_test(a_malformed_file_on_disk_is_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
