// Analysis: a row of benches, of which one is on screen. On the interface's thread.
#include "analysis.h"

#include "view.h"

#include <string.h>

extern const AnalysisBench analysis_denoising;

// In the order of their buttons.
const AnalysisBench *const ANALYSIS_BENCHES[] = {&analysis_denoising, NULL};

enum { MOST = 8 };

int analysis_find(const char *name) {
    for (int i = 0; ANALYSIS_BENCHES[i]; i++)
        if (strcmp(ANALYSIS_BENCHES[i]->name, name) == 0)
            return i;
    return -1;
}

static const AnalysisBench *bench_of(const Look *look) {
    return ANALYSIS_BENCHES[look->analysis.bench];
}

static void draw(Panel *panel, Rect rect) {
    Ui *ui = panel->ui;
    const ThemeSizes *sizes = &panel->viz.theme->sizes;
    const char *labels[MOST];
    int count = 0, *chosen = &panel->look->analysis.bench;
    while (ANALYSIS_BENCHES[count]) {
        labels[count] = ANALYSIS_BENCHES[count]->label;
        count++;
    }
    ui_push_id(ui, "analysis");
    Rect row = rect_cut_top(&rect, ui_px(ui, sizes->control), ui_px(ui, sizes->gap));
    ui_choice(ui, "bench", rect_cut_left(&row, ui_choice_width(ui, labels, count), 0), labels, count, chosen);
    const AnalysisBench *bench = bench_of(panel->look);
    UiExplain explain = {.title = bench->label, .text = bench->about};
    panel_explain(panel, &explain, NULL);
    ui_push_id(ui, bench->name);
    bench->draw(panel, rect);
    ui_pop_id(ui);
    ui_pop_id(ui);
}

static void ask(const Look *look, ViewRequest *request) {
    const AnalysisBench *bench = bench_of(look);
    if (bench->ask)
        bench->ask(look, request);
}

static bool settled(const Panel *panel, const ViewRequest *request, uint64_t step) {
    const AnalysisBench *bench = bench_of(panel->look);
    return !bench->settled || bench->settled(panel, request, step);
}

static bool ready(const Panel *panel, uint64_t step) {
    const AnalysisBench *bench = bench_of(panel->look);
    return !bench->ready || bench->ready(panel, step);
}

const View view_analysis = {
    .name = "analysis", .label = "Analysis", .draw = draw, .ask = ask, .settled = settled, .ready = ready};
