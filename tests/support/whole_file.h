// Whole files for tests.
#ifndef HOURGLASS_TESTS_WHOLE_FILE_H
#define HOURGLASS_TESTS_WHOLE_FILE_H

#include "file.h"

#include <stdint.h>
#include <stdlib.h>

/// The file's bytes, in memory the caller frees.
static inline unsigned char *whole_file(const char *path, size_t *size) {
    unsigned char *bytes = NULL;
    Error error = {""};
    if (!file_read(path, UINT32_MAX, &bytes, size, &error)) {
        fputs(error.text, stderr);
        abort();
    }
    return bytes;
}

#endif
