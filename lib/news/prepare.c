#include "news/prepare.h"

#include "base/mem.h"
#include "news/data.h"
#include "news/entity.h"

#include <stdlib.h>

/* Each module is made when it is first needed, for they cost start-up. */
struct preparer {
	struct tagger *tagger;
};

struct preparer *
preparer_new(void)
{
	return mem_zalloc(1, sizeof(struct preparer));
}

void
preparer_free(struct preparer *p)
{
	if (!p)
		return;
	tagger_free(p->tagger);
	free(p);
}

void
preparer_document(struct preparer *p, struct document *d)
{
	if (!d->has_entities) {
		if (!p->tagger)
			p->tagger = tagger_new(data_abbreviations(),
			    data_words(), data_names(), NULL);
		tagger_document(p->tagger, d);
	}
}
