// What the benches measure, held against scikit-learn, SciPy and NumPy on real codes and images, and on cases that can
// be worked out by hand.
#include "analysis_golden.h"
#include "deflate_size.h"
#include "denoising.h"
#include "image_quality.h"
#include "neighbours.h"
#include "probe.h"
#include "quantiser.h"
#include "small_net.h"

#include <math.h>

enum { TRAIN = 300, TEST = 120, UNITS = 20, CLASSES = 10 };

static void read_codes(const int16_t *golden, int count, float *codes) {
    for (int i = 0; i < count; i++)
        codes[i] = (float)golden[i] / 256;
}

static void neighbours_vote_as_those_of_scikit_learn(void **state) {
    (void)state;
    static float train[TRAIN * UNITS], test[TEST * UNITS];
    static int neighbours[TEST * NEIGHBOURS_MOST];
    const uint8_t *const golden[] = {golden_nearest_1, golden_nearest_5, golden_nearest_10};
    const int k[] = {1, 5, 10};
    Neighbours nearest;
    read_codes(golden_train_codes, TRAIN * UNITS, train);
    read_codes(golden_test_codes, TEST * UNITS, test);
    assert_true(neighbours_init(&nearest, train, TRAIN, UNITS, NULL));
    neighbours_find(&nearest, test, TEST, neighbours);
    for (int i = 0; i < 3; i++)
        for (int n = 0; n < TEST; n++)
            assert_int_equal(neighbours_vote(neighbours + (size_t)n * NEIGHBOURS_MOST, k[i], golden_train_labels),
                             golden[i][n]);
    neighbours_finish(&nearest);
}

// More points than a block of the search holds, against a plain search in double precision.
static void the_search_is_exhaustive_over_all_blocks(void **state) {
    (void)state;
    enum { MANY = 2300, FEW = 3, ROWS = 9 };
    static float train[MANY * FEW], test[ROWS * FEW];
    int neighbours[ROWS * NEIGHBOURS_MOST];
    Neighbours nearest;
    for (int i = 0; i < MANY * FEW; i++)
        train[i] = (float)((i * 7919 + i / 13 * 31) % 1009) / 512 - 1;
    for (int i = 0; i < ROWS * FEW; i++)
        test[i] = (float)((i * 104729) % 997) / 512 - 1;
    assert_true(neighbours_init(&nearest, train, MANY, FEW, NULL));
    neighbours_find(&nearest, test, ROWS, neighbours);
    for (int n = 0; n < ROWS; n++) {
        bool taken[MANY] = {false};
        for (int place = 0; place < NEIGHBOURS_MOST; place++) {
            int best = -1;
            double least = INFINITY;
            for (int i = 0; i < MANY; i++) {
                double sum = 0;
                for (int v = 0; v < FEW; v++)
                    sum += pow((double)train[i * FEW + v] - (double)test[n * FEW + v], 2);
                if (!taken[i] && sum < least) {
                    least = sum;
                    best = i;
                }
            }
            taken[best] = true;
            assert_int_equal(neighbours[n * NEIGHBOURS_MOST + place], best);
        }
    }
    neighbours_finish(&nearest);
}

static void ties_go_to_the_lower_index_and_the_lower_class(void **state) {
    (void)state;
    float train[30 * 2] = {0}, test[2] = {1, 0}; // all equally near
    uint8_t labels[30];
    int neighbours[NEIGHBOURS_MOST];
    Neighbours nearest;
    for (int i = 0; i < 30; i++)
        labels[i] = (uint8_t)(i % 2 ? 1 : 4);
    assert_true(neighbours_init(&nearest, train, 30, 2, NULL));
    neighbours_find(&nearest, test, 1, neighbours);
    for (int i = 0; i < NEIGHBOURS_MOST; i++)
        assert_int_equal(neighbours[i], i);
    assert_int_equal(neighbours_vote(neighbours, 1, labels), 4);
    assert_int_equal(neighbours_vote(neighbours, 2, labels), 1);
    assert_int_equal(neighbours_vote(neighbours, 5, labels), 4);
    neighbours_finish(&nearest);
    assert_true(neighbours_init(&nearest, train, 3, 2, NULL)); // fewer than are asked for
    neighbours_find(&nearest, test, 1, neighbours);
    assert_true(neighbours[2] == 2 && neighbours[3] == -1);
    assert_int_equal(neighbours_vote(neighbours, 10, labels), 4);
    neighbours[0] = -1;
    assert_int_equal(neighbours_vote(neighbours, 10, labels), -1);
    neighbours_finish(&nearest);
}

