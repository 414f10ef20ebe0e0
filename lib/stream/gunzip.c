#include "stream/gunzip.h"

#include "base/mem.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#define ZLIB_CONST
#include <zlib.h>

enum { GZIP_WINDOW = 15 + 16, MAGIC = 3 };

struct gunzip {
	z_stream z;
	bool made, within, raw, bad;
	int window;
	unsigned long long taken, member;
	const char *why;
};

bool
gunzip_looks(struct str s)
{
	return str_starts(s, "\x1F\x8B") && (s.n < MAGIC || s.p[2] == 8);
}

struct gunzip *
gunzip_new(bool zlib)
{
	struct gunzip *g = mem_zalloc(1, sizeof *g);

	g->window = zlib ? 15 : GZIP_WINDOW;
	return g;
}

void
gunzip_free(struct gunzip *g)
{
	if (!g)
		return;
	if (g->made)
		inflateEnd(&g->z);
	free(g);
}

static void
begin(struct gunzip *g)
{
	int st = g->made ? inflateReset2(&g->z, g->window)
			 : inflateInit2(&g->z, g->window);

	if (st != Z_OK)
		abort(); /* out of memory, or a zlib of another kind */
	g->made = true;
	g->within = true;
	g->bad = false;
	g->member = g->taken;
}

static enum gunzip_status
fail(struct gunzip *g, const char *why)
{
	g->why = why;
	g->bad = true;
	g->within = false;
	return GUNZIP_BAD;
}

enum gunzip_status
gunzip_next(struct gunzip *g, struct str *in, char *out, size_t *room)
{
	uInt have, free_room;
	int st;

	if (!g->within) {
		while (in->n && !*in->p && g->taken) {
			*in = str_slice(*in, 1, in->n);
			g->taken++;
		}
		if (!in->n)
			return GUNZIP_OK;
		begin(g);
	}
	have = in->n < UINT_MAX ? (uInt)in->n : UINT_MAX;
	free_room = *room < UINT_MAX ? (uInt)*room : UINT_MAX;
	g->z.next_in = (const Bytef *)in->p;
	g->z.avail_in = have;
	g->z.next_out = (Bytef *)out;
	g->z.avail_out = free_room;
	st = inflate(&g->z, Z_NO_FLUSH);
	if (st == Z_DATA_ERROR && g->window == 15 && g->member == g->taken &&
	    g->z.total_out == 0) {
		/* Some servers send "deflate" without zlib's header. */
		g->window = -15;
		begin(g);
		return gunzip_next(g, in, out, room);
	}
	g->taken += have - g->z.avail_in;
	*in = str_slice(*in, have - g->z.avail_in, in->n);
	*room -= free_room - g->z.avail_out;
	switch (st) {
	case Z_STREAM_END:
		g->within = false;
		return GUNZIP_MEMBER;
	case Z_OK:
	case Z_BUF_ERROR:
		return GUNZIP_OK;
	case Z_MEM_ERROR:
		return fail(g, "out of memory");
	default:
		return fail(g, g->z.msg ? g->z.msg : "invalid gzip data");
	}
}

bool
gunzip_within(const struct gunzip *g)
{
	return g->within;
}

unsigned long long
gunzip_member(const struct gunzip *g)
{
	return g->member;
}

unsigned long long
gunzip_offset(const struct gunzip *g)
{
	return g->taken;
}

const char *
gunzip_why(const struct gunzip *g)
{
	return g->why;
}

bool
gunzip_resume(struct gunzip *g, struct str *in)
{
	while (in->n >= MAGIC) {
		const char *p = memchr(in->p, 0x1F, in->n - MAGIC + 1);
		size_t skip = p ? (size_t)(p - in->p) : in->n - MAGIC + 1;

		g->taken += skip;
		*in = str_slice(*in, skip, in->n);
		if (p && gunzip_looks(*in))
			return true;
		if (p) {
			g->taken++;
			*in = str_slice(*in, 1, in->n);
		}
	}
	return false;
}

bool
gunzip_all(struct str in, bool zlib, struct buf *out, const char **why)
{
	struct gunzip *g = gunzip_new(zlib);
	bool ok = false;

	*why = NULL;
	for (;;) {
		char piece[16384];
		size_t room = sizeof piece, before = in.n;
		enum gunzip_status st = gunzip_next(g, &in, piece, &room);

		buf_add(out, piece, sizeof piece - room);
		if (out->over) {
			*why = "too long (--max-size raises the limit)";
			break;
		}
		if (st == GUNZIP_BAD) {
			*why = gunzip_why(g);
			break;
		}
		/* What stands behind the last member is no part of it. */
		if (st == GUNZIP_MEMBER && (zlib || !gunzip_looks(in))) {
			ok = true;
			break;
		}
		if (st == GUNZIP_OK && room == sizeof piece && before == in.n) {
			*why = "the compressed data end early";
			break;
		}
	}
	gunzip_free(g);
	return ok;
}
