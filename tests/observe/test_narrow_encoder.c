// Codes by way of whole numbers, held to the codes of the net itself.
#include "narrow_encoder.h"
#include "random.h"
#include "score.h"
#include "small_net.h"

#include <math.h>

enum { IMAGES = 40, ROWS = 28 };

static const Shape SHAPE = {1, 7, 9};

static uint8_t pixels[IMAGES * 63];

static Images images_of(void) {
    Random random = random_stream(3, RANDOM_OBSERVE);
    for (size_t i = 0; i < sizeof pixels; i++)
        pixels[i] = (uint8_t)(256 * random_uniform(random, i));
    return (Images){.count = IMAGES, .channels = 1, .height = 7, .width = 9, .pixels = pixels};
}

// All images by both ways, with another order of them and a last portion that is not full.
static void compare(const char *const lines[], int encoder_layers, int layers) {
    SmallNet whole, rest;
    NarrowEncoder encoder = {0};
    Images images = images_of();
    ImageSource source = {.images = &images};
    int index[IMAGES];
    double squares = 0, worst = 0;
    small_net_build(&whole, SHAPE, lines, encoder_layers, layers, ROWS, 5);
    small_net_build(&rest, SHAPE, lines, encoder_layers, layers, ROWS, 5);
    Team solo = team_solo();
    assert_true(narrow_encoder_take(&encoder, &rest.net, whole.net.parameters, ROWS) && encoder.ready);
    net_prepare_forward(&rest.net, 1, encoder_layers, &solo);
    for (int i = 0; i < IMAGES; i++)
        index[i] = (i * 7 + 3) % IMAGES;
    int units = shape_size(whole.net.code);
    for (int first = 0; first < IMAGES; first += ROWS) {
        int count = IMAGES - first < ROWS ? IMAGES - first : ROWS;
        score_encode(&whole.net, &whole.pass, &source, index + first, count);
        narrow_encoder_run(&encoder, &rest.net, &rest.pass, &images, index + first, count);
        for (int i = 0; i < count * units; i++) {
            double exact = (double)net_code(&whole.net, &whole.pass)[i];
            double off = fabs((double)net_code(&rest.net, &rest.pass)[i] - exact);
            worst = off <= worst ? worst : off; // NaN stays
            squares += exact * exact / IMAGES / units;
        }
    }
    if (!(squares > 0) || !(worst < 2e-4 * sqrt(squares)))
        fail_msg("%s: off by %g where codes are %g", lines[0], worst, sqrt(squares));
    narrow_encoder_finish(&encoder);
    small_net_finish(&whole);
    small_net_finish(&rest);
}

static void skip_without(void) {
    assert_true(kernels_choose(NULL));
    if (!kernels_narrow())
        skip();
}

static void codes_are_those_of_the_net(void **state) {
    (void)state;
    skip_without();
    compare((const char *const[]){"dense 20 relu", "dense image"}, 1, 2);
    compare((const char *const[]){"dense 33 tanh", "gaussian 5", "dense 33 relu", "dense image"}, 2, 4);
    compare((const char *const[]){"dense 40", "dense 9 sigmoid", "dense back relu", "dense image"}, 2, 4);
}

// The same memory serves newer weights; and where they are of no use there is no encoder, until there are better ones.
static void newer_weights_take_the_place_of_older_ones(void **state) {
    (void)state;
    skip_without();
    SmallNet small;
    NarrowEncoder encoder = {0};
    small_net_build(&small, SHAPE, (const char *const[]){"dense 20", "dense image"}, 1, 2, ROWS, 5);
    assert_true(narrow_encoder_take(&encoder, &small.net, small.net.parameters, ROWS));
    const int16_t *packed = encoder.packed;
    small.net.parameters[100] = NAN;
    assert_false(narrow_encoder_take(&encoder, &small.net, small.net.parameters, ROWS) || encoder.ready);
    small.net.parameters[100] = 0;
    assert_true(narrow_encoder_take(&encoder, &small.net, small.net.parameters, ROWS) && encoder.packed == packed);
    narrow_encoder_finish(&encoder);
    small_net_finish(&small);
}

static void other_layers_are_left_to_floats(void **state) {
    (void)state;
    skip_without();
    static const char *const CONV[] = {"conv 4 3x3 relu", "dense 5", "dense image"};
    static const char *const GAUSSIAN[] = {"gaussian 5", "dense 20", "dense image"};
    static const char *const CHOOSING[] = {"dense 64 relu", "topk 10", "dense image"};
    static const struct {
        const char *const *lines;
        int encoder_layers;
    } NETS[] = {{CONV, 2}, {GAUSSIAN, 1}, {CHOOSING, 2}};
    NarrowEncoder encoder = {0};
    for (size_t i = 0; i < sizeof NETS / sizeof *NETS; i++) {
        SmallNet small;
        small_net_build(&small, SHAPE, NETS[i].lines, NETS[i].encoder_layers, 3, ROWS, 5);
        assert_false(narrow_encoder_take(&encoder, &small.net, small.net.parameters, ROWS) || encoder.ready);
        small_net_finish(&small);
    }
    narrow_encoder_finish(&encoder);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(codes_are_those_of_the_net),
        cmocka_unit_test(newer_weights_take_the_place_of_older_ones),
        cmocka_unit_test(other_layers_are_left_to_floats),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
