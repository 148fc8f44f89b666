// The view Network: that everything can be reached, what the mouse and the keys do, and what is shown where there is
// little to show.
#include "panel_stage.h"
#include "sample_network.h"
#include "test.h"
#include "view.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool shows(PanelStage *stage, const char *text) {
    const DrawList *list = ui_list(&stage->ui);
    for (int i = 0; i < list->count; i++)
        if (list->commands[i].kind == DRAW_TEXT && strstr(draw_text_of(list, &list->commands[i]), text))
            return true;
    return false;
}

// The same of a sentence that may be wrapped.
static bool says(PanelStage *stage, const char *text) {
    const DrawList *list = ui_list(&stage->ui);
    static char all[1 << 16];
    size_t used = 0;
    for (int i = 0; i < list->count && used < sizeof all - 512; i++)
        if (list->commands[i].kind == DRAW_TEXT)
            used += (size_t)snprintf(all + used, 512, "%s ", draw_text_of(list, &list->commands[i]));
    return strstr(all, text) != NULL;
}

static PanelStage *open_at(SampleModel model, int width, int height) {
    PanelStage *stage = panel_stage_create(SAMPLE_TRAINED, model, width, height, 1, "dark");
    stage->look.view = view_find("network");
    panel_stage_frame(stage, NULL);
    return stage;
}

static PanelStage *open(SampleModel model) {
    return open_at(model, 1440, 900);
}

static void point_at(PanelStage *stage, int place, int tile) {
    Rect rect = image_grid_place(&stage->look.network.grid[place], tile);
    assert_true(rect.w > 0);
    stage->input.mouse_x = rect.x + 1;
    stage->input.mouse_y = rect.y + 1;
    panel_stage_frame(stage, NULL);
    panel_stage_frame(stage, NULL);
}

static void click(PanelStage *stage) {
    stage->input.pressed = stage->input.released = UI_MOUSE_LEFT;
    panel_stage_frame(stage, NULL);
    stage->input.pressed = stage->input.released = 0;
    panel_stage_frame(stage, NULL);
}

static void turn(PanelStage *stage, float notches) {
    stage->input.time += 10;
    stage->input.wheel = notches;
    panel_stage_frame(stage, NULL);
    stage->input.wheel = 0;
    panel_stage_frame(stage, NULL);
}

static void press(PanelStage *stage, int key) {
    stage->input.keys[0] = (UiKeyPress){key, 0};
    stage->input.key_count = 1;
    panel_stage_frame(stage, NULL);
    stage->input.key_count = 0;
    panel_stage_frame(stage, NULL);
}

static void it_is_the_first_view(void **state) {
    (void)state;
    assert_int_equal(view_find("network"), 0);
    assert_int_equal(view_find("reconstructions"), 1);
}

