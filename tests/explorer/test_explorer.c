// The whole interface, fed with input and read as a draw list, with the real engine behind it and no window.
#include "explorer_stage.h"
#include "small_world.h"
#include "test.h"
#include "widgets.h"

#include "clock.h"
#include "kernels.h"
#include "random.h"

typedef struct World {
    SmallWorld small;
    char model[512];
    ExplorerStage stage;
} World;

static ExplorerStage *world_open(World *world, const char *view, int width, int height, uint64_t steps) {
    small_world_init(&world->small);
    snprintf(world->model, sizeof world->model, "%s", scratch_path(&world->small.scratch, "wide.ini"));
    ExplorerDesc desc = {
        .model = world->model, .data = world->small.scratch.folder, .view = view, .threads = 2, .steps = steps};
    explorer_stage_open(&world->stage, &desc, width, height);
    return &world->stage;
}

static void world_close(World *world) {
    explorer_stage_close(&world->stage);
    small_world_finish(&world->small);
}

static int images_drawn(const ExplorerStage *stage) {
    int count = 0;
    for (int i = 0; i < stage->list->count; i++)
        count += stage->list->commands[i].kind == DRAW_IMAGE;
    return count;
}

static void it_trains_by_itself_and_shows_it(void **state) {
    (void)state;
    World world;
    ExplorerStage *stage = world_open(&world, NULL, 1440, 900, 60);
    explorer_stage_settle(stage, 60);
    assert_true(explorer_stage_shows(stage, "dense 80 relu"));
    assert_true(explorer_stage_shows(stage, "Reconstructions"));
    assert_true(explorer_stage_shows(stage, "LOSS"));
    assert_true(explorer_stage_shows(stage, "MSE of PCA-"));
    assert_true(explorer_stage_shows(stage, "paused"));
    assert_true(images_drawn(stage) >= 2); // the view's grid and the examples
    explorer_stage_assert_sane(stage);
    world_close(&world);
}

static void the_code_view_names_what_it_shows(void **state) {
    (void)state;
    World world;
    ExplorerStage *stage = world_open(&world, "code", 1600, 800, 60);
    explorer_stage_settle(stage, 60);
    assert_true(explorer_stage_shows(stage, "80 code units × 70 test images, sorted by class"));
    assert_true(explorer_stage_shows(stage, "Statistics: 70 test images, step 60"));
    assert_true(explorer_stage_shows(stage, "HOW OFTEN UNITS FIRE") && explorer_stage_shows(stage, "L0 OVER TRAINING"));
    explorer_stage_key(stage, '2', 0);
    explorer_stage_frame(stage);
    assert_true(explorer_stage_shows(stage, "worst first"));
    assert_false(explorer_stage_shows(stage, "code units ×"));
    world_close(&world);
}

// The place of the largest picture that lies right of `left`.
static Rect largest_image(const ExplorerStage *stage, float left) {
    Rect largest = {0};
    for (int i = 0; i < stage->list->count; i++) {
        const DrawCommand *command = &stage->list->commands[i];
        if (command->kind == DRAW_IMAGE && command->rect.x > left &&
            command->rect.w * command->rect.h > largest.w * largest.h)
            largest = command->rect;
    }
    return largest;
}

static void hover_image(ExplorerStage *stage, float left) {
    Rect image = largest_image(stage, left);
    stage->input.mouse_x = image.x + 2;
    stage->input.mouse_y = image.y + 2;
    explorer_stage_frame(stage);
    explorer_stage_frame(stage);
}

// Picks an entry of a menu.
static void choose(ExplorerStage *stage, const char *menu, const char *entry) {
    explorer_stage_click_on(stage, menu);
    explorer_stage_click_on(stage, entry);
}

