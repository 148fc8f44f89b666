// Views are copied whole, each with memory of its own, and only when they have changed.
#include "test.h"
#include "view_memory.h"

#include <stdlib.h>
#include <string.h>

static void a_copy_has_memory_of_its_own_and_follows_the_version(void **state) {
    (void)state;
    static Views from, first, second;
    assert_true(view_array_floats(&from.code.codes, 6));
    for (int i = 0; i < 6; i++)
        from.code.codes.floats[i] = (float)i;
    from.code.units = 6;
    from.code.version = 1;
    views_copy(&first, &from);
    views_copy(&second, &first);
    assert_int_equal(second.code.units, 6);
    assert_int_equal(second.code.codes.size, 6 * sizeof(float));
    assert_memory_equal(second.code.codes.at, from.code.codes.at, 6 * sizeof(float));
    assert_ptr_not_equal(second.code.codes.at, from.code.codes.at);
    from.code.codes.floats[0] = 9;
    views_copy(&first, &from);
    assert_true(first.code.codes.floats[0] == 0); // the version says that it is the same
    from.code.version++;
    views_copy(&first, &from);
    assert_true(first.code.codes.floats[0] == 9 && second.code.codes.floats[0] == 0);
    views_finish(&from);
    views_finish(&first);
    views_finish(&second);
    assert_null(from.code.codes.at);
}

static void an_array_keeps_its_room_and_shows_what_is_used(void **state) {
    (void)state;
    ViewArray array = {0};
    assert_true(view_array_bytes(&array, 100) && array.size == 100);
    const void *room = array.at;
    assert_true(view_array_bytes(&array, 0) && array.size == 0 && array.at == room);
    assert_true(view_array_bytes(&array, 100) && array.at == room);
    free(array.at);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_copy_has_memory_of_its_own_and_follows_the_version),
        cmocka_unit_test(an_array_keeps_its_room_and_shows_what_is_used),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
