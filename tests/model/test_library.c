// The folder of built-in models: order, ids, and what is said when a model is not there or wrong.
#include "library.h"
#include "scratch.h"
#include "test.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void put_model(Scratch *scratch, const char *name, int order, int units) {
    char text[256];
    int length =
        snprintf(text, sizeof text,
                 "[model]\norder = %d\n[encoder]\nlayer = dense %d\n[decoder]\nlayer = dense image\n", order, units);
    scratch_write(scratch, name, text, (size_t)length);
}

static Library *loaded(const char *folder) {
    Library *library = malloc(sizeof *library);
    Error error = {0};
    if (!library_load(folder, library, &error))
        fail_msg("%s", error.text);
    return library;
}

static void models_are_sorted_by_order_then_id_and_those_without_order_come_last(void **state) {
    (void)state;
    Scratch scratch;
    scratch_init(&scratch);
    put_model(&scratch, "c.ini", 0, 1);
    put_model(&scratch, "b.ini", 0, 1);
    put_model(&scratch, "z.ini", 1, 1);
    put_model(&scratch, "y.ini", 2, 1);
    put_model(&scratch, "x.ini", 2, 1);
    scratch_write(&scratch, "readme.txt", "?", 1);
    scratch_write(&scratch, ".hidden.ini", "?", 1);
    Library *library = loaded(scratch.folder);
    assert_int_equal(library->count, 5);
    const char *ids[] = {"z", "x", "y", "b", "c"};
    for (int i = 0; i < 5; i++)
        assert_string_equal(library->model[i].id, ids[i]);
    free(library);
    scratch_finish(&scratch);
}

static void the_models_that_come_with_the_program_build(void **state) {
    (void)state;
    Library *library = loaded(MODELS_FOLDER);
    const char *ids[] = {"vanilla", "sparse", "deep", "variational"}; // tabs stand in this order, variants after them
    int found = 0;
    for (int i = 0; i < library->count && found < 4; i++)
        found += strcmp(library->model[i].id, ids[found]) == 0;
    assert_int_equal(found, 4);
    assert_true(library->count >= 8);
    for (int i = 0; i < library->count; i++) {
        ModelSpec *spec = &library->model[i];
        const Shape shapes[] = {{1, 28, 28}, {3, 33, 31}};
        for (int s = 0; s < 2; s++) {
            Net net;
            Error error = {0};
            if (!spec_build(spec, spec->id, shapes[s], &net, &error))
                fail_msg("%s", error.text);
            net_finish(&net);
        }
        assert_true(spec->title[0] && spec->about[0] && spec->order);
    }
    free(library);
}

static void a_wrong_model_file_is_the_error(void **state) {
    (void)state;
    Scratch scratch;
    scratch_init(&scratch);
    scratch_write(&scratch, "bad.ini", "hello\n", 6);
    Library *library = malloc(sizeof *library);
    Error error = {0};
    assert_false(library_load(scratch.folder, library, &error));
    assert_contains(error.text, "bad.ini:1: ");
    assert_int_equal(library->count, 0);
    free(library);
    scratch_finish(&scratch);
}

static void too_many_models_and_no_folder_are_errors(void **state) {
    (void)state;
    Scratch scratch;
    scratch_init(&scratch);
    for (int i = 0; i <= LIBRARY_MAX_MODELS; i++) {
        char name[16];
        snprintf(name, sizeof name, "m%02d.ini", i);
        put_model(&scratch, name, 0, 1);
    }
    Library *library = malloc(sizeof *library);
    Error error = {0};
    assert_false(library_load(scratch.folder, library, &error));
    assert_contains(error.text, "more than 64 models");
    assert_false(library_load("no-such-folder", library, &error));
    assert_contains(error.text, "no-such-folder");
    free(library);
    ModelSpec spec;
    assert_false(library_find(scratch.folder, "nothing", &spec, &error)); // lists those that fit
    assert_contains(error.text, "m");
    scratch_finish(&scratch);
}

static void models_are_found_by_id_and_by_path(void **state) {
    (void)state;
    Scratch scratch;
    scratch_init(&scratch);
    put_model(&scratch, "one.ini", 0, 11);
    put_model(&scratch, "two.txt", 0, 22);
    ModelSpec spec;
    Error error = {0};
    assert_true(library_find(scratch.folder, "one", &spec, &error));
    assert_int_equal(spec.layer[0].units, 11);
    assert_string_equal(spec.id, "one");
    assert_true(library_find("no-such-folder", scratch_path(&scratch, "one.ini"), &spec, &error));
    assert_true(library_find("no-such-folder", scratch_path(&scratch, "two.txt"), &spec, &error));
    assert_int_equal(spec.layer[0].units, 22);
    assert_false(library_find(scratch.folder, "missing.ini", &spec, &error));
    assert_contains(error.text, "missing.ini");
    scratch_finish(&scratch);
}

static void a_file_here_serves_unless_a_model_has_its_name(void **state) {
    (void)state;
    Scratch library, here;
    scratch_init(&library);
    scratch_init(&here);
    char before[4096];
    assert_non_null(getcwd(before, sizeof before));
    put_model(&library, "one.ini", 0, 11);
    put_model(&here, "one", 0, 22);
    put_model(&here, "two", 0, 33);
    assert_int_equal(chdir(here.folder), 0);
    ModelSpec spec;
    assert_true(library_find(library.folder, "one", &spec, NULL));
    assert_int_equal(spec.layer[0].units, 11);
    assert_true(library_find(library.folder, "two", &spec, NULL));
    assert_int_equal(spec.layer[0].units, 33);
    assert_int_equal(chdir(before), 0);
    scratch_finish(&library);
    scratch_finish(&here);
}

static void an_unknown_id_lists_the_known_ones(void **state) {
    (void)state;
    Scratch scratch;
    scratch_init(&scratch);
    ModelSpec spec;
    Error error = {0};
    assert_false(library_find(scratch.folder, "vanila", &spec, &error));
    assert_contains(error.text, "no model 'vanila': there are no model files in");
    put_model(&scratch, "vanilla.ini", 0, 1);
    put_model(&scratch, "deep.ini", 0, 1);
    assert_false(library_find(scratch.folder, "vanila", &spec, &error));
    assert_contains(error.text, "no model 'vanila'; expected a path to a model file or one of deep, vanilla");
    assert_false(library_find("no-such-folder", "vanilla", &spec, &error));
    assert_contains(error.text, "no-such-folder");
    scratch_finish(&scratch);
}

static int choose_kernels(void **state) {
    (void)state;
    return kernels_choose(NULL) ? 0 : -1;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(models_are_sorted_by_order_then_id_and_those_without_order_come_last),
        cmocka_unit_test(the_models_that_come_with_the_program_build),
        cmocka_unit_test(a_wrong_model_file_is_the_error),
        cmocka_unit_test(too_many_models_and_no_folder_are_errors),
        cmocka_unit_test(models_are_found_by_id_and_by_path),
        cmocka_unit_test(a_file_here_serves_unless_a_model_has_its_name),
        cmocka_unit_test(an_unknown_id_lists_the_known_ones),
    };
    return cmocka_run_group_tests(tests, choose_kernels, NULL);
}
