// A picture of the user's own in the running program: fitted to the images in use, whatever they become meanwhile.
#include "clock.h"
#include "image_fit.h"
#include "image_size.h"
#include "live.h"
#include "png.h"
#include "small_world.h"
#include "test.h"

#include <stdatomic.h>

#define PATIENCE 60.0

enum { WIDTH = 21, HEIGHT = 13, SIDE = 12, LARGE = 200 };

static atomic_bool held; // the decoder waits

static uint8_t pixel_at(int place) {
    return (uint8_t)(place * 37 + place / 11);
}

// Any file with a header, in colours that depend on the place only.
static bool decode(const char *path, uint8_t **pixels, int *width, int *height, int *channels, Error *reason) {
    ImageSize size;
    while (atomic_load(&held))
        clock_sleep(0.001);
    if (strstr(path, "broken"))
        return error_set(reason, "cannot be decoded");
    if (!image_size_read(path, &size, reason))
        return false;
    *width = strstr(path, "lying") ? size.width + 1 : size.width;
    *height = size.height;
    *channels = 3;
    *pixels = malloc((size_t)*width * (size_t)*height * 3);
    for (int i = 0; i < *width * *height * 3; i++)
        (*pixels)[i] = pixel_at(i);
    return true;
}

typedef struct Stage {
    SmallWorld world; // its data set: grey, 8×8
    Scratch colour;   // pictures in colour, 12×12
    Scratch large;    // the same, 200×200
    Live *live;
} Stage;

static void write_header(Stage *stage, const char *name, uint32_t width, uint32_t height) {
    unsigned char header[64];
    scratch_write(&stage->world.scratch, name, header, png_put_header(header, width, height, 2));
}

static void fill_folder(Scratch *folder, uint32_t side) {
    scratch_init(folder);
    unsigned char header[64];
    size_t bytes = png_put_header(header, side, side, 2);
    for (int i = 0; i < 6; i++) {
        char name[16];
        snprintf(name, sizeof name, "%d.png", i);
        scratch_write(folder, name, header, bytes);
    }
}

static void stage_open(Stage *stage, bool decodes) {
    Error error = {0};
    stage->live = live_create(&(LiveDesc){.threads = 1, .decode = decodes ? decode : NULL}, &error);
    if (!stage->live)
        fail_msg("%s", error.text);
}

static int begin(void **state) {
    Stage *stage = calloc(1, sizeof *stage);
    small_world_init(&stage->world);
    fill_folder(&stage->colour, SIDE);
    fill_folder(&stage->large, LARGE);
    write_header(stage, "mine.png", WIDTH, HEIGHT);
    write_header(stage, "broken.png", WIDTH, HEIGHT);
    write_header(stage, "lying.png", WIDTH, HEIGHT);
    write_header(stage, "huge.png", 20000, 20000);
    scratch_write(&stage->world.scratch, "notes.txt", "hello", 5);
    atomic_store(&held, false);
    stage_open(stage, true);
    *state = stage;
    return 0;
}

static int end(void **state) {
    Stage *stage = *state;
    live_destroy(stage->live);
    scratch_finish(&stage->colour);
    scratch_finish(&stage->large);
    small_world_finish(&stage->world);
    free(stage);
    return 0;
}

static void send(Stage *stage, CommandKind kind, const char *text) {
    LiveCommand command = {.kind = kind};
    Error error = {0};
    snprintf(command.text, sizeof command.text, "%s", text);
    if (!live_send(stage->live, &command, &error))
        fail_msg("%s", error.text);
}

static void send_file(Stage *stage, CommandKind kind, const char *name) {
    send(stage, kind, scratch_path(&stage->world.scratch, name));
}

// A picture is never seen in another shape than the images'.
static const LiveStatus *look(Stage *stage) {
    const LiveStatus *status = live_status(stage->live);
    const LivePicture *picture = &status->picture;
    if (picture->serial > 0 && status->run > 0)
        assert_true(picture->channels == status->model.channels && picture->height == status->model.height &&
                    picture->width == status->model.width);
    return status;
}

static const LiveStatus *wait_for(Stage *stage, bool (*test)(const LiveStatus *status, int value), int value) {
    double until = clock_seconds() + PATIENCE;
    while (!test(look(stage), value)) {
        if (clock_seconds() > until)
            fail_msg("nothing came for %g seconds", PATIENCE);
        clock_sleep(0.0005);
    }
    return look(stage);
}

static bool has_run_of_width(const LiveStatus *status, int width) {
    return status->run > 0 && status->model.width == width;
}

static bool has_picture(const LiveStatus *status, int serial) {
    return status->picture.serial == (uint64_t)serial;
}

static bool has_message(const LiveStatus *status, int serial) {
    return status->message[(serial - 1) % LIVE_MESSAGES].serial == (uint64_t)serial;
}

static const char *message(Stage *stage, int serial) {
    const LiveMessage *found = &wait_for(stage, has_message, serial)->message[(serial - 1) % LIVE_MESSAGES];
    assert_true(found->problem);
    return found->text;
}

static void open_small(Stage *stage) {
    send(stage, COMMAND_DATA, stage->world.scratch.folder);
    send_file(stage, COMMAND_MODEL, "narrow.ini");
    wait_for(stage, has_run_of_width, SMALL_SIDE);
}

