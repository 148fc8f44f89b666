// The right side: how training goes. Loss curves, quality on the test images with PCA beside it, the code, four
// examples.
#include "unit_parts.h"

#include <math.h>
#include <stdio.h>

typedef struct Curves {
    float x[LIVE_CURVE], train[LIVE_CURVE], penalty[LIVE_CURVE];
    float test_x[VIEW_CURVE], test[VIEW_CURVE], test_penalty[VIEW_CURVE];
} Curves;

static void gather(const Panel *panel, Curves *curves) {
    const LiveStatus *status = panel->status;
    const QualityView *quality = &panel->views->quality;
    for (int i = 0; i < status->points; i++) {
        curves->x[i] = (float)status->curve[i].step;
        curves->train[i] = (float)status->curve[i].reconstruction;
        curves->penalty[i] = (float)status->curve[i].penalty;
    }
    for (int i = 0; i < quality->points; i++) {
        curves->test_x[i] = (float)quality->curve[i].step;
        curves->test[i] = (float)quality->curve[i].reconstruction;
        curves->test_penalty[i] = (float)quality->curve[i].penalty;
    }
}

static bool is_penalised(const LiveSettings *settings) {
    return settings->l1 > 0 || settings->kl > 0 || settings->beta > 0;
}

/// What was done to the run, in words for the plot.
typedef struct Marks {
    LinePlotMark mark[LIVE_MARKS];
    char text[LIVE_MARKS][64];
} Marks;

static void name_marks(const LiveStatus *status, Marks *marks) {
    for (int i = 0; i < status->marks; i++) {
        const LiveMark *mark = &status->mark[i];
        char step[TEXT_GROUPED];
        text_grouped((double)mark->step, step);
        snprintf(marks->text[i], sizeof marks->text[i], "%d unit%s resampled at step %s", mark->units,
                 mark->units == 1 ? "" : "s", step);
        marks->mark[i] = (LinePlotMark){.x = (double)mark->step, .text = marks->text[i]};
    }
}

static void explain_loss(Panel *panel, Rect plot, const char *unit, const char *mark) {
    const LiveStatus *status = panel->status;
    char text[160];
    snprintf(text, sizeof text, "%.2f + %.2f = %.2f %s, step %llu", status->reconstruction, status->penalty,
             status->loss, unit, (unsigned long long)status->step);
    panel_element(panel, "loss", plot, &EXPLAIN_PROGRESS[PROGRESS_LOSS], mark ? mark : status->step > 0 ? text : NULL);
    if (mark && panel->viz.mouse)
        ui_hint(panel->ui, mark);
}

static void draw_loss(Panel *panel, Rect *rest) {
    Ui *ui = panel->ui;
    const Theme *theme = panel->viz.theme;
    const LiveStatus *status = panel->status;
    const Rgba *colors = theme->colors.curves;
    Curves curves;
    Marks marks;
    gather(panel, &curves);
    name_marks(status, &marks);
    bool ours = panel_is_current(panel, &panel->views->quality.tag);
    bool penalised = is_penalised(&status->settings);
    int tested = ours ? panel->views->quality.points : 0;
    LineSeries series[4] = {
        {.name = "train", .x = curves.x, .y = curves.train, .count = status->points, .color = colors[0]},
        {.name = "test",
         .x = curves.test_x,
         .y = curves.test,
         .count = tested,
         .color = colors[1],
         .dash = LINE_DASHED},
        {.name = "penalty",
         .x = curves.x,
         .y = curves.penalty,
         .count = status->points,
         .color = colors[2],
         .dash = LINE_DOTTED},
        {.name = "test penalty",
         .x = curves.test_x,
         .y = curves.test_penalty,
         .count = tested,
         .color = colors[2],
         .dash = LINE_DASHED}};
    LinePlotDesc desc = {.series = series,
                         .count = penalised ? 4 : 2,
                         .x_unit = "steps",
                         .y_unit = status->model.bce ? "nats per image" : "squared error per image",
                         .logarithmic = panel->look->log_loss,
                         .marks = marks.mark,
                         .mark_count = status->marks,
                         .mark_x = panel->look->past ? (double)panel->look->moment_step : 0,
                         .empty = "The curve begins with the first step."};
    panel_section(panel, rest, "LOSS");
    float height = panel_px(panel, penalised ? 216 : 176); // the penalties take two more lines of the legend
    Rect plot = rect_cut_top(rest, height, ui_px(ui, theme->sizes.gap));
    LinePlotHover hover = line_plot_draw(&panel->viz, plot, &desc);
    explain_loss(panel, plot, desc.y_unit, hover.mark >= 0 ? marks.text[hover.mark] : NULL);
    ui_toggle(ui, "log", rect_cut_top(rest, ui_px(ui, theme->sizes.row), 0), "Log scale", &panel->look->log_loss);
    panel_explain(panel, &EXPLAIN_PROGRESS[PROGRESS_LOG], panel->look->log_loss ? "on" : "off");
}

