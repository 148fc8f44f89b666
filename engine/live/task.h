// Slow work that the observer orders and the jobs thread does: t-SNE and the like. What it works on is the task's own
// (a copy, or a reference that is retained), what comes of it goes straight back to the observer; the trainer knows of
// neither. One task of a kind waits at most: a newer order replaces it.
//
// A new kind: a name in TaskKind; a file jobs_<kind>.c with a struct whose first member is its Task, a `work` that does
// some, calls task_publish now and then and looks at task_stops, and a `destroy` that gives back what the struct owns;
// a header jobs_<kind>.h with <kind>_order, which fills in the struct and hands it to task_order. The observer keeps
// the Task *, looks at task_has_news in the part's `waits`, takes with task_take, and lets go with task_cancel: when
// another snapshot is wanted, when nobody looks any more, and in the part's `finish`.
#ifndef HOURGLASS_TASK_H
#define HOURGLASS_TASK_H

#include "error.h"

#include <stdatomic.h>
#include <stdint.h>

typedef struct Live Live;
typedef struct Task Task;

typedef enum TaskKind { TASK_TSNE, TASK_FEATURES, TASK_KEPT_PCA, TASK_KINDS } TaskKind;

typedef struct TaskType {
    TaskKind kind;
    /// Works until the task is done or task_stops says so; it is called again, maybe later, as long as it returns
    /// false. Of a failure it leaves a sentence in task->error and returns true. On the jobs thread.
    bool (*work)(Task *task);
    /// Frees what the struct around the task owns, and the struct. On any thread.
    void (*destroy)(Task *task);
    /// Frees a result that nobody has taken. On any thread.
    void (*free_result)(void *result);
} TaskType;

struct Task {
    const TaskType *type;
    Live *live;
    Error error; // may be read once `ended`
    atomic_int references;
    atomic_bool cancelled, ended;
    _Atomic float progress; // 0 to 1
    _Atomic(void *) result; // the newest that has not been taken
};

/// Sets up the members above, with one reference for the caller. The rest of the struct is the caller's.
void task_init(Task *task, const TaskType *type, Live *live);

/// The observer's side. Orders the task and gives it back; it is the caller's until task_cancel.
Task *task_order(Task *task);
/// Whether there is a result to take, or the task has ended and should be let go of. False for NULL.
bool task_has_news(const Task *task);
/// Whether nothing more will come. Look at this first: what task_take gives after that is the last.
bool task_ended(const Task *task);
/// The newest result, which is the caller's now; NULL if there is none since the last one.
void *task_take(Task *task);
/// Lets go of the task, whether it has ended or not: an unfinished one stops soon. Takes NULL.
void task_cancel(Task *task);

/// The jobs thread's side. Whether `work` should return: the task is not wanted any more, or must let something go
/// first that the user has asked for.
bool task_stops(const Task *task);
/// Hands over a result, from malloc, instead of the last one if that has not been taken, and wakes the observer. NULL:
/// there is just progress to tell.
void task_publish(Task *task, void *result, double progress);

/// Of the handle: does a task that waits as far as it goes, false if there is none; drops those that wait.
bool tasks_work(Live *live);
void tasks_drop(Live *live);

#endif
