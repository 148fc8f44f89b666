// The message queue. The mutex is held for no longer than a copy of one message.
#include "queue.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

bool queue_init(Queue *queue, int capacity, size_t size, Error *error) {
    *queue = (Queue){.size = size, .capacity = capacity};
    queue->messages = calloc((size_t)capacity, size);
    if (!queue->messages)
        return error_memory(error, "a queue");
    pthread_condattr_t attributes;
    pthread_condattr_init(&attributes);
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
    pthread_mutex_init(&queue->mutex, NULL);
    pthread_cond_init(&queue->filled, &attributes);
    pthread_condattr_destroy(&attributes);
    return true;
}

void queue_finish(Queue *queue) {
    if (!queue->messages)
        return;
    pthread_cond_destroy(&queue->filled);
    pthread_mutex_destroy(&queue->mutex);
    free(queue->messages);
    queue->messages = NULL;
}

static unsigned char *place(Queue *queue, int number) {
    return queue->messages + (size_t)((queue->first + number) % queue->capacity) * queue->size;
}

bool queue_send(Queue *queue, const void *message, bool (*replaces)(const void *waiting, const void *message)) {
    pthread_mutex_lock(&queue->mutex);
    bool over = queue->count > 0 && replaces && replaces(place(queue, queue->count - 1), message);
    bool ok = !queue->closed && (over || queue->count < queue->capacity);
    if (ok) {
        queue->count += !over;
        memcpy(place(queue, queue->count - 1), message, queue->size);
        pthread_cond_signal(&queue->filled);
    }
    pthread_mutex_unlock(&queue->mutex);
    return ok;
}

static struct timespec moment_in(double seconds) {
    struct timespec moment;
    clock_gettime(CLOCK_MONOTONIC, &moment);
    double whole = floor(seconds);
    moment.tv_sec += (time_t)whole;
    moment.tv_nsec += (long)((seconds - whole) * 1e9);
    if (moment.tv_nsec >= 1000000000L) {
        moment.tv_sec++;
        moment.tv_nsec -= 1000000000L;
    }
    return moment;
}

bool queue_take(Queue *queue, void *message, double seconds) {
    struct timespec until = moment_in(seconds > 0 ? seconds : 0);
    pthread_mutex_lock(&queue->mutex);
    bool late = false;
    while (queue->count == 0 && !queue->closed && !queue->nudged && seconds != 0 && !late)
        late = (seconds < 0 ? pthread_cond_wait(&queue->filled, &queue->mutex)
                            : pthread_cond_timedwait(&queue->filled, &queue->mutex, &until)) != 0;
    bool ok = queue->count > 0;
    queue->nudged = false;
    if (ok) {
        memcpy(message, place(queue, 0), queue->size);
        queue->first = (queue->first + 1) % queue->capacity;
        queue->count--;
    }
    pthread_mutex_unlock(&queue->mutex);
    return ok;
}

void queue_nudge(Queue *queue) {
    pthread_mutex_lock(&queue->mutex);
    queue->nudged = true;
    pthread_cond_signal(&queue->filled);
    pthread_mutex_unlock(&queue->mutex);
}

void queue_close(Queue *queue) {
    pthread_mutex_lock(&queue->mutex);
    queue->closed = true;
    pthread_cond_broadcast(&queue->filled);
    pthread_mutex_unlock(&queue->mutex);
}

bool queue_is_closed(Queue *queue) {
    pthread_mutex_lock(&queue->mutex);
    bool closed = queue->closed;
    pthread_mutex_unlock(&queue->mutex);
    return closed;
}
