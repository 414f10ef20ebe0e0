#include "news/desk.h"

#include "base/diag.h"
#include "news/data.h"
#include "news/gather.h"
#include "news/pack.h"

#include <stdio.h>
#include <stdlib.h>

/*
 * Claims, quotations and sentences that are compared at once. A story with more comes
 * in parts, each of neighbours in time.
 */
enum { MAX_STORY = 250000 };

struct desk {
	struct gather *gather;
	struct differ *differ;
	struct expr *by;
	struct buf by_out, pack, story;
	struct arena arena;
	struct document doc;
	/* The document at hand, which the next story begins with. */
	struct str key, value;
	bool begun, pending;
	unsigned long long documents, stories, parts;
};

struct desk *
desk_new(size_t memory, const char *by)
{
	struct desk *k = mem_zalloc(1, sizeof *k);

	if (by)
		k->by = expr_new_test(by);
	k->gather = gather_new(memory);
	k->differ = differ_new(data_words(), data_synonyms());
	buf_init(&k->by_out, BUF_MAX);
	buf_init(&k->pack, SIZE_MAX / 2);
	buf_init(&k->story, BUF_MAX);
	return k;
}

void
desk_free(struct desk *k)
{
	if (!k)
		return;
	gather_free(k->gather);
	differ_free(k->differ);
	expr_free(k->by);
	buf_release(&k->by_out);
	buf_release(&k->pack);
	buf_release(&k->story);
	arena_release(&k->arena);
	document_release(&k->doc);
	free(k);
}

/* What --by gives for R into *STORY (p NULL: nothing); false if it fails. */
static bool
story_by(
    struct desk *k, struct filter *f, const struct record *r, struct str *story)
{
	const char *why;
	char msg[512];
	struct str v;

	*story = (struct str){NULL, 0};
	if (!expr_first(k->by, r->line, &k->by_out, &why)) {
		if (!why)
			return true;
		snprintf(msg, sizeof msg, "--by: %s", why);
		filter_fault(f, r->file, r->no, msg);
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

void
desk_add(struct desk *k, struct filter *f, struct annotation *a)
{
	const struct record *first = keep_selected(a);
	struct str story = a->doc.meta.story;

	arena_reset(&k->arena);
	if (!first || (k->by && !story_by(k, f, first, &story)))
		return;
	/* What is found goes by rare words. */
	if (!story.p)
		document_tokens(&a->doc, data_abbreviations());
	buf_reset(&k->pack);
	pack_document(&k->pack, &a->doc);
	gather_add(k->gather, &a->doc, story, buf_str(&k->pack));
	k->documents++;
}

/* The next document into k->key and k->value; false at the end. */
static bool
next_document(struct desk *k)
{
	if (!k->pending)
		k->pending = gather_next(k->gather, &k->key, &k->value);
	return k->pending;
}

static struct str
story_part(struct str key)
{
	struct str story;

	return str_split(&key, '\t', &story) ? story : key;
}

static void
take_document(struct desk *k)
{
	document_reset(&k->doc);
	if (!unpack_document(&k->doc, k->value))
		die("a document that was put aside cannot be read again");
	document_tokens(&k->doc, data_abbreviations());
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
	story = story_part(k->key);
	if (!k->begun || !str_eq(story, buf_str(&k->story)))
		k->stories++;
	else if (!k->parts++)
		note("a story has more than %d claims: it is compared in "
		     "parts (said once)",
		    MAX_STORY);
	k->begun = true;
	buf_reset(&k->story);
	buf_adds(&k->story, story);
	differ_start(k->differ, key_story(k->key, &k->arena));
	do
		take_document(k);
	while (differ_size(k->differ) < MAX_STORY && next_document(k) &&
	       str_eq(story_part(k->key), buf_str(&k->story)));
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
