/*
 * diag - messages to the user, and whether there were any.
 *
 * For: the program half of the project (tools, lib/stream). A message is
 * "tool: file:line: reason", goes to standard error in one write(), and has
 * control characters masked, because reasons quote input.
 * Not for: lib/lang and lib/news, which return errors and never print.
 */
#ifndef BASE_DIAG_H
#define BASE_DIAG_H

#include <stdbool.h>

enum { STATUS_OK = 0, STATUS_CONFLICT = 1, STATUS_TROUBLE = 2 };

/* Sets the name that messages begin with; NAME must outlive the program. */
void diag_set_name(const char *name);
const char *diag_name(void);

/* A message about trouble; the program goes on, diag_trouble() turns true. */
void warn(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
/* The same about line LINE (from 1; 0: none) of FILE. */
void warn_at(const char *file, unsigned long line, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));
/* A remark that is no trouble: the exit status stays as it is. */
void note(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
void note_at(const char *file, unsigned long line, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));
/* As warn, then exits with STATUS_TROUBLE. */
_Noreturn void die(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
_Noreturn void die_at(const char *file, unsigned long line, const char *fmt,
    ...) __attribute__((format(printf, 3, 4)));

/* Was there a warn or warn_at? */
bool diag_trouble(void);

#endif
