// Headers of PNG and JPEG files: sizes are found, and nothing that is cut, broken or made up gets through.
#include "image_size.h"
#include "png.h"
#include "scratch.h"
#include "test.h"

#include <sys/stat.h>

// A JPEG's start: SOI, APP0 of `padding` bytes, SOF of the marker with the sizes.
static size_t make_jpeg(unsigned char *out, size_t padding, int marker, int width, int height, int components) {
    size_t at = 0;
    out[at++] = 0xff;
    out[at++] = 0xd8;
    while (padding > 0) {
        size_t length = padding > 65535 ? 65535 : padding;
        memcpy(out + at, (unsigned char[]){0xff, 0xe0, (unsigned char)(length >> 8), (unsigned char)length}, 4);
        memset(out + at + 4, 0xff, length - 2);
        at += 2 + length;
        padding -= length;
    }
    int length = 8 + 3 * components;
    memcpy(out + at,
           (unsigned char[]){0xff, (unsigned char)marker, (unsigned char)(length >> 8), (unsigned char)length, 8,
                             (unsigned char)(height >> 8), (unsigned char)height, (unsigned char)(width >> 8),
                             (unsigned char)width, (unsigned char)components},
           10);
    memset(out + at + 10, 1, (size_t)(3 * components));
    return at + 10 + (size_t)(3 * components);
}

static void assert_found(const unsigned char *bytes, size_t size, int width, int height, bool grey) {
    ImageSize found;
    assert_int_equal(image_size_parse(bytes, size, &found), IMAGE_SIZE_FOUND);
    assert_int_equal(found.width, width);
    assert_int_equal(found.height, height);
    assert_int_equal(found.grey, grey);
}

static void assert_none(const unsigned char *bytes, size_t size) {
    ImageSize found;
    assert_int_equal(image_size_parse(bytes, size, &found), IMAGE_SIZE_NONE);
}

static void png_headers_tell_size_and_colour(void **state) {
    (void)state;
    static const int colors[] = {0, 2, 3, 4, 6};
    unsigned char file[64];
    for (int i = 0; i < 5; i++) {
        size_t size = png_put_header(file, 70000, (uint32_t)i + 1, colors[i]);
        assert_found(file, size, 70000, i + 1, colors[i] == 0 || colors[i] == 4);
    }
    png_put_header(file, INT32_MAX, INT32_MAX, 2);
    assert_found(file, 33, INT32_MAX, INT32_MAX, false);
}

static void jpeg_headers_tell_size_and_colour(void **state) {
    (void)state;
    unsigned char file[4096];
    static const int frames[] = {0xc0, 0xc1, 0xc2, 0xc3, 0xc5, 0xc9, 0xcf};
    for (int i = 0; i < 7; i++)
        assert_found(file, make_jpeg(file, 100, frames[i], 640, 480, 3), 640, 480, false);
    assert_found(file, make_jpeg(file, 0, 0xc0, 65535, 1, 1), 65535, 1, true);
    unsigned char padded[64] = {0xff, 0xd8, 0xff, 0xff, 0xff, 0xff};
    size_t size = make_jpeg(file, 0, 0xc0, 7, 9, 3);
    memcpy(padded + 5, file + 2, size - 2);
    assert_found(padded, size + 3, 7, 9, false);
}

// Every prefix asks for more; none is read beyond its end, which the sanitizer would see on this copy.
static void check_prefixes(const unsigned char *bytes, size_t needed) {
    for (size_t size = 1; size < needed; size++) {
        unsigned char *copy = malloc(size);
        memcpy(copy, bytes, size);
        ImageSize found;
        assert_int_equal(image_size_parse(copy, size, &found), IMAGE_SIZE_MORE);
        free(copy);
    }
    ImageSize found;
    assert_int_equal(image_size_parse(bytes, needed, &found), IMAGE_SIZE_FOUND);
    assert_int_equal(image_size_parse(bytes, 0, &found), IMAGE_SIZE_NONE);
}

static void a_cut_header_asks_for_more(void **state) {
    (void)state;
    unsigned char file[512];
    png_put_header(file, 10, 10, 0);
    check_prefixes(file, 26);
    size_t size = make_jpeg(file, 40, 0xc2, 10, 10, 3);
    check_prefixes(file, size - 9); // what comes after the number of components is of no interest
}

