// The jobs thread: slow work, one job at a time, away from training and from the window. Results go to the trainer.
#include "file.h"
#include "pca.h"
#include "picture.h"
#include "shared.h"

#include <stdlib.h>
#include <string.h>

#ifdef __linux__
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

// Linux keeps priorities by thread; a job takes what training leaves.
static void lower_priority(void) {
    setpriority(PRIO_PROCESS, (id_t)syscall(SYS_gettid), 10);
}
#else
static void lower_priority(void) {
}
#endif

static void tell(Live *live, Note *note) {
    // The trainer empties its inbox at every chunk; if it is full the job waits for it, as nobody waits for the job.
    while (!queue_send(&live->inbox, note, NULL)) {
        if (atomic_load(&live->stop)) {
            dataset_release(note->data);
            live_free_checkpoint(note->checkpoint);
            free(note->pca);
            free(note->picture);
            return;
        }
        struct timespec pause = {.tv_nsec = 1000000};
        nanosleep(&pause, NULL);
    }
}

static bool is_stopping(void *live) {
    return atomic_load(&((Live *)live)->stop);
}

// A whole percent at a time, so that the trainer is not kept from its work.
static void show_progress(void *context, double part) {
    Live *live = context;
    int percent = (int)(100 * part);
    if (atomic_exchange(&live->progress, percent) != percent)
        queue_nudge(&live->inbox);
}

static Dataset *open_data(Live *live, const char *id_or_path, Error *error) {
    DatasetOptions options = {
        .decode = live->desc.decode, .progress = show_progress, .cancelled = is_stopping, .context = live};
    Dataset *data = dataset_open(id_or_path, &options, error);
    atomic_store(&live->progress, -1);
    return data;
}

static void load_data(Live *live, const Job *job, Note *note) {
    note->data = open_data(live, job->path, &note->error);
    note->kind = note->data ? NOTE_DATA_READY : NOTE_JOB_FAILED;
}

static void load_checkpoint(Live *live, const Job *job, Note *note) {
    Checkpoint *checkpoint = calloc(1, sizeof *checkpoint);
    bool ok =
        checkpoint ? checkpoint_load(job->path, checkpoint, &note->error) : error_memory(&note->error, "a checkpoint");
    // The run needs its data set; the one it was trained on comes along with it.
    if (ok)
        note->data = open_data(live, checkpoint->settings.data, &note->error);
    if (ok && note->data) {
        note->kind = NOTE_CHECKPOINT_READY;
        note->checkpoint = checkpoint;
        return;
    }
    note->kind = NOTE_JOB_FAILED;
    if (ok)
        checkpoint_finish(checkpoint);
    free(checkpoint);
}

// The file's own name; the last characters of a name that is too long.
static void name_picture(const char *path, LivePicture *picture) {
    const char *name = file_base_name(path);
    size_t length = strlen(name), most = sizeof picture->name - 1;
    const char *from = name + (length > most ? length - most : 0);
    while (((unsigned char)*from & 0xc0) == 0x80) // not from the middle of a character
        from++;
    snprintf(picture->name, sizeof picture->name, "%s", from);
}

static bool read_picture(const Live *live, const Job *job, LivePicture *picture, Error *reason) {
    ImageSize size;
    if (!live->desc.decode)
        return error_set(reason, "pictures cannot be decoded here");
    if (!image_size_read(job->path, &size, reason) ||
        !picture_read(job->path, &size, live->desc.decode, &job->like, picture->pixels, reason))
        return false;
    picture->channels = job->like.channels;
    picture->height = job->like.height;
    picture->width = job->like.width;
    name_picture(job->path, picture);
    return true;
}

static void load_picture(const Live *live, const Job *job, Note *note) {
    Error reason = {0};
    LivePicture *picture = calloc(1, sizeof *picture);
    if (!picture)
        error_memory(&reason, "a picture");
    if (picture && read_picture(live, job, picture, &reason)) {
        note->kind = NOTE_PICTURE_READY;
        note->picture = picture;
        snprintf(note->command.text, sizeof note->command.text, "%s", job->path);
        return;
    }
    free(picture);
    note->kind = NOTE_JOB_FAILED;
    error_set(&note->error, "%s: %s", file_base_name(job->path), reason.text);
}

// PCA takes seconds and nobody waits for it.
static bool gives_way(void *live) {
    return is_stopping(live) || atomic_load(&((Live *)live)->asked) > 0;
}

// False if it was put back to let another job go first.
static bool fit_pca(Live *live, Job *job, Note *note) {
    Pca pca = {0};
    PcaErrors *errors = calloc(1, sizeof *errors);
    if (!errors)
        error_memory(&note->error, "PCA");
    bool ok = errors && pca_fit(&pca, &job->data->train, job->components, gives_way, live, &note->error) &&
              pca_errors(&pca, &job->data->test, errors->mse, &note->error);
    if (ok)
        errors->components = pca.components;
    pca_finish(&pca);
    if (!ok && gives_way(live) && queue_send(&live->jobs, job, NULL)) {
        free(errors);
        return false;
    }
    note->kind = ok ? NOTE_PCA_READY : NOTE_JOB_FAILED;
    note->data = job->data; // goes back with the note, which says whose errors these are
    note->pca = ok ? errors : NULL;
    if (!ok)
        free(errors);
    return true;
}

static void save(Job *job, Note *note) {
    if (!checkpoint_save(job->path, job->checkpoint, &note->error)) {
        note->kind = NOTE_JOB_FAILED;
    } else {
        note->kind = NOTE_TOLD;
        error_set(&note->error, "Saved to %s.", job->path);
    }
    live_free_checkpoint(job->checkpoint);
    job->checkpoint = NULL;
}

static void save_model(const Job *job, Note *note) {
    FileWriter writer;
    bool ok = file_begin(&writer, job->path, &note->error);
    if (ok) {
        fputs(job->text, writer.stream);
        ok = file_commit(&writer, &note->error);
    }
    note->kind = ok ? NOTE_TOLD : NOTE_JOB_FAILED;
    if (ok)
        error_set(&note->error, "Saved to %s.", job->path);
}

void *jobs_main(void *context) {
    Live *live = context;
    lower_priority();
    Job job;
    while (queue_take(&live->jobs, &job, -1)) {
        Note note = {0};
        bool done = true;
        atomic_fetch_sub(&live->asked, job.kind != JOB_PCA);
        if (job.kind == JOB_SAVE)
            save(&job, &note); // a save that was asked for is made even at the end
        else if (job.kind == JOB_SAVE_MODEL)
            save_model(&job, &note);
        else if (atomic_load(&live->stop)) {
            dataset_release(job.data);
            continue;
        } else if (job.kind == JOB_PCA)
            done = fit_pca(live, &job, &note);
        else if (job.kind == JOB_LOAD_DATA)
            load_data(live, &job, &note);
        else if (job.kind == JOB_PICTURE)
            load_picture(live, &job, &note);
        else
            load_checkpoint(live, &job, &note);
        if (done)
            tell(live, &note);
    }
    return NULL;
}
