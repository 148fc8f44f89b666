// The view Filters, right column: the pinned image and the feature maps of one layer.
#include "filters_parts.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

// Pixels at scale 1. With less room there are fewer maps rather than smaller ones; the footer says so.
enum { LEAST_MAP = 24, IMAGE_SIDE = 64, LEAST_FOOTED = 72, LEAST_NAMED = 200 };

// "conv 16×14×14": short enough for a button; the whole line is beside it in the list.
static void name_layer(const MapLayer *layer, char *text, size_t size) {
    char word[32], label[48];
    snprintf(word, sizeof word, "%.*s", (int)strcspn(layer->text, " "), layer->text);
    panel_layer_label(word, label, sizeof label);
    snprintf(text, size, "%s %d×%d×%d", label, layer->channels, layer->height, layer->width);
}

static void draw_header(Panel *panel, Rect row) {
    Ui *ui = panel->ui;
    const MapsView *maps = &panel->views->maps;
    char names[VIEW_MAP_LAYERS][96];
    UiEntry entries[VIEW_MAP_LAYERS];
    for (int i = 0; i < maps->layers; i++) {
        name_layer(&maps->layer[i], names[i], sizeof names[i]);
        entries[i] = (UiEntry){.label = names[i], .hint = maps->layer[i].text};
    }
    float width = ui_menu_width(ui, NULL, entries, maps->layers);
    Rect place = rect_cut_right(&row, width, ui_px(ui, panel->viz.theme->sizes.gap));
    int picked = ui_menu(ui, "layer", place, NULL, entries, maps->layers, maps->chosen);
    panel_explain(panel, &EXPLAIN_FILTERS[FILTERS_LAYER], maps->layer[maps->chosen].text);
    if (picked >= 0)
        panel->look->filters.map_layer = picked;
    const char *brief = panel_either(panel, TEXT_BODY, row.w, "Answers", "");
    ui_text(ui, row, TEXT_BODY, UI_LEFT,
            panel_either(panel, TEXT_BODY, row.w, "What they answer on this image", brief));
}

// As high as whole pixels allow.
static float image_height(const Panel *panel) {
    float most = ui_px(panel->ui, IMAGE_SIDE), height = (float)panel->views->pinned.height;
    return height <= most ? floorf(most / height) * height : most;
}

// The image itself, its name, and buttons for the next one.
static void draw_image_row(Panel *panel, Rect row) {
    const PinnedView *pinned = &panel->views->pinned;
    const LiveData *data = &panel->status->data;
    const ThemeSizes *sizes = &panel->viz.theme->sizes;
    Ui *ui = panel->ui;
    ImageGrid *grid = &panel->look->filters.image;
    ImageGridDesc desc = {
        .count = 1, .width = pinned->width, .height = pinned->height, .ground = panel->viz.theme->colors.panel};
    uint64_t stamp = filters_stamp(filters_stamp(pinned->tag.run, (uint64_t)pinned->image), pinned->own);
    if (image_grid_layout(grid, &desc, (Rect){row.x, row.y, row.h, row.h}, stamp))
        image_grid_bytes(grid, 0, pinned->input.bytes, pinned->channels);
    image_grid_draw(grid, &panel->viz);
    Rect picture = rect_cut_left(&row, row.h, ui_px(ui, sizes->padding));
    char number[48];
    panel_pinned_name(panel, number, sizeof number);
    bool named = pinned->label >= 0 && pinned->label < data->classes;
    panel_element(panel, "pinned", picture, &EXPLAIN_FILTERS[FILTERS_IMAGE], number);
    Rect buttons = rect_centre(row, row.w, ui_px(ui, sizes->control));
    int step = filters_steps(panel, &buttons, true, true, &EXPLAIN_FILTERS[FILTERS_OTHER],
                             "Another test image; the arrow keys do the same");
    if (step)
        look_pin(panel->look, panel->look->pinned.image + step, data->test_images);
    row.w = buttons.w;
    Rect lines = rect_centre(row, row.w, 2 * ui_px(ui, sizes->row));
    ui_text(ui, rect_row(lines, 0, 2, 0), TEXT_BODY, UI_LEFT,
            panel_either(panel, TEXT_BODY, lines.w, named ? data->class_name[pinned->label] : "Pinned", ""));
    ui_text(ui, rect_row(lines, 1, 2, 0), TEXT_FAINT, UI_LEFT, panel_either(panel, TEXT_FAINT, lines.w, number, ""));
}

