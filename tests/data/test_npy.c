// .npy files: what is saved is read back, what NumPy writes is read, and nothing else.
#include "npy.h"
#include "scratch.h"
#include "test.h"

#include <math.h>
#include <string.h>

enum { CAPACITY = 1024 };

// A file of version 1.0 with this dict and `size` bytes of values. Returns its length.
static size_t build(unsigned char *file, const char *dict, const void *values, size_t size) {
    size_t length = strlen(dict) + 1;
    memcpy(file, "\x93NUMPY\x01\x00", 8);
    file[8] = (unsigned char)(length & 0xff);
    file[9] = (unsigned char)(length >> 8);
    memcpy(file + 10, dict, length - 1);
    file[10 + length - 1] = '\n';
    if (size)
        memcpy(file + 10 + length, values, size);
    return 10 + length + size;
}

static bool parse(const unsigned char *bytes, size_t size, NpyArray *array, Error *error) {
    // A copy of the exact size lets the address sanitizer see a read past the end.
    unsigned char *copy = malloc(size ? size : 1);
    memcpy(copy, bytes, size);
    bool ok = npy_parse(copy, size, "codes.npy", array, error);
    free(copy);
    return ok;
}

static void assert_refused(const unsigned char *bytes, size_t size, const char *reason) {
    NpyArray array;
    Error error = {""};
    if (parse(bytes, size, &array, &error))
        fail_msg("read, but expected to be refused: %s", reason);
    assert_null(array.values);
    assert_contains(error.text, "codes.npy: expected ");
    assert_contains(error.text, reason);
}

static void assert_dict_read(const char *dict) {
    unsigned char file[CAPACITY];
    const float values[] = {1, -2, 3.5f, INFINITY, NAN, 1e-40f};
    NpyArray array;
    Error error = {""};
    if (!parse(file, build(file, dict, values, sizeof values), &array, &error))
        fail_msg("%s: %s", dict, error.text);
    assert_int_equal(array.dimensions, 2);
    assert_int_equal(array.sizes[0], 2);
    assert_int_equal(array.sizes[1], 3);
    assert_memory_equal(array.values, values, sizeof values);
    npy_finish(&array);
    assert_null(array.values);
}

static void saved_arrays_are_read_back(void **state) {
    (void)state;
    Scratch scratch;
    scratch_init(&scratch);
    float values[3000];
    for (int i = 0; i < 3000; i++)
        values[i] = (float)i * .37f - 100;
    const NpyArray shapes[] = {
        {1, {3000}, values}, {2, {100, 30}, values}, {3, {10, 20, 15}, values}, {4, {5, 1, 20, 30}, values}};
    for (int i = 0; i < 4; i++) {
        NpyArray array;
        Error error = {""};
        assert_true(npy_save(scratch_path(&scratch, "a.npy"), &shapes[i], &error));
        assert_true(npy_load(scratch_path(&scratch, "a.npy"), &array, &error));
        assert_int_equal(array.dimensions, shapes[i].dimensions);
        assert_memory_equal(array.sizes, shapes[i].sizes, sizeof array.sizes);
        assert_memory_equal(array.values, values, sizeof values);
        npy_finish(&array);
    }
    NpyArray array;
    Error error = {""};
    assert_false(npy_load(scratch_path(&scratch, "missing.npy"), &array, &error));
    assert_contains(error.text, "missing.npy");
    assert_false(npy_save(scratch_path(&scratch, "nowhere/a.npy"), &shapes[0], &error));
    assert_contains(error.text, "nowhere/a.npy");
    scratch_finish(&scratch);
}

static void the_header_is_padded_as_the_format_says(void **state) {
    (void)state;
    char header[256];
    size_t length = npy_header(&(NpyArray){2, {60000, 32}, NULL}, header, sizeof header);
    assert_int_equal(length, 128);
    assert_memory_equal(
        header, "\x93NUMPY\x01\x00\x76\x00{'descr': '<f4', 'fortran_order': False, 'shape': (60000, 32), }", 10 + 64);
    for (int i = 74; i < 127; i++)
        assert_int_equal(header[i], ' ');
    assert_int_equal(header[127], '\n');
    assert_int_equal(npy_header(&(NpyArray){1, {7}, NULL}, header, 64), 0);
    length = npy_header(&(NpyArray){1, {7}, NULL}, header, sizeof header);
    header[length - 1] = 0;
    assert_contains(header + 10, "'shape': (7,), }");
}

static void any_order_of_keys_and_spaces_is_read(void **state) {
    (void)state;
    assert_dict_read("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }");
    assert_dict_read("{'shape':(2,3),'fortran_order':False,'descr':'<f4'}");
    assert_dict_read("  { \"fortran_order\" : False , \"shape\" : ( 2 , 3 , ) , \"descr\" : \"<f4\" }    ");
}

static void doubles_become_floats(void **state) {
    (void)state;
    unsigned char file[CAPACITY];
    const double values[] = {.1, -1e300, NAN};
    NpyArray array;
    size_t size = build(file, "{'descr': '<f8', 'fortran_order': False, 'shape': (3,)}", values, sizeof values);
    assert_true(parse(file, size, &array, NULL));
    assert_true(array.values[0] == .1f);
    assert_true(isinf(array.values[1]) && array.values[1] < 0);
    assert_true(isnan(array.values[2]));
    npy_finish(&array);
}

