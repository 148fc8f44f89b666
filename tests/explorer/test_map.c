// The latent map with the real engine behind it: points, what is pointed at, decoded and drawn between two points while
// it trains; other models while the view is open.
#include "explorer_stage.h"
#include "small_world.h"
#include "test.h"

#include "clock.h"
#include "kernels.h"

#include <stdio.h>
#include <string.h>

enum { KEY_PLANE = 130, KEY_DECODED = 131, PATIENCE = 600 }; // textures; seconds

typedef struct Stage {
    SmallWorld world;
    ExplorerStage explorer;
} Stage;

static const char *write_model(Stage *stage, const char *name, const char *code) {
    char text[256];
    int length = snprintf(text, sizeof text,
                          "[model]\ntitle=T\nabout=A test.\n[encoder]\nlayer=%s\n[decoder]\nlayer=dense image\n", code);
    return scratch_write(&stage->world.scratch, name, text, (size_t)length);
}

static void stage_init(Stage *stage, const char *code) {
    char model[512];
    *stage = (Stage){0};
    small_world_init(&stage->world);
    snprintf(model, sizeof model, "%s", write_model(stage, "map.ini", code));
    ExplorerDesc desc = {.model = model, .data = stage->world.scratch.folder, .view = "map", .threads = 2, .steps = 40};
    explorer_stage_open(&stage->explorer, &desc, 1600, 900);
    explorer_stage_settle(&stage->explorer, 40);
}

static void stage_finish(Stage *stage) {
    explorer_stage_assert_sane(&stage->explorer);
    explorer_stage_close(&stage->explorer);
    small_world_finish(&stage->world);
}

static bool shows(const Stage *stage, const char *text) {
    return explorer_stage_shows(&stage->explorer, text);
}

static void wait_for(Stage *stage, const char *text) {
    double until = clock_seconds() + PATIENCE;
    while (!shows(stage, text)) {
        explorer_stage_frame(&stage->explorer);
        clock_sleep(0.001);
        if (clock_seconds() > until)
            fail_msg("'%s' did not come", text);
    }
}

static const DrawCommand *image(const Stage *stage, uint64_t key) {
    const DrawList *list = stage->explorer.list;
    for (int i = 0; i < list->count; i++)
        if (list->commands[i].kind == DRAW_IMAGE && list->commands[i].image.key == key)
            return &list->commands[i];
    return NULL;
}

// Down somewhere in the map, and on to another place, by shares of it.
static void drag(Stage *stage, float x, float y, float to_x, float to_y, unsigned modifiers) {
    ExplorerStage *explorer = &stage->explorer;
    Rect map = image(stage, KEY_PLANE)->rect;
    explorer_stage_point(explorer, map.x + x * map.w, map.y + y * map.h);
    explorer->input.pressed = explorer->input.down = UI_MOUSE_LEFT;
    explorer->input.modifiers = modifiers;
    explorer_stage_frame(explorer);
    for (int i = 1; i <= 2; i++) {
        explorer->input.modifiers = modifiers;
        explorer_stage_point(explorer, map.x + (x + (to_x - x) * (float)i / 2) * map.w,
                             map.y + (y + (to_y - y) * (float)i / 2) * map.h);
    }
}

static void release(Stage *stage) {
    stage->explorer.input.released = UI_MOUSE_LEFT;
    stage->explorer.input.down = 0;
    explorer_stage_frame(&stage->explorer);
    explorer_stage_point(&stage->explorer, -1, -1);
}

static uint64_t sum_of(const Stage *stage, uint64_t key) {
    const DrawCommand *found = image(stage, key);
    uint64_t sum = 14695981039346656037U;
    assert_non_null(found);
    for (int p = 0; p < found->image.width * found->image.height; p++)
        sum = (sum ^ found->image.pixels[p].r) * 1099511628211U;
    return sum;
}

