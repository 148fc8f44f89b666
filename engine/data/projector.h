// Codes as files for TensorBoard's Embedding Projector: what they are the codes of can be looked at there with other
// means than ours.
#ifndef HOURGLASS_PROJECTOR_H
#define HOURGLASS_PROJECTOR_H

#include "error.h"
#include "images.h"

#include <stdbool.h>

/// Writes pixels (height, width, 3) as a PNG file, atomically.
typedef bool (*ProjectorPng)(const char *path, const uint8_t *pixels, int width, int height, Error *error);

typedef struct Projector {
    const float *codes; // (count, units)
    int count, units;
    const Images *images;          // that the codes are of
    const int *index;              // (count) which; NULL: the first `count`
    const char (*class_names)[32]; // of images->labels; NULL without labels
} Projector;

enum { PROJECTOR_SPRITE = 8192 }; // most pixels of the sprite's side that browsers draw

/// Writes vectors.tsv (a row of numbers an image), metadata.tsv (its number and class), sprite.png (the images row by
/// row in a square, made smaller by a whole factor where it would be too large) and projector_config.pbtxt, which names
/// the three, into a folder, which is made if need be. Each file is written atomically.
bool projector_save(const char *folder, const Projector *projector, ProjectorPng png, Error *error);

#endif
