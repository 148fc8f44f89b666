// Playground: strokes on the image. The mouse is known once a frame, so that a fast stroke comes as a few corners; the
// ink follows a curve through the middles of its way, with the corners as its control points, and so is round. On the
// interface's thread.
#include "playground_parts.h"

#include <math.h>

enum { CURVE_PIECES = 8 };

static void pin(Panel *panel) {
    const Drawing *drawing = &panel->look->draw.drawing;
    look_pin_own(panel->look, drawing->channels, drawing->height, drawing->width, drawing->pixels);
}

// A drawing of the image that is looked at, or an empty one while it is not known.
static void begin(Panel *panel) {
    const LiveModel *model = &panel->status->model;
    Drawing *drawing = &panel->look->draw.drawing;
    const uint8_t *pixels = playground_pixels(panel);
    playground_keep(panel);
    if (pixels)
        drawing_load(drawing, model->channels, model->height, model->width, pixels);
    else
        drawing_init(drawing, model->channels, model->height, model->width);
    drawing_begin(drawing);
}

static Point middle_of(Point a, Point b) {
    return (Point){(a.x + b.x) / 2, (a.y + b.y) / 2};
}

// A quadratic Bézier curve in pieces that are straight.
static void draw_curve(Drawing *drawing, const Brush *brush, Point from, Point control, Point to) {
    Point at = from;
    for (int i = 1; i <= CURVE_PIECES; i++) {
        float t = (float)i / CURVE_PIECES, u = 1 - t;
        Point next = {u * u * from.x + 2 * u * t * control.x + t * t * to.x,
                      u * u * from.y + 2 * u * t * control.y + t * t * to.y};
        drawing_line(drawing, brush, at, next);
        at = next;
    }
}

// The rest of the way, when the mouse rests or lets go.
static void catch_up(Panel *panel, const Brush *brush) {
    PlayPen *pen = &panel->look->play.pen;
    if (!pen->behind)
        return;
    drawing_line(&panel->look->draw.drawing, brush, pen->middle, pen->last);
    pen->middle = pen->last;
    pen->behind = false;
    pin(panel);
}

static void go_on(Panel *panel, const Brush *brush, Point at) {
    PlayPen *pen = &panel->look->play.pen;
    Point middle = middle_of(pen->last, at);
    draw_curve(&panel->look->draw.drawing, brush, pen->middle, pen->last, middle);
    pen->middle = middle;
    pen->last = at;
    pen->behind = true;
    pin(panel);
    ui_wake(panel->ui, panel->viz.theme->times.frame);
}

// Whether the stroke under way can go on: nothing else has taken the mouse or the image since.
static bool goes_on(const Panel *panel, const UiArea *area) {
    const Drawing *drawing = &panel->look->draw.drawing;
    return panel_fits(panel, drawing->channels, drawing->height, drawing->width) &&
           (area->held || area->clicked || (panel->ui->input->released & UI_MOUSE_LEFT));
}

void playground_pen(Panel *panel, const UiArea *area, const ImageGrid *grid) {
    PlayPen *pen = &panel->look->play.pen;
    float pixel = (float)grid->zoom / (float)grid->shrink; // of the window, a pixel of the image
    Point at = {area->x / pixel, area->y / pixel};
    Brush brush;
    if (area->pressed) {
        begin(panel);
        *pen = (PlayPen){.erases = pen->erases, .down = true, .middle = at, .last = at};
        brush = draw_brush(&panel->look->draw, pen->erases);
        drawing_line(&panel->look->draw.drawing, &brush, at, at);
        pin(panel);
    }
    pen->down &= goes_on(panel, area);
    if (!pen->down)
        return;
    brush = draw_brush(&panel->look->draw, pen->erases);
    bool moved = at.x != pen->last.x || at.y != pen->last.y;
    if (moved && (area->held || (area->x >= 0 && area->y >= 0))) // elsewhere it is -1 when it lets go
        go_on(panel, &brush, at);
    if (!area->held || !moved)
        catch_up(panel, &brush);
    pen->down = area->held;
}
