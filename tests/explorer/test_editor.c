// The network edited in the interface, fed with input and read as a draw list, with the real engine behind it.
#include "explorer.h"
#include "small_world.h"
#include "test.h"

#include "clock.h"
#include "file.h"
#include "kernels.h"
#include "random.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef struct Stage {
    SmallWorld world;
    Explorer *explorer;
    UiInput input;
    int width, height;
    const DrawList *list;
} Stage;

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
    stage->list = explorer_frame(stage->explorer, &stage->input, &measure, stage->width, stage->height);
    stage->input.pressed = stage->input.released = 0;
    stage->input.key_count = 0;
    stage->input.typed[0] = 0;
    stage->input.wheel = 0;
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
    static char model[512];
    *stage = (Stage){.width = 1440, .height = 900};
    Error error = {0};
    small_world_init(&stage->world);
    snprintf(model, sizeof model, "%s", scratch_path(&stage->world.scratch, "wide.ini"));
    stage->input.mouse_x = stage->input.mouse_y = -1;
    ExplorerDesc desc = {.model = model, .data = stage->world.scratch.folder, .threads = 2, .steps = steps};
    stage->explorer = explorer_create(&desc, &error);
    if (!stage->explorer)
        fail_msg("%s", error.text);
}

static void stage_finish(Stage *stage) {
    explorer_destroy(stage->explorer);
    small_world_finish(&stage->world);
}

static int count_of(const Stage *stage, const char *text) {
    int count = 0;
    for (int i = 0; i < stage->list->count; i++)
        count += stage->list->commands[i].kind == DRAW_TEXT &&
                 strcmp(draw_text_of(stage->list, &stage->list->commands[i]), text) == 0;
    return count;
}

static bool shows(const Stage *stage, const char *text) {
    for (int i = 0; i < stage->list->count; i++)
        if (stage->list->commands[i].kind == DRAW_TEXT &&
            strstr(draw_text_of(stage->list, &stage->list->commands[i]), text))
            return true;
    return false;
}

static void assert_shows(Stage *stage, const char *text) {
    double until = clock_seconds() + 600;
    while (!shows(stage, text) && clock_seconds() < until)
        frame(stage);
    if (!shows(stage, text))
        fail_msg("'%s' is not on screen", text);
}

static void key(Stage *stage, int code, unsigned modifiers) {
    stage->input.keys[0] = (UiKeyPress){code, modifiers};
    stage->input.key_count = 1;
    stage->input.modifiers = modifiers;
    frame(stage);
    stage->input.modifiers = 0;
    frame(stage); // what gets the keyboard has it in the next frame
}

static void type(Stage *stage, const char *text) {
    snprintf(stage->input.typed, sizeof stage->input.typed, "%s", text);
    frame(stage);
}

// The `number`th text of this kind from the end, which lies above the others.
static void click(Stage *stage, const char *text, int number) {
    for (int i = stage->list->count - 1; i >= 0; i--) {
        const DrawCommand *command = &stage->list->commands[i];
        if (command->kind != DRAW_TEXT || strcmp(draw_text_of(stage->list, command), text) != 0 || number-- > 0)
            continue;
        stage->input.mouse_x = command->rect.x + 4;
        stage->input.mouse_y = command->rect.y + 4;
        frame(stage);
        stage->input.pressed = stage->input.released = UI_MOUSE_LEFT;
        frame(stage);
        stage->input.mouse_x = stage->input.mouse_y = -1;
        frame(stage);
        return;
    }
    fail_msg("there is no '%s' to click", text);
}

// The text of the row becomes another one. In the editor a layer's text stands behind that of the left side.
static void write_row(Stage *stage, const char *before, const char *after) {
    click(stage, before, 0);
    key(stage, 'a', UI_CTRL);
    type(stage, after);
    frame(stage);
}

static void a_key_opens_it_and_shapes_follow_the_typing(void **state) {
    (void)state;
    Stage stage;
    stage_init(&stage, 20);
    settle(&stage, 20);
    key(&stage, 'e', 0);
    assert_true(shows(&stage, "Edit the network"));
    assert_true(shows(&stage, "Apply – starts from new weights"));
    assert_int_equal(count_of(&stage, "dense 80 relu"), 2); // left side and editor
    assert_true(shows(&stage, "5 200"));                    // 8·8·80 + 80
    write_row(&stage, "dense 80 relu", "dense 10 tanh");
    assert_true(shows(&stage, "650")); // 8·8·10 + 10
    assert_true(shows(&stage, "1 354 parameters · a code of 10, 6.4× smaller than the image"));
    key(&stage, UI_KEY_ENTER, 0); // a layer below, chosen whole
    assert_true(shows(&stage, "dense 64 relu"));
    type(&stage, "dense 3");
    frame(&stage);
    assert_true(shows(&stage, "a code of 3, 21.3× smaller than the image"));
    key(&stage, UI_KEY_UP, UI_ALT); // now the code has 10 units again
    assert_true(shows(&stage, "a code of 10, 6.4×"));
    type(&stage, "!"); // the line that was moved still has the keyboard
    assert_true(shows(&stage, "Unknown layer type '!'"));
    stage_finish(&stage);
}

