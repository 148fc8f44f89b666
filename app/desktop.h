// The explorer in a real window.
#ifndef HOURGLASS_DESKTOP_H
#define HOURGLASS_DESKTOP_H

/// Opens the window and stays until it is closed; argv[1 …] are options. Returns an exit status.
int desktop_run(int argc, char **argv);

#endif
