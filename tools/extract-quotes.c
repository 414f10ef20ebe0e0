/* extract-quotes - find quotations in segments, and who said them */

#include "base/diag.h"
#include "news/annotation.h"
#include "news/data.h"
#include "news/entity.h"
#include "news/quote.h"
#include "stream/filter.h"

static const struct cli_tool tool = {"extract-quotes",
    "[-kuP] [-w expr] [file ...]",
    "Add the key quotes (direct, mixed and indirect speech) to segments."};

static struct filter f;

int
main(int argc, char *argv[])
{
	const struct cli_opt opts[] = {{0}};
	struct document d = {0};
	struct utf8_map map = {0};
	struct run run = {0};
	struct tagger *t;
	struct quoter *q;
	struct buf out;

	filter_start(&f, &tool, opts, argc, argv);
	buf_init(&out, BUF_MAX);
	t = tagger_new(data_abbreviations(), data_words(), data_names(), NULL);
	q = quoter_new(data_abbreviations(), data_words());
	while (annotation_run(&f, &run, &d)) {
		tagger_document(t, &d);
		quoter_document(q, &d);
		for (size_t i = 0; i < run.n; i++) {
			buf_reset(&out);
			utf8_map_set(&map, d.seg[i].text);
			annotation_quotes(&out, &d, &d.seg[i], &map);
			filter_write(&f, &run.rec[i], KEY_QUOTES,
			    buf_str(&out));
		}
		filter_written(&f);
	}
	quoter_free(q);
	tagger_free(t);
	document_release(&d);
	utf8_map_release(&map);
	run_release(&run);
	buf_release(&out);
	return filter_finish(&f);
}
