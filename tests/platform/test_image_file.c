// Real PNG and JPEG files, decoded by SDL_image without a display: the very bytes, alpha as it is, nothing else taken.
#include "image_file.h"
#include "png.h"
#include "png_chunks.h"
#include "scratch.h"
#include "test.h"

#include <SDL.h>
#include <SDL_image.h>

enum { WIDTH = 19, HEIGHT = 7 };

static int make_scratch(void **state) {
    static Scratch scratch;
    unsetenv("DISPLAY");
    unsetenv("WAYLAND_DISPLAY");
    scratch_init(&scratch);
    *state = &scratch;
    return 0;
}

static int remove_scratch(void **state) {
    scratch_finish(*state);
    return 0;
}

static uint8_t *decode_or_fail(const char *path, int wanted_width, int wanted_height) {
    uint8_t *pixels;
    int width, height, channels;
    Error error = {""};
    if (!image_file_decode(path, &pixels, &width, &height, &channels, &error))
        fail_msg("%s", error.text);
    assert_int_equal(width, wanted_width);
    assert_int_equal(height, wanted_height);
    assert_int_equal(channels, 4);
    return pixels;
}

static void assert_refused(const char *path) {
    uint8_t *pixels;
    int width, height, channels;
    Error error = {""};
    assert_false(image_file_decode(path, &pixels, &width, &height, &channels, &error));
    assert_null(pixels);
    assert_true(error.text[0] && strlen(error.text) < 100);
}

// A PNG file with a different byte in every channel of every pixel.
static const char *write_png(Scratch *scratch, int channels, uint8_t *pixels) {
    for (int i = 0; i < WIDTH * HEIGHT * channels; i++)
        pixels[i] = (uint8_t)(i * 7);
    size_t size;
    unsigned char *file = png_pack(pixels, WIDTH, HEIGHT, channels, &size);
    const char *path = scratch_write(scratch, "a.png", file, size);
    free(file);
    return path;
}

static void png_files_of_every_kind_come_out_byte_for_byte(void **state) {
    uint8_t pixels[WIDTH * HEIGHT * 4];
    for (int channels = 1; channels <= 4; channels++) {
        const char *path = write_png(*state, channels, pixels);
        uint8_t *decoded = decode_or_fail(path, WIDTH, HEIGHT);
        for (int i = 0; i < WIDTH * HEIGHT; i++) {
            const uint8_t *from = pixels + i * channels, *to = decoded + i * 4;
            bool color = channels >= 3;
            assert_int_equal(to[0], from[0]);
            assert_int_equal(to[1], from[color ? 1 : 0]);
            assert_int_equal(to[2], from[color ? 2 : 0]);
            assert_int_equal(to[3], channels % 2 ? 255 : from[channels - 1]);
        }
        free(decoded);
    }
}

// Such profiles are in many files, and libpng would have its say about them.
static void what_is_not_pixels_is_passed_over_in_silence(void **state) {
    uint8_t pixels[WIDTH * HEIGHT * 3];
    memset(pixels, 90, sizeof pixels);
    size_t size, used = 33;
    unsigned char *file = png_pack(pixels, WIDTH, HEIGHT, 3, &size), *longer = malloc(size + 64);
    memcpy(longer, file, used);
    used += png_put_chunk(longer + used, "iCCP", (const unsigned char *)"broken", 6);
    used += png_put_chunk(longer + used, "gAMA", (const unsigned char *)"\0\0\0\0", 4);
    memcpy(longer + used, file + 33, size - 33);
    scratch_write(*state, "a.png", longer, size + used - 33);
    char said[512];
    snprintf(said, sizeof said, "%s", scratch_path(*state, "said"));
    int terminal = dup(STDERR_FILENO);
    assert_non_null(freopen(said, "w", stderr));
    uint8_t *decoded = decode_or_fail(scratch_path(*state, "a.png"), WIDTH, HEIGHT);
    fflush(stderr);
    assert_int_equal(ftell(stderr), 0);
    assert_true(dup2(terminal, STDERR_FILENO) >= 0);
    close(terminal);
    assert_int_equal(decoded[0], 90);
    free(decoded);
    size_t reduced = size + used - 33;
    assert_true(png_chunks_reduce(longer, &reduced));
    assert_int_equal(reduced, size);
    assert_memory_equal(longer, file, size);
    free(file);
    free(longer);
}

static SDL_Surface *make_surface(void) {
    SDL_Surface *surface = SDL_CreateRGBSurfaceWithFormat(0, 64, 40, 24, SDL_PIXELFORMAT_RGB24);
    assert_non_null(surface);
    SDL_FillRect(surface, &(SDL_Rect){0, 0, 32, 40}, SDL_MapRGB(surface->format, 250, 120, 10));
    SDL_FillRect(surface, &(SDL_Rect){32, 0, 32, 40}, SDL_MapRGB(surface->format, 20, 60, 200));
    return surface;
}

static void files_of_sdl_image_are_decoded_whatever_their_name(void **state) {
    Scratch *scratch = *state;
    SDL_Surface *surface = make_surface();
    assert_int_equal(IMG_SaveJPG(surface, scratch_path(scratch, "photo.png"), 95), 0);
    assert_int_equal(IMG_SavePNG(surface, scratch_path(scratch, "picture.txt")), 0);
    SDL_FreeSurface(surface);
    static const char *const names[] = {"photo.png", "picture.txt"};
    for (int k = 0; k < 2; k++) {
        uint8_t *decoded = decode_or_fail(scratch_path(scratch, names[k]), 64, 40);
        const int wanted[2][3] = {{250, 120, 10}, {20, 60, 200}};
        for (int half = 0; half < 2; half++)
            for (int c = 0; c < 3; c++)
                assert_true(abs(decoded[(20 * 64 + 8 + 48 * half) * 4 + c] - wanted[half][c]) <= (k == 0 ? 6 : 0));
        free(decoded);
    }
}

static void corrupt_cut_missing_and_other_files_are_refused(void **state) {
    Scratch *scratch = *state;
    uint8_t pixels[WIDTH * HEIGHT * 4];
    for (int i = 0; i < WIDTH * HEIGHT * 4; i++)
        pixels[i] = (uint8_t)(i * i);
    size_t size;
    unsigned char *file = png_pack(pixels, WIDTH, HEIGHT, 4, &size);
    file[60] ^= 255; // a byte of the pixels: their checksum no longer fits
    assert_refused(scratch_write(scratch, "a.png", file, size));
    file[60] ^= 255;
    assert_refused(scratch_write(scratch, "a.png", file, size / 2));
    assert_refused(scratch_write(scratch, "a.png", file, 33));
    free(file);
    assert_refused(scratch_write(scratch, "a.jpg", "\xff\xd8\xff\xe0", 4));
    assert_refused(scratch_write(scratch, "a.gif", "GIF89a\1\0\1\0\0\0\0;", 14));
    assert_refused(scratch_write(scratch, "a.txt", "hello", 5));
    assert_refused(scratch_path(scratch, "missing.png"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(png_files_of_every_kind_come_out_byte_for_byte, make_scratch, remove_scratch),
        cmocka_unit_test_setup_teardown(what_is_not_pixels_is_passed_over_in_silence, make_scratch, remove_scratch),
        cmocka_unit_test_setup_teardown(files_of_sdl_image_are_decoded_whatever_their_name, make_scratch,
                                        remove_scratch),
        cmocka_unit_test_setup_teardown(corrupt_cut_missing_and_other_files_are_refused, make_scratch, remove_scratch),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
