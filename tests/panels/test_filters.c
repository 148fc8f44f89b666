// What the view Filters shows where there is little to show: weights that are all zero, views of another run.
#include "panel_stage.h"
#include "sample_filters.h"
#include "test.h"
#include "view.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static bool shows(PanelStage *stage, const char *text) {
    const DrawList *list = ui_list(&stage->ui);
    for (int i = 0; i < list->count; i++)
        if (list->commands[i].kind == DRAW_TEXT && strstr(draw_text_of(list, &list->commands[i]), text))
            return true;
    return false;
}

static PanelStage *open(bool dense) {
    PanelStage *stage =
        panel_stage_create(SAMPLE_TRAINED, dense ? SAMPLE_SPARSE : SAMPLE_CONVOLUTIONAL, 1440, 900, 1, "dark");
    stage->look.view = view_find("filters");
    return stage;
}

static void assert_color(const PanelStage *stage, Rgba expected) {
    const ImageGrid *grid = &stage->look.filters.weights;
    assert_memory_equal(&grid->pixels[grid->buffer_width + 1], &expected, sizeof expected);
}

static void weights_that_are_zero_or_no_numbers_have_the_colour_of_zero(void **state) {
    (void)state;
    for (int own = 0; own < 2; own++)
        for (int number = 0; number < 2; number++) {
            PanelStage *stage = open(false);
            FiltersView *view = &stage->sample.views.filters;
            stage->look.filters.own_scale = own;
            view->weight_limit = 0;
            for (int i = 0; i < view->count * 9; i++)
                view->weights.floats[i] = number ? NAN : 0;
            panel_stage_frame(stage, NULL);
            assert_color(stage, colormap_color(&stage->look.error_map, 0, -1, 1));
            panel_stage_destroy(stage);
        }
}

// Red, green and blue weights as a colour around mid grey.
static void colour_filters_are_colours_around_grey(void **state) {
    (void)state;
    PanelStage *stage = open(true);
    FiltersView *view = &stage->sample.views.filters;
    int plane = view->height * view->width;
    view->channels = 3;
    view->total = view->count = 1;
    view->weight_limit = 1;
    for (int p = 0; p < plane; p++) {
        view->weights.floats[p] = 1;
        view->weights.floats[plane + p] = 0;
        view->weights.floats[2 * plane + p] = -1;
    }
    panel_stage_frame(stage, NULL);
    assert_color(stage, (Rgba){255, 127, 0, 255});
    assert_true(shows(stage, "mid grey is zero"));
    panel_stage_destroy(stage);
}

static void another_runs_filters_are_not_shown(void **state) {
    (void)state;
    PanelStage *stage = open(false);
    panel_stage_frame(stage, NULL);
    assert_true(shows(stage, "16 kernels"));
    stage->sample.status.run = 2;
    panel_stage_frame(stage, NULL);
    assert_false(shows(stage, "16 kernels"));
    assert_true(shows(stage, "The filters come with the first snapshot."));
    panel_stage_destroy(stage);
}

static void a_net_without_weights_says_so(void **state) {
    (void)state;
    PanelStage *stage = open(true);
    stage->sample.views.filters.kind = FILTERS_NONE;
    stage->sample.views.filters.layers = 0;
    panel_stage_frame(stage, NULL);
    assert_true(shows(stage, "No layer of this network has weights."));
    panel_stage_destroy(stage);
}

// All units are on some page, whatever the size of the window, and all pages are alike.
static void pages_reach_every_filter(void **state) {
    (void)state;
    static const int sizes[][2] = {{800, 500}, {1440, 900}, {2560, 1440}};
    for (int i = 0; i < 3; i++) {
        PanelStage *stage = panel_stage_create(SAMPLE_TRAINED, SAMPLE_SPARSE, sizes[i][0], sizes[i][1], 1, "light");
        stage->look.view = view_find("filters");
        stage->sample.views.filters.total = 1024;
        int reached = 0, size = 0;
        for (int page = 0; reached < 1024 && page < 1024; page++) {
            stage->look.filters.page = page;
            panel_stage_frame(stage, NULL);
            assert_in_range(stage->look.filters.first, reached - size, reached);
            assert_in_range(stage->look.filters.count, 1, VIEW_MAX_FILTERS);
            size = page > 0 ? size : stage->look.filters.count;
            assert_int_equal(stage->look.filters.count, size);
            reached = stage->look.filters.first + size;
        }
        assert_int_equal(reached, 1024);
        stage->look.filters.page = 5000;
        panel_stage_frame(stage, NULL);
        assert_int_equal(stage->look.filters.first + stage->look.filters.count, 1024);
        panel_stage_destroy(stage);
    }
}

