// The view Code on the draw list: orders, zoom, cards, what it says under the mouse, and codes of any size and kind.
#include "code_parts.h"
#include "panel_stage.h"
#include "sample_statistics.h"
#include "test.h"
#include "view.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { MOST_UNITS = 4096 };

// All texts of the frame as one, so that what is wrapped is found too.
static bool shows(PanelStage *stage, const char *text) {
    static char all[1 << 16];
    const DrawList *list = ui_list(&stage->ui);
    size_t used = 0;
    all[0] = 0;
    for (int i = 0; i < list->count; i++)
        if (list->commands[i].kind == DRAW_TEXT && used < sizeof all - 1)
            used += (size_t)snprintf(all + used, sizeof all - used, "%s ", draw_text_of(list, &list->commands[i]));
    return strstr(all, text) != NULL;
}

static void frame(PanelStage *stage) {
    stage->input.time += 0.01;
    panel_stage_frame(stage, NULL);
    stage->input.pressed = stage->input.released = 0;
    stage->input.wheel = 0;
    stage->input.key_count = 0;
    stage->input.double_click = false;
}

static PanelStage *open(SampleModel model, int width, int height) {
    PanelStage *stage = panel_stage_create(SAMPLE_TRAINED, model, width, height, 1, "dark");
    stage->look.view = view_find("code");
    frame(stage);
    frame(stage);
    return stage;
}

static void point(PanelStage *stage, float x, float y) {
    stage->input.mouse_x = x;
    stage->input.mouse_y = y;
    frame(stage);
    frame(stage);
}

// The middle of a column of the map, some rows down.
static void point_at(PanelStage *stage, int column) {
    Rect rect = heat_map_column(&stage->look.code.heat, column);
    point(stage, rect.x + rect.w / 2, rect.y + 40);
}

static void press(PanelStage *stage) {
    stage->input.pressed = stage->input.down = UI_MOUSE_LEFT;
    frame(stage);
}

static void release(PanelStage *stage) {
    stage->input.down = 0;
    stage->input.released = UI_MOUSE_LEFT;
    frame(stage);
}

static void click(PanelStage *stage) {
    press(stage);
    release(stage);
}

static void key(PanelStage *stage, int code) {
    stage->input.keys[0] = (UiKeyPress){code, 0};
    stage->input.key_count = 1;
    frame(stage);
}

static void click_on(PanelStage *stage, const char *text) {
    const DrawList *list = ui_list(&stage->ui);
    for (int i = 0; i < list->count; i++)
        if (list->commands[i].kind == DRAW_TEXT && strcmp(draw_text_of(list, &list->commands[i]), text) == 0) {
            point(stage, list->commands[i].rect.x + 3, list->commands[i].rect.y + 3);
            click(stage);
            frame(stage);
            return;
        }
    fail_msg("nothing says '%s'", text);
}

// A code of so many units, of which unit u is `scale` · (1 + u mod 3) for every image. Half of the test images fire it.
static void fill_units(PanelStage *stage, int units, float scale) {
    static float codes[VIEW_CODE_IMAGES * MOST_UNITS];
    static UnitFigures figures[MOST_UNITS];
    static int fires[MOST_UNITS];
    CodeView *code = &stage->sample.views.code;
    for (int i = 0; i < code->images * units; i++)
        codes[i] = scale * (float)(1 + i % units % 3);
    for (int u = 0; u < units; u++)
        fires[u] = scale != 0 ? 5000 : 0;
    code->units = units;
    code->codes = (ViewArray){.floats = codes, .size = (size_t)(code->images * units) * sizeof *codes};
    code->version++;
    sample_statistics_fill(&stage->sample.views.code_statistics, figures, fires, units, 10000, false);
    stage->sample.status.model.units = units;
}

static void assert_finite(PanelStage *stage) {
    const DrawList *list = ui_list(&stage->ui);
    for (int i = 0; i < list->count; i++) {
        Rect rect = list->commands[i].rect;
        assert_true(isfinite(rect.x + rect.y + rect.w + rect.h));
        if (list->commands[i].kind == DRAW_TEXT) {
            assert_null(strstr(draw_text_of(list, &list->commands[i]), "nan"));
            assert_null(strstr(draw_text_of(list, &list->commands[i]), "inf"));
        }
    }
    for (int i = 0; i < list->point_count; i++)
        assert_true(isfinite(list->points[i].x) && isfinite(list->points[i].y));
}

