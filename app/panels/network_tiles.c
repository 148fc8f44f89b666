// The view Network: the tiles of one layer, what is under the mouse, and which unit a click means. On the interface's
// thread.
#include "network_parts.h"

#include <stdio.h>
#include <string.h>

enum { STRIP_MOST = 8 }; // pixels across a cell

// The tiles that can be drawn: those wanted, or while the observer is busy with a new wish those that it has.
static NetworkWindow window_of(const NetworkPlan *plan, const NetworkColumn *column) {
    const NetworkWindow *has = &network_layer(plan, column)->has;
    NetworkWindow window = {column->first_row * column->columns, column->rows * column->columns};
    if (window.first + window.count > column->tiles)
        window.count = column->tiles - window.first;
    if (window.first >= has->first && window.first + window.count <= has->first + has->count)
        return window;
    return (NetworkWindow){has->first, window.count < has->count ? window.count : has->count};
}

static const float *values_of(const NetworkPlan *plan, const NetworkColumn *column, int tile) {
    const NetworkLayer *layer = network_layer(plan, column);
    size_t plane = (size_t)layer->all.height * (size_t)layer->all.width;
    return plan->view->values.floats + layer->all.offset + (size_t)(tile - layer->has.first) * plane;
}

// The end of a tile's scale; cells have that of their layer.
static float limit_of(const Panel *panel, const NetworkPlan *plan, const NetworkColumn *column, int tile) {
    const NetworkLayer *layer = network_layer(plan, column);
    const float *range = plan->view->ranges.floats + layer->range + 2 * (size_t)(tile - layer->has.first);
    bool own = panel->look->network.own_scale && column->kind == NETWORK_MAPS;
    float limit =
        own ? network_limit(layer, range[0], range[1]) : network_limit(layer, layer->all.least, layer->all.most);
    return limit > 0 ? limit : 1;
}

static void fill(Panel *panel, const NetworkPlan *plan, const NetworkColumn *column, NetworkWindow window) {
    ImageGrid *grid = &panel->look->network.grid[column->place];
    bool is_signed = network_signed(network_layer(plan, column));
    const Colormap *map = is_signed ? &panel->look->error_map : &panel->look->heat_map;
    for (int i = 0; i < window.count; i++) {
        int tile = window.first + i;
        const float *values = values_of(plan, column, tile);
        float limit = limit_of(panel, plan, column, tile), cell[STRIP_MOST];
        for (int x = 0; column->kind == NETWORK_CELLS && x < column->width && x < STRIP_MOST; x++)
            cell[x] = values[0];
        image_grid_values(grid, i, column->kind == NETWORK_CELLS ? cell : values, map, is_signed ? -limit : 0, limit);
    }
}

static uint64_t mix(uint64_t stamp, uint64_t number) {
    return (stamp ^ number) * UINT64_C(0x9e3779b97f4a7c15) + 1;
}

// Everything that the pixels are made from.
static uint64_t stamp_of(const Panel *panel, const NetworkPlan *plan, const NetworkColumn *column,
                         NetworkWindow window) {
    const NetworkView *view = plan->view;
    const Look *look = panel->look;
    uint64_t stamp = mix(mix(mix(view->version, view->tag.run), view->tag.generation), view->tag.step);
    stamp = mix(mix(stamp, (uint64_t)(unsigned)window.first), (uint64_t)(unsigned)window.count);
    stamp = mix(stamp, (uint64_t)look->heat_map.kind << 8 | (uint64_t)look->error_map.kind);
    return mix(stamp, (uint64_t)(unsigned)column->layer << 1 | look->network.own_scale);
}

// Tiles are enlarged in the grid's buffer, so that gaps stay narrow.
static void draw_grid(Panel *panel, const NetworkPlan *plan, const NetworkColumn *column, NetworkWindow window) {
    ImageGrid *grid = &panel->look->network.grid[column->place];
    ImageGridDesc desc = {.count = window.count,
                          .width = column->width,
                          .height = column->height,
                          .columns = column->columns,
                          .gap = column->gap,
                          .max_zoom = 1,
                          .enlarge = column->zoom,
                          .ground = panel->viz.theme->colors.panel};
    if (image_grid_layout(grid, &desc, column->rect, stamp_of(panel, plan, column, window)))
        fill(panel, plan, column, window);
    image_grid_draw(grid, &panel->viz);
}

// Whether the channels of a column are pictures of units that have no place in one: of a dense layer, or of the code.
static bool counts_units(const Panel *panel, const NetworkColumn *column) {
    return column->part == PART_CODE || strncmp(panel->status->model.layer[column->layer].text, "dense", 5) == 0;
}

static UnitRequest unit_at(const Panel *panel, const NetworkPlan *plan, const NetworkColumn *column, int tile,
                           const ImageGridHit *hit) {
    const LayerFigures *all = &network_layer(plan, column)->all;
    UnitRequest unit = {.layer = column->part == PART_CODE ? LAYER_CODE : column->layer, .unit = tile};
    if (column->kind == NETWORK_MAPS && counts_units(panel, column))
        unit.unit = (tile * all->height + hit->row) * all->width + hit->column;
    return unit;
}

