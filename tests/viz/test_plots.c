// Plots draw finite points only, inside their area, at any size, and read out what is under the mouse.
#include "bar_plot.h"
#include "histogram.h"
#include "line_plot.h"
#include "test.h"

#include <math.h>
#include <string.h>

static float even_width(void *context, DrawFont font, float size, const char *text) {
    (void)context;
    (void)font;
    return size * 0.6F * (float)strlen(text);
}

static const TextMeasure MEASURE = {.width = even_width};

static void assert_finite(const DrawList *list) {
    for (int i = 0; i < list->point_count; i++)
        assert_true(isfinite(list->points[i].x) && isfinite(list->points[i].y));
    for (int i = 0; i < list->count; i++) {
        Rect rect = list->commands[i].rect;
        assert_true(isfinite(rect.x + rect.y + rect.w + rect.h));
        if (list->commands[i].kind == DRAW_TEXT)
            assert_null(strstr(draw_text_of(list, &list->commands[i]), "nan"));
    }
}

static void assert_curves_inside(const DrawList *list, Rect area) {
    for (int i = 0; i < list->point_count; i++)
        assert_true(list->points[i].x >= area.x && list->points[i].x <= area.x + area.w + 1 &&
                    list->points[i].y >= area.y && list->points[i].y <= area.y + area.h + 1);
}

static void curves_with_nan_zero_and_infinity_stay_inside(void **state) {
    (void)state;
    enum { COUNT = 3000 };
    static float y[COUNT];
    for (int i = 0; i < COUNT; i++)
        y[i] = i % 7 == 0 ? NAN : i % 11 == 0 ? INFINITY : i % 13 == 0 ? 0 : -5 + (float)(i % 29);
    Theme theme;
    theme_dark(&theme);
    DrawList list = {0};
    LineSeries series[] = {{"train", NULL, y, COUNT, theme.colors.text, LINE_SOLID, 0},
                           {"test", NULL, y, COUNT, theme.colors.faint, LINE_DOTTED, 2}};
    const float sizes[][2] = {{300, 120}, {60, 50}, {10, 10}, {0, 0}, {3000, 2000}};
    for (size_t i = 0; i < 2 * sizeof sizes / sizeof *sizes; i++) {
        LinePlotDesc desc = {.series = series,
                             .count = 2,
                             .x_unit = "steps",
                             .y_unit = "nats per image",
                             .logarithmic = i % 2 == 1,
                             .mark_x = 20};
        Rect area = {5, 7, sizes[i / 2][0], sizes[i / 2][1]};
        Point mouse = {area.x + area.w * 0.7F, area.y + area.h * 0.6F};
        Viz viz = {&list, &theme, &MEASURE, &mouse, 1};
        draw_clear(&list);
        line_plot_draw(&viz, area, &desc);
        assert_finite(&list);
        assert_curves_inside(&list, area);
    }
    draw_finish(&list);
}

static void the_mouse_reads_the_nearest_sample(void **state) {
    (void)state;
    const float x[] = {0, 10, 20}, y[] = {1, 5, NAN}, other[] = {7, 8, 9};
    Theme theme;
    theme_dark(&theme);
    DrawList list = {0};
    LineSeries series[] = {{"a", x, y, 3, theme.colors.text, LINE_SOLID, 0},
                           {"b", x, other, 3, theme.colors.faint, LINE_DASHED, 0}};
    LinePlotDesc desc = {.series = series, .count = 2, .x_unit = "steps", .y_unit = "nats"};
    Point mouse = {399, 100};
    Viz viz = {&list, &theme, &MEASURE, &mouse, 1};
    LinePlotHover hover = line_plot_draw(&viz, (Rect){0, 0, 400, 200}, &desc);
    assert_true(hover.inside && hover.x == 20);
    assert_true(hover.value[0] == 5 && hover.value[1] == 9 && isnan(hover.value[2]));
    mouse.x = -5;
    hover = line_plot_draw(&viz, (Rect){0, 0, 400, 200}, &desc);
    assert_false(hover.inside);
    assert_true(hover.value[1] == 9); // the last one
    desc.mark_x = 9;                  // the moment looked at
    hover = line_plot_draw(&viz, (Rect){0, 0, 400, 200}, &desc);
    assert_true(hover.value[0] == 5 && hover.value[1] == 8);
    draw_finish(&list);
}

