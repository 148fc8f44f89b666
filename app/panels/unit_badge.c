// What says in every view that units are changed, and how to take that back. On the interface's thread.
#include "unit_parts.h"
#include "view.h"

#include <stdio.h>

static void say(const Panel *panel, char *text, size_t size) {
    int count = panel->look->interventions.count;
    snprintf(text, size, "%d unit%s changed · Esc", count, count == 1 ? "" : "s");
}

void unit_badge_draw(Panel *panel, Rect *rest) {
    Ui *ui = panel->ui;
    const Theme *theme = panel->viz.theme;
    static const UiButton back = {.label = "Take back"};
    char brief[48], full[128];
    if (panel->look->interventions.count == 0)
        return;
    float height = ui_px(ui, theme->sizes.control), gap = ui_px(ui, theme->sizes.gap);
    Rect row = rect_cut_bottom(rest, height, gap);
    say(panel, brief, sizeof brief);
    bool plain = VIEWS[panel->look->view]->plain && !panel->look->editor.shown;
    snprintf(full, sizeof full, "%s takes that back. %s", brief,
             plain ? "What is measured here is without it." : "Training is not touched.");
    ui_push_id(ui, "badge");
    draw_fill(ui_list(ui), row, ui_px(ui, theme->sizes.radius), theme->colors.selected);
    Rect button = rect_cut_right(&row, ui_button_width(ui, &back), gap);
    if (ui_button(ui, "take back", button, &back))
        panel->look->interventions.count = 0;
    panel_explain(panel, &EXPLAIN_UNIT[UNIT_TAKE_ALL_BACK], brief);
    ui_tooltip(ui, "All units speak for themselves again (Esc)");
    row = rect_inset(row, ui_px(ui, theme->sizes.text_inset), 0);
    ui_text(ui, row, TEXT_STRONG, UI_LEFT, panel_either(panel, TEXT_STRONG, row.w, full, brief));
    panel_element(panel, "words", row, &EXPLAIN_UNIT[UNIT_BADGE], brief);
    ui_pop_id(ui);
}

void unit_badge_brief(Panel *panel, Rect *row) {
    Ui *ui = panel->ui;
    char text[48];
    if (panel->look->interventions.count == 0)
        return;
    say(panel, text, sizeof text);
    float width = ui_text_width(ui, TEXT_STRONG, text) + 1;
    if (2 * width > row->w)
        return;
    Rect place = rect_cut_right(row, width, ui_px(ui, panel->viz.theme->sizes.section));
    ui_text(ui, place, TEXT_STRONG, UI_RIGHT, text);
    panel_element(panel, "changed units", place, &EXPLAIN_UNIT[UNIT_BADGE], text);
}

void unit_badge_mse(const Panel *panel, char *text, size_t size) {
    const QualityView *view = &panel->views->quality;
    char done[TEXT_GROUPED], all[TEXT_GROUPED];
    bool current = panel_is_current(panel, &view->tag);
    text_grouped(view->changed_scored, done);
    text_grouped(view->images, all);
    if (!current)
        snprintf(text, size, "–");
    else if (panel->look->interventions.count == 0)
        snprintf(text, size, "%.5f", view->quality.mse);
    else if (view->has_changed)
        snprintf(text, size, "%.5f → %.5f", view->quality.mse, view->changed.mse);
    else
        snprintf(text, size, "%s of %s", done, all);
}
