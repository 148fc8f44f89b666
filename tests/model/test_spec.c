// Model files: what they may hold, that they survive writing and reading, and that every mistake is named with its
// line.
#include "scratch.h"
#include "spec.h"
#include "test.h"

#include <stdlib.h>
#include <string.h>

static const Shape IMAGE = {1, 28, 28};

#define NET "[encoder]\nlayer = dense 4\n[decoder]\nlayer = dense image\n"

static ModelSpec parsed(const char *text) {
    ModelSpec spec;
    Error error = {0};
    if (!spec_parse(text, "folder/some.ini", &spec, &error))
        fail_msg("%s", error.text);
    return spec;
}

// Also: a spec that is refused leaves the caller's as it was.
static void refuse(const char *text, const char *reason) {
    ModelSpec spec, before;
    memset(&spec, 0x55, sizeof spec);
    memcpy(&before, &spec, sizeof spec);
    Error error = {0};
    if (spec_parse(text, "m.ini", &spec, &error))
        fail_msg("not refused: %s", text);
    assert_contains(error.text, reason);
    assert_memory_equal(&spec, &before, sizeof spec);
}

static void assert_same(const ModelSpec *a, const ModelSpec *b) {
    assert_string_equal(a->title, b->title);
    assert_string_equal(a->about, b->about);
    assert_int_equal(a->order, b->order);
    assert_int_equal(a->loss, b->loss);
    assert_int_equal(a->tied, b->tied);
    assert_int_equal(a->encoder_layers, b->encoder_layers);
    assert_int_equal(a->layers, b->layers);
    for (int i = 0; i < a->layers; i++) {
        assert_ptr_equal(a->layer[i].type, b->layer[i].type);
        assert_int_equal(a->layer[i].units, b->layer[i].units);
        assert_int_equal(a->layer[i].activation, b->layer[i].activation);
    }
    assert_memory_equal(&a->penalty, &b->penalty, sizeof a->penalty);
    assert_memory_equal(&a->corruption, &b->corruption, sizeof a->corruption);
}

static void every_key_is_read(void **state) {
    (void)state;
    ModelSpec spec =
        parsed("; a comment\n# another\n[model]\ntitle = A title ; with a comment\nabout=ünïcode = fine\n"
               "order = 7\nloss = mse\ntied = yes\n[encoder]\nlayer = dense 4 relu\nlayer = dense 2\n"
               "[decoder] ; back\nlayer = dense back sigmoid\nlayer = dense image\n"
               "[penalty] # again\nl1 = 0.25\nkl = 10\nrho = 0.1\nbeta = 4\nbeta_warmup = 2\nweight_decay = 1e-4\n"
               "[corruption]\ngaussian = 0.4\nsalt_pepper = 0.1\nmask = 1\nsquare = 0.5\n");
    assert_string_equal(spec.id, "some");
    assert_string_equal(spec.title, "A title");
    assert_string_equal(spec.about, "ünïcode = fine");
    assert_int_equal(spec.order, 7);
    assert_int_equal(spec.loss, LOSS_MSE);
    assert_true(spec.tied);
    assert_int_equal(spec.encoder_layers, 2);
    assert_int_equal(spec.layers, 4);
    assert_int_equal(spec.layer[0].units, 4);
    assert_int_equal(spec.layer[0].activation, ACTIVATION_RELU);
    assert_int_equal(spec.layer[2].units, UNITS_BACK);
    assert_int_equal(spec.line[0], 10);
    assert_int_equal(spec.line[3], 14);
    const SpecPenalty penalty = {0.25, 10, 0.1, 4, 2, 1e-4};
    const Corruption corruption = {0.4, 0.1, 1, 0.5};
    assert_memory_equal(&spec.penalty, &penalty, sizeof penalty);
    assert_memory_equal(&spec.corruption, &corruption, sizeof corruption);
}

static void keys_left_out_have_their_defaults(void **state) {
    (void)state;
    ModelSpec spec = parsed(NET);
    const SpecPenalty penalty = {.rho = 0.05};
    const Corruption corruption = {0};
    assert_int_equal(spec.loss, LOSS_BCE);
    assert_int_equal(spec.order, 0);
    assert_memory_equal(&spec.penalty, &penalty, sizeof penalty);
    assert_memory_equal(&spec.corruption, &corruption, sizeof corruption);
}