static const DrawCommand *drawn(const DrawList *list, const char *text) {
    for (int i = 0; i < list->count; i++)
        if (list->commands[i].kind == DRAW_TEXT && strcmp(draw_text_of(list, &list->commands[i]), text) == 0)
            return &list->commands[i];
    return NULL;
}

// The unit stands at the right end, where the second number would be.
static void an_x_axis_has_a_second_number_wherever_it_ends(void **state) {
    (void)state;
    const float y[] = {3, 2};
    Theme theme;
    theme_dark(&theme);
    DrawList list = {0};
    Viz viz = {&list, &theme, &MEASURE, NULL, 1};
    for (int steps = 100; steps < 10000; steps += steps / 14) {
        const float x[] = {0, (float)steps};
        LineSeries series = {"loss", x, y, 2, theme.colors.text, LINE_SOLID, 0};
        LinePlotDesc desc = {.series = &series, .count = 1, .x_unit = "steps", .y_unit = "nats"};
        draw_clear(&list);
        line_plot_draw(&viz, (Rect){0, 0, 236, 150}, &desc);
        const DrawCommand *unit = drawn(&list, "steps");
        int numbers = 0;
        assert_non_null(unit);
        for (int i = 0; i < list.count; i++)
            numbers += list.commands[i].kind == DRAW_TEXT && list.commands[i].rect.y == unit->rect.y;
        assert_true(numbers >= 3); // two and the unit
    }
    draw_finish(&list);
}

static void an_axis_can_reach_farther_than_the_samples_and_one_sample_has_plain_numbers(void **state) {
    (void)state;
    const float x[] = {0.5F}, y[] = {19.5403F};
    Theme theme;
    theme_dark(&theme);
    DrawList list = {0};
    Viz viz = {&list, &theme, &MEASURE, NULL, 1};
    LineSeries series = {"output", x, y, 1, theme.colors.text, LINE_SOLID, 0};
    LinePlotDesc desc = {.series = &series, .count = 1, .x_unit = "σ", .y_unit = "dB", .x_most = 0.8};
    line_plot_draw(&viz, (Rect){0, 0, 400, 300}, &desc);
    assert_non_null(drawn(&list, "0.0"));
    assert_non_null(drawn(&list, "0.6"));
    assert_non_null(drawn(&list, "19.5"));
    draw_finish(&list);
}

static void nothing_to_draw_is_said(void **state) {
    (void)state;
    const float y[] = {NAN, INFINITY};
    Theme theme;
    theme_light(&theme);
    DrawList list = {0};
    Viz viz = {&list, &theme, &MEASURE, NULL, 1};
    LineSeries series = {"a", NULL, y, 2, theme.colors.text, LINE_SOLID, 0};
    LinePlotDesc desc = {.series = &series, .count = 1, .empty = "The curve begins with the first step"};
    line_plot_draw(&viz, (Rect){0, 0, 400, 200}, &desc);
    assert_int_equal(list.count, 1);
    assert_string_equal(draw_text_of(&list, &list.commands[0]), desc.empty);
    draw_clear(&list);
    line_plot_draw(&viz, (Rect){0, 0, 150, 200}, &desc); // two lines
    assert_true(list.count >= 2);
    draw_finish(&list);
}

