// The heat map's frame: margins, marks and scale around the cells. Called by the panels, on the UI thread.
#include "heat_map_cells.h"

#include "axis.h"
#include "class_mark.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum {
    TOP_BARS = 6,
    LOW_BARS = 3,
    LOW = 36,
    LEFT_BARS = 5,
    SCALE_WIDTH = 22,
    LEAST_CELLS = 3,
    GOOD_CELLS = 8
}; // multiples of the theme's grid; LOW: an area where the bars on top are LOW_BARS high

typedef struct Margins {
    Rect top, left, classes, foot; // bars, bars, strip, scale
    Rect cells;
    float title_y;
} Margins;

static Margins margins_of(const Viz *viz, Rect area, const HeatMapDesc *desc) {
    const ThemeSizes *sizes = &viz->theme->sizes;
    float unit = viz_px(viz, sizes->grid), gap = viz_px(viz, sizes->grid / 4), title = viz_text_height(viz, TEXT_FAINT);
    Margins m = {.cells = area, .title_y = area.y};
    float bars = unit * (area.h < LOW * unit ? LOW_BARS : TOP_BARS);
    float foot = colormap_bar_height(viz) + unit;
    float strip = roundf(unit / 2) + gap + class_mark_size(viz);
    bool titled = (desc->top && desc->top_title) || (desc->left && desc->left_title);
    float above = (titled ? title + gap : 0) + (desc->top ? bars + gap : 0);
    float before = (desc->left ? LEFT_BARS * unit + gap : 0) + (desc->row_class ? strip + gap : 0);
    m.cells = (Rect){area.x + before, area.y + above, area.w - before, area.h - above - foot};
    m.foot = (Rect){m.cells.x, area.y + area.h - foot + unit, m.cells.w, foot - unit};
    m.top = (Rect){m.cells.x, area.y + above - bars - gap, m.cells.w, bars};
    m.left = (Rect){area.x, m.cells.y, LEFT_BARS * unit, m.cells.h};
    m.classes = (Rect){m.cells.x - strip - gap, m.cells.y, strip, m.cells.h};
    return m;
}

// Where there is little room the cells matter more than what sums them up: first the bars on top give way.
static HeatMapDesc trimmed(const Viz *viz, Rect area, const HeatMapDesc *desc) {
    HeatMapDesc less = *desc;
    if (margins_of(viz, area, desc).cells.h < viz_px(viz, GOOD_CELLS * viz->theme->sizes.grid)) {
        less.top = NULL;
        less.top_title = less.left_title = NULL;
    }
    return less;
}

static float edge(float origin, float length, int cell, int cells) {
    return roundf(origin + length * (float)cell / (float)cells);
}

static float most_of(const float *values, int count, float asked) {
    float most = 0;
    for (int i = 0; i < count; i++)
        if (isfinite(values[i]) && values[i] > most)
            most = values[i];
    return asked > 0 ? asked : most > 0 ? most : 1;
}

// The largest of the cells [from, to) as a share of `most`, and whether any is marked.
static float bar_of(const float *values, const uint8_t *marks, int from, int to, float most, bool *marked) {
    float largest = 0;
    *marked = false;
    for (int i = from; i < to; i++) {
        if (isfinite(values[i]) && values[i] > largest)
            largest = values[i];
        *marked = *marked || (marks && marks[i]);
    }
    return fminf(largest / most, 1);
}

static void top_bars(const HeatMap *heat, const Viz *viz, const HeatMapDesc *desc, Rect place) {
    const ThemeColors *colors = &viz->theme->colors;
    float most = most_of(desc->top, desc->columns, desc->top_high), least = viz_px(viz, 2);
    for (int i = 0; i < heat->buffer_width; i++) {
        int from = (int)((int64_t)i * heat->columns / heat->buffer_width);
        int to = (int)((int64_t)(i + 1) * heat->columns / heat->buffer_width);
        bool marked;
        float height = roundf(bar_of(desc->top, desc->column_marked, from, to, most, &marked) * place.h);
        float left = edge(heat->rect.x, heat->rect.w, i, heat->buffer_width);
        float width = edge(heat->rect.x, heat->rect.w, i + 1, heat->buffer_width) - left;
        height = marked ? fmaxf(height, least) : height;
        draw_fill(viz->list, (Rect){left, place.y + place.h - height, width, height}, 0,
                  marked ? colors->problem : colors->track_filled);
    }
}

