// Feature bench: how well classes can be told by codes, beside principal components and pixels. Computed when the user
// asks for it. On the interface's thread.
#include "analysis_parts.h"

#include "view.h"

#include <math.h>
#include <stdio.h>

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

// One figure: a bar as long as the accuracy, with the number on it. A click shows its confusion matrix.
static void draw_cell(Panel *panel, Rect cell, const FeaturesResult *result, FeatureSpace space, FeatureMethod method) {
    Ui *ui = panel->ui;
    const ThemeColors *colors = &panel->viz.theme->colors;
    FeaturesLook *look = &panel->look->analysis.features;
    char text[32], value[128], name[32];
    float radius = ui_px(ui, panel->viz.theme->sizes.radius), line = ui_px(ui, panel->viz.theme->sizes.accent);
    ui_push_number(ui, space * FEATURE_METHODS + method);
    UiArea area = ui_area(ui, "cell", cell, UI_AREA_FOCUS);
    analysis_say_space(result, space, name, sizeof name);
    snprintf(text, sizeof text, result->ready[space] ? "%.1f %%" : "–", 100 * result->accuracy[space][method]);
    snprintf(value, sizeof value, "%s on %s: %s of %d test images", ANALYSIS_METHODS[method], name, text, result->test);
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
    draw_fill(ui_list(ui), bar, 0, space == FEATURE_CODE ? colors->code : colors->faint);
    ui_text(ui, cell, chosen ? TEXT_DIGITS : TEXT_FAINT_DIGITS, UI_CENTRE, text);
    ui_ring(ui, &area, cell);
    ui_pop_id(ui);
    if (area.hovered)
        ui_hint(ui, value);
}

static float table_label(const Panel *panel) {
    float widest = 0;
    for (int m = 0; m < FEATURE_METHODS; m++)
        widest = fmaxf(widest, ui_text_width(panel->ui, TEXT_BODY, ANALYSIS_METHODS[m]) + 1);
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
        analysis_say_space(result, (FeatureSpace)s, name, sizeof name);
        Rect place = rect_column(head, s, FEATURE_SPACES, gap);
        static const char *const brief[FEATURE_SPACES] = {"code", "PCA", "pixels"};
        ui_text(ui, place, TEXT_FAINT, UI_CENTRE, panel_either(panel, TEXT_FAINT, place.w, name, brief[s]));
    }
    for (int m = 0; m < FEATURE_METHODS; m++) {
        Rect line = rect_cut_top(rest, row, gap);
        ui_text(ui, rect_cut_left(&line, label, 2 * gap), TEXT_BODY, UI_LEFT, ANALYSIS_METHODS[m]);
        for (int s = 0; s < FEATURE_SPACES; s++)
            draw_cell(panel, rect_column(line, s, FEATURE_SPACES, gap), result, (FeatureSpace)s, (FeatureMethod)m);
    }
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
        Rect right = analysis_divide(panel, &rect, 0);
        draw_table(panel, &rect, result);
        analysis_recall_draw(panel, rect, result);
        analysis_confusion_draw(panel, right, result);
    } else {
        Rect table = rect_cut_top(&rect, height, 0);
        draw_table(panel, &table, result);
        analysis_confusion_draw(panel, rect, result);
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
