// Reconstructions, the images: as large as there is room for, and what is under the mouse.
#include "reconstructions_parts.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { LEAST_NAMED = 200 }; // height at scale 1 where headings may cost a row of images

static size_t size_of(const ReconstructionView *shown) {
    return (size_t)shown->channels * (size_t)shown->height * (size_t)shown->width;
}

enum { MOST_PIXELS = 128 * 128 }; // the error of larger images is left dark

static void error_of(const ReconstructionView *shown, int image, float error[MOST_PIXELS]) {
    size_t at = (size_t)image * size_of(shown);
    panel_error_of(shown->input.bytes + at, shown->output.bytes + at, shown->channels, shown->height * shown->width,
                   error);
}

// The largest error on screen, rounded up to a twentieth so that the colours do not flicker.
static float automatic_limit(const ReconstructionView *shown, int count) {
    float largest = 0, error[MOST_PIXELS];
    int plane = shown->height * shown->width;
    for (int i = 0; plane <= MOST_PIXELS && i < count; i++) {
        error_of(shown, i, error);
        for (int p = 0; p < plane; p++)
            largest = fmaxf(largest, fabsf(error[p]));
    }
    return fmaxf(0.05F, ceilf(largest * 20 - 1e-3F) / 20);
}

static void find_limit(Panel *panel, int count) {
    static const float limits[] = {[ERROR_QUARTER] = 0.25F, [ERROR_HALF] = 0.5F, [ERROR_WHOLE] = 1};
    ReconstructionLook *recon = &panel->look->recon;
    recon->limit =
        recon->scale == ERROR_AUTOMATIC ? automatic_limit(&panel->views->choice.shown, count) : limits[recon->scale];
}

static void fill_tile(Panel *panel, int tile, ReconstructionTile kind, int image) {
    const ChoiceView *view = &panel->views->choice;
    const ReconstructionView *shown = &view->shown;
    ReconstructionLook *recon = &panel->look->recon;
    size_t at = (size_t)image * size_of(shown);
    float error[MOST_PIXELS];
    if (kind == TILE_PCA && view->fitted && view->ready[image]) {
        image_grid_bytes(&recon->images, tile, view->pca.bytes + at, shown->channels);
    } else if (kind == TILE_PCA) {
        image_grid_blank(&recon->images, tile);
    } else if (kind == TILE_ERROR && shown->height * shown->width <= MOST_PIXELS) {
        error_of(shown, image, error);
        image_grid_values(&recon->images, tile, error, &panel->look->error_map, -recon->limit, recon->limit);
    } else if (kind <= TILE_OUTPUT) {
        const ViewArray *bytes[] = {&shown->input, &shown->seen, &shown->output};
        image_grid_bytes(&recon->images, tile, bytes[kind]->bytes + at, shown->channels);
    }
}

static uint64_t mixed(uint64_t stamp, uint64_t number) {
    return (stamp ^ number) * UINT64_C(0x9e3779b97f4a7c15) + 1;
}

// Names all that the tiles show.
static uint64_t stamp_of(const Panel *panel, int tiles) {
    const ChoiceView *view = &panel->views->choice;
    const ReconstructionLook *recon = &panel->look->recon;
    uint64_t stamp = mixed(view->shown.version, view->shown.tag.run);
    stamp = mixed(mixed(stamp, (uint64_t)tiles), (uint64_t)recon->scale);
    return mixed(stamp, (uint64_t)panel->look->error_map.kind);
}

static void draw_tiles(Panel *panel, Rect area, const ReconstructionsFit *fit, const ReconstructionTile *kinds,
                       int tiles) {
    const ReconstructionView *shown = &panel->views->choice.shown;
    const ThemeSizes *sizes = &panel->viz.theme->sizes;
    ReconstructionLook *recon = &panel->look->recon;
    ImageGrid *grid = &recon->images;
    int count = shown->images < recon->wanted ? shown->images : recon->wanted;
    ImageGridDesc desc = {.count = tiles * count,
                          .width = shown->width,
                          .height = shown->height,
                          .columns = fit->columns > 0 ? tiles * (fit->columns < count ? fit->columns : count) : 0,
                          .group = tiles,
                          .gap = ui_px(panel->ui, sizes->gap / 2),
                          .ground = panel->viz.theme->colors.panel,
                          .row_gap = reconstructions_row_gap(panel, fit->lines),
                          .group_gap = ui_px(panel->ui, sizes->section),
                          .max_zoom = fit->zoom,
                          .spread = true};
    if (image_grid_layout(grid, &desc, area, stamp_of(panel, tiles))) {
        find_limit(panel, count);
        for (int i = 0; i < tiles * count; i++)
            fill_tile(panel, i, kinds[i % tiles], i / tiles);
    }
    image_grid_draw(grid, &panel->viz);
    for (int i = 0; i < count; i++)
        if (panel->look->pinned.own == 0 && shown->index[i] == panel->look->pinned.image)
            image_grid_mark(grid, &panel->viz, tiles * i, true);
}

// A number from 0 to 1, or from −1 to 1 with a sign that is as wide as the plus.
static void write_signed(double value, char *text, size_t size) {
    snprintf(text, size, "%s%.3f", value < 0 ? "−" : "+", fabs(value));
}

