// The unit card: where it lies, its title, and the order of what is in it. On the interface's thread.
#include "unit_parts.h"

#include "filters_parts.h"

#include <math.h>
#include <stdio.h>

// Pixels at scale 1: the card, the view that must be left beside it, and the card from which on it has two columns.
enum { LEAST_CARD = 280, MOST_CARD = 328, LEAST_BESIDE = 440, TWO_COLUMNS = 560 };

void unit_look_init(UnitLook *look) {
    look->atom.key = 60;
    look->sight.key = 61;
    look->strongest.key = 62;
    look->spread.key = 63;
    for (int i = 0; i < UNIT_PINNED_TILES; i++)
        look->pinned[i].key = 64 + (uint64_t)i;
}

void unit_look_finish(UnitLook *look) {
    image_grid_finish(&look->atom);
    image_grid_finish(&look->sight);
    image_grid_finish(&look->strongest);
    image_grid_finish(&look->spread);
    for (int i = 0; i < UNIT_PINNED_TILES; i++)
        image_grid_finish(&look->pinned[i]);
}

void unit_card_update(Panel *panel) {
    Look *look = panel->look;
    const LiveStatus *status = panel->status;
    if (status->run != look->unit_card.run) {
        bool first = look->unit_card.run == 0;
        look->unit_card.run = status->run;
        look->interventions.count = first ? look->interventions.count : 0;
        look->card.wanted &= first || look->card.layer == LAYER_CODE;
    }
    if (look->card.layer == LAYER_CODE && status->run > 0 && look->card.unit >= status->model.units)
        look->card.unit = status->model.units > 0 ? status->model.units - 1 : 0;
}

Rect unit_card_cut(Panel *panel, Rect *rest) {
    float gap = ui_px(panel->ui, panel->viz.theme->sizes.gap);
    float room = rest->w - gap - panel_px(panel, LEAST_BESIDE);
    if (!panel->look->card.wanted || panel->status->run == 0)
        return (Rect){rest->x, rest->y, 0, 0};
    if (room < panel_px(panel, LEAST_CARD))
        return rect_cut_right(rest, rest->w, 0);
    return rect_cut_right(rest, fminf(room, panel_px(panel, MOST_CARD)), gap);
}

void unit_card_escape(Panel *panel) {
    Look *look = panel->look;
    if (look->interventions.count > 0)
        look->interventions.count = 0;
    else
        look->card.wanted = false;
}

bool unit_card_is_current(const Panel *panel) {
    const UnitView *view = &panel->views->unit;
    const UnitRequest *card = &panel->look->card;
    return panel_is_current(panel, &view->tag) && view->layer == card->layer && view->unit == card->unit;
}

bool unit_card_is_counted(const Panel *panel) {
    return unit_card_is_current(panel) && panel->views->unit.counted.run > 0;
}

bool unit_card_is_settled(const Panel *panel, uint64_t step) {
    const UnitView *view = &panel->views->unit;
    const QualityView *quality = &panel->views->quality;
    bool none = view->units == 0 && view->tag.step == step;
    bool card = !panel->look->card.wanted ||
                (unit_card_is_current(panel) && (none || (view->tag.step == step && view->counted.step == step)));
    return card && quality->has_changed == (panel->look->interventions.count > 0);
}

const Intervention *unit_card_intervention(const Panel *panel) {
    const Look *look = panel->look;
    for (int i = 0; i < look->interventions.count && look->card.layer == LAYER_CODE; i++)
        if (look->interventions.item[i].unit == look->card.unit)
            return &look->interventions.item[i];
    return NULL;
}

float unit_card_applied(const Intervention *intervention, float value) {
    if (!intervention)
        return value;
    return intervention->kind == INTERVENTION_ABLATE  ? 0
           : intervention->kind == INTERVENTION_CLAMP ? intervention->value
                                                      : value * intervention->value;
}

void unit_card_number(float value, char *text, size_t size) {
    int digits = fabsf(value) >= 1000 ? 0 : fabsf(value) >= 100 ? 1 : fabsf(value) >= 10 ? 2 : 3;
    if (!isfinite(value))
        snprintf(text, size, "no number");
    else
        snprintf(text, size, "%.*f", digits, (double)value);
}

Rgba unit_card_color(const Panel *panel) {
    const LiveModel *model = &panel->status->model;
    int layer = panel->look->card.layer;
    LayerPart part = layer >= 0 && layer < model->layers ? model->layer[layer].part : PART_CODE;
    return panel_part_color(panel, part);
}

uint64_t unit_card_stamp(const Panel *panel) {
    const UnitView *view = &panel->views->unit;
    uint64_t stamp = filters_stamp(filters_stamp(view->version, view->tag.run), view->tag.step);
    return filters_stamp(filters_stamp(stamp, (uint64_t)view->layer), (uint64_t)view->unit);
}

// The code's units are known before the observer has looked.
static int units_of(const Panel *panel) {
    if (panel->look->card.layer == LAYER_CODE)
        return panel->status->model.units;
    return unit_card_is_current(panel) ? panel->views->unit.units : 0;
}

