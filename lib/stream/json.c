#include "stream/json.h"

#include "base/utf8.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ONES UINT64_C(0x0101010101010101)
#define HIGH UINT64_C(0x8080808080808080)

static bool
is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static const char *
skip_space(const char *p, const char *end)
{
	while (p < end && is_space(*p))
		p++;
	return p;
}

size_t
json_space(struct str text, size_t from)
{
	return (size_t)(skip_space(text.p + from, text.p + text.n) - text.p);
}

static bool
fail(struct json_error *err, const char *at, const char *end, const char *why)
{
	err->why = at >= end ? "ends within a value" : why;
	err->more = at >= end;
	err->where = at;
	return false;
}

/* The 8 bytes at P, the first of them lowest: one load where they stand so. */
static inline uint64_t
load8(const char *p)
{
	const unsigned char *s = (const unsigned char *)p;

	return (uint64_t)s[0] | (uint64_t)s[1] << 8 | (uint64_t)s[2] << 16 |
	       (uint64_t)s[3] << 24 | (uint64_t)s[4] << 32 |
	       (uint64_t)s[5] << 40 | (uint64_t)s[6] << 48 |
	       (uint64_t)s[7] << 56;
}

/*
 * Which of the 8 bytes of W need a look: a quote, a backslash, a control
 * character or a byte above 127? Their high bits; 0: none. (Bit tricks after
 * Mycroft; a byte is reported wrongly only above one that is reported
 * rightly, so the lowest is right.)
 */
static inline uint64_t
needs_look(uint64_t w)
{
	uint64_t q = w ^ (ONES * '"'), b = w ^ (ONES * '\\');

	return ((q - ONES) | (b - ONES) | (w - ONES * 0x20) | w) & HIGH;
}

/* The first of the bytes from P that needs a look, at most END. */
static inline const char *
plain_end(const char *p, const char *end)
{
	uint64_t look;

	for (; end - p >= 8; p += 8)
		if ((look = needs_look(load8(p))) != 0)
			return p + __builtin_ctzll(look) / 8;
	while (p < end && *p != '"' && *p != '\\' &&
	       (unsigned char)*p >= 0x20 && (unsigned char)*p < 0x80)
		p++;
	return p;
}

/* Does the text end within a character that begins at P? */
static bool
is_cut_off(const char *p, const char *end)
{
	size_t n = (size_t)(end - p);
	char s[4];

	if (n >= sizeof s)
		return false;
	/* One of these two stands behind any first byte. */
	for (int i = 0; i < 2; i++) {
		memset(s, i ? 0xA0 : 0x80, sizeof s);
		memcpy(s, p, n);
		if (utf8_check(s, s + sizeof s) > n)
			return true;
	}
	return false;
}

static bool
is_hex(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') ||
	       (c >= 'A' && c <= 'F');
}

/* Scans a string; *P stands behind the opening quote, then behind the end. */
static bool
scan_string(const char **pp, const char *end, struct json_error *err)
{
	const char *p = *pp;
	unsigned k;

	for (;;) {
		p = plain_end(p, end);
		if (p >= end)
			return fail(err, p, end, "");
		if (*p == '"') {
			*pp = p + 1;
			return true;
		}
		if ((unsigned char)*p < 0x20)
			return fail(
			    err, p, end, "control character in a string");
		if (*p != '\\') {
			do {
				k = utf8_check(p, end);
				if (!k)
					return fail(err,
					    is_cut_off(p, end) ? end : p, end,
					    "invalid UTF-8");
				p += k;
			} while (p < end && (unsigned char)*p >= 0x80);
			continue;
		}
		if (++p >= end)
			return fail(err, p, end, "");
		if (*p == 'u') {
			for (int i = 1; i <= 4; i++) {
				if (p + i >= end)
					return fail(err, end, end, "");
				if (!is_hex(p[i]))
					return fail(err, p + i, end,
					    "invalid \\u escape");
			}
			p += 5;
		} else if (*p && strchr("\"\\/bfnrt", *p)) {
			p++;
		} else {
			return fail(err, p, end, "invalid escape");
		}
	}
}

