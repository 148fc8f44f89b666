// The bench Anomaly: areas under the curve, the curve itself, and how the scores are spread. On the interface's thread.
#include "anomaly_parts.h"

#include "class_mark.h"
#include "line_plot.h"

#include <math.h>
#include <stdio.h>

enum { COLUMNS = 4, PLOT_HEIGHT = 192, PLOT_WIDTH = 264 }; // pixels at scale 1

// One score of the table: the column's name, and the curve that it is the area under.
typedef struct Column {
    char name[32];
    const Roc *roc; // NULL: there is none, and `state` says why
    const char *state;
} Column;

static const AnomalyView *view_of(const Panel *panel) {
    return &panel->views->anomaly;
}

static Column pca_column(const Panel *panel) {
    const AnomalyView *view = view_of(panel);
    const LiveModel *model = &panel->status->model;
    int components = panel_pca_components(panel);
    Column column = {.state = "…"};
    snprintf(column.name, sizeof column.name, "PCA-%d", components);
    if (components >= model->channels * model->height * model->width)
        column.state = "exact";
    else if (view->failed)
        column.state = "–";
    else if (view->fitted > 0)
        column.roc = &view->pca;
    return column;
}

static int find_columns(const Panel *panel, Column columns[COLUMNS]) {
    const AnomalyView *view = view_of(panel);
    int count = 0;
    columns[count++] = (Column){.name = "error", .roc = &view->roc[ANOMALY_ERROR]};
    if (view->bound)
        columns[count++] = (Column){.name = "−ELBO", .roc = &view->roc[ANOMALY_BOUND]};
    columns[count++] = pca_column(panel);
    return count;
}

// The area for all anomalies, or for those of one class.
static void write_area(const Column *column, int label, char *text, size_t size) {
    const Roc *roc = column->roc;
    if (!roc)
        snprintf(text, size, "%s", column->state);
    else if (!roc->defined || (label >= 0 && roc->class_images[label] == 0))
        snprintf(text, size, "–");
    else
        snprintf(text, size, "%.3f", label < 0 ? roc->area : roc->class_area[label]);
}

static float column_width(const Panel *panel, const Column *column) {
    return ceilf(fmaxf(ui_text_width(panel->ui, TEXT_FAINT, column->name),
                       ui_text_width(panel->ui, TEXT_DIGITS, "exact"))) +
           1;
}

typedef struct Row {
    const char *name;
    int label; // -1: all classes left out
} Row;

static void draw_row(Panel *panel, Rect *rest, const Column *columns, int count, const Row *row) {
    Ui *ui = panel->ui;
    const ThemeSizes *sizes = &panel->viz.theme->sizes;
    Rect line = rect_cut_top(rest, ui_px(ui, sizes->row), 0);
    char value[160], number[16];
    size_t used = (size_t)snprintf(value, sizeof value, "%s:", row->name);
    ui_push_number(ui, row->label);
    Rect whole = line;
    for (int c = count - 1; c >= 0; c--) {
        Rect place = rect_cut_right(&line, column_width(panel, &columns[c]), ui_px(ui, sizes->section));
        write_area(&columns[c], row->label, number, sizeof number);
        ui_text(ui, place, TEXT_DIGITS, UI_RIGHT, number);
    }
    for (int c = 0; c < count; c++) {
        write_area(&columns[c], row->label, number, sizeof number);
        used += (size_t)snprintf(value + used, sizeof value - used, "  %s %s", columns[c].name, number);
    }
    if (row->label >= 0) {
        float mark = class_mark_size(&panel->viz);
        class_mark_draw(&panel->viz, row->label, line.x + mark / 2, line.y + line.h / 2, mark);
        rect_cut_left(&line, mark, ui_px(ui, sizes->gap));
    }
    ui_text(ui, line, row->label < 0 ? TEXT_STRONG : TEXT_BODY, UI_LEFT, row->name);
    panel_element(panel, "areas", whole, &EXPLAIN_ANOMALY[ANOMALY_AREA], value);
    ui_pop_id(ui);
}

