// Orders of the observer, on their way to the jobs thread and back. A slot for each kind holds what waits; a task is
// counted by reference, once for the observer and once for whoever is to do it.
#include "task.h"

#include "shared.h"

static void release(Task *task) {
    if (!task || atomic_fetch_sub_explicit(&task->references, 1, memory_order_acq_rel) != 1)
        return;
    void *result = atomic_exchange(&task->result, NULL);
    if (result)
        task->type->free_result(result);
    task->type->destroy(task);
}

void task_init(Task *task, const TaskType *type, Live *live) {
    task->type = type;
    task->live = live;
    atomic_init(&task->references, 1);
    atomic_init(&task->cancelled, false);
    atomic_init(&task->ended, false);
    atomic_init(&task->progress, 0);
    atomic_init(&task->result, NULL);
}

Task *task_order(Task *task) {
    atomic_fetch_add_explicit(&task->references, 1, memory_order_relaxed);
    release(atomic_exchange(&task->live->task[task->type->kind], task));
    queue_nudge(&task->live->jobs);
    return task;
}

bool task_ended(const Task *task) {
    return atomic_load(&task->ended);
}

bool task_has_news(const Task *task) {
    return task && (atomic_load(&task->result) || task_ended(task));
}

void *task_take(Task *task) {
    return atomic_exchange(&task->result, NULL);
}

void task_cancel(Task *task) {
    if (task)
        atomic_store(&task->cancelled, true);
    release(task);
}

static bool is_unwanted(const Task *task) {
    return atomic_load(&task->cancelled) || atomic_load(&task->live->stop);
}

bool task_stops(const Task *task) {
    return is_unwanted(task) || atomic_load(&task->live->asked) > 0;
}

void task_publish(Task *task, void *result, double progress) {
    atomic_store(&task->progress, (float)progress);
    void *old = result ? atomic_exchange(&task->result, result) : NULL;
    if (old)
        task->type->free_result(old);
    queue_nudge(&task->live->requests);
}

// Back to where it waited, unless a newer order waits there by now.
static void put_back(Live *live, Task *task) {
    Task *none = NULL;
    if (!atomic_compare_exchange_strong(&live->task[task->type->kind], &none, task))
        release(task);
}

static void end(Task *task) {
    atomic_store(&task->ended, true);
    queue_nudge(&task->live->requests);
    release(task);
}

bool tasks_work(Live *live) {
    for (int i = 0; i < TASK_KINDS; i++) {
        Task *task = atomic_exchange(&live->task[i], NULL);
        if (!task)
            continue;
        bool done = false;
        while (!done && !task_stops(task))
            done = task->type->work(task);
        if (done)
            end(task);
        else if (is_unwanted(task))
            release(task);
        else
            put_back(live, task);
        return true;
    }
    return false;
}

void tasks_drop(Live *live) {
    for (int i = 0; i < TASK_KINDS; i++)
        release(atomic_exchange(&live->task[i], NULL));
}
