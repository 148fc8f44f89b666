// Playground: controls in rows like words, and texts that give way. On the interface's thread.
#include "playground_parts.h"

#include <math.h>
#include <stdio.h>

void playground_number(double value, char text[PLAYGROUND_NUMBER]) {
    double size = fabs(value);
    if (!isfinite(value))
        snprintf(text, PLAYGROUND_NUMBER, "–");
    else if (size >= 1e5)
        snprintf(text, PLAYGROUND_NUMBER, "%s%.1e", value < 0 ? "−" : "", size);
    else
        snprintf(text, PLAYGROUND_NUMBER, "%s%.*f", value < 0 ? "−" : "", size >= 100 ? 0 : size >= 10 ? 1 : 2, size);
}

void playground_text(Panel *panel, Rect rect, TextRole role, UiAlign align, const char *const *texts, int count) {
    for (int i = 0; i < count; i++)
        if (ui_text_width(panel->ui, role, texts[i]) <= rect.w) {
            ui_text(panel->ui, rect, role, align, texts[i]);
            return;
        }
}

float playground_tile(const Panel *panel, float room) {
    const LiveModel *model = &panel->status->model;
    float longest = (float)(model->width > model->height ? model->width : model->height);
    return longest > 0 && room >= longest ? floorf(room / longest) * longest : fmaxf(0, room);
}

PlayItem playground_button_item(const Panel *panel, const UiButton *button) {
    return (PlayItem){.width = ui_button_width(panel->ui, button),
                      .height = ui_px(panel->ui, panel->viz.theme->sizes.control)};
}

PlayItem playground_choice_item(const Panel *panel, const char *const *labels, int count) {
    return (PlayItem){.width = ui_choice_width(panel->ui, labels, count),
                      .height = ui_px(panel->ui, panel->viz.theme->sizes.control)};
}

// How many items from `first` on share a row, how high it is, and the width left over.
static int measure_row(const PlayItem *items, int first, int count, float room, float gap, float *height, float *left) {
    int end = first;
    *left = room;
    *height = 0;
    for (; end < count && (end == first || items[end].width + gap <= *left); end++) {
        *left -= items[end].width + (end > first ? gap : 0);
        *height = fmaxf(*height, items[end].height);
    }
    return end;
}

float playground_flow(const Panel *panel, Rect rect, PlayItem *items, int count) {
    float gap = ui_px(panel->ui, panel->viz.theme->sizes.gap), y = rect.y;
    for (int first = 0; first < count;) {
        float height, left, x = rect.x;
        int end = measure_row(items, first, count, rect.w, gap, &height, &left);
        for (int i = first; i < end; i++) {
            float width = fminf(items[i].width, rect.w);
            if (items[i].grows)
                width += fmaxf(0, left);
            left = items[i].grows ? 0 : left;
            items[i].rect = (Rect){x, roundf(y + (height - items[i].height) / 2), width, items[i].height};
            x += width + gap;
        }
        first = end;
        y += height + gap;
    }
    return count > 0 ? y - gap - rect.y : 0;
}
