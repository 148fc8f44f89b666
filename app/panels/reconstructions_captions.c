// Reconstructions, what stands around the images: what each tile is above the first row, class and error below each
// group of tiles.
#include "reconstructions_parts.h"

#include "class_mark.h"

#include <math.h>
#include <stdio.h>

enum { NUMBERS = 64 };

float reconstructions_heading_height(const Panel *panel) {
    return ui_px(panel->ui, panel->viz.theme->sizes.row);
}

static void write_numbers(const ReconstructionView *shown, int image, char mse[NUMBERS], char psnr[NUMBERS]) {
    char number[RECONSTRUCTIONS_NUMBER];
    reconstructions_numbers((double)shown->score[image].squared_error, shown->channels * shown->height * shown->width,
                            number, psnr);
    snprintf(mse, NUMBERS, "MSE %s", number);
}

static void draw_caption(Panel *panel, const ReconstructionsCaptions *captions, int image, Rect group, int lines) {
    const ReconstructionView *shown = &panel->views->choice.shown;
    const LiveData *data = &panel->status->data;
    const Viz *viz = &panel->viz;
    float right = group.x + group.w, y = group.y + group.h + 2, line = viz_text_height(viz, TEXT_BODY);
    bool wide = group.w >= reconstructions_one_line(captions);
    float left = group.x, numbers = wide ? captions->mse + captions->gap + captions->psnr : captions->psnr;
    char mse[NUMBERS], psnr[NUMBERS];
    write_numbers(shown, image, mse, psnr);
    viz_text_within(viz, left, right, y, 1, TEXT_FAINT_DIGITS, psnr);
    if (wide)
        viz_text_within(viz, left, right - captions->psnr - captions->gap, y, 1, TEXT_FAINT_DIGITS, mse);
    else if (lines > 1)
        viz_text_within(viz, left, right, y + ui_px(panel->ui, viz->theme->sizes.row), 0, TEXT_FAINT_DIGITS, mse);
    if (shown->label[image] < 0 || shown->label[image] >= data->classes)
        return;
    float size = class_mark_size(viz);
    class_mark_draw(viz, shown->label[image], left + size / 2, y + line / 2, size);
    left += size + captions->gap / 2;
    viz_text_within(viz, left, right - numbers - captions->gap / 2, y, 0, TEXT_BODY,
                    data->class_name[shown->label[image]]);
}

void reconstructions_captions_draw(Panel *panel, const ReconstructionsCaptions *captions, int tiles, int lines) {
    const ImageGrid *grid = &panel->look->recon.images;
    for (int i = 0; tiles * (i + 1) <= grid->shown; i++) {
        Rect first = image_grid_place(grid, tiles * i), last = image_grid_place(grid, tiles * (i + 1) - 1);
        first.w = last.x + last.w - first.x;
        if (first.w >= reconstructions_two_lines(captions))
            draw_caption(panel, captions, i, first, lines);
    }
}

void reconstructions_headings_draw(Panel *panel, const ReconstructionTile *kinds, int tiles) {
    const ImageGrid *grid = &panel->look->recon.images;
    float widest = 0, height = reconstructions_heading_height(panel);
    char name[RECONSTRUCTIONS_TILES][RECONSTRUCTIONS_NUMBER];
    for (int i = 0; i < tiles; i++) {
        reconstructions_tile_name(panel, kinds[i], name[i]);
        widest = fmaxf(widest, ui_text_width(panel->ui, TEXT_FAINT, name[i]));
    }
    for (int i = 0; i < grid->columns && i < grid->shown; i++) {
        Rect place = image_grid_place(grid, i);
        if (place.w < widest + 1)
            return;
        ui_text(panel->ui, (Rect){place.x, place.y - height, place.w, height}, TEXT_FAINT, UI_LEFT, name[i % tiles]);
    }
}