static void draw_head(Panel *panel, Rect *rest, const Column *columns, int count) {
    Ui *ui = panel->ui;
    const ThemeSizes *sizes = &panel->viz.theme->sizes;
    Rect line = rect_cut_top(rest, ui_px(ui, sizes->row), 0);
    for (int c = count - 1; c >= 0; c--) {
        Rect place = rect_cut_right(&line, column_width(panel, &columns[c]), ui_px(ui, sizes->section));
        ui_text(ui, place, TEXT_FAINT, UI_RIGHT, columns[c].name);
    }
    ui_text(ui, line, TEXT_FAINT, UI_LEFT,
            panel_either(panel, TEXT_FAINT, line.w, "Area under the ROC curve (AUROC)", "AUROC"));
}

// A Gaussian code has two scores to choose from: beside the table where there is room, else below it.
static void draw_score(Panel *panel, Rect *rest, Rect right) {
    static const char *const labels[] = {"error", "−ELBO"};
    Ui *ui = panel->ui;
    const ThemeSizes *sizes = &panel->viz.theme->sizes;
    float gap = ui_px(ui, sizes->gap), height = ui_px(ui, sizes->control);
    float label = ui_text_width(ui, TEXT_BODY, "Score") + 1, choice = ui_choice_width(ui, labels, 2);
    int chosen = (int)anomaly_score(panel);
    if (!view_of(panel)->bound)
        return;
    bool fits = right.w >= label + gap + choice && right.h >= height;
    Rect row = fits ? (Rect){right.x, right.y, right.w, height} : rect_cut_top(rest, height, gap);
    ui_text(ui, rect_cut_left(&row, label, gap), TEXT_BODY, UI_LEFT, "Score");
    if (ui_choice(ui, "score", rect_cut_left(&row, choice, 0), labels, 2, &chosen))
        panel->look->analysis.anomaly.score = (AnomalyScore)chosen;
    panel_explain(panel, &EXPLAIN_ANOMALY[ANOMALY_CHOICE], labels[chosen]);
}

void anomaly_table_draw(Panel *panel, Rect *rest) {
    Ui *ui = panel->ui;
    const ThemeSizes *sizes = &panel->viz.theme->sizes;
    const LiveData *data = &panel->status->data;
    const ClassSet *left_out = &view_of(panel)->left_out;
    Column columns[COLUMNS];
    int count = find_columns(panel, columns), classes = class_set_count(left_out);
    Rect table = *rest;
    table.w = fminf(table.w, panel_px(panel, 2 * PLOT_WIDTH));
    ui_push_id(ui, "table");
    draw_head(panel, &table, columns, count);
    char name[96];
    anomaly_name(data, left_out, name, sizeof name);
    draw_row(panel, &table, columns, count, &(Row){.name = classes > 2 ? "All left out" : name, .label = -1});
    for (int c = 0; classes > 1 && c < data->classes; c++)
        if (class_set_has(left_out, c))
            draw_row(panel, &table, columns, count, &(Row){.name = data->class_name[c], .label = c});
    ui_pop_id(ui);
    Rect right = rect_cut_top(rest, table.y - rest->y, ui_px(ui, sizes->gap));
    rect_cut_left(&right, table.w, ui_px(ui, sizes->section));
    draw_score(panel, rest, right);
}

// Each part of the range as a step, in percent of the images that are like it.
typedef struct Stairs {
    float x[2 * SPREAD_BINS], normal[2 * SPREAD_BINS], anomaly[2 * SPREAD_BINS];
} Stairs;

static void make_stairs(const Spread *spread, Stairs *stairs) {
    float width = (spread->high - spread->low) / SPREAD_BINS;
    for (int i = 0; i < 2 * SPREAD_BINS; i++) {
        int bin = i / 2, normals = spread->images[0], anomalies = spread->images[1];
        stairs->x[i] = spread->low + width * (float)((i + 1) / 2);
        stairs->normal[i] = normals > 0 ? 100 * (float)spread->normal[bin] / (float)normals : NAN;
        stairs->anomaly[i] = anomalies > 0 ? 100 * (float)spread->anomaly[bin] / (float)anomalies : NAN;
    }
}

