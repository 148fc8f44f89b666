// Feature bench: how well classes can be told by codes, beside principal components and pixels. Computed when the user
// asks for it. On the interface's thread.
#include "analysis_parts.h"

#include "class_mark.h"
#include "view.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

static const char *const METHODS[FEATURE_METHODS] = {"linear probe", "1 nearest", "5 nearest", "10 nearest"};

static const FeaturesResult *result_of(const Panel *panel) {
    const FeaturesView *view = &panel->views->features;
    return panel_is_current(panel, &view->tag) ? &view->result : NULL;
}

static int components_of(const Panel *panel) {
    int components = panel_pca_components(panel);
    return components > 1 ? components : 1;
}

// What is done now, or can be.
static void draw_button(Panel *panel, Rect *rest) {
    Ui *ui = panel->ui;
    const ThemeSizes *sizes = &panel->viz.theme->sizes;
    const FeaturesView *view = &panel->views->features;
    FeaturesLook *look = &panel->look->analysis.features;
    UiButton button = {.label = result_of(panel) ? "Compute again" : "Compute", .kind = UI_PRIMARY};
    char text[64];
    Rect row = rect_cut_top(rest, ui_px(ui, sizes->control), ui_px(ui, sizes->gap));
    if (view->state == FEATURES_RUNNING) {
        snprintf(text, sizeof text, view->percent > 0 ? "Being computed: %d %%" : "Waits for its turn", view->percent);
        ui_text(ui, row, TEXT_BODY, UI_LEFT, text);
        panel_element(panel, "running", row, &EXPLAIN_ANALYSIS[ANALYSIS_FEATURES_RUNNING], text);
        return;
    }
    if (ui_button(ui, "compute", rect_cut_left(&row, fminf(ui_button_width(ui, &button), row.w), ui_px(ui, sizes->gap)),
                  &button)) {
        look->order++;
        look->components = components_of(panel);
    }
    panel_explain(panel, &EXPLAIN_ANALYSIS[ANALYSIS_COMPUTE], NULL);
    if (view->state == FEATURES_FAILED)
        panel_problem(panel, row, view->problem);
}

static void say_space(const FeaturesResult *result, FeatureSpace space, char *text, size_t size) {
    static const char *const names[FEATURE_SPACES] = {"code", "PCA", "pixels"};
    snprintf(text, size, "%s %d", names[space], result->size[space]);
}

// One figure: a bar as long as the accuracy, with the number on it. A click shows its confusion matrix.
static void draw_cell(Panel *panel, Rect cell, const FeaturesResult *result, FeatureSpace space, FeatureMethod method) {
    Ui *ui = panel->ui;
    const ThemeColors *colors = &panel->viz.theme->colors;
    FeaturesLook *look = &panel->look->analysis.features;
    char text[32], value[128], name[32];
    float radius = ui_px(ui, panel->viz.theme->sizes.radius), line = ui_px(ui, panel->viz.theme->sizes.accent);
    ui_push_number(ui, space * FEATURE_METHODS + method);
    UiArea area = ui_area(ui, "cell", cell, UI_AREA_FOCUS);
    say_space(result, space, name, sizeof name);
    snprintf(text, sizeof text, result->ready[space] ? "%.1f %%" : "–", 100 * result->accuracy[space][method]);
    snprintf(value, sizeof value, "%s on %s: %s of %d test images", METHODS[method], name, text, result->test);
    panel_explain(panel, &EXPLAIN_ANALYSIS[ANALYSIS_ACCURACY], value);
    if (area.clicked) {
        look->space = space;
        look->method = method;
    }
    bool chosen = look->space == space && look->method == method;
    draw_fill(ui_list(ui), cell, radius,
              chosen         ? colors->selected
              : area.hovered ? colors->control_hover
                             : colors->control);
    Rect bar = rect_cut_bottom(&cell, line, 0);
    bar.w = roundf(bar.w * (float)result->accuracy[space][method]);
    draw_fill(ui_list(ui), bar, 0, space == FEATURE_CODE ? colors->code : colors->curves[3]);
    ui_text(ui, cell, chosen ? TEXT_DIGITS : TEXT_FAINT_DIGITS, UI_CENTRE, text);
    ui_ring(ui, &area, cell);
    ui_pop_id(ui);
    if (area.hovered)
        ui_hint(ui, value);
}