static void a_drag_decodes_and_goes_on_while_it_trains(void **state) {
    (void)state;
    Stage stage;
    stage_init(&stage, "dense 8 relu");
    assert_true(shows(&stage, "Latent map · 70 test images") && shows(&stage, "of variance"));
    assert_true(shows(&stage, "step 40 "));
    uint64_t plane = sum_of(&stage, KEY_PLANE);
    drag(&stage, 0.1F, 0.1F, 0.5F, 0.5F, 0);
    wait_for(&stage, "decoded here");
    uint64_t middle = sum_of(&stage, KEY_DECODED);
    release(&stage);
    drag(&stage, 0.5F, 0.5F, 0.95F, 0.3F, 0);
    release(&stage);
    explorer_stage_settle(&stage.explorer, 40);
    assert_true(shows(&stage, "decoded here") && sum_of(&stage, KEY_DECODED) != middle);
    uint64_t before = sum_of(&stage, KEY_DECODED);
    explorer_stage_key(&stage.explorer, 's', UI_SHIFT);
    explorer_stage_settle(&stage.explorer, 42);
    assert_true(shows(&stage, "step 42 "));
    assert_true(sum_of(&stage, KEY_DECODED) != before && sum_of(&stage, KEY_PLANE) != plane);
    explorer_stage_key(&stage.explorer, UI_KEY_ESCAPE, 0);
    explorer_stage_frame(&stage.explorer);
    assert_false(shows(&stage, "decoded here"));
    stage_finish(&stage);
}

static void pointed_at_an_image_comes_with_its_reconstruction(void **state) {
    (void)state;
    Stage stage;
    stage_init(&stage, "gaussian 2");
    assert_true(shows(&stage, "unit 0") && shows(&stage, "unit 1"));
    const DrawCommand *map = image(&stage, KEY_PLANE);
    Rgba ground = map->image.pixels[0];
    int place = 0;
    while (memcmp(&map->image.pixels[place], &ground, sizeof ground) == 0)
        place++;
    int row = place / map->image.width, column = place % map->image.width;
    explorer_stage_point(&stage.explorer, map->rect.x + (float)column, map->rect.y + (float)row);
    wait_for(&stage, "squared error");
    assert_true(shows(&stage, "reconstruction") && shows(&stage, "test image"));
    stage_finish(&stage);
}

static void a_shift_drag_shows_what_lies_between(void **state) {
    (void)state;
    Stage stage;
    stage_init(&stage, "gaussian 6");
    drag(&stage, 0.2F, 0.3F, 0.8F, 0.4F, UI_SHIFT);
    release(&stage);
    wait_for(&stage, "spherical line");
    stage_finish(&stage);
}

// From many units to one, and to two.
static void other_models_are_mapped_by_what_they_are(void **state) {
    (void)state;
    Stage stage;
    stage_init(&stage, "dense 80 relu");
    drag(&stage, 0.2F, 0.3F, 0.8F, 0.4F, 0);
    release(&stage);
    explorer_drop(stage.explorer.explorer, write_model(&stage, "one.ini", "dense 1"));
    wait_for(&stage, "squared error of the image");
    explorer_stage_settle(&stage.explorer, 0);
    assert_false(shows(&stage, "decoded here"));
    explorer_drop(stage.explorer.explorer, write_model(&stage, "two.ini", "gaussian 2"));
    wait_for(&stage, "unit 1");
    explorer_stage_settle(&stage.explorer, 0);
    stage_finish(&stage);
}

// The space bar held down, or let go.
static void hold_space(Stage *stage, bool held) {
    ExplorerStage *explorer = &stage->explorer;
    explorer->input.space = held;
    if (held)
        explorer_stage_key(explorer, ' ', 0);
    else
        explorer_stage_frame(explorer);
    explorer_stage_frame(explorer);
}