static void filters_show_both_sides_their_change_and_values(void **state) {
    (void)state;
    World world;
    ExplorerStage *stage = world_open(&world, NULL, 1440, 900, 30);
    explorer_stage_settle(stage, 30);
    explorer_stage_key(stage, '4', 0);
    explorer_stage_settle(stage, 30);
    assert_true(explorer_stage_shows(stage, "80 rows of dense 80 relu"));
    assert_false(explorer_stage_shows(stage, "What they answer")); // no layer of pictures
    hover_image(stage, 0);
    assert_true(explorer_stage_shows(stage, "Unit 0, row 0, column 0"));
    choose(stage, "dense 64→80", "dense 80→64");
    explorer_stage_settle(stage, 30);
    assert_true(explorer_stage_shows(stage, "80 columns of dense image"));
    explorer_stage_click_on(stage, "change");
    explorer_stage_settle(stage, 30);
    assert_true(explorer_stage_shows(stage, "Since the start, seed 1"));
    explorer_stage_click_on(stage, "own scale");
    assert_true(explorer_stage_shows(stage, "each one's largest"));
    stage->width = 800, stage->height = 500;
    explorer_stage_frame(stage); // less room: fewer on a page
    explorer_stage_settle(stage, 30);
    explorer_stage_key(stage, UI_KEY_PAGE_DOWN, 0);
    explorer_stage_settle(stage, 30);
    assert_true(explorer_stage_shows(stage, " of 80"));
    assert_false(explorer_stage_shows(stage, "1–") && !explorer_stage_shows(stage, "–80"));
    explorer_stage_assert_sane(stage);
    world_close(&world);
}

// A click in Reconstructions pins an image, on which Filters shows what the layers of pictures answer; arrows go on.
static void the_pinned_image_is_the_one_in_filters(void **state) {
    (void)state;
    static const char text[] = "[model]\ntitle = C\nabout = A test.\nloss = bce\n[encoder]\nlayer = conv 6 3x3 relu\n"
                               "layer = max_pool 2\nlayer = dense 4\n[decoder]\nlayer = dense image\n";
    World world;
    ExplorerStage *stage = world_open(&world, NULL, 1440, 900, 10);
    explorer_stage_settle(stage, 10);
    hover_image(stage, 0);
    int image = -1;
    for (int i = 0; i < stage->list->count; i++)
        if (stage->list->commands[i].kind == DRAW_TEXT)
            sscanf(draw_text_of(stage->list, &stage->list->commands[i]), "Test image %d, row", &image);
    assert_true(image >= 0 && explorer_stage_shows(stage, "click to"));
    stage->input.pressed = stage->input.released = UI_MOUSE_LEFT;
    explorer_stage_frame(stage);
    explorer_stage_frame(stage);
    assert_true(explorer_stage_shows(stage, "pinned"));
    explorer_stage_key(stage, '4', 0);
    explorer_drop(stage->explorer, scratch_write(&world.small.scratch, "conv.ini", text, sizeof text - 1));
    explorer_stage_settle(stage, 0);
    assert_true(explorer_stage_shows(stage, "6 kernels of conv 6 3"));
    assert_true(explorer_stage_shows(stage, "What they answer on this image"));
    char name[40];
    snprintf(name, sizeof name, "Test image %d", image);
    assert_true(explorer_stage_shows(stage, name));
    explorer_stage_key(stage, image > 0 ? UI_KEY_LEFT : UI_KEY_RIGHT, 0);
    explorer_stage_settle(stage, 0);
    snprintf(name, sizeof name, "Test image %d", image > 0 ? image - 1 : 1);
    assert_true(explorer_stage_shows(stage, name));
    hover_image(stage, 600);
    assert_true(explorer_stage_shows(stage, "Channel 0 of conv"));
    world_close(&world);
}

