// Reconstructions with the real engine behind it: choosing images from the whole test set, drawing one.
#include "explorer_stage.h"
#include "small_world.h"
#include "test.h"

#include "kernels.h"

typedef struct World {
    SmallWorld small;
    char model[512];
    ExplorerStage stage;
} World;

static ExplorerStage *world_open(World *world, uint64_t steps) {
    small_world_init(&world->small);
    snprintf(world->model, sizeof world->model, "%s", scratch_path(&world->small.scratch, "deep.ini"));
    ExplorerDesc desc = {.model = world->model, .data = world->small.scratch.folder, .threads = 2, .steps = steps};
    explorer_stage_open(&world->stage, &desc, 1600, 900);
    explorer_stage_settle(&world->stage, steps);
    return &world->stage;
}

static void world_close(World *world) {
    explorer_stage_close(&world->stage);
    small_world_finish(&world->small);
}

// The errors below the images, in the order on screen: all of the view's captions "MSE 0.1234".
static int read_errors(const ExplorerStage *stage, double errors[64]) {
    int count = 0;
    for (int i = 0; i < stage->list->count && count < 64; i++) {
        const DrawCommand *command = &stage->list->commands[i];
        if (command->kind == DRAW_TEXT && sscanf(draw_text_of(stage->list, command), "MSE %lf", &errors[count]) == 1 &&
            strlen(draw_text_of(stage->list, command)) == strlen("MSE 0.0000"))
            count++;
    }
    return count;
}

static void images_are_sorted_by_their_error_both_ways(void **state) {
    (void)state;
    World world;
    double worst[64], best[64];
    ExplorerStage *stage = world_open(&world, 40);
    assert_true(explorer_stage_shows(stage, "of 70 test images, worst first as of step 40"));
    int count = read_errors(stage, worst);
    assert_true(count >= 8);
    for (int i = 1; i < count; i++)
        assert_true(worst[i] <= worst[i - 1]);
    explorer_stage_click_on(stage, "best first");
    explorer_stage_settle(stage, 40);
    assert_true(explorer_stage_shows(stage, "best first as of step 40"));
    assert_int_equal(read_errors(stage, best), count);
    for (int i = 1; i < count; i++)
        assert_true(best[i] >= best[i - 1]);
    assert_true(best[count - 1] <= worst[0]);
    world_close(&world);
}

static void a_class_has_its_own_images_and_pages_reach_the_rest(void **state) {
    (void)state;
    World world;
    ExplorerStage *stage = world_open(&world, 20);
    explorer_stage_click_on(stage, "all classes");
    const DrawCommand *entry = NULL; // "1" of the list is drawn last
    for (int i = 0; i < stage->list->count; i++)
        if (stage->list->commands[i].kind == DRAW_TEXT &&
            strcmp(draw_text_of(stage->list, &stage->list->commands[i]), "1") == 0)
            entry = &stage->list->commands[i];
    assert_non_null(entry);
    explorer_stage_point(stage, entry->rect.x + 2, entry->rect.y + 2);
    stage->input.pressed = stage->input.released = UI_MOUSE_LEFT;
    explorer_stage_frame(stage);
    explorer_stage_settle(stage, 20);
    assert_true(explorer_stage_shows(stage, "of 23 images of class 1")); // images 1, 4, … 67 of 70
    explorer_stage_key(stage, UI_KEY_PAGE_DOWN, 0);
    explorer_stage_settle(stage, 20);
    assert_false(explorer_stage_shows(stage, "1–9 of 23") || !explorer_stage_shows(stage, " of 23"));
    for (int i = 0; i < 9; i++) {
        explorer_stage_key(stage, UI_KEY_PAGE_DOWN, 0);
        explorer_stage_settle(stage, 20);
    }
    assert_true(explorer_stage_shows(stage, "–23 of 23"));
    world_close(&world);
}

