// A mailbox holds the latest value only. Its three slots go round between one writer and one reader, neither of whom
// ever waits or sees a value half-written.
#ifndef HOURGLASS_MAILBOX_H
#define HOURGLASS_MAILBOX_H

#include <stdatomic.h>
#include <stdbool.h>

enum { MAILBOX_SLOTS = 3 };

typedef struct Mailbox {
    void *slot[MAILBOX_SLOTS];
    int writing, reading; // each touched by its own thread only
    atomic_int between;   // the third slot, with MAILBOX_FRESH while it has not been read
} Mailbox;

void mailbox_init(Mailbox *mailbox, void *slots[MAILBOX_SLOTS]);

/// The writer's slot: fill it in, then post it. What it holds before is some earlier value.
void *mailbox_slot(const Mailbox *mailbox);
void mailbox_post(Mailbox *mailbox);

/// The newest value posted; the same as before if there is no newer one. It is the reader's until the next call. Before
/// anything was posted it is the slot as it was given. *fresh (may be NULL) tells whether it is newer than at the last
/// call.
const void *mailbox_read(Mailbox *mailbox, bool *fresh);

/// True if something was posted since the last read.
bool mailbox_has_news(const Mailbox *mailbox);

#endif
