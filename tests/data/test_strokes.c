// Strokes: the same for a seed each time, within the image, and drawn as the factors say.
#include "strokes.h"
#include "test.h"

#include <math.h>
#include <string.h>

enum { SIDE = STROKES_SIDE, PIXELS = SIDE * SIDE };

static const StrokesFactors UPRIGHT = {.thickness = 2, .size = 20};

typedef struct Ink {
    double mass, x, y;               // sum of coverage, centre of mass in pixels
    double left, right, top, bottom; // edges, with part-covered pixels counted in part
    double lean;                     // shift to the right per pixel of height, by least squares
} Ink;

// The edge of the ink along one axis: the outermost inked line, less what its strongest pixel lacks.
static void measure_edges(const uint8_t *pixels, int step, int stride, double *low, double *high) {
    double strongest[SIDE] = {0};
    for (int line = 0; line < SIDE; line++)
        for (int i = 0; i < SIDE; i++)
            strongest[line] = fmax(strongest[line], pixels[line * step + i * stride] / 255.);
    int first = 0, last = SIDE - 1;
    while (first < SIDE - 1 && strongest[first] == 0)
        first++;
    while (last > 0 && strongest[last] == 0)
        last--;
    *low = first + 1 - strongest[first];
    *high = last + strongest[last];
}

static Ink measure(const uint8_t *pixels) {
    Ink ink = {0};
    double yy = 0, xy = 0;
    for (int y = 0; y < SIDE; y++)
        for (int x = 0; x < SIDE; x++) {
            double cover = pixels[y * SIDE + x] / 255.;
            ink.mass += cover;
            ink.x += cover * x;
            ink.y += cover * y;
            yy += cover * y * y;
            xy += cover * x * y;
        }
    ink.x /= ink.mass;
    ink.y /= ink.mass;
    ink.lean = -(xy / ink.mass - ink.x * ink.y) / (yy / ink.mass - ink.y * ink.y);
    measure_edges(pixels, SIDE, 1, &ink.top, &ink.bottom);
    measure_edges(pixels, 1, SIDE, &ink.left, &ink.right);
    return ink;
}

static Ink draw(StrokesFactors factors) {
    uint8_t pixels[PIXELS];
    strokes_draw(&factors, pixels);
    return measure(pixels);
}

static void an_image_is_the_same_each_time_and_differs_by_seed_and_index(void **state) {
    (void)state;
    uint8_t one[PIXELS], again[PIXELS], other[PIXELS];
    for (uint32_t i = 0; i < 100; i++) {
        StrokesFactors factors = strokes_factors(1, i);
        memset(one, 1, sizeof one);
        memset(again, 2, sizeof again);
        strokes_draw(&factors, one);
        strokes_draw(&factors, again);
        assert_memory_equal(one, again, PIXELS);
        factors = strokes_factors(1, i + 1);
        strokes_draw(&factors, other);
        assert_memory_not_equal(one, other, PIXELS);
        factors = strokes_factors(2, i);
        strokes_draw(&factors, other);
        assert_memory_not_equal(one, other, PIXELS);
    }
}

static void digits_and_factors_are_spread_evenly(void **state) {
    (void)state;
    enum { COUNT = 20000 };
    int digits[STROKES_CLASSES] = {0};
    double sum[6] = {0};
    for (uint32_t i = 0; i < COUNT; i++) {
        StrokesFactors factors = strokes_factors(1, i);
        assert_in_range(factors.digit, 0, STROKES_CLASSES - 1);
        assert_true(factors.hand != 0);
        digits[factors.digit]++;
        const float values[6] = {factors.slant, factors.thickness, factors.size,
                                 factors.x,     factors.y,         factors.rotation};
        for (int k = 0; k < 6; k++)
            sum[k] += values[k] / COUNT;
    }
    for (int digit = 0; digit < STROKES_CLASSES; digit++)
        assert_in_range(digits[digit], 1750, 2250); // 6 standard deviations
    const double means[6] = {.1, 2.5, 19, 0, 0, 0}, tolerances[6] = {.01, .03, .1, .06, .06, .4};
    for (int k = 0; k < 6; k++)
        assert_true(fabs(sum[k] - means[k]) < tolerances[k]);
}

