#include "news/desk.h"

#include "base/diag.h"
#include "news/claim.h"
#include "news/data.h"
#include "news/date_calendar.h"
#include "news/gather.h"
#include "news/pack.h"
#include "news/prepare.h"
#include "news/story.h"
#include "stream/store.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/*
 * Claims, quotations and sentences that are compared at once. A story with more
 * comes in parts, each of neighbours in time.
 */
enum { MAX_STORY = 100000 };

/* Days around a batch in which stories of earlier documents are looked for. */
enum { AROUND = 7 };

/* The first byte of what waits: was the document's story given? */
enum { GIVEN = 'g', FOUND = 'f' };

/* Fields of a key and the segment's number, before a record. */
enum { KEY_FIELDS = 5 };

struct desk {
	struct filter *f;
	struct annotation a;
	struct preparer *preparer;
	struct claimer *claimer;
	bool merge, with_segments, read;
	struct gather *gather;
	struct differ *differ;
	struct expr *by;
	struct buf by_out, pack, story;
	struct arena arena;
	struct document doc;
	/* The document at hand, which the next story begins with. */
	struct str key, value;
	bool begun, pending, earlier;
	struct store *store;
	int64_t days;        /* of --since, or 0 */
	int64_t first, last; /* days of the batch, or STORE_NO_DAY */
	struct buf row_key, group;
	/* A document from GATHER that is not in the store yet. */
	struct str new_key, new_value;
	bool incoming, asking, started;
	unsigned long long documents, stories, parts, known;
};

/* "30d" or "4w" in days. */
static int64_t
read_since(const char *text)
{
	char *end;
	long n = strtol(text, &end, 10);

	if (end != text && n > 0 && n < 1000000) {
		if (strcmp(end, "d") == 0)
			return n;
		if (strcmp(end, "w") == 0)
			return 7L * n;
	}
	die("--since: '%s' is no number of days or weeks, such as 30d or 4w",
	    text);
}

struct desk *
desk_new(const struct desk_options *o, struct filter *f)
{
	struct desk *k = mem_zalloc(1, sizeof *k);

	k->f = f;
	k->merge = o->merge;
	k->with_segments = o->with_segments;
	if (k->merge)
		f->keyed = KEY_FIELDS;
	k->a.wanted = WITH_ALL;
	k->preparer = preparer_new(WITH_ENTITIES | WITH_DATES | WITH_QUOTES);
	k->claimer = claimer_new(data_abbreviations(), data_words(),
	    data_classes(), data_tag_model());
	if (o->by && o->merge)
		die("--by is of use with --keys, and not with --merge");
	if (o->since && !o->store)
		die("--since is of use with --store only");
	if (o->since)
		k->days = read_since(o->since);
	if (o->by)
		k->by = expr_new_test(o->by);
	if (o->store)
		k->store = store_open(o->store, PACK_VERSION);
	k->first = k->last = STORE_NO_DAY;
	k->gather = gather_new(o->memory);
	k->differ = differ_new(data_words(), data_synonyms());
	buf_init(&k->by_out, BUF_MAX);
	buf_init(&k->pack, SIZE_MAX / 2);
	buf_init(&k->story, BUF_MAX);
	buf_init(&k->row_key, BUF_MAX);
	buf_init(&k->group, BUF_MAX);
	return k;
}

void
desk_free(struct desk *k)
{
	if (!k)
		return;
	annotation_release(&k->a);
	preparer_free(k->preparer);
	claimer_free(k->claimer);
	gather_free(k->gather);
	differ_free(k->differ);
	expr_free(k->by);
	store_close(k->store);
	buf_release(&k->by_out);
	buf_release(&k->pack);
	buf_release(&k->story);
	buf_release(&k->row_key);
	buf_release(&k->group);
	arena_release(&k->arena);
	document_release(&k->doc);
	free(k);
}

/* ---- reading */

