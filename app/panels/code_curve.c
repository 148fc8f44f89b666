// How sparse the code has been over the steps of the run.
#include "code_parts.h"

#include <stdio.h>

void code_curve_draw(Panel *panel, Rect rect) {
    const QualityView *view = &panel->views->quality;
    const ThemeColors *colors = &panel->viz.theme->colors;
    float steps[VIEW_CURVE], l0[VIEW_CURVE], dead[VIEW_CURVE];
    bool ours = panel_is_current(panel, &view->tag);
    int points = ours ? view->points : 0;
    for (int i = 0; i < points; i++) {
        steps[i] = (float)view->curve[i].step;
        l0[i] = (float)view->curve[i].l0;
        dead[i] = (float)view->curve[i].dead;
    }
    LineSeries series[] = {
        {.name = "L0", .x = steps, .y = l0, .count = points, .color = colors->code},
        {.name = "dead", .x = steps, .y = dead, .count = points, .color = colors->problem, .dash = LINE_DASHED}};
    LinePlotDesc desc = {.series = series,
                         .count = 2,
                         .x_unit = "steps",
                         .y_unit = "units",
                         .from_zero = true,
                         .mark_x = panel->look->past ? (double)panel->look->moment_step : 0,
                         .empty = "The curve begins with the first evaluation."};
    panel_section(panel, &rect, "L0 OVER TRAINING");
    line_plot_draw(&panel->viz, rect, &desc);
    char value[96] = "";
    if (points > 0)
        snprintf(value, sizeof value, "L0 %.1f, %d dead at step %.0f", view->curve[points - 1].l0,
                 view->curve[points - 1].dead, view->curve[points - 1].step);
    panel_element(panel, "curve", rect, &EXPLAIN_CODE[CODE_CURVE], points > 0 ? value : NULL);
}
