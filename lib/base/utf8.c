#include "base/utf8.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

/* Made by gen/unicode.c: uc_ascii, uc_index, uc_blocks, uc_case. */
#include "unicode.inc"

unsigned
utf8_check(const char *p, const char *end)
{
	const unsigned char *s = (const unsigned char *)p;
	size_t n = (size_t)(end - p);

	if (s[0] < 0xC2 || s[0] > 0xF4)
		return 0;
	if (s[0] < 0xE0)
		return n >= 2 && (s[1] & 0xC0) == 0x80 ? 2 : 0;
	if (n < 3 || (s[1] & 0xC0) != 0x80 || (s[2] & 0xC0) != 0x80)
		return 0;
	if (s[0] < 0xF0) {
		if ((s[0] == 0xE0 && s[1] < 0xA0) ||
		    (s[0] == 0xED && s[1] > 0x9F))
			return 0;
		return 3;
	}
	if (n < 4 || (s[3] & 0xC0) != 0x80 || (s[0] == 0xF0 && s[1] < 0x90) ||
	    (s[0] == 0xF4 && s[1] > 0x8F))
		return 0;
	return 4;
}

bool
utf8_valid(struct str s, size_t *bad)
{
	const char *p = s.p, *end = s.p + s.n;
	uint64_t w;
	unsigned k;

	while (p < end) {
		while (end - p >= 8) {
			memcpy(&w, p, 8);
			if (w & UINT64_C(0x8080808080808080))
				break;
			p += 8;
		}
		if (p == end)
			break;
		if (!((unsigned char)*p & 0x80)) {
			p++;
			continue;
		}
		k = utf8_check(p, end);
		if (!k) {
			if (bad)
				*bad = (size_t)(p - s.p);
			return false;
		}
		p += k;
	}
	return true;
}

uint32_t
utf8_next(const char **p, const char *end)
{
	const unsigned char *s = (const unsigned char *)*p;
	uint32_t c = s[0];
	int k;

	(void)end;
	if (c < 0x80) {
		*p += 1;
		return c;
	}
	if (c < 0xE0) {
		c &= 0x1F;
		k = 1;
	} else if (c < 0xF0) {
		c &= 0x0F;
		k = 2;
	} else {
		c &= 0x07;
		k = 3;
	}
	for (int i = 1; i <= k; i++)
		c = c << 6 | (s[i] & 0x3F);
	*p += k + 1;
	return c;
}

uint32_t
utf8_prev(const char **p, const char *start)
{
	const char *q = *p - 1, *end = *p;

	while (q > start && ((unsigned char)*q & 0xC0) == 0x80)
		q--;
	*p = q;
	return utf8_next(&q, end);
}

size_t
utf8_count(struct str s)
{
	const uint64_t low = UINT64_C(0x0101010101010101);
	size_t n = 0, i = 0;
	uint64_t w;

	/* A continuation byte has bit 7 and not bit 6: eight at a time. */
	for (; s.n - i >= 8; i += 8) {
		memcpy(&w, s.p + i, 8);
		w = w >> 7 & ~(w >> 6) & low;
		n += 8 - (size_t)(w * low >> 56);
	}
	for (; i < s.n; i++)
		n += ((unsigned char)s.p[i] & 0xC0) != 0x80;
	return n;
}

void
utf8_add(struct buf *b, uint32_t c)
{
	char s[4];
	size_t n;

	if (c < 0x80) {
		s[0] = (char)c;
		n = 1;
	} else if (c < 0x800) {
		s[0] = (char)(0xC0 | c >> 6);
		s[1] = (char)(0x80 | (c & 0x3F));
		n = 2;
	} else if (c < 0x10000) {
		s[0] = (char)(0xE0 | c >> 12);
		s[1] = (char)(0x80 | (c >> 6 & 0x3F));
		s[2] = (char)(0x80 | (c & 0x3F));
		n = 3;
	} else {
		s[0] = (char)(0xF0 | c >> 18);
		s[1] = (char)(0x80 | (c >> 12 & 0x3F));
		s[2] = (char)(0x80 | (c >> 6 & 0x3F));
		s[3] = (char)(0x80 | (c & 0x3F));
		n = 4;
	}
	buf_add(b, s, n);
}

unsigned
uc_class_wide(uint32_t c)
{
	if (c > 0x10FFFF)
		return 0;
	return uc_blocks[(size_t)uc_index[c >> 7] << 7 | (c & 127)];
}

uint32_t
uc_lower(uint32_t c)
{
	size_t lo = 0, hi = sizeof uc_case / sizeof uc_case[0];

	if (c < 128)
		return c >= 'A' && c <= 'Z' ? c + 32 : c;
	while (lo < hi) {
		size_t mid = (lo + hi) / 2;

		if (uc_case[mid].upper < c)
			lo = mid + 1;
		else
			hi = mid;
	}
	if (lo < sizeof uc_case / sizeof uc_case[0] && uc_case[lo].upper == c)
		return uc_case[lo].lower;
	return c;
}

void
utf8_lower(struct buf *b, struct str s)
{
	const char *p = s.p, *end = s.p + s.n;

	while (p < end)
		utf8_add(b, uc_lower(utf8_next(&p, end)));
}

uint64_t
utf8_hash_lower(struct str s)
{
	uint64_t h = UINT64_C(0xCBF29CE484222325);
	const char *p = s.p, *end = s.p + s.n;
	uint32_t c;

	while (p < end) {
		c = (unsigned char)*p;
		if (c < 0x80) {
			p++;
			c += c - 'A' < 26u ? 32 : 0;
		} else {
			c = uc_lower(utf8_next(&p, end));
			if (c == 0x2019) /* the apostrophe of typeset text */
				c = '\'';
		}
		h = (h ^ c) * UINT64_C(0x100000001B3);
	}
	return hash_mix(h, 0);
}

static bool
is_ascii(struct str s)
{
	uint64_t w, all = 0;
	size_t i = 0;

	for (; s.n - i >= 8; i += 8) {
		memcpy(&w, s.p + i, 8);
		all |= w;
	}
	for (; i < s.n; i++)
		all |= (uint64_t)(unsigned char)s.p[i];
	return !(all & UINT64_C(0x8080808080808080));
}

void
utf8_map_set(struct utf8_map *m, struct str text)
{
	uint32_t cp = 0;
	size_t i;

	m->n = text.n;
	m->ascii = is_ascii(text);
	if (m->ascii)
		return;
	if (m->cap < text.n + 1) {
		m->cap = text.n + text.n / 2 + 64;
		m->cp = mem_resize(m->cp, m->cap, sizeof *m->cp);
	}
	for (i = 0; i < text.n; i++) {
		m->cp[i] = cp;
		/* Inside a character: the offset of its beginning. */
		if (((unsigned char)text.p[i] & 0xC0) == 0x80)
			m->cp[i] = cp - 1;
		else
			cp++;
	}
	m->cp[text.n] = cp;
}

size_t
utf8_map_cp(const struct utf8_map *m, size_t byte)
{
	return m->ascii ? byte : m->cp[byte];
}

size_t
utf8_map_byte(const struct utf8_map *m, size_t cp)
{
	size_t lo = 0, hi = m->n;

	if (m->ascii)
		return cp <= m->n ? cp : SIZE_MAX;
	if (cp > m->cp[m->n])
		return SIZE_MAX;
	while (lo < hi) {
		size_t mid = (lo + hi) / 2;

		if (m->cp[mid] < cp)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

void
utf8_map_release(struct utf8_map *m)
{
	free(m->cp);
	*m = (struct utf8_map){0};
}
