// Strict reading of numbers: the whole text must be the number, and it must fit. And writing large ones so that they
// can be read.
#ifndef HOURGLASS_TEXT_H
#define HOURGLASS_TEXT_H

#include <stdbool.h>
#include <stdint.h>

/// Decimal integer within [low, high].
bool text_to_int(const char *text, int low, int high, int *value);

/// Decimal digits only, up to 2^64 - 1.
bool text_to_u64(const char *text, uint64_t *value);

/// A finite number in C's decimal or hexadecimal notation, with '.' whatever the locale.
bool text_to_double(const char *text, double *value);

enum { TEXT_GROUPED = 32 };

/// "12 345 678": the nearest whole number from 0 on, in groups of three. Returns `text`.
const char *text_grouped(double value, char text[TEXT_GROUPED]);

#endif