static void left_bars(const HeatMap *heat, const Viz *viz, const HeatMapDesc *desc, Rect place) {
    float most = most_of(desc->left, desc->rows, desc->left_high);
    for (int i = 0; i < heat->buffer_height; i++) {
        int from = (int)((int64_t)i * heat->rows / heat->buffer_height);
        int to = (int)((int64_t)(i + 1) * heat->rows / heat->buffer_height);
        bool marked;
        float width = roundf(bar_of(desc->left, NULL, from, to, most, &marked) * place.w);
        float top = edge(heat->rect.y, heat->rect.h, i, heat->buffer_height);
        float height = edge(heat->rect.y, heat->rect.h, i + 1, heat->buffer_height) - top;
        draw_fill(viz->list, (Rect){place.x + place.w - width, top, width, height}, 0, viz->theme->colors.track_filled);
    }
}

// A run of rows of one class: its colour along the cells and, where there is room, its mark beside it.
static void class_run(const Viz *viz, Rect run, int class) {
    float size = class_mark_size(viz), color = roundf(viz_px(viz, viz->theme->sizes.grid) / 2);
    draw_fill(viz->list, (Rect){run.x + run.w - color, run.y, color, run.h}, 0, class_mark_color(viz->theme, class));
    if (run.h >= size)
        class_mark_draw(viz, class, run.x + size / 2, roundf(run.y + run.h / 2), size);
}

static void class_strip(const HeatMap *heat, const Viz *viz, const HeatMapDesc *desc, Rect place) {
    for (int from = 0, to; from < desc->rows; from = to) {
        for (to = from + 1; to < desc->rows && desc->row_class[to] == desc->row_class[from];)
            to++;
        float top = edge(heat->rect.y, heat->rect.h, from, desc->rows);
        float bottom = edge(heat->rect.y, heat->rect.h, to, desc->rows);
        class_run(viz, (Rect){place.x, top, place.w, bottom - top}, desc->row_class[from]);
    }
}

static Rect cell_rect(const HeatMap *heat, int row, int column) {
    float left = edge(heat->rect.x, heat->rect.w, column, heat->columns);
    float top = edge(heat->rect.y, heat->rect.h, row, heat->rows);
    return (Rect){left, top, fmaxf(edge(heat->rect.x, heat->rect.w, column + 1, heat->columns) - left, 1),
                  fmaxf(edge(heat->rect.y, heat->rect.h, row + 1, heat->rows) - top, 1)};
}

Rect heat_map_column(const HeatMap *heat, int column) {
    Rect cell = cell_rect(heat, 0, column);
    return (Rect){cell.x, heat->rect.y, cell.w, heat->rect.h};
}

// Frames a whole row and a whole column.
static void mark(const HeatMap *heat, const Viz *viz, int row, int column, bool strong) {
    if (column >= 0 && column < heat->columns)
        viz_mark(viz, heat_map_column(heat, column), strong);
    if (row >= 0 && row < heat->rows) {
        Rect cell = cell_rect(heat, row, 0);
        viz_mark(viz, (Rect){heat->rect.x, cell.y, heat->rect.w, cell.h}, strong);
    }
}

bool heat_map_hit(const HeatMap *heat, float x, float y, int *row, int *column) {
    const Rect *rect = &heat->rect;
    if (heat->rows < 1 || heat->columns < 1 || !(x >= rect->x && x < rect->x + rect->w) ||
        !(y >= rect->y && y < rect->y + rect->h))
        return false;
    int at_row = (int)((y - rect->y) / rect->h * (float)heat->rows);
    int at_column = (int)((x - rect->x) / rect->w * (float)heat->columns);
    *row = at_row < heat->rows ? at_row : heat->rows - 1;
    *column = at_column < heat->columns ? at_column : heat->columns - 1;
    return true;
}

static void find_hover(HeatMap *heat, const Viz *viz, const HeatMapDesc *desc) {
    heat->hover_row = heat->hover_column = -1;
    heat->hover_value = 0;
    if (viz->mouse && heat_map_hit(heat, viz->mouse->x, viz->mouse->y, &heat->hover_row, &heat->hover_column))
        heat->hover_value = heat_map_row(desc, heat->hover_row)[heat->hover_column];
}

// What is under the mouse.
static void say_cell(const HeatMap *heat, const HeatMapDesc *desc, char *text, size_t size) {
    char number[32];
    axis_number((double)heat->hover_value, 3, number, sizeof number);
    snprintf(text, size, "%s %d · %s %d: %s", desc->row_name ? desc->row_name : "row",
             desc->row_number ? desc->row_number[heat->hover_row] : heat->hover_row,
             desc->column_name ? desc->column_name : "column",
             desc->column_number ? desc->column_number[heat->hover_column] : heat->hover_column, number);
}