static void evil_headers_are_refused(void **state) {
    (void)state;
    unsigned char file[512];
    png_put_header(file, 0, 10, 0);
    assert_none(file, 33);
    png_put_header(file, 10, UINT32_C(1) << 31, 0);
    assert_none(file, 33);
    png_put_header(file, 10, 10, 1);
    assert_none(file, 33);
    png_put_header(file, 10, 10, 255);
    assert_none(file, 33);
    png_put_header(file, 10, 10, 0);
    file[11] = 14; // the length of IHDR
    assert_none(file, 33);
    size_t size = make_jpeg(file, 10, 0xc0, 10, 10, 4); // CMYK
    assert_none(file, size);
    assert_none(file, make_jpeg(file, 10, 0xc0, 10, 0, 3));
    assert_none(file, make_jpeg(file, 10, 0xc0, 0, 10, 3));
    assert_none(file, make_jpeg(file, 10, 0xda, 10, 10, 3)); // data before any frame
    assert_none(file, make_jpeg(file, 10, 0xd9, 10, 10, 3)); // an end
    assert_none(file, make_jpeg(file, 10, 0x01, 10, 10, 3));
    size = make_jpeg(file, 10, 0xc0, 10, 10, 3);
    file[5] = 1; // a segment shorter than its own length
    file[4] = 0;
    assert_none(file, size);
    size = make_jpeg(file, 10, 0xc0, 10, 10, 3);
    file[14] = 0; // no marker where one must be
    assert_none(file, size);
    size = make_jpeg(file, 10, 0xc0, 10, 10, 3);
    file[size - 10 - 6] = 16; // a frame of another length than its components need
    assert_none(file, size);
    assert_none((const unsigned char *)"GIF89a", 6);
    assert_none((const unsigned char *)"\xff\xd9", 2);
    assert_none((const unsigned char *)"", 0);
}

static void assert_refused(const char *path, const char *reason) {
    ImageSize found;
    Error error = {""};
    assert_false(image_size_read(path, &found, &error));
    assert_contains(error.text, reason);
    assert_null(strstr(error.text, path));
}

static void files_are_read_as_far_as_needed_and_caps_are_kept(void **state) {
    (void)state;
    Scratch scratch;
    scratch_init(&scratch);
    enum { PREVIEWS = 3000000 };
    unsigned char *file = malloc(PREVIEWS + 1024);
    ImageSize found;
    Error error;
    size_t size = make_jpeg(file, PREVIEWS, 0xc2, 4000, 3000, 3);
    assert_true(image_size_read(scratch_write(&scratch, "photo.jpg", file, size), &found, &error));
    assert_int_equal(found.width, 4000);
    assert_refused(scratch_write(&scratch, "photo.jpg", file, size - 100), "broken header");
    size = png_put_header(file, IMAGE_SIZE_SIDE, IMAGE_SIZE_PIXELS / IMAGE_SIZE_SIDE, 0);
    assert_true(image_size_read(scratch_write(&scratch, "a.png", file, size), &found, &error));
    size = png_put_header(file, IMAGE_SIZE_SIDE + 1, 1, 0);
    assert_refused(scratch_write(&scratch, "a.png", file, size), "16385×1 pixels are too many");
    size = png_put_header(file, 1, IMAGE_SIZE_SIDE + 1, 0);
    assert_refused(scratch_write(&scratch, "a.png", file, size), "1×16385 pixels are too many");
    size = png_put_header(file, 8193, 8192, 2);
    assert_refused(scratch_write(&scratch, "a.png", file, size), "too many");
    size = png_put_header(file, INT32_MAX, INT32_MAX, 2);
    assert_refused(scratch_write(&scratch, "a.png", file, size), "too many");
    assert_refused(scratch_write(&scratch, "notes.txt", "hello", 5), "not a PNG or JPEG");
    assert_refused(scratch_write(&scratch, "empty", "", 0), "not a PNG or JPEG");
    assert_refused(scratch_path(&scratch, "missing"), "cannot be opened");
    assert_refused(scratch.folder, "not a file");
    assert_int_equal(mkfifo(scratch_path(&scratch, "pipe"), 0600), 0);
    assert_refused(scratch.path, "not a file");
    free(file);
    scratch_finish(&scratch);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(png_headers_tell_size_and_colour),
        cmocka_unit_test(jpeg_headers_tell_size_and_colour),
        cmocka_unit_test(a_cut_header_asks_for_more),
        cmocka_unit_test(evil_headers_are_refused),
        cmocka_unit_test(files_are_read_as_far_as_needed_and_caps_are_kept),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
