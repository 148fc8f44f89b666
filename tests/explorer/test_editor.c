// The network edited in the interface, fed with input and read as a draw list, with the real engine behind it.
#include "explorer_stage.h"
#include "small_world.h"
#include "test.h"

#include "file.h"
#include "kernels.h"
#include "random.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef struct World {
    SmallWorld small;
    char model[512];
    ExplorerStage stage;
} World;

static ExplorerStage *world_open(World *world, uint64_t steps) {
    small_world_init(&world->small);
    snprintf(world->model, sizeof world->model, "%s", scratch_path(&world->small.scratch, "wide.ini"));
    ExplorerDesc desc = {.model = world->model, .data = world->small.scratch.folder, .threads = 2, .steps = steps};
    explorer_stage_open(&world->stage, &desc, 1440, 900);
    return &world->stage;
}

static void world_close(World *world) {
    explorer_stage_close(&world->stage);
    small_world_finish(&world->small);
}

static int count_of(const ExplorerStage *stage, const char *text) {
    int count = 0;
    for (int i = 0; i < stage->list->count; i++)
        count += stage->list->commands[i].kind == DRAW_TEXT &&
                 strcmp(draw_text_of(stage->list, &stage->list->commands[i]), text) == 0;
    return count;
}

static void key(ExplorerStage *stage, int code, unsigned modifiers) {
    explorer_stage_key(stage, code, modifiers);
    explorer_stage_frame(stage); // what gets the keyboard has it in the next frame
}

static void type(ExplorerStage *stage, const char *text) {
    snprintf(stage->input.typed, sizeof stage->input.typed, "%s", text);
    explorer_stage_frame(stage);
}

// The `number`th text of this kind from the end, which lies above the others.
static void click(ExplorerStage *stage, const char *text, int number) {
    for (int i = stage->list->count - 1; i >= 0; i--) {
        const DrawCommand *command = &stage->list->commands[i];
        if (command->kind != DRAW_TEXT || strcmp(draw_text_of(stage->list, command), text) != 0 || number-- > 0)
            continue;
        stage->input.mouse_x = command->rect.x + 4;
        stage->input.mouse_y = command->rect.y + 4;
        explorer_stage_frame(stage);
        stage->input.pressed = stage->input.released = UI_MOUSE_LEFT;
        explorer_stage_frame(stage);
        stage->input.mouse_x = stage->input.mouse_y = -1;
        explorer_stage_frame(stage);
        return;
    }
    fail_msg("there is no '%s' to click", text);
}

// The text of the row becomes another one. In the editor a layer's text stands behind that of the left side.
static void write_row(ExplorerStage *stage, const char *before, const char *after) {
    click(stage, before, 0);
    key(stage, 'a', UI_CTRL);
    type(stage, after);
    explorer_stage_frame(stage);
}

static void a_key_opens_it_and_shapes_follow_the_typing(void **state) {
    (void)state;
    World world;
    ExplorerStage *stage = world_open(&world, 20);
    explorer_stage_settle(stage, 20);
    key(stage, 'e', 0);
    assert_true(explorer_stage_shows(stage, "Edit the network"));
    assert_true(explorer_stage_shows(stage, "Apply – starts from new weights"));
    assert_int_equal(count_of(stage, "dense 80 relu"), 2); // left side and editor
    assert_true(explorer_stage_shows(stage, "5 200"));     // 8·8·80 + 80
    write_row(stage, "dense 80 relu", "dense 10 tanh");
    assert_true(explorer_stage_shows(stage, "650")); // 8·8·10 + 10
    assert_true(explorer_stage_shows(stage, "1 354 parameters · a code of 10, 6.4× smaller than the image"));
    key(stage, UI_KEY_ENTER, 0); // a layer below, chosen whole
    assert_true(explorer_stage_shows(stage, "dense 64 relu"));
    type(stage, "dense 3");
    explorer_stage_frame(stage);
    assert_true(explorer_stage_shows(stage, "a code of 3, 21.3× smaller than the image"));
    key(stage, UI_KEY_UP, UI_ALT); // now the code has 10 units again
    assert_true(explorer_stage_shows(stage, "a code of 10, 6.4×"));
    type(stage, "!"); // the line that was moved still has the keyboard
    assert_true(explorer_stage_shows(stage, "Unknown layer type '!'"));
    world_close(&world);
}

static void a_mistake_is_said_below_its_line_and_nothing_can_be_applied(void **state) {
    (void)state;
    World world;
    ExplorerStage *stage = world_open(&world, 20);
    explorer_stage_settle(stage, 20);
    key(stage, 'e', 0);
    write_row(stage, "dense image", "dense 10");
    assert_true(explorer_stage_shows(stage, "The last layer gives 10; expected the image back, 1×8×8 (64 values)"));
    assert_true(explorer_stage_shows(stage, "A mistake is left in layer 2."));
    click(stage, "Apply – starts from new weights", 0);
    assert_true(explorer_stage_shows(stage, "Edit the network"));
    write_row(stage, "dense 10", "dense image");
    assert_false(explorer_stage_shows(stage, "A mistake is left"));
    world_close(&world);
}

