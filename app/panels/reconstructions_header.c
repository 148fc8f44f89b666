// Reconstructions, first row: in which order, of which class, PCA beside them, an image of one's own.
#include "reconstructions_parts.h"

#include <math.h>
#include <stdio.h>

enum { ORDERS = 4 };

static const char *const ORDER[ORDERS] = {"worst first", "best first", "by class", "by index"};
static const ImageOrder ORDER_OF[ORDERS] = {ORDER_WORST, ORDER_BEST, ORDER_CLASS, ORDER_INDEX};

/// What stands in the row, with its width; in little room narrower forms.
typedef struct Items {
    bool menu, brief; // the order as a menu; short labels
    UiEntry orders[ORDERS], classes[LIVE_CLASSES + 1];
    int order_count, class_count; // without labels there are no classes to choose from
    int order_of[ORDERS];
    float order, class_menu, pca, draw;
} Items;

static const UiButton *draw_button_of(const Items *items) {
    static const UiButton full = {.label = "Draw your own"}, brief = {.label = "Draw"};
    return items->brief ? &brief : &full;
}

static float measure(const Panel *panel, Items *items) {
    const Ui *ui = panel->ui;
    const ThemeSizes *sizes = &panel->viz.theme->sizes;
    const char *labels[ORDERS] = {0};
    for (int i = 0; i < items->order_count; i++)
        labels[i] = items->orders[i].label;
    items->order = items->menu ? ui_menu_width(ui, NULL, items->orders, items->order_count)
                               : ui_choice_width(ui, labels, items->order_count);
    items->class_menu = items->class_count > 0 ? ui_menu_width(ui, NULL, items->classes, items->class_count) : 0;
    items->pca = ui_text_width(ui, TEXT_BODY, "PCA") + 1 + ui_px(ui, sizes->gap) + ui_px(ui, sizes->toggle_width);
    items->draw = ui_button_width(ui, draw_button_of(items));
    float gap = ui_px(ui, sizes->padding);
    return items->order + (items->class_count > 0 ? gap + items->class_menu : 0) + gap + items->pca + gap + items->draw;
}

static void list(const Panel *panel, Items *items) {
    const LiveData *data = &panel->status->data;
    for (int i = 0; i < ORDERS; i++)
        if (ORDER_OF[i] != ORDER_CLASS || data->classes > 0) {
            items->order_of[items->order_count] = i;
            items->orders[items->order_count++] = (UiEntry){.label = ORDER[i]};
        }
    if (data->classes < 1)
        return;
    items->classes[items->class_count++] = (UiEntry){.label = "all classes"};
    for (int i = 0; i < data->classes && i < LIVE_CLASSES; i++)
        items->classes[items->class_count++] = (UiEntry){.label = data->class_name[i]};
}

// What is chosen with the mouse leaves the keyboard to the view: Page Up and Page Down, the arrow keys.
static void leave_keyboard(Panel *panel) {
    if (panel->ui->input->released & UI_MOUSE_LEFT)
        ui_focus(panel->ui, 0);
}

static void draw_order(Panel *panel, Rect place, const Items *items) {
    Ui *ui = panel->ui;
    ReconstructionLook *recon = &panel->look->recon;
    const char *labels[ORDERS] = {0};
    int chosen = 0;
    for (int i = 0; i < items->order_count; i++) {
        labels[i] = items->orders[i].label;
        chosen = ORDER_OF[items->order_of[i]] == recon->order ? i : chosen;
    }
    int before = chosen;
    if (items->menu) {
        int picked = ui_menu(ui, "order", place, NULL, items->orders, items->order_count, chosen);
        chosen = picked >= 0 ? picked : chosen;
    } else {
        ui_choice(ui, "order", place, labels, items->order_count, &chosen);
    }
    panel_explain(panel, &EXPLAIN_RECONSTRUCTIONS[RECONSTRUCTIONS_ORDER], labels[chosen]);
    if (chosen == before)
        return;
    leave_keyboard(panel);
    recon->order = ORDER_OF[items->order_of[chosen]];
    recon->first = 0;
}

static void draw_class(Panel *panel, Rect place, const Items *items) {
    ReconstructionLook *recon = &panel->look->recon;
    int picked = ui_menu(panel->ui, "class", place, NULL, items->classes, items->class_count, recon->class_shown);
    panel_explain(panel, &EXPLAIN_RECONSTRUCTIONS[RECONSTRUCTIONS_CLASS], items->classes[recon->class_shown].label);
    if (picked < 0 || picked == recon->class_shown)
        return;
    leave_keyboard(panel);
    recon->class_shown = picked;
    recon->first = 0;
}

static void draw_pca(Panel *panel, Rect place) {
    char value[96];
    if (!reconstructions_pca_state(panel, value, sizeof value))
        reconstructions_tile_name(panel, TILE_PCA, value);
    ui_toggle(panel->ui, "pca", place, "PCA", &panel->look->recon.pca);
    panel_explain(panel, &EXPLAIN_RECONSTRUCTIONS[RECONSTRUCTIONS_PCA], value);
    ui_tooltip(panel->ui, "What the best linear code of the same size makes of each image");
}

static void draw_draw(Panel *panel, Rect place, const Items *items) {
    Ui *ui = panel->ui;
    bool can = draw_dialog_can(panel);
    ui_push_disabled(ui, !can);
    if (ui_button(ui, "draw", place, draw_button_of(items)))
        draw_dialog_open(panel);
    panel_explain(panel, &EXPLAIN_RECONSTRUCTIONS[RECONSTRUCTIONS_DRAW], NULL);
    ui_tooltip(ui, can ? "Draw an image and pin it for all views (D)"
                       : "Images of more than 128×128 pixels cannot be drawn here");
    ui_pop_disabled(ui);
}

// The next place in the row; a new row where there is no room left.
static Rect next(Panel *panel, Rect *row, Rect *rest, float width) {
    const ThemeSizes *sizes = &panel->viz.theme->sizes;
    if (row->w < width - 1)
        *row = rect_cut_top(rest, ui_px(panel->ui, sizes->control), ui_px(panel->ui, sizes->gap));
    return rect_cut_left(row, width, ui_px(panel->ui, sizes->padding));
}

void reconstructions_header_draw(Panel *panel, Rect *rest) {
    Ui *ui = panel->ui;
    const ThemeSizes *sizes = &panel->viz.theme->sizes;
    static const char title[] = "Test images the network has never trained on", brief[] = "Test images";
    Items items = {0};
    list(panel, &items);
    float gap = ui_px(ui, sizes->padding), room = rest->w;
    float width = measure(panel, &items);
    for (int narrower = 0; narrower < 2 && width > room; narrower++) {
        items.brief = true;
        items.menu = narrower > 0;
        width = measure(panel, &items);
    }
    Rect row = rect_cut_top(rest, ui_px(ui, sizes->control), ui_px(ui, sizes->gap));
    if (width + 2 * gap + ui_text_width(ui, TEXT_TITLE, brief) <= room) {
        Rect place = rect_cut_right(&row, width + 1, 2 * gap);
        ui_text(ui, row, TEXT_TITLE, UI_LEFT, panel_either(panel, TEXT_TITLE, row.w, title, brief));
        row = place;
    }
    draw_order(panel, next(panel, &row, rest, fminf(items.order, room)), &items);
    if (items.class_count > 0)
        draw_class(panel, next(panel, &row, rest, fminf(items.class_menu, room)), &items);
    draw_pca(panel, next(panel, &row, rest, items.pca));
    draw_draw(panel, next(panel, &row, rest, items.draw), &items);
}
