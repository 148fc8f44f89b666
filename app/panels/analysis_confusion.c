// Feature bench: which class is taken for which, as a heat map. On the interface's thread.
#include "analysis_parts.h"

#include "class_mark.h"

#include <stdio.h>
#include <stdlib.h>

const char *const ANALYSIS_METHODS[FEATURE_METHODS] = {"linear probe", "1-NN", "5-NN", "10-NN"};

void analysis_say_space(const FeaturesResult *result, FeatureSpace space, char *text, size_t size) {
    static const char *const names[FEATURE_SPACES] = {"code", "PCA", "pixels"};
    snprintf(text, size, "%s %d", names[space], result->size[space]);
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

// A class without images has none.
static void say_recall(const FeaturesResult *result, const int *counts, int class, char *text, size_t size) {
    int all = 0;
    for (int i = 0; i < result->classes; i++)
        all += counts[class * result->classes + i];
    if (all > 0)
        snprintf(text, size, "%.1f %%", 100.0 * counts[class * result->classes + class] / all);
    else
        snprintf(text, size, "–");
}

void analysis_recall_draw(Panel *panel, Rect rect, const FeaturesResult *result) {
    Ui *ui = panel->ui;
    const FeaturesLook *look = &panel->look->analysis.features;
    const ThemeSizes *sizes = &panel->viz.theme->sizes;
    const LiveData *data = &panel->status->data;
    float row = ui_px(ui, sizes->row), mark = class_mark_size(&panel->viz), gap = ui_px(ui, sizes->gap);
    float number = ui_text_width(ui, TEXT_DIGITS, "100.0 %") + 1;
    if (rect.h < 3 * row || result->classes > data->classes || !result->ready[look->space])
        return;
    panel_section(panel, &rect, "RECALL OF EACH CLASS");
    Rect all = rect;
    int shown = (int)(rect.h / row);
    for (int c = 0; c < result->classes && c < shown; c++) {
        char text[32];
        Rect line = rect_cut_top(&rect, row, 0);
        say_recall(result, confusion_of(panel, result), c, text, sizeof text);
        class_mark_draw(&panel->viz, c, line.x + mark / 2, line.y + row / 2, mark);
        rect_cut_left(&line, mark, gap);
        ui_text(ui, rect_cut_right(&line, number, gap), TEXT_DIGITS, UI_RIGHT, text);
        ui_text(ui, line, TEXT_BODY, UI_LEFT, panel_either(panel, TEXT_BODY, line.w, data->class_name[c], ""));
    }
    all.h -= rect.h;
    char value[96], space[32];
    analysis_say_space(result, look->space, space, sizeof space);
    snprintf(value, sizeof value, "%s on %s", ANALYSIS_METHODS[look->method], space);
    panel_element(panel, "recall", all, &EXPLAIN_ANALYSIS[ANALYSIS_RECALL], value);
}

void analysis_confusion_draw(Panel *panel, Rect rect, const FeaturesResult *result) {
    Ui *ui = panel->ui;
    FeaturesLook *look = &panel->look->analysis.features;
    const ThemeSizes *sizes = &panel->viz.theme->sizes;
    uint8_t row_class[LIVE_CLASSES];
    char title[96], name[32], text[160] = "";
    analysis_say_space(result, look->space, name, sizeof name);
    snprintf(title, sizeof title, "%s, %s: class by row, answer by column", ANALYSIS_METHODS[look->method], name);
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
                        .row_name = "",
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
