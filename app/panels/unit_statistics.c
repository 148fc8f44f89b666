// The unit card's figures over all test images: activations, classes, other units like it. On the interface's thread.
#include "unit_parts.h"

#include "class_mark.h"
#include "histogram.h"

#include <math.h>
#include <stdio.h>

enum { HISTOGRAM_HEIGHT = 120, LEAST_BAR = 32, CLASS_ROWS = 20 };

// Images on which the unit is silent would dwarf all others: they are told in words instead.
static int fill_bins(const UnitView *view, float *counts, int *first) {
    const Histogram *histogram = &view->histogram;
    int from = (int)floor((double)histogram->least / histogram->width - histogram->first);
    int to = (int)floor((double)histogram->most / histogram->width - histogram->first);
    int silent = (int)histogram->count - view->active, zero = (int)-histogram->first;
    from = from < 0 ? 0 : from;
    to = to >= HISTOGRAM_BINS ? HISTOGRAM_BINS - 1 : to;
    for (int i = from; i <= to; i++) {
        float count = (float)histogram->bin[i] - (i == zero ? (float)silent : 0);
        counts[i - from] = count > 0 ? count : 0;
    }
    *first = from;
    return to >= from ? to - from + 1 : 0;
}

void unit_histogram_draw(Panel *panel, Rect *rest) {
    const UnitView *view = &panel->views->unit;
    float counts[HISTOGRAM_BINS] = {0};
    int first = 0;
    if (view->counted.run == 0 || view->active == 0 || view->histogram.count == 0)
        return;
    int bins = fill_bins(view, counts, &first);
    double low = (view->histogram.first + first) * view->histogram.width;
    HistogramDesc desc = {.counts = counts,
                          .bins = bins,
                          .low = low,
                          .high = low + bins * view->histogram.width,
                          .x_unit = "activation",
                          .y_unit = "images",
                          .color = unit_card_color(panel),
                          .empty = "Never active."};
    panel_section(panel, rest, "ACTIVATIONS WHERE ACTIVE");
    Rect area = rect_cut_top(rest, panel_px(panel, HISTOGRAM_HEIGHT), ui_px(panel->ui, panel->viz.theme->sizes.gap));
    int hover = histogram_draw(&panel->viz, area, &desc);
    char least[32], most[32], text[96];
    unit_card_number(view->histogram.least, least, sizeof least);
    unit_card_number(view->histogram.most, most, sizeof most);
    snprintf(text, sizeof text, "from %s to %s", least, most);
    if (hover >= 0)
        snprintf(text, sizeof text, "%.0f images from %.3g to %.3g", (double)counts[hover],
                 low + hover * view->histogram.width, low + (hover + 1) * view->histogram.width);
    panel_element(panel, "histogram", area, &EXPLAIN_UNIT[UNIT_HISTOGRAM], text);
}

/// The columns of the rows of classes.
typedef struct ClassColumns {
    float mark, name, number; // widths
    double low, high;         // of the bars, with zero between
    bool stacked;             // the bar lies below the name
} ClassColumns;

static ClassColumns find_columns(const Panel *panel, float width) {
    const UnitView *view = &panel->views->unit;
    const LiveData *data = &panel->status->data;
    Ui *ui = panel->ui;
    float gap = ui_px(ui, panel->viz.theme->sizes.gap);
    ClassColumns columns = {.mark = class_mark_size(&panel->viz),
                            .number = ui_text_width(ui, TEXT_FAINT_DIGITS, "−000.00") + 1};
    for (int c = 0; c < view->classes && c < data->classes; c++) {
        columns.name = fmaxf(columns.name, ui_text_width(ui, TEXT_BODY, data->class_name[c]) + 1);
        columns.low = fmin(columns.low, (double)view->class_mean[c]);
        columns.high = fmax(columns.high, (double)view->class_mean[c]);
    }
    columns.high = columns.high > columns.low ? columns.high : columns.low + 1;
    float bar = width - columns.mark - columns.name - columns.number - 3 * gap;
    columns.stacked = bar < panel_px(panel, LEAST_BAR);
    return columns;
}

static void draw_bar(Panel *panel, Rect room, const ClassColumns *columns, int index) {
    double mean = (double)panel->views->unit.class_mean[index], range = columns->high - columns->low;
    float zero = room.x + roundf((float)(-columns->low / range) * room.w);
    float end = room.x + roundf((float)((mean - columns->low) / range) * room.w);
    float line = ui_px(panel->ui, panel->viz.theme->sizes.line), height = roundf(room.h * 0.6F);
    Rect bar = {fminf(zero, end), room.y + roundf((room.h - height) / 2), fabsf(end - zero), height};
    draw_fill(ui_list(panel->ui), bar, 0, class_mark_color(panel->viz.theme, index));
    draw_fill(ui_list(panel->ui), (Rect){zero, room.y, line, room.h}, 0, panel->viz.theme->colors.line);
}