static void indented_lines_carriage_returns_and_a_byte_order_mark_are_taken(void **state) {
    (void)state;
    ModelSpec spec = parsed("\xEF\xBB\xBF[encoder]\r\n   layer = dense 4\r\n\tlayer = dense 3\r\n\r\n  [decoder]\r\n"
                            "  layer = dense image");
    assert_int_equal(spec.layers, 3);
    assert_int_equal(spec.encoder_layers, 2);
    assert_int_equal(spec.line[2], 6);
}

static void sections_may_stand_in_any_order(void **state) {
    (void)state;
    ModelSpec spec =
        parsed("[decoder]\nlayer = dense 5\n[encoder]\nlayer = dense 4\n[decoder]\nlayer = dense image\n[encoder]\n"
               "layer = dense 3\n");
    const int units[] = {4, 3, 5, UNITS_IMAGE}, lines[] = {4, 8, 2, 6};
    for (int i = 0; i < 4; i++) {
        assert_int_equal(spec.layer[i].units, units[i]);
        assert_int_equal(spec.line[i], lines[i]);
    }
}

static void the_id_is_the_files_name_without_ini(void **state) {
    (void)state;
    ModelSpec spec;
    const char *names[][2] = {{"a/b/vanilla.ini", "vanilla"}, {"v1.2.ini", "v1.2"}, {"text.txt", "text.txt"}};
    for (int i = 0; i < 3; i++) {
        assert_true(spec_parse(NET, names[i][0], &spec, NULL));
        assert_string_equal(spec.id, names[i][1]);
    }
}

static void a_line_that_is_neither_is_refused_with_its_number(void **state) {
    (void)state;
    refuse(NET "hello\n", "m.ini:5: expected key = value, found 'hello'");
    refuse(NET "\n\n  loss: mse\n", "m.ini:7: expected key = value");
    refuse("[model]\ntitle ; = x\n" NET, "m.ini:2: expected key = value, found no '='");
}

static void unknown_sections_and_keys_are_refused_with_what_is_known(void **state) {
    (void)state;
    refuse("[modle]\n" NET,
           "m.ini:1: expected [model], [encoder], [decoder], [penalty] or [corruption], found [modle]");
    refuse("\n[model]\ntilte = x\n" NET,
           "m.ini:3: expected one of title, about, tab, variant, order, loss, tied in [model], found 'tilte'");
    refuse("[penalty]\nl2 = 1\n" NET, "expected one of l1, kl, rho, beta, beta_warmup, weight_decay in [penalty]");
    refuse("[encoder]\nlayers = dense 4\n", "expected one of layer in [encoder], found 'layers'");
    refuse("title = x\n" NET, "m.ini:1: expected a section such as [model] first");
}

static void a_malformed_section_line_is_refused(void **state) {
    (void)state;
    refuse("[model\n" NET, "m.ini:1: expected ']'");
    refuse("[model] title = x\n" NET, "m.ini:1: expected nothing after ']'");
}

static void a_key_given_twice_is_refused(void **state) {
    (void)state;
    refuse("[model]\nloss = bce\nloss = mse\n" NET, "m.ini:3: expected loss once in [model]");
    refuse("[penalty]\nl1 = 1\n[model]\n[penalty]\nl1 = 1\n" NET, "m.ini:5: expected l1 once");
}

static void values_out_of_range_are_refused(void **state) {
    (void)state;
    const char *const keys[] = {
        "penalty",    "l1",           "-1e-9", "penalty",    "kl",       "-1",    "penalty",    "rho",         "0",
        "penalty",    "rho",          "1",     "penalty",    "beta",     "-1",    "penalty",    "beta_warmup", "-1",
        "penalty",    "weight_decay", "-1",    "corruption", "gaussian", "-0.1",  "corruption", "salt_pepper", "1.01",
        "corruption", "mask",         "1.5",   "corruption", "mask",     "-0.5",  "corruption", "square",      "2",
        "penalty",    "l1",           "1e7",   "penalty",    "l1",       "nan",   "penalty",    "l1",          "inf",
        "penalty",    "l1",           "",      "penalty",    "l1",       "0.25x", "model",      "order",       "-1",
        "model",      "order",        "1.5",   "model",      "loss",     "mae"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i += 3) {
        char text[256], reason[64];
        snprintf(text, sizeof text, "[%s]\n%s = %s\n" NET, keys[i], keys[i + 1], keys[i + 2]);
        snprintf(reason, sizeof reason, "found '%s'", keys[i + 2]);
        refuse(text, reason);
        refuse(text, keys[i + 1]);
        refuse(text, "m.ini:2: expected ");
    }
}

