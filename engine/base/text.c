// Strict number parsing for the command line, model files and checkpoints. The program never calls setlocale, so the
// C library's functions read '.' as the decimal point.
#include "text.h"

#include <ctype.h>
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

bool text_to_int(const char *text, int low, int high, int *value) {
    if (!isdigit((unsigned char)text[0]) && !(text[0] == '-' && isdigit((unsigned char)text[1])))
        return false;
    char *end = NULL;
    errno = 0;
    long long number = strtoll(text, &end, 10);
    if (*end || errno || number < low || number > high)
        return false;
    *value = (int)number;
    return true;
}

bool text_to_u64(const char *text, uint64_t *value) {
    if (!isdigit((unsigned char)text[0]))
        return false;
    char *end = NULL;
    errno = 0;
    unsigned long long number = strtoull(text, &end, 10);
    if (*end || errno)
        return false;
    *value = number;
    return true;
}

bool text_to_double(const char *text, double *value) {
    if (text[0] == 0 || isspace((unsigned char)text[0]))
        return false;
    char *end = NULL;
    double number = strtod(text, &end);
    if (end == text || *end || !isfinite(number))
        return false;
    *value = number;
    return true;
}

const char *text_grouped(double value, char text[TEXT_GROUPED]) {
    char digits[24];
    int length = snprintf(digits, sizeof digits, "%.0f", value >= 0 && value < 1e15 ? value : 0), at = 0;
    for (int i = 0; i < length; i++) {
        if (i > 0 && (length - i) % 3 == 0)
            text[at++] = ' ';
        text[at++] = digits[i];
    }
    text[at] = 0;
    return text;
}