static void draw_class(Panel *panel, Rect *rest, const ClassColumns *columns, int index) {
    Ui *ui = panel->ui;
    const UnitView *view = &panel->views->unit;
    const char *name = panel->status->data.class_name[index];
    float height = ui_px(ui, panel->viz.theme->sizes.row), gap = ui_px(ui, panel->viz.theme->sizes.gap);
    Rect row = rect_cut_top(rest, height, 0), whole = row;
    Rect mark = rect_cut_left(&row, columns->mark, gap);
    class_mark_draw(&panel->viz, index, mark.x + mark.w / 2, mark.y + mark.h / 2, columns->mark);
    ui_text(ui, rect_cut_left(&row, columns->stacked ? row.w : columns->name, gap), TEXT_BODY, UI_LEFT, name);
    if (columns->stacked) {
        row = rect_cut_top(rest, height, 0);
        whole.h += height;
    }
    char number[32] = "–", text[96];
    if (view->class_images[index] > 0)
        unit_card_number(view->class_mean[index], number, sizeof number);
    ui_text(ui, rect_cut_right(&row, columns->number, gap), TEXT_FAINT_DIGITS, UI_RIGHT, number);
    if (view->class_images[index] > 0)
        draw_bar(panel, row, columns, index);
    snprintf(text, sizeof text, "%s: %s over %d images", name, number, view->class_images[index]);
    ui_push_number(ui, index);
    UiArea area = ui_area(ui, "class", whole, 0);
    panel_explain(panel, &EXPLAIN_UNIT[UNIT_CLASSES], text);
    if (area.hovered)
        ui_hint(ui, text);
    ui_pop_id(ui);
}

// Where there are very many classes, those with the largest means in the order of the classes.
static float threshold(const UnitView *view, int classes) {
    float kept[CLASS_ROWS];
    int count = 0;
    for (int c = 0; c < classes; c++) {
        int place = count;
        for (; place > 0 && fabsf(view->class_mean[c]) > kept[place - 1]; place--)
            if (place < CLASS_ROWS)
                kept[place] = kept[place - 1];
        if (place < CLASS_ROWS)
            kept[place] = fabsf(view->class_mean[c]);
        count += count < CLASS_ROWS;
    }
    return count < CLASS_ROWS ? 0 : kept[CLASS_ROWS - 1];
}

void unit_classes_draw(Panel *panel, Rect *rest) {
    const UnitView *view = &panel->views->unit;
    int classes = view->classes < panel->status->data.classes ? view->classes : panel->status->data.classes;
    if (view->counted.run == 0 || view->active == 0 || classes < 2)
        return;
    ClassColumns columns = find_columns(panel, rest->w);
    char title[64] = "MEAN BY CLASS";
    if (classes > CLASS_ROWS)
        snprintf(title, sizeof title, "MEAN BY CLASS, %d OF %d", (int)CLASS_ROWS, classes);
    panel_section(panel, rest, title);
    float least = classes > CLASS_ROWS ? threshold(view, classes) : 0;
    for (int c = 0, shown = 0; c < classes && shown < CLASS_ROWS; c++)
        if (fabsf(view->class_mean[c]) >= least) {
            draw_class(panel, rest, &columns, c);
            shown++;
        }
}

void unit_relatives_draw(Panel *panel, Rect *rest) {
    Ui *ui = panel->ui;
    const ThemeSizes *sizes = &panel->viz.theme->sizes;
    const UnitView *view = &panel->views->unit;
    const CorrelatedUnits *most = &view->correlated;
    if (view->counted.run == 0 || most->count == 0)
        return;
    panel_section(panel, rest, "RISES AND FALLS WITH");
    float gap = ui_px(ui, sizes->gap / 2);
    for (int i = 0; i < most->count; i += 2) {
        Rect row = rect_cut_top(rest, ui_px(ui, sizes->control), gap);
        for (int k = i; k < i + 2 && k < most->count; k++) {
            char label[48], text[96];
            snprintf(label, sizeof label, "%d  %s%.2f", most->unit[k], most->r[k] < 0 ? "−" : "+",
                     fabs((double)most->r[k]));
            ui_push_number(ui, k);
            if (ui_button(ui, "unit", rect_column(row, k - i, 2, gap), &(UiButton){.label = label}))
                panel->look->card.unit = most->unit[k];
            snprintf(text, sizeof text, "unit %d: r = %.3f", most->unit[k], (double)most->r[k]);
            panel_explain(panel, &EXPLAIN_UNIT[UNIT_RELATIVES], text);
            ui_tooltip(ui, "Open this unit");
            ui_pop_id(ui);
        }
    }
}
