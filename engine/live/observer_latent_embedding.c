// t-SNE of the latent map's codes: ordered from the jobs thread when somebody asks for it, and taken back while it
// settles, turned towards what is on screen. On the observer's thread.
#include "observer_latent.h"

#include "procrustes.h"

#include <stdlib.h>
#include <string.h>

static bool is_of_known(const Observer *o) {
    const Latent *l = o->latent;
    return latent_is_known(o) && l->embedding.tag.run == l->known.tag.run &&
           l->embedding.tag.generation == l->known.tag.generation;
}

bool latent_is_embedded(const Observer *o) {
    const Latent *l = o->latent;
    return is_of_known(o) && l->embedding.images == l->known.images && l->known.units > 1;
}

void latent_describe_embedding(const Observer *o, LatentMapView *view) {
    const LatentEmbedding *e = &o->latent->embedding;
    bool there = e->task || latent_is_embedded(o);
    view->embed = there ? e->asked : 0;
    view->embedding = e->task != NULL;
    view->progress = there ? e->progress : 0;
    view->embed_tag = there ? e->tag : (ViewTag){0};
    view->divergence = there ? e->divergence : 0;
}

void latent_embedding_stop(LatentEmbedding *e) {
    if (!e->task)
        return;
    task_cancel(e->task);
    e->task = NULL;
    e->version++;
}

// Asked for again, the map goes on from where its points lie; the first one begins with exaggeration, which finds the
// clusters.
static void order(Observer *o) {
    Latent *l = o->latent;
    LatentEmbedding *e = &l->embedding;
    const LatentCodes *known = &l->known;
    size_t count = (size_t)known->images * (size_t)known->units;
    TsneOptions options = {.seed = 1, .start = latent_is_embedded(o) ? e->point.floats : NULL};
    float *codes = malloc(count * sizeof *codes);
    latent_embedding_stop(e);
    e->asked = o->request.latent.embed;
    e->version++;
    if (!codes)
        return;
    memcpy(codes, known->codes, count * sizeof *codes);
    e->task = tsne_job_order(o->live, codes, known->images, known->units, &options, NULL);
    e->images = options.start ? e->images : 0;
    e->tag = known->tag;
    e->progress = e->divergence = 0;
}

// Turned towards the points on screen: those it had before, or PCA's.
static void align(Observer *o, float *positions, int images) {
    const Latent *l = o->latent;
    const float *to = latent_is_embedded(o) ? l->embedding.point.floats
                      : l->known.units > 2  ? l->known.point
                                            : o->now.latent.position.floats;
    if (!is_of_known(o) || l->known.images != images || o->now.latent.images != images)
        return;
    Procrustes turn = procrustes_find(positions, to, images, false);
    procrustes_apply(&turn, positions, images);
}

static void take(Observer *o) {
    LatentEmbedding *e = &o->latent->embedding;
    bool ended = task_ended(e->task);
    TsneMap *map = tsne_job_take(e->task);
    e->progress = atomic_load(&e->task->progress);
    if (map && (e->images == map->count || view_array_floats(&e->point, 2 * (size_t)map->count))) {
        align(o, map->positions, map->count);
        memcpy(e->point.floats, map->positions, 2 * (size_t)map->count * sizeof(float));
        e->images = map->count;
        e->divergence = (float)map->divergence;
    }
    free(map);
    e->version++;
    if (ended)
        latent_embedding_stop(e);
}

static bool is_asked(const Observer *o) {
    const LatentRequest *wish = &o->request.latent;
    return wish->embed != 0 && wish->embed != o->latent->embedding.asked && !wish->embed_cancel && latent_is_known(o) &&
           o->latent->known.units > 1 && o->now.latent.tag.run != 0;
}

static bool waits(const Observer *o) {
    return o->latent && o->request.latent.wanted && (is_asked(o) || task_has_news(o->latent->embedding.task));
}

static void work(Observer *o, double seconds) {
    (void)seconds;
    if (is_asked(o))
        order(o);
    else
        take(o);
    latent_lay_out(o);
    o->news = true;
}

// What was begun for another run, or is not looked at, is given up; a map that is there stays.
static void show(Observer *o) {
    if (!o->latent)
        return;
    LatentEmbedding *e = &o->latent->embedding;
    ViewTag tag = observer_tag(o->shown.snapshot);
    bool lost = e->tag.run != tag.run || e->tag.generation != tag.generation;
    if (!o->request.latent.wanted || o->request.latent.embed_cancel || lost)
        latent_embedding_stop(e);
    if (o->request.latent.wanted && o->latent->embedded != e->version && latent_is_known(o))
        latent_lay_out(o);
}

const ObserverPart observer_latent_embedding = {.show = show, .waits = waits, .work = work};
