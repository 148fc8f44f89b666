// The network being edited, between frames. The draft is kept until it is applied or given up, whatever else is looked
// at meanwhile.
#ifndef HOURGLASS_EDITOR_H
#define HOURGLASS_EDITOR_H

#include "draft.h"

typedef enum EditorQuestion {
    EDITOR_ASKS_NOTHING,
    EDITOR_GIVE_UP,
    EDITOR_START,
    EDITOR_SAVE,
    EDITOR_REPLACE
} EditorQuestion;

/// In place of a row: none; the button that adds one to the encoder.
enum { EDITOR_NO_ROW = -1, EDITOR_ADD = -2 };

typedef struct Editor {
    bool open;  // there is a draft
    bool shown; // in the view's place
    ModelDraft draft, start;
    char from[64];  // title of the model that it began as
    char model[64]; // id of the model in use when it was last drawn
    DraftCheck check;
    int checked[3];          // the image's shape that the check is for; 0: none
    char sent[COMMAND_TEXT]; // applied, and not yet seen to be in use
    EditorQuestion question;
    char path[COMMAND_PATH];
    int focus, focus_next; // row that gets the keyboard in this frame, in the next one; EDITOR_NO_ROW, EDITOR_ADD
} Editor;

#endif