static const char *
skip_digits(const char *p, const char *end)
{
	while (p < end && (unsigned)(*p - '0') < 10)
		p++;
	return p;
}

static bool
scan_number(const char **pp, const char *end, struct json_error *err)
{
	const char *p = *pp, *q;

	if (*p == '-')
		p++;
	q = skip_digits(p, end);
	if (q == p)
		return fail(err, p, end, "invalid value");
	if (*p == '0' && q > p + 1)
		return fail(err, p, end, "number with a leading zero");
	p = q;
	if (p < end && *p == '.') {
		q = skip_digits(++p, end);
		if (q == p)
			return fail(err, p, end, "invalid number");
		p = q;
	}
	if (p < end && (*p == 'e' || *p == 'E')) {
		p++;
		if (p < end && (*p == '+' || *p == '-'))
			p++;
		q = skip_digits(p, end);
		if (q == p)
			return fail(err, p, end, "invalid number");
		p = q;
	}
	*pp = p;
	return true;
}

static bool
scan_word(const char **pp, const char *end, struct json_error *err)
{
	static const struct str words[] = {
	    STR_INIT("true"), STR_INIT("false"), STR_INIT("null")};
	const char *p = *pp;

	for (size_t i = 0; i < 3; i++) {
		size_t n = 0;

		if (*p != words[i].p[0])
			continue;
		while (n < words[i].n && p + n < end && p[n] == words[i].p[n])
			n++;
		if (n < words[i].n)
			return fail(err, p + n, end, "invalid value");
		*pp = p + n;
		return true;
	}
	return fail(err, p, end, "invalid value");
}

/*
 * Index of the key RAW (undecoded) among KEYS, or -1. The search begins at
 * FROM: keys mostly stand in the order in which they are known.
 */
static int
find_key(const struct json_keys *keys, struct str raw, size_t from)
{
	char small[64];
	size_t n = 0, i;

	if (raw.n && memchr(raw.p, '\\', raw.n)) {
		struct arena a = {0};
		char quoted[66 * 6];

		/* A known key may be written with escapes; rare, so slow. */
		if (raw.n > sizeof quoted - 2)
			return -1;
		quoted[0] = '"';
		memcpy(quoted + 1, raw.p, raw.n);
		quoted[raw.n + 1] = '"';
		raw = json_string((struct str){quoted, raw.n + 2}, &a);
		n = raw.n < sizeof small ? raw.n : 0;
		if (n)
			memcpy(small, raw.p, n);
		arena_release(&a);
		raw = (struct str){small, n};
	}
	i = from;
	for (size_t k = 0; k < keys->n; k++, i++) {
		i = i < keys->n ? i : 0;
		if (keys->name[i].n == raw.n && str_eq(keys->name[i], raw))
			return (int)i;
	}
	return -1;
}

bool
json_scan(struct str text, const struct json_keys *keys, struct json_top *top,
    struct json_error *err)
{
	const char *p, *end = text.p + text.n, *start, *value = NULL;
	uint64_t is_object[JSON_DEPTH / 64 + 1] = {0};
	unsigned depth = 0;
	size_t next = 0;
	int key = -1;

