// Every view with data and models at the edges of what there can be: it settles, says no number that is none, and can
// be pointed at and clicked everywhere. Model and data are switched while each view is open.
#include "explorer_stage.h"
#include "pack.h"
#include "png.h"
#include "scratch.h"
#include "test.h"

#include "kernels.h"
#include "session.h"
#include "view.h"

#include <sys/stat.h>

enum { TRAIN = 40, TEST = 20, STEPS = 3 };

typedef struct World {
    Scratch scratch;
    char folder[512]; // of the data set made last
} World;

static void make_folder(World *world, const char *name) {
    snprintf(world->folder, sizeof world->folder, "%s", scratch_path(&world->scratch, name));
    assert_int_equal(mkdir(world->folder, 0700), 0);
}

static void write_file(World *world, const char *name, const void *bytes, size_t size) {
    char path[700];
    snprintf(path, sizeof path, "%s/%s", world->folder, name);
    FILE *stream = fopen(path, "wb");
    assert_non_null(stream);
    assert_int_equal(fwrite(bytes, 1, size, stream), size);
    assert_int_equal(fclose(stream), 0);
}

typedef struct Pictures {
    const char *name;
    int height, width;
    int classes; // 0: without labels; class 1 has no images where there are three
    bool flat;   // all pixels of all images alike
} Pictures;

static void write_half(World *world, const Pictures *of, const char *half, int count) {
    size_t size = (size_t)of->height * (size_t)of->width, used;
    unsigned char *bytes = calloc(1, 64 + (size_t)count * size);
    char name[64];
    used = pack_header(bytes, 8, 3, (uint32_t[]){(uint32_t)count, (uint32_t)of->height, (uint32_t)of->width});
    for (size_t i = 0; i < (size_t)count * size; i++)
        bytes[used++] = of->flat ? 128 : (unsigned char)(i * 37 % 251);
    snprintf(name, sizeof name, "%s-images-idx3-ubyte", half);
    write_file(world, name, bytes, used);
    if (of->classes > 0) {
        used = pack_header(bytes, 8, 1, (uint32_t[]){(uint32_t)count});
        for (int i = 0; i < count; i++)
            bytes[used++] = (unsigned char)(of->classes == 3 ? 2 * (i % 2) : i % of->classes);
        snprintf(name, sizeof name, "%s-labels-idx1-ubyte", half);
        write_file(world, name, bytes, used);
    }
    free(bytes);
}

static void write_set(World *world, const Pictures *of) {
    make_folder(world, of->name);
    write_half(world, of, "train", TRAIN);
    write_half(world, of, "t10k", TEST);
}

// A folder of colour pictures of an odd size.
static void write_colour(World *world) {
    enum { HEIGHT = 33, WIDTH = 31, PICTURES = 24 };
    uint8_t pixels[HEIGHT * WIDTH * 3];
    make_folder(world, "colour");
    for (int n = 0; n < PICTURES; n++) {
        for (size_t i = 0; i < sizeof pixels; i++)
            pixels[i] = (uint8_t)((i + (size_t)n) * 29 % 253);
        size_t size;
        unsigned char *file = png_pack(pixels, WIDTH, HEIGHT, 3, &size);
        char name[32];
        snprintf(name, sizeof name, "%d.png", n);
        write_file(world, name, file, size);
        free(file);
    }
}

static const char *write_model(World *world, const char *id, const char *encoder, const char *rest) {
    char text[512], name[64];
    int length = snprintf(text, sizeof text,
                          "[model]\ntitle = %s\nabout = A test.\nloss = bce\n[encoder]\nlayer = %s\n[decoder]\n"
                          "layer = dense image\n%s",
                          id, encoder, rest);
    snprintf(name, sizeof name, "%s.ini", id);
    return scratch_write(&world->scratch, name, text, (size_t)length);
}

