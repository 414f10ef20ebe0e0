/*
 * feed - the items of RSS and Atom feeds as documents.
 *
 * For: RSS 2.0 (and 0.9x, 1.0) and Atom, by libxml2: one document an item,
 * its text from the fullest of what it brings along.
 * Not for: fetching feeds, or the pages that they link to.
 * Pure: no I/O, no printing.
 */
#ifndef NEWS_FEED_H
#define NEWS_FEED_H

#include "news/document.h"

struct feed;

/*
 * The feed in BYTES (in any character set; CHARSET as sent with it, or
 * NULL), which may go once this returns. NULL with *WHY (static) if it is
 * none. Free with feed_free.
 */
struct feed *feed_new(struct str bytes, const char *charset, const char **why);
/*
 * The next item into META and TEXT, in A; what it does not say has p NULL.
 * META: id is its guid or id, source the outlet it names, else the feed's
 * title; date ISO 8601; lang the item's or the feed's. TEXT: paragraphs
 * divided by a blank line, without markup; empty if the item has none. What
 * is the feed's own lives as long as the feed.
 *
 * False at the end, and then *WHY is NULL, or says that the feed is faulty
 * XML from some line on (it lives as long as the feed): what could be read
 * came before.
 */
bool feed_next(struct feed *f, struct meta *meta, struct str *text,
    struct arena *a, const char **why);
void feed_free(struct feed *f);

#endif
