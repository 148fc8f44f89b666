// The latest-value mailbox, with one atomic exchange on either side.
#include "mailbox.h"

#include <string.h>

enum { MAILBOX_FRESH = 4 };

void mailbox_init(Mailbox *mailbox, void *slots[MAILBOX_SLOTS]) {
    memcpy(mailbox->slot, slots, sizeof mailbox->slot);
    mailbox->writing = 0;
    mailbox->reading = 1;
    atomic_init(&mailbox->between, 2);
}

void *mailbox_slot(const Mailbox *mailbox) {
    return mailbox->slot[mailbox->writing];
}

void mailbox_post(Mailbox *mailbox) {
    int old = atomic_exchange_explicit(&mailbox->between, mailbox->writing | MAILBOX_FRESH, memory_order_acq_rel);
    mailbox->writing = old & ~MAILBOX_FRESH;
}

bool mailbox_has_news(const Mailbox *mailbox) {
    return atomic_load_explicit(&mailbox->between, memory_order_relaxed) & MAILBOX_FRESH;
}

const void *mailbox_read(Mailbox *mailbox, bool *fresh) {
    bool news = mailbox_has_news(mailbox);
    if (news) {
        int newest = atomic_exchange_explicit(&mailbox->between, mailbox->reading, memory_order_acq_rel);
        mailbox->reading = newest & ~MAILBOX_FRESH;
    }
    if (fresh)
        *fresh = news;
    return mailbox->slot[mailbox->reading];
}