static void assert_fitted(const LivePicture *picture, int channels, int side) {
    uint8_t pixels[WIDTH * HEIGHT * 3], expected[3 * SIDE * SIDE];
    for (int i = 0; i < WIDTH * HEIGHT * 3; i++)
        pixels[i] = pixel_at(i);
    image_fit(pixels, WIDTH, HEIGHT, 3, side, side, channels, expected);
    assert_true(picture->channels == channels && picture->height == side && picture->width == side);
    assert_memory_equal(picture->pixels, expected, (size_t)(channels * side * side));
}

static void a_picture_is_fitted_to_the_images_in_use(void **state) {
    Stage *stage = *state;
    open_small(stage);
    assert_int_equal(look(stage)->picture.serial, 0);
    send_file(stage, COMMAND_PICTURE, "mine.png");
    const LivePicture *picture = &wait_for(stage, has_picture, 1)->picture;
    assert_string_equal(picture->name, "mine.png");
    assert_fitted(picture, 1, SMALL_SIDE);
    send_file(stage, COMMAND_PICTURE, "mine.png");
    wait_for(stage, has_picture, 2);
    send(stage, COMMAND_DATA, stage->colour.folder); // of another shape: as if there were none
    assert_int_equal(wait_for(stage, has_run_of_width, SIDE)->picture.serial, 0);
    send(stage, COMMAND_DATA, stage->world.scratch.folder);
    wait_for(stage, has_run_of_width, SMALL_SIDE);
    assert_fitted(&wait_for(stage, has_picture, 2)->picture, 1, SMALL_SIDE);
}

static void a_picture_asked_for_before_the_data_changed_has_the_new_shape(void **state) {
    Stage *stage = *state;
    open_small(stage);
    atomic_store(&held, true);
    send(stage, COMMAND_DATA, stage->colour.folder);
    send_file(stage, COMMAND_PICTURE, "mine.png"); // in the shape of the images in use until the folder is there
    clock_sleep(0.05);
    atomic_store(&held, false);
    const LiveStatus *status = wait_for(stage, has_picture, 1);
    assert_int_equal(status->model.width, SIDE);
    assert_fitted(&status->picture, 3, SIDE);
    assert_string_equal(status->picture.name, "mine.png");
}

static void what_is_no_picture_is_told_and_all_stays(void **state) {
    Stage *stage = *state;
    open_small(stage);
    send_file(stage, COMMAND_PICTURE, "mine.png");
    uint64_t run = wait_for(stage, has_picture, 1)->run;
    const char *const files[][2] = {{"notes.txt", "notes.txt: not a PNG or JPEG picture"},
                                    {"missing.png", "missing.png: cannot be opened"},
                                    {"huge.png", "huge.png: 20000×20000 pixels are too many"},
                                    {"broken.png", "broken.png: cannot be decoded"},
                                    {"lying.png", "lying.png: 22×13 pixels instead of 21×13"}};
    int count = sizeof files / sizeof *files;
    for (int i = 0; i < count; i++) {
        send_file(stage, COMMAND_PICTURE, files[i][0]);
        assert_contains(message(stage, i + 1), files[i][1]);
    }
    const LiveStatus *status = look(stage);
    assert_true(status->picture.serial == 1 && status->run == run && status->model.width == SMALL_SIDE);
    char large[160];
    snprintf(large, sizeof large, "%s@%d", stage->large.folder, LARGE); // else they would be made smaller
    send(stage, COMMAND_DATA, large);
    wait_for(stage, has_run_of_width, LARGE);
    send_file(stage, COMMAND_PICTURE, "mine.png");
    assert_contains(message(stage, count + 1), "up to 128×128 pixels in colour; those in use are of 200×200");
}

static void without_data_or_a_decoder_there_is_a_sentence(void **state) {
    Stage *stage = *state;
    send_file(stage, COMMAND_PICTURE, "mine.png");
    assert_contains(message(stage, 1), "There is no data set yet");
    live_destroy(stage->live);
    stage_open(stage, false);
    open_small(stage);
    send_file(stage, COMMAND_PICTURE, "mine.png");
    assert_contains(message(stage, 1), "mine.png: pictures cannot be decoded here");
}

static void a_long_name_keeps_its_end(void **state) {
    Stage *stage = *state;
    char name[200] = "";
    for (int i = 0; i < 70; i++)
        strcat(name, "ü");
    strcat(name, ".png");
    write_header(stage, name, WIDTH, HEIGHT);
    open_small(stage);
    send_file(stage, COMMAND_PICTURE, name);
    const LivePicture *picture = &wait_for(stage, has_picture, 1)->picture;
    assert_string_equal(picture->name, name + strlen(name) - 126); // 61 times two bytes and four
}

static void leaving_does_not_lose_a_picture_on_its_way(void **state) {
    Stage *stage = *state;
    open_small(stage);
    for (int i = 0; i < 5; i++)
        send_file(stage, COMMAND_PICTURE, "mine.png");
    live_destroy(stage->live); // under the sanitizers: nothing is leaked
    stage->live = NULL;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_picture_is_fitted_to_the_images_in_use, begin, end),
        cmocka_unit_test_setup_teardown(a_picture_asked_for_before_the_data_changed_has_the_new_shape, begin, end),
        cmocka_unit_test_setup_teardown(what_is_no_picture_is_told_and_all_stays, begin, end),
        cmocka_unit_test_setup_teardown(without_data_or_a_decoder_there_is_a_sentence, begin, end),
        cmocka_unit_test_setup_teardown(a_long_name_keeps_its_end, begin, end),
        cmocka_unit_test_setup_teardown(leaving_does_not_lose_a_picture_on_its_way, begin, end),
    };
    kernels_choose(NULL);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
