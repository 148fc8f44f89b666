// Names to ids (FNV-1a over the pushed path and the name), the ids of this frame, and what is kept under them.
#include "ui_inside.h"

#include <assert.h>
#include <string.h>

static UiId hash(UiId seed, const void *bytes, size_t count) {
    const unsigned char *byte = bytes;
    for (size_t i = 0; i < count; i++)
        seed = (seed ^ byte[i]) * 1099511628211U;
    return seed;
}

/// The kind keeps the name "1" apart from the number 1; 0 and UI_NOWHERE are nobody's id.
static UiId under(UiId parent, char kind, const void *bytes, size_t count) {
    UiId id = hash(hash(parent, &kind, 1), bytes, count);
    return id == 0 || id == UI_NOWHERE ? 1 : id;
}

static UiId path(const Ui *ui) {
    return ui->id_count > 0 ? ui->ids[ui->id_count - 1] : 14695981039346656037U;
}

UiId ui_id(const Ui *ui, const char *name) {
    return under(path(ui), 'n', name, strlen(name));
}

UiId ui_part(UiId id, int part) {
    int64_t number = part;
    return under(id, 'p', &number, sizeof number);
}

static void push(Ui *ui, UiId id) {
    assert(ui->running && ui->id_count < UI_ID_DEPTH);
    ui->ids[ui->id_count++] = id;
}

void ui_push_id(Ui *ui, const char *name) {
    push(ui, under(path(ui), 's', name, strlen(name)));
}

void ui_push_number(Ui *ui, int64_t number) {
    push(ui, under(path(ui), 'i', &number, sizeof number));
}

void ui_pop_id(Ui *ui) {
    assert(ui->id_count > 0);
    ui->id_count--;
}

/// The slot of the id, or the free one where it would go. Slots of earlier frames are free.
static int slot_of(const Ui *ui, UiId id) {
    int slot = (int)(id % UI_ID_SLOTS);
    while (ui->seen[slot].frame == ui->frame && ui->seen[slot].id != id)
        slot = (slot + 1) % UI_ID_SLOTS;
    return slot;
}

void ui_claim(Ui *ui, UiId id) {
    assert(ui->running && ui->seen_count < UI_ID_SLOTS / 2);
    int slot = slot_of(ui, id);
    assert(ui->seen[slot].frame != ui->frame && "two widgets have the same id");
    ui->seen[slot].id = id;
    ui->seen[slot].frame = ui->frame;
    ui->seen_count++;
}

bool ui_claimed(const Ui *ui, UiId id) {
    return ui->seen[slot_of(ui, id)].frame == ui->frame;
}

UiKept *ui_kept(Ui *ui, UiId id) {
    UiKept *oldest = &ui->kept[0];
    for (int i = 0; i < UI_KEPT; i++) {
        UiKept *kept = &ui->kept[i];
        if (kept->id == id) {
            kept->frame = ui->frame;
            return kept;
        }
        if (kept->frame < oldest->frame)
            oldest = kept;
    }
    assert(oldest->frame < ui->frame);
    *oldest = (UiKept){.id = id, .frame = ui->frame};
    return oldest;
}
