/*
 * Any bytes as a packed document: what is read has spans within its texts,
 * and packed again and read again it is the same.
 */
#include "fuzz.h"

#include "news/pack.h"

static struct document doc, again;
static struct buf out, twice;

static void
check_segment(const struct segment *s)
{
	require(s->text.p && s->kind < SEGMENT_KINDS);
	require_span(s->text, s->dateline.start, s->dateline.end);
	require_spans(s, require_span);
	for (size_t i = 0; i < s->nclaim; i++) {
		const struct claim *c = &s->claim[i];

		require(c->modality < MODALITIES);
		for (size_t k = 0; k < c->nnumber; k++)
			require(c->number[k].bound <= BOUND_RANGE);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	if (!out.max) {
		buf_init(&out, BUF_MAX);
		buf_init(&twice, BUF_MAX);
	}
	document_reset(&doc);
	document_reset(&again);
	if (!unpack_document(&doc, (struct str){(const char *)data, n}))
		return 0;
	for (size_t i = 0; i < doc.nseg; i++)
		check_segment(&doc.seg[i]);
	buf_reset(&out);
	buf_reset(&twice);
	pack_document(&out, &doc);
	require(unpack_document(&again, buf_str(&out)));
	pack_document(&twice, &again);
	require(str_eq(buf_str(&out), buf_str(&twice)));
	return 0;
}