// The tile of the unit whose card is open, or -1.
static int carded(const Panel *panel, const NetworkPlan *plan, const NetworkColumn *column) {
    const UnitRequest *card = &panel->look->card;
    const LayerFigures *all = &network_layer(plan, column)->all;
    int layer = column->part == PART_CODE ? LAYER_CODE : column->layer;
    if (!card->wanted || card->layer != layer)
        return -1;
    return column->kind == NETWORK_MAPS && counts_units(panel, column) ? card->unit / (all->height * all->width)
                                                                       : card->unit;
}

// "dense 64 relu · 64 · 0 to 2.31".
static void describe(const Panel *panel, const NetworkPlan *plan, const NetworkColumn *column, char *text,
                     size_t size) {
    const LayerFigures *all = &network_layer(plan, column)->all;
    const LiveLayer *layer = &panel->status->model.layer[column->layer];
    char label[sizeof layer->text + 16], wrong[64] = "";
    panel_layer_label(layer->text, label, sizeof label);
    if (all->undefined > 0)
        snprintf(wrong, sizeof wrong, " · %d infinite or no number", all->undefined);
    snprintf(text, size, "%s · from %.4g to %.4g%s", label, (double)all->least, (double)all->most, wrong);
}

// "Channel 5, row 3, column 4: 0.531 · conv 16 3×3 /2 relu · from 0 to 2.31".
static void say(const Panel *panel, const NetworkPlan *plan, const NetworkColumn *column, int tile,
                const ImageGridHit *hit, char *text, size_t size) {
    const LayerFigures *all = &network_layer(plan, column)->all;
    char layer[240], where[96] = "", unit[48];
    bool units = column->kind == NETWORK_CELLS || counts_units(panel, column);
    describe(panel, plan, column, layer, sizeof layer);
    UnitRequest at = unit_at(panel, plan, column, tile, hit);
    const char *name = column->part == PART_CODE ? "Code unit" : "Unit";
    snprintf(unit, sizeof unit, "%s %d", units ? name : "Channel", at.unit);
    if (column->kind == NETWORK_MAPS && units)
        snprintf(where, sizeof where, " (channel %d, row %d, column %d)", tile, hit->row, hit->column);
    else if (column->kind == NETWORK_MAPS)
        snprintf(where, sizeof where, ", row %d, column %d", hit->row, hit->column);
    size_t pixel = column->kind == NETWORK_MAPS ? (size_t)(hit->row * all->width + hit->column) : 0;
    snprintf(text, size, "%s%s: %.4g · %s", unit, where, (double)values_of(plan, column, tile)[pixel], layer);
}

static const UiExplain *explain_of(const NetworkColumn *column) {
    return &EXPLAIN_NETWORK[column->part == PART_CODE       ? NETWORK_CODE
                            : column->kind == NETWORK_CELLS ? NETWORK_UNITS
                                                            : NETWORK_CHANNELS];
}

static void scroll(Panel *panel, const NetworkColumn *column, const UiArea *area) {
    if (column->rows >= column->all_rows)
        network_wheel(panel, area);
    else if (area->wheel != 0)
        panel->look->network.first_row[column->place] -= area->wheel > 0 ? 1 : -1;
}

static void draw_bar(Panel *panel, const NetworkColumn *column) {
    const ThemeSizes *sizes = &panel->viz.theme->sizes;
    float width = ui_px(panel->ui, sizes->scroll_bar), gap = ui_px(panel->ui, 2);
    Rect bar = {column->rect.x + column->rect.w + gap, column->rect.y, width, column->rect.h};
    if (column->rows < column->all_rows)
        network_bar(panel, "rows", bar, true, column->rows, column->all_rows,
                    &panel->look->network.first_row[column->place]);
}

bool network_tiles_draw(Panel *panel, const NetworkPlan *plan, const NetworkColumn *column) {
    const ImageGrid *grid = &panel->look->network.grid[column->place];
    const Point *mouse = panel->viz.mouse;
    ImageGridHit hit;
    char text[400];
    NetworkWindow window = window_of(plan, column);
    draw_grid(panel, plan, column, window);
    draw_bar(panel, column);
    UiArea area = ui_area(panel->ui, "tiles", column->rect, UI_AREA_WHEEL);
    bool inside = mouse && window.count > 0 && image_grid_hit(grid, mouse->x, mouse->y, &hit);
    int card = carded(panel, plan, column);
    if (card >= window.first && card < window.first + window.count)
        image_grid_mark(grid, &panel->viz, card - window.first, true);
    describe(panel, plan, column, text, sizeof text);
    if (inside)
        say(panel, plan, column, window.first + hit.image, &hit, text, sizeof text);
    panel_explain(panel, explain_of(column), text);
    scroll(panel, column, &area);
    if (inside && (area.hovered || ui_explaining(panel->ui))) {
        image_grid_mark(grid, &panel->viz, hit.image, false);
        ui_hint(panel->ui, text);
    }
    UnitRequest unit = inside ? unit_at(panel, plan, column, window.first + hit.image, &hit) : (UnitRequest){0};
    if (inside && area.clicked)
        look_card(panel->look, unit.layer, unit.unit);
    return mouse && viz_over(&panel->viz, column->rect);
}
