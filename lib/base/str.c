#include "base/str.h"

#include "base/mem.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct str
str_from(const char *z)
{
	return (struct str){z, z ? strlen(z) : 0};
}

struct str
str_slice(struct str s, size_t start, size_t end)
{
	return (struct str){s.p + start, end - start};
}

bool
str_eq(struct str a, struct str b)
{
	return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

bool
str_eqz(struct str a, const char *z)
{
	return str_eq(a, str_from(z));
}

int
str_cmp(struct str a, struct str b)
{
	size_t n = a.n < b.n ? a.n : b.n;
	int c = n ? memcmp(a.p, b.p, n) : 0;

	return c ? c : (a.n > b.n) - (a.n < b.n);
}

struct str
str_before(struct str s, char sep)
{
	const char *q = s.n ? memchr(s.p, sep, s.n) : NULL;

	return q ? str_slice(s, 0, (size_t)(q - s.p)) : s;
}

bool
str_starts(struct str s, const char *z)
{
	size_t n = strlen(z);

	return s.n >= n && memcmp(s.p, z, n) == 0;
}

bool
str_ends(struct str s, const char *z)
{
	size_t n = strlen(z);

	return s.n >= n && memcmp(s.p + s.n - n, z, n) == 0;
}

size_t
str_find(struct str s, struct str needle, size_t from)
{
	const char *p = s.p + from, *end = s.p + s.n;

	if (needle.n == 0)
		return from <= s.n ? from : SIZE_MAX;
	while (from <= s.n && (size_t)(end - p) >= needle.n) {
		p = memchr(p, needle.p[0], (size_t)(end - p) - needle.n + 1);
		if (!p)
			break;
		if (memcmp(p, needle.p, needle.n) == 0)
			return (size_t)(p - s.p);
		p++;
	}
	return SIZE_MAX;
}

static bool
is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

struct str
str_trim(struct str s)
{
	while (s.n && is_space(s.p[0])) {
		s.p++;
		s.n--;
	}
	while (s.n && is_space(s.p[s.n - 1]))
		s.n--;
	return s;
}

bool
str_split(struct str *rest, char sep, struct str *part)
{
	const char *q;

	if (!rest->p)
		return false;
	q = rest->n ? memchr(rest->p, sep, rest->n) : NULL;
	if (!q) {
		*part = *rest;
		*rest = (struct str){NULL, 0};
		return true;
	}
	*part = (struct str){rest->p, (size_t)(q - rest->p)};
	rest->n -= part->n + 1;
	rest->p = q + 1;
	return true;
}

uint64_t
hash_mix(uint64_t h, uint64_t v)
{
	h = (h ^ v) * UINT64_C(0x9E3779B97F4A7C15);
	return h ^ (h >> 29);
}

uint64_t
str_hash(struct str s)
{
	uint64_t h = UINT64_C(0xCBF29CE484222325);

	for (size_t i = 0; i < s.n; i++)
		h = (h ^ (unsigned char)s.p[i]) * UINT64_C(0x100000001B3);
	return hash_mix(h, s.n);
}

void
buf_init(struct buf *b, size_t max)
{
	*b = (struct buf){.max = max};
}

void
buf_release(struct buf *b)
{
	free(b->p);
	*b = (struct buf){.max = b->max};
}

void
buf_reset(struct buf *b)
{
	b->n = 0;
	b->over = false;
}

bool
buf_reserve(struct buf *b, size_t n)
{
	size_t cap;

	if (n > b->max || b->n > b->max - n) {
		b->over = true;
		return false;
	}
	if (b->cap - b->n >= n)
		return true;
	/* Never more room than the maximum: buf_add relies on it. */
	cap = b->cap ? b->cap : b->max < 256 ? b->max : 256;
	while (cap - b->n < n)
		cap = cap > b->max / 2 ? b->max : cap * 2;
	b->p = mem_resize(b->p, cap, 1);
	b->cap = cap;
	return true;
}

void
buf_addf(struct buf *b, const char *fmt, ...)
{
	char small[512], *big;
	va_list ap;
	int n;

	va_start(ap, fmt);
	n = vsnprintf(small, sizeof small, fmt, ap);
	va_end(ap);
	if (n < 0)
		return;
	if ((size_t)n < sizeof small) {
		buf_add(b, small, (size_t)n);
		return;
	}
	big = mem_alloc((size_t)n + 1);
	va_start(ap, fmt);
	vsnprintf(big, (size_t)n + 1, fmt, ap);
	va_end(ap);
	buf_add(b, big, (size_t)n);
	free(big);
}

void
buf_addu(struct buf *b, uint64_t v)
{
	char s[20];
	size_t n = sizeof s;

	do
		s[--n] = (char)('0' + v % 10);
	while (v /= 10);
	buf_add(b, s + n, sizeof s - n);
}

struct str
buf_str(const struct buf *b)
{
	return (struct str){b->p ? b->p : "", b->n};
}
