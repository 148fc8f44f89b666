// The trainer's answers: commands from the interface and results of jobs, between two chunks of steps. Every command
// either takes effect or is answered with a sentence.
#include "trainer.h"

static void start_training(Trainer *t, long long steps) {
    t->left = steps;
    t->running = true;
    atomic_store(&t->live->training, true);
}

static long long steps_to_epoch(const Session *session) {
    uint64_t left = (uint64_t)session->kept.count - session->counters.position;
    return (long long)(left / (uint64_t)session->settings.batch);
}

// Commands that need a run. Without one they are answered, not forgotten.
static void command_run(Trainer *t, const LiveCommand *command) {
    if (!t->current) {
        trainer_say(t, true, "There is no run yet: a model and a data set come first.");
        return;
    }
    switch (command->kind) {
    case COMMAND_RUN:
        start_training(t, -1);
        break;
    case COMMAND_STEP:
        start_training(t, command->count);
        break;
    case COMMAND_EPOCH:
        start_training(t, steps_to_epoch(&t->current->session));
        break;
    case COMMAND_RESET:
        trainer_reset(t);
        break;
    case COMMAND_RESAMPLE:
        trainer_resample(t, command->count);
        break;
    case COMMAND_LEAVE_OUT:
        trainer_leave_out(t, command->text);
        break;
    case COMMAND_UNDO:
        trainer_undo(t);
        break;
    case COMMAND_ACTIVATION:
        trainer_change_activation(t, command->text);
        break;
    case COMMAND_SAVE:
        trainer_save_run(t, command->text);
        break;
    case COMMAND_EXPORT:
        trainer_export(t, command);
        break;
    default:
        trainer_set_value(t, command);
        break;
    }
}

static void carry_out(Trainer *t, const LiveCommand *command) {
    t->commands++;
    switch (command->kind) {
    case COMMAND_PAUSE:
        trainer_pause(t);
        break;
    case COMMAND_MODEL:
        trainer_open_model(t, command->text);
        break;
    case COMMAND_EDIT:
        trainer_open_edited(t, command);
        break;
    case COMMAND_SAVE_MODEL:
        trainer_save_model(t, command);
        break;
    case COMMAND_DATA:
        trainer_load(t, JOB_LOAD_DATA, command->text);
        break;
    case COMMAND_PICTURE:
        trainer_load_picture(t, command->text);
        break;
    case COMMAND_RESTORE:
        trainer_load(t, JOB_LOAD_CHECKPOINT, command->text);
        break;
    default:
        command_run(t, command);
        break;
    }
}

void trainer_take_note(Trainer *t, Note *note) {
    t->jobs -= note->kind != NOTE_COMMAND;
    switch (note->kind) {
    case NOTE_COMMAND:
        carry_out(t, &note->command);
        break;
    case NOTE_DATA_READY:
        trainer_tell_skipped(t, note->data);
        trainer_use_data(t, note->data);
        trainer_open_wanted(t);
        break;
    case NOTE_PCA_READY:
        trainer_take_pca(t, note);
        break;
    case NOTE_PICTURE_READY:
        trainer_take_picture(t, note);
        break;
    case NOTE_CHECKPOINT_READY:
        trainer_take_checkpoint(t, note);
        break;
    default:
        trainer_say(t, note->kind == NOTE_JOB_FAILED, "%s", note->error.text);
        dataset_release(note->data);
        break;
    }
}
