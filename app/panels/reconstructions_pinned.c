// Reconstructions: the pinned image in large, with what the net makes of it. A column at the left, or a strip on top
// where there is little width.
#include "reconstructions_parts.h"

#include "class_mark.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

// Pixels at scale 1: of the column; of the view where there is one; of the strip's pictures; of the view with a strip.
enum { COLUMN = 128, LEAST_WIDTH = 620, LEAST_HEIGHT = 400, STRIP = 56, LEAST_STRIPPED = 196 };

typedef struct Pinned {
    const PinnedView *view;
    ReconstructionTile tiles[RECONSTRUCTIONS_TILES];
    int count;
    char name[48], about[160], mse[48], psnr[48];
    int label;    // -1: none
    bool refused; // the user's own image does not fit the data
} Pinned;

static bool is_current(const Panel *panel) {
    const ViewTag *tag = &panel->views->pinned.tag;
    return panel_is_current(panel, tag);
}

static void describe(const Panel *panel, Pinned *pinned) {
    const PinnedView *view = pinned->view = &panel->views->pinned;
    const PinnedRequest *wish = &panel->look->pinned;
    const LiveModel *model = &panel->status->model;
    const LiveData *data = &panel->status->data;
    pinned->tiles[pinned->count++] = TILE_INPUT;
    if (view->corrupts)
        pinned->tiles[pinned->count++] = TILE_SEEN;
    pinned->tiles[pinned->count++] = TILE_OUTPUT;
    pinned->tiles[pinned->count++] = TILE_ERROR;
    panel_pinned_name(panel, pinned->name, sizeof pinned->name);
    pinned->label = view->label < data->classes ? view->label : -1;
    pinned->refused = wish->own != 0 && (wish->channels != model->channels || wish->height != model->height ||
                                         wish->width != model->width);
    if (pinned->refused)
        snprintf(pinned->about, sizeof pinned->about, "Your image of %d×%d does not fit %d×%d", wish->width,
                 wish->height, model->width, model->height);
    else if (wish->own != 0 && wish->own == panel->look->picture.own)
        snprintf(pinned->about, sizeof pinned->about, "%s", panel->look->picture.name);
    else if (pinned->label >= 0)
        snprintf(pinned->about, sizeof pinned->about, "%s", data->class_name[pinned->label]);
    char mse[RECONSTRUCTIONS_NUMBER], psnr[RECONSTRUCTIONS_NUMBER];
    reconstructions_numbers((double)view->score.squared_error, view->channels * view->height * view->width, mse, psnr);
    snprintf(pinned->mse, sizeof pinned->mse, "%s", mse);
    snprintf(pinned->psnr, sizeof pinned->psnr, "%s", psnr);
}

static void fill(Panel *panel, const Pinned *pinned, ImageGrid *grid) {
    enum { MOST = 128 * 128 }; // the error of larger images is left dark
    const PinnedView *view = pinned->view;
    const ReconstructionLook *recon = &panel->look->recon;
    const ViewArray *bytes[] = {&view->input, &view->seen, &view->output};
    float error[MOST], limit = recon->limit > 0 ? recon->limit : 0.5F;
    for (int i = 0; i < pinned->count; i++)
        if (pinned->tiles[i] != TILE_ERROR)
            image_grid_bytes(grid, i, bytes[pinned->tiles[i]]->bytes, view->channels);
        else if (view->height * view->width <= MOST) {
            panel_error_of(view->input.bytes, view->output.bytes, view->channels, view->height * view->width, error);
            image_grid_values(grid, i, error, &panel->look->error_map, -limit, limit);
        }
}

// The pictures, in one row or one column.
static void draw_tiles(Panel *panel, const Pinned *pinned, Rect area, bool upright, float row_gap) {
    const PinnedView *view = pinned->view;
    ImageGrid *grid = &panel->look->recon.pinned;
    ImageGridDesc desc = {.count = pinned->count,
                          .width = view->width,
                          .height = view->height,
                          .columns = upright ? 1 : pinned->count,
                          .gap = ui_px(panel->ui, panel->viz.theme->sizes.gap / 2),
                          .row_gap = row_gap,
                          .ground = panel->viz.theme->colors.panel};
    uint64_t stamp =
        view->version * 31 + (uint64_t)(panel->look->recon.limit * 1000) * 7 + (uint64_t)panel->look->error_map.kind;
    if (image_grid_layout(grid, &desc, area, stamp))
        fill(panel, pinned, grid);
    image_grid_draw(grid, &panel->viz);
}

