// A button that opens a list. While it is open all else waits: a click beside it only closes it.
#include "ui_inside.h"
#include "widgets.h"

#include <math.h>

typedef struct List {
    const UiEntry *entries;
    int count;
    Rect rect; // of the popup
    float row;
} List;

static float entry_width(const Ui *ui, const UiEntry *entry) {
    float width = ui_text_width(ui, TEXT_STRONG, entry->label) + 1; // the selected one is bold
    if (entry->hint)
        width += ui_text_width(ui, TEXT_FAINT, entry->hint) + 1 + 2 * ui_px(ui, ui->theme->sizes.gap);
    return width;
}

float ui_menu_width(const Ui *ui, const char *title, const UiEntry *entries, int count) {
    const ThemeSizes *sizes = &ui->theme->sizes;
    float widest = title ? ui_text_width(ui, TEXT_BODY, title) : 0;
    for (int i = 0; i < count && !title; i++)
        widest = fmaxf(widest, ui_text_width(ui, TEXT_BODY, entries[i].label));
    return widest + 1 + 2 * ui_px(ui, sizes->text_inset) + ui_px(ui, sizes->icon) + ui_px(ui, sizes->gap);
}

/// Below the button, or above it where there is more room; inside the window.
static List place(const Ui *ui, Rect button, const UiEntry *entries, int count) {
    const ThemeSizes *sizes = &ui->theme->sizes;
    float inset = ui_px(ui, sizes->gap) / 2, row = ui_px(ui, sizes->control), width = button.w;
    for (int i = 0; i < count; i++)
        width = fmaxf(width, entry_width(ui, &entries[i]) + 2 * ui_px(ui, sizes->text_inset) + 2 * inset);
    float below = ui->height - button.y - button.h - 2 * inset, above = button.y - 2 * inset;
    bool up = below < row * (float)count + 2 * inset && above > below;
    float rows = fminf(fminf((float)count, sizes->menu_rows), floorf(((up ? above : below) - 2 * inset) / row));
    float height = fmaxf(1, rows) * row + 2 * inset;
    Rect rect = {button.x, up ? button.y - inset - height : button.y + button.h + inset, fminf(width, ui->width),
                 height};
    rect.x = fmaxf(0, fminf(rect.x, ui->width - rect.w));
    return (List){entries, count, rect, row};
}

static void open_list(Ui *ui, UiId id, int selected) {
    ui->menu = id;
    ui->menu_entry = selected;
    ui->menu_top = 0;
    ui_focus(ui, id);
    ui->focus_visible = true;
}

static void close_list(Ui *ui) {
    ui->menu = 0;
    ui->press_taken = true;
    ui_uncover(ui, UI_MENUS);
}

static void step_entry(Ui *ui, const List *list, int from, int direction) {
    for (int i = 0, at = from; i < list->count; i++) {
        at = (at + direction + list->count) % list->count;
        if (!list->entries[at].disabled) {
            ui->menu_entry = at;
            return;
        }
    }
}

/// Returns the entry picked with the keyboard, or -1.
static int use_keys(Ui *ui, const List *list, bool picked) {
    while (ui_take(ui, UI_KEY_DOWN, 0))
        step_entry(ui, list, ui->menu_entry, 1);
    while (ui_take(ui, UI_KEY_UP, 0))
        step_entry(ui, list, ui->menu_entry < 0 ? 0 : ui->menu_entry, -1);
    if (ui_take(ui, UI_KEY_HOME, 0))
        step_entry(ui, list, -1, 1);
    if (ui_take(ui, UI_KEY_END, 0))
        step_entry(ui, list, 0, -1);
    picked |= ui_take(ui, UI_KEY_ENTER, 0) || ui_take(ui, ' ', 0);
    bool valid = ui->menu_entry >= 0 && ui->menu_entry < list->count && !list->entries[ui->menu_entry].disabled;
    return picked && valid ? ui->menu_entry : -1;
}

static bool draw_entry(Ui *ui, UiId id, Rect rect, const UiEntry *entry, int index, bool selected) {
    const ThemeSizes *sizes = &ui->theme->sizes;
    bool moved = ui->input->mouse_x != ui->last_x || ui->input->mouse_y != ui->last_y;
    ui_push_disabled(ui, entry->disabled);
    UiArea area = ui_area_part(ui, ui_part(id, index + 1), rect, 0);
    if (area.hovered && moved)
        ui->menu_entry = index;
    if (area.pressed)
        ui_focus(ui, id);
    if (ui->menu_entry == index)
        draw_fill(ui_list(ui), rect, ui_px(ui, sizes->radius), ui_shade(ui, ui->theme->colors.selected));
    Rect inner = rect_inset(rect, ui_px(ui, sizes->text_inset), 0);
    if (entry->hint) {
        float width = fminf(ui_text_width(ui, TEXT_FAINT, entry->hint) + 1, inner.w / 2);
        ui_text(ui, rect_cut_right(&inner, width, 2 * ui_px(ui, sizes->gap)), TEXT_FAINT, UI_RIGHT, entry->hint);
    }
    ui_text(ui, inner, selected ? TEXT_STRONG : TEXT_BODY, UI_LEFT, entry->label);
    ui_pop_disabled(ui);
    return area.clicked;
}

