// hourglass bench --ui, which needs the window and so stands above the other subcommands.
#ifndef HOURGLASS_BENCH_UI_H
#define HOURGLASS_BENCH_UI_H

/// Takes the arguments of `bench`; returns an exit status.
int bench_ui_run(int argc, char **argv);

#endif