/* The next document, with its claims, into k->a; false at the end. */
static bool
read_document(struct desk *k)
{
	struct annotation *a = &k->a;

	if (!annotation_next(a, k->f))
		return false;
	if (k->with_segments)
		annotation_write(a, k->f, KEY_COUNT);
	preparer_document(k->preparer, &a->doc);
	if (!a->doc.has_claims)
		claimer_document(k->claimer, &a->doc);
	return true;
}

/* What --by gives for R into *STORY (p NULL: nothing); false if it fails. */
static bool
story_by(struct desk *k, const struct record *r, struct str *story)
{
	const char *why;
	char msg[512];
	struct str v;

	*story = (struct str){NULL, 0};
	if (!expr_first(k->by, r->line, &k->by_out, &why)) {
		if (!why)
			return true;
		snprintf(msg, sizeof msg, "--by: %s", why);
		filter_fault(k->f, r->file, r->no, msg);
		return false;
	}
	v = buf_str(&k->by_out);
	if (json_is_string(v))
		*story = json_string(v, &k->arena);
	else if (!json_is_null(v) && !str_eqz(v, "false"))
		*story = v;
	return true;
}

/* Leaves the segments that --where selects; the first one's record. */
static const struct record *
keep_selected(struct annotation *a)
{
	const struct record *first = NULL;
	size_t n = 0;

	for (size_t i = 0; i < a->doc.nseg; i++)
		if (a->run.rec[i].selected) {
			if (!first)
				first = &a->run.rec[i];
			a->doc.seg[n++] = a->doc.seg[i];
		}
	a->doc.nseg = n;
	return first;
}

static int64_t
day_of(struct str date)
{
	int64_t day;

	return calendar_read(date, &day) ? day : STORE_NO_DAY;
}

/* Has the store D already? Its STORY has p NULL where it is to be found. */
static bool
is_stored(struct desk *k, const struct document *d, struct str story)
{
	struct key_parts p;

	buf_reset(&k->row_key);
	gather_key(&k->row_key, d, story);
	p = key_split(buf_str(&k->row_key));
	return store_has(
	    k->store, story.p ? p.story : (struct str){NULL, 0}, p.rest);
}

/*
 * Leaves what is to be compared of the document at hand; its story (p NULL:
 * to be found) into *STORY. False if that is nothing.
 */
static bool
select_document(struct desk *k, struct str *story)
{
	struct annotation *a = &k->a;
	const struct record *first = keep_selected(a);

	arena_reset(&k->arena);
	if (!first)
		return false;
	*story = a->doc.meta.story;
	if (k->merge)
		*story = key_decode(key_split(first->key).story, &k->arena);
	else if (k->by && !story_by(k, first, story))
		return false;
	/* What is found goes by rare words. */
	if (!story->p)
		document_tokens(&a->doc, data_abbreviations());
	k->documents++;
	return true;
}

/* Puts the document at hand aside until all are there. */
static void
put_aside(struct desk *k)
{
	const struct document *d = &k->a.doc;
	struct str story;
	int64_t day;

	if (!select_document(k, &story))
		return;
	if (k->store && is_stored(k, d, story)) {
		k->known++;
		return;
	}
	day = day_of(d->meta.date);
	if (day != STORE_NO_DAY) {
		if (k->first == STORE_NO_DAY || day < k->first)
			k->first = day;
		if (k->last == STORE_NO_DAY || day > k->last)
			k->last = day;
	}
	buf_reset(&k->pack);
	buf_addc(&k->pack, story.p ? GIVEN : FOUND);
	pack_document(&k->pack, d);
	gather_add(k->gather, d, story, buf_str(&k->pack));
}

/* ---- keys */

/* The selected records of the document at hand, each with its number. */
static void
add_numbered(struct desk *k, struct buf *b)
{
	struct annotation *a = &k->a;

	buf_reset(b);
	for (size_t i = 0; i < a->doc.nseg; i++) {
		if (!a->run.rec[i].selected)
			continue;
		buf_addf(b, "%010zu\t", a->doc.seg[i].n);
		annotation_complete(a, i, b);
		buf_addc(b, '\n');
	}
}

