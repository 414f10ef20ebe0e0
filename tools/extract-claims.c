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
	struct annotation a = {
	    .wanted = WITH_ENTITIES | WITH_DATES | WITH_QUOTES};
	struct preparer *p;
	struct claimer *c;

	filter_start(&f, &tool, opts, argc, argv);
	p = preparer_new(WITH_ENTITIES | WITH_DATES | WITH_QUOTES);
	c = claimer_new(data_abbreviations(), data_words(), data_classes(),
	    data_tag_model());
	while (annotation_next(&a, &f)) {
		preparer_document(p, &a.doc);
		a.doc.has_claims = false; /* running it again starts anew */
		claimer_document(c, &a.doc);
		annotation_write(&a, &f, KEY_CLAIMS);
	}
	claimer_free(c);
	preparer_free(p);
	annotation_release(&a);
	return filter_finish(&f);
}
