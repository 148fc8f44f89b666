// Interaction: what the mouse does with a rectangle, which one has the keyboard, who takes a key or the wheel.
#include "ui_inside.h"

void ui_focus(Ui *ui, UiId id) {
    ui->focus = id;
    ui->focus_seen = true; // it may have been called before this, or come in the next frame
    ui_wake(ui, 0);
}

void ui_focus_next(Ui *ui, UiId id) {
    ui_focus(ui, id);
    ui->focus_visible = ui->focus_moved = true;
}

bool ui_focused(const Ui *ui, UiId id) {
    return id != 0 && ui->focus == id;
}

void ui_scroll_to(Ui *ui, Rect rect) {
    float gap = ui_px(ui, ui->theme->sizes.gap);
    for (int i = 0; i < ui->scroll_count; i++) {
        const UiScroll *scroll = &ui->scrolls[i];
        float above = scroll->view.y + gap - rect.y;
        float below = rect.y + rect.h + gap - scroll->view.y - scroll->view.h;
        if (above > 0)
            scroll->kept->offset -= above;
        else if (below > 0)
            scroll->kept->offset += below;
    }
    ui_wake(ui, 0);
}

bool ui_stop(Ui *ui, UiId id, Rect rect) {
    if (ui_disabled(ui))
        return false;
    int side = (int)(ui->frame & 1);
    if (ui->order_count[side] < UI_FOCUSABLE) {
        ui->order[side][ui->order_count[side]].id = id;
        ui->order[side][ui->order_count[side]++].layer = ui->layer;
    }
    if (ui->focus != id)
        return false;
    ui->focus_seen = true;
    if (ui->focus_moved)
        ui_scroll_to(ui, rect);
    return !ui->explain.on;
}

/// The next stop of the last frame in a direction, in what a modal layer leaves open.
static void step(Ui *ui, int direction) {
    int side = (int)((ui->frame + 1) & 1), count = ui->order_count[side], at = direction > 0 ? -1 : count;
    UiLayer lowest = ui_modal_layer(ui);
    for (int i = 0; i < count; i++)
        if (ui->order[side][i].id == ui->focus)
            at = i;
    for (int tried = 0; tried < count; tried++) {
        at = (at + direction + count) % count;
        if (ui->order[side][at].layer < lowest)
            continue;
        ui->focus = ui->order[side][at].id;
        ui->focus_visible = ui->focus_moved = true;
        return;
    }
}

void ui_step_focus(Ui *ui) {
    const UiInput *input = ui->input;
    for (int i = 0; i < input->key_count && i < UI_KEY_PRESSES; i++) {
        bool taken = (ui->keys_taken & 1U << i) != 0; // by explain mode
        if (taken || input->keys[i].key != UI_KEY_TAB || (input->keys[i].modifiers & ~(unsigned)UI_SHIFT) != 0)
            continue;
        ui->keys_taken |= 1U << i;
        if (ui->menu != 0) {
            ui->menu = 0;
            ui_uncover(ui, UI_MENUS);
        }
        step(ui, input->keys[i].modifiers & UI_SHIFT ? -1 : 1);
    }
}

bool ui_take(Ui *ui, int key, unsigned modifiers) {
    const UiInput *input = ui->input;
    for (int i = 0; i < input->key_count && i < UI_KEY_PRESSES; i++)
        if ((ui->keys_taken & 1U << i) == 0 && input->keys[i].key == key && input->keys[i].modifiers == modifiers) {
            ui->keys_taken |= 1U << i;
            return true;
        }
    return false;
}

bool ui_key(Ui *ui, const UiArea *area, int key, unsigned modifiers) {
    if (!area->focused || !ui_take(ui, key, modifiers))
        return false;
    ui->focus_visible = true;
    return true;
}

/// Keys that a visibly focused widget may want.
static bool is_widget_key(int key) {
    return key == ' ' || (key >= UI_KEY_ENTER && key < UI_KEY_F1);
}

/// Keys that a text field wants.
static bool is_text_key(int key, unsigned modifiers) {
    bool clipboard = key == 'a' || key == 'c' || key == 'v' || key == 'x';
    return key < UI_KEY_F1 && ((modifiers & (UI_CTRL | UI_ALT)) == 0 || key >= UI_KEY_ENTER || clipboard);
}

bool ui_shortcut(Ui *ui, int key, unsigned modifiers) {
    if (ui->menu != 0 || ui->dialog != 0 || (ui_wants_text(ui) && is_text_key(key, modifiers)))
        return false;
    if (ui->focus != 0 && ui->focus_visible && modifiers == 0 && is_widget_key(key))
        return false;
    return ui_take(ui, key, modifiers);
}

