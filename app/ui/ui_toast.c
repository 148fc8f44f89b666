// Toasts, at the lower right above everything, and tooltips beside the pointer. Both are drawn at the end of the frame.
#include "ui_inside.h"
#include "widgets.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static void drop_toast(Ui *ui, int index) {
    ui->toast_count--;
    memmove(&ui->toasts[index], &ui->toasts[index + 1], (size_t)(ui->toast_count - index) * sizeof *ui->toasts);
}

/// The same text again renews the toast that is there; where there is no room the oldest goes.
static UiToast *new_toast(Ui *ui, const char *text) {
    char copy[UI_TOAST_TEXT];
    ui_letters(copy, sizeof copy, text);
    for (int i = 0; i < ui->toast_count; i++)
        if (strcmp(ui->toasts[i].text, copy) == 0)
            drop_toast(ui, i--);
    if (ui->toast_count == UI_TOASTS)
        drop_toast(ui, 0);
    UiToast *toast = &ui->toasts[ui->toast_count++];
    *toast = (UiToast){0};
    memcpy(toast->text, copy, sizeof copy);
    return toast;
}

void ui_toast(Ui *ui, bool problem, const char *text) {
    new_toast(ui, text)->problem = problem;
}

void ui_toast_offer(Ui *ui, const char *text, const char *label, int action) {
    UiToast *toast = new_toast(ui, text);
    toast->action = action;
    ui_letters(toast->action_label, sizeof toast->action_label, label);
}

int ui_toast_action(Ui *ui) {
    int action = ui->toast_taken;
    ui->toast_taken = 0;
    return action;
}

/// How much of its way out of the window a toast has gone, faster and faster; 0 for most of its time.
static float gone(const Ui *ui, const UiToast *toast) {
    double left = toast->ends - ui->input->time, fade = ui->theme->times.fade;
    float way = left >= fade ? 0 : 1 - (float)fmax(0, left / fade);
    return way * way;
}

/// True where it is to be closed.
static bool use_toast(Ui *ui, UiToast *toast, int index, Rect rect, Rect action) {
    UiId id = ui_part(ui_id(ui, "toast"), index);
    bool closed = false;
    if (toast->action) {
        UiArea area = ui_area_part(ui, ui_part(id, 1), action, UI_AREA_FOCUS);
        ui_ring(ui, &area, action);
        if (area.clicked) {
            ui->toast_action = toast->action;
            closed = true;
        }
    }
    UiArea area = ui_area_id(ui, id, rect, 0);
    ui_explain(ui, &(UiExplain){.title = toast->problem ? "A problem" : "A message",
                                .text = "It goes by itself after some seconds, or with a click. Its button, where "
                                        "there is one, takes back what has just happened."});
    if (area.hovered)
        ui->cursor = UI_CURSOR_HAND;
    return closed || area.clicked;
}

static void draw_toast(Ui *ui, const UiToast *toast, Rect rect, Rect action) {
    const ThemeColors *colors = &ui->theme->colors;
    const ThemeSizes *sizes = &ui->theme->sizes;
    ui_popup_card(ui, rect);
    Rect mark = {rect.x, rect.y + ui_px(ui, sizes->gap), ui_px(ui, sizes->accent), rect.h - 2 * ui_px(ui, sizes->gap)};
    if (toast->problem)
        draw_fill(ui_list(ui), mark, 0, colors->problem);
    Rect text = rect_inset(rect, ui_px(ui, sizes->padding), ui_px(ui, sizes->gap));
    if (toast->action) {
        text.w = action.x - ui_px(ui, sizes->gap) - text.x;
        draw_fill(ui_list(ui), action, ui_px(ui, sizes->radius), colors->selected);
        ui_text(ui, action, TEXT_BODY, UI_CENTRE, toast->action_label);
    }
    text = rect_centre(text, text.w, ui_paragraph_height(ui, text.w, TEXT_BODY, toast->text));
    ui_paragraph(ui, text, toast->problem ? TEXT_PROBLEM : TEXT_BODY, toast->text);
}

