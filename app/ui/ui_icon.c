// Icons as shapes.
#include "ui_inside.h"
#include "widgets.h"

#include <math.h>

/// A polygon given in the unit square, y down, laid over the box.
static void shape(Ui *ui, Rect box, const Point *unit, int count, Rgba color) {
    Point points[8];
    for (int i = 0; i < count && i < 8; i++)
        points[i] = (Point){box.x + unit[i].x * box.w, box.y + unit[i].y * box.h};
    draw_polygon(ui_list(ui), points, count, color);
}

static void stroke(Ui *ui, Rect box, Point from, Point to, Rgba color) {
    Point points[2] = {{box.x + from.x * box.w, box.y + from.y * box.h}, {box.x + to.x * box.w, box.y + to.y * box.h}};
    draw_line(ui_list(ui), points, 2, fmaxf(1.5F, box.w / 8), color);
}

static void bar(Ui *ui, Rect box, float left, float width, Rgba color) {
    Rect rect = {roundf(box.x + left * box.w), box.y + box.h * 0.1F, fmaxf(2, roundf(width * box.w)), box.h * 0.8F};
    draw_fill(ui_list(ui), rect, 0, color);
}

/// Three quarters of a circle with an arrow head at its start.
static void turn(Ui *ui, Rect box, Rgba color) {
    enum { STEPS = 20 };
    Point points[STEPS + 1];
    float x = box.x + box.w / 2, y = box.y + box.h / 2, radius = box.w * 0.4F;
    for (int i = 0; i <= STEPS; i++) {
        float angle = (-0.35F + 1.55F * (float)i / STEPS) * 3.14159265F;
        points[i] = (Point){x + radius * cosf(angle), y + radius * sinf(angle)};
    }
    draw_line(ui_list(ui), points, STEPS + 1, fmaxf(1.5F, box.w / 8), color);
    static const Point HEAD[3] = {{0.42F, 0.02F}, {0.92F, 0.02F}, {0.82F, 0.44F}};
    shape(ui, box, HEAD, 3, color);
}

static void hourglass(Ui *ui, Rect box, Rgba color) {
    static const Point UPPER[3] = {{0.1F, 0}, {0.9F, 0}, {0.5F, 0.55F}};
    static const Point LOWER[3] = {{0.5F, 0.45F}, {0.9F, 1}, {0.1F, 1}};
    shape(ui, box, UPPER, 3, color);
    shape(ui, box, LOWER, 3, color);
}

static void camera(Ui *ui, Rect box, Rgba color) {
    enum { STEPS = 16 };
    float line = fmaxf(1.5F, box.w / 10), radius = box.w * 0.19F;
    Rect body = {box.x, box.y + box.h * 0.2F, box.w, box.h * 0.7F};
    draw_frame(ui_list(ui), body, box.w / 8, line, color);
    draw_fill(ui_list(ui), (Rect){box.x + box.w * 0.32F, box.y + box.h * 0.06F, box.w * 0.36F, box.h * 0.18F}, 0,
              color);
    Point points[STEPS + 1];
    for (int i = 0; i <= STEPS; i++) {
        float angle = 2 * 3.14159265F * (float)i / STEPS;
        points[i] = (Point){box.x + box.w / 2 + radius * cosf(angle), body.y + body.h / 2 + radius * sinf(angle)};
    }
    draw_line(ui_list(ui), points, STEPS + 1, line, color);
}

/// `way`: -1 up, 1 down.
static void arrow(Ui *ui, Rect box, float way, Rgba color) {
    Point tip = {0.5F, 0.5F + 0.38F * way};
    stroke(ui, box, (Point){0.5F, 0.5F - 0.38F * way}, tip, color);
    stroke(ui, box, (Point){0.2F, 0.5F + 0.08F * way}, tip, color);
    stroke(ui, box, (Point){0.8F, 0.5F + 0.08F * way}, tip, color);
}

void ui_icon(Ui *ui, Rect rect, UiIcon icon, Rgba color) {
    static const Point PLAY[3] = {{0.15F, 0.05F}, {0.95F, 0.5F}, {0.15F, 0.95F}};
    static const Point STEP[3] = {{0.05F, 0.1F}, {0.65F, 0.5F}, {0.05F, 0.9F}};
    static const Point DOWN[3] = {{0.15F, 0.32F}, {0.85F, 0.32F}, {0.5F, 0.72F}};
    static const Point RIGHT[3] = {{0.32F, 0.15F}, {0.72F, 0.5F}, {0.32F, 0.85F}};
    float size = ui_px(ui, ui->theme->sizes.icon);
    Rect box = rect_centre(rect, size, size);
    color = ui_shade(ui, color);
    switch (icon) {
    case UI_ICON_NONE:
        break;
    case UI_ICON_PLAY:
        shape(ui, box, PLAY, 3, color);
        break;
    case UI_ICON_PAUSE:
        bar(ui, box, 0.15F, 0.26F, color);
        bar(ui, box, 0.6F, 0.26F, color);
        break;
    case UI_ICON_STEP:
        shape(ui, box, STEP, 3, color);
        bar(ui, box, 0.74F, 0.14F, color);
        break;
    case UI_ICON_RESET:
        turn(ui, box, color);
        break;
    case UI_ICON_MENU:
        shape(ui, box, DOWN, 3, color);
        break;
    case UI_ICON_FOLD:
        shape(ui, box, RIGHT, 3, color);
        break;
    case UI_ICON_CLOSE:
        stroke(ui, box, (Point){0.15F, 0.15F}, (Point){0.85F, 0.85F}, color);
        stroke(ui, box, (Point){0.85F, 0.15F}, (Point){0.15F, 0.85F}, color);
        break;
    case UI_ICON_PLUS:
        stroke(ui, box, (Point){0.5F, 0.1F}, (Point){0.5F, 0.9F}, color);
        stroke(ui, box, (Point){0.1F, 0.5F}, (Point){0.9F, 0.5F}, color);
        break;
    case UI_ICON_UP:
        arrow(ui, box, -1, color);
        break;
    case UI_ICON_DOWN:
        arrow(ui, box, 1, color);
        break;
    case UI_ICON_CAMERA:
        camera(ui, box, color);
        break;
    case UI_ICON_HOURGLASS:
        hourglass(ui, box, color);
        break;
    }
}