static void a_truncated_file_is_refused_at_every_length(void **state) {
    (void)state;
    unsigned char file[CAPACITY];
    const float values[6] = {0};
    size_t size = build(file, "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }", values, sizeof values);
    for (size_t length = 0; length < size; length++)
        assert_refused(file, length, "found");
    assert_refused(file, size - 1, "expected 24 bytes of values from its shape, found 23");
    assert_refused(file, size + 1, "expected 24 bytes of values from its shape, found 25");
}

static void other_formats_and_versions_are_refused(void **state) {
    (void)state;
    unsigned char file[CAPACITY];
    size_t size = build(file, "{'descr': '<f4', 'fortran_order': False, 'shape': (1,), }", "abcd", 4);
    file[6] = 2;
    assert_refused(file, size, "version 1.0, found 2.0");
    file[6] = 1;
    file[7] = 1;
    assert_refused(file, size, "version 1.0, found 1.1");
    memcpy(file, "PK\3\4", 4);
    assert_refused(file, size, "a NumPy .npy file");
}

static void dicts_that_python_would_not_write_are_refused(void **state) {
    (void)state;
    const char *const dicts[] = {
        "",
        "{}",
        "{'descr",
        "{descr: '<f4', 'fortran_order': False, 'shape': (1,)}",
        "{'descr': '<f4', 'fortran_order': False}",
        "{'descr': '<f4', 'shape': (1,)}",
        "{'fortran_order': False, 'shape': (1,)}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (1,)",
        "{'descr': '<f4' 'fortran_order': False, 'shape': (1,)}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (1)}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (1,,)}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (,1)}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (01,)}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (-1,)}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (+1,)}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (1L,)}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (2147483648,)}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (18446744073709551617,)}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': [1]}",
        "{'descr': '<f4', 'fortran_order': 0, 'shape': (1,)}",
        "{'descr': '<f4', 'fortran_order': Falsehood, 'shape': (1,)}",
        "{'descr': [('x', '<f4')], 'fortran_order': False, 'shape': (1,)}",
        "{'descr': '<f4, 'fortran_order': False, 'shape': (1,)}",
        "{'descr': '\\x3cf4', 'fortran_order': False, 'shape': (1,)}",
        "{'descr': '<f4', 'descr': '<f4', 'fortran_order': False, 'shape': (1,)}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (1,), 'more': 1}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (1,)} x",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (1,)}\n",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (1,), ,}",
    };
    for (size_t i = 0; i < sizeof dicts / sizeof *dicts; i++) {
        unsigned char file[CAPACITY];
        assert_refused(file, build(file, dicts[i], "abcd", 4), "expected a header with descr, fortran_order and shape");
    }
}

static void types_orders_and_shapes_we_do_not_use_are_refused(void **state) {
    (void)state;
    const struct {
        const char *dict, *reason;
    } cases[] = {
        {"{'descr': '>f4', 'fortran_order': False, 'shape': (1,)}", "found '>f4'"},
        {"{'descr': '<i4', 'fortran_order': False, 'shape': (1,)}", "found '<i4'"},
        {"{'descr': '|O', 'fortran_order': False, 'shape': (1,)}", "found '|O'"},
        {"{'descr': '<f4', 'fortran_order': True, 'shape': (1,)}", "found Fortran order"},
        {"{'descr': '<f4', 'fortran_order': False, 'shape': ()}", "found 0"},
        {"{'descr': '<f4', 'fortran_order': False, 'shape': (1, 1, 1, 1, 1)}", "found 5"},
        {"{'descr': '<f4', 'fortran_order': False, 'shape': (0,)}", "found a 0 in the shape"},
        {"{'descr': '<f4', 'fortran_order': False, 'shape': (536870913,)}", "at most 2 GiB"},
        {"{'descr': '<f8', 'fortran_order': False, 'shape': (268435457,)}", "at most 2 GiB"},
        {"{'descr': '<f4', 'fortran_order': False, 'shape': (65536, 65536, 65536, 65536)}", "at most 2 GiB"},
        {"{'descr': '<f4', 'fortran_order': False, 'shape': (536870912,)}", "expected 2147483648 bytes of values"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        unsigned char file[CAPACITY];
        assert_refused(file, build(file, cases[i].dict, "abcd", 4), cases[i].reason);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(saved_arrays_are_read_back),
        cmocka_unit_test(the_header_is_padded_as_the_format_says),
        cmocka_unit_test(any_order_of_keys_and_spaces_is_read),
        cmocka_unit_test(doubles_become_floats),
        cmocka_unit_test(a_truncated_file_is_refused_at_every_length),
        cmocka_unit_test(other_formats_and_versions_are_refused),
        cmocka_unit_test(dicts_that_python_would_not_write_are_refused),
        cmocka_unit_test(types_orders_and_shapes_we_do_not_use_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
