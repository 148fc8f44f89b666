// What can be changed of a run while it goes on: rates, penalties, corruption. On the trainer's thread, between two
// chunks of steps.
#include "trainer.h"

static void set_beta(Trainer *t, double beta) {
    Session *session = &t->current->session;
    if (net_is_gaussian(&session->net))
        session->spec.penalty.beta = beta;
    else
        trainer_say(t, true, "β weighs the KL divergence of a Gaussian code; %s has another.", session->spec.title);
}

// What the views show of the run changes with it, also while it is paused.
static void set_corruption(Trainer *t, CommandKind kind, double value) {
    Corruption corruption = t->current->session.spec.corruption;
    Error error;
    *(kind == COMMAND_GAUSSIAN      ? &corruption.gaussian
      : kind == COMMAND_SALT_PEPPER ? &corruption.salt_pepper
      : kind == COMMAND_MASK        ? &corruption.mask
                                    : &corruption.square) = value;
    if (session_corrupt(&t->current->session, &corruption, &error))
        trainer_publish_snapshot(t, true);
    else
        trainer_say(t, true, "%s", error.text);
}

void trainer_set_value(Trainer *t, const LiveCommand *command) {
    Session *session = &t->current->session;
    RunSettings settings = session->settings;
    Error error;
    switch (command->kind) {
    case COMMAND_RATE:
        settings.rate = command->value;
        break;
    case COMMAND_MOMENTUM:
        settings.momentum = command->value;
        break;
    case COMMAND_BATCH:
        settings.batch = command->count;
        break;
    case COMMAND_OPTIMIZER:
        settings.optimizer = (OptimizerKind)command->count;
        break;
    case COMMAND_L1:
        session->spec.penalty.l1 = command->value;
        break;
    case COMMAND_KL:
        session->spec.penalty.kl = command->value;
        break;
    case COMMAND_RHO:
        session->spec.penalty.rho = command->value;
        break;
    case COMMAND_BETA:
        set_beta(t, command->value);
        break;
    case COMMAND_WEIGHT_DECAY:
        session->spec.penalty.weight_decay = command->value;
        break;
    default:
        set_corruption(t, command->kind, command->value);
        break;
    }
    if (!session_change(session, &settings, &error))
        trainer_say(t, true, "%s", error.text);
}
