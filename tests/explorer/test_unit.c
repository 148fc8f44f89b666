// The unit card and changed units with the real engine: a slider dragged changes what comes out everywhere, Escape
// brings it back; a dead unit starts again and that is undone.
#include "explorer_stage.h"
#include "small_world.h"
#include "test.h"

#include "clock.h"
#include "kernels.h"

enum { STEPS = 60, UNIT = 4, KEY_VIEW = 1, KEY_CHANGED = 66, KEY_HEAT = 3 };

typedef struct World {
    SmallWorld small;
    char model[512];
    ExplorerStage stage;
} World;

static void world_open(World *world, const char *model, const char *view, int units) {
    small_world_init(&world->small);
    snprintf(world->model, sizeof world->model, "%s", scratch_path(&world->small.scratch, model));
    ExplorerDesc desc = {.model = world->model,
                         .data = world->small.scratch.folder,
                         .threads = 2,
                         .steps = STEPS,
                         .view = view,
                         .units = units};
    explorer_stage_open(&world->stage, &desc, 1440, 1000);
    explorer_stage_settle(&world->stage, STEPS);
}

static void world_close(World *world) {
    explorer_stage_close(&world->stage);
    small_world_finish(&world->small);
}

static const DrawCommand *find(const ExplorerStage *stage, const char *text) {
    for (int i = 0; i < stage->list->count; i++)
        if (stage->list->commands[i].kind == DRAW_TEXT &&
            strstr(draw_text_of(stage->list, &stage->list->commands[i]), text))
            return &stage->list->commands[i];
    fail_msg("'%s' is not on screen", text);
    return NULL;
}

static const DrawImage *image(const ExplorerStage *stage, uint64_t key) {
    for (int i = 0; i < stage->list->count; i++)
        if (stage->list->commands[i].kind == DRAW_IMAGE && stage->list->commands[i].image.key == key)
            return &stage->list->commands[i].image;
    return NULL;
}

static uint64_t sum_of(const ExplorerStage *stage, uint64_t key) {
    const DrawImage *found = image(stage, key);
    uint64_t sum = 14695981039346656037U;
    assert_non_null(found);
    for (int p = 0; p < found->width * found->height; p++)
        sum = (sum ^ found->pixels[p].r) * 1099511628211U;
    return sum;
}

// As a hand does it: down, some frames on the way, up.
static void drag(ExplorerStage *stage, float x, float y, float to) {
    explorer_stage_point(stage, x, y);
    stage->input.pressed = stage->input.down = UI_MOUSE_LEFT;
    explorer_stage_frame(stage);
    for (int i = 1; i <= 10; i++)
        explorer_stage_point(stage, x + (to - x) * (float)i / 10, y);
    stage->input.down = 0;
    stage->input.released = UI_MOUSE_LEFT;
    explorer_stage_frame(stage);
    explorer_stage_point(stage, -1, -1);
}

static void dragging_clamp_changes_what_comes_out_until_escape(void **state) {
    (void)state;
    World world;
    world_open(&world, "narrow.ini", NULL, UNIT + 1);
    ExplorerStage *stage = &world.stage;
    assert_true(explorer_stage_shows(stage, "Unit 4") && explorer_stage_shows(stage, "70 of 70, step 60"));
    uint64_t before = sum_of(stage, KEY_VIEW);
    assert_null(image(stage, KEY_CHANGED));
    const DrawCommand *label = find(stage, "Clamp to");
    drag(stage, label->rect.x + 6, label->rect.y + 24, label->rect.x + 100);
    explorer_stage_settle(stage, STEPS);
    assert_true(explorer_stage_shows(stage, "Clamped to") && explorer_stage_shows(stage, "1 unit changed · Esc"));
    assert_non_null(image(stage, KEY_CHANGED));
    assert_true(sum_of(stage, KEY_CHANGED) != sum_of(stage, KEY_CHANGED - 1)); // another output than without
    assert_true(sum_of(stage, KEY_VIEW) != before);                            // in the view too
    assert_true(explorer_stage_shows(stage, " → 0."));
    explorer_stage_assert_sane(stage);
    explorer_stage_key(stage, UI_KEY_ESCAPE, 0);
    explorer_stage_settle(stage, STEPS);
    assert_false(explorer_stage_shows(stage, "unit changed") || explorer_stage_shows(stage, " → 0."));
    assert_true(explorer_stage_shows(stage, "Unit 4"));
    assert_null(image(stage, KEY_CHANGED));
    assert_int_equal(sum_of(stage, KEY_VIEW), before);
    explorer_stage_key(stage, UI_KEY_ESCAPE, 0);
    explorer_stage_frame(stage);
    assert_false(explorer_stage_shows(stage, "Unit 4"));
    world_close(&world);
}

