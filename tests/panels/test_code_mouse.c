// The view Code under mouse and keyboard: zoom, cards, what is read out.
#include "code_parts.h"
#include "code_stage.h"
#include "test.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static void the_wheel_zooms_at_the_pointer(void **state) {
    (void)state;
    PanelStage *stage = code_stage_open(SAMPLE_SPARSE, 1440, 900);
    CodeLook *code = &stage->look.code;
    assert_int_equal(code->seen, 256);
    code_stage_point_at(stage, 192);
    float share = (stage->input.mouse_x - code->heat.rect.x) / code->heat.rect.w;
    for (int i = 0; i < 6; i++) {
        double at = code->first + (double)share * code->seen;
        int seen = code->seen;
        stage->input.wheel = 1;
        code_stage_frame(stage);
        code_stage_frame(stage);
        assert_true(code->seen < seen);
        assert_true(fabs(code->first + (double)share * code->seen - at) < 1);
    }
    assert_int_equal(code->heat.columns, code->seen); // the bars on top have the same range
    assert_true(code->heat.top_bars.x == code->heat.rect.x && code->heat.top_bars.w == code->heat.rect.w);
    for (int i = 0; i < 40; i++) {
        stage->input.wheel = 1;
        code_stage_frame(stage);
    }
    assert_int_equal(code->seen, 8);
    for (int i = 0; i < 40; i++) {
        stage->input.wheel = -1;
        code_stage_frame(stage);
    }
    assert_true(code->seen == 256 && code->first == 0);
    panel_stage_destroy(stage);
}

static void zoom_in(PanelStage *stage, int column, int notches) {
    code_stage_point_at(stage, column);
    for (int i = 0; i < notches; i++) {
        stage->input.wheel = 1;
        code_stage_frame(stage);
    }
    code_stage_frame(stage);
}

static void a_drag_moves_along_and_a_double_click_shows_all(void **state) {
    (void)state;
    PanelStage *stage = code_stage_open(SAMPLE_SPARSE, 1440, 900);
    CodeLook *code = &stage->look.code;
    zoom_in(stage, 128, 5);
    double first = code->first;
    float width = code->heat.rect.w;
    code_stage_press(stage);
    stage->input.mouse_x -= width / 2;
    code_stage_frame(stage);
    code_stage_release(stage);
    assert_true(fabs(code->first - first - code->seen / 2.0) < 1);
    assert_false(stage->look.card.wanted); // that was no click
    code_stage_point_at(stage, 3);
    int unit = code->unit[code_zoom_first(code) + 3];
    code_stage_click(stage);
    assert_true(stage->look.card.wanted && stage->look.card.unit == unit);
    stage->input.double_click = true;
    code_stage_press(stage);
    code_stage_release(stage);
    assert_true(code->seen == 256 && code->first == 0);
    assert_false(stage->look.card.wanted); // as it was before both clicks
    panel_stage_destroy(stage);
}

static void a_bar_shows_the_part_that_is_seen(void **state) {
    (void)state;
    PanelStage *stage = code_stage_open(SAMPLE_SPARSE, 1440, 900);
    CodeLook *code = &stage->look.code;
    Rect all = code->heat.rect, strip = {all.x, code->heat.top_bars.y - 44, all.w, 24};
    assert_int_equal(code_stage_fills(stage, stage->theme.colors.track, strip), 0);
    zoom_in(stage, 0, 4);
    const DrawList *list = ui_list(&stage->ui);
    Rect track = {0};
    for (int i = 0; i < list->count; i++)
        if (list->commands[i].kind == DRAW_FILL && list->commands[i].rect.y < code->heat.top_bars.y &&
            list->commands[i].rect.y > 100 && list->commands[i].rect.x == code->heat.rect.x &&
            list->commands[i].rect.w == code->heat.rect.w)
            track = list->commands[i].rect;
    assert_true(track.w > 0);
    code_stage_point(stage, track.x + track.w - 1, track.y + track.h / 2);
    code_stage_click(stage);
    code_stage_frame(stage);
    assert_true(code->first == 256 - code->seen);
    assert_true(code_stage_shows(stage, "of 256"));
    panel_stage_destroy(stage);
}

static void a_click_opens_the_card_whose_column_is_marked(void **state) {
    (void)state;
    PanelStage *stage = code_stage_open(SAMPLE_SPARSE, 1440, 900);
    const CodeLook *code = &stage->look.code;
    code_stage_point_at(stage, 17);
    int unit = code->unit[17];
    code_stage_click(stage);
    assert_true(stage->look.card.wanted && stage->look.card.layer == LAYER_CODE && stage->look.card.unit == unit);
    code_stage_point(stage, -1, -1);
    Rect column = heat_map_column(&code->heat, 17);
    const DrawList *list = ui_list(&stage->ui);
    bool marked = false;
    for (int i = 0; i < list->count; i++)
        marked |= list->commands[i].kind == DRAW_FRAME &&
                  memcmp(&list->commands[i].color, &stage->theme.colors.text, sizeof(Rgba)) == 0 &&
                  rect_inside(column, list->commands[i].rect) && list->commands[i].rect.w < column.w + 12;
    assert_true(marked);
    code_stage_point(stage, code->heat.rect.x + code->heat.rect.w * 30.5F / 256,
                     code->heat.top_bars.y + 10); // bars open it too
    unit = code->unit[30];
    code_stage_click(stage);
    assert_int_equal(stage->look.card.unit, unit);
    panel_stage_destroy(stage);
}