// Every layer of a convolutional net, what is shown of it, in every order, and a kernel over the pinned image.
static void filters_show_every_layer_and_slide(void **state) {
    (void)state;
    static const char text[] =
        "[model]\ntitle = C\nabout = A test.\nloss = bce\n[encoder]\nlayer = conv 6 3x3 stride 2 relu\n"
        "layer = conv 9 3x3 stride 2 relu\nlayer = dense 7\n[decoder]\nlayer = dense back relu\nlayer = reshape back\n"
        "layer = conv_transpose 5 4x4 stride 2 relu\nlayer = conv_transpose image 4x4 stride 2\n";
    static const struct {
        const char *entry, *shown;
    } layers[] = {{"conv 6→9", "9 out channels"},   {"dense 36→7", "7 units"},   {"dense 7→36", "36 × 7 weights"},
                  {"conv-T 9→5", "5 out channels"}, {"conv-T 5→1", "5 kernels"}, {"conv 1→6", "6 kernels"}};
    World world;
    ExplorerStage *stage = world_open(&world, "filters", 1900, 1000, 10);
    explorer_stage_settle(stage, 10);
    explorer_drop(stage->explorer, scratch_write(&world.small.scratch, "conv.ini", text, sizeof text - 1));
    explorer_stage_settle(stage, 0);
    const char *now = "conv 1→6";
    for (size_t i = 0; i < sizeof layers / sizeof *layers; i++) {
        choose(stage, now, layers[i].entry);
        now = layers[i].entry;
        explorer_stage_settle(stage, 0);
        if (!explorer_stage_shows(stage, layers[i].shown))
            fail_msg("'%s' is not shown", layers[i].shown);
        explorer_stage_click_on(stage, "change");
        explorer_stage_settle(stage, 0);
        assert_true(explorer_stage_shows(stage, "Since the start, seed 1"));
        explorer_stage_click_on(stage, "gradient");
        explorer_stage_settle(stage, 0);
        assert_true(explorer_stage_shows(stage, "gradient at step 0"));
        explorer_stage_click_on(stage, "weights");
        choose(stage, "by index", "by norm");
        explorer_stage_settle(stage, 0);
        choose(stage, "by norm", "by activity");
        explorer_stage_settle(stage, 0);
        choose(stage, "by activity", "by index");
        explorer_stage_settle(stage, 0);
        explorer_stage_assert_sane(stage);
    }
    for (int i = 0; i < stage->list->count; i++) { // the first kernel lies under the line that counts them
        const DrawCommand *command = &stage->list->commands[i];
        if (command->kind != DRAW_TEXT || !strstr(draw_text_of(stage->list, command), "6 kernels of"))
            continue;
        stage->input.mouse_x = command->rect.x + 4;
        stage->input.mouse_y = command->rect.y + 48;
    }
    explorer_stage_frame(stage);
    stage->input.pressed = stage->input.released = UI_MOUSE_LEFT;
    explorer_stage_frame(stage);
    explorer_stage_settle(stage, 0);
    assert_true(explorer_stage_shows(stage, "place 1 of 16") || explorer_stage_shows(stage, "place 2 of 16"));
    explorer_stage_key(stage, UI_KEY_RIGHT, 0);
    for (int i = 0; i < 5; i++)
        explorer_stage_key(stage, UI_KEY_DOWN, 0);
    explorer_stage_frame(stage);
    assert_true(explorer_stage_shows(stage, "place 16 of 16"));
    assert_true(explorer_stage_shows(stage, "+ bias"));
    explorer_stage_key(stage, UI_KEY_ESCAPE, 0);
    explorer_stage_frame(stage);
    assert_false(explorer_stage_shows(stage, "+ bias"));
    world_close(&world);
}

// Every layer of the net on screen, the image at both ends; another model while the view is open brings its own.
static void the_network_shows_every_layer_of_the_model_in_use(void **state) {
    (void)state;
    static const char text[] = "[model]\ntitle = C\nabout = A test.\nloss = mse\n[encoder]\nlayer = conv 6 3x3 relu\n"
                               "layer = max_pool 2\nlayer = dense 4\n[decoder]\nlayer = dense back relu\n"
                               "layer = reshape back\nlayer = conv_transpose image 4x4 stride 2\n";
    World world;
    ExplorerStage *stage = world_open(&world, NULL, 1440, 900, 30);
    explorer_stage_settle(stage, 30);
    assert_true(explorer_stage_shows(stage, "worst first")); // it opens on Reconstructions
    explorer_stage_key(stage, '1', 0);
    explorer_stage_settle(stage, 30);
    assert_true(explorer_stage_shows(stage, "One image through the hourglass"));
    assert_true(explorer_stage_shows(stage, "code") && explorer_stage_shows(stage, "Test image 0") &&
                explorer_stage_shows(stage, "8×8"));
    hover_image(stage, 300);
    assert_true(explorer_stage_shows(stage, "Row 0, column 0: "));
    explorer_stage_key(stage, UI_KEY_RIGHT, 0);
    explorer_stage_settle(stage, 30);
    assert_true(explorer_stage_shows(stage, "Test image 1"));
    explorer_drop(stage->explorer, scratch_write(&world.small.scratch, "conv.ini", text, sizeof text - 1));
    explorer_stage_settle(stage, 0);
    assert_false(explorer_stage_shows(stage, "dense 80 relu"));
    assert_true(explorer_stage_shows(stage, "conv 6") && explorer_stage_shows(stage, "max pool") &&
                explorer_stage_shows(stage, "6×8×8"));
    assert_true(explorer_stage_shows(stage, "6×4×4") && explorer_stage_shows(stage, "Test image 1"));
    explorer_stage_key(stage, 's', 0);
    explorer_stage_settle(stage, 1);
    for (int i = 0; i < stage->list->count; i++) {
        const DrawCommand *command = &stage->list->commands[i];
        if (command->kind == DRAW_TEXT && strcmp(draw_text_of(stage->list, command), "code") == 0)
            stage->input.mouse_x = command->rect.x + 14, stage->input.mouse_y = command->rect.y;
    }
    for (; stage->input.mouse_y < 900 && !explorer_stage_shows(stage, "Code unit 2"); stage->input.mouse_y += 4)
        explorer_stage_frame(stage);
    assert_true(explorer_stage_shows(stage, "Code unit 2"));
    explorer_stage_click(stage);
    explorer_stage_settle(stage, 1);
    explorer_stage_assert_sane(stage);
    world_close(&world);
}

