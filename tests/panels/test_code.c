// The view Code on the draw list: orders, what it counts, and codes of any size and kind.
#include "code_parts.h"
#include "code_stage.h"
#include "test.h"

#include <math.h>
#include <string.h>

static void assert_order(const PanelStage *stage, const int *expected, int count) {
    for (int i = 0; i < count; i++)
        assert_int_equal(stage->look.code.unit[i], expected[i]);
}

static void units_are_sorted_by_what_was_chosen(void **state) {
    (void)state;
    PanelStage *stage = code_stage_open(SAMPLE_SPARSE, 1440, 900);
    code_stage_fill(stage, 5, 1);
    UnitFigures *figures = stage->sample.views.code_statistics.figures.figures;
    static const float frequency[] = {0.1F, 0.5F, 0, 0.5F, 0.2F}, selectivity[] = {0.3F, 0.9F, 0, 0.2F, 0.8F};
    static const int favourite[] = {2, 2, -1, 0, 1};
    for (int u = 0; u < 5; u++) {
        figures[u].frequency = frequency[u];
        figures[u].selectivity = selectivity[u];
        figures[u].favourite = favourite[u];
    }
    code_stage_frame(stage);
    assert_order(stage, (const int[]){1, 3, 4, 0, 2}, 5);
    code_stage_click_on(stage, "class");
    assert_order(stage, (const int[]){3, 4, 1, 0, 2}, 5);
    code_stage_click_on(stage, "index");
    assert_order(stage, (const int[]){0, 1, 2, 3, 4}, 5);
    code_stage_click_on(stage, "frequency");
    assert_order(stage, (const int[]){1, 3, 4, 0, 2}, 5);
    assert_true(stage->look.code.bar[0] == 0.5F && stage->look.code.dead[4] && !stage->look.code.dead[3]);
    panel_stage_destroy(stage);
}

static void the_order_waits_while_training_goes_on(void **state) {
    (void)state;
    PanelStage *stage = code_stage_open(SAMPLE_SPARSE, 1440, 900);
    code_stage_fill(stage, 3, 1);
    code_stage_frame(stage);
    CodeStatisticsView *view = &stage->sample.views.code_statistics;
    view->figures.figures[2].frequency = 0.9F;
    view->version++;
    view->tag.step++;
    code_stage_frame(stage);
    assert_order(stage, (const int[]){0, 1, 2}, 3); // which can be looked at
    stage->input.time += 3;
    code_stage_frame(stage);
    assert_order(stage, (const int[]){2, 0, 1}, 3);
    stage->sample.status.running = false;
    view->figures.figures[1].frequency = 1;
    view->version++;
    view->tag.step++;
    code_stage_frame(stage);
    assert_order(stage, (const int[]){1, 2, 0}, 3); // the last ones come at once
    panel_stage_destroy(stage);
}

