// Images of the benches: each with what was done to it beside it, figures below. On the interface's thread.
#include "analysis_parts.h"

#include "class_mark.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { GOOD = 3, ENOUGH = 8, MOST_ZOOM = 12, LINES = 2 };

typedef struct Fit {
    int zoom, columns, rows;
    int lines; // of a caption
} Fit;

static float heading_height(const Panel *panel) {
    return ui_px(panel->ui, panel->viz.theme->sizes.row);
}

static float whole(float pixels, int zoom) {
    return ceilf(pixels / (float)zoom) * (float)zoom;
}

static float row_gap(const Panel *panel, int lines) {
    const ThemeSizes *sizes = &panel->viz.theme->sizes;
    return (float)lines * viz_text_height(&panel->viz, TEXT_FAINT_DIGITS) + ui_px(panel->ui, sizes->gap);
}

static float caption_width(const Panel *panel) {
    return viz_text_width(&panel->viz, TEXT_FAINT_DIGITS, "SSIM 0.00") + 1;
}

// Both figures stand in one line where an image is wide enough, which leaves more room to the images.
static int lines_at(const Panel *panel, float width, int lines) {
    bool joins = viz_text_width(&panel->viz, TEXT_FAINT_DIGITS, "00.0 dB SSIM 0.00") + 1 <= width;
    return joins ? 1 : lines;
}

static Fit fit_at(const Panel *panel, Rect area, int width, int height, int zoom, int lines) {
    const ThemeSizes *sizes = &panel->viz.theme->sizes;
    // The grid rounds gaps up to whole pixels of its images.
    float gap = whole(ui_px(panel->ui, sizes->gap / 2), zoom), between = whole(ui_px(panel->ui, sizes->section), zoom);
    float group = ANALYSIS_TILES * (float)(zoom * width) + (ANALYSIS_TILES - 1) * gap;
    int used = lines_at(panel, (float)(zoom * width), lines);
    return (Fit){.zoom = zoom,
                 .lines = used,
                 .columns = (int)((area.w + between) / (group + between)),
                 .rows = (int)(area.h / ((float)(zoom * height) + whole(row_gap(panel, used), zoom)))};
}

// Fills the room best with three images or more; in little room fewer, rather than pictures too small for their
// figures.
static Fit fit(const Panel *panel, Rect area, int width, int height, int lines) {
    Fit best = {.zoom = 1, .columns = 1, .rows = 1, .lines = lines};
    int most = 0;
    for (int zoom = MOST_ZOOM; zoom > 0; zoom--) {
        Fit now = fit_at(panel, area, width, height, zoom, lines);
        int count = now.columns * now.rows, filled = (count < ENOUGH ? count : ENOUGH) * zoom * zoom;
        if (most > 0 && (float)(zoom * width) < caption_width(panel))
            break;
        if (filled <= most || (count < GOOD && most > 0))
            continue;
        best = now;
        most = count < GOOD ? 1 : filled;
    }
    return best;
}

int analysis_pictures_fit(Panel *panel, Rect area, int width, int height, int lines, int most) {
    rect_cut_top(&area, heading_height(panel), 0);
    if (width < 1 || height < 1)
        return 1;
    Fit found = fit(panel, area, width, height, lines);
    int count = found.columns * found.rows;
    return count < most ? count : most;
}

static void draw_class(const Panel *panel, int label, Rect place, float y) {
    const LiveData *data = &panel->status->data;
    const Viz *viz = &panel->viz;
    if (label < 0 || label >= data->classes)
        return;
    float size = class_mark_size(viz), line = viz_text_height(viz, TEXT_FAINT), gap = ui_px(panel->ui, 4);
    const char *name = data->class_name[label];
    class_mark_draw(viz, label, place.x + size / 2, y + line / 2, size);
    if (viz_text_width(viz, TEXT_FAINT, name) + size + gap <= place.w)
        viz_text(viz, place.x + size + gap, y, 0, TEXT_FAINT, name);
}

static void draw_captions(Panel *panel, const AnalysisPictures *pictures, int lines) {
    const ImageGrid *grid = pictures->grid;
    const Viz *viz = &panel->viz;
    for (int t = 0; t < grid->shown; t++) {
        Rect place = image_grid_place(grid, t);
        char line[LINES][ANALYSIS_CAPTION] = {"", ""};
        float y = place.y + place.h + 2, height = viz_text_height(viz, TEXT_FAINT_DIGITS);
        pictures->caption(panel, t / ANALYSIS_TILES, t % ANALYSIS_TILES, line[0], line[1]);
        if (lines < pictures->lines && line[1][0])
            snprintf(line[0] + strlen(line[0]), sizeof line[0] - strlen(line[0]), " %s", line[1]);
        for (int i = 0; i < lines; i++)
            if (viz_text_width(viz, TEXT_FAINT_DIGITS, line[i]) <= place.w + 1)
                viz_text(viz, place.x, y + (float)i * height, 0, TEXT_FAINT_DIGITS, line[i]);
        if (t % ANALYSIS_TILES == 0)
            draw_class(panel, pictures->label[t / ANALYSIS_TILES], place, y);
    }
}