static void where_no_data_is_installed_strokes_are_trained_on_and_it_says_so(void **state) {
    (void)state;
    if (test_share(10) < 10) // 70 000 pictures are drawn, which takes a minute where every access is checked
        skip();
    World world;
    small_world_init(&world.small);
    setenv("FASHION_MNIST", scratch_path(&world.small.scratch, "nowhere"), 1);
    snprintf(world.model, sizeof world.model, "%s", scratch_path(&world.small.scratch, "wide.ini"));
    ExplorerDesc desc = {.model = world.model, .threads = 2, .steps = 1};
    explorer_stage_open(&world.stage, &desc, 1440, 900);
    explorer_stage_frame(&world.stage);
    assert_true(explorer_stage_shows(&world.stage, "Fashion-MNIST is not installed"));
    explorer_stage_wait_for(&world.stage, "Strokes"); // all of them are many: nobody waits for their test and PCA
    explorer_stage_wait_for(&world.stage, "paused");
    explorer_stage_assert_sane(&world.stage);
    unsetenv("FASHION_MNIST");
    world_close(&world);
}

// A message goes by itself after some seconds; an empty window that says it is loading would stay.
static void data_that_cannot_be_read_leave_a_sentence_until_there_are_others(void **state) {
    (void)state;
    World world;
    char broken[512];
    small_world_init(&world.small);
    snprintf(broken, sizeof broken, "%s", scratch_path(&world.small.scratch, "nothing-here"));
    snprintf(world.model, sizeof world.model, "%s", scratch_path(&world.small.scratch, "wide.ini"));
    ExplorerDesc desc = {.model = world.model, .data = broken, .threads = 2, .steps = 1};
    explorer_stage_open(&world.stage, &desc, 1440, 900);
    explorer_stage_frame(&world.stage);
    explorer_stage_wait_for(&world.stage, "Choose a data set above");
    world.stage.input.time += 60;
    explorer_stage_frame(&world.stage);
    explorer_stage_frame(&world.stage);
    assert_true(explorer_stage_shows(&world.stage, "nothing-here"));
    assert_non_null(explorer_stage_find(&world.stage, "no run"));
    explorer_drop(world.stage.explorer, world.small.scratch.folder);
    explorer_stage_settle(&world.stage, 1);
    assert_false(explorer_stage_shows(&world.stage, "nothing-here"));
    world_close(&world);
}

