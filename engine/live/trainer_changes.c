// What happens to a run at one stroke and can be undone: new weights, new starts for dead units of the code. On the
// trainer's thread, between two chunks of steps.
#include "trainer.h"

#include "text.h"

void trainer_reset(Trainer *t) {
    Error error;
    if (!run_reset(t->current, &error))
        trainer_say(t, true, "%s", error.text);
    trainer_publish_snapshot(t, true);
}

static void tell_resampled(Trainer *t, const Resampling *resampling) {
    char image[TEXT_GROUPED];
    if (resampling->found == 1)
        trainer_say(t, false, "Unit %d starts again from training image %s.", resampling->dead[0],
                    text_grouped(resampling->image[0], image));
    else if (resampling->resampled == resampling->found)
        trainer_say(t, false, "%d dead units start again.", resampling->found);
    else
        trainer_say(t, false, "%d of %d dead units start again; the images drawn for the others gave no direction.",
                    resampling->resampled, resampling->found);
}

// What the views show is of other weights at the same step; the new generation tells them.
void trainer_resample(Trainer *t, int unit) {
    Error error;
    Resampling resampling;
    if (run_resample(t->current, unit, &resampling, &error)) {
        tell_resampled(t, &resampling);
        trainer_publish_snapshot(t, true);
    } else {
        trainer_say(t, true, "%s", error.text);
    }
    resampling_finish(&resampling);
}

// Leaving out what is left out already would give up the weights for nothing.
void trainer_leave_out(Trainer *t, const char *classes) {
    Error error;
    ClassSet left_out;
    if (!class_set_read(classes, &left_out) || class_set_is_same(&left_out, &t->current->session.settings.left_out))
        return;
    if (!run_leave_out(t->current, &left_out, &error))
        trainer_say(t, true, "%s", error.text);
    trainer_publish_snapshot(t, true);
    trainer_ask_pca(t);
}

void trainer_undo(Trainer *t) {
    Error error;
    if (!run_undo(t->current, &error))
        trainer_say(t, true, "%s", error.text);
    trainer_publish_snapshot(t, true);
    trainer_ask_pca(t); // classes may be left out again, or not any more
}