static void draw_title(Panel *panel, Rect row) {
    Ui *ui = panel->ui;
    UnitRequest *card = &panel->look->card;
    const UnitView *view = &panel->views->unit;
    static const UiButton close = {.icon = UI_ICON_CLOSE, .kind = UI_QUIET};
    float gap = ui_px(ui, panel->viz.theme->sizes.gap / 2);
    Rect cross = rect_cut_right(&row, ui_button_width(ui, &close), gap);
    int units = units_of(panel);
    int step = filters_steps(panel, &row, units > 1, units > 1, &EXPLAIN_UNIT[UNIT_OTHER], "The unit before or after");
    if (step != 0 && units > 0)
        card->unit = (card->unit + step + units) % units;
    if (ui_button(ui, "close", cross, &close))
        card->wanted = false;
    panel_explain(panel, &EXPLAIN_UNIT[UNIT_CLOSE], NULL);
    ui_tooltip(ui, "Close the card (Esc)");
    char title[48], of[80];
    bool map = unit_card_is_current(panel) && view->map;
    snprintf(title, sizeof title, "%s %d", map ? "Channel" : "Unit", card->unit);
    snprintf(of, sizeof of, "%s of %d", title, units);
    panel_element(panel, "title", row, &EXPLAIN_UNIT[UNIT_TITLE], units > 0 ? of : title);
    ui_text(ui, row, TEXT_TITLE, UI_LEFT, title);
}

// The layer, and what the unit is on the pinned image.
static void draw_value(Panel *panel, Rect *rest) {
    const UnitView *view = &panel->views->unit;
    const Intervention *done = unit_card_intervention(panel);
    Ui *ui = panel->ui;
    char label[48], number[32], after[32], text[80], layer[sizeof view->text + 16], place[sizeof layer + 16];
    panel_layer_label(view->text, layer, sizeof layer);
    snprintf(place, sizeof place, "%s%s", view->code ? "code, " : "", layer);
    Rect row = rect_cut_top(rest, ui_px(ui, panel->viz.theme->sizes.row), 0);
    ui_text(ui, row, TEXT_FAINT, UI_LEFT,
            panel_either(panel, TEXT_FAINT, row.w, place, panel_either(panel, TEXT_FAINT, row.w, layer, "")));
    panel_element(panel, "layer", row, &EXPLAIN_UNIT[UNIT_LAYER], place);
    if (!view->pinned)
        return;
    panel_pinned_name(panel, label, sizeof label);
    unit_card_number(view->value, number, sizeof number);
    snprintf(text, sizeof text, "%s", number);
    if (done) {
        unit_card_number(unit_card_applied(done, view->value), after, sizeof after);
        snprintf(text, sizeof text, "%s → %s", number, after);
    }
    panel_figure(panel, rest, label, text, false);
    panel_explain(panel, &EXPLAIN_UNIT[view->map ? UNIT_VALUE_OF_MAP : UNIT_VALUE], text);
}

static void draw_statistics(Panel *panel, Rect *rest) {
    unit_examples_spread(panel, rest);
    unit_histogram_draw(panel, rest);
    unit_classes_draw(panel, rest);
    unit_relatives_draw(panel, rest);
}

// Where the card has taken the view's place there may be room for two columns.
static float draw_parts(Panel *panel, Rect rest, float height) {
    bool two = rest.w >= panel_px(panel, TWO_COLUMNS);
    float gap = ui_px(panel->ui, panel->viz.theme->sizes.section);
    Rect left = two ? rect_column(rest, 0, 2, gap) : rest, right = rect_column(rest, 1, 2, gap);
    Rect *second = two ? &right : &left;
    bool code = panel->views->unit.code;
    draw_value(panel, &left);
    unit_pictures_draw(panel, &left);
    unit_examples_strongest(panel, second, height);
    if (code)
        unit_controls_draw(panel, &left);
    if (code)
        unit_effect_draw(panel, &left);
    draw_statistics(panel, second);
    return fmaxf(left.y, second->y);
}

void unit_card_draw(Panel *panel, Rect rect) {
    Ui *ui = panel->ui;
    const ThemeSizes *sizes = &panel->viz.theme->sizes;
    ui_push_id(ui, "unit card");
    ui_card(ui, rect);
    rect = rect_inset(rect, ui_px(ui, sizes->padding), ui_px(ui, sizes->padding));
    draw_title(panel, rect_cut_top(&rect, ui_px(ui, sizes->control), ui_px(ui, sizes->gap)));
    if (unit_card_is_current(panel) && panel->views->unit.units > 0) {
        Rect rest = ui_scroll_begin(ui, "scroll", rect);
        ui_scroll_end(ui, draw_parts(panel, rest, rect.h));
    } else {
        bool none = unit_card_is_current(panel);
        ui_paragraph(ui, rect, TEXT_FAINT,
                     none ? "This network has no such unit." : "What it does comes with the next snapshot.");
    }
    ui_pop_id(ui);
}
