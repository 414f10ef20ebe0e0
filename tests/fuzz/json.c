/*
 * Any bytes as JSON: what json_scan accepts, libjq's parser accepts too, and
 * walking, decoding and splicing what was accepted stays within its bounds
 * and gives JSON again.
 */
#include "fuzz.h"

#include "base/utf8.h"
#include "stream/record.h"

#include <jv.h>

static struct arena arena;
static struct buf out, again;

/* libjq reads fewer levels than json_scan, and no lone surrogates. */
enum { JQ_DEPTH = 256 };

static bool
has_surrogate(struct str s)
{
	for (size_t i = 0; i + 4 < s.n; i++)
		if (s.p[i] == '\\' && s.p[i + 1] == 'u' &&
		    (s.p[i + 2] | 32) == 'd' && s.p[i + 3] >= '8')
			return true;
	return false;
}

static bool
inside(struct str part, struct str whole)
{
	return part.p >= whole.p && part.n <= whole.n &&
	    (size_t)(part.p - whole.p) <= whole.n - part.n;
}

/* Visits VALUE and all that is in it; the depth of it. */
static unsigned
visit(struct str value)
{
	struct json_error err;
	struct json_iter it;
	struct json_top top;
	struct str k, v, text;
	unsigned deepest = 0, depth;
	size_t size;
	double d;

	if (json_is_string(value)) {
		text = json_string(value, &arena);
		require(text.p && utf8_valid(text, NULL));
		/* Written and read again it is the same. */
		buf_reset(&again);
		json_add_string(&again, text);
		require(json_scan(buf_str(&again), NULL, &top, &err) &&
		    top.end == again.n);
		require(str_eq(json_string(buf_str(&again), &arena), text));
		return 0;
	}
	if (json_double(value, &d)) {
		json_size(value, &size);
		return 0;
	}
	if (!json_walk(&it, value))
		return 0;
	if (json_is_object(value)) {
		while (json_member(&it, &k, &v)) {
			require(inside(k, value) && inside(v, value));
			depth = visit(v);
			deepest = depth > deepest ? depth : deepest;
		}
	} else {
		while (json_element(&it, &v)) {
			require(inside(v, value));
			depth = visit(v);
			deepest = depth > deepest ? depth : deepest;
		}
	}
	return deepest + 1;
}

static void
splice(struct str text)
{
	struct record r, s;
	const char *why;

	if (!record_read(&r, text, &why))
		return;
	buf_reset(&out);
	record_splice(&out, &r, KEY_DATES, STR("[1]"));
	require(record_read(&s, buf_str(&out), &why));
	require(str_eqz(s.top.v[KEY_DATES], "[1]"));
	for (int i = 0; i < KEY_COUNT; i++)
		require(i == KEY_DATES ||
		    (!r.top.v[i].p == !s.top.v[i].p &&
			str_eq(r.top.v[i], s.top.v[i])));
	/* Twice is once. */
	buf_reset(&again);
	record_splice(&again, &s, KEY_DATES, STR("[1]"));
	require(str_eq(buf_str(&again), buf_str(&out)));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct str text = {(const char *)data, n};
	struct json_error err;
	struct json_top top;
	unsigned depth;
	jv v;

	if (!out.max) {
		buf_init(&out, BUF_MAX);
		buf_init(&again, BUF_MAX);
	}
	arena_reset(&arena);
	splice(text);
	if (!json_scan(text, NULL, &top, &err)) {
		require(err.why && err.at <= n && err.more == (err.at == n));
		return 0;
	}
	require(top.start <= top.end && top.end <= n);
	text = str_slice(text, top.start, top.end);
	require(utf8_valid(text, NULL));
	depth = visit(text);
	require(depth <= JSON_DEPTH);
	if (depth > JQ_DEPTH || has_surrogate(text))
		return 0;
	v = jv_parse_sized(text.p, (int)text.n);
	require(jv_is_valid(v));
	jv_free(v);
	return 0;
}
