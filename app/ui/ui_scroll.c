// A view onto something taller: wheel, draggable bar, keys on the bar, and whatever gets the keyboard is brought into
// sight. The position is kept under the id.
#include "ui_inside.h"
#include "widgets.h"

#include <assert.h>
#include <math.h>

enum { PART_BAR = 1 };
#define WHEEL_ROWS 3
#define ENDLESS 1e6F // pixels
#define LEAST_GRIP 3 // times the bar's width

static float bar_width(const Ui *ui) {
    return ui_px(ui, ui->theme->sizes.scroll_bar);
}

static void hold(UiKept *kept, float view_height) {
    kept->offset = roundf(fmaxf(0, fminf(kept->offset, kept->extent - view_height)));
}

Rect ui_scroll_begin(Ui *ui, const char *name, Rect rect) {
    assert(ui->scroll_count < UI_CLIPS);
    UiId id = ui_id(ui, name);
    ui_claim(ui, id);
    UiKept *kept = ui_kept(ui, id);
    hold(kept, rect.h);
    ui->scrolls[ui->scroll_count++] = (UiScroll){.id = id, .kept = kept, .view = rect, .top = rect.y - kept->offset};
    ui_push_id(ui, name);
    ui_push_clip(ui, rect);
    float width = rect.w - bar_width(ui) - ui_px(ui, ui->theme->sizes.gap) / 2;
    return (Rect){rect.x, rect.y - kept->offset, fmaxf(0, width), ENDLESS};
}

static void use_keys(Ui *ui, const UiArea *area, UiKept *kept, float view_height) {
    float row = ui_px(ui, ui->theme->sizes.row);
    while (ui_key(ui, area, UI_KEY_DOWN, 0))
        kept->offset += row;
    while (ui_key(ui, area, UI_KEY_UP, 0))
        kept->offset -= row;
    while (ui_key(ui, area, UI_KEY_PAGE_DOWN, 0))
        kept->offset += view_height - row;
    while (ui_key(ui, area, UI_KEY_PAGE_UP, 0))
        kept->offset -= view_height - row;
    if (ui_key(ui, area, UI_KEY_HOME, 0))
        kept->offset = 0;
    if (ui_key(ui, area, UI_KEY_END, 0))
        kept->offset = kept->extent;
}

/// Dragging the grip; a press beside it goes there.
static void use_bar(Ui *ui, UiId id, Rect view, UiKept *kept) {
    const ThemeColors *colors = &ui->theme->colors;
    float width = bar_width(ui);
    Rect bar = {view.x + view.w - width, view.y, width, view.h};
    UiArea area = ui_area_id(ui, ui_part(id, PART_BAR), bar, UI_AREA_FOCUS | UI_AREA_NO_KEYS);
    ui_explain(ui, &(UiExplain){.title = "Scroll bar",
                                .text = "There is more than there is room for. Drag it, turn the wheel, or press the "
                                        "arrow keys, Page up and Page down."});
    float grip = fminf(view.h, fmaxf(LEAST_GRIP * width, view.h * view.h / kept->extent));
    float way = fmaxf(1, view.h - grip), end = kept->extent - view.h, top = kept->offset / end * way;
    if (area.pressed)
        ui->grab = area.y >= top && area.y < top + grip ? area.y - top : grip / 2;
    if (area.pressed || area.held)
        kept->offset = (area.y - ui->grab) / way * end;
    use_keys(ui, &area, kept, view.h);
    hold(kept, view.h);
    Rect at = {bar.x, bar.y + roundf(kept->offset / end * way), width, grip};
    draw_fill(ui_list(ui), at, width / 2, area.hovered || area.held ? colors->track_filled : colors->track);
    ui_ring(ui, &area, at);
}

void ui_scroll_end(Ui *ui, float bottom) {
    assert(ui->scroll_count > 0);
    UiScroll scroll = ui->scrolls[--ui->scroll_count];
    UiKept *kept = scroll.kept;
    float extent = fmaxf(0, bottom - scroll.top);
    if (extent != kept->extent)
        ui_wake(ui, 0);
    kept->extent = extent;
    if (extent > scroll.view.h) {
        if (ui_hovering(ui, scroll.view))
            kept->offset -= ui_take_wheel(ui, scroll.id) * WHEEL_ROWS * ui_px(ui, ui->theme->sizes.row);
        use_bar(ui, scroll.id, scroll.view, kept);
    }
    hold(kept, scroll.view.h);
    ui_pop_clip(ui);
    ui_pop_id(ui);
}
