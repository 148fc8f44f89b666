// The unit card's test images: those on which the unit is strongest, and a spread from there to the weakest. A click
// pins one. On the interface's thread.
#include "unit_parts.h"

#include <stdio.h>

enum { FOUR_COLUMNS = 860 }; // card's height at scale 1 from which on pictures are twice as large

static void say_image(const Panel *panel, const UnitImages *images, const int *label, int at, char *text, size_t size) {
    const LiveData *data = &panel->status->data;
    char number[32];
    unit_card_number(images->value[at], number, sizeof number);
    bool named = label[at] >= 0 && label[at] < data->classes;
    snprintf(text, size, "Test image %d%s%s: %s", images->image[at], named ? ", " : "",
             named ? data->class_name[label[at]] : "", number);
}

static void use_grid(Panel *panel, const char *name, const ImageGrid *grid, const UnitImages *images, const int *label,
                     const UiExplain *explain) {
    UiArea area = ui_area(panel->ui, name, grid->rect, 0);
    const Point *mouse = panel->viz.mouse;
    ImageGridHit hit;
    char text[160] = "", hint[200];
    bool inside = mouse && image_grid_hit(grid, mouse->x, mouse->y, &hit) && hit.image < images->count;
    if (inside)
        say_image(panel, images, label, hit.image, text, sizeof text);
    panel_explain(panel, explain, inside ? text : NULL);
    if (!inside || (!area.hovered && !ui_explaining(panel->ui)))
        return;
    if (area.clicked)
        look_pin(panel->look, images->image[hit.image], panel->status->data.test_images);
    bool pinned = panel->look->pinned.own == 0 && panel->look->pinned.image == images->image[hit.image];
    snprintf(hint, sizeof hint, "%s · %s", text, pinned ? "pinned" : "click to pin it");
    image_grid_mark(grid, &panel->viz, hit.image, false);
    ui_hint(panel->ui, hint);
}

// `first`: place of the first picture in the view's pictures.
static void draw_grid(Panel *panel, Rect *rest, const char *name, ImageGrid *grid, const UnitImages *images,
                      const int *label, int first, int columns, const UiExplain *explain) {
    Ui *ui = panel->ui;
    const UnitView *view = &panel->views->unit;
    const ThemeSizes *sizes = &panel->viz.theme->sizes;
    float gap = ui_px(ui, sizes->gap / 2);
    int rows = (images->count + columns - 1) / columns;
    float side = (rest->w - gap * (float)(columns - 1)) / (float)columns;
    float height = side * (float)view->height / (float)view->width;
    Rect area = {rest->x, rest->y, rest->w, (float)rows * (height + gap) + gap};
    size_t size = (size_t)view->channels * (size_t)view->height * (size_t)view->width;
    ImageGridDesc desc = {.count = images->count,
                          .width = view->width,
                          .height = view->height,
                          .columns = columns,
                          .gap = gap,
                          .ground = panel->viz.theme->colors.panel};
    if (image_grid_layout(grid, &desc, area, unit_card_stamp(panel)))
        for (int i = 0; i < images->count; i++)
            image_grid_bytes(grid, i, view->pictures.bytes + (size_t)(first + i) * size, view->channels);
    image_grid_draw(grid, &panel->viz);
    for (int i = 0; i < images->count; i++)
        if (panel->look->pinned.own == 0 && images->image[i] == panel->look->pinned.image)
            image_grid_mark(grid, &panel->viz, i, true);
    rect_cut_top(rest, grid->rect.h, ui_px(ui, sizes->gap));
    use_grid(panel, name, grid, images, label, explain);
}