// What each tile is, above the first row, where all of them have room.
static void draw_headings(Panel *panel, const AnalysisPictures *pictures) {
    const ImageGrid *grid = pictures->grid;
    float height = heading_height(panel), widest = 0;
    for (int i = 0; i < ANALYSIS_TILES; i++)
        widest = fmaxf(widest, ui_text_width(panel->ui, TEXT_FAINT, pictures->heading[i]));
    for (int i = 0; i < grid->columns && i < grid->shown; i++) {
        Rect place = image_grid_place(grid, i);
        if (place.w >= widest)
            ui_text(panel->ui, (Rect){place.x, place.y - height, place.w, height}, TEXT_FAINT, UI_LEFT,
                    pictures->heading[i % ANALYSIS_TILES]);
    }
}

// "Test image 17 (Bag), row 3, column 5: original 0.420, corrupted 0.610, output 0.400"
static void say_pixel(const Panel *panel, const AnalysisPictures *pictures, const ImageGridHit *hit, char *text,
                      size_t size) {
    const LiveData *data = &panel->status->data;
    int image = hit->image / ANALYSIS_TILES, label = pictures->label[image];
    size_t at = (size_t)hit->row * (size_t)pictures->width + (size_t)hit->column;
    bool named = label >= 0 && label < data->classes;
    int used =
        snprintf(text, size, "Test image %d%s%s%s, row %d, column %d:", pictures->index(panel, image),
                 named ? " (" : "", named ? data->class_name[label] : "", named ? ")" : "", hit->row, hit->column);
    for (int i = 0; i < ANALYSIS_TILES; i++)
        used += snprintf(text + used, size - (size_t)used, "%s %s %.3f", i ? "," : "", pictures->heading[i],
                         pictures->pixels(panel, image, i)[at] / 255.0);
}

static void hover(Panel *panel, const AnalysisPictures *pictures) {
    const Point *mouse = panel->viz.mouse;
    ImageGridHit hit;
    char text[320] = "";
    UiArea area = ui_area(panel->ui, pictures->name, pictures->grid->rect, 0);
    bool inside = mouse && image_grid_hit(pictures->grid, mouse->x, mouse->y, &hit);
    if (inside)
        say_pixel(panel, pictures, &hit, text, sizeof text);
    panel_explain(panel, pictures->explain, text);
    if (!inside || (!area.hovered && !ui_explaining(panel->ui)))
        return;
    int image = pictures->index(panel, hit.image / ANALYSIS_TILES);
    if (area.clicked)
        look_pin(panel->look, image, panel->status->data.test_images);
    bool pinned = panel->look->pinned.own == 0 && image == panel->look->pinned.image;
    size_t used = strlen(text);
    snprintf(text + used, sizeof text - used, " · %s", pinned ? "pinned for the other views" : "click to pin it");
    image_grid_mark(pictures->grid, &panel->viz, hit.image, false);
    ui_hint(panel->ui, text);
}

void analysis_pictures_draw(Panel *panel, Rect area, const AnalysisPictures *pictures) {
    const ThemeSizes *sizes = &panel->viz.theme->sizes;
    ImageGrid *grid = pictures->grid;
    Rect below = area;
    rect_cut_top(&below, heading_height(panel), 0);
    Fit found = fit(panel, below, pictures->width, pictures->height, pictures->lines);
    int most = found.columns * found.rows, count = pictures->images < most ? pictures->images : most;
    ImageGridDesc desc = {.count = ANALYSIS_TILES * count,
                          .width = pictures->width,
                          .height = pictures->height,
                          .columns = ANALYSIS_TILES * (found.columns < count ? found.columns : count),
                          .group = ANALYSIS_TILES,
                          .gap = ui_px(panel->ui, sizes->gap / 2),
                          .ground = panel->viz.theme->colors.panel,
                          .row_gap = row_gap(panel, found.lines),
                          .group_gap = ui_px(panel->ui, sizes->section),
                          .max_zoom = found.zoom};
    if (count < 1)
        return;
    if (image_grid_layout(grid, &desc, below, pictures->stamp))
        for (int t = 0; t < desc.count; t++)
            image_grid_bytes(grid, t, pictures->pixels(panel, t / ANALYSIS_TILES, t % ANALYSIS_TILES),
                             pictures->channels);
    image_grid_draw(grid, &panel->viz);
    for (int i = 0; i < count; i++)
        if (panel->look->pinned.own == 0 && pictures->index(panel, i) == panel->look->pinned.image)
            image_grid_mark(grid, &panel->viz, ANALYSIS_TILES * i, true);
    draw_headings(panel, pictures);
    draw_captions(panel, pictures, found.lines);
    hover(panel, pictures);
}
