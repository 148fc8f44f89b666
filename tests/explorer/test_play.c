// The playground with the real engine: a stroke and a dragged bar change what comes out and nothing else, rows of
// pictures come, another model or other data leave nothing behind.
#include "explorer_stage.h"
#include "small_world.h"
#include "test.h"

#include "kernels.h"

enum { STEPS = 40, KEY_CANVAS = 0x9147000, KEY_ANSWER = 0x9147001, KEY_PIXELS = 0x9147002, KEY_ROW = 0x9147010 };

typedef struct World {
    SmallWorld small;
    char model[512];
    ExplorerStage stage;
} World;

static void world_open(World *world, const char *model) {
    small_world_init(&world->small);
    snprintf(world->model, sizeof world->model, "%s", scratch_path(&world->small.scratch, model));
    ExplorerDesc desc = {
        .model = world->model, .data = world->small.scratch.folder, .threads = 2, .steps = STEPS, .view = "playground"};
    explorer_stage_open(&world->stage, &desc, 1440, 1000);
    explorer_stage_settle(&world->stage, STEPS);
}

static void world_close(World *world) {
    explorer_stage_close(&world->stage);
    small_world_finish(&world->small);
}

static const DrawCommand *image(const ExplorerStage *stage, uint64_t key) {
    for (int i = 0; i < stage->list->count; i++)
        if (stage->list->commands[i].kind == DRAW_IMAGE && stage->list->commands[i].image.key == key)
            return &stage->list->commands[i];
    return NULL;
}

static uint64_t sum_of(const ExplorerStage *stage, uint64_t key) {
    const DrawCommand *found = image(stage, key);
    uint64_t sum = 14695981039346656037U;
    assert_non_null(found);
    for (int p = 0; p < found->image.width * found->image.height; p++)
        sum = (sum ^ found->image.pixels[p].r) * 1099511628211U;
    return sum;
}

static const DrawCommand *text_of(const ExplorerStage *stage, const char *text, float least_x) {
    for (int i = 0; i < stage->list->count; i++)
        if (stage->list->commands[i].kind == DRAW_TEXT && stage->list->commands[i].rect.x >= least_x &&
            strcmp(draw_text_of(stage->list, &stage->list->commands[i]), text) == 0)
            return &stage->list->commands[i];
    fail_msg("'%s' is not on screen", text);
    return NULL;
}

static void click_on(ExplorerStage *stage, const char *text) {
    const DrawCommand *command = text_of(stage, text, 240);
    explorer_stage_point(stage, command->rect.x + 3, command->rect.y + 4);
    explorer_stage_click(stage);
    explorer_stage_point(stage, -1, -1);
}

static void drag(ExplorerStage *stage, float x, float y, float to_x, float to_y) {
    explorer_stage_point(stage, x, y);
    stage->input.pressed = stage->input.down = UI_MOUSE_LEFT;
    explorer_stage_frame(stage);
    explorer_stage_point(stage, to_x, to_y);
    stage->input.down = 0;
    stage->input.released = UI_MOUSE_LEFT;
    explorer_stage_frame(stage);
    explorer_stage_point(stage, -1, -1);
}

static void a_dragged_bar_changes_the_answer_until_reset(void **state) {
    (void)state;
    World world;
    world_open(&world, "narrow.ini");
    ExplorerStage *stage = &world.stage;
    uint64_t image_before = sum_of(stage, KEY_CANVAS), before = sum_of(stage, KEY_ANSWER);
    const DrawCommand *canvas = image(stage, KEY_CANVAS),
                      *number = text_of(stage, "3", canvas->rect.x + canvas->rect.w);
    drag(stage, number->rect.x + 30, number->rect.y + 5, number->rect.x + 150, number->rect.y + 5);
    explorer_stage_settle(stage, STEPS);
    assert_true(explorer_stage_shows(stage, "1 changed"));
    assert_true(sum_of(stage, KEY_ANSWER) != before);
    assert_int_equal(sum_of(stage, KEY_CANVAS), image_before);
    explorer_stage_assert_sane(stage);
    click_on(stage, "Put back");
    explorer_stage_settle(stage, STEPS);
    assert_int_equal(sum_of(stage, KEY_ANSWER), before);
    click_on(stage, "PCA axes");
    explorer_stage_settle(stage, STEPS);
    assert_int_equal(sum_of(stage, KEY_ANSWER), before);
    explorer_stage_assert_sane(stage);
    world_close(&world);
}

static void a_stroke_and_a_corruption_are_answered(void **state) {
    (void)state;
    World world;
    world_open(&world, "deep.ini");
    ExplorerStage *stage = &world.stage;
    uint64_t before = sum_of(stage, KEY_ANSWER), image_before = sum_of(stage, KEY_CANVAS);
    Rect canvas = image(stage, KEY_CANVAS)->rect;
    drag(stage, canvas.x + 20, canvas.y + 20, canvas.x + canvas.w - 20, canvas.y + canvas.h - 20);
    explorer_stage_settle(stage, STEPS);
    assert_true(explorer_stage_shows(stage, "Your image"));
    uint64_t drawn = sum_of(stage, KEY_CANVAS), answer = sum_of(stage, KEY_ANSWER);
    assert_true(answer != before && drawn != image_before);
    click_on(stage, "clean");
    click_on(stage, "mask");
    explorer_stage_settle(stage, STEPS);
    assert_true(sum_of(stage, KEY_CANVAS) != drawn && sum_of(stage, KEY_ANSWER) != answer);
    assert_true(explorer_stage_shows(stage, "seen"));
    explorer_stage_key(stage, 'z', UI_CTRL);
    click_on(stage, "mask");
    click_on(stage, "clean");
    explorer_stage_settle(stage, STEPS);
    assert_int_equal(sum_of(stage, KEY_ANSWER), before);
    world_close(&world);
}

static void every_row_of_pictures_comes_and_goes_with_the_model(void **state) {
    (void)state;
    static const char *const rows[] = {"Traversal", "A to B", "a − b + c", "New"};
    World world;
    world_open(&world, "narrow.ini");
    ExplorerStage *stage = &world.stage;
    for (int i = 0; i < 4; i++) {
        click_on(stage, rows[i]);
        explorer_stage_settle(stage, STEPS);
        assert_non_null(image(stage, KEY_ROW + 1 + (uint64_t)i));
        explorer_stage_assert_sane(stage);
    }
    assert_non_null(image(stage, KEY_ROW)); // the nearest, below the answer
    assert_non_null(image(stage, KEY_PIXELS));
    uint64_t samples = sum_of(stage, KEY_ROW + 4);
    click_on(stage, "Draw again");
    explorer_stage_settle(stage, STEPS);
    assert_true(sum_of(stage, KEY_ROW + 4) != samples);
    explorer_drop(stage->explorer, scratch_path(&world.small.scratch, "wide.ini"));
    explorer_stage_settle(stage, 0);
    assert_true(explorer_stage_shows(stage, "of 80"));
    assert_non_null(image(stage, KEY_ROW + 4));
    explorer_stage_assert_sane(stage);
    world_close(&world);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_dragged_bar_changes_the_answer_until_reset),
        cmocka_unit_test(a_stroke_and_a_corruption_are_answered),
        cmocka_unit_test(every_row_of_pictures_comes_and_goes_with_the_model),
    };
    kernels_choose(NULL);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
