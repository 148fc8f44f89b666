// Magnitudes are told apart by lightness alone, signs have equal weight, and no number makes a wrong colour.
#include "colormap.h"
#include "test.h"

#include <math.h>
#include <stdlib.h>

// CIE L* of an sRGB colour.
static double lightness(Rgba color) {
    const double weights[] = {0.2126, 0.7152, 0.0722};
    const uint8_t channels[] = {color.r, color.g, color.b};
    double luminance = 0;
    for (int i = 0; i < 3; i++) {
        double c = channels[i] / 255.0;
        luminance += weights[i] * (c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4));
    }
    return luminance > 0.008856 ? 116 * cbrt(luminance) - 16 : 903.3 * luminance;
}

static void sequential_maps_grow_lighter(void **state) {
    (void)state;
    const ColormapKind kinds[] = {COLORMAP_GREY, COLORMAP_VIRIDIS, COLORMAP_MAGMA, COLORMAP_CIVIDIS};
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
        Colormap map;
        colormap_init(&map, kinds[k]);
        for (int i = 4; i < COLORMAP_SIZE; i++)
            if (lightness(map.entries[i]) <= lightness(map.entries[i - 4]))
                fail_msg("map %d is not lighter at %d", (int)kinds[k], i);
        assert_true(lightness(map.entries[COLORMAP_SIZE - 1]) - lightness(map.entries[0]) > 65);
    }
}

typedef struct Reference {
    ColormapKind kind;
    int entry, rgb[3];
} Reference;

// Entries of matplotlib's tables of 256, in 255ths.
static void published_maps_are_as_published(void **state) {
    (void)state;
    enum { TOLERANCE = 4 };
    static const Reference references[] = {
        {COLORMAP_VIRIDIS, 0, {68, 1, 84}},       {COLORMAP_VIRIDIS, 32, {71, 45, 123}},
        {COLORMAP_VIRIDIS, 64, {59, 82, 139}},    {COLORMAP_VIRIDIS, 96, {44, 114, 142}},
        {COLORMAP_VIRIDIS, 128, {33, 145, 140}},  {COLORMAP_VIRIDIS, 160, {40, 174, 128}},
        {COLORMAP_VIRIDIS, 192, {94, 201, 98}},   {COLORMAP_VIRIDIS, 224, {173, 220, 48}},
        {COLORMAP_VIRIDIS, 255, {253, 231, 37}},  {COLORMAP_CIVIDIS, 0, {0, 34, 78}},
        {COLORMAP_CIVIDIS, 32, {26, 56, 111}},    {COLORMAP_CIVIDIS, 64, {67, 78, 108}},
        {COLORMAP_CIVIDIS, 96, {97, 101, 111}},   {COLORMAP_CIVIDIS, 128, {125, 124, 120}},
        {COLORMAP_CIVIDIS, 160, {155, 148, 118}}, {COLORMAP_CIVIDIS, 192, {188, 174, 108}},
        {COLORMAP_CIVIDIS, 224, {222, 201, 88}},  {COLORMAP_CIVIDIS, 255, {254, 232, 56}},
        {COLORMAP_MAGMA, 0, {0, 0, 4}},           {COLORMAP_MAGMA, 64, {81, 18, 124}},
        {COLORMAP_MAGMA, 128, {183, 55, 121}},    {COLORMAP_MAGMA, 192, {252, 137, 97}},
        {COLORMAP_MAGMA, 255, {252, 253, 191}}};
    for (size_t i = 0; i < sizeof references / sizeof *references; i++) {
        const Reference *r = &references[i];
        Colormap map;
        colormap_init(&map, r->kind);
        const int found[3] = {map.entries[r->entry].r, map.entries[r->entry].g, map.entries[r->entry].b};
        for (int c = 0; c < 3; c++)
            if (abs(found[c] - r->rgb[c]) > TOLERANCE)
                fail_msg("map %d, entry %d, channel %d: %d instead of %d", (int)r->kind, r->entry, c, found[c],
                         r->rgb[c]);
    }
}

static void diverging_maps_are_symmetric_around_zero(void **state) {
    (void)state;
    for (int kind = COLORMAP_DIVERGING; kind <= COLORMAP_DIVERGING_LIGHT; kind++) {
        Colormap map;
        colormap_init(&map, (ColormapKind)kind);
        double direction = kind == COLORMAP_DIVERGING ? 1 : -1;
        for (int i = 0; i < COLORMAP_SIZE / 2; i++) {
            double blue = lightness(map.entries[i]), orange = lightness(map.entries[COLORMAP_SIZE - 1 - i]);
            if (fabs(blue - orange) > 4)
                fail_msg("map %d: lightness %.1f and %.1f at %d", kind, blue, orange, i);
            assert_true(i < 4 || direction * (lightness(map.entries[i - 4]) - blue) > 0);
        }
        assert_true(map.entries[0].b > map.entries[0].r && map.entries[255].r > map.entries[255].b);
    }
}

static void small_errors_are_bright_enough_for_a_projector(void **state) {
    (void)state;
    Colormap map;
    colormap_init(&map, COLORMAP_DIVERGING);
    assert_true(lightness(colormap_color(&map, 0.25F, -1, 1)) > 30);
    assert_true(lightness(colormap_color(&map, -0.25F, -1, 1)) > 30);
    assert_true(lightness(colormap_color(&map, 0, -1, 1)) < 8);
}

static void no_number_makes_a_wrong_colour(void **state) {
    (void)state;
    Colormap magma, diverging;
    colormap_init(&magma, COLORMAP_MAGMA);
    colormap_init(&diverging, COLORMAP_DIVERGING);
    assert_memory_equal(&(Rgba[]){colormap_color(&magma, NAN, 0, 1)}, &magma.entries[0], sizeof(Rgba));
    assert_memory_equal(&(Rgba[]){colormap_color(&diverging, NAN, -1, 1)}, &diverging.entries[128], sizeof(Rgba));
    assert_memory_equal(&(Rgba[]){colormap_color(&magma, INFINITY, 0, 1)}, &magma.entries[255], sizeof(Rgba));
    assert_memory_equal(&(Rgba[]){colormap_color(&magma, -INFINITY, 0, 1)}, &magma.entries[0], sizeof(Rgba));
    assert_memory_equal(&(Rgba[]){colormap_color(&magma, 1e30F, 0, 1)}, &magma.entries[255], sizeof(Rgba));
    assert_memory_equal(&(Rgba[]){colormap_color(&magma, 3, 3, 3)}, &magma.entries[0], sizeof(Rgba));
    const float values[] = {0, 0.5F, 1};
    Rgba pixels[3];
    colormap_apply(&magma, values, 3, 0, 1, pixels);
    for (int i = 0; i < 3; i++)
        assert_memory_equal(&pixels[i], &(Rgba[]){colormap_color(&magma, values[i], 0, 1)}, sizeof(Rgba));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sequential_maps_grow_lighter),
        cmocka_unit_test(published_maps_are_as_published),
        cmocka_unit_test(diverging_maps_are_symmetric_around_zero),
        cmocka_unit_test(small_errors_are_bright_enough_for_a_projector),
        cmocka_unit_test(no_number_makes_a_wrong_colour),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