static void ranges_are_named(void **state) {
    (void)state;
    refuse("[penalty]\nrho = 1\n" NET, "expected a number between 0 and 1 as rho, found '1'");
    refuse("[corruption]\nmask = 2\n" NET, "expected a number from 0 to 1 as mask, found '2'");
}

static void a_half_without_layers_is_refused(void **state) {
    (void)state;
    refuse("", "m.ini: expected at least one layer in [encoder]");
    refuse("[decoder]\nlayer = dense image\n", "m.ini: expected at least one layer in [encoder]");
    refuse("[encoder]\nlayer = dense 4\n", "m.ini: expected at least one layer in [decoder]");
}

// `count` encoder layers.
static char *many_layers(int count) {
    char *text = malloc(64 + 16 * (size_t)count), *end = text + sprintf(text, "[encoder]\n");
    for (int i = 0; i < count; i++)
        end += sprintf(end, "layer=dense 1\n");
    return text;
}

static void ten_thousand_layers_are_refused(void **state) {
    (void)state;
    char *text = many_layers(65);
    refuse(text, "m.ini:66: expected at most 64 layers");
    free(text);
    text = many_layers(4000);
    refuse(text, "m.ini:66: expected at most 64 layers");
    free(text);
    text = many_layers(10000);
    refuse(text, "expected at most 65536 bytes, found 140010");
    free(text);
}

static void layer_mistakes_name_the_line(void **state) {
    (void)state;
    refuse("[encoder]\n\nlayer = densse 4\n", "m.ini:3: unknown layer type 'densse'");
    refuse("[encoder]\nlayer = conv 16 3x4\n", "m.ini:2: expected 'conv C KxK");
    refuse("[encoder]\nlayer = dense 0\n", "m.ini:2: ");
    refuse("[encoder]\nlayer = dense 4 rellu\n", "m.ini:2: unknown activation 'rellu'");
    refuse("[encoder]\nlayer =\n", "m.ini:2: expected a layer");
}

static void long_lines_are_refused_by_number_and_the_longest_is_taken_whole(void **state) {
    (void)state;
    char line[256] = "about = ";
    memset(line + 8, 'x', 192);
    line[199] = 0;
    char text[512];
    snprintf(text, sizeof text, "[model]\n%s\n" NET, line);
    ModelSpec spec = parsed(text);
    assert_int_equal(strlen(spec.about), 191);
    line[199] = 'x';
    snprintf(text, sizeof text, "[model]\n   %s  \n" NET, line);
    refuse(text, "m.ini:2: expected a line of at most 199 bytes, found 200");
}

static void text_that_is_not_utf8_is_refused_with_its_line(void **state) {
    (void)state;
    refuse("[model]\ntitle = caf\xe9\n" NET, "m.ini:2: expected UTF-8 text, found the byte 0xe9");
}

static void writing_and_reading_gives_the_same_spec(void **state) {
    (void)state;
    const char *const texts[] = {
        NET,
        "[model]\ntitle = T;x\nabout = a: b = c\norder = 3\nloss = mse\ntied = yes\n[encoder]\nlayer = dense 4 relu\n"
        "layer = dense 3 leaky_relu\n[decoder]\nlayer = dense back softplus\nlayer = dense image tanh\n"
        "[penalty]\nl1 = 0.1\nkl = 4.9406564584124654e-324\nrho = 0.30000000000000004\nbeta = 1e6\n"
        "beta_warmup = 0.33333333333333331\nweight_decay = 1e-5\n"
        "[corruption]\ngaussian = 0x1.999999999999ap-3\nsalt_pepper = 0.7\nmask = 1\nsquare = -0\n",
    };
    for (int i = 0; i < 2; i++) {
        ModelSpec spec = parsed(texts[i]);
        char text[4096];
        assert_true(spec_write(&spec, text, sizeof text));
        ModelSpec again = parsed(text);
        assert_same(&spec, &again);
    }
}

