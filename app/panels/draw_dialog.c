// The dialog "Draw your own image": a canvas of the images' size, and beside it what the network makes of the drawing,
// which is pinned with every stroke.
#include "panels.h"

#include <math.h>
#include <string.h>

typedef struct Ink {
    const char *name;
    uint8_t color[DRAWING_CHANNELS];
} Ink;

// Of grey images only the first three have any use.
static const Ink INK[DRAW_COLORS] = {{"white", {255, 255, 255}},  {"light grey", {170, 170, 170}},
                                     {"dark grey", {85, 85, 85}}, {"red", {220, 40, 40}},
                                     {"yellow", {240, 210, 60}},  {"blue", {60, 90, 220}}};

static const char *const SIZE[DRAW_SIZES] = {"thin", "medium", "thick"};

enum { GREYS = 3 };

int draw_inks(const Panel *panel) {
    return panel->status->model.channels == 1 ? GREYS : DRAW_COLORS;
}

const char *draw_ink_name(int color) {
    return INK[color].name;
}

bool draw_dialog_can(const Panel *panel) {
    const LiveModel *model = &panel->status->model;
    return panel->status->run > 0 && drawing_can(model->channels, model->height, model->width);
}

static void pin(Look *look) {
    const Drawing *drawing = &look->draw.drawing;
    _Static_assert((int)VIEW_PICTURE == (int)DRAWING_PIXELS * (int)DRAWING_CHANNELS, "a drawing can be pinned");
    look_pin_own(look, drawing->channels, drawing->height, drawing->width, drawing->pixels);
}

// A drawing of the data's shape: the own image that is pinned, or an empty one.
static void prepare(Panel *panel) {
    const LiveModel *model = &panel->status->model;
    const PinnedRequest *pinned = &panel->look->pinned;
    DrawLook *draw = &panel->look->draw;
    draw->stroke = false;
    if (pinned->own != 0 && panel_fits(panel, pinned->channels, pinned->height, pinned->width))
        drawing_load(&draw->drawing, model->channels, model->height, model->width, pinned->pixels);
    else if (!panel_fits(panel, draw->drawing.channels, draw->drawing.height, draw->drawing.width))
        drawing_init(&draw->drawing, model->channels, model->height, model->width);
}

void draw_dialog_open(Panel *panel) {
    if (!draw_dialog_can(panel))
        return;
    prepare(panel);
    panel->look->dialog = DIALOG_DRAW;
}

// Strokes look alike on images of any size: the medium one is as wide on 28 pixels as the pen of handwritten digits.
Brush draw_brush(const DrawLook *draw, bool erases) {
    static const float radius[DRAW_SIZES] = {0.7F / 28, 1.25F / 28, 2.2F / 28};
    int side = draw->drawing.height < draw->drawing.width ? draw->drawing.height : draw->drawing.width;
    Brush brush = {.radius = fmaxf(0.5F, radius[draw->size] * (float)side)};
    if (!erases)
        memcpy(brush.color, INK[draw->color].color, sizeof brush.color);
    else
        brush.radius *= 2;
    return brush;
}

static void draw_ring(Panel *panel, Point at, float radius) {
    enum { POINTS = 25 };
    Point points[POINTS];
    for (int i = 0; i < POINTS; i++) {
        float angle = 6.2831853F * (float)i / (POINTS - 1);
        points[i] = (Point){at.x + radius * cosf(angle), at.y + radius * sinf(angle)};
    }
    draw_line(ui_list(panel->ui), points, POINTS, ui_px(panel->ui, 1), panel->viz.theme->colors.faint);
}

static void follow_pen(Panel *panel, const UiArea *area, const ImageGrid *grid) {
    DrawLook *draw = &panel->look->draw;
    Brush brush = draw_brush(draw, draw->erases);
    float pixel = (float)grid->zoom / (float)grid->shrink; // of the window, a pixel of the image
    Point at = {area->x / pixel, area->y / pixel};
    if (area->pressed) {
        drawing_begin(&draw->drawing);
        draw->stroke = true;
        draw->last = at;
    }
    bool moved = at.x != draw->last.x || at.y != draw->last.y;
    if (draw->stroke && (area->pressed || (area->held && moved) || (area->clicked && moved))) {
        drawing_line(&draw->drawing, &brush, draw->last, at);
        draw->last = at;
        pin(panel->look);
    }
    draw->stroke &= area->held;
}

