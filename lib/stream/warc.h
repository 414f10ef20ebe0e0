/*
 * warc - web pages out of web archives (WARC 1.0 and 1.1).
 *
 * For: archives as crawlers write them (Common Crawl's CC-NEWS-*.warc.gz):
 * the responses that hold an HTML page, record by record, streaming; a
 * record that is not wanted costs no memory.
 * Not for: what a page says (news/html.h), requests, revisits, metadata,
 * payloads over several records, or other kinds of archives (ARC, WACZ).
 * Never prints or exits.
 */
#ifndef STREAM_WARC_H
#define STREAM_WARC_H

#include "stream/input.h"

enum { WARC_MAGIC = 7 }; /* bytes that warc_looks wants to see */

struct warc {
	/* private */
	struct buf head, body, plain, url, charset, why;
	unsigned long long at; /* of the record at work */
	bool unpacked;         /* AT counts unpacked bytes */
};

struct warc_page {
	struct str url;      /* WARC-Target-URI; p NULL: none */
	struct str page;     /* the payload, in its own character set */
	const char *charset; /* as the HTTP header says, or NULL */
};

enum warc_status {
	WARC_PAGE,
	WARC_END,
	WARC_FAULT /* *WHY says where and why; the next call goes on */
};

/* MAX: largest page in bytes, packed and unpacked. */
void warc_init(struct warc *w, size_t max);
/* Do the first bytes of a file say that it is an archive? */
bool warc_looks(struct str head);
/*
 * The next page of the open file IN, which must have been opened with
 * in->quiet. What PAGE and *WHY point to lives until the next call. A
 * record that is broken is passed by: the next call looks for the next one,
 * in compressed archives for the next gzip member where need be.
 */
enum warc_status warc_next(
    struct warc *w, struct input *in, struct warc_page *page, const char **why);
void warc_release(struct warc *w);

#endif
