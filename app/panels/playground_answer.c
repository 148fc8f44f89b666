// Playground: what the network gives back, in large, and how good that is. On the interface's thread.
#include "playground_parts.h"

#include <math.h>
#include <stdio.h>

enum { LEAST_NEAREST = 84 }; // pixels at scale 1 of a nearest image

float playground_answer_below(const Panel *panel, bool nearest) {
    const ThemeSizes *sizes = &panel->viz.theme->sizes;
    float row = ui_px(panel->ui, sizes->row), gap = ui_px(panel->ui, sizes->gap);
    return row + (nearest ? gap + 2 * row + panel_px(panel, LEAST_NEAREST) : 0);
}

typedef struct Numbers {
    char mse[24], psnr[24], brief[64], full[128], noise[64];
} Numbers;

static void write_psnr(double mean, char text[24]) {
    if (isfinite(mean) && mean > 0)
        snprintf(text, 24, "%.1f dB", -10 * log10(mean));
    else
        snprintf(text, 24, mean == 0 ? "∞ dB" : "–");
}

static void describe(const Panel *panel, Numbers *numbers) {
    const PlayView *view = &panel->views->play;
    const PlayEdit *edit = &panel->look->play.edit[panel->look->play.axes];
    int values = view->channels * view->height * view->width;
    double mean = values > 0 ? (double)view->score.squared_error / values : NAN;
    char input[24];
    snprintf(numbers->mse, sizeof numbers->mse, isfinite(mean) ? "%.4f" : "–", mean);
    write_psnr(mean, numbers->psnr);
    snprintf(numbers->brief, sizeof numbers->brief, "MSE %s · %s", numbers->mse, numbers->psnr);
    snprintf(numbers->full, sizeof numbers->full, "%s", numbers->brief);
    if (edit->changes > 0)
        snprintf(numbers->full, sizeof numbers->full, "%s · %d changed", numbers->brief, edit->changes);
    else if (view->corrupts && values > 0) {
        write_psnr((double)view->score.input_error / values, input);
        snprintf(numbers->full, sizeof numbers->full, "%s · seen %s", numbers->brief, input);
    }
}

static void draw_score(Panel *panel, Rect row) {
    Numbers numbers = {0};
    describe(panel, &numbers);
    const char *const texts[] = {numbers.full, numbers.brief, numbers.psnr};
    playground_text(panel, row, TEXT_FAINT_DIGITS, UI_LEFT, texts, 3);
    panel_element(panel, "score", row, &EXPLAIN_PLAYGROUND[PLAYGROUND_SCORE], numbers.full);
}

static void hover(Panel *panel, const ImageGrid *grid) {
    const PlayView *view = &panel->views->play;
    const Point *mouse = panel->viz.mouse;
    char text[128] = "";
    ImageGridHit hit;
    UiArea area = ui_area(panel->ui, "answer", grid->rect, 0);
    bool inside = mouse && image_grid_hit(grid, mouse->x, mouse->y, &hit);
    if (inside)
        snprintf(text, sizeof text, "Row %d, column %d: %.3f", hit.row, hit.column,
                 view->output.bytes[hit.row * view->width + hit.column] / 255.0);
    panel_explain(panel, &EXPLAIN_PLAYGROUND[PLAYGROUND_ANSWER], inside ? text : NULL);
    if (inside && area.hovered)
        ui_hint(panel->ui, text);
}

// The picture in the area; returns the height it takes.
static float draw_picture(Panel *panel, Rect area) {
    const PlayView *view = &panel->views->play;
    ImageGrid *grid = &panel->look->play.answer;
    ImageGridDesc desc = {
        .count = 1, .width = view->width, .height = view->height, .ground = panel->viz.theme->colors.panel};
    if (image_grid_layout(grid, &desc, area, view->version))
        image_grid_bytes(grid, 0, view->output.bytes, view->channels);
    if (grid->shown < 1)
        return 0;
    image_grid_draw(grid, &panel->viz);
    hover(panel, grid);
    return grid->rect.h;
}

void playground_answer_draw(Panel *panel, Rect rect, bool nearest) {
    Ui *ui = panel->ui;
    const ThemeSizes *sizes = &panel->viz.theme->sizes;
    float row = ui_px(ui, sizes->row), gap = ui_px(ui, sizes->gap);
    static const char *const titles[] = {"IT ANSWERS", "OUTPUT"};
    playground_text(panel, rect_cut_top(&rect, row, gap / 2), TEXT_SECTION, UI_LEFT, titles, 2);
    if (!playground_current(panel)) {
        viz_note(&panel->viz, rect, "What the network makes of the image comes with its first snapshot.");
        return;
    }
    Rect area = rect;
    area.h = fmaxf(0, rect.h - playground_answer_below(panel, nearest));
    float height = draw_picture(panel, area);
    if (height <= 0)
        return;
    rect_cut_top(&rect, height, gap / 4);
    draw_score(panel, rect_cut_top(&rect, row, gap));
    if (nearest)
        playground_near_draw(panel, PLAY_NEAR_CODE, rect);
}
