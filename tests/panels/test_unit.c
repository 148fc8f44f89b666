// The unit card: what is clicked in it, what it shows where there is little to show, and where it lies.
#include "panel_stage.h"
#include "sample_unit.h"
#include "test.h"
#include "view.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static const DrawCommand *find(PanelStage *stage, const char *text) {
    const DrawList *list = ui_list(&stage->ui);
    for (int i = 0; i < list->count; i++)
        if (list->commands[i].kind == DRAW_TEXT && strstr(draw_text_of(list, &list->commands[i]), text))
            return &list->commands[i];
    return NULL;
}

static bool shows(PanelStage *stage, const char *text) {
    return find(stage, text) != NULL;
}

// As a text of its own.
static bool says(PanelStage *stage, const char *text) {
    const DrawList *list = ui_list(&stage->ui);
    for (int i = 0; i < list->count; i++)
        if (list->commands[i].kind == DRAW_TEXT && strcmp(draw_text_of(list, &list->commands[i]), text) == 0)
            return true;
    return false;
}

static PanelStage *open(SampleModel model, int width, int height) {
    PanelStage *stage = panel_stage_create(SAMPLE_TRAINED, model, width, height, 1, "dark");
    stage->look.view = view_find("code");
    stage->look.card = (UnitRequest){.wanted = true, .layer = LAYER_CODE, .unit = SAMPLE_CARD};
    panel_stage_frame(stage, NULL);
    panel_stage_frame(stage, NULL);
    return stage;
}

static void click(PanelStage *stage, float x, float y) {
    stage->input.mouse_x = x;
    stage->input.mouse_y = y;
    panel_stage_frame(stage, NULL);
    stage->input.pressed = stage->input.down = UI_MOUSE_LEFT;
    panel_stage_frame(stage, NULL);
    stage->input.pressed = stage->input.down = 0;
    stage->input.released = UI_MOUSE_LEFT;
    panel_stage_frame(stage, NULL);
    stage->input.released = 0;
    panel_stage_frame(stage, NULL);
}

static void click_on(PanelStage *stage, const char *text) {
    const DrawCommand *command = find(stage, text);
    assert_non_null(command);
    click(stage, command->rect.x + 3, command->rect.y + 5);
}

static void a_click_on_a_strongest_image_pins_it(void **state) {
    (void)state;
    PanelStage *stage = open(SAMPLE_SPARSE, 1440, 1200);
    Rect place = image_grid_place(&stage->look.unit_card.strongest, 3);
    stage->look.pinned.own = 7;
    click(stage, place.x + 4, place.y + 4);
    assert_int_equal(stage->look.pinned.image, stage->sample.views.unit.strongest.image[3]);
    assert_int_equal(stage->look.pinned.own, 0);
    assert_true(shows(stage, "Test image 34, Triangle: 9.625 · pinned"));
    panel_stage_destroy(stage);
}

// Until the observer has come round to it, nothing of the last unit is shown under another's name.
static void another_unit_shows_nothing_of_the_last(void **state) {
    (void)state;
    PanelStage *stage = open(SAMPLE_SPARSE, 1440, 1800);
    const CorrelatedUnits *most = &stage->sample.views.unit.correlated;
    char label[32], title[32];
    snprintf(label, sizeof label, "%d  −%.2f", most->unit[2], fabs((double)most->r[2]));
    click_on(stage, label);
    assert_int_equal(stage->look.card.unit, most->unit[2]);
    snprintf(title, sizeof title, "Unit %d", most->unit[2]);
    assert_true(shows(stage, title) && shows(stage, "What it does comes with the next snapshot."));
    assert_false(shows(stage, "STRONGEST ON") || shows(stage, "what it draws"));
    stage->sample.views.unit.unit = most->unit[2];
    panel_stage_frame(stage, NULL);
    assert_true(shows(stage, "STRONGEST ON"));
    stage->sample.status.generation++; // new weights
    panel_stage_frame(stage, NULL);
    assert_false(shows(stage, "STRONGEST ON"));
    panel_stage_destroy(stage);
}

static void buttons_go_round_the_layer_and_close(void **state) {
    (void)state;
    PanelStage *stage = open(SAMPLE_VARIATIONAL, 1440, 900);
    stage->look.card.unit = 0;
    panel_stage_frame(stage, NULL);
    click_on(stage, "←");
    assert_int_equal(stage->look.card.unit, 19);
    click_on(stage, "→");
    click_on(stage, "→");
    assert_int_equal(stage->look.card.unit, 1);
    stage->sample.status.model.units = 1; // a smaller code: the last unit there is
    panel_stage_frame(stage, NULL);
    assert_int_equal(stage->look.card.unit, 0);
    const DrawCommand *arrow = find(stage, "→");
    click(stage, arrow->rect.x + 44, arrow->rect.y + 6);
    assert_false(stage->look.card.wanted || shows(stage, "Unit 0"));
    panel_stage_destroy(stage);
}

