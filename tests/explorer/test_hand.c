// Events between two frames: what a frame is told of them.
#include "hand.h"

#include "test.h"

static void add(Hand *hand, PlatformEventKind kind, int what, unsigned modifiers) {
    bool mouse = kind == PLATFORM_MOUSE_DOWN || kind == PLATFORM_MOUSE_UP;
    PlatformEvent event = {.kind = kind, .x = 3, .y = 4, .modifiers = modifiers, .clicks = 1};
    event.button = mouse ? what : 0;
    event.key = mouse ? 0 : what;
    hand_add(hand, &event);
}

static void a_press_keeps_the_modifiers_it_came_with(void **state) {
    (void)state;
    Hand hand = {.input = {.mouse_x = -1, .mouse_y = -1}};
    add(&hand, PLATFORM_MOUSE_DOWN, PLATFORM_LEFT, UI_SHIFT);
    add(&hand, PLATFORM_KEY_UP, 0, 0);
    assert_int_equal(hand.input.modifiers, UI_SHIFT);
    assert_int_equal(hand.input.pressed, UI_MOUSE_LEFT);
    hand_next(&hand);
    assert_int_equal(hand.input.modifiers, 0);
    assert_int_equal(hand.input.pressed, 0);
    assert_int_equal(hand.input.down, UI_MOUSE_LEFT);
}

static void a_press_after_a_release_and_one_key_too_many_wait_for_a_frame(void **state) {
    (void)state;
    Hand hand = {0};
    PlatformEvent press = {.kind = PLATFORM_MOUSE_DOWN, .button = PLATFORM_LEFT};
    PlatformEvent key = {.kind = PLATFORM_KEY_DOWN, .key = 'a'};
    assert_false(hand_is_ahead(&hand, &press));
    add(&hand, PLATFORM_MOUSE_DOWN, PLATFORM_LEFT, 0);
    add(&hand, PLATFORM_MOUSE_UP, PLATFORM_LEFT, 0);
    assert_true(hand_is_ahead(&hand, &press));
    for (int i = 0; i < UI_KEY_PRESSES; i++) {
        assert_false(hand_is_ahead(&hand, &key));
        hand_add(&hand, &key);
    }
    assert_true(hand_is_ahead(&hand, &key));
    hand_next(&hand);
    assert_false(hand_is_ahead(&hand, &press));
    assert_false(hand_is_ahead(&hand, &key));
}

static void without_focus_nothing_is_held(void **state) {
    (void)state;
    Hand hand = {0};
    add(&hand, PLATFORM_MOUSE_DOWN, PLATFORM_LEFT, UI_CTRL);
    add(&hand, PLATFORM_KEY_DOWN, ' ', UI_CTRL);
    assert_true(hand.input.space);
    hand_next(&hand);
    add(&hand, PLATFORM_FOCUS_LOST, 0, UI_CTRL);
    assert_int_equal(hand.input.released, UI_MOUSE_LEFT);
    assert_int_equal(hand.input.down, 0);
    assert_int_equal(hand.input.modifiers, 0);
    assert_false(hand.input.space);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_press_keeps_the_modifiers_it_came_with),
        cmocka_unit_test(a_press_after_a_release_and_one_key_too_many_wait_for_a_frame),
        cmocka_unit_test(without_focus_nothing_is_held),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