	memset(top, 0, sizeof *top);
	*err = (struct json_error){0};
	p = skip_space(text.p, end);
	top->start = (size_t)(p - text.p);
	if (p >= end) {
		fail(err, p, end, "");
		goto bad;
	}
	top->object = *p == '{';
	top->empty = true;
value:
	p = skip_space(p, end);
	if (p >= end) {
		fail(err, p, end, "");
		goto bad;
	}
	if (depth == 1 && key >= 0)
		value = p;
	switch (*p) {
	case '"':
		p++;
		if (!scan_string(&p, end, err))
			goto bad;
		break;
	case '{':
	case '[':
		if (++depth > JSON_DEPTH) {
			fail(err, p, end, "nested too deeply");
			goto bad;
		}
		if (*p == '{') {
			is_object[depth / 64] |= UINT64_C(1) << depth % 64;
			p = skip_space(p + 1, end);
			if (p < end && *p == '}')
				goto close;
			goto member;
		}
		is_object[depth / 64] &= ~(UINT64_C(1) << depth % 64);
		p = skip_space(p + 1, end);
		if (p < end && *p == ']')
			goto close;
		goto value;
	case '-':
	case '0':
	case '1':
	case '2':
	case '3':
	case '4':
	case '5':
	case '6':
	case '7':
	case '8':
	case '9':
		if (!scan_number(&p, end, err))
			goto bad;
		break;
	default:
		if (!scan_word(&p, end, err))
			goto bad;
	}
done:
	if (value && depth == 1) {
		top->v[key] = (struct str){value, (size_t)(p - value)};
		value = NULL;
		key = -1;
	}
	if (depth == 0) {
		top->end = (size_t)(p - text.p);
		return true;
	}
	p = skip_space(p, end);
	if (p >= end) {
		fail(err, p, end, "");
		goto bad;
	}
	if (is_object[depth / 64] >> depth % 64 & 1) {
		if (*p == '}')
			goto close;
		if (*p != ',') {
			fail(err, p, end, "expected ',' or '}'");
			goto bad;
		}
		p = skip_space(p + 1, end);
		goto member;
	}
	if (*p == ']')
		goto close;
	if (*p != ',') {
		fail(err, p, end, "expected ',' or ']'");
		goto bad;
	}
	p++;
	goto value;
member:
	if (p >= end || *p != '"') {
		fail(err, p, end, "expected a key");
		goto bad;
	}
	start = ++p;
	if (!scan_string(&p, end, err))
		goto bad;
	if (depth == 1 && top->object) {
		top->empty = false;
		key = keys ? find_key(keys,
				 (struct str){start, (size_t)(p - 1 - start)},
				 next)
			   : -1;
		next = key >= 0 ? (size_t)key + 1 : next;
		if (key >= 0 && top->v[key].p) {
			fail(err, start, end, "a known key stands twice");
			goto bad;
		}
	}
	p = skip_space(p, end);
	if (p >= end || *p != ':') {
		fail(err, p, end, "expected ':'");
		goto bad;
	}
	p++;
	goto value;
close:
	if (depth == 1)
		top->close = (size_t)(p - text.p);
	depth--;
	p++;
	goto done;
bad:
	err->at = (size_t)(err->where - text.p);
	return false;
}

/* Behind the closing quote of the scanned string that goes on at P. */
static const char *
skip_string(const char *p, const char *end)
{
	uint64_t w;

	for (;;) {
		while (
		    end - p >= 8 && (memcpy(&w, p, 8), !needs_look(w & ~HIGH)))
			p += 8;
		while (*p != '"' && *p != '\\')
			p++;
		if (*p == '"')
			return p + 1;
		p += 2;
	}
}

/* Does a byte open or close something: what else is there can be passed? */
static const bool turns[256] = {
    ['"'] = true, ['{'] = true, ['}'] = true, ['['] = true, [']'] = true};

/* End of the scanned value at P. */
static const char *
skip_value(const char *p, const char *end)
{
	unsigned depth = 0;

	if (*p == '"')
		return skip_string(p + 1, end);
	if (*p != '{' && *p != '[') {
		while (p < end && !is_space(*p) && *p != ',' && *p != ']' &&
		       *p != '}')
			p++;
		return p;
	}
	/* It was scanned: what opens closes, so that no end need be asked. */
	do {
		while (!turns[(unsigned char)*p])
			p++;
		if (*p == '"') {
			p = skip_string(p + 1, end);
			continue;
		}
		if (*p == '{' || *p == '[')
			depth++;
		else
			depth--;
		p++;
	} while (depth);
	return p;
}