static void the_keyboard_goes_from_unit_to_unit(void **state) {
    (void)state;
    PanelStage *stage = code_stage_open(SAMPLE_SPARSE, 1440, 900);
    CodeLook *code = &stage->look.code;
    code_stage_point_at(stage, 10);
    code_stage_click(stage); // which also takes the keyboard there
    code_stage_point(stage, -1, -1);
    code_stage_key(stage, UI_KEY_RIGHT);
    code_stage_key(stage, UI_KEY_RIGHT);
    code_stage_key(stage, UI_KEY_LEFT);
    assert_int_equal(code->cursor, code->unit[11]);
    code_stage_key(stage, UI_KEY_ENTER);
    assert_true(stage->look.card.wanted && stage->look.card.unit == code->unit[11]);
    code_stage_key(stage, UI_KEY_END);
    assert_int_equal(code->cursor, code->unit[255]);
    code_stage_key(stage, UI_KEY_RIGHT);
    assert_int_equal(code->cursor, code->unit[255]);
    for (int i = 0; i < 9; i++)
        code_stage_key(stage, '+');
    assert_true(code->seen < 60 && code_zoom_first(code) == 256 - code->seen); // the unit stays in sight
    code_stage_key(stage, UI_KEY_HOME);
    assert_true(code->first == 0 && code->cursor == code->unit[0]);
    code_stage_key(stage, UI_KEY_PAGE_DOWN);
    assert_int_equal(code->cursor, code->unit[code->seen]);
    for (int i = 0; i < 12; i++)
        code_stage_key(stage, '-');
    assert_int_equal(code->seen, 256);
    panel_stage_destroy(stage);
}

static void the_mouse_reads_cells_bars_and_rows_out(void **state) {
    (void)state;
    PanelStage *stage = code_stage_open(SAMPLE_SPARSE, 1440, 900);
    const CodeLook *code = &stage->look.code;
    code_stage_point_at(stage, 0);
    char text[64];
    snprintf(text, sizeof text, "Unit %d fires for 60 %% of", code->unit[0]);
    assert_true(code_stage_shows(stage, "on test image") && code_stage_shows(stage, text));
    code_stage_point(stage, code->heat.top_bars.x + code->heat.top_bars.w - 1, code->heat.top_bars.y + 30);
    snprintf(text, sizeof text, "Unit %d has fired for no test image", code->unit[255]);
    assert_true(code_stage_shows(stage, text));
    code_stage_point(stage, code->heat.left_bars.x + 30, code->heat.left_bars.y + 5);
    snprintf(text, sizeof text, "%.0f units are active for test image", (double)code->active[2]);
    assert_true(code_stage_shows(stage, text));
    code_stage_point(stage, code->heat.class_strip.x + 4, code->heat.class_strip.y + 4);
    assert_true(code_stage_shows(stage, "Disc"));
    panel_stage_destroy(stage);
    stage = code_stage_open(SAMPLE_VARIATIONAL, 1440, 900);
    code_stage_point_at(stage, 0);
    assert_true(code_stage_shows(stage, "nats from N(0, 1)"));
    panel_stage_destroy(stage);
}

static void in_a_small_window_one_chooses(void **state) {
    (void)state;
    PanelStage *stage = code_stage_open(SAMPLE_SPARSE, 800, 500);
    assert_true(stage->look.code.heat.rect.w > 0 && code_stage_shows(stage, "statistics"));
    assert_false(code_stage_shows(stage, "HOW OFTEN UNITS FIRE"));
    code_stage_click_on(stage, "statistics");
    code_stage_frame(stage);
    assert_true(code_stage_shows(stage, "HOW OFTEN UNITS FIRE"));
    code_stage_click_on(stage, "map");
    assert_false(code_stage_shows(stage, "HOW OFTEN UNITS FIRE"));
    panel_stage_destroy(stage);
}

static void a_bar_of_the_statistics_opens_the_card(void **state) {
    (void)state;
    PanelStage *stage = code_stage_open(SAMPLE_VARIATIONAL, 1440, 900);
    const DrawList *list = ui_list(&stage->ui);
    Rect bar = {0};
    for (int i = 0; i < list->count; i++) { // the highest is the first
        const DrawCommand *command = &list->commands[i];
        bool code = memcmp(&command->color, &stage->theme.colors.code, sizeof(Rgba)) == 0;
        if (command->kind == DRAW_FILL && code && command->rect.x > 700 && command->rect.h > bar.h)
            bar = command->rect;
    }
    assert_true(bar.h > 0);
    code_stage_point(stage, bar.x + bar.w / 2, bar.y + bar.h / 2);
    code_stage_click(stage);
    assert_true(stage->look.card.wanted && stage->look.card.unit == stage->look.code.unit[0]);
    panel_stage_destroy(stage);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_wheel_zooms_at_the_pointer),
        cmocka_unit_test(a_drag_moves_along_and_a_double_click_shows_all),
        cmocka_unit_test(a_bar_shows_the_part_that_is_seen),
        cmocka_unit_test(a_click_opens_the_card_whose_column_is_marked),
        cmocka_unit_test(the_keyboard_goes_from_unit_to_unit),
        cmocka_unit_test(the_mouse_reads_cells_bars_and_rows_out),
        cmocka_unit_test(in_a_small_window_one_chooses),
        cmocka_unit_test(a_bar_of_the_statistics_opens_the_card),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
