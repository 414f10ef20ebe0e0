/*
 * Any text as a document through all that annotates one: names and amounts,
 * dates, quotations, claims. Each annotation stands in its segment, on
 * borders of characters, and can be written and read again.
 */
#include "fuzz.h"

#include "base/utf8.h"
#include "news/annotation.h"
#include "news/claim.h"
#include "news/data.h"
#include "news/date.h"
#include "news/entity.h"
#include "news/quote.h"
#include "news/segment.h"

static struct segmenter *segmenter;
static struct tagger *tagger;
static struct dater *dater;
static struct quoter *quoter;
static struct claimer *claimer;

static void
start(void)
{
	static const struct dater_options options;
	const struct lexicon *abbr = data_abbreviations(),
			     *words = data_words();
	struct segmenter_error se;
	struct dater_error de;

	segmenter = segmenter_new(abbr, words);
	require(
	    segmenter_add_rules(segmenter, data_rules("segment"), false, &se));
	tagger = tagger_new(abbr, words, data_names(), NULL);
	tagger_set_model(tagger, data_entities_model(), data_wordclasses());
	dater = dater_new(words, &options);
	require(dater_add_rules(dater, data_rules("dates"), false, &de));
	quoter = quoter_new(abbr, words);
	claimer = claimer_new(abbr, words, data_classes(), data_tag_model());
}

/* Is BEGIN to END a piece of whole characters of T? */
static void
check_span(struct str t, size_t begin, size_t end)
{
	require(begin <= end && end <= t.n);
	require(begin == t.n || ((unsigned char)t.p[begin] & 0xC0) != 0x80);
	require(end == t.n || ((unsigned char)t.p[end] & 0xC0) != 0x80);
}

static void
check_text(struct str s)
{
	require(!s.p || utf8_valid(s, NULL));
}

static void
check_segment(const struct document *d, const struct segment *s)
{
	for (size_t i = 0; i < s->nentity; i++) {
		const struct entity *e = &s->entity[i];

		check_span(s->text, e->start, e->end);
		require(e->end > e->start && e->score >= 0 && e->score <= 1);
		/* Amounts may hold names: "12 Iraqi soldiers". */
		require(i == 0 || e->start >= e[-1].start);
		check_text(e->name);
		check_text(e->title);
		check_text(e->unit);
		check_text(e->of);
	}
	for (size_t i = 0; i < s->ndate; i++) {
		const struct date *t = &s->date[i];

		check_span(s->text, t->start, t->end);
		require(t->end > t->start);
		require(i == 0 || t->start >= t[-1].end);
		check_text(t->value);
	}
	for (size_t i = 0; i < s->nquote; i++) {
		const struct quote *q = &s->quote[i];

		check_span(s->text, q->start, q->end);
		check_text(q->name);
		if (q->speaker.text.p && q->speaker.seg < d->nseg)
			check_span(d->seg[q->speaker.seg].text,
			    q->speaker.start, q->speaker.end);
		if (q->cue.text.p && q->cue.seg < d->nseg)
			check_span(
			    d->seg[q->cue.seg].text, q->cue.start, q->cue.end);
	}
	for (size_t i = 0; i < s->nclaim; i++) {
		const struct claim *c = &s->claim[i];

		check_span(s->text, c->start, c->end);
		check_text(c->subject.text);
		check_text(c->predicate.text);
		check_text(c->object.text);
	}
}

static void
write_and_read(const struct document *d)
{
	static struct document again;
	static struct utf8_map map;
	static struct buf line, list, out;
	static const enum record_key keys[] = {
	    KEY_ENTITIES, KEY_DATES, KEY_QUOTES, KEY_CLAIMS};
	struct record r;
	const char *why;

	if (!line.max) {
		buf_init(&line, BUF_MAX);
		buf_init(&list, BUF_MAX);
		buf_init(&out, BUF_MAX);
	}
	document_reset(&again);
	for (size_t i = 0; i < d->nseg; i++) {
		const struct segment *s = &d->seg[i], *t;

		utf8_map_set(&map, s->text);
		buf_reset(&line);
		annotation_segment(
		    &line, &d->meta, s, &map, (struct str){NULL, 0});
		for (size_t k = 0; k < sizeof keys / sizeof *keys; k++) {
			buf_reset(&list);
			if (keys[k] == KEY_ENTITIES)
				annotation_entities(&list, s, &map);
			else if (keys[k] == KEY_DATES)
				annotation_dates(&list, s, &map);
			else if (keys[k] == KEY_QUOTES)
				annotation_quotes(&list, d, s, &map);
			else
				annotation_claims(&list, s, &map);
			require(record_read(&r, buf_str(&line), &why));
			buf_reset(&out);
			record_splice(&out, &r, keys[k], buf_str(&list));
			buf_reset(&line);
			buf_adds(&line, buf_str(&out));
		}
		require(record_read(&r, buf_str(&line), &why));
		document_reset(&again);
		require(annotation_read(&again, &r, WITH_ALL, &why));
		t = &again.seg[0];
		require(t->nentity == s->nentity && t->ndate == s->ndate &&
			t->nquote == s->nquote && t->nclaim == s->nclaim);
		for (size_t k = 0; k < s->nentity; k++)
			require(t->entity[k].start == s->entity[k].start &&
				t->entity[k].end == s->entity[k].end);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static struct document d;
	struct str text = {(const char *)data, n};

	if (!utf8_valid(text, NULL))
		return 0;
	if (!segmenter)
		start();
	document_reset(&d);
	d.meta.id = STR("a");
	/* The first byte says what is known of the document. */
	if (n && text.p[0] & 1)
		d.meta.date = STR("2026-03-09");
	segmenter_document(segmenter, &d, text);
	tagger_document(tagger, &d);
	dater_document(dater, &d);
	quoter_document(quoter, &d);
	claimer_document(claimer, &d);
	for (size_t i = 0; i < d.nseg; i++)
		check_segment(&d, &d.seg[i]);
	write_and_read(&d);
	return 0;
}