static bool is_current(const Panel *panel) {
    const ViewTag *tag = &panel->views->quality.tag;
    return panel_is_current(panel, tag);
}

int panel_pca_components(const Panel *panel) {
    int components = panel->status->model.units;
    if (panel->status->model.sparse && is_current(panel))
        components = (int)(panel->views->quality.quality.l0 + 0.5);
    return components < 1 ? 1 : components;
}

static void draw_pca(Panel *panel, Rect *rest) {
    const LiveStatus *status = panel->status;
    const LiveData *data = &status->data;
    int pixels = status->model.channels * status->model.height * status->model.width,
        components = panel_pca_components(panel);
    char label[64], number[32];
    snprintf(label, sizeof label, "MSE of PCA-%d", components);
    if (components >= pixels)
        snprintf(number, sizeof number, "exact");
    else if (components <= data->pca)
        snprintf(number, sizeof number, "%.5f", data->pca_mse[components]);
    else
        snprintf(number, sizeof number, "%s", data->pca > 0 ? "–" : "…"); // beyond what was computed, or not yet
    panel_figure(panel, rest, label, number, false);
    panel_explain(panel, &EXPLAIN_PROGRESS[components >= pixels ? PROGRESS_PCA_EXACT : PROGRESS_PCA], number);
    ui_tooltip(panel->ui,
               components >= pixels
                   ? "As many components as pixels: exact, no compression."
                   : "The best linear code of that size, fitted to the training images' squared error. A young "
                     "model trained on BCE can lose to it on MSE, since it makes another error small.");
}

// What is measured, and at which step: while views take the observer's time that may be some seconds ago.
static void draw_quality_heading(Panel *panel, Rect *rest) {
    Ui *ui = panel->ui;
    const char *name = "TEST QUALITY";
    char images[32], step[32], full[96], brief[48] = "";
    float gap = ui_px(ui, panel->viz.theme->sizes.gap);
    Rect row = {rest->x, rest->y + gap, rest->w, ui_px(ui, panel->viz.theme->sizes.row)};
    panel_section(panel, rest, name);
    text_grouped(panel->status->data.test_images, images);
    text_grouped((double)panel->views->quality.tag.step, step);
    snprintf(full, sizeof full, "%s images", images);
    if (is_current(panel)) {
        snprintf(full, sizeof full, "%s images · step %s", images, step);
        snprintf(brief, sizeof brief, "step %s", step);
    }
    rect_cut_left(&row, ui_text_width(ui, TEXT_SECTION, name) + 1, gap);
    const char *text = panel_either(panel, TEXT_FAINT, row.w - 1, full, brief);
    ui_text(ui, row, TEXT_FAINT, UI_RIGHT, text);
    if (*text)
        panel_element(panel, "quality", row, &EXPLAIN_PROGRESS[PROGRESS_QUALITY], full);
}

static void draw_quality(Panel *panel, Rect *rest) {
    const QualityView *view = &panel->views->quality;
    const Quality *quality = &view->quality;
    char number[48];
    draw_quality_heading(panel, rest);
    bool current = is_current(panel);
    const double values[] = {quality->mse, quality->bce, quality->psnr, 100 * quality->explained_variance};
    static const char *const labels[] = {"MSE", "BCE", "PSNR", "Explained variance"};
    static const ProgressElement elements[] = {PROGRESS_MSE, PROGRESS_BCE, PROGRESS_PSNR, PROGRESS_VARIANCE};
    static const char *const formats[] = {"%.5f", "%.2f nats", "%.2f dB", "%.1f %%"};
    for (int i = 0; i < 4; i++) {
        snprintf(number, sizeof number, "–");
        if (current && isfinite(values[i]))
            snprintf(number, sizeof number, formats[i], values[i]); // NOLINT(clang-diagnostic-format-nonliteral)
        if (i == 0 && current && view->has_changed)
            unit_badge_mse(panel, number, sizeof number);
        panel_figure(panel, rest, labels[i], number, false);
        panel_explain(panel, &EXPLAIN_PROGRESS[elements[i]], number);
        if (i == 0)
            draw_pca(panel, rest);
        if (i == 2 && current && quality->input_mse > 0) {
            snprintf(number, sizeof number, "%.2f dB", -10 * log10(quality->input_mse));
            panel_figure(panel, rest, "PSNR of corrupted input", number, false);
            panel_explain(panel, &EXPLAIN_PROGRESS[PROGRESS_INPUT_PSNR], number);
        }
    }
}

