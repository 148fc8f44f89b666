// How a slider's number lies along its track, and how it is written and read. Plain arithmetic.
#include "widgets.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ZERO_SHARE 0.04 // of a logarithmic track that means 0
#define MORE_DIGITS 3   // shown where a typed number needs them

static double held(double value, double least, double most) {
    return !(value > least) ? least : value > most ? most : value;
}

static double zero_share(const UiSlider *slider) {
    return slider->zero ? ZERO_SHARE : 0;
}

double ui_slider_share(const UiSlider *slider, double value) {
    if (slider->logarithmic && slider->zero && !(value > 0))
        return 0;
    value = held(value, slider->least, slider->most);
    if (!slider->logarithmic)
        return (value - slider->least) / (slider->most - slider->least);
    double start = zero_share(slider);
    return start + (1 - start) * log(value / slider->least) / log(slider->most / slider->least);
}

/// To the digits that are shown, so that what is read is what is used.
static double rounded(const UiSlider *slider, double value) {
    char text[64];
    if (slider->whole)
        return round(value);
    snprintf(text, sizeof text, slider->exponent ? "%.*e" : "%.*f", slider->digits, value);
    return strtod(text, NULL);
}

double ui_slider_value(const UiSlider *slider, double share) {
    share = held(share, 0, 1);
    double start = zero_share(slider), value = slider->least + share * (slider->most - slider->least);
    if (slider->logarithmic) {
        if (share < start - 1e-9)
            return 0;
        value = slider->least * pow(slider->most / slider->least, (share - start) / (1 - start));
    }
    return held(rounded(slider, value), slider->least, slider->most);
}

bool ui_slider_read(const UiSlider *slider, const char *text, double *value) {
    char *end;
    double number = strtod(text, &end);
    if (end == text || strpbrk(text, "xX") || !isfinite(number))
        return false;
    end += strspn(end, " ");
    if (*end && slider->unit && strncmp(end, slider->unit, strlen(slider->unit)) == 0)
        end += strlen(slider->unit);
    end += strspn(end, " ");
    if (*end)
        return false;
    if (slider->whole)
        number = round(number);
    bool zero = slider->logarithmic && slider->zero && number <= 0;
    *value = zero ? 0 : held(number, slider->least, slider->most);
    return true;
}

/// 1.0e-03 becomes 1.0e-3, 2.0e+00 becomes 2.0e0.
static void shorten_exponent(char *text) {
    char *at = strchr(text, 'e');
    if (!at)
        return;
    at++;
    char *digits = at + (*at == '+' || *at == '-');
    char *kept = digits;
    while (kept[0] == '0' && kept[1])
        kept++;
    if (*at != '-')
        digits = at;
    memmove(digits, kept, strlen(kept) + 1);
}

void ui_slider_write(const UiSlider *slider, double value, char *text, size_t size) {
    char number[64];
    int digits = slider->whole ? 0 : slider->digits;
    bool zero = value == 0 && slider->exponent;
    for (int more = 0; more <= MORE_DIGITS; more++) {
        snprintf(number, sizeof number, slider->exponent && !zero ? "%.*e" : "%.*f", zero ? 0 : digits + more, value);
        if (slider->whole || fabs(strtod(number, NULL) - value) <= 1e-6 * fabs(value))
            break;
    }
    shorten_exponent(number);
    bool unit = slider->unit && slider->unit[0];
    snprintf(text, size, "%s%s%s", number, unit ? " " : "", unit ? slider->unit : "");
}
