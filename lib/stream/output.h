/*
 * output - what a tool writes, to standard output.
 *
 * For: one buffer, one place that checks write and close errors, one flush
 * policy: after each document unless standard output is a regular file,
 * after each record with --line-buffered. A broken pipe ends the program
 * silently (SIGPIPE is left alone; where it is ignored, EPIPE is silent).
 * Not for: JSON (json.h) or other files.
 */
#ifndef STREAM_OUTPUT_H
#define STREAM_OUTPUT_H

#include "base/str.h"

struct output {
	struct buf buf;
	bool each_line; /* --line-buffered */
	bool regular;   /* standard output is a regular file */
};

void output_init(struct output *out, bool each_line);
void output_add(struct output *out, struct str s);
/* Ends a line: a line feed, and a flush where each line is to go out. */
void output_line(struct output *out);
/* Ends a document: a flush unless standard output is a regular file. */
void output_document(struct output *out);
/* Writes what is buffered; dies with a message when that fails. */
void output_flush(struct output *out);
/*
 * The same, and onto the disk where standard output is a regular file: for
 * what must not be lost when something else says that it was written.
 */
void output_sync(struct output *out);
/* Flushes and closes; dies when that fails (/dev/full, a full disk). */
void output_close(struct output *out);

#endif
