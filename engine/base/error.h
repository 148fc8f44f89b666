// One sentence that a user can act on. Every function that can fail takes an Error and returns false.
#ifndef HOURGLASS_ERROR_H
#define HOURGLASS_ERROR_H

#include <stdbool.h>

typedef struct Error {
    char text[512]; // empty while nothing has failed
} Error;

/// Writes the formatted sentence and returns false, so that a caller can `return error_set(...)`. `error` may be NULL.
bool error_set(Error *error, const char *format, ...) __attribute__((format(printf, 2, 3)));

/// The same for a failed system call: the sentence is followed by the system's reason for `code` (an errno).
bool error_system(Error *error, int code, const char *format, ...) __attribute__((format(printf, 3, 4)));

/// The sentence for a failed allocation of what `what` names; returns false.
bool error_memory(Error *error, const char *what);

#endif
