// Statistics of the code's units over all test images: figures and plots, in one column or several.
#include "code_parts.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>

enum { COLUMN = 240, PLOT = 120, BLOCKS = 3, FIGURES = 8 }; // pixels at scale 1: least of a column, of a plot

/// One thing to show; a plot takes what room there is.
typedef struct Block {
    void (*draw)(Panel *panel, Rect rect);
    float height; // least
    bool plot;
} Block;

typedef struct Figure {
    const char *label;
    CodeElement element;
    bool problem;
    char number[48];
} Figure;

typedef struct Figures {
    Figure figure[FIGURES];
    int count;
} Figures;

__attribute__((format(printf, 4, 5))) static void add(Figures *figures, const char *label, CodeElement element,
                                                      const char *format, ...) {
    Figure *figure = &figures->figure[figures->count++];
    va_list values;
    *figure = (Figure){.label = label, .element = element};
    va_start(values, format);
    vsnprintf(figure->number, sizeof figure->number, format, values);
    va_end(values);
}

static void add_fires(Figures *figures, const CodeStatisticsView *view) {
    const UnitSummary *all = &view->summary;
    add(figures, "Active units (L0)", CODE_L0, "%.1f of %d", all->l0, all->units);
    add(figures, "Dead units", CODE_DEAD, "%d of %d", all->dead, all->units);
    figures->figure[figures->count - 1].problem = view->scored == view->images && 2 * all->dead > all->units;
    add(figures, "Ultra-rare, < 0.1 %", CODE_RARE, "%d", all->ultra_rare);
    add(figures, "Dense, > 10 %", CODE_DENSE, "%d", all->dense);
    char images[TEXT_GROUPED];
    add(figures, "Silent images", CODE_SILENT, "%d of %s", all->silent, text_grouped(all->images, images));
}

// Of all units: the mean activation, and the divergence from what is asked for.
static void add_rates(Figures *figures, const Panel *panel, const CodeStatisticsView *view) {
    double mean = 0, divergence = 0;
    for (int u = 0; u < view->summary.units; u++) {
        mean += (double)view->figures.figures[u].mean;
        divergence += (double)view->figures.figures[u].coin_kl;
    }
    add(figures, "Mean activation", CODE_RATE, "%.4f", mean / view->summary.units);
    add(figures, "Asked for (ρ)", CODE_RHO, "%.4f", panel->status->settings.rho);
    add(figures, "KL from ρ, all units", CODE_COIN_KL, "%.3g nats", divergence);
}

static void add_gaussian(Figures *figures, const CodeStatisticsView *view) {
    double divergence = 0;
    for (int u = 0; u < view->summary.units; u++)
        divergence += (double)view->figures.figures[u].kl;
    add(figures, "KL, all units", CODE_KL, "%.2f nats", divergence);
    add(figures, "Active units (Burda)", CODE_INFORMATIVE, "%d of %d", view->summary.informative, view->summary.units);
}

static Figures figures_of(const Panel *panel) {
    const CodeStatisticsView *view = code_units_statistics(panel);
    Figures figures = {.count = 0};
    CodeKind kind = code_units_kind(panel);
    if (kind == CODE_FIRES)
        add_fires(&figures, view);
    else if (kind == CODE_RATES)
        add_rates(&figures, panel, view);
    else if (kind == CODE_GAUSSIAN)
        add_gaussian(&figures, view);
    else
        add(&figures, "Units that vary", CODE_INFORMATIVE, "%d of %d", view->summary.informative, view->summary.units);
    if (kind != CODE_GAUSSIAN && view->summary.hoyer_images > 0)
        add(&figures, "Population (Hoyer)", CODE_HOYER, "%.3f", view->summary.hoyer);
    if (kind != CODE_GAUSSIAN && view->summary.dead < view->summary.units)
        add(&figures, "Lifetime (Treves–Rolls)", CODE_TREVES_ROLLS, "%.3f", view->sparseness);
    return figures;
}

static void draw_figures(Panel *panel, Rect rect) {
    Figures figures = figures_of(panel);
    panel_section(panel, &rect, "ALL UNITS TOGETHER");
    for (int i = 0; i < figures.count; i++) {
        const Figure *figure = &figures.figure[i];
        panel_figure(panel, &rect, figure->label, figure->number, figure->problem);
        panel_explain(panel, &EXPLAIN_CODE[figure->element], figure->number);
    }
}

static int list_blocks(const Panel *panel, Block blocks[BLOCKS]) {
    const ThemeSizes *sizes = &panel->viz.theme->sizes;
    float row = ui_px(panel->ui, sizes->row), head = row + ui_px(panel->ui, sizes->gap);
    bool fires = code_units_kind(panel) == CODE_FIRES;
    float plot = head + panel_px(panel, PLOT);
    int count = 0;
    blocks[count++] = (Block){fires ? code_frequency_draw : code_bars_draw, plot, true};
    blocks[count++] = (Block){draw_figures, head + row * (float)figures_of(panel).count, false};
    if (fires)
        blocks[count++] = (Block){code_curve_draw, plot, true};
    return count;
}

// Blocks from `first` to `end`-1 below each other; returns where they end.
static float draw_column(Panel *panel, Rect rect, const Block *blocks, int first, int end, float room) {
    float gap = ui_px(panel->ui, panel->viz.theme->sizes.gap), least = 0, plots = 0;
    for (int i = first; i < end; i++) {
        least += blocks[i].height + (i > first ? gap : 0);
        plots += blocks[i].plot;
    }
    for (int i = first; i < end; i++) {
        float more = blocks[i].plot && room > least ? floorf((room - least) / plots) : 0;
        float most = fmaxf(blocks[i].height, rect.w); // higher than wide, a plot says no more
        blocks[i].draw(panel, rect_cut_top(&rect, fminf(blocks[i].height + more, most), gap));
    }
    return rect.y - gap;
}

void code_statistics_draw(Panel *panel, Rect rect) {
    Block blocks[BLOCKS];
    if (!code_units_statistics(panel)) {
        ui_text(panel->ui, rect, TEXT_FAINT, UI_CENTRE, "The units are being counted.");
        return;
    }
    int count = list_blocks(panel, blocks);
    float gap = ui_px(panel->ui, panel->viz.theme->sizes.section), bottom = rect.y, room = rect.h;
    Rect inside = ui_scroll_begin(panel->ui, "statistics", rect);
    int columns = (int)((inside.w + gap) / (panel_px(panel, COLUMN) + gap));
    columns = columns < 1 ? 1 : columns < count ? columns : count;
    for (int c = 0; c < columns; c++) {
        Rect column = rect_column(inside, c, columns, gap);
        bottom =
            fmaxf(bottom, draw_column(panel, column, blocks, c * count / columns, (c + 1) * count / columns, room));
    }
    ui_scroll_end(panel->ui, bottom);
}