static void hover(Panel *panel, const Pinned *pinned) {
    const PinnedView *view = pinned->view;
    const ImageGrid *grid = &panel->look->recon.pinned;
    const Point *mouse = panel->viz.mouse;
    char text[200];
    ImageGridHit hit;
    UiArea area = ui_area(panel->ui, "pinned", grid->rect, 0);
    bool inside = mouse && image_grid_hit(grid, mouse->x, mouse->y, &hit);
    snprintf(text, sizeof text, "%s: MSE %s, %s", pinned->name, pinned->mse, pinned->psnr);
    if (inside) {
        int at = hit.row * view->width + hit.column;
        int error = view->output.bytes[at] - view->input.bytes[at];
        snprintf(text, sizeof text, "%s, row %d, column %d: %.3f, output %.3f, error %s%.3f", pinned->name, hit.row,
                 hit.column, view->input.bytes[at] / 255.0, view->output.bytes[at] / 255.0, error < 0 ? "−" : "+",
                 abs(error) / 255.0);
    }
    panel_explain(panel, &EXPLAIN_RECONSTRUCTIONS[RECONSTRUCTIONS_PINNED], text);
    if (inside && area.hovered)
        ui_hint(panel->ui, text);
}

static const UiButton DRAW = {.label = "Go on"};

// For an image of one's own: going on with it, and the way back. To begin one there is a button above.
static void draw_buttons(Panel *panel, Rect row) {
    Ui *ui = panel->ui;
    Look *look = panel->look;
    static const UiButton back = {.label = "Back"};
    float gap = ui_px(ui, panel->viz.theme->sizes.gap);
    if (look->pinned.own == 0)
        return;
    ui_push_disabled(ui, !draw_dialog_can(panel));
    if (ui_button(ui, "draw pinned", rect_cut_left(&row, ui_button_width(ui, &DRAW), gap), &DRAW))
        draw_dialog_open(panel);
    panel_explain(panel, &EXPLAIN_RECONSTRUCTIONS[RECONSTRUCTIONS_DRAW], NULL);
    ui_tooltip(ui, "Go on drawing (D)");
    ui_pop_disabled(ui);
    float width = ui_button_width(ui, &back);
    if (width > row.w + 1)
        return;
    if (ui_button(ui, "back", rect_cut_left(&row, width, gap), &back))
        look_pin(look, look->pinned.image, panel->status->data.test_images);
    panel_explain(panel, &EXPLAIN_RECONSTRUCTIONS[RECONSTRUCTIONS_BACK], NULL);
    ui_tooltip(ui, "Pin the test image again; the arrow keys go on to others");
}

static void draw_class(Panel *panel, const Pinned *pinned, Rect row) {
    if (pinned->label >= 0 && !pinned->refused) {
        float size = class_mark_size(&panel->viz);
        class_mark_draw(&panel->viz, pinned->label, row.x + size / 2, row.y + row.h / 2, size);
        rect_cut_left(&row, size, ui_px(panel->ui, panel->viz.theme->sizes.gap / 2));
    }
    ui_text(panel->ui, row, TEXT_FAINT, UI_LEFT, pinned->about);
}

static void draw_numbers(Panel *panel, const Pinned *pinned, Rect *rest) {
    panel_figure(panel, rest, "MSE", pinned->mse, false);
    panel_explain(panel, &EXPLAIN_RECONSTRUCTIONS[RECONSTRUCTIONS_SCORE], pinned->mse);
    panel_figure(panel, rest, "PSNR", pinned->psnr, false);
    panel_explain(panel, &EXPLAIN_RECONSTRUCTIONS[RECONSTRUCTIONS_SCORE], pinned->psnr);
}

// What each picture is, in the gap below it.
static void draw_captions(Panel *panel, const Pinned *pinned, float height) {
    static const char *const captions[RECONSTRUCTIONS_TILES] = {"image", "seen", "output", "", "error"};
    const ImageGrid *grid = &panel->look->recon.pinned;
    for (int i = 0; i < grid->shown; i++) {
        Rect place = image_grid_place(grid, i);
        Rect row = {place.x, place.y + place.h, fmaxf(place.w, panel_px(panel, COLUMN)), height};
        ui_text(panel->ui, row, TEXT_FAINT, UI_LEFT, captions[pinned->tiles[i]]);
    }
}

