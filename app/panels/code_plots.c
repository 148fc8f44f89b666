// The plots among the statistics of the code: how often units fire, and what tells them apart.
#include "code_parts.h"

#include "bar_plot.h"
#include "histogram.h"

#include <math.h>
#include <stdio.h>

void code_frequency_draw(Panel *panel, Rect rect) {
    static const double edges[] = {-3, -1};
    const UnitSummary *all = &code_units_statistics(panel)->summary;
    float counts[FREQUENCY_BINS];
    for (int i = 0; i < FREQUENCY_BINS; i++)
        counts[i] = (float)all->rarities[i];
    HistogramDesc desc = {.counts = counts,
                          .bins = FREQUENCY_BINS,
                          .low = -FREQUENCY_DECADES,
                          .high = 0,
                          .logarithmic = true,
                          .x_unit = "",
                          .y_unit = "units, by the share of images",
                          .color = panel->viz.theme->colors.code,
                          .edges = edges,
                          .edge_count = 2,
                          .zero_name = "dead",
                          .zero_count = (float)all->dead};
    panel_section(panel, &rect, "HOW OFTEN UNITS FIRE");
    histogram_draw(&panel->viz, rect, &desc);
    char value[96];
    snprintf(value, sizeof value, "%d dead, %d ultra-rare, %d dense of %d", all->dead, all->ultra_rare, all->dense,
             all->units);
    panel_element(panel, "frequency", rect, &EXPLAIN_CODE[CODE_HISTOGRAM], value);
}

static double mean_of(const float *values, int count) {
    double sum = 0;
    for (int i = 0; i < count; i++)
        sum += (double)values[i];
    return count > 0 ? sum / count : 0;
}

// A click opens the unit's card, as in the map.
static void take_click(Panel *panel, const UiArea *area, int place) {
    CodeLook *code = &panel->look->code;
    char text[240];
    if (panel->viz.mouse) // plots read nothing out while a button is down
        code->pointed = place;
    if (code->pointed < 0 || code->pointed >= code->units)
        return;
    code_unit_text(panel, code->unit[code->pointed], text, sizeof text);
    if (area->hovered)
        ui_hint(panel->ui, text);
    if (area->clicked) {
        code->cursor = code->unit[code->pointed];
        look_card(panel->look, LAYER_CODE, code->cursor);
    }
}

void code_bars_draw(Panel *panel, Rect rect) {
    static const char *const titles[CODE_KINDS] = {"", "MEAN OF EACH UNIT", "KL OF EACH UNIT", "SPREAD OF EACH UNIT"};
    static const char *const units[CODE_KINDS] = {"", "", "nats", "deviation"};
    const CodeLook *code = &panel->look->code;
    CodeKind kind = code_units_kind(panel);
    double mean = mean_of(code->bar, code->units);
    const BarPlotLevel levels[] = {{"mean", mean, LINE_DASHED}, {"ρ", panel->status->settings.rho, LINE_SOLID}};
    BarPlotDesc desc = {.values = code->bar,
                        .count = code->units,
                        .x_unit = "units as in the map",
                        .y_unit = units[kind],
                        .color = panel->viz.theme->colors.code,
                        .levels = levels,
                        .level_count = kind == CODE_RATES ? 2 : 1};
    panel_section(panel, &rect, titles[kind]);
    int place = bar_plot_draw(&panel->viz, rect, &desc);
    UiArea area = ui_area(panel->ui, "bars", rect, 0);
    char value[96];
    snprintf(value, sizeof value, "mean %.4g", mean);
    panel_explain(panel, &EXPLAIN_CODE[CODE_HISTOGRAM + kind], value);
    take_click(panel, &area, place);
}
