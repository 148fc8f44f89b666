// Networks being edited: what is said of right and wrong lines, and that the file says the same.
#include "draft.h"
#include "test.h"

#include "clock.h"
#include "random.h"
#include "spec.h"

#include <stdlib.h>
#include <string.h>

static const char DEEP[] = "[model]\ntitle = Deep one\nabout = Three layers.\norder = 3\nloss = mse\n"
                           "[encoder]\nlayer = dense 128 relu\nlayer = dense 32\n[decoder]\nlayer = dense 128 tanh\n"
                           "layer = dense image\n[penalty]\nl1 = 0.25\nweight_decay = 0.001\n";

static ModelDraft draft_of(const char *file) {
    ModelDraft draft;
    Error error = {0};
    if (!draft_init(&draft, file, &error))
        fail_msg("%s", error.text);
    return draft;
}

static void assert_layer(const DraftCheck *check, int layer, const char *shape, uint64_t parameters) {
    assert_string_equal(check->layer[layer].shape, shape);
    assert_int_equal(check->layer[layer].parameters, parameters);
    assert_string_equal(check->layer[layer].problem, "");
}

static void shapes_and_counts_are_those_of_the_network(void **state) {
    (void)state;
    ModelDraft draft = draft_of(DEEP);
    DraftCheck check;
    assert_string_equal(draft.title, "Deep one");
    assert_false(draft.bce);
    draft_check(&draft, 1, 28, 28, &check);
    assert_true(check.ok);
    assert_int_equal(check.at, -1);
    assert_layer(&check, 0, "128", 784 * 128 + 128);
    assert_layer(&check, 1, "32", 128 * 32 + 32);
    assert_layer(&check, 2, "128", 32 * 128 + 128);
    assert_layer(&check, 3, "784", 128 * 784 + 784);
    assert_int_equal(check.parameters, 784 * 128 + 128 + 128 * 32 + 32 + 32 * 128 + 128 + 128 * 784 + 784);
    assert_int_equal(check.units, 32);
    draft_check(&draft, 3, 4, 4, &check);
    assert_layer(&check, 3, "48", 128 * 48 + 48);
}

static void pictures_have_the_shapes_of_pictures(void **state) {
    (void)state;
    ModelDraft draft = draft_of("[encoder]\nlayer = conv 16 3x3 stride 2 relu\n[decoder]\nlayer = upsample 2\n"
                                "layer = conv image 3x3\n");
    DraftCheck check;
    draft_check(&draft, 1, 28, 28, &check);
    assert_true(check.ok);
    assert_layer(&check, 0, "16×14×14", 16 * 9 + 16);
    assert_layer(&check, 1, "16×28×28", 0);
    assert_layer(&check, 2, "1×28×28", 16 * 9 + 1);
    assert_int_equal(check.units, 16 * 14 * 14);
}

static void a_mistake_is_said_where_it_is_made(void **state) {
    (void)state;
    ModelDraft draft = draft_of(DEEP);
    DraftCheck check;
    strcpy(draft.line[1], "dense many");
    draft_check(&draft, 1, 28, 28, &check);
    assert_false(check.ok);
    assert_int_equal(check.at, 1);
    assert_layer(&check, 0, "128", 784 * 128 + 128);
    assert_string_equal(check.layer[1].problem, "expected 'dense N [activation]' with N from 1 to 65536, 'image' or "
                                                "'back', found 'many'");
    for (int l = 1; l < 4; l++)
        assert_string_equal(check.layer[l].shape, "");
    assert_string_equal(check.layer[2].problem, "");
    assert_int_equal(check.units, 0);
    strcpy(draft.line[0], "");
    strcpy(draft.line[3], "dens image");
    draft_check(&draft, 1, 28, 28, &check);
    assert_int_equal(check.at, 0);
    assert_string_equal(check.layer[0].problem, "expected a layer, such as 'dense 64 relu'");
    assert_non_null(strstr(check.layer[3].problem, "unknown layer type 'dens'; expected '"));
}

static void the_last_layer_must_give_the_image_back(void **state) {
    (void)state;
    ModelDraft draft = draft_of(DEEP);
    DraftCheck check;
    strcpy(draft.line[3], "dense 100");
    draft_check(&draft, 1, 28, 28, &check);
    assert_false(check.ok);
    assert_int_equal(check.at, 3);
    assert_string_equal(check.layer[3].shape, "100");
    assert_string_equal(check.layer[3].problem,
                        "the last layer gives 100; expected the image back, 1×28×28 (784 values)");
    assert_int_equal(check.units, 32);
}

