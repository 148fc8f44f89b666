// Codes of test images for the latent map, in slices, of one snapshot until they are complete: encoded, fitted with a
// plane, and turned towards the map before. On the observer's thread.
#include "observer_latent.h"

#include "activations.h"
#include "clock.h"

#include <stdlib.h>

// Operations of the images that go forward at once, so that a large net's are no longer than a slice; and values of a
// map's codes, 64 MB of them.
#define STEP_FLOPS 1e8
enum { MOST_VALUES = 1 << 24 };
#define CALM 0.1    // of the budget for the other views' newer steps,
#define POINTED 0.3 // and where something on the map is one of them
#define HEAVY_FLOPS                                                                                                    \
    5e7 // of an image: the memory of such a net is given back when nobody looks; building others anew costs more
#define FIRST_FLOPS 4e9 // by net_flops, that the first map of a run may take: somebody waits for it

static int count_of(const Observer *o) {
    const Snapshot *snapshot = o->shown.snapshot;
    int images = snapshot->data->test.count, wish = o->request.latent.images;
    int most = MOST_VALUES / shape_size(o->shown.net.code);
    wish = wish < LATENT_IMAGES ? wish : LATENT_IMAGES;
    wish = wish < most ? wish : most;
    wish = wish < images ? wish : images;
    double first = FIRST_FLOPS / net_flops(&o->shown.net);
    if (!latent_is_known(o) && atomic_load(&o->live->training) && first < wish)
        wish = first > SUBJECT_ROWS ? (int)first : SUBJECT_ROWS;
    return wish > 0 ? wish : 0;
}

// While points move nobody sees where they lie to the fourth digit; where they stay, they lie where the net puts them.
static bool is_still(const Observer *o) {
    return o->request.past || !atomic_load(&o->live->training);
}

static void begin(Observer *o) {
    Latent *l = o->latent;
    LatentCodes *codes = &l->making;
    const Snapshot *snapshot = o->shown.snapshot;
    int images = count_of(o), all = snapshot->data->test.count, units = shape_size(o->shown.net.code);
    if (images < 1 || !latent_take(&l->subject, snapshot, units == 1, !is_still(o)) ||
        !latent_codes_init(codes, images, units))
        return;
    for (int i = 0; i < images; i++)
        codes->index[i] = kernels_part(all, images, i);
    dataset_release(codes->data);
    codes->data = dataset_retain(snapshot->data);
    codes->tag = observer_tag(snapshot);
    codes->suffered = snapshot->spec.corruption;
    codes->exact = !l->subject.narrow.ready;
    l->stage = LATENT_ENCODING;
    l->next = 0;
    l->begun = clock_seconds();
}

static int rows_of(const Subject *subject) {
    double rows = STEP_FLOPS / net_flops(&subject->net);
    return rows < 1 ? 1 : rows > subject->pass.capacity ? subject->pass.capacity : (int)rows;
}

// What lies along one unit alone needs the error for its other side.
static void encode_rows(Latent *l, int count) {
    LatentCodes *codes = &l->making;
    const Subject *subject = &l->subject;
    size_t units = (size_t)codes->units;
    if (codes->error) {
        Score score[SUBJECT_ROWS];
        score_forward(&subject->net, &subject->pass, &subject->source, codes->index + l->next, 0, 0, count, 0);
        score_rows(&subject->net, &subject->pass, subject->snapshot->spec.loss, 0, count, score, NULL);
        for (int i = 0; i < count; i++)
            activations_finite(&score[i].squared_error, 1, &codes->error[l->next + i]);
    } else {
        subject_encode(subject, codes->index + l->next, count);
    }
    activations_finite(net_code(&subject->net, &subject->pass), (size_t)count * units,
                       codes->codes + (size_t)l->next * units);
    l->next += count;
}

static bool encode_some(Latent *l) {
    int left = l->making.images - l->next, rows = rows_of(&l->subject);
    encode_rows(l, left < rows ? left : rows);
    return l->next == l->making.images;
}

static void complete(Observer *o) {
    Latent *l = o->latent;
    if (l->stage == LATENT_PLACING)
        latent_align(o);
    LatentCodes swap = l->known;
    l->known = l->making;
    l->making = swap;
    l->stage = LATENT_IDLE;
    l->fresh = true;
    latent_lay_out(o);
    o->news = true;
}

static void advance(Observer *o) {
    Latent *l = o->latent;
    if (l->stage == LATENT_ENCODING && encode_some(l)) {
        if (l->making.units > 2)
            latent_fit_begin(l);
        else
            complete(o);
    } else if (l->stage == LATENT_FITTING && code_pca_some(&l->pca)) {
        latent_place_begin(l);
    } else if (l->stage == LATENT_PLACING && latent_place_some(l)) {
        complete(o);
    }
}

