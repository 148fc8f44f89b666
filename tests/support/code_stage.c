#include "code_stage.h"

#include "sample_statistics.h"
#include "test.h"
#include "view.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

// All texts of the frame as one, so that what is wrapped is found too.
bool code_stage_shows(PanelStage *stage, const char *text) {
    static char all[1 << 16];
    const DrawList *list = ui_list(&stage->ui);
    size_t used = 0;
    all[0] = 0;
    for (int i = 0; i < list->count; i++)
        if (list->commands[i].kind == DRAW_TEXT && used < sizeof all - 1)
            used += (size_t)snprintf(all + used, sizeof all - used, "%s ", draw_text_of(list, &list->commands[i]));
    return strstr(all, text) != NULL;
}

void code_stage_frame(PanelStage *stage) {
    stage->input.time += 0.01;
    panel_stage_frame(stage, NULL);
    stage->input.pressed = stage->input.released = 0;
    stage->input.wheel = 0;
    stage->input.key_count = 0;
    stage->input.double_click = false;
}

PanelStage *code_stage_open(SampleModel model, int width, int height) {
    PanelStage *stage = panel_stage_create(SAMPLE_TRAINED, model, width, height, 1, "dark");
    stage->look.view = view_find("code");
    code_stage_frame(stage);
    code_stage_frame(stage);
    return stage;
}

void code_stage_point(PanelStage *stage, float x, float y) {
    stage->input.mouse_x = x;
    stage->input.mouse_y = y;
    code_stage_frame(stage);
    code_stage_frame(stage);
}

// The middle of a column of the map, some rows down.
void code_stage_point_at(PanelStage *stage, int column) {
    Rect rect = heat_map_column(&stage->look.code.heat, column);
    code_stage_point(stage, rect.x + rect.w / 2, rect.y + 40);
}

void code_stage_press(PanelStage *stage) {
    stage->input.pressed = stage->input.down = UI_MOUSE_LEFT;
    code_stage_frame(stage);
}

void code_stage_release(PanelStage *stage) {
    stage->input.down = 0;
    stage->input.released = UI_MOUSE_LEFT;
    code_stage_frame(stage);
}

void code_stage_click(PanelStage *stage) {
    code_stage_press(stage);
    code_stage_release(stage);
}

void code_stage_key(PanelStage *stage, int code) {
    stage->input.keys[0] = (UiKeyPress){code, 0};
    stage->input.key_count = 1;
    code_stage_frame(stage);
}

void code_stage_click_on(PanelStage *stage, const char *text) {
    const DrawList *list = ui_list(&stage->ui);
    for (int i = 0; i < list->count; i++)
        if (list->commands[i].kind == DRAW_TEXT && strcmp(draw_text_of(list, &list->commands[i]), text) == 0) {
            code_stage_point(stage, list->commands[i].rect.x + 3, list->commands[i].rect.y + 3);
            code_stage_click(stage);
            code_stage_frame(stage);
            return;
        }
    fail_msg("nothing says '%s'", text);
}

// A code of so many units, of which unit u is `scale` · (1 + u mod 3) for every image. Half of the test images fire it.
void code_stage_fill(PanelStage *stage, int units, float scale) {
    static float codes[VIEW_CODE_IMAGES * CODE_STAGE_UNITS];
    static UnitFigures figures[CODE_STAGE_UNITS];
    static int fires[CODE_STAGE_UNITS];
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

void code_stage_assert_finite(PanelStage *stage) {
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

int code_stage_fills(PanelStage *stage, Rgba color, Rect inside) {
    const DrawList *list = ui_list(&stage->ui);
    int count = 0;
    for (int i = 0; i < list->count; i++)
        count += list->commands[i].kind == DRAW_FILL && memcmp(&list->commands[i].color, &color, sizeof color) == 0 &&
                 rect_inside(list->commands[i].rect, inside);
    return count;
}
