// The texts in a checkpoint's __metadata__ that say how a run was set up and where it stands. Writing and reading go by
// one table; a new setting is one line in it.
#ifndef HOURGLASS_CHECKPOINT_FIELDS_H
#define HOURGLASS_CHECKPOINT_FIELDS_H

#include "checkpoint.h"

#include <stddef.h>

/// Every file has the first CHECKPOINT_NEEDED; those after came later, and are zero where they are missing.
enum { CHECKPOINT_FIELDS = 22, CHECKPOINT_NEEDED = 19, CHECKPOINT_TEXT = RUN_MARKS_TEXT };

typedef struct CheckpointField CheckpointField;

/// `write` fills `text`; `read` takes what `write` made and refuses what no run can have.
struct CheckpointField {
    const char *key;
    void (*write)(const CheckpointField *field, const Checkpoint *checkpoint, char text[CHECKPOINT_TEXT]);
    bool (*read)(const CheckpointField *field, Checkpoint *checkpoint, const char *text);
    const char *expected; // what a value looks like, for errors
    size_t offset;        // in a Checkpoint
    size_t capacity;      // of a text, with its final zero
};

extern const CheckpointField checkpoint_fields[CHECKPOINT_FIELDS];

#endif
