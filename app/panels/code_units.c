// The units of the code as the view Code shows them: what is known of each, in which order they stand, and their
// activations in that order.
#include "code_parts.h"

#include "unit_sorts.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

// An order that changed with every evaluation could not be looked at.
#define REORDER_SECONDS 2.0
// Where a share of the units this small is off on the mean image, being on says nothing.
#define ALWAYS_ON 0.995
#define ACTIVE 1e-6F

void code_look_finish(CodeLook *code) {
    free(code->unit);
    free(code->scratch);
    free(code->key);
    free(code->bar);
    free(code->dead);
    free(code->cells);
    heat_map_finish(&code->heat);
}

static bool is_current(const Panel *panel, const ViewTag *tag) {
    return panel_is_current(panel, tag);
}

bool code_units_are_ready(const Panel *panel) {
    const CodeView *code = &panel->views->code;
    return code->images > 0 && code->units > 0 && is_current(panel, &code->tag);
}

const CodeStatisticsView *code_units_statistics(const Panel *panel) {
    const CodeStatisticsView *view = &panel->views->code_statistics;
    bool known = is_current(panel, &view->tag) && view->scored > 0 && view->summary.units > 0 &&
                 view->figures.size == (size_t)view->summary.units * sizeof(UnitFigures);
    return known && view->summary.units == panel->views->code.units ? view : NULL;
}

const UnitFigures *code_units_figures(const Panel *panel, int unit) {
    const CodeStatisticsView *view = code_units_statistics(panel);
    return view && unit >= 0 && unit < view->summary.units ? &view->figures.figures[unit] : NULL;
}

CodeKind code_units_kind(const Panel *panel) {
    const LiveModel *model = &panel->status->model;
    const CodeStatisticsView *view = code_units_statistics(panel);
    if (model->gaussian)
        return CODE_GAUSSIAN;
    if (model->sigmoid && panel->status->settings.kl > 0)
        return CODE_RATES;
    return view && view->summary.l0 > ALWAYS_ON * view->summary.units ? CODE_VARIES : CODE_FIRES;
}

static float key_of(const UnitFigures *figures, CodeKind kind) {
    return kind == CODE_FIRES      ? figures->frequency
           : kind == CODE_RATES    ? figures->mean
           : kind == CODE_GAUSSIAN ? figures->kl
                                   : figures->deviation;
}

static void *room(void *old, int count, size_t size, bool *failed) {
    void *array = realloc(old, (size_t)count * size);
    if (array)
        return array;
    *failed = true;
    return old;
}

static bool make_room(CodeLook *code, int units, int images) {
    bool failed = false;
    size_t cells = (size_t)units * (size_t)images;
    if (units > code->capacity) {
        code->unit = room(code->unit, units, sizeof *code->unit, &failed);
        code->scratch = room(code->scratch, units, sizeof *code->scratch, &failed);
        code->key = room(code->key, units, sizeof *code->key, &failed);
        code->bar = room(code->bar, units, sizeof *code->bar, &failed);
        code->dead = room(code->dead, units, sizeof *code->dead, &failed);
        code->capacity = failed ? 0 : units;
    }
    if (cells > code->cell_capacity) {
        free(code->cells);
        code->cells = malloc(cells * sizeof *code->cells);
        code->cell_capacity = code->cells ? cells : 0;
    }
    return !failed && cells <= code->cell_capacity;
}

void code_units_resort(CodeLook *code) {
    code->ordered_tag = (ViewTag){0};
}

static bool is_ordered(const Panel *panel, CodeKind kind) {
    const CodeLook *code = &panel->look->code;
    const CodeStatisticsView *view = code_units_statistics(panel);
    const ViewTag *tag = &panel->views->code.tag;
    uint64_t version = view ? view->version + 1 : 0;
    bool same = code->units == panel->views->code.units && code->ordered_tag.run == tag->run &&
                code->ordered_tag.generation == tag->generation && code->ordered_by == code->sort &&
                code->ordered_kind == kind && (code->ordered_version > 0) == (view != NULL);
    bool settled = !view || panel->status->running ||
                   (code->ordered_tag.step == view->tag.step && code->ordered_scored == view->scored);
    bool recent = panel->now - code->ordered < REORDER_SECONDS && panel->now >= code->ordered;
    return same && (version == code->ordered_version || (settled && recent));
}

