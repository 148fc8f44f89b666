#include "play_stage.h"

#include "test.h"
#include "view.h"

#include <string.h>

// As a text of its own, else as a part of one.
const DrawCommand *play_stage_find(PanelStage *stage, const char *text) {
    const DrawList *list = ui_list(&stage->ui);
    for (int i = list->count - 1; i >= 0; i--)
        if (list->commands[i].kind == DRAW_TEXT && strcmp(draw_text_of(list, &list->commands[i]), text) == 0)
            return &list->commands[i];
    for (int i = 0; i < list->count; i++)
        if (list->commands[i].kind == DRAW_TEXT && strstr(draw_text_of(list, &list->commands[i]), text))
            return &list->commands[i];
    return NULL;
}

bool play_stage_shows(PanelStage *stage, const char *text) {
    return play_stage_find(stage, text) != NULL;
}

PanelStage *play_stage_open(SampleModel model, int width, int height) {
    PanelStage *stage = panel_stage_create(SAMPLE_TRAINED, model, width, height, 1, "dark");
    stage->look.view = view_find("playground");
    panel_stage_frame(stage, NULL);
    panel_stage_frame(stage, NULL);
    return stage;
}

void play_stage_move(PanelStage *stage, float x, float y, unsigned down) {
    UiInput *input = &stage->input;
    input->pressed = down & ~input->down;
    input->released = input->down & ~down;
    input->down = down;
    input->mouse_x = x;
    input->mouse_y = y;
    panel_stage_frame(stage, NULL);
    input->pressed = input->released = 0;
    input->double_click = false;
}

void play_stage_click(PanelStage *stage, float x, float y) {
    play_stage_move(stage, x, y, 0);
    play_stage_move(stage, x, y, UI_MOUSE_LEFT);
    play_stage_move(stage, x, y, 0);
    panel_stage_frame(stage, NULL);
}

void play_stage_click_on(PanelStage *stage, const char *text) {
    const DrawCommand *command = play_stage_find(stage, text);
    if (!command)
        fail_msg("'%s' is not on screen", text);
    play_stage_click(stage, command->rect.x + 3, command->rect.y + 5);
}

void play_stage_key(PanelStage *stage, int code, unsigned modifiers) {
    stage->input.keys[0] = (UiKeyPress){code, modifiers};
    stage->input.key_count = 1;
    panel_stage_frame(stage, NULL);
    stage->input.key_count = 0;
    panel_stage_frame(stage, NULL);
}

const PlayRequest *play_stage_wish(const PanelStage *stage) {
    static ViewRequest request;
    memset(&request, 0, sizeof request);
    VIEWS[stage->look.view]->ask(&stage->look, &request);
    return &request.play;
}

// The number of a unit beside its bar.
Rect play_stage_number_of(PanelStage *stage, const char *number) {
    const DrawList *list = ui_list(&stage->ui);
    Rect canvas = stage->look.play.canvas.rect;
    for (int i = 0; i < list->count; i++) {
        Rect text = list->commands[i].rect;
        if (list->commands[i].kind == DRAW_TEXT && strcmp(draw_text_of(list, &list->commands[i]), number) == 0 &&
            text.x > canvas.x + canvas.w && text.x < stage->look.play.answer.rect.x && text.y > canvas.y)
            return text;
    }
    fail_msg("there is no unit %s", number);
    return (Rect){0};
}

// The rectangle that is filled with the code's colour beside it.
Rect play_stage_bar_of(PanelStage *stage, const char *number) {
    const DrawList *list = ui_list(&stage->ui);
    Rgba code = stage->theme.colors.code;
    Rect text = play_stage_number_of(stage, number);
    for (int k = 0; k < list->count; k++) {
        const DrawCommand *command = &list->commands[k];
        float middle = command->rect.y + command->rect.h / 2;
        if (command->kind == DRAW_FILL && memcmp(&command->color, &code, sizeof code) == 0 && middle > text.y &&
            middle < text.y + 18 && command->rect.x > text.x)
            return command->rect;
    }
    fail_msg("there is no bar %s", number);
    return (Rect){0};
}