static void the_title_and_a_missing_half_have_their_sentences(void **state) {
    (void)state;
    ModelDraft draft = draft_of(DEEP);
    DraftCheck check;
    strcpy(draft.title, "half ; a title");
    draft_check(&draft, 1, 28, 28, &check);
    assert_false(check.ok);
    assert_string_equal(check.title_problem, "the title has a ';' that would start a comment");
    draft.title[0] = 0;
    draft.encoder_layers = 0;
    draft_check(&draft, 1, 28, 28, &check);
    assert_string_equal(check.title_problem, "");
    assert_string_equal(check.problem, "expected at least one layer in the encoder and one in the decoder");
}

static void the_file_says_the_same_and_keeps_the_penalties(void **state) {
    (void)state;
    ModelDraft draft = draft_of(DEEP), again;
    char file[COMMAND_TEXT];
    Error error = {0};
    ModelSpec spec;
    strcpy(draft.title, "Mine");
    strcpy(draft.line[1], "  dense   8\trelu ");
    assert_true(draft_insert(&draft, 4, false, "dense image sigmoid"));
    assert_true(draft_write(&draft, file, sizeof file, &error));
    assert_true(spec_parse(file, "mine.ini", &spec, &error));
    assert_string_equal(spec.title, "Mine");
    assert_string_equal(spec.about, "");
    assert_int_equal(spec.order, 0);
    assert_int_equal(spec.loss, LOSS_MSE);
    assert_true(spec.penalty.l1 == 0.25 && spec.penalty.weight_decay == 0.001);
    assert_int_equal(spec.layers, 5);
    assert_int_equal(spec.encoder_layers, 2);
    again = draft_of(file);
    assert_string_equal(again.line[1], "dense 8 relu");
    strcpy(draft.line[1], again.line[1]);
    assert_true(draft_equal(&draft, &again));
    strcpy(draft.line[1], "dense");
    assert_false(draft_write(&draft, file, sizeof file, &error));
    assert_false(draft_write(&again, file, 20, &error));
}

static void a_weight_for_a_gaussian_code_goes_with_it(void **state) {
    (void)state;
    ModelDraft draft = draft_of("[encoder]\nlayer = dense 8\n[decoder]\nlayer = dense image\n[penalty]\nbeta = 2\n");
    char file[COMMAND_TEXT];
    assert_true(draft_write(&draft, file, sizeof file, NULL));
    assert_null(strstr(file, "beta"));
    ModelDraft other = draft_of("[encoder]\nlayer = dense 8\n[decoder]\nlayer = dense image\n");
    strcpy(other.line[0], "gaussian 8");
    assert_true(draft_write(&other, file, sizeof file, NULL));
    assert_non_null(strstr(file, "beta = 1\n")); // as every variational model of ours begins
}

static void lines_are_inserted_removed_and_moved_within_and_between_the_halves(void **state) {
    (void)state;
    ModelDraft draft = draft_of(DEEP);
    assert_true(draft_insert(&draft, 0, true, "first"));
    assert_true(draft_insert(&draft, 3, false, "behind the code"));
    assert_int_equal(draft.layers, 6);
    assert_int_equal(draft.encoder_layers, 3);
    assert_string_equal(draft.line[0], "first");
    assert_string_equal(draft.line[2], "dense 32");
    assert_string_equal(draft.line[3], "behind the code");
    assert_int_equal(draft_move(&draft, 0, -1), 0);
    assert_int_equal(draft_move(&draft, 0, 1), 1);
    assert_string_equal(draft.line[1], "first");
    assert_int_equal(draft_move(&draft, 2, 1), 2); // into the decoder, where it stands
    assert_int_equal(draft.encoder_layers, 2);
    assert_int_equal(draft_move(&draft, 2, -1), 2);
    assert_int_equal(draft.encoder_layers, 3);
    assert_true(draft_remove(&draft, 1));
    assert_true(draft_remove(&draft, 0));
    assert_false(draft_remove(&draft, 0));
    assert_false(draft_can_move(&draft, 0, 1)); // the encoder would be empty
    assert_int_equal(draft.encoder_layers, 1);
    assert_string_equal(draft.line[0], "dense 32");
    while (draft_insert(&draft, draft.layers, false, "x")) {
    }
    assert_int_equal(draft.layers, LIVE_LAYERS);
}

static void activations_are_read_and_replaced_in_the_line(void **state) {
    (void)state;
    char line[DRAFT_LINE] = "dense 64 ";
    const char *const *names;
    int count = draft_activations(&names);
    assert_int_equal(draft_activation(line), 0);
    draft_set_activation(line, 4);
    assert_string_equal(line, "dense 64 tanh");
    assert_int_equal(draft_activation(line), 4);
    for (int i = 0; i < count; i++) {
        draft_set_activation(line, i);
        assert_int_equal(draft_activation(line), i);
    }
    draft_set_activation(line, 0);
    assert_string_equal(line, "dense 64");
    assert_int_equal(draft_activation("max_pool 2"), -1);
    assert_int_equal(draft_activation("dense 64 rel"), -1);
}