static void columns_are_named_and_measured(void **state) {
    (void)state;
    PanelStage *stage = open(SAMPLE_CONVOLUTIONAL);
    static const char *const texts[] = {"input",      "conv 16",        "conv 32", "code",        "dense",
                                        "conv-T 16",  "16×14×14",       "32×7×7",  "28×28",       "reconstruction",
                                        "MSE 0.0105", "BCE 214.5 nats", "Disc",    "Test image 0"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (!shows(stage, texts[i]))
            fail_msg("'%s' is not there", texts[i]);
    assert_false(shows(stage, "of 16")); // all have room
    assert_true(stage->look.network.wanted[4].count == -1 && stage->look.network.wanted[5].count == 32); // shown once
    panel_stage_destroy(stage);
}

// A layer of many large maps, as conv-wide's.
typedef struct Large {
    float values[600000], ranges[20000];
} Large;

static void enlarge(PanelStage *stage, Large *large) {
    static const char *const layers[][2] = {
        {"conv 256 3x3 relu", "256×28×28"}, {"max_pool 2", "64×14×14"}, {"dense 500", "500"},
        {"dense 500 relu", "500"},          {"reshape back", "500"},    {"conv 256 3x3 relu", "256×28×28"},
        {"conv image 3x3", "1×28×28"}};
    LiveModel *model = &stage->sample.status.model;
    model->layers = 7;
    for (int l = 0; l < model->layers; l++) {
        LiveLayer *layer = &model->layer[l];
        snprintf(layer->text, sizeof layer->text, "%s", layers[l][0]);
        snprintf(layer->shape, sizeof layer->shape, "%s", layers[l][1]);
        layer->part = l < 2 ? PART_ENCODER : l == 2 ? PART_CODE : PART_DECODER;
    }
    sample_network_init(&stage->sample.views.network, model, stage->sample.input, stage->sample.output, large->values,
                        large->ranges);
    panel_stage_frame(stage, NULL);
}

// Turns the wheel over a column until nothing moves; returns how many tiles were seen on the way.
static int scroll_through(PanelStage *stage, int place, bool *seen) {
    int count = 0, before = -1;
    point_at(stage, place, 0);
    while (stage->look.network.wanted[place].first > before) {
        const NetworkWindow window = stage->look.network.wanted[place];
        int total = stage->sample.views.network.layer[place].all.channels;
        for (int t = window.first; t < window.first + window.count && t < total; t++) {
            assert_true(image_grid_place(&stage->look.network.grid[place], t - window.first).w > 0);
            count += !seen[t];
            seen[t] = true;
        }
        before = window.first;
        turn(stage, -1);
    }
    return count;
}

static void every_channel_is_reached_in_every_window(void **state) {
    (void)state;
    static const int sizes[][2] = {{800, 500}, {1440, 900}, {2560, 1440}};
    Large *large = calloc(1, sizeof *large);
    for (int i = 0; i < 3; i++) {
        PanelStage *stage = open_at(SAMPLE_CONVOLUTIONAL, sizes[i][0], sizes[i][1]);
        enlarge(stage, large);
        bool reached[VIEW_PLACES] = {false};
        for (int column = 0; column < 8; column++) {
            stage->input.mouse_x = stage->input.mouse_y = -1;
            stage->look.network.first_column = column;
            panel_stage_frame(stage, NULL);
            for (int p = 1; p < 7; p++) {
                static bool seen[600];
                int total = stage->sample.views.network.layer[p].all.channels;
                if (reached[p] || stage->look.network.wanted[p].count < 1)
                    continue;
                memset(seen, 0, sizeof seen);
                assert_int_equal(scroll_through(stage, p, seen), total);
                reached[p] = true;
            }
        }
        for (int p = 1; p < 7; p++)
            assert_true(reached[p] || p == 4); // which is shown with the reshape after it
        panel_stage_destroy(stage);
    }
    free(large);
}

static void what_is_left_out_is_counted(void **state) {
    (void)state;
    Large *large = calloc(1, sizeof *large);
    PanelStage *stage = open_at(SAMPLE_CONVOLUTIONAL, 1440, 900);
    enlarge(stage, large);
    char text[48];
    const NetworkWindow *window = &stage->look.network.wanted[1];
    assert_in_range(window->count, 1, 255);
    snprintf(text, sizeof text, "%d of 256", window->count);
    assert_true(shows(stage, text));
    panel_stage_destroy(stage);
    free(large);
}

static void hovering_says_value_layer_and_place(void **state) {
    (void)state;
    PanelStage *stage = open(SAMPLE_CONVOLUTIONAL);
    NetworkView *view = &stage->sample.views.network;
    view->values.floats[view->layer[1].all.offset + 3 * 196] = 1.25F;
    view->version++;
    point_at(stage, 1, 3);
    assert_true(says(stage, "Channel 3, row 0, column 0: 1.25 · conv 16 3×3 /2 relu · from 0 to"));
    point_at(stage, 3, 7);
    assert_true(says(stage, "Code unit 7: "));
    point_at(stage, 5, 2); // of the dense layer before the reshape
    assert_true(says(stage, "Unit 98 (channel 2, row 0, column 0): "));
    assert_true(says(stage, "dense back relu · from 0 to"));
    point_at(stage, 0, 0);
    assert_true(says(stage, "Row 0, column 0: 0.000 · Test image 0, Disc"));
    point_at(stage, 7, 0);
    assert_true(says(stage, "Reconstruction · MSE 0.0105 · BCE 214.5 nats"));
    panel_stage_destroy(stage);
}

static void explain_mode_has_the_value_too(void **state) {
    (void)state;
    PanelStage *stage = open(SAMPLE_SPARSE);
    ui_explain_start(&stage->ui);
    point_at(stage, 1, 12);
    assert_string_equal(stage->ui.explain.title, "Code");
    assert_int_equal(strncmp(stage->ui.explain.value, "Code unit 12: ", 14), 0);
    panel_stage_destroy(stage);
}

static void a_click_opens_the_card(void **state) {
    (void)state;
    PanelStage *stage = open(SAMPLE_CONVOLUTIONAL);
    const UnitRequest *card = &stage->look.card;
    point_at(stage, 1, 5);
    click(stage);
    assert_true(card->wanted && card->layer == 0 && card->unit == 5);
    point_at(stage, 3, 31);
    click(stage);
    assert_true(card->wanted && card->layer == LAYER_CODE && card->unit == 31);
    point_at(stage, 5, 1); // a unit of the dense layer, which is its place in the reshaped picture
    click(stage);
    assert_true(card->wanted && card->layer == 3 && card->unit == 49);
    click(stage);
    assert_false(card->wanted);
    panel_stage_destroy(stage);
}

static void keys_wheel_and_buttons_pin_the_next_image(void **state) {
    (void)state;
    PanelStage *stage = open(SAMPLE_CONVOLUTIONAL);
    press(stage, UI_KEY_RIGHT);
    assert_int_equal(stage->look.pinned.image, 1);
    press(stage, UI_KEY_LEFT);
    assert_int_equal(stage->look.pinned.image, 0);
    point_at(stage, 0, 0);
    turn(stage, -1);
    turn(stage, -1);
    assert_int_equal(stage->look.pinned.image, 2);
    turn(stage, 1);
    assert_int_equal(stage->look.pinned.image, 1);
    const DrawList *list = ui_list(&stage->ui);
    for (int i = 0; i < list->count; i++)
        if (list->commands[i].kind == DRAW_TEXT && strcmp(draw_text_of(list, &list->commands[i]), "→") == 0) {
            stage->input.mouse_x = list->commands[i].rect.x + 2;
            stage->input.mouse_y = list->commands[i].rect.y + 2;
        }
    panel_stage_frame(stage, NULL);
    click(stage);
    assert_int_equal(stage->look.pinned.image, 2);
    panel_stage_destroy(stage);
}

static void assert_color(const PanelStage *stage, int place, Rgba expected) {
    const ImageGrid *grid = &stage->look.network.grid[place];
    assert_memory_equal(&grid->pixels[grid->buffer_width * 2 + 2], &expected, sizeof expected);
}

// One colour, and a scale that says 0.
static void a_dead_network_is_dark(void **state) {
    (void)state;
    PanelStage *stage = open(SAMPLE_CONVOLUTIONAL);
    NetworkView *view = &stage->sample.views.network;
    memset(view->values.floats, 0, view->values.size);
    sample_network_measure(view);
    for (int own = 0; own < 2; own++) {
        view->version++;
        stage->look.network.own_scale = own;
        point_at(stage, 1, 0);
        for (int p = 1; p < 7; p++)
            if (p != 4)
                assert_color(stage, p, stage->look.heat_map.entries[0]);
        assert_true(says(stage, "from 0 to 0"));
    }
    panel_stage_destroy(stage);
}

static void layers_with_negative_values_have_zero_in_the_middle(void **state) {
    (void)state;
    PanelStage *stage = open(SAMPLE_CONVOLUTIONAL);
    NetworkView *view = &stage->sample.views.network;
    float *code = view->values.floats + view->layer[3].all.offset;
    for (int i = 0; i < 32; i++)
        code[i] = i == 0 ? -4 : 1;
    sample_network_measure(view);
    view->version++;
    point_at(stage, 3, 1);
    assert_color(stage, 3, stage->look.error_map.entries[0]);        // unit 0
    assert_true(shows(stage, "-4") && shows(stage, "max of layer")); // the numbers of the scale under the mouse
    stage->look.network.own_scale = true;
    panel_stage_frame(stage, NULL);
    assert_true(shows(stage, "max |value| of tile"));
    panel_stage_destroy(stage);
}

static void a_tile_by_itself_is_as_bright_as_it_can_be(void **state) {
    (void)state;
    PanelStage *stage = open(SAMPLE_CONVOLUTIONAL);
    NetworkView *view = &stage->sample.views.network;
    float *maps = view->values.floats + view->layer[1].all.offset;
    for (int i = 0; i < 16 * 196; i++)
        maps[i] = i < 196 ? 1 : 4;
    sample_network_measure(view);
    view->version++;
    panel_stage_frame(stage, NULL);
    assert_color(stage, 1, colormap_color(&stage->look.heat_map, 1, 0, 4));
    stage->look.network.own_scale = true;
    panel_stage_frame(stage, NULL);
    assert_color(stage, 1, colormap_color(&stage->look.heat_map, 1, 0, 1));
    panel_stage_destroy(stage);
}

static void another_network_is_not_shown(void **state) {
    (void)state;
    PanelStage *stage = open(SAMPLE_CONVOLUTIONAL);
    LiveStatus *status = &stage->sample.status;
    for (int what = 0; what < 3; what++) {
        assert_true(shows(stage, "conv-T 16"));
        status->run += what == 0;
        status->generation += what == 1;
        status->model.layers -= what == 2;
        panel_stage_frame(stage, NULL);
        assert_false(shows(stage, "MSE 0.0105"));
        assert_true(shows(stage, "The image goes through with the first snapshot."));
        status->run -= what == 0;
        status->generation -= what == 1;
        status->model.layers += what == 2;
        panel_stage_frame(stage, NULL);
    }
    panel_stage_destroy(stage);
}

// Codes of 1, 2 and 4096 units, colour images of 31×33, no classes, values that are no numbers.
static void odd_networks_are_drawn(void **state) {
    (void)state;
    static const int sizes[][2] = {{800, 500}, {1440, 900}};
    static const char *const units[] = {"1", "2", "4096"};
    static uint8_t pixels[3 * 31 * 33];
    Large *large = calloc(1, sizeof *large);
    for (int i = 0; i < 6; i++) {
        PanelStage *stage = open_at(SAMPLE_VANILLA, sizes[i % 2][0], sizes[i % 2][1]);
        LiveModel *model = &stage->sample.status.model;
        NetworkView *view = &stage->sample.views.network;
        model->channels = 3;
        model->height = 31;
        model->width = 33;
        snprintf(model->layer[0].shape, sizeof model->layer[0].shape, "%s", units[i / 2]);
        for (int p = 0; p < 3 * 31 * 33; p++)
            pixels[p] = (uint8_t)(p < 31 * 33 ? 255 : 0);
        sample_network_init(view, model, pixels, pixels, large->values, large->ranges);
        view->label = -1;
        view->layer[1].all.undefined = 1;
        panel_stage_frame(stage, NULL);
        point_at(stage, 1, 0);
        assert_true(says(stage, "1 infinite or no number"));
        assert_true(says(stage, "3×31×33"));
        assert_color(stage, 0, (Rgba){255, 0, 0, 255});
        point_at(stage, 0, 0);
        assert_true(says(stage, "red 1.000, green 0.000, blue 0.000"));
        panel_stage_destroy(stage);
    }
    free(large);
}

static void the_bar_moves_sideways_through_many_layers(void **state) {
    (void)state;
    Large *large = calloc(1, sizeof *large);
    PanelStage *stage = open(SAMPLE_VANILLA);
    LiveModel *model = &stage->sample.status.model;
    model->layers = LIVE_LAYERS;
    for (int l = 0; l < model->layers; l++) {
        snprintf(model->layer[l].text, sizeof model->layer[l].text, "dense %d relu", 100 + l);
        snprintf(model->layer[l].shape, sizeof model->layer[l].shape, "%d", 100 + l);
        model->layer[l].part = l < 31 ? PART_ENCODER : l == 31 ? PART_CODE : PART_DECODER;
    }
    sample_network_init(&stage->sample.views.network, model, stage->sample.input, stage->sample.output, large->values,
                        large->ranges);
    panel_stage_frame(stage, NULL);
    bool seen[VIEW_PLACES] = {false};
    int before = -1;
    while (stage->look.network.first_column > before) {
        before = stage->look.network.first_column;
        for (int p = 1; p < LIVE_LAYERS; p++)
            seen[p] |= stage->look.network.wanted[p].count > 0;
        assert_true(shows(stage, "input") && shows(stage, "MSE 0.0105"));
        press(stage, UI_KEY_PAGE_DOWN);
    }
    for (int p = 1; p < LIVE_LAYERS; p++)
        assert_true(seen[p]);
    panel_stage_destroy(stage);
    free(large);
}

static void it_asks_for_what_it_shows_and_is_settled_with_it(void **state) {
    (void)state;
    PanelStage *stage = open(SAMPLE_CONVOLUTIONAL);
    static ViewRequest request;
    const View *view = VIEWS[view_find("network")];
    view->ask(&stage->look, &request);
    assert_true(request.network.wanted && request.network.window[1].count == 16);
    assert_true(request.network.window[4].count < 0 && request.network.window[0].count == 1);
    Panel panel = {.status = &stage->sample.status, .views = &stage->sample.views, .look = &stage->look};
    uint64_t step = sample_tag().step;
    assert_true(view->settled(&panel, &request, step));
    assert_false(view->settled(&panel, &request, step + 1));
    stage->sample.views.network.layer[2].has.count = 31;
    assert_false(view->settled(&panel, &request, step));
    panel_stage_destroy(stage);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_is_the_first_view),
        cmocka_unit_test(columns_are_named_and_measured),
        cmocka_unit_test(every_channel_is_reached_in_every_window),
        cmocka_unit_test(what_is_left_out_is_counted),
        cmocka_unit_test(hovering_says_value_layer_and_place),
        cmocka_unit_test(explain_mode_has_the_value_too),
        cmocka_unit_test(a_click_opens_the_card),
        cmocka_unit_test(keys_wheel_and_buttons_pin_the_next_image),
        cmocka_unit_test(a_dead_network_is_dark),
        cmocka_unit_test(layers_with_negative_values_have_zero_in_the_middle),
        cmocka_unit_test(a_tile_by_itself_is_as_bright_as_it_can_be),
        cmocka_unit_test(another_network_is_not_shown),
        cmocka_unit_test(odd_networks_are_drawn),
        cmocka_unit_test(the_bar_moves_sideways_through_many_layers),
        cmocka_unit_test(it_asks_for_what_it_shows_and_is_settled_with_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