static void dashes_cover_their_share_of_the_width(void **state) {
    (void)state;
    float y[200];
    for (int i = 0; i < 200; i++)
        y[i] = (float)(i % 2);
    Theme theme;
    theme_dark(&theme);
    DrawList list = {0};
    Viz viz = {&list, &theme, &MEASURE, NULL, 1};
    LineSeries series = {NULL, NULL, y, 200, theme.colors.text, LINE_DASHED, 0};
    LinePlotDesc desc = {.series = &series, .count = 1};
    line_plot_draw(&viz, (Rect){0, 0, 400, 200}, &desc);
    float covered = 0, left = 1e9F, right = 0;
    for (int i = 0; i < list.count; i++)
        if (list.commands[i].kind == DRAW_LINE) {
            const Point *points = list.points + list.commands[i].first;
            covered += points[list.commands[i].count - 1].x - points[0].x;
            left = fminf(left, points[0].x);
            right = fmaxf(right, points[list.commands[i].count - 1].x);
        }
    assert_true(covered > 0.5F * (right - left) && covered < 0.7F * (right - left));
    draw_finish(&list);
}

static void histograms_show_small_bins_and_find_the_mouse(void **state) {
    (void)state;
    const float counts[] = {1, 100000, 0, NAN};
    Theme theme;
    theme_dark(&theme);
    DrawList list = {0};
    Point mouse = {399, 100};
    Viz viz = {&list, &theme, &MEASURE, &mouse, 1};
    HistogramDesc desc = {.counts = counts,
                          .bins = 4,
                          .low = -4,
                          .high = 0,
                          .logarithmic = true,
                          .x_unit = "rate",
                          .y_unit = "units",
                          .color = {255, 0, 1, 255}};
    assert_int_equal(histogram_draw(&viz, (Rect){0, 0, 400, 200}, &desc), 3);
    int bars = 0;
    for (int i = 0; i < list.count; i++)
        if (list.commands[i].kind == DRAW_FILL && list.commands[i].color.b == 1) {
            bars++;
            assert_true(list.commands[i].rect.h >= 1);
        }
    assert_int_equal(bars, 2);
    assert_finite(&list);
    desc.bins = 0;
    assert_int_equal(histogram_draw(&viz, (Rect){0, 0, 400, 200}, &desc), -1);
    draw_finish(&list);
}

static int fills_of(const DrawList *list, Rgba color, Rect *last) {
    int count = 0;
    for (int i = 0; i < list->count; i++)
        if (list->commands[i].kind == DRAW_FILL && memcmp(&list->commands[i].color, &color, sizeof color) == 0) {
            *last = list->commands[i].rect;
            count++;
        }
    return count;
}

// Zeros have no place on a logarithmic axis: they stand apart, left of all bins, and are found there.
static void a_histogram_sets_zeros_apart(void **state) {
    (void)state;
    const float counts[] = {1, 2, 3, 4};
    const double edges[] = {-3, -1};
    Theme theme;
    theme_dark(&theme);
    DrawList list = {0};
    Point mouse = {-1, -1};
    Viz viz = {&list, &theme, &MEASURE, &mouse, 1};
    HistogramDesc desc = {.counts = counts,
                          .bins = 4,
                          .low = -4,
                          .logarithmic = true,
                          .y_unit = "units",
                          .color = theme.colors.code,
                          .edges = edges,
                          .edge_count = 2,
                          .zero_name = "dead",
                          .zero_count = 8};
    Rect zero = {0}, bar = {0}, edge = {0}, area = {0, 0, 400, 200};
    assert_int_equal(histogram_draw(&viz, area, &desc), -1);
    assert_int_equal(fills_of(&list, theme.colors.problem, &zero), 1);
    assert_int_equal(fills_of(&list, theme.colors.code, &bar), 4);
    assert_true(fills_of(&list, theme.colors.faint, &edge) > 4);
    assert_true(zero.x + zero.w < bar.x && fabsf(zero.h - 2 * bar.h) <= 2); // 8 and 4
    assert_true(fabsf(edge.x - bar.x) <= 2);                                // 0.1 is where the last bin begins
    mouse = (Point){zero.x + 2, zero.y + 2};
    draw_clear(&list);
    assert_int_equal(histogram_draw(&viz, area, &desc), 4);
    bool said = false;
    for (int i = 0; i < list.count; i++)
        said |=
            list.commands[i].kind == DRAW_TEXT && strcmp(draw_text_of(&list, &list.commands[i]), "dead: 8 units") == 0;
    assert_true(said);
    desc.zero_name = NULL;
    draw_clear(&list);
    assert_int_equal(histogram_draw(&viz, area, &desc), 0); // the first bin lies there then
    assert_int_equal(fills_of(&list, theme.colors.problem, &zero), 0);
    draw_finish(&list);
}

