#include "gallery.h"

#include <math.h>
#include <string.h>

static float noise(uint32_t *state) {
    *state = *state * 1664525U + 1013904223U;
    return (float)(*state >> 8) / (float)(1 << 24);
}

static void make_images(Gallery *gallery) {
    for (int i = 0; i < GALLERY_IMAGES; i++)
        for (int p = 0; p < GALLERY_SIDE * GALLERY_SIDE; p++) {
            float x = (float)(p % GALLERY_SIDE) - 13.5F, y = (float)(p / GALLERY_SIDE) - 13.5F;
            float radius = sqrtf(x * x + y * y) - 4 - (float)(i % 7);
            gallery->images[i][p] = (uint8_t)(255 * expf(-radius * radius / 6));
            gallery->errors[p] = 0.6F * sinf(x / 3) * cosf(y / 4);
        }
}

static void make_code(Gallery *gallery, uint32_t *state) {
    for (int unit = 0; unit < GALLERY_UNITS; unit++) {
        gallery->lifetime[unit] = fmaxf(0, 0.9F * expf(-(float)unit / 40) - 0.02F);
        gallery->dead[unit] = gallery->lifetime[unit] <= 0;
    }
    for (int row = 0; row < GALLERY_ROWS; row++) {
        gallery->classes[row] = (uint8_t)(row * 10 / GALLERY_ROWS);
        for (int unit = 0; unit < GALLERY_UNITS; unit++) {
            float value = noise(state) < gallery->lifetime[unit] ? noise(state) * 3 : 0;
            gallery->code[row * GALLERY_UNITS + unit] = value;
            gallery->population[row] += value > 0;
        }
    }
}

void gallery_init(Gallery *gallery, const char *theme) {
    uint32_t state = 7;
    memset(gallery, 0, sizeof *gallery);
    theme_named(&gallery->theme, theme);
    bool light = strcmp(theme, "light") == 0;
    colormap_init(&gallery->magma, COLORMAP_MAGMA);
    colormap_init(&gallery->diverging, light ? COLORMAP_DIVERGING_LIGHT : COLORMAP_DIVERGING);
    make_images(gallery);
    make_code(gallery, &state);
    for (int i = 0; i < GALLERY_STEPS; i++) {
        float clean = 220 + 320 * expf(-(float)i / 60) + 40 * expf(-(float)i / 500);
        gallery->train[i] = clean + 14 * (noise(&state) - 0.5F);
        gallery->test[i] = i % 50 == 0 ? clean + 2 : NAN;
    }
    for (int i = 0; i < 24; i++)
        gallery->bins[i] = floorf(60 * expf(-(float)((i - 8) * (i - 8)) / 30));
    gallery->grid.key = 1;
    gallery->heat.key = 2;
}

void gallery_finish(Gallery *gallery) {
    image_grid_finish(&gallery->grid);
    heat_map_finish(&gallery->heat);
}

static void grid(Gallery *gallery, const Viz *viz, Rect area) {
    float row = viz_text_height(viz, TEXT_FAINT_DIGITS);
    ImageGridDesc desc = {.count = GALLERY_IMAGES,
                          .width = GALLERY_SIDE,
                          .height = GALLERY_SIDE,
                          .group = 3,
                          .gap = 2 * viz->scale,
                          .row_gap = row + 6 * viz->scale,
                          .group_gap = 24 * viz->scale,
                          .ground = viz->theme->colors.panel};
    if (image_grid_layout(&gallery->grid, &desc, area, gallery->stamp))
        for (int i = 0; i < GALLERY_IMAGES; i++) {
            if (i % 3 == 2)
                image_grid_values(&gallery->grid, i, gallery->errors, &gallery->diverging, -1, 1);
            else
                image_grid_bytes(&gallery->grid, i, gallery->images[i], 1);
        }
    image_grid_draw(&gallery->grid, viz);
    for (int i = 0; i < GALLERY_IMAGES; i += 3) {
        Rect first = image_grid_place(&gallery->grid, i), last = image_grid_place(&gallery->grid, i + 2);
        viz_text_within(viz, first.x, last.x + last.w, first.y + first.h + 2, 0, TEXT_FAINT_DIGITS,
                        "Trouser MSE 0.0116");
    }
    image_grid_mark(&gallery->grid, viz, 4, true);
}

static void heat(Gallery *gallery, const Viz *viz, Rect area) {
    HeatMapDesc desc = {.rows = GALLERY_ROWS,
                        .columns = GALLERY_UNITS,
                        .values = gallery->code,
                        .map = &gallery->magma,
                        .unit = "activation",
                        .row_name = "image",
                        .column_name = "unit",
                        .top = gallery->lifetime,
                        .top_high = 1,
                        .left = gallery->population,
                        .top_title = "how often each unit fires",
                        .column_marked = gallery->dead,
                        .row_class = gallery->classes,
                        .selected_row = -1,
                        .selected_column = 20,
                        .stamp = gallery->stamp};
    heat_map_draw(&gallery->heat, viz, area, &desc);
}

static void plots(Gallery *gallery, const Viz *viz, Rect area) {
    LineSeries series[] = {
        {"train", NULL, gallery->train, GALLERY_STEPS, gallery->theme.colors.curves[0], LINE_SOLID, 0},
        {"test", NULL, gallery->test, GALLERY_STEPS, gallery->theme.colors.curves[1], LINE_DASHED, 0}};
    LinePlotDesc desc = {.series = series, .count = 2, .x_unit = "steps", .y_unit = "nats per image"};
    Rect part = {area.x, area.y, area.w, area.h * 0.36F};
    line_plot_draw(viz, part, &desc);
    desc.logarithmic = true;
    part.y += part.h + 16;
    line_plot_draw(viz, part, &desc);
    HistogramDesc bins = {.counts = gallery->bins,
                          .bins = 24,
                          .low = -4,
                          .high = 0,
                          .logarithmic = true,
                          .x_unit = "firing rate",
                          .y_unit = "units",
                          .color = gallery->theme.colors.code};
    part = (Rect){area.x, part.y + part.h + 16, area.w, area.h * 0.2F};
    histogram_draw(viz, part, &bins);
}

void gallery_draw(Gallery *gallery, DrawList *list, const TextMeasure *measure, float scale, float width, float height,
                  const Point *mouse) {
    Viz viz = {list, &gallery->theme, measure, mouse, scale};
    float pad = 12 * scale, third = floorf((width - 4 * pad) / 3);
    for (int i = 0; i < 3; i++) {
        Rect card = {pad + (float)i * (third + pad), pad, third, height - 2 * pad};
        draw_fill(list, card, 8 * scale, gallery->theme.colors.panel);
        draw_frame(list, card, 8 * scale, viz_px(&viz, 1), gallery->theme.colors.line);
        Rect inside = {card.x + pad, card.y + pad, card.w - 2 * pad, card.h - 2 * pad};
        if (i == 0)
            grid(gallery, &viz, inside);
        else if (i == 1)
            heat(gallery, &viz, inside);
        else
            plots(gallery, &viz, inside);
    }
}
