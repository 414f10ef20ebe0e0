/*
 * prepare - annotations that a document lacks, made in memory.
 *
 * For: the tools' independence: what a filter needs and does not find it
 * computes, and does not write; what it finds it trusts.
 * Not for: claims (claim.h), which are made from all of these.
 */
#ifndef NEWS_WITH_H
#define NEWS_WITH_H

#include "news/document.h"

struct preparer;

/* For the annotations that WANTED names, as bits. Free with preparer_free. */
struct preparer *preparer_new(unsigned wanted);
/* Gives D what it does not have of what is wanted. */
void preparer_document(struct preparer *p, struct document *d);
void preparer_free(struct preparer *p);

#endif
