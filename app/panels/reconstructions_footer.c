// Reconstructions, last row: which images these are, buttons to the others, and the range of the error's colours.
#include "reconstructions_parts.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { BAR = 180, LEAST_BAR = 140 }; // pixels at scale 1

float reconstructions_footer_height(const Panel *panel) {
    return fmaxf(colormap_bar_height(&panel->viz), ui_px(panel->ui, panel->viz.theme->sizes.control));
}

static void draw_steps(Panel *panel, Rect *row) {
    static const UiButton buttons[] = {{.label = "←"}, {.label = "→"}};
    Ui *ui = panel->ui;
    const ReconstructionLook *recon = &panel->look->recon;
    const ChoiceView *view = &panel->views->choice;
    for (int i = 0; i < 2; i++) {
        bool more = i == 0 ? recon->first > 0 : recon->first + recon->wanted < view->total;
        Rect place = rect_cut_left(row, ui_button_width(ui, &buttons[i]), ui_px(ui, panel->viz.theme->sizes.gap / 2));
        Rect button = rect_centre(place, place.w, ui_px(ui, panel->viz.theme->sizes.control));
        ui_push_disabled(ui, !more);
        if (ui_button(ui, i == 0 ? "back" : "forth", button, &buttons[i]))
            reconstructions_move(panel, i == 0 ? -recon->wanted : recon->wanted);
        panel_explain(panel, &EXPLAIN_RECONSTRUCTIONS[RECONSTRUCTIONS_PAGES], NULL);
        ui_tooltip(ui, i == 0 ? "Those before (Page Up)" : "Those after (Page Down)");
        ui_pop_disabled(ui);
    }
    rect_cut_left(row, ui_px(ui, panel->viz.theme->sizes.gap), 0);
}

// "worst first as of step 1 500", "by class".
static void write_order(const ChoiceView *view, char *text, size_t size) {
    static const char *const names[] = {[ORDER_WORST] = "worst first",
                                        [ORDER_BEST] = "best first",
                                        [ORDER_CLASS] = "by class",
                                        [ORDER_INDEX] = "by index"};
    char step[TEXT_GROUPED];
    bool by_error = view->order == ORDER_WORST || view->order == ORDER_BEST;
    if (!by_error)
        snprintf(text, size, "%s", names[view->order]);
    else if (view->scored.run == 0)
        snprintf(text, size, "by index until all errors are known");
    else
        snprintf(text, size, "%s as of step %s", names[view->order], text_grouped((double)view->scored.step, step));
}

// The fullest sentence that has room.
static void draw_which(Panel *panel, Rect row) {
    const ChoiceView *view = &panel->views->choice;
    const LiveData *data = &panel->status->data;
    char first[TEXT_GROUPED], last[TEXT_GROUPED], total[TEXT_GROUPED], order[80];
    char places[104], images[200], brief[300], whole[300];
    bool one = view->label >= 0 && view->label < data->classes;
    if (view->shown.images == 0)
        return;
    text_grouped(view->first + 1, first);
    text_grouped(view->first + view->shown.images, last);
    text_grouped(view->total, total);
    write_order(view, order, sizeof order);
    const char *of = one ? " of class " : "", *name = one ? data->class_name[view->label] : "";
    snprintf(places, sizeof places, "%s–%s of %s", first, last, total);
    snprintf(images, sizeof images, "%s %simages%s%s", places, one ? "" : "test ", of, name);
    snprintf(brief, sizeof brief, "%s%s%s, %s", places, of, name, order);
    snprintf(whole, sizeof whole, "%s, %s", images, order);
    panel_element(panel, "which", row, &EXPLAIN_RECONSTRUCTIONS[RECONSTRUCTIONS_WHICH], whole);
    const char *const text[] = {whole, brief, images, places};
    for (int i = 0; i < 4; i++)
        if (ui_text_width(panel->ui, TEXT_FAINT, text[i]) <= row.w) {
            ui_text(panel->ui, row, TEXT_FAINT, UI_LEFT, text[i]);
            return;
        }
}

static void draw_scale(Panel *panel, Rect *row) {
    static const UiEntry scales[ERROR_SCALES] = {[ERROR_QUARTER] = {.label = "±0.25"},
                                                 [ERROR_HALF] = {.label = "±0.5"},
                                                 [ERROR_WHOLE] = {.label = "±1"},
                                                 [ERROR_AUTOMATIC] = {.label = "auto"}};
    Ui *ui = panel->ui;
    ReconstructionLook *recon = &panel->look->recon;
    const ThemeSizes *sizes = &panel->viz.theme->sizes;
    Rect place = rect_cut_right(row, ui_menu_width(ui, NULL, scales, ERROR_SCALES), ui_px(ui, sizes->gap));
    Rect menu = rect_centre(place, place.w, ui_px(ui, sizes->control));
    int picked = ui_menu(ui, "scale", menu, NULL, scales, ERROR_SCALES, (int)recon->scale);
    char range[40];
    snprintf(range, sizeof range, "−%.3g to %.3g", (double)recon->limit, (double)recon->limit);
    panel_explain(panel, &EXPLAIN_RECONSTRUCTIONS[RECONSTRUCTIONS_SCALE], range);
    ui_tooltip(ui, "The error that has the strongest colour");
    if (picked >= 0)
        recon->scale = (ErrorScale)picked;
    float bar_width = fminf(panel_px(panel, BAR), row->w / 2);
    if (bar_width < panel_px(panel, LEAST_BAR))
        return;
    Rect bar = rect_cut_right(row, bar_width, ui_px(ui, sizes->padding));
    bar = rect_centre(bar, bar.w, colormap_bar_height(&panel->viz));
    colormap_bar(&panel->viz, bar, &panel->look->error_map, -recon->limit, recon->limit, "output − input");
    panel_element(panel, "bar", bar, &EXPLAIN_RECONSTRUCTIONS[RECONSTRUCTIONS_BAR], range);
}

void reconstructions_footer_draw(Panel *panel, Rect row) {
    draw_steps(panel, &row);
    draw_scale(panel, &row);
    draw_which(panel, row);
}
