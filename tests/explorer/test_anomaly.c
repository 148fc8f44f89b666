// The bench Anomaly with the real engine behind it: leaving a class out by hand, and bringing the run back.
#include "explorer_stage.h"
#include "small_world.h"
#include "test.h"

#include "view.h"

#include <string.h>

typedef struct World {
    SmallWorld small;
    char model[512];
    ExplorerStage stage;
} World;

static ExplorerStage *world_open(World *world, const char *leave_out, uint64_t steps) {
    small_world_init(&world->small);
    snprintf(world->model, sizeof world->model, "%s", scratch_path(&world->small.scratch, "deep.ini"));
    ExplorerDesc desc = {.model = world->model,
                         .data = world->small.scratch.folder,
                         .view = "analysis",
                         .bench = "anomaly",
                         .leave_out = leave_out,
                         .threads = 2,
                         .steps = steps};
    explorer_stage_open(&world->stage, &desc, 1600, 900);
    explorer_stage_settle(&world->stage, steps);
    return &world->stage;
}

static void world_close(World *world) {
    explorer_stage_close(&world->stage);
    small_world_finish(&world->small);
}

// The last text that is just this one: classes are called 0, 1 and 2, as other things before them are.
static void click_last(ExplorerStage *stage, const char *text) {
    const DrawCommand *found = NULL;
    for (int i = 0; i < stage->list->count; i++)
        if (stage->list->commands[i].kind == DRAW_TEXT &&
            strcmp(draw_text_of(stage->list, &stage->list->commands[i]), text) == 0 &&
            stage->list->commands[i].rect.x > 240 && stage->list->commands[i].rect.x < 1200 &&
            stage->list->commands[i].rect.y < 400)
            found = &stage->list->commands[i];
    assert_non_null(found);
    explorer_stage_point(stage, found->rect.x + 2, found->rect.y + 2);
    explorer_stage_click(stage);
}

static void frames(ExplorerStage *stage, int count) {
    for (int i = 0; i < count; i++)
        explorer_stage_frame(stage);
}

static void a_class_is_left_out_by_hand_and_the_run_comes_back(void **state) {
    (void)state;
    World world;
    ExplorerStage *stage = world_open(&world, NULL, 20);
    assert_true(explorer_stage_shows(stage, "What has it never seen?"));
    click_last(stage, "1");
    frames(stage, 2);
    explorer_stage_click_on(stage, "Train without 1");
    frames(stage, 2);
    assert_true(explorer_stage_shows(stage, "Train without 1?"));
    explorer_stage_click_on(stage, "Start anew");
    explorer_stage_wait_for(stage, "Training starts anew without 1.");
    assert_true(explorer_stage_shows(stage, "trained without 1"));
    explorer_stage_wait_for(stage, "AUROC");
    explorer_stage_wait_for(stage, "Highest scores: ");
    explorer_stage_assert_sane(stage);
    explorer_stage_click_on(stage, "Undo");
    explorer_stage_wait_for(stage, "What has it never seen?");
    assert_false(explorer_stage_shows(stage, "trained without"));
    world_close(&world);
}

// As `shot` asks for it, and without a message in the picture.
static void a_run_can_begin_without_a_class(void **state) {
    (void)state;
    World world;
    ExplorerStage *stage = world_open(&world, "2", 30);
    assert_true(explorer_stage_shows(stage, "trained without 2") && explorer_stage_shows(stage, "PCA-33"));
    assert_false(explorer_stage_shows(stage, "starts anew") || explorer_stage_shows(stage, "New weights"));
    assert_true(explorer_stage_shows(stage, "AUROC"));
    explorer_stage_assert_sane(stage);
    for (int view = 0; VIEWS[view]; view++) { // the status bar says so in all of them
        explorer_open_view(stage->explorer, view);
        frames(stage, 2);
        assert_true(explorer_stage_shows(stage, "trained without 2"));
    }
    world_close(&world);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_class_is_left_out_by_hand_and_the_run_comes_back),
        cmocka_unit_test(a_run_can_begin_without_a_class),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
