// A layer's line as the list of layers shows it: shorter than in the model file, the same words in the same order.
#include "panels.h"

#include <stdio.h>
#include <string.h>

static bool is_digit(char letter) {
    return letter >= '0' && letter <= '9';
}

// "3x3" with a proper sign between digits.
static void write_sides(const char *word, char *text, size_t size) {
    size_t used = 0;
    for (size_t i = 0; word[i] && used + 3 < size; i++) {
        bool cross = word[i] == 'x' && i > 0 && is_digit(word[i - 1]) && is_digit(word[i + 1]);
        if (cross)
            used += (size_t)snprintf(text + used, size - used, "×");
        else
            text[used++] = word[i];
    }
    text[used] = 0;
}

void panel_layer_label(const char *line, char *text, size_t size) {
    char copy[128], word[128], *rest = copy;
    size_t used = 0;
    bool transposed = strncmp(line, "conv_transpose", 14) == 0, stride = false;
    snprintf(copy, sizeof copy, "%s", line);
    *text = 0;
    for (char *at = strtok_r(copy, " ", &rest); at && used + 1 < size; at = strtok_r(NULL, " ", &rest)) {
        if (strcmp(at, "stride") == 0) {
            stride = true;
            continue;
        }
        write_sides(strcmp(at, "conv_transpose") == 0 ? "conv-T"
                    : strcmp(at, "max_pool") == 0     ? "max pool"
                                                      : at,
                    word, sizeof word);
        used += (size_t)snprintf(text + used, size - used, "%s%s%s", used ? " " : "",
                                 !stride      ? ""
                                 : transposed ? "×"
                                              : "/",
                                 word);
        stride = false;
    }
}