/* Writes the LINES of a document behind its KEY. */
static void
write_keyed(struct desk *k, struct str key, struct str lines)
{
	struct output *out = &k->f->out;
	struct str line;

	while (lines.n && str_split(&lines, '\n', &line)) {
		output_add(out, key);
		output_add(out, STR("\t"));
		output_add(out, line);
		output_line(out);
	}
	output_document(out);
}

void
desk_keys(struct desk *k)
{
	struct str story, key, lines;

	while (read_document(k)) {
		add_numbered(k, &k->pack);
		if (!select_document(k, &story))
			continue;
		if (!story.p) {
			gather_add(
			    k->gather, &k->a.doc, story, buf_str(&k->pack));
			continue;
		}
		buf_reset(&k->row_key);
		gather_key(&k->row_key, &k->a.doc, story);
		write_keyed(k, buf_str(&k->row_key), buf_str(&k->pack));
	}
	while (gather_next(k->gather, &key, &lines))
		write_keyed(k, key, lines);
}

/* The next document of sorted keys, as if it had been put aside. */
static bool
next_merged(struct desk *k)
{
	struct str story;

	do
		if (!read_document(k))
			return false;
	while (!select_document(k, &story));
	buf_reset(&k->row_key);
	gather_key(&k->row_key, &k->a.doc, story);
	buf_reset(&k->pack);
	pack_document(&k->pack, &k->a.doc);
	k->key = buf_str(&k->row_key);
	k->value = buf_str(&k->pack);
	return true;
}

/* ---- the store */

/* The first day whose documents are compared. */
static int64_t
oldest(const struct desk *k)
{
	return k->days && k->last != STORE_NO_DAY ? k->last - k->days
						  : STORE_NO_DAY;
}

/* Makes k->row_key that of ROW: its story and the rest, as gather_key does. */
static struct str
key_of_row(struct desk *k, const struct store_row *row)
{
	buf_reset(&k->row_key);
	buf_adds(&k->row_key, row->story);
	buf_addc(&k->row_key, '\t');
	buf_adds(&k->row_key, row->key);
	return buf_str(&k->row_key);
}

/* Tells what stories there are already, for documents that come without. */
static void
tell_known(struct desk *k)
{
	uint32_t key[STORY_KEYS];
	struct store_row row;
	struct key_parts p;
	int64_t first = 0, last = -1; /* no day at all */

	if (k->first != STORE_NO_DAY) {
		first = k->first - AROUND;
		last = k->last + AROUND;
		if (oldest(k) != STORE_NO_DAY && oldest(k) > first)
			first = oldest(k);
	}
	store_names(k->store, first, last);
	while (store_next(k->store, &row)) {
		size_t n = row.names.n / sizeof *key;

		p = key_split(key_of_row(k, &row));
		n = n < STORY_KEYS ? n : STORY_KEYS;
		if (n)
			memcpy(key, row.names.p, n * sizeof *key);
		arena_reset(&k->arena);
		gather_known(k->gather, key, n, p.date,
		    key_decode(p.id, &k->arena),
		    key_decode(p.story, &k->arena));
	}
}

/* Unpacks a document that was put aside. */
static void
read_again(struct desk *k, struct str bytes)
{
	document_reset(&k->doc);
	if (!unpack_document(&k->doc, bytes))
		die("a document that was put aside cannot be read again");
	document_tokens(&k->doc, data_abbreviations());
}

/* Puts the incoming document into the store; false if it was there. */
static bool
put_incoming(struct desk *k)
{
	uint32_t key[STORY_KEYS];
	struct key_parts p = key_split(k->new_key);
	struct store_row row = {.story = p.story,
	    .key = p.rest,
	    .day = day_of(p.date),
	    .value = str_slice(k->new_value, 1, k->new_value.n)};

	k->incoming = false;
	if (k->new_value.p[0] == FOUND) {
		read_again(k, row.value);
		row.names = (struct str){(const char *)key,
		    gather_keys(k->gather, &k->doc, key) * sizeof *key};
	}
	if (store_add(k->store, &row))
		return true;
	k->known++;
	return false;
}

