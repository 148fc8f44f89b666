// drop_file WINDOW PATH: drops a file on an X window as a file manager does, by version 5 of the XDND protocol
// (https://www.freedesktop.org/wiki/Specifications/XDND). Ends with 0 when the window has taken it.
#include <X11/Xatom.h>
#include <X11/Xlib.h>

#include <poll.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct Drop {
    Display *display;
    Window source, target;
    char uri[4200];
} Drop;

static Atom atom(const Drop *drop, const char *name) {
    return XInternAtom(drop->display, name, False);
}

static void tell(const Drop *drop, const char *what, const long data[5]) {
    XClientMessageEvent event = {.type = ClientMessage,
                                 .display = drop->display,
                                 .window = drop->target,
                                 .message_type = atom(drop, what),
                                 .format = 32};
    memcpy(event.data.l, data, sizeof event.data.l);
    XSendEvent(drop->display, drop->target, False, NoEventMask, (XEvent *)&event);
    XFlush(drop->display);
}

// The target asks for the list of files.
static void answer(const Drop *drop, const XSelectionRequestEvent *request) {
    XSelectionEvent event = {.type = SelectionNotify,
                             .requestor = request->requestor,
                             .selection = request->selection,
                             .target = request->target,
                             .property = request->property,
                             .time = request->time};
    XChangeProperty(drop->display, request->requestor, request->property, request->target, 8, PropModeReplace,
                    (const unsigned char *)drop->uri, (int)strlen(drop->uri));
    XSendEvent(drop->display, request->requestor, False, NoEventMask, (XEvent *)&event);
    XFlush(drop->display);
}

static bool next_event(const Drop *drop, XEvent *event) {
    struct pollfd wait = {.fd = ConnectionNumber(drop->display), .events = POLLIN};
    if (!XPending(drop->display) && poll(&wait, 1, 10000) <= 0)
        return false;
    XNextEvent(drop->display, event);
    return true;
}

// Answers until the message comes.
static bool wait_for(const Drop *drop, const char *what) {
    XEvent event;
    Atom wanted = atom(drop, what);
    while (next_event(drop, &event)) {
        if (event.type == SelectionRequest)
            answer(drop, &event.xselectionrequest);
        else if (event.type == ClientMessage && event.xclient.message_type == wanted)
            return true;
    }
    fprintf(stderr, "no %s came\n", what);
    return false;
}

static bool carry_out(Drop *drop) {
    Window root = DefaultRootWindow(drop->display);
    drop->source = XCreateSimpleWindow(drop->display, root, 0, 0, 1, 1, 0, 0, 0);
    XSetSelectionOwner(drop->display, atom(drop, "XdndSelection"), drop->source, CurrentTime);
    long list = (long)atom(drop, "text/uri-list"), copy = (long)atom(drop, "XdndActionCopy"),
         source = (long)drop->source;
    tell(drop, "XdndEnter", (long[5]){source, 5L << 24, list, 0, 0});
    tell(drop, "XdndPosition", (long[5]){source, 0, 300L << 16 | 300, CurrentTime, copy});
    if (!wait_for(drop, "XdndStatus"))
        return false;
    tell(drop, "XdndDrop", (long[5]){source, 0, CurrentTime, 0, 0});
    return wait_for(drop, "XdndFinished");
}

int main(int argc, char **argv) {
    Drop drop = {.display = XOpenDisplay(NULL)};
    if (argc != 3 || !drop.display)
        return 2;
    drop.target = strtoul(argv[1], NULL, 0);
    snprintf(drop.uri, sizeof drop.uri, "file://%s\r\n", argv[2]);
    bool taken = carry_out(&drop);
    XCloseDisplay(drop.display);
    return taken ? 0 : 1;
}
