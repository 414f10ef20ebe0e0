/*
 * source - operands to documents, whatever form they come in.
 *
 * For: recognising what a file is by its content, and taking documents out
 * of it one by one: NDJSON, pretty-printed and concatenated JSON, arrays,
 * CSV with a header, web archives, HTML pages, feeds and plain text (one
 * document a file).
 * Not for: which key means what (news/intake.h), HTML (news/html.h), or the
 * items of a feed (news/feed.h).
 */
#ifndef STREAM_SOURCE_H
#define STREAM_SOURCE_H

#include "base/table.h"
#include "stream/filter.h"
#include "stream/warc.h"

enum source_kind {
	SOURCE_AUTO,
	SOURCE_JSON, /* item.text is one scanned JSON value */
	SOURCE_CSV,  /* item.table and item.row */
	SOURCE_HTML, /* item.text is the file, in any character set */
	SOURCE_TEXT, /* the same */
	SOURCE_FEED, /* the same: RSS or Atom, with many documents */
	SOURCE_WARC, /* its items are SOURCE_HTML with a url */
	SOURCE_KINDS
};

extern const char *const source_kinds[SOURCE_KINDS];

/* The kind that NAME (or NULL: auto) names; SOURCE_KINDS if it is none. */
enum source_kind source_kind(const char *name);

struct source_item {
	enum source_kind kind;
	struct str text;
	const struct table *table;
	size_t row;
	const char *file;
	unsigned long line;  /* 0: the file as a whole, or a part of it */
	const char *charset; /* as sent with HTML or text, or NULL */
	struct str url;      /* where a page of an archive is from */
	bool part;           /* the file holds further documents */
};

struct source {
	struct filter *f;
	enum source_kind from; /* --from, or SOURCE_AUTO */
	bool table_else;       /* what is nothing else is CSV, not text */
	/* private */
	enum source_kind kind;
	bool open, lines, rest, array;
	struct buf whole;         /* JSON that runs over several lines */
	size_t at;                /* read so far in it */
	unsigned long begin;      /* the line AT is in */
	struct json_iter it;      /* of the array at work */
	unsigned long array_line; /* where that began */
	struct buf utf8;          /* the table, where it had to be made UTF-8 */
	struct table table;
	size_t row;
	struct warc warc;
};

void source_init(struct source *s, struct filter *f, enum source_kind from);
/*
 * The next document; false at the end. What ITEM points to lives until the
 * next call. Faults are reported by filter_fault.
 */
bool source_next(struct source *s, struct source_item *item);
void source_release(struct source *s);

#endif