static void a_drag_with_space_moves_the_plane_and_does_not_run(void **state) {
    (void)state;
    Stage stage;
    stage_init(&stage, "dense 8 relu");
    uint64_t plane = sum_of(&stage, KEY_PLANE);
    Rect map = image(&stage, KEY_PLANE)->rect;
    explorer_stage_point(&stage.explorer, map.x + map.w / 2, map.y + map.h / 2);
    hold_space(&stage, true);
    drag(&stage, 0.5F, 0.5F, 0.7F, 0.6F, 0);
    release(&stage);
    hold_space(&stage, false);
    explorer_stage_settle(&stage.explorer, 40); // it still rests at that step
    assert_true(sum_of(&stage, KEY_PLANE) != plane);
    assert_false(shows(&stage, "decoded here"));
    explorer_stage_key(&stage.explorer, '0', 0);
    explorer_stage_settle(&stage.explorer, 40);
    assert_true(sum_of(&stage, KEY_PLANE) == plane);
    stage_finish(&stage);
}

static void space_alone_runs_over_the_map_when_let_go_and_elsewhere_at_once(void **state) {
    (void)state;
    Stage stage;
    stage_init(&stage, "dense 8 relu");
    Rect map = image(&stage, KEY_PLANE)->rect;
    explorer_stage_point(&stage.explorer, map.x + map.w / 2, map.y + map.h / 2);
    hold_space(&stage, true);
    explorer_stage_settle(&stage.explorer, 40);
    hold_space(&stage, false);
    wait_for(&stage, "Pause");
    explorer_stage_point(&stage.explorer, 2, 2);
    hold_space(&stage, true);
    wait_for(&stage, "paused");
    hold_space(&stage, false);
    for (int i = 0; i < 20; i++)
        explorer_stage_frame(&stage.explorer);
    assert_true(shows(&stage, "paused"));
    stage_finish(&stage);
}

// Ten thousand images are looked at in the optimised build alone.
static void skip_with_sanitizers(void) {
    if (test_share(10) < 10)
        skip();
}

static void strokes_are_coloured_by_their_true_factors(void **state) {
    (void)state;
    skip_with_sanitizers();
    Stage stage;
    stage_init(&stage, "dense 8 relu");
    explorer_stage_click_on(&stage.explorer, "by class");
    assert_false(shows(&stage, "slant")); // of this data nothing is known
    explorer_stage_key(&stage.explorer, UI_KEY_ESCAPE, 0);
    explorer_drop(stage.explorer.explorer, "strokes");
    wait_for(&stage, "2 000 of 10 000 test images");
    uint64_t plane = sum_of(&stage, KEY_PLANE);
    explorer_stage_click_on(&stage.explorer, "by class");
    explorer_stage_frame(&stage.explorer);
    explorer_stage_click_on(&stage.explorer, "slant");
    explorer_stage_point(&stage.explorer, -1, -1);
    wait_for(&stage, "slant");
    while (sum_of(&stage, KEY_PLANE) == plane) // the meson test's timeout ends it
        explorer_stage_frame(&stage.explorer);
    stage_finish(&stage);
}

static void other_data_begin_a_map_of_their_own(void **state) {
    (void)state;
    skip_with_sanitizers();
    Stage stage;
    stage_init(&stage, "dense 8 relu");
    drag(&stage, 0.2F, 0.3F, 0.8F, 0.4F, 0);
    release(&stage);
    wait_for(&stage, "decoded here");
    explorer_drop(stage.explorer.explorer, "strokes");
    wait_for(&stage, "2 000 of 10 000 test images");
    assert_false(shows(&stage, "decoded here"));
    explorer_drop(stage.explorer.explorer, stage.world.scratch.folder);
    wait_for(&stage, "Latent map · 70 test images");
    stage_finish(&stage);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_drag_decodes_and_goes_on_while_it_trains),
        cmocka_unit_test(pointed_at_an_image_comes_with_its_reconstruction),
        cmocka_unit_test(a_shift_drag_shows_what_lies_between),
        cmocka_unit_test(other_models_are_mapped_by_what_they_are),
        cmocka_unit_test(a_drag_with_space_moves_the_plane_and_does_not_run),
        cmocka_unit_test(space_alone_runs_over_the_map_when_let_go_and_elsewhere_at_once),
        cmocka_unit_test(strokes_are_coloured_by_their_true_factors),
        cmocka_unit_test(other_data_begin_a_map_of_their_own),
    };
    kernels_choose(NULL);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
