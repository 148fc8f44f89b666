// Large pages of memory, where the system has them.
#ifndef HOURGLASS_PAGES_H
#define HOURGLASS_PAGES_H

#include <stddef.h>

/// Tells the system that this memory will be used as a whole, so that it may lie in large pages: what is then spread
/// over it is found sooner. Changes nothing else, and does nothing where the memory is small or the system has none.
void pages_use_large(void *memory, size_t bytes);

#endif
