/* extract-quotes - find quotations in segments, and who said them */

#include "base/diag.h"
#include "news/annotation.h"
#include "news/data.h"
#include "news/prepare.h"
#include "news/quote.h"
#include "stream/filter.h"

static const struct cli_tool tool = {"extract-quotes",
    "[-bkuP] [-w expr] [file ...]",
    "Add the key quotes (direct, mixed and indirect speech) to segments."};

static struct filter f;

int
main(int argc, char *argv[])
{
	bool beliefs = false;
	const struct cli_opt opts[] = {
	    {'b', "beliefs", NULL, CLI_FLAG, &beliefs,
		"what is believed, wanted and planned too"},
	    {0}};
	struct annotation a = {.wanted = WITH_ENTITIES};
	struct preparer *p;
	struct quoter *q;

	filter_start(&f, &tool, opts, argc, argv);
	p = preparer_new(WITH_ENTITIES);
	q = quoter_new(data_abbreviations(), data_words());
	quoter_beliefs(q, beliefs);
	while (annotation_next(&a, &f)) {
		preparer_document(p, &a.doc);
		quoter_document(q, &a.doc);
		annotation_write(&a, &f, KEY_QUOTES);
	}
	quoter_free(q);
	preparer_free(p);
	annotation_release(&a);
	return filter_finish(&f);
}
