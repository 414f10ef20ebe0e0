#include "stream/record.h"

#include <stdio.h>
#include <string.h>

static const struct str names[KEY_COUNT] = {
    [KEY_DOC] = STR_INIT("doc"),
    [KEY_N] = STR_INIT("n"),
    [KEY_PAR] = STR_INIT("par"),
    [KEY_KIND] = STR_INIT("kind"),
    [KEY_START] = STR_INIT("start"),
    [KEY_END] = STR_INIT("end"),
    [KEY_TEXT] = STR_INIT("text"),
    [KEY_IN] = STR_INIT("in"),
    [KEY_DATELINE] = STR_INIT("dateline"),
    [KEY_LAST] = STR_INIT("last"),
    [KEY_ENTITIES] = STR_INIT("entities"),
    [KEY_DATES] = STR_INIT("dates"),
    [KEY_QUOTES] = STR_INIT("quotes"),
    [KEY_CLAIMS] = STR_INIT("claims"),
    [KEY_RELATION] = STR_INIT("relation"),
    [KEY_ID] = STR_INIT("id"),
    [KEY_DATE] = STR_INIT("date"),
    [KEY_SOURCE] = STR_INIT("source"),
    [KEY_TITLE] = STR_INIT("title"),
    [KEY_URL] = STR_INIT("url"),
    [KEY_AUTHOR] = STR_INIT("author"),
    [KEY_LANG] = STR_INIT("lang"),
    [KEY_STORY] = STR_INIT("story"),
};

const struct json_keys record_keys = {names, KEY_COUNT};

const char *
record_key_name(enum record_key key)
{
	return names[key].p;
}

/*
 * What read_doc has found in the last `doc` object: those of neighbouring
 * records are mostly the same, byte for byte.
 */
static struct {
	struct buf raw;
	size_t id, idlen; /* where its id stands; length 0: it has none */
} last_doc = {.raw = {.max = BUF_MAX}};

/*
 * The `doc` of a segment: scanned for itself, so that a key given twice is
 * an error there too.
 */
static bool
scan_doc(struct str doc, struct json_error *err)
{
	struct json_top top;
	struct str id;

	buf_reset(&last_doc.raw);
	if (!json_scan(doc, &record_keys, &top, err))
		return false;
	id = top.v[KEY_ID];
	buf_adds(&last_doc.raw, doc);
	last_doc.id = id.p ? (size_t)(id.p - doc.p) : 0;
	last_doc.idlen = id.n;
	return true;
}

static bool
read_doc(struct record *r, struct json_error *err)
{
	struct str doc = r->top.v[KEY_DOC];

	if (!str_eq(doc, buf_str(&last_doc.raw)) && !scan_doc(doc, err)) {
		err->at += (size_t)(doc.p - r->line.p);
		return false;
	}
	r->kind = RECORD_SEGMENT;
	r->id = (struct str){NULL, 0};
	if (last_doc.idlen)
		r->id = (struct str){doc.p + last_doc.id, last_doc.idlen};
	r->last = json_is_true(r->top.v[KEY_LAST]);
	return true;
}

bool
record_read(struct record *r, struct str line, const char **why)
{
	static char msg[160];
	struct json_error err;
	size_t rest;

	*r = (struct record){.line = line, .selected = true};
	if (!json_scan(line, &record_keys, &r->top, &err) ||
	    (r->top.v[KEY_DOC].p && !read_doc(r, &err))) {
		snprintf(msg, sizeof msg, "invalid JSON at byte %zu: %s",
		    err.at + 1, err.why);
		*why = msg;
		return false;
	}
	rest = json_space(line, r->top.end);
	if (rest < line.n) {
		snprintf(msg, sizeof msg,
		    "invalid JSON at byte %zu: more than one value", rest + 1);
		*why = msg;
		return false;
	}
	if (!r->top.object) {
		*why = "not a JSON object";
		return false;
	}
	if (r->top.v[KEY_RELATION].p)
		r->kind = RECORD_RELATION;
	return true;
}

static void
rebase(struct str *s, const char *from, const char *to)
{
	if (s->p)
		s->p = to + (s->p - from);
}

void
record_move(struct record *r, const char *p)
{
	for (size_t i = 0; i < KEY_COUNT; i++)
		rebase(&r->top.v[i], r->line.p, p);
	rebase(&r->id, r->line.p, p);
	r->line.p = p;
}

void
record_splice(struct buf *out, const struct record *r, enum record_key key,
    struct str value)
{
	struct str line = r->line, old = r->top.v[key];

	if (old.p) {
		buf_add(out, line.p, (size_t)(old.p - line.p));
		buf_adds(out, value);
		buf_add(out, old.p + old.n,
		    (size_t)(line.p + line.n - old.p - old.n));
		return;
	}
	buf_add(out, line.p, r->top.close);
	if (!r->top.empty)
		buf_addc(out, ',');
	buf_addc(out, '"');
	buf_adds(out, names[key]);
	buf_addz(out, "\":");
	buf_adds(out, value);
	buf_add(out, line.p + r->top.close, line.n - r->top.close);
}
