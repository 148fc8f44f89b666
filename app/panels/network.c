// Network: one image on its way through the hourglass. Every layer is a column, its channels are tiles, the code lies
// in the waist. This file is the frame of the view; network_*.c place the columns and fill them.
#include "network_parts.h"
#include "view.h"

#include <math.h>

enum { LEAST_FOOTED = 190, FIRST_CHANNELS = 64 };
static const float VEIL = 0.10F, WAIST = 0.20F; // opacity of the halves and of the code behind the columns

static void draw_header(Panel *panel, Rect *rest) {
    static const char *const scales[] = {"by layer", "each tile"};
    static const PanelHeader header = {.title = "One image through the hourglass",
                                       .brief = "Network",
                                       .label = "Colour scale",
                                       .choices = scales,
                                       .count = 2,
                                       .explain = &EXPLAIN_NETWORK[NETWORK_SCALE]};
    int chosen = panel->look->network.own_scale;
    panel_header(panel, rest, &header, &chosen);
    panel->look->network.own_scale = chosen;
}

// A half of the net from its widest end to its waist, behind the columns from `first` to `last`.
static void draw_half(Panel *panel, const NetworkPlan *plan, LayerPart part) {
    float half[2] = {0}, left = 0, right = 0, outer = ui_px(panel->ui, panel->viz.theme->sizes.gap);
    bool any = false;
    const NetworkColumn *near = NULL, *far = NULL; // to and from the code
    for (int i = 1; i < plan->count - 1; i++) {
        const NetworkColumn *column = &plan->column[i];
        if (!column->visible || (column->part != part && column->part != PART_CODE))
            continue;
        any |= column->part == part;
        far = !far || (part == PART_DECODER) ? column : far;
        near = !near || (part == PART_ENCODER) ? column : near;
    }
    if (!any)
        return;
    bool encoder = part == PART_ENCODER;
    half[0] = (plan->area.h - plan->label) / 2;
    half[1] = fminf(near->rect.h / 2 + 2 * outer, half[0]);
    left = encoder ? far->room.x - outer : near->room.x + near->room.w / 2;
    right = encoder ? near->room.x + near->room.w / 2 : far->room.x + far->room.w + outer;
    float middle = near->rect.y + near->rect.h / 2, a = encoder ? half[0] : half[1], b = encoder ? half[1] : half[0];
    const Point corners[] = {{left, middle - a}, {right, middle - b}, {right, middle + b}, {left, middle + a}};
    draw_polygon(ui_list(panel->ui), corners, 4, theme_faded(panel_part_color(panel, part), VEIL));
}

static void draw_ground(Panel *panel, const NetworkPlan *plan) {
    draw_half(panel, plan, PART_ENCODER);
    draw_half(panel, plan, PART_DECODER);
    for (int i = 1; i < plan->count - 1; i++)
        if (plan->column[i].visible && plan->column[i].part == PART_CODE)
            draw_fill(ui_list(panel->ui), rect_inset(plan->column[i].rect, -plan->edge, -plan->edge), plan->edge,
                      theme_faded(panel_part_color(panel, PART_CODE), WAIST));
}

static void draw_columns(Panel *panel, Rect area, Rect footer) {
    NetworkPlan plan = {0};
    const NetworkColumn *pointed = NULL;
    network_columns(panel, &plan);
    network_layout(panel, &plan, area);
    draw_ground(panel, &plan);
    for (int i = 0; i < plan.count; i++) {
        const NetworkColumn *column = &plan.column[i];
        if (!column->visible)
            continue;
        ui_push_number(panel->ui, column->place);
        network_captions_draw(panel, &plan, column);
        if (column->kind == NETWORK_PICTURE)
            network_picture_draw(panel, &plan, column);
        else if (network_tiles_draw(panel, &plan, column))
            pointed = column;
        ui_pop_id(panel->ui);
    }
    if (plan.bar.h > 0)
        network_bar(panel, "columns", plan.bar, false, plan.shown, plan.count - 2, &panel->look->network.first_column);
    if (footer.h > 0)
        network_scale_draw(panel, &plan, footer, pointed);
}

// Another network begins at its first tiles.
static void begin(Panel *panel) {
    NetworkLook *look = &panel->look->network;
    if (look->run == panel->status->run)
        return;
    look->run = panel->status->run;
    look->first_column = 0;
    for (int p = 0; p < VIEW_PLACES; p++)
        look->first_row[p] = 0;
}

static void take_keys(Panel *panel) {
    enum { PAGE = 4 };
    NetworkLook *look = &panel->look->network;
    look->first_column += PAGE * ui_shortcut(panel->ui, UI_KEY_PAGE_DOWN, 0);
    look->first_column -= PAGE * ui_shortcut(panel->ui, UI_KEY_PAGE_UP, 0);
    panel_pin_keys(panel);
}

static void draw(Panel *panel, Rect rect) {
    Ui *ui = panel->ui;
    const ThemeSizes *sizes = &panel->viz.theme->sizes;
    ui_push_id(ui, "network");
    begin(panel);
    draw_header(panel, &rect);
    Rect footer = {0};
    if (rect.h > panel_px(panel, LEAST_FOOTED))
        footer = rect_cut_bottom(&rect, ui_px(ui, sizes->row), ui_px(ui, sizes->gap));
    if (network_current(panel)) {
        draw_columns(panel, rect, footer);
        take_keys(panel);
    } else {
        ui_text(ui, rect, TEXT_FAINT, UI_CENTRE, "The image goes through with the first snapshot.");
    }
    ui_pop_id(ui);
}

static void ask(const Look *look, ViewRequest *request) {
    request->network.wanted = true;
    for (int p = 0; p < VIEW_PLACES; p++) {
        const NetworkWindow *window = &look->network.wanted[p];
        request->network.window[p] = (NetworkWindow){window->first, window->count ? window->count : FIRST_CHANNELS};
    }
}

static bool settled(const Panel *panel, const ViewRequest *request, uint64_t step) {
    const NetworkView *view = &panel->views->network;
    if (!view_has_pinned(panel, &request->pinned, view->own, view->image))
        return false;
    for (int p = 0; p < view->places; p++) {
        const NetworkLayer *layer = &view->layer[p];
        const NetworkWindow *wish = &request->network.window[p];
        int left = layer->all.channels - wish->first, count = wish->count < left ? wish->count : left;
        int plane = layer->all.height * layer->all.width;
        bool full = (layer->has.count + 1) * plane > VIEW_WINDOW_VALUES;
        if (count > 0 && (layer->has.first != wish->first || (layer->has.count < count && !full)))
            return false;
    }
    return view_is_of(panel, &view->tag, step);
}

static bool ready(const Panel *panel, uint64_t step) {
    return view_is_since(panel, &panel->views->network.tag, step);
}

const View view_network = {
    .name = "network", .label = "Network", .draw = draw, .ask = ask, .settled = settled, .ready = ready};