static void draw_column(Panel *panel, Rect column) {
    Pinned pinned = {0};
    Ui *ui = panel->ui;
    const ThemeSizes *sizes = &panel->viz.theme->sizes;
    float row = ui_px(ui, sizes->row), gap = ui_px(ui, sizes->gap);
    describe(panel, &pinned);
    ui_text(ui, rect_cut_top(&column, row, 0), TEXT_STRONG, UI_LEFT, pinned.name);
    if (pinned.refused) {
        column.y += ui_paragraph(ui, (Rect){column.x, column.y, column.w, 3 * row}, TEXT_FAINT, pinned.about);
        column.h -= 3 * row;
    } else if (pinned.about[0]) {
        draw_class(panel, &pinned, rect_cut_top(&column, row, 0));
    }
    Rect buttons = rect_cut_bottom(&column, ui_px(ui, sizes->control), gap);
    Rect numbers = rect_cut_bottom(&column, 2 * row, gap);
    draw_tiles(panel, &pinned, column, true, row + gap / 2);
    draw_captions(panel, &pinned, row);
    hover(panel, &pinned);
    // Below the pictures, not at the bottom of the view.
    numbers.y = fminf(numbers.y, panel->look->recon.pinned.rect.y + panel->look->recon.pinned.rect.h + gap);
    draw_numbers(panel, &pinned, &numbers);
    buttons.y = fminf(buttons.y, numbers.y + gap);
    draw_buttons(panel, buttons);
}

static void draw_strip(Panel *panel, Rect strip) {
    Pinned pinned = {0};
    Ui *ui = panel->ui;
    float gap = ui_px(ui, panel->viz.theme->sizes.gap);
    describe(panel, &pinned);
    draw_tiles(panel, &pinned, (Rect){strip.x, strip.y, strip.w / 2, strip.h}, false, 0);
    hover(panel, &pinned);
    rect_cut_left(&strip, panel->look->recon.pinned.rect.w, 2 * gap);
    char numbers[120];
    snprintf(numbers, sizeof numbers, "MSE %s  %s", pinned.mse, pinned.psnr);
    float button = ui_button_width(ui, &DRAW) + gap;
    Rect buttons = rect_cut_right(&strip, panel->look->pinned.own ? 2 * button : button, gap);
    draw_buttons(panel, rect_centre(buttons, buttons.w, ui_px(ui, panel->viz.theme->sizes.control)));
    Rect lines = rect_centre(strip, strip.w, 2 * ui_px(ui, panel->viz.theme->sizes.row));
    const char *name =
        pinned.refused ? panel_either(panel, TEXT_BODY, lines.w, pinned.about, pinned.name) : pinned.name;
    ui_text(ui, rect_row(lines, 0, 2, 0), TEXT_BODY, UI_LEFT, panel_either(panel, TEXT_BODY, lines.w, name, ""));
    Rect second = rect_row(lines, 1, 2, 0);
    ui_text(ui, second, TEXT_FAINT_DIGITS, UI_LEFT,
            panel_either(panel, TEXT_FAINT_DIGITS, second.w, numbers,
                         panel_either(panel, TEXT_FAINT_DIGITS, second.w, pinned.psnr, "")));
    panel_element(panel, "pinned score", second, &EXPLAIN_RECONSTRUCTIONS[RECONSTRUCTIONS_SCORE], numbers);
}

void reconstructions_pinned_draw(Panel *panel, Rect *rest) {
    Ui *ui = panel->ui;
    const ThemeSizes *sizes = &panel->viz.theme->sizes;
    if (!is_current(panel))
        return;
    ui_push_id(ui, "pinned");
    if (rest->w >= panel_px(panel, LEAST_WIDTH) && rest->h >= panel_px(panel, LEAST_HEIGHT)) {
        draw_column(panel, rect_cut_left(rest, panel_px(panel, COLUMN), ui_px(ui, sizes->section)));
    } else if (rest->h >= panel_px(panel, LEAST_STRIPPED)) {
        draw_strip(panel, rect_cut_top(rest, ui_px(ui, STRIP), ui_px(ui, sizes->gap)));
    }
    ui_pop_id(ui);
}
