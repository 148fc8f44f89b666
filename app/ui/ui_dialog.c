// A modal card in the middle of the window. The keyboard goes there, and back when it closes.
#include "ui_inside.h"
#include "widgets.h"

#include <assert.h>
#include <math.h>

static void draw_ground(Ui *ui, Rect card) {
    draw_fill(ui_list(ui), ui_window(ui), 0, ui->theme->colors.veil);
    ui_popup_card(ui, card);
}

/// Opens the layer and draws the title; returns the room below it.
static Rect begin(Ui *ui, const char *name, const char *title, float width, float height) {
    const ThemeSizes *sizes = &ui->theme->sizes;
    UiId id = ui_id(ui, name);
    assert(!ui->dialog_seen && "two dialogs in one frame");
    ui_claim(ui, id);
    ui_explain_stop(ui);
    if (ui->dialog == 0)
        ui->dialog_focus = ui->focus;
    if (ui->dialog != id)
        ui->focus = 0;
    ui->dialog = id;
    ui->dialog_seen = true;
    Rect card = rect_centre(rect_inset(ui_window(ui), ui_px(ui, sizes->gap), ui_px(ui, sizes->gap)), width, height);
    ui_push_layer(ui, UI_DIALOGS, card, true);
    ui_push_id(ui, name);
    draw_ground(ui, card);
    Rect inner = rect_inset(card, ui_px(ui, sizes->section), ui_px(ui, sizes->section));
    Rect head = rect_cut_top(&inner, ui_px(ui, sizes->fold), ui_px(ui, sizes->gap));
    if (ui->dialog_cross) {
        Rect cross = rect_cut_right(&head, head.h, ui_px(ui, sizes->gap));
        ui->dialog_closed = ui_button(ui, "close", cross, &(UiButton){.icon = UI_ICON_CLOSE, .kind = UI_QUIET});
    }
    ui_text(ui, head, TEXT_TITLE, UI_LEFT, title);
    return inner;
}

/// Escape that no menu or text field inside has had.
static bool escaped(Ui *ui) {
    return ui->menu == 0 && !ui_wants_text(ui) && ui_take(ui, UI_KEY_ESCAPE, 0);
}

static void closed_now(Ui *ui) {
    ui_uncover(ui, UI_DIALOGS);
    ui->press_taken = true;
}

Rect ui_dialog_begin(Ui *ui, const char *name, const char *title, float width, float height, bool *closed) {
    ui->dialog_cross = true;
    ui->dialog_closed = false;
    Rect inner = begin(ui, name, title, width, height);
    *closed = ui->dialog_closed || escaped(ui);
    if (*closed)
        closed_now(ui);
    return inner;
}

void ui_dialog_end(Ui *ui) {
    int side = (int)(ui->frame & 1);
    for (int i = 0; ui->focus == 0 && i < ui->order_count[side]; i++)
        if (ui->order[side][i].layer == UI_DIALOGS) {
            ui_focus(ui, ui->order[side][i].id);
            ui->focus_visible = true;
        }
    ui_pop_id(ui);
    ui_pop_layer(ui, UI_BASE);
}

void ui_end_dialog(Ui *ui) {
    if (ui->dialog == 0 || ui->dialog_seen)
        return;
    ui->dialog = 0;
    ui_focus(ui, ui->dialog_focus);
    ui_wake(ui, 0);
}

static float buttons_width(const Ui *ui, const UiDialog *dialog) {
    float width = 0;
    for (int i = 0; i < dialog->button_count; i++)
        width += ui_button_width(ui, &(UiButton){.label = dialog->buttons[i], .kind = i ? UI_PLAIN : UI_PRIMARY}) +
                 ui_px(ui, ui->theme->sizes.gap);
    return width;
}

/// From the right, the primary one outermost; called in the order of the desc so that Tab starts there.
static int draw_buttons(Ui *ui, Rect row, const UiDialog *dialog) {
    int pressed = UI_DIALOG_OPEN;
    float wanted = buttons_width(ui, dialog), share = wanted > row.w ? row.w / wanted : 1;
    for (int i = 0; i < dialog->button_count; i++) {
        UiButton button = {.label = dialog->buttons[i], .kind = i ? UI_PLAIN : UI_PRIMARY};
        Rect rect = rect_cut_right(&row, ui_button_width(ui, &button) * share, ui_px(ui, ui->theme->sizes.gap) * share);
        ui_push_number(ui, i);
        if (ui_button(ui, "button", rect, &button))
            pressed = i;
        ui_pop_id(ui);
    }
    return pressed;
}

int ui_dialog(Ui *ui, const char *name, const UiDialog *dialog) {
    const ThemeSizes *sizes = &ui->theme->sizes;
    float gap = ui_px(ui, sizes->gap), control = ui_px(ui, sizes->control), edges = 2 * ui_px(ui, sizes->section);
    float width = fmaxf(ui_px(ui, sizes->dialog_width), buttons_width(ui, dialog) + edges);
    width = fminf(width, ui->width - 2 * gap);
    float message = ui_paragraph_height(ui, width - edges, TEXT_BODY, dialog->message);
    float height = edges + ui_px(ui, sizes->fold) + gap + message + 2 * gap + control;
    height += dialog->text ? control + 2 * gap : 0;
    int result = UI_DIALOG_OPEN;
    ui->dialog_cross = false;
    Rect inner = begin(ui, name, dialog->title, width, height);
    Rect row = rect_cut_bottom(&inner, control, 2 * gap);
    if (dialog->text) {
        Rect field = rect_cut_bottom(&inner, control, 2 * gap);
        unsigned did = ui_text_field(ui, "text", field, dialog->hint, dialog->text, dialog->capacity);
        if (did & UI_DONE)
            result = 0;
        if (did & UI_CANCELLED)
            result = dialog->button_count - 1;
    }
    ui_paragraph(ui, inner, TEXT_BODY, dialog->message);
    int pressed = draw_buttons(ui, row, dialog);
    if (pressed != UI_DIALOG_OPEN)
        result = pressed;
    if (escaped(ui))
        result = dialog->button_count - 1;
    if (result != UI_DIALOG_OPEN)
        closed_now(ui);
    ui_dialog_end(ui);
    return result;
}
