// What the trainer thread owns, and how its files divide the work: trainer.c makes steps, trainer_commands.c takes what
// is asked to trainer_models.c (which run is trained), trainer_changes.c (anew, in part, as before), trainer_settings.c
// (how), trainer_data.c (on what), trainer_picture.c (what to look at) and trainer_jobs.c (what another thread does),
// trainer_report.c publishes. Only they include this.
#ifndef HOURGLASS_TRAINER_H
#define HOURGLASS_TRAINER_H

#include "runs.h"
#include "shared.h"

enum { TRAINER_MAX_CHUNK = 512 };

/// PCA of the data in use, to hold a run against.
typedef struct TrainerPca {
    FittedPca *fitted; // or NULL
    ClassSet left_out; // that it is, or was asked to be, fitted without
    int asked;         // components asked for
} TrainerPca;

typedef struct Trainer {
    Live *live;
    Runs runs;
    Run *current;        // NULL before the first model and data set
    Dataset *data;       // in use, or NULL
    TrainerPca pca[2];   // of all classes; of those that the last run to leave some out learns from
    LivePicture picture; // the last one loaded
    ModelSpec wanted;    // the model asked for
    bool has_wanted, running;
    long long left;            // steps to make before pausing; negative: no end
    int chunk;                 // steps of about CHUNK_SECONDS
    int jobs;                  // under way
    int progress;              // last published, percent, or -1
    double rate;               // images a second
    double offered, published; // when a snapshot was last taken while training ran, and status published
    uint64_t commands, serial;
    LiveMessage message[LIVE_MESSAGES];
    StepMetrics metrics[TRAINER_MAX_CHUNK];
} Trainer;

/// Adds a sentence for the user to the status.
void trainer_say(Trainer *trainer, bool problem, const char *format, ...) __attribute__((format(printf, 3, 4)));

/// Puts the status where the interface finds it, and wakes the interface.
void trainer_publish_status(Trainer *trainer);

/// A new snapshot for the observer, if it has taken the last one or if this one must not be missed.
void trainer_publish_snapshot(Trainer *trainer, bool must);

/// Stops making steps and publishes where the run stands.
void trainer_pause(Trainer *trainer);

/// Carries out a command, or takes over what a job has brought.
void trainer_take_note(Trainer *trainer, Note *note);

/// What commands do, each answered with a sentence if it cannot be done.
void trainer_open_model(Trainer *trainer, const char *id_or_path);
void trainer_open_edited(Trainer *trainer, const LiveCommand *command);
void trainer_change_activation(Trainer *trainer, const char *name);
void trainer_reset(Trainer *trainer);
void trainer_resample(Trainer *trainer, int unit);
void trainer_leave_out(Trainer *trainer, const char *classes);
void trainer_undo(Trainer *trainer);
void trainer_set_value(Trainer *trainer, const LiveCommand *command);
void trainer_load(Trainer *trainer, JobKind kind, const char *path);
void trainer_load_picture(Trainer *trainer, const char *path);
void trainer_save_run(Trainer *trainer, const char *path);
void trainer_export(Trainer *trainer, const LiveCommand *command);
void trainer_save_model(Trainer *trainer, const LiveCommand *command);

/// Makes the run the one in use, or says why there is none.
void trainer_use_run(Trainer *trainer, Run *run, const Error *error);

/// The run of the model asked for on the data in use, if there are both. False if there is none now.
bool trainer_open_wanted(Trainer *trainer);

/// Makes a data set the one in use, taking over a reference. What is known of another set's PCA goes.
void trainer_use_data(Trainer *trainer, Dataset *data);

/// Says which of a data set's files were left out, if any.
void trainer_tell_skipped(Trainer *trainer, const Dataset *data);

/// Asks for as much of the PCA of the data in use as the run in use can be compared with.
void trainer_ask_pca(Trainer *trainer);
void trainer_drop_pca(Trainer *trainer);
/// The one beside a run of the data in use; NULL where it is not there yet.
const FittedPca *trainer_pca(const Trainer *trainer, const ClassSet *left_out);

/// Gives a job to the jobs thread, with all that it owns.
void trainer_start_job(Trainer *trainer, const Job *job);

/// The shape of the images in use; no channels if there are none.
Images trainer_image_shape(const Trainer *trainer);

/// Whether the picture loaded last has that shape.
bool trainer_picture_fits(const Trainer *trainer);

/// Take over what a note brought.
void trainer_take_picture(Trainer *trainer, Note *note);
void trainer_take_pca(Trainer *trainer, Note *note);
void trainer_take_checkpoint(Trainer *trainer, Note *note);

#endif