/// Follows the chosen entry and the wheel; the position is in pixels.
static void scroll_list(Ui *ui, UiId id, const List *list, Rect inner, int entry_before) {
    float end = fmaxf(0, list->row * (float)list->count - inner.h), entry = list->row * (float)ui->menu_entry;
    ui->menu_top -= ui_hovering(ui, inner) ? ui_take_wheel(ui, id) * list->row : 0;
    if (ui->menu_entry >= 0 && ui->menu_entry != entry_before) {
        ui->menu_top = fminf(ui->menu_top, entry);
        ui->menu_top = fmaxf(ui->menu_top, entry + list->row - inner.h);
    }
    ui->menu_top = fmaxf(0, fminf(ui->menu_top, end));
}

static int draw_list(Ui *ui, UiId id, const List *list, int selected, int entry_before) {
    int picked = -1;
    UiLayer before = ui->layer;
    float inset = ui_px(ui, ui->theme->sizes.gap) / 2;
    Rect inner = rect_inset(list->rect, inset, inset);
    ui_push_layer(ui, UI_MENUS, list->rect, true);
    ui_popup_card(ui, list->rect);
    scroll_list(ui, id, list, inner, entry_before);
    ui_push_clip(ui, inner);
    for (int i = 0; i < list->count; i++) {
        Rect row = {inner.x, inner.y + list->row * (float)i - ui->menu_top, inner.w, list->row};
        if (draw_entry(ui, id, row, &list->entries[i], i, i == selected))
            picked = i;
    }
    ui_pop_clip(ui);
    ui_pop_layer(ui, before);
    return picked;
}

/// `opened`: in this frame; `clicked`: Enter or Space on the button of the open list.
static int show_list(Ui *ui, UiId id, const List *list, int selected, bool opened, bool clicked) {
    const UiInput *input = ui->input;
    int entry_before = opened ? -1 : ui->menu_entry;
    int picked = use_keys(ui, list, clicked);
    bool beside = !opened && input->pressed && !rect_contains(list->rect, input->mouse_x, input->mouse_y);
    int clicked_entry = draw_list(ui, id, list, selected, entry_before);
    if (clicked_entry >= 0)
        picked = clicked_entry;
    if (picked >= 0 || ui_take(ui, UI_KEY_ESCAPE, 0) || beside || ui->focus != id)
        close_list(ui);
    return picked;
}

static void draw_button(Ui *ui, const UiArea *area, Rect rect, const char *label) {
    const ThemeSizes *sizes = &ui->theme->sizes;
    float radius = ui_px(ui, sizes->radius);
    draw_fill(ui_list(ui), rect, radius, ui_control_color(ui, area));
    draw_frame(ui_list(ui), rect, radius, ui_px(ui, sizes->line), ui_shade(ui, ui->theme->colors.line));
    Rect inner = rect_inset(rect, ui_px(ui, sizes->text_inset), 0);
    ui_icon(ui, rect_cut_right(&inner, ui_px(ui, sizes->icon), ui_px(ui, sizes->gap)), UI_ICON_MENU,
            ui->theme->colors.text);
    ui_text(ui, inner, TEXT_BODY, UI_LEFT, label);
    ui_ring(ui, area, rect);
}

int ui_menu(Ui *ui, const char *name, Rect rect, const char *title, const UiEntry *entries, int count, int selected) {
    UiId id = ui_id(ui, name);
    UiArea area = ui_area_id(ui, id, rect, UI_AREA_FOCUS);
    int picked = -1;
    if (area.hovered)
        ui->cursor = UI_CURSOR_HAND;
    bool open = ui->menu == id;
    if (open && (ui_disabled(ui) || count == 0))
        close_list(ui);
    else if (open || (area.clicked && count > 0)) {
        if (!open)
            open_list(ui, id, selected);
        List list = place(ui, rect, entries, count);
        picked = show_list(ui, id, &list, selected, !open, open && area.clicked);
    }
    const char *label = title ? title : selected >= 0 && selected < count ? entries[selected].label : "";
    draw_button(ui, &area, rect, label);
    ui_speak_of(ui, id, rect);
    return picked;
}