float ui_take_wheel(Ui *ui, UiId id) {
    const UiInput *input = ui->input;
    bool others = ui->wheel_owner != 0 && ui->wheel_owner != id;
    if (input->wheel == 0 || ui->wheel_taken || (others && input->time - ui->wheel_time < ui->theme->times.wheel_pause))
        return 0;
    ui->wheel_taken = true;
    ui->wheel_owner = id;
    ui->wheel_time = input->time;
    return input->wheel;
}

void ui_speak_of(Ui *ui, UiId id, Rect rect) {
    ui->last = id;
    ui->last_rect = rect;
    if (ui->explain.on)
        ui_explain_note(ui, id, rect);
}

static void press(Ui *ui, UiArea *area, unsigned flags) {
    ui->active = area->id;
    ui->press_taken = true;
    area->pressed = true;
    area->double_clicked = ui->input->double_click;
    ui_focus(ui, flags & UI_AREA_FOCUS ? area->id : 0);
}

static void follow_mouse(Ui *ui, UiArea *area, Rect rect, unsigned flags) {
    const UiInput *input = ui->input;
    bool on = ui_hovering(ui, rect);
    if (on)
        ui->hovered = area->id;
    if (ui_disabled(ui) || ui->explain.on)
        return;
    area->hovered = on && (ui->active == 0 || ui->active == area->id);
    if (area->hovered && (input->pressed & UI_MOUSE_LEFT) && !ui->press_taken)
        press(ui, area, flags);
    area->right_clicked = area->hovered && (input->pressed & UI_MOUSE_RIGHT);
    if (ui->active == area->id) {
        bool released = (input->released & UI_MOUSE_LEFT) != 0;
        area->held = !released;
        area->clicked = released && on;
        area->dx = area->pressed ? 0 : input->mouse_x - ui->last_x;
        area->dy = area->pressed ? 0 : input->mouse_y - ui->last_y;
    }
    if (area->hovered && (flags & UI_AREA_WHEEL))
        area->wheel = ui_take_wheel(ui, area->id);
}

UiArea ui_area_id(Ui *ui, UiId id, Rect rect, unsigned flags) {
    ui_speak_of(ui, id, rect);
    return ui_area_part(ui, id, rect, flags);
}

UiArea ui_area_part(Ui *ui, UiId id, Rect rect, unsigned flags) {
    ui_claim(ui, id);
    UiArea area = {.id = id, .x = ui->input->mouse_x - rect.x, .y = ui->input->mouse_y - rect.y};
    follow_mouse(ui, &area, rect, flags);
    if ((flags & UI_AREA_FOCUS) == 0)
        return area;
    area.focused = ui_stop(ui, id, rect);
    if (area.focused && ui->focus_visible && (flags & UI_AREA_NO_KEYS) == 0 &&
        (ui_take(ui, UI_KEY_ENTER, 0) || ui_take(ui, ' ', 0)))
        area.clicked = true;
    return area;
}

UiArea ui_area(Ui *ui, const char *name, Rect rect, unsigned flags) {
    return ui_area_id(ui, ui_id(ui, name), rect, flags);
}

void ui_draw_ring(Ui *ui, UiId id, Rect rect) {
    if (ui->focus != id || id == 0 || !ui->focus_visible || ui->explain.on)
        return;
    const ThemeSizes *sizes = &ui->theme->sizes;
    draw_frame(ui_list(ui), rect, ui_px(ui, sizes->radius), ui_px(ui, sizes->ring), ui->theme->colors.ring);
}

void ui_ring(Ui *ui, const UiArea *area, Rect rect) {
    if (area->focused)
        ui_draw_ring(ui, area->id, rect);
}

bool ui_choose_with_keys(Ui *ui, UiId id, int count, int *chosen) {
    UiArea area = {.id = id, .focused = ui->focus == id && !ui->explain.on};
    int before = *chosen;
    while (ui_key(ui, &area, UI_KEY_LEFT, 0) || ui_key(ui, &area, UI_KEY_UP, 0))
        *chosen = *chosen > 0 ? *chosen - 1 : count - 1;
    while (ui_key(ui, &area, UI_KEY_RIGHT, 0) || ui_key(ui, &area, UI_KEY_DOWN, 0))
        *chosen = *chosen < count - 1 ? *chosen + 1 : 0;
    if (ui_key(ui, &area, UI_KEY_HOME, 0))
        *chosen = 0;
    if (ui_key(ui, &area, UI_KEY_END, 0))
        *chosen = count - 1;
    return *chosen != before;
}
