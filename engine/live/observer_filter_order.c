// The order of the rows of weights on screen. On the observer's thread.
#include "observer.h"

#include "clock.h"

#include <math.h>
#include <stdlib.h>

// An order that changed with every snapshot could not be looked at.
#define KEPT_SECONDS 2.0

typedef struct Row {
    float key;
    int index;
} Row;

// Falling; what has no key comes last, the index decides between equals.
static int compare(const void *a, const void *b) {
    const Row *x = a, *y = b;
    bool known = !isnan(x->key), other = !isnan(y->key);
    if (known != other)
        return known ? -1 : 1;
    if (known && x->key != y->key)
        return x->key > y->key ? -1 : 1;
    return x->index - y->index;
}

static bool make_room(FilterOrder *order, int rows) {
    if (order->capacity >= rows)
        return true;
    free(order->rows);
    order->rows = malloc((size_t)rows * sizeof *order->rows);
    order->capacity = order->rows ? rows : 0;
    order->count = 0;
    return order->capacity > 0;
}

static void sort(FilterOrder *order, const float *keys, int keyed, int rows) {
    Row *list = malloc((size_t)rows * sizeof *list);
    for (int r = 0; list && r < rows; r++)
        list[r] = (Row){r < keyed ? keys[r] : NAN, r};
    if (list)
        qsort(list, (size_t)rows, sizeof *list, compare);
    for (int r = 0; r < rows; r++)
        order->rows[r] = list ? list[r].index : r;
    free(list);
}

// Whether the order there is may stay: while training runs, for a while; else as long as its numbers are the same.
static bool may_stay(const Observer *o, const FilterOrder *wanted) {
    const FilterOrder *order = &o->order;
    bool same = order->count == wanted->count && order->layer == wanted->layer && order->sort == wanted->sort &&
                order->show == wanted->show && order->tag.run == wanted->tag.run &&
                order->tag.generation == wanted->tag.generation;
    bool settled = observer_same_tag(&order->tag, &wanted->tag) || wanted->sort == FILTER_BY_INDEX;
    bool young = atomic_load(&o->live->training) && !o->request.past && clock_seconds() - order->made < KEPT_SECONDS;
    return same && (settled || young);
}

const int *observer_order(Observer *o, int layer, const float *norms) {
    const FiltersView *view = &o->now.filters;
    const Activity *activity = &o->activity;
    FilterOrder wanted = o->order;
    wanted.count = view->total;
    wanted.layer = layer;
    wanted.sort = view->sort;
    wanted.show = view->shown;
    wanted.tag = view->sort == FILTER_BY_ACTIVITY ? activity->tag
                 : view->shown == FILTER_GRADIENT ? view->gradient_tag
                                                  : view->tag;
    if (may_stay(o, &wanted))
        return o->order.rows;
    if (!make_room(&o->order, view->total))
        return NULL;
    wanted.rows = o->order.rows;
    wanted.capacity = o->order.capacity;
    wanted.made = clock_seconds();
    o->order = wanted;
    bool by_activity = view->sort == FILTER_BY_ACTIVITY;
    if (view->sort == FILTER_BY_INDEX)
        for (int r = 0; r < view->total; r++)
            o->order.rows[r] = r;
    else
        sort(&o->order, by_activity ? activity->means : norms, by_activity ? activity->of.units : view->total,
             view->total);
    return o->order.rows;
}