static void draw_canvas(Panel *panel, Rect area) {
    DrawLook *draw = &panel->look->draw;
    const Drawing *drawing = &draw->drawing;
    Ui *ui = panel->ui;
    ImageGridDesc desc = {
        .count = 1, .width = drawing->width, .height = drawing->height, .ground = panel->viz.theme->colors.panel};
    image_grid_layout(&draw->canvas, &desc, area, 0);
    UiArea canvas = ui_area(ui, "canvas", draw->canvas.rect, 0);
    follow_pen(panel, &canvas, &draw->canvas);
    image_grid_bytes(&draw->canvas, 0, drawing->pixels, drawing->channels); // compares rows, so that it costs little
    image_grid_draw(&draw->canvas, &panel->viz);
    viz_mark(&panel->viz, draw->canvas.rect, false);
    if (canvas.hovered || canvas.held)
        draw_ring(panel, (Point){panel->ui->input->mouse_x, panel->ui->input->mouse_y},
                  draw_brush(draw, draw->erases).radius * (float)draw->canvas.zoom / (float)draw->canvas.shrink);
}

static bool is_answered(const Panel *panel) {
    const PinnedView *view = &panel->views->pinned;
    return view->own != 0 && panel->look->pinned.own != 0 && panel_is_current(panel, &view->tag);
}

// What the network gives back for the newest drawing it has seen.
static void draw_answer(Panel *panel, Rect area) {
    const PinnedView *view = &panel->views->pinned;
    ImageGrid *grid = &panel->look->draw.answer;
    if (!is_answered(panel)) {
        draw_frame(ui_list(panel->ui), area, 0, ui_px(panel->ui, 1), panel->viz.theme->colors.line);
        viz_note(&panel->viz, rect_inset(area, area.w / 8, 0),
                 "Draw with the mouse: here is what the network makes of it.");
        return;
    }
    ImageGridDesc desc = {
        .count = 1, .width = view->width, .height = view->height, .ground = panel->viz.theme->colors.panel};
    image_grid_layout(grid, &desc, area, 0);
    image_grid_bytes(grid, 0, view->output.bytes, view->channels);
    image_grid_draw(grid, &panel->viz);
    viz_mark(&panel->viz, grid->rect, false);
}

// A square of ink; the one in use has a frame.
static void draw_ink(Panel *panel, Rect place, int color) {
    Ui *ui = panel->ui;
    DrawLook *draw = &panel->look->draw;
    const ThemeSizes *sizes = &panel->viz.theme->sizes;
    const uint8_t *ink = INK[color].color;
    UiArea area = ui_area(ui, INK[color].name, place, UI_AREA_FOCUS);
    if (area.clicked) {
        draw->color = color;
        draw->erases = false;
    }
    Rect inner = rect_inset(place, ui_px(ui, sizes->ring) * 2, ui_px(ui, sizes->ring) * 2);
    draw_fill(ui_list(ui), inner, ui_px(ui, sizes->radius) / 2, (Rgba){ink[0], ink[1], ink[2], 255});
    draw_frame(ui_list(ui), inner, ui_px(ui, sizes->radius) / 2, ui_px(ui, 1), panel->viz.theme->colors.faint);
    if (draw->color == color && !draw->erases)
        draw_frame(ui_list(ui), place, ui_px(ui, sizes->radius), ui_px(ui, sizes->ring), panel->viz.theme->colors.text);
    ui_ring(ui, &area, place);
    ui_tooltip(ui, INK[color].name);
}

static void draw_tools(Panel *panel, Rect row) {
    static const char *const tools[] = {"pen", "eraser"};
    Ui *ui = panel->ui;
    DrawLook *draw = &panel->look->draw;
    const ThemeSizes *sizes = &panel->viz.theme->sizes;
    float gap = ui_px(ui, sizes->gap);
    int tool = draw->erases, inks = draw->drawing.channels == 1 ? GREYS : DRAW_COLORS;
    if (ui_choice(ui, "tool", rect_cut_left(&row, ui_choice_width(ui, tools, 2), 2 * gap), tools, 2, &tool))
        draw->erases = tool;
    ui_choice(ui, "size", rect_cut_left(&row, ui_choice_width(ui, SIZE, DRAW_SIZES), 2 * gap), SIZE, DRAW_SIZES,
              &draw->size);
    for (int i = 0; i < inks && row.w >= row.h; i++)
        draw_ink(panel, rect_cut_left(&row, row.h, gap / 2), i);
}

