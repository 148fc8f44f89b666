// The unit card's pictures: what the unit draws, and what it sees. On the interface's thread.
#include "unit_parts.h"

#include <math.h>
#include <stdio.h>

enum { MOST_PIXELS = 128 * 128 }; // of a picture in colours

/// One of the two, with what is written around it.
typedef struct Picture {
    const char *title, *origin;
    const float *values; // (channels, height, width)
    int channels, height, width;
    bool signed_values; // around zero; else from 0 to 1
    const UiExplain *explain;
    const char *name;
} Picture;

static float largest(const Picture *picture) {
    float most = 0;
    for (int i = 0; i < picture->channels * picture->height * picture->width; i++)
        if (isfinite(picture->values[i]) && fabsf(picture->values[i]) > most)
            most = fabsf(picture->values[i]);
    return most > 0 ? most : 1;
}

static uint8_t shade(float value, float low, float high) {
    float byte = 255 * (value - low) / (high - low);
    return (uint8_t)(byte >= 255 ? 255 : byte > 0 ? byte : isnan(byte) ? 127 : 0);
}

// Red, green and blue as colours; mid grey is the middle of the range.
static void fill_colors(ImageGrid *grid, const Picture *picture, float low, float high) {
    Rgba colors[MOST_PIXELS];
    int plane = picture->height * picture->width;
    if (plane > MOST_PIXELS)
        return;
    for (int p = 0; p < plane; p++)
        colors[p] = (Rgba){shade(picture->values[p], low, high), shade(picture->values[plane + p], low, high),
                           shade(picture->values[2 * plane + p], low, high), 255};
    image_grid_colors(grid, 0, colors);
}

static void say_pixel(Panel *panel, const ImageGrid *grid, const Picture *picture) {
    UiArea area = ui_area(panel->ui, picture->name, grid->rect, 0);
    const Point *mouse = panel->viz.mouse;
    ImageGridHit hit;
    char text[160] = "";
    if (mouse && image_grid_hit(grid, mouse->x, mouse->y, &hit)) {
        size_t plane = (size_t)picture->height * (size_t)picture->width;
        size_t at = (size_t)hit.row * (size_t)picture->width + (size_t)hit.column;
        int used =
            snprintf(text, sizeof text, "row %d, column %d: %.3f", hit.row, hit.column, (double)picture->values[at]);
        for (int c = 1; c < picture->channels && used > 0 && (size_t)used < sizeof text && c < 4; c++)
            used += snprintf(text + used, sizeof text - (size_t)used, ", %.3f",
                             (double)picture->values[(size_t)c * plane + at]);
    }
    panel_explain(panel, picture->explain, text[0] ? text : NULL);
    if (area.hovered && text[0])
        ui_hint(panel->ui, text);
}

// Returns where it ends.
static float draw_picture(Panel *panel, Rect column, ImageGrid *grid, const Picture *picture) {
    Ui *ui = panel->ui;
    const Theme *theme = panel->viz.theme;
    float row = ui_px(ui, theme->sizes.row), limit = picture->signed_values ? largest(picture) : 1;
    float low = picture->signed_values ? -limit : 0;
    const Colormap *map = picture->signed_values ? &panel->look->error_map : &panel->look->grey_map;
    bool colors = picture->channels >= 3;
    ui_text(ui, rect_cut_top(&column, row, 0), TEXT_BODY, UI_LEFT, picture->title);
    ui_text(ui, rect_cut_top(&column, row, 0), TEXT_FAINT, UI_LEFT, picture->origin);
    Rect area = {column.x, column.y, column.w, column.w};
    ImageGridDesc desc = {
        .count = 1, .width = picture->width, .height = picture->height, .ground = theme->colors.panel};
    if (image_grid_layout(grid, &desc, area, unit_card_stamp(panel) ^ (uint64_t)map->kind)) {
        if (colors)
            fill_colors(grid, picture, low, limit);
        else
            image_grid_values(grid, 0, picture->values, map, low, limit);
    }
    image_grid_draw(grid, &panel->viz);
    say_pixel(panel, grid, picture);
    rect_cut_top(&column, grid->rect.h, ui_px(ui, theme->sizes.gap / 2));
    char bar[32], range[64];
    snprintf(bar, sizeof bar, "%s bar", picture->name);
    snprintf(range, sizeof range, "%.3g to %.3g", (double)low, (double)limit);
    colormap_bar(&panel->viz, column, colors ? &panel->look->grey_map : map, low, limit, NULL);
    column.h = colormap_bar_height(&panel->viz);
    panel_element(panel, bar, column, &EXPLAIN_UNIT[UNIT_BAR], range);
    return column.y + column.h;
}