static void draw_code(Panel *panel, Rect *rest) {
    const CodeStatistics *code = &panel->views->quality.code;
    const Quality *quality = &panel->views->quality.quality;
    bool current = is_current(panel);
    char number[48];
    panel_section(panel, rest, "CODE");
    snprintf(number, sizeof number, "–");
    if (current)
        snprintf(number, sizeof number, "%.1f of %d", quality->l0, code->units);
    panel_figure(panel, rest, "Active units (L0)", number, false);
    panel_explain(panel, &EXPLAIN_PROGRESS[PROGRESS_L0], number);
    if (current)
        snprintf(number, sizeof number, "%d of %d", code->dead, code->units);
    panel_figure(panel, rest, "Dead units", number, current && 2 * code->dead > code->units);
    panel_explain(panel, &EXPLAIN_PROGRESS[PROGRESS_DEAD], number);
    if (current)
        snprintf(number, sizeof number, "%.3f", code->lifetime_sparsity);
    panel_figure(panel, rest, "Sparsity", number, false);
    panel_explain(panel, &EXPLAIN_PROGRESS[PROGRESS_SPARSITY], number);
    rect_cut_top(rest, ui_px(panel->ui, panel->viz.theme->sizes.gap / 2), 0);
    unit_resample_all_draw(panel, rest);
}

static void draw_examples(Panel *panel, Rect *rest) {
    Ui *ui = panel->ui;
    const ReconstructionView *view = &panel->views->reconstruction;
    ImageGrid *grid = &panel->look->examples;
    int count = view->images < LOOK_EXAMPLES ? view->images : LOOK_EXAMPLES;
    panel_section(panel, rest, "TEST IMAGES");
    Rect area = {rest->x, rest->y, rest->w, panel_px(panel, 4 * 80)};
    if (count == 0)
        return;
    int tiles = panel_tiles(panel);
    ImageGridDesc desc = {.count = tiles * count,
                          .width = view->width,
                          .height = view->height,
                          .columns = tiles,
                          .gap = ui_px(ui, panel->viz.theme->sizes.gap / 2),
                          .ground = panel->viz.theme->colors.background};
    uint64_t stamp = view->tag.run ^ view->tag.generation << 16 ^ view->tag.step << 24;
    stamp += view->version * UINT64_C(0x9e3779b97f4a7c15); // units may have been changed at the same step
    if (image_grid_layout(grid, &desc, area, stamp))
        for (int i = 0; i < count; i++)
            panel_tiles_fill(panel, grid, tiles * i, i);
    image_grid_draw(grid, &panel->viz);
    rect_cut_top(rest, grid->rect.h, ui_px(ui, panel->viz.theme->sizes.gap));
    panel_element(panel, "examples", grid->rect, &EXPLAIN_PROGRESS[PROGRESS_EXAMPLES], NULL);
    ui_tooltip(ui, tiles == 4
                       ? "The first four test images: image, what the network sees, output, error"
                       : "The first four test images: input, output, error (blue: too dark, orange: too bright)");
}

void progress_draw(Panel *panel, Rect rect) {
    Ui *ui = panel->ui;
    ui_push_id(ui, "progress");
    Rect rest = ui_scroll_begin(ui, "scroll", rect_inset(rect, ui_px(ui, panel->viz.theme->sizes.padding), 0));
    rest.h = 1e6f; // as long as it takes; the area scrolls
    if (panel->status->run > 0) {
        draw_loss(panel, &rest);
        draw_quality(panel, &rest);
        draw_code(panel, &rest);
        draw_examples(panel, &rest);
    }
    ui_scroll_end(ui, rest.y);
    ui_pop_id(ui);
}