static bool button(Panel *panel, Rect place, const UiButton *desc, const char *tooltip) {
    bool pressed = ui_button(panel->ui, desc->label, place, desc);
    ui_tooltip(panel->ui, tooltip);
    return pressed;
}

// True: the dialog is done with.
static bool draw_buttons(Panel *panel, Rect row) {
    static const UiButton centre = {.label = "Centre"}, clear = {.label = "Clear"},
                          done = {.label = "Done", .kind = UI_PRIMARY};
    Ui *ui = panel->ui;
    Drawing *drawing = &panel->look->draw.drawing;
    float gap = ui_px(ui, panel->viz.theme->sizes.gap);
    if (button(panel, rect_cut_left(&row, ui_button_width(ui, &centre), gap), &centre,
               "Moves the ink so that its centre of mass lies in the middle, as in MNIST") &&
        drawing_centre(drawing))
        pin(panel->look);
    if (button(panel, rect_cut_left(&row, ui_button_width(ui, &clear), gap), &clear, "An empty image")) {
        drawing_clear(drawing);
        pin(panel->look);
    }
    return button(panel, rect_cut_right(&row, ui_button_width(ui, &done), gap), &done,
                  "The drawing stays pinned until another image is");
}

// Two pictures side by side as large as the window allows, and what is below them.
static Rect card_of(const Panel *panel, float *picture) {
    Ui *ui = panel->ui;
    const ThemeSizes *sizes = &panel->viz.theme->sizes;
    const Drawing *drawing = &panel->look->draw.drawing;
    float edges = 2 * ui_px(ui, sizes->section), gap = ui_px(ui, sizes->gap);
    float below = 2 * (ui_px(ui, sizes->control) + gap) + ui_px(ui, sizes->fold) + gap + ui_px(ui, sizes->row) + edges;
    float wide = ui->width - edges - 4 * gap, high = ui->height - below - 2 * gap;
    float longest = (float)(drawing->width > drawing->height ? drawing->width : drawing->height);
    *picture = fmaxf(8, fminf(fminf((wide - 2 * gap) / 2, high), panel_px(panel, 336)));
    *picture = *picture >= longest ? floorf(*picture / longest) * longest : *picture;
    float width = fmaxf(2 * *picture + 2 * gap, panel_px(panel, 400));
    return (Rect){0, 0, width + edges, *picture + below};
}

void draw_dialog_draw(Panel *panel) {
    Ui *ui = panel->ui;
    const ThemeSizes *sizes = &panel->viz.theme->sizes;
    DrawLook *draw = &panel->look->draw;
    if (!draw_dialog_can(panel)) {
        panel->look->dialog = DIALOG_NONE;
        return;
    }
    if (!panel_fits(panel, draw->drawing.channels, draw->drawing.height, draw->drawing.width))
        prepare(panel); // other data has come
    float picture, gap = ui_px(ui, sizes->gap);
    Rect card = card_of(panel, &picture);
    bool closed = false;
    Rect rest = ui_dialog_begin(ui, "draw dialog", "Draw your own image", card.w, card.h, &closed);
    closed |= draw_buttons(panel, rect_cut_bottom(&rest, ui_px(ui, sizes->control), gap));
    draw_tools(panel, rect_cut_bottom(&rest, ui_px(ui, sizes->control), gap));
    Rect names = rect_cut_bottom(&rest, ui_px(ui, sizes->row), 0);
    ui_text(ui, rect_cut_left(&names, picture, 2 * gap), TEXT_FAINT, UI_LEFT, "your image");
    ui_text(ui, names, TEXT_FAINT, UI_LEFT, "what the network gives back");
    Panel above = *panel; // whose pictures lie on the dialog
    above.viz.list = ui_list(ui);
    draw_canvas(&above, rect_cut_left(&rest, picture, 2 * gap));
    draw_answer(&above, rect_cut_left(&rest, picture, 0));
    ui_dialog_end(ui);
    if (closed)
        panel->look->dialog = DIALOG_NONE;
}
