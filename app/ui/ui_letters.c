// UTF-8 in text fields and ellipses: steps over whole characters, and what may be typed or pasted.
#include "ui_inside.h"

static bool continues(char byte) {
    return ((unsigned char)byte & 0xC0) == 0x80;
}

int ui_letter_after(const char *text, int at) {
    if (!text[at])
        return 0;
    int length = 1;
    while (continues(text[at + length]))
        length++;
    return length;
}

int ui_letter_before(const char *text, int at) {
    if (at == 0)
        return 0;
    int length = 1;
    while (length < at && continues(text[at - length]))
        length++;
    return length;
}

/// Bytes of the well-formed character (Unicode 15, table 3-7) that starts here; 0 where there is none.
static int well_formed(const unsigned char *byte) {
    unsigned char low = 0x80, high = 0xBF;
    int length = byte[0] < 0x80 ? 1 : byte[0] < 0xC2 ? 0 : byte[0] < 0xE0 ? 2 : byte[0] < 0xF0 ? 3 : 4;
    if (byte[0] > 0xF4)
        length = 0;
    if (byte[0] == 0xE0)
        low = 0xA0;
    if (byte[0] == 0xED)
        high = 0x9F;
    if (byte[0] == 0xF0)
        low = 0x90;
    if (byte[0] == 0xF4)
        high = 0x8F;
    for (int i = 1; i < length; i++) {
        if (byte[i] < low || byte[i] > high)
            return 0;
        low = 0x80;
        high = 0xBF;
    }
    return length;
}

/// Room that the character takes in the output; 0: left out.
static int letter(char *out, const unsigned char *in, int length) {
    bool control = in[0] == 0x7F || (in[0] == 0xC2 && length == 2 && in[1] < 0xA0);
    if (length == 0 || control)
        return 0;
    if (in[0] < ' ') {
        out[0] = ' ';
        return in[0] == '\n' || in[0] == '\t';
    }
    for (int i = 0; i < length; i++)
        out[i] = (char)in[i];
    return length;
}

int ui_letters(char *out, size_t capacity, const char *text) {
    size_t used = 0;
    for (const unsigned char *in = (const unsigned char *)text; *in;) {
        int length = well_formed(in);
        char copy[4];
        int taken = letter(copy, in, length);
        if (used + (size_t)taken + 1 > capacity)
            break;
        for (int i = 0; i < taken; i++)
            out[used++] = copy[i];
        in += length > 0 ? length : 1;
    }
    if (capacity > 0)
        out[used] = '\0';
    return (int)used;
}