static void point(PanelStage *stage, float x, float y) {
    stage->input.mouse_x = x;
    stage->input.mouse_y = y;
    panel_stage_frame(stage, NULL);
    panel_stage_frame(stage, NULL);
}

static void click(PanelStage *stage, float x, float y, unsigned button) {
    point(stage, x, y);
    stage->input.pressed = stage->input.released = button;
    panel_stage_frame(stage, NULL);
    stage->input.pressed = stage->input.released = 0;
    panel_stage_frame(stage, NULL);
}

static void press(PanelStage *stage, int key) {
    stage->input.keys[0] = (UiKeyPress){key, 0};
    stage->input.key_count = 1;
    panel_stage_frame(stage, NULL);
    stage->input.key_count = 0;
    panel_stage_frame(stage, NULL);
}

static Rect tile(const PanelStage *stage, int index) {
    return image_grid_place(&stage->look.filters.weights, index);
}

// 32 rows of 16 kernels: all of them where they have room, each with its colour and numbers; a value is read out.
static void slices_are_a_matrix_with_numbers(void **state) {
    (void)state;
    PanelStage *stage = open(false);
    FiltersView *view = &stage->sample.views.filters;
    sample_filters_matrix(&stage->sample, FILTERS_SLICES);
    stage->look.filters.run = 1;
    stage->look.filters.layer = 1;
    stage->sample.rows[31].number = 17; // as sorted
    for (int k = 0; k < 9; k++)
        view->weights.floats[(31 * 16 + 5) * 9 + k] = k == 3 ? -0.25F : 0;
    panel_stage_frame(stage, NULL);
    assert_true(stage->look.filters.rows == 32 && stage->look.filters.columns == 16);
    assert_true(shows(stage, "32 out channels × 16 in channels"));
    Rect place = tile(stage, 31 * 16 + 5);
    assert_true(place.w == place.h && place.w >= 12);
    point(stage, place.x + 1, place.y + place.h / 2);
    assert_true(shows(stage, "Out channel 17, in channel 5, row 1"));
    assert_true(shows(stage, "weight −0.25"));
    const ImageGrid *grid = &stage->look.filters.weights;
    size_t pixel =
        (size_t)(place.y - grid->rect.y + place.h / 2) * (size_t)grid->buffer_width + (size_t)(place.x - grid->rect.x);
    Rgba expected = colormap_color(&stage->look.error_map, -0.25F, -0.5F, 0.5F);
    assert_memory_equal(&grid->pixels[pixel], &expected, sizeof expected);
    panel_stage_destroy(stage);
}

// In little room a window of them, which reaches every one in both directions.
static void a_window_of_slices_reaches_all(void **state) {
    (void)state;
    PanelStage *stage = panel_stage_create(SAMPLE_TRAINED, SAMPLE_CONVOLUTIONAL, 800, 500, 1, "dark");
    stage->look.view = view_find("filters");
    FiltersView *view = &stage->sample.views.filters;
    FiltersLook *look = &stage->look.filters;
    sample_filters_matrix(&stage->sample, FILTERS_SLICES);
    panel_stage_frame(stage, NULL);
    panel_stage_frame(stage, NULL);
    assert_true(look->rows < 32 && look->row == 0);
    char text[64];
    snprintf(text, sizeof text, "1–%d of 32", look->rows);
    assert_true(shows(stage, text));
    for (int i = 0; i < 40; i++)
        press(stage, UI_KEY_PAGE_DOWN);
    assert_int_equal(look->row + look->rows, 32);
    Rect place = tile(stage, 0);
    point(stage, place.x + 2, place.y + 2);
    stage->input.modifiers = UI_SHIFT;
    for (int i = 0; i < 40; i++) {
        stage->input.wheel = -1;
        panel_stage_frame(stage, NULL);
    }
    stage->input.wheel = 0;
    panel_stage_frame(stage, NULL);
    assert_int_equal(look->column + look->columns, 16);
    view->first = look->row; // as the observer answers
    view->count = look->rows;
    panel_stage_frame(stage, NULL);
    snprintf(text, sizeof text, "–32 of 32");
    assert_true(shows(stage, text));
    panel_stage_destroy(stage);
}

