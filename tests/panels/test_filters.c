// What the view Filters shows where there is little to show: weights that are all zero, views of another run.
#include "panel_stage.h"
#include "test.h"
#include "view.h"

#include <math.h>
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
    const ImageGrid *grid = &stage->look.filters;
    assert_memory_equal(&grid->pixels[grid->buffer_width + 1], &expected, sizeof expected);
}

static void weights_that_are_zero_or_no_numbers_have_the_colour_of_zero(void **state) {
    (void)state;
    for (int own = 0; own < 2; own++)
        for (int number = 0; number < 2; number++) {
            PanelStage *stage = open(false);
            FiltersView *view = &stage->sample.views.filters;
            stage->look.filter_own_scale = own;
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

static void a_net_without_pictures_says_so(void **state) {
    (void)state;
    PanelStage *stage = open(true);
    stage->sample.views.filters.kind = FILTERS_NONE;
    stage->sample.views.filters.has[FILTERS_ENCODER] = stage->sample.views.filters.has[FILTERS_DECODER] = false;
    panel_stage_frame(stage, NULL);
    assert_true(shows(stage, "No weights beside the image are pictures here."));
    panel_stage_destroy(stage);
}

// All units are on some page, whatever the size of the window.
static void pages_reach_every_filter(void **state) {
    (void)state;
    static const int sizes[][2] = {{800, 500}, {1440, 900}, {2560, 1440}};
    for (int i = 0; i < 3; i++) {
        PanelStage *stage = panel_stage_create(SAMPLE_TRAINED, SAMPLE_SPARSE, sizes[i][0], sizes[i][1], 1, "light");
        stage->look.view = view_find("filters");
        stage->sample.views.filters.total = 1024;
        int reached = 0;
        for (int page = 0; reached < 1024 && page < 1024; page++) {
            stage->look.filter_page = page;
            panel_stage_frame(stage, NULL);
            assert_int_equal(stage->look.filter_first, reached);
            assert_in_range(stage->look.filter_count, 1, VIEW_MAX_FILTERS);
            reached += stage->look.filter_count;
        }
        assert_int_equal(reached, 1024);
        stage->look.filter_page = 5000;
        panel_stage_frame(stage, NULL);
        assert_int_equal(stage->look.filter_first + stage->look.filter_count, 1024);
        panel_stage_destroy(stage);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(weights_that_are_zero_or_no_numbers_have_the_colour_of_zero),
        cmocka_unit_test(colour_filters_are_colours_around_grey),
        cmocka_unit_test(another_runs_filters_are_not_shown),
        cmocka_unit_test(a_net_without_pictures_says_so),
        cmocka_unit_test(pages_reach_every_filter),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
