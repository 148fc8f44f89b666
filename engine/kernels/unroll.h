// Words for the compiler, in which loops over registers are written.
#ifndef HOURGLASS_UNROLL_H
#define HOURGLASS_UNROLL_H

#define INLINE inline __attribute__((always_inline))

// Registers can hold a tile only if every loop over it is unrolled; the two compilers are told in different words.
#ifdef __clang__
#define UNROLL _Pragma("clang loop unroll(full)")
#else
#define UNROLL _Pragma("GCC unroll 32")
#endif

#endif