static void the_controls_set_and_take_back(void **state) {
    (void)state;
    PanelStage *stage = open(SAMPLE_SPARSE, 1440, 1200);
    const Interventions *done = &stage->look.interventions;
    const DrawCommand *label = find(stage, "Clamp to");
    float x = label->rect.x, y = label->rect.y + 24;
    assert_true(shows(stage, "1.25"));
    click(stage, x + 120, y);
    assert_int_equal(done->count, 1);
    assert_true(done->item[0].unit == SAMPLE_CARD && done->item[0].kind == INTERVENTION_CLAMP);
    assert_true(done->item[0].value > 8 && done->item[0].value <= 10);
    assert_true(shows(stage, "Clamped to") && shows(stage, "1 unit changed · Esc") && shows(stage, "1.250 → "));
    const DrawCommand *ablate = find(stage, "Ablate");
    click(stage, ablate->rect.x + 150, ablate->rect.y + 6);
    assert_true(done->count == 1 && done->item[0].kind == INTERVENTION_ABLATE);
    assert_true(shows(stage, "1.250 → 0.000"));
    const DrawCommand *scale = find(stage, "Scale");
    click(stage, scale->rect.x + 100, scale->rect.y + 24);
    assert_true(done->count == 1 && done->item[0].kind == INTERVENTION_SCALE && done->item[0].value > 2);
    click_on(stage, "Take back");
    assert_int_equal(done->count, 0);
    assert_false(shows(stage, "changed"));
    panel_stage_destroy(stage);
}

static void every_view_says_that_units_are_changed(void **state) {
    (void)state;
    PanelStage *stage = open(SAMPLE_CONVOLUTIONAL, 1440, 900);
    stage->look.card.wanted = false;
    intervention_set(&stage->look.interventions, (Intervention){3, INTERVENTION_ABLATE, 0});
    intervention_set(&stage->look.interventions, (Intervention){4, INTERVENTION_SCALE, 2});
    sample_unit_change(&stage->sample);
    for (int view = 0; VIEWS[view]; view++) {
        stage->look.view = view;
        panel_stage_frame(stage, NULL);
        assert_true(shows(stage, "2 units changed · Esc takes that back."));
        assert_true(
            shows(stage, VIEWS[view]->plain ? "What is measured here is without it." : "Training is not touched."));
        assert_true(shows(stage, "0.01163 → 0.01420")); // at the right
    }
    click_on(stage, "Take back");
    assert_int_equal(stage->look.interventions.count, 0);
    assert_false(shows(stage, "units changed"));
    panel_stage_destroy(stage);
}

static void another_run_ends_changes_and_cards_of_layers(void **state) {
    (void)state;
    PanelStage *stage = open(SAMPLE_SPARSE, 1440, 900);
    intervention_set(&stage->look.interventions, (Intervention){3, INTERVENTION_ABLATE, 0});
    stage->sample.status.run = 2;
    panel_stage_frame(stage, NULL);
    assert_true(stage->look.interventions.count == 0 && stage->look.card.wanted);
    stage->look.card.layer = 1;
    stage->sample.status.run = 3;
    panel_stage_frame(stage, NULL);
    assert_false(stage->look.card.wanted);
    panel_stage_destroy(stage);
}

static void a_dead_unit_says_so_and_offers_a_new_start(void **state) {
    (void)state;
    PanelStage *stage = open(SAMPLE_SPARSE, 1440, 900);
    UnitView *view = &stage->sample.views.unit;
    view->active = 0;
    view->strongest.count = view->spread.count = view->correlated.count = 0;
    view->histogram = (Histogram){.count = 10000};
    panel_stage_frame(stage, NULL);
    assert_true(shows(stage, "Never active on 10 000 test images.") && shows(stage, "Resample all 133 dead units"));
    assert_false(shows(stage, "MEAN BY CLASS") || shows(stage, "ACTIVATIONS"));
    view->undefined = 12;
    view->value = NAN;
    panel_stage_frame(stage, NULL);
    assert_true(shows(stage, "On 12 of them it is no number.") && shows(stage, "no number"));
    assert_false(shows(stage, "nan"));
    panel_stage_destroy(stage);
}

