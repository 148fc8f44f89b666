// One of a few: a row of buttons, or tabs. The row is one stop of the Tab key, arrows move inside.
#include "ui_inside.h"
#include "widgets.h"

/// Claims the row and one part; true where this part was clicked.
static UiArea part_area(Ui *ui, UiId id, int index, Rect rect) {
    UiArea area = ui_area_part(ui, ui_part(id, index), rect, 0);
    if (area.hovered)
        ui->cursor = UI_CURSOR_HAND;
    if (area.pressed)
        ui_focus(ui, id);
    return area;
}

float ui_choice_width(const Ui *ui, const char *const *labels, int count) {
    float widest = 0;
    for (int i = 0; i < count; i++) {
        float width = ui_text_width(ui, TEXT_BODY, labels[i]);
        widest = width > widest ? width : widest;
    }
    return (float)count * (widest + 2 * ui_px(ui, ui->theme->sizes.text_inset)) + 2 * ui_px(ui, ui->theme->sizes.ring);
}

bool ui_choice(Ui *ui, const char *name, Rect rect, const char *const *labels, int count, int *chosen) {
    const ThemeColors *colors = &ui->theme->colors;
    float radius = ui_px(ui, ui->theme->sizes.radius), inset = ui_px(ui, ui->theme->sizes.ring);
    UiId id = ui_id(ui, name);
    int before = *chosen;
    ui_claim(ui, id);
    if (ui_stop(ui, id, rect))
        ui_choose_with_keys(ui, id, count, chosen);
    draw_fill(ui_list(ui), rect, radius, ui_shade(ui, colors->control));
    for (int i = 0; i < count; i++) {
        Rect part = rect_column(rect_inset(rect, inset, inset), i, count, 0);
        UiArea area = part_area(ui, id, i, part);
        if (area.clicked)
            *chosen = i;
        if (i == *chosen || area.hovered)
            draw_fill(ui_list(ui), part, radius - inset / 2,
                      ui_shade(ui, i == *chosen ? colors->selected : colors->control_hover));
        ui_text_colored(ui, rect_inset(part, inset, 0), TEXT_BODY, UI_CENTRE,
                        i == *chosen ? colors->text : colors->faint, labels[i]);
        if (i == *chosen)
            ui_draw_ring(ui, id, part);
    }
    ui_speak_of(ui, id, rect);
    return *chosen != before;
}

static float hint_width(const Ui *ui, const UiTab *tab) {
    return tab->hint ? ui_text_width(ui, TEXT_FAINT_DIGITS, tab->hint) + ui_px(ui, ui->theme->sizes.gap) : 0;
}

static float tab_width(const Ui *ui, UiTabsKind kind, const UiTab *tab) {
    float inset =
        ui_px(ui, ui->theme->sizes.text_inset) + (kind == UI_TABS_BOXED ? ui_px(ui, ui->theme->sizes.ring) : 0);
    return ui_text_width(ui, TEXT_BODY, tab->label) + 1 + hint_width(ui, tab) + 2 * inset;
}

float ui_tabs_width(const Ui *ui, UiTabsKind kind, const UiTab *tabs, int count) {
    float width = 0;
    for (int i = 0; i < count; i++)
        width += tab_width(ui, kind, &tabs[i]);
    return width;
}

static void draw_tab_ground(Ui *ui, Rect rect, UiTabsKind kind, bool chosen, bool hovered) {
    const ThemeColors *colors = &ui->theme->colors;
    float radius = ui_px(ui, ui->theme->sizes.radius), mark = ui_px(ui, ui->theme->sizes.mark);
    if (kind == UI_TABS_BOXED && (chosen || hovered))
        draw_fill(ui_list(ui), rect, radius, ui_shade(ui, chosen ? colors->selected : colors->control));
    if (chosen) {
        float inset = kind == UI_TABS_BOXED ? radius : 0;
        Rect line = {rect.x + inset, rect.y + rect.h - mark, rect.w - 2 * inset, mark};
        draw_fill(ui_list(ui), line, 0, ui_shade(ui, colors->strong));
    }
}

static bool draw_tab(Ui *ui, UiId id, int index, Rect rect, UiTabsKind kind, const UiTab *tab, bool chosen) {
    const ThemeColors *colors = &ui->theme->colors;
    UiArea area = part_area(ui, id, index, rect);
    draw_tab_ground(ui, rect, kind, chosen, area.hovered);
    Rect inner = rect_inset(rect, ui_px(ui, ui->theme->sizes.text_inset), 0);
    if (tab->hint)
        ui_text(ui, rect_cut_left(&inner, hint_width(ui, tab), 0), TEXT_FAINT_DIGITS, UI_LEFT, tab->hint);
    ui_text_colored(ui, inner, TEXT_BODY, UI_CENTRE, chosen || area.hovered ? colors->text : colors->faint, tab->label);
    if (chosen)
        ui_draw_ring(ui, id, rect);
    return area.clicked;
}

bool ui_tabs(Ui *ui, const char *name, Rect rect, UiTabsKind kind, const UiTab *tabs, int count, int *chosen) {
    UiId id = ui_id(ui, name);
    int before = *chosen;
    ui_claim(ui, id);
    if (ui_stop(ui, id, rect))
        ui_choose_with_keys(ui, id, count, chosen);
    float wanted = ui_tabs_width(ui, kind, tabs, count);
    float share = wanted > rect.w ? rect.w / wanted : 1; // too narrow: all give way alike
    Rect rest = rect;
    int shown = *chosen;
    for (int i = 0; i < count; i++) {
        Rect tab = rect_cut_left(&rest, tab_width(ui, kind, &tabs[i]) * share, 0);
        if (draw_tab(ui, id, i, tab, kind, &tabs[i], i == shown))
            *chosen = i;
    }
    ui_speak_of(ui, id, rect);
    return *chosen != before;
}
