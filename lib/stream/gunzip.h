/*
 * gunzip - compressed bytes to plain ones, piece by piece.
 *
 * For: gzip files of one or many members (input.h), and what a web server
 * sent compressed (warc.h), by zlib. Memory is bounded by the caller's
 * buffers: nothing is made whole here.
 * Not for: reading files.
 */
#ifndef STREAM_GUNZIP_H
#define STREAM_GUNZIP_H

#include "base/str.h"

struct gunzip;

enum gunzip_status {
	GUNZIP_OK,     /* go on: with more room, or with more to read */
	GUNZIP_MEMBER, /* a member has ended; the next call begins another */
	GUNZIP_BAD     /* gunzip_why says why */
};

/* Are these the first bytes of a gzip member? */
bool gunzip_looks(struct str s);

/* A reader of gzip members, or with ZLIB of zlib's and raw deflate's form. */
struct gunzip *gunzip_new(bool zlib);
/*
 * Takes bytes from the front of *IN and writes up to *ROOM bytes to OUT,
 * leaving in *ROOM how many are still free. Zeros between members and at
 * the end are padding, and taken.
 */
enum gunzip_status gunzip_next(
    struct gunzip *g, struct str *in, char *out, size_t *room);
/* Has a member begun that has not ended? Then the input must not end. */
bool gunzip_within(const struct gunzip *g);
/* Offset among all bytes taken at which the member at work began. */
unsigned long long gunzip_member(const struct gunzip *g);
/* The same of the byte to take next. */
unsigned long long gunzip_offset(const struct gunzip *g);
/* After GUNZIP_BAD: a few static words. */
const char *gunzip_why(const struct gunzip *g);
/*
 * After GUNZIP_BAD: drops bytes from *IN up to what looks like the next
 * member. False if there is none in it: call again with more.
 */
bool gunzip_resume(struct gunzip *g, struct str *in);
void gunzip_free(struct gunzip *g);

/*
 * All of IN into OUT, whose maximum holds. False with *WHY (static).
 */
bool gunzip_all(struct str in, bool zlib, struct buf *out, const char **why);

#endif
