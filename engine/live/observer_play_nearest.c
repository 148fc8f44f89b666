// The training images nearest to the playground's, in pixels and in code: exact, in slices, of one image and one
// snapshot. In code they are looked at in a random order, so that the nearest so far are near ones soon. On the
// observer's thread.
#include "observer_play.h"

#include "clock.h"
#include "nearest.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { PIXELS_AT_ONCE = 256, FEWEST = 1024 };
// Of encoding: about a second of a core, and so much that a search does not take minutes while training runs.
#define SEARCH_FLOPS 4e10
#define TRAINING_FLOPS 8e9

/// The image that is looked for.
typedef struct Sought {
    uint64_t run, generation, own, corruption_seed;
    Corruption corruption;
    int image, wanted;
} Sought;

struct PlaySearch {
    Subject subject;        // whose codes
    Sought sought;          // what `view` and all here is of
    ViewTag tag;            // of the search under way or done; run 0: none
    bool running, complete; // complete: one has been, for this image, so that the next is shown when it is
    Nearest pixels, codes;
    int pixels_next, next, total; // training images looked at; to be looked at in code
    Random order;
    real *code;    // (units)
    uint8_t *seen; // (C·H·W)
};

static void give_back(PlaySearch *s) {
    subject_finish(&s->subject);
    free(s->code);
    free(s->seen);
    *s = (PlaySearch){0};
}

static bool is_wanted(const Observer *o) {
    return o->request.play.wanted && o->request.play.nearest > 0;
}

static Sought sought_now(const Observer *o) {
    const PlayRequest *request = &o->request.play;
    const Snapshot *shown = o->shown.snapshot;
    return (Sought){.run = shown->run,
                    .generation = shown->generation,
                    .own = o->request.pinned.own,
                    .image = o->request.pinned.image,
                    .corruption = play_corruption(request),
                    .corruption_seed = request->corruption_seed,
                    .wanted = request->nearest < PLAY_NEAREST ? request->nearest : PLAY_NEAREST};
}

static bool is_same(const Sought *a, const Sought *b) {
    return a->run == b->run && a->generation == b->generation && a->own == b->own && a->image == b->image &&
           corruption_is_same(&a->corruption, &b->corruption) && a->corruption_seed == b->corruption_seed &&
           a->wanted == b->wanted;
}

static void forget(Observer *o) {
    PlayNearestView *view = &o->now.play_nearest;
    view->version += view->tag.run > 0;
    view->tag = (ViewTag){0};
    o->nearest->running = o->nearest->complete = false;
    o->nearest->tag = (ViewTag){0};
}

static void show(Observer *o) {
    if (!is_wanted(o)) {
        if (o->nearest && o->nearest->subject.snapshot) {
            forget(o);
            give_back(o->nearest);
        }
        return;
    }
    o->nearest = o->nearest ? o->nearest : calloc(1, sizeof *o->nearest);
    if (!o->nearest)
        return;
    PlaySearch *s = o->nearest;
    Sought now = sought_now(o);
    if (!is_same(&s->sought, &now)) {
        forget(o);
        s->pixels_next = 0;
        s->pixels = (Nearest){.wanted = now.wanted};
        s->sought = now;
    }
    if (o->request.past && s->tag.step != o->shown.snapshot->counters.step)
        s->running = false;
}

static bool take_memory(PlaySearch *s) {
    free(s->code);
    free(s->seen);
    s->code = malloc((size_t)shape_size(s->subject.net.code) * sizeof *s->code);
    s->seen = malloc((size_t)shape_size(s->subject.net.image));
    return s->code && s->seen;
}

// Training images that are looked at in code.
static int find_total(const Observer *o) {
    const Net *net = &o->shown.net;
    int train = o->shown.snapshot->data->train.count;
    double flops = atomic_load(&o->live->training) ? TRAINING_FLOPS : SEARCH_FLOPS;
    double most = flops / play_flops(net, 0, net->encoder_layers);
    most = most > FEWEST ? most : FEWEST;
    return most < train ? (int)most : train;
}

static bool begin(Observer *o) {
    PlaySearch *s = o->nearest;
    s->tag = observer_tag(o->shown.snapshot);
    if (!subject_take(&s->subject, o->shown.snapshot) || !take_memory(s) ||
        !play_encode(o, &s->subject, PLAY_PINNED, s->code, s->seen))
        return false;
    s->total = find_total(o);
    s->codes = (Nearest){.wanted = s->sought.wanted};
    s->next = 0;
    s->order = random_stream(4, RANDOM_OBSERVE);
    s->running = true;
    return true;
}