static int fills_of(PanelStage *stage, Rgba color, Rect inside) {
    const DrawList *list = ui_list(&stage->ui);
    int count = 0;
    for (int i = 0; i < list->count; i++)
        count += list->commands[i].kind == DRAW_FILL && memcmp(&list->commands[i].color, &color, sizeof color) == 0 &&
                 rect_inside(list->commands[i].rect, inside);
    return count;
}

static void assert_order(const PanelStage *stage, const int *expected, int count) {
    for (int i = 0; i < count; i++)
        assert_int_equal(stage->look.code.unit[i], expected[i]);
}

static void units_are_sorted_by_what_was_chosen(void **state) {
    (void)state;
    PanelStage *stage = open(SAMPLE_SPARSE, 1440, 900);
    fill_units(stage, 5, 1);
    UnitFigures *figures = stage->sample.views.code_statistics.figures.figures;
    static const float frequency[] = {0.1F, 0.5F, 0, 0.5F, 0.2F}, selectivity[] = {0.3F, 0.9F, 0, 0.2F, 0.8F};
    static const int favourite[] = {2, 2, -1, 0, 1};
    for (int u = 0; u < 5; u++) {
        figures[u].frequency = frequency[u];
        figures[u].selectivity = selectivity[u];
        figures[u].favourite = favourite[u];
    }
    frame(stage);
    assert_order(stage, (const int[]){1, 3, 4, 0, 2}, 5);
    click_on(stage, "class");
    assert_order(stage, (const int[]){3, 4, 1, 0, 2}, 5);
    click_on(stage, "index");
    assert_order(stage, (const int[]){0, 1, 2, 3, 4}, 5);
    click_on(stage, "frequency");
    assert_order(stage, (const int[]){1, 3, 4, 0, 2}, 5);
    assert_true(stage->look.code.bar[0] == 0.5F && stage->look.code.dead[4] && !stage->look.code.dead[3]);
    panel_stage_destroy(stage);
}

static void the_order_waits_while_training_goes_on(void **state) {
    (void)state;
    PanelStage *stage = open(SAMPLE_SPARSE, 1440, 900);
    fill_units(stage, 3, 1);
    frame(stage);
    CodeStatisticsView *view = &stage->sample.views.code_statistics;
    view->figures.figures[2].frequency = 0.9F;
    view->version++;
    view->tag.step++;
    frame(stage);
    assert_order(stage, (const int[]){0, 1, 2}, 3); // which can be looked at
    stage->input.time += 3;
    frame(stage);
    assert_order(stage, (const int[]){2, 0, 1}, 3);
    stage->sample.status.running = false;
    view->figures.figures[1].frequency = 1;
    view->version++;
    view->tag.step++;
    frame(stage);
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
        PanelStage *stage = open(cases[i].model, 1440, 900);
        assert_int_equal(stage->look.code.ordered_kind, cases[i].kind);
        assert_true(shows(stage, cases[i].sort) && shows(stage, cases[i].title) && shows(stage, cases[i].figure));
        assert_false(shows(stage, cases[i].no));
        const CodeLook *code = &stage->look.code;
        for (int p = 1; p < code->units; p++)
            assert_true(code->bar[p] <= code->bar[p - 1]);
        panel_stage_destroy(stage);
    }
}

static void a_kl_penalty_shows_the_means_against_rho(void **state) {
    (void)state;
    PanelStage *stage = open(SAMPLE_SPARSE, 1440, 900);
    stage->sample.status.model.sigmoid = true;
    stage->sample.status.settings.kl = 10;
    stage->sample.status.settings.rho = 0.05;
    frame(stage);
    frame(stage);
    assert_true(shows(stage, "MEAN OF EACH UNIT") && shows(stage, "Asked for (ρ)") && shows(stage, "0.0500"));
    assert_false(shows(stage, "HOW OFTEN UNITS FIRE"));
    point_at(stage, 0);
    assert_true(shows(stage, "asked for 0.0500"));
    stage->sample.status.settings.kl = 0; // without the penalty there is no target
    frame(stage);
    assert_false(shows(stage, "Asked for (ρ)"));
    panel_stage_destroy(stage);
}

