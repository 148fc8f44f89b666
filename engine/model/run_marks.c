// The marks of a run as text and back. Called by the session, and by the checkpoint's writer and reader.
#include "run_marks.h"

#include "text.h"

#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>

static const char *const NAMES[RUN_MARK_KINDS] = {[RUN_MARK_RESAMPLE] = "resample"};

void run_marks_add(RunMarks *marks, RunMark mark) {
    while (marks->count > 0 && marks->mark[marks->count - 1].step > mark.step)
        marks->count--;
    if (marks->count == RUN_MARKS)
        memmove(marks->mark, marks->mark + 1, (size_t)--marks->count * sizeof marks->mark[0]);
    marks->mark[marks->count++] = mark;
}

void run_marks_write(const RunMarks *marks, char *text, size_t size) {
    size_t used = 0;
    text[0] = 0;
    for (int i = 0; i < marks->count && used < size; i++) {
        const RunMark *mark = &marks->mark[i];
        used += (size_t)snprintf(text + used, size - used, "%s%" PRIu64 " %s %d", i ? ", " : "", mark->step,
                                 NAMES[mark->kind], mark->units);
    }
}

static bool read_kind(const char *name, RunMarkKind *kind) {
    for (int i = 0; i < RUN_MARK_KINDS; i++)
        if (strcmp(name, NAMES[i]) == 0) {
            *kind = (RunMarkKind)i;
            return true;
        }
    return false;
}

static bool read_mark(char *text, RunMark *mark) {
    char *step = strsep(&text, " "), *name = strsep(&text, " ");
    return name && text && text_to_u64(step, &mark->step) && read_kind(name, &mark->kind) &&
           text_to_int(text, 1, INT_MAX, &mark->units);
}

bool run_marks_read(const char *text, RunMarks *marks) {
    char copy[RUN_MARKS_TEXT], *rest = text[0] ? copy : NULL;
    RunMarks read = {0};
    if (strlen(text) >= sizeof copy)
        return false;
    strcpy(copy, text);
    while (rest) {
        char *item = rest, *end = strstr(rest, ", ");
        rest = end ? end + 2 : NULL;
        if (end)
            *end = 0;
        RunMark mark;
        if (read.count == RUN_MARKS || !read_mark(item, &mark))
            return false;
        if (read.count > 0 && mark.step < read.mark[read.count - 1].step)
            return false;
        run_marks_add(&read, mark);
    }
    *marks = read;
    return true;
}
