// Round ticks. Called by the plots.
#include "axis.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static const double LEAST = 1e-12; // what a log axis shows at least

static double round_step(double range, int most) {
    double rough = range / most, power = pow(10, floor(log10(rough)));
    double share = rough / power;
    return power * (share <= 1 ? 1 : share <= 2 ? 2 : share <= 5 ? 5 : 10);
}

static bool is_whole_at(double value, int decimals) {
    double scaled = value * pow(10, decimals);
    return fabs(scaled - round(scaled)) < 1e-6 * fmax(fabs(scaled), 1);
}

// Adds a tick whose label has `decimals`; -1: as many as the value needs.
static void add(Axis *axis, double value, int decimals) {
    if (axis->count == AXIS_TICKS)
        return;
    axis->ticks[axis->count] = value;
    char *label = axis->labels[axis->count++];
    if (decimals < 0)
        for (decimals = 0; decimals < 6 && !is_whole_at(value, decimals);)
            decimals++;
    if (fabs(value) >= 1e7 || (value != 0 && fabs(value) < 1e-4) || decimals > 6)
        axis_number(value, 2, label, AXIS_LABEL);
    else if (decimals > 0)
        snprintf(label, AXIS_LABEL, "%.*f", decimals, value);
    else
        axis_number(round(value), 8, label, AXIS_LABEL);
}

static void linear_ticks(Axis *axis, double step, int most) {
    int decimals = step < 1 ? (int)ceil(-log10(step) - 1e-9) : 0;
    axis->count = 0;
    for (double k = ceil(axis->low / step - 1e-9); k * step <= axis->high + step * 1e-9 && axis->count < most; k++)
        add(axis, k == 0 ? 0 : k * step, decimals);
}

void axis_linear(Axis *axis, double low, double high, int most) {
    *axis = (Axis){0};
    if (!isfinite(low) || !isfinite(high) || low > high || fabs(low) > 1e30 || fabs(high) > 1e30) {
        low = 0;
        high = 1;
    }
    double least = fmax(fmax(fabs(low), fabs(high)) * 1e-6, 1e-9);
    if (high - low < least) {
        low -= least;
        high += least;
    }
    axis->low = low;
    axis->high = high;
    most = most < 2 ? 2 : most > AXIS_TICKS ? AXIS_TICKS : most;
    double step = round_step(high - low, most - 1);
    linear_ticks(axis, step, most);
    for (double finer = 2.5; axis->count < 2 && finer <= 10; finer *= 2) // the next round steps
        linear_ticks(axis, round_step(step / finer, 1), AXIS_TICKS);
}

static int ticks_between(double low, double high, const double *factors, int factor_count, Axis *axis) {
    int count = 0;
    for (int power = (int)floor(log10(low)); power <= (int)ceil(log10(high)); power++)
        for (int i = 0; i < factor_count; i++) {
            double value = factors[i] * pow(10, power);
            if (value < low * (1 - 1e-9) || value > high * (1 + 1e-9))
                continue;
            count++;
            if (axis)
                add(axis, value, -1);
        }
    return count;
}

static void powers_apart(Axis *axis, int most) {
    int first = (int)ceil(log10(axis->low) - 1e-9), last = (int)floor(log10(axis->high) + 1e-9);
    int step = (last - first) / most + 1;
    for (int power = first; power <= last && axis->count < most; power += step)
        add(axis, pow(10, power), -1);
}

void axis_logarithmic(Axis *axis, double low, double high, int most) {
    static const double FACTORS[] = {1, 2, 5}, EVERY[] = {1, 1.5, 2, 2.5, 3, 4, 5, 6, 7, 8, 9};
    if (!isfinite(high) || high <= 0)
        high = 1;
    if (!isfinite(low) || low <= 0 || low > high)
        low = high / 1000;
    low = fmin(fmax(low, LEAST), 1e29);
    high = fmax(fmin(high, 1e30), low * 1.05);
    most = most < 2 ? 2 : most > AXIS_TICKS ? AXIS_TICKS : most;
    if (ticks_between(low, high, EVERY, 11, NULL) < 2) { // a narrow range is nearly straight: round steps serve it
        axis_linear(axis, low, high, most);
        axis->logarithmic = true;
        return;
    }
    *axis = (Axis){.low = low, .high = high, .logarithmic = true};
    if (ticks_between(low, high, FACTORS, 1, NULL) > most / 2)
        powers_apart(axis, most);
    else if (ticks_between(low, high, FACTORS, 3, NULL) >= 2)
        ticks_between(low, high, FACTORS, 3, axis);
    else
        ticks_between(low, high, EVERY, 11, axis);
}

double axis_place(const Axis *axis, double value) {
    double place;
    if (!axis->logarithmic)
        place = (value - axis->low) / (axis->high - axis->low);
    else if (value > axis->low)
        place = log(value / axis->low) / log(axis->high / axis->low);
    else
        return 0;
    return place > 0 ? fmin(place, 1) : 0;
}

double axis_value(const Axis *axis, double place) {
    place = fmin(fmax(place, 0), 1);
    if (axis->logarithmic)
        return axis->low * pow(axis->high / axis->low, place);
    return axis->low + place * (axis->high - axis->low);
}

// "1.0e-05" -> "1.0e-5"
static void shorten_exponent(char *text) {
    char *e = strchr(text, 'e');
    if (!e)
        return;
    char *to = e + 1, *from = e + 1;
    if (*from == '-')
        *to++ = *from++;
    from += strspn(from, "+0");
    memmove(to, from, strlen(from) + 1);
}

// Puts a narrow space between thousands of a whole number.
static void group_thousands(double value, char *text, size_t size) {
    char digits[16];
    int length = snprintf(digits, sizeof digits, "%.0f", fabs(value));
    size_t used = 0;
    if (value < 0 && used + 1 < size)
        text[used++] = '-';
    for (int i = 0; i < length && used + 2 < size; i++) {
        if (i > 0 && (length - i) % 3 == 0 && length > 4)
            text[used++] = ' ';
        text[used++] = digits[i];
    }
    text[used] = 0;
}

void axis_number(double value, int digits, char *text, size_t size) {
    double magnitude = fabs(value);
    digits = digits < 1 ? 1 : digits > 8 ? 8 : digits;
    if (!isfinite(value)) {
        snprintf(text, size, "–");
    } else if (magnitude >= 1e7 || (magnitude > 0 && magnitude < 1e-3)) {
        snprintf(text, size, "%.*e", digits > 3 ? 2 : digits - 1, value);
        shorten_exponent(text);
    } else {
        int before = magnitude > 0 ? (int)floor(log10(magnitude)) + 1 : 1;
        int decimals = digits - before;
        if (decimals <= 0 || magnitude == floor(magnitude))
            group_thousands(value, text, size);
        else
            snprintf(text, size, "%.*f", decimals > 7 ? 7 : decimals, value);
    }
}

void axis_signed(double value, int digits, char *text, size_t size) {
    char plain[AXIS_LABEL];
    size_t used = 0;
    axis_number(value, digits, plain, sizeof plain);
    for (const char *at = plain; *at && used + 4 < size; at++)
        used += (size_t)snprintf(text + used, size - used, *at == '-' ? "−" : "%c", *at);
    text[used] = 0;
}