static void a_class_without_images_has_no_mean(void **state) {
    (void)state;
    PanelStage *stage = open(SAMPLE_SPARSE, 1440, 1800);
    UnitView *view = &stage->sample.views.unit;
    stage->look.view = view_find("reconstructions");
    panel_stage_frame(stage, NULL);
    assert_true(shows(stage, "7.500") && !says(stage, "–"));
    view->class_mean[4] = 0;
    view->class_images[4] = 0;
    panel_stage_frame(stage, NULL);
    assert_true(!shows(stage, "7.500") && says(stage, "–"));
    view->classes = 0;
    panel_stage_frame(stage, NULL);
    assert_false(shows(stage, "MEAN BY CLASS"));
    panel_stage_destroy(stage);
}

static Rgba pixel(const PanelStage *stage) {
    const ImageGrid *grid = &stage->look.unit_card.atom;
    return grid->pixels[grid->buffer_width + 1];
}

static void what_is_no_number_has_the_colour_of_zero(void **state) {
    (void)state;
    PanelStage *stage = open(SAMPLE_SPARSE, 1440, 900);
    UnitView *view = &stage->sample.views.unit;
    Rgba zero = colormap_color(&stage->look.error_map, 0, -1, 1);
    static const float values[] = {NAN, 0};
    for (int i = 0; i < 2; i++) {
        for (int p = 0; p < SAMPLE_PIXELS; p++)
            view->atom.floats[p] = values[i];
        view->version++;
        panel_stage_frame(stage, NULL);
        Rgba color = pixel(stage);
        assert_memory_equal(&color, &zero, sizeof zero);
    }
    static float colors[3 * SAMPLE_PIXELS];
    for (int p = 0; p < SAMPLE_PIXELS; p++)
        colors[p] = 1, colors[SAMPLE_PIXELS + p] = 0, colors[2 * SAMPLE_PIXELS + p] = -1;
    view->atom.floats = colors;
    view->filter.size = 0;
    view->channels = 3;
    view->version++;
    view->strongest.count = view->spread.count = 0; // whose pictures are grey
    panel_stage_frame(stage, NULL);
    Rgba color = pixel(stage), expected = {255, 127, 0, 255};
    assert_memory_equal(&color, &expected, sizeof expected);
    panel_stage_destroy(stage);
}

static void in_a_narrow_window_it_takes_the_views_place(void **state) {
    (void)state;
    PanelStage *stage = open(SAMPLE_SPARSE, 800, 500);
    assert_true(shows(stage, "Unit 17"));
    assert_false(shows(stage, "code units"));
    stage->look.card.wanted = false;
    panel_stage_frame(stage, NULL);
    assert_true(shows(stage, "code units") && !shows(stage, "Unit 17"));
    stage->look.card.wanted = true;
    stage->width = 1440;
    stage->height = 900;
    panel_stage_frame(stage, NULL);
    assert_true(shows(stage, "code units") && shows(stage, "Unit 17"));
    panel_stage_destroy(stage);
}

static void a_resampling_is_marked_on_the_curve(void **state) {
    (void)state;
    PanelStage *stage = open(SAMPLE_SPARSE, 1440, 900);
    LiveStatus *status = &stage->sample.status;
    int before = ui_list(&stage->ui)->count;
    status->marks = 1;
    status->mark[0] = (LiveMark){.step = 1750, .units = 12};
    panel_stage_frame(stage, NULL);
    assert_int_equal(ui_list(&stage->ui)->count, before + 1);
    bool told = false;
    for (int x = 1180; x < 1430 && !told; x++) { // somewhere in the middle of the plot
        stage->input.mouse_x = (float)x;
        stage->input.mouse_y = 230;
        panel_stage_frame(stage, NULL);
        panel_stage_frame(stage, NULL);
        told = shows(stage, "12 units resampled at step 1 750");
    }
    assert_true(told);
    panel_stage_destroy(stage);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_click_on_a_strongest_image_pins_it),
        cmocka_unit_test(another_unit_shows_nothing_of_the_last),
        cmocka_unit_test(buttons_go_round_the_layer_and_close),
        cmocka_unit_test(the_controls_set_and_take_back),
        cmocka_unit_test(every_view_says_that_units_are_changed),
        cmocka_unit_test(another_run_ends_changes_and_cards_of_layers),
        cmocka_unit_test(a_dead_unit_says_so_and_offers_a_new_start),
        cmocka_unit_test(a_class_without_images_has_no_mean),
        cmocka_unit_test(what_is_no_number_has_the_colour_of_zero),
        cmocka_unit_test(in_a_narrow_window_it_takes_the_views_place),
        cmocka_unit_test(a_resampling_is_marked_on_the_curve),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