static bool
next_incoming(struct desk *k)
{
	if (!k->incoming)
		k->incoming =
		    gather_next(k->gather, &k->new_key, &k->new_value);
	return k->incoming;
}

/*
 * Puts the next story's new documents into the store and asks it for all of
 * that story. False when no story is left that has new ones.
 */
static bool
next_group(struct desk *k)
{
	while (next_incoming(k)) {
		struct str story = key_split(k->new_key).story;
		size_t added = 0;

		buf_reset(&k->group);
		buf_adds(&k->group, story);
		do
			added += put_incoming(k);
		while (next_incoming(k) &&
		       str_eq(key_split(k->new_key).story, buf_str(&k->group)));
		if (added) {
			store_story(k->store, buf_str(&k->group), oldest(k));
			return true;
		}
	}
	return false;
}

/* As gather_next, with the earlier documents of stories that have new ones. */
static bool
next_stored(struct desk *k)
{
	struct store_row row;

	if (!k->started) {
		k->started = true;
		store_begin(k->store);
		if (gather_waits(k->gather))
			tell_known(k);
	}
	while (k->asking || (k->asking = next_group(k))) {
		k->asking = store_next(k->store, &row);
		if (!k->asking)
			continue;
		k->key = key_of_row(k, &row);
		k->value = row.value;
		k->earlier = !row.fresh;
		return true;
	}
	return false;
}

void
desk_commit(struct desk *k)
{
	if (!k->store)
		return;
	if (!k->started)
		store_begin(k->store);
	store_commit(k->store);
}

/* ---- comparing */

/* The next document into k->key and k->value; false at the end. */
static bool
next_document(struct desk *k)
{
	if (k->pending)
		return true;
	if (k->merge && !k->store) {
		k->pending = next_merged(k);
		return k->pending;
	}
	while (!k->read && !(k->read = !read_document(k)))
		put_aside(k);
	if (k->store) {
		k->pending = next_stored(k);
	} else if (gather_next(k->gather, &k->key, &k->value)) {
		k->value = str_slice(k->value, 1, k->value.n);
		k->pending = true;
	}
	return k->pending;
}

static void
take_document(struct desk *k)
{
	read_again(k, k->value);
	k->doc.earlier = k->earlier;
	differ_add(k->differ, &k->doc);
	k->pending = false;
}

bool
desk_next(struct desk *k, bool all, size_t *n)
{
	struct str story;

	if (!next_document(k))
		return false;
	arena_reset(&k->arena);
	story = key_split(k->key).story;
	if (!k->begun || !str_eq(story, buf_str(&k->story)))
		k->stories++;
	else if (!k->parts++)
		note("a story has more than %d claims: it is compared in "
		     "parts (said once)",
		    MAX_STORY);
	k->begun = true;
	buf_reset(&k->story);
	buf_adds(&k->story, story);
	differ_start(k->differ, key_decode(story, &k->arena));
	do
		take_document(k);
	while (differ_size(k->differ) < MAX_STORY && next_document(k) &&
	       str_eq(key_split(k->key).story, buf_str(&k->story)));
	*n = differ_finish(k->differ, all);
	return true;
}

const struct differ *
desk_differ(const struct desk *k)
{
	return k->differ;
}

void
desk_tell(const struct desk *k)
{
	struct differ_counts c = differ_counts(k->differ);

	if (k->store)
		note("%llu of %llu documents were in the store", k->known,
		    k->documents);
	note("compared: %llu stories, %llu documents, %llu claims "
	     "(%llu of them copies), %llu pairs",
	    k->stories, k->documents, c.claims, c.copies, c.pairs);
	if (k->parts || c.capped || gather_capped(k->gather))
		note("left out: pairs of %llu words and %llu names that too "
		     "many share, and of %llu parts of stories",
		    c.capped, gather_capped(k->gather), k->parts);
	if (gather_spilled(k->gather))
		note("temporary files: %llu MB",
		    gather_spilled(k->gather) / 1000000);
}