// "Test image 17 (Bag), MSE 0.0310, row 3, column 5: 0.420, output 0.385, error −0.035"
static void say_pixel(const Panel *panel, const ImageGridHit *hit, int image, char *text, size_t size) {
    const ChoiceView *view = &panel->views->choice;
    const ReconstructionView *shown = &view->shown;
    const LiveData *data = &panel->status->data;
    size_t at = (size_t)image * size_of(shown) + (size_t)(hit->row * shown->width + hit->column);
    double input = shown->input.bytes[at] / 255.0, output = shown->output.bytes[at] / 255.0;
    bool named = shown->label[image] >= 0 && shown->label[image] < data->classes;
    char error[24], mse[RECONSTRUCTIONS_NUMBER], psnr[RECONSTRUCTIONS_NUMBER];
    reconstructions_numbers((double)shown->score[image].squared_error, (int)size_of(shown), mse, psnr);
    write_signed(output - input, error, sizeof error);
    int used = snprintf(text, size, "Test image %d%s%s%s, MSE %s, row %d, column %d: %.3f", shown->index[image],
                        named ? " (" : "", named ? data->class_name[shown->label[image]] : "", named ? ")" : "", mse,
                        hit->row, hit->column, input);
    if (shown->corrupts)
        used += snprintf(text + used, size - (size_t)used, ", seen as %.3f", shown->seen.bytes[at] / 255.0);
    used += snprintf(text + used, size - (size_t)used, ", output %.3f, error %s", output, error);
    if (panel->look->recon.pca && view->fitted && view->ready[image]) {
        reconstructions_numbers(view->pca_error[image], (int)size_of(shown), mse, psnr);
        snprintf(text + used, size - (size_t)used, "; PCA %.3f, its MSE %s", view->pca.bytes[at] / 255.0, mse);
    }
}

// What is under the mouse, in explain mode as the value of the picture.
static void hover(Panel *panel, int tiles) {
    const ReconstructionView *shown = &panel->views->choice.shown;
    ReconstructionLook *recon = &panel->look->recon;
    const Point *mouse = panel->viz.mouse;
    ImageGridHit hit;
    char text[360] = "";
    UiArea area = ui_area(panel->ui, "images", recon->images.rect, UI_AREA_WHEEL);
    bool inside = mouse && image_grid_hit(&recon->images, mouse->x, mouse->y, &hit);
    if (area.wheel != 0)
        reconstructions_move(panel, (area.wheel > 0 ? -1 : 1) * recon->columns);
    if (inside)
        say_pixel(panel, &hit, hit.image / tiles, text, sizeof text);
    panel_explain(panel, &EXPLAIN_RECONSTRUCTIONS[RECONSTRUCTIONS_IMAGES], text);
    if (!inside || (!area.hovered && !ui_explaining(panel->ui)))
        return;
    int image = shown->index[hit.image / tiles];
    if (area.clicked)
        look_pin(panel->look, image, panel->status->data.test_images);
    bool pinned = panel->look->pinned.own == 0 && image == panel->look->pinned.image;
    size_t used = strlen(text);
    snprintf(text + used, sizeof text - used, " · %s", pinned ? "pinned for the other views" : "click to pin it");
    image_grid_mark(&recon->images, &panel->viz, hit.image, false);
    ui_hint(panel->ui, text);
}

// Why there are no images.
static void draw_empty(Panel *panel, Rect area) {
    const ChoiceView *view = &panel->views->choice;
    const LiveData *data = &panel->status->data;
    char text[120];
    if (!reconstructions_current(panel))
        snprintf(text, sizeof text, "The first pictures come with the data.");
    else if (view->label >= 0 && view->label < data->classes)
        snprintf(text, sizeof text, "There is no test image of class %s. Choose another class above.",
                 data->class_name[view->label]);
    else
        snprintf(text, sizeof text, "There are no test images.");
    viz_note(&panel->viz, area, text);
}

void reconstructions_grid_draw(Panel *panel, Rect area) {
    ReconstructionLook *recon = &panel->look->recon;
    ReconstructionTile kinds[RECONSTRUCTIONS_TILES];
    int tiles = reconstructions_tiles(panel, kinds);
    if (panel->status->model.width < 1) {
        draw_empty(panel, area);
        return;
    }
    ReconstructionsCaptions captions = reconstructions_captions(panel);
    Rect pictures = area, below = area;
    rect_cut_top(&below, reconstructions_heading_height(panel), 0);
    ReconstructionsFit fit = reconstructions_fit(panel, pictures, tiles, &captions),
                       lower = reconstructions_fit(panel, below, tiles, &captions);
    bool named = area.h > ui_px(panel->ui, LEAST_NAMED) || lower.columns * lower.rows >= fit.columns * fit.rows;
    if (named)
        fit = lower, pictures = below;
    recon->columns = fit.columns > 0 ? fit.columns : 1;
    recon->wanted = fit.columns * fit.rows > 0 ? fit.columns * fit.rows : 1;
    if (!reconstructions_current(panel) || panel->views->choice.shown.images == 0) {
        draw_empty(panel, area);
        return;
    }
    draw_tiles(panel, pictures, &fit, kinds, tiles);
    if (named)
        reconstructions_headings_draw(panel, kinds, tiles);
    reconstructions_captions_draw(panel, &captions, tiles, fit.lines);
    hover(panel, tiles);
}
