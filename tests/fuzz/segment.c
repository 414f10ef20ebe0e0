/*
 * Any text as a document, with its first line as the title: segments stand
 * in order, their offsets lead back to the text, nothing but white space is
 * between them; each can be written and read again.
 */
#include "fuzz.h"

#include "news/segment.h"

#include "base/utf8.h"
#include "news/annotation.h"
#include "news/data.h"

static bool
is_blank(struct str s)
{
	const char *p = s.p, *end = s.p + s.n;

	while (p < end)
		if (!(uc_class(utf8_next(&p, end)) & UC_SPACE))
			return false;
	return true;
}

/* The segments I up to END, which cover TEXT. */
static void
covers(const struct document *d, size_t i, size_t end, struct str text)
{
	static struct utf8_map map;
	size_t at = 0, a, b;

	utf8_map_set(&map, text);
	for (; i < end; i++) {
		const struct segment *s = &d->seg[i];

		require(s->n == i && s->text.n);
		a = utf8_map_byte(&map, s->start);
		b = utf8_map_byte(&map, s->end);
		require(a != SIZE_MAX && b != SIZE_MAX && a >= at && b > a);
		require(str_eq(str_slice(text, a, b), s->text));
		require(is_blank(str_slice(text, at, a)));
		require(s->last == (i + 1 == d->nseg));
		require(s->dateline.start <= s->dateline.end &&
		    s->dateline.end <= s->text.n);
		at = b;
	}
	require(is_blank(str_slice(text, at, text.n)));
}

static void
write_and_read(const struct document *d)
{
	static struct document e;
	static struct utf8_map map;
	static struct buf b;
	struct record r;
	const char *why;

	if (!b.max)
		buf_init(&b, BUF_MAX);
	for (size_t i = 0; i < d->nseg; i++) {
		buf_reset(&b);
		utf8_map_set(&map, d->seg[i].text);
		annotation_segment(&b, &d->meta, &d->seg[i], &map,
		    (struct str){NULL, 0});
		document_reset(&e);
		require(record_read(&r, buf_str(&b), &why));
		require(annotation_read(&e, &r, WITH_ALL, &why));
		require(str_eq(e.seg[0].text, d->seg[i].text));
		require(e.seg[0].dateline.end == d->seg[i].dateline.end);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static struct segmenter *s;
	static struct document d;
	struct str text = {(const char *)data, n};
	struct segmenter_error err;
	size_t in_title = 0;

	if (!utf8_valid(text, NULL))
		return 0;
	if (!s) {
		s = segmenter_new(data_abbreviations(), data_words());
		require(segmenter_add_rules(s, data_rules("segment"), true,
		    &err));
	}
	document_reset(&d);
	segmenter_document(s, &d, text);
	covers(&d, 0, d.nseg, text);
	write_and_read(&d);
	document_reset(&d);
	d.meta.id = STR("a");
	str_split(&text, '\n', &d.meta.title);
	if (!text.p)
		text = STR("");
	segmenter_document(s, &d, text);
	while (in_title < d.nseg && d.seg[in_title].in_title)
		in_title++;
	covers(&d, in_title, d.nseg, text);
	if (in_title)
		covers(&d, 0, in_title, d.meta.title);
	return 0;
}