static void hover(Panel *panel) {
    const MapsView *maps = &panel->views->maps;
    const MapLayer *layer = &maps->layer[maps->chosen];
    const ImageGrid *grid = &panel->look->filters.maps;
    ImageGridHit hit;
    UiArea area = ui_area(panel->ui, "maps", grid->rect, 0);
    const Point *mouse = panel->viz.mouse;
    bool inside = mouse && image_grid_hit(grid, mouse->x, mouse->y, &hit);
    panel_explain(panel, &EXPLAIN_FILTERS[FILTERS_MAPS], NULL);
    if (!inside || (!area.hovered && !ui_explaining(panel->ui)))
        return;
    size_t at = ((size_t)hit.image * (size_t)layer->height + (size_t)hit.row) * (size_t)layer->width;
    char text[300], hint[340], value[32], label[sizeof layer->text + 16];
    panel_layer_label(layer->text, label, sizeof label);
    axis_signed((double)maps->values.floats[at + (size_t)hit.column], 3, value, sizeof value);
    snprintf(text, sizeof text, "Channel %d of %s, row %d, column %d: %s", hit.image, label, hit.row, hit.column,
             value);
    panel_explain(panel, &EXPLAIN_FILTERS[FILTERS_MAPS], text);
    image_grid_mark(grid, &panel->viz, hit.image, false);
    snprintf(hint, sizeof hint, "%s · click: card", text);
    ui_hint(panel->ui, hint);
    if (area.clicked)
        look_card(panel->look, layer->index, hit.image);
}

// Rather seven of eight maps at twice their size than all in their own, which is small.
static TileFit fit_of(const Panel *panel, Rect area, const MapLayer *layer, int shown) {
    float least = ui_px(panel->ui, LEAST_MAP);
    TileFit fit = filters_fit(panel, area, layer->width, layer->height, shown, shown, least);
    TileFit larger = filters_fit(panel, area, layer->width, layer->height, shown, shown - shown / 8, least);
    return fit.zoom == 1 && larger.zoom > 1 ? larger : fit;
}

static void draw_grid(Panel *panel, Rect area) {
    const MapsView *maps = &panel->views->maps;
    const MapLayer *layer = &maps->layer[maps->chosen];
    ImageGrid *grid = &panel->look->filters.maps;
    TileFit fit = fit_of(panel, area, layer, maps->shown);
    int room = fit.columns * fit.rows, count = room < 1 ? 1 : room < maps->shown ? room : maps->shown;
    ImageGridDesc desc = filters_grid(panel, area, layer->width, layer->height, count);
    uint64_t stamp = filters_stamp(maps->tag.run, maps->tag.generation);
    stamp = filters_stamp(filters_stamp(filters_stamp(stamp, maps->tag.step), (uint64_t)maps->image), maps->own);
    size_t plane = (size_t)layer->height * (size_t)layer->width;
    float high = maps->high > maps->low ? maps->high : 1;
    if (image_grid_layout(grid, &desc, area, filters_stamp(stamp, (uint64_t)maps->chosen)))
        for (int c = 0; c < count; c++)
            image_grid_values(grid, c, maps->values.floats + (size_t)c * plane, &panel->look->heat_map, maps->low,
                              high);
    image_grid_draw(grid, &panel->viz);
    hover(panel);
}

static void draw_footer(Panel *panel, Rect row) {
    const MapsView *maps = &panel->views->maps;
    const MapLayer *layer = &maps->layer[maps->chosen];
    Ui *ui = panel->ui;
    char full[96], brief[48];
    snprintf(brief, sizeof brief, "%d of %d", panel->look->filters.maps.shown, layer->channels);
    snprintf(full, sizeof full, "%s channels", brief);
    if (panel->look->filters.maps.shown == layer->channels)
        snprintf(full, sizeof full, "%d channel%s", layer->channels, layer->channels == 1 ? "" : "s");
    float bar = fminf(panel_px(panel, 220), row.w - ui_text_width(ui, TEXT_FAINT, brief) - ui_px(ui, 24));
    Rect right = rect_cut_right(&row, bar, ui_px(ui, panel->viz.theme->sizes.section));
    colormap_bar(&panel->viz, right, &panel->look->heat_map, maps->low, maps->high, "activation");
    char range[80];
    snprintf(range, sizeof range, "%.3g to %.3g", (double)maps->low, (double)maps->high);
    panel_element(panel, "bar", right, &EXPLAIN_FILTERS[FILTERS_MAPS_BAR], range);
    ui_text(ui, row, TEXT_FAINT, UI_LEFT, panel_either(panel, TEXT_FAINT, row.w, full, brief));
}

void filters_maps_draw(Panel *panel, Rect rect) {
    Ui *ui = panel->ui;
    const ThemeSizes *sizes = &panel->viz.theme->sizes;
    float gap = ui_px(ui, sizes->gap), height = colormap_bar_height(&panel->viz);
    ui_push_id(ui, "answers");
    draw_header(panel, rect_cut_top(&rect, ui_px(ui, sizes->control), gap));
    if (panel->views->maps.shown > 0) {
        if (rect.h > panel_px(panel, LEAST_NAMED))
            draw_image_row(panel, rect_cut_top(&rect, image_height(panel), gap));
        Rect footer = {0};
        if (rect.h > height + panel_px(panel, LEAST_FOOTED))
            footer = rect_cut_bottom(&rect, height, gap);
        draw_grid(panel, rect);
        if (footer.h > 0)
            draw_footer(panel, footer);
    }
    ui_pop_id(ui);
}
