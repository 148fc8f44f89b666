// cmocka with the headers that it wants before it.
#ifndef HOURGLASS_TESTS_TEST_H
#define HOURGLASS_TESTS_TEST_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/// Fails unless the text contains the part; shows both.
#define assert_contains(text, part)                                                                                    \
    do {                                                                                                               \
        if (!strstr(text, part))                                                                                       \
            fail_msg("\"%s\" does not contain \"%s\"", text, part);                                                    \
    } while (0)

#endif
