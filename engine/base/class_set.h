// Some of the classes of a data set, by number, as plain data that can be compared and kept with a run.
#ifndef HOURGLASS_CLASS_SET_H
#define HOURGLASS_CLASS_SET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { CLASS_SET_MAX = 256, CLASS_SET_TEXT = 1024 };

/// A zeroed set is empty.
typedef struct ClassSet {
    uint64_t bits[CLASS_SET_MAX / 64];
} ClassSet;

/// Whether a class is in the set; false for a number that no class has.
bool class_set_has(const ClassSet *set, int number);

/// Puts a class, 0 to CLASS_SET_MAX - 1, into the set or takes it out.
void class_set_put(ClassSet *set, int number, bool in);

int class_set_count(const ClassSet *set);
bool class_set_is_same(const ClassSet *a, const ClassSet *b);

/// "7,9", ascending; empty for an empty set. CLASS_SET_TEXT bytes hold the longest.
void class_set_write(const ClassSet *set, char *text, size_t size);

/// Reads numbers parted by commas, in any order; an empty text is an empty set. False, with the set as it was, for
/// anything else.
bool class_set_read(const char *text, ClassSet *set);

#endif