static void a_matrix_is_a_heat_map_around_zero(void **state) {
    (void)state;
    for (int own = 0; own < 2; own++) {
        PanelStage *stage = open(false);
        sample_filters_matrix(&stage->sample, FILTERS_MATRIX);
        stage->look.filters.own_scale = own;
        stage->sample.rows[0].number = 123;
        stage->sample.weights[0] = -0.125F;
        panel_stage_frame(stage, NULL);
        const HeatMap *map = &stage->look.filters.matrix;
        assert_true(map->rows == SAMPLE_ROWS && map->columns == 32 && map->low == -map->high);
        assert_true(map->high == (own ? 1 : 0.5F));
        point(stage, map->rect.x + 1, map->rect.y + 0.1F);
        assert_true(shows(stage, "Unit 123, in unit 0: weight −0.125"));
        click(stage, map->rect.x + 1, map->rect.y + 0.1F, UI_MOUSE_LEFT);
        assert_true(stage->look.card.wanted && stage->look.card.layer == 3 && stage->look.card.unit == 123);
        panel_stage_destroy(stage);
    }
}

static void the_gradient_says_of_which_step_it_is(void **state) {
    (void)state;
    PanelStage *stage = open(true);
    FiltersView *view = &stage->sample.views.filters;
    stage->look.filters.show = FILTER_GRADIENT;
    view->shown = FILTER_GRADIENT;
    view->ready = false;
    view->gradient_done = 48;
    view->gradient_images = 128;
    panel_stage_frame(stage, NULL);
    assert_true(shows(stage, "48 of 128 training images"));
    sample_filters_show(&stage->sample, FILTER_GRADIENT);
    view->ready = true;
    view->gradient_tag.step = 1234;
    panel_stage_frame(stage, NULL);
    assert_true(shows(stage, "gradient at step 1 234"));
    assert_true(shows(stage, "−0.125")); // the end of its own scale, with a real minus sign
    Rect place = tile(stage, 0);
    point(stage, place.x + 1, place.y + 1);
    assert_true(shows(stage, "gradient 0.") || shows(stage, "gradient −0."));
    panel_stage_destroy(stage);
}

static PanelStage *slide(int width, int height, const char *theme) {
    PanelStage *stage = panel_stage_create(SAMPLE_TRAINED, SAMPLE_CONVOLUTIONAL, width, height, 1, theme);
    stage->look.view = view_find("filters");
    sample_filters_slide(&stage->sample);
    panel_stage_frame(stage, NULL);
    Rect place = tile(stage, 0);
    click(stage, place.x + 2, place.y + 2, UI_MOUSE_LEFT);
    return stage;
}

static void a_click_on_a_kernel_slides_it_over_the_image(void **state) {
    (void)state;
    PanelStage *stage = slide(1440, 900, "dark");
    SlidingLook *look = &stage->look.filters.sliding;
    assert_true(look->open && look->playing && look->channel == 0 && look->at == 0);
    assert_true(shows(stage, "place 1 of 196 · stride 2, padding 1"));
    stage->input.time += 1;
    panel_stage_frame(stage, NULL);
    assert_true(look->at > 8 && look->at < 20); // about 13 places a second
    press(stage, UI_KEY_RIGHT);
    int at = look->at;
    assert_false(look->playing);
    stage->input.time += 1;
    panel_stage_frame(stage, NULL);
    assert_int_equal(look->at, at);
    press(stage, UI_KEY_DOWN);
    assert_int_equal(look->at, at + 14);
    press(stage, UI_KEY_LEFT);
    assert_int_equal(look->at, at + 13);
    for (int i = 0; i < 20; i++)
        press(stage, UI_KEY_DOWN);
    assert_int_equal(look->at, 195);
    press(stage, UI_KEY_ESCAPE);
    assert_false(look->open);
    assert_true(shows(stage, "What they answer on this image"));
    Rect place = tile(stage, 3);
    click(stage, place.x + 2, place.y + 2, UI_MOUSE_RIGHT);
    assert_true(stage->look.card.wanted && stage->look.card.unit == 3 && !look->open);
    panel_stage_destroy(stage);
}

// The numbers on screen are those of the definition: input × weight, their sum, the bias, what the layer answers.
static void the_numbers_under_the_kernel_are_exact(void **state) {
    (void)state;
    PanelStage *stage = slide(1440, 900, "light");
    SlidingView *view = &stage->sample.views.sliding;
    memset(view->input.floats, 0, view->input.size);
    view->input.floats[1 * SAMPLE_SIDE + 1] = 0.5F; // under the kernel's last value at the first place
    view->input.floats[0] = 0.25F;                  // under its middle
    view->weights.floats[8] = -0.75F;
    view->weights.floats[4] = 1;
    view->sliding.bias = 2;
    view->output.floats[0] = 1.875F;
    press(stage, UI_KEY_RIGHT);
    press(stage, UI_KEY_LEFT);
    assert_int_equal(stage->look.filters.sliding.at, 0);
    assert_true(shows(stage, "−0.38")); // 0.5 · −0.75
    assert_true(shows(stage, "0.25"));
    assert_true(shows(stage, "Σ −0.125 + bias 2 = 1.88, relu: 1.88"));
    stage->look.filters.sliding.channel = 5; // another kernel than the observer's answer is not shown as it
    panel_stage_frame(stage, NULL);
    assert_false(shows(stage, "relu: 1.88"));
    assert_true(shows(stage, "begins with the next snapshot"));
    stage->sample.status.generation = 2; // after a reset nothing slides
    panel_stage_frame(stage, NULL);
    assert_false(stage->look.filters.sliding.open);
    panel_stage_destroy(stage);
}

