// Playground: the image itself, on which one can draw, and its name. On the interface's thread.
#include "playground_parts.h"

#include "class_mark.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

static const uint8_t *shown(const Panel *panel, bool *seen) {
    const PlayView *view = &panel->views->play;
    const PinnedRequest *pinned = &panel->look->pinned;
    const uint8_t *pixels = playground_pixels(panel);
    *seen = pixels && playground_current(panel) && view->corrupts && view->seen.bytes && view->own == pinned->own &&
            !panel->look->play.pen.down;
    return *seen ? view->seen.bytes : pixels;
}

static void draw_ring(Panel *panel, float radius) {
    enum { POINTS = 25 };
    const UiInput *input = panel->ui->input;
    Point points[POINTS];
    for (int i = 0; i < POINTS; i++) {
        float angle = 6.2831853F * (float)i / (POINTS - 1);
        points[i] = (Point){input->mouse_x + radius * cosf(angle), input->mouse_y + radius * sinf(angle)};
    }
    draw_line(panel->viz.list, points, POINTS, ui_px(panel->ui, 1), panel->viz.theme->colors.faint);
}

// Which pixel the pointer is on, for explain mode.
static void say_pixel(const Panel *panel, const UiArea *area, bool seen, const uint8_t *pixels, char *text,
                      size_t size) {
    const LiveModel *model = &panel->status->model;
    const ImageGrid *grid = &panel->look->play.canvas;
    char name[48];
    panel_pinned_name(panel, name, sizeof name);
    snprintf(text, size, "%s", name);
    int column = (int)(area->x * (float)grid->shrink / (float)grid->zoom);
    int row = (int)(area->y * (float)grid->shrink / (float)grid->zoom);
    if (pixels && column >= 0 && row >= 0 && column < model->width && row < model->height && area->x >= 0)
        snprintf(text, size, "%s%s, row %d, column %d: %.3f", name, seen ? " as it is seen" : "", row, column,
                 pixels[row * model->width + column] / 255.0);
}

// The pen is as thick as suits images of this size.
static void prepare(Panel *panel) {
    const LiveModel *model = &panel->status->model;
    Drawing *drawing = &panel->look->draw.drawing;
    if (!panel_fits(panel, drawing->channels, drawing->height, drawing->width) && draw_dialog_can(panel))
        drawing_init(drawing, model->channels, model->height, model->width);
}

static void use(Panel *panel, const UiArea *area) {
    Look *look = panel->look;
    prepare(panel);
    if (draw_dialog_can(panel))
        playground_pen(panel, area, &look->play.canvas);
    if (area->wheel != 0)
        look_pin(look, look->pinned.image + (area->wheel < 0 ? 1 : -1), panel->status->data.test_images);
}

void playground_canvas_draw(Panel *panel, Rect area) {
    PlayLook *play = &panel->look->play;
    const LiveModel *model = &panel->status->model;
    ImageGridDesc desc = {
        .count = 1, .width = model->width, .height = model->height, .ground = panel->viz.theme->colors.panel};
    image_grid_layout(&play->canvas, &desc, area, 0);
    if (play->canvas.shown < 1)
        return;
    UiArea canvas = ui_area(panel->ui, "canvas", play->canvas.rect, UI_AREA_WHEEL);
    use(panel, &canvas);
    bool seen;
    char text[160];
    const uint8_t *pixels = shown(panel, &seen);
    say_pixel(panel, &canvas, seen, pixels, text, sizeof text);
    panel_explain(panel, &EXPLAIN_PLAYGROUND[PLAYGROUND_IMAGE], text);
    if (pixels) // compares rows, so that it costs little
        image_grid_bytes(&play->canvas, 0, pixels, model->channels);
    else
        image_grid_blank(&play->canvas, 0);
    image_grid_draw(&play->canvas, &panel->viz);
    viz_mark(&panel->viz, play->canvas.rect, false);
    if (!pixels && play->canvas.rect.w > panel_px(panel, 160))
        viz_note(&panel->viz, rect_inset(play->canvas.rect, play->canvas.rect.w / 8, 0), "Draw here with the mouse.");
    if ((canvas.hovered || canvas.held) && draw_dialog_can(panel) && !ui_explaining(panel->ui))
        draw_ring(panel, draw_brush(&panel->look->draw, play->pen.erases).radius * (float)play->canvas.zoom /
                             (float)play->canvas.shrink);
}

static void name_of(const Panel *panel, char *name, size_t size, char *brief, size_t brief_size, int *label) {
    const PinnedRequest *pinned = &panel->look->pinned;
    const LiveData *data = &panel->status->data;
    const PlayView *view = &panel->views->play;
    *label = -1;
    if (pinned->own != 0 && panel_fits(panel, pinned->channels, pinned->height, pinned->width)) {
        snprintf(brief, brief_size, "Your image");
        snprintf(name, size, "%s", pinned->own == panel->look->picture.own ? panel->look->picture.name : brief);
        return;
    }
    if (playground_current(panel) && view->own == 0 && view->image == pinned->image && view->label < data->classes)
        *label = view->label;
    snprintf(brief, brief_size, "Image %d", pinned->image);
    if (pinned->own != 0)
        snprintf(name, size, "Test image %d; yours does not fit", pinned->image);
    else
        snprintf(name, size, "Test image %d%s%s", pinned->image, *label >= 0 ? ", " : "",
                 *label >= 0 ? data->class_name[*label] : "");
}

static void draw_others(Panel *panel, Rect *row) {
    static const UiButton buttons[] = {{.label = "→"}, {.label = "←"}};
    Ui *ui = panel->ui;
    Look *look = panel->look;
    float gap = ui_px(ui, panel->viz.theme->sizes.gap);
    for (int i = 0; i < 2; i++) {
        Rect place = rect_cut_right(row, ui_button_width(ui, &buttons[i]), gap / 2);
        if (ui_button(ui, i == 0 ? "after" : "before", place, &buttons[i]))
            look_pin(look, look->pinned.image + (i == 0 ? 1 : -1), panel->status->data.test_images);
        panel_explain(panel, &EXPLAIN_PLAYGROUND[PLAYGROUND_OTHERS], NULL);
        ui_tooltip(ui, i == 0 ? "The next test image (→, or the wheel on the picture)"
                              : "The test image before (←, or the wheel on the picture)");
    }
}

void playground_name_draw(Panel *panel, Rect row) {
    char name[160], brief[48];
    int label;
    name_of(panel, name, sizeof name, brief, sizeof brief, &label);
    ui_push_disabled(panel->ui, panel->status->data.test_images < 1);
    draw_others(panel, &row);
    ui_pop_disabled(panel->ui);
    float size = class_mark_size(&panel->viz), gap = ui_px(panel->ui, panel->viz.theme->sizes.gap / 2);
    if (label >= 0 && row.w > size + gap) {
        class_mark_draw(&panel->viz, label, row.x + size / 2, row.y + row.h / 2, size);
        rect_cut_left(&row, size, gap);
    }
    const char *const texts[] = {name, brief};
    playground_text(panel, row, TEXT_FAINT, UI_LEFT, texts, 2);
}