static void pca_stands_beside_them(void **state) {
    (void)state;
    World world;
    ExplorerStage *stage = world_open(&world, 20);
    explorer_stage_click_on(stage, "PCA");
    explorer_stage_settle(stage, 20);
    assert_true(explorer_stage_shows(stage, "PCA-33"));
    explorer_stage_wait_for(stage, "MSE of PCA-33");
    assert_false(explorer_stage_shows(stage, "being computed"));
    world_close(&world);
}

static void what_is_drawn_is_looked_at_everywhere(void **state) {
    (void)state;
    World world;
    ExplorerStage *stage = world_open(&world, 20);
    assert_true(explorer_stage_shows(stage, "Test image 0 as the network has given it back"));
    explorer_stage_key(stage, 'd', 0);
    explorer_stage_frame(stage);
    explorer_stage_frame(stage);
    const DrawCommand *name = explorer_stage_find(stage, "your image");
    assert_non_null(name);
    float x = name->rect.x + 40, y = name->rect.y - 60;
    explorer_stage_point(stage, x, y);
    stage->input.pressed = stage->input.down = UI_MOUSE_LEFT;
    explorer_stage_frame(stage);
    for (int i = 0; i < 8; i++)
        explorer_stage_point(stage, x + (float)(10 * i), y - (float)(5 * i));
    stage->input.released = UI_MOUSE_LEFT;
    stage->input.down = 0;
    explorer_stage_frame(stage);
    explorer_stage_wait_for(stage, "Your image as the network has given it back");
    assert_false(explorer_stage_shows(stage, "Draw with the mouse")); // the answer is there
    explorer_stage_click_on(stage, "Done");
    explorer_stage_wait_for(stage, "Your image");
    explorer_stage_key(stage, UI_KEY_RIGHT, 0);
    explorer_stage_wait_for(stage, "Test image 1 as the network has given it back");
    world_close(&world);
}

static void the_history_keeps_to_its_budget(void **state) {
    (void)state;
    World world;
    ExplorerStage *stage = world_open(&world, 20);
    assert_int_equal(explorer_history_megabytes(stage->explorer), 0);
    explorer_stage_click_on(stage, "96 MB");
    explorer_stage_click_on(stage, "512 MB");
    explorer_stage_wait_for(stage, "512 MB");
    explorer_stage_settle(stage, 20);
    assert_true(explorer_stage_find(stage, "512 MB") != NULL && explorer_stage_find(stage, "96 MB") == NULL);
    assert_int_equal(explorer_history_megabytes(stage->explorer), 512); // what the next start is given
    world_close(&world);
}

static void a_budget_that_is_offered_holds_from_the_start(void **state) {
    (void)state;
    static const struct {
        int given;
        const char *shown;
    } cases[] = {{256, "256 MB"}, {100, "96 MB"}};
    for (int i = 0; i < 2; i++) {
        World world;
        small_world_init(&world.small);
        snprintf(world.model, sizeof world.model, "%s", scratch_path(&world.small.scratch, "deep.ini"));
        ExplorerDesc desc = {.model = world.model,
                             .data = world.small.scratch.folder,
                             .threads = 2,
                             .steps = 5,
                             .history_megabytes = cases[i].given};
        explorer_stage_open(&world.stage, &desc, 1600, 900);
        explorer_stage_settle(&world.stage, 5);
        assert_non_null(explorer_stage_find(&world.stage, cases[i].shown));
        world_close(&world);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(images_are_sorted_by_their_error_both_ways),
        cmocka_unit_test(a_class_has_its_own_images_and_pages_reach_the_rest),
        cmocka_unit_test(pca_stands_beside_them),
        cmocka_unit_test(what_is_drawn_is_looked_at_everywhere),
        cmocka_unit_test(the_history_keeps_to_its_budget),
        cmocka_unit_test(a_budget_that_is_offered_holds_from_the_start),
    };
    kernels_choose(NULL);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
