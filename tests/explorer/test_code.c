// The view Code with the real engine behind it: sparse codes by L1 and KL, a Gaussian one; switches of model and view.
#include "explorer.h"
#include "small_world.h"
#include "test.h"
#include "widgets.h"

#include "clock.h"
#include "kernels.h"

typedef struct Stage {
    SmallWorld world;
    char model[512];
    Explorer *explorer;
    UiInput input;
    const DrawList *list;
} Stage;

// A font whose letters are all half as wide as high.
static float width_of(void *context, DrawFont font, float size, const char *text) {
    (void)context;
    (void)font;
    float letters = 0;
    for (; *text; text++)
        letters += ((unsigned char)*text & 0xc0) != 0x80;
    return letters * size / 2;
}

static void frame(Stage *stage) {
    const TextMeasure measure = {.width = width_of};
    stage->input.time += 1.0 / 60;
    stage->list = explorer_frame(stage->explorer, &stage->input, &measure, 1600, 900);
    stage->input.pressed = stage->input.released = 0;
    stage->input.key_count = 0;
}

static void settle(Stage *stage, uint64_t steps) {
    double until = clock_seconds() + 60;
    do {
        frame(stage);
        clock_sleep(0.001);
        if (clock_seconds() > until)
            fail_msg("the interface did not settle at step %llu", (unsigned long long)steps);
    } while (!explorer_is_settled(stage->explorer, steps));
    frame(stage);
}

static void stage_init(Stage *stage, const char *code, const char *penalty, const char *view) {
    char text[512];
    Error error = {0};
    *stage = (Stage){.input = {.mouse_x = -1, .mouse_y = -1}};
    small_world_init(&stage->world);
    int length = snprintf(text, sizeof text,
                          "[model]\ntitle=T\nabout=A test.\n[encoder]\nlayer=%s\n[decoder]\nlayer=dense image\n%s",
                          code, penalty);
    snprintf(stage->model, sizeof stage->model, "%s",
             scratch_write(&stage->world.scratch, "code.ini", text, (size_t)length));
    ExplorerDesc desc = {
        .model = stage->model, .data = stage->world.scratch.folder, .view = view, .threads = 2, .steps = 40};
    stage->explorer = explorer_create(&desc, &error);
    if (!stage->explorer)
        fail_msg("%s", error.text);
    settle(stage, 40);
}

static void stage_finish(Stage *stage) {
    explorer_destroy(stage->explorer);
    small_world_finish(&stage->world);
}

static bool shows(const Stage *stage, const char *text) {
    for (int i = 0; i < stage->list->count; i++)
        if (stage->list->commands[i].kind == DRAW_TEXT &&
            strstr(draw_text_of(stage->list, &stage->list->commands[i]), text))
            return true;
    return false;
}

static void key(Stage *stage, int code) {
    stage->input.keys[0] = (UiKeyPress){code, 0};
    stage->input.key_count = 1;
    frame(stage);
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
    explorer_drop(stage.explorer, scratch_write(&stage.world.scratch, "g.ini", gaussian, sizeof gaussian - 1));
    settle(&stage, 0);
    assert_true(shows(&stage, "1 code unit ×") && shows(&stage, "KL OF EACH UNIT"));
    stage_finish(&stage);
}

// Opened while paused: nothing else happens that could bring the statistics.
static void opened_later_it_counts_at_once(void **state) {
    (void)state;
    Stage stage;
    stage_init(&stage, "dense 80 relu", "", "reconstructions");
    key(&stage, '2');
    settle(&stage, 40);
    assert_true(shows(&stage, "Statistics: 70 test images, step 40"));
    key(&stage, 'r');
    settle(&stage, 0);
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
