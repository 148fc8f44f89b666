// A frame of the immediate-mode core: begin, end, and what the program asks about it in between.
#include "ui.h"

#include "ui_inside.h"

#include <assert.h>
#include <math.h>

void ui_init(Ui *ui) {
    *ui = (Ui){0};
}

void ui_finish(Ui *ui) {
    for (int layer = 0; layer < UI_LAYERS; layer++)
        draw_finish(&ui->lists[layer]);
    *ui = (Ui){0};
}

static void clear_lists(Ui *ui) {
    for (int layer = 0; layer < UI_LAYERS; layer++) {
        draw_clear(&ui->lists[layer]);
        ui->popups[ui->frame & 1][layer].count = 0;
        ui->popups[ui->frame & 1][layer].modal = false;
    }
    ui->layer = UI_BASE;
    ui->clip_count = 1;
    ui->clips[0] = ui_window(ui);
    draw_clip(&ui->lists[UI_BASE], ui_window(ui));
}

static void clear_frame(Ui *ui) {
    ui->id_count = ui->seen_count = ui->scroll_count = ui->disabled_depth = ui->enabled_depth = 0;
    ui->order_count[ui->frame & 1] = 0;
    ui->keys_taken = 0;
    ui->typed_taken = ui->wheel_taken = ui->press_taken = false;
    ui->focus_seen = ui->focus_moved = ui->dialog_seen = false;
    ui->wanted_text = ui->wants_text;
    ui->wants_text = false;
    ui->hovered_before = ui->hovered;
    ui->hovered = ui->last = 0;
    ui->last_rect = (Rect){0};
    ui->tooltip[0] = '\0';
    ui->toast_taken = ui->toast_action;
    ui->toast_action = 0;
    ui->cursor = UI_CURSOR_ARROW;
    ui->wake = -1;
}

void ui_begin(Ui *ui, const UiInput *input, const Theme *theme, const TextMeasure *measure, float scale, int width,
              int height) {
    assert(!ui->running && input && theme && measure);
    ui->running = true;
    ui->frame++;
    ui->input = input;
    ui->theme = theme;
    ui->measure = measure;
    ui->scale = scale >= 0.5F ? fminf(scale, 4) : 0.5F;
    ui->width = (float)width;
    ui->height = (float)height;
    clear_lists(ui);
    clear_frame(ui);
    ui_explain_begin(ui);
    if (((input->down | input->pressed | input->released) & UI_MOUSE_LEFT) == 0)
        ui->active = 0;
    if (input->pressed)
        ui->focus_visible = false;
    if (fabsf(input->mouse_x - ui->last_x) + fabsf(input->mouse_y - ui->last_y) > ui_px(ui, 2))
        ui->wheel_owner = 0;
    ui_step_focus(ui);
}

static void settle_mouse(Ui *ui) {
    if ((ui->input->pressed & UI_MOUSE_LEFT) && !ui->press_taken) {
        ui->focus = 0;
        ui->active = UI_NOWHERE;
    }
    if ((ui->input->released & UI_MOUSE_LEFT) != 0)
        ui->active = 0;
    if (ui->active != 0 && ui->active != UI_NOWHERE && !ui_claimed(ui, ui->active))
        ui->active = 0;
    if (ui->hovered != ui->hovered_before)
        ui->hovered_since = ui->input->time;
    ui->last_x = ui->input->mouse_x;
    ui->last_y = ui->input->mouse_y;
}

static void settle_keyboard(Ui *ui) {
    if (ui->menu != 0 && !ui_claimed(ui, ui->menu))
        ui->menu = 0;
    if (ui->focus != 0 && !ui->focus_seen)
        ui->focus = 0;
    if (ui->focus != 0 && ui->focus_visible && ui_take(ui, UI_KEY_ESCAPE, 0))
        ui->focus = 0;
    if (ui->edit != ui->focus)
        ui->edit = 0;
}

void ui_end(Ui *ui) {
    assert(ui->running && "ui_end without ui_begin");
    assert(ui->id_count == 0 && "ui_push_id without ui_pop_id");
    assert(ui->scroll_count == 0 && "ui_scroll_begin without ui_scroll_end");
    assert(ui->clip_count == 1 && ui->layer == UI_BASE && "a clip or a layer was pushed and not popped");
    assert(ui->disabled_depth + ui->enabled_depth == 0 && "ui_push_disabled without ui_pop_disabled");
    ui_draw_toasts(ui);
    ui_draw_tooltip(ui);
    ui_explain_end(ui);
    ui_end_dialog(ui);
    settle_mouse(ui);
    settle_keyboard(ui);
    const UiInput *input = ui->input;
    if (input->pressed || input->released || input->key_count > 0 || input->typed[0] || input->wheel != 0)
        ui_wake(ui, 0); // what was called before the widget that reacted shows it one frame later
    for (int layer = UI_BASE + 1; layer < UI_LAYERS; layer++)
        draw_append(&ui->lists[UI_BASE], &ui->lists[layer]);
    ui->running = false;
}

DrawList *ui_list(Ui *ui) {
    return &ui->lists[ui->layer];
}

float ui_px(const Ui *ui, float size) {
    float pixels = roundf(size * ui->scale);
    return size > 0 && pixels < 1 ? 1 : pixels;
}

Rect ui_window(const Ui *ui) {
    return (Rect){0, 0, ui->width, ui->height};
}

void ui_push_disabled(Ui *ui, bool disabled) {
    if (disabled || ui->disabled_depth > 0)
        ui->disabled_depth++;
    else
        ui->enabled_depth++;
}

void ui_pop_disabled(Ui *ui) {
    assert(ui->disabled_depth + ui->enabled_depth > 0);
    if (ui->disabled_depth > 0)
        ui->disabled_depth--;
    else
        ui->enabled_depth--;
}

bool ui_disabled(const Ui *ui) {
    return ui->disabled_depth > 0;
}

bool ui_wants_text(const Ui *ui) {
    return ui->wants_text || ui->wanted_text;
}

bool ui_wants_keyboard(const Ui *ui) {
    return ui_wants_text(ui) || ui->menu != 0 || ui->dialog != 0 || (ui->focus != 0 && ui->focus_visible);
}

// In the frame that ends a press it is free again: a click on a picture is about what lies under it.
bool ui_wants_mouse(const Ui *ui) {
    bool ends = ui->running && (ui->input->released & UI_MOUSE_LEFT) != 0;
    return (ui->active != 0 && !ends) || ui_modal_layer(ui) != UI_BASE;
}

bool ui_animating(const Ui *ui, double *seconds) {
    if (ui->wake < 0)
        return false;
    *seconds = ui->wake;
    return true;
}

void ui_wake(Ui *ui, double seconds) {
    double wanted = fmax(0, seconds);
    if (ui->wake < 0 || wanted < ui->wake)
        ui->wake = wanted;
}

UiCursor ui_cursor(const Ui *ui) {
    return ui->cursor;
}

Rgba ui_shade(const Ui *ui, Rgba color) {
    return ui_disabled(ui) ? theme_faded(color, ui->theme->disabled_share) : color;
}

Rgba ui_control_color(const Ui *ui, const UiArea *area) {
    const ThemeColors *colors = &ui->theme->colors;
    Rgba color = area->held && area->hovered ? colors->control_pressed
                 : area->hovered             ? colors->control_hover
                                             : colors->control;
    return ui_shade(ui, color);
}
