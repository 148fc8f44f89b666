// Analysis: a row of benches, of which one is on screen. On the interface's thread.
#include "analysis_parts.h"
#include "view.h"

#include <string.h>

extern const AnalysisBench analysis_denoising, analysis_compression, analysis_features, analysis_anomaly;

// In the order of their buttons.
const AnalysisBench *const ANALYSIS_BENCHES[] = {&analysis_denoising, &analysis_compression, &analysis_features,
                                                 &analysis_anomaly, NULL};

// Pixels at scale 1 of height that a bench needs, with its plot beside and below the pictures.
enum { LEAST_WIDE = 320, LEAST_NARROW = 640 };

int analysis_find(const char *name) {
    for (int i = 0; ANALYSIS_BENCHES[i]; i++)
        if (strcmp(ANALYSIS_BENCHES[i]->name, name) == 0)
            return i;
    return -1;
}

static const AnalysisBench *bench_of(const Look *look) {
    return ANALYSIS_BENCHES[look->analysis.bench];
}

// In a small window the bench keeps the height it needs, and is scrolled.
static void draw_bench(Panel *panel, const AnalysisBench *bench, Rect rect) {
    Ui *ui = panel->ui;
    float least = panel_px(panel, analysis_is_wide(panel, rect.w) ? LEAST_WIDE : LEAST_NARROW);
    if (bench->scrolls || rect.h >= least) {
        bench->draw(panel, rect);
        return;
    }
    float reach = ui_px(ui, panel->viz.theme->sizes.gap) / 2; // of the frame around the pinned image
    Rect inside = ui_scroll_begin(ui, "room", (Rect){rect.x - reach, rect.y, rect.w + reach, rect.h});
    inside = (Rect){inside.x + reach, inside.y, inside.w - reach, least};
    bench->draw(panel, inside);
    ui_scroll_end(ui, inside.y + inside.h);
}

static void draw(Panel *panel, Rect rect) {
    Ui *ui = panel->ui;
    const ThemeSizes *sizes = &panel->viz.theme->sizes;
    const char *labels[ANALYSIS_CHOICES];
    int count = 0, *chosen = &panel->look->analysis.bench;
    while (ANALYSIS_BENCHES[count]) {
        labels[count] = ANALYSIS_BENCHES[count]->label;
        count++;
    }
    ui_push_id(ui, "analysis");
    Rect row = rect_cut_top(&rect, ui_px(ui, sizes->control), ui_px(ui, sizes->gap));
    row.w = analysis_choice_width(panel, labels, count, row.w);
    analysis_choice(panel, "bench", row, labels, count, chosen);
    const AnalysisBench *bench = bench_of(panel->look);
    UiExplain explain = {.title = bench->label, .text = bench->about};
    panel_explain(panel, &explain, NULL);
    ui_push_id(ui, bench->name);
    draw_bench(panel, bench, rect);
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

const View view_analysis = {.name = "analysis",
                            .label = "Analysis",
                            .plain = true,
                            .draw = draw,
                            .ask = ask,
                            .settled = settled,
                            .ready = ready};