static bool is_due(const Observer *o) {
    const LatentCodes *known = &o->latent->known;
    ViewTag tag = observer_tag(o->shown.snapshot);
    bool fits = known->images == count_of(o) && (known->exact || !is_still(o)) &&
                observer_same_tag(&known->tag, &tag) &&
                corruption_is_same(&known->suffered, &o->shown.snapshot->spec.corruption);
    bool rests = latent_is_known(o) && known->images == count_of(o) && atomic_load(&o->live->training) &&
                 clock_seconds() - o->latent->begun < BUDGET_FOLLOWS;
    return !fits && !rests && count_of(o) > 0;
}

static bool waits(const Observer *o) {
    return o->latent && o->request.latent.wanted &&
           (o->latent->stage != LATENT_IDLE || is_due(o) || !latent_is_laid_out(o));
}

static void work(Observer *o, double seconds) {
    Latent *l = o->latent;
    double start = clock_seconds();
    if (!latent_is_laid_out(o)) {
        latent_lay_out(o);
        o->news = true;
    }
    if (l->stage == LATENT_IDLE && is_due(o))
        begin(o);
    while (l->stage != LATENT_IDLE && clock_seconds() - start < seconds)
        advance(o);
}

static bool bare(const Observer *o) {
    return !latent_is_known(o) || !o->latent->fresh;
}

// As for the gradient: what is under way is finished though training has gone on, but not where it is of another run,
// of a moment that is not looked back to any more, or of as many images as nobody wants now.
static bool is_lost(const Observer *o) {
    const LatentCodes *making = &o->latent->making;
    ViewTag tag = observer_tag(o->shown.snapshot);
    return making->tag.run != tag.run || making->tag.generation != tag.generation || making->images != count_of(o) ||
           (o->request.past && making->tag.step != tag.step);
}

// The points stay when nobody looks, so that the map is where it was when somebody does again; but not those of data
// that is not in use any more.
static void rest(Latent *l, const Snapshot *shown) {
    if (l->subject.snapshot && net_flops(&l->subject.net) > HEAVY_FLOPS)
        subject_finish(&l->subject);
    latent_codes_finish(&l->making);
    code_pca_finish(&l->pca);
    l->stage = LATENT_IDLE;
    l->fresh = false;
    if (l->known.data && l->known.data != shown->data)
        latent_codes_finish(&l->known);
}

static void show(Observer *o) {
    if (!o->latent && o->request.latent.wanted)
        o->latent = calloc(1, sizeof *o->latent);
    Latent *l = o->latent;
    if (!l)
        return;
    if (!o->request.latent.wanted) {
        rest(l, o->shown.snapshot);
        return;
    }
    if (l->stage != LATENT_IDLE && is_lost(o))
        l->stage = LATENT_IDLE;
    if (!latent_is_laid_out(o))
        latent_lay_out(o);
}

static void finish(Observer *o) {
    if (!o->latent)
        return;
    rest(o->latent, o->shown.snapshot);
    subject_finish(&o->latent->subject);
    latent_embedding_stop(&o->latent->embedding);
    free(o->latent->embedding.point.at);
    latent_codes_finish(&o->latent->known);
    latent_sheet_finish(&o->latent->strip);
    latent_sheet_finish(&o->latent->grid);
    free(o->latent->room.at);
    free(o->latent);
    o->latent = NULL;
}

// An embedding stays while training goes on, and errors as colours are the scoring's, but for those of one unit.
static bool moves(const Observer *o) {
    const LatentRequest *wish = &o->request.latent;
    bool embedded = wish->axes == LATENT_TSNE && o->latent && latent_is_embedded(o);
    bool scored = wish->color == LATENT_ERROR && shape_size(o->shown.net.code) > 1;
    return wish->wanted && !o->request.past && !embedded && !scored;
}

// Nothing on the map follows each step but what is pointed at.
static double moving(const Observer *o) {
    const LatentRequest *wish = &o->request.latent;
    bool follows = wish->decodes || wish->hovers || wish->strip > 0 || wish->columns > 0;
    return !moves(o) ? 1 : follows ? POINTED : CALM;
}

// Points that somebody sees move go before figures that are counted beside them, which go on all the same.
const ObserverPart observer_latent_codes = {
    .show = show, .waits = waits, .bare = bare, .work = work, .finish = finish, .slices = 6, .moving = moving};
