// Below the editor's layers: what the network comes to, what applying it means, and the buttons.
#include "panels.h"

#include <stdio.h>

static void describe(const Panel *panel, char *text, size_t capacity) {
    const DraftCheck *check = &panel->look->editor.check;
    const LiveModel *model = &panel->status->model;
    char number[TEXT_GROUPED];
    int size = model->channels * model->height * model->width;
    text_grouped((double)check->parameters, number);
    if (check->at >= 0)
        snprintf(text, capacity, "A mistake is left in layer %d. Without it the network can be applied and saved.",
                 check->at + 1);
    else if (!check->ok)
        snprintf(text, capacity, "A mistake is left. Without it the network can be applied and saved.");
    else if (check->units < size)
        snprintf(text, capacity, "%s parameters · a code of %d, %.1f× smaller than the image", number, check->units,
                 (double)size / check->units);
    else
        snprintf(text, capacity, "%s parameters · a code of %d, not smaller than the image", number, check->units);
}

static void say_consequence(const Panel *panel, char *text, size_t capacity) {
    if (editor_replaces(panel))
        snprintf(text, capacity, "Applied, it takes the place of your earlier network and starts from new weights.");
    else
        snprintf(text, capacity, "Applied, it gets a tab of its own and starts from new weights. %s stays as it is.",
                 panel->status->model.title);
}

static bool cut_button(Panel *panel, Rect *row, const char *name, const UiButton *button, EditorElement element,
                       const char *tip) {
    Ui *ui = panel->ui;
    Rect place = rect_cut_right(row, ui_button_width(ui, button), ui_px(ui, panel->viz.theme->sizes.gap));
    bool pressed = ui_button(ui, name, place, button);
    panel_explain(panel, &EXPLAIN_EDITOR[element], NULL);
    ui_tooltip(ui, tip);
    return pressed;
}

static void draw_buttons(Panel *panel, Rect row) {
    static const UiButton save = {.label = "Save as…"}, cancel = {.label = "Cancel"};
    Ui *ui = panel->ui;
    float others =
        ui_button_width(ui, &save) + ui_button_width(ui, &cancel) + 2 * ui_px(ui, panel->viz.theme->sizes.gap);
    UiButton apply = {.label = "Apply – starts from new weights", .kind = UI_PRIMARY};
    if (ui_button_width(ui, &apply) + others > row.w)
        apply.label = "Apply";
    bool ok = panel->look->editor.check.ok;
    ui_push_disabled(ui, !ok);
    if (cut_button(panel, &row, "apply", &apply, EDITOR_APPLY, "Train this network from new weights (Ctrl+Enter)"))
        editor_apply(panel);
    if (cut_button(panel, &row, "save", &save, EDITOR_SAVE_AS, "Write it as a model file"))
        editor_save(panel);
    ui_pop_disabled(ui);
    if (cut_button(panel, &row, "cancel", &cancel, EDITOR_CANCEL, "Forget the changes (Esc)"))
        editor_cancel(panel);
}

// What it comes to, and while nothing is wrong what applying it means.
static void write_summary(const Panel *panel, char figures[192], char consequence[256]) {
    describe(panel, figures, 192);
    consequence[0] = 0;
    if (panel->look->editor.check.ok)
        say_consequence(panel, consequence, 256);
}

static void draw_summary(Panel *panel, Rect *rest) {
    Ui *ui = panel->ui;
    char figures[192], consequence[256];
    Rect place = *rest;
    write_summary(panel, figures, consequence);
    rect_cut_top(rest, ui_paragraph(ui, *rest, TEXT_BODY, figures), 0);
    if (consequence[0])
        rect_cut_top(rest, ui_paragraph(ui, *rest, TEXT_FAINT, consequence), 0);
    place.h = rest->y - place.y;
    panel_element(panel, "summary", place, &EXPLAIN_EDITOR[EDITOR_SUMMARY], figures);
}

void editor_summary(Panel *panel, Rect *rest) {
    rect_cut_top(rest, ui_px(panel->ui, panel->viz.theme->sizes.gap), 0);
    draw_summary(panel, rest);
}

float editor_footer_height(const Panel *panel, float width, bool summary) {
    const Ui *ui = panel->ui;
    const ThemeSizes *sizes = &panel->viz.theme->sizes;
    char figures[192], consequence[256];
    float gap = ui_px(ui, sizes->gap), height = ui_px(ui, sizes->line) + gap + ui_px(ui, sizes->control);
    if (!summary)
        return height;
    write_summary(panel, figures, consequence);
    return height + gap + ui_paragraph_height(ui, width, TEXT_BODY, figures) +
           (consequence[0] ? ui_paragraph_height(ui, width, TEXT_FAINT, consequence) : 0);
}

void editor_footer(Panel *panel, Rect rect, bool summary) {
    Ui *ui = panel->ui;
    const ThemeSizes *sizes = &panel->viz.theme->sizes;
    float gap = ui_px(ui, sizes->gap);
    draw_fill(ui_list(ui), rect_cut_top(&rect, ui_px(ui, sizes->line), gap), 0, panel->viz.theme->colors.line);
    Rect buttons = rect_cut_bottom(&rect, ui_px(ui, sizes->control), gap);
    if (summary)
        draw_summary(panel, &rect);
    draw_buttons(panel, buttons);
}
