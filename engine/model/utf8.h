// Is a text UTF-8? JSON takes nothing else, so that what goes into a checkpoint is checked where it comes in.
#ifndef HOURGLASS_UTF8_H
#define HOURGLASS_UTF8_H

#include <stddef.h>

/// Bytes of the longest start of `text` that is well-formed UTF-8 (RFC 3629); strlen(text) if all of it is.
size_t utf8_valid_length(const char *text);

#endif