static void what_is_saved_is_given_a_name_that_is_no_other_files(void **state) {
    (void)state;
    World world;
    ExplorerStage *stage = world_open(&world, NULL, 1440, 900, 1);
    char name[64] = "wide-reconstructions.png";
    explorer_stage_settle(stage, 1);
    explorer_stage_key(stage, 'o', UI_CTRL);
    explorer_stage_frame(stage);
    snprintf(stage->input.typed, sizeof stage->input.typed, "photos");
    explorer_stage_frame(stage);
    explorer_stage_frame(stage);
    assert_non_null(explorer_stage_find(stage, "photos"));
    explorer_stage_key(stage, UI_KEY_ESCAPE, 0);
    explorer_stage_frame(stage);
    explorer_stage_key(stage, 's', UI_CTRL);
    explorer_stage_frame(stage);
    assert_non_null(explorer_stage_find(stage, "wide.safetensors"));
    explorer_stage_key(stage, UI_KEY_ESCAPE, 0);
    explorer_stage_frame(stage);
    remove(name);
    explorer_stage_key(stage, 'p', UI_CTRL);
    explorer_stage_frame(stage);
    assert_non_null(explorer_stage_find(stage, name));
    explorer_stage_key(stage, UI_KEY_ESCAPE, 0);
    explorer_stage_frame(stage);
    FILE *taken = fopen(name, "w");
    assert_non_null(taken);
    fclose(taken);
    explorer_stage_key(stage, 'p', UI_CTRL);
    explorer_stage_frame(stage);
    assert_non_null(explorer_stage_find(stage, "wide-reconstructions-2.png"));
    snprintf(stage->input.typed, sizeof stage->input.typed, "%s", name); // in place of what is suggested
    explorer_stage_frame(stage);
    explorer_stage_key(stage, UI_KEY_ENTER, 0);
    explorer_stage_frame(stage);
    assert_non_null(explorer_stage_find(stage, "Replace the file?"));
    explorer_stage_key(stage, UI_KEY_ESCAPE, 0);
    explorer_stage_frame(stage);
    assert_null(explorer_stage_find(stage, "Replace the file?"));
    assert_non_null(explorer_stage_find(stage, "Save a picture"));
    remove(name);
    world_close(&world);
}

static void keys_step_reset_and_undo(void **state) {
    (void)state;
    World world;
    ExplorerStage *stage = world_open(&world, NULL, 1440, 900, 30);
    explorer_stage_settle(stage, 30);
    explorer_stage_key(stage, 's', 0);
    explorer_stage_settle(stage, 31);
    explorer_stage_key(stage, 'r', 0);
    explorer_stage_settle(stage, 0);
    assert_true(explorer_stage_shows(stage, "New weights."));
    for (int i = 0; i < stage->list->count; i++) { // press the toast's button
        const DrawCommand *command = &stage->list->commands[i];
        if (command->kind != DRAW_TEXT || strcmp(draw_text_of(stage->list, command), "Undo") != 0)
            continue;
        stage->input.mouse_x = command->rect.x + 4;
        stage->input.mouse_y = command->rect.y + 4;
    }
    explorer_stage_frame(stage);
    stage->input.pressed = stage->input.released = UI_MOUSE_LEFT;
    explorer_stage_frame(stage);
    explorer_stage_settle(stage, 31);
    world_close(&world);
}

static void sides_fold_and_the_theme_changes_with_one_key(void **state) {
    (void)state;
    World world;
    ExplorerStage *stage = world_open(&world, NULL, 1440, 900, 20);
    explorer_stage_settle(stage, 20);
    explorer_stage_key(stage, '[', 0);
    explorer_stage_frame(stage);
    assert_false(explorer_stage_shows(stage, "NETWORK"));
    explorer_stage_key(stage, ']', 0);
    explorer_stage_frame(stage);
    assert_false(explorer_stage_shows(stage, "LOSS"));
    Rgba dark = explorer_background(stage->explorer);
    explorer_stage_key(stage, 't', 0);
    assert_string_equal(explorer_theme(stage->explorer), "light");
    assert_true(explorer_background(stage->explorer).r > dark.r);
    explorer_stage_key(stage, 't', 0);
    assert_string_equal(explorer_theme(stage->explorer), "projector");
    explorer_stage_key(stage, 't', 0);
    assert_string_equal(explorer_theme(stage->explorer), "dark");
    explorer_stage_key(stage, '+', UI_CTRL);
    assert_true(explorer_scale(stage->explorer) > 1);
    explorer_stage_key(stage, 'q', UI_CTRL);
    assert_true(explorer_wants_quit(stage->explorer));
    world_close(&world);
}