static void order(Panel *panel) {
    static const UnitSort sorts[CODE_SORTS] = {UNIT_SORT_KEY, UNIT_SORT_CLASS, UNIT_SORT_INDEX};
    CodeLook *code = &panel->look->code;
    const CodeStatisticsView *view = code_units_statistics(panel);
    CodeKind kind = code_units_kind(panel);
    if (is_ordered(panel, kind))
        return;
    if (code->units != panel->views->code.units)
        code->seen = code->cursor = 0;
    code->units = panel->views->code.units;
    for (int u = 0; u < code->units; u++)
        code->key[u] = view ? key_of(&view->figures.figures[u], kind) : 0;
    unit_sorts_order(view ? sorts[code->sort] : UNIT_SORT_INDEX, view ? view->figures.figures : NULL, code->key,
                     code->units, code->unit, code->scratch);
    code->ordered = panel->now;
    code->ordered_tag = panel->views->code.tag;
    code->ordered_tag.step = view ? view->tag.step : 0;
    code->ordered_by = code->sort;
    code->ordered_kind = kind;
    code->ordered_version = view ? view->version + 1 : 0;
    code->ordered_scored = view ? view->scored : 0;
    code->orders++;
}

static void fill_bars(Panel *panel) {
    CodeLook *code = &panel->look->code;
    const CodeStatisticsView *view = code_units_statistics(panel);
    CodeKind kind = code_units_kind(panel);
    bool complete = view && view->scored == view->images;
    for (int p = 0; p < code->units; p++) {
        const UnitFigures *figures = view ? &view->figures.figures[code->unit[p]] : NULL;
        code->bar[p] = figures ? key_of(figures, kind) : 0;
        code->dead[p] = complete && figures && figures->frequency <= 0;
    }
}

// A row's units in the order on screen, and how much speaks for the image: units that are on, or, where all are, Σ|a|.
static void fill_row(CodeLook *code, const CodeView *view, int row, bool counts) {
    const float *from = view->codes.floats + (size_t)row * (size_t)view->units;
    float *to = code->cells + (size_t)row * (size_t)view->units, sum = 0;
    for (int p = 0; p < view->units; p++) {
        float value = from[code->unit[p]], size = fabsf(value);
        to[p] = value;
        if (!isfinite(value))
            continue;
        sum += counts ? (float)(size > ACTIVE) : size;
        code->limit = fmaxf(code->limit, size);
        code->is_signed |= value < -ACTIVE;
    }
    code->active[row] = sum;
    code->active_most = fmaxf(code->active_most, sum);
    code->row_class[row] = (uint8_t)(view->label[row] >= 0 ? view->label[row] : 0);
}

static void fill_cells(Panel *panel) {
    CodeLook *code = &panel->look->code;
    const CodeView *view = &panel->views->code;
    if (code->filled_version == view->version + 1 && code->filled_order == code->orders)
        return;
    code->limit = code->active_most = 0;
    code->is_signed = false;
    for (int i = 0; i < view->images; i++)
        fill_row(code, view, i, code->ordered_kind == CODE_FIRES);
    code->filled_version = view->version + 1;
    code->filled_order = code->orders;
}

bool code_units_update(Panel *panel) {
    CodeLook *code = &panel->look->code;
    const CodeView *view = &panel->views->code;
    if (!make_room(code, view->units, view->images)) {
        code->units = 0;
        return false;
    }
    order(panel);
    code_zoom_hold(code);
    fill_bars(panel);
    fill_cells(panel);
    return true;
}

int code_units_place(const CodeLook *code, int unit) {
    for (int p = 0; p < code->units; p++)
        if (code->unit[p] == unit)
            return p;
    return -1;
}

// The class for which it is strongest.
static void add_favourite(const Panel *panel, const UnitFigures *figures, char *text, size_t size) {
    const LiveData *data = &panel->status->data;
    if (figures->favourite < 0 || figures->favourite >= data->classes)
        return;
    snprintf(text, size, ", most strongly for %s (selectivity %.2f)", data->class_name[figures->favourite],
             (double)figures->selectivity);
}

void code_unit_text(const Panel *panel, int unit, char *text, size_t size) {
    const UnitFigures *figures = code_units_figures(panel, unit);
    char favourite[96] = "";
    if (!figures) {
        snprintf(text, size, "Unit %d, not counted yet", unit);
        return;
    }
    add_favourite(panel, figures, favourite, sizeof favourite);
    switch (code_units_kind(panel)) {
    case CODE_FIRES:
        if (figures->frequency > 0)
            snprintf(text, size, "Unit %d fires for %.3g %% of the test images%s", unit,
                     100 * (double)figures->frequency, favourite);
        else
            snprintf(text, size, "Unit %d has fired for no test image", unit);
        break;
    case CODE_RATES:
        snprintf(text, size, "Unit %d has a mean activation of %.4f, asked for %.4f%s", unit, (double)figures->mean,
                 panel->status->settings.rho, favourite);
        break;
    case CODE_GAUSSIAN:
        snprintf(text, size, "Unit %d is %.3g nats from N(0, 1); its mean varies by %.3g%s", unit, (double)figures->kl,
                 (double)figures->deviation, favourite);
        break;
    default:
        snprintf(text, size, "Unit %d varies by %.3g around %.3g%s", unit, (double)figures->deviation,
                 (double)figures->mean, favourite);
    }
}