static bool stops_at_once(void *context) {
    (void)context;
    return true;
}

static void the_probe_answers_as_the_ridge_of_scikit_learn(void **state) {
    (void)state;
    static float train[TRAIN * UNITS], test[TEST * UNITS];
    uint8_t predicted[TEST];
    Error error = {""};
    read_codes(golden_train_codes, TRAIN * UNITS, train);
    read_codes(golden_test_codes, TEST * UNITS, test);
    assert_true(
        probe_predict(train, golden_train_labels, TRAIN, test, TEST, UNITS, CLASSES, predicted, NULL, NULL, NULL));
    assert_memory_equal(predicted, golden_probe, TEST);
    assert_false(probe_predict(train, golden_train_labels, TRAIN, test, TEST, UNITS, CLASSES, predicted, stops_at_once,
                               NULL, &error));
    assert_contains(error.text, "stopped");
}

static void quantised_codes_are_those_of_numpy(void **state) {
    (void)state;
    static float codes[TRAIN * UNITS];
    static uint32_t counts[UNITS][QUANTISER_CELLS];
    float low[UNITS], high[UNITS];
    read_codes(golden_train_codes, TRAIN * UNITS, codes);
    quantiser_ranges(codes, TRAIN, UNITS, low, high);
    for (int i = 0; i < TRAIN * UNITS; i++)
        counts[i % UNITS][quantiser_cell(codes[i], low[i % UNITS], high[i % UNITS])]++;
    for (int bits = 1; bits <= QUANTISER_BITS; bits++) {
        double entropy = 0, error = 0;
        for (int u = 0; u < UNITS; u++)
            entropy += quantiser_entropy(counts[u], bits);
        for (int i = 0; i < TRAIN * UNITS; i++) {
            float l = low[i % UNITS], h = high[i % UNITS];
            error += pow((double)quantiser_value(quantiser_cell(codes[i], l, h), bits, l, h) - (double)codes[i], 2);
        }
        assert_near(entropy, golden_entropy[bits - 1], 1e-9);
        assert_near(error / (TRAIN * UNITS), golden_quantised_mse[bits - 1], 1e-6);
    }
}

static void a_quantiser_has_equal_cells_and_gives_their_middles(void **state) {
    (void)state;
    assert_int_equal(quantiser_cell(-1, -1, 1), 0);
    assert_int_equal(quantiser_cell(0, -1, 1), 128);
    assert_int_equal(quantiser_cell(1, -1, 1), 255);
    assert_int_equal(quantiser_cell(7, -1, 1), 255); // beyond the range
    assert_int_equal(quantiser_cell(-7, -1, 1), 0);
    assert_int_equal(quantiser_cell(NAN, -1, 1), 0);
    assert_true(quantiser_value(0, 1, -1, 1) == -0.5F && quantiser_value(128, 1, -1, 1) == 0.5F);
    assert_true(quantiser_value(200, 2, 0, 4) == 3.5F); // the last of four cells
    assert_int_equal(quantiser_cell(3, 3, 3), 0);       // a unit that never changes costs nothing and is kept exactly
    assert_true(quantiser_value(0, 1, 3, 3) == 3);
    uint32_t counts[QUANTISER_CELLS] = {0};
    assert_true(quantiser_entropy(counts, 8) == 0);
    counts[0] = 5;
    assert_true(quantiser_entropy(counts, 8) == 0);
    counts[1] = 5;
    assert_near(quantiser_entropy(counts, 8), 1, 1e-12);
    assert_true(quantiser_entropy(counts, 7) == 0); // both in one cell
    counts[255] = 10;
    assert_near(quantiser_entropy(counts, 8), 1.5, 1e-12);
    assert_near(quantiser_entropy(counts, 1), 1, 1e-12);
}

static void a_unit_without_numbers_has_the_range_of_nothing(void **state) {
    (void)state;
    const float codes[] = {NAN, 1, INFINITY, -2, NAN, 3}; // (3, 2)
    float low[2], high[2];
    quantiser_ranges(codes, 3, 2, low, high);
    assert_true(low[0] == 0 && high[0] == 0 && low[1] == -2 && high[1] == 3);
}

static void psnr_and_ssim_of_real_images_are_those_of_numpy(void **state) {
    (void)state;
    float x[784], y[784];
    static double scratch[16384];
    for (int i = 0; i < 784; i++) {
        x[i] = (float)golden_image[i] / 255;
        y[i] = (float)golden_other_image[i] / 255;
    }
    assert_true(image_quality_scratch(28, 28) <= 16384);
    assert_near(image_quality_psnr(image_quality_mse(x, y, 784)), golden_psnr[0], 1e-6);
    assert_near(image_quality_ssim(x, y, 1, 28, 28, scratch), golden_ssim[0], 1e-4);
}

