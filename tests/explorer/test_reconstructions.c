// Reconstructions with the real engine behind it: choosing images from the whole test set, drawing one.
#include "explorer.h"
#include "small_world.h"
#include "test.h"

#include "clock.h"
#include "kernels.h"

typedef struct Stage {
    SmallWorld world;
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
    double until = clock_seconds() + 600;
    do {
        frame(stage);
        clock_sleep(0.001);
        if (clock_seconds() > until)
            fail_msg("the interface did not settle at step %llu", (unsigned long long)steps);
    } while (!explorer_is_settled(stage->explorer, steps));
    frame(stage);
}

static void stage_init(Stage *stage, uint64_t steps) {
    char model[512];
    Error error = {0};
    *stage = (Stage){.input = {.mouse_x = -1, .mouse_y = -1}};
    small_world_init(&stage->world);
    snprintf(model, sizeof model, "%s", scratch_path(&stage->world.scratch, "deep.ini"));
    ExplorerDesc desc = {.model = model, .data = stage->world.scratch.folder, .threads = 2, .steps = steps};
    stage->explorer = explorer_create(&desc, &error);
    if (!stage->explorer)
        fail_msg("%s", error.text);
    settle(stage, steps);
}

static void stage_finish(Stage *stage) {
    explorer_destroy(stage->explorer);
    small_world_finish(&stage->world);
}

static const DrawCommand *find(const Stage *stage, const char *text, bool whole) {
    for (int i = 0; i < stage->list->count; i++) {
        const DrawCommand *command = &stage->list->commands[i];
        if (command->kind != DRAW_TEXT)
            continue;
        const char *shown = draw_text_of(stage->list, command);
        if (whole ? strcmp(shown, text) == 0 : strstr(shown, text) != NULL)
            return command;
    }
    return NULL;
}

static bool shows(const Stage *stage, const char *text) {
    return find(stage, text, false) != NULL;
}

static void wait_for(Stage *stage, const char *text) {
    double until = clock_seconds() + 600;
    while (!shows(stage, text)) {
        frame(stage);
        clock_sleep(0.001);
        if (clock_seconds() > until)
            fail_msg("'%s' did not come", text);
    }
}

static void move(Stage *stage, float x, float y) {
    stage->input.mouse_x = x;
    stage->input.mouse_y = y;
    frame(stage);
}

static void click_on(Stage *stage, const char *text) {
    const DrawCommand *command = find(stage, text, true);
    if (!command)
        fail_msg("'%s' is not on screen", text);
    move(stage, command->rect.x + 4, command->rect.y + 4);
    stage->input.pressed = stage->input.released = UI_MOUSE_LEFT;
    frame(stage);
    frame(stage);
}

static void key(Stage *stage, int code) {
    stage->input.keys[0] = (UiKeyPress){code, 0};
    stage->input.key_count = 1;
    frame(stage);
}

// The errors below the images, in the order on screen: all of the view's captions "MSE 0.1234".
static int read_errors(const Stage *stage, double errors[64]) {
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
    Stage stage;
    double worst[64], best[64];
    stage_init(&stage, 40);
    assert_true(shows(&stage, "of 70 test images, worst first as of step 40"));
    int count = read_errors(&stage, worst);
    assert_true(count >= 9);
    for (int i = 1; i < count; i++)
        assert_true(worst[i] <= worst[i - 1]);
    click_on(&stage, "best first");
    settle(&stage, 40);
    assert_true(shows(&stage, "best first as of step 40"));
    assert_int_equal(read_errors(&stage, best), count);
    for (int i = 1; i < count; i++)
        assert_true(best[i] >= best[i - 1]);
    assert_true(best[count - 1] <= worst[0]);
    stage_finish(&stage);
}

static void a_class_has_its_own_images_and_pages_reach_the_rest(void **state) {
    (void)state;
    Stage stage;
    stage_init(&stage, 20);
    click_on(&stage, "all classes");
    const DrawCommand *entry = NULL; // "1" of the list is drawn last
    for (int i = 0; i < stage.list->count; i++)
        if (stage.list->commands[i].kind == DRAW_TEXT &&
            strcmp(draw_text_of(stage.list, &stage.list->commands[i]), "1") == 0)
            entry = &stage.list->commands[i];
    assert_non_null(entry);
    move(&stage, entry->rect.x + 2, entry->rect.y + 2);
    stage.input.pressed = stage.input.released = UI_MOUSE_LEFT;
    frame(&stage);
    settle(&stage, 20);
    assert_true(shows(&stage, "of 23 images of class 1")); // images 1, 4, … 67 of 70
    key(&stage, UI_KEY_PAGE_DOWN);
    settle(&stage, 20);
    assert_false(shows(&stage, "1–9 of 23") || !shows(&stage, " of 23"));
    for (int i = 0; i < 9; i++) {
        key(&stage, UI_KEY_PAGE_DOWN);
        settle(&stage, 20);
    }
    assert_true(shows(&stage, "–23 of 23"));
    stage_finish(&stage);
}

static void pca_stands_beside_them(void **state) {
    (void)state;
    Stage stage;
    stage_init(&stage, 20);
    click_on(&stage, "PCA");
    settle(&stage, 20);
    assert_true(shows(&stage, "PCA-33"));
    wait_for(&stage, "MSE of PCA-33");
    assert_false(shows(&stage, "being computed"));
    stage_finish(&stage);
}

static void what_is_drawn_is_looked_at_everywhere(void **state) {
    (void)state;
    Stage stage;
    stage_init(&stage, 20);
    assert_true(shows(&stage, "Test image 0 as the network has given it back"));
    key(&stage, 'd');
    frame(&stage);
    frame(&stage);
    const DrawCommand *name = find(&stage, "your image", true);
    assert_non_null(name);
    float x = name->rect.x + 40, y = name->rect.y - 60;
    move(&stage, x, y);
    stage.input.pressed = stage.input.down = UI_MOUSE_LEFT;
    frame(&stage);
    for (int i = 0; i < 8; i++)
        move(&stage, x + (float)(10 * i), y - (float)(5 * i));
    stage.input.released = UI_MOUSE_LEFT;
    stage.input.down = 0;
    frame(&stage);
    wait_for(&stage, "Your image as the network has given it back");
    assert_false(shows(&stage, "Draw with the mouse")); // the answer is there
    click_on(&stage, "Done");
    wait_for(&stage, "Your image");
    key(&stage, UI_KEY_RIGHT);
    wait_for(&stage, "Test image 1 as the network has given it back");
    stage_finish(&stage);
}

static void the_history_keeps_to_its_budget(void **state) {
    (void)state;
    Stage stage;
    stage_init(&stage, 20);
    click_on(&stage, "96 MB");
    click_on(&stage, "512 MB");
    wait_for(&stage, "512 MB");
    settle(&stage, 20);
    assert_true(find(&stage, "512 MB", true) != NULL && find(&stage, "96 MB", true) == NULL);
    stage_finish(&stage);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(images_are_sorted_by_their_error_both_ways),
        cmocka_unit_test(a_class_has_its_own_images_and_pages_reach_the_rest),
        cmocka_unit_test(pca_stands_beside_them),
        cmocka_unit_test(what_is_drawn_is_looked_at_everywhere),
        cmocka_unit_test(the_history_keeps_to_its_budget),
    };
    kernels_choose(NULL);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
