// Clips and layers: what is visible where, and which layer a click is meant for.
#include "ui_inside.h"

#include <assert.h>

void ui_push_clip(Ui *ui, Rect rect) {
    assert(ui->clip_count < UI_CLIPS);
    Rect clip = rect_intersection(rect, ui->clips[ui->clip_count - 1]);
    ui->clips[ui->clip_count++] = clip;
    draw_clip(ui_list(ui), clip);
}

void ui_pop_clip(Ui *ui) {
    assert(ui->clip_count > 1);
    ui->clip_count--;
    draw_clip(ui_list(ui), ui->clips[ui->clip_count - 1]);
}

/// A popup is not bound by the clip of what opened it.
void ui_push_layer(Ui *ui, UiLayer layer, Rect rect, bool modal) {
    assert(layer >= ui->layer && layer < UI_LAYERS && ui->clip_count < UI_CLIPS);
    ui->layer = layer;
    ui->clips[ui->clip_count++] = ui_window(ui);
    draw_clip(ui_list(ui), ui_window(ui));
    int side = (int)(ui->frame & 1);
    int *count = &ui->popups[side][layer].count;
    if (*count < UI_POPUP_RECTS)
        ui->popups[side][layer].rects[(*count)++] = rect;
    ui->popups[side][layer].modal |= modal;
}

void ui_pop_layer(Ui *ui, UiLayer before) {
    assert(ui->clip_count > 1 && before <= ui->layer);
    ui->clip_count--;
    ui->layer = before;
    draw_clip(ui_list(ui), ui->clips[ui->clip_count - 1]);
}

void ui_uncover(Ui *ui, UiLayer layer) {
    for (int side = 0; side < 2; side++) {
        ui->popups[side][layer].count = 0;
        ui->popups[side][layer].modal = false;
    }
    ui_wake(ui, 0);
}

static bool covers(const Ui *ui, int layer, float x, float y) {
    for (int side = 0; side < 2; side++) {
        if (ui->popups[side][layer].modal)
            return true;
        for (int i = 0; i < ui->popups[side][layer].count; i++)
            if (rect_contains(ui->popups[side][layer].rects[i], x, y))
                return true;
    }
    return false;
}

static UiLayer layer_at(const Ui *ui, float x, float y) {
    for (int layer = UI_LAYERS - 1; layer > UI_BASE; layer--)
        if (covers(ui, layer, x, y))
            return (UiLayer)layer;
    return UI_BASE;
}

bool ui_hovering(const Ui *ui, Rect rect) {
    float x = ui->input->mouse_x, y = ui->input->mouse_y;
    return rect_contains(rect, x, y) && rect_contains(ui->clips[ui->clip_count - 1], x, y) &&
           layer_at(ui, x, y) == ui->layer;
}

UiLayer ui_modal_layer(const Ui *ui) {
    for (int layer = UI_LAYERS - 1; layer > UI_BASE; layer--)
        if (ui->popups[0][layer].modal || ui->popups[1][layer].modal)
            return (UiLayer)layer;
    return UI_BASE;
}