static void the_card_follows_its_buttons_and_another_model(void **state) {
    (void)state;
    World world;
    world_open(&world, "wide.ini", "code", UNIT + 1);
    ExplorerStage *stage = &world.stage;
    explorer_stage_click_on(stage, "→");
    explorer_stage_settle(stage, STEPS);
    assert_true(explorer_stage_shows(stage, "Unit 5"));
    for (int unit = 5; unit > 0; unit--)
        explorer_stage_click_on(stage, "←");
    explorer_stage_click_on(stage, "←");
    explorer_stage_settle(stage, STEPS);
    assert_true(explorer_stage_shows(stage, "Unit 79"));
    explorer_stage_click_on(stage, "Ablate");
    explorer_stage_settle(stage, STEPS);
    assert_true(explorer_stage_shows(stage, "unit changed"));
    explorer_drop(stage->explorer, scratch_path(&world.small.scratch, "narrow.ini"));
    explorer_stage_settle(stage, 0); // a code of five units: the last one, and nothing is changed
    assert_true(explorer_stage_shows(stage, "Unit 4") && !explorer_stage_shows(stage, "unit changed"));
    explorer_stage_assert_sane(stage);
    world_close(&world);
}

static void a_click_on_a_unit_in_code_opens_its_card(void **state) {
    (void)state;
    World world;
    world_open(&world, "wide.ini", "code", 0);
    ExplorerStage *stage = &world.stage;
    Rect map = {0};
    for (int i = 0; i < stage->list->count; i++)
        if (stage->list->commands[i].kind == DRAW_IMAGE && stage->list->commands[i].image.key == KEY_HEAT)
            map = stage->list->commands[i].rect;
    assert_true(map.w > 100 && !explorer_stage_shows(stage, "STRONGEST ON"));
    explorer_stage_point(stage, map.x + map.w / 3, map.y + map.h / 2);
    stage->input.pressed = stage->input.down = UI_MOUSE_LEFT; // held for some frames, as a hand does
    explorer_stage_frame(stage);
    explorer_stage_frame(stage);
    stage->input.down = 0;
    stage->input.released = UI_MOUSE_LEFT;
    explorer_stage_frame(stage);
    explorer_stage_settle(stage, STEPS);
    assert_true(explorer_stage_shows(stage, "STRONGEST ON") && explorer_stage_shows(stage, "70 of 70, step 60"));
    explorer_stage_assert_sane(stage);
    world_close(&world);
}

// A penalty far too strong kills all units.
static void a_dead_unit_starts_again_and_that_is_undone(void **state) {
    (void)state;
    static const char text[] = "[model]\ntitle = D\nabout = A test.\nloss = bce\n[encoder]\nlayer = dense 40 relu\n"
                               "[decoder]\nlayer = dense image\n[penalty]\nl1 = 600\n";
    World world;
    world_open(&world, "wide.ini", NULL, UNIT + 1);
    ExplorerStage *stage = &world.stage;
    scratch_write(&world.small.scratch, "dying.ini", text, sizeof text - 1);
    explorer_drop(stage->explorer, scratch_path(&world.small.scratch, "dying.ini"));
    explorer_stage_settle(stage, 0);
    uint64_t step = 0;
    while (step < 100) { // by then it is dead on all training images too
        explorer_stage_key(stage, 's', UI_SHIFT);
        step += 2;
        explorer_stage_settle(stage, step);
    }
    assert_true(explorer_stage_shows(stage, "Never active on 70 test images."));
    explorer_stage_click_on(stage, "Resample");
    double until = clock_seconds() + 600;
    while (!explorer_stage_shows(stage, "starts again") && clock_seconds() < until)
        explorer_stage_frame(stage);
    assert_true(explorer_stage_shows(stage, "Unit 4 starts again") && explorer_stage_shows(stage, "Undo"));
    explorer_stage_settle(stage, step);
    assert_false(explorer_stage_shows(stage, "Never active"));
    explorer_stage_click_on(stage, "Undo");
    while (!explorer_stage_shows(stage, "Never active") && clock_seconds() < until)
        explorer_stage_frame(stage);
    assert_true(explorer_stage_shows(stage, "Never active"));
    // The moments before know nothing of that, and can be looked at all the same.
    explorer_stage_settle(stage, step);
    for (int i = 0; i < 100; i++)
        explorer_stage_key(stage, ',', 0);
    do
        explorer_stage_frame(stage);
    while (
        (explorer_stage_shows(stage, "The first pictures come") || !explorer_stage_shows(stage, "Looking back at")) &&
        clock_seconds() < until);
    assert_true(explorer_stage_shows(stage, "Looking back at"));
    assert_false(explorer_stage_shows(stage, "The first pictures come"));
    world_close(&world);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dragging_clamp_changes_what_comes_out_until_escape),
        cmocka_unit_test(the_card_follows_its_buttons_and_another_model),
        cmocka_unit_test(a_click_on_a_unit_in_code_opens_its_card),
        cmocka_unit_test(a_dead_unit_starts_again_and_that_is_undone),
    };
    kernels_choose(NULL);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
