// Ticks at round numbers, on a linear or a logarithmic scale, and numbers as text of steady width.
#ifndef HOURGLASS_AXIS_H
#define HOURGLASS_AXIS_H

#include <stdbool.h>
#include <stddef.h>

enum { AXIS_TICKS = 24, AXIS_LABEL = 24 };

typedef struct Axis {
    double low, high; // the range drawn; low < high, and 0 < low if logarithmic
    bool logarithmic;
    int count;
    double ticks[AXIS_TICKS];
    char labels[AXIS_TICKS][AXIS_LABEL];
} Axis;

/// About `most` ticks (2 … AXIS_TICKS), never fewer than 2, at 1, 2 or 5 times a power of ten. An empty or unusable
/// range is widened.
void axis_linear(Axis *axis, double low, double high, int most);

/// Ticks at powers of ten, with 2 and 5 times them where those alone are few. A range that is not above zero is
/// replaced.
void axis_logarithmic(Axis *axis, double low, double high, int most);

/// Where a value lies, 0 at the low end and 1 at the high end; the ends for values outside.
double axis_place(const Axis *axis, double value);

/// The value at a place from 0 to 1.
double axis_value(const Axis *axis, double place);

/// A number in at most 10 characters with about `digits` significant ones: "0.0116", "222.2", "402 448", "1.0e-5". What
/// is not finite is "–".
void axis_number(double value, int digits, char *text, size_t size);

/// The same with a real minus sign, for what stands by itself: the ends of a scale, a value under the mouse.
void axis_signed(double value, int digits, char *text, size_t size);

#endif
