// cmocka with the headers that it wants before it.
#ifndef HOURGLASS_TESTS_TEST_H
#define HOURGLASS_TESTS_TEST_H

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

/// How many of `count` repetitions of the same to make: HOURGLASS_TEST_SHARE percent, all without it. For builds with
/// sanitizers, to which a hundred rounds through the same code say what ten do; the optimised build makes all of them.
static inline int test_share(int count) {
    const char *share = getenv("HOURGLASS_TEST_SHARE");
    return share ? count * atoi(share) / 100 : count;
}

/// Whether the repetition with this number, counted from 0, is one of them; they are spread evenly.
static inline bool test_shares(int number) {
    return test_share(number + 1) > test_share(number);
}

/// Fails unless the text contains the part; shows both.
#define assert_contains(text, part)                                                                                    \
    do {                                                                                                               \
        if (!strstr(text, part))                                                                                       \
            fail_msg("\"%s\" does not contain \"%s\"", text, part);                                                    \
    } while (0)

#endif