static void bars_are_as_high_as_their_values(void **state) {
    (void)state;
    const float values[] = {4, 2, NAN, 0, INFINITY, 1};
    Theme theme;
    theme_dark(&theme);
    DrawList list = {0};
    Point mouse = {-1, -1};
    Viz viz = {&list, &theme, &MEASURE, &mouse, 1};
    const BarPlotLevel levels[] = {{"mean", 3, LINE_DASHED}, {"none", (double)NAN, LINE_SOLID}};
    BarPlotDesc desc = {.values = values, .count = 6, .color = theme.colors.code, .levels = levels, .level_count = 2};
    Rect last = {0}, area = {0, 0, 400, 200};
    assert_int_equal(bar_plot_draw(&viz, area, &desc), -1);
    assert_finite(&list);
    assert_int_equal(fills_of(&list, theme.colors.code, &last), 3);
    float unit = last.h, width = last.w, x = last.x, bottom = last.y + last.h;
    float level = 0;
    for (int i = 0; i < list.count; i++) // of the line across all bars, not of its sample in the legend
        if (list.commands[i].kind == DRAW_LINE && list.points[list.commands[i].first].y > level)
            level = list.points[list.commands[i].first].y;
    assert_true(fabsf(bottom - level - 3 * unit) <= 3);
    mouse = (Point){x - 3.5F * width, bottom - 3};
    draw_clear(&list);
    assert_int_equal(bar_plot_draw(&viz, area, &desc), 1);
    draw_clear(&list);
    bar_plot_draw(&viz, (Rect){0, 0, 10, 10}, &desc);
    bar_plot_draw(&viz, (Rect){0}, &desc);
    assert_finite(&list);
    draw_finish(&list);
}

// The one that stands out is seen and found among many.
static void of_more_bars_than_pixels_the_largest_is_shown(void **state) {
    (void)state;
    enum { COUNT = 5000, HIGH = 3210 };
    static float values[COUNT];
    for (int i = 0; i < COUNT; i++)
        values[i] = 1;
    values[HIGH] = 7;
    Theme theme;
    theme_dark(&theme);
    DrawList list = {0};
    Point mouse = {-1, -1};
    Viz viz = {&list, &theme, &MEASURE, &mouse, 1};
    BarPlotDesc desc = {.values = values, .count = COUNT, .color = theme.colors.code};
    Rect area = {0, 0, 400, 200}, high = {0};
    bar_plot_draw(&viz, area, &desc);
    for (int i = 0; i < list.count; i++)
        if (list.commands[i].kind == DRAW_FILL && list.commands[i].rect.h > 100 && list.commands[i].rect.w < 4)
            high = list.commands[i].rect;
    assert_true(high.h > 0);
    mouse = (Point){high.x + high.w / 2, high.y + 10};
    assert_int_equal(bar_plot_draw(&viz, area, &desc), HIGH);
    draw_finish(&list);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(curves_with_nan_zero_and_infinity_stay_inside),
        cmocka_unit_test(the_mouse_reads_the_nearest_sample),
        cmocka_unit_test(an_x_axis_has_a_second_number_wherever_it_ends),
        cmocka_unit_test(an_axis_can_reach_farther_than_the_samples_and_one_sample_has_plain_numbers),
        cmocka_unit_test(nothing_to_draw_is_said),
        cmocka_unit_test(dashes_cover_their_share_of_the_width),
        cmocka_unit_test(histograms_show_small_bins_and_find_the_mouse),
        cmocka_unit_test(a_histogram_sets_zeros_apart),
        cmocka_unit_test(bars_are_as_high_as_their_values),
        cmocka_unit_test(of_more_bars_than_pixels_the_largest_is_shown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