static void ink_stays_within_the_image(void **state) {
    (void)state;
    int touching = 0;
    for (uint32_t i = 0; i < 5000; i++) {
        StrokesFactors factors = strokes_factors(1, i);
        Ink ink = draw(factors);
        assert_true(ink.mass > 15);
        touching += ink.left < .5 || ink.top < .5 || ink.right > SIDE - .5 || ink.bottom > SIDE - .5;
    }
    assert_true(touching < 25); // a wide slanted digit in the corner may graze the edge
}

static void size_is_the_height_of_the_ink(void **state) {
    (void)state;
    for (int digit = 0; digit < STROKES_CLASSES; digit++)
        for (float size = 16; size <= 23; size += 1) {
            StrokesFactors factors = UPRIGHT;
            factors.digit = digit;
            factors.size = size;
            Ink ink = draw(factors);
            if (fabs(ink.bottom - ink.top - size) > .5)
                fail_msg("digit %d of size %g is %g high", digit, size, ink.bottom - ink.top);
        }
}

static void thickness_is_the_width_of_the_line(void **state) {
    (void)state;
    for (float thickness = 1.5f; thickness <= 4; thickness += .25f) {
        StrokesFactors factors = {.digit = 1, .thickness = thickness, .size = 24};
        uint8_t pixels[PIXELS];
        strokes_draw(&factors, pixels);
        double width = 0;
        for (int x = 0; x < SIDE; x++)
            width += pixels[18 * SIDE + x] / 255.; // below the flag a 1 is one upright line
        if (fabs(width - thickness) > .05)
            fail_msg("a line of %g is %g wide", thickness, width);
    }
}

static void position_moves_the_ink(void **state) {
    (void)state;
    for (int digit = 0; digit < STROKES_CLASSES; digit++) {
        StrokesFactors factors = UPRIGHT;
        factors.digit = digit;
        factors.size = 18;
        Ink still = draw(factors);
        assert_true(fabs(still.x - 13.5) < 2 && fabs(still.y - 13.5) < 4);
        factors.x = 2.3f;
        factors.y = -1.6f;
        Ink moved = draw(factors);
        assert_true(fabs(moved.x - still.x - 2.3) < .05);
        assert_true(fabs(moved.y - still.y + 1.6) < .05);
    }
}

static void slant_leans_to_the_right(void **state) {
    (void)state;
    for (int digit = 0; digit < STROKES_CLASSES; digit++) {
        StrokesFactors factors = UPRIGHT;
        factors.digit = digit;
        Ink upright = draw(factors);
        factors.slant = .3f;
        Ink slanted = draw(factors);
        assert_true(fabs(slanted.lean - upright.lean - .3) < .06);
    }
}

static void rotation_is_counter_clockwise_in_degrees(void **state) {
    (void)state;
    StrokesFactors factors = {.digit = 0, .thickness = 2, .size = 20, .rotation = 90};
    Ink turned = draw(factors);
    factors.rotation = 0;
    Ink upright = draw(factors);
    assert_true(fabs((turned.right - turned.left) - (upright.bottom - upright.top)) < .1);
    factors.digit = 4; // its weight is to the left of the line at the right
    factors.rotation = 20;
    Ink left = draw(factors);
    factors.rotation = -20;
    Ink right = draw(factors);
    assert_true(left.lean < right.lean - .3); // the head goes to the left
}