bool
json_walk(struct json_iter *it, struct str value)
{
	if (!value.n || (value.p[0] != '{' && value.p[0] != '['))
		return false;
	it->end = value.p + value.n;
	it->p = skip_space(value.p + 1, it->end);
	return true;
}

bool
json_element(struct json_iter *it, struct str *value)
{
	const char *p = it->p;

	if (p >= it->end || *p == ']' || *p == '}')
		return false;
	value->p = p;
	p = skip_value(p, it->end);
	value->n = (size_t)(p - value->p);
	p = skip_space(p, it->end);
	if (p < it->end && *p == ',')
		p = skip_space(p + 1, it->end);
	it->p = p;
	return true;
}

bool
json_member(struct json_iter *it, struct str *key, struct str *value)
{
	const char *p = it->p;

	if (p >= it->end || *p == '}')
		return false;
	key->p = p + 1;
	p = skip_value(p, it->end);
	key->n = (size_t)(p - 1 - key->p);
	p = skip_space(p, it->end);
	it->p = skip_space(p + 1, it->end); /* behind the colon */
	return json_element(it, value);
}

struct str
json_get(struct str value, const char *name)
{
	const struct str wanted = str_from(name);
	const struct json_keys keys = {&wanted, 1};
	struct json_iter it;
	struct str key, v;

	if (json_is_object(value) && json_walk(&it, value))
		while (json_member(&it, &key, &v))
			if (find_key(&keys, key, 0) == 0)
				return v;
	return (struct str){NULL, 0};
}

void
json_pick(
    struct str object, const char *const *name, size_t n, struct str *value)
{
	struct json_iter it;
	struct str key, v;

	memset(value, 0, n * sizeof *value);
	if (!json_is_object(object) || !json_walk(&it, object))
		return;
	while (json_member(&it, &key, &v))
		for (size_t i = 0; i < n; i++)
			if (!value[i].p && str_eqz(key, name[i])) {
				value[i] = v;
				break;
			}
}

bool
json_is_string(struct str raw)
{
	return raw.n && raw.p[0] == '"';
}

bool
json_is_object(struct str raw)
{
	return raw.n && raw.p[0] == '{';
}

bool
json_is_array(struct str raw)
{
	return raw.n && raw.p[0] == '[';
}

bool
json_is_true(struct str raw)
{
	return raw.n && raw.p[0] == 't';
}

bool
json_is_null(struct str raw)
{
	return raw.n && raw.p[0] == 'n';
}

static uint32_t
hex4(const char *p)
{
	uint32_t v = 0;

	for (int i = 0; i < 4; i++) {
		uint32_t c = (unsigned char)p[i];

		v = v << 4 | (c <= '9' ? c - '0' : (c | 32) - 'a' + 10);
	}
	return v;
}

struct str
json_string(struct str raw, struct arena *a)
{
	static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
	const char *p, *end;
	struct buf b;
	uint32_t c, d;

	if (!json_is_string(raw))
		return (struct str){NULL, 0};
	p = raw.p + 1;
	end = raw.p + raw.n - 1;
	if (end == p || !memchr(p, '\\', (size_t)(end - p)))
		return (struct str){p, (size_t)(end - p)};
	/* Decoding never lengthens, so the buffer cannot pass its end. */
	b = (struct buf){
	    .p = arena_alloc(a, raw.n), .cap = raw.n, .max = raw.n};
	while (p < end) {
		const char *q = memchr(p, '\\', (size_t)(end - p));

		if (!q)
			q = end;
		buf_add(&b, p, (size_t)(q - p));
		if (q == end)
			break;
		p = q + 2;
		if (q[1] != 'u') {
			buf_addc(&b, to[strchr(from, q[1]) - from]);
			continue;
		}
		c = hex4(p);
		p += 4;
		if (c >= 0xD800 && c < 0xDC00 && end - p >= 6 && p[0] == '\\' &&
		    p[1] == 'u' && (d = hex4(p + 2)) >= 0xDC00 && d < 0xE000) {
			c = 0x10000 + ((c - 0xD800) << 10) + (d - 0xDC00);
			p += 6;
		} else if (c >= 0xD800 && c < 0xE000) {
			c = 0xFFFD;
		}
		utf8_add(&b, c);
	}
	return (struct str){b.p, b.n};
}

