// Colours as people without red, green or blue cones see them: Machado, Oliveira and Fernandes, "A
// physiologically-based model for simulation of color vision deficiency" (2009), severity 1, applied to linear sRGB.
// Differences are ΔE of CIE 1976, in which about 2.3 can just be noticed side by side.
#include "class_mark.h"
#include "colormap.h"
#include "test.h"

#include <math.h>

#define ACCENTS_APART 15.0
#define CLASSES_APART 10.0

enum { NORMAL, PROTANOPIA, DEUTERANOPIA, TRITANOPIA, VISIONS };
static const char *const NAMES[VISIONS] = {"normal", "protanopia", "deuteranopia", "tritanopia"};
static const double MATRICES[VISIONS][3][3] = {
    {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}},
    {{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}},
    {{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}},
    {{1.255528, -0.076749, -0.178779}, {-0.078411, 0.930809, 0.147602}, {0.004733, 0.691367, 0.303900}},
};

typedef struct Lab {
    double l, a, b;
} Lab;

static double linear(uint8_t channel) {
    double c = channel / 255.0;
    return c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4);
}

static double bent(double t) {
    return t > 0.008856 ? cbrt(t) : 7.787 * t + 16.0 / 116;
}

static Lab seen(Rgba color, int vision) {
    const double from[3] = {linear(color.r), linear(color.g), linear(color.b)};
    double c[3];
    for (int i = 0; i < 3; i++) {
        const double *row = MATRICES[vision][i];
        c[i] = fmin(1, fmax(0, row[0] * from[0] + row[1] * from[1] + row[2] * from[2]));
    }
    double x = bent((0.4124564 * c[0] + 0.3575761 * c[1] + 0.1804375 * c[2]) / 0.95047);
    double y = bent(0.2126729 * c[0] + 0.7151522 * c[1] + 0.0721750 * c[2]);
    double z = bent((0.0193339 * c[0] + 0.1191920 * c[1] + 0.9503041 * c[2]) / 1.08883);
    return (Lab){116 * y - 16, 500 * (x - y), 200 * (y - z)};
}

static double difference(Rgba a, Rgba b, int vision) {
    Lab one = seen(a, vision), two = seen(b, vision);
    return sqrt((one.l - two.l) * (one.l - two.l) + (one.a - two.a) * (one.a - two.a) +
                (one.b - two.b) * (one.b - two.b));
}

static double luminance(Rgba c) {
    return 0.2126 * linear(c.r) + 0.7152 * linear(c.g) + 0.0722 * linear(c.b);
}

// WCAG 2.1.
static double contrast(Rgba a, Rgba b) {
    double x = luminance(a), y = luminance(b);
    return x > y ? (x + 0.05) / (y + 0.05) : (y + 0.05) / (x + 0.05);
}

static void the_simulation_leaves_greys_and_loses_what_it_should(void **state) {
    (void)state;
    Rgba grey = {128, 128, 128, 255}, red = {200, 60, 0, 255}, green = {120, 120, 0, 255}, blue = {0, 120, 160, 255};
    for (int v = 0; v < VISIONS; v++)
        assert_true(fabs(seen(grey, v).a) < 1 && fabs(seen(grey, v).b) < 1 && fabs(seen(grey, v).l - 53.6) < 0.5);
    assert_true(difference(red, green, NORMAL) > 2 * difference(red, green, PROTANOPIA));
    assert_true(difference(red, green, NORMAL) > 2 * difference(red, green, DEUTERANOPIA));
    assert_true(difference(red, blue, DEUTERANOPIA) > 60);
}

static void sequential_maps_grow_lighter_for_everybody(void **state) {
    (void)state;
    static const ColormapKind kinds[] = {COLORMAP_GREY, COLORMAP_VIRIDIS, COLORMAP_MAGMA, COLORMAP_CIVIDIS};
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++)
        for (int v = 0; v < VISIONS; v++) {
            Colormap map;
            colormap_init(&map, kinds[k]);
            for (int i = 8; i < COLORMAP_SIZE; i++)
                if (seen(map.entries[i], v).l <= seen(map.entries[i - 8], v).l)
                    fail_msg("map %d with %s is not lighter at %d than 8 before", (int)kinds[k], NAMES[v], i);
            assert_true(seen(map.entries[COLORMAP_SIZE - 1], v).l - seen(map.entries[0], v).l > 65);
        }
}

static void signs_are_told_apart_by_everybody(void **state) {
    (void)state;
    for (int kind = COLORMAP_DIVERGING; kind <= COLORMAP_DIVERGING_LIGHT; kind++)
        for (int v = 0; v < VISIONS; v++) {
            Colormap map;
            colormap_init(&map, (ColormapKind)kind);
            for (int away = 48; away < 128; away++)
                if (difference(map.entries[127 - away], map.entries[128 + away], v) < 25)
                    fail_msg("map %d with %s: %d on either side of zero look alike", kind, NAMES[v], away);
        }
}

