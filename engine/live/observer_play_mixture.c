// The mixture of Gaussians that the playground draws from: fitted along the axes of the codes, a round of expectation
// and maximisation at a time, begun from what the last fit said of the same images. On the observer's thread.
#include "observer_play.h"

// A fit begins with k-means in so many rounds; it may take more rounds than one that goes on from another.
enum { START_ROUNDS = 5, ROUNDS = 15, MORE_ROUNDS = 3, FEWEST_IMAGES = 8 };
#define SETTLED 3e-3 // nats an image

bool play_mixture_waits(const Observer *o) {
    const PlayRequest *request = &o->request.play;
    const PlayWork *w = o->play;
    return request->samples > 0 && request->source == PLAY_MIXTURE && w && w->codes && play_is_settled(w) &&
           !observer_same_tag(&w->mixture.tag, &w->axes_tag);
}

// (rows, axes) = (rows, units) · (axes, units)ᵀ
static void find_points(PlayWork *w) {
    int axes = w->axes.axes, units = w->axes.units;
    Team solo = team_solo();
    Gemm gemm = {.m = w->search.images,
                 .n = axes,
                 .k = units,
                 .a = w->search.codes,
                 .a_row = units,
                 .a_column = 1,
                 .b = w->axes.direction,
                 .b_row = 1,
                 .b_column = units,
                 .c = w->mixture.points,
                 .c_row = axes,
                 .scratch = w->search.scratch};
    if (axes > 0)
        kernels()->gemm(&solo, &gemm);
}

// Where all codes are the same, one component says it all.
static int components_for(const PlayWork *w) {
    int most = w->search.images / FEWEST_IMAGES;
    most = most < MIXTURE_COMPONENTS ? most : MIXTURE_COMPONENTS;
    return most < 1 || w->axes.axes == 0 ? 1 : most;
}

static void begin(PlayWork *w) {
    PlayMixture *m = &w->mixture;
    int components = components_for(w), rows = w->search.images;
    bool goes_on = m->rows == rows && m->fit.components == components;
    find_points(w);
    m->fit.size = w->axes.axes;
    m->fit.floor = m->fit.size > 0 ? 1e-6 * w->axes.total / m->fit.size : 0;
    m->fit.components = components;
    if (!goes_on)
        gaussian_mixture_start(&m->fit, m->points, rows, random_stream(3, RANDOM_OBSERVE), START_ROUNDS,
                               m->responsibility);
    m->rows = rows;
    m->rounds = goes_on ? MORE_ROUNDS : ROUNDS;
    m->round = 0;
    m->running = true;
}

void play_mixture_some(PlayWork *w) {
    PlayMixture *m = &w->mixture;
    if (w->search.images == 0) {
        m->tag = w->axes_tag; // there is nothing to fit, and nothing is drawn
        return;
    }
    if (!m->running) {
        begin(w);
        return;
    }
    gaussian_mixture_maximise(&m->fit, m->points, m->rows, m->responsibility);
    double likelihood = gaussian_mixture_expect(&m->fit, m->points, m->rows, m->responsibility);
    bool settled = m->round > 0 && likelihood - m->likelihood < SETTLED;
    m->likelihood = likelihood;
    if (!settled && ++m->round < m->rounds)
        return;
    m->running = false;
    m->tag = w->axes_tag;
}