// What it draws, unless the unit lies outside the code.
static bool find_atom(const UnitView *view, Picture *picture) {
    *picture = (Picture){.title = "what it draws",
                         .origin = "(decoder)",
                         .values = view->atom.floats,
                         .channels = view->channels,
                         .height = view->height,
                         .width = view->width,
                         .signed_values = true,
                         .name = "atom",
                         .explain = &EXPLAIN_UNIT[view->atom_kind == UNIT_ATOM_COLUMN ? UNIT_ATOM : UNIT_CHANGE]};
    return view->atom.size > 0;
}

// What it sees: weights, or where they are no picture an image that raises it.
static bool find_sight(const UnitView *view, Picture *picture) {
    *picture = (Picture){.title = "what it sees",
                         .origin = "(encoder)",
                         .values = view->filter.floats,
                         .channels = view->filter_channels,
                         .height = view->filter_height,
                         .width = view->filter_width,
                         .signed_values = true,
                         .name = "filter",
                         .explain = &EXPLAIN_UNIT[UNIT_FILTER]};
    if (view->filter.size > 0)
        return true;
    picture->values = view->ascent.floats;
    picture->channels = view->channels;
    picture->height = view->height;
    picture->width = view->width;
    picture->signed_values = false;
    picture->name = "ascent";
    picture->explain = &EXPLAIN_UNIT[UNIT_ASCENT];
    return view->raised.run > 0 && view->ascent.size > 0;
}

static void draw_note(Panel *panel, Rect *rest, const char *name, const char *text, const UiExplain *explain) {
    Ui *ui = panel->ui;
    float height = ui_paragraph_height(ui, rest->w, TEXT_FAINT, text);
    Rect place = rect_cut_top(rest, height, ui_px(ui, panel->viz.theme->sizes.gap / 2));
    ui_paragraph(ui, place, TEXT_FAINT, text);
    panel_element(panel, name, place, explain, NULL);
}

// What the pictures are, where that is not plain.
static void draw_notes(Panel *panel, Rect *rest, bool atom, bool raised) {
    const UnitView *view = &panel->views->unit;
    char text[160], number[32], from[32];
    if (atom && view->atom_kind == UNIT_ATOM_CHANGE) {
        unit_card_number(view->atom_value, number, sizeof number);
        snprintf(text, sizeof text, "Draws: change of the image when the unit goes from 0 to %s.", number);
        draw_note(panel, rest, "change note", text, &EXPLAIN_UNIT[UNIT_CHANGE]);
    }
    if (raised) {
        unit_card_number(view->raised_from, from, sizeof from);
        unit_card_number(view->raised_to, number, sizeof number);
        snprintf(text, sizeof text, "%s: %s → %s.", UNIT_ASCENT_LABEL, from, number);
        draw_note(panel, rest, "ascent note", text, &EXPLAIN_UNIT[UNIT_ASCENT]);
    }
}

void unit_pictures_draw(Panel *panel, Rect *rest) {
    Ui *ui = panel->ui;
    const ThemeSizes *sizes = &panel->viz.theme->sizes;
    const UnitView *view = &panel->views->unit;
    Picture atom, sight;
    bool draws = find_atom(view, &atom), sees = find_sight(view, &sight);
    if (!draws && !sees)
        return;
    float gap = ui_px(ui, sizes->gap);
    Rect left = rect_column(*rest, 0, 2, gap), right = rect_column(*rest, 1, 2, gap);
    float end = rest->y;
    if (draws)
        end = draw_picture(panel, left, &panel->look->unit_card.atom, &atom);
    if (sees)
        end = fmaxf(end, draw_picture(panel, draws ? right : left, &panel->look->unit_card.sight, &sight));
    rect_cut_top(rest, end - rest->y, gap);
    draw_notes(panel, rest, draws, sees && view->filter.size == 0);
}
