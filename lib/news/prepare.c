#include "news/prepare.h"

#include "base/diag.h"
#include "news/data.h"
#include "news/date.h"
#include "news/entity.h"
#include "news/quote.h"

#include <stdlib.h>

/* Each module is made when it is first needed, for they cost start-up. */
struct preparer {
	unsigned wanted;
	struct tagger *tagger;
	struct dater *dater;
	struct quoter *quoter;
};

struct preparer *
preparer_new(unsigned wanted)
{
	struct preparer *p = mem_zalloc(1, sizeof *p);

	p->wanted = wanted;
	return p;
}

void
preparer_free(struct preparer *p)
{
	if (!p)
		return;
	tagger_free(p->tagger);
	dater_free(p->dater);
	quoter_free(p->quoter);
	free(p);
}

static void
make_dater(struct preparer *p)
{
	struct dater_error err = {0};

	p->dater = dater_new(data_words(), NULL);
	if (!dater_add_rules(p->dater, data_rules("dates"), false, &err))
		die_at("dates.rules", err.line, "%s", err.why);
}

void
preparer_document(struct preparer *p, struct document *d)
{
	/* Quotations are found with the help of names. */
	if (p->wanted & (WITH_ENTITIES | WITH_QUOTES) && !d->has_entities) {
		if (!p->tagger) {
			p->tagger = tagger_new(data_abbreviations(),
			    data_words(), data_names(), NULL);
			tagger_set_model(p->tagger, data_entities_model(),
			    data_wordclasses());
		}
		tagger_document(p->tagger, d);
	}
	if (p->wanted & WITH_DATES && !d->has_dates) {
		if (!p->dater)
			make_dater(p);
		dater_document(p->dater, d);
	}
	if (p->wanted & WITH_QUOTES && !d->has_quotes) {
		if (!p->quoter)
			p->quoter =
			    quoter_new(data_abbreviations(), data_words());
		quoter_document(p->quoter, d);
	}
}