static void the_hand_changes_the_shape_but_not_the_factors(void **state) {
    (void)state;
    for (int digit = 0; digit < STROKES_CLASSES; digit++) {
        StrokesFactors factors = UPRIGHT;
        factors.digit = digit;
        Ink plain = draw(factors);
        double x = 0, y = 0, height = 0, lean = 0, spread = 0;
        enum { HANDS = 400 };
        for (uint64_t hand = 1; hand <= HANDS; hand++) {
            factors.hand = hand;
            Ink ink = draw(factors);
            assert_true(fabs(ink.x - plain.x) < 1 && fabs(ink.y - plain.y) < 1);
            assert_true(fabs(ink.bottom - ink.top - (plain.bottom - plain.top)) < 2.5);
            x += (ink.x - plain.x) / HANDS;
            y += (ink.y - plain.y) / HANDS;
            height += (ink.bottom - ink.top - (plain.bottom - plain.top)) / HANDS;
            lean += (ink.lean - plain.lean) / HANDS;
            spread += fabs(ink.mass - plain.mass) / HANDS;
        }
        if (fabs(x) > .1 || fabs(y) > .1 || fabs(height) > .6 || fabs(lean) > .01)
            fail_msg("digit %d: x %g y %g height %g lean %g", digit, x, y, height, lean);
        assert_true(spread > .3);
    }
}

static void factors_far_out_of_range_are_drawn_without_harm(void **state) {
    (void)state;
    const float extremes[] = {0, -1e9f, 1e9f, 1e30f, -1e30f, 1e-30f};
    uint8_t pixels[PIXELS];
    for (int i = 0; i < 6; i++)
        for (int j = 0; j < 6; j++) {
            float a = extremes[i], b = extremes[j];
            strokes_draw(&(StrokesFactors){.digit = 8, .thickness = a, .size = b, .hand = 1}, pixels);
            strokes_draw(&(StrokesFactors){.digit = 3, .thickness = 2, .size = 20, .x = a, .y = b}, pixels);
            strokes_draw(&(StrokesFactors){.digit = 5, .thickness = 2, .size = 20, .slant = a, .rotation = b}, pixels);
        }
}

// Mean image of each digit, then the nearest mean: a poor reader, which still must tell most digits apart.
static void digits_can_be_told_apart(void **state) {
    (void)state;
    enum { COUNT = 4000 };
    static double means[STROKES_CLASSES][PIXELS];
    uint8_t pixels[PIXELS];
    for (uint32_t i = 0; i < COUNT; i++) {
        StrokesFactors factors = strokes_factors(1, i);
        strokes_draw(&factors, pixels);
        for (int k = 0; k < PIXELS; k++)
            means[factors.digit][k] += pixels[k] * 10. / COUNT;
    }
    int right = 0;
    for (uint32_t i = COUNT; i < 2 * COUNT; i++) {
        StrokesFactors factors = strokes_factors(1, i);
        strokes_draw(&factors, pixels);
        int best = 0;
        double least = INFINITY;
        for (int digit = 0; digit < STROKES_CLASSES; digit++) {
            double distance = 0;
            for (int k = 0; k < PIXELS; k++)
                distance += (pixels[k] - means[digit][k]) * (pixels[k] - means[digit][k]);
            if (distance < least) {
                least = distance;
                best = digit;
            }
        }
        right += best == factors.digit;
    }
    if (right < COUNT * 7 / 10)
        fail_msg("only %d of %d were told apart", right, COUNT);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_image_is_the_same_each_time_and_differs_by_seed_and_index),
        cmocka_unit_test(digits_and_factors_are_spread_evenly),
        cmocka_unit_test(ink_stays_within_the_image),
        cmocka_unit_test(size_is_the_height_of_the_ink),
        cmocka_unit_test(thickness_is_the_width_of_the_line),
        cmocka_unit_test(position_moves_the_ink),
        cmocka_unit_test(slant_leans_to_the_right),
        cmocka_unit_test(rotation_is_counter_clockwise_in_degrees),
        cmocka_unit_test(the_hand_changes_the_shape_but_not_the_factors),
        cmocka_unit_test(factors_far_out_of_range_are_drawn_without_harm),
        cmocka_unit_test(digits_can_be_told_apart),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
