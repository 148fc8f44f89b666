// What the live threads share. Only files of this folder include it.
#ifndef HOURGLASS_SHARED_H
#define HOURGLASS_SHARED_H

#include "fitted_pca.h"
#include "live.h"
#include "mailbox.h"
#include "queue.h"
#include "snapshot.h"
#include "task.h"

typedef enum NoteKind {
    NOTE_COMMAND,
    NOTE_DATA_READY,
    NOTE_CHECKPOINT_READY,
    NOTE_PCA_READY,
    NOTE_PICTURE_READY,
    NOTE_TOLD,
    NOTE_JOB_FAILED
} NoteKind;

/// The trainer's inbox: commands from the interface, results from the jobs thread. Pointers change hands with the note.
typedef struct Note {
    NoteKind kind;
    LiveCommand command; // of a picture: the one it was asked for by
    Dataset *data;
    Checkpoint *checkpoint;
    FittedPca *pca;
    LivePicture *picture; // from malloc
    Error error;          // of a failed job, or what one has to tell
} Note;

typedef enum JobKind {
    JOB_LOAD_DATA,
    JOB_LOAD_CHECKPOINT,
    JOB_SAVE,
    JOB_SAVE_MODEL,
    JOB_EXPORT,
    JOB_PICTURE,
    JOB_PCA
} JobKind;

typedef struct Job {
    JobKind kind;
    char path[COMMAND_PATH];
    char text[COMMAND_TEXT]; // of a model file to save; which images to export
    Checkpoint *checkpoint;  // to save or export; owned by the job
    Dataset *data;           // for PCA and for an export; a reference of the job's own
    int components;          // for PCA
    ClassSet left_out;       // the same
    Images like;             // for a picture: the shape of the images it is fitted to
} Job;

enum { LIVE_NICE_TRAINER = 10, LIVE_NICE_JOBS = 15 }; // as in nice(1)
enum { INBOX = 64, JOBS = 16, REQUESTS = 4, LIVE_THREADS = 3 };

struct Live {
    LiveDesc desc;
    Queue inbox;    // Note, to the trainer
    Queue jobs;     // Job, to the jobs thread
    Queue requests; // ViewRequest, to the observer; the newest replaces what waits
    atomic_bool stop;
    atomic_int progress;              // percent of the pictures that the jobs thread has loaded, or -1
    atomic_int asked;                 // jobs waiting that a user asked for: PCA gives way to them
    atomic_bool training;             // the trainer is making steps: the observer keeps to its budget
    _Atomic(double) observed;         // CPU seconds that the observer has taken
    _Atomic(Snapshot *) newest;       // from trainer to observer
    _Atomic(Snapshot *) first;        // the beginning of a run, where the observer was too late for it
    _Atomic(FittedPca *) pca;         // the same: of the data in use, where the observer does not have it yet
    _Atomic(Task *) task[TASK_KINDS]; // from observer to jobs thread: what waits
    Mailbox status, views;            // LiveStatus, Views, to the interface
    LiveStatus status_slot[MAILBOX_SLOTS];
    Views views_slot[MAILBOX_SLOTS];
    pthread_t thread[LIVE_THREADS]; // trainer, observer, jobs
    int started;                    // how many of them run
};

void *trainer_main(void *live);
void *observer_main(void *live);
void *jobs_main(void *live);

/// Tells the interface that there is something to read.
void live_wake(const Live *live);

/// Lets other threads go before the calling one. Where the system knows no such thing, nothing happens.
void live_yield(int nice);

/// Frees what a checkpoint owns and the checkpoint. Takes NULL.
void live_free_checkpoint(Checkpoint *checkpoint);

#endif
