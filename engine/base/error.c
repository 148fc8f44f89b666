// Formatting of the sentences that users read. Called from every thread; an Error belongs to its caller.
#include "error.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

bool error_set(Error *error, const char *format, ...) {
    if (error) {
        va_list arguments;
        va_start(arguments, format);
        vsnprintf(error->text, sizeof error->text, format, arguments);
        va_end(arguments);
    }
    return false;
}

// strerror is not safe across threads and strerror_r has two incompatible forms; this hides both facts.
static const char *system_reason(int code, char *buffer, size_t size) {
#if defined(__GLIBC__) && defined(_GNU_SOURCE)
    return strerror_r(code, buffer, size);
#else
    return strerror_r(code, buffer, size) == 0 ? buffer : "unknown reason";
#endif
}

bool error_system(Error *error, int code, const char *format, ...) {
    if (!error)
        return false;
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(error->text, sizeof error->text, format, arguments);
    va_end(arguments);
    char reason[128];
    size_t used = strlen(error->text);
    snprintf(error->text + used, sizeof error->text - used, ": %s", system_reason(code, reason, sizeof reason));
    return false;
}

bool error_memory(Error *error, const char *what) {
    return error_set(error, "out of memory for %s", what);
}
