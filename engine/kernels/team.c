// Teams on OpenMP, with a barrier of our own: libgomp's loses a scheduler slice whenever a member has to share its
// core, since it spins for long. Ours spins about as long as the last item of a member takes and then sleeps; where
// there are fewer cores than members it sleeps almost at once.
#include "team.h"

#include "clock.h"
#include "kernels.h"

#include <sched.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#ifdef __linux__
#include <linux/futex.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>
#else
#include <pthread.h>
#endif

#ifdef _OPENMP
#include <omp.h>
#endif

enum { SPIN_PAUSES = 100, CACHE_LINE = 64, NAP_NANOSECONDS = 150000 };
#define SPIN_SECONDS 40e-6 // to sleep and wake takes about as long

// Each counter has a cache line of its own, so that taking items disturbs neither those who wait nor those who take
// others.
typedef struct TeamCounter {
    _Alignas(CACHE_LINE) atomic_int taken;
} TeamCounter;

struct TeamShared {
    TeamCounter share[TEAM_MAX]; // items taken of each member's share
    _Alignas(CACHE_LINE) atomic_int arrived;
    _Alignas(CACHE_LINE) atomic_uint phase;
    atomic_int sleepers;
    bool alone; // every member may have a core of its own
#ifndef __linux__
    pthread_mutex_t mutex;
    pthread_cond_t woken;
#endif
};

static void pause_briefly(void) {
#if defined(__x86_64__) || defined(__i386__)
    __builtin_ia32_pause();
#elif defined(__aarch64__)
    __asm__ __volatile__("yield");
#endif
}

#ifdef __linux__
// Where a member has a core of its own it looks up now and then: each time it lies down again the scheduler seeks work
// for the core, and may bring the member that is waited for there, if something else has taken its core away.
static void sleep_while(TeamShared *shared, unsigned phase) {
    static const struct timespec nap = {.tv_nsec = NAP_NANOSECONDS};
    syscall(SYS_futex, &shared->phase, FUTEX_WAIT_PRIVATE, phase, shared->alone ? &nap : NULL, NULL, 0);
}

static void wake_all(TeamShared *shared) {
    syscall(SYS_futex, &shared->phase, FUTEX_WAKE_PRIVATE, TEAM_MAX, NULL, NULL, 0);
}
#else
static void sleep_while(TeamShared *shared, unsigned phase) {
    pthread_mutex_lock(&shared->mutex);
    while (atomic_load(&shared->phase) == phase)
        pthread_cond_wait(&shared->woken, &shared->mutex);
    pthread_mutex_unlock(&shared->mutex);
}

static void wake_all(TeamShared *shared) {
    pthread_mutex_lock(&shared->mutex);
    pthread_cond_broadcast(&shared->woken);
    pthread_mutex_unlock(&shared->mutex);
}
#endif

static bool spin_until_changed(const TeamShared *shared, unsigned phase) {
    double until = shared->alone ? clock_seconds() + SPIN_SECONDS : 0;
    do
        for (int i = 0; i < SPIN_PAUSES; i++) {
            if (atomic_load_explicit(&shared->phase, memory_order_acquire) != phase)
                return true;
            pause_briefly();
        }
    while (shared->alone && clock_seconds() < until);
    return false;
}

// Sleepers are counted before they look at the phase again, and the phase changes before sleepers are counted: with
// sequential consistency at least one side sees the other, so no wake-up is lost and none is sent in vain.
static void wait_for_phase(TeamShared *shared, unsigned phase) {
    if (spin_until_changed(shared, phase))
        return;
    atomic_fetch_add(&shared->sleepers, 1);
    while (atomic_load(&shared->phase) == phase)
        sleep_while(shared, phase);
    atomic_fetch_sub(&shared->sleepers, 1);
}

Team team_solo(void) {
    return (Team){.rank = 0, .size = 1};
}

