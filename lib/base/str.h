/*
 * str - strings as (pointer, length), and byte buffers that grow.
 *
 * For: every piece of text in the project. A struct str owns nothing: it is
 * a view that dies with what it points into. Nothing relies on a NUL.
 * Not for: knowledge of characters; that is utf8.h.
 */
#ifndef BASE_STR_H
#define BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct str {
	const char *p; /* NULL: there is none (distinct from empty) */
	size_t n;      /* bytes */
};

/* A literal as struct str, in an expression and in a static initialiser. */
#define STR(lit) ((struct str){"" lit, sizeof(lit) - 1})
#define STR_INIT(lit)                   \
	{                               \
		"" lit, sizeof(lit) - 1 \
	}

/* A NUL-terminated string as struct str; NULL gives none. */
struct str str_from(const char *z);
/* The bytes from START up to END of S; START <= END <= S.n. */
struct str str_slice(struct str s, size_t start, size_t end);
bool str_eq(struct str a, struct str b);
bool str_eqz(struct str a, const char *z);
/* As memcmp, the shorter of equal beginnings first. */
int str_cmp(struct str a, struct str b);
/* S up to its first SEP, or all of it. */
struct str str_before(struct str s, char sep);
bool str_starts(struct str s, const char *z);
bool str_ends(struct str s, const char *z);
/* Offset in bytes of the first NEEDLE at or after FROM, or SIZE_MAX. */
size_t str_find(struct str s, struct str needle, size_t from);
/* S without ASCII white space at both ends. */
struct str str_trim(struct str s);
/* Takes the part of *REST before the next SEP away from it; false at end. */
bool str_split(struct str *rest, char sep, struct str *part);

/* 64-bit hash of bytes (FNV-1a, finished by a multiply-xor mix). */
uint64_t str_hash(struct str s);
/* Combines a running hash with one more value, order mattering. */
uint64_t hash_mix(uint64_t h, uint64_t v);

/*
 * A buffer names its maximum when it is made. An append that would pass it
 * appends nothing and sets `over`, which stays set until buf_reset: check
 * it once, where the text is used.
 */
struct buf {
	char *p;
	size_t n, cap, max;
	bool over;
};

enum { BUF_MAX = 1 << 30 }; /* for what grows with one record at most */

void buf_init(struct buf *b, size_t max);
void buf_release(struct buf *b);
/* Empties B and clears `over`; keeps the memory. */
void buf_reset(struct buf *b);
/* Makes room for N more bytes; false (and `over`) past the maximum. */
bool buf_reserve(struct buf *b, size_t n);
/* Inline, for records are written a few bytes at a time. */
static inline void
buf_add(struct buf *b, const char *p, size_t n)
{
	if (n == 0 || (n > b->cap - b->n && !buf_reserve(b, n)))
		return;
	memcpy(b->p + b->n, p, n);
	b->n += n;
}

static inline void
buf_adds(struct buf *b, struct str s)
{
	buf_add(b, s.p, s.n);
}

static inline void
buf_addz(struct buf *b, const char *z)
{
	buf_add(b, z, strlen(z));
}

static inline void
buf_addc(struct buf *b, char c)
{
	buf_add(b, &c, 1);
}

/* V in decimal digits; buf_addf is far slower. */
void buf_addu(struct buf *b, uint64_t v);
void buf_addf(struct buf *b, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));
/* The bytes of B as a view that dies at the next change of B. */
struct str buf_str(const struct buf *b);

#endif
