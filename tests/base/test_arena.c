// The arena's promises: aligned, zeroed, separate pieces; failure that sticks until everything is given back.
#include "arena.h"
#include "test.h"

#include <string.h>

static void pieces_are_aligned_and_zeroed(void **state) {
    (void)state;
    Arena arena = {0};
    for (size_t size = 1; size < 100000; size = size * 3 + 1) {
        unsigned char *piece = arena_take(&arena, 1, size);
        assert_non_null(piece);
        assert_int_equal((uintptr_t)piece % 64, 0);
        for (size_t i = 0; i < size; i++)
            assert_int_equal(piece[i], 0);
        memset(piece, 0xff, size);
    }
    arena_finish(&arena);
}

static void pieces_do_not_overlap(void **state) {
    (void)state;
    enum { COUNT = 3000 };
    Arena arena = {0};
    unsigned char *pieces[COUNT];
    for (int i = 0; i < COUNT; i++) {
        pieces[i] = arena_take(&arena, (size_t)(i % 97 + 1), 3);
        assert_non_null(pieces[i]);
        memset(pieces[i], i % 251, (size_t)(i % 97 + 1) * 3);
    }
    for (int i = 0; i < COUNT; i++)
        for (int j = 0; j < (i % 97 + 1) * 3; j++)
            assert_int_equal(pieces[i][j], i % 251);
    arena_finish(&arena);
}

static void a_piece_may_be_larger_than_a_block(void **state) {
    (void)state;
    Arena arena = {0};
    size_t size = 10 << 20;
    unsigned char *small = arena_take(&arena, 1, 1), *large = arena_take(&arena, size, 1);
    assert_non_null(small);
    assert_non_null(large);
    large[0] = large[size - 1] = 1;
    assert_int_equal(*small, 0);
    arena_finish(&arena);
}

static void an_overflowing_product_fails(void **state) {
    (void)state;
    Arena arena = {0};
    assert_null(arena_take(&arena, SIZE_MAX / 4 + 2, 4));
    assert_true(arena.failed);
}

static void a_failure_sticks_until_finish(void **state) {
    (void)state;
    Arena arena = {0};
    assert_non_null(arena_take(&arena, 1, 16));
    assert_null(arena_take(&arena, SIZE_MAX / 2, 2));
    assert_true(arena.failed);
    assert_null(arena_take(&arena, 1, 16));
    arena_finish(&arena);
    assert_false(arena.failed);
    assert_null(arena.blocks);
    assert_non_null(arena_take(&arena, 1, 16));
    arena_finish(&arena);
}

static void finishing_twice_is_harmless(void **state) {
    (void)state;
    Arena arena = {0};
    arena_finish(&arena);
    arena_finish(&arena);
    assert_null(arena.blocks);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pieces_are_aligned_and_zeroed),      cmocka_unit_test(pieces_do_not_overlap),
        cmocka_unit_test(a_piece_may_be_larger_than_a_block), cmocka_unit_test(an_overflowing_product_fails),
        cmocka_unit_test(a_failure_sticks_until_finish),      cmocka_unit_test(finishing_twice_is_harmless),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
