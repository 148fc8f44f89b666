// Explain mode: which elements there are, which one is meant, and what was said of it. The card is drawn in
// ui_explain_card.c. On the interface's thread.
#include "ui_inside.h"
#include "widgets.h"

#include <stdio.h>

bool ui_explaining(const Ui *ui) {
    return ui->explain.on;
}

void ui_explain_start(Ui *ui) {
    UiExplainMode *mode = &ui->explain;
    if (mode->on || ui->dialog != 0)
        return;
    if (ui->menu != 0)
        ui_uncover(ui, UI_MENUS);
    ui->menu = ui->active = 0;
    mode->on = true;
    mode->ending = mode->by_key = mode->moved = false;
    mode->count = 0;
    mode->target = 0;
    ui_wake(ui, 0);
}

void ui_explain_stop(Ui *ui) {
    if (!ui->explain.on)
        return;
    ui->explain.on = false;
    ui->explain.card = (Rect){0};
    ui_wake(ui, 0);
}

/// From the one spoken of to the next or the one before, in the order of the calls, round and round.
static void step(UiExplainMode *mode, int direction) {
    int at = direction > 0 ? -1 : 0;
    for (int i = 0; i < mode->count; i++)
        if (mode->elements[i].id == mode->target)
            at = i;
    if (mode->count > 0)
        mode->target = mode->elements[(at + direction + mode->count) % mode->count].id;
    mode->by_key = mode->moved = true;
}

static void use_keys(Ui *ui) {
    UiExplainMode *mode = &ui->explain;
    while (ui_take(ui, UI_KEY_TAB, 0))
        step(mode, 1);
    while (ui_take(ui, UI_KEY_TAB, UI_SHIFT))
        step(mode, -1);
    if (ui_take(ui, UI_KEY_ESCAPE, 0))
        mode->ending = true;
}

/// The press that ends the mode does nothing else: until the frame's end nothing reacts.
void ui_explain_begin(Ui *ui) {
    UiExplainMode *mode = &ui->explain;
    const UiInput *input = ui->input;
    if (!mode->on)
        return;
    use_keys(ui);
    if (input->mouse_x != ui->last_x || input->mouse_y != ui->last_y)
        mode->by_key = mode->moved;
    if (input->pressed) {
        mode->ending = true;
        ui->press_taken = true;
    }
    mode->count = 0;
    mode->title[0] = mode->text[0] = mode->formula[0] = mode->value[0] = '\0';
}

void ui_explain_note(Ui *ui, UiId id, Rect rect) {
    UiExplainMode *mode = &ui->explain;
    Rect visible = rect_intersection(rect, ui->clips[ui->clip_count - 1]);
    UiElement *last = mode->count > 0 ? &mode->elements[mode->count - 1] : NULL;
    bool again = last && last->id == id; // a widget speaks of itself again when its parts are drawn
    if (mode->moved && mode->target == id && !again)
        ui_scroll_to(ui, rect);
    if (again) {
        last->rect = rect;
        last->visible = visible;
    } else if (mode->count < UI_ELEMENTS && rect.w > 0 && rect.h > 0) {
        mode->elements[mode->count++] = (UiElement){id, rect, visible, ui->layer, false};
    }
}

static void copy(char *to, size_t size, const char *text) {
    snprintf(to, size, "%s", text ? text : "");
}

void ui_explain(Ui *ui, const UiExplain *explain) {
    UiExplainMode *mode = &ui->explain;
    UiElement *last = mode->on && mode->count > 0 ? &mode->elements[mode->count - 1] : NULL;
    if (!last || last->id != ui->last || !explain->text || !explain->text[0] || (last->explained && !explain->title))
        return;
    last->explained = true;
    if (last->id != mode->target)
        return;
    copy(mode->title, sizeof mode->title, explain->title);
    copy(mode->text, sizeof mode->text, explain->text);
    copy(mode->formula, sizeof mode->formula, explain->formula);
    copy(mode->value, sizeof mode->value, explain->value);
}

/// The smallest on the highest layer: what lies on something larger is meant rather than that.
static const UiElement *under_pointer(const Ui *ui) {
    const UiElement *best = NULL;
    for (int i = 0; i < ui->explain.count; i++) {
        const UiElement *element = &ui->explain.elements[i];
        if (!rect_contains(element->visible, ui->input->mouse_x, ui->input->mouse_y))
            continue;
        float area = element->rect.w * element->rect.h;
        if (!best || element->layer > best->layer ||
            (element->layer == best->layer && area < best->rect.w * best->rect.h))
            best = element;
    }
    return best;
}

static const UiElement *target(const Ui *ui) {
    for (int i = 0; i < ui->explain.count; i++)
        if (ui->explain.elements[i].id == ui->explain.target)
            return &ui->explain.elements[i];
    return NULL;
}

/// What is meant is known only now that all of them have been called; its text comes with the next frame.
void ui_explain_end(Ui *ui) {
    UiExplainMode *mode = &ui->explain;
    if (!mode->on)
        return;
    const UiElement *pointed = under_pointer(ui), *shown = target(ui);
    bool away = shown && (shown->visible.w <= 0 || shown->visible.h <= 0); // it will have been scrolled to
    mode->card = (Rect){0};
    if (!away)
        ui_explain_draw(ui, shown && shown->explained ? shown : NULL);
    mode->moved = false;
    ui->cursor = UI_CURSOR_EXPLAIN;
    UiId wanted = pointed ? pointed->id : 0;
    if (!mode->by_key && wanted != mode->target) {
        mode->target = wanted;
        ui_wake(ui, 0);
    }
    if (mode->ending)
        ui_explain_stop(ui);
}

const UiElement *ui_explain_elements(const Ui *ui, int *count) {
    *count = ui->explain.count;
    return ui->explain.elements;
}

void ui_explain_show(Ui *ui, UiId id) {
    ui->explain.target = id;
    ui->explain.by_key = ui->explain.moved = true;
}

Rect ui_explain_card(const Ui *ui, bool *whole) {
    *whole = !ui->explain.cut;
    return ui->explain.card;
}