/// The room of a toast whose lower edge is given, and of its button.
static Rect place(const Ui *ui, const UiToast *toast, float bottom, Rect *action) {
    const ThemeSizes *sizes = &ui->theme->sizes;
    float gap = ui_px(ui, sizes->gap), padding = ui_px(ui, sizes->padding), button = 0;
    float width = fminf(ui_px(ui, sizes->toast_width), ui->width - 2 * gap);
    if (toast->action)
        button = fminf(ui_text_width(ui, TEXT_BODY, toast->action_label) + 2 * padding, width / 2);
    float text_width = width - 2 * padding - (toast->action ? button + gap : 0);
    float text = ui_paragraph_height(ui, text_width, TEXT_BODY, toast->text);
    float height = fmaxf(text + 2 * gap, ui_px(ui, sizes->control) + gap);
    Rect rect = {ui->width - gap - width, bottom - height, width, height};
    *action = rect_centre(rect, rect.w, ui_px(ui, sizes->control));
    action->x = rect.x + rect.w - gap - button;
    action->w = button;
    return rect;
}

/// Its time begins when it is first drawn: it may have been made before the first frame.
static void begin(const Ui *ui, UiToast *toast) {
    bool longer = toast->problem || toast->action;
    if (toast->ends == 0)
        toast->ends = ui->input->time + (longer ? ui->theme->times.toast_problem : ui->theme->times.toast);
}

static void wake_for(Ui *ui, const UiToast *toast) {
    double left = toast->ends - ui->input->time, fade = ui->theme->times.fade;
    ui_wake(ui, left > fade ? left - fade : ui->theme->times.frame);
}

void ui_draw_toasts(Ui *ui) {
    float gap = ui_px(ui, ui->theme->sizes.gap);
    float bottom = ui->height - ui_px(ui, ui->theme->sizes.status_bar) - gap;
    for (int i = ui->toast_count - 1; i >= 0; i--) {
        UiToast *toast = &ui->toasts[i];
        Rect action, rect = place(ui, toast, bottom, &action);
        begin(ui, toast);
        float away = gone(ui, toast) * (rect.w + gap);
        rect.x += away;
        action.x += away;
        ui_push_layer(ui, UI_TOASTS_LAYER, rect, false);
        bool closed = use_toast(ui, toast, i, rect, action);
        draw_toast(ui, toast, rect, action);
        ui_pop_layer(ui, UI_BASE);
        wake_for(ui, toast);
        bottom = rect.y - gap;
        if (closed || ui->input->time >= toast->ends)
            drop_toast(ui, i);
    }
}

static void set_tooltip(Ui *ui, const char *text, Rect at) {
    snprintf(ui->tooltip, sizeof ui->tooltip, "%s", text);
    ui->tooltip_at = at;
}

void ui_tooltip(Ui *ui, const char *text) {
    if (ui->explain.on) {
        ui_explain(ui, &(UiExplain){.text = text});
        return;
    }
    if (ui->last == 0 || ui->input->down || !ui_hovering(ui, ui->last_rect))
        return;
    double rested = ui->hovered == ui->hovered_before ? ui->input->time - ui->hovered_since : 0;
    if (rested >= ui->theme->times.tooltip)
        set_tooltip(ui, text, ui->last_rect);
    else
        ui_wake(ui, ui->theme->times.tooltip - rested);
}

void ui_hint(Ui *ui, const char *text) {
    float reach = ui_px(ui, ui->theme->sizes.grid);
    Rect at = {ui->input->mouse_x - reach, ui->input->mouse_y - reach, 2 * reach, 2 * reach};
    if (ui->last != 0 && !ui->explain.on && ui_hovering(ui, ui->last_rect))
        set_tooltip(ui, text, at);
}

void ui_draw_tooltip(Ui *ui) {
    if (!ui->tooltip[0])
        return;
    const ThemeSizes *sizes = &ui->theme->sizes;
    float gap = ui_px(ui, sizes->gap), most = fminf(ui_px(ui, sizes->tooltip_width), ui->width) - 2 * gap;
    float width = fminf(ceilf(ui_text_width(ui, TEXT_BODY, ui->tooltip)) + 1, most);
    if (strchr(ui->tooltip, '\n'))
        width = most;
    float height = ui_paragraph_height(ui, width, TEXT_BODY, ui->tooltip);
    Rect at = ui->tooltip_at, rect = {at.x, at.y + at.h + gap / 2, width + 2 * gap, height + 2 * gap};
    if (rect.y + rect.h > ui->height)
        rect.y = fmaxf(0, at.y - gap / 2 - rect.h);
    rect.x = fmaxf(0, fminf(rect.x, ui->width - rect.w));
    ui_push_layer(ui, UI_TOOLTIPS, (Rect){0}, false); // covers nothing: clicks go through
    ui_popup_card(ui, rect);
    ui_paragraph(ui, rect_inset(rect, gap, gap), TEXT_BODY, ui->tooltip);
    ui_pop_layer(ui, UI_BASE);
}
