// The view Filters: the numbers under a sliding kernel: input × weight = product for one in channel, and what all of
// them come to.
#include "filters_parts.h"

#include <math.h>
#include <stdio.h>

enum { CELL = 48, CELL_HEIGHT = 28, LEAST_CELL = 12, SIGN = 20 }; // pixels at scale 1

enum { BLOCK_INPUT, BLOCK_WEIGHT, BLOCK_PRODUCT, BLOCKS };

// The sliding of the view with its pointers.
static Sliding sliding_now(const Panel *panel) {
    const SlidingView *view = &panel->views->sliding;
    Sliding sliding = view->sliding;
    sliding.input = view->input.floats;
    sliding.weights = view->weights.floats;
    return sliding;
}

// How the blocks are drawn: all three with numbers, the products alone, or only colours.
typedef struct Cells {
    float width, height;
    int first; // block
    bool numbers;
} Cells;

static bool choose_cells(const Panel *panel, float width, float most, Cells *cells) {
    int kernel = panel->views->sliding.sliding.kernel;
    float sign = panel_px(panel, SIGN), cell = panel_px(panel, CELL), height = panel_px(panel, CELL_HEIGHT);
    *cells = (Cells){cell, height, BLOCK_INPUT, true};
    if (height * (float)kernel <= most && cell * (float)(BLOCKS * kernel) + 2 * sign <= width)
        return true;
    cells->first = BLOCK_PRODUCT;
    if (height * (float)kernel <= most && cell * (float)kernel <= width)
        return true;
    float side = floorf(fminf((width - 2 * sign) / (float)(BLOCKS * kernel), most / (float)kernel));
    *cells = (Cells){fminf(side, height), fminf(side, height), BLOCK_INPUT, false};
    return side >= panel_px(panel, LEAST_CELL);
}

float filters_numbers_height(const Panel *panel, Rect rect, float most) {
    Cells cells;
    return choose_cells(panel, rect.w, most, &cells) ? cells.height * (float)panel->views->sliding.sliding.kernel : 0;
}

// What a cell shows, and its colour.
static float value_of(const Panel *panel, const Sliding *s, int block, int y, int x, bool *inside, Rgba *color) {
    const SlidingView *view = &panel->views->sliding;
    const SlidingLook *look = &panel->look->filters.sliding;
    const Colormap *diverging = &panel->look->error_map;
    size_t at = (size_t)look->in * (size_t)(s->kernel * s->kernel) + (size_t)(y * s->kernel + x);
    float input, weight = s->weights[at], limit = view->weight_limit > 0 ? view->weight_limit : 1;
    *inside = sliding_under(s, look->in, look->at / s->out_width, look->at % s->out_width, y, x, &input);
    float most = fmaxf(view->high, -view->low), high = view->high > view->low ? view->high : view->low + 1;
    if (block == BLOCK_INPUT) {
        const Colormap *map = view->first ? &panel->look->grey_map : &panel->look->heat_map;
        *color = *inside ? colormap_color(map, input, view->first ? 0 : view->low, view->first ? 1 : high)
                         : panel->viz.theme->colors.control;
        return input;
    }
    if (block == BLOCK_WEIGHT) {
        *color = colormap_color(diverging, weight, -limit, limit);
        return weight;
    }
    *color = colormap_color(diverging, input * weight, -limit * (most > 0 ? most : 1), limit * (most > 0 ? most : 1));
    return input * weight;
}

static int lightness(Rgba color) {
    return 2 * color.r + 5 * color.g + color.b;
}