static void each_model_is_sorted_and_measured_by_what_tells_its_units_apart(void **state) {
    (void)state;
    static const struct {
        SampleModel model;
        CodeKind kind;
        const char *sort, *title, *figure, *no;
    } cases[] = {{SAMPLE_SPARSE, CODE_FIRES, "frequency", "HOW OFTEN UNITS FIRE", "Ultra-rare", "KL OF EACH UNIT"},
                 {SAMPLE_VANILLA, CODE_FIRES, "frequency", "L0 OVER TRAINING", "Silent images", "Asked for"},
                 {SAMPLE_CONVOLUTIONAL, CODE_VARIES, "spread", "SPREAD OF EACH UNIT", "Units that vary", "L0 OVER"},
                 {SAMPLE_VARIATIONAL, CODE_GAUSSIAN, "KL", "KL OF EACH UNIT", "15 of 20", "HOW OFTEN UNITS"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        PanelStage *stage = code_stage_open(cases[i].model, 1440, 900);
        assert_int_equal(stage->look.code.ordered_kind, cases[i].kind);
        assert_true(code_stage_shows(stage, cases[i].sort) && code_stage_shows(stage, cases[i].title) &&
                    code_stage_shows(stage, cases[i].figure));
        assert_false(code_stage_shows(stage, cases[i].no));
        const CodeLook *code = &stage->look.code;
        for (int p = 1; p < code->units; p++)
            assert_true(code->bar[p] <= code->bar[p - 1]);
        panel_stage_destroy(stage);
    }
}

static void a_kl_penalty_shows_the_means_against_rho(void **state) {
    (void)state;
    PanelStage *stage = code_stage_open(SAMPLE_SPARSE, 1440, 900);
    stage->sample.status.model.sigmoid = true;
    stage->sample.status.settings.kl = 10;
    stage->sample.status.settings.rho = 0.05;
    code_stage_frame(stage);
    code_stage_frame(stage);
    assert_true(code_stage_shows(stage, "MEAN OF EACH UNIT") && code_stage_shows(stage, "Asked for (ρ)") &&
                code_stage_shows(stage, "0.0500"));
    assert_false(code_stage_shows(stage, "HOW OFTEN UNITS FIRE"));
    code_stage_point_at(stage, 0);
    assert_true(code_stage_shows(stage, "asked for 0.0500"));
    stage->sample.status.settings.kl = 0; // without the penalty there is no target
    code_stage_frame(stage);
    assert_false(code_stage_shows(stage, "Asked for (ρ)"));
    panel_stage_destroy(stage);
}

static void dead_units_are_marked_once_all_images_are_counted(void **state) {
    (void)state;
    PanelStage *stage = code_stage_open(SAMPLE_SPARSE, 1440, 900);
    CodeStatisticsView *view = &stage->sample.views.code_statistics;
    const Rect *bars = &stage->look.code.heat.top_bars;
    assert_true(code_stage_fills(stage, stage->theme.colors.problem, *bars) > 100);
    assert_true(code_stage_shows(stage, "133 of 256") &&
                code_stage_shows(stage, "Statistics: 10 000 test images, step 3 517"));
    view->scored = 1600;
    view->version++;
    stage->input.time += 3;
    code_stage_frame(stage);
    assert_int_equal(code_stage_fills(stage, stage->theme.colors.problem, *bars), 0);
    assert_true(code_stage_shows(stage, "so far 1 600 of 10 000 test images, step 3 517"));
    view->scored = 10000;
    view->counted = 4096;
    view->running.step = 3600;
    code_stage_frame(stage);
    assert_true(code_stage_shows(stage, "10 000 test images, step 3 517; next: 4 096, step 3 600"));
    panel_stage_destroy(stage);
}

static void nothing_of_another_run_or_start_is_shown(void **state) {
    (void)state;
    PanelStage *stage = code_stage_open(SAMPLE_SPARSE, 1440, 900);
    Views *views = &stage->sample.views;
    views->code_statistics.tag.generation = 2;
    code_stage_frame(stage);
    assert_true(code_stage_shows(stage, "The units are being counted.") && stage->look.code.heat.rect.w > 0);
    assert_false(code_stage_shows(stage, "HOW OFTEN UNITS FIRE"));
    views->code.tag.generation = 2;
    code_stage_frame(stage);
    assert_true(code_stage_shows(stage, "The codes come with the next snapshot."));
    stage->sample.status.generation = 2;
    code_stage_frame(stage);
    assert_true(code_stage_shows(stage, "HOW OFTEN UNITS FIRE"));
    code_stage_fill(stage, 7, 1); // statistics of a net with another code are of no use
    views->code_statistics.summary.units = 6;
    code_stage_frame(stage);
    assert_true(code_stage_shows(stage, "The units are being counted."));
    panel_stage_destroy(stage);
}

// One unit, two, very many; alive, dead, with one value everywhere, negative.
static void codes_of_any_size_are_drawn_and_clicked(void **state) {
    (void)state;
    static const int units[] = {1, 2, 1024, CODE_STAGE_UNITS};
    static const float scales[] = {1, 0, -3};
    static const int sizes[][2] = {{800, 500}, {1440, 900}};
    for (int i = 0; i < 4 * 3 * 2; i++) {
        PanelStage *stage = code_stage_open(SAMPLE_SPARSE, sizes[i % 2][0], sizes[i % 2][1]);
        CodeLook *code = &stage->look.code;
        code_stage_fill(stage, units[i / 6], scales[i / 2 % 3]);
        code_stage_frame(stage);
        code_stage_frame(stage);
        assert_int_equal(code->seen, units[i / 6]);
        assert_int_equal(code->is_signed, scales[i / 2 % 3] < 0);
        for (int round = 0; round < 3; round++) {
            code_stage_point_at(stage, code->seen - 1);
            stage->input.wheel = 2;
            code_stage_frame(stage);
            code_stage_frame(stage);
            code_stage_assert_finite(stage);
            assert_in_range(code->seen, 1, units[i / 6]);
        }
        code_stage_point_at(stage, 0);
        int unit = code->unit[code_zoom_first(code)];
        code_stage_click(stage);
        assert_true(stage->look.card.wanted);
        assert_true(stage->look.card.unit == unit || units[i / 6] > (int)code->heat.rect.w);
        code->statistics = true;
        code_stage_frame(stage);
        code_stage_assert_finite(stage);
        panel_stage_destroy(stage);
    }
}

// Rare events stay visible where a pixel stands for many units.
static void one_active_unit_among_4096_is_seen(void **state) {
    (void)state;
    PanelStage *stage = code_stage_open(SAMPLE_SPARSE, 1440, 900);
    code_stage_fill(stage, CODE_STAGE_UNITS, 0);
    stage->look.code.sort = CODE_BY_INDEX;
    stage->sample.views.code.codes.floats[777] = 5;
    code_stage_frame(stage);
    const HeatMap *heat = &stage->look.code.heat;
    int bright = 0;
    for (int x = 0; x < heat->buffer_width; x++)
        bright += heat->pixels[x].r > 200;
    assert_int_equal(bright, 1);
    panel_stage_destroy(stage);
}

static void values_that_are_no_numbers_spoil_nothing(void **state) {
    (void)state;
    PanelStage *stage = code_stage_open(SAMPLE_SPARSE, 1440, 900);
    code_stage_fill(stage, 16, 1);
    for (int i = 0; i < 16; i++)
        stage->sample.views.code.codes.floats[i] = i % 2 ? NAN : INFINITY;
    code_stage_frame(stage);
    code_stage_point_at(stage, 5);
    assert_true(isfinite(stage->look.code.limit) && isfinite(stage->look.code.active[0]));
    panel_stage_destroy(stage);
}

static void without_labels_there_are_no_classes(void **state) {
    (void)state;
    PanelStage *stage = code_stage_open(SAMPLE_SPARSE, 1440, 900);
    stage->sample.status.data.classes = 0;
    stage->look.code.sort = CODE_BY_CLASS;
    for (int i = 0; i < VIEW_CODE_IMAGES; i++)
        stage->sample.views.code.label[i] = -1;
    for (int u = 0; u < 256; u++)
        stage->sample.figures[u].favourite = -1;
    code_stage_frame(stage);
    code_stage_frame(stage);
    assert_false(code_stage_shows(stage, "sorted by class") || code_stage_shows(stage, "class"));
    assert_true(stage->look.code.heat.class_strip.w == 0);
    code_stage_point_at(stage, 0);
    assert_true(code_stage_shows(stage, "on test image") && !code_stage_shows(stage, "most strongly"));
    code_stage_click_on(stage, "index");
    assert_int_equal(stage->look.code.sort, CODE_BY_INDEX);
    panel_stage_destroy(stage);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(units_are_sorted_by_what_was_chosen),
        cmocka_unit_test(the_order_waits_while_training_goes_on),
        cmocka_unit_test(each_model_is_sorted_and_measured_by_what_tells_its_units_apart),
        cmocka_unit_test(a_kl_penalty_shows_the_means_against_rho),
        cmocka_unit_test(dead_units_are_marked_once_all_images_are_counted),
        cmocka_unit_test(nothing_of_another_run_or_start_is_shown),
        cmocka_unit_test(codes_of_any_size_are_drawn_and_clicked),
        cmocka_unit_test(one_active_unit_among_4096_is_seen),
        cmocka_unit_test(values_that_are_no_numbers_spoil_nothing),
        cmocka_unit_test(without_labels_there_are_no_classes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
