/* news/pack: what is packed comes out, and what is no packed document fails */

#include "news/pack.h"

#include "news/claim.h"
#include "news/data.h"
#include "news/prepare.h"
#include "tap.h"

static struct document doc, again;
static struct buf packed, repacked;

static void
make(void)
{
	static const char *const text[] = {
	    "OSLO, March 9 — Minister Adele Marrow said on Friday that the "
	    "ferry carried more than 200 passengers to Bergen.",
	    "“We paid about $3.2 million,” she said.", "", "Überall 😀."};
	struct preparer *p =
	    preparer_new(WITH_ENTITIES | WITH_DATES | WITH_QUOTES);
	struct claimer *c = claimer_new(data_abbreviations(), data_words(),
	    data_classes(), data_tag_model());

	doc.meta = (struct meta){.id = STR("a"),
	    .date = STR("2026-03-09"),
	    .source = STR(""),
	    .story = STR("s")};
	for (size_t i = 0; i < COUNT(text); i++) {
		struct segment *s = document_add(&doc);

		s->text = str_from(text[i]);
		s->n = i * 200;
		s->last = i + 1 == COUNT(text);
		s->in_title = i == 2;
	}
	doc.seg[0].dateline.end = 13;
	doc.seg[0].dateline.place = STR("OSLO");
	preparer_document(p, &doc);
	claimer_document(c, &doc);
	preparer_free(p);
	claimer_free(c);
}

int
main(void)
{
	bool ok = true;

	make();
	buf_init(&packed, BUF_MAX);
	buf_init(&repacked, BUF_MAX);
	pack_document(&packed, &doc);
	check(unpack_document(&again, buf_str(&packed)), "it can be read");
	pack_document(&repacked, &again);
	check(str_eq(buf_str(&packed), buf_str(&repacked)), "the same again");
	check_size(again.nseg, doc.nseg, "its segments");
	check_str(again.meta.id, "a", "its id");
	check(again.meta.source.p && !again.meta.source.n, "what is empty");
	check(!again.meta.title.p, "and what is absent");
	check_size(again.seg[0].nclaim, doc.seg[0].nclaim, "claims");
	check(again.seg[0].nclaim > 0 && again.seg[0].nentity > 2 &&
		  again.seg[1].nquote == 1,
	    "there is something to compare");
	check(again.seg[1].entity[0].value == 3200000, "a value");
	check_str(again.seg[1].quote[0].name, "Adele Marrow", "a speaker");
	check_size(again.seg[3].n, 600, "a number");
	check(again.has_claims && !again.has_tokens, "what it has");

	for (size_t n = 0; n < packed.n; n++) {
		document_reset(&again);
		ok &= !unpack_document(
		    &again, str_slice(buf_str(&packed), 0, n));
	}
	check(ok, "cut short anywhere, it is refused");
	/* Whatever a byte is changed to, nothing is read beyond the end. */
	for (size_t i = 0; i < packed.n; i++)
		for (int v = 0; v < 256; v += 17) {
			char was = packed.p[i];

			packed.p[i] = (char)v;
			document_reset(&again);
			if (unpack_document(&again, buf_str(&packed)))
				for (size_t k = 0; k < again.nseg; k++)
					for (size_t c = 0;
					     c < again.seg[k].nclaim; c++)
						ok &=
						    again.seg[k].claim[c].end <=
						    again.seg[k].text.n;
			packed.p[i] = was;
		}
	check(ok, "spans lie within their text");
	buf_release(&packed);
	buf_release(&repacked);
	document_release(&doc);
	document_release(&again);
	return tap_done();
}
