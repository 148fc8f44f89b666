// The view Analysis with the real engine behind it: each bench comes to its figures, and they follow model and
// strength.
#include "explorer_stage.h"
#include "small_world.h"
#include "test.h"

#include "kernels.h"

typedef struct World {
    SmallWorld small;
    char model[512];
    ExplorerStage stage;
} World;

static ExplorerStage *world_open(World *world, const char *bench, int width, int height) {
    small_world_init(&world->small);
    snprintf(world->model, sizeof world->model, "%s", scratch_path(&world->small.scratch, "narrow.ini"));
    ExplorerDesc desc = {.model = world->model,
                         .data = world->small.scratch.folder,
                         .view = "analysis",
                         .bench = bench,
                         .threads = 2,
                         .steps = 30};
    explorer_stage_open(&world->stage, &desc, width, height);
    explorer_stage_settle(&world->stage, 30);
    return &world->stage;
}

static void world_close(World *world) {
    explorer_stage_assert_sane(&world->stage);
    explorer_stage_close(&world->stage);
    small_world_finish(&world->small);
}

static void denoising_and_compression_are_measured_at_once(void **state) {
    (void)state;
    World world;
    ExplorerStage *stage = world_open(&world, "denoising", 1600, 900);
    assert_true(explorer_stage_shows(stage, "Curve: 70 test images at each strength, step 30"));
    assert_true(explorer_stage_shows(stage, "SSIM 0."));
    explorer_stage_click_on(stage, "salt and pepper");
    explorer_stage_settle(stage, 30);
    assert_true(explorer_stage_shows(stage, "pixels hit"));
    explorer_stage_click_on(stage, "Compression");
    explorer_stage_settle(stage, 30);
    assert_true(explorer_stage_shows(stage, "70 test images, step 30"));
    assert_true(explorer_stage_shows(stage, "512 bits = 64 B")); // an image of 8×8 pixels
    world_close(&world);
}

static void features_are_computed_on_request(void **state) {
    (void)state;
    World world;
    ExplorerStage *stage = world_open(&world, "features", 1600, 900);
    assert_false(explorer_stage_shows(stage, "Of step"));
    explorer_stage_click_on(stage, "Compute");
    explorer_stage_wait_for(stage, "Of step 30");
    explorer_stage_settle(stage, 30);
    assert_true(explorer_stage_shows(stage, "pixels 64"));
    world_close(&world);
}

static void a_bench_that_there_is_not_is_named(void **state) {
    (void)state;
    Error error = {0};
    ExplorerDesc desc = {.view = "analysis", .bench = "nothing"};
    assert_null(explorer_create(&desc, &error));
    assert_contains(error.text, "unknown bench 'nothing'; expected denoising, compression");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(denoising_and_compression_are_measured_at_once),
        cmocka_unit_test(features_are_computed_on_request),
        cmocka_unit_test(a_bench_that_there_is_not_is_named),
    };
    kernels_choose(NULL);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
