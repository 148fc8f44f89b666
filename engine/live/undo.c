// A few states of a run on a stack. Called by the runs, between two chunks of steps.
#include "undo.h"

#include <stdlib.h>

KeptState *undo_keep(const Session *session, UndoKind kind, Error *error) {
    size_t count = session->net.parameter_count;
    KeptState *kept = malloc(sizeof *kept);
    real *memory = malloc(3 * count * sizeof *memory);
    if (!kept || !memory) {
        free(kept);
        free(memory);
        error_memory(error, "the run as it was before");
        return NULL;
    }
    *kept = (KeptState){.kind = kind,
                        .state = {.parameters = memory, .m = memory + count, .v = memory + 2 * count},
                        .left_out = session->settings.left_out,
                        .series = session->series,
                        .marks = session->marks,
                        .last = session->last};
    session_keep(session, &kept->state);
    return kept;
}

void undo_drop(KeptState *kept) {
    if (!kept)
        return;
    free(kept->state.parameters);
    free(kept);
}

void undo_add(Undo *undo, KeptState *kept) {
    int others = 0;
    for (int i = 0; i < undo->count; i++) {
        if (undo->kept[i]->kind == kept->kind)
            undo_drop(undo->kept[i]);
        else
            undo->kept[others++] = undo->kept[i];
    }
    undo->kept[others] = kept;
    undo->count = others + 1;
}

UndoKind undo_kind(const Undo *undo) {
    return undo->count > 0 ? undo->kept[undo->count - 1]->kind : UNDO_NONE;
}

bool undo_take(Undo *undo, Session *session, Error *error) {
    if (undo->count == 0)
        return error_set(error, "There is no earlier run to go back to.");
    KeptState *kept = undo->kept[undo->count - 1];
    if (!session_leave_out(session, &kept->left_out, error))
        return false;
    undo->count--;
    uint64_t resamplings = session->counters.resamplings;
    session_go_to(session, &kept->state);
    if (session->counters.resamplings < resamplings)
        session->counters.resamplings = resamplings;
    session->series = kept->series;
    session->marks = kept->marks;
    session->last = kept->last;
    undo_drop(kept);
    return true;
}

void undo_finish(Undo *undo) {
    while (undo->count > 0)
        undo_drop(undo->kept[--undo->count]);
}