static void the_wheel_zooms_at_the_pointer(void **state) {
    (void)state;
    PanelStage *stage = open(SAMPLE_SPARSE, 1440, 900);
    CodeLook *code = &stage->look.code;
    assert_int_equal(code->seen, 256);
    point_at(stage, 192);
    float share = (stage->input.mouse_x - code->heat.rect.x) / code->heat.rect.w;
    for (int i = 0; i < 6; i++) {
        double at = code->first + (double)share * code->seen;
        int seen = code->seen;
        stage->input.wheel = 1;
        frame(stage);
        frame(stage);
        assert_true(code->seen < seen);
        assert_true(fabs(code->first + (double)share * code->seen - at) < 1);
    }
    assert_int_equal(code->heat.columns, code->seen); // the bars on top have the same range
    assert_true(code->heat.top_bars.x == code->heat.rect.x && code->heat.top_bars.w == code->heat.rect.w);
    for (int i = 0; i < 40; i++) {
        stage->input.wheel = 1;
        frame(stage);
    }
    assert_int_equal(code->seen, 8);
    for (int i = 0; i < 40; i++) {
        stage->input.wheel = -1;
        frame(stage);
    }
    assert_true(code->seen == 256 && code->first == 0);
    panel_stage_destroy(stage);
}

static void zoom_in(PanelStage *stage, int column, int notches) {
    point_at(stage, column);
    for (int i = 0; i < notches; i++) {
        stage->input.wheel = 1;
        frame(stage);
    }
    frame(stage);
}

static void a_drag_moves_along_and_a_double_click_shows_all(void **state) {
    (void)state;
    PanelStage *stage = open(SAMPLE_SPARSE, 1440, 900);
    CodeLook *code = &stage->look.code;
    zoom_in(stage, 128, 5);
    double first = code->first;
    float width = code->heat.rect.w;
    press(stage);
    stage->input.mouse_x -= width / 2;
    frame(stage);
    release(stage);
    assert_true(fabs(code->first - first - code->seen / 2.0) < 1);
    assert_false(stage->look.card.wanted); // that was no click
    point_at(stage, 3);
    int unit = code->unit[code_zoom_first(code) + 3];
    click(stage);
    assert_true(stage->look.card.wanted && stage->look.card.unit == unit);
    stage->input.double_click = true;
    press(stage);
    release(stage);
    assert_true(code->seen == 256 && code->first == 0);
    assert_false(stage->look.card.wanted); // as it was before both clicks
    panel_stage_destroy(stage);
}

static void a_bar_shows_the_part_that_is_seen(void **state) {
    (void)state;
    PanelStage *stage = open(SAMPLE_SPARSE, 1440, 900);
    CodeLook *code = &stage->look.code;
    Rect all = code->heat.rect, strip = {all.x, code->heat.top_bars.y - 44, all.w, 24};
    assert_int_equal(fills_of(stage, stage->theme.colors.track, strip), 0);
    zoom_in(stage, 0, 4);
    const DrawList *list = ui_list(&stage->ui);
    Rect track = {0};
    for (int i = 0; i < list->count; i++)
        if (list->commands[i].kind == DRAW_FILL && list->commands[i].rect.y < code->heat.top_bars.y &&
            list->commands[i].rect.y > 100 && list->commands[i].rect.x == code->heat.rect.x &&
            list->commands[i].rect.w == code->heat.rect.w)
            track = list->commands[i].rect;
    assert_true(track.w > 0);
    point(stage, track.x + track.w - 1, track.y + track.h / 2);
    click(stage);
    frame(stage);
    assert_true(code->first == 256 - code->seen);
    assert_true(shows(stage, "of 256"));
    panel_stage_destroy(stage);
}