// Letters are the theme's darkest or lightest, whichever stands out.
static void draw_cell(Panel *panel, Rect place, Rgba color, bool number, float value) {
    const ThemeColors *colors = &panel->viz.theme->colors;
    char text[16];
    draw_fill(panel->viz.list, place, 0, color);
    if (!number)
        return;
    snprintf(text, sizeof text, "%s%.2f", value <= -0.005F ? "−" : "", fabs((double)value));
    bool light = lightness(color) > 4 * 255, text_light = lightness(colors->text) > 4 * 255;
    ui_text_colored(panel->ui, place, TEXT_DIGITS, UI_CENTRE, light == text_light ? colors->background : colors->text,
                    fabsf(value) < 99 ? text
                    : value < 0       ? "−∞"
                                      : "∞");
}

static void draw_block(Panel *panel, const Sliding *s, const Cells *cells, int block, Rect place) {
    float line = ui_px(panel->ui, 1);
    for (int i = 0; i < s->kernel * s->kernel; i++) {
        int y = i / s->kernel, x = i % s->kernel;
        Rect cell = {place.x + (float)x * cells->width, place.y + (float)y * cells->height, cells->width - line,
                     cells->height - line};
        bool inside;
        Rgba color;
        float value = value_of(panel, s, block, y, x, &inside, &color);
        draw_cell(panel, cell, color, cells->numbers, value);
    }
}

void filters_numbers_draw(Panel *panel, Rect rect) {
    static const char *const signs[BLOCKS] = {"", "×", "="};
    static const char *const names[BLOCKS] = {"under it", "weights", "products"};
    Sliding s = sliding_now(panel);
    Cells cells;
    if (!choose_cells(panel, rect.w, rect.h, &cells))
        return;
    float sign = panel_px(panel, SIGN);
    for (int block = cells.first; block < BLOCKS; block++) {
        if (block > cells.first)
            ui_text(panel->ui, rect_cut_left(&rect, sign, 0), TEXT_BODY, UI_CENTRE, signs[block]);
        Rect place = rect_cut_left(&rect, cells.width * (float)s.kernel, 0);
        place.h = cells.height * (float)s.kernel;
        draw_block(panel, &s, &cells, block, place);
        panel_element(panel, names[block], place, &EXPLAIN_FILTERS[FILTERS_NUMBERS], names[block]);
    }
}

// "Σ 0.731 + bias −0.02 = 0.711, relu: 0.711"; of several in channels first the one whose numbers are shown.
static void say_sum(const Panel *panel, char *text, size_t size) {
    const SlidingView *view = &panel->views->sliding;
    const SlidingLook *look = &panel->look->filters.sliding;
    Sliding s = sliding_now(panel);
    int row = look->at / s.out_width, column = look->at % s.out_width;
    double sum = sliding_sum(&s, row, column), one = sliding_channel_sum(&s, look->in, row, column);
    char part[96] = "", sums[32], bias[32], before[32], after[32], channel[32];
    axis_signed(one, 3, channel, sizeof channel);
    axis_signed(sum, 3, sums, sizeof sums);
    axis_signed((double)s.bias, 3, bias, sizeof bias);
    axis_signed(sum + (double)s.bias, 3, before, sizeof before);
    axis_signed((double)view->output.floats[look->at], 3, after, sizeof after);
    if (s.channels > 1)
        snprintf(part, sizeof part, "Σ of this channel %s, of all %d ", channel, s.channels);
    else
        snprintf(part, sizeof part, "Σ ");
    snprintf(text, size, "%s%s + bias %s = %s%s%s%s%s", part, sums, bias, before, view->activation[0] ? ", " : "",
             view->activation, view->activation[0] ? ": " : "", view->activation[0] ? after : "");
}

float filters_sum_height(const Panel *panel, float width) {
    char text[240];
    say_sum(panel, text, sizeof text);
    return ui_paragraph_height(panel->ui, width, TEXT_DIGITS, text);
}

void filters_sum_draw(Panel *panel, Rect rect) {
    char text[240];
    say_sum(panel, text, sizeof text);
    ui_paragraph(panel->ui, rect, TEXT_DIGITS, text);
    panel_element(panel, "sum", rect, &EXPLAIN_FILTERS[FILTERS_SUM], text);
}