// Removes the data sets' folders too.
static void finish(World *world, const char *const folders[], int count) {
    for (int i = 0; i < count; i++) {
        Scratch inside = {0};
        snprintf(inside.folder, sizeof inside.folder, "%.100s/%s", world->scratch.folder, folders[i]);
        scratch_finish(&inside);
    }
    scratch_finish(&world->scratch);
}

// Moves over the whole window, and clicks now and then in its middle, where the view is. Of the moves between clicks a
// share is enough.
static void touch(ExplorerStage *stage) {
    enum { ACROSS = 14, DOWN = 10 };
    for (int i = 0; i < ACROSS * DOWN; i++) {
        if (i % 3 != 0 && !test_shares(i))
            continue;
        float x = ((float)(i % ACROSS) + 0.5F) / ACROSS, y = ((float)(i / ACROSS) + 0.5F) / DOWN;
        explorer_stage_point(stage, x * (float)stage->width, y * (float)stage->height);
        if (x > 0.25F && x < 0.7F && y > 0.25F && y < 0.75F && i % 3 == 0)
            explorer_stage_click(stage);
        explorer_stage_assert_sane(stage);
    }
    explorer_stage_key(stage, UI_KEY_ESCAPE, 0);
    explorer_stage_key(stage, UI_KEY_ESCAPE, 0);
    explorer_stage_point(stage, -1, -1);
}

static void look_at_all(ExplorerStage *stage, uint64_t steps) {
    for (int view = 0; VIEWS[view]; view++) {
        explorer_stage_key(stage, '1' + view, 0);
        explorer_stage_settle(stage, steps);
        explorer_stage_assert_sane(stage);
        touch(stage);
        explorer_stage_settle(stage, steps);
    }
}

static void look_with(World *world, const char *model, int width, int height, float scale) {
    ExplorerStage stage;
    ExplorerDesc desc = {.model = model, .data = world->folder, .threads = 1, .steps = STEPS, .scale = scale};
    explorer_stage_open(&stage, &desc, width, height);
    explorer_stage_settle(&stage, STEPS);
    look_at_all(&stage, STEPS);
    explorer_stage_close(&stage);
}

static void codes_of_one_two_and_many_units(void **state) {
    (void)state;
    static const char *const folders[] = {"plain"};
    static const struct {
        const char *id, *encoder, *rest;
    } models[] = {{"one", "dense 1", ""},
                  {"two", "gaussian 2", ""},
                  {"many", "dense 4096 relu", "[penalty]\nl1 = 0.1\n"},
                  {"coins", "dense 3 sigmoid", "[penalty]\nkl = 1\nrho = 0.1\n"},
                  {"picture", "conv 3 3x3 stride 2 relu", ""}};
    World world = {0};
    scratch_init(&world.scratch);
    write_set(&world, &(Pictures){folders[0], 9, 7, 4, false});
    for (size_t i = 0; i < sizeof models / sizeof *models; i++)
        look_with(&world, write_model(&world, models[i].id, models[i].encoder, models[i].rest), 1280, 800, 1);
    finish(&world, folders, 1);
}

static void images_that_are_all_alike_without_labels(void **state) {
    (void)state;
    static const char *const folders[] = {"flat"};
    World world = {0};
    scratch_init(&world.scratch);
    write_set(&world, &(Pictures){folders[0], 8, 8, 0, true});
    look_with(&world, write_model(&world, "small", "dense 6 relu", ""), 800, 500, 1);
    finish(&world, folders, 1);
}

static void a_class_without_images_and_single_pixels(void **state) {
    (void)state;
    static const char *const folders[] = {"gap", "dot"};
    World world = {0};
    scratch_init(&world.scratch);
    write_set(&world, &(Pictures){folders[0], 8, 8, 3, false});
    look_with(&world, write_model(&world, "small", "dense 6 relu", ""), 1600, 1000, 2);
    write_set(&world, &(Pictures){folders[1], 1, 1, 2, false});
    look_with(&world, write_model(&world, "small", "dense 6 relu", ""), 1440, 900, 1);
    finish(&world, folders, 2);
}