static float table_label(const Panel *panel) {
    float widest = 0;
    for (int m = 0; m < FEATURE_METHODS; m++)
        widest = fmaxf(widest, ui_text_width(panel->ui, TEXT_BODY, METHODS[m]) + 1);
    return widest;
}

static void draw_table(Panel *panel, Rect *rest, const FeaturesResult *result) {
    Ui *ui = panel->ui;
    const ThemeSizes *sizes = &panel->viz.theme->sizes;
    float gap = ui_px(ui, sizes->gap) / 2, label = table_label(panel), row = ui_px(ui, sizes->control);
    Rect head = rect_cut_top(rest, ui_px(ui, sizes->row), 0);
    rect_cut_left(&head, label, 2 * gap);
    for (int s = 0; s < FEATURE_SPACES; s++) {
        char name[32];
        say_space(result, (FeatureSpace)s, name, sizeof name);
        Rect place = rect_column(head, s, FEATURE_SPACES, gap);
        static const char *const brief[FEATURE_SPACES] = {"code", "PCA", "pixels"};
        ui_text(ui, place, TEXT_FAINT, UI_CENTRE, panel_either(panel, TEXT_FAINT, place.w, name, brief[s]));
    }
    for (int m = 0; m < FEATURE_METHODS; m++) {
        Rect line = rect_cut_top(rest, row, gap);
        ui_text(ui, rect_cut_left(&line, label, 2 * gap), TEXT_BODY, UI_LEFT, METHODS[m]);
        for (int s = 0; s < FEATURE_SPACES; s++)
            draw_cell(panel, rect_column(line, s, FEATURE_SPACES, gap), result, (FeatureSpace)s, (FeatureMethod)m);
    }
}

static const int *confusion_of(const Panel *panel, const FeaturesResult *result) {
    const FeaturesLook *look = &panel->look->analysis.features;
    return panel->views->features.confusion.ints +
           (size_t)(look->space * FEATURE_METHODS + look->method) * (size_t)result->classes * (size_t)result->classes;
}

// Shares of each class's images. A class without any has a row of zeros.
static bool fill_shares(Panel *panel, const FeaturesResult *result) {
    FeaturesLook *look = &panel->look->analysis.features;
    size_t classes = (size_t)result->classes;
    uint64_t stamp = panel->views->features.version * 64 + (uint64_t)(look->space * FEATURE_METHODS + look->method) + 1;
    if (look->classes < result->classes) {
        free(look->shares);
        look->shares = malloc(classes * classes * sizeof *look->shares);
        look->classes = look->shares ? result->classes : 0;
        look->filled = 0;
    }
    if (look->classes < result->classes || look->filled == stamp)
        return look->classes >= result->classes;
    const int *counts = confusion_of(panel, result);
    for (size_t c = 0; c < classes; c++) {
        int all = 0;
        for (size_t i = 0; i < classes; i++)
            all += counts[c * classes + i];
        for (size_t i = 0; i < classes; i++)
            look->shares[c * classes + i] = all > 0 ? 100 * (float)counts[c * classes + i] / (float)all : 0;
    }
    look->filled = stamp;
    return true;
}

// "Shirt taken for Coat: 93 of 1 000 (9.3 %)"
static void say_confusion(const Panel *panel, const FeaturesResult *result, int row, int column, char *text,
                          size_t size) {
    const LiveData *data = &panel->status->data;
    const int *counts = confusion_of(panel, result);
    int all = 0;
    for (int i = 0; i < result->classes; i++)
        all += counts[row * result->classes + i];
    int count = counts[row * result->classes + column];
    snprintf(text, size, "%s %s %s: %d of %d (%.1f %%)", data->class_name[row], row == column ? "told as" : "taken for",
             data->class_name[column], count, all, all > 0 ? 100.0 * count / all : 0);
}

