/*
 * prepare - annotations that a document lacks, made in memory.
 *
 * For: the tools' independence: what a filter needs and does not find it
 * computes, and does not write; what it finds it trusts.
 * Not for: claims (claim.h), which are made from all of these.
 */
#ifndef NEWS_PREPARE_H
#define NEWS_PREPARE_H

#include "news/document.h"

struct preparer;

struct preparer *preparer_new(void);
/* Gives D the entities, dates and quotes that it does not have. */
void preparer_document(struct preparer *p, struct document *d);
void preparer_free(struct preparer *p);

#endif
