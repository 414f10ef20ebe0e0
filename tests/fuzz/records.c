/*
 * Any bytes as the records of one document, with whatever annotations they
 * carry: these are trusted by the modules that build on them, so none may
 * fall over one that makes no sense. Ends in diff-claims' own comparison.
 */
#include "fuzz.h"

#include "base/utf8.h"
#include "news/annotation.h"
#include "news/claim.h"
#include "news/data.h"
#include "news/prepare.h"
#include "news/report.h"

/* The relations of D, each of which must be a record. */
static void
compare(const struct document *d)
{
	static struct buf out;
	struct differ *r = differ_new(data_words(), data_synonyms());
	struct record rec;
	const char *why;
	size_t n;

	if (!out.max)
		buf_init(&out, BUF_MAX);
	/* Twice: a document agrees with itself under another name. */
	differ_add(r, d);
	differ_add(r, d);
	n = differ_finish(r, true);
	for (size_t i = 0; i < n; i++) {
		buf_reset(&out);
		report_json(&out, differ_relation(r, i), data_words());
		require(record_read(&rec, buf_str(&out), &why));
		require(rec.kind == RECORD_RELATION);
	}
	differ_free(r);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static struct preparer *p;
	static struct claimer *c;
	static struct document d;
	struct str rest = {(const char *)data, n}, line;
	struct record rec;
	const char *why;

	if (!p) {
		p = preparer_new(WITH_ENTITIES | WITH_DATES | WITH_QUOTES);
		c = claimer_new(data_abbreviations(), data_words(),
		    data_classes(), data_tag_model());
	}
	document_reset(&d);
	while (n && str_split(&rest, '\n', &line)) {
		size_t good = d.nseg;

		if (!record_read(&rec, line, &why) ||
		    rec.kind != RECORD_SEGMENT || !json_is_string(rec.id) ||
		    !json_is_string(rec.top.v[KEY_TEXT]))
			continue;
		if (!annotation_read(&d, &rec, WITH_ALL, &why))
			d.nseg = good;
	}
	preparer_document(p, &d);
	claimer_document(c, &d);
	compare(&d);
	return 0;
}