static void f1_explains_and_k_lists_the_keys(void **state) {
    (void)state;
    World world;
    ExplorerStage *stage = world_open(&world, "code", 1440, 900, 20);
    explorer_stage_settle(stage, 20);
    explorer_stage_key(stage, UI_KEY_F1, 0);
    assert_true(ui_explaining(explorer_ui(stage->explorer)));
    explorer_stage_frame(stage);
    assert_true(explorer_stage_shows(stage, "Point at anything"));
    explorer_stage_key(stage, UI_KEY_TAB, 0);
    explorer_stage_frame(stage);
    assert_true(explorer_stage_shows(stage, "Help"));
    assert_false(explorer_stage_shows(stage, "Point at anything"));
    explorer_stage_key(stage, UI_KEY_ESCAPE, 0);
    assert_false(ui_explaining(explorer_ui(stage->explorer)));
    explorer_stage_key(stage, '/', UI_SHIFT);
    assert_true(ui_explaining(explorer_ui(stage->explorer)));
    explorer_stage_key(stage, 'k', 0);
    explorer_stage_frame(stage);
    assert_false(ui_explaining(explorer_ui(stage->explorer)));
    assert_true(explorer_stage_shows(stage, "explain what the pointer is on; Tab goes on"));
    world_close(&world);
}

static void c_goes_through_the_maps(void **state) {
    (void)state;
    World world;
    ExplorerStage *stage = world_open(&world, "code", 1440, 900, 20);
    explorer_stage_settle(stage, 20);
    static const char *const names[] = {"magma", "viridis", "cividis", "magma"};
    for (int i = 0; i < 4; i++) {
        explorer_stage_frame(stage);
        assert_true(explorer_stage_shows(stage, names[i]));
        explorer_stage_key(stage, 'c', 0);
    }
    world_close(&world);
}

// The picture is of the frame after the question, and of the view alone.
static void ctrl_p_saves_the_view_without_the_question(void **state) {
    (void)state;
    World world;
    ExplorerStage *stage = world_open(&world, NULL, 1440, 900, 20);
    explorer_stage_settle(stage, 20);
    const char *path;
    Rect part;
    explorer_stage_key(stage, 'p', UI_CTRL);
    explorer_stage_frame(stage);
    assert_true(explorer_stage_shows(stage, "Save a picture"));
    snprintf(stage->input.typed, sizeof stage->input.typed, "of-the-view");
    explorer_stage_frame(stage);
    explorer_stage_click_on(stage, "This view"); // and draws one frame more
    assert_true(explorer_takes_picture(stage->explorer, &path, &part));
    assert_string_equal(path, "of-the-view.png");
    assert_false(explorer_stage_shows(stage, "Save a picture"));
    assert_true(part.x > 200 && part.y > 60 && part.w > 400 && part.h > 400 && part.x + part.w < 1440);
    explorer_stage_frame(stage);
    assert_false(explorer_takes_picture(stage->explorer, &path, &part));
    world_close(&world);
}

static void a_wrong_file_dropped_is_told_and_the_run_goes_on(void **state) {
    (void)state;
    World world;
    ExplorerStage *stage = world_open(&world, NULL, 1440, 900, 20);
    explorer_stage_settle(stage, 20);
    explorer_drop(stage->explorer, scratch_write(&world.small.scratch, "broken.safetensors", "nonsense", 8));
    double until = clock_seconds() + 600;
    while (!explorer_stage_shows(stage, "broken.safetensors") && clock_seconds() < until)
        explorer_stage_frame(stage);
    assert_true(explorer_stage_shows(stage, "broken.safetensors"));
    explorer_stage_key(stage, 's', 0);
    explorer_stage_settle(stage, 21);
    world_close(&world);
}

// Any window from the smallest on, any scale: what is laid out is laid out with finite numbers, and text stays in the
// window.
static void every_size_and_scale_is_laid_out(void **state) {
    (void)state;
    static const int sizes[][2] = {{800, 500}, {1000, 640}, {1920, 1080}, {7680, 4320}, {320, 240}};
    World world;
    ExplorerStage *stage = world_open(&world, "code", 800, 500, 20);
    explorer_stage_settle(stage, 20);
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
        for (int step = 0; step < 8; step++) {
            stage->width = sizes[i][0];
            stage->height = sizes[i][1];
            explorer_stage_key(stage, step < 4 ? '-' : '+', UI_CTRL);
            explorer_stage_frame(stage);
            explorer_stage_assert_sane(stage);
            for (int c = 0; c < stage->list->count; c++)
                if (stage->list->commands[c].kind == DRAW_TEXT)
                    assert_true(stage->list->commands[c].rect.x < (float)stage->width);
        }
    world_close(&world);
}