static void applied_it_trains_beside_the_old_run_which_keeps_its_weights(void **state) {
    (void)state;
    World world;
    ExplorerStage *stage = world_open(&world, 20);
    explorer_stage_settle(stage, 20);
    key(stage, 'e', 0);
    write_row(stage, "dense 80 relu", "dense 7 relu");
    assert_true(
        explorer_stage_shows(stage, "it gets a tab of its own and starts from new weights. wide stays as it is."));
    key(stage, UI_KEY_ENTER, UI_CTRL); // as its button
    explorer_stage_settle(stage, 0);
    assert_false(explorer_stage_shows(stage, "Edit the network"));
    assert_true(explorer_stage_shows(stage, "dense 7 relu"));
    key(stage, 's', 0);
    explorer_stage_settle(stage, 1);
    click(stage, "Yours: wide, edited", 0); // two models of the user's own: a tab with a menu
    click(stage, "wide", 0);
    explorer_stage_settle(stage, 20);
    assert_true(explorer_stage_shows(stage, "dense 80 relu"));
    click(stage, "Yours: wide", 0);
    click(stage, "wide, edited", 0);
    explorer_stage_settle(stage, 1);
    assert_true(explorer_stage_shows(stage, "dense 7 relu"));
    key(stage, 'e', 0); // edited once more, it takes the place of the first: that asks
    write_row(stage, "dense 7 relu", "dense 6 relu");
    click(stage, "Apply – starts from new weights", 0);
    assert_true(explorer_stage_shows(stage, "Replace your network?"));
    click(stage, "Start anew", 0);
    explorer_stage_settle(stage, 0);
    assert_true(explorer_stage_shows(stage, "dense 6 relu"));
    world_close(&world);
}

static void given_up_the_old_run_goes_on(void **state) {
    (void)state;
    World world;
    ExplorerStage *stage = world_open(&world, 20);
    explorer_stage_settle(stage, 20);
    key(stage, 'e', 0);
    write_row(stage, "dense 80 relu", "dense 7 relu");
    key(stage, UI_KEY_ESCAPE, 0); // leaves the line
    key(stage, UI_KEY_ESCAPE, 0); // asks
    assert_true(explorer_stage_shows(stage, "Give up the changes?"));
    click(stage, "Keep editing", 0);
    assert_true(explorer_stage_shows(stage, "dense 7 relu"));
    key(stage, '1', 0); // elsewhere and back: the change is still there
    assert_false(explorer_stage_shows(stage, "Edit the network"));
    key(stage, 'e', 0);
    assert_true(explorer_stage_shows(stage, "dense 7 relu"));
    click(stage, "Cancel", 0);
    click(stage, "Give up", 0);
    assert_false(explorer_stage_shows(stage, "Edit the network"));
    key(stage, 'e', 0);
    assert_false(explorer_stage_shows(stage, "dense 7 relu"));
    key(stage, UI_KEY_ESCAPE, 0); // the button's ring
    key(stage, UI_KEY_ESCAPE, 0); // nothing was changed: no question
    assert_false(explorer_stage_shows(stage, "Edit the network"));
    key(stage, 's', 0);
    explorer_stage_settle(stage, 21);
    world_close(&world);
}

static void saved_it_is_a_model_file_and_another_file_is_not_lost_unasked(void **state) {
    (void)state;
    World world;
    ExplorerStage *stage = world_open(&world, 20);
    explorer_stage_settle(stage, 20);
    key(stage, 'e', 0);
    write_row(stage, "dense 80 relu", "dense 9 relu");
    char path[512], typed[100];
    snprintf(path, sizeof path, "%s", scratch_path(&world.small.scratch, "mine.ini"));
    for (int round = 0; round < 2; round++) {
        click(stage, "Save as…", 0);
        assert_true(explorer_stage_shows(stage, "Save the network"));
        key(stage, 'a', UI_CTRL);
        for (size_t done = 0; done < strlen(path); done += sizeof typed - 1) {
            snprintf(typed, sizeof typed, "%s", path + done);
            type(stage, typed);
        }
        key(stage, UI_KEY_ENTER, 0);
        if (round == 0)
            explorer_stage_wait_for(stage, "Saved to");
    }
    explorer_stage_wait_for(stage, "Replace the file?");
    click(stage, "Replace", 0);
    ModelSpec spec;
    Error error = {0};
    if (!spec_load(path, &spec, &error))
        fail_msg("%s", error.text);
    assert_string_equal(spec.id, "mine");
    assert_int_equal(spec.layer[0].units, 9);
    assert_true(spec.penalty.l1 == 0.05);
    explorer_drop(stage->explorer, path);
    explorer_stage_settle(stage, 0);
    assert_true(explorer_stage_shows(stage, "dense 9 relu"));
    world_close(&world);
}

static void random_event(ExplorerStage *stage, Random random, uint64_t event) {
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
    World world;
    ExplorerStage *stage = world_open(&world, 0);
    Random random = random_stream(number, RANDOM_OBSERVE);
    int seen = 0;
    explorer_stage_frame(stage);
    explorer_stage_wait_for(stage, "dense 80 relu");        // without a network there is nothing to edit
    assert_int_equal(chdir(world.small.scratch.folder), 0); // where it may save what it likes
    for (uint64_t event = 0; event < events; event++) {
        random_event(stage, random, event);
        explorer_stage_frame(stage);
        seen += explorer_stage_shows(stage, "Edit the network");
    }
    assert_true(seen > (int)events / 20);
    world_close(&world);
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
