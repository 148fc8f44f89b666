// The view Code with the real engine behind it: sparse codes by L1 and KL, a Gaussian one; switches of model and view.
#include "explorer_stage.h"
#include "small_world.h"
#include "test.h"

#include "kernels.h"

#include <stdio.h>

typedef struct Stage {
    SmallWorld world;
    ExplorerStage explorer;
} Stage;

static void stage_init(Stage *stage, const char *code, const char *penalty, const char *view) {
    char text[512], model[512];
    *stage = (Stage){0};
    small_world_init(&stage->world);
    int length = snprintf(text, sizeof text,
                          "[model]\ntitle=T\nabout=A test.\n[encoder]\nlayer=%s\n[decoder]\nlayer=dense image\n%s",
                          code, penalty);
    snprintf(model, sizeof model, "%s", scratch_write(&stage->world.scratch, "code.ini", text, (size_t)length));
    ExplorerDesc desc = {.model = model, .data = stage->world.scratch.folder, .view = view, .threads = 2, .steps = 40};
    explorer_stage_open(&stage->explorer, &desc, 1600, 900);
    explorer_stage_settle(&stage->explorer, 40);
}

static void stage_finish(Stage *stage) {
    explorer_stage_close(&stage->explorer);
    small_world_finish(&stage->world);
}

static bool shows(const Stage *stage, const char *text) {
    return explorer_stage_shows(&stage->explorer, text);
}

static void a_sparse_code_is_counted(void **state) {
    (void)state;
    Stage stage;
    stage_init(&stage, "dense 80 relu", "[penalty]\nl1=0.05\n", "code");
    assert_true(shows(&stage, "80 code units × 70 test images, sorted by class"));
    assert_true(shows(&stage, "Statistics: 70 test images, step 40"));
    assert_true(shows(&stage, "HOW OFTEN UNITS FIRE") && shows(&stage, "Silent images") && shows(&stage, "frequency"));
    assert_false(shows(&stage, "Asked for") || shows(&stage, "Burda"));
    stage_finish(&stage);
}

static void a_code_held_sparse_by_kl_is_held_against_rho(void **state) {
    (void)state;
    Stage stage;
    stage_init(&stage, "dense 20 sigmoid", "[penalty]\nkl=5\nrho=0.125\n", "code");
    assert_true(shows(&stage, "MEAN OF EACH UNIT") && shows(&stage, "Asked for (ρ)") && shows(&stage, "0.1250"));
    assert_false(shows(&stage, "HOW OFTEN UNITS FIRE"));
    stage_finish(&stage);
}

static void a_gaussian_code_is_measured_in_nats(void **state) {
    (void)state;
    Stage stage;
    stage_init(&stage, "gaussian 6", "[penalty]\nbeta=1\n", "code");
    assert_true(shows(&stage, "KL OF EACH UNIT") && shows(&stage, "Active units (Burda)") && shows(&stage, "of 6"));
    assert_false(shows(&stage, "HOW OFTEN UNITS FIRE") || shows(&stage, "magma")); // both signs have one map
    stage_finish(&stage);
}

static void another_model_is_shown_by_what_it_is(void **state) {
    (void)state;
    static const char gaussian[] = "[model]\ntitle=G\nabout=A test.\n[encoder]\nlayer=gaussian 1\n[decoder]\n"
                                   "layer=dense image\n[penalty]\nbeta=1\n";
    Stage stage;
    stage_init(&stage, "dense 80 relu", "", "code");
    explorer_drop(stage.explorer.explorer, scratch_write(&stage.world.scratch, "g.ini", gaussian, sizeof gaussian - 1));
    explorer_stage_settle(&stage.explorer, 0);
    assert_true(shows(&stage, "1 code unit ×") && shows(&stage, "KL OF EACH UNIT"));
    stage_finish(&stage);
}

// Opened while paused: nothing else happens that could bring the statistics.
static void opened_later_it_counts_at_once(void **state) {
    (void)state;
    Stage stage;
    stage_init(&stage, "dense 80 relu", "", "reconstructions");
    explorer_stage_key(&stage.explorer, '3', 0);
    explorer_stage_settle(&stage.explorer, 40);
    assert_true(shows(&stage, "Statistics: 70 test images, step 40"));
    explorer_stage_key(&stage.explorer, 'r', 0);
    explorer_stage_settle(&stage.explorer, 0);
    assert_true(shows(&stage, "Statistics: 70 test images, step 0"));
    stage_finish(&stage);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_sparse_code_is_counted),
        cmocka_unit_test(a_code_held_sparse_by_kl_is_held_against_rho),
        cmocka_unit_test(a_gaussian_code_is_measured_in_nats),
        cmocka_unit_test(another_model_is_shown_by_what_it_is),
        cmocka_unit_test(opened_later_it_counts_at_once),
    };
    kernels_choose(NULL);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
