// Chooses the kernel table for this processor. Called once by main, before threads start.
#include "kernels.h"

#include "narrow.h"
#include "tables.h"

#include <stddef.h>
#include <string.h>

// The one mutable global of the program, written before any thread starts.
static const Kernels *chosen = &kernels_reference;

// Tables that were built and that this processor can run, best first.
static int usable(const Kernels *tables[KERNELS_MAX]) {
    int count = 0;
#ifndef HOURGLASS_DOUBLE
#if defined(KERNELS_PORTABLE_ONLY)
#elif defined(__x86_64__)
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl") &&
        __builtin_cpu_supports("avx512bw"))
        tables[count++] = &kernels_avx512;
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"))
        tables[count++] = &kernels_avx2;
#elif defined(__aarch64__)
    tables[count++] = &kernels_neon;
#endif
    tables[count++] = &kernels_portable;
#endif
    tables[count++] = &kernels_reference;
    return count;
}

const Kernels *kernels(void) {
    return chosen;
}

const Narrow *kernels_narrow(void) {
#if defined(__x86_64__) && !defined(KERNELS_PORTABLE_ONLY) && !defined(HOURGLASS_DOUBLE)
    if (chosen == &kernels_avx512 && __builtin_cpu_supports("avx512vnni"))
        return &narrow_avx512;
#endif
    return NULL;
}

bool kernels_choose(const char *name) {
    const Kernels *tables[KERNELS_MAX];
    int count = usable(tables);
    for (int i = 0; i < count; i++)
        if (!name || strcmp(tables[i]->name, name) == 0) {
            chosen = tables[i];
            return true;
        }
    return false;
}

int kernels_available(const char *names[KERNELS_MAX]) {
    const Kernels *tables[KERNELS_MAX];
    int count = usable(tables);
    for (int i = 0; i < count; i++)
        names[i] = tables[i]->name;
    return count;
}