static void a_mistake_is_said_below_its_line_and_nothing_can_be_applied(void **state) {
    (void)state;
    Stage stage;
    stage_init(&stage, 20);
    settle(&stage, 20);
    key(&stage, 'e', 0);
    write_row(&stage, "dense image", "dense 10");
    assert_true(shows(&stage, "The last layer gives 10; expected the image back, 1×8×8 (64 values)"));
    assert_true(shows(&stage, "A mistake is left in layer 2."));
    click(&stage, "Apply – starts from new weights", 0);
    assert_true(shows(&stage, "Edit the network"));
    write_row(&stage, "dense 10", "dense image");
    assert_false(shows(&stage, "A mistake is left"));
    stage_finish(&stage);
}

static void applied_it_trains_beside_the_old_run_which_keeps_its_weights(void **state) {
    (void)state;
    Stage stage;
    stage_init(&stage, 20);
    settle(&stage, 20);
    key(&stage, 'e', 0);
    write_row(&stage, "dense 80 relu", "dense 7 relu");
    assert_true(shows(&stage, "it gets a tab of its own and starts from new weights. wide stays as it is."));
    key(&stage, UI_KEY_ENTER, UI_CTRL); // as its button
    settle(&stage, 0);
    assert_false(shows(&stage, "Edit the network"));
    assert_true(shows(&stage, "dense 7 relu"));
    key(&stage, 's', 0);
    settle(&stage, 1);
    click(&stage, "Yours: wide, edited", 0); // two models of the user's own: a tab with a menu
    click(&stage, "wide", 0);
    settle(&stage, 20);
    assert_true(shows(&stage, "dense 80 relu"));
    click(&stage, "Yours: wide", 0);
    click(&stage, "wide, edited", 0);
    settle(&stage, 1);
    assert_true(shows(&stage, "dense 7 relu"));
    key(&stage, 'e', 0); // edited once more, it takes the place of the first: that asks
    write_row(&stage, "dense 7 relu", "dense 6 relu");
    click(&stage, "Apply – starts from new weights", 0);
    assert_true(shows(&stage, "Replace your network?"));
    click(&stage, "Start anew", 0);
    settle(&stage, 0);
    assert_true(shows(&stage, "dense 6 relu"));
    stage_finish(&stage);
}

static void given_up_the_old_run_goes_on(void **state) {
    (void)state;
    Stage stage;
    stage_init(&stage, 20);
    settle(&stage, 20);
    key(&stage, 'e', 0);
    write_row(&stage, "dense 80 relu", "dense 7 relu");
    key(&stage, UI_KEY_ESCAPE, 0); // leaves the line
    key(&stage, UI_KEY_ESCAPE, 0); // asks
    assert_true(shows(&stage, "Give up the changes?"));
    click(&stage, "Keep editing", 0);
    assert_true(shows(&stage, "dense 7 relu"));
    key(&stage, '1', 0); // elsewhere and back: the change is still there
    assert_false(shows(&stage, "Edit the network"));
    key(&stage, 'e', 0);
    assert_true(shows(&stage, "dense 7 relu"));
    click(&stage, "Cancel", 0);
    click(&stage, "Give up", 0);
    assert_false(shows(&stage, "Edit the network"));
    key(&stage, 'e', 0);
    assert_false(shows(&stage, "dense 7 relu"));
    key(&stage, UI_KEY_ESCAPE, 0); // the button's ring
    key(&stage, UI_KEY_ESCAPE, 0); // nothing was changed: no question
    assert_false(shows(&stage, "Edit the network"));
    key(&stage, 's', 0);
    settle(&stage, 21);
    stage_finish(&stage);
}

