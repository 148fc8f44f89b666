// UTF-8 after RFC 3629, section 4: no overlong forms, no surrogates, nothing above U+10FFFF. Pure, any thread.
#include "utf8.h"

#include <stdbool.h>

// The lowest code point that needs a sequence of this many bytes.
static const unsigned long LOWEST[] = {0, 0, 0x80, 0x800, 0x10000};

static int sequence_bytes(unsigned char first) {
    if (first < 0x80)
        return 1;
    if (first >= 0xC0 && first < 0xE0)
        return 2;
    if (first >= 0xE0 && first < 0xF0)
        return 3;
    return first >= 0xF0 && first < 0xF8 ? 4 : 0;
}

// Bytes of the well-formed character that `text` starts with, 0 if there is none.
static int character_bytes(const unsigned char *text) {
    int bytes = sequence_bytes(text[0]);
    if (bytes < 2)
        return bytes;
    unsigned long point = text[0] & (0x7Fu >> bytes);
    for (int i = 1; i < bytes; i++) {
        if ((text[i] & 0xC0) != 0x80) // the zero that ends the text stops here too
            return 0;
        point = point << 6 | (text[i] & 0x3Fu);
    }
    bool surrogate = point >= 0xD800 && point < 0xE000;
    return point < LOWEST[bytes] || point > 0x10FFFF || surrogate ? 0 : bytes;
}

size_t utf8_valid_length(const char *text) {
    size_t length = 0;
    while (text[length]) {
        int bytes = character_bytes((const unsigned char *)text + length);
        if (!bytes)
            break;
        length += (size_t)bytes;
    }
    return length;
}