static void a_click_opens_the_card_whose_column_is_marked(void **state) {
    (void)state;
    PanelStage *stage = open(SAMPLE_SPARSE, 1440, 900);
    const CodeLook *code = &stage->look.code;
    point_at(stage, 17);
    int unit = code->unit[17];
    click(stage);
    assert_true(stage->look.card.wanted && stage->look.card.layer == LAYER_CODE && stage->look.card.unit == unit);
    point(stage, -1, -1);
    Rect column = heat_map_column(&code->heat, 17);
    const DrawList *list = ui_list(&stage->ui);
    bool marked = false;
    for (int i = 0; i < list->count; i++)
        marked |= list->commands[i].kind == DRAW_FRAME &&
                  memcmp(&list->commands[i].color, &stage->theme.colors.text, sizeof(Rgba)) == 0 &&
                  rect_inside(column, list->commands[i].rect) && list->commands[i].rect.w < column.w + 12;
    assert_true(marked);
    point(stage, code->heat.rect.x + code->heat.rect.w * 30.5F / 256, code->heat.top_bars.y + 10); // bars open it too
    unit = code->unit[30];
    click(stage);
    assert_int_equal(stage->look.card.unit, unit);
    panel_stage_destroy(stage);
}

static void the_keyboard_goes_from_unit_to_unit(void **state) {
    (void)state;
    PanelStage *stage = open(SAMPLE_SPARSE, 1440, 900);
    CodeLook *code = &stage->look.code;
    point_at(stage, 10);
    click(stage); // which also takes the keyboard there
    point(stage, -1, -1);
    key(stage, UI_KEY_RIGHT);
    key(stage, UI_KEY_RIGHT);
    key(stage, UI_KEY_LEFT);
    assert_int_equal(code->cursor, code->unit[11]);
    key(stage, UI_KEY_ENTER);
    assert_true(stage->look.card.wanted && stage->look.card.unit == code->unit[11]);
    key(stage, UI_KEY_END);
    assert_int_equal(code->cursor, code->unit[255]);
    key(stage, UI_KEY_RIGHT);
    assert_int_equal(code->cursor, code->unit[255]);
    for (int i = 0; i < 9; i++)
        key(stage, '+');
    assert_true(code->seen < 60 && code_zoom_first(code) == 256 - code->seen); // the unit stays in sight
    key(stage, UI_KEY_HOME);
    assert_true(code->first == 0 && code->cursor == code->unit[0]);
    key(stage, UI_KEY_PAGE_DOWN);
    assert_int_equal(code->cursor, code->unit[code->seen]);
    for (int i = 0; i < 12; i++)
        key(stage, '-');
    assert_int_equal(code->seen, 256);
    panel_stage_destroy(stage);
}

static void the_mouse_reads_cells_bars_and_rows_out(void **state) {
    (void)state;
    PanelStage *stage = open(SAMPLE_SPARSE, 1440, 900);
    const CodeLook *code = &stage->look.code;
    point_at(stage, 0);
    char text[64];
    snprintf(text, sizeof text, "Click: unit %d fires for 60 %% of", code->unit[0]);
    assert_true(shows(stage, "on test image") && shows(stage, text));
    point(stage, code->heat.top_bars.x + code->heat.top_bars.w - 1, code->heat.top_bars.y + 30);
    snprintf(text, sizeof text, "unit %d has fired for no test image", code->unit[255]);
    assert_true(shows(stage, text));
    point(stage, code->heat.left_bars.x + 30, code->heat.left_bars.y + 5);
    snprintf(text, sizeof text, "%.0f units are active for test image", (double)code->active[2]);
    assert_true(shows(stage, text));
    point(stage, code->heat.class_strip.x + 4, code->heat.class_strip.y + 4);
    assert_true(shows(stage, "Disc"));
    panel_stage_destroy(stage);
    stage = open(SAMPLE_VARIATIONAL, 1440, 900);
    point_at(stage, 0);
    assert_true(shows(stage, "nats from N(0, 1)"));
    panel_stage_destroy(stage);
}