static void every_type_has_an_example_that_is_read(void **state) {
    (void)state;
    DraftType types[DRAFT_TYPES];
    int count = draft_types(types);
    assert_true(count >= 1 && count < DRAFT_TYPES);
    for (int i = 0; i < count; i++) {
        LayerConfig config;
        Error error = {0};
        if (!layer_parse(types[i].example, &config, &error))
            fail_msg("%s: %s", types[i].example, error.text);
        assert_string_equal(config.type->name, types[i].name);
    }
}

static void sixty_four_layers_are_checked_in_no_time(void **state) {
    (void)state;
    ModelDraft draft = draft_of(DEEP);
    DraftCheck check;
    while (draft_insert(&draft, 1, true, "dense 64 relu")) {
    }
    double start = clock_seconds();
    for (int i = 0; i < 100; i++)
        draft_check(&draft, 1, 28, 28, &check);
    double each = (clock_seconds() - start) / 100;
    print_message("%.3f ms a check\n", 1000 * each);
    assert_true(check.ok);
    assert_true(each < 0.02); // far more than it takes, for sanitizers
}

// Words of the grammar and rubbish, put in, moved and taken away.
static void random_edit(ModelDraft *draft, Random random, uint64_t event) {
    static const char *const words[] = {"dense",   "conv",     "image",    "back", "16",  "3x3",
                                        "stride",  "2",        "relu",     "0",    "-1",  "65536",
                                        "reshape", "4x4x",     "pad",      "topk", ";",   "=",
                                        "[model]", "max_pool", "upsample", "\xff", "1e9", "conv_transpose"};
    enum { COUNT = sizeof words / sizeof *words };
    uint64_t bits = random_bits(random, event);
    int layer = (int)(bits % (uint64_t)draft->layers);
    switch ((bits >> 16) % 5) {
    case 0:
        draft_insert(draft, layer, layer < draft->encoder_layers, words[(bits >> 20) % COUNT]);
        break;
    case 1:
        draft_remove(draft, layer);
        break;
    case 2:
        draft_move(draft, layer, (bits >> 20) % 2 ? 1 : -1);
        break;
    case 3:
        draft_set_activation(draft->line[layer], (int)((bits >> 20) % 9) - 1);
        break;
    default:
        snprintf(draft->line[layer], DRAFT_LINE, "%s %s %s %s", words[(bits >> 20) % COUNT],
                 words[(bits >> 28) % COUNT], words[(bits >> 36) % COUNT], words[(bits >> 44) % COUNT]);
    }
}

static void random_lines_break_nothing(void **state) {
    (void)state;
    const char *seed = getenv("MONKEY_SEED");
    uint64_t number = seed ? strtoull(seed, NULL, 10) : 1;
    print_message("seed %llu\n", (unsigned long long)number);
    Random random = random_stream(number, RANDOM_OBSERVE);
    ModelDraft draft = draft_of(DEEP);
    DraftCheck check;
    char file[COMMAND_TEXT];
    for (uint64_t event = 0; event < 5000; event++) {
        random_edit(&draft, random, event);
        draft_check(&draft, 1 + (int)(event % 3), 8, 8, &check);
        assert_true(draft.encoder_layers >= 1 && draft.layers > draft.encoder_layers && draft.layers <= LIVE_LAYERS);
        assert_true(check.at >= -1 && check.at < draft.layers);
        if (!check.ok)
            continue;
        ModelSpec spec;
        Net net;
        Error error = {0};
        assert_true(draft_write(&draft, file, sizeof file, &error));
        assert_true(spec_parse(file, "x", &spec, &error));
        assert_true(spec_build(&spec, "x", (Shape){1 + (int)(event % 3), 8, 8}, &net, &error));
        assert_int_equal(net.parameter_count, check.parameters);
        net_finish(&net);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shapes_and_counts_are_those_of_the_network),
        cmocka_unit_test(pictures_have_the_shapes_of_pictures),
        cmocka_unit_test(a_mistake_is_said_where_it_is_made),
        cmocka_unit_test(the_last_layer_must_give_the_image_back),
        cmocka_unit_test(the_title_and_a_missing_half_have_their_sentences),
        cmocka_unit_test(the_file_says_the_same_and_keeps_the_penalties),
        cmocka_unit_test(a_weight_for_a_gaussian_code_goes_with_it),
        cmocka_unit_test(lines_are_inserted_removed_and_moved_within_and_between_the_halves),
        cmocka_unit_test(activations_are_read_and_replaced_in_the_line),
        cmocka_unit_test(every_type_has_an_example_that_is_read),
        cmocka_unit_test(sixty_four_layers_are_checked_in_no_time),
        cmocka_unit_test(random_lines_break_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
