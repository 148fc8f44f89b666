#include "explorer_stage.h"

#include "clock.h"
#include "test.h"

#include <math.h>
#include <string.h>

// A font whose letters are all half as wide as high.
static float width_of(void *context, DrawFont font, float size, const char *text) {
    (void)context;
    (void)font;
    float letters = 0;
    for (; *text; text++)
        letters += ((unsigned char)*text & 0xc0) != 0x80;
    return letters * size / 2;
}

void explorer_stage_open(ExplorerStage *stage, const ExplorerDesc *desc, int width, int height) {
    Error error = {0};
    *stage = (ExplorerStage){.input = {.mouse_x = -1, .mouse_y = -1}, .width = width, .height = height};
    stage->explorer = explorer_create(desc, &error);
    if (!stage->explorer)
        fail_msg("%s", error.text);
}

void explorer_stage_close(ExplorerStage *stage) {
    explorer_destroy(stage->explorer);
}

void explorer_stage_frame(ExplorerStage *stage) {
    const TextMeasure measure = {.width = width_of};
    stage->input.time += 1.0 / 60;
    stage->list = explorer_frame(stage->explorer, &stage->input, &measure, stage->width, stage->height);
    stage->input.pressed = stage->input.released = 0;
    stage->input.key_count = 0;
    stage->input.modifiers = 0;
    stage->input.typed[0] = 0;
    stage->input.wheel = 0;
    stage->input.double_click = false;
}

void explorer_stage_settle(ExplorerStage *stage, uint64_t steps) {
    double until = clock_seconds() + 600;
    do {
        explorer_stage_frame(stage);
        clock_sleep(0.001);
        if (clock_seconds() > until)
            fail_msg("the interface did not settle at step %llu", (unsigned long long)steps);
    } while (!explorer_is_settled(stage->explorer, steps));
    explorer_stage_frame(stage);
}

void explorer_stage_key(ExplorerStage *stage, int code, unsigned modifiers) {
    stage->input.keys[0] = (UiKeyPress){code, modifiers};
    stage->input.key_count = 1;
    stage->input.modifiers = modifiers;
    explorer_stage_frame(stage);
}

void explorer_stage_point(ExplorerStage *stage, float x, float y) {
    stage->input.mouse_x = x;
    stage->input.mouse_y = y;
    explorer_stage_frame(stage);
}

void explorer_stage_click(ExplorerStage *stage) {
    stage->input.pressed = stage->input.released = UI_MOUSE_LEFT;
    explorer_stage_frame(stage);
    explorer_stage_frame(stage);
}

const DrawCommand *explorer_stage_find(const ExplorerStage *stage, const char *text) {
    for (int i = 0; i < stage->list->count; i++)
        if (stage->list->commands[i].kind == DRAW_TEXT &&
            strcmp(draw_text_of(stage->list, &stage->list->commands[i]), text) == 0)
            return &stage->list->commands[i];
    return NULL;
}

void explorer_stage_click_on(ExplorerStage *stage, const char *text) {
    const DrawCommand *command = explorer_stage_find(stage, text);
    if (!command)
        fail_msg("'%s' is not on screen", text);
    explorer_stage_point(stage, command->rect.x + 4, command->rect.y + 4);
    explorer_stage_click(stage);
}

void explorer_stage_wait_for(ExplorerStage *stage, const char *text) {
    double until = clock_seconds() + 600;
    while (!explorer_stage_shows(stage, text)) {
        explorer_stage_frame(stage);
        clock_sleep(0.001);
        if (clock_seconds() > until)
            fail_msg("'%s' did not come", text);
    }
}

bool explorer_stage_shows(const ExplorerStage *stage, const char *text) {
    for (int i = 0; i < stage->list->count; i++)
        if (stage->list->commands[i].kind == DRAW_TEXT &&
            strstr(draw_text_of(stage->list, &stage->list->commands[i]), text))
            return true;
    return false;
}

// "nan" or "inf" as a word: not in "inference".
static bool has_no_number(const char *text) {
    for (const char *at = text; *at; at++) {
        size_t length = strcspn(at, " :=,-%()");
        bool word = length == 3 && (strncmp(at, "nan", 3) == 0 || strncmp(at, "inf", 3) == 0);
        if (word)
            return true;
        at += length;
        if (!*at)
            break;
    }
    return false;
}

void explorer_stage_assert_sane(const ExplorerStage *stage) {
    for (int i = 0; i < stage->list->count; i++) {
        const DrawCommand *command = &stage->list->commands[i];
        const Rect *rect = &command->rect;
        assert_true(isfinite(rect->x) && isfinite(rect->y) && isfinite(rect->w) && isfinite(rect->h));
        if (command->kind == DRAW_TEXT && has_no_number(draw_text_of(stage->list, command)))
            fail_msg("'%s' is on screen", draw_text_of(stage->list, command));
    }
    for (int i = 0; i < stage->list->point_count; i++)
        assert_true(isfinite(stage->list->points[i].x) && isfinite(stage->list->points[i].y));
}
