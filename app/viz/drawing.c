// Strokes on pixels. Each pixel is covered as much as the nearest part of the stroke's line says, so that the result
// does not depend on how many pieces the line came in. Called by panels, on the UI thread.
#include "drawing.h"

#include <math.h>
#include <string.h>

bool drawing_can(int channels, int height, int width) {
    return (channels == 1 || channels == DRAWING_CHANNELS) && height > 0 && width > 0 &&
           height <= DRAWING_PIXELS / width;
}

static int plane_of(const Drawing *drawing) {
    return drawing->height * drawing->width;
}

static size_t bytes_of(const Drawing *drawing) {
    return (size_t)drawing->channels * (size_t)plane_of(drawing);
}

void drawing_init(Drawing *drawing, int channels, int height, int width) {
    memset(drawing, 0, sizeof *drawing);
    drawing->channels = channels;
    drawing->height = height;
    drawing->width = width;
}

void drawing_load(Drawing *drawing, int channels, int height, int width, const uint8_t *pixels) {
    drawing_init(drawing, channels, height, width);
    memcpy(drawing->pixels, pixels, bytes_of(drawing));
}

void drawing_begin(Drawing *drawing) {
    memcpy(drawing->before, drawing->pixels, bytes_of(drawing));
    memset(drawing->covered, 0, (size_t)plane_of(drawing));
}

float brush_coverage(const Brush *brush, float distance) {
    float soft = fmaxf(1, brush->radius); // width of the edge
    float covered = (brush->radius + soft / 2 - distance) / soft;
    return covered < 0 ? 0 : covered > 1 ? 1 : covered;
}

// From a point to the nearest of the line's.
static float distance_to(Point at, Point from, Point to) {
    float dx = to.x - from.x, dy = to.y - from.y, length = dx * dx + dy * dy;
    float along = length > 0 ? ((at.x - from.x) * dx + (at.y - from.y) * dy) / length : 0;
    along = along < 0 ? 0 : along > 1 ? 1 : along;
    return hypotf(at.x - from.x - along * dx, at.y - from.y - along * dy);
}

// Ink over what was there before the stroke.
static void paint(Drawing *drawing, const Brush *brush, int pixel) {
    int covered = drawing->covered[pixel];
    for (int c = 0; c < drawing->channels; c++) {
        int at = c * plane_of(drawing) + pixel, before = drawing->before[at];
        drawing->pixels[at] = (uint8_t)((before * (255 - covered) + brush->color[c] * covered + 127) / 255);
    }
}

static int limited(float value, int most) {
    return value <= 0 ? 0 : value >= (float)most ? most : (int)value;
}

void drawing_line(Drawing *drawing, const Brush *brush, Point from, Point to) {
    if (!isfinite(from.x) || !isfinite(from.y) || !isfinite(to.x) || !isfinite(to.y))
        return;
    float reach = brush->radius + fmaxf(1, brush->radius) / 2 + 1;
    int left = limited(fminf(from.x, to.x) - reach, drawing->width);
    int right = limited(fmaxf(from.x, to.x) + reach + 1, drawing->width);
    int top = limited(fminf(from.y, to.y) - reach, drawing->height);
    int bottom = limited(fmaxf(from.y, to.y) + reach + 1, drawing->height);
    for (int y = top; y < bottom; y++)
        for (int x = left; x < right; x++) {
            int pixel = y * drawing->width + x;
            float distance = distance_to((Point){(float)x + 0.5F, (float)y + 0.5F}, from, to);
            int covered = (int)(255 * brush_coverage(brush, distance) + 0.5F);
            if (covered <= drawing->covered[pixel])
                continue;
            drawing->covered[pixel] = (uint8_t)covered;
            paint(drawing, brush, pixel);
        }
}

void drawing_clear(Drawing *drawing) {
    memset(drawing->pixels, 0, bytes_of(drawing));
}

/// Where ink is: its mass, moments of first order over the pixels' middles, and the box around it.
typedef struct Ink {
    double mass, x, y;
    int left, right, top, bottom; // of pixels with any; right and bottom are inside
} Ink;

static Ink ink_of(const Drawing *drawing) {
    Ink ink = {.left = drawing->width, .right = -1, .top = drawing->height, .bottom = -1};
    for (int y = 0; y < drawing->height; y++)
        for (int x = 0; x < drawing->width; x++) {
            int sum = 0;
            for (int c = 0; c < drawing->channels; c++)
                sum += drawing->pixels[c * plane_of(drawing) + y * drawing->width + x];
            if (sum == 0)
                continue;
            ink.mass += sum;
            ink.x += sum * (x + 0.5);
            ink.y += sum * (y + 0.5);
            ink.left = x < ink.left ? x : ink.left;
            ink.right = x > ink.right ? x : ink.right;
            ink.top = y < ink.top ? y : ink.top;
            ink.bottom = y;
        }
    return ink;
}

// Whole pixels that bring the centre to the middle of `size` without pushing first … last out.
static int shift_of(double centre, int size, int first, int last) {
    int shift = (int)floor(size / 2.0 - centre + 0.5);
    shift = shift < -first ? -first : shift;
    return shift > size - 1 - last ? size - 1 - last : shift;
}

static void shift(Drawing *drawing, int right, int down) {
    int plane = plane_of(drawing);
    memcpy(drawing->before, drawing->pixels, bytes_of(drawing));
    for (int c = 0; c < drawing->channels; c++)
        for (int y = 0; y < drawing->height; y++)
            for (int x = 0; x < drawing->width; x++) {
                int from_x = x - right, from_y = y - down;
                bool inside = from_x >= 0 && from_x < drawing->width && from_y >= 0 && from_y < drawing->height;
                drawing->pixels[c * plane + y * drawing->width + x] =
                    inside ? drawing->before[c * plane + from_y * drawing->width + from_x] : 0;
            }
}

bool drawing_centre(Drawing *drawing) {
    Ink ink = ink_of(drawing);
    if (ink.mass <= 0)
        return false;
    shift(drawing, shift_of(ink.x / ink.mass, drawing->width, ink.left, ink.right),
          shift_of(ink.y / ink.mass, drawing->height, ink.top, ink.bottom));
    return true;
}