static void the_longest_spec_survives_writing(void **state) {
    (void)state;
    char *text = many_layers(63), *written = malloc(SPEC_MAX_BYTES), value[256];
    strcat(text, "[decoder]\nlayer=dense 1\n");
    ModelSpec spec = parsed(text);
    memset(value, 'x', sizeof value);
    value[63] = 0;
    assert_true(spec_set(&spec, "model", "title", value, NULL));
    value[63] = 'x';
    value[191] = 0;
    assert_true(spec_set(&spec, "model", "about", value, NULL));
    assert_true(spec_write(&spec, written, SPEC_MAX_BYTES));
    ModelSpec again = parsed(written);
    assert_same(&spec, &again);
    free(text);
    free(written);
}

static void writing_into_too_little_room_fails_and_stays_inside(void **state) {
    (void)state;
    ModelSpec spec = parsed("[penalty]\nl1 = 0.1\n" NET);
    char whole[512];
    assert_true(spec_write(&spec, whole, sizeof whole));
    size_t needed = strlen(whole) + 1;
    for (size_t capacity = 1; capacity <= needed; capacity++) {
        char *text = malloc(capacity); // for the address sanitizer to watch
        assert_int_equal(spec_write(&spec, text, capacity), capacity == needed);
        free(text);
    }
    assert_false(spec_write(&spec, NULL, 0));
}

static void set_does_what_a_line_does(void **state) {
    (void)state;
    ModelSpec spec = parsed(NET);
    Error error = {0};
    assert_true(spec_set(&spec, "model", "loss", "mse", &error));
    assert_true(spec_set(&spec, "penalty", "l1", "0.5", &error));
    assert_true(spec_set(&spec, "model", "title", "New", &error));
    assert_true(spec_set(&spec, "encoder", "layer", "dense 3 relu", &error));
    assert_int_equal(spec.loss, LOSS_MSE);
    assert_true(spec.penalty.l1 == 0.5);
    assert_string_equal(spec.title, "New");
    assert_int_equal(spec.layer[1].units, 3);
    assert_int_equal(spec.layer[2].units, UNITS_IMAGE);
    assert_int_equal(spec.line[1], 0);
    Objective objective = spec_objective(&spec, 1);
    assert_int_equal(objective.loss, LOSS_MSE);
    assert_true(objective.l1 == 0.5);
}

static void a_refused_set_changes_nothing(void **state) {
    (void)state;
    ModelSpec spec = parsed(NET), before = spec;
    Error error = {0};
    assert_false(spec_set(&spec, "penalty", "l1", "-1", &error));
    assert_contains(error.text, "l1");
    assert_false(spec_set(&spec, "penalty", "l9", "1", &error));
    assert_contains(error.text, "l9");
    assert_false(spec_set(&spec, "pen", "l1", "1", &error));
    assert_contains(error.text, "[pen]");
    assert_false(spec_set(&spec, "encoder", "layer", "dense", &error));
    assert_same(&spec, &before);
}

static void texts_that_would_not_survive_a_file_are_refused(void **state) {
    (void)state;
    ModelSpec spec = parsed(NET);
    const char *const faults[][2] = {
        {"a\nb", "control character"}, {"a ;b", "';'"}, {";b", "';'"}, {" a", "a space"}, {"a ", "a space"},
        {"caf\xe9", "UTF-8"}};
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
        Error error = {0};
        assert_false(spec_set(&spec, "model", "title", faults[i][0], &error));
        assert_contains(error.text, faults[i][1]);
    }
    char value[300];
    memset(value, 'x', sizeof value);
    value[64] = 0;
    Error error = {0};
    assert_false(spec_set(&spec, "model", "title", value, &error));
    assert_contains(error.text, "at most 63 bytes of title, found 64");
    value[64] = 'x';
    value[192] = 0;
    assert_false(spec_set(&spec, "model", "about", value, &error));
    assert_contains(error.text, "at most 191 bytes of about, found 192");
    assert_true(spec_set(&spec, "model", "title", "", NULL));
}

static void building_gives_the_net(void **state) {
    (void)state;
    ModelSpec spec = parsed(NET);
    Net net;
    Error error = {0};
    if (!spec_build(&spec, "m.ini", IMAGE, &net, &error))
        fail_msg("%s", error.text);
    assert_int_equal(net.parameter_count, 2 * 4 * 784 + 4 + 784);
    assert_int_equal(shape_size(net.code), 4);
    net_finish(&net);
}

