// The view Network: where the columns lie. Input and reconstruction are always there; of the columns between as many as
// have room. On the interface's thread.
#include "network_parts.h"

#include <math.h>

enum { LEAST_LINES = 220, LEAST_PICTURE = 72, LEAST_COLUMN = 24, MOST_BETWEEN = 72 }; // pixels at scale 1

// The fourth root keeps layers of 2 and of 200 704 values on one screen.
static float height_of(const NetworkPlan *plan, const NetworkColumn *column, float most) {
    float largest = 1;
    for (int i = 0; i < plan->count; i++) {
        const LayerFigures *all = &network_layer(plan, &plan->column[i])->all;
        largest = fmaxf(largest, (float)all->channels * (float)all->height * (float)all->width);
    }
    const LayerFigures *all = &network_layer(plan, column)->all;
    float size = (float)all->channels * (float)all->height * (float)all->width;
    return roundf(most * powf(size / largest, 0.25F));
}

// Lines under columns and pictures, by the height there is, and what that leaves for the tiles.
static void divide_height(const Panel *panel, NetworkPlan *plan) {
    const ThemeSizes *sizes = &panel->viz.theme->sizes;
    float height = plan->area.h;
    plan->edge = ui_px(panel->ui, sizes->gap) / 2;
    plan->label = ui_px(panel->ui, sizes->row) + plan->edge;
    plan->line = ceilf(ui_text_height(panel->ui, TEXT_FAINT_DIGITS)) + ui_px(panel->ui, 2);
    plan->lines = height >= panel_px(panel, LEAST_LINES) ? 2 : 1;
    for (plan->captions = NETWORK_FULL; plan->captions > NETWORK_BRIEF; plan->captions--)
        if (height - plan->label - network_captions_height(panel, plan) >= panel_px(panel, LEAST_PICTURE))
            break;
    float most = height - plan->label - (float)plan->lines * plan->line - plan->edge;
    float picture = height - plan->label - network_captions_height(panel, plan);
    for (int i = 0; i < plan->count; i++) {
        NetworkColumn *column = &plan->column[i];
        bool image = column->kind == NETWORK_PICTURE;
        float least = fminf(most, ui_px(panel->ui, LEAST_COLUMN));
        column->most = image ? fmaxf(picture, 1) : fmaxf(height_of(plan, column, most), fmaxf(least, 1));
        network_least(panel, column);
    }
}

// How many of the columns from `first` on have room between the pictures.
static int count_from(const NetworkPlan *plan, int first) {
    float room = plan->area.w - network_outer(&plan->column[0]) - network_outer(&plan->column[plan->count - 1]);
    int shown = 0;
    room -= plan->between;
    for (int i = first; i < plan->count - 1; i++, shown++) {
        room -= network_outer(&plan->column[i]) + plan->between;
        if (room < 0)
            break;
    }
    return shown;
}

// Which columns are on screen; false where some are not and there is no bar yet to reach them.
static bool choose_columns(const Panel *panel, NetworkPlan *plan) {
    int last = plan->count - 2, *first = &panel->look->network.first_column; // counted from 0
    plan->first = 1;
    plan->shown = count_from(plan, 1);
    if (plan->shown < last && plan->bar.h <= 0)
        return false;
    if (plan->shown < last) {
        plan->first = *first < 0 ? 1 : *first < last ? *first + 1 : last;
        while (plan->first > 1 && plan->first - 1 + count_from(plan, plan->first - 1) > last) // no room stays empty
            plan->first--;
        plan->shown = count_from(plan, plan->first);
        plan->shown = plan->shown > 1 ? plan->shown : 1;
    }
    *first = plan->first - 1;
    for (int i = 0; i < plan->count; i++)
        plan->column[i].visible = i == 0 || i > last || (i >= plan->first && i < plan->first + plan->shown);
    return true;
}

static void place_column(const NetworkPlan *plan, NetworkColumn *column, float x, float captions) {
    float height = network_height(column), width = network_inner(column);
    float top = plan->area.y + plan->label, bottom = plan->area.y + plan->area.h;
    float middle = (top + bottom - (float)plan->lines * plan->line) / 2;
    float y = fminf(middle - height / 2, bottom - captions - height);
    column->room = (Rect){roundf(x), roundf(fmaxf(top, y)), network_outer(column), height};
    float bar = column->rows < column->all_rows ? column->bar : 0;
    column->rect = rect_centre(column->room, width + bar, height);
    column->rect.w = width;
}

static void place_columns(const Panel *panel, NetworkPlan *plan) {
    int gaps = plan->shown + 1;
    float between = plan->between, most = ui_px(panel->ui, MOST_BETWEEN);
    float taken = network_sizes(panel, plan, plan->area.w - (float)gaps * between);
    between = floorf(fminf((plan->area.w - taken) / (float)gaps, most));
    float x = plan->area.x + (plan->area.w - taken - (float)gaps * between) / 2;
    for (int i = 0; i < plan->count; i++) {
        NetworkColumn *column = &plan->column[i];
        if (!column->visible)
            continue;
        bool image = column->kind == NETWORK_PICTURE;
        float lines = (float)plan->lines * plan->line + plan->edge;
        place_column(plan, column, x, image ? network_captions_height(panel, plan) : lines);
        x += network_outer(column) + between;
    }
    plan->between = between;
}

// What is on screen, held to what there is, is what the observer is asked for.
static void ask_windows(const Panel *panel, NetworkPlan *plan) {
    NetworkLook *look = &panel->look->network;
    for (int p = 0; p < VIEW_PLACES; p++)
        look->wanted[p] = (NetworkWindow){0, -1};
    for (int i = 0; i < plan->count; i++) {
        NetworkColumn *column = &plan->column[i];
        if (!column->visible)
            continue;
        int *first = &look->first_row[column->place], last = column->all_rows - column->rows;
        *first = *first < 0 ? 0 : *first < last ? *first : last;
        column->first_row = *first;
        look->wanted[column->place] = (NetworkWindow){*first * column->columns, column->rows * column->columns};
        if (column->kind == NETWORK_PICTURE)
            look->wanted[column->place] = (NetworkWindow){0, network_layer(plan, column)->all.channels};
    }
}

void network_layout(const Panel *panel, NetworkPlan *plan, Rect area) {
    const ThemeSizes *sizes = &panel->viz.theme->sizes;
    plan->area = area;
    plan->bar = (Rect){0};
    plan->between = ui_px(panel->ui, sizes->padding);
    divide_height(panel, plan);
    bool whole = choose_columns(panel, plan);
    if (!whole) {
        plan->between = ui_px(panel->ui, sizes->gap);
        whole = choose_columns(panel, plan);
    }
    if (!whole) {
        plan->bar = rect_cut_bottom(&plan->area, ui_px(panel->ui, sizes->scroll_bar), ui_px(panel->ui, sizes->gap));
        divide_height(panel, plan);
        choose_columns(panel, plan);
    }
    place_columns(panel, plan);
    ask_windows(panel, plan);
}