static void draw_progress(Panel *panel, Rect *rest) {
    const UnitView *view = &panel->views->unit;
    char done[TEXT_GROUPED], all[TEXT_GROUPED], step[TEXT_GROUPED], text[128], brief[96];
    bool counting = view->scored < view->images || view->counted.run == 0;
    const ViewTag *tag = counting ? &view->running : &view->counted;
    text_grouped(counting ? view->scored : view->images, done);
    text_grouped(view->images, all);
    text_grouped((double)tag->step, step);
    snprintf(text, sizeof text, "%s of %s, step %s", done, all, step);
    snprintf(brief, sizeof brief, "%s of %s", done, all);
    Rect row = rect_cut_top(rest, ui_px(panel->ui, panel->viz.theme->sizes.row), 0);
    ui_text(panel->ui, row, TEXT_FAINT_DIGITS, UI_LEFT, panel_either(panel, TEXT_FAINT_DIGITS, row.w, text, brief));
    panel_element(panel, "progress", row, &EXPLAIN_UNIT[UNIT_PROGRESS], text);
}

static void draw_paragraph(Panel *panel, Rect *rest, const char *name, TextRole role, const char *text,
                           const UiExplain *explain) {
    Ui *ui = panel->ui;
    float height = ui_paragraph_height(ui, rest->w, role, text);
    Rect place = rect_cut_top(rest, height, ui_px(ui, panel->viz.theme->sizes.gap));
    ui_paragraph(ui, place, role, text);
    panel_element(panel, name, place, explain, NULL);
}

// What to do about a unit that says nothing.
static void draw_dead(Panel *panel, Rect *rest) {
    char text[80], all[TEXT_GROUPED];
    text_grouped(panel->views->unit.images, all);
    snprintf(text, sizeof text, "Never active on %s test images.", all);
    draw_paragraph(panel, rest, "dead", TEXT_PROBLEM, text, &EXPLAIN_UNIT[UNIT_DEAD]);
    draw_paragraph(panel, rest, "revive", TEXT_FAINT,
                   "A weaker penalty or a smaller learning rate lets fewer units die.", &EXPLAIN_UNIT[UNIT_DEAD]);
    if (panel->views->unit.code)
        unit_resample_draw(panel, rest);
}

// The heading, and at its right how often the unit is active.
static void draw_heading(Panel *panel, Rect *rest) {
    Ui *ui = panel->ui;
    const UnitView *view = &panel->views->unit;
    char share[48];
    panel_section(panel, rest, "STRONGEST ON");
    if (view->counted.run == 0)
        return;
    snprintf(share, sizeof share, "active on %.1f %%", 100.0 * view->active / (view->images > 0 ? view->images : 1));
    float row = ui_px(ui, panel->viz.theme->sizes.row), width = ui_text_width(ui, TEXT_FAINT, share) + 1;
    Rect place = {rest->x + rest->w - width, rest->y - row, width, row};
    ui_text(ui, place, TEXT_FAINT, UI_RIGHT, share);
    panel_element(panel, "share", place, &EXPLAIN_UNIT[UNIT_FREQUENCY], share);
}

void unit_examples_strongest(Panel *panel, Rect *rest, float height) {
    const UnitView *view = &panel->views->unit;
    char text[64];
    draw_heading(panel, rest);
    draw_progress(panel, rest);
    if (view->counted.run == 0)
        return;
    if (view->undefined > 0) {
        snprintf(text, sizeof text, "On %d of them it is no number.", view->undefined);
        draw_paragraph(panel, rest, "undefined", TEXT_PROBLEM, text, &EXPLAIN_UNIT[UNIT_UNDEFINED]);
    }
    if (view->active == 0 && view->undefined == 0)
        draw_dead(panel, rest);
    int columns = height >= panel_px(panel, FOUR_COLUMNS) ? 4 : 8;
    if (view->strongest.count > 0)
        draw_grid(panel, rest, "strongest", &panel->look->unit_card.strongest, &view->strongest, view->strongest_label,
                  0, columns, &EXPLAIN_UNIT[UNIT_STRONGEST]);
}

void unit_examples_spread(Panel *panel, Rect *rest) {
    const UnitView *view = &panel->views->unit;
    if (view->counted.run == 0 || view->spread.count == 0)
        return;
    panel_section(panel, rest, "FROM STRONGEST TO WEAKEST");
    draw_grid(panel, rest, "spread", &panel->look->unit_card.spread, &view->spread, view->spread_label,
              view->strongest.count, 8, &EXPLAIN_UNIT[UNIT_SPREAD]);
}