static void a_second_click_ends_the_sliding(void **state) {
    (void)state;
    PanelStage *stage = slide(1440, 900, "light");
    Rect place = tile(stage, 0);
    click(stage, place.x + 2, place.y + 2, UI_MOUSE_LEFT);
    assert_false(stage->look.filters.sliding.open);
    click(stage, place.x + 2, place.y + 2, UI_MOUSE_LEFT);
    Rect input = stage->look.filters.sliding.input.rect;
    assert_true(stage->look.filters.sliding.open && input.w > 100);
    click(stage, input.x + 5, input.y + 5, UI_MOUSE_LEFT);
    assert_false(stage->look.filters.sliding.open);
    panel_stage_destroy(stage);
}

static void a_feature_map_opens_its_channels_card(void **state) {
    (void)state;
    PanelStage *stage = open(false);
    panel_stage_frame(stage, NULL);
    Rect place = image_grid_place(&stage->look.filters.maps, 7);
    click(stage, place.x + 3, place.y + 3, UI_MOUSE_LEFT);
    assert_true(stage->look.card.wanted && stage->look.card.layer == 0 && stage->look.card.unit == 7);
    panel_stage_destroy(stage);
}

// Frames in the colour of what is selected that lie around a tile, and no others.
static bool is_framed(PanelStage *stage, int number) {
    const DrawList *list = ui_list(&stage->ui);
    Rect place = tile(stage, number);
    for (int i = 0; i < list->count; i++) {
        const DrawCommand *command = &list->commands[i];
        if (command->kind == DRAW_FRAME && rect_inside(place, command->rect) && command->rect.w < 1.5F * place.w &&
            memcmp(&command->color, &stage->theme.colors.text, sizeof command->color) == 0)
            return true;
    }
    return false;
}

static void the_unit_of_the_open_card_is_framed(void **state) {
    (void)state;
    PanelStage *stage = open(false);
    const FiltersView *view = &stage->sample.views.filters;
    assert_false(is_framed(stage, 3));
    stage->look.card = (UnitRequest){.wanted = true, .layer = view->card_layer, .unit = 3};
    panel_stage_frame(stage, NULL);
    panel_stage_frame(stage, NULL);
    assert_true(is_framed(stage, 3) && !is_framed(stage, 2));
    stage->look.card.layer++;
    panel_stage_frame(stage, NULL);
    assert_false(is_framed(stage, 3));
    panel_stage_destroy(stage);
}

static void another_run_begins_with_its_first_layer(void **state) {
    (void)state;
    PanelStage *stage = open(false);
    panel_stage_frame(stage, NULL);
    stage->look.filters.layer = 4;
    panel_stage_frame(stage, NULL);
    assert_int_equal(stage->look.filters.layer, 4);
    stage->sample.status.run = 2;
    panel_stage_frame(stage, NULL);
    assert_int_equal(stage->look.filters.layer, 0);
    panel_stage_destroy(stage);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(weights_that_are_zero_or_no_numbers_have_the_colour_of_zero),
        cmocka_unit_test(colour_filters_are_colours_around_grey),
        cmocka_unit_test(another_runs_filters_are_not_shown),
        cmocka_unit_test(a_net_without_weights_says_so),
        cmocka_unit_test(pages_reach_every_filter),
        cmocka_unit_test(slices_are_a_matrix_with_numbers),
        cmocka_unit_test(a_window_of_slices_reaches_all),
        cmocka_unit_test(a_matrix_is_a_heat_map_around_zero),
        cmocka_unit_test(the_gradient_says_of_which_step_it_is),
        cmocka_unit_test(a_click_on_a_kernel_slides_it_over_the_image),
        cmocka_unit_test(the_numbers_under_the_kernel_are_exact),
        cmocka_unit_test(a_second_click_ends_the_sliding),
        cmocka_unit_test(a_feature_map_opens_its_channels_card),
        cmocka_unit_test(the_unit_of_the_open_card_is_framed),
        cmocka_unit_test(another_run_begins_with_its_first_layer),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
