// What all test images say of a unit: a pass of one snapshot over them, a few at a time. On the observer's thread.
#include "observer.h"

#include <string.h>

bool unit_count_begin(Observer *o) {
    UnitWork *work = &o->unit;
    const UnitPlace *place = &work->place;
    size_t images = (size_t)work->subject.snapshot->data->test.count;
    size_t values = place->plane > 1 ? OBSERVER_ROWS * (size_t)place->units : 0;
    arena_finish(&work->arena);
    work->column = arena_take(&work->arena, images, sizeof *work->column);
    work->order = arena_take(&work->arena, images, sizeof *work->order);
    work->scratch = arena_take(&work->arena, images, sizeof *work->scratch);
    work->values = arena_take(&work->arena, values, sizeof *work->values);
    work->next = 0;
    if (!unit_correlation_init(&work->correlation, place->units, &work->arena, NULL))
        return false;
    unit_correlation_begin(&work->correlation, place->unit);
    return true;
}

static void copy_images(const Images *test, const UnitImages *images, uint8_t *pixels, int *label) {
    size_t size = (size_t)images_size(test);
    for (int i = 0; i < images->count; i++) {
        memcpy(pixels + (size_t)i * size, images_pixels(test, images->image[i]), size);
        label[i] = test->labels ? test->labels[images->image[i]] : -1;
    }
}

static void show_images(UnitView *view, const Images *test) {
    size_t size = (size_t)images_size(test), count = (size_t)view->strongest.count + (size_t)view->spread.count;
    if (!view_array_bytes(&view->pictures, count * size)) {
        view->strongest.count = view->spread.count = 0;
        return;
    }
    copy_images(test, &view->strongest, view->pictures.bytes, view->strongest_label);
    copy_images(test, &view->spread, view->pictures.bytes + (size_t)view->strongest.count * size, view->spread_label);
}

static void end(Observer *o) {
    UnitWork *work = &o->unit;
    UnitView *view = &o->now.unit;
    const Dataset *data = work->subject.snapshot->data;
    const Images *test = &data->test;
    view->active =
        unit_card_images(work->column, test->count, work->order, work->scratch, &view->strongest, &view->spread);
    view->active_value = unit_card_active_value(work->column, test->count);
    view->undefined = unit_card_histogram(work->column, test->count, &view->histogram);
    view->classes = test->labels ? data->classes < VIEW_CLASSES ? data->classes : VIEW_CLASSES : 0;
    if (view->classes > 0)
        unit_card_class_means(work->column, test->labels, test->count, view->classes, view->class_mean,
                              view->class_images);
    unit_correlation_finish(&work->correlation, &view->correlated);
    show_images(view, test);
    view->counted = view->running;
}

bool unit_count_some(Observer *o) {
    UnitWork *work = &o->unit;
    const Subject *subject = &work->subject;
    const UnitPlace *place = &work->place;
    int left = subject->snapshot->data->test.count - work->next, count = left < OBSERVER_ROWS ? left : OBSERVER_ROWS;
    int index[OBSERVER_ROWS] = {0};
    for (int i = 0; i < count; i++)
        index[i] = work->next + i;
    score_layers(&subject->net, &subject->pass, &subject->source, index, count, place->layer + 1);
    const real *values = unit_place_values(&subject->pass, place, count, work->values);
    for (int i = 0; i < count; i++)
        work->column[work->next + i] = values[(size_t)i * (size_t)place->units + (size_t)place->unit];
    unit_correlation_add(&work->correlation, values, count);
    work->next += count;
    o->now.unit.scored = work->next;
    if (count < left)
        return false;
    end(o);
    return true;
}