void team_barrier(Team *team) {
    team->taken = 0;
    if (team->size == 1)
        return;
    TeamShared *shared = team->shared;
    unsigned phase = atomic_load_explicit(&shared->phase, memory_order_relaxed);
    if (atomic_fetch_add_explicit(&shared->arrived, 1, memory_order_acq_rel) < team->size - 1) {
        wait_for_phase(shared, phase);
        return;
    }
    atomic_store_explicit(&shared->arrived, 0, memory_order_relaxed);
    for (int i = 0; i < team->size; i++)
        atomic_store_explicit(&shared->share[i].taken, 0, memory_order_relaxed);
    atomic_store(&shared->phase, phase + 1);
    if (atomic_load(&shared->sleepers) > 0)
        wake_all(shared);
}

int team_take(Team *team, int items) {
    if (team->size == 1)
        return team->taken < items ? team->taken++ : items;
    for (int i = 0; i < team->size; i++) {
        int owner = (team->rank + i) % team->size;
        int item = kernels_part(items, team->size, owner) +
                   atomic_fetch_add_explicit(&team->shared->share[owner].taken, 1, memory_order_relaxed);
        if (item < kernels_part(items, team->size, owner + 1))
            return item;
    }
    return items;
}

// Moments of weights whose gradient stays zero decay into numbers so small that the processor takes a hundred times as
// long for them. In a region they become zero instead; the caller's own setting comes back at the end.
#if defined(__x86_64__)
enum { FLUSH_TO_ZERO = 0x8040 }; // FTZ and DAZ

static unsigned flush_denormals(void) {
    unsigned before = __builtin_ia32_stmxcsr();
    __builtin_ia32_ldmxcsr(before | FLUSH_TO_ZERO);
    return before;
}

static void restore_denormals(unsigned before) {
    __builtin_ia32_ldmxcsr(before);
}
#elif defined(__aarch64__)
static uint64_t flush_denormals(void) {
    uint64_t before;
    __asm__ __volatile__("mrs %0, fpcr" : "=r"(before));
    __asm__ __volatile__("msr fpcr, %0" : : "r"(before | (UINT64_C(1) << 24)));
    return before;
}

static void restore_denormals(uint64_t before) {
    __asm__ __volatile__("msr fpcr, %0" : : "r"(before));
}
#else
static int flush_denormals(void) {
    return 0;
}

static void restore_denormals(int before) {
    (void)before;
}
#endif

static void run_member(Team team, void (*work)(Team *team, void *context), void *context) {
    __auto_type before = flush_denormals();
    work(&team, context);
    restore_denormals(before);
}

// Processors that this process may run on.
static int cores(void) {
    int count = 1;
#ifdef __linux__
    cpu_set_t allowed;
    if (sched_getaffinity(0, sizeof allowed, &allowed) == 0)
        count = CPU_COUNT(&allowed);
#endif
    return count;
}

static int within_limits(int threads) {
    return threads < 1 ? 1 : threads > TEAM_MAX ? TEAM_MAX : threads;
}

void team_run(int threads, void (*work)(Team *team, void *context), void *context) {
    TeamShared shared;
    memset(&shared, 0, sizeof shared);
    shared.alone = threads <= cores();
#ifndef __linux__
    pthread_mutex_init(&shared.mutex, NULL);
    pthread_cond_init(&shared.woken, NULL);
#endif
#ifdef _OPENMP
#pragma omp parallel num_threads(within_limits(threads))
    {
        run_member((Team){.rank = omp_get_thread_num(), .size = omp_get_num_threads(), .shared = &shared}, work,
                   context);
    }
#else
    (void)threads;
    run_member(team_solo(), work, context);
#endif
#ifndef __linux__
    pthread_cond_destroy(&shared.woken);
    pthread_mutex_destroy(&shared.mutex);
#endif
}

int team_default_size(void) {
    const char *wish = getenv("OMP_NUM_THREADS");
    int count = wish ? atoi(wish) : 0; // "4,2" names nested levels; the first is ours
    return within_limits(count < 1 ? cores() : count);
}
