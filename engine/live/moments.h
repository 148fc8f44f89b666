// The past of the runs looked at lately, and a film of it: one test image as each moment's network gives it back. On
// the observer's thread only.
#ifndef HOURGLASS_MOMENTS_H
#define HOURGLASS_MOMENTS_H

#include "history.h"

enum { MOMENTS_RUNS = 12, MOMENTS_BYTES = 96 << 20 }; // bytes for all of them

/// The history of one run on one line of steps, with its past on others (see lineage.h).
typedef struct RunMoments {
    uint64_t run, line, used;
    History history;
} RunMoments;

typedef struct Moments {
    RunMoments runs[MOMENTS_RUNS];
    uint64_t uses;
} Moments;

void moments_finish(Moments *moments);

/// The moments of the run and line that this snapshot belongs to, in place of those not used for longest if there are
/// none. Those of a line that has left another begin with what the other had until then.
RunMoments *moments_find(Moments *moments, const Snapshot *snapshot);

/// Keeps the snapshot if it is far enough from the last one of its history; of other runs as much goes as must.
void moments_keep(Moments *moments, const Snapshot *snapshot);

/// Pictures of one image at the moments of a history, found again by their steps. A zeroed one is ready for use.
typedef struct Film {
    uint64_t run, line;
    int image;
    size_t size; // bytes of a picture
    int count;
    uint64_t step[HISTORY_MAX];
    bool ready[HISTORY_MAX];
    uint8_t *pixels; // (HISTORY_MAX, size)
} Film;

void film_finish(Film *film);

/// Makes the film one of this image at this history's moments, keeping the pictures it has of them. False, with an
/// empty film, if memory is short.
bool film_follow(Film *film, const RunMoments *of, int image, size_t size);

static inline uint8_t *film_picture(const Film *film, int moment) {
    return film->pixels + (size_t)moment * film->size;
}

#endif