static void draw_confusion(Panel *panel, Rect rect, const FeaturesResult *result) {
    Ui *ui = panel->ui;
    FeaturesLook *look = &panel->look->analysis.features;
    const ThemeSizes *sizes = &panel->viz.theme->sizes;
    uint8_t row_class[LIVE_CLASSES];
    char title[96], name[32], text[160] = "";
    say_space(result, look->space, name, sizeof name);
    snprintf(title, sizeof title, "%s, %s: class by row, answer by column", METHODS[look->method], name);
    Rect row = rect_cut_top(&rect, ui_px(ui, sizes->row), ui_px(ui, sizes->gap) / 2);
    ui_text(ui, row, TEXT_BODY, UI_LEFT,
            panel_either(panel, TEXT_BODY, row.w, title,
                         panel_either(panel, TEXT_BODY, row.w, "Class by row, answer by column", "")));
    if (result->classes > panel->status->data.classes || !result->ready[look->space] || !fill_shares(panel, result)) {
        viz_note(&panel->viz, rect, "Not computed: more values than the probe takes.");
        return;
    }
    for (int c = 0; c < result->classes; c++)
        row_class[c] = (uint8_t)c;
    HeatMapDesc desc = {.rows = result->classes,
                        .columns = result->classes,
                        .values = look->shares,
                        .map = &panel->look->heat_map,
                        .low = 0,
                        .high = 100,
                        .unit = "% of the class",
                        .row_name = "class",
                        .column_name = "answer",
                        .row_class = row_class,
                        .selected_row = -1,
                        .selected_column = -1,
                        .stamp = look->filled};
    heat_map_draw(&look->heat, &panel->viz, rect, &desc);
    if (look->heat.hover_row >= 0 && look->heat.hover_column >= 0)
        say_confusion(panel, result, look->heat.hover_row, look->heat.hover_column, text, sizeof text);
    UiArea area = ui_area(ui, "confusion", rect, 0);
    panel_explain(panel, &EXPLAIN_ANALYSIS[ANALYSIS_CONFUSION], text);
    if (area.hovered && text[0])
        ui_hint(ui, text);
}

static void say_result(const Panel *panel, const FeaturesResult *result, char full[ANALYSIS_PROGRESS],
                       char brief[ANALYSIS_PROGRESS]) {
    char train[TEXT_GROUPED], test[TEXT_GROUPED], step[TEXT_GROUPED];
    text_grouped(result->train, train);
    text_grouped(result->test, test);
    text_grouped((double)panel->views->features.tag.step, step);
    snprintf(full, ANALYSIS_PROGRESS, "Of step %s: fitted on %s training images, asked about %s test images", step,
             train, test);
    snprintf(brief, ANALYSIS_PROGRESS, "Of step %s", step);
}

static void draw(Panel *panel, Rect rect) {
    const FeaturesResult *result = result_of(panel);
    const ThemeSizes *sizes = &panel->viz.theme->sizes;
    char full[ANALYSIS_PROGRESS], brief[ANALYSIS_PROGRESS];
    if (panel->status->run == 0 || panel->status->data.classes < 2) {
        viz_note(&panel->viz, rect,
                 panel->status->run == 0
                     ? "There are no codes yet."
                     : "These images have no labels, so there is no class to tell. Choose data with labels above.");
        return;
    }
    draw_button(panel, &rect);
    if (!result) {
        viz_note(&panel->viz, rect,
                 "How well can the classes be told by the code? Compute fits a linear probe on codes of training "
                 "images and asks their nearest neighbours; some seconds.");
        return;
    }
    say_result(panel, result, full, brief);
    analysis_footer(panel, &rect, &EXPLAIN_ANALYSIS[ANALYSIS_FEATURES_RESULT], full, brief);
    float height = ui_px(panel->ui, sizes->row) +
                   FEATURE_METHODS * (ui_px(panel->ui, sizes->control) + ui_px(panel->ui, sizes->gap));
    if (analysis_is_wide(panel, rect.w)) {
        Rect right = analysis_divide(panel, &rect);
        draw_table(panel, &rect, result);
        draw_confusion(panel, right, result);
    } else {
        Rect table = rect_cut_top(&rect, height, 0);
        draw_table(panel, &table, result);
        draw_confusion(panel, rect, result);
    }
}

static void ask(const Look *look, ViewRequest *request) {
    request->features.order = look->analysis.features.order;
    request->features.components = look->analysis.features.components;
}

static bool settled(const Panel *panel, const ViewRequest *request, uint64_t step) {
    (void)step;
    return request->features.order == 0 || panel->views->features.state != FEATURES_RUNNING;
}

const AnalysisBench analysis_features = {
    .name = "features",
    .label = "Features",
    .about = "How well the classes can be told by the code, though the network has never seen a label: by a linear "
             "probe and by nearest neighbours, beside as many principal components and the pixels themselves.",
    .draw = draw,
    .ask = ask,
    .settled = settled};
