/* extract-claims - what each clause of a segment states */

#include "news/annotation.h"
#include "news/claim.h"
#include "news/data.h"
#include "news/prepare.h"

static const struct cli_tool tool = {"extract-claims",
    "[-kuP] [-w expr] [file ...]",
    "Add the key claims (what is stated, by whom, with which values)."};

static struct filter f;

int
main(int argc, char *argv[])
{
	const struct cli_opt opts[] = {{0}};
	struct document d = {0};
	struct utf8_map map = {0};
	struct run run = {0};
	struct preparer *p;
	struct claimer *c;
	struct buf out;

	filter_start(&f, &tool, opts, argc, argv);
	buf_init(&out, BUF_MAX);
	p = preparer_new();
	c = claimer_new(data_abbreviations(), data_words());
	while (annotation_run(&f, &run, &d)) {
		preparer_document(p, &d);
		d.has_claims = false; /* running it again starts anew */
		claimer_document(c, &d);
		for (size_t i = 0; i < run.n; i++) {
			buf_reset(&out);
			utf8_map_set(&map, d.seg[i].text);
			annotation_claims(&out, &d.seg[i], &map);
			filter_write(&f, &run.rec[i], KEY_CLAIMS,
			    buf_str(&out));
		}
		filter_written(&f);
	}
	claimer_free(c);
	preparer_free(p);
	document_release(&d);
	utf8_map_release(&map);
	run_release(&run);
	buf_release(&out);
	return filter_finish(&f);
}