static void random_input(ExplorerStage *stage, Random random, uint64_t event) {
    static const int keys[] = {' ',         's',          'r',           '1',         '2',          '[',
                               '4',         ']',          't',           '+',         '-',          '0',
                               UI_KEY_TAB,  UI_KEY_ENTER, UI_KEY_ESCAPE, UI_KEY_LEFT, UI_KEY_RIGHT, UI_KEY_UP,
                               UI_KEY_DOWN, UI_KEY_F1,    UI_KEY_HOME,   UI_KEY_END,  'c',          'k',
                               '?',         '3',          '5',           '6',         '7'};
    UiInput *input = &stage->input;
    uint64_t bits = random_bits(random, event);
    input->mouse_x = (float)(bits % (uint64_t)stage->width);
    input->mouse_y = (float)((bits >> 16) % (uint64_t)stage->height);
    unsigned kind = (unsigned)(bits >> 32) % 10;
    if (kind < 4) {
        input->pressed = UI_MOUSE_LEFT;
        input->down = UI_MOUSE_LEFT;
        input->double_click = kind == 0;
    } else if (kind < 7) {
        input->released = input->down;
        input->down = 0;
    } else if (kind == 7) {
        input->wheel = (float)((bits >> 40) % 5) - 2;
    } else {
        unsigned modifiers = (unsigned)(bits >> 50) % 4 == 0 ? UI_SHIFT : 0;
        input->keys[0] = (UiKeyPress){keys[(bits >> 40) % (sizeof keys / sizeof *keys)], modifiers};
        input->key_count = 1;
        input->space = input->keys[0].key == ' ' && (bits >> 56) % 2 == 0;
    }
    if (event % 500 == 499) {
        stage->width = 800 + (int)((bits >> 8) % 1200);
        stage->height = 500 + (int)((bits >> 20) % 700);
    }
}

static void a_monkey_breaks_nothing(void **state) {
    (void)state;
    const char *wish = getenv("MONKEY_EVENTS"), *seed = getenv("MONKEY_SEED");
    uint64_t events = wish ? strtoull(wish, NULL, 10) : 3000, number = seed ? strtoull(seed, NULL, 10) : 1;
    print_message("monkey: %llu events, seed %llu\n", (unsigned long long)events, (unsigned long long)number);
    World world;
    ExplorerStage *stage = world_open(&world, NULL, 1200, 800, 0);
    Random random = random_stream(number, RANDOM_OBSERVE);
    for (uint64_t event = 0; event < events; event++) {
        random_input(stage, random, event);
        explorer_stage_frame(stage);
        explorer_stage_assert_sane(stage);
    }
    world_close(&world);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_trains_by_itself_and_shows_it),
        cmocka_unit_test(the_code_view_names_what_it_shows),
        cmocka_unit_test(filters_show_both_sides_their_change_and_values),
        cmocka_unit_test(the_pinned_image_is_the_one_in_filters),
        cmocka_unit_test(filters_show_every_layer_and_slide),
        cmocka_unit_test(the_network_shows_every_layer_of_the_model_in_use),
        cmocka_unit_test(where_no_data_is_installed_strokes_are_trained_on_and_it_says_so),
        cmocka_unit_test(data_that_cannot_be_read_leave_a_sentence_until_there_are_others),
        cmocka_unit_test(what_is_saved_is_given_a_name_that_is_no_other_files),
        cmocka_unit_test(keys_step_reset_and_undo),
        cmocka_unit_test(sides_fold_and_the_theme_changes_with_one_key),
        cmocka_unit_test(f1_explains_and_k_lists_the_keys),
        cmocka_unit_test(c_goes_through_the_maps),
        cmocka_unit_test(ctrl_p_saves_the_view_without_the_question),
        cmocka_unit_test(a_wrong_file_dropped_is_told_and_the_run_goes_on),
        cmocka_unit_test(every_size_and_scale_is_laid_out),
        cmocka_unit_test(a_monkey_breaks_nothing),
    };
    kernels_choose(NULL);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
