// Lines of a model file that name layers.
#include "layer.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include <string.h>

static void a_line_is_parsed_and_written_back(void **state) {
    (void)state;
    const char *lines[] = {"dense 64 relu",      "dense image",     "dense back softplus",
                           "dense 7 leaky_relu", "dense 1 sigmoid", "dense 65536 tanh",
                           "dense 12 elu",       "topk 25",         "topk 1048576",
                           "gaussian 20",        "gaussian 32768",  "dropout 0",
                           "dropout 0.1",        "dropout 1e-09",   "dropout 0.3333333333333333"};
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        LayerConfig config;
        Error error = {0};
        char text[LAYER_LINE];
        assert_true(layer_parse(lines[i], &config, &error));
        layer_write(&config, text, sizeof text);
        assert_string_equal(text, lines[i]);
    }
}

static void spaces_and_tabs_do_not_matter(void **state) {
    (void)state;
    LayerConfig config;
    assert_true(layer_parse("  dense\t 64   relu ", &config, NULL));
    assert_int_equal(config.units, 64);
    assert_int_equal(config.activation, ACTIVATION_RELU);
}

static void refused(const char *line, const char *reason) {
    LayerConfig config = {.units = -77};
    Error error = {0};
    assert_false(layer_parse(line, &config, &error));
    if (!strstr(error.text, reason))
        fail_msg("'%s' gave '%s', which does not say '%s'", line, error.text, reason);
    assert_int_equal(config.units, -77);
}

static void a_mistake_says_what_was_expected(void **state) {
    (void)state;
    refused("", "expected a layer");
    refused("dense", "expected 'dense N");
    refused("dense 0", "expected 'dense N");
    refused("dense -3", "expected 'dense N");
    refused("dense 64.5", "expected 'dense N");
    refused("dense 65537", "expected 'dense N");
    refused("dense 99999999999999999999", "expected 'dense N");
    refused("dense 64 relu tanh", "expected 'dense N");
    refused("dense 64 swish", "unknown activation 'swish'");
    refused("lstm 64", "unknown layer type 'lstm'");
    refused("topk", "expected 'topk K' with K from 1");
    refused("topk 0", "found 0");
    refused("topk 5 relu", "expected 'topk K'");
    refused("gaussian", "expected 'gaussian Z' with Z from 1");
    refused("gaussian 0", "found 0");
    refused("gaussian image", "found image");
    refused("dropout", "expected 'dropout p' with p from 0 to less than 1");
    refused("dropout 1", "found 1");
    refused("dropout -0.1", "found -0.1");
    refused("dropout nan", "found nan");
    refused("dropout 0.5 0.5", "expected 'dropout p'");
    refused("a b c d e f g h i j k l", "at most 10 words");
}

static void a_very_long_line_is_refused(void **state) {
    (void)state;
    char line[4000];
    memset(line, 'x', sizeof line - 1);
    line[sizeof line - 1] = 0;
    refused(line, "at most");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_line_is_parsed_and_written_back),
        cmocka_unit_test(spaces_and_tabs_do_not_matter),
        cmocka_unit_test(a_mistake_says_what_was_expected),
        cmocka_unit_test(a_very_long_line_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
