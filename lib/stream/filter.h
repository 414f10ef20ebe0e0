/*
 * filter - what all tools have in common: options, input, output, runs.
 *
 * For: a tool's main() as a visible loop of a few lines:
 *
 *	filter_start(&f, &tool, opts, argc, argv);
 *	while (filter_run(&f, &run)) {
 *		... annotate the run's records ...
 *		for (i = 0; i < run.n; i++)
 *			filter_write(&f, &run.rec[i], KEY_DATES, value);
 *		filter_written(&f);
 *	}
 *	return filter_finish(&f);
 *
 * A run is the neighbouring records of one document. A record that cannot be
 * read is reported with file and line after the run before it was written;
 * it ends the program unless --keep-going was given.
 * Not for: what the tools do to a document (lib/news).
 */
#ifndef STREAM_FILTER_H
#define STREAM_FILTER_H

#include "base/cli.h"
#include "stream/expr.h"
#include "stream/input.h"
#include "stream/output.h"
#include "stream/record.h"

enum { FILTER_SEEN = 1 << 14 };

struct filter {
	struct input in;
	struct output out;
	/* The options of every tool. */
	bool keep_going, line_buffered, progress;
	const char *where;
	size_t max_size;
	/*
	 * Set after filter_start: each line is a key, of so many fields with
	 * a tab behind each, and then the record. Lines are in the order of
	 * their keys; a document is what has the same key but for the last
	 * field, and a key that comes again is passed over.
	 */
	size_t keyed;
	/* Documents in a language without data: told of at the end. */
	unsigned long long strange;
	/* private */
	struct expr *expr;
	bool open, pending, ended;
	struct record next;
	struct buf last_key;
	char why[512]; /* the fault that ended the input */
	char where_why[512];
	unsigned long long documents, records;
	long long progress_at;
	bool told_again;
	uint64_t seen[FILTER_SEEN]; /* hashes of ids, newest wins its place */
};

struct run {
	struct record *rec;
	size_t n, cap;
	struct arena arena; /* the lines; free for the caller's use too */
	size_t bytes;
};

/* The options of every tool, for cli_parse. */
enum { FILTER_OPTIONS = 7 };

/*
 * Parses the command line (exits on --help, --version and misuse) and gets
 * input and output ready. F is large: make it static.
 */
void filter_start(struct filter *f, const struct cli_tool *tool,
    const struct cli_opt *opts, int argc, char *argv[]);

/* The next run of Segments; false at the end. R is reused: start with {0}. */
bool filter_run(struct filter *f, struct run *r);

/*
 * Writes R with KEY set to the JSON text VALUE, or unchanged if R is not
 * selected or VALUE.p is NULL.
 */
void filter_write(struct filter *f, const struct record *r, enum record_key key,
    struct str value);
/* The run has been written: flushes where the policy says so. */
void filter_written(struct filter *f);

/* Does --where (if given) select the record with this JSON text? */
bool filter_selects(
    struct filter *f, struct str json, const char *file, unsigned long line);
/* A fault of the input: reports it, and ends the program without -k. */
void filter_fault(
    struct filter *f, const char *file, unsigned long line, const char *why);
/*
 * The same for record R of the run at work. True with -k: leave R out and go
 * on. Else false: the run ends before R (write what is before it), and the
 * next filter_run reports the fault and ends the program.
 */
bool filter_skip(struct filter *f, const struct record *r, const char *why);
/* Counts a document, and reports progress about once a second. */
void filter_count(struct filter *f, size_t records);

/* Closes input and output; the exit status. */
int filter_finish(struct filter *f);
void run_release(struct run *r);

#endif
