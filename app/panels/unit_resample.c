// Buttons that let dead units start again. On the interface's thread.
#include "unit_parts.h"

#include <stdio.h>

// Dead units that the test images tell of, of the run on screen.
static int dead_units(const Panel *panel) {
    const QualityView *view = &panel->views->quality;
    bool current = panel_is_current(panel, &view->tag);
    return current ? view->code.dead : 0;
}

static void button(Panel *panel, Rect *rest, const char *name, const char *label, int unit, UnitElement element) {
    Ui *ui = panel->ui;
    const ThemeSizes *sizes = &panel->viz.theme->sizes;
    Rect row = rect_cut_top(rest, ui_px(ui, sizes->control), ui_px(ui, sizes->gap));
    ui_push_disabled(ui, panel->look->past); // it is done to the run as it is now
    if (ui_button(ui, name, row, &(UiButton){.label = label}))
        panel_send(panel, COMMAND_RESAMPLE, 0, unit, NULL);
    panel_explain(panel, &EXPLAIN_UNIT[element], panel->look->past ? "not while you look back" : NULL);
    ui_pop_disabled(ui);
}

void unit_resample_draw(Panel *panel, Rect *rest) {
    button(panel, rest, "resample", "Resample", panel->look->card.unit, UNIT_RESAMPLE);
    if (dead_units(panel) > 1)
        unit_resample_all_draw(panel, rest);
}

void unit_resample_all_draw(Panel *panel, Rect *rest) {
    char label[64];
    int dead = dead_units(panel);
    if (dead == 0)
        return;
    snprintf(label, sizeof label, dead == 1 ? "Resample %d dead unit" : "Resample all %d dead units", dead);
    button(panel, rest, "resample all", label, -1, UNIT_RESAMPLE_ALL);
}