// A network whose weights are all zero answers nothing to anything.
static void a_dead_network(void **state) {
    (void)state;
    static const char *const folders[] = {"plain"};
    World world = {0};
    Error error = {0};
    ModelSpec spec;
    Session session;
    RunSettings settings = session_defaults();
    scratch_init(&world.scratch);
    write_set(&world, &(Pictures){folders[0], 8, 8, 4, false});
    const char *text = "[model]\ntitle = Dead\nloss = bce\n[encoder]\nlayer = dense 9 relu\n[decoder]\n"
                       "layer = dense image\n";
    Dataset *data = dataset_open(world.folder, NULL, &error);
    assert_non_null(data);
    assert_true(spec_parse(text, "dead", &spec, &error));
    settings.batch = 8;
    snprintf(settings.data, sizeof settings.data, "%s", world.folder);
    assert_true(session_init(&session, &spec, data, &settings, 1, &error));
    memset(session.net.parameters, 0, session.net.parameter_count * sizeof(real));
    Checkpoint checkpoint = session_checkpoint(&session, false, NULL);
    assert_true(checkpoint_save(scratch_path(&world.scratch, "dead.safetensors"), &checkpoint, &error));
    session_finish(&session);
    dataset_release(data);
    ExplorerStage stage;
    ExplorerDesc desc = {
        .model = write_model(&world, "small", "dense 6 relu", ""), .data = world.folder, .steps = STEPS};
    explorer_stage_open(&stage, &desc, 1440, 900);
    explorer_stage_settle(&stage, STEPS);
    explorer_drop(stage.explorer, scratch_path(&world.scratch, "dead.safetensors"));
    explorer_stage_settle(&stage, 0);
    assert_true(explorer_stage_shows(&stage, "9 of 9")); // units are dead
    look_at_all(&stage, 0);
    explorer_stage_close(&stage);
    finish(&world, folders, 1);
}

// In colour and of an odd size; then another model and other data under each view, twice round.
static void model_and_data_change_under_every_view(void **state) {
    (void)state;
    static const char *const folders[] = {"colour", "plain"};
    World world = {0};
    scratch_init(&world.scratch);
    write_colour(&world);
    char colour[600], conv[600], small[600];
    snprintf(colour, sizeof colour, "%s", world.folder);
    snprintf(conv, sizeof conv, "%s", write_model(&world, "conv", "conv 4 3x3 stride 3 relu", ""));
    snprintf(small, sizeof small, "%s", write_model(&world, "small", "dense 6 relu", ""));
    look_with(&world, conv, 1440, 900, 1);
    write_set(&world, &(Pictures){folders[1], 8, 9, 4, false});
    ExplorerStage stage;
    int changes = test_share(100) < 100 ? 2 : 4;
    ExplorerDesc desc = {.model = conv, .data = colour, .threads = 1, .steps = STEPS};
    explorer_stage_open(&stage, &desc, 1280, 800);
    explorer_stage_settle(&stage, STEPS);
    for (int view = 0; VIEWS[view]; view++) {
        explorer_stage_key(&stage, '1' + view, 0);
        touch(&stage);
        for (int change = 0; change < changes; change++) {
            explorer_drop(stage.explorer, change % 2 == 0 ? small : world.folder);
            for (int i = 0; i < 20; i++) {
                explorer_stage_point(&stage, (float)(200 + 40 * i), 400);
                explorer_stage_assert_sane(&stage);
            }
            explorer_drop(stage.explorer, change % 2 == 0 ? conv : colour);
            touch(&stage);
        }
    }
    explorer_stage_close(&stage);
    finish(&world, folders, 2);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(codes_of_one_two_and_many_units),
        cmocka_unit_test(images_that_are_all_alike_without_labels),
        cmocka_unit_test(a_class_without_images_and_single_pixels),
        cmocka_unit_test(a_dead_network),
        cmocka_unit_test(model_and_data_change_under_every_view),
    };
    kernels_choose(NULL);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
