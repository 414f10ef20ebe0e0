/*
 * input - operands to bytes and lines.
 *
 * For: reading what the user named, one file after the other ("-" and no
 * operand: standard input), with the names and line numbers that messages
 * need. A byte order mark at the start of a file and CR before LF are taken
 * away. The buffer grows with the longest line, up to a maximum. A file that
 * begins as gzip is unpacked as it is read, all its members one after the
 * other; however long it becomes, the buffer stays as it would be.
 * Not for: what the lines mean.
 */
#ifndef STREAM_INPUT_H
#define STREAM_INPUT_H

#include "base/str.h"

struct gunzip;

struct input {
	char **operand;     /* file names, ended by NULL */
	size_t max;         /* longest line or file in bytes (--max-size) */
	const char *file;   /* name of the current file, for messages */
	unsigned long line; /* number of the line given last, from 1 */
	bool marked;        /* the file began with UTF-8's byte order mark */
	unsigned long long bytes; /* read so far, for --progress */
	/* Broken gzip data are the caller's to report (input_broken). */
	bool quiet;
	/* private */
	int fd;
	size_t next; /* operand to open next */
	char *p;
	size_t start, n, cap;
	bool eof, bad, first;
	unsigned long long base; /* offset of p[0] in what was unpacked */
	struct gunzip *gz;       /* NULL: the file is not compressed */
	char *packed;
	size_t packed_at, packed_n;
	bool packed_end;
	unsigned long long member_at; /* of unpacked bytes: where it began */
	const char *broken;
};

enum input_status {
	INPUT_OK,
	INPUT_END,
	INPUT_LONG /* a line beyond the maximum: skipped, say so */
};

/* OPERANDS (ended by NULL, not copied) as given by the user. */
void input_init(struct input *in, char **operands, size_t max);
/*
 * Opens the next file: false when there is none left. A file that cannot be
 * opened is reported (diag) and skipped.
 */
bool input_open(struct input *in);
/*
 * The next line of the open file, without its line end; a view that dies at
 * the next call. A read error is reported and ends the file.
 */
enum input_status input_line(struct input *in, struct str *line);
/* The rest of the open file as one view; INPUT_LONG if beyond the maximum. */
enum input_status input_rest(struct input *in, struct str *all);
/*
 * Up to N bytes of what comes next, without taking them (fewer at the end
 * of the file): to recognise a format by its content.
 */
struct str input_peek(struct input *in, size_t n);
/* Takes N bytes, or what there is: false if the file ended before. */
bool input_skip(struct input *in, unsigned long long n);
/*
 * Where the next byte stands: in the file, if that is not compressed or a
 * gzip member begins with it; else among the unpacked bytes, and *UNPACKED
 * is true.
 */
unsigned long long input_offset(const struct input *in, bool *unpacked);
/* From now on they are not; what was met with is reported. */
void input_report(struct input *in);
/* Why the gzip data at hand cannot be unpacked (static), or NULL. */
const char *input_broken(const struct input *in);
/*
 * After that: goes on at what looks like the next gzip member, dropping what
 * is buffered. False if there is none.
 */
bool input_resume(struct input *in);
/* Would the next line have to be waited for (nothing is buffered)? */
bool input_drained(const struct input *in);
void input_release(struct input *in);

/*
 * The whole of the file NAME that an option gave, at most MAX bytes of valid
 * UTF-8; dies with a message on failure. *OWN is to be freed by the caller.
 */
struct str file_read(const char *name, size_t max, char **own);

#endif