// What a pixel stands for where cells share one; shorter where there is little room, or nothing.
static void say_share(const HeatMap *heat, const Viz *viz, const HeatMapDesc *desc, float room, char *text,
                      size_t size) {
    const char *what = desc->share == HEAT_MAP_MEAN ? "mean" : "largest";
    snprintf(text, size, "a pixel shows the %s of up to %d × %d cells", what, heat->row_share, heat->column_share);
    if (viz_text_width(viz, TEXT_FAINT, text) > room)
        snprintf(text, size, "%s of %d × %d cells", what, heat->row_share, heat->column_share);
    if (viz_text_width(viz, TEXT_FAINT, text) > room)
        *text = 0;
}

static void foot(HeatMap *heat, const Viz *viz, const HeatMapDesc *desc, Rect place) {
    char text[160] = "";
    float width = fminf(viz_px(viz, SCALE_WIDTH * viz->theme->sizes.grid), place.w);
    colormap_bar(viz, (Rect){place.x, place.y, width, place.h}, desc->map, heat->low, heat->high, desc->unit);
    heat->scale = (Rect){place.x, place.y, width, place.h};
    float left = place.x + width + viz_px(viz, viz->theme->sizes.section), right = place.x + place.w;
    bool said = desc->row_name && !desc->row_name[0], hovered = heat->hover_row >= 0 && !said;
    if (hovered)
        say_cell(heat, desc, text, sizeof text);
    else if (heat->row_share > 1 || heat->column_share > 1)
        say_share(heat, viz, desc, right - left, text, sizeof text);
    if (text[0] && left < right)
        viz_text_within(viz, left, right, place.y, 0, hovered ? TEXT_DIGITS : TEXT_FAINT, text);
}

static void titles(const Viz *viz, const HeatMapDesc *desc, const Margins *m, float right) {
    if (desc->top && desc->top_title)
        viz_text_within(viz, m->cells.x, right, m->title_y, 0, TEXT_FAINT, desc->top_title);
    else if (desc->left && desc->left_title)
        viz_text_within(viz, m->left.x, right, m->title_y, 0, TEXT_FAINT, desc->left_title);
}

void heat_map_finish(HeatMap *heat) {
    free(heat->pixels);
    *heat = (HeatMap){.key = heat->key};
}

void heat_map_draw(HeatMap *heat, const Viz *viz, Rect area, const HeatMapDesc *whole) {
    HeatMapDesc less = trimmed(viz, area, whole), *desc = &less;
    Margins m = margins_of(viz, area, desc);
    heat->hover_row = heat->hover_column = -1;
    float least = viz_px(viz, LEAST_CELLS * viz->theme->sizes.grid);
    heat->rect = heat->top_bars = heat->left_bars = heat->class_strip = heat->scale = (Rect){0};
    if (desc->rows < 1 || desc->columns < 1 || m.cells.w < least || m.cells.h < least)
        return;
    heat_map_cells_place(heat, desc, m.cells);
    if (!heat_map_cells_fill(heat, desc))
        return;
    DrawImage image = {.key = heat->key,
                       .version = heat->version,
                       .width = heat->buffer_width,
                       .height = heat->buffer_height,
                       .pixels = heat->pixels};
    draw_image(viz->list, heat->rect, &image);
    find_hover(heat, viz, desc);
    titles(viz, desc, &m, area.x + area.w);
    if (desc->top) {
        heat->top_bars = (Rect){heat->rect.x, m.top.y, heat->rect.w, m.top.h};
        top_bars(heat, viz, desc, m.top);
    }
    if (desc->left) {
        heat->left_bars = (Rect){m.left.x, heat->rect.y, m.left.w, heat->rect.h};
        left_bars(heat, viz, desc, m.left);
    }
    if (desc->row_class) {
        heat->class_strip = (Rect){m.classes.x, heat->rect.y, m.classes.w, heat->rect.h};
        class_strip(heat, viz, desc, m.classes);
    }
    mark(heat, viz, heat->hover_row, heat->hover_column, false);
    mark(heat, viz, desc->selected_row, desc->selected_column, true);
    m.foot.y = fminf(m.foot.y, heat->rect.y + heat->rect.h + viz_px(viz, viz->theme->sizes.grid));
    m.foot.w = area.x + area.w - m.foot.x;
    foot(heat, viz, desc, m.foot);
}
