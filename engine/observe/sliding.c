// A convolution by its definition, one place at a time: slow, and with nothing between the numbers shown and the sum.
#include "sliding.h"

#include <stddef.h>

bool sliding_under(const Sliding *s, int channel, int row, int column, int y, int x, float *value) {
    int input_row = sliding_start(s, row) + y, input_column = sliding_start(s, column) + x;
    bool inside = input_row >= 0 && input_row < s->height && input_column >= 0 && input_column < s->width;
    size_t place = inside ? ((size_t)channel * (size_t)s->height + (size_t)input_row) * (size_t)s->width : 0;
    *value = inside ? s->input[place + (size_t)input_column] : 0;
    return inside;
}

double sliding_channel_sum(const Sliding *s, int channel, int row, int column) {
    const float *weights = s->weights + (size_t)channel * (size_t)(s->kernel * s->kernel);
    double sum = 0;
    for (int i = 0; i < s->kernel * s->kernel; i++) {
        float value;
        if (sliding_under(s, channel, row, column, i / s->kernel, i % s->kernel, &value))
            sum += (double)value * (double)weights[i];
    }
    return sum;
}

double sliding_sum(const Sliding *s, int row, int column) {
    double sum = 0;
    for (int c = 0; c < s->channels; c++)
        sum += sliding_channel_sum(s, c, row, column);
    return sum;
}