static void saved_it_is_a_model_file_and_another_file_is_not_lost_unasked(void **state) {
    (void)state;
    Stage stage;
    stage_init(&stage, 20);
    settle(&stage, 20);
    key(&stage, 'e', 0);
    write_row(&stage, "dense 80 relu", "dense 9 relu");
    char path[512], typed[100];
    snprintf(path, sizeof path, "%s", scratch_path(&stage.world.scratch, "mine.ini"));
    for (int round = 0; round < 2; round++) {
        click(&stage, "Save as…", 0);
        assert_true(shows(&stage, "Save the network"));
        key(&stage, 'a', UI_CTRL);
        for (size_t done = 0; done < strlen(path); done += sizeof typed - 1) {
            snprintf(typed, sizeof typed, "%s", path + done);
            type(&stage, typed);
        }
        key(&stage, UI_KEY_ENTER, 0);
        if (round == 0)
            assert_shows(&stage, "Saved to");
    }
    assert_shows(&stage, "Replace the file?");
    click(&stage, "Replace", 0);
    ModelSpec spec;
    Error error = {0};
    if (!spec_load(path, &spec, &error))
        fail_msg("%s", error.text);
    assert_string_equal(spec.id, "mine");
    assert_int_equal(spec.layer[0].units, 9);
    assert_true(spec.penalty.l1 == 0.05);
    explorer_drop(stage.explorer, path);
    settle(&stage, 0);
    assert_true(shows(&stage, "dense 9 relu"));
    stage_finish(&stage);
}

static void random_event(Stage *stage, Random random, uint64_t event) {
    static const int keys[] = {'e',           'e',       '1',         UI_KEY_TAB,    UI_KEY_TAB,       UI_KEY_ENTER,
                               UI_KEY_ESCAPE, UI_KEY_UP, UI_KEY_DOWN, UI_KEY_DELETE, UI_KEY_BACKSPACE, ' ',
                               's',           'r'};
    static const char *const texts[] = {"dense 4", "conv 2 3x3", " relu", "image", "x", "9", "upsample 2", "\xc3\xa9"};
    UiInput *input = &stage->input;
    uint64_t bits = random_bits(random, event);
    unsigned kind = (unsigned)(bits >> 32) % 12;
    if (kind < 5) {
        input->mouse_x = (float)(bits % (uint64_t)stage->width);
        input->mouse_y = (float)((bits >> 16) % (uint64_t)stage->height);
        input->pressed = UI_MOUSE_LEFT;
        input->released = UI_MOUSE_LEFT;
    } else if (kind < 6) {
        input->wheel = (float)((bits >> 40) % 5) - 2;
    } else if (kind < 8) {
        snprintf(input->typed, sizeof input->typed, "%s", texts[(bits >> 40) % (sizeof texts / sizeof *texts)]);
    } else {
        static const unsigned modifiers[] = {0, 0, 0, UI_SHIFT, UI_ALT};
        input->keys[0] = (UiKeyPress){keys[(bits >> 40) % (sizeof keys / sizeof *keys)], modifiers[(bits >> 50) % 5]};
        input->key_count = 1;
    }
    if (event % 300 == 299) {
        stage->width = 800 + (int)((bits >> 8) % 1200);
        stage->height = 500 + (int)((bits >> 20) % 700);
    }
}

static void a_monkey_edits_and_breaks_nothing(void **state) {
    (void)state;
    const char *wish = getenv("MONKEY_EVENTS"), *seed = getenv("MONKEY_SEED");
    uint64_t events = wish ? strtoull(wish, NULL, 10) : 3000, number = seed ? strtoull(seed, NULL, 10) : 1;
    print_message("monkey: %llu events, seed %llu\n", (unsigned long long)events, (unsigned long long)number);
    Stage stage;
    stage_init(&stage, 0);
    Random random = random_stream(number, RANDOM_OBSERVE);
    int seen = 0;
    assert_int_equal(chdir(stage.world.scratch.folder), 0); // where it may save what it likes
    for (uint64_t event = 0; event < events; event++) {
        random_event(&stage, random, event);
        frame(&stage);
        seen += shows(&stage, "Edit the network");
    }
    assert_true(seen > (int)events / 20);
    stage_finish(&stage);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_key_opens_it_and_shapes_follow_the_typing),
        cmocka_unit_test(a_mistake_is_said_below_its_line_and_nothing_can_be_applied),
        cmocka_unit_test(applied_it_trains_beside_the_old_run_which_keeps_its_weights),
        cmocka_unit_test(given_up_the_old_run_goes_on),
        cmocka_unit_test(saved_it_is_a_model_file_and_another_file_is_not_lost_unasked),
        cmocka_unit_test(a_monkey_edits_and_breaks_nothing),
    };
    kernels_choose(NULL);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
