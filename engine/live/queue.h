// A bounded queue of messages of one size between threads. Senders never wait: a full queue refuses.
#ifndef HOURGLASS_QUEUE_H
#define HOURGLASS_QUEUE_H

#include "error.h"

#include <pthread.h>
#include <stddef.h>

typedef struct Queue {
    pthread_mutex_t mutex;
    pthread_cond_t filled;
    unsigned char *messages; // (capacity, size)
    size_t size;
    int capacity, first, count;
    bool closed, nudged;
} Queue;

bool queue_init(Queue *queue, int capacity, size_t size, Error *error);
void queue_finish(Queue *queue); // no thread may use it any more

/// Appends a copy. If `replaces` is not NULL and says so of the newest waiting message, that one is overwritten
/// instead. False if the queue is full or closed.
bool queue_send(Queue *queue, const void *message, bool (*replaces)(const void *waiting, const void *message));

/// Takes the oldest message. Without one it returns false at once, or waits up to `seconds` (forever if negative) for a
/// message, a nudge or the end of the queue.
bool queue_take(Queue *queue, void *message, double seconds);

/// Makes a queue_take that waits, or the next one that would, return without a message: there is something else to look
/// at.
void queue_nudge(Queue *queue);

/// Wakes whoever waits; nothing more is accepted, what waits can still be taken.
void queue_close(Queue *queue);
bool queue_is_closed(Queue *queue);

#endif
