// Test images chosen by their error, and what stands for PCA of them: the mean of both neighbours.
#include "sample_views.h"

#include <string.h>

static void sort_worst_first(const ReconstructionView *from, int place[VIEW_MAX_IMAGES]) {
    for (int i = 0; i < from->images; i++) {
        int to = i;
        for (; to > 0 && from->score[i].squared_error > from->score[place[to - 1]].squared_error; to--)
            place[to] = place[to - 1];
        place[to] = i;
    }
}

static void blur_across(const uint8_t *input, uint8_t *output) {
    for (int p = 0; p < SAMPLE_PIXELS; p++) {
        int left = p % SAMPLE_SIDE > 0 ? input[p - 1] : 0, right = p % SAMPLE_SIDE < SAMPLE_SIDE - 1 ? input[p + 1] : 0;
        output[p] = (uint8_t)((left + input[p] + right) / 3);
    }
}

void sample_choice_fill(SampleViews *sample) {
    const ReconstructionView *from = &sample->views.reconstruction;
    ChoiceView *view = &sample->views.choice;
    int place[VIEW_MAX_IMAGES];
    *view = (ChoiceView){.shown = *from,
                         .order = ORDER_WORST,
                         .label = -1,
                         .total = 10000,
                         .scored = sample_tag(),
                         .components = 64,
                         .fitted = true,
                         .pca = {.bytes = sample->chosen_pca, .size = sizeof sample->chosen_pca}};
    view->shown.input = (ViewArray){.bytes = sample->chosen_input, .size = sizeof sample->chosen_input};
    view->shown.output = (ViewArray){.bytes = sample->chosen_output, .size = sizeof sample->chosen_output};
    sort_worst_first(from, place);
    for (int i = 0; i < from->images; i++) {
        size_t to = (size_t)i * SAMPLE_PIXELS, at = (size_t)place[i] * SAMPLE_PIXELS;
        memcpy(sample->chosen_input + to, from->input.bytes + at, SAMPLE_PIXELS);
        memcpy(sample->chosen_output + to, from->output.bytes + at, SAMPLE_PIXELS);
        blur_across(sample->chosen_input + to, sample->chosen_pca + to);
        view->shown.index[i] = from->index[place[i]];
        view->shown.label[i] = from->label[place[i]];
        view->shown.score[i] = from->score[place[i]];
        view->ready[i] = true;
        view->pca_error[i] = 7.84;
    }
}
