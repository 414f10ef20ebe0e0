#include "stream/charset.h"

#include "base/utf8.h"

#include <errno.h>
#include <iconv.h>
#include <string.h>

enum { LOOK = 4096 }; /* bytes in which a page has to name its charset */

/* What iconv is asked for: a page may not name just any converter. */
static const char *const families[] = {"utf-16", "iso-8859-", "windows-12",
    "cp12", "koi8-", "gb", "big5", "shift_jis", "sjis", "euc-", "macintosh",
    "iso-2022-jp", "ibm866", "cp866", "tis-620", "windows-874", "ks_c_5601"};

/* Windows-1252 where it is not Latin-1; 0: not assigned. */
static const uint16_t cp1252[32] = {0x20AC, 0, 0x201A, 0x192, 0x201E, 0x2026,
    0x2020, 0x2021, 0x2C6, 0x2030, 0x160, 0x2039, 0x152, 0, 0x17D, 0, 0, 0x2018,
    0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x2DC, 0x2122, 0x161,
    0x203A, 0x153, 0, 0x17E, 0x178};

static bool
same(struct str a, struct str b)
{
	if (a.n != b.n)
		return false;
	for (size_t i = 0; i < a.n; i++) {
		char c = a.p[i], d = b.p[i];

		c = c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
		d = d >= 'A' && d <= 'Z' ? (char)(d + 32) : d;
		if (c != d)
			return false;
	}
	return true;
}

static void
add_byte(struct buf *b, unsigned char c)
{
	if (c >= 0x80 && c < 0xA0)
		utf8_add(b, cp1252[c - 0x80] ? cp1252[c - 0x80] : 0xFFFD);
	else if (c >= 0x80)
		utf8_add(b, c);
	else
		buf_addc(b, c ? (char)c : ' ');
}

/*
 * What is no UTF-8 in a page of UTF-8 was mostly pasted in from
 * Windows-1252, so it is read as that, byte by byte.
 */
static struct str
repair(struct str s, struct buf *out)
{
	const char *p = s.p, *end = s.p + s.n;

	if (utf8_valid(s, NULL) && !memchr(s.p, 0, s.n))
		return s;
	while (p < end) {
		const char *run = p;
		unsigned n;

		while (p<end && * p> 0)
			p++;
		buf_add(out, run, (size_t)(p - run));
		if (p == end)
			break;
		n = *p ? utf8_check(p, end) : 0;
		if (n)
			buf_add(out, p, n);
		else
			add_byte(out, (unsigned char)*p);
		p += n ? n : 1;
	}
	return buf_str(out);
}

static struct str
convert(struct str s, iconv_t cd, struct buf *out)
{
	char *in = (char *)(uintptr_t)s.p, tmp[4096];
	size_t left = s.n;

	while (left) {
		char *o = tmp;
		size_t room = sizeof tmp, done;

		done = iconv(cd, &in, &left, &o, &room);
		for (const char *p = tmp; p < o; p++)
			buf_addc(out, *p ? *p : ' ');
		if (done != (size_t)-1 || errno == E2BIG)
			continue;
		utf8_add(out, 0xFFFD);
		if (errno != EILSEQ)
			break;
		in++;
		left--;
	}
	return buf_str(out);
}

/* What KEY ("charset") is said to be within S; p NULL: nothing. */
static struct str
value_of(struct str s, struct str key)
{
	size_t at = 0, start;

	for (; at + key.n < s.n; at++) {
		if ((s.p[at] | 32) != key.p[0] ||
		    !same(str_slice(s, at, at + key.n), key))
			continue;
		start = at + key.n;
		while (start < s.n && memchr(" \t\r\n=\"'", s.p[start], 8))
			start++;
		at = start;
		while (at < s.n && !memchr(" \t\r\n;\"'/>?", s.p[at], 10))
			at++;
		if (at > start)
			return str_slice(s, start, at);
	}
	return (struct str){NULL, 0};
}

/* The charset that an XML declaration or a meta element names. */
static struct str
declared(struct str s)
{
	struct str xml = str_trim(s), name = {NULL, 0};
	size_t end;

	if (str_starts(xml, "<?xml")) {
		end = str_find(xml, STR("?>"), 0);
		if (end != SIZE_MAX && end < LOOK)
			name = value_of(
			    str_slice(xml, 0, end + 1), STR("encoding"));
	}
	if (!name.n)
		name = value_of(
		    str_slice(s, 0, s.n < LOOK ? s.n : LOOK), STR("charset"));
	return name;
}

static bool
begins(struct str s, const char *z)
{
	size_t n = strlen(z);

	return s.n >= n && same(str_slice(s, 0, n), (struct str){z, n});
}

/* A converter for NAME, or (iconv_t)-1: then the bytes decide. */
static iconv_t
converter(struct str name)
{
	char z[32];

	if (name.n >= sizeof z)
		return (iconv_t)-1;
	/* What calls itself Latin-1 or ASCII is Windows-1252 on the web. */
	if (same(name, STR("iso-8859-1")))
		return (iconv_t)-1;
	for (size_t i = 0; i < name.n; i++) {
		char c = name.p[i];

		if (!((c | 32) >= 'a' && (c | 32) <= 'z') && c != '-' &&
		    c != '_' && !(c >= '0' && c <= '9'))
			return (iconv_t)-1;
		z[i] = c;
	}
	z[name.n] = '\0';
	for (size_t i = 0; i < sizeof families / sizeof *families; i++)
		if (begins(name, families[i]))
			return iconv_open("UTF-8", z);
	return (iconv_t)-1;
}

struct str
charset_utf8(struct str page, const char *charset, bool markup, struct buf *out)
{
	struct str name = str_from(charset);
	iconv_t cd = (iconv_t)-1;

	if (str_starts(page, "\xEF\xBB\xBF"))
		return repair(str_slice(page, 3, page.n), out);
	if (str_starts(page, "\xFF\xFE")) {
		name = STR("UTF-16LE");
		page = str_slice(page, 2, page.n);
	} else if (str_starts(page, "\xFE\xFF")) {
		name = STR("UTF-16BE");
		page = str_slice(page, 2, page.n);
	} else if (!name.n && markup) {
		name = declared(page);
		/* Who could read that name read no UTF-16. */
		if (begins(name, "utf-16"))
			name = (struct str){NULL, 0};
	}
	if (name.n)
		cd = converter(name);
	if (cd != (iconv_t)-1) {
		convert(page, cd, out);
		iconv_close(cd);
		return buf_str(out);
	}
	if (begins(name, "utf-8") || begins(name, "utf8") ||
	    utf8_valid(page, NULL))
		return repair(page, out);
	for (size_t i = 0; i < page.n; i++)
		add_byte(out, (unsigned char)page.p[i]);
	return buf_str(out);
}

struct str
charset_head(struct str s, char *room, size_t n)
{
	bool little = str_starts(s, "\xFF\xFE");
	size_t k = 0;

	if (!little && !str_starts(s, "\xFE\xFF"))
		return s;
	for (size_t i = 2; i + 1 < s.n && k < n; i += 2) {
		char low = s.p[little ? i : i + 1];
		char high = s.p[little ? i + 1 : i];

		room[k++] = high || low < 0 ? '?' : low;
	}
	return (struct str){room, k};
}