static void encoder_code_and_decoder_are_told_apart_by_everybody(void **state) {
    (void)state;
    for (int t = 0; t < THEMES; t++) {
        Theme theme;
        theme_named(&theme, theme_name(t));
        const Rgba accents[] = {theme.colors.encoder, theme.colors.code, theme.colors.decoder};
        for (int i = 0; i < 3; i++) {
            assert_true(contrast(accents[i], theme.colors.control) >= 3);
            for (int v = 0; v < VISIONS; v++) {
                double apart = difference(accents[i], accents[(i + 1) % 3], v);
                if (apart < ACCENTS_APART)
                    fail_msg("%s: accents %d and %d are %.1f apart with %s", theme.name, i, (i + 1) % 3, apart,
                             NAMES[v]);
            }
        }
    }
}

// Of any two of a hundred classes either the shape is another one or the colour is, and colours that lie next to each
// other are far apart for everybody.
static void classes_are_told_apart_by_everybody(void **state) {
    (void)state;
    for (int t = 0; t < THEMES; t++) {
        Theme theme;
        theme_named(&theme, theme_name(t));
        for (int i = 0; i < THEME_CLASSES; i++) {
            assert_true(contrast(class_mark_color(&theme, i), theme.colors.panel) >= 3);
            for (int v = 0; v < VISIONS; v++) {
                double apart = difference(class_mark_color(&theme, i), class_mark_color(&theme, i + 1), v);
                if (apart < CLASSES_APART)
                    fail_msg("%s: classes %d and %d are %.1f apart with %s", theme.name, i, i + 1, apart, NAMES[v]);
            }
            for (int k = 0; k < i; k++)
                assert_int_not_equal(class_mark_shape(i), class_mark_shape(k));
        }
    }
}

static void curves_are_told_apart_by_everybody(void **state) {
    (void)state;
    for (int t = 0; t < THEMES; t++) {
        Theme theme;
        theme_named(&theme, theme_name(t));
        const Rgba *curves = theme.colors.curves;
        for (int i = 0; i < THEME_CURVES; i++)
            for (int k = 0; k < i; k++)
                for (int v = 0; v < VISIONS; v++)
                    if (difference(curves[i], curves[k], v) < CLASSES_APART)
                        fail_msg("%s: curves %d and %d are %.1f apart with %s", theme.name, k, i,
                                 difference(curves[i], curves[k], v), NAMES[v]);
    }
}

static void text_stands_out_in_every_theme(void **state) {
    (void)state;
    for (int t = 0; t < THEMES; t++) {
        Theme theme;
        theme_named(&theme, theme_name(t));
        const ThemeColors *c = &theme.colors;
        const Rgba grounds[] = {c->background, c->panel, c->control, c->popup};
        bool projector = t == THEMES - 1;
        for (size_t g = 0; g < sizeof grounds / sizeof *grounds; g++) {
            assert_true(contrast(c->text, grounds[g]) >= (projector ? 7 : 4.5));
            assert_true(contrast(c->faint, grounds[g]) >= (projector ? 7 : 3));
            assert_true(contrast(c->problem, grounds[g]) >= (projector ? 7 : 4.5));
        }
        assert_true(contrast(c->text, c->selected) >= (projector ? 7 : 4.5));
        assert_true(contrast(c->on_strong, c->strong) >= 7);
    }
}

static void the_projector_has_larger_type_and_thicker_lines(void **state) {
    (void)state;
    Theme dark, projector;
    theme_dark(&dark);
    theme_projector(&projector);
    for (int i = 0; i < TEXT_ROLES; i++)
        assert_true(projector.texts[i].size >= 1.25F * dark.texts[i].size);
    assert_true(projector.sizes.line > dark.sizes.line && projector.sizes.curve > dark.sizes.curve);
    assert_true(projector.sizes.ring > dark.sizes.ring && projector.sizes.row >= 1.25F * dark.sizes.row);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_simulation_leaves_greys_and_loses_what_it_should),
        cmocka_unit_test(sequential_maps_grow_lighter_for_everybody),
        cmocka_unit_test(signs_are_told_apart_by_everybody),
        cmocka_unit_test(encoder_code_and_decoder_are_told_apart_by_everybody),
        cmocka_unit_test(classes_are_told_apart_by_everybody),
        cmocka_unit_test(curves_are_told_apart_by_everybody),
        cmocka_unit_test(text_stands_out_in_every_theme),
        cmocka_unit_test(the_projector_has_larger_type_and_thicker_lines),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
