// Codes of some test images, sorted by class. On the observer's thread.
#include "observer.h"

#include <string.h>

// Test images evenly spread, then sorted by class; those of a class stay in their order.
static int choose_by_class(const Images *test, int wish, int index[VIEW_CODE_IMAGES]) {
    int count = wish < test->count ? wish : test->count, placed = 0;
    int classes = test->labels ? 256 : 1;
    for (int c = 0; c < classes && placed < count; c++)
        for (int i = 0; i < count; i++) {
            int image = kernels_part(test->count, count, i);
            if (!test->labels || test->labels[image] == c)
                index[placed++] = image;
        }
    return placed;
}

static void show(Observer *o) {
    CodeView *view = &o->now.code;
    const Subject *subject = &o->shown;
    const Images *test = &subject->snapshot->data->test;
    int wish = o->request.code_images < VIEW_CODE_IMAGES ? o->request.code_images : VIEW_CODE_IMAGES;
    size_t units = (size_t)shape_size(subject->net.code);
    if (wish < 1 || !view_array_floats(&view->codes, VIEW_CODE_IMAGES * units))
        return;
    view->version++;
    view->units = (int)units;
    view->images = choose_by_class(test, wish, view->index);
    for (int first = 0; first < view->images; first += OBSERVER_ROWS) {
        int rows = view->images - first < OBSERVER_ROWS ? view->images - first : OBSERVER_ROWS;
        score_encode(&subject->net, &subject->pass, &subject->source, view->index + first, rows);
        memcpy(view->codes.floats + (size_t)first * units, net_code(&subject->net, &subject->pass),
               (size_t)rows * units * sizeof(float));
    }
    view->codes.size = (size_t)view->images * units * sizeof(float);
    for (int i = 0; i < view->images; i++)
        view->label[i] = test->labels ? test->labels[view->index[i]] : -1;
    view->tag = observer_tag(subject->snapshot);
}

const ObserverPart observer_codes = {.show = show};