static void dead_units_are_marked_once_all_images_are_counted(void **state) {
    (void)state;
    PanelStage *stage = open(SAMPLE_SPARSE, 1440, 900);
    CodeStatisticsView *view = &stage->sample.views.code_statistics;
    const Rect *bars = &stage->look.code.heat.top_bars;
    assert_true(fills_of(stage, stage->theme.colors.problem, *bars) > 100);
    assert_true(shows(stage, "133 of 256") && shows(stage, "Statistics: 10 000 test images, step 3 517"));
    view->scored = 1600;
    view->version++;
    stage->input.time += 3;
    frame(stage);
    assert_int_equal(fills_of(stage, stage->theme.colors.problem, *bars), 0);
    assert_true(shows(stage, "so far 1 600 of 10 000 test images, step 3 517"));
    view->scored = 10000;
    view->counted = 4096;
    view->running.step = 3600;
    frame(stage);
    assert_true(shows(stage, "10 000 test images, step 3 517; next: 4 096, step 3 600"));
    panel_stage_destroy(stage);
}

static void nothing_of_another_run_or_start_is_shown(void **state) {
    (void)state;
    PanelStage *stage = open(SAMPLE_SPARSE, 1440, 900);
    Views *views = &stage->sample.views;
    views->code_statistics.tag.generation = 2;
    frame(stage);
    assert_true(shows(stage, "The units are being counted.") && stage->look.code.heat.rect.w > 0);
    assert_false(shows(stage, "HOW OFTEN UNITS FIRE"));
    views->code.tag.generation = 2;
    frame(stage);
    assert_true(shows(stage, "The codes come with the next snapshot."));
    stage->sample.status.generation = 2;
    frame(stage);
    assert_true(shows(stage, "HOW OFTEN UNITS FIRE"));
    fill_units(stage, 7, 1); // statistics of a net with another code are of no use
    views->code_statistics.summary.units = 6;
    frame(stage);
    assert_true(shows(stage, "The units are being counted."));
    panel_stage_destroy(stage);
}

// One unit, two, very many; alive, dead, with one value everywhere, negative.
static void codes_of_any_size_are_drawn_and_clicked(void **state) {
    (void)state;
    static const int units[] = {1, 2, 1024, MOST_UNITS};
    static const float scales[] = {1, 0, -3};
    static const int sizes[][2] = {{800, 500}, {1440, 900}};
    for (int i = 0; i < 4 * 3 * 2; i++) {
        PanelStage *stage = open(SAMPLE_SPARSE, sizes[i % 2][0], sizes[i % 2][1]);
        CodeLook *code = &stage->look.code;
        fill_units(stage, units[i / 6], scales[i / 2 % 3]);
        frame(stage);
        frame(stage);
        assert_int_equal(code->seen, units[i / 6]);
        assert_int_equal(code->is_signed, scales[i / 2 % 3] < 0);
        for (int round = 0; round < 3; round++) {
            point_at(stage, code->seen - 1);
            stage->input.wheel = 2;
            frame(stage);
            frame(stage);
            assert_finite(stage);
            assert_in_range(code->seen, 1, units[i / 6]);
        }
        point_at(stage, 0);
        int unit = code->unit[code_zoom_first(code)];
        click(stage);
        assert_true(stage->look.card.wanted);
        assert_true(stage->look.card.unit == unit || units[i / 6] > (int)code->heat.rect.w);
        code->statistics = true;
        frame(stage);
        assert_finite(stage);
        panel_stage_destroy(stage);
    }
}

// Rare events stay visible where a pixel stands for many units.
static void one_active_unit_among_4096_is_seen(void **state) {
    (void)state;
    PanelStage *stage = open(SAMPLE_SPARSE, 1440, 900);
    fill_units(stage, MOST_UNITS, 0);
    stage->look.code.sort = CODE_BY_INDEX;
    stage->sample.views.code.codes.floats[777] = 5;
    frame(stage);
    const HeatMap *heat = &stage->look.code.heat;
    int bright = 0;
    for (int x = 0; x < heat->buffer_width; x++)
        bright += heat->pixels[x].r > 200;
    assert_int_equal(bright, 1);
    panel_stage_destroy(stage);
}

