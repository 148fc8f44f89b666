// A team of threads inside one parallel region. Kernels and layers never open a region: they take a Team and do their
// share. A team of one needs no region and no synchronisation, which is what observers, jobs and most tests pass.
#ifndef HOURGLASS_TEAM_H
#define HOURGLASS_TEAM_H

typedef struct TeamShared TeamShared;

typedef struct Team {
    int rank, size;
    TeamShared *shared; // NULL for a team of one made by team_solo
    int taken;          // items a solo team has taken since its last barrier
} Team;

enum { TEAM_MAX = 256 };

/// A team of one.
Team team_solo(void);

/// Runs `work(team, context)` on `threads` threads (1 to TEAM_MAX) and returns when all have finished. This is the only
/// place that opens a parallel region; the calling thread is rank 0. Fewer threads may be given than asked for:
/// team->size tells. Without OpenMP the team has size 1. While `work` runs, numbers too small to be normalised count as
/// zero.
void team_run(int threads, void (*work)(Team *team, void *context), void *context);

/// Waits until every member has come here, and starts the item counter at 0 again. Everything written before the
/// barrier by any member is seen by all after it.
void team_barrier(Team *team);

/// One of 0 … items-1 that no member has taken since the last barrier, or `items` when there is none left; `items` is
/// the same for all. A member gets its own share first, so that what belongs to an item stays in its cache, and then
/// what others have left. Each item's result must not depend on who computes it; then the number of threads does not
/// change a bit of the result.
int team_take(Team *team, int items);

/// Threads to use when the user names none: OMP_NUM_THREADS if set, else the processors this process may run on.
int team_default_size(void);

#endif
