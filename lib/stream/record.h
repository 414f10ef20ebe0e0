/*
 * record - one line of a stream: what kind it is, where its keys stand.
 *
 * For: reading a record without converting it, and writing it again with
 * one key added or replaced and every other byte as it came.
 * Not for: what the keys mean (news/annotation.h).
 */
#ifndef STREAM_RECORD_H
#define STREAM_RECORD_H

#include "stream/json.h"

/* The keys of copydesk-records(5), and those that other programs write. */
enum record_key {
	KEY_DOC,
	KEY_N,
	KEY_PAR,
	KEY_KIND,
	KEY_START,
	KEY_END,
	KEY_TEXT,
	KEY_IN,
	KEY_DATELINE,
	KEY_LAST,
	KEY_ENTITIES,
	KEY_DATES,
	KEY_QUOTES,
	KEY_CLAIMS,
	KEY_RELATION,
	KEY_ID,
	KEY_DATE,
	KEY_SOURCE,
	KEY_TITLE,
	KEY_URL,
	KEY_AUTHOR,
	KEY_LANG,
	KEY_STORY,
	KEY_COUNT
};

extern const struct json_keys record_keys;
/* The name of KEY as it stands in a record. */
const char *record_key_name(enum record_key key);

enum record_kind { RECORD_DOCUMENT, RECORD_SEGMENT, RECORD_RELATION };

struct record {
	struct str line; /* as it came, without the line end */
	struct str key;  /* what stood before it (filter.h, keyed) */
	struct json_top top;
	enum record_kind kind;
	struct str id; /* raw value of doc.id; p NULL unless a segment */
	bool last;
	bool selected; /* --where says yes */
	const char *file;
	unsigned long no;
};

/*
 * Reads LINE into R (which keeps a view of it). False with *WHY (a message
 * that lives until the next call) unless LINE is one JSON object.
 */
bool record_read(struct record *r, struct str line, const char **why);
/* Makes R refer to a copy of its line at P. */
void record_move(struct record *r, const char *p);
/* Appends R's line to OUT with KEY set to the JSON text VALUE. */
void record_splice(struct buf *out, const struct record *r, enum record_key key,
    struct str value);

#endif