static void a_last_layer_that_does_not_give_the_image_back_is_named_with_its_line(void **state) {
    (void)state;
    ModelSpec spec = parsed("[encoder]\nlayer = dense 4\n[decoder]\nlayer = dense 783\n");
    Net net;
    Error error = {0};
    assert_false(spec_build(&spec, "m.ini", IMAGE, &net, &error));
    assert_contains(error.text, "m.ini:4: ");
    assert_contains(error.text, "783");
    assert_contains(error.text, "784");
    assert_null(net.parameters);
    spec.line[1] = 0; // a layer that came from elsewhere than a file
    assert_false(spec_build(&spec, "m.ini", IMAGE, &net, &error));
    assert_contains(error.text, "m.ini: ");
}

static void a_spec_without_layers_does_not_build(void **state) {
    (void)state;
    ModelSpec spec = {0};
    Net net;
    Error error = {0};
    assert_false(spec_build(&spec, "m.ini", IMAGE, &net, &error));
    assert_contains(error.text, "m.ini: ");
}

#define TIED "[model]\ntied = yes\n[encoder]\nlayer = dense 9 relu\nlayer = dense 4\n[decoder]\n"

static void build_refused(const char *text, const char *reason) {
    ModelSpec spec = parsed(text);
    Net net;
    Error error = {0};
    assert_false(spec_build(&spec, "m.ini", IMAGE, &net, &error));
    assert_contains(error.text, reason);
}

static void tied_layers_have_only_a_bias_and_mistakes_name_their_line(void **state) {
    (void)state;
    ModelSpec spec = parsed(TIED "layer = dense 9 relu\nlayer = dense image\n");
    Net net;
    NetParameter tensors[NET_MAX_TENSORS];
    Error error = {0};
    if (!spec_build(&spec, "m.ini", IMAGE, &net, &error))
        fail_msg("%s", error.text);
    const char *names[] = {"encoder.0.weight", "encoder.0.bias", "encoder.1.weight",
                           "encoder.1.bias",   "decoder.0.bias", "decoder.1.bias"};
    assert_int_equal(net_parameters(&net, tensors), 6);
    for (int i = 0; i < 6; i++)
        assert_string_equal(tensors[i].name, names[i]);
    assert_int_equal(net.parameter_count, 784 * 9 + 9 + 9 * 4 + 4 + 9 + 784);
    net_finish(&net);
    build_refused(TIED "layer = dense 8 relu\nlayer = dense image\n",
                  "m.ini:7: tied weights: this layer goes from 4 to 8");
    build_refused(TIED "layer = dense image\n", "m.ini:7: tied weights: this layer goes from 4 to 784");
    build_refused(TIED "layer = dense 5\nlayer = dense 9 relu\nlayer = dense image\n",
                  "m.ini:7: tied weights: no dense layer of the encoder faces this one");
    refuse("[model]\ntied = 1\n" NET, "m.ini:2: expected yes or no as tied, found '1'");
}

static void a_gaussian_layer_stands_last_in_the_encoder_and_beta_needs_it(void **state) {
    (void)state;
    build_refused("[encoder]\nlayer = gaussian 3\nlayer = dense 3\n[decoder]\nlayer = dense image\n",
                  "m.ini:2: a gaussian layer gives a code; expected it as the last layer of [encoder]");
    build_refused("[encoder]\nlayer = dense 3\n[decoder]\nlayer = gaussian 784\n", "m.ini:4: a gaussian layer");
    build_refused("[penalty]\nbeta = 1\n" NET, "m.ini: [penalty] beta = 1 weighs the KL divergence of a Gaussian code");
    build_refused("[encoder]\nlayer = dense 3\nlayer = topk 4\n[decoder]\nlayer = dense image\n",
                  "m.ini:3: 'topk 4' keeps more than the 3 values there are");
    ModelSpec spec = parsed("[encoder]\nlayer = gaussian 3\n[decoder]\nlayer = dense image\n");
    Net net;
    NetParameter tensors[NET_MAX_TENSORS];
    assert_true(spec_build(&spec, "m.ini", IMAGE, &net, NULL));
    assert_int_equal(net_parameters(&net, tensors), 4);
    assert_int_equal(tensors[0].sizes[0], 6);
    assert_int_equal(net.code.channels, 3);
    net_finish(&net);
}