static bool pixels_wait(const PlaySearch *s) {
    return s->pixels_next < s->subject.snapshot->data->train.count;
}

static void compare_pixels(PlaySearch *s) {
    const Images *train = &s->subject.snapshot->data->train;
    int size = images_size(train), left = train->count - s->pixels_next;
    int last = s->pixels_next + (left < PIXELS_AT_ONCE ? left : PIXELS_AT_ONCE);
    for (; s->pixels_next < last; s->pixels_next++)
        nearest_add(&s->pixels, s->pixels_next, nearest_bytes(s->seen, images_pixels(train, s->pixels_next), size));
}

static void compare_codes(PlaySearch *s) {
    const Subject *subject = &s->subject;
    ImageSource source = {.images = &subject->snapshot->data->train};
    int units = shape_size(subject->net.code), index[OBSERVER_ROWS];
    int left = s->total - s->next, count = left < OBSERVER_ROWS ? left : OBSERVER_ROWS;
    for (int i = 0; i < count; i++)
        index[i] = (int)random_permute(s->order, (uint32_t)source.images->count, (uint32_t)(s->next + i));
    score_encode(&subject->net, &subject->pass, &source, index, count);
    const real *codes = net_code(&subject->net, &subject->pass);
    for (int i = 0; i < count; i++)
        nearest_add(&s->codes, index[i], nearest_reals(s->code, codes + (size_t)i * (size_t)units, units));
    s->next += count;
}

// One kind: numbers, classes, distances and pictures of the first `count`.
static void put(const Nearest *found, const Images *train, int count, double scale, int *image, int *label,
                float *distance, uint8_t *pictures) {
    size_t size = (size_t)images_size(train);
    for (int i = 0; i < count; i++) {
        image[i] = found->index[i];
        label[i] = train->labels ? train->labels[image[i]] : -1;
        distance[i] = (float)(scale * sqrt(found->square[i]));
        memcpy(pictures + (size_t)i * size, images_pixels(train, image[i]), size);
    }
}

static void publish(Observer *o) {
    const PlaySearch *s = o->nearest;
    PlayNearestView *view = &o->now.play_nearest;
    const Images *train = &s->subject.snapshot->data->train;
    int count = s->codes.count < s->pixels.count ? s->codes.count : s->pixels.count;
    size_t bytes = (size_t)count * (size_t)images_size(train);
    view->version++;
    view->tag = (ViewTag){0};
    if (!view_array_bytes(&view->code_pictures, bytes) || !view_array_bytes(&view->pixel_pictures, bytes))
        return;
    put(&s->codes, train, count, 1, view->by_code, view->code_label, view->code_distance, view->code_pictures.bytes);
    put(&s->pixels, train, count, 1 / 255.0, view->by_pixels, view->pixel_label, view->pixel_distance,
        view->pixel_pictures.bytes);
    view->images = count;
    view->searched = s->next;
    view->total = s->total;
    view->pixels_searched = s->pixels_next;
    view->pixels_total = train->count;
    view->channels = train->channels;
    view->height = train->height;
    view->width = train->width;
    view->own = s->sought.own;
    view->image = s->sought.own ? -1 : s->sought.image;
    view->tag = s->tag;
}

static void work(Observer *o, double seconds) {
    PlaySearch *s = o->nearest;
    double start = clock_seconds();
    if (!s->running && !begin(o))
        return;
    do {
        if (pixels_wait(s) && s->next > 0) // some in code first, so that there is something of either kind
            compare_pixels(s);
        else
            compare_codes(s);
        s->running = s->next < s->total || pixels_wait(s);
    } while (s->running && clock_seconds() - start < seconds);
    s->complete |= !s->running;
    o->news |= !s->running;
    if (!s->running || !s->complete)
        publish(o);
}

static bool waits(const Observer *o) {
    const PlaySearch *s = o->nearest;
    if (!is_wanted(o) || !s)
        return false;
    ViewTag tag = observer_tag(o->shown.snapshot);
    return s->running || !observer_same_tag(&s->tag, &tag) || (s->next > 0 && s->total < find_total(o));
}

static bool bare(const Observer *o) {
    return o->now.play_nearest.tag.run == 0;
}

static void finish(Observer *o) {
    if (o->nearest)
        give_back(o->nearest);
    free(o->nearest);
}

const ObserverPart observer_play_nearest = {.show = show, .waits = waits, .bare = bare, .work = work, .finish = finish};