// A net that gives the image back, with the biases of the code moved by a tenth: what is measured is known.
static void denoising_measures_what_goes_in_and_what_comes_out(void **state) {
    (void)state;
    real weights[40] = {[0] = 1, [5] = 1, [10] = 1, [15] = 1, [20] = 1, [25] = 1, [30] = 1, [35] = 1};
    weights[36] = 0.1F; // the first bias of the decoder
    SmallNet small;
    small_net_init(&small, (Shape){1, 2, 2}, "dense 4", "dense 4", weights, 40, 2);
    assert_true(pass_part_target(&small.pass, &small.net, NULL));
    const uint8_t pixels[8] = {51, 102, 153, 204, 0, 0, 0, 0};
    Images images = {.count = 2, .channels = 1, .height = 2, .width = 2, .pixels = pixels};
    ImageSource source = {.images = &images, .corruption = denoising_corruption(NOISE_MASK, 1)};
    const int index[] = {0, 1};
    DenoisingFigures figures[2], mean = {0};
    double *scratch = calloc(denoising_scratch(&small.net), sizeof *scratch);
    denoising_measure(&small.net, &small.pass, LOSS_MSE, &source, index, 2, scratch, figures);
    assert_near(figures[0].input_mse, (0.04 + 0.16 + 0.36 + 0.64) / 4, 1e-6); // all pixels are lost
    assert_near(figures[0].mse, (0.01 + 0.16 + 0.36 + 0.64) / 4, 1e-6);       // the output is 0.1, 0, 0, 0
    assert_true(figures[1].input_mse == 0);
    assert_near(figures[1].input_ssim, 1, 1e-9);
    assert_near(figures[1].mse, 0.01 / 4, 1e-6);
    for (int i = 0; i < 2; i++)
        denoising_add(&mean, &figures[i], 0.5);
    assert_near(mean.mse, (figures[0].mse + figures[1].mse) / 2, 1e-9);
    assert_near(mean.input_ssim, (figures[0].input_ssim + 1) / 2, 1e-9);
    free(scratch);
    small_net_finish(&small);
}

static void each_kind_of_noise_is_one_corruption_alone(void **state) {
    (void)state;
    Corruption square = denoising_corruption(NOISE_SQUARE, 0.3), noise = denoising_corruption(NOISE_GAUSSIAN, 0.7);
    assert_true(square.square == 0.3 && square.mask == 0 && square.gaussian == 0 && square.salt_pepper == 0);
    assert_true(noise.gaussian == 0.7 && noise.square == 0);
    assert_true(denoising_corruption(NOISE_SALT_PEPPER, 0.2).salt_pepper == 0.2);
    assert_true(denoising_corruption(NOISE_MASK, 0.1).mask == 0.1);
    assert_true(denoising_strength(0) == 0);
    assert_near(denoising_strength(NOISE_STRENGTHS - 1), NOISE_MOST, 1e-12);
    assert_near(denoising_strength(1), 0.1, 1e-12);
}

static void deflated_images_are_as_small_as_what_they_say(void **state) {
    (void)state;
    uint8_t black[784] = {0}, *room = malloc(deflate_room(784));
    assert_true(deflate_size(black, 784, room) < 20);
    size_t size = deflate_size(golden_image, 784, room);
    assert_true(size > 200 && size < 784);
    free(room);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(neighbours_vote_as_those_of_scikit_learn),
        cmocka_unit_test(the_search_is_exhaustive_over_all_blocks),
        cmocka_unit_test(ties_go_to_the_lower_index_and_the_lower_class),
        cmocka_unit_test(the_probe_answers_as_the_ridge_of_scikit_learn),
        cmocka_unit_test(quantised_codes_are_those_of_numpy),
        cmocka_unit_test(a_quantiser_has_equal_cells_and_gives_their_middles),
        cmocka_unit_test(a_unit_without_numbers_has_the_range_of_nothing),
        cmocka_unit_test(psnr_and_ssim_of_real_images_are_those_of_numpy),
        cmocka_unit_test(denoising_measures_what_goes_in_and_what_comes_out),
        cmocka_unit_test(each_kind_of_noise_is_one_corruption_alone),
        cmocka_unit_test(deflated_images_are_as_small_as_what_they_say),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