static void the_objective_has_all_penalties_and_the_warmup(void **state) {
    (void)state;
    ModelSpec spec = parsed("[penalty]\nl1 = 1\nkl = 2\nrho = 0.3\nbeta = 4\nbeta_warmup = 10\n" NET);
    Objective objective = spec_objective(&spec, 5);
    assert_true(objective.l1 == 1 && objective.kl == 2 && objective.rho == 0.3 && objective.beta == 2);
    assert_true(spec_objective(&spec, 0).beta == 0 && spec_objective(&spec, 10).beta == 4);
    assert_true(spec_objective(&spec, 99).beta == 4);
    spec.penalty.beta_warmup = 0;
    assert_true(spec_objective(&spec, 0).beta == 4);
}

static void files_are_loaded_and_faults_name_them(void **state) {
    (void)state;
    Scratch scratch;
    scratch_init(&scratch);
    const char *path = scratch_path(&scratch, "mine.ini");
    ModelSpec spec;
    Error error = {0};
    assert_false(spec_load(path, &spec, &error));
    assert_contains(error.text, path);
    scratch_write(&scratch, "mine.ini", NET, strlen(NET));
    assert_true(spec_load(path, &spec, &error));
    assert_string_equal(spec.id, "mine");
    scratch_write(&scratch, "mine.ini", NET "\0x", strlen(NET) + 2);
    assert_false(spec_load(path, &spec, &error));
    assert_contains(error.text, "zero bytes");
    char *large = calloc(1, SPEC_MAX_BYTES + 1);
    scratch_write(&scratch, "mine.ini", large, SPEC_MAX_BYTES + 1);
    free(large);
    assert_false(spec_load(path, &spec, &error));
    assert_contains(error.text, "65537");
    scratch_finish(&scratch);
}

static int choose_kernels(void **state) {
    (void)state;
    return kernels_choose(NULL) ? 0 : -1;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_key_is_read),
        cmocka_unit_test(keys_left_out_have_their_defaults),
        cmocka_unit_test(indented_lines_carriage_returns_and_a_byte_order_mark_are_taken),
        cmocka_unit_test(sections_may_stand_in_any_order),
        cmocka_unit_test(the_id_is_the_files_name_without_ini),
        cmocka_unit_test(a_line_that_is_neither_is_refused_with_its_number),
        cmocka_unit_test(unknown_sections_and_keys_are_refused_with_what_is_known),
        cmocka_unit_test(a_malformed_section_line_is_refused),
        cmocka_unit_test(a_key_given_twice_is_refused),
        cmocka_unit_test(values_out_of_range_are_refused),
        cmocka_unit_test(ranges_are_named),
        cmocka_unit_test(a_half_without_layers_is_refused),
        cmocka_unit_test(ten_thousand_layers_are_refused),
        cmocka_unit_test(layer_mistakes_name_the_line),
        cmocka_unit_test(long_lines_are_refused_by_number_and_the_longest_is_taken_whole),
        cmocka_unit_test(text_that_is_not_utf8_is_refused_with_its_line),
        cmocka_unit_test(writing_and_reading_gives_the_same_spec),
        cmocka_unit_test(the_longest_spec_survives_writing),
        cmocka_unit_test(writing_into_too_little_room_fails_and_stays_inside),
        cmocka_unit_test(set_does_what_a_line_does),
        cmocka_unit_test(a_refused_set_changes_nothing),
        cmocka_unit_test(texts_that_would_not_survive_a_file_are_refused),
        cmocka_unit_test(building_gives_the_net),
        cmocka_unit_test(a_last_layer_that_does_not_give_the_image_back_is_named_with_its_line),
        cmocka_unit_test(a_spec_without_layers_does_not_build),
        cmocka_unit_test(tied_layers_have_only_a_bias_and_mistakes_name_their_line),
        cmocka_unit_test(a_gaussian_layer_stands_last_in_the_encoder_and_beta_needs_it),
        cmocka_unit_test(the_objective_has_all_penalties_and_the_warmup),
        cmocka_unit_test(files_are_loaded_and_faults_name_them),
    };
    return cmocka_run_group_tests(tests, choose_kernels, NULL);
}