static void draw_spread(Panel *panel, Rect rect, AnomalyScore score) {
    const Spread *spread = &view_of(panel)->spread[score];
    const Rgba *colors = panel->viz.theme->colors.curves;
    Stairs stairs;
    char value[160];
    make_stairs(spread, &stairs);
    LineSeries series[2] = {
        {.name = "in training", .x = stairs.x, .y = stairs.normal, .count = 2 * SPREAD_BINS, .color = colors[0]},
        {.name = "left out",
         .x = stairs.x,
         .y = stairs.anomaly,
         .count = 2 * SPREAD_BINS,
         .color = colors[1],
         .dash = LINE_DASHED}};
    bool bound = score == ANOMALY_BOUND;
    LinePlotDesc desc = {.series = series,
                         .count = 2,
                         .x_unit = bound ? panel->status->model.bce ? "−ELBO, nats" : "−ELBO" : "squared error",
                         .y_unit = "% of images",
                         .from_zero = true,
                         .names_at_rest = true,
                         .empty = "There are no scores."};
    line_plot_draw(&panel->viz, rect, &desc);
    snprintf(value, sizeof value, "mean %.1f in training, %.1f left out", spread->normal_mean, spread->anomaly_mean);
    panel_element(panel, "spread", rect, &EXPLAIN_ANOMALY[bound ? ANOMALY_SPREAD_BOUND : ANOMALY_SPREAD_ERROR],
                  spread->images[0] > 0 && spread->images[1] > 0 ? value : NULL);
}

typedef struct Curve {
    float found[ROC_POINTS], taken[ROC_POINTS];
} Curve;

static LineSeries percent(const Roc *roc, Curve *curve, const char *name) {
    int points = roc && roc->defined ? roc->points : 0;
    for (int i = 0; i < points; i++) {
        curve->found[i] = 100 * roc->found[i];
        curve->taken[i] = 100 * roc->taken[i];
    }
    return (LineSeries){.name = name, .x = curve->taken, .y = curve->found, .count = points};
}

static void draw_roc(Panel *panel, Rect rect, AnomalyScore score) {
    static const float ends[] = {0, 100};
    const Rgba *colors = panel->viz.theme->colors.curves;
    const Roc *roc = &view_of(panel)->roc[score];
    Column pca = pca_column(panel);
    Curve ours, theirs;
    char value[96];
    LineSeries series[3] = {percent(roc, &ours, score == ANOMALY_BOUND ? "−ELBO" : "error"),
                            percent(pca.roc, &theirs, pca.name),
                            {.x = ends, .y = ends, .count = roc->defined ? 2 : 0}};
    series[0].color = colors[1];
    series[1].color = colors[2];
    series[1].dash = LINE_DASHED;
    series[2].color = // chance
        panel->viz.theme->colors.faint;
    series[2].dash = LINE_DOTTED;
    LinePlotDesc desc = {.series = series,
                         .count = 3,
                         .x_unit = "% false alarms",
                         .y_unit = "% found",
                         .from_zero = true,
                         .names_at_rest = true,
                         .empty = "There is no curve: it takes test images of classes left out and of others."};
    line_plot_draw(&panel->viz, rect, &desc);
    snprintf(value, sizeof value, "AUROC %.3f: %d images left out, %d others", roc->area, roc->anomalies, roc->normals);
    panel_element(panel, "roc", rect, &EXPLAIN_ANOMALY[ANOMALY_ROC], roc->defined ? value : NULL);
}

static bool beside(const Panel *panel, float width) {
    return width >= panel_px(panel, 2 * PLOT_WIDTH);
}

float anomaly_plots_height(const Panel *panel, float width) {
    float one = panel_px(panel, PLOT_HEIGHT), gap = ui_px(panel->ui, panel->viz.theme->sizes.section);
    return beside(panel, width) ? one : 2 * one + gap;
}

void anomaly_plots_draw(Panel *panel, Rect rect) {
    float gap = ui_px(panel->ui, panel->viz.theme->sizes.section);
    AnomalyScore score = anomaly_score(panel);
    bool columns = beside(panel, rect.w);
    draw_spread(panel, columns ? rect_column(rect, 0, 2, gap) : rect_row(rect, 0, 2, gap), score);
    draw_roc(panel, columns ? rect_column(rect, 1, 2, gap) : rect_row(rect, 1, 2, gap), score);
}