bool
json_double(struct str raw, double *v)
{
	char small[64], *s = small;

	if (!raw.n || (raw.p[0] != '-' && (unsigned)(raw.p[0] - '0') > 9))
		return false;
	if (raw.n >= sizeof small)
		s = mem_alloc(raw.n + 1);
	memcpy(s, raw.p, raw.n);
	s[raw.n] = '\0';
	*v = strtod(s, NULL);
	if (s != small)
		free(s);
	return true;
}

bool
json_size(struct str raw, size_t *v)
{
	uint64_t n = 0;
	size_t i = 0;
	double d;

	/* Nearly all are short and have digits only. */
	for (; i < raw.n && i < 16 && (unsigned)(raw.p[i] - '0') < 10; i++)
		n = n * 10 + (uint64_t)(raw.p[i] - '0');
	if (i == raw.n && n <= UINT64_C(9007199254740992)) {
		*v = (size_t)n;
		return i > 0;
	}
	if (!json_double(raw, &d) || !(d >= 0 && d <= 9007199254740992.0) ||
	    floor(d) != d)
		return false;
	*v = (size_t)d;
	return true;
}

void
json_add_string(struct buf *b, struct str s)
{
	static const char hex[] = "0123456789abcdef";
	const char *p = s.p, *q = s.p, *end = s.p + s.n;
	unsigned char c;
	uint64_t w;

	buf_addc(b, '"');
	for (; p < end; p++) {
		/* Bytes above 127 need a look when read, and none here. */
		while (
		    end - p >= 8 && (memcpy(&w, p, 8), !needs_look(w & ~HIGH)))
			p += 8;
		if (p == end)
			break;
		c = (unsigned char)*p;
		if (c >= 0x20 && c != '"' && c != '\\')
			continue;
		char esc[6] = {'\\', 'u', '0', '0', hex[c >> 4], hex[c & 15]};

		buf_add(b, q, (size_t)(p - q));
		q = p + 1;
		switch (c) {
		case '\n':
			buf_addz(b, "\\n");
			break;
		case '\t':
			buf_addz(b, "\\t");
			break;
		case '\r':
			buf_addz(b, "\\r");
			break;
		case '"':
		case '\\':
			esc[1] = (char)c;
			buf_add(b, esc, 2);
			break;
		default:
			buf_add(b, esc, 6);
		}
	}
	buf_add(b, q, (size_t)(p - q));
	buf_addc(b, '"');
}

void
json_add_double(struct buf *b, double v)
{
	char s[40];
	int precision = 15;

	if (!isfinite(v)) {
		buf_addz(b, "null");
		return;
	}
	if (fabs(v) < 1e15 && floor(v) == v) {
		buf_addf(b, "%.0f", v);
		return;
	}
	do
		snprintf(s, sizeof s, "%.*g", precision, v);
	while (strtod(s, NULL) != v && ++precision <= 17);
	buf_addz(b, s);
}

void
json_add_comma(struct buf *b)
{
	if (b->n && b->p[b->n - 1] != '{' && b->p[b->n - 1] != '[')
		buf_addc(b, ',');
}

void
json_add_key(struct buf *b, const char *key)
{
	json_add_comma(b);
	buf_addc(b, '"');
	buf_addz(b, key);
	buf_addz(b, "\":");
}

void
json_add_member(struct buf *b, const char *key, struct str value)
{
	if (!value.p)
		return;
	json_add_key(b, key);
	json_add_string(b, value);
}

void
json_add_size(struct buf *b, const char *key, size_t value)
{
	json_add_key(b, key);
	buf_addu(b, value);
}
