/*
 * Any bytes as records, an empty line between documents: what can be read is
 * tagged, dated, quoted and claimed where it is not so already, and compared.
 * Offsets stay within the text; all that is written is JSON, and what is
 * written of a segment can be read again.
 */
#include "fuzz.h"

#include "news/annotation.h"

#include "base/utf8.h"
#include "news/claim.h"
#include "news/data.h"
#include "news/prepare.h"
#include "news/report.h"

static struct preparer *preparer;
static struct claimer *claimer;
static struct document doc, again;
static struct utf8_map map;
static struct buf out, line;

/* What stands in B is one JSON value and nothing else. */
static void
require_json(const struct buf *b)
{
	struct json_error err;
	struct json_top top;

	require(json_scan(buf_str(b), NULL, &top, &err) && top.end == b->n);
}

/* The same as require_span, and whole characters. */
static void
require_chars(struct str text, size_t start, size_t end)
{
	require_span(text, start, end);
	require(utf8_valid(str_slice(text, start, end), NULL));
}

/* Sets KEY of the record in `line` to the value in `out`. */
static void
set_key(enum record_key key)
{
	struct buf next;
	struct record r;
	const char *why;

	require_json(&out);
	require(record_read(&r, buf_str(&line), &why));
	buf_init(&next, BUF_MAX);
	record_splice(&next, &r, key, buf_str(&out));
	buf_release(&line);
	line = next;
	buf_reset(&out);
}

/* Writes segment I with its annotations, and reads it again. */
static void
write_and_read(size_t i)
{
	const struct segment *s = &doc.seg[i];
	const struct segment *t;
	struct record r;
	const char *why;

	require_spans(s, require_chars);
	utf8_map_set(&map, s->text);
	buf_reset(&line);
	buf_reset(&out);
	annotation_segment(&line, &doc.meta, s, &map, (struct str){NULL, 0});
	annotation_entities(&out, s, &map);
	set_key(KEY_ENTITIES);
	annotation_dates(&out, s, &map);
	set_key(KEY_DATES);
	annotation_claims(&out, s, &map);
	set_key(KEY_CLAIMS);
	annotation_quotes(&out, &doc, s, &map);
	require_json(&out);
	document_reset(&again);
	require(record_read(&r, buf_str(&line), &why));
	require(annotation_read(&again, &r, WITH_ALL, &why));
	t = &again.seg[0];
	require(str_eq(t->text, s->text));
	require(t->nentity == s->nentity && t->ndate == s->ndate &&
		t->nclaim == s->nclaim);
	for (size_t k = 0; k < t->nentity; k++)
		require(t->entity[k].start == s->entity[k].start &&
			t->entity[k].end == s->entity[k].end &&
			t->entity[k].label == s->entity[k].label);
}

/* The lines of a document into `doc`; those that cannot be read are left. */
static void
read_lines(struct str *rest)
{
	struct record r;
	struct str s;
	const char *why;
	size_t n;

	document_reset(&doc);
	while (str_split(rest, '\n', &s) && s.n) {
		n = doc.nseg;
		/* As stream/filter.h has it, text is a string. */
		if (!record_read(&r, s, &why) || r.kind != RECORD_SEGMENT ||
		    !json_is_string(r.top.v[KEY_TEXT]))
			continue;
		if (!annotation_read(&doc, &r, WITH_ALL, &why)) {
			require(why && why[0]);
			doc.nseg = n;
		}
	}
}

static void
report(struct differ *r)
{
	size_t n = differ_finish(r, true);

	for (size_t i = 0; i < n; i++) {
		const struct relation *rel = differ_relation(r, i);

		require(rel->nside > 0);
		require(rel->score >= 0 && rel->score <= 1.001);
		for (size_t k = 0; k < rel->nside; k++)
			for (size_t c = 0; c < rel->side[k].n; c++)
				require_chars(
				    rel->side[k].claim[c].segment->text,
				    rel->side[k].claim[c].start,
				    rel->side[k].claim[c].end);
		buf_reset(&out);
		report_json(&out, rel, data_words());
		require_json(&out);
		report_csv(&out, rel, data_words());
		report_text(&out, rel, i ? differ_relation(r, i - 1) : NULL,
		    data_words(), i % 2 == 0);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct str rest = {(const char *)data, n};
	struct differ *r;

	if (!preparer) {
		preparer =
		    preparer_new(WITH_ENTITIES | WITH_DATES | WITH_QUOTES);
		claimer = claimer_new(data_abbreviations(), data_words(),
		    data_classes(), data_tag_model());
		buf_init(&out, BUF_MAX);
		buf_init(&line, BUF_MAX);
	}
	r = differ_new(data_words(), data_synonyms());
	differ_start(r, STR("story"));
	while (rest.n) {
		read_lines(&rest);
		if (!doc.nseg)
			continue;
		preparer_document(preparer, &doc);
		claimer_document(claimer, &doc);
		for (size_t i = 0; i < doc.nseg; i++)
			write_and_read(i);
		differ_add(r, &doc);
	}
	report(r);
	differ_free(r);
	return 0;
}