static void values_that_are_no_numbers_spoil_nothing(void **state) {
    (void)state;
    PanelStage *stage = open(SAMPLE_SPARSE, 1440, 900);
    fill_units(stage, 16, 1);
    for (int i = 0; i < 16; i++)
        stage->sample.views.code.codes.floats[i] = i % 2 ? NAN : INFINITY;
    frame(stage);
    point_at(stage, 5);
    assert_true(isfinite(stage->look.code.limit) && isfinite(stage->look.code.active[0]));
    panel_stage_destroy(stage);
}

static void without_labels_there_are_no_classes(void **state) {
    (void)state;
    PanelStage *stage = open(SAMPLE_SPARSE, 1440, 900);
    stage->sample.status.data.classes = 0;
    stage->look.code.sort = CODE_BY_CLASS;
    for (int i = 0; i < VIEW_CODE_IMAGES; i++)
        stage->sample.views.code.label[i] = -1;
    for (int u = 0; u < 256; u++)
        stage->sample.figures[u].favourite = -1;
    frame(stage);
    frame(stage);
    assert_false(shows(stage, "sorted by class") || shows(stage, "class"));
    assert_true(stage->look.code.heat.class_strip.w == 0);
    point_at(stage, 0);
    assert_true(shows(stage, "on test image") && !shows(stage, "most strongly"));
    click_on(stage, "index");
    assert_int_equal(stage->look.code.sort, CODE_BY_INDEX);
    panel_stage_destroy(stage);
}

static void in_a_small_window_one_chooses(void **state) {
    (void)state;
    PanelStage *stage = open(SAMPLE_SPARSE, 800, 500);
    assert_true(stage->look.code.heat.rect.w > 0 && shows(stage, "statistics"));
    assert_false(shows(stage, "HOW OFTEN UNITS FIRE"));
    click_on(stage, "statistics");
    frame(stage);
    assert_true(shows(stage, "HOW OFTEN UNITS FIRE"));
    click_on(stage, "map");
    assert_false(shows(stage, "HOW OFTEN UNITS FIRE"));
    panel_stage_destroy(stage);
}

static void a_bar_of_the_statistics_opens_the_card(void **state) {
    (void)state;
    PanelStage *stage = open(SAMPLE_VARIATIONAL, 1440, 900);
    const DrawList *list = ui_list(&stage->ui);
    Rect bar = {0};
    for (int i = 0; i < list->count; i++) { // the highest is the first
        const DrawCommand *command = &list->commands[i];
        bool code = memcmp(&command->color, &stage->theme.colors.code, sizeof(Rgba)) == 0;
        if (command->kind == DRAW_FILL && code && command->rect.x > 700 && command->rect.h > bar.h)
            bar = command->rect;
    }
    assert_true(bar.h > 0);
    point(stage, bar.x + bar.w / 2, bar.y + bar.h / 2);
    click(stage);
    assert_true(stage->look.card.wanted && stage->look.card.unit == stage->look.code.unit[0]);
    panel_stage_destroy(stage);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(units_are_sorted_by_what_was_chosen),
        cmocka_unit_test(the_order_waits_while_training_goes_on),
        cmocka_unit_test(each_model_is_sorted_and_measured_by_what_tells_its_units_apart),
        cmocka_unit_test(a_kl_penalty_shows_the_means_against_rho),
        cmocka_unit_test(the_wheel_zooms_at_the_pointer),
        cmocka_unit_test(a_drag_moves_along_and_a_double_click_shows_all),
        cmocka_unit_test(a_bar_shows_the_part_that_is_seen),
        cmocka_unit_test(a_click_opens_the_card_whose_column_is_marked),
        cmocka_unit_test(the_keyboard_goes_from_unit_to_unit),
        cmocka_unit_test(the_mouse_reads_cells_bars_and_rows_out),
        cmocka_unit_test(dead_units_are_marked_once_all_images_are_counted),
        cmocka_unit_test(nothing_of_another_run_or_start_is_shown),
        cmocka_unit_test(codes_of_any_size_are_drawn_and_clicked),
        cmocka_unit_test(one_active_unit_among_4096_is_seen),
        cmocka_unit_test(values_that_are_no_numbers_spoil_nothing),
        cmocka_unit_test(without_labels_there_are_no_classes),
        cmocka_unit_test(in_a_small_window_one_chooses),
        cmocka_unit_test(a_bar_of_the_statistics_opens_the_card),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
