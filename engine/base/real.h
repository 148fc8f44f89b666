// The number type of the network. It is float; a second build with HOURGLASS_DOUBLE serves the gradient check.
#ifndef HOURGLASS_REAL_H
#define HOURGLASS_REAL_H

#ifdef HOURGLASS_DOUBLE
typedef double real;
#else
typedef float real;
#endif

#endif
