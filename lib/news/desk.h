/*
 * desk - a stream of documents compared story by story.
 *
 * For: what lies between the records of a stream and relations: which story
 * a document is of, waiting until all of it is there, what a store has of
 * earlier runs, comparing, and in what parts; and the same work divided, so
 * that a sort between two programs brings the stories together.
 * Not for: how relations are written, or what claims mean (relation.h).
 */
#ifndef NEWS_DESK_H
#define NEWS_DESK_H

#include "news/annotation.h"
#include "news/relation.h"

struct desk;

/* What the user asked for; NULL: nothing. */
struct desk_options {
	size_t memory;      /* bytes for documents that wait */
	const char *by;     /* a jq expression that gives a document's story */
	const char *store;  /* the file with the documents of earlier runs */
	const char *since;  /* "30d": the oldest of them that are compared */
	bool merge;         /* lines of desk_keys, sorted, are read */
	bool with_segments; /* what is read is written first */
};

/*
 * Reads from F, which is started and must outlive it. Dies if an option is
 * no good. Free with desk_free.
 */
struct desk *desk_new(const struct desk_options *o, struct filter *f);
void desk_free(struct desk *k);

/*
 * Reads all of the input and writes a line for each segment that is to be
 * compared: story, date, id and a hash of the document, the segment's number,
 * a tab behind each, and the record with all annotations.
 */
void desk_keys(struct desk *k);
/*
 * Reads what is to be read (all of the input; of sorted keys a story) and
 * compares the next story, or the next part of one that is too large to be
 * compared at once, which is told of (note). Where BY fails on a document's
 * first record that is a fault of the input (filter_fault). Its *N relations
 * are desk_differ's; with ALL, related and unique ones too. False at the end.
 */
bool desk_next(struct desk *k, bool all, size_t *n);
const struct differ *desk_differ(const struct desk *k);
/*
 * All relations have been written, and the output been flushed: from now on
 * the store has this run's documents.
 */
void desk_commit(struct desk *k);
/* Tells what was done, on standard error (note). */
void desk_tell(const struct desk *k);

#endif
