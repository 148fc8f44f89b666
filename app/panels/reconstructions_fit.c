// Reconstructions: how many images have room, how large, and how wide what stands below them is.
#include "reconstructions_parts.h"

#include "class_mark.h"

#include <math.h>

enum { GOOD = 8, MOST_ZOOM = 16 };

ReconstructionsCaptions reconstructions_captions(const Panel *panel) {
    const LiveData *data = &panel->status->data;
    ReconstructionsCaptions captions = {.mse = viz_text_width(&panel->viz, TEXT_FAINT_DIGITS, "MSE 0.0000") + 1,
                                        .psnr = viz_text_width(&panel->viz, TEXT_FAINT_DIGITS, "00.0 dB") + 1,
                                        .gap = ui_px(panel->ui, panel->viz.theme->sizes.gap)};
    for (int i = 0; i < data->classes; i++)
        captions.name = fmaxf(captions.name, viz_text_width(&panel->viz, TEXT_BODY, data->class_name[i]) + 1);
    if (data->classes > 0)
        captions.name += class_mark_size(&panel->viz) + captions.gap;
    return captions;
}

float reconstructions_one_line(const ReconstructionsCaptions *captions) {
    return captions->name + captions->gap + captions->mse + captions->gap + captions->psnr;
}

float reconstructions_two_lines(const ReconstructionsCaptions *captions) {
    return fmaxf(captions->mse, captions->name + (captions->name > 0 ? captions->gap : 0) + captions->psnr);
}

static float whole(float pixels, int zoom) {
    return ceilf(pixels / (float)zoom) * (float)zoom;
}

float reconstructions_row_gap(const Panel *panel, int lines) {
    const ThemeSizes *sizes = &panel->viz.theme->sizes;
    return (float)lines * ui_px(panel->ui, sizes->row) + ui_px(panel->ui, sizes->gap / 2);
}

static int rows_of(const Panel *panel, Rect area, float height, int zoom, int lines) {
    return (int)(area.h / (height + whole(reconstructions_row_gap(panel, lines), zoom)));
}

static ReconstructionsFit fit_at(const Panel *panel, Rect area, int tiles, int zoom,
                                 const ReconstructionsCaptions *captions) {
    Ui *ui = panel->ui;
    const LiveModel *model = &panel->status->model;
    const ThemeSizes *sizes = &panel->viz.theme->sizes;
    float width = (float)(zoom * model->width), height = (float)(zoom * model->height);
    // The grid rounds gaps up to whole pixels of its images.
    float gap = whole(ui_px(ui, sizes->gap / 2), zoom), between = whole(ui_px(ui, sizes->section), zoom);
    float group = (float)tiles * width + (float)(tiles - 1) * gap;
    ReconstructionsFit fit = {.zoom = zoom, .lines = group >= reconstructions_one_line(captions) ? 1 : 2};
    fit.columns = (int)((area.w + between) / (group + between));
    fit.rows = rows_of(panel, area, height, zoom, fit.lines);
    // One line of class and PSNR alone, where that makes room for more images.
    if (fit.lines > 1 && fit.columns * fit.rows < GOOD && rows_of(panel, area, height, zoom, 1) > fit.rows) {
        fit.rows = rows_of(panel, area, height, zoom, 1);
        fit.lines = 1;
    }
    return fit;
}

// As many images as there is room for at the largest zoom that shows eight or so; in a small window fewer, rather than
// pictures too small to see.
ReconstructionsFit reconstructions_fit(const Panel *panel, Rect area, int tiles,
                                       const ReconstructionsCaptions *captions) {
    const LiveModel *model = &panel->status->model;
    float gap = ui_px(panel->ui, panel->viz.theme->sizes.gap / 2);
    float least = fmaxf((reconstructions_two_lines(captions) - (float)(tiles - 1) * gap) / (float)tiles, 12 * gap);
    ReconstructionsFit fit = {.zoom = 1, .lines = 2};
    for (int zoom = MOST_ZOOM; zoom > 0 && fit.columns * fit.rows < GOOD; zoom--) {
        bool small = (float)(zoom * model->width) < least;
        if (small && fit.columns * fit.rows > 0)
            break;
        fit = fit_at(panel, area, tiles, zoom, captions);
    }
    while (fit.columns * fit.rows > VIEW_MAX_IMAGES)
        fit.rows -= fit.rows > 1, fit.columns -= fit.rows == 1;
    return fit;
}
