/*
 * desk - a stream of documents compared story by story.
 *
 * For: what lies between reading documents and writing relations: which
 * story a document is of, waiting until all of it is there, comparing, and
 * in what parts.
 * Not for: reading, writing, or what claims mean (relation.h).
 */
#ifndef NEWS_DESK_H
#define NEWS_DESK_H

#include "news/annotation.h"
#include "news/relation.h"

struct desk;

/*
 * With MEMORY bytes for documents that wait. BY, a jq expression or NULL,
 * gives a document's story in the place of doc.story; dies if it is none.
 * Free with desk_free.
 */
struct desk *desk_new(size_t memory, const char *by);
void desk_free(struct desk *k);

/*
 * Takes the selected segments of A's document, which has its claims. Where
 * BY fails on its first record that is a fault of the input (filter_fault).
 */
void desk_add(struct desk *k, struct filter *f, struct annotation *a);
/*
 * Compares the next story, or the next part of one that is too large to be
 * compared at once, which is told of (note). Its *N relations are
 * desk_differ's; with ALL, related and unique ones too. False at the end.
 */
bool desk_next(struct desk *k, bool all, size_t *n);
const struct differ *desk_differ(const struct desk *k);
/* Tells what was done, on standard error (note). */
void desk_tell(const struct desk *k);

#endif
